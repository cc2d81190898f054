"""Rules on what all partnerships of a district may cost in a year, on amendments and on scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.case import Case, Rule
from cityledger.controls.contract import percent
from cityledger.controls.control import Control, Source
from cityledger.controls.facts import CAPITAL
from cityledger.controls.ppp import in_force
from cityledger.kernel import money
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters

BP = 10_000

OVER_DUTY = Control(
    code="ppp.over_duty_limit",
    zh="年度支出责任超过限额",
    en="Yearly duty over the limit",
    source=Source("财金〔2015〕21号", "年度支出责任限额", "read"),
    says_zh="{year}年全部PPP支出责任{total_fen}元,一般公共预算支出{capacity_fen}元的{limit}为"
    "{limit_fen}元,超{over_fen}元。",
    says_en="{year}: all duties of {total_fen} exceed {limit} of {capacity_fen}, {limit_fen}.",
    remedy_zh="减少该年支出责任或推迟项目;超过{limit}不得新上PPP项目。",
    remedy_en="Lower the duty of the year or wait; above {limit} no new project is agreed.",
    parameters=("ppp.duty_max_bp",),
)
OVER_GOVERNMENT_PAY = Control(
    code="ppp.over_government_pay",
    zh="超过限额新上政府付费项目",
    en="New government-pay project above its limit",
    source=Source("财金〔2022〕119号", "年度支出责任限额", "read"),
    says_zh="{year}年支出责任占比超过{limit}({total_fen}元/{capacity_fen}元),不得新上政府付费项目。",
    says_en="{year}: duties of {total_fen} exceed {limit} of {capacity_fen}; no government-pay.",
    remedy_zh="改用使用者付费,或减少支出责任。",
    remedy_en="Let the users pay, or lower the duties.",
    parameters=("ppp.government_pay_max_bp",),
)
NO_CAPACITY = Control(
    code="ppp.capacity_missing",
    zh="缺少一般公共预算支出数",
    en="Capacity figure missing",
    source=Source("财金〔2015〕21号", "财政承受能力论证", "unverified"),
    says_zh="{years}没有一般公共预算支出的决算、预算或预测数,不能论证承受能力。",
    says_en="No general public budget expenditure is known for {years}.",
    remedy_zh="先登记这些年度的支出数(预测数注明依据)。",
    remedy_en="Enter the expenditure of these years first, a forecast with its document.",
)
NO_DOCUMENT = Control(
    code="ppp.amend_without_document",
    zh="调整支出责任没有批准文件",
    en="Amendment without a document",
    source=Source("预算法(2018)", "第十三条", "unverified"),
    says_zh="合同{contract}的支出责任计划已入账,调整须有批准文件。",
    says_en="The plan of {contract} stands; it changes by a document only.",
    remedy_zh="取得批准文件后填写文号。",
    remedy_en="Obtain the approval and give its number.",
)
SCORED = Control(
    code="ppp.year_scored",
    zh="该年度已评价",
    en="Year scored already",
    source=Source("财办金〔2017〕92号", "按绩效付费", "unverified"),
    says_zh="合同{contract} {year}年已于{assessed_on}评价,应付{payable_fen}元。",
    says_en="{contract}: {year} was scored on {assessed_on}; {payable_fen} is payable.",
    remedy_zh="已评价年度不再评价,也不调整运营补贴。",
    remedy_en="A scored year is neither scored nor changed again.",
)
NOTHING_DUE = Control(
    code="ppp.nothing_planned",
    zh="该年度没有运营补贴计划",
    en="No subsidy planned for the year",
    source=Source("财金〔2015〕21号", "运营补贴支出责任", "unverified"),
    says_zh="合同{contract} {year}年没有运营补贴计划,评价后无款可付。",
    says_en="{contract} plans no operating subsidy for {year}; a score pays nothing.",
    remedy_zh="核对年度;确需补贴的先按文件调整计划。",
    remedy_en="Check the year, or amend the plan by its document first.",
)
NOT_BEGUN = Control(
    code="ppp.year_not_begun",
    zh="年度未到不得评价",
    en="Scored before its year",
    source=Source("财办金〔2017〕92号", "按绩效付费", "unverified"),
    says_zh="合同{contract}在{assessed_on}评价{year}年绩效,该年度尚未开始。",
    says_en="{contract}: {year} is scored on {assessed_on}, before the year has begun.",
    remedy_zh="核对年度;到{year}年按实际绩效评价后付费。",
    remedy_en="Check the year; what {year} pays follows what {year} shows.",
)
PAID_IN = Control(
    code="ppp.equity_below_paid",
    zh="股权投资计划低于已缴资本金",
    en="Equity planned below what is paid in",
    source=Source("本程序规则", "PPP支出责任备查账(9202)", "own"),
    says_zh="合同{contract}股权投资计划调整为{planned_fen}元,已缴资本金{paid_fen}元。",
    says_en="{contract}: equity is lowered to {planned_fen}, but {paid_fen} is paid in.",
    remedy_zh="计划不低于已缴资本金;资本金退回入账后再调减。",
    remedy_en="Plan what is paid in at least; lower it once the capital came back.",
)
OVER_PRICE = Control(
    code="ppp.over_price",
    zh="运营补贴计划超过合同价",
    en="Subsidies planned above the price",
    source=Source("国令712号 政府投资条例", "第二十三条", "read"),
    says_zh="合同{contract}计划运营补贴合计{planned_fen}元,超过合同价{price_fen}元。",
    says_en="{contract} plans {planned_fen} of subsidy, above its price of {price_fen}.",
    remedy_zh="更正计划,或先办理合同变更。",
    remedy_en="Correct the plan, or have a variation approved first.",
)
NO_SCORE = Control(
    code="payment.no_score",
    zh="无绩效不付费",
    en="No pay without a score",
    source=Source("财办金〔2017〕92号", "按绩效付费", "unverified"),
    says_zh="第{line}行支付PPP合同{contract},没有依据年度绩效评价。",
    says_en="Line {line} pays partnership {contract} without a performance score.",
    remedy_zh="先登记年度绩效评价,按评价结果付费。",
    remedy_en="Enter the performance score of the year; pay what it makes payable.",
)

CONTROLS = (
    OVER_DUTY, OVER_GOVERNMENT_PAY, NO_CAPACITY, NO_DOCUMENT, SCORED, NOTHING_DUE, NOT_BEGUN,
    PAID_IN, OVER_PRICE,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFacts:
    """One year: duties of all other plans, what this act adds, and the capacity (None: unknown).

    Only duties borne by the general public budget count.
    """

    year: int
    others_fen: int
    added_fen: int
    capacity_fen: int | None

    @property
    def total_fen(self) -> int:
        """Return all duties of the year, the new ones included."""
        return self.others_fen + self.added_fen


def check_years(
    years: tuple[YearFacts, ...], mechanism: str, on: date, parameters: Parameters
) -> Iterator[Finding]:
    """Yield the years a new plan would break; a year to which it adds nothing is not its doing."""
    burdened = [row for row in years if row.added_fen > 0]
    unknown = [str(row.year) for row in burdened if row.capacity_fen is None]
    if unknown:
        yield Finding.of(NO_CAPACITY.code, years="、".join(unknown))
    rules = [(OVER_DUTY, "ppp.duty_max_bp")]
    if mechanism == "government_pay":
        rules.append((OVER_GOVERNMENT_PAY, "ppp.government_pay_max_bp"))
    for control, key in rules:
        limit_bp = in_force(parameters.bp, key, on)
        for row in burdened if limit_bp is not None else ():
            if row.capacity_fen is not None and breaks(row, limit_bp or 0):
                yield _over(control, row, limit_bp or 0)


def breaks(row: YearFacts, limit_bp: int) -> bool:
    """Say whether a year's duties exceed a share of the capacity, exactly."""
    return row.total_fen * BP > (row.capacity_fen or 0) * limit_bp


