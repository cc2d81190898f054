"""What a ledger asks of its witnesses and takes from them; signed heads after each print.

A witness is a machine of another body: files go there and back, by stick or on paper. What comes
back is believed only under a key that was named here, by the witness policy or by whoever takes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.evidence import note as notes
from cityledger.evidence.canon import Malformed
from cityledger.evidence.note import COSIGNATURE, Note, VerifierKey
from cityledger.evidence.request import Request
from cityledger.evidence.suite import S1, S2, SUITES, book_origin, suite_origin
from cityledger.kernel.errors import BadInput, Problem, Tampered, Unavailable
from cityledger.kernel.levels import Level
from cityledger.ledger import checkpoint
from cityledger.ledger.extension import extension
from cityledger.ledger.proof import logs
from cityledger.store import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cityledger.actions.desk import Desk
    from cityledger.evidence.note import Signature
    from cityledger.evidence.request import Answer
    from cityledger.evidence.suite import Suite
    from cityledger.ledger.checkpoint import Kept
    from cityledger.store.engine import Read

MOST_LINES = 90
"""Most cosignatures under one checkpoint: a note of more than 100 lines is not read.

A book that rests for years is signed again and again; the registry, which names it, moves on.
"""

AHEAD = 3_600
"""Seconds by which the clock of a witness may run ahead of ours.

A cosignature of the future would count as fresh for as long, and hide that nobody signs any more.
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """One cosignature that was looked at: log, size, witness, when it was made, whether new."""

    origin: str
    size: int
    witness: str
    at: int
    is_new: bool


def checkpoint_now(desk: Desk) -> int:
    """Sign the head of every log that has moved, in every suite; return how many heads.

    A desk without the key of the log signs nothing.
    """
    if desk.log_signer is None:
        return 0
    with desk.write() as connection:
        return sum(
            len(checkpoint.take(connection, book_id, desk.log_signer))
            for book_id in logs(connection)
        )


def log_vkeys(desk: Desk) -> list[VerifierKey]:
    """Return the verifier keys in force of every log in every suite, the registry first.

    Raises Unavailable for a ledger that names no key for checkpoints.
    """
    with desk.read() as read:
        keys = checkpoint.log_keys(read)
        found = [
            VerifierKey(suite_origin(origin, suite), keys[suite.number][-1])
            for origin in logs(read).values()
            for suite in SUITES
            if suite.number in keys
        ]
    if not found:
        raise Unavailable(
            "本账套未登记检查点密钥 this ledger names no key for checkpoints:"
            " cityledger people propose log-key"
        )
    return found


def ask(
    desk: Desk, witness: str, held: Mapping[str, int], *, sm3: bool = False
) -> tuple[Request, ...]:
    """Return what to ask of a witness: each log's newest head, with the proof that it only grew.

    `held` says by origin what size the witness holds where that is not what it was last known to
    have signed, as when an answer was lost. A log that stands as it was signed is asked as well:
    it gets a new date, and the witness sees if the ledger was taken back. Raises BadInput with
    every log that cannot be asked, and Tampered if the witness has signed more than there is.
    """
    if wrong := _unknown(desk, witness, held):
        raise BadInput(tuple(wrong))
    checkpoint_now(desk)
    problems: list[Problem] = []
    requests: list[Request] = []
    ahead: list[str] = []
    with desk.read() as read:
        for book_id, own in logs(read).items():
            for suite in (S1, S2) if sm3 else (S1,):
                origin = suite_origin(own, suite)
                stored = checkpoint.latest(read, book_id, suite)
                if stored is None:
                    reason = "没有已签的检查点 no checkpoint was ever signed"
                    remedy = "在有检查点密钥的电脑上办理 ask where the key of the log is"
                    problems.append(Problem("log", origin, reason, remedy))
                    continue
                known = checkpoint.cosigned_size(read, book_id, witness, suite)
                old = held.get(origin, known)
                if old > stored.size:
                    ahead.append(
                        f"{origin}: 见证方已副署 {old} 条,此处只有 {stored.size} 条,账簿可能被回退"
                        f" the witness has signed {old} leaves and there are {stored.size} here:"
                        " the ledger may have been rolled back"
                    )
                else:
                    problems += _add(read, requests, (book_id, suite, old), stored)
    if ahead:
        raise Tampered("\n".join(ahead), Level.WITNESS)
    if problems:
        raise BadInput(tuple(problems))
    return tuple(requests)


