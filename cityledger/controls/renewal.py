"""Rules on a clearance before any agreement: plan list, public steps, money, survey, valuation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.kernel import words
from cityledger.kernel.days import days_between
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters

LAW = "国令590号 国有土地上房屋征收与补偿条例"
STEPS = ("notice", "hearing", "plan", "decision")
"""The public steps of a plot in their order."""

LISTED_TWICE = Control(
    code="plot.duplicate",
    zh="地块已列入计划",
    en="Plot listed already",
    source=Source("本程序规则", "棚改计划地块唯一", "own"),
    says_zh="地块{plot}已列入本项目的改造计划。",
    says_en="Plot {plot} is on the plan list of this project already.",
    remedy_zh="直接使用已列入的地块。",
    remedy_en="Use the plot that is listed.",
)
ORDER = Control(
    code="renewal.step_order",
    zh="征收程序缺少前一步",
    en="An earlier step is missing",
    source=Source(LAW, "征收程序次序", "unverified"),
    says_zh="地块{plot}办理“{step}”之前还没有“{missing}”。",
    says_en="Plot {plot}: “{step_en}” comes after “{missing_en}”, which is missing.",
    remedy_zh="先办理并登记“{missing}”。",
    remedy_en="Hold and enter “{missing_en}” first.",
)
REPEATED = Control(
    code="renewal.step_repeated",
    zh="征收程序步骤已登记",
    en="Step entered already",
    source=Source("本程序规则", "每个步骤登记一次", "own"),
    says_zh="地块{plot}的“{step}”已于{held_on}登记。",
    says_en="Plot {plot}: “{step_en}” was held on {held_on} already.",
    remedy_zh="不必重复登记。",
    remedy_en="It need not be entered again.",
)
EARLY = Control(
    code="renewal.step_early",
    zh="步骤早于前一步",
    en="Step before the one it follows",
    source=Source(LAW, "征收程序次序", "unverified"),
    says_zh="地块{plot}的“{step}”日期{held_on}早于“{before}”的{before_on}。",
    says_en="Plot {plot}: “{step_en}” on {held_on} is before “{before_en}” on {before_on}.",
    remedy_zh="核对文件日期。",
    remedy_en="Check the dates of the papers.",
)
NOTICE_SHORT = Control(
    code="renewal.notice_short",
    zh="征求意见期限不足",
    en="Too short a notice",
    source=Source(LAW, "征求意见期限", "unverified"),
    says_zh="地块{plot}公告后{days}日即作出决定,至少须{least}日。",
    says_en="Plot {plot}: decided {days} days after the notice; {least} are needed.",
    remedy_zh="公告满{least}日后再作出征收决定。",
    remedy_en="Decide once {least} days have passed.",
    parameters=("renewal.notice_days",),
)
NOT_NEEDED = Control(
    code="renewal.amount_missing",
    zh="决定缺少所需资金",
    en="Decision without the money it needs",
    source=Source(LAW, "第十二条", "read"),
    says_zh="地块{plot}的征收决定没有列明所需补偿资金。",
    says_en="Plot {plot}: the decision does not say what money it needs.",
    remedy_zh="填写本地块全部补偿所需资金。",
    remedy_en="Enter what all compensation of the plot will cost.",
)
NOT_FUNDED = Control(
    code="renewal.not_funded",
    zh="征收补偿资金未足额到位",
    en="Compensation not funded in full",
    source=Source(LAW, "第十二条", "read"),
    says_zh="地块{plot}需补偿资金{needed_fen}元,征收补偿专户可用{free_fen}元,"
    "缺{short_fen}元;作出决定前应足额到位、专户存储、专款专用。",
    says_en="Plot {plot} needs {needed_fen}; the special account has {free_fen} for it, "
    "{short_fen} short. The money must be there in full before the decision.",
    remedy_zh="先把{short_fen}元转入征收补偿专户,再作出决定。",
    remedy_en="Bring {short_fen} into the special account first.",
)
OVER_LIST = Control(
    code="survey.over_list",
    zh="调查户数超过计划",
    en="More houses than the plan list",
    source=Source("棚户区改造计划", "计划地块户数", "own"),
    says_zh="地块{plot}计划{listed}户,调查登记将达{count}户。",
    says_en="Plot {plot} has {listed} households on the list; this makes {count}.",
    remedy_zh="核对户数;确需增加的,先报批调整计划。",
    remedy_en="Check the count, or have the plan list changed first.",
)
SURVEYED_TWICE = Control(
    code="survey.house_twice",
    zh="房屋重复调查",
    en="House surveyed twice",
    source=Source("审计署固定资产投资审计清单", "7.6 征收补偿", "read"),
    says_zh="户号{household}的房屋{house}已由账套{book}户号{other}调查登记。",
    says_en="Household {household}: house {house} is surveyed as {other} in book {book}.",
    remedy_zh="核对产权证号,剔除重复房屋。",
    remedy_en="Check the title number; take out the duplicate.",
)
SURVEYED_AGAIN = Control(
    code="survey.household_twice",
    zh="户号重复调查",
    en="Household surveyed already",
    source=Source("本程序规则", "户号在地块内唯一", "own"),
    says_zh="地块{plot}的户号{household}已调查登记。",
    says_en="Household {household} of plot {plot} is surveyed already.",
    remedy_zh="核对户号。",
    remedy_en="Check the household number.",
)
VALUED_EARLY = Control(
    code="valuation.before_survey",
    zh="评估早于调查",
    en="Valued before the survey",
    source=Source(LAW, "调查登记与评估次序", "unverified"),
    says_zh="户号{household}评估日{valued_on}早于调查日{surveyed_on}。",
    says_en="Household {household}: valued on {valued_on}, surveyed on {surveyed_on}.",
    remedy_zh="按调查结果重新评估。",
    remedy_en="Have it valued again from the survey.",
)

CONTROLS = (
    LISTED_TWICE,
    ORDER,
    REPEATED,
    EARLY,
    NOTICE_SHORT,
    NOT_NEEDED,
    NOT_FUNDED,
    OVER_LIST,
    SURVEYED_AGAIN,
    SURVEYED_TWICE,
    VALUED_EARLY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """A step about to be entered; `held` are the steps of the plot so far with their days.

    `free_fen` is what the special accounts have for this project and no earlier decision needs.
    """

    plot: str
    step: str
    held_on: date
    held: tuple[tuple[str, date], ...] = ()
    needed_fen: int = 0
    free_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseFacts:
    """A house about to be surveyed; `other` is (book, household) that has the same house."""

    household: str
    house: str
    is_known: bool = False
    other: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFacts:
    """Houses of one plot about to be surveyed, with what the list and the survey have so far."""

    book: int
    plot: str
    listed: int
    surveyed: int
    houses: tuple[HouseFacts, ...]


def check_step(facts: StepFacts, parameters: Parameters) -> Iterator[Finding]:
    """Yield every finding against a public step of a plot."""
    held = dict(facts.held)
    names = {"plot": facts.plot, **_named("step", facts.step)}
    if facts.step in held:
        yield Finding.of(REPEATED.code, **names, held_on=held[facts.step])
        return
    earlier = STEPS[: STEPS.index(facts.step)]
    for step in earlier:
        if step not in held:
            yield Finding.of(ORDER.code, **names, **_named("missing", step))
    known = [step for step in earlier if step in held]
    if known and facts.held_on < held[known[-1]]:
        before = {**_named("before", known[-1]), "before_on": held[known[-1]]}
        yield Finding.of(EARLY.code, **names, held_on=facts.held_on, **before)
    if facts.step == "decision":
        yield from _decision(facts, held.get("notice"), parameters)


def _decision(
    facts: StepFacts, noticed_on: date | None, parameters: Parameters
) -> Iterator[Finding]:
    if noticed_on is not None:
        least = parameters.days("renewal.notice_days", facts.held_on)
        passed = days_between(noticed_on, facts.held_on)
        if 0 <= passed < least:
            yield Finding.of(NOTICE_SHORT.code, plot=facts.plot, days=passed, least=least)
    if facts.needed_fen <= 0:
        yield Finding.of(NOT_NEEDED.code, plot=facts.plot)
    short = facts.needed_fen - facts.free_fen
    if short > 0:
        yield Finding.of(
            NOT_FUNDED.code,
            plot=facts.plot,
            needed_fen=facts.needed_fen,
            free_fen=facts.free_fen,
            short_fen=short,
        )


def _named(fact: str, step: str) -> dict[str, str]:
    key = f"renewal_step.{step}"
    return {fact: words.term(key), f"{fact}_en": words.term(key, "en")}


def check_survey(facts: SurveyFacts) -> Iterator[Finding]:
    """Yield every finding against houses to be surveyed."""
    count = facts.surveyed + len(facts.houses)
    if count > facts.listed:
        yield Finding.of(OVER_LIST.code, plot=facts.plot, listed=facts.listed, count=count)
    numbers: set[str] = set()
    houses: dict[str, str] = {}
    for house in facts.houses:
        if house.is_known or house.household in numbers:
            yield Finding.of(SURVEYED_AGAIN.code, plot=facts.plot, household=house.household)
        numbers.add(house.household)
        other = house.other
        if other is None and house.house in houses:
            other = (facts.book, houses[house.house])
        houses.setdefault(house.house, house.household)
        if other is not None:
            yield Finding.of(
                SURVEYED_TWICE.code,
                household=house.household,
                house=house.house,
                book=other[0],
                other=other[1],
            )


def check_valuation(household: str, surveyed_on: date, valued_on: date) -> Iterator[Finding]:
    """Yield whether a house was valued before it was surveyed."""
    if valued_on < surveyed_on:
        yield Finding.of(
            VALUED_EARLY.code, household=household, valued_on=valued_on, surveyed_on=surveyed_on
        )
