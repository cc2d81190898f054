"""Rows of no log: what stands under a book that has no head would be compared with nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cityledger.ledger.tables import T
from cityledger.model import METADATA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.store.engine import Read

HEAD = T["log_head"]


def strays(source: Read) -> Iterator[str]:
    """Yield one sentence for each table that has rows of a book without a head."""
    known = select(HEAD.c.book_id)
    for table in METADATA.sorted_tables:
        if "book_id" not in table.c or table is HEAD:
            continue
        query = select(table.c.book_id).where(table.c.book_id.not_in(known)).limit(1)
        for book in source.execute(query.with_hint(table, "NOT INDEXED", "sqlite")).scalars():
            said = "leaves" if table.name == "leaf" else f"rows of {table.name}"
            yield f"log_head (book_id={book}): missing, and {said} of this book are there"
