"""Levers in Chinese: subsidies, risk pools, packages of assets, and money that goes back."""

from __future__ import annotations

from dataclasses import replace

from pytest_bdd import given, parsers, scenarios, then, when

from cityledger.actions.assets import FormPackage, Pledge, RegisterAsset, ReleasePackage
from cityledger.actions.bank import RefundPayment
from cityledger.actions.debts import CalculateSubsidy
from cityledger.actions.funding import OpenBankAccount
from cityledger.actions.instruments import FoundPool, LendUnderPool, RecordLoss
from cityledger.actions.transfers import SendToBook, TransferMoney
from cityledger.views import contract_alerts, registry
from cityledger.views.instruments import pools
from cityledger.views.sourcing import leverage, source_tree
from tests.stories import funding_steps as steps
from tests.stories.world import PARTY, WAN, WORKS, World, day

scenarios("levers.feature")

LOAN = "贷2025-1"
RIGHTS = {"停车场": "不动产2025-1", "特许经营权": "特许2025-1", "公园": "不动产2025-2"}


@given("平台公司登记银行贷款")
def _platform_loan(world: World) -> None:
    steps.source(world, "商业银行贷款", "bank_loan", "market", "market")
    world.by("zhi", steps.loan("platform"))


@given(parsers.parse("于{on}用{tranche}偿还贷款本金{wan:d}万"))
def _repaid(world: World, on: str, tranche: str, wan: int) -> None:
    steps.agreement(world, LOAN, 44)
    world.by("chu", steps.receive("商业银行贷款", "L1", 1_000 * WAN, "2025-04-02", scope=("P1",)))
    steps.commit(world, LOAN, "A2", wan)
    world.by("zhi", steps.pay_debt("principal", LOAN, tranche, wan * WAN, on))
    world.finish(on)

    assert wan * WAN == steps.balance_fen(world, "7701")
    assert wan * WAN - 1_000 * WAN == steps.balance_fen(world, "250101")


# ------------------------------------------------------------------------------------ levers


@when(parsers.parse("对{wan:d}万按{whole:d}.{part:d}%计算{first}至{last}的贴息"))
def _subsidy(world: World, wan: int, whole: int, part: int, first: str, last: str) -> None:
    command = CalculateSubsidy(
        debt_no=LOAN,
        grantor="省财政厅",
        doc_no="吉财贴〔2025〕1号",
        base_fen=wan * WAN,
        rate_ppm=(whole * 100 + part) * 100,
        from_on=day(first),
        until_on=day(last),
    )
    world.tries("zhi", command)


@then(parsers.parse("贴息额为{fen:d}分"))
def _subsidised(world: World, fen: int) -> None:
    assert [(fen,)] == world.office.sql("SELECT amount_fen FROM interest_subsidy")


@when(parsers.parse("贴息{fen:d}分于{on}到账"))
def _subsidy_came(world: World, fen: int, on: str) -> None:
    steps.source(world, "财政贴息", "interest_subsidy", "province", "other_level")
    command = steps.receive("财政贴息", f"T6-{fen}", fen, on, scope=("P1",), project="P1")
    world.tries("chu", command)


@then(parsers.parse("待摊投资第39项冲减{fen:d}分"))
def _cost_reduced(world: World, fen: int) -> None:
    assert -fen == steps.allocable_fen(world, "39")


@given(parsers.parse("风险补偿资金{wan:d}万于{on}到账,批次为{label}"))
def _pool_money(world: World, wan: int, on: str, label: str) -> None:
    steps.source(world, "风险补偿资金", "risk_pool", "district", "own_budget")
    world.by("chu", steps.receive("风险补偿资金", label, wan * WAN, on, scope=("P1",)))


@given(parsers.parse("以{label}设立风险池,分担{share:d}%,单笔上限{one:d}万,总上限{cap:d}万"))
def _pool(world: World, label: str, share: int, one: int, cap: int) -> None:
    command = FoundPool(
        name="中小企业风险池",
        project="P1",
        tranche=label,
        bank="工商银行示范支行",
        share_ppm=share * 10_000,
        cap_fen=cap * WAN,
        loan_cap_fen=one * WAN,
    )
    world.by("zhi", command)


