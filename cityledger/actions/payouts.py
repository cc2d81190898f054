"""Bulk payout of compensation: one person's step over a whole batch of requests, or over none.

A batch is many acts in one transaction through the one gate (`gate.act_all`), as an import is:
each request keeps its rows, its duties and its signature, since an act is at most 65,535 bytes.
What is refused is told for all households together, and then nothing is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cityledger.actions import gate
from cityledger.actions.payment_plan import LINES_PER_REQUEST, PayLine
from cityledger.actions.payments import (
    ApprovePayment,
    PayPayment,
    RejectPayment,
    RequestPayment,
    ReviewPayment,
)
from cityledger.controls import catalog
from cityledger.kernel import money
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.projects import Project
from cityledger.views import payments, payouts
from cityledger.views.find import need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from cityledger.actions.command import Command
    from cityledger.actions.desk import Desk
    from cityledger.actions.gate import Trial
    from cityledger.evidence.keys import Pen
    from cityledger.kernel.errors import Finding
    from cityledger.kernel.words import Lang
    from cityledger.ledger.receipt import Receipt
    from cityledger.views.payments import RequestRow
    from cityledger.views.payouts import Payee

    Told = Callable[[int, int], None]

KIND = "compensation"
STEPS = ("review", "approve", "pay", "return")
"""What persons do with a batch after it was requested."""

_BEYOND = {
    "review": ("reviewed", "endorsed", "approved", "paid"),
    "approve": ("approved", "paid"),
    "pay": ("paid",),
    "return": ("returned",),
}
"""In which states a request has this step behind it: a step that is repeated leaves it alone."""


@dataclass(frozen=True, slots=True)
class Part:
    """One act of a batch: its command, and the households of its lines in their order."""

    name: str
    command: Command
    payees: tuple[Payee, ...]

    @property
    def amount_fen(self) -> int:
        """What it is about, in fen."""
        return sum(payee.amount_fen for payee in self.payees)


@dataclass(frozen=True, slots=True)
class Batch:
    """The acts of one person's step; `done` counts the requests that have it behind them."""

    parts: tuple[Part, ...]
    done: int = 0

    @property
    def households(self) -> int:
        """How many households are paid by it."""
        return sum(len(part.payees) for part in self.parts)

    @property
    def amount_fen(self) -> int:
        """What all of it pays, in fen."""
        return sum(part.amount_fen for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which households of a project are paid: of one plot, only some agreements, or without some.

    Everything that is owed and not asked for yet is paid where nothing else is said.
    """

    project: str
    plot: str | None = None
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def request(desk: Desk, choice: Choice, on: date) -> Batch:
    """Return the requests that pay the chosen households; BadInput names who cannot be chosen."""
    with desk.read() as read:
        here = {"book_id": desk.book_id}
        project = need(read, Project, "project", **here, code=choice.project)
        owed = payouts.owed(read, desk.book_id, project.project_id)
    chosen = [row for row in owed if choice.plot in (None, row.plot)]
    known = {row.contract_no for row in chosen}
    reason = "没有未申请的应付补偿款 nothing is owed that is not asked for"
    if unknown := [no for no in (*choice.only, *choice.without) if no not in known]:
        remedy = "核对协议编号 check the number"
        raise BadInput(tuple(Problem("agreement 协议", no, reason, remedy) for no in unknown))
    chosen = [
        row
        for row in chosen
        if (not choice.only or row.contract_no in choice.only)
        and row.contract_no not in choice.without
    ]
    if not chosen:
        raise BadInput((Problem("project 项目", choice.project, reason),))
    starts = range(0, len(chosen), LINES_PER_REQUEST)
    parts = []
    for n, start in enumerate(starts, 1):
        payees = tuple(chosen[start : start + LINES_PER_REQUEST])
        summary = f"支付{project.name}征收补偿款({n}/{len(starts)})"
        parts.append(Part(f"第{n}单 request {n}", _asked(choice, on, payees, summary), payees))
    return Batch(tuple(parts))


def _asked(choice: Choice, on: date, payees: tuple[Payee, ...], summary: str) -> RequestPayment:
    lines = tuple(
        PayLine(
            contract=payee.contract_no,
            part=KIND,
            amount_fen=payee.amount_fen,
            certificate_no=1,
        )
        for payee in payees
    )
    return RequestPayment(
        project=choice.project, kind=KIND, value_date=on, lines=lines, summary=summary
    )


def step(desk: Desk, name: str, numbers: Sequence[int], on: date, reason: str = "") -> Batch:
    """Return one step over requests by number; BadInput names each that is none of a payout."""
    with desk.read() as read:
        rows = payments.some(read, desk.book_id, numbers)
        payees = payouts.payees(read, desk.book_id, numbers)
    known = {row.payment_request_id: row for row in rows}
    if problems := tuple(_strange(known, numbers)):
        raise BadInput(problems)
    todo = [row.payment_request_id for row in rows if row.state not in _BEYOND[name]]
    parts = tuple(
        Part(f"申请{number} request {number}", _taken(name, number, on, reason), payees[number])
        for number in todo
    )
    return Batch(parts, len(rows) - len(parts))


def _strange(known: dict[int, RequestRow], numbers: Sequence[int]) -> Iterator[Problem]:
    for number in numbers:
        place = "payment request 付款申请"
        if number not in known:
            yield Problem(place, str(number), "无此申请 no such request", "核对编号 check it")
        elif known[number].kind != KIND:
            why = "不是征收补偿款申请 is no request for compensation"
            yield Problem(place, str(number), why, "单独办理 take it by itself")


def _taken(name: str, number: int, on: date, reason: str) -> Command:
    if name == "review":
        return ReviewPayment(payment_request_id=number, value_date=on)
    if name == "approve":
        return ApprovePayment(payment_request_id=number, value_date=on)
    if name == "pay":
        return PayPayment(payment_request_id=number, value_date=on)
    return RejectPayment(payment_request_id=number, value_date=on, reason=reason)


def look(
    desk: Desk, pen: Pen, batch: Batch, lang: Lang = "zh", told: Told = lambda *_: None
) -> tuple[Problem, ...]:
    """Return the page of refusals of a batch, empty if none; nothing is written."""
    return _page(batch, gate.try_all(desk, _items(pen, batch, told)), lang)


def act(
    desk: Desk, pen: Pen, batch: Batch, lang: Lang = "zh", told: Told = lambda *_: None
) -> list[Receipt]:
    """Do a batch; raises BadInput with its page of refusals, and then nothing is written."""
    receipts, trials = gate.act_all(desk, _items(pen, batch, told))
    if trials:
        raise BadInput(_page(batch, trials, lang))
    return receipts


def _items(pen: Pen, batch: Batch, told: Told) -> Iterator[tuple[Pen, Command]]:
    for place, part in enumerate(batch.parts):
        told(place, len(batch.parts))
        yield pen, part.command
    told(len(batch.parts), len(batch.parts))


def _page(batch: Batch, trials: Sequence[Trial], lang: Lang) -> tuple[Problem, ...]:
    """Return every refusal once: household, place, value, what is wrong and what to do."""
    page: list[Problem] = []
    whole: dict[Finding, list[Part]] = {}
    for trial in trials:
        part = batch.parts[trial.place]
        page += [replace(bad, place=f"{part.name} {bad.place}") for bad in trial.problems]
        for finding in trial.findings:
            n = _line_of(part, finding)
            if n is None:
                whole.setdefault(finding, []).append(part)
                continue
            payee = part.payees[n - 1]
            where = f"户号{payee.household_no} {payee.contract_no} 地块{payee.plot}"
            place = f"{where} {part.name} 第{n}行 line {n}"
            page.append(_said(place, payee.amount_fen, finding, lang))
    for finding, parts in whole.items():
        more = f"–{parts[-1].name}" if len(parts) > 1 else ""
        fen = sum(part.amount_fen for part in parts)
        page.append(_said(f"{parts[0].name}{more}", fen, finding, lang))
    return tuple(page)


def _line_of(part: Part, finding: Finding) -> int | None:
    """Return which line a finding is about, by its number or by its agreement; None: the act."""
    facts = dict(finding.facts)
    if "line" in facts:
        return int(facts["line"])
    numbers = [payee.contract_no for payee in part.payees]
    named = facts.get("contract", "")
    return numbers.index(named) + 1 if named in numbers else None


def _said(place: str, fen: int, finding: Finding, lang: Lang) -> Problem:
    said, remedy = catalog.sentence(finding, lang), catalog.remedy(finding, lang)
    return Problem(place, money.text(fen), said, remedy)
