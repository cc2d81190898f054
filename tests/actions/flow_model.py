"""A contract's money as plain numbers: what each act of the flow must answer by the laws.

The model keeps lists and adds them up anew for every question. It knows one contract without
advance, retention or labour share, two tranches in one bank account, and one allotment behind each.
Nothing of the controls or of the views stands behind it, so an error of theirs is not its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import ClassVar

WAN = 1_000_000
PRICE, ESTIMATE = 301 * WAN + 7, 336 * WAN + 7
CERTIFIED = 120 * WAN + 1
PROGRESS = (4, 5)
"""The progress share: four fifths of what is certified may be paid before settlement."""
TWO_APPROVERS_FROM = 50 * WAN
DAYS = ("2025-06-11", "2025-06-12", "2025-06-13")

ROLES = {
    "zhi": {"maker", "reviewer"},
    "fu": {"reviewer", "approver"},
    "shen": {"approver", "reviewer", "cashier"},
    "zong": {"approver"},
    "chu": {"cashier"},
    "gong": {"pm"},
    "guan": {"admin"},
}
DUTY = {"request": "maker", "review": "reviewer", "approve": "approver", "pay": "cashier"}
CHAIN = ("maker", "reviewer", "approver", "cashier")
TURN = {"review": {"submitted"}, "approve": {"reviewed", "endorsed"}, "pay": {"approved"}}
OPEN = {"submitted", "reviewed", "endorsed", "approved"}

Codes = set[str]
Pick = tuple[int, int, int]
"""A slice: line (from 1), tranche, fen."""


def share(fen: int) -> int:
    """Return four fifths of an amount, half a fen rounded up."""
    above, below = PROGRESS
    return (2 * fen * above + below) // (2 * below)


@dataclass
class Tranche:
    """Money received once, and the permission behind it that the contract has committed."""

    received_on: str
    fen: int
    committed: int


NEVER = 1 << 40


@dataclass
class Request:
    """A request for payment: lines of (certificate or 0, fen), what pays them, who acted."""

    maker: str
    lines: list[tuple[int, int]]
    invoiced: int
    slices: list[Pick] = field(default_factory=list)
    state: str = "submitted"
    reviewer: str | None = None
    approvers: list[str] = field(default_factory=list)
    paid_on: str = ""
    made: int = 0
    approved: int = NEVER
    paid: int = NEVER
    """The ticks of the flow at which it was made, approved and paid."""
    back: list[tuple[str, int, dict[int, int]]] = field(default_factory=list)
    """What came back: day, line, fen per tranche."""

    @property
    def fen(self) -> int:
        """Return what is asked for."""
        return sum(fen for _, fen in self.lines)

    def drawn(self, tranche: int) -> int:
        """Return what the request draws on a tranche."""
        return sum(fen for _, of, fen in self.slices if of == tranche)

    def returned(self, line: int) -> int:
        """Return what came back of a line."""
        return sum(sum(parts.values()) for _, n, parts in self.back if n == line)

    def stands(self, line: int) -> int:
        """Return what a line asks for, or still pays once it is paid (L6: less what came back)."""
        if self.state == "returned":
            return 0
        return self.lines[line - 1][1] - self.returned(line)


@dataclass
class Flow:
    """The contract with all that happened to it; each `judge_…` predicts, each `do_…` records."""

    slack: ClassVar[dict[str, int]] = {}
    """Fen by which a rule is off, by code: empty but in the tests that must catch it."""

    tranches: dict[int, Tranche] = field(
        default_factory=lambda: {
            1: Tranche("2025-03-05", 70 * WAN + 3, 60 * WAN + 1),
            2: Tranche(DAYS[1], 60 * WAN + 5, 80 * WAN + 9),
        }
    )
    certificates: list[int] = field(default_factory=lambda: [CERTIFIED])
    variations: list[int] = field(default_factory=list)
    requests: dict[int, Request] = field(default_factory=dict)
    ticks: int = 0

    # ------------------------------------------------------------------ sums

    @property
    def limit(self) -> int:
        """Return price and variations together (L5)."""
        return PRICE + sum(self.variations)

    @property
    def certified(self) -> int:
        """Return all that was certified."""
        return sum(self.certificates)

    def together(self, request: Request) -> int:
        """Return what counts for two approvers: all that was under way up to its approval."""
        return request.fen + sum(
            other.fen
            for other in self.requests.values()
            if other is not request
            and other.state != "returned"
            and other.made < request.approved
            and other.paid > request.made
        )

    def asked(self, own: int) -> int:
        """Return what is paid under the contract and what others than `own` ask for."""
        return sum(
            request.stands(line)
            for number, request in self.requests.items()
            for line in range(1, len(request.lines) + 1)
            if request.state == "paid" or number != own
        )

    def asked_on(self, certificate: int, own: int) -> int:
        """Return what others than `own` pay or ask for on one certificate."""
        return sum(
            request.stands(line)
            for number, request in self.requests.items()
            for line, (of, _) in enumerate(request.lines, 1)
            if number != own and of == certificate
        )

    def moves(self, tranche: int) -> dict[str, int]:
        """Return what each day did to a tranche."""
        days = {self.tranches[tranche].received_on: self.tranches[tranche].fen}
        for request in self.requests.values():
            if request.state == "paid":
                days[request.paid_on] = days.get(request.paid_on, 0) - request.drawn(tranche)
            for on, _, parts in request.back:
                days[on] = days.get(on, 0) + parts.get(tranche, 0)
        return days

    def in_hand(self, tranche: int, since: str = "9999") -> int:
        """Return the money of a tranche: the least at the end of any day from `since` on (L3)."""
        days = self.moves(tranche)
        ends = {since, *(day for day in days if day > since)}
        return min(sum(fen for day, fen in days.items() if day <= end) for end in ends)

    def held(self, tranche: int, own: int = 0) -> int:
        """Return what approved requests but `own` hold of a tranche."""
        return sum(
            request.drawn(tranche)
            for number, request in self.requests.items()
            if request.state == "approved" and number != own
        )

    def permitted(self, tranche: int, own: int = 0) -> int:
        """Return what its allotment still permits: committed, neither held nor paid (L5)."""
        gone = 0
        for number, request in self.requests.items():
            if request.state == "paid" or (request.state == "approved" and number != own):
                gone += request.drawn(tranche)
            gone -= sum(parts.get(tranche, 0) for _, _, parts in request.back)
        return self.tranches[tranche].committed - gone

    def free(self, tranche: int, on: str, own: int = 0) -> int:
        """Return the money of a tranche that a request may still use on a day."""
        return self.in_hand(tranche, on) - self.held(tranche, own)

    # ------------------------------------------------------------------ judgements

    def over(self, code: str, fen: int, limit: int) -> Codes:
        """Return the code when an amount is above its limit."""
        return {code} if fen > limit + self.slack.get(code, 0) else set()

    def judge_certificate(self, fen: int) -> Codes:
        """A contract is never certified beyond its price and variations (L5)."""
        return self.over("certificate.over_contract", self.certified + fen, self.limit)

    def judge_variation(self, fen: int) -> Codes:
        """A rise stays within a tenth of the price and the estimate; a cut spares what is done."""
        risen = sum(change for change in self.variations if change > 0)
        found = self.over("variation.over_budget_line", fen, ESTIMATE - self.limit)
        if fen > 0:
            found |= self.over("variation.over_cumulative", risen + fen, (2 * PRICE + 10) // 20)
        if not found and self.limit + fen < self.certified:
            return {"LAW"}
        return found

    def prescribed(self, lines: list[tuple[int, int]], on: str) -> list[Pick]:
        """Fill lines in order: first the restricted tranche, then the other, as far as both go."""
        left = {n: min(self.free(n, on), self.permitted(n)) for n in self.tranches}
        slices = []
        for line, (_, fen) in enumerate(lines, 1):
            rest = fen
            for tranche, row in self.tranches.items():
                taken = min(rest, left[tranche]) if row.received_on <= on else 0
                if taken > 0:
                    slices.append((line, tranche, taken))
                    left[tranche] -= taken
                    rest -= taken
        return slices

    def judge_request(self, request: Request, on: str) -> Codes:
        """Judge a new request; its slices are picked by hand or prescribed already."""
        found = self.judge_payment(request, 0, on) | self.judge_people(request, "request", "")
        if not self.judge_money(request, 0, on) and _sums(request.slices) != _sums(
            self.prescribed(request.lines, on)
        ):
            found.add("payment.wrong_tranche")
        return found

    def judge_step(self, number: int, step: str, actor: str, on: str) -> Codes:
        """Judge a review, an approval or a payment of a stored request."""
        request = self.requests[number]
        found = self.judge_payment(request, number, on) | self.judge_people(request, step, actor)
        return found if request.state in TURN[step] else found | {"payment.state"}

    def judge_reject(self, number: int, actor: str) -> Codes:
        """Whoever reviews or approves may send back what is not paid and not sent back yet."""
        found: Codes = set() if self.requests[number].state in OPEN else {"payment.state"}
        return found if ROLES[actor] & {"reviewer", "approver"} else found | {"duty.role"}

    def judge_refund(self, number: int, line: int, fen: int, shown: int) -> Codes:
        """Money comes back as the bank shows it, and never more than the line still pays (L6)."""
        if fen != shown:
            return {"statement.amount"}
        return self.over("LAW", fen, self.requests[number].stands(line))

    def judge_people(self, request: Request, step: str, actor: str) -> Codes:
        """Each step is another person, who holds its duty and is no administrator (L8)."""
        acted = [("maker", request.maker)]
        if request.reviewer:
            acted.append(("reviewer", request.reviewer))
        acted += [("approver", person) for person in request.approvers]
        if actor:
            acted.append((DUTY[step], actor))
        found = set()
        if any(one[1] == two[1] for one, two in combinations(acted, 2)):
            found.add("payment.duty_shared")
        if any(duty not in ROLES[person] for duty, person in acted):
            found.add("payment.duty_not_held")
        if any("admin" in ROLES[person] for _, person in acted):
            found.add("payment.duty_admin")
        if {*CHAIN[: CHAIN.index(DUTY[step])]} - {duty for duty, _ in acted}:
            found.add("payment.duty_vacant")
        approvers = {person for duty, person in acted if duty == "approver"}
        if step == "pay" and self.together(request) >= TWO_APPROVERS_FROM and len(approvers) < 2:
            found.add("payment.second_approver")
        return found

    def judge_payment(self, request: Request, own: int, on: str) -> Codes:
        """Judge what is owed, what is invoiced and what pays it (domain.md 3.5)."""
        fen, asked = request.fen, self.asked(own)
        found = self.over("payment.over_contract", asked + fen, self.limit)
        found |= self.over("payment.over_retention", asked + fen, self.limit)
        found |= self.over("payment.over_budget", asked + fen, ESTIMATE)
        found |= self.over("payment.over_progress", asked + fen, share(self.certified))
        for certificate in {of for of, _ in request.lines}:
            now = sum(part for of, part in request.lines if of == certificate)
            due = share(self.certificates[certificate - 1]) if certificate else 0
            before = self.asked_on(certificate, own) if certificate else 0
            found |= self.over("payment.over_certified", before + now, due)
        if any(not certificate for certificate, _ in request.lines):
            found.add("payment.certificate_missing")
        if request.state == "returned" or not request.invoiced:
            found.add("payment.invoice_missing")
        elif request.invoiced < fen:
            found.add("payment.invoice_short")
        return found | self.judge_money(request, own, on)

    def judge_money(self, request: Request, own: int, on: str) -> Codes:
        """Slices cover their lines; a tranche pays what it has, once it came, as permitted."""
        found: Codes = set()
        for line, (_, fen) in enumerate(request.lines, 1):
            if sum(part for n, _, part in request.slices if n == line) != fen:
                found.add("payment.slices_incomplete")
        for tranche, row in self.tranches.items():
            drawn = request.drawn(tranche)
            if not drawn:
                continue
            found |= self.over("payment.no_money", drawn, self.free(tranche, on, own))
            found |= self.over("payment.over_allotment", drawn, self.permitted(tranche, own))
            if on < row.received_on:
                found.add("payment.before_receipt")
        return found

    # ------------------------------------------------------------------ acts

    def do_ask(self, number: int, request: Request) -> None:
        """Take up a request that was accepted."""
        self.ticks += 1
        request.made = self.ticks
        self.requests[number] = request

    def do_step(self, number: int, step: str, actor: str, on: str) -> None:
        """Take a step that was accepted."""
        request = self.requests[number]
        self.ticks += 1
        if step == "review":
            request.state, request.reviewer = "reviewed", actor
        elif step == "approve":
            request.approvers.append(actor)
            takes_two = self.together(request) >= TWO_APPROVERS_FROM
            if request.state == "reviewed" and takes_two:
                request.state = "endorsed"
            else:
                request.state, request.approved = "approved", self.ticks
        else:
            request.state, request.paid_on, request.paid = "paid", on, self.ticks


def _sums(slices: list[Pick]) -> dict[tuple[int, int], int]:
    sums: dict[tuple[int, int], int] = {}
    for line, tranche, fen in slices:
        sums[line, tranche] = sums.get((line, tranche), 0) + fen
    return sums
