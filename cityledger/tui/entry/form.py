"""What every form has: fields in an order, matches under them, a draft, and no database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from cityledger.actions.command import new_request_id
from cityledger.kernel import money
from cityledger.tui.texts import say
from cityledger.tui.widgets.fields import DayInput, HanInput, MoneyInput
from cityledger.tui.widgets.lookup import LookupInput, Offers
from cityledger.tui.widgets.safe import label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from textual.widget import Widget

    from cityledger.actions.command import Command
    from cityledger.tui.app import CityledgerApp
    from cityledger.tui.seat import Seat

    Asking = Callable[[], Command]
    """Builds the command in a worker: the module of the act is imported there."""


@dataclass(frozen=True, slots=True)
class FieldHelp:
    """What F1 says of a field: its title, what it takes, and Chinese words that rules use of it."""

    title: str
    takes: str
    words: tuple[str, ...] = ()


class EntryForm(Vertical):
    """One document being entered; the page around it asks the gate and sends."""

    OPTIONAL: ClassVar[frozenset[str]] = frozenset()
    """Look-up fields that may stay empty or hold what matches nothing."""

    class Edited(Message):
        """Something changed: the gate may say something else now."""

    class Finished(Message):
        """Enter on the last field."""

    class Said(Message):
        """Something to tell the person in the status line."""

        def __init__(self, text: str, tone: str) -> None:
            """Take the text and its tone."""
            super().__init__()
            self.text = text
            self.tone = tone

    def __init__(self) -> None:
        """Start empty, with a request id of its own (L12)."""
        super().__init__(id="form", classes="box")
        self.titles: dict[str, str] = {}
        self.request_id = new_request_id()

    # -------------------------------------------------------------------- what a form answers

    def order(self) -> tuple[str, ...]:
        """Return the names of the fields in the order of Enter."""
        return tuple(field.id or "" for field in self.query(HanInput))

    def filled(self) -> Asking | None:
        """Return what builds the command, or None while something needed is missing."""
        return None

    def draft(self) -> dict[str, str]:
        """Return what is typed, by field, with the request id; empty when that is nothing yet."""
        typed = {name: self.text(name).value for name in self.order()}
        return {"request_id": self.request_id} | typed if any(typed.values()) else {}

    def restore(self, draft: Mapping[str, str]) -> None:
        """Take a draft up again."""
        self.request_id = draft.get("request_id") or self.request_id
        for name in self.order():
            self.text(name).value = draft.get(name, "")

    def clear(self) -> None:
        """Empty the form for the next document; what is the same again may stay."""
        self.request_id = new_request_id()
        for name in self.order():
            self.text(name).value = ""

    def day(self) -> date | None:
        """Return the day the next document starts with, or None for today."""
        return None

    def go_first(self) -> None:
        """Go to the field a document begins with."""
        self.text(self.order()[0]).focus()

    # ---------------------------------------------------------------------------- templates

    def held(self) -> dict[str, str]:
        """Return what each field holds: the key of what was picked, or what is typed."""
        out = {}
        for name in self.order():
            field = self.text(name)
            picked = field.picked if isinstance(field, LookupInput) else None
            out[name] = picked.key if picked else field.value
        return out

    def template(self) -> dict[str, str]:
        """Return what a template keeps: neither an amount nor a day, which would be stale."""
        return {
            name: value
            for name, value in self.held().items()
            if value and not isinstance(self.text(name), MoneyInput | DayInput)
        }

    def call(self, fields: Mapping[str, str]) -> None:
        """Fill the form from a template or a past document; the rest stays as it is."""
        self.restore({**self.held(), **fields, "request_id": self.request_id})

    def papers(self) -> tuple[str, ...]:
        """Return the papers a document like this needs, as keys of texts `paper_…`."""
        return ()

    def count_files(self, count: int) -> None:
        """Hear how many files go with the document."""

    def same_again(self) -> dict[str, str]:
        """Return what the next document nearly always has in common with this one."""
        return {}

    def go_on_with(self, same: Mapping[str, str]) -> None:
        """Start the next document with what it has in common, at the field it begins with."""
        if same:
            self.restore({**self.held(), **same, "request_id": self.request_id})
        self.go_first()

    # ------------------------------------------------------------------------------- fields

    @property
    def seat(self) -> Seat:
        """The person's seat."""
        return cast("CityledgerApp", self.app).seat

    def text(self, name: str) -> HanInput:
        """Return a field by name."""
        return self.query_one(f"#{name}", HanInput)

    def lookup(self, name: str) -> LookupInput:
        """Return a look-up field by name."""
        return self.query_one(f"#{name}", LookupInput)

    def amount(self, name: str = "amount") -> MoneyInput:
        """Return an amount field by name."""
        return self.query_one(f"#{name}", MoneyInput)

    def row(self, name: str, title: str, field: Widget) -> Horizontal:
        """Return one row of the form: the title of a field, and the field."""
        self.titles[field.id or ""] = title
        heading = Static(label(title), markup=False, classes="name")
        return Horizontal(heading, field, classes="row", id=f"row_{name}")

    def explain(self, field: HanInput) -> FieldHelp:
        """Return what F1 says of a field."""
        kind = next(name for kind, name in _TAKES if isinstance(field, kind))
        takes = (field.placeholder, say(f"takes_{kind}", self.seat.lang))
        title = self.titles.get(field.id or "", "")
        said = "\n".join(part for part in map(str, takes) if part)
        return FieldHelp(title, said, self.words_of(field))

    def words_of(self, field: HanInput) -> tuple[str, ...]:
        """Return the words of a field in the rules, which the catalogue has in Chinese."""
        return tuple(filter(None, (self.titles.get(field.id or "", "").strip("*"),)))

    def kind_of_payment(self) -> str:
        """Return the kind of payment entered, where the rules differ by it."""
        return ""

    def capital(self, field: MoneyInput) -> Content:
        """Return an amount in capitals, the second reading of its zeros, or what is wrong."""
        fen = field.amount_fen()
        if fen:
            return label(money.capital(abs(fen)), "$success")
        if field.value and fen is None:
            return label(field.problem(self.seat.lang), "$error")
        return Content("")

    def tell(self, text: str, tone: str) -> None:
        """Say something in the status line."""
        self.post_message(self.Said(text, tone))

    @on(HanInput.Cut)
    def cut(self, event: HanInput.Cut) -> None:
        """Say what a field did not take."""
        self.tell(say(event.reason, self.seat.lang), "warn")

    @on(MoneyInput.Balanced)
    def balanced(self) -> None:
        """`=` in an amount: put what is due."""
        self.fill_due()

    # ------------------------------------------------------------------------------ matches

    @on(Input.Changed)
    def changed(self, event: Input.Changed) -> None:
        """Offer matches, and let the page know."""
        field = event.input
        if isinstance(field, LookupInput) and field.has_focus:
            self.offer(field)
        self.edited(field)
        self.post_message(self.Edited())

    @on(LookupInput.Picked)
    def chosen(self, event: LookupInput.Picked) -> None:
        """Let the page know of a choice: one typed whole changes no text, and still counts."""
        if event.field.has_focus:
            self.offer(event.field)
        self.post_message(self.Edited())

    def edited(self, field: Input) -> None:
        """Follow a change of one field on the form itself."""

    def on_descendant_focus(self) -> None:
        """Offer the matches of the field that was entered."""
        focused = self.screen.focused
        self.offer(focused if isinstance(focused, LookupInput) else None)

    def offer(self, field: LookupInput | None) -> None:
        """Show the matches of a field that has nothing picked yet."""
        offers = self.query_one(Offers)
        wanted = field is not None and field.picked is None
        offers.offer(field.offers() if field and wanted else (), offers.size.width or 60)
        # On a narrow screen the matches take the place of the panel while they are shown.
        self.screen.set_class(offers.option_count > 0, "-offering")

    @on(HanInput.Stepped)
    def stepped(self, event: HanInput.Stepped) -> None:
        """Move along the matches where there are any, else along the fields."""
        offers = self.query_one(Offers)
        if isinstance(event.field, LookupInput) and offers.option_count > 1:
            offers.step(event.by)
        elif event.by < 0:
            self.screen.focus_previous()
        else:
            self.screen.focus_next()

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """Enter: pick the marked match, then go to the next field; from the last one, submit."""
        field = event.input
        lang = self.seat.lang
        if isinstance(field, LookupInput) and not self._picks(field):
            return
        if isinstance(field, MoneyInput) and field.value and field.problem(lang):
            self.tell(field.problem(lang), "bad")
        elif isinstance(field, DayInput) and field.value and field.day() is None:
            self.tell(say("bad_day", lang), "bad")
        else:
            self.go_on(field.id or "")

    def _picks(self, field: LookupInput) -> bool:
        """Take the marked match; a field without any may stay empty. Says whether to go on."""
        offered = field.offers()
        if field.picked is not None or self.may_stay(field, matched=bool(offered)):
            return True
        if not offered:
            self.tell(say("no_match", self.seat.lang), "bad")
            return False
        at = self.query_one(Offers).highlighted or 0
        field.pick(offered[min(at, len(offered) - 1)])
        return True

    def may_stay(self, field: LookupInput, *, matched: bool) -> bool:
        """Say whether Enter may leave a look-up field with nothing picked."""
        return field.id in self.OPTIONAL and not field.value and not matched

    def go_on(self, name: str) -> None:
        """Go to the field after `name`, past those that are closed; after the last, finish."""
        order = self.order()
        after = order[order.index(name) + 1 :] if name in order else order
        for target in after:
            if not self.skips(target):
                self.text(target).focus()
                return
        self.post_message(self.Finished())

    def skips(self, name: str) -> bool:
        """Say whether Enter goes past a field."""
        return self.text(name).disabled

    def look_up(self) -> None:
        """Show every choice of the field entered, or of the first look-up field."""
        focused = self.screen.focused
        fields = list(self.query(LookupInput))
        if not fields:
            self.tell(say("no_look_up", self.seat.lang), "warn")
            return
        field = focused if isinstance(focused, LookupInput) else fields[0]
        field.focus()
        field.pick(None)
        self.offer(field)

    def fill_due(self) -> None:
        """Put the amount that is nearly always meant into its field, where the form knows one."""
        self.tell(say("nothing_due", self.seat.lang), "warn")


_TAKES = ((MoneyInput, "money"), (DayInput, "day"), (LookupInput, "lookup"), (HanInput, "text"))
"""What a field takes, by its class: the first that fits."""
