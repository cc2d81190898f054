"""Enter documents of any sheet: funds received, contracts, certificates, households and more."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on
from textual.content import Content

from cityledger.exchange.forms import DOCUMENT_OF
from cityledger.tui.entry.archives import LANG, USER, choices
from cityledger.tui.entry.chosen import READERS, Chosen, Standing, chosen
from cityledger.tui.entry.page import EntryPage
from cityledger.tui.entry.sheet_form import SheetForm
from cityledger.tui.texts import say
from cityledger.tui.texts.headings import title_of
from cityledger.tui.widgets.panel import END, figure, heading, marked, stands

if TYPE_CHECKING:
    from cityledger.exchange.sheets import Sheet


class SheetPage(EntryPage):
    """The screen of one sheet."""

    def __init__(self, noun: str) -> None:
        """Take the noun of the sheet."""
        super().__init__()
        self.sheet: Sheet = DOCUMENT_OF[noun]
        self.chosen = Chosen()
        self._named: dict[str, str] = {}

    @property
    def draft_kind(self) -> str:
        """The drafts of this sheet."""
        return self.sheet.noun

    @property
    def act(self) -> str:
        """The act that a document of the sheet becomes."""
        return self.sheet.act

    def about(self) -> str:
        """Return what the sheet is for: the note of the workbook, or its name in English."""
        note = self.sheet.note if self.seat.lang == "zh" else ""
        return note or self.say("about_sheet", name=self.heading())

    def heading(self) -> str:
        """Return the title of the screen."""
        return title_of(self.sheet, self.seat.lang)

    def build_form(self) -> SheetForm:
        """Return the form of the sheet."""
        return SheetForm(self.sheet)

    @property
    def document(self) -> SheetForm:
        """The form, as what it is."""
        return cast("SheetForm", self.form)

    def on_mount(self) -> None:
        """Take the draft up again."""
        super().on_mount()
        self.take_draft()

    @on(SheetForm.Referred)
    def referred(self, event: SheetForm.Referred) -> None:
        """Read the choices of the field that was entered."""
        desk, noun, field = self.seat.desk, event.noun, event.field
        asked_by = {USER: self.seat.user, LANG: self.seat.lang}
        context = self.document.context() | asked_by
        self.start(
            lambda: choices(desk, noun, context),
            lambda found: self.document.take_choices(field, found),
            f"choices_{field.id}",
        )

    @on(SheetForm.NotTaken)
    def not_taken(self, event: SheetForm.NotTaken) -> None:
        """Show every problem of pasted rows at once, with its line."""
        self.refusal = Content("")
        if event.problems:
            width = self.panel_width()
            head = self.say("lines_refused", count=len(event.problems))
            said = [marked(text, "✗ ", width, "$error") for text in event.problems]
            self.refusal = Content("").join([heading(head, width, "bold $error"), *said])
            self.status.tell(head, "bad")
        self.show()

    @on(SheetForm.Edited)
    def look_soon(self) -> None:
        """Read where things stand for what the document names now, when that has changed."""
        if self.sheet.noun not in READERS:
            return
        named = self.document.names()
        if named != self._named:
            self._named = named
            desk, noun = self.seat.desk, self.sheet.noun
            self.start(lambda: chosen(desk, noun, named), self._stands, "chosen")

    def _stands(self, found: Chosen) -> None:
        self.chosen = found
        self.document.follow(found.follows)
        self.show()

    def ledger_changed(self) -> None:
        """Read again where things stand."""
        super().ledger_changed()
        self._named = {}
        self.look_soon()

    def standing(self) -> Content | None:
        """Return where things stand, and what this document works out before it is signed."""
        lang, width = self.seat.lang, self.panel_width("standing")
        rows = [stands(line, width, lang) for line in self.chosen.lines]
        if self.verdict is not None and self.verdict.sums:
            rows.append(heading(say("stands_computed", lang), width, "bold").rstrip())
            for name, fen in self.verdict.sums:
                rows.append(figure(say(f"sum_{name}", lang), fen, width, "bold"))
        total = self.document.total_fen()
        if total is not None:
            count = str(len(self.document.lines))
            rows.append(stands(Standing("stands_total", total, subject=count), width, lang))
        return END.join(rows) if rows else None

    def hint(self) -> str:
        """Say what is still missing."""
        wrong = self.document.wrong()
        return "\n".join(["", *map(str, wrong)]).strip() if self.document.draft() else ""

    def missing(self) -> str:
        """Name the first thing that is missing."""
        wrong = self.document.wrong()
        return str(wrong[0]) if wrong else super().missing()
