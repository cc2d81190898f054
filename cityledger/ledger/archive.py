"""Archive: a whole ledger as plain files for whoever must check it in thirty years without us.

    MANIFEST                        what is here, with sums (`ledger.manifest`)
    verify.py  docs/  schema.sql    the auditor's verifier, its manual, the tables of a book file
    evidence/<sha256>               attachments by content, if the ledger keeps them
    logs/<book>/origin              the log's origin and a newline
    logs/<book>/tile/…              all leaves and hashes as tiles (`ledger.tiles`)
    logs/<book>/checkpoint          the newest signed head with its cosignatures
    logs/<book>/checkpoints/<suite>-<size>   every signed head with its cosignatures
    logs/<book>/cosignatures        `<suite> <n> <size> <line>` for each, in order
    logs/<book>/sm/…                hash tiles and `checkpoint` of suite S2, over the same leaves

The same ledger always gives the same bytes. A second run into the same folder adds what is new;
tiles never change, and one that would have to is a ledger or an archive that was tampered with.
Keys never come here.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import select

from cityledger import __version__
from cityledger.evidence.suite import S1, S2
from cityledger.evidence.tree import TILE, Frontier, leaf_hash
from cityledger.kernel.errors import Tampered, Unavailable
from cityledger.ledger.checkpoint import log_keys
from cityledger.ledger.leaves import CHUNK, Stored, log_folder
from cityledger.ledger.manifest import NAME, LogLine, Manifest
from cityledger.ledger.proof import head_of, logs, root
from cityledger.ledger.signed_heads import SignedHeads, stored_heads
from cityledger.ledger.tables import T
from cityledger.ledger.tiles import ENTRIES, Tower, bundle, tile_name
from cityledger.store.engine import Read
from cityledger.store.files import PACKAGE, schemas
from cityledger.store.shelf import DRAFT, Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cityledger.evidence.suite import Suite

Reader = Callable[[], AbstractContextManager[Read]]
"""Opens a read connection; a long work opens many short ones, so that nobody waits to write."""

PAGES = ("verify.md", "acts.md")
"""What an auditor reads beside verify.py."""

ATTACHMENTS = "evidence"
"""Folder of attachments by their SHA-256, in a ledger's folder and in an archive."""

FILES = T["evidence_file"]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of an archive: its MANIFEST, how many files were new, what it should also have.

    `missing` are attachments named in the books, and pages, that this computer does not have.
    """

    manifest: Manifest
    added: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Log:
    """One log as it stood when archiving began."""

    book_id: int
    line: LogLine
    signed: SignedHeads
    suites: tuple[Suite, ...]

    def marks(self, suite: Suite) -> set[int]:
        """The sizes whose partial tiles are wanted: all leaves, and those of the newest head."""
        newest = self.signed.newest(suite)
        return {self.line.size} if newest is None else {self.line.size, newest.checkpoint.size}


def archive(
    open_read: Reader,
    folder: Path,
    attachments: Path | None = None,
    step: Callable[[int, int], None] = lambda _done, _total: None,
) -> Written:
    """Write or bring up to date the archive in `folder`; `attachments` holds files by SHA-256.

    Raises Tampered when an archive is there that is no earlier state of this ledger, or when the
    ledger's own leaves do not give its root; Unavailable when files cannot be written.
    """
    old = Manifest.read(folder) if (folder / NAME).exists() else None
    if old is None and folder.exists() and not _begun(folder):
        raise Unavailable(f"{folder} holds other things and no archive; name a new folder")
    with open_read() as read:
        if old is not None:
            _continues(read, old)
        plan = _plan(read)
        named = sorted(set(read.execute(select(FILES.c.sha256)).scalars()))
    shelf, done, total = Shelf(folder), 0, sum(log.line.size for log in plan)
    for log in plan:
        _tiles(shelf, log, _counted(_bodies(open_read, log), step, done, total))
        done += log.line.size
    missing = [*_attachments(shelf, attachments, named), *_manual(shelf)]
    for log in plan:
        _signed(shelf, log)
    ledger = plan[0].line.origin.rpartition("/")[0]
    lines = {log.book_id: log.line for log in plan}
    manifest = Manifest(__version__, ledger, lines, dict(shelf.files))
    # Whatever it lists is on the disk before the MANIFEST is.
    shelf.sync()
    shelf.put(NAME, manifest.data())
    shelf.settle()
    for name in sorted(set(old.files if old else ()) - manifest.files.keys()):
        shelf.drop(name)
    return Written(manifest, shelf.added, tuple(missing))


def _begun(folder: Path) -> bool:
    """Say whether a folder holds nothing but what an archive that was cut short left there."""
    ours = {"logs", "docs", "verify.py", "schema.sql", ATTACHMENTS}
    return {path.name.removesuffix(DRAFT) for path in folder.iterdir()} <= ours | {NAME}


def _continues(read: Read, old: Manifest) -> None:
    """Every log of the old archive is a prefix of the ledger's; raises Tampered."""
    origins = logs(read)
    for book, line in sorted(old.logs.items()):
        if origins.get(book) != line.origin:
            raise Tampered(f"log {book}: the archive is one of {line.origin}, not of this ledger")
        size = head_of(read, book).size
        if size < line.size:
            raise Tampered(
                f"log {book}: the archive has {line.size} leaves and the ledger only {size}:"
                " the ledger was rolled back; restore what is missing from the archive"
            )
        if root(read, book, 0, line.size) != line.root:
            raise Tampered(f"log {book}: its first {line.size} leaves are not those archived")


