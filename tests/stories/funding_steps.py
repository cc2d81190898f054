"""What the stories of funding do, on top of the walkthrough's world."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cityledger.actions.attachments import AttachEvidence
from cityledger.actions.certificates import Measured
from cityledger.actions.contracts import AmendPlan, Plan, RegisterInvoice
from cityledger.actions.debts import DueDay, RegisterDebt
from cityledger.actions.funding import ReceiveFunds, RegisterSource
from cityledger.actions.payments import InvoiceUse, PayLine, PickedSlice, RequestPayment
from cityledger.actions.programmes import RegisterProgramme
from cityledger.actions.registry import AccountEntry, RegisterParty
from cityledger.actions.returns import DeclareReturn
from cityledger.kernel.ids import uscc
from cityledger.ledger.audit import audit
from tests.conftest import DIVISION
from tests.stories.world import OTHER, PARTY, WAN, World, day

EVIDENCE = "a" * 64
BANK_ACCOUNT = "6222000009"


def source(world: World, name: str, kind: str, level: str, route: str) -> None:
    """Register a source, unless it is there."""
    book = world.office.desk.book_id
    known = world.office.sql(
        f"SELECT 1 FROM fund_source WHERE book_id = {book} AND name = '{name}'"
    )
    if not known:
        world.by("zhi", RegisterSource(name=name, kind=kind, level=level, route=route))


def programme(world: World, name: str, opens: str, closes: str) -> RegisterProgramme:
    """Return a programme whose key is its name."""
    del world
    return RegisterProgramme(
        programme=name,
        name=name,
        authority="省住房和城乡建设厅",
        doc_no="吉建〔2025〕12号",
        opens_on=day(opens),
        closes_on=day(closes),
    )


def receive(source_name: str, label: str, fen: int, on: str, **more: object) -> ReceiveFunds:
    """Return a receipt on B1."""
    terms: dict[str, object] = {
        "label": label,
        "source": source_name,
        "amount_fen": fen,
        "received_on": day(on),
        "bank_account": "B1",
    }
    return ReceiveFunds(**{**terms, **more})  # type: ignore[arg-type]


def open_until(world: World, until: int) -> None:
    """Open the months of 2026 and 2027 up to a period."""
    months = (*range(202601, 202613), 202701, 202702)
    world.open_months(*(period for period in months if period <= until))


def service(world: World, number: str, wan: int, verified: str, **change: object) -> None:
    """Sign a service contract, certify it and register its verified invoice."""
    on = day(verified)
    if on.year > 2025:
        open_until(world, 202702)
    terms: dict[str, object] = {
        "kind": "service",
        "name": "检测服务",
        "party_id": OTHER,
        "payee_account": BANK_ACCOUNT,
        "wage_account": None,
        "advance_cap_fen": 0,
        "recoup_bp": 0,
        "retention_bp": 0,
        "labour_bp": 0,
        "progress_bp": 10_000,
        "performance_fen": 0,
        "plans": (),
    }
    world.by("zhi", world.contract(number, wan, **{**terms, **change}))
    world.by(
        "zhi",
        RegisterInvoice(
            contract=number,
            number=f"2537200000000000{len(number):02d}77",
            amount_fen=wan * WAN,
            issued_on=on,
            verified_on=on,
        ),
    )
    lines = (Measured(gross_fen=wan * WAN),)
    world.by("gong", world.certificate(contract=number, certified_on=on, lines=lines))


def commit(world: World, number: str, allotment: str, wan: int) -> None:
    """Cover a contract by an allotment of the district, and let other sources pay it too."""
    plans: tuple[Plan, ...] = (
        Plan(source="区级预算", fiscal_year=2025, amount_fen=wan * WAN, allotment=allotment),
    )
    names = {row[0] for row in world.office.sql("SELECT name FROM fund_source")}
    plans += tuple(
        Plan(source=name, fiscal_year=2025, amount_fen=0)
        for name in ("省级老旧小区补助", "清洁取暖以奖代补", "棚改专项债券")
        if name in names
    )
    world.by("zhi", AmendPlan(contract=number, plans=plans, value_date=day("2025-06-01")))


def pay_service(number: str, tranche: str, wan: int, on: str) -> RequestPayment:
    """Return the request that pays a service from one tranche, picked by hand."""
    return RequestPayment(
        project="P1",
        kind="service",
        value_date=day(on),
        lines=(PayLine(contract=number, part="due", amount_fen=wan * WAN, certificate_no=1),),
        invoices=(InvoiceUse(number=f"2537200000000000{len(number):02d}77", amount_fen=wan * WAN),),
        slices=(PickedSlice(line=1, tranche=tranche, bank_account="B1", amount_fen=wan * WAN),),
    )


def pay_debt(part: str, number: str, tranche: str, fen: int, on: str) -> RequestPayment:
    """Return the request that pays interest or principal from one tranche."""
    return RequestPayment(
        project="P1",
        kind="service",
        value_date=day(on),
        lines=(PayLine(contract=number, part=part, amount_fen=fen),),
        slices=(PickedSlice(line=1, tranche=tranche, bank_account="B1", amount_fen=fen),),
    )


def bond(starts: str = "2025-03-10", ends: str = "2035-03-10") -> RegisterDebt:
    """Return a special bond of 2亿 at 2.85 %, repaid at its end."""
    return RegisterDebt(
        debt_no="专债2025-1",
        kind="special_bond",
        project="P1",
        source="棚改专项债券",
        debtor_kind="government",
        creditor="省财政厅(转贷)",
        principal_fen=20_000 * WAN,
        rate_ppm=28_500,
        starts_on=day(starts),
        ends_on=day(ends),
        repaid_from="对应地块土地出让收入",
        schedule=(DueDay(due_on=day(ends), principal_fen=20_000 * WAN),),
    )


def loan(debtor_kind: str, *, guaranteed: bool = False) -> RegisterDebt:
    """Return a bank loan of 1,000万 at 4.35 % for a year."""
    ends = date(2026, 4, 1)
    return RegisterDebt(
        debt_no="贷2025-1",
        kind="bank_loan",
        project="P1",
        source="商业银行贷款",
        debtor_kind=debtor_kind,
        debtor_id=PARTY["client"] if debtor_kind == "platform" else None,
        creditor="工商银行示范支行",
        principal_fen=1_000 * WAN,
        rate_ppm=43_500,
        starts_on=day("2025-04-01"),
        ends_on=ends,
        repaid_from="停车收入",
        schedule=(DueDay(due_on=ends, principal_fen=1_000 * WAN),),
        is_guaranteed=guaranteed,
    )


def agreement(world: World, number: str, wan: int) -> None:
    """Sign the loan agreement under which a debt is served: its price is the interest."""
    contract = world.contract(
        number,
        wan,
        kind="loan",
        name="借款合同",
        party_id=OTHER,
        payee_account=BANK_ACCOUNT,
        wage_account=None,
        budget_line="K2",
        cost_item="37",
        advance_cap_fen=0,
        recoup_bp=0,
        retention_bp=0,
        labour_bp=0,
        progress_bp=10_000,
        performance_fen=0,
        plans=(),
    )
    world.by("zhi", contract)


def attach(world: World) -> None:
    """Attach the evidence of a result."""
    world.by("zhi", AttachEvidence(sha256=EVIDENCE, size=1024, name="验收报告.pdf"))


def allocable_fen(world: World, item: str) -> int:
    """Return debit − credit of an allocable cost item, all tranches."""
    rows = world.office.sql(
        "SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM posting"
        f" WHERE account = '161303' AND cost_item = '{item}'"
    )
    return int(rows[0][0])


def balance_fen(world: World, account: str) -> int:
    """Return debit − credit of an account, all tranches."""
    rows = world.office.sql(
        f"SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM posting WHERE account = '{account}'"
    )
    return int(rows[0][0])


GRANTOR = uscc(DIVISION, 20)
GRANTOR_ACCOUNT = "6222000020"


def grantor(world: World) -> None:
    """Register the grantor with the account it takes money back on."""
    account = AccountEntry(account_no=GRANTOR_ACCOUNT, bank_name="国家金库")
    world.by("zhi", RegisterParty(party_id=GRANTOR, name="省财政厅", accounts=(account,)))


def bank(world: World) -> tuple[str, str]:
    """Register the bank whose losses a pool shares; return its code and its account."""
    code, number = uscc(DIVISION, 21), "6222000021"
    account = AccountEntry(account_no=number, bank_name="工商银行示范支行")
    world.by("zhi", RegisterParty(party_id=code, name="工商银行示范支行", accounts=(account,)))
    return code, number


def declare(label: str, fen: int, on: str, payee: str) -> DeclareReturn:
    """Return the declaration that money goes back to the grantor, or to another unit."""
    to_grantor = payee == "省财政厅"
    return DeclareReturn(
        tranche=label,
        project="P1",
        doc_no=f"退回{label}",
        party_id=GRANTOR if to_grantor else OTHER,
        payee_account=GRANTOR_ACCOUNT if to_grantor else BANK_ACCOUNT,
        amount_fen=fen,
        value_date=day(on),
    )


def give_back(label: str, fen: int, on: str) -> RequestPayment:
    """Return the request that pays what was declared."""
    return RequestPayment(
        project="P1",
        kind="grantor_return",
        value_date=day(on),
        lines=(PayLine(contract=f"退回{label}", part="return", amount_fen=fen),),
        slices=(PickedSlice(line=1, tranche=label, bank_account="B1", amount_fen=fen),),
    )


def audited(world: World) -> tuple[str, ...]:
    """Return what the audit of earmarks, duties and signatures says (L4, L8, L9)."""
    with world.office.desk.read() as read:
        return tuple(audit(read))


def by_tranche(world: World, account: str) -> str:
    """Return debit − credit per tranche of an account and its sub-accounts, in 万元."""
    rows = world.office.sql(
        "SELECT p.tranche_id, t.label, sum(debit_fen - credit_fen) FROM posting p JOIN tranche t"
        " ON t.book_id = p.book_id AND t.tranche_id = p.tranche_id"
        f" WHERE account LIKE '{account}%' GROUP BY p.tranche_id, t.label ORDER BY p.tranche_id"
    )
    return " ".join(
        f"{label if number else 0}:{Decimal(int(net)) / WAN:f}" for number, label, net in rows
    )