def _unknown(desk: Desk, witness: str, held: Mapping[str, int]) -> list[Problem]:
    """Return what is wrong with the name of a witness and with the logs it is said to hold."""
    problems = []
    if not notes.is_name(witness):
        reason = "见证方名称不含空格和加号 a witness has a name without spaces and plus signs"
        problems.append(Problem("--name", witness, reason, "audit.example/w1"))
    with desk.read() as read:
        known = {suite_origin(own, suite) for own in logs(read).values() for suite in SUITES}
    for origin in sorted(held.keys() - known):
        reason = "没有这个日志 no such log"
        problems.append(Problem("--held", origin, reason, ", ".join(sorted(known))))
    return problems


def _add(
    read: Read, requests: list[Request], at: tuple[int, Suite, int], stored: Kept
) -> Iterable[Problem]:
    """Add one request, or return why there is none."""
    book_id, suite, old = at
    try:
        path = extension(read, book_id, old, stored.size, suite)
    except BadInput as bad:
        return bad.problems
    requests.append(Request(old, tuple(path), notes.parse(stored.note)))
    return ()


def take(desk: Desk, answers: Sequence[Answer], keys: Sequence[VerifierKey]) -> list[Taken]:
    """Check cosignatures against the checkpoints kept here and store them; all of them or none.

    What is here already is left as it is, and so is a checkpoint with `MOST_LINES`. Raises BadInput
    with every answer that is of no log or checkpoint kept here, of no witness in `keys`, or false.
    """
    problems: list[Problem] = []
    taken: list[Taken] = []
    with desk.write() as connection:
        books = {origin: book_id for book_id, origin in logs(connection).items()}
        for answer in answers:
            own, suite = book_origin(answer.origin)
            stored = _checkpoint(connection, books.get(own), suite, answer.size)
            if stored is None:
                reason = "此处没有这个检查点 no such checkpoint is kept here"
                remedy = "答复是否属于本账套 see that the answer is for this ledger"
                where = f"{answer.origin} {answer.size}"
                problems.append(Problem("checkpoint", where, reason, remedy))
                continue
            room = MOST_LINES - len(stored.lines)
            for signature in answer.signatures:
                try:
                    at = _signed_at(stored, signature, keys)
                except BadInput as bad:
                    problems += bad.problems
                    continue
                is_new = room > 0 and checkpoint.add_cosignature(
                    connection, books[own], suite, answer.size, signature.line()
                )
                room -= is_new
                taken.append(Taken(answer.origin, answer.size, signature.name, at, is_new))
        if problems:
            raise BadInput(tuple(problems))
    return taken


def _checkpoint(read: Read, book_id: int | None, suite: Suite, size: int) -> Kept | None:
    return None if book_id is None else checkpoint.at_size(read, book_id, size, suite)


def _signed_at(stored: Kept, signature: Signature, keys: Sequence[VerifierKey]) -> int:
    """Return when a witness in `keys` made this signature; raises BadInput."""
    note = notes.parse(stored.note)
    origin = notes.parse_checkpoint(note.text).origin
    named = [key for key in keys if (key.name, key.key_id) == (signature.name, signature.key_id)]
    place = f"{origin} {stored.size}"
    if not named:
        reason = "未知的见证方密钥 the key of this witness was not named here"
        remedy = "写入 witness-policy,或用 --key 给出 put it into witness-policy, or give --key"
        raise BadInput((Problem(place, signature.name, reason, remedy),))
    at = notes.cosigned_at(Note(note.text, (signature,)), named[0])
    if at is None:
        reason = "副署不真 the cosignature is false"
        remedy = "请见证方重新副署 let the witness cosign again"
        raise BadInput((Problem(place, signature.name, reason, remedy),))
    if at > clock.host_now().timestamp() + AHEAD:
        reason = "副署时间在将来 the cosignature is of the future"
        remedy = "校准见证方或本机的时钟 set the clock of the witness, or of this computer, right"
        raise BadInput((Problem(place, signature.name, reason, remedy),))
    return at


def witness_key(text: str) -> VerifierKey:
    """Read a witness's verifier key; raises BadInput."""
    try:
        key = VerifierKey.load(text)
    except Malformed:
        key = None
    if key is None or key.kind != COSIGNATURE:
        reason = "不是见证方公钥 not the verifier key of a witness"
        raise BadInput((Problem("--key", text[:80], reason, "cityledger witness show FILE"),))
    return key
