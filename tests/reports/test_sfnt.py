"""The vendored faces, and cutting a font."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from cityledger.kernel.errors import Unavailable
from cityledger.reports.fonts import BOLD, REGULAR, TITLE, build, path_of
from cityledger.reports.sfnt import Sfnt


@pytest.mark.parametrize("name", [REGULAR, BOLD])
def test_text_faces_hold_the_standard_characters_and_gb2312(name: str) -> None:
    listed = {ord(char) for char in path_of("characters.txt").read_text("utf-8") if char > " "}
    gb2312 = {
        ord(char)
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
        for char in bytes([row, cell]).decode("gb2312", "ignore")
    }
    assert len(listed) == 8105
    assert len(gb2312) == 6763
    assert (listed | gb2312) - Sfnt(path_of(name)).codes() == set()


@pytest.mark.parametrize("name", [REGULAR, BOLD])
def test_digits_are_tabular(name: str) -> None:
    face = Sfnt(path_of(name))
    assert len({face.advance(face.glyph_of(ord(digit))) for digit in "0123456789"}) == 1


def test_title_face_holds_every_title_and_capital() -> None:
    wanted = {
        ord(char) for char in "记账凭证明细项目资金对账单零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整"
    }
    assert wanted - Sfnt(path_of(TITLE)).codes() == set()


def test_subset_of_a_subset_keeps_glyphs_and_widths() -> None:
    face = Sfnt(path_of(REGULAR))
    codes = {ord(char) for char in "赟翀喆堃1234,.é"}
    data, glyphs = face.subset(codes, extra=(b"name", b"OS/2", b"post"))
    with tempfile.NamedTemporaryFile(suffix=".ttf") as file:
        file.write(data)
        file.flush()
        small = Sfnt(Path(file.name))
        assert codes <= small.codes()
        assert [small.glyph_of(code) for code in sorted(codes)] == [
            glyphs[c] for c in sorted(codes)
        ]
        for code in codes:
            expected = face.advance(face.glyph_of(code))
            assert small.advance(small.glyph_of(code)) == expected
        assert small.postscript_name() == "NotoSansSC-Regular"


def test_a_face_cut_again_is_the_same_file() -> None:
    source = path_of(TITLE).read_bytes()
    assert build.cut(source, Sfnt(path_of(TITLE)).codes()) == source


@pytest.mark.parametrize("content", [b"", b"no font at all, but long enough to hold a header"])
def test_a_broken_font_file_is_unavailable(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(content)
    with pytest.raises(Unavailable, match=r"broken\.ttf"):
        Sfnt(path)
