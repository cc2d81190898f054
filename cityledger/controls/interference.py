"""Rules of the interference register (domain.md §11): who may clear, handle, read, declare nothing.

The register itself refuses nothing that is recorded: a record that could be refused would be one
more way to keep it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.kernel.days import add_days, last_day, period_text
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters
    from cityledger.kernel.days import Period

SATURDAY = 5

_OWN = Source("本程序规则", "干预登记", "own")

SAME = Control(
    code="interference.same_person",
    zh="登记人不得自行解除",
    en="Recorder may not clear",
    source=_OWN,
    says_zh="{actor}登记了该干预记录,不得自行解除。",
    says_en="{actor} made the record and may not clear it.",
    remedy_zh="由另一名审批人说明理由解除。",
    remedy_en="Let another approver clear it with a reason.",
)
CLEARED = Control(
    code="interference.cleared",
    zh="干预记录已解除",
    en="Cleared already",
    source=_OWN,
    says_zh="干预记录{record}已经解除。",
    says_en="Interference record {record} is cleared already.",
    remedy_zh="无需再办。",
    remedy_en="Nothing is left to do.",
)
INTEREST = Control(
    code="interference.interest",
    zh="对受益单位申报了利害关系",
    en="Interest in the beneficiary",
    source=Source("本程序规则", "L8 回避;干预登记", "own"),
    says_zh="{actor}对干预记录{record}所指受益单位{party}申报了利害关系,不得解除。",
    says_en="{actor} declared an interest in {party}, named in record {record}, and may not clear.",
    remedy_zh="由没有利害关系的审批人解除。",
    remedy_en="Let an approver without an interest clear it.",
)
APPROVER = Control(
    code="interference.approver",
    zh="被暂停付款的审批人不得解除和处理",
    en="Approver of the held payment",
    source=_OWN,
    says_zh="{actor}办理过被暂停的付款申请{requests},干预记录{record}须由第二审批人解除和处理。",
    says_en="{actor} acted on request {requests}, held by record {record}: a second must decide.",
    remedy_zh="由没有办理这些付款的审批人或纪检办理。",
    remedy_en="Let an approver who took no step of those payments, or the auditor, do it.",
    version=2,
)
DECISION_HOLDS = Control(
    code="interference.decision_holds",
    zh="处理决定为暂停或终止",
    en="Decision says hold",
    source=_OWN,
    says_zh="干预记录{record}的处理决定是{effect},不得解除。",
    says_en="The decision on record {record} is to {effect_en}; it may not be cleared.",
    remedy_zh="先由纪检或审批人登记“继续办理”的处理决定。",
    remedy_en="Have a decision to continue recorded first.",
)
OWN_RECORD = Control(
    code="interference.own_record",
    zh="登记人不得处理自己的登记",
    en="Recorder may not decide",
    source=_OWN,
    says_zh="{actor}登记了干预记录{record},不得自己作出处理。",
    says_en="{actor} made record {record} and may not decide on it.",
    remedy_zh="由另一名审批人或审计员登记处理。",
    remedy_en="Let another approver or the auditor record the decision.",
)
CLOSED = Control(
    code="interference.closed",
    zh="干预记录已办结",
    en="Closed already",
    source=_OWN,
    says_zh="干预记录{record}已于{closed_on}办结。",
    says_en="Interference record {record} was closed on {closed_on}.",
    remedy_zh="新情况另行登记;以终止办理办结的,只能再登记“继续办理”的处理决定。",
    remedy_en="Record what is new by itself; a closed cancellation takes a decision to continue.",
    version=2,
)
CLOSED_HOLDING = Control(
    code="interference.closed_holding",
    zh="暂停办理时不得办结",
    en="Closed while holding",
    source=_OWN,
    says_zh="处理决定仍为暂停办理,干预记录{record}不得办结。",
    says_en="The decision still is to hold; record {record} cannot be closed.",
    remedy_zh="改为继续或终止办理后再办结。",
    remedy_en="Decide to continue or to cancel, then close it.",
)
READER = Control(
    code="disclosure.reader",
    zh="无权查阅干预登记",
    en="Not a reader of the register",
    source=_OWN,
    says_zh="{actor}不是审计岗位,也不是登记{record}的登记人,不得查阅其内容。",
    says_en="{actor} is no auditor and did not make record {record}; its content is not shown.",
    remedy_zh="由审计(纪检)岗位查阅;每次查阅都留痕。",
    remedy_en="Let an auditor read it; every reading is sealed.",
)
ZERO_EARLY = Control(
    code="zero.early",
    zh="月份未结束不得零报告",
    en="Zero report too early",
    source=_OWN,
    says_zh="{month}尚未结束(今日{today}),不得作零报告。",
    says_en="{month} is not over on {today}; nothing can be declared about it yet.",
    remedy_zh="次月再报。",
    remedy_en="Declare it in the next month.",
)
ZERO_TWICE = Control(
    code="zero.twice",
    zh="该月已作零报告",
    en="Zero report made already",
    source=_OWN,
    says_zh="{actor}已对{month}作零报告。",
    says_en="{actor} has made the zero report of {month}.",
    remedy_zh="无需再报;如有干预另行登记。",
    remedy_en="Nothing is left to do; record an interference if there was one.",
)
ZERO_CONTRADICTED = Control(
    code="zero.contradicted",
    zh="该月有本人登记的干预",
    en="Own record speaks against it",
    source=_OWN,
    says_zh="{actor}在{month}登记过干预{records},不得作零报告。",
    says_en="{actor} recorded {records} in {month}, and cannot declare that nothing happened.",
    remedy_zh="登记即为报告,无需零报告。",
    remedy_en="The record is the report; none is needed beside it.",
)

CONTROLS = (
    SAME,
    CLEARED,
    INTEREST,
    APPROVER,
    DECISION_HOLDS,
    OWN_RECORD,
    CLOSED,
    CLOSED_HOLDING,
    READER,
    ZERO_EARLY,
    ZERO_TWICE,
    ZERO_CONTRADICTED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearFacts:
    """A clearance about to be made.

    `held` are the live payment requests this record holds on which the actor took a step;
    `interest_in` is the beneficiary, where the actor declared an interest in it; `effect` is the
    newest decision, None where nobody has decided.
    """

    record: int
    actor: str
    is_recorder: bool
    is_cleared: bool
    interest_in: str | None = None
    held: tuple[int, ...] = ()
    effect: str | None = None
    effect_zh: str = ""
    effect_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandleFacts:
    """A decision about to be recorded; `closed_before` is the day the record was closed on.

    `closed_as` is the decision that closed it, None where none did.

    `held` are the live payment requests the record holds on which the actor took a step.
    """

    record: int
    actor: str
    is_recorder: bool
    effect: str
    closes: bool
    closed_before: date | None = None
    closed_as: str | None = None
    held: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ZeroFacts:
    """A declaration that nobody interfered in a month; `records` are the actor's own of it."""

    month: Period
    actor: str
    today: date
    is_known: bool
    records: tuple[int, ...] = ()


