"""What the workbench shows: money by tranche and project, what needs attention, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.kernel import days, money
from cityledger.tui.requests.reading import waiting
from cityledger.tui.texts import TEXTS, say

if TYPE_CHECKING:
    from cityledger.tui.seat import Seat
    from cityledger.views.alerts import Alert
    from cityledger.views.position import FundPosition

LEADS_TO = {"certificate_due": "entry", "payment_waiting": "queue"}
"""The screen where something can be done about a kind of alert."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What needs attention: a sentence, how grave it is (bad, warn or nothing), where it leads."""

    text: str
    tone: str = "warn"
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the workbench, read at one go."""

    position: FundPosition
    notices: tuple[Notice, ...]


def overview(seat: Seat) -> Overview:
    """Read the workbench in one worker."""
    from cityledger.views.alerts import alerts
    from cityledger.views.position import fund_position

    cover = seat.look()
    desk = seat.desk
    with desk.read() as read:
        position = fund_position(read, desk.book_id, today=cover.today)
        found = alerts(read, desk.book_id, cover.today)
    return Overview(position, (*_tasks(seat), *(sentence(alert, seat.lang) for alert in found)))


def _tasks(seat: Seat) -> tuple[Notice, ...]:
    """Return what waits for this person: a kept draft, and requests by duty."""
    from cityledger.tui.requests.proposed import proposals
    from cityledger.tui.requests.steps import VERBS
    from cityledger.tui.seat import ENTRY_KIND

    lang, person = seat.lang, seat.person
    if person is None:
        return ()
    out = []
    if seat.drafts.load(ENTRY_KIND):
        out.append(Notice(say("draft_waiting", lang), "", "entry"))
    counts: dict[str, int] = {}
    for item in waiting(seat.desk, seat.user, person.roles):
        if item.is_mine:
            counts[item.role] = counts.get(item.role, 0) + 1
    for role, count in counts.items():
        what = say(VERBS[role], lang)
        out.append(Notice(say("waiting_for_me", lang, count=count, what=what), "", "queue"))
    count = sum(1 for found in proposals(seat) if found.may and not found.is_own)
    if count:
        out.append(Notice(say("proposals_for_me", lang, count=count), "", "proposals"))
    return tuple(out)


def sentence(alert: Alert, lang: str) -> Notice:
    """Say one alert of the books in words; some kinds speak otherwise once the day is past."""
    past = f"alert_{alert.kind}_past"
    key = past if alert.days < 0 and past in TEXTS else f"alert_{alert.kind}"
    text = say(
        key,
        lang,
        subject=alert.subject,
        days=abs(alert.days),
        on=days.text(alert.on),
        amount=money.text(alert.amount_fen),
    )
    tone = "bad" if alert.level == "red" else "warn"
    return Notice(text, tone, LEADS_TO.get(alert.kind, ""))
