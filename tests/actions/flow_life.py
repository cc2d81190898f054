"""Random lives of a contract through the real gate, against a model: same answers, same sums.

Every act is predicted to the finding code before it is done, and after it what is certified, asked
for, held and paid is compared with plain SQL. Amounts stand on the edges of the rules, a fen below
and a fen above.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from cityledger.actions.bank import RecordStatement, RefundPayment
from cityledger.actions.certificates import Measured
from cityledger.actions.command import Command
from cityledger.actions.contracts import ApproveVariation, Plan
from cityledger.actions.desk import open_url
from cityledger.actions.payments import (
    ApprovePayment,
    InvoiceUse,
    PayLine,
    PayPayment,
    PickedSlice,
    RejectPayment,
    RequestPayment,
    ReviewPayment,
)
from cityledger.actions.people import ChangeRole
from cityledger.actions.projects import ApproveBudget, BudgetEntry
from cityledger.kernel.errors import Refused, RequestReused
from cityledger.ledger.verify import verify
from tests.actions.flow_model import (
    DAYS,
    ESTIMATE,
    PRICE,
    ROLES,
    TWO_APPROVERS_FROM,
    WAN,
    Flow,
    Pick,
    Request,
    share,
)
from tests.conftest import PEOPLE, Office, found
from tests.stories.world import World, day

INVOICE = "25372000000000000001"
STEPS = {"review": ReviewPayment, "approve": ApprovePayment, "pay": PayPayment}
NEXT = {"submitted": "review", "reviewed": "approve", "endorsed": "approve", "approved": "pay"}
USUAL = {"review": "fu", "approve": "zong", "pay": "chu"}

NONE: frozenset[str] = frozenset()

DONE: Counter[str] = Counter()
"""What was answered, by code, and what was done: a machine that never gets there proves nothing."""


@lru_cache(maxsize=1)
def ground() -> tuple[Path, Office]:
    """Return a ledger with one contract, two tranches and a large invoice, made once per run."""
    folder = Path(tempfile.mkdtemp(prefix="cityledger-flow-"))
    office = found(f"sqlite:///{folder}/ledger.db")
    for person, roles in ROLES.items():
        for role in sorted(roles - {PEOPLE[person][1]}):
            office.two("guan", "fuguan", ChangeRole(user_id=person, role=role, held=True))
    furnish(World(office))
    office.desk.close()
    return folder / "ledger.db", office


def furnish(world: World) -> None:
    """Sign the contract that the model knows, and receive its money."""
    flow = Flow()
    world.found()
    line = BudgetEntry(code="K1", name="建筑工程", cost_class="works", amount_fen=ESTIMATE)
    paper, on = world.document("示发改〔2025〕8号"), day("2025-03-01")
    world.by("zhi", ApproveBudget(project="P1", document=paper, lines=(line,), value_date=on))
    plans = []
    grants = (("省级棚改补助", world.grant1()), ("区级预算", world.grant2()))
    for (number, tranche), (source, grant) in zip(flow.tranches.items(), grants, strict=True):
        world.by("zhi", world.allotment(f"A{number}", source, 100))
        received_on, fen = day(tranche.received_on), tranche.fen
        world.by("chu", replace(grant, amount_fen=fen, received_on=received_on))
        covered = {"amount_fen": tranche.committed, "allotment": f"A{number}"}
        plans.append(Plan(source=source, fiscal_year=2025, **covered))  # type: ignore[arg-type]
    terms = {"advance_cap_fen": 0, "recoup_bp": 0, "retention_bp": 0, "labour_bp": 0}
    terms |= {"progress_bp": 8000, "performance_fen": 0, "price_fen": PRICE}
    world.by("zhi", world.contract("C1", plans=tuple(plans), **terms))
    (certified,) = flow.certificates
    world.by("gong", world.certificate(lines=(Measured(gross_fen=certified),)))
    world.invoice("C1", INVOICE, 1_000_000, "2025-06-02")


days = st.sampled_from(DAYS)
people = st.sampled_from(sorted(ROLES))
fens = st.integers(1, 9) | st.integers(1, 70).map(lambda wan: wan * WAN)


class Life(RuleBasedStateMachine):
    """One contract from its certificates to its payments, and a model beside it."""

    make_model: ClassVar[type[Flow]] = Flow
    verifies: ClassVar[bool] = True

    def __init__(self) -> None:
        """Copy the ground."""
        super().__init__()
        path, office = ground()
        self.folder = Path(tempfile.mkdtemp(prefix="cityledger-flow-"))
        shutil.copy(path, self.folder / "ledger.db")
        desk = open_url(f"sqlite:///{self.folder}/ledger.db").at(office.desk.now)
        self.office = Office(desk, office.pens, "", office.ticks)
        self.world = World(self.office)
        self.flow = self.make_model()
        self.past: list[tuple[str, Command, int, set[str]]] = []
        self.statements = 0

    def teardown(self) -> None:
        """Verify the whole book once, and throw it away."""
        try:
            assert not self.verifies or self.office.ask(verify).problems == ()
        finally:
            self.office.desk.close()
            shutil.rmtree(self.folder)

    def answer(self, who: str, command: Command) -> tuple[int, set[str]]:
        """Do an act; return its leaf and the codes it was refused with."""
        try:
            return self.office.by(who, command).index, set()
        except Refused as refused:
            return refused.index, {finding.code for finding in refused.findings}

    def act(
        self, who: str, command: Command, wanted: set[str], moot: frozenset[str] | set[str] = NONE
    ) -> bool:
        """Do an act that is answered as the model says; return whether it was accepted."""
        index, said = self.answer(who, command)
        self.past.append((who, command, index, said))
        DONE.update(said or {command.act})
        assert wanted - moot == said - moot, (
            f"model: {sorted(wanted) or 'yes'}; gate: {sorted(said) or 'yes'}"
        )
        return not said

    # ------------------------------------------------------------------ works

    @rule(fen=fens, to_limit=st.sampled_from((None, None, 0, 1)))
    def certify(self, fen: int, to_limit: int | None) -> None:
        """Certify an amount, or all that is left of the price, or a fen more."""
        if to_limit is not None:
            fen = max(1, self.flow.limit - self.flow.certified + to_limit)
        number = len(self.flow.certificates) + 1
        command = self.world.certificate(number, lines=(Measured(gross_fen=fen),))
        if self.act("gong", command, self.flow.judge_certificate(fen)):
            self.flow.certificates.append(fen)

    @rule(
        fen=fens | fens.map(lambda fen: -fen),
        edge=st.sampled_from((None, None, "certified", "tenth", "estimate")),
        more=st.sampled_from((-1, 0, 1)),
    )
    def vary(self, fen: int, edge: str | None, more: int) -> None:
        """Change the price: freely, or to the edge of what a rule allows."""
        flow = self.flow
        risen = sum(change for change in flow.variations if change > 0)
        edges = {
            "certified": flow.certified - flow.limit,
            "tenth": (2 * PRICE + 10) // 20 - risen,
            "estimate": ESTIMATE - flow.limit,
        }
        fen = edges[edge] + more or 1 if edge else fen
        command = ApproveVariation(
            contract="C1",
            doc_no=f"变更{len(self.past)}号",
            amount_fen=fen,
            approved_on=day("2025-06-01"),
            reason="设计变更",
        )
        if self.act("shen", command, flow.judge_variation(fen)):
            flow.variations.append(fen)

    # ------------------------------------------------------------------ payments

    def _edge(self, data: st.DataObject, certificate: int, on: str) -> int:
        """Draw an amount: free, or on the edge of a rule, a fen less or a fen more."""
        flow = self.flow
        due = share(flow.certificates[certificate - 1]) if certificate else 0
        rests = [flow.free(n, on) for n in flow.tranches]
        rests += [flow.permitted(n) for n in flow.tranches]
        rests += [
            due - flow.asked_on(certificate, 0),
            share(flow.certified) - flow.asked(0),
            flow.limit - flow.asked(0),
            ESTIMATE - flow.asked(0),
            sum(fen for _, _, fen in flow.prescribed([(0, PRICE)], on)),
            TWO_APPROVERS_FROM,
        ]
        if data.draw(st.booleans()):
            return data.draw(fens)
        return max(1, data.draw(st.sampled_from(rests)) + data.draw(st.sampled_from((0, 1, -1))))

    def _picks(self, data: st.DataObject, lines: list[tuple[int, int]]) -> list[Pick]:
        """Draw slices picked by hand: all from one tranche, or in two parts, or a fen off."""
        slices = []
        for line, (_, fen) in enumerate(lines, 1):
            first = data.draw(st.sampled_from((1, 2)))
            part = max(0, data.draw(st.sampled_from((0, 0, fen // 3, fen - 1))))
            whole = fen + data.draw(st.sampled_from((0, 0, 0, 1)))
            parts = ((line, first, whole - part), (line, 3 - first, part))
            slices += [pick for pick in parts if pick[2]]
        return slices

    @rule(data=st.data(), on=days, maker=st.sampled_from(("zhi",) * 6 + ("fu", "guan")))
    def request(self, data: st.DataObject, on: str, maker: str) -> None:
        """Ask for a payment of one or two lines, by the project's order or picked by hand."""
        known = range(1, len(self.flow.certificates) + 1)
        certificates = st.sampled_from([*known, *known, *known, 0])
        lines = []
        for _ in range(data.draw(st.sampled_from((1, 1, 2)))):
            certificate = data.draw(certificates)
            lines.append((certificate, self._edge(data, certificate, on)))
        self._ask(data, maker, lines, on)

    @initialize(
        data=st.data(),
        fen=st.integers(1, 60).map(lambda wan: wan * WAN) | st.just(60 * WAN + 2),
        steps=st.integers(2, 4),
    )
    def begin(self, data: st.DataObject, fen: int, steps: int) -> None:
        """Let every life begin with a request on its way, or paid; one takes two odd slices."""
        number = self._ordinary(fen)
        self._advance(number, steps, data.draw(days))

    def _ordinary(self, fen: int) -> int:
        """Ask for a part of the first certificate as one should; return the request's number."""
        asked = Request("zhi", [(1, fen)], fen, self.flow.prescribed([(1, fen)], DAYS[1]))
        assert self._bring(asked, (), DAYS[1])
        return max(self.flow.requests)

    @rule(
        tranche=st.sampled_from((1, 2)),
        what=st.sampled_from(("free", "permitted", "contract", "estimate")),
        more=st.sampled_from((0, 1)),
        on=days,
    )
    def drain(self, tranche: int, what: str, more: int, on: str) -> None:
        """Pick from a tranche all that one rule lets pass, or a fen more."""
        flow = self.flow
        rests = {
            "free": flow.free(tranche, on),
            "permitted": flow.permitted(tranche),
            "contract": flow.limit - flow.asked(0),
            "estimate": ESTIMATE - flow.asked(0),
        }
        fen = max(1, rests[what] + more)
        picked = [(1, tranche, fen)]
        self._bring(Request("zhi", [(1, fen)], fen, picked), picked, on)

    @rule(data=st.data(), on=days, fen=fens, over_edge=st.booleans())
    def ask_and_advance(self, data: st.DataObject, on: str, fen: int, over_edge: bool) -> None:
        """Ask for an amount, perhaps just more than one tranche has, and take it some steps on."""
        flow, number = self.flow, data.draw(st.integers(1, len(self.flow.certificates)))
        if over_edge:
            fen = max(1, min(flow.free(1, on), flow.permitted(1))) + fen % 10
        before = len(flow.requests)
        self._ask(data, "zhi", [(number, fen)], on)
        if len(flow.requests) > before:
            self._advance(max(flow.requests), data.draw(st.integers(2, 4)), on)

    def _ask(self, data: st.DataObject, maker: str, lines: list[tuple[int, int]], on: str) -> None:
        fen = sum(part for _, part in lines)
        invoiced = data.draw(st.sampled_from((fen, fen, fen, fen + 1, fen - 1)))
        picked = self._picks(data, lines) if data.draw(st.booleans()) else []
        slices = picked or self.flow.prescribed(lines, on)
        self._bring(Request(maker, lines, invoiced, slices), picked, on)

    def _bring(self, asked: Request, picked: Sequence[Pick], on: str) -> bool:
        """Bring a request to the gate and to the model; its slices must be equal as well."""
        command = RequestPayment(
            project="P1",
            kind="progress",
            value_date=day(on),
            lines=tuple(
                PayLine(contract="C1", part="due", amount_fen=part, certificate_no=number or None)
                for number, part in asked.lines
            ),
            invoices=(InvoiceUse(number=INVOICE, amount_fen=asked.invoiced),)
            if asked.invoiced
            else (),
            slices=tuple(
                PickedSlice(line=line, tranche=f"T{of}", bank_account="B1", amount_fen=part)
                for line, of, part in picked
            ),
        )
        if not self.act(asked.maker, command, self.flow.judge_request(asked, on)):
            return False
        number = self.world.newest()
        self.flow.do_ask(number, asked)
        assert asked.slices == self.office.sql(
            "SELECT payment_line_id % 1000, tranche_id, amount_fen FROM funding_slice"
            f" WHERE payment_line_id / 1000 = {number} ORDER BY payment_line_id, n"
        )
        return True

    def _step(self, number: int, step: str, actor: str, on: str) -> None:
        request = self.flow.requests[number]
        wanted = self.flow.judge_step(number, step, actor, on)
        command = STEPS[step](payment_request_id=number, value_date=day(on))
        # What is paid already is refused by its turn; how much of it is too much says nothing more.
        moot = {"payment.over_certified"} if request.state == "paid" else set()
        if self.act(actor, command, wanted, moot):
            DONE[f"{step} {request.state}"] += 1
            self.flow.do_step(number, step, actor, on)

    def _some(self, data: st.DataObject, states: set[str]) -> int:
        """Draw a request, one of these states if there is any."""
        requests = self.flow.requests
        likely = [number for number, row in requests.items() if row.state in states]
        return data.draw(st.sampled_from(likely or sorted(requests)))

    @precondition(lambda self: self.flow.requests)
    @rule(data=st.data(), on=days, steps=st.integers(1, 4))
    def advance(self, data: st.DataObject, on: str, steps: int) -> None:
        """Take a request some steps further, each by a person whose turn it is."""
        self._advance(self._some(data, set(NEXT)), steps, on)

    def _advance(self, number: int, steps: int, on: str) -> None:
        for _ in range(steps):
            request = self.flow.requests[number]
            if request.state in NEXT:
                step = NEXT[request.state]
                actor = "shen" if request.state == "endorsed" else USUAL[step]
                self._step(number, step, actor, on)

    @precondition(lambda self: self.flow.requests)
    @rule(
        data=st.data(),
        on=days,
        actor=people,
        step=st.sampled_from(("review", "approve", "pay", "pay")),
    )
    def stumble(self, data: st.DataObject, on: str, actor: str, step: str) -> None:
        """Try a step with anybody, in turn or not: twice, too soon, or by the same person."""
        number = data.draw(st.sampled_from(sorted(self.flow.requests)))
        self._step(number, step, actor, on)

    @precondition(lambda self: self.flow.requests)
    @rule(data=st.data(), on=days, actor=st.sampled_from(("fu", "fu", "zong", "chu")))
    def reject(self, data: st.DataObject, on: str, actor: str) -> None:
        """Send a request back to its maker."""
        number = self._some(data, set(NEXT))
        command = RejectPayment(payment_request_id=number, value_date=day(on), reason="资料不全")
        if self.act(actor, command, self.flow.judge_reject(number, actor)):
            self.flow.requests[number].state = "returned"

    @precondition(lambda self: any(r.state == "paid" for r in self.flow.requests.values()))
    @rule(
        data=st.data(),
        on=days,
        parts=st.lists(st.sampled_from(("fen", "half", "all", "more")), min_size=1, max_size=3),
        shown=st.sampled_from((0, 0, 0, 0, 1)),
    )
    def refund(self, data: st.DataObject, on: str, parts: list[str], shown: int) -> None:
        """Money of a paid line comes back, whole or in parts, or more than was paid."""
        number = self._some(data, {"paid"})
        request = self.flow.requests[number]
        line = data.draw(st.integers(1, len(request.lines)))
        for part in parts:
            left = request.stands(line)
            fen = {"fen": 1, "half": left // 2, "all": left, "more": left + 1}[part]
            self._refund(number, line, (max(1, fen), shown), on)

    def _refund(self, number: int, line: int, amount: tuple[int, int], on: str) -> None:
        """Bring back an amount, of which the bank shows so much more."""
        fen, shown = amount
        self.statements += 1
        ref = f"退-{self.statements}"
        statement = RecordStatement(
            bank_account="B1",
            booked_on=day(on),
            amount_fen=fen + shown,
            bank_ref=ref,
            counterparty="某某建设集团有限公司",
        )
        assert self.act("chu", statement, set())
        command = RefundPayment(
            payment_request_id=number, line=line, amount_fen=fen, bank_account="B1", bank_ref=ref
        )
        if self.act("chu", command, self.flow.judge_refund(number, line, fen, fen + shown)):
            self._take_back(number, line, fen, on)

    def _take_back(self, number: int, line: int, fen: int, on: str) -> None:
        """Let the model know where money went back to: where it came from, and not more (L6)."""
        request = self.flow.requests[number]
        (leaf,) = self.office.sql("SELECT max(leaf_idx) FROM statement_use")[0]
        parts = dict(
            self.office.sql(
                "SELECT tranche_id, debit_fen FROM posting"
                f" WHERE voucher_id / 100 = {leaf} AND bank_account_id IS NOT NULL"
            )
        )
        assert fen == sum(parts.values())
        request.back.append((on, line, parts))
        for tranche in self.flow.tranches:
            drawn = sum(fen for n, of, fen in request.slices if (n, of) == (line, tranche))
            assert drawn >= sum(p.get(tranche, 0) for _, n, p in request.back if n == line)

    # ------------------------------------------------------------------ retries

    @precondition(lambda self: self.past)
    @rule(data=st.data(), same=st.booleans())
    def again(self, data: st.DataObject, same: bool) -> None:
        """Bring an act once more: its first answer; another under its id is an error (L12)."""
        who, command, index, said = data.draw(st.sampled_from(self.past))
        size = self._size()
        if same:
            assert (index, said) == self.answer(who, command)
        else:
            other = self.world.certificate(99 + size, request_id=command.request_id)
            with pytest.raises(RequestReused):
                self.office.by("gong", other)
        assert size == self._size()

    def _size(self) -> int:
        return int(self.office.sql("SELECT max(size) FROM log_head WHERE book_id <> 0")[0][0])

    # ------------------------------------------------------------------ sums

    @invariant()
    def sums_agree(self) -> None:
        """What is certified, asked for, held, paid and in hand is equal, fen by fen."""
        flow, sql = self.flow, self.office.sql
        assert [(flow.certified,)] == sql(
            "SELECT coalesce(sum(gross_fen), 0) FROM certificate_line"
        )
        assert {n: row.state for n, row in flow.requests.items()} == dict(
            sql(
                "SELECT payment_request_id, step FROM payment_step s WHERE leaf_idx ="
                " (SELECT max(leaf_idx) FROM payment_step"
                " WHERE payment_request_id = s.payment_request_id)"
            )
        )
        paid = sum(
            request.stands(line)
            for request in flow.requests.values()
            for line in range(1, len(request.lines) + 1)
            if request.state == "paid"
        )
        assert [(paid,)] == sql(
            "SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM posting"
            " WHERE account = '230201' AND tranche_id <> 0"
        )
        money = "SELECT tranche_id, sum(debit_fen - credit_fen) FROM posting"
        assert {n: flow.in_hand(n) for n in flow.tranches} == dict(
            sql(f"{money} WHERE bank_account_id IS NOT NULL GROUP BY 1")
        )
        assert {n: flow.held(n) for n in flow.tranches if flow.held(n)} == dict(
            sql("SELECT tranche_id, sum(amount_fen) FROM hold GROUP BY 1 HAVING sum(amount_fen)")
        )
        permitted = "SELECT allotment_id, sum(credit_fen - debit_fen) FROM posting"
        assert {n: flow.permitted(n) for n in flow.tranches} == dict(
            sql(f"{permitted} WHERE account = '9103' GROUP BY 1")
        )
