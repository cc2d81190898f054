"""Rules on the terms of a contract, judged when it is signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.kernel import money
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters

OVER_LINE = Control(
    code="contract.over_budget_line",
    zh="合同价超过可用概算",
    en="Price exceeds the free budget line",
    source=Source("国令712号 政府投资条例", "第二十三条", "read"),
    says_zh="合同价{price_fen}元,概算项目“{budget_line}”可用{free_fen}元,超{over_fen}元。",
    says_en="Price {price_fen}; budget line “{budget_line}” has {free_fen} free.",
    remedy_zh="压减合同价,或先调整概算并重新批准。",
    remedy_en="Lower the price, or have the estimate adjusted first.",
)
RETENTION = Control(
    code="contract.retention_max",
    zh="质量保证金比例过高",
    en="Retention too high",
    source=Source("建质〔2017〕138号", "质量保证金比例", "read"),
    says_zh="合同约定质保金{share},上限{limit}。",
    says_en="The contract keeps back {share}; at most {limit} is allowed.",
    remedy_zh="把质保金比例降到{limit}以内。",
    remedy_en="Lower the retention to {limit} or less.",
    parameters=("retention.max_bp",),
)
RETENTION_AND_BOND = Control(
    code="contract.retention_and_bond",
    zh="同时收取履约保证金和质保金",
    en="Bond and retention together",
    source=Source("建质〔2017〕138号", "不得同时预留", "unverified"),
    says_zh="已收履约保证金{bond_fen}元,又约定质保金{share}。",
    says_en="A cash bond of {bond_fen} is held and {share} retained besides.",
    remedy_zh="取消其一;可改用履约保函。",
    remedy_en="Drop one of the two; a bank letter may take the bond's place.",
)
PERFORMANCE = Control(
    code="contract.performance_max",
    zh="履约担保过高",
    en="Performance guarantee too high",
    source=Source("国令613号 招标投标法实施条例", "履约保证金比例", "read"),
    says_zh="要求履约担保{asked_fen}元,超过合同价的{share}即{limit_fen}元。",
    says_en="A performance guarantee of {asked_fen} exceeds {share} of the price, {limit_fen}.",
    remedy_zh="降低担保金额。",
    remedy_en="Ask for less.",
    parameters=("guarantee.performance_max_bp",),
)
ADVANCE = Control(
    code="contract.advance_range",
    zh="预付款比例超出范围",
    en="Advance out of range",
    source=Source("财建〔2004〕369号", "工程预付款比例", "unverified"),
    says_zh="预付款上限{cap_fen}元为合同价的{share},规定范围为{least}至{most}。",
    says_en="The advance cap {cap_fen} is {share} of the price; {least} to {most} is allowed.",
    remedy_zh="把预付款约定在规定范围内,或不设预付款。",
    remedy_en="Agree an advance within the range, or none.",
    parameters=("payment.advance_min_bp", "payment.advance_max_bp"),
)
RECOUP = Control(
    code="contract.recoup_missing",
    zh="未约定预付款扣回",
    en="No recoupment agreed",
    source=Source("财建〔2004〕369号", "预付款抵扣", "unverified"),
    says_zh="合同有预付款{cap_fen}元,但没有约定扣回比例。",
    says_en="The contract has an advance of {cap_fen} and no recoupment.",
    remedy_zh="约定每期计量的扣回比例。",
    remedy_en="Agree the share of each certificate that recoups it.",
)
PROGRESS = Control(
    code="contract.progress_min",
    zh="进度款比例过低",
    en="Progress share too low",
    source=Source("财建〔2022〕183号", "进度款比例", "read"),
    says_zh="合同约定进度款{share},不得低于{least}。",
    says_en="The contract pays {share} of progress; at least {least} is required.",
    remedy_zh="把进度款比例提高到{least}以上。",
    remedy_en="Raise the progress share to {least}.",
    parameters=("payment.progress_min_bp",),
)
LABOUR = Control(
    code="contract.labour_min",
    zh="人工费比例过低",
    en="Labour share too low",
    source=Source("国令724号 保障农民工工资支付条例", "第二十四条、第二十九条", "read"),
    says_zh="合同约定人工费{share},地方规定不低于{least}。",
    says_en="The contract sets {share} aside for labour; at least {least} is required.",
    remedy_zh="按地方规定约定人工费比例和工资专户。",
    remedy_en="Agree the labour share and the wage account as the district requires.",
    parameters=("wage.labour_min_bp",),
)
WAGE_ACCOUNT = Control(
    code="contract.wage_account_missing",
    zh="缺少农民工工资专户",
    en="Wage account missing",
    source=Source("国令724号 保障农民工工资支付条例", "第二十六条", "read"),
    says_zh="合同约定人工费{share},但没有登记工资专用账户。",
    says_en="The contract sets {share} aside for labour and names no wage account.",
    remedy_zh="登记施工单位的农民工工资专用账户。",
    remedy_en="Register the contractor's wage account.",
)
OVER_ALLOTMENT = Control(
    code="contract.over_allotment",
    zh="资金计划超过指标",
    en="Plan exceeds the allotment",
    source=Source("预算法(2018)", "第十三条", "unverified"),
    says_zh="资金计划占用指标{allotment} {asked_fen}元,可用{free_fen}元。",
    says_en="The plan takes {asked_fen} of allotment {allotment}, which has {free_fen}.",
    remedy_zh="减少占用,其余列为无指标的后续年度计划。",
    remedy_en="Take less; plan the rest for later years without an allotment.",
)
PLAN = Control(
    code="contract.plan_over_price",
    zh="资金计划超过合同价",
    en="Plan exceeds the price",
    source=Source("国令712号 政府投资条例", "第十六条", "read"),
    says_zh="资金计划合计{asked_fen}元,超过合同价{price_fen}元。",
    says_en="The funding plan sums to {asked_fen}, above the price {price_fen}.",
    remedy_zh="更正资金计划。",
    remedy_en="Correct the plan.",
)

OVER_GAP = Control(
    code="contract.plan_over_gap",
    zh="资金计划超过合同缺口",
    en="Plan exceeds the funding gap",
    source=Source("本程序规则", "L5 合同资金缺口", "own"),
    says_zh="合同{contract}新列指标{asked_fen}元,未付且没有指标的只有{gap_fen}元。",
    says_en="{asked_fen} of allotments is planned for {contract}; its gap is {gap_fen}.",
    remedy_zh="减少占用;多占的指标会让其他合同无钱可付。",
    remedy_en="Take less: what one contract holds too much of, no other can be paid from.",
)

CONTROLS = (
    OVER_LINE,
    RETENTION,
    RETENTION_AND_BOND,
    PERFORMANCE,
    ADVANCE,
    RECOUP,
    PROGRESS,
    LABOUR,
    WAGE_ACCOUNT,
    OVER_ALLOTMENT,
    PLAN,
    OVER_GAP,
)
# The kinds whose pay follows measured works: the shares of the finance rules are about them.
WORKS_KINDS = ("works", "equipment")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """What a contract takes from an allotment in one plan row; `free_fen` is 9102 before it."""

    amount_fen: int
    allotment: str | None = None
    free_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractTerms:
    """The terms of a contract about to be signed, and what its budget line has free (9112)."""

    kind: str
    signed_on: date
    price_fen: int
    budget_line: str
    line_free_fen: int
    advance_cap_fen: int = 0
    recoup_bp: int = 0
    progress_bp: int = 10_000
    retention_bp: int = 0
    labour_bp: int = 0
    wage_account: str | None = None
    performance_fen: int = 0
    cash_bond_fen: int = 0
    plans: tuple[PlanFacts, ...] = ()


def percent(bp: int) -> str:
    """Return basis points as they are printed: 300 → 3.00%."""
    return f"{bp // 100}.{bp % 100:02d}%"


def check(terms: ContractTerms, parameters: Parameters) -> tuple[Finding, ...]:
    """Return every finding against the terms of a contract, on the day it is signed."""
    found = [*_money(terms), *_plans(terms)]
    if terms.kind in WORKS_KINDS:
        found += [
            *_retention(terms, parameters),
            *_advance(terms, parameters),
            *_shares(terms, parameters),
        ]
    order = {control.code: n for n, control in enumerate(CONTROLS)}
    return tuple(sorted(found, key=lambda finding: order[finding.code]))


def _money(terms: ContractTerms) -> Iterator[Finding]:
    over = terms.price_fen - terms.line_free_fen
    if over > 0:
        yield Finding.of(
            OVER_LINE.code,
            price_fen=terms.price_fen,
            budget_line=terms.budget_line,
            free_fen=terms.line_free_fen,
            over_fen=over,
        )


def check_amended(contract: str, plans: tuple[PlanFacts, ...], gap_fen: int) -> Iterator[Finding]:
    """Yield what is wrong with further sources of a contract; `gap_fen` is what nothing covers."""
    yield from _allotted(plans)
    asked = sum(plan.amount_fen for plan in plans if plan.allotment is not None)
    if asked > gap_fen:
        yield Finding.of(OVER_GAP.code, contract=contract, asked_fen=asked, gap_fen=gap_fen)


def _plans(terms: ContractTerms) -> Iterator[Finding]:
    yield from _allotted(terms.plans)
    total = sum(plan.amount_fen for plan in terms.plans)
    if total > terms.price_fen:
        yield Finding.of(PLAN.code, asked_fen=total, price_fen=terms.price_fen)


def _allotted(plans: tuple[PlanFacts, ...]) -> Iterator[Finding]:
    asked: dict[str, int] = {}
    for plan in plans:
        if plan.allotment is not None:
            asked[plan.allotment] = asked.get(plan.allotment, 0) + plan.amount_fen
    free = {plan.allotment: plan.free_fen for plan in plans}
    for allotment, fen in asked.items():
        if fen > free[allotment]:
            yield Finding.of(
                OVER_ALLOTMENT.code, allotment=allotment, asked_fen=fen, free_fen=free[allotment]
            )


def _retention(terms: ContractTerms, parameters: Parameters) -> Iterator[Finding]:
    on, share = terms.signed_on, percent(terms.retention_bp)
    most_bp = parameters.bp("retention.max_bp", on)
    if terms.retention_bp > most_bp:
        yield Finding.of(RETENTION.code, share=share, limit=percent(most_bp))
    if terms.retention_bp > 0 and terms.cash_bond_fen > 0:
        yield Finding.of(RETENTION_AND_BOND.code, bond_fen=terms.cash_bond_fen, share=share)
    bond_bp = parameters.bp("guarantee.performance_max_bp", on)
    limit = money.share_bp(terms.price_fen, bond_bp)
    asked = max(terms.performance_fen, terms.cash_bond_fen)
    if asked > limit:
        share = percent(bond_bp)
        yield Finding.of(PERFORMANCE.code, asked_fen=asked, share=share, limit_fen=limit)


def _advance(terms: ContractTerms, parameters: Parameters) -> Iterator[Finding]:
    cap = terms.advance_cap_fen
    if cap == 0:
        return
    least_bp = parameters.bp("payment.advance_min_bp", terms.signed_on)
    most_bp = parameters.bp("payment.advance_max_bp", terms.signed_on)
    least = money.share_bp(terms.price_fen, least_bp)
    most = money.share_bp(terms.price_fen, most_bp)
    if not least <= cap <= most:
        yield Finding.of(
            ADVANCE.code,
            cap_fen=cap,
            share=percent(money.part(10_000, cap, terms.price_fen)),
            least=percent(least_bp),
            most=percent(most_bp),
        )
    if terms.recoup_bp == 0:
        yield Finding.of(RECOUP.code, cap_fen=cap)


def _shares(terms: ContractTerms, parameters: Parameters) -> Iterator[Finding]:
    if terms.kind != "works":
        return
    on = terms.signed_on
    for code, bp, key in (
        (PROGRESS.code, terms.progress_bp, "payment.progress_min_bp"),
        (LABOUR.code, terms.labour_bp, "wage.labour_min_bp"),
    ):
        least_bp = parameters.bp(key, on)
        if bp < least_bp:
            yield Finding.of(code, share=percent(bp), least=percent(least_bp))
    if terms.labour_bp > 0 and not terms.wage_account:
        yield Finding.of(WAGE_ACCOUNT.code, share=percent(terms.labour_bp))
