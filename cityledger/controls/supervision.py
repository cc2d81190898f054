"""Rules on watching over the works: milestones, tasks, findings, risks, tips, accountability."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.kernel.days import add_days
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters

DONE_BP = 10_000
LEVELS = ("district", "town", "village")
"""区、镇(街)、村(社区) (S42)."""

_SEVERAL = re.compile(r"[、,,;;/&]|\s和\s")
_GAP = r"[\s\-()]*"
_NUMBERS = re.compile(
    r"(?<!\d)(?:"
    rf"1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}|1\d{{10}}"
    rf"|0[1-9]\d{{1,2}}{_GAP}\d{{3,4}}{_GAP}\d{{4}}"
    rf"|\d{{6}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXx]"
    r")(?!\d)"
    r"|(?:电话|座机|致电|来电|回电|拨打)\D{0,4}\d{7,8}(?!\d)"
)
"""Mobile, landline and identity numbers, also written in groups; a short one after its word."""
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_NAME = 2
"""A name has two characters at least: one alone stands in too many words."""
_DUTY = "本区建设工作要求"

REACHED = Control(
    code="milestone.reached_already",
    zh="节点已完成",
    en="Milestone reached already",
    source=Source("本程序规则", "节点只完成一次", "own"),
    says_zh="节点“{milestone}”已于{reached_on}完成。",
    says_en="Milestone “{milestone}” was reached on {reached_on}.",
    remedy_zh="无需再办;登记有误的,另设节点说明。",
    remedy_en="Nothing is left to do; set another milestone if this was a mistake.",
)
ONE_OWNER = Control(
    code="task.one_owner",
    zh="任务责任人不是一人",
    en="Not exactly one owner",
    source=Source(_DUTY, "三三 职责归口 (S32)", "own"),
    says_zh="责任人“{owner}”不是一个人;一项任务只能有一名责任人。",
    says_en="“{owner}” is not one person; a task has exactly one accountable owner.",
    remedy_zh="确定一名责任人,其余为配合人员写在事项内。",
    remedy_en="Name one owner; others may help.",
)
SAME_TASK = Control(
    code="task.two_owners",
    zh="同一任务已有责任人",
    en="Task has an owner already",
    source=Source(_DUTY, "三三 任务交叉重复的,要职责归口 (S32)", "own"),
    says_zh="任务“{subject}”已由{owner}负责({due_on}到期),不得再交他人。",
    says_en="“{subject}” is {owner}'s task, due {due_on}; it has no second owner.",
    remedy_zh="由原责任人办理;确需换人的,先了结原任务。",
    remedy_en="Leave it to its owner, or close that task first.",
)
TASK_CLOSED = Control(
    code="task.closed",
    zh="任务已了结",
    en="Task closed",
    source=Source("本程序规则", "任务了结后不再报告", "own"),
    says_zh="任务“{subject}”已于{closed_on}了结。",
    says_en="Task “{subject}” was closed on {closed_on}.",
    remedy_zh="无需再报。",
    remedy_en="Nothing is left to report.",
)
UNDONE = Control(
    code="task.undone",
    zh="任务未完成不能了结",
    en="Closed before it is done",
    source=Source(_DUTY, "四四 目标任务清单 (S43)", "own"),
    says_zh="任务“{subject}”完成{done},不能了结。",
    says_en="Task “{subject}” is {done} done and cannot be closed.",
    remedy_zh="完成后再了结。",
    remedy_en="Close it when it is done.",
)
BACKWARDS = Control(
    code="task.backwards",
    zh="任务进度倒退",
    en="Progress went back",
    source=Source("本程序规则", "任务进度", "own"),
    says_zh="任务“{subject}”上次报告完成{former},这次{done}。",
    says_en="Task “{subject}” was {former} done; this report says {done}.",
    remedy_zh="进度有误的,在说明中写明原因并按不低于上次填报。",
    remedy_en="Explain a mistake in the note; progress is not taken back.",
)
OWN_CLOSURE = Control(
    code="finding.own_closure",
    zh="责任人自行销号",
    en="Closed by its owner",
    source=Source(_DUTY, "四四 跟踪督查 (S43)", "own"),
    says_zh="检查问题{no}由{owner}负责整改,不得由其本人销号。",
    says_en="Finding {no} is {owner}'s to mend and is not {owner}'s to close.",
    remedy_zh="由另一名复核人查看后销号。",
    remedy_en="Let another reviewer see it and close it.",
)
CLOSED = Control(
    code="finding.closed",
    zh="检查问题已销号",
    en="Finding closed already",
    source=Source("本程序规则", "问题只销号一次", "own"),
    says_zh="检查问题{no}已于{closed_on}销号。",
    says_en="Finding {no} was closed on {closed_on}.",
    remedy_zh="无需再办。",
    remedy_en="Nothing is left to do.",
)
RISK_CLOSED = Control(
    code="risk.closed",
    zh="风险已解除",
    en="Risk closed",
    source=Source("本程序规则", "风险登记", "own"),
    says_zh="风险{risk_id}已解除,不再变更。",
    says_en="Risk {risk_id} is closed.",
    remedy_zh="风险重现的,另行登记。",
    remedy_en="Record it anew if it comes back.",
)
TIP_LATE = Control(
    code="tip.reply_too_late",
    zh="答复期限过长",
    en="Reply promised too late",
    source=Source(_DUTY, "四四 提建议 (S47)", "own"),
    says_zh="答复期限{reply_by_on}晚于规定的{limit_on}。",
    says_en="The reply is promised for {reply_by_on}; {limit_on} is the latest day.",
    remedy_zh="在规定期限内答复。",
    remedy_en="Promise it within the term.",
    parameters=("tip.reply_days",),
)
TIP_SOURCE = Control(
    code="tip.source_named",
    zh="内容暴露来源",
    en="The source is named",
    source=Source(_DUTY, "四四 提建议;保护来源 (S47)", "own"),
    says_zh="内容含有电话或身份证号码(第{place}个字起),会暴露来源。",
    says_en="A telephone or identity number at character {place} would give the source away.",
    remedy_zh="删去号码;联系方式不入账。",
    remedy_en="Take the number out; it does not belong into the ledger.",
)
TIP_REPLIED = Control(
    code="tip.replied",
    zh="来信已答复",
    en="Tip answered already",
    source=Source("本程序规则", "来信只答复一次", "own"),
    says_zh="来信{tip_id}已于{replied_on}答复。",
    says_en="Tip {tip_id} was answered on {replied_on}.",
    remedy_zh="补充答复的,另行登记来信。",
    remedy_en="Record another tip for another answer.",
)
NO_CAUSE = Control(
    code="accountability.no_cause",
    zh="问责没有事由",
    en="Accountability without a cause",
    source=Source(_DUTY, "四四 不作为、慢作为、乱作为 (S45)", "own"),
    says_zh="对{person}的问责没有关联任务、检查或项目。",
    says_en="Holding {person} to account names no task, inspection or project.",
    remedy_zh="关联问责所依据的任务、检查或项目。",
    remedy_en="Name what it is for.",
)
OWN_CASE = Control(
    code="accountability.own_case",
    zh="本人决定本人的问责",
    en="Own case",
    source=Source(_DUTY, "四四 严肃处理 (S45)", "own"),
    says_zh="{person}不得决定对本人的问责。",
    says_en="{person} may not decide in their own case.",
    remedy_zh="由另一名审批人决定。",
    remedy_en="Let another approver decide.",
)

CONTROLS = (
    REACHED, ONE_OWNER, SAME_TASK, TASK_CLOSED, UNDONE, BACKWARDS, OWN_CLOSURE, CLOSED,
    RISK_CLOSED, TIP_LATE, TIP_SOURCE, TIP_REPLIED, NO_CAUSE, OWN_CASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask:
    """An open task of the same project and subject."""

    subject: str
    owner: str
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """A report on a task beside the last one; basis points done."""

    subject: str
    done_bp: int
    is_closing: bool
    former_bp: int = 0
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TipFacts:
    """A tip as it is taken down; `reply_by_on` is the day promised."""

    received_on: date
    reply_by_on: date
    content: str


def share(bp: int) -> str:
    """Return basis points as a percentage: 10000 → 100.00%."""
    return f"{bp // 100}.{bp % 100:02d}%"


def check_task(owner: str, same: tuple[OpenTask, ...]) -> Iterator[Finding]:
    """Yield whether a task has not exactly one owner, or already another one's."""
    if not owner.strip() or _SEVERAL.search(owner):
        yield Finding.of(ONE_OWNER.code, owner=owner)
    for task in same:
        yield Finding.of(
            SAME_TASK.code, subject=task.subject, owner=task.owner, due_on=task.due_on or "—"
        )


