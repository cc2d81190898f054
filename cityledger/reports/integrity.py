"""What ties a printed page to the log: a hash chain over printed rows, and a code of it.

The hash is over canonical rows, never over PDF bytes, so that a photocopy can be checked and a
newer compressor changes nothing. Page n commits to pages 1 to n-1 and to the size and root of the
log (L10).
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cityledger.kernel.days import CHINA

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cityledger.views.log_mark import LogMark

Row = tuple[str | int, ...]
"""One printed row: texts as printed, amounts as fen."""

_SEPARATORS: Final = (",", ":")
_CODE_LETTERS: Final = 20
_GROUP: Final = 5
_PAGE_NUMBERS: Final = 100_000


@dataclass(frozen=True, slots=True)
class PageCode:
    """One page's place in the chain: its number and its digest of 32 bytes."""

    book_id: int
    page_no: int
    digest: bytes

    @property
    def letters(self) -> str:
        """The first 100 bits of the digest in base 32 (RFC 4648 §6): 20 letters."""
        return base64.b32encode(self.digest).decode("ascii")[:_CODE_LETTERS]

    @property
    def printed(self) -> str:
        """The letters in four groups of five."""
        return grouped(self.letters, _GROUP)

    @property
    def payload(self) -> bytes:
        """The 41 bytes of the page's QR symbol: `CL1/<book>/<page>/<letters>`."""
        page = self.page_no % _PAGE_NUMBERS
        return f"CL1/{self.book_id:010d}/{page:05d}/{self.letters}".encode("ascii")


class PageChain:
    """The running hash of one paper."""

    def __init__(self, mark: LogMark, paper: str, parameters: Sequence[str]) -> None:
        """Start from what was asked of which log: paper key, parameters, origin, size and root."""
        self._book_id = mark.book_id
        head = ["cityledger/page/v1", paper, *parameters]
        head += [mark.origin, str(mark.size), mark.root.hex()]
        self.digest = hashlib.sha256(_canonical(head)).digest()
        self._page_no = 0

    def page(self, rows: Sequence[Row]) -> PageCode:
        """Add the rows of the next page and return its code."""
        self._page_no += 1
        self.digest = hashlib.sha256(self.digest + _canonical(rows)).digest()
        return PageCode(self._book_id, self._page_no, self.digest)


def _canonical(value: Sequence[object]) -> bytes:
    """Return JSON without spaces, unescaped UTF-8; integers and texts only, so one form exists."""
    text = json.dumps(value, ensure_ascii=False, separators=_SEPARATORS)
    return text.encode("utf-8", "surrogatepass")


def grouped(text: str, size: int) -> str:
    """Return `text` with a space after every `size` characters."""
    return " ".join(text[start : start + size] for start in range(0, len(text), size))


def instant(moment: datetime) -> str:
    """Return an instant as printed, in Beijing time, with its offset."""
    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S +08:00")


def mark_line(mark: LogMark) -> str:
    """Return the line that names the state of the log a page was made from."""
    root = grouped(mark.root.hex().upper()[:16], 4)
    return (
        f"账套 {mark.book_id:010d} · 记录 {mark.size} 条 · 根 {root}… · "
        f"截至 {instant(mark.last_at)} · {mark.program}"
    )
