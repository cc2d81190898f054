"""A statement lists the thresholds its contracts and payments rest on that nobody has read."""

from __future__ import annotations

import json
from datetime import date

from cityledger.actions.command import digest
from cityledger.actions.proposals import ConfirmPolicy, ProposePolicy
from cityledger.controls.pack import load
from cityledger.views.acts import sealed_act
from cityledger.views.project_statement import ProjectStatement
from cityledger.views.reliance import GATED
from cityledger.views.statement import project_statement
from cityledger.views.subsidiary import Span
from cityledger.views.voucher import vouchers
from tests.conftest import Office
from tests.stories.world import World

SPRING = Span(date(2025, 3, 1), date(2025, 3, 31))
SUMMER = Span(date(2025, 3, 1), date(2025, 6, 30))

OF_CONTRACT = {"payment.advance_min_bp", "payment.advance_max_bp", "wage.labour_min_bp"}
OF_EVERY_PAYMENT = {
    "guarantee.margin_days",
    "invoice.verify_valid_days",
    "management_fee.excluded_words",
    "payee.account_change_hold_hours",
    "payment.second_approver_fen",
}


def keys(made: ProjectStatement) -> list[str]:
    """Return the keys a statement says nobody has read, in printed order."""
    return [row.key for row in made.unverified]


def test_it_lists_what_contracts_and_payments_were_judged_by(office: Office) -> None:
    world = World(office)
    world.upto(1)
    book = office.desk.book_id
    assert [] == keys(office.ask(project_statement, book, 1, SPRING))

    world.upto(2)
    # The advance was paid in March, on a contract with all its shares.
    spring = office.ask(project_statement, book, 1, SPRING)
    assert sorted(OF_CONTRACT | OF_EVERY_PAYMENT) == keys(spring)
    world.upto(4)
    summer = office.ask(project_statement, book, 1, SUMMER)
    assert sorted(OF_CONTRACT | OF_EVERY_PAYMENT | {"invoice.coverage_bp"}) == keys(summer)
    assert {"unverified"} == {row.evidence for row in summer.unverified}


def test_what_somebody_reads_leaves_the_list_and_old_papers_stay(office: Office) -> None:
    world = World(office)
    world.upto(4)
    book = office.desk.book_id
    before = office.ask(project_statement, book, 1, SUMMER)
    row = {
        "key": "guarantee.margin_days",
        "value": "15",
        "unit": "days",
        "doc_no": "区级支付管理规定",
        "clause": "第九条",
        "valid_from": "2000-01-01",
        "evidence": "read",
    }
    top = {"format": "cityledger-policy-pack/1", "name": "已核", "version": "1"}
    pack = load(json.dumps(top | {"issued_on": "2025-06-01", "parameters": [row]}))
    proposal = ProposePolicy(pack=pack)
    office.by("guan", proposal)
    office.by("shen", ConfirmPolicy(proposal=digest(proposal)))

    # The book has not moved since: its newest act was judged by the registry as it was.
    assert before == office.ask(project_statement, book, 1, SUMMER)
    world.by("gong", world.claim())
    after = office.ask(project_statement, book, 1, SUMMER)
    assert [key for key in keys(before) if key != "guarantee.margin_days"] == keys(after)
    again = office.ask(
        lambda read: project_statement(read, book, 1, SUMMER, as_known=before.mark.size)
    )
    assert before == again


def test_a_voucher_of_a_payment_names_them_too(office: Office) -> None:
    world = World(office)
    world.upto(3)
    book = office.desk.book_id
    ids = [row[0] for row in office.sql("SELECT voucher_id FROM voucher ORDER BY voucher_id")]
    with office.desk.read() as read:
        cards = list(vouchers(read, book, ids))
        assert ids == [found.voucher_id for found in cards]
        weak = {found.voucher_id: found.card.unverified for found in cards}
        acts = {
            found.voucher_id: sealed_act(read, book, found.card.leaf_idx).kind for found in cards
        }

    judged = {number for number, rows in weak.items() if rows}
    assert judged
    assert {number for number, act in acts.items() if act in GATED} == judged
    for number in judged:
        assert sorted(OF_EVERY_PAYMENT | {"payment.advance_max_bp"}) == [
            row.key for row in weak[number]
        ]
