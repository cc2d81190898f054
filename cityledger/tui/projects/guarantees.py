"""Guarantees and insurance over all projects, the first to end first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from cityledger.kernel.days import text as day_text
from cityledger.tui.projects.drills import Drill, to_contract
from cityledger.tui.projects.listing import ListingPage
from cityledger.tui.projects.reading import today_of
from cityledger.tui.texts import choice
from cityledger.tui.widgets.cells import Column, amount
from cityledger.tui.widgets.table import Line

if TYPE_CHECKING:
    from datetime import date

    from cityledger.tui.seat import Seat

SOON = 60
"""Days ahead from which an expiry is marked, as the alerts have it."""
PROJECT = "cityledger.tui.projects.project:ProjectPage"


@dataclass(frozen=True, slots=True)
class Security:
    """A guarantee of a contract or an insurance of a project; `contract_id` None for the latter.

    `is_needed` is false where nothing is left to secure: it ended, was released or claimed whole.
    """

    group: str
    kind: str
    form: str
    what: str
    project_id: int
    contract_id: int | None
    issuer: str
    number: str
    left_fen: int
    expires_on: date
    is_needed: bool


def securities(seat: Seat) -> tuple[date, tuple[Security, ...]]:
    """Return the day of the ledger and everything that secures something, by its last day."""
    from cityledger.model.projects import Project
    from cityledger.views.contract_state import contracts
    from cityledger.views.find import many
    from cityledger.views.guarantees import insurances, standing

    desk, today = seat.desk, today_of(seat)
    with desk.read() as read:
        live = {row.contract_id: row for row in contracts(read, desk.book_id)}
        names = {row.project_id: row.name for row in many(read, Project, book_id=desk.book_id)}
        letters = standing(read, desk.book_id)
        policies = insurances(read, desk.book_id)
    out = []
    for row in letters:
        state = live[row.contract_id]
        out.append(
            Security(
                group="guarantee_kind",
                kind=row.kind,
                form=row.form,
                what=f"{state.contract_no} {state.payee_name}",
                project_id=state.project_id,
                contract_id=row.contract_id,
                issuer=row.issuer,
                number=row.letter_no,
                left_fen=row.left_fen,
                expires_on=row.expires_on,
                is_needed=row.is_live and state.total_fen > state.paid_fen,
            )
        )
    out += [
        Security(
            group="insurance_kind",
            kind=policy.kind,
            form="",
            what=names.get(policy.project_id, ""),
            project_id=policy.project_id,
            contract_id=None,
            issuer=policy.insurer,
            number=policy.policy_no,
            left_fen=policy.insured_fen,
            expires_on=policy.expires_on,
            is_needed=True,
        )
        for policy in policies
    ]
    return today, tuple(sorted(out, key=lambda s: (not s.is_needed, s.expires_on, s.number)))


class GuaranteesPage(ListingPage):
    """What ends when; Enter opens the contract it secures."""

    TITLE_KEY: ClassVar[str] = "title_guarantees"
    EMPTY_KEY: ClassVar[str] = "no_guarantees"
    RULES_KEY: ClassVar[str] = "rules_guarantees"

    def columns(self) -> tuple[Column, ...]:
        """Return the last day, days left, what it is and what it secures."""
        return (
            Column("", 1),
            Column(self.say("col_expires"), 10),
            Column(self.say("col_days"), 6, "number"),
            Column(self.say("col_kind"), 14),
            Column(self.say("col_secures"), 14, grows=True),
            Column(self.say("col_issuer"), 14, grows=True, drops=1),
            Column(self.say("col_amount"), 9, "money"),
        )

    def read(self) -> object:
        """Read them."""
        return securities(self.seat)

    @property
    def sheet(self) -> tuple[date, tuple[Security, ...]]:
        """What was read."""
        return cast("tuple[date, tuple[Security, ...]]", self.found)

    def headline(self) -> str:
        """Say how many end soon, and how many ended."""
        today, found = self.sheet
        days = [(row.expires_on - today).days for row in found if row.is_needed]
        past = sum(day < 0 for day in days)
        soon = sum(0 <= day <= SOON for day in days)
        return self.say("guarantees_about", count=len(found), past=past, soon=soon, days=SOON)

    def rows(self) -> list[Line]:
        """Return a row per guarantee; what secures nothing any more is dim."""
        return [self._line(row) for row in self.sheet[1]]

    def _line(self, row: Security) -> Line:
        days, lang = (row.expires_on - self.sheet[0]).days, self.seat.lang
        mark, tone = ("✗", "red") if days < 0 else ("!", "warn") if days <= SOON else ("✓", "")
        if not row.is_needed:
            mark, tone = "·", "dim"
        cells = (
            mark,
            day_text(row.expires_on),
            str(days),
            choice(row.group, row.kind, lang),
            row.what,
            f"{row.issuer} {row.number}",
            amount(row.left_fen),
        )
        contract = row.contract_id
        key = Drill(PROJECT, (row.project_id,)) if contract is None else to_contract(contract)
        return Line(cells, key, tone)
