"""Proofs for outsiders: one leaf, its path, and the best checkpoint there is, as one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cityledger.actions.witnessing import checkpoint_now
from cityledger.evidence import note as notes, proof_file
from cityledger.evidence.event import parse_leaf
from cityledger.kernel import masking
from cityledger.kernel.errors import BadInput, Problem, Unavailable
from cityledger.ledger import checkpoint
from cityledger.ledger.proof import head_of, prove
from cityledger.ledger.tables import T
from cityledger.model.books import Voucher
from cityledger.views import interference as register
from cityledger.views.find import one

if TYPE_CHECKING:
    from cityledger.actions.desk import Desk
    from cityledger.evidence.note import Note, Signature
    from cityledger.ledger.checkpoint import Kept
    from cityledger.store.engine import Read

VOUCHER = T["voucher"]


@dataclass(frozen=True, slots=True)
class Proven:
    """A proof file's bytes, the leaf's index, the tree it stands in, and who cosigned that tree."""

    data: bytes
    index: int
    size: int
    witnesses: tuple[str, ...]


def voucher_leaf(desk: Desk, period: int, word: str, number: int) -> int:
    """Return the leaf that sealed a voucher; raises BadInput with the numbers there are."""
    with desk.read() as read:
        names = {"period": period, "word": word, "voucher_no": number}
        found = one(read, Voucher, book_id=desk.book_id, **names)
        if found is not None:
            return found.voucher_id // 100
        query = select(func.max(VOUCHER.c.voucher_no)).where(
            VOUCHER.c.book_id == desk.book_id, VOUCHER.c.period == period, VOUCHER.c.word == word
        )
        last = read.execute(query).scalar_one()
    reason = "没有这张凭证 no such voucher"
    remedy = f"{word}-1 … {word}-{last}" if last else f"本月没有{word}字凭证 none with this word"
    where = f"{period // 100}-{period % 100:02d} {word}-{number}"
    raise BadInput((Problem("voucher", where, reason, remedy),))


def register_record(desk: Desk, index: int) -> int | None:
    """Return the record of interference a leaf of the book writes about; None: it is no such leaf.

    0 stands for a refused act that names no record.
    """
    with desk.read() as read:
        body = next(checkpoint.bodies(read, desk.book_id, index), None)
    if body is None:
        return None
    core = parse_leaf(body).event.core
    if not masking.is_register(core["type"]):
        return None
    rows = [row for table in core.get("rows", {}).values() for row in table]
    named = [*rows, core.get("ask", {})][0].get("interference_id")
    return int(named or 0)


def _may_leave(desk: Desk, index: int, reading: int | None) -> None:
    """Raise BadInput unless the leaf is not of the register, or its reading is sealed.

    A proof carries the bytes of its leaf, so handing one out is handing out what the leaf says.
    """
    record = register_record(desk, index)
    if record is None:
        return
    with desk.read() as read:
        if reading is not None and register.is_reading(read, desk.book_id, record, reading):
            return
    reason = "属干预登记,出具证明即为查阅 of the interference register: to prove it is to read it"
    remedy = "cityledger prove leaf INDEX --purpose WHY --user AUDITOR"
    raise BadInput((Problem("leaf", str(index), reason, remedy),))


def prove_leaf(desk: Desk, book_id: int, index: int, *, reading: int | None = None) -> Proven:
    """Prove one leaf under the newest cosigned checkpoint that covers it, else under the newest.

    A desk with the key of the log signs a checkpoint where none covers the leaf. A leaf of the
    interference register takes the leaf of a sealed `reading` of its record. Raises BadInput
    without that and for a leaf that is not there, Unavailable where no checkpoint can be had.
    """
    with desk.read() as read:
        size = head_of(read, book_id).size
        stored = checkpoint.newest_cosigned(read, book_id)
    if not 0 <= index < size:
        reason = "没有这条记录 no such leaf"
        raise BadInput((Problem("leaf", str(index), reason, f"0 … {size - 1}"),))
    if book_id == desk.book_id:
        _may_leave(desk, index, reading)
    if stored is None or stored.size <= index:
        checkpoint_now(desk)
    with desk.read() as read:
        if stored is None or stored.size <= index:
            stored = checkpoint.latest(read, book_id)
        if stored is None or stored.size <= index:
            raise Unavailable(
                f"尚无检查点包含第 {index} 条记录,且检查点密钥不在本机 no checkpoint covers leaf"
                f" {index} and the key of the log is not here: ask where it is"
            )
        return _proven(read, book_id, index, stored)


def _proven(read: Read, book_id: int, index: int, stored: Kept) -> Proven:
    note = _newest_lines(stored)
    path = prove(read, book_id, index, stored.size)
    body = next(checkpoint.bodies(read, book_id, index))
    data = proof_file.build(body, index, path, note.data())
    own = notes.parse(stored.note).signatures
    names = (line.name for line in note.signatures if line not in own)
    return Proven(data, index, stored.size, tuple(dict.fromkeys(names)))


def _newest_lines(stored: Kept) -> Note:
    """Return the checkpoint with the newest cosignature of each key; a witness may sign again."""
    newest: dict[tuple[str, bytes], Signature] = {}
    for line in stored.lines:
        signature = notes.parse_signature(line.rstrip("\n"))
        held = newest.get((signature.name, signature.key_id))
        # A cosignature begins with its time, so bytes compare as times do.
        if held is None or held.blob[:8] < signature.blob[:8]:
            newest[signature.name, signature.key_id] = signature
    return notes.parse(stored.note).joined(newest.values())
