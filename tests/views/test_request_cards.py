"""Payment requests: states and queues, whose turn it is, refusals with their facts."""

from __future__ import annotations

import pytest

from cityledger.views.payments import queue, request_card, requests
from cityledger.views.refusals import refusal_counts, refusals
from tests.stories.world import WAN
from tests.views.conftest import Tale


def test_requests_come_newest_first_with_their_state(tale: Tale) -> None:
    expected = [
        (9, "returned"), (8, "approved"), (7, "reviewed"), (6, "submitted"),
        (5, "paid"), (4, "paid"), (3, "paid"), (2, "paid"), (1, "paid"),
    ]  # fmt: skip

    assert expected == [(row.payment_request_id, row.state) for row in tale.ask(requests)]


def test_pages_join_to_the_whole_list(tale: Tale) -> None:
    rows, before = [], None
    while page := tale.ask(requests, before=before, limit=4):
        rows += page
        before = page[-1].payment_request_id

    assert tale.ask(requests) == tuple(rows)


@pytest.mark.parametrize(
    ("role", "user", "expected"),
    [
        ("maker", None, [9]),
        ("maker", "zhi", [9]),
        ("maker", "gong", []),
        ("reviewer", None, [6]),
        ("reviewer", "fu", [6]),
        ("reviewer", "zhi", []),
        ("approver", None, [7]),
        ("approver", "zong", [7]),
        ("approver", "fu", []),
        ("cashier", "chu", [8]),
        ("cashier", "shen", []),
        ("auditor", None, []),
    ],
)
def test_a_queue_holds_what_this_person_may_take(
    tale: Tale, role: str, user: str | None, expected: list[int]
) -> None:
    assert expected == [row.payment_request_id for row in tale.ask(queue, role, user)]


def test_the_state_is_that_of_the_log_size(tale: Tale) -> None:
    made, reviewed = (
        tale.office.sql(
            f"SELECT leaf_idx FROM payment_step WHERE payment_request_id = 1 AND step = '{step}'"
        )[0][0]
        for step in ("submitted", "reviewed")
    )

    assert None is tale.ask(request_card, 1, as_known=made)
    assert "submitted" == tale.ask(request_card, 1, as_known=reviewed).request.state
    assert [1] == [row.payment_request_id for row in tale.ask(queue, "reviewer", as_known=reviewed)]
    assert [] == list(tale.ask(queue, "reviewer", as_known=reviewed + 1))


def test_a_card_has_lines_money_papers_and_people(tale: Tale) -> None:
    card = tale.ask(request_card, 2)

    assert [("230206", 200 * WAN, 1), ("230201", 450 * WAN, 1)] == [
        (line.account, line.amount_fen, line.certificate_no) for line in card.lines
    ]
    assert [(1, "T1", 200), (2, "T1", 200), (2, "T2", 250)] == [
        (piece.line_n, piece.tranche, piece.amount_fen // WAN) for piece in card.slices
    ]
    assert [650 * WAN] == [use.amount_fen for use in card.invoices]
    assert ["制单员", "复核员", "审批人", "总审批", "出纳员"] == [s.name for s in card.steps]
    assert ["submitted", "reviewed", "endorsed", "approved", "paid"] == [
        step.step for step in card.steps
    ]
    assert sorted(step.at for step in card.steps) == [step.at for step in card.steps]
    assert [x for x in (tale.voucher_of(2),) if x in card.voucher_ids] == [tale.voucher_of(2)]
    assert 2 == len(card.voucher_ids)


def test_a_card_shows_what_was_refused_on_the_way(tale: Tale) -> None:
    card = tale.ask(request_card, 9)
    refused = card.refusals[0]

    assert ("payment.review", "复核员") == (refused.act, refused.name)
    (finding,) = refused.findings
    facts = dict(finding.facts)
    assert ("payment.state", "已退回", "returned") == (
        finding.code,
        facts["state"],
        facts["state_en"],
    )
    assert () == tale.ask(request_card, 8).refusals
    assert "缺附件" == card.steps[-1].note


def test_refusals_come_newest_first_with_facts_and_what_was_asked(tale: Tale) -> None:
    newest, earlier = tale.ask(refusals)
    over = next(f for f in newest.findings if f.code == "payment.invoice_short")

    assert ("payment.request", "payment.review") == (newest.act, earlier.act)
    assert "0.01" == dict(over.facts)["short"]
    assert ("project", "P1") in newest.asked
    assert (earlier,) == tale.ask(refusals, before=newest.leaf_idx)
    assert (newest,) == tale.ask(refusals, limit=1)
    assert () == tale.ask(refusals, as_known=earlier.leaf_idx)


def test_findings_are_counted_by_rule(tale: Tale) -> None:
    counts = tale.ask(refusal_counts)

    assert ("payment.over_certified", 2) == counts[0]
    assert sum(len(row.findings) for row in tale.ask(refusals)) == sum(n for _, n in counts)
