"""The list of papers: what each is called in both languages, and which module prints it.

Modules are imported when a paper is asked for, so that the list itself costs no page library.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from cityledger.reports.document import Document

Form = Literal["pdf", "txt", "csv"]
"""The three forms of a paper, as the endings of their files."""


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """One paper: key, titles, and the module with its `write` and `document`."""

    key: str
    title_zh: str
    title_en: str
    module: str

    def write(self) -> Callable[..., None]:
        """Return the function that prints the paper's view into a binary file."""
        found: Any = import_module(self.module)
        return found.write  # type: ignore[no-any-return]

    def document(self) -> Callable[..., Document]:
        """Return the function that turns the paper's view into blocks for text and CSV."""
        found: Any = import_module(self.module)
        return found.document  # type: ignore[no-any-return]


PAPERS: Final = {
    entry.key: entry
    for entry in (
        CatalogEntry("voucher", "记账凭证", "Voucher", "cityledger.reports.voucher"),
        CatalogEntry(
            "subsidiary_ledger",
            "明细账",
            "Subsidiary ledger",
            "cityledger.reports.subsidiary_ledger",
        ),
        CatalogEntry(
            "project_statement",
            "项目资金对账单",
            "Project fund statement",
            "cityledger.reports.project_statement",
        ),
    )
}


def render(key: str, form: Form, view: tuple[object, ...], file: BinaryIO) -> None:
    """Write a paper in one of its forms; `view` is what its module's `write` takes before the file.

    Text is UTF-8; CSV is UTF-8 with a mark in front, by which office programs know it. KeyError
    for an unknown paper.
    """
    entry = PAPERS[key]
    if form == "pdf":
        entry.write()(*view, file)
        return
    from cityledger.reports import delimited, text

    writer, encoding = (text, "utf-8") if form == "txt" else (delimited, "utf-8-sig")
    # CSV ends its lines itself (RFC 4180), so the wrapper must not translate them.
    lines = io.TextIOWrapper(file, encoding, newline="", errors="backslashreplace")
    writer.write(entry.document()(*view), lines)
    lines.flush()
    lines.detach()
