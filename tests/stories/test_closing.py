"""Charges, fees, acceptance, delivery, accounts and surplus in Chinese, at their boundaries."""

from __future__ import annotations

from datetime import date

from pytest_bdd import given, parsers, scenarios, then, when

from cityledger.actions.certificates import Measured
from cityledger.actions.closing import (
    ApproveAccounts,
    DeclareSurplus,
    DeliverAssets,
    DeliveredAsset,
    RecordAcceptance,
    SubmitAccounts,
    WrittenOff,
)
from cityledger.actions.contracts import Plan, SignContract
from cityledger.actions.payments import InvoiceUse, RequestPayment
from cityledger.kernel import money
from tests.stories.world import OTHER, WAN, World, day

scenarios("closing.feature")

MORE = {"": 0, "多一分": 1}
FEE_INVOICE, WORKS_INVOICE = "25372000000000000019", "25372000000000000031"
DOCUMENT = "示发改〔2025〕8号"


@given(parsers.parse("管理费合同200万元已签订,发票{wan:d}万元已查验"))
def _fee_contract(world: World, wan: int) -> None:
    plan = Plan(source="区级预算", fiscal_year=2025, amount_fen=200 * WAN, allotment="A2")
    world.by(
        "zhi",
        SignContract(
            contract_no="管",
            project="P1",
            kind="service",
            name="项目管理",
            party_id=OTHER,
            payee_account="6222000009",
            price_fen=200 * WAN,
            signed_on=day("2025-04-01"),
            budget_line="K2",
            plans=(plan,),
        ),
    )
    world.invoice("管", FEE_INVOICE, wan, "2025-06-02")


def charge(world: World, contract: str, line: Measured, on: str = "2025-05-31") -> None:
    """Try to certify one line; each try of a story has a number of its own."""
    number = world.requests.get("certificate", 10) + 1
    world.requests["certificate"] = number
    command = world.certificate(number, contract=contract, lines=(line,), certified_on=day(on))
    world.tries("gong", command)


@when(parsers.re("管理费再?列支(?P<wan>[0-9]+)万元(?P<more>.*)"))
def _fee(world: World, wan: str, more: str) -> None:
    charge(world, "管", Measured(gross_fen=int(wan) * WAN + MORE[more], cost_item="19"))


@given(parsers.parse("管理费已列支{yuan}元"))
def _fee_charged(world: World, yuan: str) -> None:
    charge(world, "管", Measured(gross_fen=money.parse(yuan), cost_item="19"))


@when(parsers.re("招待费列支(?P<yuan>[0-9]+)元(?P<more>.*)"))
def _hosted(world: World, yuan: str, more: str) -> None:
    charge(world, "管", Measured(gross_fen=int(yuan) * 100 + MORE[more], cost_item="1901"))


@when(parsers.parse("支付管理费{wan:d}万元"))
def _fee_paid(world: World, wan: int) -> None:
    number = world.requests["certificate"]
    world.tries(
        "zhi",
        RequestPayment(
            project="P1",
            kind="service",
            value_date=day("2025-06-12"),
            lines=(world.line("管", "due", wan, certificate_no=number),),
            invoices=(InvoiceUse(number=FEE_INVOICE, amount_fen=wan * WAN),),
        ),
    )


@when(parsers.parse("C1计量100万元,{what}"))
def _charged(world: World, what: str) -> None:
    papers: dict[str, dict[str, object]] = {
        "列为设计费": {"cost_item": "02"},
        "其中为无依据的收费": {"is_levy": True},
        "损失由设计单位造成": {"caused_by": "某某设计院"},
        "票据写明属于P2项目": {"for_project": "P2"},
        f"收费依据{DOCUMENT}": {"is_levy": True, "basis": DOCUMENT},
    }
    charge(world, "C1", Measured(gross_fen=100 * WAN, **papers[what]))  # type: ignore[arg-type]


@when(parsers.parse("C1于{on}计量100万元"))
def _charged_on(world: World, on: str) -> None:
    charge(world, "C1", Measured(gross_fen=100 * WAN), on)


@given(parsers.parse("项目{on}验收并可使用"))
def _accepted(world: World, on: str) -> None:
    command = RecordAcceptance(
        project="P1", accepted_on=day(on), usable_on=day(on), doc_no="验收1", filed_on=day(on)
    )
    world.by("gong", command)


@given(parsers.parse("C3已结算500万元,缺陷责任期至{until}"))
def _settled(world: World, until: str) -> None:
    plan = Plan(source="区级预算", fiscal_year=2025, amount_fen=500 * WAN, allotment="A2")
    terms: dict[str, object] = {"performance_fen": 0, "plans": (plan,), "advance_cap_fen": 0}
    terms |= {"recoup_bp": 0, "defects_until_on": day(until)}
    world.by("zhi", world.contract("C3", 500, **terms))
    lines = (Measured(gross_fen=500 * WAN),)
    world.by("gong", world.certificate(contract="C3", lines=lines, kind="settlement"))


