"""The day's registry act (L15): it names size and root of every book.

With it one witness signature under the registry covers all books, and a book that is rolled back
alone no longer agrees with the registry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.actions.gate import act
from cityledger.kernel.days import china_day
from cityledger.kernel.errors import Stale
from cityledger.ledger.proof import head_of, logs
from cityledger.views import registry
from cityledger.views.day_heads import last_sealed_on

if TYPE_CHECKING:
    from datetime import date

    from cityledger.actions.desk import Desk
    from cityledger.evidence.keys import Pen
    from cityledger.ledger.receipt import Receipt


@dataclass(frozen=True, kw_only=True)
class SealDay(Command):
    """Name size and root of every book, as of now; whoever begins the day signs it."""

    act: ClassVar[str] = "day.seal"
    in_registry: ClassVar[bool] = True
    on: date


@form(SealDay)
def seal(context: Context, command: SealDay) -> Draft:
    """Draw up the day's heads."""
    del command
    draft = Draft()
    for book_id in logs(context.read):
        if book_id:
            head = head_of(context.read, book_id)
            draft.add("day_head", of_book=book_id, size=head.size, root=head.root)
    return draft


def seal_day(desk: Desk, pen: Pen) -> Receipt | None:
    """Seal today's heads unless that has been done since midnight in China; called at log-in.

    Returns None when there was nothing to do, or when the books would not hold still: the next
    person to log in comes here again. Two people at the same moment share one request id, so that
    the day has one act (L12).
    """
    with desk.read() as read:
        today = china_day(desk.now(read))
        if last_sealed_on(read) == today or not registry.roles_of(read, pen.user, registry.NEWEST):
            return None
    try:
        return act(desk, pen, SealDay(request_id=f"day.{today}", on=today))
    except Stale:
        return None
