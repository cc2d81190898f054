"""Who answers for a project: the five parties of each section, then and now, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.five_parties import QUALIFIED_ROLES, CertificateFacts, PartyFacts
from cityledger.kernel.days import add_months
from cityledger.model.closing import Acceptance
from cityledger.model.parties import Party, PartyAccount, PartyLink, Qualification
from cityledger.model.projects import FIVE_ROLES, Project, Responsibility, SubProject
from cityledger.views import registry
from cityledger.views.find import many, need

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cityledger.store.engine import Read

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Answering:
    """One period of one person's responsibility, kept for life (建质〔2014〕124号).

    to_on: the day a successor began, None while in charge; until_on: acceptance and design life,
    None while the works are not accepted, because the clock has not begun.
    """

    role: str
    section: str
    party_id: str
    party: str
    leader: str
    leader_cert_no: str
    letter_no: str
    authorisation_no: str
    filing_no: str
    from_on: date
    to_on: date | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate of qualification, as its newest row has it."""

    party_id: str
    party: str
    certificate_no: str
    role: str
    grade: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class Duty:
    """A party in one of the five roles, and since when first in any project."""

    party_id: str
    role: str
    from_on: date


def newest(read: Read, book_id: int, project_id: int) -> tuple[Responsibility, ...]:
    """Return the newest row of each role and section, in their legal order."""
    rows = many(read, Responsibility, book_id=book_id, project_id=project_id)
    return newest_of(rows)


def answering(
    read: Read, book_id: int, project_id: int, section_id: int | None, on: date | None = None
) -> dict[str, Responsibility]:
    """Return who answers for a section on a day, by role; the section's own stand first.

    Without a section: who answers for the whole project. Without a day: by the newest papers.
    """
    rows = many(read, Responsibility, book_id=book_id, project_id=project_id)
    return merged((row for row in rows if on is None or row.from_on <= on), section_id)


def merged(rows: Iterable[Responsibility], section_id: int | None) -> dict[str, Responsibility]:
    """Return the newest row of each role: the section's own before those of the project."""
    newest_rows = newest_of(rows)
    whole = {row.role: row for row in newest_rows if row.sub_project_id is None}
    if section_id is None:
        return whole
    return whole | {row.role: row for row in newest_rows if row.sub_project_id == section_id}


def newest_of(rows: Iterable[Responsibility]) -> tuple[Responsibility, ...]:
    """Return the newest of some rows per role and section, in their legal order."""
    found: dict[tuple[str, int | None], Responsibility] = {}
    for row in sorted(rows, key=lambda row: row.leaf_idx):
        found[row.role, row.sub_project_id] = row
    order = {role: place for place, role in enumerate(FIVE_ROLES)}
    return tuple(sorted(found.values(), key=lambda row: (order[row.role], row.sub_project_id or 0)))


def party_facts(read: Read, party_id: str, size: int = registry.NEWEST) -> PartyFacts:
    """Return a unit with all that ties it to others, as of `size` registry leaves (L8)."""
    unit = need(read, Party, "party", party_id=party_id)
    links = [row for row in many(read, PartyLink, party_id=party_id) if row.leaf_idx < size]
    accounts = [row for row in many(read, PartyAccount, party_id=party_id) if row.leaf_idx < size]
    names = {unit.name, unit.legal_representative or unit.name, *(row.name for row in links)}
    return PartyFacts(
        party_id=party_id,
        name=unit.name,
        names=frozenset(names),
        accounts=frozenset(row.account_no for row in accounts),
        certificates=tuple(
            CertificateFacts(role=row.role, valid_from=row.valid_from, valid_to=row.valid_to)
            for row in _certificates(many(read, Qualification, party_id=party_id), size)
        ),
    )


def _certificates(rows: tuple[Qualification, ...], size: int) -> tuple[Qualification, ...]:
    """A newer row of the same number renews or shortens the certificate."""
    known = sorted((row for row in rows if row.leaf_idx < size), key=lambda row: row.leaf_idx)
    return tuple({(row.party_id, row.certificate_no): row for row in known}.values())


def qualifications(read: Read) -> tuple[Certified, ...]:
    """Return every certificate in force or not, the one that ends first first."""
    names = {row.party_id: row.name for row in many(read, Party)}
    rows = _certificates(many(read, Qualification), registry.NEWEST)
    found = (
        Certified(
            party_id=row.party_id,
            party=names[row.party_id],
            certificate_no=row.certificate_no,
            role=row.role,
            grade=row.grade,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda row: (row.valid_to, row.party_id, row.certificate_no)))


def duties(read: Read, book_id: int) -> tuple[Duty, ...]:
    """Return every duty that takes a certificate and is held now in some project, each once."""
    rows: dict[int, list[Responsibility]] = {}
    for row in many(read, Responsibility, book_id=book_id):
        rows.setdefault(row.project_id, []).append(row)
    found: dict[tuple[str, str], date] = {}
    for own in rows.values():
        for row in newest_of(own):
            if row.role in QUALIFIED_ROLES:
                place = (row.party_id, row.role)
                found[place] = min(row.from_on, found.get(place, row.from_on))
    return tuple(Duty(party_id, role, day) for (party_id, role), day in sorted(found.items()))


def lifetime(read: Read, book_id: int, project_id: int, life_years: int) -> tuple[Answering, ...]:
    """Return everybody who ever answered for a project, and until when they do.

    `life_years` is taken where the project names no design life. The earliest acceptance of the
    section counts, or that of the whole project.
    """
    project = need(read, Project, "project", book_id=book_id, project_id=project_id)
    years = project.design_life_years or life_years
    sections = {
        row.sub_project_id: row.code
        for row in many(read, SubProject, book_id=book_id, project_id=project_id)
    }
    accepted: dict[int | None, date] = {}
    for end in many(read, Acceptance, book_id=book_id, project_id=project_id):
        day = accepted.get(end.sub_project_id, end.accepted_on)
        accepted[end.sub_project_id] = min(day, end.accepted_on)
    rows = sorted(
        many(read, Responsibility, book_id=book_id, project_id=project_id),
        key=lambda row: row.leaf_idx,
    )
    names = {row.party_id: row.name for row in many(read, Party)}
    out = []
    for place, row in enumerate(rows):
        same = (row.role, row.sub_project_id)
        later = (r for r in rows[place + 1 :] if (r.role, r.sub_project_id) == same)
        successor = next(later, None)
        begun = accepted.get(row.sub_project_id) or accepted.get(None)
        out.append(
            Answering(
                role=row.role,
                section=sections.get(row.sub_project_id or 0, ""),
                party_id=row.party_id,
                party=names[row.party_id],
                leader=row.leader,
                leader_cert_no=row.leader_cert_no or "",
                letter_no=row.letter_no,
                authorisation_no=row.authorisation_no,
                filing_no=row.filing_no or "",
                from_on=row.from_on,
                to_on=successor.from_on if successor else None,
                until_on=add_months(begun, years * MONTHS) if begun else None,
            )
        )
    return tuple(out)
