"""T23: a name from a file or a person never becomes a path, and a zip never writes a file."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from cityledger.cli.papers import safe_name
from cityledger.kernel.errors import Unavailable
from cityledger.store.files import LedgerFolder
from tests.exchange.workbooks import repacked
from tests.threats.attacks import PATHS, schema_edited, with_members
from tests.threats.conftest import Run

SLIPS = (
    "../evil.xml",
    "xl/../../evil.xml",
    "/etc/evil.xml",
    "C:\\evil.xml",
    "xl\\..\\..\\evil.xml",
    "xl//evil.xml",
    "./evil.xml",
    "xl/e\u202evil.xml",
    "xl/e\x1bvil.xml",
)


def files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", SLIPS, ids=ascii)
def test_a_member_that_climbs_is_refused_and_nothing_is_written(
    run: Run, empty: Path, tmp_path: Path, name: str
) -> None:
    path = with_members(tmp_path / "w.xlsx", (name, b"<a/>"))
    before = files(tmp_path)

    ended = run(empty, "import", "workbook", path)

    assert (3, False) == (ended.status, ended.leaked)
    assert before == files(tmp_path)


def test_a_member_cut_at_nul_is_refused(run: Run, empty: Path, tmp_path: Path) -> None:
    path = with_members(tmp_path / "w.xlsx", ("xl/evilQ.xml", b"<a/>"))
    path.write_bytes(path.read_bytes().replace(b"xl/evilQ.xml", b"xl/evil\0.xml"))

    ended = run(empty, "import", "workbook", path)

    assert (3, False) == (ended.status, ended.leaked)


def test_a_member_that_is_a_link_is_refused(run: Run, empty: Path, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("xl/media/image1.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    ended = run(
        empty, "import", "workbook", with_members(tmp_path / "w.xlsx", (link, b"/etc/passwd"))
    )

    assert (3, False) == (ended.status, ended.leaked)
    assert "符号链接" in ended.said


@given(st.one_of(st.sampled_from(PATHS), st.text()))
def test_a_file_name_made_of_any_text_stays_in_its_folder(text: str) -> None:
    name = safe_name(text)

    assert name
    assert name not in (".", "..")
    assert not set(name) & set("/\\:\0\n~ ")
    assert not name.startswith("-")


@pytest.mark.parametrize("name", PATHS, ids=ascii)
def test_a_person_is_no_path_to_a_key(tmp_path: Path, name: str) -> None:
    folder = LedgerFolder(tmp_path)
    if name.isidentifier():
        assert folder.keys == folder.key(name).parent
        return

    with pytest.raises(Unavailable):
        folder.key(name)


@pytest.mark.parametrize("name", PATHS[:6], ids=ascii)
def test_a_project_whose_code_is_a_path_is_printed_inside_the_folder(
    run: Run, walked: Path, tmp_path: Path, name: str
) -> None:
    schema_edited(
        walked / "ledger.db",
        "DROP TRIGGER law_project_update",
        f"UPDATE project SET code = '{name}'",
    )
    out = tmp_path / "out" / "deep"
    before = files(tmp_path)

    ended = run(walked, "report", "--out", out)

    assert (0, False) == (ended.status, ended.leaked)
    assert {out} == {path.parent for path in files(tmp_path) - before}


@pytest.mark.parametrize("name", ["../../x", "/etc/passwd", "a/b", "\x1b]0;owned\x07"], ids=ascii)
def test_a_project_asked_for_by_a_path_is_no_project(
    run: Run, walked: Path, tmp_path: Path, name: str
) -> None:
    ended = run(walked, "report", "statement", "--project", name, "--out", tmp_path / "out")

    assert 3 == ended.status
    assert not (tmp_path / "out").exists() or not files(tmp_path / "out")


def test_a_workbook_by_a_link_is_read_and_only_read(run: Run, empty: Path, tmp_path: Path) -> None:
    path = repacked(tmp_path / "w.xlsx")
    held = path.read_bytes()
    (tmp_path / "link.xlsx").symlink_to(path)

    assert 0 == run(empty, "import", "workbook", tmp_path / "link.xlsx").status
    assert held == path.read_bytes()
