"""The chain of funds both ways: a source to those it paid, a payee to the sources that paid it.

Enter goes one step on, down to the voucher; `t` turns round at the row under the cursor; Backspace
goes one step back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cityledger.kernel import days, money
from cityledger.tui.audit.voucher import AuditVoucherPage
from cityledger.tui.frame import BrowsePage
from cityledger.tui.widgets.cells import Column, amount, wrap
from cityledger.tui.widgets.safe import label, prose
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.widget import Widget

    from cityledger.actions.desk import Desk
    from cityledger.store.engine import Read
    from cityledger.views.trace import Portion, Traced


@dataclass(frozen=True, slots=True)
class Step:
    """Where the trace stands.

    kind: sources, payees, tranche, payee, lines, voucher; key names the tranche, the payee (unit
    code or agreement) or the voucher; `other` is the other end of `lines`.
    """

    kind: str
    key: str = ""
    name: str = ""
    other: str = ""
    other_name: str = ""


START = Step("sources")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, where Enter leads, where turning round leads, or which voucher it is."""

    cells: tuple[str, ...]
    down: Step | None = None
    turn: Step | None = None
    voucher_id: int = 0
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Traces:
    """The rows of a step, whether they are single postings, and the figures above them in fen."""

    rows: tuple[Row, ...]
    is_lines: bool = False
    figures: tuple[tuple[str, int], ...] = ()


def traces(desk: Desk, step: Step, size: int | None) -> Traces:
    """Read one step at a size of the log (None: now)."""
    with desk.read() as read:
        return _READERS[step.kind](read, desk.book_id, step, size)


def _sources(read: Read, book_id: int, _: Step, size: int | None) -> Traces:
    from cityledger.views.position import tranche_positions

    found = tranche_positions(read, book_id, as_known=size)
    rows = tuple(
        Row(
            (
                x.label, x.source, amount(x.received_fen), amount(x.paid_fen), amount(x.left_fen),
            ),
            Step("tranche", str(x.tranche_id), x.label),
            tone="red" if x.left_fen < 0 else "",
        )
        for x in found
    )  # fmt: skip
    sums = (
        ("fig_received", sum(x.received_fen for x in found)),
        ("fig_paid", sum(x.paid_fen for x in found)),
        ("fig_suspense", sum(x.suspense_fen for x in found)),
        ("fig_in_hand", sum(x.left_fen for x in found)),
    )
    return Traces(rows, figures=sums)


def _payees(read: Read, book_id: int, _: Step, size: int | None) -> Traces:
    from cityledger.views.trace import payees

    found = payees(read, book_id, as_known=size)
    rows = tuple(_portion(x, Step("payee", x.key, x.name), None) for x in found)
    return Traces(rows, figures=_net(found))


def _tranche(read: Read, book_id: int, step: Step, size: int | None) -> Traces:
    from cityledger.views.trace import tranche_trace

    found = tranche_trace(read, book_id, int(step.key), as_known=size)
    if found is None:
        return Traces(())
    rows = tuple(
        _portion(
            x,
            Step("lines", step.key, step.name, x.key, x.name),
            Step("payee", x.key, x.name),
        )
        for x in found.payees
    )
    at = found.position
    figures = (
        ("fig_received", at.received_fen),
        ("fig_paid", found.paid_fen),
        ("fig_suspense", at.suspense_fen),
        ("fig_in_hand", at.left_fen),
    )
    return Traces(rows, figures=figures)


def _payee(read: Read, book_id: int, step: Step, size: int | None) -> Traces:
    found = _of_payee(read, book_id, step.key, size)
    from cityledger.views.trace import Portion

    sums: dict[tuple[int, str], list[int]] = {}
    for line in found:
        place = sums.setdefault((line.tranche_id, f"{line.tranche} {line.source}".strip()), [0, 0])
        place[line.is_returned] += abs(line.amount_fen)
    portions = tuple(Portion(str(k[0]), k[1], paid, back) for k, (paid, back) in sums.items())
    rows = tuple(
        _portion(
            x,
            Step("lines", x.key, x.name, step.key, step.name),
            Step("tranche", x.key, x.name),
        )
        for x in portions
    )
    return Traces(rows, figures=_net(portions))


def _of_payee(read: Read, book_id: int, key: str, size: int | None) -> tuple[Traced, ...]:
    from cityledger.views import registry
    from cityledger.views.trace import agreement_trace, party_trace

    if registry.party(read, key) is not None:
        return party_trace(read, book_id, key, as_known=size).lines
    return agreement_trace(read, book_id, key, as_known=size).lines


def _lines(read: Read, book_id: int, step: Step, size: int | None) -> Traces:
    number = int(step.key)
    found = [x for x in _of_payee(read, book_id, step.other, size) if x.tranche_id == number]
    rows = tuple(_line(x, x.summary) for x in found)
    return Traces(rows, is_lines=True, figures=(("fig_paid", sum(x.amount_fen for x in found)),))


def _voucher(read: Read, book_id: int, step: Step, size: int | None) -> Traces:
    from cityledger.views.trace import voucher_trace

    found = voucher_trace(read, book_id, int(step.key), as_known=size)
    rows = []
    for x in found:
        payee = x.party_id or x.contract_no
        rows.append(
            Row(
                (
                    f"{x.tranche} {x.source}".strip(), f"{x.payee} {x.payee_account}".strip(),
                    amount(max(x.amount_fen, 0) or None), amount(max(-x.amount_fen, 0) or None),
                    amount(x.amount_fen),
                ),
                Step("tranche", str(x.tranche_id), x.tranche),
                Step("payee", payee, x.payee) if payee else None,
                tone="red" if x.is_returned else "",
            )
        )  # fmt: skip
    return Traces(tuple(rows), figures=(("fig_paid", sum(x.amount_fen for x in found)),))


