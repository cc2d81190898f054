"""Rules on applying for money: windows, double applications, answers, matching (S13, S34)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.kernel import words
from cityledger.kernel.costs import cost_class_of
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters

WINDOW = Control(
    code="programme.window",
    zh="申报窗口起止颠倒",
    en="Window ends before it opens",
    source=Source("本程序规则", "申报窗口", "own"),
    says_zh="申报窗口{opens_on}开始、{closes_on}截止,截止早于开始。",
    says_en="The window opens on {opens_on} and closes on {closes_on}.",
    remedy_zh="按申报通知更正起止日期。",
    remedy_en="Correct the days against the notice.",
)
MATCHING = Control(
    code="programme.matching_demanded",
    zh="违规要求下级配套",
    en="Matching money demanded",
    source=Source("预算法(2018)", "第十六条", "read"),
    says_zh="{doc_no}要求区级配套{share},但不是国务院文件。",
    says_en="{doc_no} demands {share} of matching money and is no State Council document.",
    remedy_zh="不登记配套要求;区里自愿安排的,在到账时登记自筹比例。",
    remedy_en="Enter no demand; what the district offers itself is entered with the receipt.",
    parameters=("fund.state_council_prefixes",),
)
NOT_OPEN = Control(
    code="application.not_open",
    zh="不在申报窗口内",
    en="Outside the window",
    source=Source("专项资金申报通知", "申报期限", "own"),
    says_zh="申报日{applied_on}不在{programme}的申报窗口{opens_on}至{closes_on}内。",
    says_en="{applied_on} is outside the window of {programme}, {opens_on} to {closes_on}.",
    remedy_zh="在窗口期内申报;有延期通知的,按新通知另登记一个专项。",
    remedy_en="Apply in time; a notice of extension is registered as a programme of its own.",
)
DOUBLE = Control(
    code="application.double",
    zh="重复申报",
    en="Applied for twice",
    source=Source("审计署固定资产投资审计清单", "3.6.4 多头申报、重复申报", "read"),
    says_zh="该项目的{item}已由账套{book}的{doc_no}向{programme}申报({state})。",
    says_en="{item_en} is in application {doc_no} of book {book} to {programme} ({state_en}).",
    remedy_zh="同一项目同一费用只能申报一项;先撤回原申报,或改报其他费用。",
    remedy_en="Withdraw the earlier application first, or apply for another cost item.",
)
TURN = Control(
    code="application.out_of_turn",
    zh="申报答复次序不符",
    en="Answer out of turn",
    source=Source("本程序规则", "申报→批准→到账", "own"),
    says_zh="申报现为“{state}”,不能登记“{wanted}”。",
    says_en="The application is {state_en}; it cannot become {wanted_en} now.",
    remedy_zh="按申报、批准、到账的次序登记。",
    remedy_en="Enter the answers in their order: approved, then received.",
)
OVER = Control(
    code="application.over_amount",
    zh="答复金额超过上一步",
    en="Answer above what stood before",
    source=Source("本程序规则", "批准不超过申报,到账不超过批准", "own"),
    says_zh="登记“{wanted}”{amount_fen}元,超过{limit_fen}元。",
    says_en="{wanted_en} is entered with {amount_fen}, above {limit_fen}.",
    remedy_zh="对照批复或到账单更正金额。",
    remedy_en="Correct the amount against the document.",
)
EARLY = Control(
    code="application.answer_early",
    zh="答复早于申报",
    en="Answered before it was asked",
    source=Source("本程序规则", "申报→批准→到账", "own"),
    says_zh="答复日{answered_on}早于{before_on}。",
    says_en="The answer of {answered_on} is earlier than {before_on}.",
    remedy_zh="对照批复更正日期。",
    remedy_en="Correct the day against the document.",
)
NO_MONEY = Control(
    code="application.not_received",
    zh="到账无依据",
    en="Received without a tranche",
    source=Source("本程序规则", "到账须有资金批次", "own"),
    says_zh="登记到账{amount_fen}元,该专项尚无对应到账批次的金额只有{free_fen}元。",
    says_en="{amount_fen} is entered as received; tranches of the programme show {free_fen}.",
    remedy_zh="先由出纳登记到账批次,并写明专项名称。",
    remedy_en="Have the cashier book the tranche under this programme first.",
)

CONTROLS = (WINDOW, MATCHING, NOT_OPEN, DOUBLE, TURN, OVER, EARLY, NO_MONEY)
LIVE = ("applied", "approved", "received")
"""States in which an application stands in the way of another one."""

NEXT = {
    "applied": ("approved", "rejected", "withdrawn"),
    "approved": ("received", "withdrawn"),
    "received": ("received",),
}
"""Which answers an application may get in which state; money may come in several parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeFacts:
    """A programme about to be registered: its document, window and demand of matching money."""

    doc_no: str
    opens_on: date
    closes_on: date
    matching_bp: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierApplication:
    """Another application of the same project; `cost_item` None is the whole project."""

    book_id: int
    doc_no: str
    programme: str
    cost_item: str | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFacts:
    """An application about to be made; `item` names its cost item in Chinese and English."""

    programme: str
    opens_on: date
    closes_on: date
    applied_on: date
    cost_item: str | None
    item: tuple[str, str]
    others: tuple[EarlierApplication, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFacts:
    """An answer to an application in `state`; `limit_fen` is what the step before allows.

    `before_on` is the day of the step before; `free_fen` is what tranches of the programme
    brought and no other application counts as received.
    """

    state: str
    wanted: str
    answered_on: date
    before_on: date
    amount_fen: int
    limit_fen: int
    free_fen: int = 0


def check_programme(facts: ProgrammeFacts, parameters: Parameters) -> tuple[Finding, ...]:
    """Return every finding against a programme; what counts is the day its window opens."""
    return tuple(_programme(facts, parameters))


def _programme(facts: ProgrammeFacts, parameters: Parameters) -> Iterator[Finding]:
    if facts.closes_on < facts.opens_on:
        yield Finding.of(WINDOW.code, opens_on=facts.opens_on, closes_on=facts.closes_on)
    prefixes = parameters.lookup("fund.state_council_prefixes", facts.opens_on).value.split(",")
    if facts.matching_bp > 0 and not facts.doc_no.startswith(tuple(prefixes)):
        share = f"{facts.matching_bp // 100}.{facts.matching_bp % 100:02d}%"
        yield Finding.of(MATCHING.code, doc_no=facts.doc_no, share=share)


def check_application(facts: ApplicationFacts) -> tuple[Finding, ...]:
    """Return every finding against an application."""
    return tuple(_application(facts))


def _application(facts: ApplicationFacts) -> Iterator[Finding]:
    if not facts.opens_on <= facts.applied_on <= facts.closes_on:
        yield Finding.of(
            NOT_OPEN.code,
            applied_on=facts.applied_on,
            programme=facts.programme,
            opens_on=facts.opens_on,
            closes_on=facts.closes_on,
        )
    for other in facts.others:
        if _overlap(other.cost_item, facts.cost_item) and other.state in LIVE:
            yield Finding.of(
                DOUBLE.code,
                item=facts.item[0],
                item_en=facts.item[1],
                book=other.book_id,
                doc_no=other.doc_no,
                programme=other.programme,
                **_said("state", other.state),
            )


def _overlap(one: str | None, two: str | None) -> bool:
    """Say whether two applications ask for the same cost: all of it, one class, or one item."""
    if one is None or two is None or one == two:
        return True
    return cost_class_of(one) == two or cost_class_of(two) == one


def _said(name: str, state: str) -> dict[str, str]:
    key = f"application_state.{state}"
    return {name: words.term(key), f"{name}_en": words.term(key, "en")}


def check_answer(facts: AnswerFacts) -> tuple[Finding, ...]:
    """Return every finding against an answer."""
    return tuple(_answer(facts))


def _answer(facts: AnswerFacts) -> Iterator[Finding]:
    if facts.wanted not in NEXT.get(facts.state, ()):
        yield Finding.of(TURN.code, **_said("state", facts.state), **_said("wanted", facts.wanted))
        return
    fen = facts.amount_fen
    if facts.wanted in ("approved", "received") and fen > facts.limit_fen:
        limit = facts.limit_fen
        said = _said("wanted", facts.wanted)
        yield Finding.of(OVER.code, **said, amount_fen=fen, limit_fen=limit)
    if facts.answered_on < facts.before_on:
        yield Finding.of(EARLY.code, answered_on=facts.answered_on, before_on=facts.before_on)
    if facts.wanted == "received" and fen > facts.free_fen:
        yield Finding.of(NO_MONEY.code, amount_fen=fen, free_fen=facts.free_fen)
