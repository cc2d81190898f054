"""T22: what is printed is the data: no tag is obeyed, no file embedded, no link made."""

from __future__ import annotations

import ast
import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings, strategies as st

from cityledger.evidence.text import bad_characters
from cityledger.reports import typeface, voucher
from tests.house.rules import literals, package_sources
from tests.reports.paper_samples import MARK, PAYMENT
from tests.reports.read_pdf import page_texts
from tests.threats.attacks import ESCAPES, MARKUP, renamed
from tests.threats.conftest import Run

ACTIVE = ("/JavaScript", "/JS", "/Launch", "/URI", "/SubmitForm", "/EmbeddedFile", "/RichMedia")


def printed(text: str) -> bytes:
    """Print a voucher whose summary and maker are a text."""
    line, signed = replace(PAYMENT.lines[0], summary=text), replace(PAYMENT.signatures, maker=text)
    card = replace(PAYMENT, lines=(line, *PAYMENT.lines[1:]), signatures=signed)
    file = io.BytesIO()
    voucher.write([card], MARK, file)
    return file.getvalue()


def active(data: bytes) -> list[str]:
    """Return the names in a PDF by which a reader would act, wherever they stand."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                found += [key for key, _ in item.items() if key in ACTIVE]
                kind = item.get("/S")
                found += [str(kind)] if kind is not None and str(kind) in ACTIVE else []
    return found


def squeezed(text: str) -> str:
    return "".join(text.split())


def spelled(text: str) -> str:
    """Return a text as a paper prints it: no spaces, what has no shape as its number."""
    text = " ".join(text.splitlines())
    return squeezed("".join(typeface.number_of(c) if bad_characters(c) else c for c in text))


@pytest.mark.parametrize("text", [*MARKUP, *ESCAPES], ids=ascii)
def test_a_paper_prints_what_the_text_says(text: str) -> None:
    data = printed(text)

    assert spelled(text) in squeezed("".join(page_texts(data)))
    assert [] == active(data)


@pytest.mark.parametrize("text", MARKUP, ids=ascii)
def test_a_paper_in_the_clear_holds_no_operator_of_the_text(text: str) -> None:
    with pikepdf.open(io.BytesIO(printed(text))) as pdf:
        streams = b"".join(page.Contents.read_bytes() for page in pdf.pages)

    assert text.encode() not in streams


@given(st.text(max_size=40))
@settings(max_examples=25, deadline=None)
def test_a_paper_of_any_text_opens_and_is_inert(text: str) -> None:
    assert [] == active(printed(text))


@pytest.mark.torture
@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_a_paper_of_very_many_texts_opens_and_is_inert(text: str) -> None:
    assert [] == active(printed(text))


@pytest.mark.parametrize("text", ['<img src="/etc/hostname"/>', "[/](x) Tj ET Q <b>"])
def test_the_report_command_prints_names_as_they_are(
    run: Run, walked: Path, tmp_path: Path, text: str
) -> None:
    renamed(walked / "ledger.db", text)

    ended = run(walked, "report", "--out", tmp_path / "out")

    assert (0, False) == (ended.status, ended.leaked)
    papers = sorted((tmp_path / "out").glob("*.pdf"))
    assert 3 <= len(papers)
    for paper in papers:
        data = paper.read_bytes()
        assert [] == active(data)
        assert squeezed(text) in squeezed("".join(page_texts(data))), paper.name


def test_there_is_one_table_of_characters_that_are_refused() -> None:
    found = {
        source.path
        for source in package_sources()
        for node in literals(source)
        if node.value == "Cf"
    }

    assert {"evidence/text.py"} == found


def test_no_paper_is_set_by_a_library_that_reads_markup() -> None:
    flowing = {"Paragraph", "XPreformatted", "platypus", "paraparser"}
    found = [
        f"{source.path}:{node.lineno}"
        for source in package_sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if flowing & {*alias.name.split("."), *str(getattr(node, "module", "")).split(".")}
    ]

    assert [] == found
