"""Acts on projects: registration with the five parties, and budget lines from an approval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.controls.facts import RoleFacts
from cityledger.controls.register import BudgetFacts, check_budget, check_project
from cityledger.kernel import words
from cityledger.kernel.costs import CLASSES
from cityledger.kernel.errors import BadInput, Finding, Problem
from cityledger.model.parties import Party
from cityledger.model.projects import ApprovalDocument, BudgetLine, Project, SubProject
from cityledger.views.find import many, need, next_id, one

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsible:
    """One of the five parties with its leader and the two signed papers (建质〔2014〕124号)."""

    role: str
    party_id: str
    leader: str
    letter_no: str
    authorisation_no: str
    from_on: date
    leader_cert_no: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section (单项工程)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An approval document as it is cited."""

    doc_no: str
    authority: str
    issued_on: date
    title: str
    amount_fen: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetEntry:
    """One line of the approved 概算."""

    code: str
    name: str
    cost_class: str
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class RegisterProject(Command):
    """Register a project by its platform code (国令712 art. 10) with its five parties."""

    act: ClassVar[str] = "project.register"
    code: str
    name: str
    kind: str
    phase: str | None = None
    campaign: str | None = None
    site: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    design_life_years: int | None = None
    parties: tuple[Responsible, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChangeResponsible(Command):
    """Replace one of the five parties or its leader by newly signed papers."""

    act: ClassVar[str] = "responsibility.change"
    project: str
    party: Responsible


@dataclass(frozen=True, kw_only=True)
class ApproveBudget(Command):
    """Enter the budget lines of an approval document of a project."""

    act: ClassVar[str] = "budget.approve"
    project: str
    document: Document
    lines: tuple[BudgetEntry, ...]
    value_date: date


@form(RegisterProject)
def register_project(context: Context, command: RegisterProject) -> Draft:
    """Draw up a project; missing parties are no error here, but no payment passes without them."""
    if one(context.read, Project, **context.here, code=command.code):
        reason = "项目代码已登记 is registered already"
        raise BadInput((Problem("project", command.code, reason),))
    draft = Draft()
    project_id = next_id(context.read, Project, "project_id", context.book_id)
    draft.add(
        "project",
        project_id=project_id,
        code=command.code,
        name=command.name,
        kind=command.kind,
        phase=command.phase,
        campaign=command.campaign,
        site=command.site,
        starts_on=command.starts_on,
        ends_on=command.ends_on,
        design_life_years=command.design_life_years,
    )
    first = next_id(context.read, SubProject, "sub_project_id", context.book_id)
    for number, section in enumerate(command.sections, first):
        draft.add(
            "sub_project",
            sub_project_id=number,
            project_id=project_id,
            code=section.code,
            name=section.name,
        )
    for party in command.parties:
        _responsible(context, draft, project_id, party)
    draft.findings += _judged(command.parties)
    return draft


def _judged(parties: tuple[Responsible, ...]) -> list[Finding]:
    """Judge the parties that are named; those still to be found only hold the payments back."""
    roles = tuple(
        RoleFacts(
            role=party.role,
            party_id=party.party_id,
            leader=party.leader,
            letter_no=party.letter_no,
            authorisation_no=party.authorisation_no,
        )
        for party in parties
    )
    named = {words.term(party.role) for party in parties}
    return [f for f in check_project(roles) if dict(f.facts).get("role") in {None, *named}]


def _responsible(context: Context, draft: Draft, project_id: int, party: Responsible) -> None:
    need(context.read, Party, "party", party_id=party.party_id)
    draft.add(
        "responsibility",
        project_id=project_id,
        role=party.role,
        party_id=party.party_id,
        leader=party.leader,
        leader_cert_no=party.leader_cert_no,
        letter_no=party.letter_no,
        authorisation_no=party.authorisation_no,
        from_on=party.from_on,
    )


@form(ChangeResponsible)
def change_responsible(context: Context, command: ChangeResponsible) -> Draft:
    """Draw up the replacement; the earlier row stays for life."""
    project = need(context.read, Project, "project", **context.here, code=command.project)
    draft = Draft(findings=_judged((command.party,)))
    _responsible(context, draft, project.project_id, command.party)
    return draft


def add_document(context: Context, draft: Draft, document: Document, kind: str) -> int:
    """Add an approval document to a draft and return its number; an entered one is reused."""
    found = one(context.read, ApprovalDocument, **context.here, doc_no=document.doc_no)
    if found is not None:
        return found.document_id
    number = next_id(context.read, ApprovalDocument, "document_id", context.book_id)
    draft.add(
        "approval_document",
        document_id=number,
        doc_no=document.doc_no,
        kind=kind,
        authority=document.authority,
        issued_on=document.issued_on,
        title=document.title,
        amount_fen=document.amount_fen,
        sha256=document.sha256,
    )
    return number


@form(ApproveBudget)
def approve_budget(context: Context, command: ApproveBudget) -> Draft:
    """Draw up budget lines: § D9111 C9112 per line, tranche 0 (walkthrough case 1)."""
    project = need(context.read, Project, "project", **context.here, code=command.project)
    draft = Draft()
    document = add_document(context, draft, command.document, "budget")
    first = next_id(context.read, BudgetLine, "budget_line_id", context.book_id)
    earlier = many(context.read, BudgetLine, **context.here, document_id=document)
    total = sum(row.amount_fen for row in earlier) + sum(e.amount_fen for e in command.lines)
    limit = command.document.amount_fen
    draft.findings += check_budget(BudgetFacts(asked_fen=total, limit_fen=limit))
    summary = f"{project.name} 概算 {command.document.doc_no}"
    with draft.voucher("转", command.value_date, summary) as voucher:
        for number, line in enumerate(command.lines, first):
            if line.cost_class not in CLASSES:
                reason = f"unknown cost class; one of {', '.join(CLASSES)}"
                raise BadInput((Problem(f"budget line {line.code}", line.cost_class, reason),))
            draft.add(
                "budget_line",
                budget_line_id=number,
                project_id=project.project_id,
                document_id=document,
                code=line.code,
                name=line.name,
                cost_class=line.cost_class,
                account=CLASSES[line.cost_class].cost_account,
                amount_fen=line.amount_fen,
            )
            names = {"budget_line_id": number, "project_id": project.project_id}
            voucher.debit("9111", line.amount_fen, **names)
            voucher.credit("9112", line.amount_fen, **names)
    return draft
