"""Acts on money to apply for: programmes with their windows, applications, answers (S13, S34)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.actions.funding import check_uses
from cityledger.controls.programme import (
    AnswerFacts,
    ApplicationFacts,
    EarlierApplication,
    ProgrammeFacts,
    check_answer,
    check_application,
    check_programme,
)
from cityledger.kernel.costs import CLASSES, ITEMS, cost_item_name
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.programmes import FundApplication, Programme
from cityledger.model.projects import Project
from cityledger.views.find import need, next_id, one
from cityledger.views.pipeline import Application, applications, applied_anywhere, came_fen

if TYPE_CHECKING:
    from datetime import date

ANSWERS = ("approved", "rejected", "received", "withdrawn")


@dataclass(frozen=True, kw_only=True)
class RegisterProgramme(Command):
    """Register a policy that gives money: its document, window and uses (empty: all).

    `matching_bp` is what the document demands the district to add, in basis points of the grant.
    """

    act: ClassVar[str] = "programme.register"
    programme: str
    name: str
    authority: str
    doc_no: str
    opens_on: date
    closes_on: date
    uses: tuple[str, ...] = ()
    forbids: tuple[str, ...] = ()
    matching_bp: int = 0


@dataclass(frozen=True, kw_only=True)
class ApplyForFunds(Command):
    """Apply to a programme for one project, and one cost item unless for all of it."""

    act: ClassVar[str] = "funds.apply"
    project: str
    programme: str
    amount_fen: int
    applied_on: date
    doc_no: str
    cost_item: str | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerApplication(Command):
    """Enter what became of an application: one of ANSWERS, with the amount in fen."""

    act: ClassVar[str] = "application.answer"
    application_id: int
    state: str
    answered_on: date
    doc_no: str
    amount_fen: int = 0


@form(RegisterProgramme)
def register_programme(context: Context, command: RegisterProgramme) -> Draft:
    """Draw up a programme."""
    check_uses("uses", command.uses)
    check_uses("forbids", command.forbids)
    if one(context.read, Programme, **context.here, programme=command.programme):
        reason = "registered already 专项已登记"
        raise BadInput(
            (Problem("programme", command.programme, reason, "use another key 换用新名称"),)
        )
    facts = ProgrammeFacts(
        doc_no=command.doc_no,
        opens_on=command.opens_on,
        closes_on=command.closes_on,
        matching_bp=command.matching_bp,
    )
    draft = Draft(findings=list(check_programme(facts, context.parameters)))
    draft.add(
        "programme",
        programme=command.programme,
        name=command.name,
        authority=command.authority,
        doc_no=command.doc_no,
        opens_on=command.opens_on,
        closes_on=command.closes_on,
        uses=",".join(command.uses) or None,
        forbids=",".join(command.forbids) or None,
        matching_bp=command.matching_bp or None,
    )
    return draft


@form(ApplyForFunds)
def apply_for_funds(context: Context, command: ApplyForFunds) -> Draft:
    """Draw up an application; the same cost of a project is applied for once (RF16)."""
    project = need(context.read, Project, "project", **context.here, code=command.project)
    key = {"programme": command.programme}
    programme = need(context.read, Programme, "programme", **context.here, **key)
    _check_application(command)
    others = tuple(
        EarlierApplication(
            book_id=row.book_id,
            doc_no=row.doc_no,
            programme=row.programme,
            cost_item=row.cost_item,
            state=row.state,
        )
        for row in applied_anywhere(context.read, project.code)
    )
    item = command.cost_item
    names = (cost_item_name(item), cost_item_name(item, "en")) if item else ("投资", "the cost")
    facts = ApplicationFacts(
        programme=programme.name,
        opens_on=programme.opens_on,
        closes_on=programme.closes_on,
        applied_on=command.applied_on,
        cost_item=item,
        item=names,
        others=others,
    )
    draft = Draft(findings=list(check_application(facts)))
    draft.add(
        "fund_application",
        application_id=next_id(context.read, FundApplication, "application_id", context.book_id),
        project_id=project.project_id,
        programme=command.programme,
        cost_item=item,
        applied_on=command.applied_on,
        amount_fen=command.amount_fen,
        doc_no=command.doc_no,
    )
    return draft


def _check_application(command: ApplyForFunds) -> None:
    problems = []
    if command.amount_fen <= 0:
        reason = "the amount is above zero 金额须大于零"
        problems.append(Problem("amount", str(command.amount_fen), reason, "correct it 更正金额"))
    item = command.cost_item
    if item is not None and item not in CLASSES and item not in ITEMS:
        problems.append(
            Problem("cost item", item, "no such cost item 无此费用项目", "01-47, works 等")
        )
    if problems:
        raise BadInput(tuple(problems))


@form(AnswerApplication)
def answer_application(context: Context, command: AnswerApplication) -> Draft:
    """Draw up an answer; money counts as received only as far as tranches brought it."""
    made = {row.application_id: row for row in applications(context.read, context.book_id)}
    asked = made.get(command.application_id)
    if asked is None or command.state not in ANSWERS or command.amount_fen < 0:
        reason = f"a known application, one of {', '.join(ANSWERS)}, an amount not below zero"
        found = f"{command.application_id} {command.state} {command.amount_fen}"
        raise BadInput(
            (Problem("answer", found, reason, "check number and answer 核对申报编号与答复"),)
        )
    draft = Draft(
        findings=list(check_answer(_answer(context, command, asked, tuple(made.values()))))
    )
    draft.add(
        "application_answer",
        application_id=command.application_id,
        state=command.state,
        answered_on=command.answered_on,
        amount_fen=command.amount_fen or None,
        doc_no=command.doc_no,
    )
    return draft


def _answer(
    context: Context,
    command: AnswerApplication,
    asked: Application,
    made: tuple[Application, ...],
) -> AnswerFacts:
    limit = asked.applied_fen
    if command.state == "received":
        limit = asked.approved_fen - asked.received_fen
    taken = sum(row.received_fen for row in made if row.programme == asked.programme)
    return AnswerFacts(
        state=asked.state,
        wanted=command.state,
        answered_on=command.answered_on,
        before_on=asked.state_on,
        amount_fen=command.amount_fen,
        limit_fen=limit,
        free_fen=came_fen(context.read, context.book_id, asked.programme) - taken,
    )
