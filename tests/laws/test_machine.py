"""Random acts against the ledger and against an independent model: verdicts and sums are equal."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cityledger.actions.desk import open_url
from cityledger.ledger.difference import compare
from cityledger.ledger.leaves import Stored
from cityledger.ledger.replay import Replay
from cityledger.ledger.verify import verify
from cityledger.store import schema
from cityledger.store.engine import connect
from cityledger.store.session import write
from tests.conftest import Office, found
from tests.laws.furnish import contract_row, ground, memo, tranche_row
from tests.laws.model import Line, Model, Slip
from tests.laws.raw import (
    Raw,
    Tables,
    Text,
    join,
    law,
    line,
    payment_lines,
    receipt_lines,
    red,
    row,
    voucher,
)

DAYS = ("2025-01-05", "2025-01-20", "2025-02-03", "2025-02-20", "2025-03-01")
MONTHS = (202501, 202502, 202503)
TRANCHES, CONTRACTS = (1, 2), (1, 2)
PRICE, ADVANCE = 100, 20

Part = tuple[str, list[Text], dict[str, Any]]
"""One voucher of an act: value date, postings, what else its head says."""

days = st.sampled_from(DAYS)
tranches = st.sampled_from(TRANCHES)
contracts = st.sampled_from(CONTRACTS)
amounts = st.integers(1, 60)
lines = st.lists(
    st.builds(
        lambda side, account, fen, tranche, names: line(side, account, fen, tranche, **names),
        st.sampled_from("DC"),
        st.sampled_from(("5001", "2101", "121802", "8001", "6601", "7101", "4601", "9103", "9104")),
        st.sampled_from((1, 1, 2, -1)),
        st.sampled_from((0, 0, 1, 2)),
        st.sampled_from(({}, {"allotment_id": 1}, {"allotment_id": 2}, {"project_id": 1})),
    ),
    max_size=4,
)


@lru_cache(maxsize=1)
def ground_file() -> Path:
    """Return a ledger with ground under it, made once per run."""
    folder = Path(tempfile.mkdtemp(prefix="cityledger-machine-"))
    raw = Raw(found(f"sqlite:///{folder}/ledger.db"))
    ground(raw)
    raw.office.desk.close()
    _OFFICES.append(raw.office)
    return folder / "ledger.db"


_OFFICES: list[Office] = []


@pytest.fixture(scope="module", autouse=True)
def _tidy() -> Iterator[None]:
    yield
    if _OFFICES:
        shutil.rmtree(ground_file().parent)
        ground_file.cache_clear()
        _OFFICES.clear()


class Books(RuleBasedStateMachine):
    """One book in one transaction that is rolled back; a model beside it."""

    make_model = Model
    replays = True

    def __init__(self) -> None:
        """Open the ground and start a trial on it."""
        super().__init__()
        path = ground_file()
        office = _OFFICES[0]
        self.stack = contextlib.ExitStack()
        self.office = Office(
            open_url(f"sqlite:///{path}").at(office.desk.now), office.pens, "", office.ticks
        )
        self.raw = self.stack.enter_context(Raw(self.office, count=10_000).trial())
        self.model = self.make_model(open_months={202501, 202502})
        self._take_over()

    def _take_over(self) -> None:
        """Give the model the vouchers of the ground."""
        columns = (
            (
                "account, tranche_id, debit_fen, credit_fen, bank_account_id, contract_id,"
                " allotment_id, budget_line_id, project_id"
            )
            .replace(" ", "")
            .split(",")
        )
        for number, on, word, kind in self.raw.sql(
            "SELECT voucher_id, value_date, word, kind FROM voucher ORDER BY voucher_id"
        ):
            cells = self.raw.sql(
                f"SELECT {', '.join(columns)} FROM posting WHERE voucher_id=? ORDER BY n", number
            )
            texts = [
                {k: str(v) for k, v in zip(columns, cell, strict=True) if v is not None}
                for cell in cells
            ]
            self.model.slips[number] = Slip(on, word, kind, tuple(map(Line.of, texts)))

    @initialize()
    def contracts_and_tranches(self) -> None:
        """Sign two contracts; receive two tranches of 50 fen."""
        for number in CONTRACTS:
            contract = contract_row(number, PRICE, advance_cap_fen=ADVANCE)
            self.raw.do("contract.sign", {"contract": [contract]})
            self.model.contracts[number] = (PRICE, ADVANCE)
        for number in TRANCHES:
            rows: Tables = {"tranche": [tranche_row(number, 50)]}
            self.act("funds.receive", rows, (DAYS[1], receipt_lines(number, 50), {"word": "收"}))

    def act(self, kind: str, rows: Tables, *vouchers: Part) -> None:
        """Bring an act to the ledger and to the model; their verdicts must be equal."""
        slips = [
            Slip(
                on,
                names.get("word", "转"),
                names.get("kind", "normal"),
                tuple(map(Line.of, texts)),
                names.get("reverses_id"),
            )
            for on, texts, names in vouchers
        ]
        parts = [voucher(on, *texts, **names) for on, texts, names in vouchers]
        expected = self.model.judge(slips)
        receipt = self.raw.act(kind, join(rows, *parts))
        said = law(receipt)
        assert (expected == "") == (said == ""), (
            f"model: {expected or 'yes'}; ledger: {said or 'yes'}"
        )
        if not said:
            self.model.book(receipt.index, slips)

    @rule(tranche=tranches, fen=amounts, on=days)
    def receive(self, tranche: int, fen: int, on: str) -> None:
        """Receive more money in a tranche."""
        self.act("voucher.correct", {}, (on, receipt_lines(tranche, fen), {"word": "收"}))

    @rule(tranche=tranches, fen=amounts, on=days)
    def spend(self, tranche: int, fen: int, on: str) -> None:
        """Pay an expense."""
        self.act("voucher.correct", {}, (on, payment_lines(tranche, fen), {"word": "付"}))

    @rule(tranche=tranches, contract=contracts, fen=amounts, on=days, early=st.booleans())
    def pay(self, tranche: int, contract: int, fen: int, on: str, early: bool) -> None:
        """Pay an advance, or what is certified, under a contract."""
        names = {"contract_id": contract, "project_id": 1}
        against = "121401" if early else "230201"
        texts = payment_lines(tranche, fen, against, **names)
        self.act("voucher.correct", {}, (on, texts, {"word": "付"}))

    @rule(contract=contracts, fen=amounts, recoup=st.integers(0, 15), on=days)
    def certify(self, contract: int, fen: int, recoup: int, on: str) -> None:
        """Certify work and recoup a part of the advance."""
        names = {"contract_id": contract, "project_id": 1}
        texts = [line("D", "16130101", fen + recoup, **names), line("C", "230201", fen, **names)]
        if recoup:
            texts.append(line("C", "121401", recoup, **names))
        self.act("voucher.correct", {}, (on, texts, {}))

    @rule(
        link=st.sampled_from(("9102", "9103", "9104")),
        fen=st.sampled_from((1, 10**6, 10**7)),
        on=days,
    )
    def move_permission(self, link: str, fen: int, on: str) -> None:
        """Move permission along the money chain of allotment 1."""
        following = {"9102": "9103", "9103": "9104", "9104": "9105"}[link]
        self.act("voucher.correct", {}, (on, memo(link, following, fen, allotment_id=1), {}))

    @rule(texts=lines, on=days, kind=st.sampled_from(("normal", "closing", "bank_fact")))
    def scribble(self, texts: list[Text], on: str, kind: str) -> None:
        """Post a few random lines."""
        self.act("voucher.correct", {}, (on, texts, {"kind": kind}))

    @rule(first=days, second=days, fen=amounts, tranche=tranches)
    def out_and_in(self, first: str, second: str, fen: int, tranche: int) -> None:
        """Pay and receive in one act, on two days."""
        out: Part = (first, payment_lines(tranche, fen), {})
        back: Part = (second, receipt_lines(tranche, fen), {})
        self.act("voucher.correct", {}, out, back)

    @precondition(lambda self: self.model.slips)
    @rule(data=st.data(), on=days, again=st.sampled_from((None, 0, 1)))
    def reverse(self, data: st.DataObject, on: str, again: int | None) -> None:
        """Reverse a voucher of before, alone or with its replacement (one fen off, perhaps)."""
        number = data.draw(st.sampled_from(sorted(self.model.slips)))
        texts = [_text(item) for item in self.model.slips[number].lines]
        parts: list[Part] = [(on, red(texts), {"kind": "reversal", "reverses_id": number})]
        if again is not None:
            parts.append((on, texts if not again else _more(texts), {}))
        self.act("voucher.correct", {}, *parts)

    @rule(month=st.sampled_from(MONTHS), is_open=st.booleans())
    def turn_month(self, month: int, is_open: bool) -> None:
        """Open or close a month."""
        state = "open" if is_open else "closed"
        rows: Tables = {"period_change": [row(period=month, state=state)]}
        self.raw.do("period.open" if is_open else "period.close", rows)
        (self.model.open_months.add if is_open else self.model.open_months.discard)(month)

    @invariant()
    def money_agrees(self) -> None:
        """What is in hand is equal, fen by fen."""
        for tranche in TRANCHES:
            assert self.model.in_hand(1, tranche) == (self.raw.limit("money", f"1/{tranche}") or 0)

    def teardown(self) -> None:
        """Compare sums and numbers, replay in three chunk sizes, verify; then roll back."""
        try:
            found_sums = {
                tuple(key): debit - credit
                for *key, debit, credit in self.raw.sql(
                    "SELECT account, tranche_id, bank_account_id, project_id, period,"
                    " debit_fen, credit_fen FROM balance"
                )
            }
            assert self.model.balances() == found_sums
            numbers = "SELECT period, word, max(voucher_no) FROM voucher GROUP BY period, word"
            found_numbers = {(period, word): n for period, word, n in self.raw.sql(numbers)}
            assert self.model.numbers() == found_numbers
            if not self.replays:
                return
            with self.raw.writing() as source:
                assert () == verify(source, signatures=False).problems
                for chunk in (1, 10):
                    target = connect("sqlite://")
                    with write(target) as copy:
                        schema.create(copy)
                        Replay(Stored(source), copy, chunk=chunk, signatures=False).run()
                        assert [] == list(compare(source, copy))
                    target.dispose()
        finally:
            self.stack.close()
            self.office.desk.close()


def _text(item: Line) -> Text:
    """Return a line of the model as a leaf has it."""
    names = ("bank_account_id", "contract_id", "allotment_id", "budget_line_id", "project_id")
    dimensions = {name: value for name, value in zip(names, item.names, strict=True) if value}
    side = "D" if (item.fen > 0) != item.red else "C"
    fen = item.fen if side == "D" else -item.fen
    return line(side, item.account, fen, item.tranche, **dimensions)


def _more(texts: list[Text]) -> list[Text]:
    """Return the same lines, each a fen more."""
    amount = ("debit_fen", "credit_fen")
    return [{k: str(int(v) + 1) if k in amount else v for k, v in t.items()} for t in texts]


QUICK = settings(
    max_examples=8,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
DEEP = settings(
    max_examples=60,
    stateful_step_count=60,
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)


def test_ledger_and_model_agree_on_the_same_few_runs() -> None:
    run_state_machine_as_test(Books, settings=QUICK)


class BlindToPrices(Model):
    """A model that would let a contract be overspent."""

    def _prices(self, lines: list[Line]) -> str:
        del lines
        return ""


class BlindToMonths(Model):
    """A model that would book in a closed month."""

    def _alone(self, slip: Slip) -> str:
        said = super()._alone(slip)
        return "" if said == "period" else said


class BlindToMirrors(Model):
    """A model that would take anything for a reversal."""

    def _mirror(self, slip: Slip, act: list[Slip]) -> str:
        del slip, act
        return ""


@pytest.mark.parametrize("blind", [BlindToPrices, BlindToMonths, BlindToMirrors])
def test_the_machine_finds_a_model_that_is_blind_to_a_law(blind: type[Model]) -> None:
    class Blind(Books):
        make_model = blind
        replays = False

    with pytest.raises(AssertionError, match="model: yes; ledger: "):
        run_state_machine_as_test(Blind, settings=QUICK)


@pytest.mark.torture
def test_ledger_and_model_agree_on_other_runs_every_time() -> None:
    run_state_machine_as_test(Books, settings=DEEP)
