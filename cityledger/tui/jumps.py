"""Numbers that lead somewhere: type a voucher or request number into the palette and be there.

A new page that a number should open takes one line in `JUMPS`: whose text names it, its class, who
may see it, and the question that finds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from cityledger.tui.places import READERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from cityledger.actions.desk import Desk
    from cityledger.tui.found import Hit


@dataclass(frozen=True, slots=True)
class Jump:
    """One kind of number: text key of its name, page as `module:Class`, question, who may.

    `finds` is `module:function`; it takes a desk and what was typed, in a worker, and returns what
    it found. The page is built with the argument of what was chosen.
    """

    title: str
    where: str
    finds: str
    roles: frozenset[str]

    def find(self, desk: Desk, typed: str) -> tuple[Hit, ...]:
        """Return what a typed number may mean."""
        ask: Callable[[Desk, str], tuple[Hit, ...]] = _named(self.finds)
        return ask(desk, typed)

    def build(self, argument: object) -> Screen[None]:
        """Make the page of what was found."""
        page: Screen[None] = _named(self.where)(argument)
        return page


def _named(where: str) -> Callable[..., Any]:
    module, _, name = where.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


JUMPS: tuple[Jump, ...] = (
    Jump(
        "title_voucher",
        "cityledger.tui.books.voucher:VoucherPage",
        "cityledger.tui.found:vouchers",
        READERS,
    ),
    Jump(
        "title_document",
        "cityledger.tui.requests.document:DocumentPage",
        "cityledger.tui.found:requests",
        READERS,
    ),
)
