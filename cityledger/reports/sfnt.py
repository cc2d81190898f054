"""Read a TrueType file lazily and cut a subset out of it (OpenType 1.9: `cmap`, `glyf`, `hmtx`).

Only what a printed page needs: which glyph a character has, how wide it is, and a small font that
holds the characters used. The file is memory-mapped, so opening a 3 MB face costs a few hundred
microseconds.
"""

from __future__ import annotations

import mmap
import struct
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

from cityledger.kernel.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_U16 = struct.Struct(">H").unpack_from
_U32 = struct.Struct(">L").unpack_from
_CHECKSUM_MAGIC = 0xB1B0AFBA
_MAX_U32 = 0xFFFFFFFF
_MORE_COMPONENTS = 0x20
_SEGMENTED_COVERAGE = 12
_SEGMENT_MAPPING = 4
_POSTSCRIPT_NAME = 6


class Sfnt:
    """One TrueType face opened for reading; distances are font units, `units_per_em` to the em."""

    def __init__(self, path: Path) -> None:
        """Map `path`; raises `Unavailable` when it is missing or has no TrueType outlines."""
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise Unavailable(f"font {path.name}: {error}") from error
        try:
            self._tables = self._read_directory()
            self._read_measures()
        except (struct.error, KeyError) as error:
            raise Unavailable(f"font {path.name}: not a TrueType file") from error

    def _read_measures(self) -> None:
        """Read what every use of the face needs; KeyError for a table that is missing."""
        head, hhea = self._tables[b"head"][0], self._tables[b"hhea"][0]
        for tag in (b"glyf", b"loca", b"hmtx", b"maxp", b"name"):
            self._tables[tag]
        self.units_per_em: int = _U16(self._data, head + 18)[0]
        self.box: tuple[int, ...] = struct.unpack_from(">4h", self._data, head + 36)
        self._long_loca: int = _U16(self._data, head + 50)[0]
        self.ascent, self.descent = struct.unpack_from(">2h", self._data, hhea + 4)
        self._measured_glyphs: int = _U16(self._data, hhea + 34)[0]
        self._starts, self._ends, self._first_glyphs = self._read_ranges()

    def _read_directory(self) -> dict[bytes, tuple[int, int]]:
        count = _U16(self._data, 4)[0]
        tables = {}
        for entry in range(count):
            tag, _, offset, length = struct.unpack_from(">4sLLL", self._data, 12 + 16 * entry)
            tables[tag] = (offset, length)
        return tables

    def _read_ranges(self) -> tuple[array[int], array[int], array[int]]:
        """Return the groups of the format 12 table: first and last character, first glyph."""
        start = self._tables[b"cmap"][0]
        for entry in range(_U16(self._data, start + 2)[0]):
            offset = start + _U32(self._data, start + 8 + 8 * entry)[0]
            if _U16(self._data, offset)[0] == _SEGMENTED_COVERAGE:
                count = _U32(self._data, offset + 12)[0]
                groups = array("I")
                groups.frombytes(self._data[offset + 16 : offset + 16 + 12 * count])
                groups.byteswap()
                return groups[0::3], groups[1::3], groups[2::3]
        raise Unavailable("font without a full Unicode character map (cmap format 12)")

    def table(self, tag: bytes) -> bytes:
        """Return the bytes of a table, empty when the face has none."""
        offset, length = self._tables.get(tag, (0, 0))
        return self._data[offset : offset + length]

    def glyph_of(self, code: int) -> int:
        """Return the glyph of a code point, 0 when the face has none."""
        at = bisect_right(self._starts, code) - 1
        if at < 0 or code > self._ends[at]:
            return 0
        return self._first_glyphs[at] + code - self._starts[at]

    def codes(self) -> set[int]:
        """Return every code point the face can show."""
        return {
            code
            for first, last in zip(self._starts, self._ends, strict=True)
            for code in range(first, last + 1)
            if self.glyph_of(code)
        }

    def advance(self, glyph: int) -> int:
        """Return the advance width of a glyph, in font units."""
        at = self._tables[b"hmtx"][0] + 4 * min(glyph, self._measured_glyphs - 1)
        width: int = _U16(self._data, at)[0]
        return width

    def _side_bearing(self, glyph: int) -> bytes:
        at, measured = self._tables[b"hmtx"][0], self._measured_glyphs
        if glyph < measured:
            return self._data[at + 4 * glyph + 2 : at + 4 * glyph + 4]
        tail = at + 4 * measured + 2 * (glyph - measured)
        return self._data[tail : tail + 2]

    def _outline(self, glyph: int) -> bytes:
        loca, glyf = self._tables[b"loca"][0], self._tables[b"glyf"][0]
        if self._long_loca:
            start, end = struct.unpack_from(">LL", self._data, loca + 4 * glyph)
        else:
            start, end = (
                2 * half for half in struct.unpack_from(">HH", self._data, loca + 2 * glyph)
            )
        return self._data[glyf + start : glyf + end]

    def postscript_name(self) -> str:
        """Return the PostScript name of the face (name id 6)."""
        table = self._tables[b"name"][0]
        count, strings = struct.unpack_from(">HH", self._data, table + 2)
        for entry in range(count):
            record = struct.unpack_from(">6H", self._data, table + 6 + 12 * entry)
            if record[3] == _POSTSCRIPT_NAME:
                at = table + strings + record[5]
                text = self._data[at : at + record[4]]
                return text.decode("latin-1" if record[0] == 1 else "utf-16-be")
        return "Unnamed"

    def subset(
        self, codes: Iterable[int], *, extra: Iterable[bytes] = ()
    ) -> tuple[bytes, dict[int, int]]:
        """Return a font with the glyphs of `codes` only, and the new glyph of each code point.

        With `extra` tables (`name`, `OS/2`, `post` …) the result also gets a character map and
        can stand on its own as a file; without, it is the bare program that a PDF embeds.
        """
        order, renumbered, glyphs = self._choose(codes)
        outlines, places = self._copy_outlines(order, renumbered)
        tables = {
            b"glyf": b"".join(outlines),
            b"loca": places,
            b"hmtx": b"".join(
                struct.pack(">H", self.advance(glyph)) + self._side_bearing(glyph)
                for glyph in order
            ),
        }
        for tag, offset, form, number in (
            (b"hhea", 34, ">H", len(order)),
            (b"maxp", 4, ">H", len(order)),
            (b"head", 50, ">H", 1),
            (b"head", 8, ">L", 0),
        ):
            patched = bytearray(tables.get(tag) or self.table(tag))
            struct.pack_into(form, patched, offset, number)
            tables[tag] = bytes(patched)
        wanted = tuple(extra)
        for tag in (b"cvt ", b"fpgm", b"prep", *wanted):
            if tag in self._tables:
                tables[tag] = self.table(tag)
        if wanted:
            tables[b"cmap"] = _character_map(glyphs)
        return _assemble(tables), glyphs

    def _choose(self, codes: Iterable[int]) -> tuple[list[int], dict[int, int], dict[int, int]]:
        order, renumbered, glyphs = [0], {0: 0}, {}
        for code in sorted(codes):
            glyph = self.glyph_of(code)
            if not glyph:
                continue
            if glyph not in renumbered:
                renumbered[glyph] = len(order)
                order.append(glyph)
            glyphs[code] = renumbered[glyph]
        return order, renumbered, glyphs

    def _copy_outlines(
        self, order: list[int], renumbered: dict[int, int]
    ) -> tuple[list[bytes], bytes]:
        """Copy outlines in `order`, which grows while composite glyphs name their parts."""
        outlines, places, end = [], array("I", [0]), 0
        for glyph in order:
            outline = self._outline(glyph)
            if outline and outline[0] & 0x80:
                outline = _renumber_parts(outline, order, renumbered)
            outline += b"\0" * (-len(outline) & 3)
            outlines.append(outline)
            end += len(outline)
            places.append(end)
        places.byteswap()
        return outlines, places.tobytes()


