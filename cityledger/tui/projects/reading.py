"""What the screens of projects read, as frozen values: one function per screen, called in workers.

Everything that knows the database is imported when it is called (screens.md D5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from cityledger.kernel.errors import Unavailable

if TYPE_CHECKING:
    from datetime import date

    from cityledger.actions.desk import Desk
    from cityledger.store.engine import Read
    from cityledger.tui.seat import Seat
    from cityledger.views.alerts import Alert
    from cityledger.views.position import TranchePosition
    from cityledger.views.project_card import ProjectCard, ProjectRow, ResponsibleParty
    from cityledger.views.runway import Runway
    from cityledger.views.supervision import FindingState, MilestoneState, TaskState
    from cityledger.views.trace import Traced

W = TypeVar("W", "MilestoneState", "TaskState", "FindingState")
HOUSEHOLDS = "compensation"
"""The kind of agreement that is listed by plot and not by contract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """Which payments, and what the screen calls them.

    Of a project, or of its part of a tranche or of a budget line; of a contract, or of one
    certificate of it; or to a unit.
    """

    title: str
    project_id: int = 0
    tranche_id: int = 0
    budget_line_id: int = 0
    contract_id: int = 0
    certificate_id: int | None = None
    party_id: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A project in the list, in fen; `held` is approved and not yet paid."""

    row: ProjectRow
    phase: str
    held_fen: int
    red: int
    amber: int

    @property
    def free_fen(self) -> int:
        """What the project may still commit to a payment."""
        return self.row.left_fen - self.held_fen


@dataclass(frozen=True, slots=True)
class Fund:
    """A tranche as one project sees it, in fen.

    `is_drawn`: nobody divided it among projects, so the share is only what was paid, and
    `shared_fen` is what all its projects may still use.
    """

    tranche_id: int
    label: str
    source: str
    share_fen: int
    paid_fen: int
    expiry_on: date | None
    idle_days: int | None
    is_drawn: bool
    shared_fen: int

    @property
    def name(self) -> str:
        """Label and source."""
        return f"{self.label} {self.source}".strip()

    @property
    def left_fen(self) -> int:
        """What the project may still spend of it."""
        return self.share_fen - self.paid_fen


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the page of one project."""

    card: ProjectCard
    today: date
    phase: str
    batch: str
    priority: int | None
    held_fen: int
    runway: Runway
    paid_by_line: tuple[tuple[int, int], ...]
    funds: tuple[Fund, ...]
    parties: tuple[ResponsibleParty, ...]
    missing: tuple[tuple[str, str], ...]
    alerts: tuple[Alert, ...]
    milestones: tuple[MilestoneState, ...]
    tasks: tuple[TaskState, ...]
    findings: tuple[FindingState, ...]

    @property
    def free_fen(self) -> int:
        """What the project may still commit to a payment of its own shares."""
        return self.card.project.left_fen - self.held_fen

    @property
    def shared_fen(self) -> int:
        """What it may use together with others, of tranches that nobody divided."""
        return sum(fund.shared_fen for fund in self.funds)


def today_of(seat: Seat) -> date:
    """Return the day of the ledger; raises Unavailable before it was opened."""
    if seat.cover is None:
        raise Unavailable("no ledger is open")
    return seat.cover.today


def projects_list(seat: Seat) -> tuple[Standing, ...]:
    """Return every project with its money and how many alerts it has."""
    from cityledger.views.alerts import alerts
    from cityledger.views.contract_state import contracts
    from cityledger.views.project_alerts import by_project
    from cityledger.views.project_card import projects

    desk, today = seat.desk, today_of(seat)
    with desk.read() as read:
        rows = projects(read, desk.book_id)
        held: dict[int, int] = {}
        for state in contracts(read, desk.book_id):
            held[state.project_id] = held.get(state.project_id, 0) + state.held_fen
        warned = by_project(read, desk.book_id, alerts(read, desk.book_id, today))
        phases = _phases(read, desk.book_id)
    out = []
    for row in rows:
        own = warned.get(row.project_id, ())
        red = sum(alert.level == "red" for alert in own)
        phase = phases.get(row.project_id, row.phase)
        amber = len(own) - red
        out.append(Standing(row, phase, held.get(row.project_id, 0), red, amber))
    return tuple(out)


def _phases(read: Read, book_id: int) -> dict[int, str]:
    """Return the phase each project entered last."""
    from cityledger.model.projects import PhaseChange
    from cityledger.views.find import many

    rows = sorted(many(read, PhaseChange, book_id=book_id), key=lambda row: row.leaf_idx)
    return {row.project_id: row.phase for row in rows}


