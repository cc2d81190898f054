"""The papers whose text is kept for review; run as a module, it writes them anew."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cityledger.reports import project_statement, subsidiary_ledger, text, voucher
from tests.reports import paper_samples as samples

if TYPE_CHECKING:
    from cityledger.reports.document import Document

FOLDER = Path(__file__).parent / "golden"


def documents() -> dict[str, Document]:
    """Return the kept papers by name."""
    rows = samples.ledger_rows(12, date(2025, 12, 27))
    return {
        "voucher": voucher.document(samples.CARDS, samples.MARK),
        "subsidiary_ledger": subsidiary_ledger.document(
            samples.ledger(rows, date(2025, 12, 1), date(2026, 2, 28))
        ),
        "project_statement": project_statement.document(samples.statement(12)),
    }


def as_text(document: Document) -> str:
    """Return the text form of a paper."""
    file = io.StringIO()
    text.write(document, file)
    return file.getvalue()


def path_of(name: str) -> Path:
    """Return where a kept text lies."""
    return FOLDER / f"{name}.txt"


if __name__ == "__main__":
    for key, made in documents().items():
        path_of(key).write_text(as_text(made), "utf-8", newline="\n")
