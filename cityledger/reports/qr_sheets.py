"""A request to a witness, or its answer, as QR codes on A4: what crosses a gap with no cable.

Each code is one line of `evidence.sheets`, read by any scanner that types or by a telephone. The
first page says in words what is asked: logs, sizes, roots; a person can compare it with a screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, Literal

import segno

from cityledger import __version__
from cityledger.evidence import sheets
from cityledger.reports.integrity import grouped
from cityledger.reports.paper import Paper, Subject
from cityledger.reports.pen import HAIR, MUTED, POINTS, RULE, Stroke, Style
from cityledger.reports.qr import image_of
from cityledger.views.log_mark import LogMark

if TYPE_CHECKING:
    from datetime import datetime

    from cityledger.evidence.note import Checkpoint
    from cityledger.reports.pen import Pen

Kind = Literal["request", "answer"]

SIZE: Final = (210.0, 297.0)
LEFT: Final = 15.0
RIGHT: Final = 195.0
BOTTOM: Final = 280.0
COLUMNS: Final = 3
CODE: Final = 52.0
"""Side of a code in millimetres: modules of 0.6 mm, twice what a hand scanner needs."""

ROW: Final = 62.0
LINE: Final = 5.2
_ROOT: Final = 16

_NOUNS: Final[dict[Kind, tuple[str, str]]] = {
    "request": ("请求", "request"),
    "answer": ("答复", "answer"),
}
_TITLES: Final[dict[Kind, tuple[str, str]]] = {
    "request": ("检查点副署请求", "Request to cosign checkpoints"),
    "answer": ("检查点副署答复", "Cosignatures of checkpoints"),
}
_OPEN: Final = "本页不含任何秘密,可以公开 Nothing on this page is secret."
_SCAN: Final = (
    "扫描全部二维码(次序不限),每个一行存为文本,然后 Scan every code in any order, one line each:"
)
_THEN: Final[dict[Kind, str]] = {
    "request": "cityledger witness cosign FILE --scanned TEXT -o ANSWER",
    "answer": "cityledger witness take --scanned TEXT",
}


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is printed: a request or an answer, its bytes, whose witness, which heads."""

    kind: Kind
    data: bytes
    witness: str
    heads: tuple[Checkpoint, ...]


def write(parcel: Parcel, at: datetime, file: BinaryIO) -> int:
    """Print the pages of a parcel as of `at`; return how many codes there are.

    Raises BadInput for more bytes than anybody would scan.
    """
    codes = sheets.split(parcel.data)
    set_id = codes[0].split(" ")[1]
    subject = Subject("qr_sheets", _TITLES[parcel.kind][0], (set_id,))
    paper = Paper(file, subject, _mark(parcel, at), SIZE)
    layout = _Layout(paper, parcel, set_id, at)
    layout.heads()
    for start in range(0, len(codes), COLUMNS):
        layout.row(codes[start : start + COLUMNS], start, len(codes))
    layout.end()
    paper.close()
    return len(codes)


def _mark(parcel: Parcel, at: datetime) -> LogMark:
    """Return the log a paper is about: the first of the parcel."""
    first = parcel.heads[0]
    ledger_id, _, book = first.origin.partition("/")
    number = int(book.partition("/")[0]) if book.partition("/")[0].isdigit() else 0
    program = f"cityledger {__version__}"
    return LogMark(
        ledger_id, first.origin, number, parcel.witness, first.size, first.root, at, program
    )


class _Layout:
    """Fills pages from the top; a page is added when it is full."""

    def __init__(self, paper: Paper, parcel: Parcel, set_id: str, at: datetime) -> None:
        self._paper, self._parcel, self._set, self._at = paper, parcel, set_id, at
        self._page = 0
        self._pen = self._begin()

    def _begin(self) -> Pen:
        self._page += 1
        pen = self._paper.pen()
        zh, en = _TITLES[self._parcel.kind]
        pen.text(LEFT, 20.0, zh, Style("bold", 17, spacing=2))
        pen.text(RIGHT, 20.0, en, Style(size=9, colour=MUTED), "right")
        pen.level(LEFT, RIGHT, 23.5, Stroke(RULE, 0.9))
        said = f"编号 set {self._set} · {self._at:%Y-%m-%d %H:%M} +08:00 · 第 {self._page} 页 page"
        pen.text(LEFT, 288.0, said, Style(size=7.5, colour=MUTED))
        pen.text(RIGHT, 288.0, self._paper.mark.program, Style(size=7.5, colour=MUTED), "right")
        self._y = 31.0
        return pen

    def _room(self, height: float) -> None:
        if self._y + height > BOTTOM:
            self.end()
            self._pen = self._begin()

    def end(self) -> None:
        """Put the page into the paper."""
        self._paper.page(self._pen.operators())

    def heads(self) -> None:
        """Say in words what the codes hold."""
        for text in (f"见证方 witness  {self._parcel.witness}", _OPEN, _SCAN):
            self._pen.text(LEFT, self._y, text, Style(size=9.5))
            self._y += LINE + 0.6
        self._pen.text(LEFT + 4, self._y, _THEN[self._parcel.kind], Style("bold", 9))
        self._y += LINE + 3.0
        self._heading()
        for head in self._parcel.heads:
            self._room(LINE)
            root = grouped(head.root.hex().upper()[:_ROOT], 4)
            self._pen.text(LEFT, self._y, head.origin, Style(size=9))
            self._pen.text(LEFT + 118, self._y, f"{head.size:,}", Style(size=9), "right")
            self._pen.text(RIGHT, self._y, root, Style(size=9), "right")
            self._pen.level(LEFT, RIGHT, self._y + 1.6, Stroke(HAIR, 0.3))
            self._y += LINE
        self._y += 3.0

    def _heading(self) -> None:
        bold = Style("bold", 8.5)
        self._pen.text(LEFT, self._y, "日志 log", bold)
        self._pen.text(LEFT + 118, self._y, "记录数 leaves", bold, "right")
        self._pen.text(RIGHT, self._y, "根(前 16 位) root, first 16 digits", bold, "right")
        self._pen.level(LEFT, RIGHT, self._y + 1.8, Stroke(RULE, 0.6))
        self._y += LINE + 0.4

    def row(self, codes: list[str], first: int, total: int) -> None:
        """Print up to three codes side by side, each with its number."""
        self._room(ROW)
        pitch = (RIGHT - LEFT) / COLUMNS
        for column, code in enumerate(codes):
            x = LEFT + column * pitch + (pitch - CODE) / 2
            self._pen.raw(_symbol(code, x, self._y))
            zh, en = _NOUNS[self._parcel.kind]
            said = f"{zh} {first + column + 1}/{total}"
            middle, below = x + CODE / 2, self._y + CODE + 4.6
            self._pen.text(middle, below, said, Style("bold", 9.5), "center")
            more = f"{en} · {self._set}"
            self._pen.text(middle, below + 3.6, more, Style(size=7, colour=MUTED), "center")
        self._y += ROW


def _symbol(code: str, x: float, y: float) -> str:
    """Return operators for a code, upper left corner at (x, y) in millimetres."""
    matrix = segno.make(code, error="m", micro=False, boost_error=False).matrix
    rows = [int("".join("1" if module else "0" for module in row), 2) for row in matrix]
    corner = (x * POINTS, (SIZE[1] - y - CODE) * POINTS)
    return image_of(rows, len(matrix), corner, CODE * POINTS)
