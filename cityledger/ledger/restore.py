"""Restore: a new ledger file from an archive, a mirror or a backup, leaf for leaf the same.

To restore is to roll back, so what others have signed meanwhile has to be there: a ledger older
than a witness has seen is not put into place, and neither is one that does not verify.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.evidence import witness_file
from cityledger.evidence.canon import Malformed
from cityledger.evidence.suite import S1, book_origin
from cityledger.kernel.errors import BadInput, Problem, Tampered, Unavailable
from cityledger.kernel.levels import Level
from cityledger.ledger.leaves import Stored
from cityledger.ledger.proof import head_of, root
from cityledger.ledger.replay import Replay
from cityledger.ledger.seen import Seen
from cityledger.ledger.signed_heads import SignedHeads, Trees, put_back
from cityledger.ledger.verify import verify
from cityledger.store import engine, migrate
from cityledger.store.session import write
from cityledger.store.shelf import place, remove

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from cityledger.ledger.sources import Source
    from cityledger.ledger.verify import Verdict
    from cityledger.store.files import LedgerFolder

WHERE = (
    "what is missing may be at the mirror (--mirror), in a later archive or backup, on the computer"
    " the ledger was on, or on paper"
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put into place: leaves of all logs, the root of each, signed heads by number."""

    leaves: int
    roots: dict[int, bytes]
    checkpoints: int
    cosignatures: int


def seen_in(path: Path) -> list[Seen]:
    """Read heads that others have kept: a checkpoint with its signatures, or a witness's own file.

    Raises BadInput for a file that is neither.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unavailable(f"{path}: {error.strerror}") from error
    with suppress(Malformed):
        return [Seen.read(path.name, data)]
    try:
        state = witness_file.parse(data)
        heads = [head for head in state.logs.values() if head.checkpoint]
        return [Seen.read(state.name, head.checkpoint.encode()) for head in heads]
    except Malformed as error:
        reason = "neither a signed checkpoint nor a witness file"
        raise BadInput((Problem("--witness", str(path), reason),)) from error


def restore(
    source: Source,
    target: LedgerFolder,
    seen: Sequence[Seen] = (),
    step: Callable[[int], None] = lambda _: None,
) -> Restored:
    """Build the database of `target`, which must not be there yet, and verify it.

    Raises Tampered when a leaf, a head or the whole does not stand, or when somebody in `seen` has
    signed what is not there; then nothing is left behind. Raises Unavailable when there is a
    ledger already or the disk cannot be written.
    """
    if target.database.exists():
        raise Unavailable(f"{target.path} holds a ledger already; nothing was changed")
    draft = target.database.with_name(f"{target.database.name}.restoring-{secrets.token_hex(4)}")
    made = _made(target.path)
    try:
        out = _built(source, draft, seen, step)
        place(draft, target.database)
    except BaseException:
        for path in made:
            with suppress(OSError):
                path.rmdir()
        raise
    return out


def _built(
    source: Source, draft: Path, seen: Sequence[Seen], step: Callable[[int], None]
) -> Restored:
    opened = engine.connect(f"sqlite:///{draft}")
    try:
        counts = _written(source, opened, seen, step)
        verdict = _verified(opened)
    except BaseException:
        opened.dispose()
        remove(draft)
        raise
    opened.dispose()
    return Restored(verdict.leaves, verdict.roots, *counts)


def _verified(opened: Engine) -> Verdict:
    with engine.read(opened) as read:
        # Its signatures were checked as it was written; here its rows and the file itself are.
        verdict = verify(read, signatures=False)
    if not verdict.sound:
        raise Tampered(f"the restored ledger is not sound: {verdict.problems[0]}")
    return verdict


def _written(
    source: Source, opened: Engine, seen: Sequence[Seen], step: Callable[[int], None]
) -> tuple[int, int]:
    """Write leaves, rows and heads in one transaction; return the numbers of heads and lines."""
    heads = lines = 0
    with write(opened) as connection:
        migrate.upgrade(connection)
        Replay(source, connection, step=step).run()
        missing: list[str] = []
        for book_id, origin in source.origins().items():
            signed = source.heads(book_id)
            mine = [one for one in seen if book_origin(one.head.origin)[0] == origin]
            trees = _trees(connection, book_id, signed, mine)
            missing += _behind(connection, book_id, mine, trees)
            put_back(connection, book_id, origin, signed, trees)
            heads, lines = heads + len(signed.heads), lines + len(signed.lines)
        missing += _lost(source.origins(), seen)
        if missing:
            raise Tampered("\n".join((*missing, WHERE)), Level.WITNESS)
    return heads, lines


def _trees(
    connection: Connection, book_id: int, signed: SignedHeads, seen: Sequence[Seen]
) -> Trees:
    wanted = {(head.suite, head.checkpoint.size) for head in signed.heads}
    wanted |= {(book_origin(one.head.origin)[1].number, one.head.size) for one in seen}
    trees = Trees(wanted)
    if wanted:
        trees.read(body for _, body, _ in Stored(connection).read(book_id))
    return trees


def _behind(
    connection: Connection, book_id: int, seen: Sequence[Seen], trees: Trees
) -> Iterator[str]:
    """Yield what somebody has signed of this log and is not there, or is not so there."""
    size = head_of(connection, book_id).size
    for one in seen:
        suite, shown = book_origin(one.head.origin)[1], one.head
        if shown.size > size:
            yield (
                f"log {book_id}: {one.name} has signed {shown.size} leaves, and this source ends"
                f" after {size}: leaves {size} to {shown.size - 1} are missing"
            )
            continue
        tree = trees.at.get((suite.number, shown.size))
        if suite is S1:
            found = root(connection, book_id, 0, shown.size)
        else:
            found = suite.empty if tree is None else tree.root()
        if found != shown.root:
            yield (
                f"log {book_id}: {one.name} has signed another history: the first {shown.size}"
                " leaves here do not have the root it signed"
            )


def _lost(origins: dict[int, str], seen: Sequence[Seen]) -> Iterator[str]:
    """Yield logs of this ledger that somebody has signed and the source does not have at all."""
    ledger, known = origins[0].rpartition("/")[0], set(origins.values())
    ours = [one for one in seen if book_origin(one.head.origin)[0].rpartition("/")[0] == ledger]
    if seen and not ours:
        names = ", ".join(sorted({one.head.origin for one in seen}))
        reason = f"speaks of {names} and not of {ledger}"
        raise BadInput((Problem("--witness", seen[0].name, reason),))
    for one in ours:
        if book_origin(one.head.origin)[0] not in known:
            yield f"{one.name} has signed {one.head.origin}, a log that this source does not have"


def _made(folder: Path) -> list[Path]:
    """Make a folder and those above it; return those that were not there, deepest first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"{folder}: {error.strerror}") from error
    return missing
