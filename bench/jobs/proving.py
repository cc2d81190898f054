"""Job: verify a whole book, or replay it into an empty one; and what one signature costs."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from bench.book import BOOK
from bench.measure import cpu
from cityledger.evidence.event import parse_leaf, signed_by
from cityledger.evidence.keys import SoftKey
from cityledger.ledger import verify
from cityledger.ledger.append import LEAF
from cityledger.ledger.leaves import Stored
from cityledger.ledger.replay import Replay
from cityledger.store import schema
from cityledger.store.engine import connect, read
from cityledger.store.session import write

SIGNATURES = 1000


def run(path: str, *, replay: bool, signatures: bool = False) -> dict[str, float]:
    """Return CPU seconds and leaves; raises RuntimeError when the book is not sound."""
    engine = connect(f"sqlite:///{path}")
    out: dict[str, float] = {}
    with read(engine) as source:
        out["leaves"] = verify.leaf_count(source)
        if replay:
            target = connect(f"sqlite:///{path}.replayed")
            with write(target) as empty:
                schema.create(empty)
                out["cpu_s"] = cpu(Replay(Stored(source), empty, signatures=signatures).run)
            target.dispose()
            Path(f"{path}.replayed").unlink()
        else:
            verdicts: list[verify.Verdict] = []
            out["cpu_s"] = cpu(
                lambda: verdicts.append(verify.verify(source, signatures=signatures))
            )
            if not verdicts[0].sound:
                raise RuntimeError(verdicts[0].problems[0])
        if signatures:
            genesis = select(LEAF.c.body).where(LEAF.c.book_id == BOOK, LEAF.c.idx == 0)
            event = parse_leaf(source.execute(genesis).scalar_one()).event
            # The founder's key, as `bench.book` makes it.
            public = SoftKey(bytes([1]) * 32).public
            spent = cpu(lambda: [signed_by(event, public) for _ in range(SIGNATURES)])
            out["signature_s"] = spent / SIGNATURES
    engine.dispose()
    return out
