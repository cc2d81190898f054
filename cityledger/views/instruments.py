"""Rewards and risk pools: what was promised and accepted, what a pool bears of its loans (S40)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from datetime import date

    from cityledger.store.engine import Read

REWARD, TRANCHE = T["reward_grant"], T["tranche"]
POOL, LOAN, LOSS = T["risk_pool"], T["pool_loan"], T["pool_loss"]

_REWARDS = (
    select(REWARD, TRANCHE.c.label)
    .join(
        TRANCHE,
        (TRANCHE.c.book_id == REWARD.c.book_id) & (TRANCHE.c.tranche_id == REWARD.c.tranche_id),
    )
    .where(REWARD.c.book_id == bindparam("book"))
    .order_by(REWARD.c.reward_id, REWARD.c.leaf_idx)
)
_POOLS = select(POOL).where(POOL.c.book_id == bindparam("book")).order_by(POOL.c.pool_id)
_LOANS = (
    select(
        LOAN,
        func.coalesce(func.sum(LOSS.c.loss_fen), 0).label("lost"),
        func.coalesce(func.sum(LOSS.c.share_fen), 0).label("borne"),
    )
    .outerjoin(
        LOSS,
        (LOSS.c.book_id == LOAN.c.book_id)
        & (LOSS.c.pool_id == LOAN.c.pool_id)
        & (LOSS.c.n == LOAN.c.n),
    )
    .where(LOAN.c.book_id == bindparam("book"))
    .group_by(*LOAN.primary_key)
    .order_by(*LOAN.primary_key)
)


@dataclass(frozen=True, slots=True)
class Reward:
    """A reward on a result, in fen; `accepted_on` None while nobody has accepted the result.

    `promised_idx` is the leaf of the promise.
    """

    reward_id: int
    project_id: int
    tranche_id: int
    tranche: str
    amount_fen: int
    condition: str
    doc_no: str
    evidence_sha256: str | None
    score_ppm: int | None
    accepted_on: date | None
    promised_idx: int


@dataclass(frozen=True, slots=True)
class LoanState:
    """A loan under a pool, in fen: lost (net of recoveries) and what the pool bears of it."""

    pool_id: int
    n: int
    borrower: str
    principal_fen: int
    lent_on: date
    ends_on: date
    lost_fen: int
    borne_fen: int


@dataclass(frozen=True, slots=True)
class Pool:
    """A risk pool with its loans, in fen; `share_ppm` of each loss, within the caps."""

    pool_id: int
    name: str
    project_id: int
    tranche_id: int
    bank: str
    share_ppm: int
    cap_fen: int
    loan_cap_fen: int
    loans: tuple[LoanState, ...]

    @property
    def borne_fen(self) -> int:
        """What the pool bears of all its loans."""
        return sum(loan.borne_fen for loan in self.loans)

    @property
    def lent_fen(self) -> int:
        """What the bank lent under the pool."""
        return sum(loan.principal_fen for loan in self.loans)

    @property
    def left_fen(self) -> int:
        """What the pool may still bear."""
        return self.cap_fen - self.borne_fen


def rewards(read: Read, book_id: int) -> tuple[Reward, ...]:
    """Return every reward as its newest row says it, by number."""
    found: dict[int, Reward] = {}
    for row in read.execute(_REWARDS, {"book": book_id}):
        first = found.get(row.reward_id)
        found[row.reward_id] = Reward(
            reward_id=row.reward_id,
            project_id=row.project_id,
            tranche_id=row.tranche_id,
            tranche=row.label,
            amount_fen=int(row.amount_fen),
            condition=row.condition,
            doc_no=row.doc_no,
            evidence_sha256=row.evidence_sha256,
            score_ppm=row.score_ppm,
            accepted_on=row.accepted_on,
            promised_idx=first.promised_idx if first else row.leaf_idx,
        )
    return tuple(found.values())


def pools(read: Read, book_id: int) -> tuple[Pool, ...]:
    """Return every risk pool with its loans, by number."""
    found = read.execute(_POOLS, {"book": book_id}).all()
    if not found:
        return ()
    loans: dict[int, list[LoanState]] = {}
    for row in read.execute(_LOANS, {"book": book_id}):
        loans.setdefault(row.pool_id, []).append(
            LoanState(
                pool_id=row.pool_id,
                n=row.n,
                borrower=row.borrower,
                principal_fen=int(row.principal_fen),
                lent_on=row.lent_on,
                ends_on=row.ends_on,
                lost_fen=int(row.lost),
                borne_fen=int(row.borne),
            )
        )
    return tuple(
        Pool(
            pool_id=row.pool_id,
            name=row.name,
            project_id=row.project_id,
            tranche_id=row.tranche_id,
            bank=row.bank,
            share_ppm=int(row.share_ppm),
            cap_fen=int(row.cap_fen),
            loan_cap_fen=int(row.loan_cap_fen),
            loans=tuple(loans.get(row.pool_id, ())),
        )
        for row in found
    )
