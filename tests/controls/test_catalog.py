"""The catalogue has every code the program can refuse with, complete in Chinese and English."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from cityledger.controls import catalog, pack, payment
from cityledger.controls.control import Control
from cityledger.kernel.errors import Finding
from tests.controls.test_payment import NATIONAL, ROWS

PACKAGE = Path(catalog.__file__).parents[1]
CONTROLS = tuple(catalog.catalogue().values())
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# A code is made where a finding is; the folder name keeps other dotted strings out.
CALLS = {"find", "of", "Finding"}


@pytest.mark.parametrize("control", CONTROLS, ids=lambda row: row.code)
def test_complete_in_both_languages(control: Control) -> None:
    """Titles, sentences and remedies exist in Chinese and in English, and the source is named."""
    for text in (control.zh, control.says_zh, control.remedy_zh):
        assert CHINESE.search(text)
    for text in (control.en, control.says_en, control.remedy_en):
        assert text
        assert not CHINESE.search(text)
    assert control.source.doc_no
    assert control.source.clause
    assert control.source.evidence in ("read", "unverified", "own")
    assert control.version >= 1


@pytest.mark.parametrize("control", CONTROLS, ids=lambda row: row.code)
def test_parameters_exist(control: Control) -> None:
    """A rule names only parameters the national pack has."""
    keys = {row.key for row in pack.national().parameters}

    assert set(control.parameters) <= keys


def test_codes_are_unique() -> None:
    """No control hides another of the same code."""
    assert len(payment.RULES) == sum(code in payment.APPLIES for code in catalog.catalogue())
    titles = [(row.code.split(".")[0], row.zh) for row in CONTROLS]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize(("facts", "change", "code"), [row for row in ROWS if row[2]])
def test_sentences_are_filled(facts: object, change: object, code: str) -> None:
    """Every place in the sentences of a finding that really occurs is filled with a fact."""
    for finding in payment.check(change(facts), NATIONAL):  # type: ignore[operator]
        texts = [
            get(finding, lang)
            for get in (catalog.sentence, catalog.remedy, catalog.title)
            for lang in ("zh", "en")
        ]
        assert all(texts)
        assert not [text for text in texts if "…" in text or "{" in text]
        assert code in finding.code or finding.code.startswith("payment.")


def codes_in_program() -> set[str]:
    """Return every literal code a finding is made with anywhere in the package."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                name = node.func.id if isinstance(node.func, ast.Name) else name
                first = node.args[0]
                literal = isinstance(first, ast.Constant) and isinstance(first.value, str)
                if name in CALLS and literal:
                    found.add(str(first.value))  # type: ignore[attr-defined]
    return {code for code in found if re.fullmatch(r"LAW|[a-z_]+\.[a-z_]+", code)}


def test_every_code_of_the_program_is_in_the_catalogue() -> None:
    """A finding without a sentence would be a refusal nobody can read."""
    assert codes_in_program() - set(catalog.catalogue()) == set()


def test_unknown_code_still_speaks() -> None:
    """A book may hold refusals of another program version."""
    finding = Finding.of("future.rule", amount="1.00")

    assert catalog.sentence(finding) == "控制规则future.rule不通过。 amount=1.00"
    assert "future.rule" in catalog.sentence(finding, "en")
    assert catalog.remedy(finding)
    assert len(CONTROLS) == catalog.precedence(finding)
    assert "—" == catalog.source(finding).doc_no


def test_law_sentence() -> None:
    """A law that said no is told in its own words."""
    assert "L2 借贷不平" in catalog.sentence(Finding.of("LAW", law="L2 借贷不平"))


def test_facts_are_never_templates() -> None:
    """Text that people typed stays text: no attribute, no second replacement."""
    finding = Finding.of("LAW", law="{law.__class__} {actor}")

    assert "{law.__class__} {actor}" in catalog.sentence(finding)


def test_amounts_print_as_money() -> None:
    """A fact in fen prints with two decimals."""
    finding = Finding.of("budget.over_document", asked_fen=123456, limit_fen="n/a")

    assert "1,234.56" in catalog.sentence(finding)
    assert "n/a" in catalog.sentence(finding)


def test_precedence_follows_the_grid() -> None:
    """Payment rules come first, in the order of the grid."""
    codes = list(catalog.catalogue())

    assert list(payment.APPLIES) == codes[: len(payment.APPLIES)]
    assert "LAW" == codes[-1]
    assert 0 == catalog.precedence(Finding("payment.no_lines"))


def test_markdown_lists_every_control_once() -> None:
    """The page has a section per control, with its kinds of payment."""
    text = catalog.markdown()
    sections = re.findall(r"^## `([^`]+)`", text, flags=re.MULTILINE)

    assert list(catalog.catalogue()) == sections
    assert 1 == sum(line.startswith("# ") for line in text.splitlines())
    assert "退回拨款单位" in text
    # Each threshold with every value it ever had, its days and its document.
    assert "`retention.max_bp`: 500 基点 · 2005-01-12–2017-06-30 · 建质〔2005〕7号" in text
    assert "300 基点 · 2017-07-01– · 建质〔2017〕138号" in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