@when(parsers.parse("{on}退还C3的质保金15万元"))
def _release(world: World, on: str) -> None:
    lines = (world.line("C3", "retention", 15),)
    command = RequestPayment(project="P1", kind="retention", value_date=day(on), lines=lines)
    world.tries("zhi", command)


def deliver(
    world: World, assets: tuple[DeliveredAsset, ...], gone: tuple[WrittenOff, ...] = ()
) -> None:
    """Try to deliver assets to the road office."""
    world.tries(
        "zhi",
        DeliverAssets(
            project="P1",
            doc_no="交1",
            delivered_on=day("2025-07-01"),
            receiver="示范区市政处",
            assets=assets,
            written_off=gone,
        ),
    )


def asset(kind: str, name: str, yuan: str) -> DeliveredAsset:
    """Return an asset of civil works."""
    own = money.parse(yuan)
    return DeliveredAsset(kind=kind, name=name, cost_class="works", own_fen=own)


@when(parsers.parse("交付道路{road}元和安置房{homes}元"))
def _delivered(world: World, road: str, homes: str) -> None:
    deliver(world, (asset("infrastructure", "道路", road), asset("housing", "安置房", homes)))


@when(parsers.parse("核销费用{yuan}元,其余500万元转出"))
def _written_off(world: World, yuan: str) -> None:
    gone = (WrittenOff(cost_item="19", amount_fen=money.parse(yuan)),)
    deliver(world, (asset("others", "管线", "5000000.00"),), gone)


def net(world: World, account: str) -> str:
    """Return debit − credit of an account and its sub-accounts, in yuan."""
    rows = world.office.sql(
        f"SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM posting"
        f" WHERE substr(account, 1, {len(account)}) = '{account}'"
    )
    return money.plain(int(rows[0][0]))


@then(parsers.parse("资产1801增加{roads}元,1831增加{homes}元"))
def _assets(world: World, roads: str, homes: str) -> None:
    assert (roads, homes) == (net(world, "1801"), net(world, "1831"))


@then(parsers.parse("科目5301余额为{gone}元,3401余额为{moved}元"))
def _gone(world: World, gone: str, moved: str) -> None:
    assert (gone, moved) == (net(world, "5301"), net(world, "3401"))


@then(parsers.parse("在建工程余额为{yuan}元"))
def _in_progress(world: World, yuan: str) -> None:
    assert yuan == net(world, "1613")


def submit(world: World, on: date, fen: int, **more: object) -> None:
    """Try to submit the final accounts of P1."""
    terms = {
        "project": "P1",
        "doc_no": "决算1",
        "authority": "示范区财政局",
        "stated_on": on,
        "cost_fen": fen,
    }
    world.tries("zhi", SubmitAccounts(**{**terms, **more}))  # type: ignore[arg-type]


@when(
    parsers.re(
        "(?P<on>[0-9-]+)报送决算(?P<wan>[0-9]+)万元(?P<more>多一分|)"
        "(,尾工(?P<tail>[0-9]+)万元(?P<over>多一分|))?"
    )
)
def _submitted(
    world: World, on: str, wan: str, more: str, tail: str | None, over: str | None
) -> None:
    tail_fen = int(tail or 0) * WAN + MORE[over or ""]
    submit(world, day(on), int(wan) * WAN + MORE[more], tail_fen=tail_fen)


@when(parsers.parse("{on}凭延期{days:d}天的批复报送决算{wan:d}万元"))
def _extended(world: World, on: str, days: int, wan: int) -> None:
    submit(world, day(on), wan * WAN, extension_days=days, extension_doc=DOCUMENT)


@when(parsers.parse("审批人批复决算{wan:d}万元"))
def _approved(world: World, wan: int) -> None:
    command = ApproveAccounts(
        project="P1",
        doc_no="批复1",
        authority="示范区财政局",
        stated_on=day("2025-10-30"),
        cost_fen=wan * WAN,
    )
    world.tries("shen", command)


@when(parsers.re("T2申报结余(?P<wan>[0-9]+)万元(?P<more>.*)"))
def _surplus(world: World, wan: str, more: str) -> None:
    fen = int(wan) * WAN + MORE[more]
    on = day("2025-11-03")
    command = DeclareSurplus(tranche="T2", project="P1", amount_fen=fen, value_date=on)
    world.tries("zhi", command)


@then(parsers.parse("应缴结余为{wan:d}万元"))
def _due_back(world: World, wan: int) -> None:
    assert money.plain(-wan * WAN) == net(world, "210302")
    assert money.plain(wan * WAN) == net(world, "3001")
