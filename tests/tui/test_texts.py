"""Both languages are complete, say the same facts, and every key the screens ask for is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import cityledger.tui
from cityledger.kernel.words import known
from cityledger.model.payments import PAYMENT_KINDS, STEPS
from cityledger.tui.entry.payables import KINDS
from cityledger.tui.overview import LEADS_TO
from cityledger.tui.requests.steps import DONE, VERBS
from cityledger.tui.texts import PARTS, TEXTS, choice, say
from cityledger.views.alerts import KINDS as ALERTS

FOLDER = Path(cityledger.tui.__file__).parent
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.rglob("*.py")))
HAN = re.compile(r"[\u3400-\u9fff]")


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_has_both_languages(key: str) -> None:
    zh, en = TEXTS[key]

    assert HAN.search(zh)
    assert not HAN.search(en)
    assert set(re.findall(r"\{\w+\}", zh)) == set(re.findall(r"\{\w+\}", en))


ASKED = sorted(
    set(re.findall(r"(?:self\.say|tell|[^.]say)\(\s*\"(\w+)\"", SOURCES))
    | set(re.findall(r"TITLE_KEY[^=\n]*= \"(\w+)\"", SOURCES))
    | set(re.findall(r"\"(key_\w+)\"", SOURCES))
    | set(DONE.values())
    | set(VERBS.values())
)


@pytest.mark.parametrize("key", ASKED)
def test_every_key_that_is_asked_for_exists(key: str) -> None:
    assert key in TEXTS or known(key)


def test_the_keys_were_found() -> None:
    assert {"title_entry", "submitted", "key_submit", "reviewed_done"} <= set(ASKED)


@pytest.mark.parametrize("kind", ALERTS)
def test_every_alert_has_its_sentence(kind: str) -> None:
    assert f"alert_{kind}" in TEXTS


def test_alerts_lead_from_kinds_that_exist() -> None:
    assert set(LEADS_TO) <= set(ALERTS)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("step", STEPS)
def test_every_state_has_a_word(step: str, lang: str) -> None:
    assert step != choice("payment_state", step, lang) or lang == "en"


def test_the_form_offers_every_kind_of_payment() -> None:
    assert set(PAYMENT_KINDS) == set(KINDS)


def test_an_unknown_value_is_shown_as_it_is() -> None:
    assert "unheard_of" == choice("payment_kind", "unheard_of")


def test_no_key_stands_in_two_tables() -> None:
    assert len(TEXTS) == sum(len(part.TEXTS) for part in PARTS)


def test_facts_are_filled_in() -> None:
    assert "项目 P1 棚改" == say("project_line", "zh", code="P1", name="棚改")


MADE_UP = (
    "field_", "hint_", "alert_", "payment_state.", "about_", "takes_", "keys_", "drawn_table.",
    "proposal_kind.", "passed_", "paper_", "sum_", "stands_", "person_",
    "serve_", "evidence_",
)  # fmt: skip
"""Beginnings of keys that are put together from a name: a field, an alert, a state, a screen."""


def test_a_text_that_nobody_asks_for_is_taken_out() -> None:
    others = "\n".join(
        path.read_text(encoding="utf-8")
        for path in FOLDER.rglob("*.py")
        if path.parent.name != "texts"
    )
    unused = [
        key
        for key in TEXTS
        if f'"{key}"' not in others
        and not key.startswith(MADE_UP)
        and key.removesuffix("_line") not in ("project", "payee", "account")
    ]
    assert [] == unused
