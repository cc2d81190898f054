"""Three judges of one file: the program's verifier, the auditor's, and what witnesses hold."""

from __future__ import annotations

import os
import signal
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from bench.torture.tamper_base import VKEYS
from cityledger.auditor import verify as verifier
from cityledger.evidence import note
from cityledger.evidence.canon import Malformed
from cityledger.evidence.policy import Group, Policy, Trusted
from cityledger.evidence.suite import book_origin
from cityledger.evidence.tree import leaf_hash, mth
from cityledger.kernel.errors import CityledgerError
from cityledger.kernel.levels import Level
from cityledger.ledger.seen import Seen
from cityledger.ledger.verify import oversee, verify
from cityledger.store import schema
from cityledger.store.engine import connect, read
from tests.conftest import START

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from sqlalchemy import Engine

    from cityledger.store.engine import Read

POLICY = Policy(
    witnesses={key.name: Trusted(key) for key in VKEYS},
    groups={"any": Group(1, tuple(key.name for key in VKEYS))},
    quorum="any",
)
"""Either of the witnesses whose lines stand in the books is enough."""

PATIENCE = 120
"""Seconds after which a verifier hangs; a verdict takes a fraction of one."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of a file: `said` is the first fault, empty when sound."""

    said: str
    crashed: bool = False

    @property
    def sound(self) -> bool:
        """Say whether nothing was found."""
        return not self.said


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdicts of the two verifiers, and of those who know more than the file says.

    program, auditor: on the file alone.
    seen: the program's by the heads that witnesses hold and by their public keys.
    outside: the auditor's by those heads and the witnesses' public keys.
    held: by those heads and nothing else, in our own few lines.
    lines: by the witnesses' public keys, in our own few lines.
    """

    program: Verdict
    auditor: Verdict
    seen: Verdict
    outside: Verdict
    held: Verdict
    lines: Verdict

    @property
    def crashed(self) -> str:
        """Who ended in something other than a verdict, and how; empty when nobody did."""
        return "; ".join(
            f"{item.name}: {getattr(self, item.name).said}"
            for item in fields(self)
            if getattr(self, item.name).crashed
        )

    @property
    def by_witness(self) -> bool:
        """Whether the program finds the file unsound by what witnesses hold and sign."""
        return not self.seen.sound

    @property
    def witnessed(self) -> str:
        """What our own few lines find by what witnesses hold; empty when nothing."""
        return self.held.said or self.lines.said


def judge(data: bytes, outside: tuple[bytes, ...] = ()) -> Judgement:
    """Ask all of them about one file; within `remembered`. `outside` is what witnesses hold."""
    path, engine = _desk(_FOLDERS[-1], os.getpid())
    for stale in path.parent.glob(f"{path.name}?*"):
        stale.unlink()
    path.write_bytes(data)
    program, seen = program_says(engine, outside)
    auditor = auditor_says(path)
    # Who finds the file unsound by itself need not be told what others have seen.
    told = auditor_says(path, outside) if auditor.sound and outside else auditor
    held = _asked(engine, partial(_not_held, outside=outside))
    return Judgement(program, auditor, seen, told, held, _asked(engine, _false_line))


@cache
def _desk(folder: Path, process: int) -> tuple[Path, Engine]:
    """Return the place where a process lays file after file, and what opens it.

    One engine for all, because each new one would compile a hundred statements again.
    """
    path = folder / f"{process}.db"
    return path, connect(f"sqlite:///{path}")


_FOLDERS: list[Path] = []


def program_says(engine: Engine, outside: tuple[bytes, ...]) -> tuple[Verdict, Verdict]:
    """Verify as `cityledger verify` does, every signature: of itself, and by what others have.

    These are the outside heads, and the keys of the witnesses as a policy names them.
    """
    heads = [Seen.read(f"outside {n}", data) for n, data in enumerate(outside)]
    try:
        with _patience(), read(engine) as connection:
            verdict = verify(connection, seen=heads)
            if verdict.sound and outside:
                verdict = oversee(connection, verdict, POLICY, START)
    except CityledgerError as error:
        said = Verdict(f"{type(error).__name__}: {error}")
        return said, said
    except Exception as error:  # noqa: BLE001 - whatever it is, it is no verdict
        said = Verdict(repr(error)[:300], crashed=True)
        return said, said
    finally:
        engine.dispose()
    own = [str(fault) for fault in verdict.faults if fault.level is not Level.WITNESS]
    others = [str(fault) for fault in verdict.faults if fault.level is Level.WITNESS]
    return Verdict("".join(own[:1])[:300]), Verdict("".join(others[:1])[:300])


def auditor_says(path: Path, outside: tuple[bytes, ...] = ()) -> Verdict:
    """Verify as the auditor's file does, every signature; with outside heads also every line."""
    keys = [verifier.published(key.text()) for key in VKEYS] if outside else []
    heads = [(f"outside {n}", data) for n, data in enumerate(outside)]
    try:
        with _patience():
            found = verifier.verify(path, "all", 0, keys, heads)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is no verdict
        return Verdict(repr(error)[:300], crashed=True)
    faults = [f"{fault['place']}: {fault['what']}" for fault in found["faults"]]
    return Verdict("" if found["sound"] else faults[0][:300])


