"""The partnership of the stories: a sewage works signed in 2022, paid by score (case 10)."""

from __future__ import annotations

from cityledger.actions.contracts import AmendPlan, Plan
from cityledger.actions.legacy import OpenContract
from cityledger.actions.payments import InvoiceUse, PayLine, RequestPayment
from cityledger.actions.ppp import (
    AgreePartnership,
    AmendPartnership,
    Capacity,
    Duty,
    ScorePartnership,
    SetCapacity,
)
from cityledger.actions.projects import ApproveBudget, BudgetEntry
from tests.stories.world import PARTY, WAN, WORKS, World, day

YEARS = range(2025, 2050)
SUBSIDY = 1_200 * WAN
CAPACITY = 200_000 * WAN
"""Ten per cent of it is 20,000万, five per cent 10,000万."""


def contract(number: str = "PPP1", **change: object) -> OpenContract:
    """Return the partnership contract: 25 years of 1,200万, signed before the new mechanism."""
    terms: dict[str, object] = {
        "contract_no": number,
        "project": "P1",
        "kind": "ppp",
        "name": "污水处理厂PPP",
        "party_id": PARTY["contractor"],
        "payee_account": WORKS,
        "price_fen": len(YEARS) * SUBSIDY,
        "signed_on": day("2022-05-10"),
        "budget_line": "K3",
    }
    return OpenContract(**{**terms, **change})  # type: ignore[arg-type]


def figures(fen: int = CAPACITY, years: range = YEARS) -> SetCapacity:
    """Return the district's expenditure of every year, as a forecast."""
    rows = tuple(
        Capacity(year=year, basis="forecast", expenditure_fen=fen, doc_no="示财预测〔2025〕1号")
        for year in years
    )
    return SetCapacity(figures=rows)


EQUITY = Duty(
    year=2025,
    kind="equity",
    planned_fen=300 * WAN,
    formula="share",
    parameters=f"capital_fen={1_000 * WAN},share_ppm=300000",
)


def subsidies(fen: int = SUBSIDY, years: range = YEARS) -> tuple[Duty, ...]:
    """Return the same subsidy for every year, as the contract says it."""
    return tuple(Duty(year=year, kind="operating", planned_fen=fen) for year in years)


def agreement(number: str = "PPP1", **change: object) -> AgreePartnership:
    """Return the agreement of case 10: capital 300万, subsidy of 1,200万 a year."""
    terms: dict[str, object] = {
        "contract": number,
        "mode": "BOT",
        "mechanism": "gap_subsidy",
        "regime": "stock",
        "infrastructure": "sewage",
        "starts_on": day("2025-01-01"),
        "term_years": 25,
        "capital_fen": 1_000 * WAN,
        "government_share_ppm": 300_000,
        "invested_fen": 20_000 * WAN,
        "linked_ppm": 300_000,
        "doc_no": "示政函〔2022〕15号",
        "is_bt": False,
        "has_repurchase": False,
        "has_fixed_return": False,
        "has_minimum_return": False,
        "duties": (EQUITY, *subsidies()),
        "value_date": day("2025-03-25"),
    }
    return AgreePartnership(**{**terms, **change})  # type: ignore[arg-type]


def score(year: int = 2025, ppm: int = 960_000) -> ScorePartnership:
    """Return the score of a year."""
    return ScorePartnership(
        contract="PPP1",
        year=year,
        score_ppm=ppm,
        assessed_on=day("2025-06-01"),
        assessor="绩效评价小组",
        doc_no="示绩评〔2025〕3号",
    )


def amendment(*duties: Duty, doc_no: str = "示政函〔2025〕8号") -> AmendPartnership:
    """Return an amendment of the agreement."""
    on = day("2025-05-08")
    return AmendPartnership(contract="PPP1", doc_no=doc_no, duties=duties, value_date=on)


def capital(wan: int = 300) -> RequestPayment:
    """Return the request that pays capital into the project company."""
    line = PayLine(contract="PPP1", part="capital", amount_fen=wan * WAN)
    return RequestPayment(project="P1", kind="service", value_date=day("2025-04-02"), lines=(line,))


def subsidy(fen: int, certificate_no: int | None = 1) -> RequestPayment:
    """Return the request that pays a year's subsidy."""
    line = PayLine(contract="PPP1", part="due", amount_fen=fen, certificate_no=certificate_no)
    invoice = InvoiceUse(number="25372000000000000077", amount_fen=fen)
    return RequestPayment(
        project="P1",
        kind="service",
        value_date=day("2025-06-12"),
        lines=(line,),
        invoices=(invoice,),
    )


def furnish(world: World, *, agreed: bool = True) -> None:
    """Approve a line, sign the contract with cover of 2025, enter capacity and agreement."""
    world.upto(1)
    line = BudgetEntry(code="K3", name="特许运营", cost_class="other", amount_fen=90_000 * WAN)
    world.by(
        "zhi",
        ApproveBudget(
            project="P1",
            document=world.document("示发改〔2025〕9号"),
            lines=(line,),
            value_date=day("2025-03-01"),
        ),
    )
    world.by("zhi", contract())
    cover = Plan(source="区级预算", fiscal_year=2025, amount_fen=1_600 * WAN, allotment="A2")
    world.by("zhi", AmendPlan(contract="PPP1", plans=(cover,), value_date=day("2025-03-21")))
    if agreed:
        world.by("zhi", figures())
        world.by("zhi", agreement())