_READERS = {
    "sources": _sources,
    "payees": _payees,
    "tranche": _tranche,
    "payee": _payee,
    "lines": _lines,
    "voucher": _voucher,
}


SAID = {
    "sources": "step_sources",
    "payees": "step_payees",
    "tranche": "step_tranche",
    "payee": "step_payee",
    "lines": "step_lines",
    "voucher": "step_voucher",
}
"""What the line above the rows says at each step."""


def _portion(x: Portion, down: Step, turn: Step | None) -> Row:
    cells = (x.name, x.key, amount(x.paid_fen), amount(x.returned_fen or None), amount(x.net_fen))
    return Row(cells, down, turn, tone="red" if x.net_fen < 0 else "")


def _net(portions: Iterable[Portion]) -> tuple[tuple[str, int], ...]:
    return (("fig_paid", sum(x.net_fen for x in portions)),)


def _line(x: Traced, what: str) -> Row:
    cells = (days.text(x.on), x.word_no, what, f"{x.contract_no} {x.project}", amount(x.amount_fen))
    return Row(cells, voucher_id=x.voucher_id, tone="red" if x.is_returned else "")


class TracePage(BrowsePage):
    """One step of the trace."""

    TITLE_KEY = "title_trace"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "key_drill"),
        Binding("t", "turn", "key_turn_round"),
    ]
    DEFAULT_CSS = """
    TracePage .line { height: 1; background: $panel; text-wrap: nowrap; text-overflow: ellipsis; }
    TracePage #figures { height: auto; background: $panel; }
    TracePage #traces { height: 1fr; }
    """

    def __init__(self, step: Step = START, size: int | None = None) -> None:
        """Take the step, and the size of the log it is read at."""
        super().__init__()
        self.step, self.size_known = step, size
        self.found: Traces | None = None
        self.said = ""

    def body(self) -> Iterator[Widget]:
        """Put where we stand above the rows."""
        yield Static(id="where", markup=False, classes="line")
        yield Static(id="figures", markup=False)
        yield RowTable(self._columns(), empty=self.say("trace_empty"), id="traces")

    def _columns(self) -> tuple[Column, ...]:
        if self.step.kind == "lines":
            return (
                Column(self.say("col_date"), 10),
                Column(self.say("col_voucher"), 9),
                Column(self.say("col_summary"), 16, grows=True),
                Column(self.say("col_detail"), 16, grows=True, drops=2),
                Column(self.say("col_amount"), 8, "money"),
            )
        names = {
            "sources": ("col_tranche", "acol_source", "acol_received", "acol_paid", "col_closing"),
            "payees": ("acol_payee", "acol_code", "acol_paid", "acol_returned", "acol_net"),
            "tranche": ("acol_payee", "acol_code", "acol_paid", "acol_returned", "acol_net"),
            "payee": ("col_tranche", "col_no", "acol_paid", "acol_returned", "acol_net"),
            "voucher": ("col_tranche", "acol_payee", "acol_paid", "acol_returned", "acol_net"),
        }[self.step.kind]
        return (
            Column(self.say(names[0]), 14, grows=True),
            Column(self.say(names[1]), 12, grows=self.step.kind == "voucher", drops=2),
            Column(self.say(names[2]), 8, "money"),
            Column(self.say(names[3]), 8, "money", drops=1),
            Column(self.say(names[4]), 8, "money"),
        )

    def on_mount(self) -> None:
        """Go to the rows."""
        where = self.say(SAID[self.step.kind], name=self.step.name, other=self.step.other_name)
        self.query_one("#where", Static).update(label(f" {where}", "bold"))
        self.query_one("#traces").focus()

    def action_reload(self) -> None:
        """Read the step in a thread."""
        desk, step, size = self.seat.reader, self.step, self.size_known
        self.start(lambda: traces(desk, step, size), self._show, "read")

    def _show(self, found: Traces) -> None:
        self.found = found
        lines = [Line(row.cells, number, row.tone) for number, row in enumerate(found.rows)]
        self.query_one("#traces", RowTable).fill(lines)
        said = "   ".join(f"{self.say(key)} {money.text(fen)}" for key, fen in found.figures)
        at = self.say("snapshot_size", size=self.size_known) if self.size_known else ""
        self.said = f"{said}   {at}".rstrip()
        self._figures()

    def on_resize(self) -> None:
        """Wrap the figures anew: none of them is ever cut."""
        self._figures()

    def _figures(self) -> None:
        lines = wrap(self.said, max(20, self.size.width - 1), " ", " ")
        self.query_one("#figures", Static).update(prose("\n".join(lines)))

    def _row(self) -> Row | None:
        at = self.query_one("#traces", RowTable).cursor
        rows = self.found.rows if self.found else ()
        return rows[at] if 0 <= at < len(rows) else None

    def action_open(self) -> None:
        """Go one step on."""
        self.query_one("#traces", RowTable).action_open()

    @on(RowTable.Opened)
    def opened(self) -> None:
        """Go one step on, or open the voucher."""
        row = self._row()
        if row is None:
            return
        if row.down is not None:
            self.app.push_screen(TracePage(row.down, self.size_known))
        elif row.voucher_id:
            rows = self.found.rows if self.found else ()
            ids = tuple(dict.fromkeys(x.voucher_id for x in rows))
            self.app.push_screen(AuditVoucherPage(row.voucher_id, ids))

    def action_turn(self) -> None:
        """Look at it from the other end."""
        turned = {"sources": Step("payees"), "payees": Step("sources")}.get(self.step.kind)
        row = self._row()
        if turned is None and row is not None:
            turned = row.turn
        if turned is not None:
            self.app.push_screen(TracePage(turned, self.size_known))
