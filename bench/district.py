"""A made-up district, the same in every run: projects, contracts, tranches, and its vouchers.

20 projects, 300 contracts, 500 payees, 40 tranches on 10 bank accounts; vouchers of 2 to 5
postings over six years, Chinese summaries, amounts spread over four decades. The vouchers keep
the laws of the ledger by themselves: no tranche is overdrawn on any day and no payable is paid
before it was certified. Everything is yielded as the rows of a leaf, which are strings.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from cityledger.kernel.ids import uscc

if TYPE_CHECKING:
    from collections.abc import Iterator

DIVISION = "370211"
SEED = 20_240_601
PROJECTS, CONTRACTS, PAYEES, TRANCHES, BANKS = 20, 300, 500, 40, 10
OFF_BUDGET = 8
"""The last tranches hold deposits, which have no budget effect."""

FIRST_DAY, DAYS = date(2020, 1, 2), 2190
POSTINGS_PER_VOUCHER = 3.1
"""About how many, so that the vouchers spread over the whole time."""

PRICE_FEN = 10**13
KINDS = ("市政道路", "棚户区改造", "雨污分流", "老旧小区改造", "安置房", "地下管廊", "公园绿化")
FEES = ("勘察费", "设计费", "监理费", "检测费", "造价咨询费")
INCOMES = (("4601", "6601"), ("400101", "6001"), ("400102", "6001"), ("4609", "6609"))
WORKS = (("16130101", "230201"), ("16130102", "230201"), ("161302", "230202"), ("161303", "230205"))
COSTS = ("5001", "5101", "5901", "161303", "161304", "161305")
OUTLAYS = ("7101", "7201", "7901")
DEPOSITS = ("230701", "230702", "230703")
BANK_ACCOUNTS = ("100201", "100202", "100203")

Text = dict[str, str]
Tables = dict[str, list[Text]]


def row(**columns: object) -> Text:
    """Return a row as it stands in a leaf."""
    return {name: str(value) for name, value in columns.items()}


@cache
def party_id(number: int) -> str:
    """Return the credit code of a payee, from 1."""
    return uscc(DIVISION, number)


def bank_of(tranche: int) -> tuple[str, int]:
    """Return ledger account and number of the bank account that holds a tranche."""
    number = (tranche - 1) % BANKS + 1
    return BANK_ACCOUNTS[number % len(BANK_ACCOUNTS)], number


def periods() -> list[int]:
    """Return every month of the vouchers, yyyymm."""
    days = (FIRST_DAY + timedelta(n) for n in range(DAYS))
    return sorted({day.year * 100 + day.month for day in days})


def parties() -> list[Text]:
    """Return the payees."""
    return [
        row(party_id=party_id(n), scheme="uscc", name=f"某某{KINDS[n % 7]}工程有限公司{n:03d}")
        for n in range(1, PAYEES + 1)
    ]


def projects() -> list[Text]:
    """Return the projects."""
    return [
        row(project_id=n, code=f"L-{n:02d}", name=f"{KINDS[n % 7]}{n}期工程", kind="shantytown")
        for n in range(1, PROJECTS + 1)
    ]


def budget() -> Tables:
    """Return one budget line per project, under one document."""
    paper = row(
        document_id=1,
        doc_no="示发改〔2019〕1号",
        kind="budget",
        authority="示范区发展改革局",
        issued_on="2019-12-01",
        title="概算批复",
    )
    lines = [
        row(
            budget_line_id=n,
            project_id=n,
            document_id=1,
            code="K1",
            name="建筑安装工程",
            cost_class="works",
            account="16130101",
            amount_fen=PRICE_FEN * CONTRACTS,
        )
        for n in range(1, PROJECTS + 1)
    ]
    return {"approval_document": [paper], "budget_line": lines}


def banks() -> list[Text]:
    """Return our bank accounts."""
    return [
        row(
            bank_account_id=number,
            account=account,
            kind="bank",
            name=f"{number}号专户",
            bank_name="农业银行示范支行",
            account_no=f"3700{number:04d}",
        )
        for account, number in map(bank_of, range(1, BANKS + 1))
    ]


def tranches() -> list[Text]:
    """Return the tranches; money comes to them by the vouchers."""
    return [
        row(
            tranche_id=n,
            label=f"L{n:02d}批",
            form="cash",
            kind="grant" if n <= TRANCHES - OFF_BUDGET else "deposit",
            in_budget=int(n <= TRANCHES - OFF_BUDGET),
            received_on=FIRST_DAY,
        )
        for n in range(1, TRANCHES + 1)
    ]


def contracts() -> list[Text]:
    """Return the contracts, spread over the projects."""
    return [
        row(
            contract_id=n,
            project_id=n % PROJECTS + 1,
            kind="works",
            contract_no=f"L-HT-{n:03d}",
            name=f"{n}标段施工",
            party_id=party_id(n),
            payee_name=f"某某建设公司{n:03d}",
            payee_bank="工商银行",
            payee_account=f"6222{n:06d}",
            price_fen=PRICE_FEN,
            signed_on="2020-01-01",
            budget_line_id=n % PROJECTS + 1,
            obligation_account=WORKS[n % len(WORKS)][1],
        )
        for n in range(1, CONTRACTS + 1)
    ]


@dataclass
class _State:
    """What the vouchers so far leave behind, so that the next one keeps the laws."""

    random: Random
    in_hand: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    payable: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    retained: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def pick(self, count: int) -> int:
        """Return a number from 1 to `count`."""
        return int(self.random.random() * count) + 1

    def amount_fen(self) -> int:
        """Return an amount from 100 yuan to 10 million yuan, every decade equally often."""
        low: int = 10 ** (3 + self.pick(5))
        return low + int(self.random.random() * 9 * low)

    def tranche_of(self, project: int) -> int:
        """Return one of the five tranches of a project."""
        return (2 * project + self.pick(5) * 7) % (TRANCHES - OFF_BUDGET) + 1


@dataclass(frozen=True, slots=True)
class _Voucher:
    """One voucher before it has its day."""

    word: str
    summary: str
    postings: list[Text]


def _debit(account: str, fen: int, tranche: int = 0, /, **names: object) -> Text:
    return row(account=account, tranche_id=tranche, debit_fen=fen, **names)


def _credit(account: str, fen: int, tranche: int = 0, /, **names: object) -> Text:
    return row(account=account, tranche_id=tranche, credit_fen=fen, **names)


def _receipt(state: _State, tranche: int, fen: int) -> _Voucher:
    account, bank = bank_of(tranche)
    income, budgeted = INCOMES[tranche % len(INCOMES)]
    state.in_hand[tranche] += fen
    postings = [
        _debit(account, fen, tranche, bank_account_id=bank),
        _credit(income, fen, tranche),
        _debit("8001", fen, tranche),
        _credit(budgeted, fen, tranche),
    ]
    return _Voucher("收", f"收到第{tranche}批上级补助资金", postings)


def _certificate(state: _State, contract: int, fen: int) -> _Voucher:
    project, (cost, payable) = contract % PROJECTS + 1, WORKS[contract % len(WORKS)]
    names = {"project_id": project, "contract_id": contract, "party_id": party_id(contract)}
    kept = fen * 3 // 100 if contract % 2 else 0
    state.payable[contract] += fen - kept
    state.retained[contract] += kept
    postings = [_debit(cost, fen, **names), _credit(payable, fen - kept, **names)]
    if kept:
        postings.append(_credit("230203", kept, **names))
    return _Voucher("转", f"第{project}号项目{contract}标段工程进度计量", postings)


def _payment(state: _State, contract: int, due: dict[int, int], account: str) -> _Voucher:
    """Pay what is due under a contract; without anything due, certify; without money, receive."""
    fen, project = due[contract], contract % PROJECTS + 1
    if not fen:
        return _certificate(state, contract, state.amount_fen())
    tranche = state.tranche_of(project)
    if state.in_hand[tranche] < fen:
        return _receipt(state, tranche, 3 * fen)
    due[contract] = 0
    names = {"project_id": project, "contract_id": contract, "party_id": party_id(contract)}
    postings = [_debit(account, fen, tranche, **names), *_outflow(state, tranche, fen)]
    return _Voucher("付", f"支付{contract}标段工程款,第{project}号项目", postings)


def _outflow(state: _State, tranche: int, fen: int) -> list[Text]:
    account, bank = bank_of(tranche)
    state.in_hand[tranche] -= fen
    return [
        _credit(account, fen, tranche, bank_account_id=bank),
        _debit(OUTLAYS[tranche % len(OUTLAYS)], fen, tranche),
        _credit("8001", fen, tranche),
    ]


def _cost(state: _State, project: int, fen: int, *, parts: int) -> _Voucher:
    """Pay costs that no certificate precedes: fees (one part) or compensation (two)."""
    tranche = state.tranche_of(project)
    if state.in_hand[tranche] < fen:
        return _receipt(state, tranche, 3 * fen)
    shares = [fen] if parts == 1 else [fen * 2 // 5, fen - fen * 2 // 5]
    postings = []
    for share in shares:
        payee = party_id(state.pick(PAYEES))
        account = COSTS[payee.encode()[-1] % len(COSTS)] if parts == 1 else "161303"
        postings.append(_debit(account, share, tranche, project_id=project, party_id=payee))
    what = FEES[state.pick(len(FEES)) - 1] if parts == 1 else f"征收补偿款第{state.pick(400)}户"
    return _Voucher(
        "付", f"支付第{project}号项目{what}", [*postings, *_outflow(state, tranche, fen)]
    )


def _deposit(state: _State, contract: int, fen: int) -> _Voucher:
    tranche = TRANCHES - OFF_BUDGET + contract % OFF_BUDGET + 1
    account, bank = bank_of(tranche)
    names = {"contract_id": contract, "party_id": party_id(contract)}
    held = DEPOSITS[state.pick(len(DEPOSITS)) - 1]
    postings = [
        _debit(account, fen, tranche, bank_account_id=bank),
        _credit(held, fen, tranche, **names),
    ]
    return _Voucher("收", f"收到{contract}标段履约保证金", postings)


def _next(state: _State) -> _Voucher:
    kind, contract = state.random.random(), state.pick(CONTRACTS)
    fen = state.amount_fen()
    if kind < 0.06:
        return _receipt(state, state.pick(TRANCHES - OFF_BUDGET), 10 * fen)
    if kind < 0.36:
        return _certificate(state, contract, fen)
    if kind < 0.66:
        return _payment(state, contract, state.payable, WORKS[contract % len(WORKS)][1])
    if kind < 0.72:
        return _payment(state, contract, state.retained, "230203")
    if kind < 0.86:
        return _cost(state, contract % PROJECTS + 1, fen, parts=1)
    if kind < 0.92:
        return _cost(state, contract % PROJECTS + 1, fen, parts=2)
    return _deposit(state, contract, fen)


def vouchers(lines: int) -> Iterator[Tables]:
    """Yield vouchers by value date, each as the rows of an act, until there are `lines` postings.

    A shorter run of the same size is not a prefix of a longer one: days are spread over all.
    """
    state = _State(Random(SEED))
    days = [FIRST_DAY + timedelta(n) for n in range(DAYS)]
    texts = [(day.isoformat(), f"{day.year * 100 + day.month}") for day in days]
    expected = max(1, int(lines / POSTINGS_PER_VOUCHER))
    done = count = 0
    while done < lines:
        voucher = _next(state)
        on, period = texts[min(DAYS - 1, count * DAYS // expected)]
        head = row(
            period=period,
            word=voucher.word,
            kind="normal",
            value_date=on,
            summary=voucher.summary,
            lines=len(voucher.postings),
        )
        yield {"voucher": [head], "posting": voucher.postings}
        done += len(voucher.postings)
        count += 1