@given(parsers.parse("风险池内发放三笔各{wan:d}万的贷款"))
def _loans(world: World, wan: int) -> None:
    for n in (1, 2, 3):
        command = LendUnderPool(
            pool="中小企业风险池",
            borrower=f"某某公司{n}",
            principal_fen=wan * WAN,
            lent_on=day("2025-04-01"),
            ends_on=day("2026-04-01"),
        )
        world.by("zhi", command)


def _lose(world: World, n: int, fen: int) -> None:
    command = RecordLoss(
        pool="中小企业风险池",
        n=n,
        loss_fen=fen,
        happened_on=day("2025-08-01"),
        doc_no="(2025)示01执1号",
    )
    world.tries("zhi", command)


@when(parsers.parse("第{n:d}笔贷款损失{wan:d}万"))
def _loss(world: World, n: int, wan: int) -> None:
    _lose(world, n, wan * WAN)


@when(parsers.parse("第{n:d}笔贷款损失{fen:d}分以外再加{wan:d}万"))
def _loss_and_more(world: World, n: int, fen: int, wan: int) -> None:
    _lose(world, n, wan * WAN + fen)


@when(parsers.parse("第{n:d}笔贷款追回{wan:d}万"))
def _recovered(world: World, n: int, wan: int) -> None:
    _lose(world, n, -wan * WAN)


@then(parsers.parse("风险池已分担{wan:d}万"))
def _borne(world: World, wan: int) -> None:
    assert wan * WAN == world.office.ask(pools, world.office.desk.book_id)[0].borne_fen


# ------------------------------------------------------------------------------------ assets


@given("登记资产停车场800万和特许经营权500万,以及公益性资产公园600万")
def _assets(world: World) -> None:
    for name, kind, wan in (
        ("停车场", "facility", 800),
        ("特许经营权", "concession", 500),
        ("公园", "facility", 600),
    ):
        command = RegisterAsset(
            right_no=RIGHTS[name],
            name=name,
            kind=kind,
            owner="示范区城投公司",
            value_fen=wan * WAN,
            valued_on=day("2025-03-01"),
            is_public_welfare=name == "公园",
        )
        world.by("zhi", command)


def _package(world: World, name: str, *pledges: tuple[str, int]) -> None:
    command = FormPackage(
        name=name,
        debt_no=LOAN,
        packed_on=day("2025-06-01"),
        pledges=tuple(Pledge(right_no=RIGHTS[asset], pledged_fen=fen) for asset, fen in pledges),
    )
    world.tries("zhi", command)


@given("以停车场打包融资800万")
@when("以停车场打包融资800万")
def _first_package(world: World) -> None:
    _package(world, "停车场包", ("停车场", 800 * WAN))


@when("再以停车场和特许经营权打包")
def _second_package(world: World) -> None:
    _package(world, "第二包", ("停车场", 100 * WAN), ("特许经营权", 500 * WAN))


@when("以公园打包融资")
def _park(world: World) -> None:
    _package(world, "公园包", ("公园", 100 * WAN))


@when("以特许经营权打包但多押一分钱")
def _one_fen_more(world: World) -> None:
    _package(world, "经营权包", ("特许经营权", 500 * WAN + 1))


@when("贷款未还清就解除停车场的抵质押")
@when("解除停车场的抵质押")
def _release(world: World) -> None:
    world.tries("fu", ReleasePackage(name="停车场包", released_on=day("2025-09-12")))


@then(parsers.parse("备查账9301为{wan:d}万"))
def _memo(world: World, wan: int) -> None:
    assert wan * WAN == steps.balance_fen(world, "9301")
    assert -wan * WAN == steps.balance_fen(world, "9391")


# ----------------------------------------------------------------------------------- leverage


@when(parsers.parse("银行贷款{wan:d}万于{on}到账"))
def _loan_money(world: World, wan: int, on: str) -> None:
    world.by("chu", steps.receive("商业银行贷款", "L1", wan * WAN, on, scope=("P1",)))


