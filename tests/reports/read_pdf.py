"""Read a paper back with another library than wrote it: texts with places and colours, QR symbols."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
import zxingcpp
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PAIR = re.compile(rb"<([0-9A-F]{4})><([0-9A-F]+)>")


@dataclass(frozen=True, slots=True)
class Shown:
    """One shown string: text, place in points from the lower left corner, colour as operands."""

    text: str
    x: float
    y: float
    colour: tuple[float, ...]


def _maps(resources: Any) -> dict[str, dict[int, str]]:
    maps = {}
    for name, font in resources.get("/Font", {}).items():
        pairs = _PAIR.findall(font.ToUnicode.read_bytes())
        maps[name] = {
            int(code, 16): bytes.fromhex(to.decode()).decode("utf-16-be") for code, to in pairs
        }
    return maps


def _decoded(operand: Any, codes: dict[int, str]) -> str:
    data = bytes(operand)
    return "".join(codes[data[at] << 8 | data[at + 1]] for at in range(0, len(data), 2))


def _walk(content: Any, resources: Any) -> Iterator[Shown]:
    maps, codes = _maps(resources), {}
    x = y = 0.0
    colour: tuple[float, ...] = (0.0,)
    shift: list[tuple[float, float]] = [(0.0, 0.0)]
    for operands, operator in pikepdf.parse_content_stream(content):
        name = str(operator)
        if name == "Tf":
            codes = maps[str(operands[0])]
        elif name == "Tm":
            x, y = float(operands[4]), float(operands[5])
        elif name == "rg":
            colour = tuple(float(part) for part in operands)
        elif name == "q":
            shift.append(shift[-1])
        elif name == "Q":
            shift.pop()
        elif name == "cm":
            shift[-1] = (shift[-1][0] + float(operands[4]), shift[-1][1] + float(operands[5]))
        elif name == "Tj":
            yield Shown(_decoded(operands[0], codes), x + shift[-1][0], y + shift[-1][1], colour)
        elif name == "TJ":
            parts = [part for part in operands[0] if isinstance(part, pikepdf.String)]
            text = "".join(_decoded(part, codes) for part in parts)
            yield Shown(text, x + shift[-1][0], y + shift[-1][1], colour)
        elif name == "Do":
            form = resources.XObject[str(operands[0])]
            for inner in _walk(form, form.Resources):
                yield Shown(
                    inner.text, inner.x + shift[-1][0], inner.y + shift[-1][1], inner.colour
                )


def shown(data: bytes) -> list[list[Shown]]:
    """Return all shown strings of every page, in drawing order."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [list(_walk(page, page.Resources)) for page in pdf.pages]


def symbols(data: bytes) -> list[str]:
    """Return what the QR symbol of every page says."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            images = [
                item
                for item in pikepdf.parse_content_stream(page)
                if str(item.operator) == "INLINE IMAGE"
            ]
            found.append(_read(images[0].operands[0]))
    return found


def _read(image: Any) -> str:
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


READERS: list[Callable[[bytes], list[str]]] = [page_texts]
if shutil.which("pdftotext"):
    READERS.append(poppler_texts)
