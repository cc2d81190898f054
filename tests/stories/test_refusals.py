"""Refusals in Chinese: one fen or one day beyond the rule, and allowed beside it."""

from __future__ import annotations

from pytest_bdd import given, parsers, scenarios, then, when

from cityledger.actions.command import Command, digest
from cityledger.actions.contracts import Plan
from cityledger.actions.interference import ClearInterference, RecordInterference
from cityledger.actions.payments import (
    ApprovePayment,
    InvoiceUse,
    PayLine,
    RejectPayment,
    ReviewPayment,
)
from cityledger.actions.people import ChangeRole
from cityledger.actions.proposals import ConfirmAccount, ProposeAccount
from cityledger.actions.registry import AccountEntry
from cityledger.kernel.errors import Refused
from tests.stories.world import PARTY, WAN, World, day

scenarios("refusals.feature")

PAYDAY = "2025-06-12"


def asked(world: World, command: Command) -> None:
    """Ask as the maker and remember the command for a retry."""
    world.requests["command"] = command  # type: ignore[assignment]
    world.tries("zhi", command)


@when("申请第1期进度款")
@when("再次申请第1期进度款")
def _progress(world: World) -> None:
    asked(world, world.progress())


@when("申请第1期进度款但多付一分钱")
def _one_fen_more(world: World) -> None:
    asked(world, world.progress(450 * WAN + 1))


@when("申请第1期进度款并指定全部用T2")
def _wrong_tranche(world: World) -> None:
    asked(world, world.progress(slices=world.picked("T2", 450)))


@when(parsers.parse("申请第1期进度款但付到{account}账户"))
def _other_account(world: World, account: str) -> None:
    lines = (
        world.line("C1", "labour", 200, certificate_no=1),
        world.line("C1", "due", 450, certificate_no=1, payee_account=account),
    )
    asked(world, world.progress(lines=lines))


@when(parsers.parse("申请第1期进度款多付一分钱并付到{account}账户"))
def _everything_wrong(world: World, account: str) -> None:
    lines = (
        world.line("C1", "labour", 200, certificate_no=1),
        PayLine(
            contract="C1",
            part="due",
            certificate_no=1,
            amount_fen=450 * WAN + 1,
            payee_account=account,
        ),
    )
    asked(world, world.progress(lines=lines))


@given("复核员同时持有审批岗位")
def _two_hats(world: World) -> None:
    world.office.two("guan", "fuguan", ChangeRole(user_id="fu", role="approver", held=True))


@when("申请第1期进度款并由同一人复核和审批")
def _same_person(world: World) -> None:
    world.by("zhi", world.progress())
    number = world.newest()
    world.by("fu", ReviewPayment(payment_request_id=number, value_date=day(PAYDAY)))
    world.tries("fu", ApprovePayment(payment_request_id=number, value_date=day(PAYDAY)))


@when("申请第1期进度款并由制单员自己复核")
def _own_review(world: World) -> None:
    world.by("zhi", world.progress())
    number = world.newest()
    world.tries("zhi", ReviewPayment(payment_request_id=number, value_date=day(PAYDAY)))


@given(parsers.parse("C1的保函在{until}到期"))
def _expiring(world: World, until: str) -> None:
    world.letter_until = until


@given("复核员登记了一条打招呼记录")
def _word_slipped(world: World) -> None:
    world.by(
        "fu",
        RecordInterference(
            occurred_on=day("2025-06-11"),
            channel="电话",
            area="资金拨付",
            directness="direct",
            content="来电要求先付A标段,稍后补手续",
            project="P1",
        ),
    )


@when("审批人说明理由后解除")
def _cleared(world: World) -> None:
    world.by("shen", ClearInterference(interference_id=1, reason="已核实计量真实,与来电无关"))


@when("审批人直接审批")
def _unreviewed(world: World) -> None:
    command = ApprovePayment(payment_request_id=world.newest(), value_date=day(PAYDAY))
    world.tries("shen", command)


@when("原样重发")
def _again(world: World) -> None:
    world.requests["leaves"] = world.office.sql("SELECT count(*) FROM leaf")[0][0]
    world.requests["refusal"] = world.last.index  # type: ignore[union-attr]
    world.tries("zhi", world.requests["command"])  # type: ignore[arg-type]


@then("得到同一个拒绝,账簿没有新增")
def _same_refusal(world: World) -> None:
    assert isinstance(world.last, Refused)
    assert world.requests["refusal"] == world.last.index
    assert world.requests["leaves"] == world.office.sql("SELECT count(*) FROM leaf")[0][0]


@when("审批人退回申请")
def _rejected(world: World) -> None:
    command = RejectPayment(
        payment_request_id=world.newest(), value_date=day(PAYDAY), reason="资料不全"
    )
    world.by("shen", command)


@then("没有占用资金")
def _nothing_held(world: World) -> None:
    held = world.office.sql("SELECT sum(cap_fen - used_fen) FROM limits WHERE kind = 'held'")

    assert [(0,)] == held


@given("合同C2付到刚登记的新账户")
def _new_account(world: World) -> None:
    account = AccountEntry(account_no="6222000077", bank_name="建设银行示范支行")
    proposal = ProposeAccount(party_id=PARTY["contractor"], account=account)
    world.by("zhi", proposal)
    world.by("fu", ConfirmAccount(proposal=digest(proposal)))
    plan = Plan(source="区级预算", fiscal_year=2025, amount_fen=2000 * WAN, allotment="A2")
    contract = world.contract(
        "C2",
        2000,
        payee_account=account.account_no,
        performance_fen=0,
        plans=(plan,),
        labour_bp=0,
    )
    world.by("zhi", contract)
    world.by("gong", world.certificate(contract="C2"))
    world.invoice("C2", "25372000000000000009", 850, "2025-06-02")


@when("申请合同C2第1期进度款")
def _second_contract(world: World) -> None:
    lines = (world.line("C2", "due", 850, certificate_no=1),)
    invoices = (InvoiceUse(number="25372000000000000009", amount_fen=850 * WAN),)
    asked(world, world.progress(lines=lines, invoices=invoices))


@when("过了二十四小时")
def _a_day_later(world: World) -> None:
    world.office.skip(24 * 3600)
    record = RecordInterference(
        occurred_on=day("2025-06-13"),
        channel="其他",
        area="其他",
        directness="direct",
        content="零报告",
    )
    world.by("fu", record)


@when(parsers.parse("申请合同{contract}第1期到期应付{wan:d}万"))
def _due_of(world: World, contract: str, wan: int) -> None:
    lines = (world.line(contract, "due", wan, certificate_no=1),)
    on = day("2025-08-04")
    world.tries("zhi", world.progress(lines=lines, invoices=(), value_date=on))
