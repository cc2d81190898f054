"""What the parts of an OC4IDS mapping share: rates, amounts in fen, orders, notes, problems."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cityledger.controls.parameters import ParameterMissing
from cityledger.exchange.booking import Note, Order, RateUsed
from cityledger.kernel import money
from cityledger.kernel.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cityledger.actions.command import Command
    from cityledger.controls.parameters import Parameters
    from cityledger.exchange.pointer import Node

PPM = 1_000_000
LARGEST_EXPONENT = 18
"""Amounts of 10^18 and more are no money of a district; their powers would fill the memory."""


@dataclass(slots=True)
class Rates:
    """Millionths of a yuan per unit of a currency: those given, else policy parameters `fx.*`."""

    given: Mapping[str, int]
    parameters: Parameters
    on: date
    used: dict[str, RateUsed] = field(default_factory=dict)

    def ppm(self, currency: str) -> int | None:
        """Return a rate and remember that it was used; None when there is none."""
        if currency not in self.used:
            found = self._find(currency)
            if found is None:
                return None
            self.used[currency] = found
        return self.used[currency].rate_ppm

    def _find(self, currency: str) -> RateUsed | None:
        if currency in self.given:
            return RateUsed(currency, self.given[currency], "导入时指定 given at import")
        if currency == "CNY":
            return RateUsed(currency, PPM, "本位币 the ledger's own currency")
        try:
            row = self.parameters.lookup(f"fx.{currency}", self.on)
        except ParameterMissing:
            return None
        return RateUsed(currency, int(row.value), f"{row.doc_no} ({row.evidence})")


@dataclass(slots=True)
class Result:
    """What a mapping has come to: orders by their turn, notes, problems."""

    rates: Rates
    orders: dict[str, list[Order]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def order(
        self,
        turn: str,
        noun: str,
        node: Node,
        command: Command,
        makes: str = "",
        needs: tuple[str, ...] = (),
        *,
        stands: bool = False,
    ) -> None:
        """Add an order; `turn` says when it is booked among the others."""
        made = (makes,) if makes else ()
        place = node.pointer or "/"
        self.orders.setdefault(turn, []).append(Order(place, noun, command, made, needs, stands))

    def note(self, node: Node, reason: str) -> None:
        """Say that something was not booked, or not as it stands."""
        self.notes.append(Note(node.pointer or "/", reason))

    def skip(self, node: Node, reason: str) -> None:
        """Say that nothing of a part was booked; its own parts are not listed again."""
        self.note(node.mark(), reason)

    def problem(self, node: Node, value: str, reason: str, remedy: str) -> None:
        """Say that something must be put right first."""
        self.problems.append(Problem(node.pointer or "/", value, reason, remedy))

    def fen(self, value: Node) -> int | None:
        """Return a Value in fen of yuan, half a fen rounded up; None when there is none.

        A currency without a rate, and an amount no ledger can hold, become problems.
        """
        amount, currency = value.number("amount"), value.text("currency")
        if amount is None:
            return None
        rate = self.rates.ppm(currency)
        if rate is None:
            reason = f"没有 {currency} 的汇率 no rate for this currency"
            remedy = f"指定汇率,或采用含 fx.{currency} 的政策参数包"
            self.problem(value, f"{amount} {currency}", reason, remedy)
            return None
        if amount.adjusted() > LARGEST_EXPONENT or amount.adjusted() < -LARGEST_EXPONENT:
            reason = "金额超出范围 the amount is out of range"
            self.problem(value, f"{amount:E}", reason, "核对金额单位")
            return None
        numerator, denominator = amount.as_integer_ratio()
        return money.part(numerator, rate * 100, denominator * PPM)
