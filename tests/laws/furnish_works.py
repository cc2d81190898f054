"""Rows for the tables of discipline: who stands behind whom, tenders, renewal, debt, oversight.

No figure has to make sense here; every table has to have a row that a hostile hand may try.
"""

from __future__ import annotations

from collections.abc import Mapping

from cityledger.ledger.tables import REQUIRED
from tests.laws.raw import Raw, Text, row

JAN, LATER = "2025-01-10", "2026-01-10"
WORKS, SUPERVISOR = "91370211MA3C0AQX6E", "91370211MA3D1BRY7F"
PROJECT = {"project_id": 1}
PPP = {"contract_id": 1}
HASH = "cd" * 32


def pack() -> dict[str, list[Text]]:
    """A pack of one parameter, as a proposal carries it."""
    param = row(
        key="retention.max_bp",
        valid_from=JAN,
        value="200",
        unit="bp",
        doc_no="区文1",
        evidence="read",
        pack="qu 1",
    )
    adopted = row(name="qu", version="1", issued_on=JAN, sha256=HASH)
    return {"policy_pack": [adopted], "policy_param": [param]}


REGISTRY = (
    (
        "party.qualify",
        {
            "qualification": [
                row(
                    party_id=WORKS,
                    certificate_no="D1",
                    role="contractor",
                    grade="一级",
                    valid_from=JAN,
                    valid_to=LATER,
                )
            ],
            "party_link": [row(party_id=WORKS, kind="controller", name="某集团")],
        },
    ),
    (
        "interest.declare",
        {"declared_interest": [row(user_id="fu", party_id=WORKS, held=1, reason="亲属任职")]},
    ),
    ("policy.adopt", pack()),
)

LIFE = (
    ("project.phase", "phase_change", PROJECT | {"phase": "design", "entered_on": JAN}),
    (
        "review.record",
        "review_record",
        PROJECT | {"review_id": 1, "result": "passed", "held_on": JAN},
    ),
    ("milestone.set", "milestone", PROJECT | {"milestone_id": 1, "kind": "stage", "due_on": LATER}),
    ("milestone.reach", "milestone_reached", {"milestone_id": 1, "reached_on": JAN}),
    ("task.report", "task_report", {"task_id": 1, "actor": "gong", "done_bp": 5000}),
    ("risk.record", "risk", PROJECT | {"risk_id": 1, "level": "high", "stage": "design"}),
    (
        "accountability.record",
        "accountability",
        {"accountability_id": 1, "failing": "slowness", "measure": "talk", "decided_on": JAN},
    ),
    ("tip.record", "tip", {"tip_id": 1, "received_on": JAN, "reply_by_on": LATER}),
    ("tip.reply", "tip_reply", {"tip_id": 1, "replied_on": JAN}),
    (
        "acceptance.record",
        "acceptance",
        PROJECT | {"accepted_on": JAN, "usable_on": JAN},
    ),
    (
        "accounts.submit",
        "final_account",
        PROJECT | {"state": "submitted", "stated_on": JAN, "cost_fen": 1},
    ),
    (
        "tender.announce",
        "tender",
        PROJECT
        | {"tender_id": 1, "subject": "works", "method": "public", "estimate_fen": 1}
        | {"announced_on": JAN, "bids_due_on": LATER},
    ),
    ("bids.open", "bid", {"tender_id": 1, "n": 1, "party_id": WORKS, "price_fen": 1, "place": 1}),
    (
        "tender.award",
        "tender_award",
        {"tender_id": 1, "n": 1, "candidates_on": JAN, "noticed_on": JAN},
    ),
    (
        "guarantee.change",
        "guarantee_event",
        {"guarantee_id": 1, "kind": "extended", "happened_on": JAN, "expires_on": LATER},
    ),
    (
        "insurance.register",
        "insurance",
        PROJECT
        | {"insurance_id": 1, "kind": "quality", "insured_fen": 1}
        | {"valid_from": JAN, "expires_on": LATER},
    ),
    (
        "houses.survey",
        "house_survey",
        {"plot_id": 1, "household_no": "H1", "area_dm2": 9, "surveyed_on": JAN},
    ),
    (
        "houses.value",
        "house_valuation",
        {"plot_id": 1, "household_no": "H1", "appraiser_id": SUPERVISOR, "value_fen": 1}
        | {"valued_on": JAN},
    ),
    ("renewal.step", "renewal_step", {"plot_id": 1, "step": "notice", "held_on": JAN}),
)

