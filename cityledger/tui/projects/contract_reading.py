"""What the sheet of a contract reads, as one frozen value, in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.tui.projects.reading import today_of

if TYPE_CHECKING:
    from datetime import date

    from cityledger.tui.seat import Seat
    from cityledger.views.contract_card import ContractCard
    from cityledger.views.guarantees import StandingGuarantee
    from cityledger.views.subcontracts import SubcontractTree
    from cityledger.views.tenders import TenderCard
    from cityledger.views.trace import Traced


@dataclass(frozen=True, slots=True)
class Policy:
    """An insurance of the project a contract belongs to."""

    kind: str
    insurer: str
    policy_no: str
    insured_fen: int
    expires_on: date


@dataclass(frozen=True, slots=True)
class ContractSheet:
    """A contract with its papers, what secures it, how it was won, and what was paid."""

    card: ContractCard
    project: str
    today: date
    vouchers: dict[int, int]
    guarantees: tuple[StandingGuarantee, ...]
    insurances: tuple[Policy, ...]
    tender: TenderCard | None
    subcontracts: SubcontractTree
    payments: tuple[Traced, ...]

    @property
    def paid_fen(self) -> int:
        """What the payments listed come to."""
        return sum(row.amount_fen for row in self.payments)


def contract_sheet(seat: Seat, contract_id: int) -> ContractSheet | None:
    """Read one contract; None if there is none."""
    from cityledger.model.projects import Project
    from cityledger.views.contract_card import contract_card
    from cityledger.views.find import one
    from cityledger.views.guarantees import insurances, standing
    from cityledger.views.subcontracts import subcontract_tree
    from cityledger.views.tenders import tenders
    from cityledger.views.trace import contract_payments
    from cityledger.views.vouchers_behind import certificate_vouchers

    desk, today = seat.desk, today_of(seat)
    book = desk.book_id
    with desk.read() as read:
        card = contract_card(read, book, contract_id)
        if card is None:
            return None
        state = card.state
        project = one(read, Project, book_id=book, project_id=state.project_id)
        won = tenders(read, book, state.project_id)
        return ContractSheet(
            card=card,
            project=project.name if project else "",
            today=today,
            vouchers=certificate_vouchers(read, book, contract_id),
            guarantees=standing(read, book, contract_id),
            insurances=tuple(
                Policy(row.kind, row.insurer, row.policy_no, row.insured_fen, row.expires_on)
                for row in insurances(read, book, state.project_id)
            ),
            tender=next((row for row in won if row.contract_no == state.contract_no), None),
            subcontracts=subcontract_tree(read, book, contract_id),
            payments=contract_payments(read, book, contract_id),
        )
