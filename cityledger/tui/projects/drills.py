"""What lies behind a figure: the screen that shows its vouchers, as a value a row can carry."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from cityledger.kernel.chart import account as in_chart
from cityledger.kernel.days import period_of, period_text
from cityledger.tui.books.browser import Months, name_of

if TYPE_CHECKING:
    from textual.screen import Screen

    from cityledger.tui.books.reading import Narrowed
    from cityledger.tui.projects.reading import Paid
    from cityledger.tui.seat import Seat

BEGINNING = 200001
"""A month before any book: an account of a contract is read over its whole life."""


@dataclass(frozen=True, slots=True)
class Life(Months):
    """All months up to the last one that is open."""

    def since(self) -> str:
        """Return no day: what was before the book has none."""
        return ""

    def text(self) -> str:
        """Return the span without its beginning, which means nothing to anybody."""
        return f"— {period_text(self.last)}"


@dataclass(frozen=True, slots=True)
class Drill:
    """A screen by `module:Class` and what it is built with; equal drills are the same row."""

    where: str
    args: tuple[object, ...] = ()

    def build(self) -> Screen[None]:
        """Import the screen and make one."""
        module, _, name = self.where.partition(":")
        screen: Screen[None] = getattr(import_module(module), name)(*self.args)
        return screen


def to_voucher(voucher_id: int) -> Drill:
    """Return the way to one voucher."""
    return Drill("cityledger.tui.books.voucher:VoucherPage", (voucher_id,))


def to_payments(paid: Paid) -> Drill:
    """Return the way to the payments that a figure is the sum of."""
    return Drill("cityledger.tui.projects.payments:PaymentsPage", (paid,))


def to_contract(contract_id: int) -> Drill:
    """Return the way to the sheet of a contract."""
    return Drill("cityledger.tui.projects.contract:ContractPage", (contract_id,))


def to_register(seat: Seat, account: str, narrowed: Narrowed) -> Drill:
    """Return the way to the postings of an account, narrowed to what the figure is about."""
    known = in_chart(account)
    name = name_of(account, known.zh, seat.lang)
    cover = seat.cover
    months = (period_of(cover.today), *cover.open_periods) if cover else (BEGINNING,)
    span = Life(BEGINNING, max(months))
    where = "cityledger.tui.books.browser:RegisterPage"
    return Drill(where, (account, name, known.side, span, narrowed))
