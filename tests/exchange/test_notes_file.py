"""The auditor's own file: written whole, bound to what was seen, safe in a spreadsheet."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from cityledger.exchange import notes_file
from cityledger.exchange.notes_file import Mark


def test_marks_come_back_and_other_books_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk" / "notes.json"
    notes_file.keep(path, 1, {100: Mark("aa", is_ticked=True, voucher="付-000001")})
    notes_file.keep(path, 2, {300: Mark("bb", note="无附件"), 301: Mark("cc")})

    assert {100: Mark("aa", is_ticked=True, voucher="付-000001")} == notes_file.load(path, 1)
    assert {300: Mark("bb", note="无附件")} == notes_file.load(path, 2)
    assert 0o600 == path.stat().st_mode & 0o777
    assert [path] == list(path.parent.iterdir())


def test_a_mark_on_something_that_changed_says_so() -> None:
    mark = Mark("aa", is_ticked=True, note="x")

    assert "疑✓" == mark.text("zh", "aa")
    assert "变!疑✓" == mark.text("zh", "bb")


@pytest.mark.parametrize("text", ['{"1": {"2": {"x": 1}}}', "[]", "{", '{"1": 3}'])
def test_a_file_that_is_not_ours_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "notes.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match=r"notes|line|Expecting"):
        notes_file.load(path, 1)


def test_an_export_runs_as_no_formula() -> None:
    out = io.StringIO(newline="")
    notes_file.export([(100, Mark("aa", note="=1+1", voucher="付-000001"), "bb")], out)

    assert "付-000001,100,,'=1+1,,aa,✗" in out.getvalue()
    assert json.dumps("疑点", ensure_ascii=False).strip('"') in out.getvalue()
