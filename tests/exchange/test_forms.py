"""Every act that is done by hand has a form, and every form builds what the gate can weigh."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from cityledger.actions import (
    assets,
    debts,
    gate,
    guarantees,
    ppp as ppp_acts,
    programmes,
    project_life,
    qualifications,
    supervision,
)
from cityledger.actions.command import new_request_id
from cityledger.actions.interference import CODES
from cityledger.controls import five_parties, ppp as ppp_rules
from cityledger.controls.supervision import LEVELS
from cityledger.exchange import cells
from cityledger.exchange.built import LINE, ODD, command_class
from cityledger.exchange.filled import command_of
from cityledger.exchange.forms import DOCUMENT_OF, DOCUMENTS, FORMS
from cityledger.exchange.forms_closing import WRITTEN_OFF
from cityledger.exchange.sheets import Column, Sheet
from cityledger.kernel.acts import BOOK, REGISTRY
from cityledger.kernel.errors import BadInput
from cityledger.ledger.receipt import Receipt
from cityledger.model import instruments, ppp, projects
from tests.conftest import PEOPLE, Office
from tests.stories import funding_steps as steps, partnership
from tests.stories.world import PARTY, World

ELSEWHERE = {
    "genesis": "founding a ledger is `init`, before anybody can log in",
    "batch": "a payout to households is signed as a batch on its own screen",
    "people.propose": "people and keys are the administrator's screens",
    "user.add": "a proposal about people is confirmed where it is shown",
    "role.change": "a proposal about people is confirmed where it is shown",
    "key.change": "a proposal about keys is confirmed where it is shown",
    "log.rekey": "a proposal about keys is confirmed where it is shown",
    "party.account": "a payee's account is confirmed where its proposal is shown",
    "policy.propose": "a policy pack is a file, proposed on the administrator's screen",
    "policy.adopt": "a policy pack is confirmed where its proposal is shown",
    "day.seal": "logging in seals the day",
    "login.report": "logging in reports the failures before it",
    "payment.review": "taken on the request itself, in the queue",
    "payment.approve": "taken on the request itself, in the queue",
    "payment.reject": "taken on the request itself, in the queue",
    "payment.pay": "taken on the request itself, in the queue",
    "record.disclose": "asked for where the masked record is shown",
}
"""Acts without a form, and where they are done instead."""

LOAN = "贷2025-1"


def value(column: Column, text: str) -> object:
    """Read an example; what names a unit names one of the world."""
    if column.ref == "party" and text:
        text = PARTY["contractor"]
    return cells.read(column, text)


def example(sheet: Sheet, **other: object) -> list[dict[str, object]]:
    """Return the rows of the examples of a form, some fields filled otherwise."""
    rows = []
    for n in range(max(len(column.examples) for column in sheet.columns)):
        row: dict[str, object] = {}
        for column in sheet.columns:
            text = column.examples[min(n, len(column.examples) - 1)]
            if text:
                row[column.field] = value(column, text)
        rows.append(row | other)
    return rows


def furnished(office: Office) -> World:
    """Return the walkthrough up to its payment, with what the forms refer to beside it."""
    world = World(office)
    world.upto(4)
    partnership.furnish(world, agreed=False)
    world.by("chu", world.quota())
    steps.source(world, "商业银行贷款", "bank_loan", "market", "market")
    steps.source(world, "奖补资金", "reward_grant", "province", "other_level")
    world.by("chu", steps.receive("奖补资金", "J1", 300_000_000, "2025-04-02", scope=("P1",)))
    world.by("chu", world.statement("LS-0619-01", "0.01", "2025-06-19"))
    return world


def the_act(sheet: Sheet) -> frozenset[str]:
    """Return the roles that may do the act of a form."""
    return (REGISTRY.get(sheet.act) or BOOK[sheet.act]).roles


def entered(world: World, noun: str, who: str, **other: object) -> Receipt:
    """Enter the example of a form as a person would, and return the receipt."""
    sheet = DOCUMENT_OF[noun]
    assert PEOPLE[who][1] in the_act(sheet)
    return world.by(who, command_of(sheet, example(sheet, **other), new_request_id()))


def test_every_act_has_a_form_or_another_home() -> None:
    known = set(BOOK) | set(REGISTRY)

    assert known == {sheet.act for sheet in DOCUMENTS} | set(ELSEWHERE)
    assert set() == {sheet.act for sheet in DOCUMENTS} & set(ELSEWHERE)


def test_a_noun_names_one_document() -> None:
    assert len(DOCUMENTS) == len(DOCUMENT_OF)
    assert len(DOCUMENTS) == len({sheet.title for sheet in DOCUMENTS})


@pytest.mark.parametrize("sheet", FORMS, ids=lambda sheet: sheet.noun)
def test_a_form_asks_for_all_that_its_command_needs(sheet: Sheet) -> None:
    if sheet.noun in ODD:
        return
    kind = command_class(sheet)
    asked = {column.field.removeprefix(LINE) for column in sheet.columns}
    asked |= {name.removeprefix("document_") for name in asked}
    parts = {"document", "lines", "certificates", "links", "schedule", "pledges", "duties"}
    parts |= {"figures", "findings"}
    needed = {part.name for part in fields(kind)} - parts - {"request_id"}

    assert kind.act == sheet.act
    assert needed <= asked, needed - asked
    assert sheet.is_bare_fine == (sheet.noun == "inspection")


def test_choices_are_what_the_act_takes() -> None:
    taken = {
        ("qualification", "role"): five_parties.QUALIFIED_ROLES,
        ("party_link", "kind"): qualifications.LINK_KINDS,
        ("phase_change", "phase"): projects.PHASES,
        ("budget_adjustment", "cost_class"): projects.COST_CLASSES,
        ("review_record", "result"): project_life.RESULTS,
        ("application_answer", "state"): programmes.ANSWERS,
        ("guarantee_event", "kind"): guarantees.CHANGES,
        ("insurance", "kind"): guarantees.INSURANCE_KINDS,
        ("debt", "kind"): instruments.DEBT_KINDS,
        ("debt", "debtor_kind"): debts.DEBTORS,
        ("asset", "kind"): assets.ASSET_KINDS,
        ("ppp_agreement", "mode"): ppp.MODES,
        ("ppp_agreement", "mechanism"): ppp.MECHANISMS,
        ("ppp_agreement", "regime"): ppp.REGIMES,
        ("ppp_agreement", "infrastructure"): ppp_rules.INFRASTRUCTURE,
        ("ppp_agreement", "kind"): ppp.DUTIES,
        ("ppp_agreement", "formula"): ppp.FORMULAS,
        ("fiscal_capacity", "basis"): ppp_acts.BASES,
        ("milestone", "kind"): supervision.MILESTONE_KINDS,
        ("task", "level"): LEVELS,
        ("inspection", "kind"): supervision.INSPECTION_KINDS,
        ("risk", "stage"): projects.PHASES,
        ("risk", "level"): supervision.RISK_LEVELS,
        ("accountability", "failing"): supervision.FAILINGS,
        ("accountability", "measure"): supervision.MEASURES,
        ("payment_refund", "against"): ("bounced", "claim"),
    }
    for (noun, field), known in taken.items():
        column = DOCUMENT_OF[noun].column(field)
        assert set(known) == {key for _, key in column.choices}, (noun, field)
    for field, group in CODES.items():
        assert group == DOCUMENT_OF["interference"].column(field).group


def test_a_rate_is_millionths() -> None:
    column = DOCUMENT_OF["debt"].column("rate_ppm")

    assert 38_500 == cells.read(column, "3.85")
    assert 31_250 == cells.read(column, "3.125%")
    for wrong in ("101", "3.12345", "-1", "three"):
        with pytest.raises(cells.CellError):
            cells.read(column, wrong)


def test_a_file_is_sealed_by_what_it_holds(tmp_path: Path, office: Office) -> None:
    paper = tmp_path / "批复.pdf"
    paper.write_bytes(b"paper")
    sheet = DOCUMENT_OF["evidence_file"]
    office.by("zhi", command_of(sheet, [{"file": str(paper)}], new_request_id()))

    assert [("批复.pdf", 5)] == office.sql("SELECT name, size FROM evidence_file")
    for wrong in (str(tmp_path / "none"), str(tmp_path), "a\0b"):
        with pytest.raises(BadInput) as caught:
            command_of(sheet, [{"file": wrong}], new_request_id())
        assert "读不到该文件" in caught.value.problems[0].reason


def test_a_delivery_tells_assets_from_what_becomes_none() -> None:
    sheet = DOCUMENT_OF["delivery"]
    made = command_of(sheet, example(sheet), "0" * 32)

    assert ["道路"] == [asset.name for asset in made.assets]  # type: ignore[attr-defined]
    assert ["06"] == [row.cost_item for row in made.written_off]  # type: ignore[attr-defined]
    assert WRITTEN_OFF in {key for _, key in sheet.column("kind").choices}


WALK: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("party_link", "zhi", {}),
    ("declared_interest", "shenji", {}),
    ("phase_change", "zhi", {}),
    ("approval_document", "zhi", {}),
    ("budget_adjustment", "zhi", {}),
    ("review_record", "zhi", {}),
    ("evidence_file", "zhi", {"file": __file__}),
    ("programme", "zhi", {}),
    ("fund_application", "zhi", {}),
    ("application_answer", "zhi", {}),
    ("quota_carry", "chu", {}),
    ("transfer", "chu", {"tranche": "T2"}),
    ("book_transfer", "chu", {}),
    ("guarantee_event", "zhi", {}),
    ("insurance", "zhi", {}),
    ("claim", "gong", {}),
    ("bank_statement_line", "chu", {}),
    ("bank_fact", "fu", {}),
    ("payment_refund", "chu", {}),
    ("debt", "zhi", {}),
    ("interest_accrual", "zhi", {}),
    ("interest_subsidy", "zhi", {}),
    ("reward_grant", "zhi", {"tranche": "J1"}),
    ("reward_acceptance", "fu", {}),
    ("risk_pool", "zhi", {}),
    ("pool_loan", "zhi", {}),
    ("pool_loss", "zhi", {}),
    ("asset", "zhi", {}),
    ("asset_package", "zhi", {}),
    ("fiscal_capacity", "zhi", {}),
    ("ppp_agreement", "zhi", {}),
    ("ppp_amendment", "zhi", {}),
    ("ppp_score", "gong", {}),
    ("milestone", "gong", {}),
    ("milestone_reached", "gong", {}),
    ("task", "gong", {}),
    ("task_report", "gong", {}),
    ("inspection", "gong", {}),
    ("finding_closure", "fu", {}),
    ("risk", "gong", {}),
    ("accountability", "shen", {}),
    ("tip", "zhi", {}),
    ("tip_reply", "gong", {}),
    ("interference", "zhi", {}),
    ("interference_handling", "shenji", {"effect": "continue"}),
    ("interference_clearance", "shen", {}),
    ("zero_report", "gong", {"month": 202412}),
    ("override_request", "zhi", {}),
    ("override_grant", "shen", {}),
    ("override_revocation", "fu", {}),
    ("clock_confirmation", "guan", {}),
    ("registry_clock_confirmation", "guan", {}),
    ("acceptance", "gong", {}),
    ("voucher_correction", "fu", {}),
    ("period_closing", "fu", {"period": 0}),
)
"""Forms in an order in which their examples stand on one another, and who enters them."""

REFUSED = {
    "surplus_return": {"return.over_money"},
    "surplus": {"surplus.over_money", "surplus.early"},
    "package_release": {"package.debt_unpaid"},
    "delivery": {"delivery.over_cost"},
    "final_account": {"accounts.cost_differs", "accounts.unsettled"},
    "final_account_approval": {"accounts.not_submitted"},
    "year_closing": {"year.month_open"},
    "year_carrying": {"year.not_closed"},
}
"""Forms whose example comes too early for this world: what the gate says to them."""

IN_ANOTHER_BOOK = {"book_receipt"}


def sealed_paper(world: World) -> str:
    """Return the fingerprint of the file that was attached."""
    return str(world.office.sql("SELECT sha256 FROM evidence_file")[0][0])


def own_voucher(world: World) -> int:
    """Return a voucher that moved no money and that nothing stands on: the interest accrued."""
    found = "SELECT min(voucher_id) FROM voucher WHERE summary LIKE '计提利息%'"
    return int(world.office.sql(found)[0][0])


def test_every_form_is_entered_in_one_world(office: Office) -> None:
    world = furnished(office)
    for noun, who, other in WALK:
        if noun == "interest_accrual":
            steps.agreement(world, LOAN, 44)
        more = dict(other)
        if noun == "reward_acceptance":
            more["evidence_sha256"] = sealed_paper(world)
        if noun == "voucher_correction":
            more["voucher_id"] = own_voucher(world)
        entered(world, noun, who, **more)
    for noun, known in REFUSED.items():
        sheet = DOCUMENT_OF[noun]
        who = next(user for user, (_, role) in PEOPLE.items() if role in the_act(sheet))
        command = command_of(sheet, example(sheet), new_request_id())
        found = {finding.code for finding in gate.preview(office.desk, command, who).findings}
        assert known <= found, (noun, found)

    assert {sheet.noun for sheet in FORMS} == {n for n, _, _ in WALK} | set(
        REFUSED
    ) | IN_ANOTHER_BOOK
