"""Rules on watching over the works by rule table: good facts, one change, those findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cityledger.controls import catalog, pack
from cityledger.controls.parameters import Parameters
from cityledger.controls.supervision import (
    CONTROLS,
    OpenTask,
    ReportFacts,
    TipFacts,
    check_accountability,
    check_closure,
    check_report,
    check_task,
    check_tip,
)
from cityledger.kernel.errors import Finding

NATIONAL = Parameters(pack.national().parameters)
SAME = OpenTask(subject="拆除旧厂房", owner="李四", due_on=date(2025, 9, 30))
REPORT = ReportFacts(subject="拆除旧厂房", done_bp=6_000, is_closing=False, former_bp=5_000)
TIP = TipFacts(received_on=date(2025, 6, 1), reply_by_on=date(2025, 6, 16), content="路面塌陷")


def codes(found: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    ("owner", "same", "expected"),
    [
        ("张三", (), []),
        ("张三、李四", (), ["one_owner"]),
        ("张三,李四", (), ["one_owner"]),
        ("张三 和 李四", (), ["one_owner"]),
        ("和平", (), []),
        (" ", (), ["one_owner"]),
        ("张三", (SAME,), ["two_owners"]),
        ("张三、李四", (SAME,), ["one_owner", "two_owners"]),
    ],
)
def test_a_task_has_one_owner(owner: str, same: tuple[OpenTask, ...], expected: list[str]) -> None:
    assert [f"task.{code}" for code in expected] == codes(check_task(owner, same))


REPORTS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"done_bp": 5_000}, []),
    ({"done_bp": 4_999}, ["backwards"]),
    ({"done_bp": 10_000, "is_closing": True}, []),
    ({"done_bp": 9_999, "is_closing": True}, ["undone"]),
    ({"closed_on": date(2025, 6, 1)}, ["closed"]),
]


@pytest.mark.parametrize(("change", "expected"), REPORTS)
def test_a_report_on_a_task(change: dict[str, Any], expected: list[str]) -> None:
    found = check_report(replace(REPORT, **change))

    assert [f"task.{code}" for code in expected] == codes(found)


@pytest.mark.parametrize(
    ("closer", "closed_on", "expected"),
    [
        ({"fu", "复核员"}, None, []),
        ({"fu", "张堃"}, None, ["own_closure"]),
        ({"张堃", "复核员"}, None, ["own_closure"]),
        ({"fu", "复核员"}, date(2025, 6, 1), ["closed"]),
    ],
)
def test_a_finding_closed(closer: set[str], closed_on: date | None, expected: list[str]) -> None:
    found = check_closure("1-1", "张堃", frozenset(closer), closed_on)

    assert [f"finding.{code}" for code in expected] == codes(found)


USERS = frozenset({"张三", "张三丰", "李 四", "审批人"})
NAMED: list[tuple[str, str, bool]] = [
    ("张三", "张三", True),
    ("张 三", "张三", True),
    ("张\u3000三", "张三", True),
    ("局长张三", "张三", True),
    ("张三同志", "张三", True),
    ("工程科 张 三", "张三", True),
    ("李四", "李 四", True),
    ("局长张三丰", "张三", False),
    ("局长张三丰", "张三丰", True),
    ("张四", "张三", False),
    ("王五", "王五", True),
    ("局长王五", "王五", False),
]


@pytest.mark.parametrize(("text", "name", "expected"), NAMED)
def test_a_person_is_known_by_name(text: str, name: str, expected: bool) -> None:
    """A blank or a title hides nobody; a longer registered name is another person."""
    who = frozenset({"u1", name})
    closed = codes(check_closure("1-1", text, who, None, USERS))
    decided = codes(check_accountability(text, who, USERS, has_cause=True))

    assert ["finding.own_closure"] * expected == closed
    assert ["accountability.own_case"] * expected == decided


TIPS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"reply_by_on": date(2025, 6, 17)}, ["reply_too_late"]),
    ({"content": "请回电13912345678"}, ["source_named"]),
    ({"content": "本人37021119800101123X"}, ["source_named"]),
    ({"content": "请回电139 1234 5678"}, ["source_named"]),
    ({"content": "请回电139-1234-5678"}, ["source_named"]),
    ({"content": "手机13912345678"}, ["source_named"]),
    ({"content": "家里0532-86012345"}, ["source_named"]),
    ({"content": "家里(0532)86012345"}, ["source_named"]),
    ({"content": "家里010 8601 2345"}, ["source_named"]),
    ({"content": "座机:86012345"}, ["source_named"]),
    ({"content": "本人370211 19800101 123x"}, ["source_named"]),
    ({"content": "2025-06-12付款86012345元"}, []),
    ({"content": "2025年05月10日至2025年06月12日停工"}, []),
    ({"content": "示发改〔2025〕0123号,第05号楼12345678元"}, []),
    ({"content": "合同号370211198001011"}, []),
    ({"content": "金额1391234567元"}, []),
]


@pytest.mark.parametrize(("change", "expected"), TIPS)
def test_a_tip(change: dict[str, Any], expected: list[str]) -> None:
    found = check_tip(replace(TIP, **change), NATIONAL)

    assert [f"tip.{code}" for code in expected] == codes(found)


@pytest.mark.parametrize(
    ("person", "has_cause", "expected"),
    [
        ("王五", True, []),
        ("王五", False, ["no_cause"]),
        ("审批人", True, ["own_case"]),
        ("shen", True, ["own_case"]),
    ],
)
def test_accountability(person: str, has_cause: bool, expected: list[str]) -> None:
    found = check_accountability(person, frozenset({"shen", "审批人"}), has_cause=has_cause)

    assert [f"accountability.{code}" for code in expected] == codes(found)


def test_every_rule_of_facts_is_shown_here_and_its_sentence_is_filled() -> None:
    found = [
        *check_task("张三、李四", (SAME,)),
        *(f for change, _ in REPORTS for f in check_report(replace(REPORT, **change))),
        *check_closure("1-1", "张堃", frozenset({"张堃"}), date(2025, 6, 1)),
        *(f for change, _ in TIPS for f in check_tip(replace(TIP, **change), NATIONAL)),
        *check_accountability("审批人", frozenset({"审批人"}), has_cause=False),
    ]

    # What a second row of a register means is found by the act itself (tests/actions/test_life.py).
    of_acts = {"milestone.reached_already", "risk.closed", "tip.replied"}
    assert {control.code for control in CONTROLS} - of_acts == set(codes(found))
    texts = [get(f, lang) for f in found for get in (catalog.sentence, catalog.remedy)
             for lang in ("zh", "en")]  # fmt: skip
    assert [] == [text for text in texts if "…" in text or "{" in text]