def _plan(read: Read) -> list[_Log]:
    suites = log_keys(read)
    other = (S2,) if S2.number in suites else ()
    out = []
    for book, origin in sorted(logs(read).items()):
        head = head_of(read, book)
        line = LogLine(head.size, head.root, origin)
        out.append(_Log(book, line, stored_heads(read, book), (S1, *other)))
    return out


def _bodies(open_read: Reader, log: _Log) -> Iterator[bytes]:
    """Yield the leaves up to the planned size, a chunk for each read; raises Tampered."""
    at, size = 0, log.line.size
    while at < size:
        with open_read() as read:
            chunk = list(islice(Stored(read).read(log.book_id, at), min(CHUNK, size - at)))
        if not chunk:
            raise Tampered(f"leaf {at} of book {log.book_id}: missing")
        for idx, body, stored in chunk:
            if idx != at or leaf_hash(body) != stored:
                raise Tampered(f"leaf {at} of book {log.book_id}: not the leaf that was hashed")
            yield body
            at += 1


def _counted(
    bodies: Iterator[bytes], step: Callable[[int, int], None], done: int, total: int
) -> Iterator[bytes]:
    for n, body in enumerate(bodies, done + 1):
        yield body
        if n % TILE == 0 or n == total:
            step(n, total)


def _tiles(shelf: Shelf, log: _Log, bodies: Iterator[bytes]) -> None:
    """Write bundles and hash tiles of one log; raises Tampered if they do not give its root."""
    base, tree, held = log_folder(log.book_id), Frontier(), list[bytes]()
    marks = {suite: log.marks(suite) for suite in log.suites}
    towers = {suite: Tower(suite) for suite in log.suites}
    for index, body in enumerate(bodies):
        held.append(body)
        digest = leaf_hash(body)
        tree.add(digest)
        size = index + 1
        for suite, tower in towers.items():
            at = f"{base}{suite.suffix}"
            for name, data in tower.add(digest if suite is S1 else leaf_hash(body, suite)):
                shelf.put(f"{at}/{name}", data, fixed=True)
            if size in marks[suite]:
                for name, data in tower.partial():
                    shelf.put(f"{at}/{name}", data, fixed=True)
        if len(held) == TILE or size in marks[S1]:
            name = tile_name(ENTRIES, index // TILE, len(held))
            shelf.put(f"{base}/{name}", bundle(held), fixed=True)
        if len(held) == TILE:
            held = []
    if tree.root() != log.line.root:
        raise Tampered(f"log {log.book_id}: its leaves do not give its root; run cityledger verify")


def _signed(shelf: Shelf, log: _Log) -> None:
    base, signed = log_folder(log.book_id), log.signed
    shelf.put(f"{base}/origin", f"{log.line.origin}\n".encode())
    newest: dict[int, bytes] = {}
    for head, size, note in signed.cosigned():
        shelf.put(f"{base}/checkpoints/{head.suite}-{size}", note)
        newest[head.suite] = note
    for suite in log.suites:
        if suite.number in newest:
            shelf.put(f"{base}{suite.suffix}/checkpoint", newest[suite.number])
    lines = "".join(f"{line.suite} {line.n} {line.size} {line.line}" for line in signed.lines)
    shelf.put(f"{base}/cosignatures", lines.encode())


def _attachments(shelf: Shelf, folder: Path | None, named: list[str]) -> Iterator[str]:
    """Copy the attachments this computer has, checked; yield the names of the others."""
    for digest in named:
        path = None if folder is None else folder / digest
        if path is None or not path.is_file():
            yield f"{ATTACHMENTS}/{digest}"
            continue
        data = path.read_bytes()
        if sha256(data).hexdigest() != digest:
            raise Tampered(f"{ATTACHMENTS}/{digest}: its bytes are not those the books name")
        shelf.put(f"{ATTACHMENTS}/{digest}", data, fixed=True)


def _manual(shelf: Shelf) -> Iterator[str]:
    """Put the verifier, its manual and the schema beside the logs; yield what is not here."""
    shelf.put("verify.py", (PACKAGE / "auditor" / "verify.py").read_bytes())
    shelf.put("schema.sql", (schemas() / "sqlite.sql").read_bytes())
    beside = PACKAGE.parent / "docs"
    docs = beside if (beside / PAGES[0]).is_file() else PACKAGE / "_docs"
    for page in PAGES:
        if (docs / page).is_file():
            shelf.put(f"docs/{page}", (docs / page).read_bytes())
        else:
            yield f"docs/{page}"
