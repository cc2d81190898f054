"""One question to a book as a whole process: `python -m bench.ask PATH BOOK QUESTION`."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

from cityledger.kernel.money import plain
from cityledger.store.engine import connect, read
from cityledger.views.subsidiary import Scope, Span, opening, register
from cityledger.views.trial_balance import trial_balance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cityledger.store.engine import Read

ACCOUNT = "100201"
AS_OF = date(2022, 12, 31)
YEARS = Span(date(2020, 1, 1), date(2025, 12, 31))


def _trial(read_: Read, book_id: int) -> Iterator[str]:
    for row in trial_balance(read_, book_id).rows:
        yield f"{row.account} {row.name} {plain(row.closing_fen)}"


def _as_of(read_: Read, book_id: int) -> Iterator[str]:
    for row in trial_balance(read_, book_id, as_of=AS_OF).rows:
        yield f"{row.account} {row.name} {plain(row.closing_fen)}"


def _balance(read_: Read, book_id: int) -> Iterator[str]:
    found = opening(read_, book_id, Scope(account=ACCOUNT), date(2026, 1, 1))
    yield plain(found.balance_fen)


def _page(read_: Read, book_id: int) -> Iterator[str]:
    span = Span(date(2023, 6, 1), YEARS.to_on)
    for row in register(read_, book_id, Scope(account=ACCOUNT), span).rows:
        yield f"{row.on} {row.word_no} {row.summary} {plain(row.balance_fen)}"


QUESTIONS: dict[str, Callable[[Read, int], list[str]]] = {
    "trial": lambda read_, book_id: list(_trial(read_, book_id)),
    "balance": lambda read_, book_id: list(_balance(read_, book_id)),
    "page": lambda read_, book_id: list(_page(read_, book_id)),
    "as_of": lambda read_, book_id: list(_as_of(read_, book_id)),
}


def main() -> None:
    """Print the answer."""
    path, book_id, question = sys.argv[1:]
    engine = connect(f"sqlite:///{path}")
    with read(engine) as connection:
        print("\n".join(QUESTIONS[question](connection, int(book_id))))
    engine.dispose()


if __name__ == "__main__":
    main()
