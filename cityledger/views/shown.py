"""The vouchers a filter finds, by number: what is printed, exported and verified of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.views import journal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.store.engine import Read
    from cityledger.views.journal import JournalFilter

PAGE = 500


def voucher_ids(
    read: Read,
    book_id: int,
    wanted: JournalFilter,
    *,
    as_known: int | None = None,
    newest_first: bool = False,
) -> Iterator[int]:
    """Yield the vouchers a filter finds, a page at a time."""
    after = None
    while True:
        window = journal.Window(after, PAGE, newest_first)
        page = journal.journal(read, book_id, wanted, window, as_known=as_known)
        yield from (row.voucher_id for row in page.rows)
        if page.after is None:
            return
        after = page.after