MONEY = (
    ("programme.register", "programme", {"opens_on": JAN, "closes_on": LATER, "programme": "P1"}),
    (
        "funds.apply",
        "fund_application",
        PROJECT | {"application_id": 1, "programme": "P1", "applied_on": JAN, "amount_fen": 1},
    ),
    (
        "application.answer",
        "application_answer",
        {"application_id": 1, "state": "approved", "answered_on": JAN},
    ),
    (
        "subsidy.calculate",
        "interest_subsidy",
        {"debt_id": 1, "n": 1, "base_fen": 1, "rate_ppm": 1, "days": 1, "amount_fen": 1}
        | {"from_on": JAN, "until_on": LATER},
    ),
    (
        "reward.promise",
        "reward_grant",
        PROJECT | {"reward_id": 1, "tranche_id": 1, "amount_fen": 1},
    ),
    (
        "pool.found",
        "risk_pool",
        PROJECT | {"pool_id": 1, "tranche_id": 1, "share_ppm": 1, "cap_fen": 1, "loan_cap_fen": 1},
    ),
    (
        "pool.lend",
        "pool_loan",
        {"pool_id": 1, "n": 1, "principal_fen": 1, "lent_on": JAN, "ends_on": LATER},
    ),
    (
        "pool.lose",
        "pool_loss",
        {"pool_id": 1, "n": 1, "happened_on": JAN, "loss_fen": 1, "share_fen": 1},
    ),
    (
        "asset.register",
        "asset",
        {"asset_id": 1, "kind": "land", "value_fen": 1, "valued_on": JAN},
    ),
    (
        "ppp.score",
        "ppp_score",
        PPP | {"year": 2025, "score_ppm": 1, "payable_fen": 1, "assessed_on": JAN},
    ),
    (
        "capacity.set",
        "fiscal_capacity",
        {"year": 2025, "basis": "budget", "expenditure_fen": 1},
    ),
    (
        "interference.handle",
        "interference_handling",
        {"interference_id": 1, "reported_on": JAN, "effect": "hold"},
    ),
    ("zero.report", "zero_report", {"month": 202501, "actor": "zhi"}),
    ("record.disclose", "disclosure", {"actor": "zhi", "kind": "household", "subject": "H1"}),
    (
        "override.request",
        "override_request",
        PROJECT
        | {"override_id": 1, "limit_fen": 1, "expires_on": LATER}
        | {"control": "payment.wrong_tranche", "asked_by": "zhi"},
    ),
    ("override.grant", "override_grant", {"override_id": 1, "actor": "shen", "held": 1}),
)


def filled(table: str, columns: Mapping[str, object]) -> Text:
    """Return a row with a word in every column of text that was left open."""
    blanks: dict[str, object] = {name: f"{name}1" for name in REQUIRED[table] - columns.keys()}
    return row(**(blanks | dict(columns)))


def joint(raw: Raw) -> None:
    """The acts that write two tables at once."""
    raw.do(
        "inspection.record",
        {
            "inspection": [
                filled(
                    "inspection",
                    PROJECT | {"inspection_id": 1, "kind": "routine", "inspected_on": JAN},
                )
            ],
            "inspection_finding": [
                filled("inspection_finding", {"inspection_id": 1, "n": 1, "mend_by_on": LATER})
            ],
        },
    )
    closure = filled("finding_closure", {"inspection_id": 1, "n": 1, "closed_on": JAN})
    raw.do("finding.close", {"finding_closure": [closure]})
    plan = filled("approval_document", {"document_id": 50, "issued_on": JAN})
    plot = filled(
        "plot", PROJECT | {"plot_id": 1, "document_id": 50, "households": 3, "area_dm2": 9}
    )
    raw.do("plots.list", {"approval_document": [plan], "plot": [plot]})
    debt = filled(
        "debt",
        PROJECT
        | {"debt_id": 1, "kind": "special_bond", "fund_source_id": 1, "debtor_kind": "government"}
        | {"principal_fen": 9, "rate_ppm": 1, "starts_on": JAN, "ends_on": LATER},
    )
    due = row(debt_id=1, n=1, due_on=LATER, principal_fen=9, interest_fen=1)
    raw.do("debt.register", {"debt": [debt], "debt_schedule": [due]})
    agreement = filled(
        "ppp_agreement",
        PPP
        | PROJECT
        | {"mode": "BOT", "mechanism": "gap_subsidy", "regime": "stock", "starts_on": JAN}
        | {"term_years": 20, "capital_fen": 1, "government_share_ppm": 1, "invested_fen": 1},
    )
    duty = filled(
        "ppp_duty",
        PPP | {"year": 2025, "kind": "operating", "planned_fen": 1, "formula": "schedule"},
    )
    raw.do("ppp.agree", {"ppp_agreement": [agreement], "ppp_duty": [duty]})
    handed = filled("delivery", PROJECT | {"delivery_id": 1, "delivered_on": JAN})
    thing = filled(
        "delivery_line",
        {"delivery_id": 1, "n": 1, "kind": "fixed", "account": "1601"}
        | {"own_fen": 1, "allocated_fen": 0},
    )
    raw.do("assets.deliver", {"delivery": [handed], "delivery_line": [thing]})


def packages(raw: Raw) -> None:
    """A package of the one asset."""
    package = filled("asset_package", {"package_id": 1, "debt_id": 1, "packed_on": JAN})
    member = row(package_id=1, asset_id=1, held=1, pledged_fen=1)
    raw.do("package.form", {"asset_package": [package], "package_asset": [member]})


def works(raw: Raw) -> None:
    """Write a row into every table of discipline."""
    for kind, rows in REGISTRY:
        raw.do(kind, rows, book=0)
    joint(raw)
    for kind, table, columns in (*LIFE, *MONEY):
        raw.do(kind, {table: [filled(table, columns)]})
    packages(raw)
    number = {"payment_request_id": 90}
    request = {"kind": "progress", "value_date": JAN, "amount_fen": 1}
    rows = {
        "payment_request": [filled("payment_request", PROJECT | number | request)],
        "payment_step": [row(step="submitted", actor="zhi", **number)],
        "override_use": [row(override_id=1, amount_fen=1, **number)],
    }
    raw.do("payment.request", rows)
