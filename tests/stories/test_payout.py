"""The payout of a whole clearance in Chinese: a batch of requests, one step per person."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from sqlalchemy import text

from cityledger.actions import gate, payouts
from cityledger.actions.payouts import Batch, Choice
from cityledger.kernel import money
from cityledger.kernel.errors import BadInput, Problem
from cityledger.views.payouts import made_by
from tests.laws.raw import Raw, Tables, row
from tests.stories.world import World, day

scenarios("payout.feature")

PAID_ON = day("2025-08-09")
PER_ACT = 40


@dataclass
class Payout:
    """A batch on its way: its requests, what was refused, how long the book was before."""

    world: World
    numbers: tuple[int, ...] = ()
    batch: Batch = field(default_factory=lambda: Batch(()))
    page: tuple[Problem, ...] = ()
    size: int = 0

    def leaves(self) -> int:
        """Return how many leaves all books have."""
        return int(self.world.office.sql("SELECT count(*) FROM leaf")[0][0])

    def request(self, who: str, *without: str, only_look: bool = False) -> None:
        """Request all that is owed, or look whether it could be."""
        office = self.world.office
        self.size, self.page = self.leaves(), ()
        try:
            choice = Choice(project="P1", without=without)
            self.batch = payouts.request(office.desk, choice, PAID_ON)
            if only_look:
                self.page = payouts.look(office.desk, office.pens[who], self.batch)
                return
            receipts = payouts.act(office.desk, office.pens[who], self.batch)
        except BadInput as bad:
            self.page = bad.problems
            return
        self.numbers = office.ask(
            made_by, office.desk.book_id, tuple(receipt.index for receipt in receipts)
        )

    def step(self, who: str, name: str) -> None:
        """Let a person do one step over the batch."""
        desk, pen = self.world.office.desk, self.world.office.pens[who]
        self.size, self.page = self.leaves(), ()
        self.batch = payouts.step(desk, name, self.numbers, PAID_ON, "名册有误")
        try:
            payouts.act(desk, pen, self.batch)
        except BadInput as bad:
            self.page = bad.problems


@pytest.fixture
def payout(world: World) -> Payout:
    """Nothing is requested yet."""
    return Payout(world)


@given(parsers.parse("{count:d}户已签约,资金已足额到账"))
def _signed(world: World, count: int) -> None:
    world.upto(1)
    world.by("zhi", world.allotment("A3", "省级棚改补助", count * 15))
    world.by("chu", world.compensation(count * 15))
    world.cleared(count * 15)
    pen = world.office.pens["zhi"]
    starts = range(1, count + 1, PER_ACT)
    sizes = [(min(PER_ACT, count + 1 - first), first) for first in starts]
    for size, first in sizes:
        world.surveyed(size, first)
    agreed = [(pen, world.agreed(size, first)) for size, first in sizes]
    _, trials = gate.act_all(world.office.desk, agreed)
    assert [] == trials


@given("第123户的房屋被人绕过程序另写了一份协议")
def _smuggled(world: World) -> None:
    """A faulty program may sign what the gate would refuse: only the payment can stop it."""
    tables: Tables = {}
    where = "contract_id = (SELECT contract_id FROM contract WHERE contract_no = 'H0123')"
    for table, change in (
        ("contract", {"contract_id": 9999, "contract_no": "H9999"}),
        ("household", {"contract_id": 9999, "household_no": "9999", "resident_hash": None}),
    ):
        with world.office.desk.read() as read:
            query = text(f"SELECT * FROM {table} WHERE {where}")
            found = dict(read.execute(query).mappings().one())
        del found["book_id"], found["leaf_idx"]
        tables[table] = [row(**(found | change))]
    assert Raw(world.office).act("agreements.sign", tables).findings == ()


@when(parsers.re(r"(?P<who>zhi)整批申请"))
def _request(payout: Payout, who: str) -> None:
    payout.request(who)


@when(parsers.re(r"(?P<who>zhi)预览整批申请"))
def _look(payout: Payout, who: str) -> None:
    payout.request(who, only_look=True)


@when("zhi除去H0123和H9999整批申请")
def _request_others(payout: Payout) -> None:
    payout.request("zhi", "H0123", "H9999")


@when(parsers.re(r"(?P<who>fu|shen|zong|chu)整批(?P<name>review|approve|pay|return)"))
def _step(payout: Payout, who: str, name: str) -> None:
    payout.step(who, name)


@then(parsers.parse("整批被拒绝,涉及{contract},位置在第{part:d}单第{line:d}行,金额{fen}元"))
def _refused(payout: Payout, contract: str, part: int, line: int, fen: str) -> None:
    (found,) = [problem for problem in payout.page if contract in problem.place]
    assert f"户号{contract.removeprefix('H')} " in found.place
    assert f"第{part}单" in found.place
    assert f"第{line}行" in found.place
    assert fen == found.value
    assert "另有协议H9999" in found.reason
    # The other agreement is part of the same batch, and is told on the same page.
    assert len(payout.page) == 2


@then("每条拒绝都有处理办法")
def _remedies(payout: Payout) -> None:
    assert all(problem.remedy for problem in payout.page)
    assert not any("被征收人0" in str(problem) for problem in payout.page)


@then("账簿没有增加任何记录")
def _nothing(payout: Payout) -> None:
    assert payout.size == payout.leaves()


@then("没有异议")
def _no_objection(payout: Payout) -> None:
    assert () == payout.page


@then(parsers.parse("本批有{parts:d}单{households:d}户,合计{yuan}元"))
def _batch(payout: Payout, parts: int, households: int, yuan: str) -> None:
    assert () == payout.page
    assert parts == len(payout.batch.parts) == len(payout.numbers)
    assert households == payout.batch.households
    assert money.parse(yuan) == payout.batch.amount_fen


@then("199户已付清,H0123分文未付")
def _paid(payout: Payout) -> None:
    assert () == payout.page
    owed = payout.world.office.sql(
        "SELECT c.contract_no FROM limits l JOIN contract c ON l.key = CAST(c.contract_id AS TEXT)"
        " WHERE l.kind = 'floor 230204' AND l.cap_fen <> l.used_fen"
    )
    assert [("H0123",)] == owed
    paid = payout.world.office.sql("SELECT count(*) FROM payment_step WHERE step = 'paid'")
    assert [(4,)] == paid


@then(parsers.parse("整批被拒绝,原因包含 {code}"))
def _refused_for(payout: Payout, code: str) -> None:
    """One line says it of the whole batch: nobody wants to read it once per request."""
    from cityledger.controls.catalog import catalogue

    remedy = catalogue()[code].remedy_zh
    told = [problem for problem in payout.page if problem.remedy == remedy]
    assert 1 == len(told)


@then(parsers.parse("{count:d}单已办过,账簿没有增加任何记录"))
def _done(payout: Payout, count: int) -> None:
    assert (count, ()) == (payout.batch.done, payout.batch.parts)
    assert payout.size == payout.leaves()


@then("没有可申请的户")
def _nobody(payout: Payout) -> None:
    (found,) = payout.page
    assert "没有未申请的应付补偿款" in found.reason
