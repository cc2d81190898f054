"""Failed log-ins are told to everybody: who gets in next seals how often who was tried."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command, digest
from cityledger.actions.draft import Context, Draft, form
from cityledger.actions.gate import act
from cityledger.kernel.days import instant_text
from cityledger.kernel.errors import Stale
from cityledger.store.attempts import Attempts
from cityledger.views import registry

if TYPE_CHECKING:
    from cityledger.actions.desk import Desk
    from cityledger.evidence.keys import Pen
    from cityledger.ledger.receipt import Receipt


@dataclass(frozen=True, slots=True)
class Burst:
    """Wrong passphrases tried against one person's key, and when, in RFC 3339."""

    user_id: str
    failures: int
    first_at: str
    last_at: str


@dataclass(frozen=True, kw_only=True)
class ReportFailures(Command):
    """Report the failed log-ins noted at this computer; whoever gets in next signs it."""

    act: ClassVar[str] = "login.report"
    in_registry: ClassVar[bool] = True
    bursts: tuple[Burst, ...]


@form(ReportFailures)
def report(context: Context, command: ReportFailures) -> Draft:
    """Draw up the report."""
    del context
    draft = Draft()
    for burst in command.bursts:
        draft.add(
            "login_failure",
            user_id=burst.user_id,
            failures=burst.failures,
            first_at=burst.first_at,
            last_at=burst.last_at,
        )
    return draft


def report_failures(desk: Desk, pen: Pen) -> Receipt | None:
    """Seal what failed at this computer since the last report; called at log-in.

    Returns None when there was nothing to report, or when the registry would not hold still: the
    next person to log in comes here again. The request id stands for the content, so that two
    people, or one after a crash, seal the same report once (L12).
    """
    if desk.folder is None:
        return None
    attempts = Attempts(desk.folder.desk)
    found = attempts.unreported()
    if not found:
        return None
    with desk.read() as read:
        if not registry.roles_of(read, pen.user, registry.NEWEST):
            return None
    bursts = tuple(
        Burst(row.user_id, row.failures, instant_text(row.first_at), instant_text(row.last_at))
        for row in found
    )
    content = digest(ReportFailures(bursts=bursts))
    name = sha256(content.encode()).hexdigest()[:32]
    try:
        receipt = act(desk, pen, ReportFailures(request_id=f"login.{name}", bursts=bursts))
    except Stale:
        return None
    attempts.reported(found)
    return receipt
