"""The list of papers: what each is called in both languages, and which module prints it.

Modules are imported when a paper is asked for, so that the list itself costs no page library.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from cityledger.reports.document import Document


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