def project_sheet(seat: Seat, project_id: int) -> Sheet | None:
    """Return one project with what is due, open and running out; None if there is none."""
    from cityledger.model.projects import Project
    from cityledger.views import supervision
    from cityledger.views.alerts import alerts
    from cityledger.views.find import one
    from cityledger.views.obligations import budget_paid_fen
    from cityledger.views.project_alerts import by_project
    from cityledger.views.project_card import project_card
    from cityledger.views.runway import runway

    desk, today = seat.desk, today_of(seat)
    book = desk.book_id
    with desk.read() as read:
        card = project_card(read, book, project_id)
        row = one(read, Project, book_id=book, project_id=project_id)
        if card is None or row is None:
            return None
        held = sum(state.held_fen for state in card.contracts)
        funds = _funds(read, book, card, today)
        free = card.project.left_fen - held + sum(fund.shared_fen for fund in funds)
        code = card.project.code
        return Sheet(
            card=card,
            today=today,
            phase=_phases(read, book).get(project_id, card.project.phase),
            batch=_batch(read, book, project_id),
            priority=row.priority,
            held_fen=held,
            runway=runway(read, book, project_id, free, today),
            paid_by_line=tuple(
                (line.budget_line_id, budget_paid_fen(read, book, line.budget_line_id))
                for line in card.lines
            ),
            funds=funds,
            parties=card.parties,
            missing=missing_of(card),
            alerts=by_project(read, book, alerts(read, book, today)).get(project_id, ()),
            milestones=_of(supervision.milestones(read, book), code),
            tasks=_of(supervision.tasks(read, book), code),
            findings=_of(supervision.findings(read, book), code),
        )


def _of(rows: tuple[W, ...], code: str) -> tuple[W, ...]:
    """Return what is still open of a project, in the order the view has it."""
    return tuple(row for row in rows if row.project == code and _done_on(row) is None)


def _done_on(row: MilestoneState | TaskState | FindingState) -> date | None:
    """Return the day a thing was done or mended."""
    day: date | None = getattr(row, "reached_on", None) or getattr(row, "closed_on", None)
    return day


def _batch(read: Read, book_id: int, project_id: int) -> str:
    """Return the batches in which a project is built, each once."""
    from cityledger.model.projects import SubProject
    from cityledger.model.renewal import Plot
    from cityledger.views.find import many

    key = {"book_id": book_id, "project_id": project_id}
    found = [row.batch for row in many(read, SubProject, **key)]
    found += [row.batch for row in many(read, Plot, **key)]
    return "、".join(dict.fromkeys(batch for batch in found if batch))


def _funds(read: Read, book_id: int, card: ProjectCard, today: date) -> tuple[Fund, ...]:
    from cityledger.views.position import tranche_positions

    known = {row.tranche_id: row for row in tranche_positions(read, book_id, today=today)}
    return tuple(
        Fund(
            tranche_id=share.tranche_id,
            label=share.label,
            source=share.source,
            share_fen=share.share_fen,
            paid_fen=share.paid_fen,
            expiry_on=share.expiry_on,
            idle_days=known[share.tranche_id].idle_days,
            is_drawn=share.is_drawn,
            shared_fen=_shared_fen(known[share.tranche_id]) if share.is_drawn else 0,
        )
        for share in card.shares
    )


def _shared_fen(tranche: TranchePosition) -> int:
    """Return what is free of a tranche, in hand or as quota."""
    return max(0, tranche.quota_left_fen if tranche.form == "quota" else tranche.free_fen)


def missing_of(card: ProjectCard) -> tuple[tuple[str, str], ...]:
    """Return (role, section) that nobody answers for; what stands for the whole stands for all."""
    from cityledger.model.projects import FIVE_ROLES

    held = {(party.role, party.section) for party in card.parties}
    is_divided = any(section for _, section in held)
    sections = [code for code, _ in card.sections] if is_divided else [""]
    return tuple(
        (role, section)
        for role in FIVE_ROLES
        for section in sections or [""]
        if (role, "") not in held and (role, section) not in held
    )


def payments(desk: Desk, paid: Paid) -> tuple[Traced, ...]:
    """Return the payments a figure is the sum of, in order of day and voucher."""
    from cityledger.views import trace

    with desk.read() as read:
        if paid.party_id:
            return trace.party_trace(read, desk.book_id, paid.party_id).lines
        if paid.contract_id:
            number, certificate = paid.contract_id, paid.certificate_id
            return trace.contract_payments(read, desk.book_id, number, certificate)
        if paid.tranche_id:
            return trace.share_payments(read, desk.book_id, paid.project_id, paid.tranche_id)
        if paid.budget_line_id:
            number = paid.budget_line_id
            return trace.budget_payments(read, desk.book_id, paid.project_id, number)
        return trace.project_payments(read, desk.book_id, paid.project_id)
