"""Random year ends against an independent model: what closes, what is carried, to the fen (L14).

The model knows three numbers per tranche and year (in, out, closed) and adds everything up anew;
it shares no code with the ledger. Every act goes through the real gate.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cityledger.actions.command import Command
from cityledger.actions.desk import open_url
from cityledger.actions.funding import ReceiveFunds
from cityledger.actions.payments import RejectPayment
from cityledger.actions.periods import ClosePeriod, OpenPeriod
from cityledger.actions.projects import Document
from cityledger.actions.transfers import TransferMoney
from cityledger.actions.year_end import CarryYear, CloseYear
from cityledger.kernel.errors import Refused
from cityledger.ledger.verify import verify
from cityledger.views.year_end import tranche_years
from tests.conftest import BOOK, Office, found
from tests.stories import partnership
from tests.stories.partnership import SUBSIDY
from tests.stories.world import WAN, World, day

DECEMBER, JANUARY = "2025-12-20", "2026-01-08"
CAPITAL = 300 * WAN
DOCUMENT = Document(
    doc_no="示财结转〔2025〕1号",
    authority="示范区财政局",
    issued_on=day("2025-12-31"),
    title="结转通知",
)

DONE: Counter[str] = Counter()
"""How often something was really done: a machine that only refuses would prove nothing."""


@dataclass
class Purse:
    """A tranche as the model keeps it: fen in and out per year, and what closings took over."""

    income: dict[int, int] = field(default_factory=dict)
    outlay: dict[int, int] = field(default_factory=dict)
    closed_in: int = 0
    closed_out: int = 0

    def left(self, year: int) -> int:
        """Return what is in hand at the end of a year."""
        came = sum(fen for of, fen in self.income.items() if of <= year)
        return came - sum(fen for of, fen in self.outlay.items() if of <= year)

    @property
    def is_open(self) -> bool:
        """Say whether 2025 has income or outlay that no closing has taken."""
        came, went = self.income.get(2025, 0), self.outlay.get(2025, 0)
        return came != self.closed_in or went != self.closed_out


@lru_cache(maxsize=1)
def ground() -> tuple[Path, Office]:
    """Return a ledger with a partnership whose months are closed up to November, made once."""
    folder = Path(tempfile.mkdtemp(prefix="cityledger-year-"))
    office = found(f"sqlite:///{folder}/ledger.db")
    world = World(office)
    partnership.furnish(world)
    for period in (0, *range(202503, 202512)):
        world.by("fu", ClosePeriod(period=period))
    world.by("fu", OpenPeriod(period=202601))
    office.desk.close()
    return folder / "ledger.db", office


@pytest.fixture(scope="module", autouse=True)
def _tidy() -> Iterator[None]:
    yield
    shutil.rmtree(ground()[0].parent)
    ground.cache_clear()


class YearEnd(RuleBasedStateMachine):
    """One book from December into January, and a model beside it."""

    def __init__(self) -> None:
        """Copy the ground."""
        super().__init__()
        path, office = ground()
        self.folder = Path(tempfile.mkdtemp(prefix="cityledger-year-"))
        shutil.copy(path, self.folder / "ledger.db")
        desk = open_url(f"sqlite:///{self.folder}/ledger.db").at(office.desk.now)
        self.world = World(Office(desk, office.pens, "", office.ticks))
        self.purses = {
            "T1": Purse({2025: 2_400 * WAN}),
            "T2": Purse({2025: 3_000 * WAN}),
        }
        self.expense = self.closed_expense = 0
        self.capital = 0
        self.committed = 1_600 * WAN
        self.asked = 0
        self.is_closed = self.is_carried = False
        self.count = 0

    def teardown(self) -> None:
        """Verify the whole book once, and throw it away."""
        assert self.world.office.ask(verify).problems == ()
        self.world.office.desk.close()
        shutil.rmtree(self.folder)

    def tried(self, who: str, command: Command) -> list[str]:
        """Do an act; return the codes it was refused with."""
        try:
            self.world.office.by(who, command)
        except Refused as refused:
            return [finding.code for finding in refused.findings]
        return []

    @rule(wan=st.integers(1, 90), source=st.sampled_from(("区级预算", "省级棚改补助")))
    def receive(self, wan: int, source: str) -> None:
        """Money arrives in December, for works only: capital is never paid from it."""
        self._receive(wan, source, DECEMBER)

    @rule(wan=st.integers(1, 90))
    def receive_later(self, wan: int) -> None:
        """Money of the next year arrives before this one is closed."""
        self._receive(wan, "区级预算", JANUARY)

    def _receive(self, wan: int, source: str, on: str) -> None:
        self.count += 1
        label, fen = f"N{self.count}", wan * WAN + self.count
        command = ReceiveFunds(
            label=label,
            source=source,
            amount_fen=fen,
            received_on=day(on),
            bank_account="B1",
            restricted=True,
            uses=("works",),
            expiry_on=day("2027-12-31"),
        )
        assert [] == self.tried("chu", command)
        self.purses[label] = Purse({int(on[:4]): fen})

    @precondition(lambda self: not self.asked and self.capital < CAPITAL - 50 * WAN)
    @rule(wan=st.integers(1, 40))
    def ask(self, wan: int) -> None:
        """Ask for capital in December: until it is paid or sent back it is in the air."""
        request = partnership.capital(wan)
        values = {name: getattr(request, name) for name in ("project", "kind", "lines")}
        command = type(request)(**values, value_date=day(DECEMBER))
        room = self.committed
        assert ([] if wan * WAN <= room else ["payment.over_allotment"]) == self.tried(
            "zhi", command
        )
        self.asked = wan * WAN if wan * WAN <= room else 0

    @precondition(lambda self: self.asked)
    @rule()
    def pay(self) -> None:
        """Pay what was asked for."""
        self.world.finish(DECEMBER)
        DONE["pay"] += 1
        purse = self.purses["T2"]
        purse.outlay[2025] = purse.outlay.get(2025, 0) + self.asked
        self.capital += self.asked
        self.committed -= self.asked
        self.asked = 0

    @precondition(lambda self: self.asked)
    @rule()
    def send_back(self) -> None:
        """Send back what was asked for."""
        command = RejectPayment(
            payment_request_id=self.world.newest(), value_date=day(DECEMBER), reason="年底"
        )
        assert [] == self.tried("fu", command)
        self.asked = 0

    @precondition(lambda self: not self.expense)
    @rule(ppm=st.integers(0, 1_000_000))
    def score(self, ppm: int) -> None:
        """An expense without money, in December: half a fen is rounded up."""
        command = partnership.score(ppm=ppm)
        later = type(command)(
            contract=command.contract,
            year=command.year,
            score_ppm=ppm,
            assessed_on=day(DECEMBER),
            assessor=command.assessor,
            doc_no=command.doc_no,
        )
        if [] == self.tried("gong", later):
            self.expense = (SUBSIDY * ppm * 2 + 1_000_000) // 2_000_000

    @rule(wan=st.integers(1, 3_000))
    def transfer(self, wan: int) -> None:
        """Move money of T2 to the other account: the year knows nothing of it."""
        (held,) = self.world.office.sql(
            "SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM balance"
            " WHERE bank_account_id = 1 AND tranche_id = 2"
        )[0]
        command = TransferMoney(
            tranche="T2",
            from_account="B1",
            to_account="B2",
            amount_fen=wan * WAN,
            value_date=day(DECEMBER),
            reason="调度",
        )
        back = TransferMoney(
            tranche="T2",
            from_account="B2",
            to_account="B1",
            amount_fen=wan * WAN,
            value_date=day(DECEMBER),
            reason="调回",
        )
        if wan * WAN <= held:
            assert [] == self.tried("chu", command)
            assert [] == self.tried("chu", back)
        else:
            assert ["transfer.no_money"] == self.tried("chu", command)

    def _is_left(self) -> bool:
        """Say whether the year has anything that no closing took."""
        is_open = any(purse.is_open for purse in self.purses.values())
        return is_open or self.expense != self.closed_expense

    @rule()
    def close(self) -> None:
        """Close the year: refused with a request in the air, and with nothing left to close.

        December waits for it: it is not closed over income, outlay, expense or a request left.
        """
        waits = ["year.december_unsettled"] if self._is_left() else []
        waits += ["year.request_in_air"] if self.asked else []
        if waits:
            assert waits == self.tried("fu", ClosePeriod(period=202512))
        wanted = ["year.request_in_air"] if self.asked else []
        wanted += [] if self._is_left() else ["year.closed_already"]
        assert wanted == self.tried("fu", CloseYear(year=2025))
        if not wanted:
            DONE["close"] += 1
            self.is_closed = True
            self.closed_expense = self.expense
            for purse in self.purses.values():
                purse.closed_in = purse.income.get(2025, 0)
                purse.closed_out = purse.outlay.get(2025, 0)

    @rule()
    def carry(self) -> None:
        """Carry commitments over: only of a closed year, and only what is left of them."""
        wanted = [] if self.is_closed else ["year.not_closed"]
        is_left = self.committed and not self.is_carried
        wanted += [] if is_left else ["year.nothing_to_carry"]
        if self.asked:
            return
        assert wanted == self.tried("fu", CarryYear(year=2025, document=DOCUMENT))
        if not wanted:
            DONE["carry"] += 1
            self.is_carried = True
            rows = self.world.office.sql(
                "SELECT p.account, sum(p.credit_fen - p.debit_fen) FROM posting p"
                " JOIN allotment a ON a.allotment_id = p.allotment_id"
                " WHERE a.fiscal_year = 2026 GROUP BY 1 ORDER BY 1"
            )
            assert [("9101", -self.committed), ("9103", self.committed)] == rows[:2]
            self.capital = CAPITAL  # what is paid from now on belongs to another story

    @invariant()
    def the_three_figures_are_equal(self) -> None:
        """8101/8201, 8001 and money of every tranche are what the model has in hand."""
        rows = self.world.office.ask(tranche_years, BOOK, 2025)
        found_rows = {
            row.label: (row.carried_fen, row.purse_fen, row.money_fen)
            for row in rows
            if row.in_budget
        }

        assert {
            label: (purse.left(2025),) * 3 for label, purse in self.purses.items()
        } == found_rows

    @invariant()
    def a_closing_takes_all_and_only_the_year(self) -> None:
        """What stands on 3001 is what closings took over; income of January stays where it is."""
        rows = self.world.office.sql(
            "SELECT t.label, t.tranche_id, sum(b.credit_fen - b.debit_fen) FROM balance b"
            " JOIN tranche t ON t.tranche_id = b.tranche_id WHERE b.account = '3001'"
            " GROUP BY 1, 2 HAVING sum(b.credit_fen - b.debit_fen) <> 0"
        )
        closed = {label if number else "": fen for label, number, fen in rows}
        expected = {label: p.closed_in for label, p in self.purses.items() if p.closed_in}
        if self.closed_expense:
            expected[""] = -self.closed_expense

        assert expected == closed


def test_year_ends_agree_with_the_model() -> None:
    """A few random ends of a year; the figures of each are checked after every act."""
    run_state_machine_as_test(
        YearEnd,
        settings=settings(
            max_examples=8,
            stateful_step_count=10,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {"close", "carry", "pay"} == set(DONE)


def test_the_model_can_disagree() -> None:
    """The positive control: a model that forgets what was paid is caught."""

    class Forgetful(YearEnd):
        @precondition(lambda self: self.asked)
        @rule()
        def pay(self) -> None:
            self.world.finish(DECEMBER)
            self.asked = 0

    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            Forgetful,
            settings=settings(
                max_examples=30,
                stateful_step_count=8,
                deadline=None,
                derandomize=True,
                suppress_health_check=list(HealthCheck),
                report_multiple_bugs=False,
                phases=[Phase.generate],
            ),
        )
