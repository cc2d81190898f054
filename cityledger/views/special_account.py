"""What the special accounts have for compensation: in full, before a decision (国令590 art. 12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, or_, select

from cityledger.kernel.costs import COMPENSATION_ITEM
from cityledger.ledger.tables import T
from cityledger.views.households import plots
from cityledger.views.purse import purses

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cityledger.store.engine import Read
    from cityledger.views.purse import Purses

ACCOUNT = "100202"
"""银行存款-征收补偿专户 and its sub-accounts."""

USES = frozenset({"*", "allocable", f"allocable:{COMPENSATION_ITEM}", "compensation"})
"""What a grant document may say to allow compensation (L4)."""

BANK, TRANCHE = T["bank_account"], T["tranche"]
_BANKS = select(BANK.c.bank_account_id).where(
    BANK.c.book_id == bindparam("book"),
    BANK.c.account >= ACCOUNT,
    BANK.c.account < f"{ACCOUNT}~",
)
# A deposit pays its depositor alone, and what nobody has claimed pays nothing (L4).
_TRANCHES = select(TRANCHE.c.tranche_id, TRANCHE.c.uses, TRANCHE.c.forbids, TRANCHE.c.scope).where(
    TRANCHE.c.book_id == bindparam("book"),
    TRANCHE.c.tranche_id != 0,
    TRANCHE.c.kind.not_in(("deposit", "unidentified")),
    or_(TRANCHE.c.expiry_on.is_(None), TRANCHE.c.expiry_on >= bindparam("on")),
)


@dataclass(frozen=True, slots=True)
class SpecialAccount:
    """What is in the special accounts for one project, in fen.

    own: tranches that name it in their scope; shared: tranches of no project in particular;
    bound: what decisions of this project need, or agreements beyond them, and nobody was paid;
    bound_elsewhere: what those of other projects need beyond the money that names them.
    """

    own_fen: int
    shared_fen: int
    bound_fen: int
    bound_elsewhere_fen: int

    @property
    def free_fen(self) -> int:
        """What a new decision of the project, or agreements beyond one, may rest on."""
        shared = max(0, self.shared_fen - self.bound_elsewhere_fen)
        return max(0, self.own_fen + shared - self.bound_fen)


def special_account(read: Read, book_id: int, project_id: int, on: date) -> SpecialAccount:
    """Return the money for compensation of a project on a day, less what decisions rest on."""
    known = purses(read, book_id)
    bound: dict[int, int] = {}
    for plot in plots(read, book_id):
        if plot.decided_on is not None:
            left = max(0, max(plot.needed_fen, plot.price_fen) - plot.paid_fen)
            bound[plot.project_id] = bound.get(plot.project_id, 0) + left
    scoped, shared = _money(read, book_id, known, {project_id, *bound}, on)
    elsewhere = sum(
        max(0, fen - scoped[number]) for number, fen in bound.items() if number != project_id
    )
    return SpecialAccount(
        own_fen=scoped[project_id],
        shared_fen=shared,
        bound_fen=bound.get(project_id, 0),
        bound_elsewhere_fen=elsewhere,
    )


def _money(
    read: Read, book_id: int, known: Purses, projects: Iterable[int], on: date
) -> tuple[dict[int, int], int]:
    """Return money in hand per project that is named, and money that names no project."""
    banks = set(read.execute(_BANKS, {"book": book_id}).scalars())
    allowed = {
        row.tranche_id: row.scope
        for row in read.execute(_TRANCHES, {"book": book_id, "on": on})
        if USES & set(row.uses.split(",")) and not USES & set(row.forbids.split(","))
    }
    scoped, shared = dict.fromkeys(projects, 0), 0
    for (bank, tranche), (fen, _) in known.money.items():
        if bank not in banks or tranche not in allowed:
            continue
        if allowed[tranche] == "*" and tranche not in known.divided:
            shared += fen
            continue
        for project in scoped:
            named = allowed[tranche] == "*" or str(project) in allowed[tranche].split(",")
            share = known.share_left_fen(tranche, project)
            if named:
                scoped[project] += fen if share is None else min(fen, share)
    return scoped, shared