@then(parsers.parse("资金来源为 fiscal {fiscal:d}万 bank {bank:d}万"))
def _tree(world: World, fiscal: int, bank: int) -> None:
    sums: dict[str, int] = {}
    for node in world.office.ask(source_tree, world.office.desk.book_id):
        sums[node.group] = sums.get(node.group, 0) + node.received_fen

    assert {"fiscal": fiscal * WAN, "bank": bank * WAN} == sums


@then(parsers.parse("撬动倍数为{ppm:d}ppm"))
def _ratio(world: World, ppm: int) -> None:
    assert ppm == world.office.ask(leverage, world.office.desk.book_id).ratio_ppm


# ------------------------------------------------------------------------------- money back


@given(parsers.parse("省级补助{wan:d}万于{on}到账,{expiry}到期,批次为{label}"))
def _expiring(world: World, wan: int, on: str, expiry: str, label: str) -> None:
    steps.grantor(world)
    steps.source(world, "省级老旧小区补助", "upper_special", "province", "other_level")
    world.by("zhi", world.allotment("AS", "省级老旧小区补助", wan))
    command = steps.receive(
        "省级老旧小区补助",
        label,
        wan * WAN,
        on,
        allotment="AS",
        scope=("P1",),
        expiry_on=day(expiry),
        return_to="省财政厅",
    )
    world.by("chu", command)
    steps.open_until(world, 202601)


@when(parsers.parse("于{on}申报把{label}的{wan:d}万退回{payee}"))
def _declare(world: World, on: str, label: str, wan: int, payee: str) -> None:
    world.tries("zhi", steps.declare(label, wan * WAN, on, payee))


@when(parsers.parse("于{on}退回{label}的{fen:d}分以外再加{wan:d}万"))
def _too_much(world: World, on: str, label: str, fen: int, wan: int) -> None:
    world.tries("zhi", steps.give_back(label, wan * WAN + fen, on))


@when(parsers.parse("于{on}把{label}的{wan:d}万退到另一账户"))
def _astray(world: World, on: str, label: str, wan: int) -> None:
    asked = steps.give_back(label, wan * WAN, on)
    (line,) = asked.lines
    world.tries("zhi", replace(asked, lines=(replace(line, payee_account=steps.BANK_ACCOUNT),)))


@when(parsers.parse("于{on}退回{label}的{wan:d}万并办完"))
def _given_back(world: World, on: str, label: str, wan: int) -> None:
    world.by("zhi", steps.give_back(label, wan * WAN, on))
    world.finish(on)


@then(parsers.parse("{label}尚有{wan:d}万应于{on}前退回"))
def _still_due(world: World, label: str, wan: int, on: str) -> None:
    with world.office.desk.read() as read:
        known = registry.parameters(read)
        today, until = day("2026-01-06"), day("2026-12-31")
        rows = contract_alerts.coming(read, world.office.desk.book_id, until, known, today)
        found = [row for row in rows if row.kind == "surplus_due"]

    assert [(label, wan * WAN, day(on))] == [(row.subject, row.amount_fen, row.on) for row in found]


@then(parsers.parse("{label}已无余额,指标{allotment}已收回"))
def _nothing_left(world: World, label: str, allotment: str) -> None:
    found = world.office.sql(
        "SELECT account, sum(debit_fen - credit_fen) FROM posting p JOIN tranche t"
        " ON t.book_id = p.book_id AND t.tranche_id = p.tranche_id"
        f" WHERE t.label = '{label}' AND account IN ('100201', '210302', '8001')"
        " GROUP BY account ORDER BY account"
    )
    memo = world.office.sql(
        "SELECT p.account, sum(debit_fen - credit_fen) FROM posting p JOIN allotment a"
        " ON a.book_id = p.book_id AND a.allotment_id = p.allotment_id"
        f" WHERE a.allotment_no = '{allotment}' GROUP BY p.account ORDER BY p.account"
    )

    assert [("100201", 0), ("210302", 0), ("8001", 0)] == found
    assert [("9101", 0), ("9102", 0)] == memo


