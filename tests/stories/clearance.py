"""The clearance of the walkthrough's plot: money, public steps, surveys, agreements (case 8)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date

from cityledger.actions.agreements import Agreement, SignAgreements
from cityledger.actions.command import Command
from cityledger.actions.contracts import Plan
from cityledger.actions.funding import ReceiveFunds
from cityledger.actions.projects import Document
from cityledger.actions.renewal import (
    HoldStep,
    House,
    ListPlots,
    PlotEntry,
    SurveyHouses,
    Value,
    ValueHouses,
)
from cityledger.kernel.ids import resident_no, uscc
from cityledger.ledger.receipt import Receipt
from tests.conftest import DIVISION, Office

WAN = 1_000_000
"""万元 in fen."""

PLOT = "板桥坊-1"
PLAN_ON, DECIDED_ON = "2025-07-05", "2025-08-05"
APPRAISER = uscc(DIVISION, 9)


def day(text: str) -> date:
    """Read an ISO day."""
    return date.fromisoformat(text)


class Clearance(ABC):
    """What a world does for its households; `houses_from` tells the houses of two books apart."""

    office: Office
    houses_from: int

    @abstractmethod
    def by(self, who: str, command: Command) -> Receipt:
        """Do an act that must succeed."""

    @abstractmethod
    def document(self, doc_no: str) -> Document:
        """Return an approval document."""

    def compensation(self, wan: int, label: str = "T3", **change: object) -> ReceiveFunds:
        """Return money for the households of P1, into the special account."""
        terms: dict[str, object] = {
            "label": label,
            "source": "省级棚改补助",
            "amount_fen": wan * WAN,
            "received_on": day("2025-08-05"),
            "bank_account": "B2",
            "allotment": "A3",
            "uses": ("allocable:06",),
            "scope": ("P1",),
        }
        return ReceiveFunds(**{**terms, **change})  # type: ignore[arg-type]

    def house(self, n: int, **change: object) -> House:
        """Return the house of household `n` as surveyed."""
        born, serial = divmod(self.houses_from + n, 1000)
        terms: dict[str, object] = {
            "household_no": f"{n:04d}",
            "house_no": f"示房字第{self.houses_from + n:05d}号",
            "owner_name": f"被征收人{n:04d}",
            "resident_no": resident_no(DIVISION, date(1950 + born, 5, 4), serial),
            "area_dm2": 5000,
        }
        return House(**{**terms, **change})  # type: ignore[arg-type]

    def step(self, step: str, on: str, wan: int = 0, **change: object) -> HoldStep:
        """Return a public step of the plot; the decision names what it needs, in 万元."""
        terms: dict[str, object] = {
            "project": "P1",
            "plot": PLOT,
            "step": step,
            "held_on": day(on),
            "doc_no": f"示政征〔2025〕{step}",
            "needed_fen": wan * WAN,
        }
        return HoldStep(**{**terms, **change})  # type: ignore[arg-type]

    def listed(self, households: int = 3000, plot: str = PLOT) -> ListPlots:
        """Return the plan list with one plot."""
        entry = PlotEntry(
            plot_no=plot,
            name="板桥坊片区",
            batch="2025-1",
            boundary="东至板桥路,南至坊前街,西至护城河,北至老城墙",
            households=households,
            area_dm2=4_200_000,
        )
        document = self.document("示棚改〔2025〕1号")
        return ListPlots(project="P1", document=document, plots=(entry,))

    def cleared(self, wan: int) -> None:
        """Walk the plot through notice, hearing, plan and decision; the money must be there."""
        self.by("zhi", self.listed())
        for step, on in (("notice", "2025-06-01"), ("hearing", "2025-06-20"), ("plan", PLAN_ON)):
            self.by("zhi", self.step(step, on))
        self.by("zhi", self.step("decision", DECIDED_ON, wan))

    def surveyed(self, count: int, first: int = 1) -> None:
        """Survey houses and have them valued at 15万 each."""
        numbers = range(first, first + count)
        where = {"project": "P1", "plot": PLOT}
        houses = tuple(self.house(n) for n in numbers)
        self.by("gong", SurveyHouses(surveyed_on=day("2025-07-10"), houses=houses, **where))
        values = tuple(Value(household_no=f"{n:04d}", value_fen=15 * WAN) for n in numbers)
        appraiser = {"appraiser_id": APPRAISER, "valued_on": day("2025-07-20")}
        self.by("zhi", ValueHouses(values=values, **appraiser, **where))  # type: ignore[arg-type]

    def agreements(self, count: int, first: int = 1) -> SignAgreements:
        """Return compensation agreements of 15万 each, once all that goes before is done."""
        book = self.office.desk.book_id
        if not self.office.sql(f"SELECT 1 FROM plot WHERE book_id = {book}"):
            self.cleared(count * 15)
        self.surveyed(count, first)
        return self.agreed(count, first)

    def agreed(self, count: int, first: int = 1) -> SignAgreements:
        """Return compensation agreements of 15万 each."""
        members = tuple(
            Agreement(
                contract_no=f"H{n:04d}",
                household_no=f"{n:04d}",
                plot=PLOT,
                owner_name=f"被征收人{n:04d}",
                amount_fen=15 * WAN,
                payee_bank="农业银行",
                payee_account=f"6228{n:010d}",
            )
            for n in range(first, first + count)
        )
        return SignAgreements(
            project="P1",
            budget_line="K2",
            signed_on=day("2025-08-06"),
            agreements=members,
            plan=Plan(
                source="省级棚改补助",
                fiscal_year=2025,
                amount_fen=count * 15 * WAN,
                allotment="A3",
            ),
        )