def report_due_on(recorded_on: date, working_days: int) -> date:
    """Return the last day to report a record made on a day: so many working days after it.

    Monday to Friday count as working days. Public holidays and the Saturdays worked for them are
    not known to the program, so around holidays the day comes out early and never late.
    """
    on = recorded_on
    while working_days > 0:
        on = add_days(on, 1)
        working_days -= on.weekday() < SATURDAY
    return on


def zero_due_on(month: Period, parameters: Parameters) -> date:
    """Return the last day to declare about a month, in calendar days after its end."""
    end = last_day(month)
    return add_days(end, parameters.days("interference.zero_report_days", end))


def check_clear(facts: ClearFacts) -> Iterator[Finding]:
    """Yield what speaks against clearing a record."""
    if facts.is_recorder:
        yield Finding.of(SAME.code, actor=facts.actor)
    if facts.is_cleared:
        yield Finding.of(CLEARED.code, record=facts.record)
    if facts.interest_in is not None:
        yield Finding.of(
            INTEREST.code, actor=facts.actor, record=facts.record, party=facts.interest_in
        )
    yield from _own_payments(facts)
    if facts.effect in ("hold", "cancel"):
        yield Finding.of(
            DECISION_HOLDS.code,
            record=facts.record,
            effect=facts.effect_zh,
            effect_en=facts.effect_en,
        )


def _own_payments(facts: ClearFacts | HandleFacts) -> Iterator[Finding]:
    """Yield whether the actor took a step of a payment that waits for this record."""
    if facts.held:
        requests = ", ".join(map(str, facts.held))
        yield Finding.of(APPROVER.code, actor=facts.actor, requests=requests, record=facts.record)


def check_handle(facts: HandleFacts) -> Iterator[Finding]:
    """Yield what speaks against a decision on a record."""
    if facts.is_recorder:
        yield Finding.of(OWN_RECORD.code, actor=facts.actor, record=facts.record)
    if facts.closed_before is not None and not _reopens(facts):
        yield Finding.of(CLOSED.code, record=facts.record, closed_on=facts.closed_before)
    yield from _own_payments(facts)
    if facts.closes and facts.effect == "hold":
        yield Finding.of(CLOSED_HOLDING.code, record=facts.record)


def _reopens(facts: HandleFacts) -> bool:
    """Say whether a decision to continue takes up a record that was closed by a cancellation.

    A cancellation holds payments for good; were it the last word, what it holds by mistake, or
    for a project that goes on, could never be paid.
    """
    return facts.closed_as == "cancel" and facts.effect == "continue"


def check_reader(record: int, actor: str, *, may_read: bool) -> Iterator[Finding]:
    """Yield whether somebody asks to read what is not theirs to read."""
    if not may_read:
        yield Finding.of(READER.code, actor=actor, record=record)


def check_zero(facts: ZeroFacts) -> Iterator[Finding]:
    """Yield what speaks against declaring that nobody interfered in a month."""
    month = period_text(facts.month)
    if facts.today <= last_day(facts.month):
        yield Finding.of(ZERO_EARLY.code, month=month, today=facts.today)
    if facts.is_known:
        yield Finding.of(ZERO_TWICE.code, actor=facts.actor, month=month)
    if facts.records:
        records = ", ".join(map(str, facts.records))
        yield Finding.of(ZERO_CONTRADICTED.code, actor=facts.actor, month=month, records=records)
