"""The interference register, masked, and the log of who read what is masked or sealed.

A record in full is shown against a reading that is sealed first, to an auditor or its recorder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from cityledger.kernel import days
from cityledger.tui.audit.asking import AskLine, Telling
from cityledger.tui.audit.register import PAGE, RegisterListPage
from cityledger.tui.send import Sent, send
from cityledger.tui.texts import choice
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.table import Line

if TYPE_CHECKING:
    from cityledger.actions.desk import Desk
    from cityledger.tui.seat import Seat
    from cityledger.views.disclosures import Disclosed
    from cityledger.views.interference import Card, Record

FIELDS = (
    ("stage", "said_stage"),
    ("content", "said_content"),
    ("actor_name", "said_who"),
    ("actor_unit", "said_unit"),
    ("actor_post", "said_post"),
    ("actor_rank", "said_rank"),
    ("intermediary", "said_between"),
    ("beneficiary", "said_beneficiary"),
    ("witnesses", "said_witnesses"),
    ("recorder", "said_recorder"),
    ("cleared_by", "said_cleared_by"),
    ("clear_reason", "said_clear_reason"),
)
"""Fields of a record in full, and the text keys of their labels."""


class InterferencePage(RegisterListPage):
    """What kind of thing happened and where it stands; neither persons nor words."""

    TITLE_KEY = "title_interference"
    EMPTY_KEY = "interference_empty"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "key_read_sealed")]

    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        return (
            Column(self.say("col_no"), 4, "number"),
            Column(self.say("acol_happened"), 10),
            Column(self.say("acol_area"), 12, grows=True),
            Column(self.say("acol_kind"), 12, grows=True),
            Column(self.say("acol_where"), 12, grows=True, drops=2),
            Column(self.say("acol_due"), 10, drops=1),
            Column(self.say("col_state"), 8),
        )

    def page(self, desk: Desk, after: Record | None) -> tuple[Record, ...]:
        """Read them all: the register of a book is short."""
        from cityledger.views.interference import records

        if after is not None or self.seat.cover is None:
            return ()
        with desk.read() as read:
            return records(read, desk.book_id, self.seat.cover.today)

    def line(self, row: Record) -> Line:
        """Return how a record is shown."""
        lang = self.seat.lang
        cells = (
            str(row.interference_id), days.text(row.occurred_on),
            choice("risk_area_kind", row.area, lang),
            choice("interference_act_kind", row.act_kind, lang),
            f"{row.project_code} {row.contract_no}".strip(), days.text(row.due_on),
            choice("interference_state", row.state, lang),
        )  # fmt: skip
        return Line(cells, row.interference_id, "red" if row.is_late else "")

    def headline(self) -> str:
        """Say that reading a record is an act of its own."""
        return self.say("interference_rule")

    def open_row(self, row: Record) -> None:
        """Ask what it is read for, seal the reading, and show the record."""
        number, seat = row.interference_id, self.seat

        def asked(purpose: str | None) -> None:
            if purpose:
                self.tell("sealing")
                self.start(lambda: _read(seat, number, purpose), self._opened, "read")

        question = self.say("purpose_wanted", number=number)
        self.app.push_screen(AskLine(question, is_needed=True), asked)

    def _opened(self, found: tuple[Sent, Card | None]) -> None:
        sent, card = found
        self.announce()
        if card is None:
            said = " ".join(f"{x.sentence} {x.remedy}" for x in sent.objections)
            self.tell("reading_refused", "bad", leaf=sent.leaf, why=said)
            return
        self.tell("reading_sealed", "good", leaf=sent.leaf)
        self.app.push_screen(Telling(self.say("record_title"), self._paragraphs(card)))

    def _paragraphs(self, card: Card) -> tuple[str, ...]:
        lang, row = self.seat.lang, card.record
        kinds = (
            choice("risk_area_kind", row.area, lang),
            choice("interference_act_kind", row.act_kind, lang),
            choice("interference_channel_kind", row.channel, lang),
            choice("directness_kind", row.directness, lang),
        )
        parts = [f"{days.text(row.occurred_on)}  {' / '.join(kinds)}"]
        parts += [
            f"{self.say(key)}: {getattr(card, name)}" for name, key in FIELDS if getattr(card, name)
        ]
        for step in card.handlings:
            effect = choice("interference_effect_kind", step.effect, lang)
            parts.append(
                f"{days.text(step.reported_on)} {step.reported_to}: {step.decision} ({effect})"
            )
        return tuple(parts)


def _read(seat: Seat, number: int, purpose: str) -> tuple[Sent, Card | None]:
    """Seal the reading; the record is read against it, or not at all."""
    from cityledger.actions.disclosures import Disclose
    from cityledger.views.interference import card

    sent = send(seat, Disclose(kind="interference", subject=str(number), purpose=purpose))
    if sent.is_refused or seat.cover is None:
        return sent, None
    with seat.desk.read() as read:
        found = card(read, seat.desk.book_id, number, sent.leaf, seat.cover.today)
    return sent, found


class DisclosuresPage(RegisterListPage):
    """Who read what is masked or sealed, and what for."""

    TITLE_KEY = "title_disclosures"
    EMPTY_KEY = "disclosures_empty"

    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        return (
            Column(self.say("acol_leaf"), 7, "number"),
            Column(self.say("acol_when"), 16),
            Column(self.say("acol_who"), 8),
            Column(self.say("acol_kind"), 10),
            Column(self.say("acol_subject"), 12, grows=True),
            Column(self.say("acol_purpose"), 16, grows=True),
        )

    def page(self, desk: Desk, after: Disclosed | None) -> tuple[Disclosed, ...]:
        """Read a page."""
        from cityledger.views.disclosures import disclosures

        with desk.read() as read:
            before = after.leaf_idx if after else None
            return disclosures(read, desk.book_id, before=before, limit=PAGE)

    def line(self, row: Disclosed) -> Line:
        """Return how a reading is shown."""
        at = f"{row.at.astimezone(days.CHINA):%Y-%m-%d %H:%M}"
        kind = self.say(KINDS[row.kind]) if row.kind in KINDS else row.kind
        return Line((str(row.leaf_idx), at, row.name, kind, row.subject, row.purpose), row.leaf_idx)

    def open_row(self, row: Disclosed) -> None:
        """Show the purpose whole."""
        self.app.push_screen(Telling(f"{row.name} #{row.leaf_idx}", (row.subject, row.purpose)))


KINDS = {
    "interference": "read_interference",
    "household": "read_household",
    "tip": "read_tip",
    "export": "read_export",
}
"""Kinds of readings, and the text keys of their names."""
