"""Rules on opening and closing periods: in order, without gaps, each once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.kernel.days import next_period, previous_period
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.kernel.days import Period

KNOWN = Control(
    code="period.known",
    zh="会计期间已建立",
    en="Period exists already",
    source=Source("财会〔2024〕12号", "第二十四条", "read"),
    says_zh="期间{period}已存在,状态为{state}。",
    says_en="Period {period} exists already; it is {state}.",
    remedy_zh="直接使用;已结账的期间不再开放。",
    remedy_en="Use it; a closed period is not opened again.",
)
GAP = Control(
    code="period.gap",
    zh="会计期间不连续",
    en="Gap between periods",
    source=Source("财会〔2024〕12号", "第二十四条", "read"),
    says_zh="不能开放期间{period},下一个应为{wanted}。",
    says_en="Period {period} cannot be opened; {wanted} comes next.",
    remedy_zh="先开放{wanted}。",
    remedy_en="Open {wanted} first.",
)
NOT_OPEN = Control(
    code="period.not_open",
    zh="会计期间未开放",
    en="Period not open",
    source=Source("财会〔2024〕12号", "第二十四条", "read"),
    says_zh="期间{period}不是开放状态。",
    says_en="Period {period} is not open.",
    remedy_zh="只能结开放的期间。",
    remedy_en="Only an open period can be closed.",
)
ORDER = Control(
    code="period.order",
    zh="以前期间未结账",
    en="Earlier period still open",
    source=Source("财会〔2024〕12号", "第二十四条", "read"),
    says_zh="期间{earlier}尚未结账,不能先结{period}。",
    says_en="Period {earlier} is still open; {period} cannot be closed before it.",
    remedy_zh="按月份顺序结账。",
    remedy_en="Close the periods in order.",
)

AHEAD = Control(
    code="period.ahead",
    zh="会计期间超前",
    en="Period too far ahead",
    source=Source("本程序规则", "期间开放到次年一月为止", "own"),
    says_zh="今日{today},期间最晚开放到{latest},不能开放{period}。",
    says_en="On {today} periods are opened up to {latest}; {period} is too far ahead.",
    remedy_zh="到该期间的上一年度末或本年度内再开放。",
    remedy_en="Open it when its year has come, or for a January in the December before.",
)

CONTROLS = (KNOWN, GAP, AHEAD, NOT_OPEN, ORDER)
JANUARY = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFacts:
    """A period about to be opened or closed on a day, and the state of every period there is."""

    period: Period
    states: tuple[tuple[Period, str], ...]
    today: date


def latest_open(today: date) -> Period:
    """Return the last month that may be open on a day: the January after its year.

    Which policies, scores and money count is judged on a value date, and a value date needs an
    open month: months far ahead would let somebody choose the day they are judged on.
    """
    return (today.year + 1) * 100 + JANUARY


def check_open(facts: PeriodFacts) -> Iterator[Finding]:
    """Yield what forbids to open a period; period 0 holds the opening and stands outside.

    A month before the first is opened only while no month is closed: what is booked in it would
    change what closed months began with.
    """
    states = dict(facts.states)
    if facts.period in states:
        yield Finding.of(KNOWN.code, period=facts.period, state=states[facts.period])
    latest = latest_open(facts.today)
    if facts.period > latest:
        yield Finding.of(AHEAD.code, period=facts.period, latest=latest, today=facts.today)
    months = [period for period in states if period]
    if not months or min(months) <= facts.period <= max(months):
        return
    wanted = next_period(max(months))
    if facts.period < min(months) and "closed" not in (states[period] for period in months):
        wanted = previous_period(min(months))
    if facts.period and facts.period != wanted:
        yield Finding.of(GAP.code, period=facts.period, wanted=wanted)


def check_close(facts: PeriodFacts) -> Iterator[Finding]:
    """Yield what forbids to close a period."""
    states = dict(facts.states)
    if states.get(facts.period) != "open":
        yield Finding.of(NOT_OPEN.code, period=facts.period)
    earlier = [p for p, state in facts.states if state == "open" and p < facts.period]
    if earlier:
        yield Finding.of(ORDER.code, period=facts.period, earlier=min(earlier))
