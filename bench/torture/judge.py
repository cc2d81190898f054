"""Is a book whole after what was done to it? Both verifiers, the receipts, and nothing half."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from cityledger.actions.desk import open_url
from cityledger.auditor import verify as auditor
from cityledger.kernel.errors import Unavailable
from cityledger.ledger.verify import verify

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.torture.scene import Ack
    from cityledger.actions.desk import Desk
    from cityledger.store.engine import Read

SIGNATURES = "8"
"""The auditor's slow signatures: so many of each book; the program judges every one."""

REQUESTS = (
    "SELECT r.request_id, r.book_id, r.leaf_idx, lower(hex(l.hash)) FROM request r"
    " JOIN leaf l ON l.book_id = r.book_id AND l.idx = r.leaf_idx"
)
HALVES = {
    "a voucher without two postings": (
        "SELECT count(*) FROM voucher v WHERE 2 > (SELECT count(*) FROM posting p"
        " WHERE p.book_id = v.book_id AND p.voucher_id = v.voucher_id)"
    ),
    "a voucher that does not balance": (
        "SELECT count(*) FROM (SELECT 1 FROM posting GROUP BY book_id, voucher_id"
        " HAVING sum(debit_fen) <> sum(credit_fen))"
    ),
    "postings without a voucher": (
        "SELECT count(*) FROM posting p WHERE NOT EXISTS (SELECT 1 FROM voucher v"
        " WHERE v.book_id = p.book_id AND v.voucher_id = p.voucher_id)"
    ),
    "a gap in a log": (
        "SELECT count(*) FROM log_head h WHERE h.size <> (SELECT count(*) FROM leaf l"
        " WHERE l.book_id = h.book_id AND l.idx < h.size)"
    ),
    "a leaf past the head": (
        "SELECT count(*) FROM leaf l JOIN log_head h USING (book_id) WHERE l.idx >= h.size"
    ),
}


@dataclass(slots=True)
class Judge:
    """Judges books; a file it has seen before, byte for byte, is verified once only."""

    seen: dict[str, list[str]] = field(default_factory=dict)

    def judge(self, path: Path, units: Sequence[tuple[str, ...]], acks: Sequence[Ack]) -> list[str]:
        """Return what is wrong with the book, each beginning with its kind.

        `units` are the request ids of every transaction that was begun, in that order; `acks` what
        the office was told.
        """
        try:
            with closing(open_url(f"sqlite:///{path}")) as desk:
                found = [*_promises(desk, units, acks)]
        except Exception as error:  # noqa: BLE001 - whatever it is, the book cannot be read
            return [f"unreadable: {type(error).__name__}: {str(error)[:200]}"]
        digest = sha256(path.read_bytes()).hexdigest()
        if digest not in self.seen:
            self.seen[digest] = verified(path)
        return found + self.seen[digest]


def verified(path: Path) -> list[str]:
    """Ask both verifiers; return what the program's says, and whether the auditor's disagrees."""
    try:
        with closing(open_url(f"sqlite:///{path}")) as desk, desk.read() as read:
            problems = list(verify(read).problems)
    except (Unavailable, ValueError) as error:
        problems = [str(error)]
    other = auditor.verify(path, SIGNATURES, 0)
    said = [f"unsound: {problem}" for problem in problems[:3]]
    if other["sound"] != (not problems):
        said.append(f"disagree: the auditor's verifier says {other['faults'][:1] or 'sound'}")
    return said


def _promises(desk: Desk, units: Sequence[tuple[str, ...]], acks: Sequence[Ack]) -> list[str]:
    """Check what the office was promised, by plain SQL and no code of the ledger."""
    with desk.read() as read:
        found = _requests(read)
        said = [
            f"half: {what}"
            for what, query in HALVES.items()
            if read.exec_driver_sql(query).scalar_one()
        ]
    said += [
        f"lost: {ack.request} was sealed at {ack.index}"
        for ack in acks
        if found.get(ack.request) != (ack.book, ack.index, ack.hash)
    ]
    known = {ack.request for ack in acks}
    open_units = [ids for ids in units if not known.issuperset(ids)]
    for place, ids in enumerate(open_units):
        there = sum(request in found for request in ids)
        if there not in (0, len(ids)):
            said.append(f"half: {there} of {len(ids)} acts of one transaction")
        elif there and place:
            said.append(f"order: {ids[0]} stands, though an earlier act does not")
    return said


def _requests(read: Read) -> dict[str, tuple[int, int, str]]:
    rows = read.exec_driver_sql(REQUESTS).all()
    return {str(row[0]): (int(row[1]), int(row[2]), str(row[3])) for row in rows}
