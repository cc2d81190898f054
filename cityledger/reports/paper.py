"""One PDF being written: pages, forms shared by pages, codes, and metadata that a rebuild repeats.

Every byte is a function of what is printed: dates come from the mark of the log, numbers of
objects from the order of drawing, and nothing from the clock, the machine or the hash seed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from cityledger.kernel.days import CHINA
from cityledger.reports import qr
from cityledger.reports.cidfont import Stream
from cityledger.reports.integrity import PageChain, PageCode, mark_line
from cityledger.reports.pen import MUTED, POINTS, Pen, Style
from cityledger.reports.typeface import Typefaces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cityledger.views.log_mark import LogMark

_FIRST_FONT: Final = "cityledger-text"
_PAGES_FORM: Final = "pages"
_SMALL: Final = Style(size=6.6, colour=MUTED)
_PAGE_STYLE: Final = Style(size=8.5)
_QR_SIDE: Final = 13.0
_DESCENT: Final = 2.0
"""Room below the baseline of the number of pages, in millimetres, for descenders."""


class _FirstFont:
    """Stands in for the font a page starts with, so that Helvetica never enters a paper."""

    def __init__(self) -> None:
        # The library reads these names; it asks for nothing else of a font it never draws with.
        face = SimpleNamespace(builtIn=1, name=_FIRST_FONT)
        vars(self).update(fontName=_FIRST_FONT, face=face, _dynamicFont=0, _multiByte=0)

    def addObjects(self, document: object) -> None:  # noqa: N802 - the library calls it so
        """Point the name at the first embedded font, which `Paper.close` writes."""
        vars(document)["fontMapping"][_FIRST_FONT] = "/F1"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a paper is: key in the catalogue, title, and the parameters it was asked for."""

    key: str
    title: str
    parameters: tuple[str, ...]


class Paper:
    """A PDF of pages of one size, in millimetres, about one state of a log."""

    def __init__(
        self, file: BinaryIO, subject: Subject, mark: LogMark, size: tuple[float, float]
    ) -> None:
        """Start an empty document that `close` writes to `file`."""
        self.types = Typefaces()
        self.mark = mark
        self.size = size
        self._chain = PageChain(mark, subject.key, subject.parameters)
        self._symbols = qr.Printer()
        self._page_count = 0
        self._pages_at: tuple[float, float] | None = None
        self._counts_pages = False
        pdfmetrics.registerFont(_FirstFont())
        options: dict[str, Any] = {
            "pagesize": (size[0] * POINTS, size[1] * POINTS),
            "invariant": 1,
            "pageCompression": 1,
            "initialFontName": _FIRST_FONT,
            "pdfVersion": (1, 7),
            "lang": "zh-CN",
        }
        self._canvas = Canvas(file, **options)
        # The library has no other door to its document.
        self._document = vars(self._canvas)["_doc"]
        self._describe(subject)

    def _describe(self, subject: Subject) -> None:
        canvas, mark = self._canvas, self.mark
        canvas.setTitle(_encodable(subject.title))
        canvas.setAuthor(_encodable(mark.unit_name))
        asked = (subject.key, *subject.parameters, mark.origin, str(mark.size))
        canvas.setSubject(_encodable(" ".join(asked)))
        canvas.setCreator(mark.program)
        canvas.setProducer(mark.program)
        canvas.setKeywords(mark.root.hex())
        stamp = mark.last_at.astimezone(CHINA).strftime("D:%Y%m%d%H%M%S+08'00'")
        canvas.setDateFormatter(lambda *_: stamp)

    def pen(self) -> Pen:
        """Return a pen for one page or form."""
        return Pen(self.types, *self.size)

    def form(self, name: str, pen: Pen) -> None:
        """Keep what `pen` drew under `name`, for pages to repeat."""
        self._canvas.beginForm(name)
        self._canvas.addLiteral(pen.operators())
        self._canvas.endForm()

    def code(self, rows: Sequence[tuple[str | int, ...]]) -> PageCode:
        """Add the rows of the next page to the chain and return the page's code."""
        return self._chain.page(rows)

    def page(self, operators: str, forms: tuple[str, ...] = (), bookmark: str = "") -> None:
        """Add a page: forms, then `operators`; deflated at once, so that memory stays flat."""
        canvas = self._canvas
        self._page_count += 1
        for form in forms:
            canvas.doForm(form)
        if bookmark:
            key = f"page{self._page_count}"
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(bookmark, key, 0)
        canvas.addLiteral(operators)
        if self._pages_at:
            x, y = self._pages_at
            bottom = self.size[1] - y - _DESCENT
            canvas.addLiteral(f"q 1 0 0 1 {x * POINTS:.2f} {bottom * POINTS:.2f} cm")
            canvas.doForm(_PAGES_FORM)
            canvas.addLiteral("Q")
            self._pages_at, self._counts_pages = None, True
        canvas.showPage()
        page = self._document.Pages.pages[-1]
        page.Contents = Stream(page.stream.encode("latin-1"))
        page.stream = None

    def symbol(self, code: PageCode, x: float, y: float, side: float = _QR_SIDE) -> str:
        """Return operators for a page's QR symbol with its upper left corner at (x, y)."""
        bottom = self.size[1] - y - side
        return self._symbols.image(code.payload, x * POINTS, bottom * POINTS, side * POINTS)

    def page_number(self, pen: Pen, code: PageCode, x: float, y: float) -> None:
        """Print `第 n 页 / 共 N 页` around x; the total comes with the last page."""
        pen.text(x, y, f"第 {code.page_no} 页 / ", _PAGE_STYLE, "right")
        self._pages_at = (x, y)

    def proof_frame(self, pen: Pen, right: float, top: float) -> None:
        """Draw the part of `proof` that all pages share: which state of the log it is."""
        pen.text(right - _QR_SIDE - 2.0, top + 11.6, mark_line(self.mark), _SMALL, "right")

    def proof(self, pen: Pen, code: PageCode, right: float, top: float) -> None:
        """Print symbol, page number and page code in a corner that ends at `right`."""
        pen.raw(self.symbol(code, right - _QR_SIDE, top))
        edge = right - _QR_SIDE - 2.0
        self.page_number(pen, code, edge - 14.0, top + 3.0)
        pen.text(edge, top + 7.9, f"本页校验 {code.printed}", _SMALL, "right")

    def close(self) -> None:
        """Write the number of pages, the fonts and the file."""
        if self._counts_pages:
            pen = self.pen()
            pen.text(0, self.size[1] - _DESCENT, f"共 {self._page_count} 页", _PAGE_STYLE)
            self.form(_PAGES_FORM, pen)
        # The library takes the identifier from the time of day; the chain says what is printed.
        self._document.signature = hashlib.md5(self._chain.digest, usedforsecurity=False)
        self._document.delayedFonts.extend(self.types.fonts())
        self._canvas.save()


def _encodable(text: str) -> str:
    """Return `text` with lone surrogates replaced, which no PDF string can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
