"""What the auditor's lists read, as frozen values, called in workers on a desk that cannot write.

Everything that knows the database is imported when it is called (screens.md D5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cityledger.actions.desk import Desk
    from cityledger.exchange.wanted import Archive
    from cityledger.kernel.words import Lang
    from cityledger.views.journal import JournalFilter, JournalKey, JournalRow
    from cityledger.views.leaves import VoucherAbout
    from cityledger.views.subsidiary import RegisterKey, RegisterPage

PAGE = 200
"""Rows read at once: some three screens."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list shows: the filter as written, at which size of the log (0: now), how."""

    text: str = ""
    size: int = 0
    newest_first: bool = True
    is_ledger: bool = False
    lang: Lang = "zh"


@dataclass(frozen=True, slots=True)
class Entry:
    """One voucher of the list with what stands beside it; `leaf_hash` is of its leaf now."""

    row: JournalRow
    about: VoucherAbout
    leaf_hash: str


@dataclass(frozen=True, slots=True)
class Postings:
    """One page of a ledger, and the hash of the leaf of each of its vouchers now."""

    page: RegisterPage
    hashes: dict[int, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the journal or of a ledger, and the state of the log it was read from."""

    size: int
    root: str
    archive: Archive
    entries: tuple[Entry, ...] = ()
    after: JournalKey | None = None
    opening_fen: int = 0
    opened_on: str = ""
    account: str = ""
    postings: Postings | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """Number and sums of all that is asked; `credit_fen` only of a ledger."""

    count: int
    amount_fen: int
    credit_fen: int = 0


def first_page(desk: Desk, asked: Asked) -> Listed:
    """Return the first page with the names a filter may use; raises BadInput."""
    from cityledger.exchange.wanted import read_filter
    from cityledger.exchange.wanted_archive import archive
    from cityledger.views.log_mark import log_mark

    with desk.read() as read:
        mark = log_mark(read, desk.book_id, as_known=asked.size or None)
        names = archive(read, desk.book_id, asked.lang)
    wanted = read_filter(asked.text, names, asked.lang)
    listed = Listed(mark.size, mark.root.hex(), names)
    if asked.is_ledger:
        return _ledger(desk, listed, wanted, asked.lang)
    entries, after = more(desk, wanted, asked, listed.size, None)
    return Listed(listed.size, listed.root, names, entries, after)


def more(
    desk: Desk, wanted: JournalFilter, asked: Asked, size: int, after: JournalKey | None
) -> tuple[tuple[Entry, ...], JournalKey | None]:
    """Return the vouchers after a key."""
    from cityledger.views.journal import Window, journal
    from cityledger.views.leaves import about_vouchers, voucher_hashes

    with desk.read() as read:
        window = Window(after, PAGE, asked.newest_first)
        page = journal(read, desk.book_id, wanted, window, as_known=size)
        ids = [row.voucher_id for row in page.rows]
        abouts = about_vouchers(read, desk.book_id, ids)
        hashes = voucher_hashes(read, desk.book_id, ids)
    return tuple(
        Entry(row, abouts[row.voucher_id], hashes[row.voucher_id].hex()) for row in page.rows
    ), page.after


def _ledger(desk: Desk, listed: Listed, wanted: JournalFilter, lang: Lang) -> Listed:
    from cityledger.exchange.wanted_archive import part_of_ledger
    from cityledger.kernel import days
    from cityledger.views import subsidiary

    with desk.read() as read:
        scope, span = part_of_ledger(read, desk.book_id, wanted, lang)
        start = subsidiary.opening(read, desk.book_id, scope, span.from_on, as_known=listed.size)
        account = subsidiary.account_title(read, desk.book_id, scope.account)
    return Listed(
        listed.size,
        listed.root,
        listed.archive,
        opening_fen=start.balance_fen,
        opened_on=days.text(span.from_on),
        account=account,
        postings=more_ledger(desk, wanted, lang, listed.size, None),
    )


def more_ledger(
    desk: Desk, wanted: JournalFilter, lang: Lang, size: int, after: RegisterKey | None
) -> Postings:
    """Return the postings after a key."""
    from cityledger.exchange.wanted_archive import part_of_ledger
    from cityledger.views import subsidiary

    with desk.read() as read:
        scope, span = part_of_ledger(read, desk.book_id, wanted, lang)
        window = subsidiary.RegisterWindow(after, PAGE)
        page = subsidiary.register(read, desk.book_id, scope, span, window, as_known=size)
    return Postings(page, hashes(desk, tuple(row.voucher_id for row in page.rows)))


def total(desk: Desk, wanted: JournalFilter, asked: Asked, size: int) -> Total:
    """Return number and sum of everything asked, computed by the database."""
    from cityledger.exchange.wanted_archive import part_of_ledger
    from cityledger.views import journal, subsidiary

    with desk.read() as read:
        if not asked.is_ledger:
            found = journal.journal_total(read, desk.book_id, wanted, as_known=size)
            return Total(found.voucher_count, found.amount_fen)
        part = part_of_ledger(read, desk.book_id, wanted, asked.lang)
        sums = subsidiary.register_total(read, desk.book_id, *part, as_known=size)
    return Total(sums.posting_count, sums.debit_fen, sums.credit_fen)


def hashes(desk: Desk, ids: tuple[int, ...]) -> dict[int, str]:
    """Return the hash of the leaf of each voucher as it stands now."""
    from cityledger.views.leaves import voucher_hashes

    with desk.read() as read:
        found = voucher_hashes(read, desk.book_id, ids)
    return {number: value.hex() for number, value in found.items()}