def check_report(facts: ReportFacts) -> Iterator[Finding]:
    """Yield what is wrong with a report on a task."""
    if facts.closed_on is not None:
        yield Finding.of(TASK_CLOSED.code, subject=facts.subject, closed_on=facts.closed_on)
    if facts.done_bp < facts.former_bp:
        former, done = share(facts.former_bp), share(facts.done_bp)
        yield Finding.of(BACKWARDS.code, subject=facts.subject, former=former, done=done)
    if facts.is_closing and facts.done_bp < DONE_BP:
        yield Finding.of(UNDONE.code, subject=facts.subject, done=share(facts.done_bp))


def is_named(text: str, person: frozenset[str], users: frozenset[str]) -> bool:
    """Say whether a text names a person by id or name, blanks and titles aside.

    `users` are the registered names. A name inside a longer registered name is not meant: 张三 is
    not meant where 张三丰 is a user and stands there.
    """
    plain = _plain(text)
    own = {_plain(name) for name in person}
    if plain in own:
        return True
    there = {name for name in map(_plain, users) if len(name) >= _NAME and name in plain}
    meant = {name for name in there if not any(name != x and name in x for x in there)}
    return bool(meant & own)


def _plain(text: str) -> str:
    return "".join(text.split())


def check_closure(
    no: str,
    owner: str,
    closer: frozenset[str],
    closed_on: date | None,
    users: frozenset[str] = frozenset(),
) -> Iterator[Finding]:
    """Yield whether a finding is closed by its owner (`is_named`), or twice."""
    if is_named(owner, closer, users):
        yield Finding.of(OWN_CLOSURE.code, no=no, owner=owner)
    if closed_on is not None:
        yield Finding.of(CLOSED.code, no=no, closed_on=closed_on)


def reply_limit(received_on: date, parameters: Parameters) -> date:
    """Return the last day to answer a tip."""
    return add_days(received_on, parameters.days("tip.reply_days", received_on))


def check_tip(facts: TipFacts, parameters: Parameters) -> Iterator[Finding]:
    """Yield whether a tip is promised an answer too late, or tells who gave it."""
    limit = reply_limit(facts.received_on, parameters)
    if facts.reply_by_on > limit:
        yield Finding.of(TIP_LATE.code, reply_by_on=facts.reply_by_on, limit_on=limit)
    if match := _NUMBERS.search(facts.content.translate(_NARROW)):
        yield Finding.of(TIP_SOURCE.code, place=match.start() + 1)


def check_accountability(
    person: str, decider: frozenset[str], users: frozenset[str] = frozenset(), *, has_cause: bool
) -> Iterator[Finding]:
    """Yield whether somebody is held to account for nothing, or by themselves (`is_named`)."""
    if not has_cause:
        yield Finding.of(NO_CAUSE.code, person=person)
    if is_named(person, decider, users):
        yield Finding.of(OWN_CASE.code, person=person)
