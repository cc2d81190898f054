"""The one door: a command becomes a draft, the draft is signed, and decided again under the lock.

preview() and decide() draw the same draft; only decide() counts, because it reads under the head
lock: deciding before it let 20 of 20 double payments through in a trial.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cityledger.actions.command import Command, asked, check, digest
from cityledger.actions.draft import FORMS, Context, Draft
from cityledger.evidence import canon
from cityledger.kernel.acts import act as act_rules
from cityledger.kernel.errors import BadInput, Finding, Problem, Refused, Stale
from cityledger.ledger import checkpoint
from cityledger.ledger.append import append, lock
from cityledger.ledger.proof import head_of
from cityledger.views.acts import is_known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from cityledger.actions.desk import Desk
    from cityledger.evidence.event import Event
    from cityledger.evidence.keys import Pen
    from cityledger.ledger.append import Decide
    from cityledger.ledger.receipt import Receipt
    from cityledger.store.clock import Clock
    from cityledger.store.engine import Read

TRIES = 3
"""How often `act` draws up and signs when the book moved on in between."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A command with the event its actor signed; a worker can submit it without any key."""

    command: Command
    event: Event


@dataclass(frozen=True, slots=True)
class Drawn:
    """An act as somebody would sign it: its core, the canonical bytes of that, and their SHA-256.

    `findings` are what it would be refused for; the core then holds what was asked, not rows.
    """

    command: Command
    core: dict[str, Any]
    content: bytes
    digest: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What `act_all` found against the command at place `place` (from 0) of its list."""

    place: int
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()


def book_of(desk: Desk, command: Command) -> int:
    """Return the log a command belongs to: the registry (0) or the desk's book."""
    return 0 if command.in_registry else desk.book_id


def draw(
    read: Read,
    book_id: int,
    command: Command,
    actor: str,
    registry_size: int,
    now: Clock,
) -> Draft:
    """Draw up the act: duty of its kind first, then its own controls (all findings)."""
    context = Context(read, book_id, actor, registry_size, now)
    roles = act_rules(book_id, command.act).roles
    draft = FORMS[type(command)](context, command)
    known = {finding.code for finding in draft.findings}
    if roles and not roles & context.roles and "payment.duty_not_held" not in known:
        wanted = "/".join(sorted(roles))
        draft.findings.insert(0, Finding.of("duty.role", actor=actor, role=wanted, act=command.act))
    return draft


def preview(desk: Desk, command: Command, actor: str) -> Draft:
    """Say what the gate would say now: the live panel of a screen, without a lock."""
    check(command)
    with desk.read() as read:
        return draw(read, book_of(desk, command), command, actor, head_of(read, 0).size, desk.now)


def core(command: Command, draft: Draft) -> dict[str, Any]:
    """Return the act to be signed: its rows, or, when it will be refused, what was asked."""
    out: dict[str, Any] = {
        "id": command.request_id,
        "type": command.act,
        "command": digest(command),
    }
    if draft.ref is not None:
        out["ref"] = draft.ref
    if draft.findings:
        return out | {"ask": asked(command)}
    return out | {"rows": draft.rows}


def drawn(desk: Desk, command: Command, actor: str) -> Drawn:
    """Draw up the act and sign nothing: what a person reads before agreeing to sign it."""
    draft = preview(desk, command, actor)
    made = core(command, draft) | {"actor": actor}
    content = canon.encode(made)
    return Drawn(command, made, content, sha256(content).hexdigest(), tuple(draft.findings))


def sign(desk: Desk, pen: Pen, command: Command, shown: str | None = None) -> Signed:
    """Draw up and sign over the heads this person has before them; raises BadInput, Locked.

    `shown` is the digest of the content the person read and agreed to: anything else is Stale,
    and nothing is signed.
    """
    check(command)
    with desk.read() as read:
        return _signed(desk, read, pen, command, shown)


def _signed(desk: Desk, read: Read, pen: Pen, command: Command, shown: str | None = None) -> Signed:
    book_id = book_of(desk, command)
    registry = head_of(read, 0)
    try:
        draft = draw(read, book_id, command, pen.user, registry.size, desk.now)
    except BadInput:
        # What this request wrote may be what stands in its way now: its first answer is brought.
        if not is_known(read, book_id, command.request_id):
            raise
        draft = Draft()
    seen = head_of(read, book_id)
    origin = desk.registry_origin if command.in_registry else desk.origin
    made = core(command, draft) | {"actor": pen.user}
    if shown is not None and sha256(canon.encode(made)).hexdigest() != shown:
        raise Stale(f"{command.act}: the book moved on since this act was shown")
    return Signed(command, pen.sign(origin, seen, registry, made))


