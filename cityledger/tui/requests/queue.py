"""To do: what waits for this person by duty, and all requests; Enter opens one read-only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Static
from textual.worker import get_current_worker

from cityledger.kernel import money
from cityledger.tui.frame import BrowsePage
from cityledger.tui.requests.batch import BatchPage
from cityledger.tui.requests.document import DocumentPage
from cityledger.tui.requests.grouping import ORDERS, Item, Wish, ordered, stem
from cityledger.tui.requests.reading import queue, requests
from cityledger.tui.requests.steps import VERBS
from cityledger.tui.texts import choice
from cityledger.tui.widgets.cells import Column, amount
from cityledger.tui.widgets.fields import HanInput
from cityledger.tui.widgets.panel import END
from cityledger.tui.widgets.safe import label
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.widget import Widget

    from cityledger.tui.app import CityledgerApp

REST = 0.2
"""Seconds after the last key before all requests are searched: each search reads pages."""

STATES = ("", "submitted", "reviewed", "endorsed", "approved", "returned", "paid")


class QueuePage(BrowsePage):
    """The list; own documents are greyed, since nobody acts twice on one (L8)."""

    TITLE_KEY = "title_queue"
    DEFAULT_CSS = """
    QueuePage #wish { display: none; }
    QueuePage #wish.-open { display: block; }
    QueuePage #below { height: 2; background: $panel; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "key_open"),
        Binding("a", "turn", "key_all"),
        Binding("o", "own", "key_own"),
        Binding("slash,f3", "find", "key_find"),
        Binding("f", "state", "key_state"),
        Binding("s", "sort", "key_sort"),
        Binding("p", "proposals", "key_proposals"),
    ]

    def __init__(self) -> None:
        """Start with what waits for this person."""
        super().__init__()
        self.shows_all = False
        self.items: tuple[Item, ...] = ()
        self.wish = Wish()
        self.order = ORDERS[0]
        self.after: int | None = None

    def body(self) -> Iterator[Widget]:
        """Put a line about the list above it, and the whole of the row under the cursor below."""
        columns = (
            Column("", 1),
            Column(self.say("col_no"), 4, "number"),
            Column(self.say("col_age"), 4, "number"),
            Column(self.say("col_paid_to"), 14, grows=True),
            Column(self.say("col_summary"), 20, grows=True),
            Column(self.say("col_project"), 12, grows=True, drops=2),
            Column(self.say("col_amount"), 8, "money"),
            Column(self.say("col_state"), 9),
            Column(self.say("col_maker"), 8, drops=1),
        )
        yield Static(id="about", markup=False)
        yield HanInput(placeholder=self.say("queue_hint"), longest=40, id="wish")
        yield RowTable(columns, empty=self.say("queue_empty"), id="requests")
        yield Static(id="below", markup=False)

    def on_mount(self) -> None:
        """Go to the list."""
        self.table.focus()

    @property
    def table(self) -> RowTable:
        """The list."""
        return self.query_one("#requests", RowTable)

    # --------------------------------------------------------------------------- reading

    def action_reload(self) -> None:
        """Read the list again in a thread."""
        seat, wish = self.seat, self.wish
        if self.shows_all:
            self.start(lambda: requests(seat, wish, goes_on=_still_wanted), self._all, "read")
        else:
            self.start(lambda: queue(seat), self._mine, "read")

    def action_turn(self) -> None:
        """Change between what waits for me and all requests."""
        self.shows_all = not self.shows_all or bool(self.wish.maker)
        self.wish = replace(self.wish, maker="")
        self.action_reload()

    def action_own(self) -> None:
        """Change between my own requests, with where each of them is, and what waits for me."""
        self.shows_all = not self.wish.maker
        self.wish = replace(self.wish, maker=self.seat.user if self.shows_all else "")
        self.action_reload()

    def _mine(self, found: tuple[Item, ...]) -> None:
        self.items = found
        self._fill()

    def _fill(self) -> None:
        """Show what waits, as it is wished and in the order chosen."""
        shown = ordered((item for item in self.items if self.wish.lets(item)), self.order)
        self.table.empty = self.say("nothing_found" if self.wish else "queue_empty")
        self.table.fill([self._line(item) for item in shown])
        mine = [item for item in shown if item.is_mine]
        text = self.say("queue_mine", count=sum(len(item.numbers) for item in mine))
        text += self._total(mine)
        own = sum(1 for item in shown if item.is_own)
        if own:
            text += " · " + self.say("queue_own", count=own)
        self._about(text + " · " + self.say(self.order))

    def _all(self, found: tuple[tuple[Item, ...], int | None]) -> None:
        items, self.after = found
        empty = "queue_own_empty" if self.wish.maker else "queue_all_empty"
        self.table.empty = self.say("nothing_found" if self.wish else empty)
        self.table.fill([self._line(item) for item in items], more=self.after is not None)
        self._about_all()

    def _about_all(self) -> None:
        items = self._shown()
        key = "queue_mine_made" if self.wish.maker else "queue_all"
        if self.after is not None:
            key = "queue_some"
        self._about(self.say(key, count=len(items)) + self._total(items))

    @on(RowTable.Wanted)
    def wanted(self) -> None:
        """Read the next page of all requests."""
        seat, wish, after = self.seat, self.wish, self.after
        self.start(lambda: requests(seat, wish, after, _still_wanted), self._more, "read")

    def _more(self, found: tuple[tuple[Item, ...], int | None]) -> None:
        items, self.after = found
        self.table.extend([self._line(item) for item in items], more=self.after is not None)
        self._about_all()

    def _shown(self) -> list[Item]:
        return [cast("Item", line.key) for line in self.table.lines]

    # --------------------------------------------------------------------------- showing

    def _total(self, items: Sequence[Item]) -> str:
        if not items:
            return ""
        return self.say("queue_total", amount=money.text(sum(item.amount_fen for item in items)))

    def _about(self, text: str) -> None:
        if self.wish:
            state = self.wish.state
            word = choice("payment_state", state, self.seat.lang) if state else ""
            text += " · " + self.say("queue_wish", wish=f"{self.wish.text} {word}".strip())
        self.query_one("#about", Static).update(label(f" {text}"))
        self._below(self.table.line)

    def _line(self, item: Item) -> Line:
        row = item.row
        summary = row.summary
        if item.is_batch:
            count, households = len(item.numbers), item.households
            summary = self.say("batch_row", count=count, households=households)
        payee = item.payee
        if item.households > 1:
            payee = self.say("payees_more", name=payee, count=item.households)
        cells = (
            "▸" if item.is_mine else "",
            item.number,
            str(item.age) if row.state != "paid" else "",
            payee,
            summary,
            row.project,
            amount(item.amount_fen),
            choice("payment_state", row.state, self.seat.lang),
            row.maker,
        )
        tone = "dim" if item.is_own else "red" if row.state == "returned" else ""
        return Line(cells, item, tone)

    @on(RowTable.Moved)
    def moved(self, event: RowTable.Moved) -> None:
        """Show the row under the cursor in full."""
        self._below(event.line)

    def _below(self, line: Line | None) -> None:
        """Say the summary in full, and why an own document is greyed."""
        if line is None:
            self.query_one("#below", Static).update("")
            return
        item = cast("Item", line.key)
        row = item.row
        summary = stem(row.summary) if item.is_batch else row.summary
        kind = choice("payment_kind", row.kind, self.seat.lang)
        state = choice("payment_state", row.state, self.seat.lang)
        where = f"{row.maker} · {state} {row.last_actor}"
        second = label(f" {kind} {row.contract_no} {row.project} · {where}", "dim")
        if item.is_own:
            verb = self.say(VERBS[item.role])
            second = label(" " + self.say("own_document", what=verb), "$warning")
        self.query_one("#below", Static).update(END.join([label(f" {summary}"), second]))

    # --------------------------------------------------------------------------- the keys

    def action_find(self) -> None:
        """Ask for text, pinyin or an amount."""
        field = self.query_one("#wish", HanInput)
        field.add_class("-open")
        field.focus()

    @on(HanInput.Changed, "#wish")
    def wished(self, event: HanInput.Changed) -> None:
        """Show at once what is found among what waits; all requests after a short rest."""
        self.wish = replace(self.wish, text=event.value)
        if self.shows_all:
            self.set_timer(REST, self._search)
        else:
            self._fill()

    def _search(self) -> None:
        """Read once nobody typed since: a newer search takes the place of an older one."""
        if self.wish.text == self.query_one("#wish", HanInput).value:
            self.action_reload()

    @on(HanInput.Submitted, "#wish")
    def chosen(self) -> None:
        """Go to what was found."""
        self.table.focus()

    def action_state(self) -> None:
        """Show the next state only, and after the last of them all again."""
        states: tuple[str, ...] = STATES
        if not self.shows_all:
            states = ("", *dict.fromkeys(item.row.state for item in self.items))
        at = states.index(self.wish.state) if self.wish.state in states else 0
        self.wish = replace(self.wish, state=states[(at + 1) % len(states)])
        if self.shows_all:
            self.action_reload()
        else:
            self._fill()

    def action_sort(self) -> None:
        """Change the order of what waits; all requests come in pages, so by number."""
        if self.shows_all:
            self.tell("sorted_by_number")
            return
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self._fill()

    def action_back(self) -> None:
        """Take the filter away first, then leave."""
        field = self.query_one("#wish", HanInput)
        if not self.wish and not field.has_class("-open"):
            if self.wish.maker:
                self.action_own()
            else:
                super().action_back()
            return
        self.wish = Wish(maker=self.wish.maker)
        field.value = ""
        field.remove_class("-open")
        self.table.focus()
        if self.shows_all:
            self.action_reload()
        else:
            self._fill()

    def action_proposals(self) -> None:
        """Go to what waits for a second person."""
        cast("CityledgerApp", self.app).push_place("proposals")

    def action_open(self) -> None:
        """Open the request under the cursor."""
        self.table.action_open()

    @on(RowTable.Opened)
    def opened(self, event: RowTable.Opened) -> None:
        """Show a request, or a whole batch; the others that wait can be stepped through."""
        item = cast("Item", event.line.key)
        if item.is_batch:
            self.app.push_screen(BatchPage(item))
            return
        mine = tuple(x.numbers[0] for x in self._shown() if x.is_mine and not x.is_batch)
        self.app.push_screen(DocumentPage(item.numbers[0], mine))


def _still_wanted() -> bool:
    """Say whether the worker this runs in is still wanted: a newer search ends an older one."""
    return not get_current_worker().is_cancelled
