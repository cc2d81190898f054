"""The clearances before an agreement: plan list, public steps, surveys, valuations, decisions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cityledger.actions.agreements import SignAgreements
from cityledger.actions.disclosures import DiscloseHousehold
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
from cityledger.cli.district import households
from cityledger.cli.district.firms import FIRMS
from cityledger.cli.district.people import DIVISION
from cityledger.cli.district.projects import PROJECTS
from cityledger.kernel.ids import resident_no

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cityledger.cli.district.office import Deed, Office

APPRAISER = "fw6"
LISTED_ON = date(2025, 10, 10)
SURVEYED_ON, VALUED_ON = date(2025, 11, 25), date(2025, 12, 12)
_STEPS = (
    ("notice", date(2025, 10, 20), "征告"),
    ("hearing", date(2025, 11, 18), "征听"),
    ("plan", date(2025, 12, 22), "征案"),
)
_BORDERS = "东至{n}号路,南至规划支路,西至排洪沟,北至既有围墙"


def prepare(office: Office, blocks: Iterable[tuple[str, int]]) -> None:
    """Bring the clearances as far as they were before this ledger began."""
    told = list(blocks)
    office.all(("zhi", _plan_list(key, count)) for key, count in told)
    for key, count in told:
        office.all(_before(key, range(1, count + 1)))


def _plan_list(key: str, count: int) -> ListPlots:
    project = PROJECTS[key]
    plots = tuple(
        PlotEntry(
            plot_no=households.plot_no(key, n),
            name=households.PLOTS[key].format(n=n),
            batch="2026-1",
            boundary=_BORDERS.format(n=n),
            households=households.BLOCK,
            area_dm2=120_000 + 1_700 * n,
        )
        for n in range(1, count + 1)
    )
    document = Document(
        doc_no=f"示棚改〔2025〕{int(key[1:])}号",
        authority="示范区人民政府",
        issued_on=LISTED_ON,
        title=f"关于将{project.name}列入2026年棚户区改造计划的通知",
    )
    return ListPlots(project=project.code, document=document, plots=plots)


def _before(key: str, numbers: range) -> Iterator[Deed]:
    code = PROJECTS[key].code
    for n in numbers:
        plot = households.plot_no(key, n)
        for step, held_on, word in _STEPS:
            doc_no = f"示{word}〔2025〕{plot}号"
            yield (
                "zhi",
                HoldStep(project=code, plot=plot, step=step, held_on=held_on, doc_no=doc_no),
            )
        homes = households.block(key, n)
        houses = tuple(
            House(
                household_no=home.household_no,
                house_no=str(home.house_no),
                owner_name=home.owner_name,
                resident_no=str(home.resident_no),
                area_dm2=home.area_dm2,
            )
            for home in homes
        )
        yield (
            "gong",
            SurveyHouses(project=code, plot=plot, surveyed_on=SURVEYED_ON, houses=houses),
        )
        values = tuple(
            Value(household_no=home.household_no, value_fen=home.house_fen) for home in homes
        )
        yield (
            "zhi",
            ValueHouses(
                project=code,
                plot=plot,
                appraiser_id=FIRMS[APPRAISER].party_id,
                valued_on=VALUED_ON,
                values=values,
            ),
        )


def decision(office: Office, key: str, number: int) -> HoldStep:
    """Return the decision on a plot, which needs all its compensation in the special account."""
    plot = households.plot_no(key, number)
    return HoldStep(
        project=PROJECTS[key].code,
        plot=plot,
        step="decision",
        held_on=office.today,
        doc_no=f"示征决〔{office.today.year}〕{plot}号",
        needed_fen=sum(home.amount_fen for home in households.block(key, number)),
    )


def too_soon(office: Office, key: str, number: int) -> None:
    """A plot whose money has not come yet: neither its decision nor an agreement is possible."""
    office.refused("zhi", decision(office, key, number), "renewal.not_funded")
    command = SignAgreements(
        project=PROJECTS[key].code,
        budget_line="K5",
        signed_on=office.today,
        agreements=households.block(key, number)[:1],
    )
    office.refused("zhi", command, "agreement.no_decision")


def looked_at(office: Office, contract: str, stranger: str) -> None:
    """Personal data is for those who need it: the cashier is refused, the manager says why."""
    purpose = "核对退汇户的户名和账号"
    office.refused(
        stranger, DiscloseHousehold(contract=contract, purpose=purpose), "disclosure.role"
    )
    office.by("gong", DiscloseHousehold(contract=contract, purpose=purpose))


def twice(office: Office, key: str, number: int) -> None:
    """A household that has been paid comes again under another number of another person."""
    home = households.block(key, number)[0]
    another = resident_no(DIVISION, date(1990, 1, 1), 999)
    command = SignAgreements(
        project=PROJECTS[key].code,
        budget_line="K5",
        signed_on=office.today,
        agreements=(households.again(home, another),),
    )
    office.refused("zhi", command, "agreement.not_owner", "agreement.house_twice")
