"""Text over paper: a file as a set of QR codes, each a line of at most 800 characters.

    CLQ1 <id> <k>/<n> <payload>

The file is deflated (RFC 1950), written in base32 (RFC 4648, no padding) and cut into `n` pieces;
all characters are of QR's alphanumeric set, which needs 5.5 bits a character and survives scanners
that type. `id` is the first 40 bits of SHA-256 of the file in base32: it tells the sets apart and
sums up the whole. It is against mix-ups; that the file is genuine, its signatures say.
"""

from __future__ import annotations

import re
import zlib
from base64 import b32decode, b32encode
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from cityledger.kernel.errors import BadInput, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH = 800
"""Most characters on a sheet: QR version 18 at error correction M, 22 mm and up."""

LIMIT = 65_536
"""Longest file in bytes: nobody scans more sheets than that makes."""

MOST_SHEETS = 200

_HEADER = len("CLQ1 AAAAAAAA 100/100 ")
_SHEET = re.compile(r"CLQ1 ([A-Z2-7]{8}) ([1-9][0-9]{0,2})/([1-9][0-9]{0,2}) ([A-Z2-7]+)\Z")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as it was read: the set it is of, its number from 1, how many there are."""

    set_id: str
    number: int
    total: int
    payload: str


def split(data: bytes, width: int = WIDTH) -> list[str]:
    """Return the sheets of a file, in order; raises `BadInput` if it is too long for paper."""
    payload = b32encode(zlib.compress(data, 9)).decode().rstrip("=")
    step = width - _HEADER
    if step < 1:
        raise ValueError(f"a sheet of {width} characters")
    pieces = [payload[n : n + step] for n in range(0, len(payload), step)]
    if len(data) > LIMIT or len(pieces) > MOST_SHEETS:
        reason = f"too long for QR sheets: at most {LIMIT} bytes and {MOST_SHEETS} sheets"
        raise BadInput((Problem("file", str(len(data)), reason, "carry it as a file"),))
    total, set_id = len(pieces), _set_id(data)
    return [f"CLQ1 {set_id} {k}/{total} {piece}" for k, piece in enumerate(pieces, 1)]


def read(line: str) -> Sheet:
    """Read one sheet as a scanner gives it, blanks around it and small letters allowed.

    Raises `BadInput`.
    """
    match = _SHEET.match(line.strip().upper())
    number, total = (int(match[2]), int(match[3])) if match else (0, 0)
    if match is None or not 1 <= number <= total <= MOST_SHEETS:
        reason = "not a sheet: CLQ1 <id> <k>/<n> <payload>"
        raise BadInput((Problem("sheet", line.strip()[:40], reason, "scan it again"),))
    return Sheet(match[1], number, total, match[4])


def missing(sheets: Iterable[Sheet]) -> tuple[int, ...]:
    """Return the numbers of the set that are not there yet; nothing if no sheet is."""
    found = {sheet.number: sheet.total for sheet in sheets}
    total = max(found.values(), default=0)
    return tuple(number for number in range(1, total + 1) if number not in found)


def join(lines: Iterable[str]) -> bytes:
    """Return the file of a set of sheets, in any order and with repeats; blank lines are skipped.

    Raises `BadInput` with every problem: a line that is no sheet, sheets of two sets, two sheets
    of one number that differ, numbers that are missing, a sum that is wrong.
    """
    problems: list[Problem] = []
    sheets: list[Sheet] = []
    for line in filter(str.strip, lines):
        try:
            sheets.append(read(line))
        except BadInput as error:
            problems += error.problems
    problems += _disagreements(sheets)
    # Where the sheets are of several sets, no number of any is known to be missing.
    if len({(sheet.set_id, sheet.total) for sheet in sheets}) == 1:
        problems += [
            Problem(f"sheet {number}", "", "is missing", "scan it") for number in missing(sheets)
        ]
    if problems or not sheets:
        nothing = Problem("sheets", "", "there is no sheet", "scan the first")
        raise BadInput(tuple(problems) or (nothing,))
    pieces = {sheet.number: sheet.payload for sheet in sheets}
    return _whole("".join(pieces[number] for number in sorted(pieces)), sheets[0].set_id)


def _disagreements(sheets: list[Sheet]) -> list[Problem]:
    """Return what keeps sheets from being of one set."""
    out: list[Problem] = []
    sets = sorted({f"{sheet.set_id} /{sheet.total}" for sheet in sheets})
    if len(sets) > 1:
        out.append(Problem("sheets", ", ".join(sets), "are of several sets", "scan one set"))
    pieces: dict[tuple[str, int], str] = {}
    for sheet in sheets:
        known = pieces.setdefault((sheet.set_id, sheet.number), sheet.payload)
        if known != sheet.payload:
            reason = "two sheets of this number differ"
            out.append(Problem(f"sheet {sheet.number}", sheet.set_id, reason, "scan it again"))
    return out


def _whole(payload: str, set_id: str) -> bytes:
    """Return the file of a whole payload, if it is the one that `set_id` sums up."""
    broken = Problem("sheets", set_id, "the sum over all sheets is wrong", "scan them again")
    try:
        packed = b32decode(payload + "=" * (-len(payload) % 8))
        # A planted set of sheets could otherwise unpack to more than there is memory.
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(packed, LIMIT + 1)
    except (ValueError, zlib.error) as error:
        raise BadInput((broken,)) from error
    if len(data) > LIMIT or not unpacker.eof or unpacker.unused_data or _set_id(data) != set_id:
        raise BadInput((broken,))
    return data


def _set_id(data: bytes) -> str:
    return b32encode(sha256(data).digest()[:5]).decode()
