"""Heads of the logs as they were signed: those kept in the ledger, and those others have kept.

Whoever can write the file can take a ledger back to an earlier state that agrees in itself. Only a
head kept elsewhere, by a witness or on paper, shows that there was more (evidence.md T05, T06).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cityledger.evidence import note
from cityledger.evidence.canon import Malformed
from cityledger.evidence.note import Checkpoint, Note, VerifierKey
from cityledger.evidence.suite import BY_NUMBER, Suite, book_origin, suite_origin
from cityledger.kernel.levels import Fault, Level
from cityledger.ledger.chain import Mark
from cityledger.ledger.checkpoint import COSIGNATURE, log_keys, signed_at
from cityledger.ledger.proof import logs
from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Row

    from cityledger.store.engine import Read

    Marks = dict[int, list[Mark]]

COSIGNED = 8 + 64
"""Bytes of a cosignature: the time it was made, and the Ed25519 signature."""

CHECKPOINT = T["checkpoint"]
_STORED = select(CHECKPOINT).order_by(CHECKPOINT.c.book_id, CHECKPOINT.c.suite, CHECKPOINT.c.n)
_LINES = select(COSIGNATURE).order_by(
    COSIGNATURE.c.book_id, COSIGNATURE.c.suite, COSIGNATURE.c.witness, COSIGNATURE.c.n
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A checkpoint that somebody else keeps, with whatever signature lines it carries."""

    name: str
    note: Note
    head: Checkpoint

    @classmethod
    def read(cls, name: str, data: bytes) -> Seen:
        """Read a checkpoint file; raises `Malformed`."""
        found = note.parse(data)
        return cls(name, found, note.parse_checkpoint(found.text))


def signed_heads(source: Read) -> tuple[Marks, list[Fault]]:
    """Return what the stored checkpoints name, as marks by book, and what is wrong with them."""
    marks: Marks = {}
    faults: list[Fault] = []
    origins, keys = logs(source), log_keys(source)
    rows = source.execute(_STORED).all()
    for (book, number), group in groupby(rows, lambda row: (row.book_id, row.suite)):
        suite = BY_NUMBER.get(number)
        size = 0
        for n, row in enumerate(group):
            where = f"checkpoint (book_id={book}, suite={number}, n={row.n})"
            if row.n != n or suite is None or row.size <= size:
                faults.append(Fault(Level.LEAVES, f"{where}: out of its order"))
                break
            size = row.size
            origin = suite_origin(origins.get(book, ""), suite)
            mark, said = _mark(row, where, origin, keys.get(number, []))
            faults += [Fault(Level.LEAVES, said)] if said else []
            if mark is not None:
                marks.setdefault(book, []).append(mark)
    sizes = {(row.book_id, row.suite, row.size) for row in rows}
    faults += [Fault(Level.LEAVES, said) for said in _lines(source, sizes)]
    return marks, faults


def _mark(
    row: Row[Any],
    where: str,
    origin: str,
    keys: Sequence[bytes],
) -> tuple[Mark | None, str]:
    try:
        signed = note.parse(bytes(row.note))
        head = note.parse_checkpoint(signed.text)
    except (Malformed, TypeError) as error:
        return None, f"{where}: not a signed checkpoint: {error}"
    if (head.origin, head.size) != (origin, row.size):
        return None, f"{where}: of another log or size than its place says"
    mark = Mark(head.size, head.root, where, Level.LEAVES, row.suite, bytes(row.frontier))
    if not any(note.signed_by(signed, VerifierKey(origin, public)) for public in keys):
        return mark, f"{where}: not signed by a key of this ledger"
    return mark, ""


def _lines(source: Read, sizes: set[tuple[int, int, int]]) -> Iterator[str]:
    """Cosignatures are counted by witness and stand under a stored checkpoint."""
    groups = groupby(
        source.execute(_LINES).all(), lambda row: (row.book_id, row.suite, row.witness)
    )
    for (book, number, witness), group in groups:
        before = (0, -1)
        for n, row in enumerate(group):
            where = f"cosignature (book_id={book}, suite={number}, witness={witness}, n={row.n})"
            if not _is_line(row.line, witness):
                yield f"{where}: not a cosignature line of this witness"
                break
            # A witness signs ever larger heads, ever later: two lines cannot change places.
            mark = (row.size, signed_at(row.line))
            if row.n != n or (book, number, row.size) not in sizes or mark <= before:
                yield f"{where}: out of its order, or without its checkpoint"
                break
            before = mark


def _is_line(line: str, witness: str) -> bool:
    try:
        (item,) = note.parse(f"x\n\n{line}".encode()).signatures
    except (Malformed, ValueError):
        return False
    return item.name == witness and len(item.blob) == COSIGNED


def outside(source: Read, seen: Sequence[Seen]) -> tuple[Marks, list[Fault]]:
    """Return what others have seen, as marks by book, and what of it is not here at all.

    The ledger must have the log at that size with that root; and, because checkpoints and
    cosignatures are in no leaf, the checkpoint itself and every cosignature line of it.
    """
    marks: Marks = {}
    faults: list[Fault] = []
    books = {origin: book for book, origin in logs(source).items()}
    for item in seen:
        origin, suite = book_origin(item.head.origin)
        if origin not in books:
            said = f"{item.name}: of the log {item.head.origin}, which is not here"
            faults.append(Fault(Level.WITNESS, said))
            continue
        book = books[origin]
        mark = Mark(item.head.size, item.head.root, item.name, Level.WITNESS, suite.number)
        marks.setdefault(book, []).append(mark)
        faults += [Fault(Level.WITNESS, said) for said in _kept(source, book, suite, item)]
    return marks, faults


def _kept(source: Read, book: int, suite: Suite, item: Seen) -> Iterator[str]:
    at = {"book_id": book, "suite": suite.number, "size": item.head.size}
    query = select(CHECKPOINT.c.note).filter_by(**at)
    stored = [bytes(row.note) for row in source.execute(query)]
    texts = {note.parse(data).text for data in stored if _is_note(data)}
    if item.note.text not in texts:
        yield f"{item.name}: the ledger does not keep this checkpoint of size {item.head.size}"
        return
    own = {line for data in stored if _is_note(data) for line in note.parse(data).signatures}
    kept = set(source.execute(select(COSIGNATURE.c.line).filter_by(**at)).scalars())
    for line in item.note.signatures:
        if line not in own and line.line() not in kept:
            yield f"{item.name}: the ledger does not keep the cosignature of {line.name}"


def _is_note(data: bytes) -> bool:
    try:
        note.parse(data)
    except Malformed:
        return False
    return True