def _decider(desk: Desk, command: Command) -> Decide:
    """Return the decision on one command, taken under the lock."""

    def decide(
        connection: Connection, book_id: int, event: Event, registry_size: int
    ) -> tuple[Finding, ...]:
        draft = draw(connection, book_id, command, event.actor, registry_size, desk.now)
        if draft.findings:
            return tuple(draft.findings)
        signed = event.core
        if signed.get("rows") != draft.rows or signed.get("ref") != draft.ref:
            raise Stale(f"{command.act}: the book moved on since this act was drawn up")
        if signed["command"] != digest(command):
            raise Stale(f"{command.act}: another command was signed")
        return ()

    return decide


def submit(desk: Desk, signed: Signed) -> Receipt:
    """Seal a signed act: safe in a worker (needs no key), safe to repeat (same request id).

    Raises Refused when the refusal was sealed; Stale, RequestReused, Tampered or Unavailable when
    nothing was.
    """
    book_id = book_of(desk, signed.command)
    with desk.write() as connection:
        receipt = _sealed(desk, connection, book_id, signed)
    return _accepted(receipt)


def _sealed(desk: Desk, connection: Connection, book_id: int, signed: Signed) -> Receipt:
    decide = _decider(desk, signed.command)
    receipt = append(connection, book_id, signed.event, desk.now, decide)
    if receipt.is_new:
        _checkpoint(desk, connection, book_id, signed.command.act)
    return receipt


def _accepted(receipt: Receipt) -> Receipt:
    if receipt.findings:
        raise Refused(receipt.findings, receipt.index)
    return receipt


def _checkpoint(desk: Desk, connection: Connection, book_id: int, kind: str) -> None:
    """Sign the head in the same transaction when one is due after an act of this kind."""
    if desk.log_signer is not None and checkpoint.is_due(connection, book_id, kind):
        checkpoint.take(connection, book_id, desk.log_signer)


def act(desk: Desk, pen: Pen, command: Command) -> Receipt:
    """Sign and submit; draws up again when the book moved on in between.

    In a crowd the book may move on every time, so the last try draws up and signs under the lock.
    """
    for _ in range(TRIES - 1):
        try:
            return submit(desk, sign(desk, pen, command))
        except Stale:
            continue
    check(command)
    book_id = book_of(desk, command)
    with desk.write() as connection:
        lock(connection, book_id)
        receipt = _sealed(desk, connection, book_id, _signed(desk, connection, pen, command))
    return _accepted(receipt)


def act_all(desk: Desk, items: Iterable[tuple[Pen, Command]]) -> tuple[list[Receipt], list[Trial]]:
    """Do many acts in one transaction through the same gate: all of them, or none.

    Returns the receipts and no trials, or, when anything was refused, no receipts and what was
    found against every command. Refusals of a trial are not sealed, since nothing was asked for
    in earnest: the file is put right and brought again.
    """
    with desk.write() as connection, connection.begin_nested() as trial:
        receipts, trials = _each(desk, connection, items)
        if trials:
            trial.rollback()
            return [], trials
        for book_id in (0, desk.book_id):
            _checkpoint(desk, connection, book_id, "")
    return receipts, []


def try_all(desk: Desk, items: Iterable[tuple[Pen, Command]]) -> list[Trial]:
    """Say what `act_all` would find now, each act after those before it; nothing is kept."""
    with desk.write() as connection, connection.begin_nested() as trial:
        _, trials = _each(desk, connection, items)
        trial.rollback()
    return trials


def _each(
    desk: Desk, connection: Connection, items: Iterable[tuple[Pen, Command]]
) -> tuple[list[Receipt], list[Trial]]:
    """Do the acts one after the other, and go on after a refusal: all findings at once."""
    receipts: list[Receipt] = []
    trials: list[Trial] = []
    for place, (pen, command) in enumerate(items):
        try:
            check(command)
            signed = _signed(desk, connection, pen, command)
        except BadInput as bad:
            trials.append(Trial(place, problems=bad.problems))
            continue
        book_id, decide = book_of(desk, command), _decider(desk, command)
        receipt = append(connection, book_id, signed.event, desk.now, decide)
        receipts.append(receipt)
        if receipt.findings:
            trials.append(Trial(place, receipt.findings))
    return receipts, trials
