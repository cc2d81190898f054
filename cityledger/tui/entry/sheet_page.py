"""Enter documents of any sheet: funds received, contracts, certificates, households and more."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on

from cityledger.exchange.forms import DOCUMENT_OF
from cityledger.tui.entry.archives import LANG, USER, choices
from cityledger.tui.entry.page import EntryPage
from cityledger.tui.entry.sheet_form import SheetForm
from cityledger.tui.texts.headings import title_of

if TYPE_CHECKING:
    from cityledger.exchange.sheets import Sheet


class SheetPage(EntryPage):
    """The screen of one sheet."""

    def __init__(self, noun: str) -> None:
        """Take the noun of the sheet."""
        super().__init__()
        self.sheet: Sheet = DOCUMENT_OF[noun]

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

    def hint(self) -> str:
        """Say what is still missing."""
        wrong = self.document.wrong()
        return "\n".join(["", *map(str, wrong)]).strip() if self.document.draft() else ""

    def missing(self) -> str:
        """Name the first thing that is missing."""
        wrong = self.document.wrong()
        return str(wrong[0]) if wrong else super().missing()
