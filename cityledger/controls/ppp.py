"""Rules on a partnership agreement, judged when it is entered: form, regime, mode, promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.controls.parameters import ParameterMissing
from cityledger.controls.ppp_formulas import planned_fen
from cityledger.kernel import money, words
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters

INFRASTRUCTURE = (
    "water", "heat", "gas", "drainage", "parking", "waste", "sewage", "road", "other",
)  # fmt: skip
"""Kinds of works a partnership may be about (S12); `ppp.modes.<kind>` lists the modes of each."""

_FORBIDDEN = Source("财金〔2014〕113号", "禁止的变相融资形式", "unverified")


def _forbidden(code: str, zh: str, en: str) -> Control:
    return Control(
        code=f"ppp.{code}",
        zh=zh,
        en=en,
        source=_FORBIDDEN,
        says_zh=f"PPP协议{{contract}}约定了{zh},属于禁止的形式。",
        says_en=f"Agreement {{contract}} promises a forbidden form: {en}.",
        remedy_zh=f"删除{zh}条款后重新签订;已发生的作为疑点线索上报。",
        remedy_en="Sign it anew without the clause; what was promised already is reported.",
    )


BT = _forbidden("is_bt", "建设-移交(BT)", "build-transfer (BT)")
REPURCHASE = _forbidden("repurchase", "政府回购", "repurchase by the government")
FIXED_RETURN = _forbidden("fixed_return", "固定回报", "a fixed return")
MINIMUM_RETURN = _forbidden("minimum_return", "保底收益", "a minimum return")
MODE = Control(
    code="ppp.mode_not_suited",
    zh="运作方式不适用于该类设施",
    en="Mode not suited to the works",
    source=Source("区级PPP操作规定", "设施类型与运作方式", "unverified"),
    says_zh="{works}项目采用{mode},本区允许的方式为{modes}。",
    says_en="Mode {mode} for {works_en}; the district allows {modes}.",
    remedy_zh="改用允许的方式,或先调整参数并注明依据。",
    remedy_en="Choose an allowed mode, or have the parameter changed with its document.",
    parameters=tuple(f"ppp.modes.{kind}" for kind in INFRASTRUCTURE),
)
TERM = Control(
    code="ppp.term_too_long",
    zh="合作期超过上限",
    en="Term too long",
    source=Source("财金〔2014〕113号;国办函〔2023〕115号", "合同期限", "unverified"),
    says_zh="合作期{term}年,{what}不超过{most}年。",
    says_en="The term is {term} years; {what} runs {most} years at most.",
    remedy_zh="缩短合作期到{most}年以内。",
    remedy_en="Shorten the term to {most} years.",
    parameters=("ppp.om_max_years", "ppp.mc_max_years", "ppp.concession_max_years"),
)
REGIME = Control(
    code="ppp.regime_date",
    zh="存量与新机制划分错误",
    en="Wrong regime for the day",
    source=Source("国办函〔2023〕115号", "发布日期", "read"),
    says_zh="合同签订于{signed_on},新机制自{mechanism_on}起,应登记为{wanted}。",
    says_en="Signed on {signed_on}; the new mechanism began on {mechanism_on}: it is {wanted_en}.",
    remedy_zh="按签订日期登记为{wanted}。",
    remedy_en="Enter it as {wanted_en}.",
    parameters=("ppp.mechanism_on",),
)
CONCESSION = Control(
    code="ppp.concession_not_user_pay",
    zh="特许经营未采用使用者付费",
    en="Concession that users do not pay",
    source=Source("国办函〔2023〕115号", "使用者付费、特许经营", "unverified"),
    says_zh="新机制项目回报机制为{mechanism},只能采用使用者付费。",
    says_en="A project of the new mechanism is paid by its users, not by {mechanism_en}.",
    remedy_zh="改为使用者付费;收入不能覆盖成本的项目不采用PPP。",
    remedy_en="Let the users pay, or do not use a partnership.",
)
SUBSIDY = Control(
    code="ppp.user_pay_subsidy",
    zh="使用者付费项目安排运营补贴",
    en="Subsidy to a user-pay project",
    source=Source("财金〔2014〕113号;国办函〔2023〕115号", "使用者付费;不补贴建设成本缺口", "read"),
    says_zh="使用者付费项目计划运营补贴{subsidy_fen}元,政府不承担运营补贴。",
    says_en="A user-pay project plans {subsidy_fen} of subsidy; the government bears none.",
    remedy_zh="取消运营补贴计划。",
    remedy_en="Drop the subsidy from the plan.",
)
FORMULA = Control(
    code="ppp.planned_differs",
    zh="支出责任与公式不符",
    en="Duty differs from its formula",
    source=Source("财金〔2015〕21号", "支出责任测算公式", "unverified"),
    says_zh="{year}年{kind}计划{planned_fen}元,按公式{formula}应为{right_fen}元。",
    says_en="{year} {kind_en}: planned {planned_fen}, by {formula} it is {right_fen}.",
    remedy_zh="更正金额或公式参数;合同直接约定金额的公式填schedule。",
    remedy_en="Correct the amount or the terms; an agreed amount has the formula schedule.",
)
LINKED = Control(
    code="ppp.linked_min",
    zh="与绩效挂钩比例过低",
    en="Too little linked to performance",
    source=Source("财办金〔2017〕92号", "建设成本挂钩比例", "unverified"),
    says_zh="建设成本中与绩效挂钩{linked_ppm}ppm,不得低于{least_ppm}ppm。",
    says_en="{linked_ppm} ppm of the construction cost is linked; {least_ppm} is the least.",
    remedy_zh="修改付费条款,提高挂钩比例。",
    remedy_en="Link more of the pay to performance.",
    parameters=("ppp.linked_min_ppm",),
)
EQUITY = Control(
    code="ppp.equity_over_share",
    zh="股权投资超过政府份额",
    en="Equity over the government's share",
    source=Source("财金〔2015〕21号", "股权投资=资本金×政府份额", "unverified"),
    says_zh="股权投资合计{planned_fen}元,资本金{capital_fen}元的政府份额为{share_fen}元。",
    says_en="Equity of {planned_fen} planned; the share of {capital_fen} is {share_fen}.",
    remedy_zh="按资本金和政府份额更正。",
    remedy_en="Correct it by capital and share.",
)
FUND_BUDGET = Control(
    code="ppp.fund_budget_subsidy",
    zh="用政府性基金安排新增运营补贴",
    en="New subsidy from a government fund",
    source=Source("财金〔2019〕10号", "不得从政府性基金、国资预算安排新增运营补贴", "unverified"),
    says_zh="从政府性基金预算安排运营补贴{subsidy_fen}元,限额{most_fen}元。",
    says_en="{subsidy_fen} of subsidy from the fund budget; the limit is {most_fen}.",
    remedy_zh="改列一般公共预算并重新做承受能力论证。",
    remedy_en="Plan it in the general public budget and test the capacity again.",
    parameters=("ppp.fund_budget_subsidy_max_fen",),
)

CONTROLS = (
    BT, REPURCHASE, FIXED_RETURN, MINIMUM_RETURN, MODE, TERM, REGIME, CONCESSION, SUBSIDY,
    FORMULA, LINKED, EQUITY, FUND_BUDGET,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyTerms:
    """What an agreement plans for a year: kind of duty, amount in fen, formula and its terms."""

    year: int
    kind: str
    planned_fen: int
    formula: str = "schedule"
    parameters: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementTerms:
    """The terms of a partnership about to be entered; the four clauses are asked one by one."""

    contract: str
    signed_on: date
    mode: str
    mechanism: str
    regime: str
    infrastructure: str
    term_years: int
    capital_fen: int
    government_share_ppm: int
    linked_ppm: int
    is_fund_budget: bool
    is_bt: bool
    has_repurchase: bool
    has_fixed_return: bool
    has_minimum_return: bool
    duties: tuple[DutyTerms, ...]

    def sum_fen(self, kind: str) -> int:
        """Return what is planned of one kind over the whole term."""
        return sum(duty.planned_fen for duty in self.duties if duty.kind == kind)


def check(terms: AgreementTerms, parameters: Parameters) -> tuple[Finding, ...]:
    """Return every finding against an agreement, by the rules in force when it was signed."""
    return (
        *_clauses(terms),
        *_modes(terms, parameters),
        *_term(terms, parameters),
        *_regime(terms, parameters),
        *_subsidy(terms),
        *check_formulas(terms.duties),
        *_linked(terms, parameters),
        *_equity(terms),
        *_fund_budget(terms, parameters),
    )


def check_amended(
    before: AgreementTerms, after: AgreementTerms, on: date, parameters: Parameters
) -> Iterator[Finding]:
    """Yield what an amendment may not bring that an agreement may not have either.

    Only what grows is judged: a plan that shrinks heals. The clauses were judged by the day of
    signing, so the linked share is too; what is new from a government fund is new on `on`.
    """
    grown = after.sum_fen("operating") - before.sum_fen("operating")
    if grown > 0:
        yield from _subsidy(after)
        yield from _linked(after, parameters)
    if after.is_fund_budget:
        yield from _over_fund_budget(grown, on, parameters)
    if after.sum_fen("equity") > before.sum_fen("equity"):
        yield from _equity(after)


def in_force(ask: Callable[[str, date], int], key: str, on: date) -> int | None:
    """Return a threshold, or None on a day before the rule: an older agreement is not bound."""
    try:
        return ask(key, on)
    except ParameterMissing:
        return None


def _clauses(terms: AgreementTerms) -> Iterator[Finding]:
    for control, is_promised in (
        (BT, terms.is_bt),
        (REPURCHASE, terms.has_repurchase),
        (FIXED_RETURN, terms.has_fixed_return),
        (MINIMUM_RETURN, terms.has_minimum_return),
    ):
        if is_promised:
            yield Finding.of(control.code, contract=terms.contract)


def _modes(terms: AgreementTerms, parameters: Parameters) -> Iterator[Finding]:
    row = parameters.lookup(f"ppp.modes.{terms.infrastructure}", terms.signed_on)
    if terms.mode not in row.value.split(","):
        works = f"project_kind.{terms.infrastructure}"
        yield Finding.of(
            MODE.code,
            works=words.term(works),
            works_en=words.term(works, "en"),
            mode=terms.mode,
            modes=row.value,
        )


def _term(terms: AgreementTerms, parameters: Parameters) -> Iterator[Finding]:
    keys = {"OM": "ppp.om_max_years", "MC": "ppp.mc_max_years"}
    asked = [(terms.mode, keys[terms.mode])] if terms.mode in keys else []
    if terms.regime == "concession":
        asked.append(("特许经营 concession", "ppp.concession_max_years"))
    for what, key in asked:
        most = in_force(parameters.count, key, terms.signed_on)
        if most is not None and terms.term_years > most:
            yield Finding.of(TERM.code, term=terms.term_years, what=what, most=most)


def _regime(terms: AgreementTerms, parameters: Parameters) -> Iterator[Finding]:
    began = parameters.lookup("ppp.mechanism_on", terms.signed_on).value
    wanted = "stock" if terms.signed_on.isoformat() < began else "concession"
    if terms.regime != wanted:
        yield Finding.of(
            REGIME.code,
            signed_on=terms.signed_on,
            mechanism_on=began,
            wanted=words.term(f"ppp_regime.{wanted}"),
            wanted_en=words.term(f"ppp_regime.{wanted}", "en"),
        )
    if terms.regime == "concession" and terms.mechanism != "user_pay":
        key = f"ppp_mechanism.{terms.mechanism}"
        yield Finding.of(
            CONCESSION.code, mechanism=words.term(key), mechanism_en=words.term(key, "en")
        )


def _subsidy(terms: AgreementTerms) -> Iterator[Finding]:
    subsidy = terms.sum_fen("operating")
    if terms.mechanism == "user_pay" and subsidy:
        yield Finding.of(SUBSIDY.code, subsidy_fen=subsidy)


def check_formulas(duties: tuple[DutyTerms, ...]) -> Iterator[Finding]:
    """Yield each duty whose amount is not what its formula gives; FormulaError for bad terms."""
    for duty in duties:
        right = planned_fen(duty.kind, duty.formula, duty.parameters)
        if right is not None and right != duty.planned_fen:
            key = f"ppp_duty.{duty.kind}"
            yield Finding.of(
                FORMULA.code,
                year=duty.year,
                kind=words.term(key),
                kind_en=words.term(key, "en"),
                planned_fen=duty.planned_fen,
                formula=duty.formula,
                right_fen=right,
            )


def _linked(terms: AgreementTerms, parameters: Parameters) -> Iterator[Finding]:
    least = in_force(parameters.ppm, "ppp.linked_min_ppm", terms.signed_on)
    if least is not None and terms.sum_fen("operating") and terms.linked_ppm < least:
        yield Finding.of(LINKED.code, linked_ppm=terms.linked_ppm, least_ppm=least)


def _equity(terms: AgreementTerms) -> Iterator[Finding]:
    share = money.part(terms.capital_fen, terms.government_share_ppm, 1_000_000)
    planned = terms.sum_fen("equity")
    if planned > share:
        yield Finding.of(
            EQUITY.code, planned_fen=planned, capital_fen=terms.capital_fen, share_fen=share
        )


def _fund_budget(terms: AgreementTerms, parameters: Parameters) -> Iterator[Finding]:
    if terms.is_fund_budget:
        yield from _over_fund_budget(terms.sum_fen("operating"), terms.signed_on, parameters)


def _over_fund_budget(subsidy: int, on: date, parameters: Parameters) -> Iterator[Finding]:
    most = in_force(parameters.fen, "ppp.fund_budget_subsidy_max_fen", on)
    if most is not None and subsidy > most:
        yield Finding.of(FUND_BUDGET.code, subsidy_fen=subsidy, most_fen=most)
