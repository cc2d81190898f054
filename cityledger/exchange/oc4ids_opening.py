"""Money of an OC4IDS project: what came in, was certified and was paid, as an opening (period 0).

Gross turnover per contract (walkthrough case 13): every transaction is its own voucher with its
own day, so that floors, caps and the next payment stand on what really happened.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cityledger.actions.funding import OpenBankAccount
from cityledger.actions.opening import OpenCertified, OpenLegacyTranche, OpenPaid
from cityledger.kernel import money

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.exchange.oc4ids_project import Deal, ProjectMap
    from cityledger.exchange.oc4ids_values import Result
    from cityledger.exchange.pointer import Node

BANK = "OC4IDS-OPENING"
BANK_COMMAND = OpenBankAccount(
    account="100201", name="开放数据期初账户", bank_name="开放数据未提供", account_no=BANK
)


@dataclass(frozen=True, slots=True)
class Move:
    """Money that moved: its place, day, amount and number."""

    node: Node
    on: date
    fen: int
    number: str


@dataclass(slots=True)
class _Purse:
    """A legacy tranche while payments are laid on it."""

    label: str
    on: date
    left_fen: int


@dataclass(slots=True)
class OpeningMap:
    """Maps the money of one project that `ProjectMap` has mapped before."""

    project: ProjectMap
    result: Result
    purses: list[_Purse] = field(default_factory=list)

    def run(self) -> None:
        """Add the orders for receipts, certified value and payments."""
        self._receipts()
        paid = [(deal, move) for deal in self.project.deals for move in self._paid(deal)]
        for deal in self.project.deals:
            self._certified(deal, [move for mine, move in paid if mine is deal])
        paid.sort(key=lambda pair: (pair[1].on, pair[1].number))
        laid = [(deal, move, self._purse(move)) for deal, move in paid]
        self._fall_back([move for _, move, label in laid if label is None])
        for deal, move, label in laid:
            self._pay(deal, move, label or self._own_label)

    @property
    def _own_label(self) -> str:
        return f"{self.project.code}/budget"

    def _receipts(self) -> None:
        """Receipts are the project's own transactions whose payee is its public authority."""
        authority = self.project.node.at("publicAuthority", "id").value
        for node in self.project.node.each("transactions"):
            if authority is None or node.at("payee", "id").value != authority:
                self.result.skip(node, "收款人不是建设单位,未入账 not paid to the public authority")
                continue
            move = self._move(node)
            if move is not None:
                payer = node.text("payer", "name") or "—"
                label = f"{self.project.code}/{move.number}"
                self.purses.append(_Purse(label, move.on, move.fen))
                self._receive(node, label, move, f"期初到账 {payer} {move.number}")

    def _receive(self, node: Node, label: str, move: Move, summary: str) -> None:
        self.result.orders.setdefault("bank", [])
        if not self.result.orders["bank"]:
            self.result.order("bank", "bank_account", node, BANK_COMMAND, f"bank:{BANK}")
        command = OpenLegacyTranche(
            label=label,
            bank_account=BANK,
            amount_fen=move.fen,
            received_on=move.on,
            summary=summary,
        )
        made, needs = f"tranche:{label}", (f"bank:{BANK}",)
        self.result.order("tranche", "tranche", node, command, made, needs)

    def _move(self, node: Node) -> Move | None:
        fen, on = self.result.fen(node.at("value")), node.day("date")
        if fen is None or fen <= 0 or on is None:
            self.result.skip(node, "缺正数金额或日期,未入账 no positive amount or no day")
            return None
        for side in ("payer", "payee"):
            for name in ("id", "name"):
                node.at(side, name).mark()
        return Move(node, on, fen, node.text("id"))

    def _paid(self, deal: Deal) -> Iterator[Move]:
        for node in deal.node.each("transactions"):
            payee = node.at("payee", "id").value
            if payee is not None and self.project.parties.ids.get(str(payee)) != deal.party_id:
                self.result.skip(node, "收款人不是合同方,未入账 not paid to the supplier")
                continue
            move = self._move(node)
            if move is not None:
                yield move

    def _certified(self, deal: Deal, paid: list[Move]) -> None:
        """Certify what milestones of payment show, and at least what was paid.

        A final value alone is no evidence of work done: it is not certified.
        """
        total = 0
        for node in deal.node.each("milestones"):
            met = node.text("status") == "met" and node.text("type") == "payment"
            fen = self.result.fen(node.at("value")) if met else None
            on = node.day("dateMet") or node.day("dueDate")
            if fen is None or fen <= 0 or on is None:
                self.result.skip(node, "里程碑未达成或无金额,未入账 not met, or without a value")
                continue
            node.at("id").mark()
            total += fen
            self._certify(deal, node, fen, on, node.text("title"))
        missing = sum(move.fen for move in paid) - total
        if missing > 0:
            first = min(paid, key=lambda move: move.on)
            self.result.note(
                deal.node,
                f"已付超过已达成里程碑 {money.text(missing)} 元,按已付登记计量 certified as paid",
            )
            self._certify(deal, deal.node, missing, first.on, "")

    def _certify(self, deal: Deal, node: Node, fen: int, on: date, title: str) -> None:
        command = OpenCertified(
            contract=deal.contract_no,
            amount_fen=fen,
            value_date=on,
            summary=f"期初已计量 {deal.name} {title}".strip(),
        )
        made, needs = f"certified:{deal.contract_no}", (f"contract:{deal.contract_no}",)
        self.result.order("certified", "certificate", node, command, made, needs)

    def _purse(self, move: Move) -> str | None:
        """Lay a payment on the first receipt that came before it and covers it whole."""
        for purse in self.purses:
            if purse.on <= move.on and purse.left_fen >= move.fen:
                purse.left_fen -= move.fen
                return purse.label
        return None

    def _fall_back(self, moves: list[Move]) -> None:
        """What no published receipt covers was paid from the project's own budget."""
        if not moves:
            return
        total, first = sum(move.fen for move in moves), moves[0]
        self.result.note(
            self.project.node,
            f"付款 {money.text(total)} 元没有对应到账,登记为预算资金 no receipt is published",
        )
        whole = Move(first.node, first.on, total, "budget")
        self._receive(first.node, self._own_label, whole, f"期初到账 {self.project.code}")

    def _pay(self, deal: Deal, move: Move, label: str) -> None:
        command = OpenPaid(
            contract=deal.contract_no,
            tranche=label,
            bank_account=BANK,
            amount_fen=move.fen,
            value_date=move.on,
            reference=move.number,
        )
        needs = (
            f"contract:{deal.contract_no}",
            f"certified:{deal.contract_no}",
            f"tranche:{label}",
        )
        self.result.order("paid", "payment", move.node, command, needs=needs)