@then("审计程序核验通过")
def _audited(world: World) -> None:
    assert () == steps.audited(world)


@given(parsers.parse("与合作银行的补偿协议{number}已确认{wan:d}万并于{on}取得票据"))
def _bank_agreement(world: World, number: str, wan: int, on: str) -> None:
    party_id, account = steps.bank(world)
    steps.service(world, number, wan, on, party_id=party_id, payee_account=account)


@given(parsers.parse("与施工单位的服务合同{number}已确认{wan:d}万并于{on}取得票据"))
def _other_agreement(world: World, number: str, wan: int, on: str) -> None:
    steps.service(world, number, wan, on, party_id=PARTY["contractor"], payee_account=WORKS)


@when(parsers.parse("于{on}用{tranche}向合作银行支付{number}的{wan:d}万"))
def _pool_pays(world: World, on: str, tranche: str, number: str, wan: int) -> None:
    world.tries("zhi", steps.pay_service(number, tranche, wan, on))


@when(parsers.parse("于{on}用{tranche}向合作银行支付{number}的{wan:d}万零1分"))
def _pool_pays_a_fen_more(world: World, on: str, tranche: str, number: str, wan: int) -> None:
    asked = steps.pay_service(number, tranche, wan, on)
    fen = wan * WAN + 1
    (line,), (use,), (piece,) = asked.lines, asked.invoices, asked.slices
    changed = replace(
        asked,
        lines=(replace(line, amount_fen=fen),),
        invoices=(replace(use, amount_fen=fen),),
        slices=(replace(piece, amount_fen=fen),),
    )
    world.tries("zhi", changed)


@when(parsers.parse("把{label}的1分于{on}拨往另一账套"))
def _sent_away(world: World, label: str, on: str) -> None:
    command = SendToBook(
        tranche=label,
        bank_account="B1",
        amount_fen=1,
        value_date=day(on),
        to_book=world.office.desk.book_id + 1,
        link_no=f"划{label}",
        reason="项目调整",
    )
    world.tries("chu", command)


@when(parsers.parse("复核审批并付讫于{on}"))
def _pool_paid(world: World, on: str) -> None:
    world.finish(on)


@given(parsers.parse("{label}的{wan:d}万于{on}划转到另一账户"))
def _moved(world: World, label: str, wan: int, on: str) -> None:
    account = OpenBankAccount(
        account="100201", name="风险池专户", bank_name="工商银行", account_no="B9"
    )
    world.by("zhi", account)
    command = TransferMoney(
        tranche=label,
        from_account="B1",
        to_account="B9",
        amount_fen=wan * WAN,
        value_date=day(on),
        reason="专户管理",
    )
    world.by("chu", command)


@when(parsers.parse("以{label}再为{bank}设立风险池,上限{cap:d}万"))
def _another_pool(world: World, label: str, bank: str, cap: int) -> None:
    command = FoundPool(
        name="第二风险池",
        project="P1",
        tranche=label,
        bank=bank,
        share_ppm=400_000,
        cap_fen=cap * WAN,
        loan_cap_fen=cap * WAN,
    )
    world.tries("zhi", command)


@when(parsers.parse("银行于{on}把多得的补偿{wan:d}万退回,流水{ref}"))
def _returned_to_the_pool(world: World, on: str, wan: int, ref: str) -> None:
    world.by("chu", world.statement(ref, str(wan), on))
    command = RefundPayment(
        payment_request_id=1,
        line=1,
        amount_fen=wan * WAN,
        bank_account="B1",
        bank_ref=ref,
    )
    world.by("chu", command)


@then(parsers.parse("{label}尚有{wan:d}万"))
def _left(world: World, label: str, wan: int) -> None:
    rows = world.office.sql(
        "SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM posting p JOIN tranche t"
        " ON t.book_id = p.book_id AND t.tranche_id = p.tranche_id"
        f" WHERE t.label = '{label}' AND p.account LIKE '1002%'"
    )

    assert [(wan * WAN,)] == [(int(fen),) for (fen,) in rows]
