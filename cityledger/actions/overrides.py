"""Overrides (特批): ask, grant, take back; and what a payment request that names one brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.contracts import contract_by_no
from cityledger.actions.draft import Context, Draft, form, person
from cityledger.controls import payment
from cityledger.controls.facts import OverrideFacts
from cityledger.controls.override import AskFacts, GrantFacts, check_ask, check_grant
from cityledger.kernel.days import china_day
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.oversight import OverrideGrant, OverrideRequest, OverrideUse
from cityledger.model.projects import Project
from cityledger.views import overrides
from cityledger.views.acts import sealed_act
from cityledger.views.find import many, need, next_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.actions.payment_case import Case


@dataclass(frozen=True, kw_only=True)
class RequestOverride(Command):
    """Ask that one rule be set aside for a project, or one contract of it: so much, until a day."""

    act: ClassVar[str] = "override.request"
    control: str
    project: str
    limit_fen: int
    reason: str
    doc_no: str
    expires_on: date
    contract: str | None = None


@dataclass(frozen=True, kw_only=True)
class GrantOverride(Command):
    """Grant an override somebody else asked for."""

    act: ClassVar[str] = "override.grant"
    override_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class RevokeOverride(Command):
    """Take a granted override back; payments that name it stop at their next step."""

    act: ClassVar[str] = "override.revoke"
    override_id: int
    reason: str


def said(place: str, value: str) -> Iterator[Problem]:
    """Yield a problem where a text that has to be given is blank."""
    if not value.strip():
        yield Problem(place, value, "is empty 不得为空", "write it in words 请填写")


@form(RequestOverride)
def request_override(context: Context, command: RequestOverride) -> Draft:
    """Draw up the request; BadInput when the contract is not the project's, or nothing is asked."""
    project = need(context.read, Project, "project", **context.here, code=command.project)
    contract_id = None
    problems = [*said("doc_no", command.doc_no), *said("reason", command.reason)]
    if command.limit_fen <= 0:
        reason = "must be above zero 额度须大于零"
        problems.append(Problem("limit_fen", str(command.limit_fen), reason))
    if command.contract is not None:
        contract = contract_by_no(context, command.contract)
        contract_id = contract.contract_id
        if contract.project_id != project.project_id:
            reason = f"is no contract of {command.project} 不是该项目的合同"
            problems.append(Problem("contract", command.contract, reason))
    if problems:
        raise BadInput(tuple(problems))
    draft = Draft()
    draft.add(
        "override_request",
        override_id=next_id(context.read, OverrideRequest, "override_id", context.book_id),
        control=command.control,
        project_id=project.project_id,
        contract_id=contract_id,
        limit_fen=command.limit_fen,
        reason=command.reason,
        doc_no=command.doc_no,
        asked_by=context.actor,
        expires_on=command.expires_on,
    )
    facts = AskFacts(
        control=command.control,
        reason=command.reason,
        expires_on=command.expires_on,
        today=china_day(context.now),
    )
    draft.findings += check_ask(facts, context.parameters, payment.OVERRIDABLE)
    return draft


def _asked(context: Context, number: int) -> OverrideRequest:
    return need(context.read, OverrideRequest, "override", **context.here, override_id=number)


def _grants(context: Context, number: int) -> tuple[OverrideGrant, ...]:
    return many(context.read, OverrideGrant, **context.here, override_id=number)


def _decision(context: Context, asked: OverrideRequest, held: int, reason: str) -> Draft:
    """Return the row of a decision, with the digest of the request it answers as its reference."""
    if problems := tuple(said("reason", reason)):
        raise BadInput(problems)
    digest = sealed_act(context.read, context.book_id, asked.leaf_idx).digest.hex()
    draft = Draft(ref=digest)
    draft.add(
        "override_grant",
        override_id=asked.override_id,
        actor=context.actor,
        held=held,
        reason=reason,
    )
    return draft


@form(GrantOverride)
def grant_override(context: Context, command: GrantOverride) -> Draft:
    """Draw up the grant: another person than asked, once, before the last day."""
    asked = _asked(context, command.override_id)
    draft = _decision(context, asked, 1, command.reason)
    facts = GrantFacts(
        override_id=asked.override_id,
        actor=context.actor,
        is_own=asked.asked_by == context.actor,
        is_decided=bool(_grants(context, asked.override_id)),
        expires_on=asked.expires_on,
        today=china_day(context.now),
    )
    draft.findings += check_grant(facts)
    return draft


@form(RevokeOverride)
def revoke_override(context: Context, command: RevokeOverride) -> Draft:
    """Draw up the withdrawal of a granted override."""
    asked = _asked(context, command.override_id)
    draft = _decision(context, asked, 0, command.reason)
    grants = _grants(context, asked.override_id)
    if not grants or not grants[-1].held:
        draft.find("override.nothing_held", override=asked.override_id)
    return draft


def named_overrides(context: Context, numbers: tuple[int, ...]) -> tuple[int, ...]:
    """Return the overrides a new request names; BadInput for unknown ones and two of one rule."""
    rules = [_asked(context, number).control for number in numbers]
    if len(set(rules)) < len(rules):
        reason = "two overrides of one rule 同一规则只能引用一项特批"
        raise BadInput((Problem("overrides", ", ".join(map(str, numbers)), reason),))
    return numbers


def stored_overrides(context: Context, request: int) -> tuple[int, ...]:
    """Return the overrides a stored request names."""
    rows = many(context.read, OverrideUse, **context.here, payment_request_id=request)
    return tuple(row.override_id for row in rows)


def override_facts(context: Context, case: Case) -> tuple[OverrideFacts, ...]:
    """Return the overrides of a request with what other live requests use of them."""
    out = []
    for number in case.overrides:
        asked = _asked(context, number)
        grants = _grants(context, number)
        granted = next((row.actor for row in grants if row.held), None)
        out.append(
            OverrideFacts(
                override_id=number,
                control=asked.control,
                project_id=asked.project_id,
                contract_id=asked.contract_id,
                limit_fen=asked.limit_fen,
                used_fen=overrides.used_fen(context.read, context.book_id, number, case.own),
                expires_on=asked.expires_on,
                asked_by=person(context, asked.asked_by),
                granted_by=person(context, granted) if granted else None,
                held=bool(grants) and bool(grants[-1].held),
                today=china_day(context.now),
            )
        )
    return tuple(out)
