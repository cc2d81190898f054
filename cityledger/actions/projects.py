"""Acts on projects: registration, the five parties and their change, and the approved 概算."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions import appointments, documents
from cityledger.actions.command import Command
from cityledger.actions.documents import Document, add_document
from cityledger.actions.draft import Context, Draft, Voucher, form
from cityledger.controls.facts import FIVE_ROLES
from cityledger.controls.project_life import AdjustedLine, check_adjusted
from cityledger.controls.register import (
    PROJECT_ROLE,
    BudgetFacts,
    check_budget,
    check_project,
)
from cityledger.kernel import words
from cityledger.kernel.costs import CLASSES
from cityledger.kernel.errors import BadInput, Finding, Problem
from cityledger.model.parties import Party
from cityledger.model.programmes import Programme
from cityledger.model.projects import BudgetLine, Project, SubProject
from cityledger.views import purse
from cityledger.views.find import many, need, next_id, one

if TYPE_CHECKING:
    from datetime import date

    from cityledger.model.projects import ApprovalDocument

__all__ = [
    "AdjustBudget",
    "ApproveBudget",
    "BudgetEntry",
    "ChangeResponsible",
    "Document",
    "RegisterProject",
    "Responsible",
    "Section",
    "add_document",
]

SUBTYPED = "infrastructure"
"""The kind of project that has to say what it builds (S12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsible:
    """One of the five parties with its leader and the two signed papers (建质〔2014〕124号).

    `section` None: it answers for the whole project. `bundle` epc or db where one party designs
    and builds; `person_hash` a salted digest of the leader's identity; the two `sha256` are those
    of the signed papers; `filing_no` that of the quality supervision body for a replacement.
    """

    role: str
    party_id: str
    leader: str
    letter_no: str
    authorisation_no: str
    from_on: date
    leader_cert_no: str | None = None
    section: str | None = None
    bundle: str | None = None
    person_hash: str | None = None
    letter_sha256: str | None = None
    authorisation_sha256: str | None = None
    filing_no: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section (单项工程), the batch it is built in, and whether it leads the way (S14, S18)."""

    code: str
    name: str
    batch: str | None = None
    is_pilot: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetEntry:
    """One line of the approved 概算."""

    code: str
    name: str
    cost_class: str
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class RegisterProject(Command):
    """Register a project by its platform code (国令712 art. 10) with its five parties.

    `priority` 1 comes first (S4); `authority` is who approves it; a party of one section is named
    by an act of its own, `responsibility.change`.
    """

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
    subtype: str | None = None
    programme: str | None = None
    priority: int | None = None
    authority: str | None = None
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


@dataclass(frozen=True, kw_only=True)
class AdjustBudget(Command):
    """Change an approved 概算 by a document of its original authority (国令712 art. 23).

    A line that exists is changed by its amount, a negative one lowers it; a new code is a new
    line. `adjusts` is the document that is changed, `source` what pays for the increase.
    """

    act: ClassVar[str] = "budget.adjust"
    project: str
    document: Document
    adjusts: str
    lines: tuple[BudgetEntry, ...]
    value_date: date
    source: str | None = None


@form(RegisterProject)
def register_project(context: Context, command: RegisterProject) -> Draft:
    """Draw up a project; missing parties are no error here, but no payment passes without them."""
    if problems := tuple(_problems(context, command)):
        raise BadInput(problems)
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
        subtype=command.subtype,
        programme=command.programme,
        priority=command.priority,
        authority=command.authority,
    )
    first = next_id(context.read, SubProject, "sub_project_id", context.book_id)
    for number, section in enumerate(command.sections, first):
        draft.add(
            "sub_project",
            sub_project_id=number,
            project_id=project_id,
            code=section.code,
            name=section.name,
            batch=section.batch,
            pilot=section.is_pilot,
        )
    for party in command.parties:
        _responsible(context, draft, project_id, party)
    draft.findings += _judged(command.parties)
    draft.findings += appointments.judge_new(context, command.parties)
    return draft


def _problems(context: Context, command: RegisterProject) -> list[Problem]:
    """Return everything that is no project, at once."""
    found = []
    if one(context.read, Project, **context.here, code=command.code):
        found.append(Problem("project", command.code, "项目代码已登记 is registered already"))
    kinds, subtypes = words.group_of("project_kind"), words.group_of("infrastructure_kind")
    if command.kind not in kinds:
        found.append(_choice("kind", command.kind, tuple(kinds)))
    if command.subtype is not None and command.subtype not in subtypes:
        found.append(_choice("subtype", command.subtype, tuple(subtypes)))
    if command.kind == SUBTYPED and command.subtype is None:
        found.append(_choice("subtype", "", tuple(subtypes)))
    if command.programme is not None and not _is_programme(context, command.programme):
        codes = tuple(words.group_of("programme_kind"))
        found.append(_choice("programme", command.programme, codes))
    if command.priority is not None and command.priority < 1:
        reason = "优先次序从1起 priorities begin with 1"
        found.append(Problem("priority", str(command.priority), reason))
    found += _role_problems(command.parties)
    found += [
        Problem(
            f"party {party.role}",
            party.section or "",
            "标段的责任主体另行登记 a party of one section is an act of its own",
            "responsibility.change",
        )
        for party in command.parties
        if party.section is not None
    ]
    return found


def _role_problems(parties: tuple[Responsible, ...]) -> list[Problem]:
    """Return which roles are none of the five, or are named twice in one act."""
    roles = [party.role for party in parties]
    found = [_choice("role", role, FIVE_ROLES) for role in roles if role not in FIVE_ROLES]
    twice = sorted({role for role in roles if roles.count(role) > 1})
    return found + [Problem("role", role, "重复 stands twice") for role in twice]


def _choice(place: str, value: str, known: tuple[str, ...]) -> Problem:
    listed = ", ".join(known)
    return Problem(place, value, "不是可选的值 not one of the choices", f"选用 use one of {listed}")


def _is_programme(context: Context, code: str) -> bool:
    """The seed names three programmes (S35); others are registered with their window (S34)."""
    if code in words.group_of("programme_kind"):
        return True
    return one(context.read, Programme, **context.here, programme=code) is not None


def _judged(parties: tuple[Responsible, ...]) -> list[Finding]:
    """Judge the parties that are named; those still to be found only hold the payments back."""
    roles = tuple(appointments.role_facts(party) for party in parties)
    named = {words.term(party.role) for party in parties}
    return [
        finding
        for finding in check_project(roles)
        if finding.code == PROJECT_ROLE.code and dict(finding.facts)["role"] in named
    ]


def _responsible(context: Context, draft: Draft, project_id: int, party: Responsible) -> None:
    need(context.read, Party, "party", party_id=party.party_id)
    draft.add(
        "responsibility",
        project_id=project_id,
        sub_project_id=appointments.section_id(context, project_id, party.section),
        role=party.role,
        party_id=party.party_id,
        leader=party.leader,
        leader_cert_no=party.leader_cert_no,
        letter_no=party.letter_no,
        authorisation_no=party.authorisation_no,
        from_on=party.from_on,
        bundle=party.bundle,
        person_hash=party.person_hash,
        letter_sha256=party.letter_sha256,
        authorisation_sha256=party.authorisation_sha256,
        filing_no=party.filing_no,
    )


@form(ChangeResponsible)
def change_responsible(context: Context, command: ChangeResponsible) -> Draft:
    """Draw up the replacement; the earlier row stays for life."""
    project = need(context.read, Project, "project", **context.here, code=command.project)
    if problems := tuple(_role_problems((command.party,))):
        raise BadInput(problems)
    draft = Draft(findings=_judged((command.party,)))
    _responsible(context, draft, project.project_id, command.party)
    draft.findings += appointments.judge_change(context, project.project_id, command.party)
    return draft


@form(ApproveBudget)
def approve_budget(context: Context, command: ApproveBudget) -> Draft:
    """Draw up budget lines: § D9111 C9112 per line, tranche 0 (walkthrough case 1)."""
    project = need(context.read, Project, "project", **context.here, code=command.project)
    draft = Draft()
    place = documents.Place("budget", project.project_id)
    document = add_document(context, draft, command.document, place)
    paper = documents.as_entered(context, command.document)
    lines = many(context.read, BudgetLine, **context.here, project_id=project.project_id)
    asked = sum(entry.amount_fen for entry in command.lines)
    earlier = sum(line.amount_fen for line in lines if line.document_id == document)
    draft.findings += check_budget(
        BudgetFacts(asked_fen=earlier + asked, limit_fen=paper.amount_fen)
    )
    draft.findings += documents.judge_first_authority(context, lines, paper)
    total = asked + _approved_fen(context, lines)
    draft.findings += documents.judge_estimate(
        context, project.project_id, total, command.value_date
    )
    summary = f"{project.name} 概算 {command.document.doc_no}"
    with draft.voucher("转", command.value_date, summary) as voucher:
        first = next_id(context.read, BudgetLine, "budget_line_id", context.book_id)
        for number, entry in enumerate(command.lines, first):
            _add_line(draft, (number, project.project_id, document), entry)
            _approve(voucher, (number, project.project_id), entry.amount_fen)
    return draft


@form(AdjustBudget)
def adjust_budget(context: Context, command: AdjustBudget) -> Draft:
    """Draw up an adjustment: § D9111 C9112 of each line by its change, red where it is lowered."""
    project = need(context.read, Project, "project", **context.here, code=command.project)
    lines = many(context.read, BudgetLine, **context.here, project_id=project.project_id)
    original = documents.by_no(context, command.adjusts)
    if problems := tuple(_adjust_problems(command, lines, original)):
        raise BadInput(problems)
    draft = Draft()
    place = documents.Place("adjustment", project.project_id, original.document_id)
    document = add_document(context, draft, command.document, place)
    paper = documents.as_entered(context, command.document)
    draft.findings += documents.judge_authority(paper, original)
    known = {line.code: line for line in lines}
    draft.findings += check_adjusted(
        tuple(_adjusted(context, entry, known) for entry in command.lines), command.source
    )
    total = sum(entry.amount_fen for entry in command.lines) + _approved_fen(context, lines)
    draft.findings += check_budget(BudgetFacts(asked_fen=total, limit_fen=paper.amount_fen))
    draft.findings += documents.judge_estimate(
        context, project.project_id, total, command.value_date
    )
    source = f" 资金来源:{command.source}" if command.source else ""
    summary = f"{project.name} 概算调整 {command.document.doc_no}{source}"
    with draft.voucher("转", command.value_date, summary) as voucher:
        number = next_id(context.read, BudgetLine, "budget_line_id", context.book_id)
        for entry in command.lines:
            line = known.get(entry.code)
            if line is not None:
                _approve(voucher, (line.budget_line_id, project.project_id), entry.amount_fen)
                continue
            _add_line(draft, (number, project.project_id, document), entry)
            _approve(voucher, (number, project.project_id), entry.amount_fen)
            number += 1
    return draft


def _adjust_problems(
    command: AdjustBudget, lines: tuple[BudgetLine, ...], original: ApprovalDocument
) -> list[Problem]:
    found = []
    own = {line.document_id for line in lines}
    project_id = next((line.project_id for line in lines), None)
    adjusts_here = (original.kind, original.project_id) == (documents.ADJUSTMENT, project_id)
    if original.document_id not in own and not adjusts_here:
        reason = "该文件没有批准本项目概算 did not approve the budget of this project"
        found.append(Problem("adjusts", command.adjusts, reason))
    known = {line.code for line in lines}
    for code in sorted({entry.code for entry in command.lines}):
        entries = [entry for entry in command.lines if entry.code == code]
        if len(entries) > 1:
            found.append(Problem(f"budget line {code}", "", "重复 stands twice"))
        if entries[0].amount_fen == 0:
            found.append(Problem(f"budget line {code}", "0", "金额为零 changes nothing"))
        if code not in known and entries[0].amount_fen < 0:
            reason = "新增概算项目的金额须大于零 a new line is above zero"
            found.append(Problem(f"budget line {code}", str(entries[0].amount_fen), reason))
    return found


def _adjusted(context: Context, entry: BudgetEntry, known: dict[str, BudgetLine]) -> AdjustedLine:
    line, free = known.get(entry.code), 0
    if line is not None:
        free = purse.floor_fen(context.read, context.book_id, "9112", line.budget_line_id)
    return AdjustedLine(name=entry.name, change_fen=entry.amount_fen, free_fen=free)


def _approved_fen(context: Context, lines: tuple[BudgetLine, ...]) -> int:
    """Return what is approved of the lines today, their adjustments included."""
    return sum(
        purse.approved_fen(context.read, context.book_id, line.budget_line_id) for line in lines
    )


def _add_line(draft: Draft, place: tuple[int, int, int], entry: BudgetEntry) -> None:
    """Add a budget line; `place` is (number, project, document)."""
    if entry.cost_class not in CLASSES:
        reason = f"unknown cost class; one of {', '.join(CLASSES)}"
        raise BadInput((Problem(f"budget line {entry.code}", entry.cost_class, reason),))
    number, project_id, document_id = place
    draft.add(
        "budget_line",
        budget_line_id=number,
        project_id=project_id,
        document_id=document_id,
        code=entry.code,
        name=entry.name,
        cost_class=entry.cost_class,
        account=CLASSES[entry.cost_class].cost_account,
        amount_fen=entry.amount_fen,
    )


def _approve(voucher: Voucher, place: tuple[int, int], fen: int) -> None:
    names = {"budget_line_id": place[0], "project_id": place[1]}
    voucher.debit("9111", fen, **names)
    voucher.credit("9112", fen, **names)
