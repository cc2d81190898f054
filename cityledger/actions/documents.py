"""Papers of an authority: estimate, 概算, reports and what adjusts them (国令712 art. 12, 23)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.controls.project_life import (
    EstimateFacts,
    PaperFacts,
    check_authority,
    check_estimate,
)
from cityledger.kernel import words
from cityledger.kernel.errors import BadInput, Finding, Problem
from cityledger.model.projects import ApprovalDocument, BudgetLine, Project
from cityledger.views.find import many, need, next_id, one

if TYPE_CHECKING:
    from datetime import date

ADJUSTMENT = "adjustment"
REPORT = "estimate_report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An approval document as it is cited."""

    doc_no: str
    authority: str
    issued_on: date
    title: str
    amount_fen: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, kw_only=True)
class RegisterDocument(Command):
    """Register a paper of a project: `kind` of words.toml, `adjusts` the number it changes."""

    act: ClassVar[str] = "document.register"
    project: str
    kind: str
    document: Document
    adjusts: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document belongs: its kind, its project, and the document it adjusts."""

    kind: str
    project_id: int | None = None
    adjusts_id: int | None = None


def by_no(context: Context, doc_no: str) -> ApprovalDocument:
    """Return a document of this book by its number; BadInput if there is none."""
    return need(context.read, ApprovalDocument, "document", **context.here, doc_no=doc_no)


def add_document(context: Context, draft: Draft, document: Document, place: Place | str) -> int:
    """Add an approval document to a draft and return its number; an entered one is reused."""
    found = one(context.read, ApprovalDocument, **context.here, doc_no=document.doc_no)
    if found is not None:
        return found.document_id
    where = place if isinstance(place, Place) else Place(place)
    number = next_id(context.read, ApprovalDocument, "document_id", context.book_id)
    draft.add(
        "approval_document",
        document_id=number,
        doc_no=document.doc_no,
        kind=where.kind,
        authority=document.authority,
        issued_on=document.issued_on,
        title=document.title,
        amount_fen=document.amount_fen,
        sha256=document.sha256,
        project_id=where.project_id,
        adjusts_id=where.adjusts_id,
    )
    return number


def as_entered(context: Context, document: Document) -> Document:
    """Return a document as the ledger has it: who cites one again cannot change what it says."""
    found = one(context.read, ApprovalDocument, **context.here, doc_no=document.doc_no)
    if found is None:
        return document
    return Document(
        doc_no=found.doc_no,
        authority=found.authority,
        issued_on=found.issued_on,
        title=found.title,
        amount_fen=found.amount_fen,
        sha256=found.sha256,
    )


@form(RegisterDocument)
def register_document(context: Context, command: RegisterDocument) -> Draft:
    """Draw up a document; what adjusts another has to come from the same authority."""
    project = need(context.read, Project, "project", **context.here, code=command.project)
    if problems := tuple(_problems(context, command)):
        raise BadInput(problems)
    original = by_no(context, command.adjusts) if command.adjusts is not None else None
    if original is not None and original.project_id != project.project_id:
        reason = "不是本项目的文件 is no document of this project"
        raise BadInput((Problem("adjusts", command.adjusts or "", reason),))
    draft = Draft()
    place = Place(
        command.kind, project.project_id, original.document_id if original is not None else None
    )
    add_document(context, draft, command.document, place)
    if original is not None:
        draft.findings += judge_authority(command.document, original)
    amount = command.document.amount_fen
    if command.kind == "budget" and amount is not None:
        on = command.document.issued_on
        draft.findings += judge_estimate(context, project.project_id, amount, on)
    return draft


def _problems(context: Context, command: RegisterDocument) -> list[Problem]:
    found = []
    kinds = words.group_of("document_kind")
    number = command.document.doc_no
    if command.kind not in kinds:
        remedy = f"选用 use one of {', '.join(kinds)}"
        found.append(Problem("kind", command.kind, "不是可选的值 not one of the choices", remedy))
    if one(context.read, ApprovalDocument, **context.here, doc_no=number) is not None:
        found.append(Problem("document", number, "文号已登记 is registered already"))
    if command.kind == ADJUSTMENT and command.adjusts is None:
        reason = "调整文件须注明所调整的文件 an adjustment names what it adjusts"
        found.append(Problem("adjusts", "", reason, "填写原批复文号 give the original's number"))
    return found


def judge_authority(document: Document, original: ApprovalDocument) -> list[Finding]:
    """Judge whether a document comes from the authority of the one it changes."""
    facts = PaperFacts(
        doc_no=document.doc_no,
        authority=document.authority,
        original=original.doc_no,
        approver=original.authority,
    )
    return list(check_authority(facts))


def judge_first_authority(
    context: Context, lines: tuple[BudgetLine, ...], document: Document
) -> list[Finding]:
    """Judge a further approval of a 概算: only who approved the first lines may add to them."""
    if not lines:
        return []
    first = min(lines, key=lambda line: line.budget_line_id)
    key = {"document_id": first.document_id}
    original = need(context.read, ApprovalDocument, "document", **context.here, **key)
    return judge_authority(document, original)


def judge_estimate(context: Context, project_id: int, budget_fen: int, on: date) -> list[Finding]:
    """Judge a 概算 against the newest 估算 of its project that names an amount."""
    papers = many(context.read, ApprovalDocument, **context.here, project_id=project_id)
    estimates = [row for row in papers if row.kind == "estimate" and row.amount_fen is not None]
    newest = max(estimates, key=lambda row: (row.issued_on, row.document_id), default=None)
    facts = EstimateFacts(
        budget_fen=budget_fen,
        estimate_fen=newest.amount_fen if newest is not None else None,
        is_reported=any(row.kind == REPORT for row in papers),
        on=on,
    )
    return list(check_estimate(facts, context.parameters))
