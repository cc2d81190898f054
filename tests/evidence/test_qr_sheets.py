"""QR sheets: any file comes back from its sheets in any order, and nothing else does."""

from __future__ import annotations

import random
import zlib
from base64 import b32encode
from hashlib import sha256

import pytest
import segno
import zxingcpp
from hypothesis import given, strategies as st
from PIL import Image

from cityledger.evidence import sheets
from cityledger.kernel.errors import BadInput

DATA = random.Random(3).randbytes(2000)
ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def told(lines: list[str]) -> list[str]:
    with pytest.raises(BadInput) as caught:
        sheets.join(lines)
    return [f"{problem.place}: {problem.reason}" for problem in caught.value.problems]


@given(st.binary(max_size=20_000), st.integers(30, 800), st.randoms())
def test_any_file_comes_back_in_any_order(data: bytes, width: int, dice: random.Random) -> None:
    try:
        parts = sheets.split(data, width)
    except BadInput:
        return
    assert max(map(len, parts)) <= width
    assert ALPHANUMERIC.issuperset("".join(parts))
    mixed = [*parts, *dice.sample(parts, len(parts) // 2)]
    dice.shuffle(mixed)
    assert data == sheets.join(mixed)


def test_twenty_thousand_characters_fit_sheets_of_eight_hundred() -> None:
    text = random.Random(5).randbytes(15_000).hex()[:20_000].encode()
    parts = sheets.split(text)
    assert len(parts) <= 25
    assert text == sheets.join(parts)


def test_a_scanner_may_add_blanks_and_small_letters() -> None:
    parts = sheets.split(DATA)
    assert DATA == sheets.join([f"  {part.lower()}\r\n" for part in parts] + ["", "\n"])


def test_missing_sheets_are_named() -> None:
    parts = sheets.split(DATA)
    assert len(parts) == 5
    assert (2, 4) == sheets.missing([sheets.read(parts[n]) for n in (4, 0, 2)])
    assert () == sheets.missing([])
    assert ["sheet 2: is missing", "sheet 4: is missing"] == told([parts[n] for n in (4, 0, 2)])


def test_every_problem_is_told_at_once() -> None:
    parts, other = sheets.split(DATA), sheets.split(DATA[1:])
    assert ["sheets: there is no sheet"] == told(["", " "])
    assert ["sheets: are of several sets"] == told([parts[0], other[1]])
    changed = parts[0][:-1] + ("A" if parts[0][-1] != "A" else "B")
    assert [
        "sheet: not a sheet: CLQ1 <id> <k>/<n> <payload>",
        "sheet 1: two sheets of this number differ",
        "sheet 3: is missing",
        "sheet 4: is missing",
        "sheet 5: is missing",
    ] == told(["scanned badly", parts[0], changed, parts[1]])


@pytest.mark.parametrize(
    "line",
    [
        "CLQ1 AAAAAAAA 0/1 AA",
        "CLQ1 AAAAAAAA 2/1 AA",
        "CLQ1 AAAAAAAA 1/201 AA",
        "CLQ1 AAAAAAAA 01/1 AA",
        "CLQ1 AAAAAAA 1/1 AA",
        "CLQ1 AAAAAAAA 1/1 A1",
        "CLQ1 AAAAAAAA 1/1 ",
        "CLQ2 AAAAAAAA 1/1 AA",
        "CLQ1 AAAAAAAA \uff11/1 AA",
    ],
)
def test_what_is_no_sheet_is_refused(line: str) -> None:
    with pytest.raises(BadInput, match="not a sheet"):
        sheets.read(line)


def test_no_changed_character_is_joined() -> None:
    (line,) = sheets.split(DATA[:100])
    count = 0
    for place in range(len(line)):
        for character in "A7Q":
            changed = line[:place] + character + line[place + 1 :]
            if changed != line:
                told([changed])
                count += 1
    assert count > 500


def crafted(data: bytes, packed: bytes) -> list[str]:
    """Return the sheets of a stream that was not packed by `split`, under the right sum."""
    payload = b32encode(packed).decode().rstrip("=")
    pieces = [payload[n : n + 750] for n in range(0, len(payload), 750)]
    name = b32encode(sha256(data).digest()[:5]).decode()
    return [f"CLQ1 {name} {k}/{len(pieces)} {piece}" for k, piece in enumerate(pieces, 1)]


@pytest.mark.parametrize("size", [sheets.LIMIT + 1, 50_000_000])
def test_sheets_that_unpack_to_more_than_a_file_are_refused(size: int) -> None:
    lines = crafted(bytes(size), zlib.compress(bytes(size), 9)[: sheets.LIMIT])
    assert len(lines) <= sheets.MOST_SHEETS
    assert ["sheets: the sum over all sheets is wrong"] == told(lines)
    most = bytes(sheets.LIMIT)
    assert most == sheets.join(crafted(most, zlib.compress(most)))


def test_nothing_may_hide_behind_the_file() -> None:
    packed = zlib.compress(DATA)
    assert DATA == sheets.join(crafted(DATA, packed))
    assert ["sheets: the sum over all sheets is wrong"] == told(crafted(DATA, packed + b"more"))
    assert ["sheets: the sum over all sheets is wrong"] == told(crafted(DATA, packed[:-1]))


@pytest.mark.parametrize("payload", ["A", "AA", "AAAAAAAA", "AAA"])
def test_a_payload_that_is_no_file_is_refused(payload: str) -> None:
    assert ["sheets: the sum over all sheets is wrong"] == told([f"CLQ1 AAAAAAAA 1/1 {payload}"])


def test_what_is_too_long_for_paper_is_refused() -> None:
    with pytest.raises(BadInput, match="too long"):
        sheets.split(bytes(sheets.LIMIT + 1))
    with pytest.raises(BadInput, match="too long"):
        sheets.split(DATA, 30)
    with pytest.raises(ValueError, match="a sheet of 5"):
        sheets.split(DATA, 5)


def test_a_printed_sheet_is_read_by_a_scanner() -> None:
    line = sheets.split(DATA)[0]
    code = segno.make(line, error="m", micro=False)
    assert (code.mode, int(code.version) <= 18) == ("alphanumeric", True)
    rows = [bytes(0 if dark else 255 for dark in row) for row in code.matrix_iter(border=4)]
    image = Image.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows))
    (found,) = zxingcpp.read_barcodes(image.resize((image.width * 4, image.height * 4), 0))
    assert line == found.text
