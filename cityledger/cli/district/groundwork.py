"""January's groundwork: units, projects, estimates, sources, allotments, contracts, guarantees."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cityledger.actions.agreements import SignAgreements
from cityledger.actions.contracts import RegisterGuarantee, SignContract
from cityledger.actions.periods import ClosePeriod, OpenPeriod
from cityledger.cli.district import funds, households, plans, tenders, undertakings
from cityledger.cli.district.contracts import CONTRACTS, MEASURED, SHORT_LETTER, SIGNED_ON
from cityledger.cli.district.firms import BANKS, FIRMS
from cityledger.cli.district.projects import PROJECTS
from cityledger.kernel.days import OPENING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.cli.district.contracts import ContractPlan
    from cityledger.cli.district.office import Deed, Office


def register(office: Office) -> None:
    """Register units, accounts of ours, projects with their parties, and estimates."""
    office.all(("zhi", firm.registration()) for firm in FIRMS.values())
    # A new book has nothing to open with, and no month closes before the opening.
    office.by("fu", ClosePeriod(period=OPENING))
    office.by("fu", OpenPeriod(period=202601))
    office.all(("zhi", command) for command in funds.bank_accounts())
    office.all(("zhi", project.registration()) for project in PROJECTS.values())


def approve(office: Office) -> None:
    """Enter the estimates, the sources and what they allot."""
    office.all(
        ("zhi", project.budget(number)) for number, project in enumerate(PROJECTS.values(), 1)
    )
    office.all(("zhi", source.registration()) for source in funds.SOURCES.values())
    office.all(("zhi", command) for command in funds.allotments())


def receive(office: Office, arrival: int) -> None:
    """Book what arrives on one of the three days."""
    office.all(("chu", command) for command in funds.arrivals(arrival))


def sign(office: Office) -> None:
    """Sign every contract on its tender, and take the guarantees of the works."""
    tenders.award(office)
    office.all(("zhi", _contract(plan)) for plan in CONTRACTS.values())
    office.all(_guarantees())


def _contract(plan: ContractPlan) -> SignContract:
    return SignContract(
        contract_no=plan.no,
        project=plan.project.code,
        kind=plan.kind,
        name=plan.name,
        party_id=plan.firm.party_id,
        payee_account=plan.firm.account,
        wage_account=plan.firm.wage_account if plan.labour_bp else None,
        price_fen=plan.price_fen,
        signed_on=SIGNED_ON,
        budget_line=plan.line,
        cost_item=plan.cost_item,
        advance_cap_fen=plan.advance_fen,
        recoup_bp=plan.recoup_bp,
        retention_bp=plan.retention_bp,
        labour_bp=plan.labour_bp,
        progress_bp=plan.progress_bp,
        performance_fen=plan.performance_fen,
        advance_guarantee_fen=plan.advance_fen,
        plans=plans.PLANS[plan.no],
        tender=tenders.tender_no(plan),
        section=undertakings.SECTION_OF.get(plan.no),
        defects_until_on=undertakings.DEFECTS_UNTIL.get(plan.no),
    )


def _guarantees() -> Iterator[Deed]:
    for n, plan in enumerate(MEASURED, 1):
        if plan.performance_fen:
            short = plan.no == SHORT_LETTER
            until = date(2026, 4, 5) if short else date(2027, 12, 31)
            yield "zhi", letter(plan, "performance", f"履{n:03d}", (SIGNED_ON, until))
        yield "zhi", letter(plan, "advance", f"预{n:03d}", (SIGNED_ON, date(2026, 12, 31)))


def letter(
    plan: ContractPlan, kind: str, number: str, valid: tuple[date, date]
) -> RegisterGuarantee:
    """Return the act that registers a bank's letter, valid from the first day to the second."""
    amounts = {"performance": plan.performance_fen, "advance": plan.advance_fen}
    return RegisterGuarantee(
        contract=plan.no,
        kind=kind,
        form="letter",
        issuer=f"{BANKS[len(plan.name) % len(BANKS)]}示范市分行",
        letter_no=f"{number}-2026",
        amount_fen=amounts[kind],
        valid_from=valid[0],
        expires_on=valid[1],
    )


def agree(office: Office, key: str, number: int) -> None:
    """Sign the compensation agreements of a block of households."""
    agreements = households.block(key, number)
    total = sum(agreement.amount_fen for agreement in agreements)
    office.by(
        "zhi",
        SignAgreements(
            project=PROJECTS[key].code,
            budget_line="K5",
            signed_on=office.today,
            agreements=agreements,
            plan=plans.household_plan(key, total),
        ),
    )
