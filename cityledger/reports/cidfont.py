"""One embedded font of a PDF: Type 0 over CIDFontType2 (ISO 32000-1, 9.7), of any number of glyphs.

A character's code in a page is its own UTF-16 code unit, so a page's bytes do not depend on which
other characters the document uses, and text is `text.encode("utf-16-be").hex()`. Characters
beyond the basic plane get codes of the private use area, which no text can hold (see `typeface`).
Only the glyphs used are embedded, with their Unicode values, so that text can be searched and
extracted.
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from typing import TYPE_CHECKING, Final

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlab.pdfbase.pdfdoc import PDFObjectReference

    from cityledger.reports.sfnt import Sfnt

    _Add = Callable[[PDFObject, str], PDFObjectReference]

_ASTRAL: Final = 0x10000
_FIRST_PRIVATE: Final = 0xE000
_TAG_LETTERS: Final = 6
_CHUNK: Final = 100
_MAP_HEAD: Final = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo "
    "<</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def /CMapName /Adobe-Identity-UCS def "
    "/CMapType 2 def 1 begincodespacerange <0000><FFFF> endcodespacerange"
)
_MAP_TAIL: Final = "endcmap CMapName currentdict /CMap defineresource pop end end"


class Raw(PDFObject):
    """A PDF object already written out."""

    def __init__(self, text: str) -> None:
        self._text = text

    def format(self, _document: object) -> bytes:
        """Return the bytes of the object."""
        return self._text.encode("ascii")


class Stream(PDFObject):
    """A deflated stream; ends its data with a line end, as PDF/A asks (ISO 19005-3, 6.1.7.1)."""

    __RefOnly__ = 1

    def __init__(self, data: bytes, entries: str = "") -> None:
        self._data = zlib.compress(data, 6)
        self._entries = entries

    def format(self, _document: object) -> bytes:
        """Return dictionary and data."""
        head = f"<</Filter/FlateDecode/Length {len(self._data)}{self._entries}>>\nstream\n"
        return head.encode("ascii") + self._data + b"\nendstream\n"


class EmbeddedFont:
    """One face as one document uses it; remembers the characters used and embeds exactly those."""

    def __init__(self, face: Sfnt, resource: str) -> None:
        """Take the opened face and the name pages call it by, such as `F1`."""
        self.face = face
        self.resource = resource
        self.used: set[str] = {" "}
        self._private: dict[str, int] = {}
        self._widths: dict[str, int] = {}

    def covers(self, char: str) -> bool:
        """Say whether the face can show a character."""
        return self.face.glyph_of(ord(char)) != 0

    def width_of(self, text: str) -> int:
        """Return the width of `text` in thousandths of the type size."""
        return sum(self._widths.get(char) or self._measure(char) for char in text)

    def _measure(self, char: str) -> int:
        advance = self.face.advance(self.face.glyph_of(ord(char)))
        width = self._widths[char] = round(advance * 1000 / self.face.units_per_em)
        return width

    def encode(self, text: str) -> str:
        """Return the hexadecimal string operand for `text` and mark its characters used."""
        if not self.used.issuperset(text):
            self.used.update(text)
        data = text.encode("utf-16-be")
        if len(data) != 2 * len(text):
            return "".join(f"{self._code_of(char):04x}" for char in text)
        return data.hex()

    def _code_of(self, char: str) -> int:
        if ord(char) < _ASTRAL:
            return ord(char)
        return self._private.setdefault(char, _FIRST_PRIVATE + len(self._private))

    def addObjects(self, document: PDFDocument) -> None:  # noqa: N802 - reportlab calls it so
        """Write the font into `document`; reportlab calls this when all pages are drawn."""
        program, glyphs = self.face.subset(map(ord, self.used))
        codes = sorted((self._code_of(char), char) for char in self.used)
        digest = hashlib.sha256(program).digest()[:_TAG_LETTERS]
        tag = "".join(chr(ord("A") + byte % 26) for byte in digest)
        name = f"/{tag}+{self.face.postscript_name()}"
        parts = {
            "file": Stream(program, f"/Length1 {len(program)}"),
            "glyphs": Stream(self._glyph_map(codes, glyphs)),
            "unicode": Stream(_unicode_map(codes)),
        }
        number = {part: self._refer(document, part, entry) for part, entry in parts.items()}
        number["descriptor"] = self._refer(document, "descriptor", self._describe(name, number))
        number["descendant"] = self._refer(
            document, "descendant", self._descend(name, number, codes)
        )
        font = Raw(
            f"<</Type/Font/Subtype/Type0/BaseFont{name}/Encoding/Identity-H"
            f"/DescendantFonts[{number['descendant']}]/ToUnicode {number['unicode']}>>"
        )
        add: _Add = document.Reference
        fonts = document.idToObject["BasicFonts"]
        vars(fonts)["dict"][self.resource] = add(font, self.resource)

    def _refer(self, document: PDFDocument, part: str, entry: PDFObject) -> str:
        """Add an object and return the reference to it, as text."""
        add: _Add = document.Reference
        return add(entry, f"{part}.{self.resource}").format(document).decode("ascii")

    def _describe(self, name: str, number: dict[str, str]) -> Raw:
        scale = 1000 / self.face.units_per_em
        box = " ".join(str(round(edge * scale)) for edge in self.face.box)
        return Raw(
            f"<</Type/FontDescriptor/FontName{name}/Flags 4/FontBBox[{box}]/ItalicAngle 0"
            f"/Ascent {round(self.face.ascent * scale)}/Descent {round(self.face.descent * scale)}"
            f"/CapHeight 733/StemV 80/FontFile2 {number['file']}>>"
        )

    def _descend(self, name: str, number: dict[str, str], codes: list[tuple[int, str]]) -> Raw:
        widths = ((code, self.width_of(char)) for code, char in codes)
        listed = "\n".join(f"{code} [{width}]" for code, width in widths if width != 1000)
        return Raw(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont{name}/CIDSystemInfo<</Registry(Adobe)"
            f"/Ordering(Identity)/Supplement 0>>/FontDescriptor {number['descriptor']}/DW 1000"
            f"/W[{listed}]/CIDToGIDMap {number['glyphs']}>>"
        )

    @staticmethod
    def _glyph_map(codes: list[tuple[int, str]], glyphs: dict[int, int]) -> bytes:
        table = array("H", bytes(2 * (codes[-1][0] + 1)))
        for code, char in codes:
            table[code] = glyphs.get(ord(char), 0)
        table.byteswap()
        return table.tobytes()


def _unicode_map(codes: list[tuple[int, str]]) -> bytes:
    """Return the ToUnicode map (ISO 32000-1, 9.10.3), in chunks of at most 100 entries."""
    lines = [_MAP_HEAD]
    for start in range(0, len(codes), _CHUNK):
        chunk = codes[start : start + _CHUNK]
        lines.append(f"{len(chunk)} beginbfchar")
        lines += [f"<{code:04X}><{char.encode('utf-16-be').hex().upper()}>" for code, char in chunk]
        lines.append("endbfchar")
    lines.append(_MAP_TAIL)
    return "\n".join(lines).encode("ascii")
