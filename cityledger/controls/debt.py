"""Rules on borrowing: who may owe, hidden debt, guarantees, terms, schedules, interest (S38)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.kernel import words
from cityledger.kernel.days import add_months
from cityledger.kernel.errors import Finding
from cityledger.kernel.sources import BONDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters

UNLAWFUL = Control(
    code="debt.unlawful_borrowing",
    zh="政府违规举债",
    en="Unlawful borrowing by government",
    source=Source("预算法(2018)", "第三十五条", "read"),
    says_zh="政府部门以{kind}举债{debt};除省级政府债券外不得以任何方式举债。",
    says_en="A government unit borrows {debt} as {kind_en}; only provincial bonds are lawful.",
    remedy_zh="不得举借;确需资金的,通过省级政府债券或预算安排解决。",
    remedy_en="Do not borrow; use provincial bonds or the budget.",
)
HIDDEN = Control(
    code="debt.hidden",
    zh="政府隐性债务",
    en="Hidden government debt",
    source=Source("预算法(2018)", "第三十五条", "read"),
    says_zh="{debt}的债务人是政府部门,登记为隐性债务。",
    says_en="The debtor of {debt} is a government unit, and the debt is marked hidden.",
    remedy_zh="不得新增隐性债务;存量按化解方案处理,不作为项目资金来源。",
    remedy_en="No hidden debt may be added; what exists is no source of project money.",
)
GUARANTEED = Control(
    code="debt.guaranteed",
    zh="政府违规担保",
    en="Guaranteed by a government unit",
    source=Source("预算法(2018)", "第三十五条", "read"),
    says_zh="{debt}由政府部门提供担保。",
    says_en="A government unit guarantees {debt}.",
    remedy_zh="撤销担保函、承诺函后再登记。",
    remedy_en="Have the guarantee or comfort letter withdrawn first.",
)
TERM = Control(
    code="debt.bond_term",
    zh="专项债券期限超限",
    en="Special bond too long",
    source=Source("财预〔2018〕28号", "债券期限", "unverified"),
    says_zh="{debt}到期日{ends_on}晚于{latest}(最长{years}年)。",
    says_en="{debt} ends on {ends_on}, later than {latest} ({years} years at most).",
    remedy_zh="核对债券文件的期限。",
    remedy_en="Check the term in the bond's document.",
    parameters=("compensation.bond_term_max_years",),
)
ENDS = Control(
    code="debt.term_reversed",
    zh="债务期限起止颠倒",
    en="Debt ends before it starts",
    source=Source("本程序规则", "债务期限", "own"),
    says_zh="{debt}自{starts_on}起,{ends_on}到期,到期不晚于起始。",
    says_en="{debt} runs from {starts_on} to {ends_on}.",
    remedy_zh="核对借款合同的期限。",
    remedy_en="Check the term in the agreement.",
)
SCHEDULE = Control(
    code="debt.schedule_principal",
    zh="还本计划与本金不等",
    en="Schedule does not repay the principal",
    source=Source("本程序规则", "还本付息计划", "own"),
    says_zh="{debt}还本计划合计{planned_fen}元,本金{principal_fen}元。",
    says_en="The schedule of {debt} repays {planned_fen}; the principal is {principal_fen}.",
    remedy_zh="补齐或更正还本计划。",
    remedy_en="Complete or correct the schedule.",
)
SCHEDULE_DAYS = Control(
    code="debt.schedule_days",
    zh="还本付息日不在期限内",
    en="Scheduled outside the term",
    source=Source("本程序规则", "还本付息计划", "own"),
    says_zh="{debt}第{n}期{due_on}不在{starts_on}之后至{ends_on}之内,或早于上一期。",
    says_en="Part {n} of {debt}, {due_on}, is not after the one before, within {ends_on}.",
    remedy_zh="按合同逐期更正日期。",
    remedy_en="Correct the days against the agreement.",
)
SOURCE = Control(
    code="debt.other_source",
    zh="债务与资金来源种类不符",
    en="Debt of another kind than its source",
    source=Source("本程序规则", "债务与来源对应", "own"),
    says_zh="{debt}是{kind},资金来源“{source}”不是债务类来源或种类不同。",
    says_en="{debt} is a {kind_en}; source “{source}” is none of that kind.",
    remedy_zh="改选对应的债务类资金来源。",
    remedy_en="Name the source that this debt brings.",
)
REPAY = Control(
    code="debt.no_repayment",
    zh="债务没有偿还来源",
    en="Debt without a source of repayment",
    source=Source("财预〔2018〕28号", "须有稳定的偿债来源", "read"),
    says_zh="{debt}没有登记偿还资金来源。",
    says_en="{debt} names no source of repayment.",
    remedy_zh="登记对应的土地出让收入或项目专项收入。",
    remedy_en="Name the land-sale or special income of the project that repays it.",
)
ACCRUED = Control(
    code="debt.accrued_already",
    zh="该期间利息已计提",
    en="Interest accrued already",
    source=Source("本程序规则", "利息不重复计提", "own"),
    says_zh="{debt}的利息已计提至{accrued_on},本次只到{until_on}。",
    says_en="The interest of {debt} is accrued to {accrued_on}; {until_on} is not later.",
    remedy_zh="改为计提其后的期间。",
    remedy_en="Accrue a later period.",
)
PAST_END = Control(
    code="debt.accrued_past_end",
    zh="计息超过到期日",
    en="Interest past the end",
    source=Source("本程序规则", "债务期限", "own"),
    says_zh="{debt}于{ends_on}到期,不能计息至{until_on}。",
    says_en="{debt} ends on {ends_on}; interest cannot run to {until_on}.",
    remedy_zh="计息至到期日为止。",
    remedy_en="Accrue to the day it ends.",
)

OVER_AGREEMENT = Control(
    code="debt.over_agreement",
    zh="利息超过借款合同金额",
    en="Interest above the agreement",
    source=Source("国令712号 政府投资条例", "第二十三条", "read"),
    says_zh="{debt}本次计息{amount_fen}元,借款合同的利息只剩{free_fen}元。",
    says_en="{debt}: {amount_fen} accrues now; the agreement has {free_fen} of interest left.",
    remedy_zh="先按概算办理合同变更,再计提。",
    remedy_en="Have a variation of the agreement approved within the estimate first.",
)

CONTROLS = (
    UNLAWFUL, HIDDEN, GUARANTEED, TERM, ENDS, SCHEDULE, SCHEDULE_DAYS, SOURCE, REPAY, ACCRUED,
    PAST_END,
    OVER_AGREEMENT,
)  # fmt: skip
_SOURCES = {
    "special_bond": ("special_bond",),
    "general_bond": ("general_bond",),
    "policy_loan": ("policy_loan",),
    "bank_loan": ("bank_loan", "asset_package"),
    "entity_loan": ("platform", "soe", "other"),
    "fund": ("industry_fund", "private_capital", "ppp_capital"),
}
"""The kinds of source each kind of debt may bring (`kernel.sources`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueFacts:
    """One part of a schedule."""

    due_on: date
    principal_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtFacts:
    """A debt about to be registered, with its schedule in order."""

    debt_no: str
    kind: str
    debtor_kind: str
    principal_fen: int
    starts_on: date
    ends_on: date
    repaid_from: str
    source: str
    source_kind: str
    is_hidden: bool = False
    is_guaranteed: bool = False
    schedule: tuple[DueFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccrualFacts:
    """Interest about to be accrued to `until_on`; `accrued_on` is the day it is accrued to.

    `free_fen` is what the loan agreement has left for it.
    """

    debt_no: str
    accrued_on: date
    until_on: date
    ends_on: date
    amount_fen: int
    free_fen: int


def check_debt(facts: DebtFacts, parameters: Parameters) -> tuple[Finding, ...]:
    """Return every finding against a debt, in the order of CONTROLS."""
    found = [*_who(facts), *_term(facts, parameters), *_schedule(facts), *_ground(facts)]
    order = {control.code: n for n, control in enumerate(CONTROLS)}
    return tuple(sorted(found, key=lambda finding: order[finding.code]))


def _kind(facts: DebtFacts) -> dict[str, str]:
    key = f"debt_kind.{facts.kind}"
    return {"kind": words.term(key), "kind_en": words.term(key, "en")}


def _who(facts: DebtFacts) -> Iterator[Finding]:
    """Government borrows by provincial bonds alone, and vouches for nobody (预算法 art. 35)."""
    debt = facts.debt_no
    if facts.debtor_kind == "government" and facts.kind not in BONDS:
        yield Finding.of(UNLAWFUL.code, debt=debt, **_kind(facts))
    if facts.debtor_kind == "government" and facts.is_hidden:
        yield Finding.of(HIDDEN.code, debt=debt)
    if facts.is_guaranteed:
        yield Finding.of(GUARANTEED.code, debt=debt)


def _term(facts: DebtFacts, parameters: Parameters) -> Iterator[Finding]:
    debt, ends_on = facts.debt_no, facts.ends_on
    if ends_on <= facts.starts_on:
        yield Finding.of(ENDS.code, debt=debt, starts_on=facts.starts_on, ends_on=ends_on)
    if facts.kind == "special_bond":
        years = parameters.count("compensation.bond_term_max_years", facts.starts_on)
        latest = add_months(facts.starts_on, 12 * years)
        if ends_on > latest:
            yield Finding.of(TERM.code, debt=debt, ends_on=ends_on, latest=latest, years=years)


def _schedule(facts: DebtFacts) -> Iterator[Finding]:
    debt, before = facts.debt_no, facts.starts_on
    planned = sum(part.principal_fen for part in facts.schedule)
    if planned != facts.principal_fen:
        principal = facts.principal_fen
        yield Finding.of(SCHEDULE.code, debt=debt, planned_fen=planned, principal_fen=principal)
    for n, part in enumerate(facts.schedule, 1):
        if not before < part.due_on <= facts.ends_on:
            yield Finding.of(
                SCHEDULE_DAYS.code,
                debt=debt,
                n=n,
                due_on=part.due_on,
                starts_on=facts.starts_on,
                ends_on=facts.ends_on,
            )
        before = part.due_on


def _ground(facts: DebtFacts) -> Iterator[Finding]:
    if facts.source_kind not in _SOURCES[facts.kind]:
        yield Finding.of(SOURCE.code, debt=facts.debt_no, **_kind(facts), source=facts.source)
    if not facts.repaid_from.strip():
        yield Finding.of(REPAY.code, debt=facts.debt_no)


def check_accrual(facts: AccrualFacts) -> tuple[Finding, ...]:
    """Return every finding against an accrual of interest."""
    return tuple(_accrual(facts))


def _accrual(facts: AccrualFacts) -> Iterator[Finding]:
    debt, until = facts.debt_no, facts.until_on
    if until <= facts.accrued_on:
        yield Finding.of(ACCRUED.code, debt=debt, accrued_on=facts.accrued_on, until_on=until)
    if until > facts.ends_on:
        yield Finding.of(PAST_END.code, debt=debt, ends_on=facts.ends_on, until_on=until)
    fen, free = facts.amount_fen, facts.free_fen
    if fen > free:
        yield Finding.of(OVER_AGREEMENT.code, debt=debt, amount_fen=fen, free_fen=free)
