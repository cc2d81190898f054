"""The interference register (批条子、打招呼): record, handle, clear, declare nothing, read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.contracts import contract_by_no
from cityledger.actions.draft import Context, Draft, form
from cityledger.actions.overrides import said
from cityledger.controls.interference import (
    ClearFacts,
    HandleFacts,
    ZeroFacts,
    check_clear,
    check_handle,
    check_zero,
)
from cityledger.kernel import ids, words
from cityledger.kernel.days import OPENING, china_day, is_period
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.oversight import (
    Interference,
    InterferenceClearance,
    InterferenceHandling,
    ZeroReport,
)
from cityledger.model.parties import DeclaredInterest
from cityledger.model.payments import PaymentRequest
from cityledger.model.projects import Project
from cityledger.model.tenders import Tender
from cityledger.views import interference as register
from cityledger.views.find import last, many, need, next_id, one

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_SHA256 = re.compile(r"[0-9a-f]{64}")
CODES = {
    "channel": "interference_channel_kind",
    "area": "risk_area_kind",
    "directness": "directness_kind",
    "act_kind": "interference_act_kind",
}
"""The coded fields of a record, and the group of words each takes its codes from."""


@dataclass(frozen=True, kw_only=True)
class RecordInterference(Command):
    """Record an interference; it holds the payments of what it names until it is cleared.

    The signature is the recorder's statement that this is the whole truth. Coded fields take the
    code or its Chinese word. `beneficiary_id` is the credit code of the firm it would help;
    payments to that firm are held as well.
    """

    act: ClassVar[str] = "interference.record"
    occurred_on: date
    channel: str
    area: str
    directness: str
    content: str
    act_kind: str = "other"
    project: str | None = None
    contract: str | None = None
    tender: str | None = None
    payment_request_id: int | None = None
    stage: str | None = None
    actor_name: str | None = None
    actor_unit: str | None = None
    actor_post: str | None = None
    actor_rank: str | None = None
    intermediary: str | None = None
    beneficiary_id: str | None = None
    beneficiary: str | None = None
    witnesses: str | None = None
    evidence_sha256: str | None = None
    is_anonymous: bool = False


@dataclass(frozen=True, kw_only=True)
class HandleInterference(Command):
    """Record to whom a record was reported, what was decided, and whether that closes it."""

    act: ClassVar[str] = "interference.handle"
    interference_id: int
    reported_to: str
    reported_on: date
    decision: str
    effect: str
    measure: str | None = None
    closed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ClearInterference(Command):
    """Clear a record with a reason; never the person who recorded it."""

    act: ClassVar[str] = "interference.clear"
    interference_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReportZero(Command):
    """Declare that nobody interfered with oneself in a month (yyyymm)."""

    act: ClassVar[str] = "zero.report"
    month: int


def code_of(place: str, value: str) -> str:
    """Return the code of a field for a code or its Chinese word; raises BadInput."""
    terms = words.group_of(CODES.get(place, place))
    if value in terms:
        return value
    for key, term in terms.items():
        if term.zh == value:
            return key
    known = "、".join(f"{term.zh} {key}" for key, term in terms.items())
    raise BadInput((Problem(place, value, "unknown code 代码不明", known),))


@dataclass(frozen=True, slots=True)
class _Links:
    """What a record touches; all None for a record about the office itself."""

    project_id: int | None = None
    contract_id: int | None = None
    tender_id: int | None = None
    payment_request_id: int | None = None


def _links(context: Context, command: RecordInterference) -> _Links:
    """Return the links of a record: the narrowest thing named tells the project."""
    tender_id = None
    project_id = None
    if command.project is not None:
        found = need(context.read, Project, "project", **context.here, code=command.project)
        project_id = found.project_id
    if command.tender is not None:
        tender = need(context.read, Tender, "tender", **context.here, tender_no=command.tender)
        project_id, tender_id = tender.project_id, tender.tender_id
    contract_id = None
    if command.contract is not None:
        contract = contract_by_no(context, command.contract)
        project_id, contract_id = contract.project_id, contract.contract_id
    number = command.payment_request_id
    if number is not None:
        key = {"payment_request_id": number}
        request = need(context.read, PaymentRequest, "payment request", **context.here, **key)
        project_id = request.project_id
    return _Links(project_id, contract_id, tender_id, number)


def _problems(command: RecordInterference) -> Iterator[Problem]:
    yield from said("content", command.content)
    for place in CODES:
        try:
            code_of(place, getattr(command, place))
        except BadInput as bad:
            yield from bad.problems
    sha256 = command.evidence_sha256
    if sha256 is not None and not _SHA256.fullmatch(sha256):
        reason = "is no SHA-256 不是64位小写十六进制"
        yield Problem("evidence_sha256", sha256[:20], reason, "sha256sum FILE")
    code = command.beneficiary_id
    if code is not None and (problem := ids.uscc_problem(code)):
        yield Problem("beneficiary_id", code, f"{ids.uscc_problem(code, 'en')} {problem}")


@form(RecordInterference)
def record_interference(context: Context, command: RecordInterference) -> Draft:
    """Draw up a record; there is no control that could refuse one."""
    if problems := tuple(_problems(command)):
        raise BadInput(problems)
    links = _links(context, command)
    draft = Draft()
    draft.add(
        "interference",
        interference_id=next_id(context.read, Interference, "interference_id", context.book_id),
        project_id=links.project_id,
        contract_id=links.contract_id,
        occurred_on=command.occurred_on,
        **{place: code_of(place, getattr(command, place)) for place in CODES},
        content=command.content,
        recorder=context.actor,
        actor_name=command.actor_name,
        actor_unit=command.actor_unit,
        actor_post=command.actor_post,
        actor_rank=command.actor_rank,
        intermediary=command.intermediary,
        beneficiary_id=command.beneficiary_id,
        beneficiary=command.beneficiary,
        witnesses=command.witnesses,
        evidence_sha256=command.evidence_sha256,
        is_anonymous=command.is_anonymous,
        tender_id=links.tender_id,
        payment_request_id=links.payment_request_id,
        stage=command.stage,
    )
    return draft


def _record(context: Context, number: int) -> Interference:
    key = {"interference_id": number}
    return need(context.read, Interference, "interference record", **context.here, **key)


def _handled(context: Context, number: int) -> InterferenceHandling | None:
    return last(context.read, InterferenceHandling, **context.here, interference_id=number)


@form(HandleInterference)
def handle_interference(context: Context, command: HandleInterference) -> Draft:
    """Draw up a decision; a record is reported and decided on as often as needed until closed."""
    record = _record(context, command.interference_id)
    problems = [*said("reported_to", command.reported_to), *said("decision", command.decision)]
    if command.effect not in words.group_of("interference_effect_kind"):
        known = ", ".join(words.group_of("interference_effect_kind"))
        problems.append(Problem("effect", command.effect, "unknown code 代码不明", known))
    if command.reported_on < record.occurred_on:
        reason = f"is before {record.occurred_on}, when it happened 早于发生日"
        problems.append(Problem("reported_on", command.reported_on.isoformat(), reason))
    if command.closed_on is not None and command.closed_on < command.reported_on:
        reason = "is before the day of the report 早于报告日"
        problems.append(Problem("closed_on", command.closed_on.isoformat(), reason))
    if problems:
        raise BadInput(tuple(problems))
    before = _handled(context, record.interference_id)
    draft = Draft()
    draft.add(
        "interference_handling",
        interference_id=record.interference_id,
        reported_to=command.reported_to,
        reported_on=command.reported_on,
        decision=command.decision,
        effect=command.effect,
        measure=command.measure,
        closed_on=command.closed_on,
    )
    facts = HandleFacts(
        record=record.interference_id,
        actor=context.actor,
        is_recorder=record.recorder == context.actor,
        effect=command.effect,
        closes=command.closed_on is not None,
        closed_before=before.closed_on if before else None,
        closed_as=before.effect if before and before.closed_on else None,
        held=register.held_requests(context.read, context.book_id, record, context.actor),
    )
    draft.findings += check_handle(facts)
    return draft


@form(ClearInterference)
def clear_interference(context: Context, command: ClearInterference) -> Draft:
    """Draw up a clearance: a second approver, with a reason, who has no part in what was held."""
    if problems := tuple(said("reason", command.reason)):
        raise BadInput(problems)
    key = {"interference_id": command.interference_id}
    record = _record(context, command.interference_id)
    handled = _handled(context, record.interference_id)
    effect = f"interference_effect_kind.{handled.effect}" if handled else None
    draft = Draft()
    facts = ClearFacts(
        record=record.interference_id,
        actor=context.actor,
        is_recorder=record.recorder == context.actor,
        is_cleared=one(context.read, InterferenceClearance, **context.here, **key) is not None,
        interest_in=_interest(context, record.beneficiary_id),
        held=register.held_requests(context.read, context.book_id, record, context.actor),
        effect=handled.effect if handled else None,
        effect_zh=words.term(effect) if effect else "",
        effect_en=words.term(effect, "en") if effect else "",
    )
    draft.findings += check_clear(facts)
    draft.add(
        "interference_clearance",
        interference_id=record.interference_id,
        actor=context.actor,
        reason=command.reason,
    )
    return draft


def _interest(context: Context, party_id: str | None) -> str | None:
    """Return the party if the actor declared an interest in it that still stands."""
    if party_id is None:
        return None
    key = {"user_id": context.actor, "party_id": party_id}
    rows = [
        row
        for row in many(context.read, DeclaredInterest, **key)
        if row.leaf_idx < context.registry_size
    ]
    return party_id if rows and rows[-1].held else None


@form(ReportZero)
def report_zero(context: Context, command: ReportZero) -> Draft:
    """Draw up the declaration of one person about one month."""
    if not is_period(command.month) or command.month == OPENING:
        reason = "is no month 不是月份"
        raise BadInput((Problem("month", str(command.month), reason, "202506"),))
    key = {"month": command.month, "actor": context.actor}
    draft = Draft()
    draft.add("zero_report", **key)
    facts = ZeroFacts(
        month=command.month,
        actor=context.actor,
        today=china_day(context.now),
        is_known=one(context.read, ZeroReport, **context.here, **key) is not None,
        records=register.own_records(context.read, context.book_id, context.actor, command.month),
    )
    draft.findings += check_zero(facts)
    return draft
