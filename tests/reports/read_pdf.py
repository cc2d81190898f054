"""Read a paper back with another library than wrote it: placed texts and QR symbols."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pikepdf
import zxingcpp
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Reader = Callable[[bytes], list[str]]

_PAIR = re.compile(rb"<([0-9A-F]{4})><([0-9A-F]+)>")


@dataclass(frozen=True, slots=True)
class Shown:
    """One shown string: text, place in points from the lower left corner, colour as operands."""

    text: str
    x: float
    y: float
    colour: tuple[float, ...]


def _maps(resources: pikepdf.Object) -> dict[str, dict[int, str]]:
    maps = {}
    for name, font in resources.get("/Font", {}).items():
        pairs = _PAIR.findall(font.ToUnicode.read_bytes())
        maps[name] = {
            int(code, 16): bytes.fromhex(to.decode()).decode("utf-16-be") for code, to in pairs
        }
    return maps


class _Walk:
    """The state of text while the operators of one page or form are read (ISO 32000-1, 9)."""

    def __init__(self, resources: pikepdf.Object) -> None:
        self.resources = resources
        self.maps = _maps(resources)
        self.codes: dict[int, str] = {}
        self.at = (0.0, 0.0)
        self.colour: tuple[float, ...] = (0.0,)
        self.shifts = [(0.0, 0.0)]

    def read(self, content: pikepdf.Object | pikepdf.Page) -> Iterator[Shown]:
        for instruction in pikepdf.parse_content_stream(content):
            name, operands = str(instruction.operator), list(instruction.operands)
            if name in {"Tj", "TJ"}:
                yield self.string(operands[0])
            elif name == "Do":
                form = self.resources.XObject[str(operands[0])]
                for inner in _Walk(form.Resources).read(form):
                    dx, dy = self.shifts[-1]
                    yield replace(inner, x=inner.x + dx, y=inner.y + dy)
            else:
                self.change(name, operands)

    def change(self, name: str, operands: Sequence[object]) -> None:
        dx, dy = self.shifts[-1]
        if name == "Tf":
            self.codes = self.maps[str(operands[0])]
        elif name == "rg":
            self.colour = tuple(float(str(part)) for part in operands)
        elif name == "q":
            self.shifts.append((dx, dy))
        elif name == "Q":
            self.shifts.pop()
        elif name in {"Tm", "cm"}:
            x, y = float(str(operands[4])), float(str(operands[5]))
            if name == "Tm":
                self.at = (x, y)
            else:
                self.shifts[-1] = (dx + x, dy + y)

    def string(self, operand: object) -> Shown:
        parts = [operand] if isinstance(operand, pikepdf.String) else list(operand)  # type: ignore[call-overload]
        data = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
        text = "".join(self.codes[data[at] << 8 | data[at + 1]] for at in range(0, len(data), 2))
        (x, y), (dx, dy) = self.at, self.shifts[-1]
        return Shown(text, x + dx, y + dy, self.colour)


def shown(data: bytes) -> list[list[Shown]]:
    """Return all shown strings of every page, in drawing order."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [list(_Walk(page.Resources).read(page)) for page in pdf.pages]


def symbols(data: bytes) -> list[str]:
    """Return what the QR symbol of every page says."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            images = [
                item.iimage
                for item in pikepdf.parse_content_stream(page)
                if isinstance(item, pikepdf.ContentStreamInlineImage)
            ]
            found.append(_read(images[0]))
    return found


def _read(image: pikepdf.PdfInlineImage) -> str:
    source = image.unparse()
    side = image.width
    found = re.search(rb"ID\s+([0-9a-f]+)>", source)
    packed = bytes.fromhex(found.group(1).decode()) if found else b""
    # In the mask a 1 is painted (/D[1 0]); in the picture 0 is black.
    picture = Image.frombytes("1", (side, side), bytes(byte ^ 0xFF for byte in packed))
    framed = Image.new("L", (side + 8, side + 8), 255)
    framed.paste(picture, (4, 4))
    large = framed.resize((framed.width * 4, framed.height * 4), Image.Resampling.NEAREST)
    return str(zxingcpp.read_barcodes(large)[0].text)


def page_texts(data: bytes) -> list[str]:
    """Return the strings of each page, one a line."""
    return ["\n".join(item.text for item in page) for page in shown(data)]


def poppler_texts(data: bytes) -> list[str]:
    """Return the text of each page as poppler reads it."""
    command = ["pdftotext", "-raw", "-", "-"]
    out = subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
    return out.split("\f")[:-1]


READERS: list[Reader] = [page_texts]
if shutil.which("pdftotext"):
    READERS.append(poppler_texts)
