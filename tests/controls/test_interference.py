"""The rules of the interference register by table: exactly the finding, and allowed beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from cityledger.controls import catalog, interference, pack
from cityledger.controls.interference import ClearFacts, HandleFacts, ZeroFacts
from cityledger.controls.parameters import Parameters
from cityledger.kernel.errors import Finding
from cityledger.model.oversight import Interference
from cityledger.views.interference import Touched, touches

NATIONAL = Parameters(pack.national().parameters)

CLEAR = ClearFacts(record=1, actor="shen", is_recorder=False, is_cleared=False)
CLEARING: list[tuple[dict[str, object], list[str]]] = [
    ({}, []),
    ({"is_recorder": True}, ["interference.same_person"]),
    ({"is_cleared": True}, ["interference.cleared"]),
    ({"interest_in": "9137"}, ["interference.interest"]),
    ({"held": (4,)}, ["interference.approver"]),
    ({"effect": "hold", "effect_zh": "暂停办理", "effect_en": "hold"},
     ["interference.decision_holds"]),
    ({"effect": "cancel", "effect_zh": "终止办理", "effect_en": "cancel"},
     ["interference.decision_holds"]),
    ({"effect": "continue", "effect_zh": "继续办理", "effect_en": "continue"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), CLEARING)
def test_who_may_clear(changes: dict[str, object], expected: list[str]) -> None:
    facts = replace(CLEAR, **changes)  # type: ignore[arg-type]

    assert expected == [finding.code for finding in interference.check_clear(facts)]


HANDLE = HandleFacts(record=1, actor="shenji", is_recorder=False, effect="continue", closes=True)
HANDLING: list[tuple[dict[str, object], list[str]]] = [
    ({}, []),
    ({"is_recorder": True}, ["interference.own_record"]),
    ({"closed_before": date(2025, 7, 1)}, ["interference.closed"]),
    ({"closed_before": date(2025, 7, 1), "closed_as": "continue"}, ["interference.closed"]),
    ({"closed_before": date(2025, 7, 1), "closed_as": "cancel"}, []),
    ({"closed_before": date(2025, 7, 1), "closed_as": "cancel", "effect": "cancel"},
     ["interference.closed"]),
    ({"closed_before": date(2025, 7, 1), "closed_as": "cancel", "effect": "hold",
      "closes": False}, ["interference.closed"]),
    ({"effect": "hold"}, ["interference.closed_holding"]),
    ({"effect": "hold", "closes": False}, []),
    ({"effect": "cancel"}, []),
    ({"held": (3, 4)}, ["interference.approver"]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), HANDLING)
def test_who_may_decide(changes: dict[str, object], expected: list[str]) -> None:
    facts = replace(HANDLE, **changes)  # type: ignore[arg-type]

    assert expected == [finding.code for finding in interference.check_handle(facts)]


@pytest.mark.parametrize(("may", "expected"), [(True, []), (False, ["disclosure.reader"])])
def test_who_may_read(may: bool, expected: list[str]) -> None:
    found = interference.check_reader(1, "zhi", may_read=may)

    assert expected == [finding.code for finding in found]


ZERO = ZeroFacts(month=202506, actor="fu", today=date(2025, 7, 1), is_known=False)
DECLARING: list[tuple[dict[str, object], list[str]]] = [
    ({}, []),
    ({"today": date(2025, 6, 30)}, ["zero.early"]),
    ({"is_known": True}, ["zero.twice"]),
    ({"records": (3, 4)}, ["zero.contradicted"]),
]


@pytest.mark.parametrize(("changes", "expected"), DECLARING)
def test_what_may_be_declared(changes: dict[str, object], expected: list[str]) -> None:
    facts = replace(ZERO, **changes)  # type: ignore[arg-type]

    assert expected == [finding.code for finding in interference.check_zero(facts)]


@pytest.mark.parametrize(
    ("recorded_on", "working_days", "due_on"),
    [
        (date(2025, 6, 2), 5, date(2025, 6, 9)),
        (date(2025, 6, 6), 1, date(2025, 6, 9)),
        (date(2025, 6, 7), 1, date(2025, 6, 9)),
        (date(2025, 6, 8), 5, date(2025, 6, 13)),
        (date(2025, 6, 9), 0, date(2025, 6, 9)),
    ],
)
def test_a_report_is_due_in_working_days(
    recorded_on: date, working_days: int, due_on: date
) -> None:
    """From Monday to Monday; a weekend is passed over."""
    assert due_on == interference.report_due_on(recorded_on, working_days)


def test_a_month_is_declared_within_its_days() -> None:
    assert date(2025, 7, 5) == interference.zero_due_on(202506, NATIONAL)


WHAT = Touched(
    project_id=3,
    contracts=frozenset({1}),
    tenders=frozenset({5}),
    payees=frozenset({"9137"}),
    payment_request_id=8,
)


@pytest.mark.parametrize(
    ("names", "link"),
    [
        ({"project_id": 3}, "project"),
        ({"project_id": 4}, None),
        ({"project_id": 3, "contract_id": 1}, "contract"),
        ({"project_id": 3, "contract_id": 2}, None),
        ({"project_id": 3, "tender_id": 5}, "tender"),
        ({"project_id": 3, "tender_id": 6}, None),
        ({"project_id": 3, "payment_request_id": 8}, "request"),
        ({"project_id": 3, "payment_request_id": 9}, None),
        ({"project_id": 4, "beneficiary_id": "9137"}, "payee"),
        ({"project_id": 4, "beneficiary_id": "9138"}, None),
        ({"project_id": 3, "contract_id": 2, "beneficiary_id": "9137"}, "payee"),
        ({}, None),
    ],
)
def test_what_a_record_holds(names: dict[str, object], link: str | None) -> None:
    """The narrowest thing it names, and whatever is paid to the firm it would help."""
    blanks = dict.fromkeys(("project_id", "contract_id", "tender_id", "payment_request_id"))
    columns = {**blanks, "beneficiary_id": None, **names}
    record = cast("Interference", SimpleNamespace(**columns))

    assert link == touches(record, WHAT)


@pytest.mark.parametrize(
    ("number", "requested", "link"),
    [(8, {1}, "request"), (9, {1}, "contract"), (9, {1, 7}, "contract"), (9, {7}, None)],
)
def test_a_record_on_a_request_holds_its_contracts(
    number: int, requested: set[int], link: str | None
) -> None:
    """Made again under another number, the payment waits all the same; another contract's not."""
    columns = {"project_id": 3, "contract_id": None, "tender_id": None, "beneficiary_id": None}
    record = cast("Interference", SimpleNamespace(**columns, payment_request_id=number))

    assert link == touches(record, WHAT, frozenset(requested))


def test_every_sentence_is_filled() -> None:
    """No finding of this module shows a place that no fact fills."""
    found: list[Finding] = []
    for changes, _ in CLEARING:
        found += interference.check_clear(replace(CLEAR, **changes))  # type: ignore[arg-type]
    for changes, _ in HANDLING:
        found += interference.check_handle(replace(HANDLE, **changes))  # type: ignore[arg-type]
    for changes, _ in DECLARING:
        found += interference.check_zero(replace(ZERO, **changes))  # type: ignore[arg-type]
    found += interference.check_reader(1, "zhi", may_read=False)
    say: tuple[Callable[[Finding, str], str], ...] = (catalog.sentence, catalog.remedy)
    texts = [said(finding, lang) for finding in found for said in say for lang in ("zh", "en")]

    assert {row.code for row in interference.CONTROLS} == {finding.code for finding in found}
    assert [] == [text for text in texts if "…" in text]
