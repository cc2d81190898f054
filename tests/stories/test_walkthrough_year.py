"""The later cases in Chinese, posting by posting: 10, 11, 13, 14, 16, and the counter-examples."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from cityledger.actions.bank import BookBankFact, RefundPayment
from cityledger.actions.certificates import Measured
from cityledger.actions.contracts import Plan, SignContract
from cityledger.actions.funding import OpenBankAccount, ReceiveDeposit, RegisterSource
from cityledger.actions.periods import ClosePeriod, OpenPeriod
from cityledger.actions.projects import Document
from cityledger.actions.transfers import ReceiveFromBook, SendToBook, TransferMoney
from cityledger.actions.year_end import CarryYear, CloseYear
from cityledger.kernel.errors import Refused
from cityledger.ledger.receipt import Receipt
from cityledger.tui.entry.payables import payable
from cityledger.views import transfers
from cityledger.views.contract_state import contract_state
from cityledger.views.year_end import tranche_years
from tests.conftest import BOOK
from tests.laws.raw import Raw, Text, law, line as posting, red
from tests.laws.test_L03_floors import again
from tests.stories import funding_steps, legacy, parallel, partnership
from tests.stories.test_walkthrough import booked
from tests.stories.world import OTHER, WAN, World, day
from tests.views.conftest import second_book

scenarios("walkthrough_year.feature")


@then("记下的凭证为")
def _vouchers(world: World, datatable: list[list[str]]) -> None:
    assert [tuple(row) for row in datatable[1:]] == booked(world)


# Case 10


@given("已签订污水处理厂PPP合同并登记支出数")
def _partnership(world: World) -> None:
    partnership.furnish(world, agreed=False)
    world.by("zhi", partnership.figures())


@when("制单员登记PPP协议")
def _agreement(world: World) -> None:
    world.by("zhi", partnership.agreement())


@when("支付资本金300万")
def _capital(world: World) -> None:
    world.by("zhi", partnership.capital())
    world.finish("2025-04-02")
    world.requests["capital"] = world.newest()


@when("资本金300万于2025-06-20被银行退回")
def _bounced(world: World) -> None:
    world.by("chu", world.statement("R9", "300", "2025-06-20"))
    command = RefundPayment(
        payment_request_id=world.requests["capital"],
        line=1,
        amount_fen=300 * WAN,
        bank_account="B1",
        bank_ref="R9",
    )
    world.by("chu", command)


@when("工程员登记2025年绩效得分0.96")
def _score(world: World) -> None:
    world.by("gong", partnership.score())


@when("支付运营补贴1152万")
def _subsidy(world: World) -> None:
    world.invoice("PPP1", "25372000000000000077", 1_300, "2025-06-02")
    world.by("zhi", partnership.subsidy(1_152 * WAN))
    world.finish("2025-06-12")


@then(parsers.parse("PPP合同应付{due:d}万、已付补贴{paid:d}万,支出责任尚余{left:d}万"))
def _duty_left(world: World, due: int, paid: int, left: int) -> None:
    settled = world.office.sql(
        "SELECT sum(credit_fen), sum(debit_fen) FROM posting WHERE account = '230205'"
    )

    assert [(due * WAN, paid * WAN)] == settled
    assert -left * WAN == funding_steps.balance_fen(world, "9202")
    assert left * WAN == funding_steps.balance_fen(world, "9292")


# Case 11


@given("已走完案例十")
def _case10(world: World) -> None:
    _partnership(world)
    _agreement(world)
    _capital(world)
    _score(world)
    _subsidy(world)


@given("国库额度Q1已付100万,年末未用40万")
def _quota(world: World) -> None:
    world.by("chu", world.quota())
    plan = Plan(source="国库集中支付", fiscal_year=2025, amount_fen=140 * WAN, allotment="AQ")
    world.by("zhi", world.contract("C3", 500, performance_fen=0, plans=(plan,)))
    world.pay_all("advance", "2025-06-25", (world.line("C3", "advance", 100),))
    world.by("chu", world.carry())


@given("2025年除12月外已结账")
def _eleven_months(world: World) -> None:
    for period in (0, *range(202503, 202512)):
        world.by("fu", ClosePeriod(period=period))


@given("次年1月已收到区级预算T8五万元")
def _january(world: World) -> None:
    world.by("fu", OpenPeriod(period=202601))
    world.by("chu", funding_steps.receive("区级预算", "T8", 5 * WAN, "2026-01-05"))


@when("复核员办理2025年年终结账")
def _close(world: World) -> None:
    world.by("fu", CloseYear(year=2025))


@when("复核员结转2025年指标")
def _carry(world: World) -> None:
    document = Document(
        doc_no="示财结转〔2025〕1号",
        authority="示范区财政局",
        issued_on=day("2025-12-31"),
        title="结转通知",
    )
    world.by("fu", CarryYear(year=2025, document=document))


@then("各批次2025年末结转为")
def _carried(world: World, datatable: list[list[str]]) -> None:
    rows = world.office.ask(tranche_years, world.office.desk.book_id, 2025)
    found = [
        (
            x.label,
            x.carry_account,
            parallel.wan(x.carried_fen),
            parallel.wan(x.purse_fen),
            parallel.wan(x.money_fen),
        )
        for x in rows
        if x.in_budget
    ]

    assert [tuple(row) for row in datatable[1:]] == found


# Case 13


@when("制单员登记旧账概算K9三亿元")
def _old_budget(world: World) -> None:
    world.by("zhi", legacy.account())
    world.by("zhi", legacy.budget(world))


@when("制单员登记旧合同C9两亿五千万元")
def _old_contract(world: World) -> None:
    world.by("zhi", legacy.contract())


@when(parsers.parse("制单员登记期初到账L1 {amount:d}万"))
def _old_money(world: World, amount: int) -> None:
    world.by("zhi", legacy.received(amount * WAN))


@when(parsers.parse("制单员登记C9期初计量{amount:d}万"))
def _old_work(world: World, amount: int) -> None:
    world.by("zhi", legacy.certified(amount * WAN))


@when(parsers.parse("制单员登记C9期初已付{amount:d}万"))
def _old_payments(world: World, amount: int) -> None:
    world.by("zhi", legacy.paid(amount * WAN))


@when("制单员登记C9发票3100万")
def _old_invoice(world: World) -> None:
    world.invoice("C9", legacy.INVOICE, 3_100, "2025-06-02")


@then(parsers.parse("银行存款{money:d}万、C9应付{due:d}万、累计计量{done:d}万、累计已付{paid:d}万"))
def _standing(world: World, money: int, due: int, done: int, paid: int) -> None:
    state = world.office.ask(contract_state, world.office.desk.book_id, 1)

    assert state is not None
    assert money * WAN == funding_steps.balance_fen(world, "100201")
    assert (due * WAN, done * WAN, paid * WAN) == (
        state.payable_fen,
        state.certified_fen,
        state.paid_fen,
    )


@then(parsers.parse("付款单上C9无证书可付{amount:d}万"))
def _on_the_form(world: World, amount: int) -> None:
    shown = payable(world.office.desk, 1)

    assert amount * WAN == shown.due_fen("progress", None)


@when("申请支付C9期初欠付2500万零一分")
def _a_fen_more(world: World) -> None:
    world.tries("zhi", legacy.request(2_500 * WAN + 1))


@when(parsers.parse("申请支付C9期初欠付{amount:d}万"))
def _asks(world: World, amount: int) -> None:
    world.tries("zhi", legacy.request(amount * WAN))


@when(parsers.parse("支付C9期初欠付{amount:d}万"))
def _pays(world: World, amount: int) -> None:
    world.by("zhi", legacy.request(amount * WAN))
    world.finish("2025-06-12")


@when(parsers.parse("工程员签认C9第1期计量{amount:d}万"))
def _new_work(world: World, amount: int) -> None:
    lines = (Measured(gross_fen=amount * WAN),)
    world.by("gong", world.certificate(contract="C9", lines=lines))


@when(parsers.parse("支付C9第1期{amount:d}万"))
def _new_payment(world: World, amount: int) -> None:
    world.by("zhi", legacy.request(amount * WAN, 1))
    world.finish("2025-06-12")


# Case 14


@given("在途资金账户已登记")
def _transit(world: World) -> None:
    command = OpenBankAccount(
        account="1021", name="在途资金", bank_name="农业银行", account_no="在途", kind="transit"
    )
    world.by("zhi", command)


@when(parsers.parse("出纳员于{on}把T2五十万从{source}划到{target}"))
def _moved(world: World, on: str, source: str, target: str) -> None:
    command = TransferMoney(
        tranche="T2",
        from_account=source,
        to_account=target,
        amount_fen=50 * WAN,
        value_date=day(on),
        reason="补充征收补偿专户",
    )
    world.tries("chu", command)


@pytest.fixture
def other(world: World) -> Iterator[World]:
    """The book of another unit in the same database."""
    office = second_book(world.office)
    yield World(office)
    office.desk.close()


@given("城管局另有一个账套")
def _other_book(other: World) -> None:
    other.by("fu", OpenPeriod(period=202504))
    account = OpenBankAccount(account="100201", name="专户", bank_name="农业银行", account_no="BX")
    other.by("zhi", account)
    source = RegisterSource(
        name="住建局拨付", kind="upper_special", level="district", route="other_level"
    )
    other.by("zhi", source)


@when(parsers.parse("出纳员把T1一百万拨给城管局账套,编号{number}"))
def _sent(world: World, other: World, number: str) -> None:
    command = SendToBook(
        tranche="T1",
        bank_account="B1",
        amount_fen=100 * WAN,
        value_date=day("2025-04-01"),
        to_book=other.office.desk.book_id,
        link_no=number,
        reason="排水配套",
    )
    world.by("chu", command)


@when(parsers.parse("城管局出纳员按编号{number}收到D1一百万"))
def _received(other: World, number: str) -> None:
    command = ReceiveFromBook(
        label="D1",
        source="住建局拨付",
        from_book=BOOK,
        from_tranche="T1",
        amount_fen=100 * WAN,
        received_on=day("2025-04-02"),
        bank_account="BX",
        link_no=number,
    )
    other.tries("chu", command)


@then("城管局记下的凭证为")
def _other_vouchers(other: World, datatable: list[list[str]]) -> None:
    assert [tuple(row) for row in datatable[1:]] == booked(other)


@then(parsers.parse("城管局被拒绝,原因为 {code}"))
def _other_refused(other: World, code: str) -> None:
    assert isinstance(other.last, Refused)
    assert [code] == [finding.code for finding in other.last.findings]


@then("D1来自本账套T1,用途和期限与T1相同")
def _origin(world: World, other: World) -> None:
    book = other.office.desk.book_id
    wanted = f"WHERE book_id = {BOOK} AND label = 'T1'"
    here = world.office.sql(
        f"SELECT book_id, tranche_id, uses, expiry_on, restricted FROM tranche {wanted}"
    )
    wanted = f"WHERE book_id = {book} AND label = 'D1'"
    there = world.office.sql(
        f"SELECT origin_book, origin_tranche, uses, expiry_on, restricted FROM tranche {wanted}"
    )

    assert here == there


@then(parsers.parse("编号{number}两边相符"))
def _matched(world: World, number: str) -> None:
    (pair,) = world.office.ask(transfers.pairs)

    assert (number, "matched") == (pair.link_no, pair.state)


# Case 16


@then("凭证各账各键合计为")
def _balanced(world: World, datatable: list[list[str]]) -> None:
    assert [tuple(row) for row in datatable[1:]] == parallel.sides(world)


@when("制单员签订合同C1")
def _contract(world: World) -> None:
    world.by("zhi", world.contract("C1"))


@when("登记C1保函并支付预付款2000万")
def _advance(world: World) -> None:
    world.by("zhi", world.guarantee("C1"))
    world.invoice("C1", "25372000000000000001", 650, "2025-06-02")
    world.pay_all("advance", "2025-03-25", (world.line("C1", "advance", 2_000),))


@when("工程员签认C1第1期计量1000万")
def _certificate(world: World) -> None:
    world.by("gong", world.certificate())


@when("支付第1期进度款650万")
def _progress(world: World) -> None:
    world.case4()


@when("银行重复扣款450万已入账")
def _bank_error(world: World) -> None:
    world.by("chu", world.statement("D1", "-450", "2025-06-12"))
    world.by("fu", BookBankFact(bank_account="B1", bank_ref="D1", reason="银行重复扣款"))


@when("投标保证金协议B01交来保证金80万")
def _bid_bond(world: World) -> None:
    agreement = SignContract(
        contract_no="B01",
        project="P1",
        kind="deposit",
        name="投标保证金",
        party_id=OTHER,
        payee_account=funding_steps.BANK_ACCOUNT,
        price_fen=80 * WAN,
        signed_on=day("2025-06-20"),
        budget_line="K1",
    )
    world.by("zhi", agreement)
    command = ReceiveDeposit(
        label="保1",
        contract="B01",
        account="230701",
        amount_fen=80 * WAN,
        received_on=day("2025-06-20"),
        bank_account="B1",
    )
    world.by("chu", command)


@then("各批次资金为")
def _parallel(world: World, datatable: list[list[str]]) -> None:
    assert [tuple(row) for row in datatable[1:]] == parallel.money(world)


@given(parsers.parse("指标{number}列功能分类{function}、经济分类{economic}"))
def _classes(world: World, number: str, function: str, economic: str) -> None:
    world.classes[number] = (function, economic)


@then("预算支出按分类为")
def _outlays(world: World, datatable: list[list[str]]) -> None:
    assert [tuple(row) for row in datatable[1:]] == parallel.outlays(world)


@when("复核追回26万并到账")
def _refund(world: World) -> None:
    world.by("gong", world.claim())
    world.by("chu", world.statement("D3", "26", "2025-07-08"))
    world.by("chu", world.refund("D3"))


# Counter-examples: vouchers no act draws up, brought to the ledger past every control.


@given("出纳员于2025-06-23收到区级预算T9五万元")
def _t9(world: World) -> None:
    world.by("chu", funding_steps.receive("区级预算", "T9", 5 * WAN, "2025-06-23"))


KEYS = {
    "B": ("bank_account_id", "SELECT bank_account_id FROM bank_account WHERE account_no = ?"),
    "C": ("contract_id", "SELECT contract_id FROM contract WHERE contract_no = ?"),
    "A": ("allotment_id", "SELECT allotment_id FROM allotment WHERE allotment_no = ?"),
}
"""What a posting names besides its tranche, by the first letter of its number."""


def _read(raw: Raw, text: str) -> Text:
    """Read a posting as the story writes it: 借100201/T9/B1 5."""
    place, amount = text.split()
    account, label, *named = place[1:].split("/")
    tranche = 0
    if label != "-":
        tranche = raw.one("SELECT tranche_id FROM tranche WHERE label = ?", label)
    names = {KEYS[name[0]][0]: raw.one(KEYS[name[0]][1], name) for name in named}
    side = {"借": "D", "贷": "C"}[place[0]]
    return posting(side, account, int(amount) * WAN, tranche, **names)


@when(parsers.parse("绕过控制于{on}强记 {text}"))
def _forced(world: World, on: str, text: str) -> None:
    raw = Raw(world.office)
    world.last = raw.post(on, *(_read(raw, part) for part in text.split(",")))


@when(parsers.parse("绕过控制于{on}单独红冲案例四的付款"))
def _lone_reversal(world: World, on: str) -> None:
    raw = Raw(world.office)
    request = world.requests["case4"]
    number = raw.one("SELECT voucher_id FROM voucher WHERE payment_request_id = ?", request)
    lines = red(again(raw, number))
    world.last = raw.post(on, *lines, kind="reversal", word="付", reverses_id=number)


@then(parsers.parse("账簿拒绝,原因为 {said}"))
def _broken(world: World, said: str) -> None:
    assert isinstance(world.last, Receipt)
    assert law(world.last).startswith(said)
    assert [] == booked(world)