def _asked(engine: Engine, ask: Callable[[Read], str]) -> Verdict:
    try:
        with _patience(), read(engine) as connection:
            return Verdict(ask(connection))
    except (CityledgerError, DBAPIError, UnicodeError) as error:
        # A file that cannot be read does not hold what it should.
        return Verdict(f"{type(error).__name__}: {error}")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is no verdict
        return Verdict(repr(error)[:300], crashed=True)
    finally:
        engine.dispose()


def _not_held(connection: Read, outside: tuple[bytes, ...]) -> str:
    """Compare a file with the heads that witnesses hold, in a few lines of our own.

    Of each the log must be there and at least that long, with the same root at that size, and the
    checkpoint must be kept with the witness's line.
    """
    return next(filter(None, (_missing(connection, held) for held in outside)), "")


def _false_line(connection: Read) -> str:
    """Say which stored line of a known witness is not its signature; empty when all are."""
    rows = connection.exec_driver_sql(
        "SELECT c.note, s.line, s.witness, s.size FROM cosignature s LEFT JOIN checkpoint c"
        " USING (book_id, suite, size)"
    )
    keys = {key.name: key for key in VKEYS}
    for stored, line, witness, size in rows.all():
        key = keys.get(witness)
        try:
            signed = key and note.cosigned_at(note.parse(stored + line.encode()), key) is not None
        except (Malformed, TypeError, AttributeError):
            signed = False
        if not signed:
            return f"a cosignature of {witness} for size {size} is not its own"
    return ""


def _missing(connection: Read, held: bytes) -> str:
    """Say why a file does not hold what a witness has seen; empty when it does."""
    seen = note.parse(held)
    head = note.parse_checkpoint(seen.text)
    origin, suite = book_origin(head.origin)
    book = int(origin.rpartition("/")[2])
    bodies = connection.exec_driver_sql(
        "SELECT body FROM leaf NOT INDEXED WHERE book_id = ? AND idx < ? ORDER BY idx",
        (book, head.size),
    ).scalars()
    hashes = [leaf_hash(body, suite) for body in bodies if isinstance(body, bytes)]
    if len(hashes) != head.size or mth(hashes, suite) != head.root:
        return f"{head.origin}: not the log whose head of size {head.size} the witness has seen"
    rows = connection.exec_driver_sql(
        "SELECT c.note, s.line FROM checkpoint c LEFT JOIN cosignature s USING (book_id, suite,"
        " size) WHERE c.book_id = ? AND c.suite = ? AND c.size = ?",
        (book, suite.number, head.size),
    ).all()
    # A line whose cell was made bytes is not the text that was kept.
    kept = ((stored, line.encode()) for stored, line in rows if isinstance(line, str))
    if not any(stored == held.removesuffix(line) != held for stored, line in kept):
        return f"{head.origin}: the witness's signature of size {head.size} is not kept"
    return ""


@contextmanager
def _patience() -> Iterator[None]:
    """Raise TimeoutError in what takes too long; for the main thread of a process."""

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"no verdict within {PATIENCE} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def remembered() -> Iterator[None]:
    """Ask the two slow questions that every file repeats once only: both depend on nothing else.

    They are the auditor's Ed25519, which is written for reading, over the same hundred signatures,
    and the text of our own schema.
    """
    signature, ddl = verifier.ed25519, schema.ddl
    verifier.ed25519 = lru_cache(maxsize=100_000)(signature)
    schema.ddl = cache(ddl)
    with tempfile.TemporaryDirectory(prefix="cityledger-judged-") as folder:
        _FOLDERS.append(Path(folder))
        try:
            yield
        finally:
            _FOLDERS.pop()
            _desk.cache_clear()
            verifier.ed25519, schema.ddl = signature, ddl