def _renumber_parts(outline: bytes, order: list[int], renumbered: dict[int, int]) -> bytes:
    patched, at, more = bytearray(outline), 10, True
    while more:
        flags, glyph = struct.unpack_from(">HH", patched, at)
        if glyph not in renumbered:
            renumbered[glyph] = len(order)
            order.append(glyph)
        struct.pack_into(">H", patched, at + 2, renumbered[glyph])
        at += 4 + (4 if flags & 1 else 2)
        at += 2 if flags & 8 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0
        more = bool(flags & _MORE_COMPONENTS)
    return bytes(patched)


def _character_map(glyphs: dict[int, int]) -> bytes:
    """Return a `cmap` table with one format 12 subtable (platform 3, encoding 10)."""
    groups: list[list[int]] = []
    for code, glyph in sorted(glyphs.items()):
        if groups and code == groups[-1][1] + 1 and glyph == groups[-1][2] + code - groups[-1][0]:
            groups[-1][1] = code
        else:
            groups.append([code, code, glyph])
    body = b"".join(struct.pack(">LLL", *group) for group in groups)
    head = struct.pack(">HHHHL", 0, 1, 3, 10, 12)
    return head + struct.pack(">HHLLL", 12, 0, 16 + len(body), 0, len(groups)) + body


def _checksum(data: bytes) -> int:
    words = array("I")
    words.frombytes(data + b"\0" * (-len(data) & 3))
    words.byteswap()
    return sum(words) & _MAX_U32


def _assemble(tables: dict[bytes, bytes]) -> bytes:
    """Put tables behind a directory, in tag order, and set the checksum of the whole."""
    count = len(tables)
    power = count.bit_length() - 1
    head = struct.pack(">LHHHH", 0x10000, count, 16 << power, power, 16 * count - (16 << power))
    offset, entries, bodies, head_at = 12 + 16 * count, [], [], 0
    for tag in sorted(tables):
        data = tables[tag]
        entries.append(struct.pack(">4sLLL", tag, _checksum(data), offset, len(data)))
        padded = data + b"\0" * (-len(data) & 3)
        head_at = offset if tag == b"head" else head_at
        bodies.append(padded)
        offset += len(padded)
    font = bytearray(head + b"".join(entries) + b"".join(bodies))
    struct.pack_into(">L", font, head_at + 8, (_CHECKSUM_MAGIC - _checksum(bytes(font))) & _MAX_U32)
    return bytes(font)
