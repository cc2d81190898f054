"""What somebody who owns the file, or colluding hands around the gate, can do to a ledger."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from cityledger.actions import desk as desks
from cityledger.evidence import note
from cityledger.evidence.keys import SoftKey
from cityledger.evidence.note import COSIGNATURE, VerifierKey
from cityledger.evidence.suite import S1, SUITES, Suite
from cityledger.evidence.tree import Frontier, leaf_hash
from cityledger.ledger import append as appending, checkpoint
from cityledger.ledger.proof import logs
from cityledger.ledger.rows import Rows
from cityledger.ledger.verify import verify
from cityledger.store.engine import connect, read
from cityledger.store.session import write
from tests.conftest import BOOK, LOG_SEED, START, Office
from tests.laws.raw import Raw, Tables

FILE = Path(__file__).parents[2] / "cityledger" / "auditor" / "verify.py"
WITNESS = "witness.example/w1"
WITNESS_KEY = SoftKey(b"\x57" * 32)
VKEY = VerifierKey(WITNESS, WITNESS_KEY.public, COSIGNATURE).text()


def sign_heads(office: Office) -> None:
    """Let the log sign the heads of all books in both suites, and the witness after it."""
    with write(office.desk.engine) as connection:
        for book in logs(connection):
            for stored in checkpoint.take(connection, book, SoftKey(LOG_SEED)):
                text, at = note.parse(stored.note).text, int(START.timestamp()) + stored.n
                line = note.cosign(text, WITNESS, WITNESS_KEY, at).line()
                suite = SUITES[stored.suite - 1]
                checkpoint.add_cosignature(connection, book, suite, stored.size, line)


def kept_head(path: Path, book: int = BOOK, suite: Suite = S1) -> bytes:
    """Return the newest checkpoint of a log with its cosignatures, as a witness keeps it."""
    engine = connect(f"sqlite:///{path}")
    with read(engine) as connection:
        stored = checkpoint.latest(connection, book, suite)
    engine.dispose()
    assert stored is not None
    return stored.cosigned


def run(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the file as an auditor does: alone, without any package or setting of ours."""
    command = [sys.executable, "-I", "-S", str(FILE), str(path), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def verdict(path: Path, *options: str) -> dict[str, Any]:
    """Return the verdict of the file as it prints it."""
    found: dict[str, Any] = json.loads(run(path, "--json", *options).stdout)
    return found


def faults(path: Path, *options: str) -> list[str]:
    """Return the faults the file finds, each as `place: what`."""
    return [f"{fault['place']}: {fault['what']}" for fault in verdict(path, *options)["faults"]]


def problems(path: Path) -> tuple[str, ...]:
    """Return what the program itself finds."""
    engine = connect(f"sqlite:///{path}")
    with read(engine) as connection:
        found = verify(connection).problems
    engine.dispose()
    return found


def spoil(path: Path, *statements: str) -> None:
    """Run statements past every guard, and put the guards back as they were."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.create_function("flip", 2, lambda data, n: data[:n] + bytes([data[n] ^ 1]) + data[n + 1 :])
    for pragma in ("ignore_check_constraints=ON", "foreign_keys=OFF"):
        raw.execute(f"PRAGMA {pragma}")
    guards = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type='trigger'").fetchall()
    drops = [f"DROP TRIGGER {name}" for name, _ in guards]
    # In one transaction: a hundred schema changes would each wait for the disk.
    for statement in ("BEGIN", *drops, *statements, *(sql for _, sql in guards), "COMMIT"):
        raw.execute(statement)
    raw.close()


def reseal(path: Path, index: int, change: Callable[[bytes], bytes], book: int = BOOK) -> None:
    """Change a leaf and seal it and all after it anew: chain, hashes, nodes and head fit again."""
    spoil(path)
    raw = sqlite3.connect(path, isolation_level=None)
    query = "SELECT idx, body FROM leaf WHERE book_id=? ORDER BY idx"
    tree, last, statements = Frontier(), bytes(32), []
    for idx, body in raw.execute(query, (book,)).fetchall():
        changed = change(body) if idx == index else body
        line = b"\nbprev " + b64encode(last) + b"\n"
        changed = re.sub(rb"\nbprev [^\n]+\n", line, changed, count=1)
        last = leaf_hash(changed)
        where = f"WHERE book_id={book} AND idx={idx}"
        statements.append(f"UPDATE leaf SET body=x'{changed.hex()}', hash=x'{last.hex()}' {where}")
        if full := tree.add(last):
            where = f"WHERE book_id={book} AND n={tree.size // 256 - 1}"
            statements.append(f"UPDATE node SET hash=x'{full.hex()}' {where}")
    raw.close()
    head = f"frontier=x'{tree.dump().hex()}', last_hash=x'{last.hex()}'"
    spoil(path, *statements, f"UPDATE log_head SET {head} WHERE book_id={book}")


def leaf(path: Path, index: int, book: int = BOOK) -> bytes:
    """Return the bytes of a leaf."""
    raw = sqlite3.connect(path)
    query = "SELECT body FROM leaf WHERE book_id=? AND idx=?"
    body: bytes = raw.execute(query, (book, index)).fetchone()[0]
    raw.close()
    return body


def reopened(office: Office, path: Path) -> Raw:
    """Open a copy of an office's ledger a day later, with the same people."""
    ticks = count(1)

    def clock(_: Connection) -> datetime:
        return START + timedelta(days=1, seconds=next(ticks))

    url = f"sqlite:///{path}"
    raw = Raw(Office(desks.open_url(url).at(clock), dict(office.pens), url))
    raw.count = 1_000_000
    return raw


def sealed(
    raw: Raw,
    kind: str,
    rows: Tables | None = None,
    *,
    book: int = BOOK,
    by: str | None = None,
    registry_size: int | None = None,
    **core: str,
) -> int:
    """Seal an act that nothing judged, and write none of its rows; return its leaf index."""
    with raw.writing() as connection:
        event = raw.event(connection, kind, rows, book=book, by=by, **core)
        log = appending.lock(connection, book)
        log.registry_size = log.registry_size if registry_size is None else registry_size
        made = log.seal(event, raw.office.desk.now(connection))
        log.save(Rows(connection, book))
    return made.index
