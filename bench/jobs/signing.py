"""Job: a book whose every leaf is signed, verified on every processor, beside libsodium alone."""

from __future__ import annotations

import os
import time
from pathlib import Path

from bench import book
from bench.measure import cpu
from cityledger.evidence.event import Head, parse_leaf, signature_by
from cityledger.ledger import verify
from cityledger.ledger.append import lock
from cityledger.ledger.apply import apply
from cityledger.ledger.leaves import Stored
from cityledger.ledger.proof import head_of
from cityledger.ledger.rows import Rows
from cityledger.ledger.signatures import checker
from cityledger.store.engine import connect, read
from cityledger.store.session import write

SAMPLE = 2_000
"""Signatures that one library is timed on alone."""


def build(path: Path, lines: int) -> int:
    """Write one signed leaf for each voucher; return how many."""
    office = book.found(path)
    desk = office.desk()
    try:
        with write(desk.engine) as connection:
            registry = head_of(connection, 0)
            plan = book.batch(connection, lines)
            log, rows = lock(connection, book.BOOK), Rows(connection, book.BOOK)
            for event in plan.members():
                seen = Head(log.tree.size, log.tree.root())
                signed = office.pens["zhi"].sign(event.origin, seen, registry, event.core)
                apply(log.seal(signed, office.now(connection)), rows)
                if len(log.leaves) >= 1_000:
                    log.save(rows)
            log.save(rows)
            return log.tree.size
    finally:
        desk.close()


def run(path: str, lines: int) -> dict[str, float]:
    """Return seconds and leaves; raises RuntimeError when the book is not sound."""
    file = Path(f"{path}.signed")
    file.unlink(missing_ok=True)
    leaves = build(file, lines)
    engine = connect(f"sqlite:///{file}")
    with read(engine) as source:
        began = time.perf_counter()
        verdict = verify.verify(source)
        wall = time.perf_counter() - began
        if not verdict.sound:
            raise RuntimeError(verdict.problems[0])
        public = book.Office(f"sqlite:///{file}").pens["zhi"].public
        signed = []
        for _, body, _ in Stored(source).read(book.BOOK, 1):
            event = parse_leaf(body).event
            signed.append((public, signature_by(event, public) or b"", event.text))
            if len(signed) == SAMPLE:
                break
    engine.dispose()
    file.unlink()
    check = checker()
    spent = cpu(lambda: [check(*one) for one in signed])
    return {
        "leaves": leaves,
        "signatures": verdict.signatures,
        "wall_s": wall,
        "one_s": spent / len(signed),
        "cores": os.cpu_count() or 1,
        "sodium": float(check.__name__ == "sodium"),
    }
