"""Rows of the lists of requests: a bulk payout is one row, and what a filter lets through."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cityledger.kernel import money
from cityledger.tui.widgets import amounts
from cityledger.tui.widgets.initials import matches

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cityledger.views.payments import RequestRow

BATCH_KIND = "compensation"
_PART = re.compile(r"(.*)\(([1-9][0-9]*)/([1-9][0-9]*)\)")
ORDERS = ("order_age", "order_amount", "order_project", "order_payee")
"""In which orders what waits can be shown, as text keys; the first is how it is read."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a list: a request, or the requests of a bulk payout at the same step.

    `role` is the duty it waits for, `age` the days since its newest step, `households` how many
    contracts it pays.
    """

    row: RequestRow
    payee: str
    households: int
    age: int
    role: str = ""
    is_mine: bool = False
    is_own: bool = False
    numbers: tuple[int, ...] = ()
    amount_fen: int = 0

    @property
    def is_batch(self) -> bool:
        """Whether several requests stand in this row."""
        return len(self.numbers) > 1

    @property
    def number(self) -> str:
        """The number, or the first and last of a batch."""
        if not self.is_batch:
            return str(self.row.payment_request_id)
        return f"{self.numbers[0]}-{self.numbers[-1]}"


def item_of(row: RequestRow, payee: str, households: int, age: int) -> Item:
    """Return one request as a row of a list of all of them."""
    numbers = (row.payment_request_id,)
    return Item(row, payee, households, age, numbers=numbers, amount_fen=row.amount_fen)


def grouped(items: Iterable[Item]) -> tuple[Item, ...]:
    """Put the requests of one bulk payout that are at the same step into one row.

    The requests of a payout are made in one act of many, so their numbers follow one another as
    the `(3/34)` of their summaries do.
    """
    out: dict[object, Item] = {}
    for item in items:
        key = _batch_of(item)
        before = out.get(key)
        if before is None:
            out[key] = item
            continue
        out[key] = replace(
            before,
            numbers=(*before.numbers, *item.numbers),
            households=before.households + item.households,
            amount_fen=before.amount_fen + item.amount_fen,
            age=max(before.age, item.age),
        )
    return tuple(out.values())


def _batch_of(item: Item) -> object:
    row, part = item.row, _PART.fullmatch(item.row.summary)
    if row.kind != BATCH_KIND or part is None or item.role == "maker":
        return row.payment_request_id
    first = row.payment_request_id - int(part[2])
    same = (row.project_id, row.maker_id, row.state, item.role, item.is_own)
    return (part[1], part[3], first, *same)


def corrects(number: int) -> str:
    """Return how the summary of a request ends that takes the place of a returned one."""
    return f"(更正申请{number})"


def stem(summary: str) -> str:
    """Return the summary of a request of a payout without its place in the batch."""
    part = _PART.fullmatch(summary)
    return part[1] if part else summary


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for: text, pinyin or an amount (`>100万`), and a state; empty for all.

    `maker` is the id of a person whose own requests are shown, and no others.
    """

    text: str = ""
    state: str = ""
    maker: str = ""

    def __bool__(self) -> bool:
        """Whether anything was asked for by hand."""
        return bool(self.text.strip() or self.state)

    def lets(self, item: Item) -> bool:
        """Say whether a row is shown."""
        if self.state and item.row.state != self.state:
            return False
        if self.maker and item.row.maker_id != self.maker:
            return False
        query = self.text.strip()
        if not query:
            return True
        bound = _bound(query)
        if bound is not None:
            sign, fen = bound
            return item.amount_fen > fen if sign == ">" else item.amount_fen < fen
        row, figure = item.row, money.text(item.amount_fen)
        told = (row.summary, row.project, row.contract_no, row.maker, item.payee, item.number)
        return matches(query, *told, figure, figure.replace(",", ""))


def _bound(query: str) -> tuple[str, int] | None:
    """Read `>100万` or `<5000` as a sign and an amount."""
    sign, rest = query[0].replace("》", ">").replace("《", "<"), query[1:].strip()
    if sign not in "<>":
        return None
    try:
        return sign, amounts.read_amount(rest)
    except money.MoneyError:
        return None


def ordered(items: Iterable[Item], order: str) -> list[Item]:
    """Return rows in an order: what is mine first, then the longest wait unless asked otherwise."""
    keys = {
        "order_age": lambda item: -item.age,
        "order_amount": lambda item: -item.amount_fen,
        "order_project": lambda item: item.row.project,
        "order_payee": lambda item: item.payee,
    }
    return sorted(items, key=lambda item: (not item.is_mine, keys[order](item), item.numbers))
