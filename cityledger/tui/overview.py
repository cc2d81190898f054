"""What the workbench shows: money by tranche and project, what needs attention, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.kernel import days, money
from cityledger.tui.requests.reading import waiting
from cityledger.tui.texts import TEXTS, choice, say

if TYPE_CHECKING:
    from cityledger.tui.seat import Seat
    from cityledger.views.alerts import Alert
    from cityledger.views.payments import RequestRow
    from cityledger.views.position import FundPosition

LEADS_TO = {
    "certificate_due": "pay",
    "payment_waiting": "request",
    "guarantee_expiring": "guarantee",
}
"""Where something can be done about a kind of alert: `pay` and `request` take its subject along."""

RECENT = 10
"""How many of a person's own requests are shown with where they stand."""

LOOKED_AT = 200
"""How many of the newest requests are looked at for a person's own."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What needs attention: a sentence, how grave it is, where it leads.

    `tone` is bad, warn, dim or empty;
    `leads_to` is a place, or `request:7`, or `pay:C1` with the contract whose payment is meant.
    """

    text: str
    tone: str = "warn"
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the workbench, read at one go."""

    position: FundPosition
    notices: tuple[Notice, ...]


def overview(seat: Seat) -> Overview:
    """Read the workbench in one worker: one's own work first, then alerts, then what was sent."""
    from cityledger.views.alerts import alerts
    from cityledger.views.contract_state import contracts
    from cityledger.views.payments import requests
    from cityledger.views.position import fund_position

    cover = seat.look()
    desk = seat.desk
    with desk.read() as read:
        position = fund_position(read, desk.book_id, today=cover.today)
        found = alerts(read, desk.book_id, cover.today)
        numbers = {str(s.contract_id): s.contract_no for s in contracts(read, desk.book_id)}
        rows = requests(read, desk.book_id, limit=LOOKED_AT)
    mine = tuple(row for row in rows if row.maker_id == seat.user)
    said = (
        *_returned(mine, seat.lang),
        *_tasks(seat),
        *_kept(seat),
        *(_sentence(alert, seat, numbers) for alert in found),
        *_sent(mine, seat.lang),
    )
    return Overview(position, said)


def _returned(mine: tuple[RequestRow, ...], lang: str) -> tuple[Notice, ...]:
    """Return one's own requests that came back: nothing goes on until they are put right."""
    return tuple(
        Notice(say("request_returned", lang, **_facts(row, lang)), "bad", _request(row))
        for row in mine
        if row.state == "returned"
    )


def _sent(mine: tuple[RequestRow, ...], lang: str) -> tuple[Notice, ...]:
    """Return the requests sent last, with where each stands."""
    rows = [row for row in mine if row.state != "returned"][:RECENT]
    return tuple(
        Notice(say("request_sent", lang, **_facts(row, lang)), "dim", _request(row)) for row in rows
    )


def _request(row: RequestRow) -> str:
    return f"request:{row.payment_request_id}"


def _facts(row: RequestRow, lang: str) -> dict[str, object]:
    return {
        "number": row.payment_request_id,
        "on": days.text(row.value_date),
        "summary": row.summary,
        "amount": money.text(row.amount_fen),
        "state": choice("payment_state", row.state, lang),
    }


def _kept(seat: Seat) -> tuple[Notice, ...]:
    """Return one line for each kept draft, the newest first."""
    from cityledger.tui.places import BY_KEY
    from cityledger.tui.seat import ENTRY_KIND

    out = []
    for kept in seat.drafts.kept():
        place = "entry" if kept.kind == ENTRY_KIND else kept.kind
        if place in BY_KEY:
            name, at = BY_KEY[place].name(seat.lang), kept.at.astimezone(days.CHINA)
            text = say("draft_waiting", seat.lang, name=name, at=f"{at:%m-%d %H:%M}")
            out.append(Notice(text, "", place))
    return tuple(out)


def _tasks(seat: Seat) -> tuple[Notice, ...]:
    """Return what waits for this person by duty: one request is opened itself, several as a list.

    What came back to its maker is told of one by one.
    """
    from cityledger.tui.requests.proposed import proposals
    from cityledger.tui.requests.steps import VERBS

    lang, person = seat.lang, seat.person
    if person is None:
        return ()
    found: dict[str, list[int]] = {}
    for item in waiting(seat.desk, seat.user, person.roles):
        if item.is_mine and item.role != "maker":
            found.setdefault(item.role, []).append(item.row.payment_request_id)
    out = []
    for role, numbers in found.items():
        what, count = say(VERBS[role], lang), len(numbers)
        leads_to = f"request:{numbers[0]}" if count == 1 else "queue"
        out.append(Notice(say("waiting_for_me", lang, count=count, what=what), "", leads_to))
    count = sum(1 for found in proposals(seat) if found.may and not found.is_own)
    if count:
        out.append(Notice(say("proposals_for_me", lang, count=count), "", "proposals"))
    return tuple(out)


def _place_of(alert: Alert, seat: Seat, numbers: dict[str, str]) -> str:
    """Return where something can be done about an alert by this person, empty for nowhere."""
    from cityledger.tui.places import BY_KEY

    kind = LEADS_TO.get(alert.kind, "")
    if kind == "request":
        return f"request:{alert.ref}"
    place = BY_KEY.get("entry" if kind == "pay" else kind)
    if place is None or not seat.has(*place.roles):
        return ""
    return f"pay:{numbers.get(alert.ref, '')}" if kind == "pay" else place.key


def _sentence(alert: Alert, seat: Seat, numbers: dict[str, str]) -> Notice:
    """Say one alert and where it leads; contracts are known by the numbers of their rows."""
    said = sentence(alert, seat.lang)
    return Notice(said.text, said.tone, _place_of(alert, seat, numbers))


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
    return Notice(text, tone)
