"""The books that are tampered with: a small real office, what a witness holds of it, older copies.

Two of them: `story` went through the gate act by act, `furnished` has a row in every table and a
batch that fills a node of the tree. Both have refusals, a change that two persons made, day seals,
a closed month, checkpoints in both hash suites and cosignatures of one witness.
"""

from __future__ import annotations

import itertools
import secrets
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cityledger.actions.days import seal_day
from cityledger.actions.people import AddUser, ChangeRole
from cityledger.actions.periods import ClosePeriod
from cityledger.evidence import note
from cityledger.evidence.keys import SoftKey
from cityledger.evidence.note import COSIGNATURE, VerifierKey
from cityledger.evidence.suite import SUITES
from cityledger.kernel.errors import Refused
from cityledger.ledger import checkpoint, proof
from cityledger.store.session import write
from tests.conftest import LOG_SEED, START, found
from tests.laws import furnish as furnished
from tests.laws.raw import Raw, row
from tests.stories.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Office

WITNESS = "witness.example/w1"
WITNESS_KEY = SoftKey(b"\x57" * 32)
VKEYS = tuple(
    VerifierKey(name, key.public, COSIGNATURE)
    for name, key in ((WITNESS, WITNESS_KEY), furnished.WITNESS)
)
"""The keys of all witnesses whose lines stand in the books, as an auditor has them."""
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file: its columns and those of its key, in order."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Base:
    """A whole ledger file, and everything that somebody outside or an attacker may hold."""

    name: str
    data: bytes
    older: tuple[bytes, ...]
    """Complete copies of the same file, as it stood earlier."""
    outside: tuple[bytes, ...]
    """Checkpoints with a witness's line, as each keeps them: the newest of each log."""
    tables: tuple[Table, ...] = field(repr=False)


def image(path: Path) -> bytes:
    """Return a file as one image with everything committed to it, whatever its journal is."""
    with closing(sqlite3.connect(path)) as raw:
        data = bytearray(raw.serialize())
    # Bytes 18 and 19 say WAL or not; an image has no WAL beside it.
    data[18:20] = b"\1\1"
    return bytes(data)


def load(data: bytes) -> sqlite3.Connection:
    """Open an image in memory."""
    raw = sqlite3.connect(":memory:", isolation_level=None)
    raw.deserialize(data)
    return raw


@contextmanager
def counted_requests() -> Iterator[None]:
    """Number the requests, whose ids are random otherwise: a seed must play again to the byte."""
    own, numbers = secrets.token_hex, itertools.count(1)

    def counted(nbytes: int | None = None) -> str:
        return f"{next(numbers):0{2 * (nbytes or 32)}x}"

    secrets.token_hex = counted
    try:
        yield
    finally:
        secrets.token_hex = own


def bases() -> tuple[Base, ...]:
    """Make both books; the same bytes every time."""
    with (
        counted_requests(),
        tempfile.TemporaryDirectory(prefix="cityledger-tamper-") as folder,
    ):
        return tuple(_made(name, Path(folder) / f"{name}.db") for name in ("story", "furnished"))


def _made(name: str, path: Path) -> Base:
    office = found(f"sqlite:///{path}")
    office.desk = replace(office.desk, log_signer=SoftKey(LOG_SEED))
    older: list[bytes] = []
    try:
        seal_day(office.desk, office.pens["zhi"])
        (_story if name == "story" else _furnished)(office, path, older)
        _people(office)
        cosign(office)
        older.append(image(path))
        office.skip(DAY)
        seal_day(office.desk, office.pens["fu"])
        take(office)
        cosign(office)
    finally:
        office.desk.close()
    data = image(path)
    return Base(name, data, tuple(older), _held(data), tables(data))


def _story(office: Office, path: Path, older: list[bytes]) -> None:
    world = World(office)
    world.upto(1)
    older.append(image(path))
    world.upto(2)
    take(office)
    cosign(office)
    older.append(image(path))
    # Somebody without the duty, and a request beyond what is certified: both are sealed refusals.
    world.tries("gong", world.guarantee("C1"))
    world.upto(3)
    world.tries("zhi", world.progress(460_000_000))
    world.upto(4)
    older.append(image(path))
    office.skip(DAY)
    world.by("chu", world.statement("D1", "-450", "2025-06-12"))
    world.by("fu", world.fact("D1", "银行重复扣款"))
    world.by("gong", world.claim())
    world.by("chu", world.statement("D3", "26", "2025-07-08"))
    world.by("chu", world.refund("D3"))
    world.by("zhi", world.allotment("A3", "省级棚改补助", 900))
    world.by("chu", world.compensation(45))
    world.by("zhi", world.agreements(3))
    for period in (0, 202503, 202504):
        world.by("fu", ClosePeriod(period=period))


def _furnished(office: Office, path: Path, older: list[bytes]) -> None:
    take(office)
    cosign(office)
    older.append(image(path))
    furnished.furnish(Raw(office))


def _people(office: Office) -> None:
    """Let two administrators change people, let one try alone, and report failed log-ins."""
    new = SoftKey(b"\x21" * 32).public.hex()
    office.two("guan", "fuguan", AddUser(user_id="xin", name="新人", public=new, roles=("maker",)))
    office.two("fuguan", "guan", ChangeRole(user_id="zong", role="approver", held=False))
    try:
        office.two("guan", "guan", ChangeRole(user_id="gong", role="pm", held=False))
    except Refused:
        pass
    else:
        raise AssertionError("one person changed a role alone")
    failure = row(
        user_id="zhi",
        failures=4,
        first_at=f"{START:%Y-%m-%dT%H:%M:%S.%fZ}",
        last_at=f"{START + timedelta(minutes=1):%Y-%m-%dT%H:%M:%S.%fZ}",
    )
    Raw(office, 50_000).do("login.report", {"login_failure": [failure]}, book=0, by="zhi")


def take(office: Office) -> None:
    """Sign the head of every log as it stands."""
    with write(office.desk.engine) as connection:
        for book in proof.logs(connection):
            checkpoint.take(connection, book, SoftKey(LOG_SEED))


def cosign(office: Office) -> None:
    """Let the witness sign the newest checkpoint of every log."""
    with write(office.desk.engine) as connection:
        for book, suite in itertools.product(proof.logs(connection), SUITES):
            stored = checkpoint.latest(connection, book, suite)
            if stored is not None:
                text, at = note.parse(stored.note).text, int(START.timestamp()) + stored.n
                line = note.cosign(text, WITNESS, WITNESS_KEY, at).line()
                checkpoint.add_cosignature(connection, book, suite, stored.size, line)


def _held(data: bytes) -> tuple[bytes, ...]:
    """Return what each witness holds of each log: the newest checkpoint with its own line."""
    query = (
        "SELECT c.note, s.line, max(s.n) FROM cosignature s JOIN checkpoint c"
        " USING (book_id, suite, size) GROUP BY book_id, suite, witness"
    )
    with closing(load(data)) as raw:
        return tuple(note + line.encode() for note, line, _ in raw.execute(query))


def tables(data: bytes) -> tuple[Table, ...]:
    """Return the tables of an image, SQLite's own and the migrations' left out."""
    with closing(load(data)) as raw:
        names = raw.execute(
            "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%'"
            " AND name <> 'alembic_version' ORDER BY name"
        ).fetchall()
        out = []
        for (name,) in names:
            info = raw.execute(f'PRAGMA table_info("{name}")').fetchall()
            key = tuple(c[1] for c in sorted(info, key=lambda c: c[5]) if c[5])
            out.append(Table(name, tuple(c[1] for c in info), key))
        return tuple(out)
