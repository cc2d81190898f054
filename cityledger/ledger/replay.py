"""Rebuild a database from its leaves: restore, schema change (architecture §1.4)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cityledger.kernel.errors import LawBroken, Tampered
from cityledger.kernel.levels import Level
from cityledger.ledger.append import BROKEN, Log, lock, open_log
from cityledger.ledger.apply import apply
from cityledger.ledger.chain import Chain
from cityledger.ledger.rows import Rows
from cityledger.ledger.signatures import Signatures

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from cityledger.ledger.chain import Checked, Mark
    from cityledger.ledger.leaves import Leaves
    from cityledger.ledger.post import Books

CHUNK = 1000
"""Leaves written at once: the same rows come out at any size, only slower at a small one."""


class ChunkBroken(Tampered):
    """The database refused the rows of one of several leaves; a chunk of 1 names it."""


class Replay:
    """Applies every leaf of every log (registry first) to an empty `target`, every law on."""

    def __init__(
        self,
        leaves: Leaves,
        target: Connection,
        *,
        chunk: int = CHUNK,
        signatures: bool = True,
        step: Callable[[int], None] = lambda _: None,
        marks: dict[int, list[Mark]] | None = None,
    ) -> None:
        """`step` is called with the number of leaves done, for a progress bar."""
        self._target, self._chunk = target, chunk
        self._signatures = Signatures() if signatures else None
        self._chain = Chain(leaves, signatures=self._signatures, step=step, marks=marks)

    def run(self) -> dict[int, bytes]:
        """Return the root of each log; raises Tampered naming the first bad leaf or mark."""
        try:
            roots = {book: self._log(book, origin) for book, origin in self._chain.origins.items()}
            if self._signatures is not None:
                self._signatures.settle()
        finally:
            if self._signatures is not None:
                self._signatures.close()
        if self._chain.faults:
            fault = self._chain.faults[0]
            raise Tampered(fault.text, fault.level)
        return roots

    def _log(self, book_id: int, origin: str) -> bytes:
        open_log(self._target, book_id, origin)
        log, rows = lock(self._target, book_id), Rows(self._target, book_id)
        for checked in self._chain.read(book_id):
            self._apply(log, rows, checked)
        _saved(log, rows, f"book {book_id}")
        return log.tree.root()

    def _apply(self, log: Log, rows: Rows, checked: Checked) -> None:
        books = applied(checked, rows)
        log.take(checked.body)
        log.at = datetime.fromisoformat(checked.leaf.at)
        if len(log.leaves) >= self._chunk or (books is not None and books.back_dated):
            _saved(log, rows, checked.where, books)


def applied(checked: Checked, rows: Rows) -> Books | None:
    """Apply a leaf to a unit of work; raises Tampered when it breaks a law."""
    try:
        return apply(checked.leaf, rows)
    except (LawBroken, KeyError, ValueError, TypeError, AttributeError) as broken:
        said = f"{checked.where}: breaks a law: {broken}"
        raise Tampered(said, Level.LAWS) from broken


def _saved(log: Log, rows: Rows, where: str, books: Books | None = None) -> None:
    many = len(log.leaves) > 1
    try:
        log.save(rows, books)
    except LawBroken as broken:
        raise Tampered(f"{where}: breaks a law: {broken}", Level.LAWS) from broken
    except BROKEN as broken:
        said = f"{where}: breaks a law: {str(broken.orig).splitlines()[0]}"
        raise (ChunkBroken if many else Tampered)(said, Level.LAWS) from broken
