"""The five parties at the gate: who takes up a duty, and what that says against a contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.controls.facts import RoleFacts
from cityledger.controls.five_parties import (
    ContractParty,
    DutyTaken,
    PartyFacts,
    check_contract,
    check_replaced,
    check_taken,
)
from cityledger.kernel.errors import BadInput, Finding, Problem
from cityledger.model.contracts import Contract
from cityledger.model.projects import Responsibility, SubProject
from cityledger.views import periods, responsible
from cityledger.views.find import many

if TYPE_CHECKING:
    from datetime import date

    from cityledger.actions.contracts import SignContract
    from cityledger.actions.draft import Context
    from cityledger.actions.projects import Responsible

SUPPLIERS = ("works", "equipment")


def party_facts(context: Context, party_id: str) -> PartyFacts:
    """Return a unit as the registry has it at the size this act is judged by."""
    return responsible.party_facts(context.read, party_id, context.registry_size)


def section_id(context: Context, project_id: int, code: str | None) -> int | None:
    """Return the number of a section by its code; None for the whole project."""
    if code is None:
        return None
    for number, known in section_codes(context, project_id).items():
        if known == code:
            return number
    reason = "该项目没有这个标段 no such section of the project"
    raise BadInput((Problem("section", code, reason, "先登记标段 register it first"),))


def section_codes(context: Context, project_id: int) -> dict[int, str]:
    """Return the codes of a project's sections by their numbers."""
    rows = many(context.read, SubProject, **context.here, project_id=project_id)
    return {row.sub_project_id: row.code for row in rows}


def role_facts(party: Responsible | Responsibility, section: str | None = None) -> RoleFacts:
    """Return one of the five parties with its papers, as an act names it or the ledger keeps it."""
    return RoleFacts(
        role=party.role,
        party_id=party.party_id,
        leader=party.leader,
        letter_no=party.letter_no,
        authorisation_no=party.authorisation_no,
        section=section,
    )


def roles_on(context: Context, project_id: int, on: date) -> tuple[RoleFacts, ...]:
    """Return who answers for a project and its sections on a day, by the newest papers."""
    rows = many(context.read, Responsibility, **context.here, project_id=project_id)
    codes = section_codes(context, project_id)
    return tuple(
        role_facts(row, codes[row.sub_project_id] if row.sub_project_id is not None else None)
        for row in responsible.newest_of(row for row in rows if row.from_on <= on)
    )


def judge_new(context: Context, parties: tuple[Responsible, ...]) -> list[Finding]:
    """Judge the parties a new project names, each beside those before it."""
    found: list[Finding] = []
    standing: tuple[DutyTaken, ...] = ()
    for party in parties:
        new = _taken(context, party)
        found += check_taken(new, standing, (), context.parameters)
        standing = (*standing, new)
    return found


def judge_change(context: Context, project_id: int, party: Responsible) -> list[Finding]:
    """Judge a party or leader that takes up a duty in a project that exists.

    Who answers there now is replaced, even where the project's own party gives way to that of one
    section: otherwise a section would be the way around letter and filing.
    """
    number = section_id(context, project_id, party.section)
    rows = responsible.newest(context.read, context.book_id, project_id)
    former = responsible.merged(rows, number).get(party.role)
    new = _taken(context, party)
    standing = tuple(
        _standing(context, row)
        for row in rows
        if (row.role, row.sub_project_id) != (party.role, number)
    )
    suppliers = tuple(
        party_facts(context, party_id) for party_id in _suppliers(context, project_id)
    )
    found = list(check_taken(new, standing, suppliers, context.parameters))
    if former is not None:
        key = {"project_id": project_id, "role": party.role}
        ever = many(context.read, Responsibility, **context.here, **key)
        earlier = (row for row in ever if row.sub_project_id in (None, number))
        held = tuple(_standing(context, row) for row in earlier)
        found += check_replaced(new, _standing(context, former), held)
    return found


def is_legacy(context: Context, command: SignContract) -> bool:
    """Say whether a contract is one of the books before: it says so, and its day agrees."""
    begins_on = periods.begins_on(context.read, context.book_id)
    return command.is_opening and command.signed_on < begins_on


def judge_contract(context: Context, project_id: int, command: SignContract) -> list[Finding]:
    """Judge the party of a contract: qualified for it, and independent of the supervisor."""
    rows = responsible.newest(context.read, context.book_id, project_id)
    own = command.party_id
    supervisors = {row.party_id for row in rows if row.role == "supervisor"}
    builders = {row.party_id for row in rows if row.role == "contractor"}
    if command.kind == "supervision":
        builders |= set(_suppliers(context, project_id))
    facts = ContractParty(
        kind=command.kind,
        signed_on=command.signed_on,
        party=party_facts(context, own),
        held=tuple(sorted({row.role for row in rows if row.party_id == own})),
        supervisors=_each(context, supervisors),
        builders=_each(context, builders),
        mode=command.delivery_mode,
        is_legacy=is_legacy(context, command),
    )
    return list(check_contract(facts, context.parameters))


def _each(context: Context, parties: set[str]) -> tuple[PartyFacts, ...]:
    return tuple(party_facts(context, party_id) for party_id in sorted(parties))


def _suppliers(context: Context, project_id: int) -> tuple[str, ...]:
    """Return the parties of the project's contracts for works and goods."""
    rows = many(context.read, Contract, **context.here, project_id=project_id)
    return tuple(sorted({row.party_id for row in rows if row.party_id and row.kind in SUPPLIERS}))


def _taken(context: Context, party: Responsible) -> DutyTaken:
    return DutyTaken(
        role=party.role,
        party=party_facts(context, party.party_id),
        leader=party.leader,
        letter_no=party.letter_no,
        authorisation_no=party.authorisation_no,
        from_on=party.from_on,
        person_hash=party.person_hash,
        bundle=party.bundle,
        filing_no=party.filing_no,
        section=party.section,
        is_legacy=party.from_on < periods.begins_on(context.read, context.book_id),
    )


def _standing(context: Context, row: Responsibility) -> DutyTaken:
    return DutyTaken(
        role=row.role,
        party=party_facts(context, row.party_id),
        leader=row.leader,
        letter_no=row.letter_no,
        authorisation_no=row.authorisation_no,
        from_on=row.from_on,
        person_hash=row.person_hash,
        bundle=row.bundle,
    )