def _over(control: Control, row: YearFacts, limit_bp: int) -> Finding:
    capacity = row.capacity_fen or 0
    limit = capacity * limit_bp // BP
    return Finding.of(
        control.code,
        year=row.year,
        total_fen=row.total_fen,
        capacity_fen=capacity,
        limit=percent(limit_bp),
        limit_fen=limit,
        over_fen=row.total_fen - limit,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredFacts:
    """A year that was scored: what it made payable, and when."""

    year: int
    payable_fen: int
    assessed_on: date


def check_amendment(
    contract: str, doc_no: str, operating_years: tuple[int, ...], scored: tuple[ScoredFacts, ...]
) -> Iterator[Finding]:
    """Yield what forbids to change a plan: no document, or a year that was scored already."""
    if not doc_no.strip():
        yield Finding.of(NO_DOCUMENT.code, contract=contract)
    yield from _scored(contract, operating_years, scored)


def check_price(contract: str, planned: int, price: int) -> Iterator[Finding]:
    """Yield whether the subsidies of a whole term exceed price and variations, in fen (L5)."""
    if planned > price:
        yield Finding.of(OVER_PRICE.code, contract=contract, planned_fen=planned, price_fen=price)


def check_paid_in(contract: str, planned: int, paid: int) -> Iterator[Finding]:
    """Yield whether an amendment plans less equity than was paid in, both of the whole term."""
    if planned < paid:
        yield Finding.of(PAID_IN.code, contract=contract, planned_fen=planned, paid_fen=paid)


def check_score(
    place: tuple[str, int], assessed_on: date, planned_fen: int, scored: tuple[ScoredFacts, ...]
) -> Iterator[Finding]:
    """Yield what forbids to score a year: scored already, not begun, or nothing planned for it.

    `place` is contract and year.
    """
    contract, year = place
    yield from _scored(contract, (year,), scored)
    if assessed_on.year < year:
        yield Finding.of(NOT_BEGUN.code, contract=contract, year=year, assessed_on=assessed_on)
    if not planned_fen:
        yield Finding.of(NOTHING_DUE.code, contract=contract, year=year)


def _scored(
    contract: str, years: tuple[int, ...], scored: tuple[ScoredFacts, ...]
) -> Iterator[Finding]:
    for row in scored:
        if row.year in years:
            yield Finding.of(
                SCORED.code,
                contract=contract,
                year=row.year,
                assessed_on=row.assessed_on,
                payable_fen=row.payable_fen,
            )


def _no_score(case: Case) -> Iterator[dict[str, object]]:
    for line in case.lines:
        contract = case.contract(line)
        if contract is None or not contract.is_ppp or line.account == CAPITAL:
            continue
        certificate = case.certificate(line)
        if certificate is None or not certificate.is_scored:
            yield {"line": line.n, "contract": contract.no}


RULES = (Rule(NO_SCORE, _no_score),)


def room_fen(capacity_fen: int, total_fen: int, limit_bp: int) -> int:
    """Return what a year can still bear below a limit, in fen; negative when it is passed."""
    return capacity_fen * limit_bp // BP - total_fen


def share_bp(total_fen: int, capacity_fen: int) -> int:
    """Return the share of a year's capacity in basis points, half rounded up."""
    return money.part(BP, total_fen, capacity_fen)
