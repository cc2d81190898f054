"""A form made from a sheet of the workbook: the same columns, checks and notes as on paper.

A document of several lines has its heading fields first, then the fields of one line; Enter on the
last of them puts the line into the list and starts the next.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from cityledger.actions.command import new_request_id
from cityledger.exchange.cells import CellError
from cityledger.kernel import days
from cityledger.tui.entry.form import EntryForm, FieldHelp
from cityledger.tui.entry.pasted import read_lines
from cityledger.tui.entry.sheet_fields import (
    Wrong,
    field_of,
    name_of,
    shown_of,
    starts_today,
    typed_of,
    value_of,
    word_of,
)
from cityledger.tui.texts import say
from cityledger.tui.texts.headings import heading, title_of
from cityledger.tui.widgets.cells import Column as Shown
from cityledger.tui.widgets.fields import DayInput, HanInput, MoneyInput
from cityledger.tui.widgets.lookup import LookupInput, Offers
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from textual.app import ComposeResult
    from textual.widgets import Input

    from cityledger.actions.command import Command
    from cityledger.exchange.sheets import Column, Sheet
    from cityledger.tui.entry.form import Asking
    from cityledger.tui.widgets.lookup import Choice

FIRST = "f_"
"""Fields are named `f_` and the field of the sheet."""

LINES = "lines"
SAME = ("project",)
"""What the next document nearly always has in common with the last one, beside its days."""

FEWEST_LINES, MOST_LINES = 3, 7
"""Height of the list of lines with its rule and its heading; at most five lines are in sight."""


class SheetForm(EntryForm):
    """One document of a sheet."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete", "remove_line", "key_remove_line", show=False)
    ]

    class Referred(Message):
        """A field that refers to something was entered: its choices are wanted."""

        def __init__(self, field: LookupInput, noun: str) -> None:
            """Take the field and the noun."""
            super().__init__()
            self.field = field
            self.noun = noun

    class NotTaken(Message):
        """Pasted rows were wrong: every problem, or none any more."""

        def __init__(self, problems: tuple[str, ...]) -> None:
            """Take the problems in words."""
            super().__init__()
            self.problems = problems

    def __init__(self, sheet: Sheet) -> None:
        """Take the sheet."""
        super().__init__()
        self.sheet = sheet
        self.once, self.each = sheet.once, sheet.each
        self.brought: set[str] = set()
        self.given: dict[str, str] = {}
        self.lines: list[dict[str, object]] = []
        self.typed_lines: list[dict[str, str]] = []
        self.followed: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Build a row for each column, the list of lines, the matches."""
        lang, day = self.seat.lang, self.seat.day_of_entry()
        with VerticalScroll(id="fields", can_focus=False):
            for column in (*self.once, *self.each):
                title = name_of(column, lang)
                yield self.row(column.field, title, field_of(column, day, lang))
                if column.kind == "money":
                    name = f"capital_{column.field}"
                    yield Static("", id=name, markup=False, classes="under")
        if self.each:
            shown = tuple(_shown(c, lang, n) for n, c in enumerate(self.each))
            yield RowTable(shown, empty=self.say_lines(), id="lines")
        yield Offers(id="offers")

    def say_lines(self) -> str:
        """Return what stands in an empty list of lines."""
        return say("no_lines", self.seat.lang)

    def on_mount(self) -> None:
        """Go to the first field."""
        self.border_title = title_of(self.sheet, self.seat.lang)
        for name in self.query(".under"):
            name.display = False
        self._show_lines()
        self.text(self.order()[0]).focus()

    def order(self) -> tuple[str, ...]:
        """Return the fields in the order of the sheet."""
        return tuple(FIRST + column.field for column in (*self.once, *self.each))

    def column(self, name: str | None) -> Column:
        """Return the column of a field by its name."""
        return self.sheet.column((name or "").removeprefix(FIRST))

    def field(self, column: Column) -> HanInput:
        """Return the field of a column."""
        return self.text(FIRST + column.field)

    def explain(self, field: HanInput) -> FieldHelp:
        """Return what F1 says of a field: the note of its column, its choices."""
        said, column, lang = super().explain(field), self.column(field.id), self.seat.lang
        parts = [] if said.takes.startswith(column.note) or lang != "zh" else [column.note]
        if column.required:
            parts.append(say("takes_needed", lang))
        if column.choices:
            words = " / ".join(word_of(column, key, lang) for _, key in column.choices)
            parts.append(say("takes_choices", lang, choices=words))
        return FieldHelp(said.title, "\n".join((said.takes, *parts)), said.words)

    def words_of(self, field: HanInput) -> tuple[str, ...]:
        """Return the heading of the column, which is what the rules call it."""
        heading_zh = self.column(field.id).heading
        return (heading_zh.partition("(")[0],)

    # ---------------------------------------------------------------------------- typing

    def on_descendant_focus(self) -> None:
        """Ask for the choices of a field that refers to something, each time it is entered."""
        super().on_descendant_focus()
        focused = self.screen.focused
        if isinstance(focused, LookupInput):
            noun = self.column(focused.id).ref
            if noun:
                self.post_message(self.Referred(focused, noun))

    def take_choices(self, field: LookupInput, found: tuple[Choice, ...]) -> None:
        """Offer what was found for a field."""
        field.choices = found
        is_given = field.value == self.given.pop(field.id or "", None)
        if field.picked is None and field.value and (is_given or not field.has_focus):
            field.pick_key(field.value)
        if field.has_focus:
            self.offer(field)

    def context(self) -> dict[str, str]:
        """Return what the other fields hold, by field of the sheet."""
        return {c.field: typed_of(self.field(c)) for c in (*self.once, *self.each)}

    def names(self) -> dict[str, str]:
        """Return what the document names: what was picked, days, and numbers of its own."""
        return {
            c.field: typed_of(self.field(c))
            for c in (*self.once, *self.each)
            if c.ref or c.kind == "day"
        }

    def follow(self, fields: tuple[tuple[str, str], ...]) -> None:
        """Fill what follows from a choice, where nothing is typed or what followed before stands.

        A document that is empty but for its days is left alone.
        """
        if not any(typed_of(f) for f in self.query(LookupInput)):
            return
        known = {column.field: column for column in (*self.once, *self.each)}
        for name, value in fields:
            field = self.field(known[name])
            typed = typed_of(field)
            if typed != value and typed in ("", self.followed.get(name, "")):
                self._put(known[name], value)
                self.followed[name] = value
                # What somebody types there takes its place: 4 and a 9 typed are no 49.
                field.select_on_focus = True
                if field.has_focus:
                    field.action_select_all()
                if isinstance(field, LookupInput) and known[name].ref and field.picked is None:
                    self.post_message(self.Referred(field, known[name].ref or ""))

    def total_fen(self) -> int | None:
        """Return the sum of the lines on the list, None where there are none."""
        amounts = [c.field for c in self.each if c.kind == "money"]
        if not self.lines or not amounts:
            return None
        rows = (line.get(amounts[0]) for line in self.lines)
        return sum(fen for fen in rows if isinstance(fen, int))

    def may_stay(self, field: LookupInput, *, matched: bool) -> bool:
        """Let an optional field stay empty, and one that refers hold what is typed whole."""
        column = self.column(field.id)
        if not field.value:
            return not column.required
        return bool(column.ref) and not matched

    def edited(self, field: Input) -> None:
        """Show the capitals of an amount, or what is wrong with it."""
        if not isinstance(field, MoneyInput):
            return
        under = self.query_one(f"#capital_{self.column(field.id).field}", Static)
        said = self.capital(field)
        under.display = bool(said.plain)
        under.update(said)

    def skips(self, name: str) -> bool:
        """Go past what a choice brought; an amount is looked at all the same."""
        field = self.text(name)
        return super().skips(name) or (
            name in self.brought and bool(field.value) and not isinstance(field, MoneyInput)
        )

    def bring(self, name: str) -> None:
        """Fill the fields that a choice answers as well, unless something is typed there."""
        field = self.text(name)
        if not isinstance(field, LookupInput) or field.picked is None:
            return
        known = {column.field: column for column in (*self.once, *self.each)}
        for target, value in field.picked.brings:
            column = known.get(target)
            if column is None or FIRST + target == name:
                continue
            there = self.field(column)
            if typed_of(there) and FIRST + target not in self.brought:
                continue
            self._put(column, value)
            self.brought.add(FIRST + target)

    def go_on(self, name: str) -> None:
        """Go on: the last field of a line puts it into the list, an empty line is the end."""
        order = self.order()
        self.bring(name)
        if self.each and name == order[-1] and any(self._line_typed().values()):
            if self.add_line():
                self.text(FIRST + self.each[0].field).focus()
            return
        first_of_line = FIRST + self.each[0].field if self.each else ""
        may_end = bool(self.lines) or self.sheet.is_bare_fine
        if name == first_of_line and may_end and not any(self._line_typed().values()):
            self.post_message(self.Finished())
            return
        super().go_on(name)

    # ----------------------------------------------------------------------------- lines

    def _line_text(self) -> dict[str, str]:
        return {c.field: typed_of(self.field(c)) for c in self.each}

    def _line_typed(self) -> dict[str, str]:
        """Return what the line holds that somebody typed: a day that is there anyway is not."""
        text = self._line_text()
        return {
            c.field: text[c.field]
            for c in self.each
            if not (isinstance(self.field(c), DayInput) and starts_today(c))
        }

    def add_line(self) -> bool:
        """Put the line that is typed into the list; says whether it was whole."""
        values, wrong = self._values(self.each)
        if wrong:
            self.tell(str(wrong[0]), "bad")
            return False
        self.lines.append(values)
        self.typed_lines.append(self._line_text())
        self._show_lines()
        for column in self.each:
            self._empty(column)
        self.post_message(self.Edited())
        return True

    def action_remove_line(self) -> None:
        """Take the line under the cursor out of the list."""
        table = self.query_one("#lines", RowTable) if self.each else None
        if table is None or not table.has_focus or not self.lines:
            return
        del self.lines[table.cursor], self.typed_lines[table.cursor]
        self._show_lines()
        self.post_message(self.Edited())

    def _show_lines(self) -> None:
        if not self.each:
            return
        lang = self.seat.lang
        # A column that no line fills would only take the room that amounts need.
        filled = {name for line in self.lines for name in line}
        seen = [c for c in self.each if c.required or c.field in filled or not self.lines]
        table = self.query_one("#lines", RowTable)
        table.columns = tuple(_shown(c, lang, n) for n, c in enumerate(seen))
        # The list grows with its lines: until there are some, the fields have the room.
        table.styles.height = min(MOST_LINES, max(FEWEST_LINES, len(self.lines) + 2))
        table.fill(
            [
                Line(tuple(shown_of(c, line.get(c.field), lang) for c in seen), n)
                for n, line in enumerate(self.lines)
            ]
        )

    # --------------------------------------------------------------------------- the values

    def _values(self, columns: tuple[Column, ...]) -> tuple[dict[str, object], list[Wrong]]:
        """Return the values of some columns, and everything that is wrong with them."""
        lang = self.seat.lang
        values: dict[str, object] = {}
        wrong: list[Wrong] = []
        for column in columns:
            try:
                value = value_of(column, self.field(column), lang)
            except CellError as error:
                wrong.append(Wrong(heading(column, lang), error.reason, error.remedy))
                continue
            if value is not None:
                values[column.field] = value
            elif column.required:
                must = say("must_fill", lang), say("fill_it", lang)
                wrong.append(Wrong(heading(column, lang), *must))
        return values, wrong

    def wrong(self) -> list[Wrong]:
        """Return everything that keeps the document from being whole."""
        return self._rows()[1]

    def _rows(self) -> tuple[list[dict[str, object]], list[Wrong]]:
        head, wrong = self._values(self.once)
        if not self.each:
            return [head], wrong
        lines = list(self.lines)
        is_typed = any(self._line_typed().values())
        if not lines and not is_typed and self.sheet.is_bare_fine:
            return [head], wrong
        if is_typed or not lines:
            line, of_line = self._values(self.each)
            lines.append(line)
            wrong += of_line
        return [head | line for line in lines], wrong

    def filled(self) -> Asking | None:
        """Return what builds the command, or None while something is missing or wrong."""
        rows, wrong = self._rows()
        if wrong:
            return None
        sheet, request_id = self.sheet, self.request_id

        def command() -> Command:
            from cityledger.exchange.filled import command_of

            return command_of(sheet, rows, request_id)

        return command

    def day(self) -> date | None:
        """Return the first day of the document."""
        dated = (self.field(column) for column in self.once if column.kind == "day")
        return next((f.day() for f in dated if isinstance(f, DayInput) and f.value), None)

    # ----------------------------------------------------------------------------- drafts

    def draft(self) -> dict[str, str]:
        """Return what is typed; a day or the project of the last document is nothing yet."""
        fields = {c.field: typed_of(self.field(c)) for c in (*self.once, *self.each)}
        said = any(
            text
            for name, text in fields.items()
            if name not in SAME and not isinstance(self.field(self.sheet.column(name)), DayInput)
        )
        if not said and not self.lines:
            return {}
        out = {"request_id": self.request_id} | {FIRST + k: v for k, v in fields.items()}
        if self.lines:
            out[LINES] = json.dumps(self.typed_lines, ensure_ascii=False)
        return out

    def restore(self, draft: Mapping[str, str]) -> None:
        """Take a draft up again, its lines first."""
        self.request_id = draft.get("request_id") or self.request_id
        for line in self._kept_lines(draft.get(LINES, "")):
            for column in self.each:
                self._put(column, line.get(column.field, ""))
            self.add_line()
        for column in (*self.once, *self.each):
            self._put(column, draft.get(FIRST + column.field, ""))

    def _kept_lines(self, text: str) -> Iterator[dict[str, str]]:
        try:
            found = json.loads(text or "[]")
        except ValueError:
            return
        for line in found if isinstance(found, list) else ():
            if isinstance(line, dict):
                yield {str(name): str(value) for name, value in line.items()}

    def _put(self, column: Column, text: str) -> None:
        field = self.field(column)
        if isinstance(field, LookupInput):
            if not field.pick_key(text):
                # Its choices are still on their way; it is looked for by its key when they come.
                field.value = text
                if text and column.ref:
                    self.given[FIRST + column.field] = text
                    self.post_message(self.Referred(field, column.ref))
        else:
            field.value = text

    def held(self) -> dict[str, str]:
        """Return what each field holds, by its name."""
        return {FIRST + c.field: typed_of(self.field(c)) for c in (*self.once, *self.each)}

    def same_again(self) -> dict[str, str]:
        """Return the project: the next document is nearly always of the same."""
        return {name: value for name, value in self.held().items() if name[len(FIRST) :] in SAME}

    def go_first(self) -> None:
        """Go to the first field that is empty: project and days may have stayed."""
        names = [FIRST + c.field for c in self.once] or list(self.order())
        empty = (name for name in names if not self.text(name).value)
        self.text(next(empty, names[0])).focus()

    def take_lines(self, text: str) -> bool:
        """Take rows of a spreadsheet as lines: all of them, or none and every problem by line."""
        if not self.each:
            return False
        found = read_lines(self.each, text, self.seat.lang)
        if found.problems:
            self.post_message(self.NotTaken(found.problems))
            return True
        self.lines += found.values
        self.typed_lines += found.typed
        self._show_lines()
        self.tell(say("lines_taken", self.seat.lang, count=len(found.values)), "good")
        self.post_message(self.NotTaken(()))
        self.post_message(self.Edited())
        return True

    def clear(self) -> None:
        """Empty the form; required days stay, since the next document is nearly always of them."""
        self.request_id = new_request_id()
        self.lines, self.typed_lines = [], []
        self.brought.clear()
        self.followed.clear()
        self._show_lines()
        for column in (*self.once, *self.each):
            self._empty(column)
        self.text(self.order()[0]).focus()

    def _empty(self, column: Column) -> None:
        field = self.field(column)
        if isinstance(field, LookupInput):
            field.pick(None)
        elif isinstance(field, DayInput) and starts_today(column):
            field.value = field.value or days.text(self.seat.day_of_entry())
        else:
            field.value = ""


def _shown(column: Column, lang: str, place: int) -> Shown:
    """Return a column of the list of lines; on a narrow screen the last texts go first."""
    if column.kind == "money":
        return Shown(heading(column, lang), 8, "money")
    width = 10 if column.kind == "day" else 8
    return Shown(heading(column, lang), width, grows=not place, drops=place)
