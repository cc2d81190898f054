"""Policy packs by rule table: a good pack, one fact changed, and exactly that finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cityledger.controls import catalog, pack, payment, policy
from cityledger.controls.parameters import Parameter, Parameters
from tests.controls.payment_case import BASE

DISTRICT, NATIONAL = "示范区参数包", "全国通用参数包 2025.1"
OLD = Parameter(
    key="retention.max_bp",
    value="300",
    unit="bp",
    doc_no="建质〔2017〕138号",
    clause="质量保证金比例",
    valid_from=date(2017, 7, 1),
    evidence="read",
    pack=NATIONAL,
)
OWN = replace(OLD, value="200", doc_no="示建发〔2025〕3号", valid_from=date(2025, 1, 1), pack=None)
FIRST = policy.PackFacts(name=DISTRICT, version="1.0", sha256="a" * 64, rows=(OWN,), known=(OLD,))
NEXT = replace(FIRST, version="1.10", adopted=(("1.2", "b" * 64), ("1.9", "c" * 64)))
ENDED = replace(OLD, valid_to=date(2024, 12, 31))

ROWS: list[tuple[policy.PackFacts, dict[str, Any], list[str]]] = [
    (FIRST, {}, []),
    (NEXT, {}, []),
    # Versions are compared number by number, and a zero at the end is no number.
    (NEXT, {"version": "2"}, []),
    (NEXT, {"version": "1.9.1"}, []),
    (NEXT, {"version": "1.8"}, ["not_newer"]),
    (NEXT, {"version": "1.09"}, ["not_newer"]),
    (NEXT, {"version": "1.9.0"}, ["not_newer"]),
    (NEXT, {"version": "1.9"}, ["version_reused"]),
    (NEXT, {"version": "1.2"}, ["version_reused"]),
    (NEXT, {"version": "1.9", "sha256": "c" * 64}, ["known"]),
    # A row that changes a value of another pack cites a document of its own.
    (FIRST, {"rows": (replace(OWN, doc_no=OLD.doc_no),)}, ["own_document"]),
    (FIRST, {"rows": (replace(OWN, doc_no=OLD.doc_no, value="300"),)}, []),
    (FIRST, {"rows": (replace(OWN, doc_no=OLD.doc_no),), "name": "全国通用参数包"}, []),
    (FIRST, {"rows": (replace(OWN, doc_no=OLD.doc_no),), "known": (ENDED,)}, []),
    (
        FIRST,
        {
            "rows": (replace(OWN, doc_no=OLD.doc_no),),
            "known": (replace(ENDED, valid_to=date(2025, 1, 1)),),
        },
        ["own_document"],
    ),
    (FIRST, {"rows": (replace(OWN, key="retention.new_bp", doc_no=OLD.doc_no),)}, []),
    (FIRST, {"rows": (replace(OWN, unit="fen"),)}, ["unit_changed"]),
    (FIRST, {"rows": (replace(OWN, unit="fen", key="retention.new_fen"),)}, []),
    (
        NEXT,
        {"version": "1.1", "rows": (replace(OWN, unit="fen", doc_no=OLD.doc_no),)},
        ["not_newer", "unit_changed", "own_document"],
    ),
]


def codes(facts: policy.PackFacts) -> list[str]:
    return [finding.code.removeprefix("policy.") for finding in policy.check(facts)]


@pytest.mark.parametrize(("facts", "changes", "expected"), ROWS)
def test_one_change_one_finding(
    facts: policy.PackFacts, changes: dict[str, Any], expected: list[str]
) -> None:
    assert expected == codes(replace(facts, **changes))


def test_every_rule_has_a_row() -> None:
    shown = {f"policy.{code}" for _, _, expected in ROWS for code in expected}

    assert {control.code for control in policy.CONTROLS} == shown


def test_sentences_are_filled() -> None:
    for facts, changes, _ in ROWS:
        for finding in policy.check(replace(facts, **changes)):
            for lang in ("zh", "en"):
                text = catalog.sentence(finding, lang) + catalog.remedy(finding, lang)
                assert "…" not in text
                assert "{" not in text


@pytest.mark.parametrize(
    ("older", "newer"), [("1", "2"), ("2025.9", "2025.10"), ("1.0", "1.0.1"), ("9", "10.0")]
)
def test_versions_are_numbers(older: str, newer: str) -> None:
    assert pack.order(older) < pack.order(newer)


def test_the_digest_is_that_of_the_file() -> None:
    """The same rows in another spelling are another file."""
    text = pack.shipped("national")

    assert pack.load(text) == pack.read(text.encode())
    assert pack.load(text).sha256 != pack.load(text + "\n").sha256
    assert 64 == len(pack.national().sha256)


def test_what_was_looked_up_is_remembered() -> None:
    """A paper names what its rules asked for, and nothing they did not."""
    known = Parameters(pack.national().parameters)
    assert [] == list(known.relied)
    payment.check(BASE, known)

    keys = {row.key for row in known.relied}
    assert {"payee.account_change_hold_hours", "guarantee.margin_days"} <= keys
    assert "retention.max_bp" not in keys
    assert len(known.relied) == len(set(known.relied))
    # To show a value is not to rely on it.
    before = known.relied
    assert known.standing("retention.max_bp", date(2025, 1, 1)) is not None
    assert known.standing("retention.max_bp", date(1990, 1, 1)) is None
    known.unverified(date(2025, 1, 1))
    assert before == known.relied


def test_the_history_of_a_key_is_told_in_order() -> None:
    known = Parameters((OLD, OWN))

    assert (OLD, OWN) == known.history("retention.max_bp")
    assert ("retention.max_bp",) == known.keys
    assert () == known.history("no.such")
