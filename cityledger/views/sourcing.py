"""What the money of a book is made of: sources, leverage, matching, shares, idle age (S9, S33)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from cityledger.kernel.days import days_between
from cityledger.kernel.money import PPM
from cityledger.kernel.sources import GROUPS, KINDS
from cityledger.ledger.tables import T
from cityledger.views.position import TranchePosition, tranche_positions
from cityledger.views.tranches import SOURCE, TRANCHE, of_source

if TYPE_CHECKING:
    from datetime import date

    from cityledger.controls.parameters import Parameters
    from cityledger.store.engine import Read

SHARE, LOAN = T["tranche_share"], T["pool_loan"]

_RECEIVED = (
    select(
        SOURCE.c.fund_source_id,
        SOURCE.c.name,
        SOURCE.c.kind,
        SOURCE.c.level,
        SOURCE.c.programme,
        func.count().label("tranches"),
        func.sum(TRANCHE.c.amount_fen).label("fen"),
    )
    .select_from(TRANCHE)
    .join(SOURCE, of_source())
    .where(TRANCHE.c.book_id == bindparam("book"), TRANCHE.c.in_budget == 1)
    .group_by(
        SOURCE.c.fund_source_id, SOURCE.c.name, SOURCE.c.kind, SOURCE.c.level, SOURCE.c.programme
    )
    .order_by(SOURCE.c.fund_source_id)
)
_LENT = select(func.coalesce(func.sum(LOAN.c.principal_fen), 0)).where(
    LOAN.c.book_id == bindparam("book")
)
_EARMARKED = (
    select(
        TRANCHE.c.tranche_id,
        TRANCHE.c.label,
        TRANCHE.c.kind,
        TRANCHE.c.amount_fen,
        TRANCHE.c.received_on,
        TRANCHE.c.scope,
        TRANCHE.c.programme,
        TRANCHE.c.matching_bp,
        TRANCHE.c.fund_year,
        SOURCE.c.level,
        SOURCE.c.route,
    )
    .select_from(TRANCHE)
    .join(SOURCE, of_source())
    .where(TRANCHE.c.book_id == bindparam("book"))
    .order_by(TRANCHE.c.tranche_id)
)
_DIVIDED = (
    select(SHARE.c.tranche_id, func.sum(SHARE.c.cap_fen).label("fen"))
    .where(SHARE.c.book_id == bindparam("book"))
    .group_by(SHARE.c.tranche_id)
)


@dataclass(frozen=True, slots=True)
class SourceNode:
    """A source with what it brought so far, in fen."""

    fund_source_id: int
    name: str
    level: str
    programme: str | None
    tranches: int
    received_fen: int


@dataclass(frozen=True, slots=True)
class KindNode:
    """A kind of source, and its part of all that came, in millionths (rounded down)."""

    group: str
    kind: str
    received_fen: int
    share_ppm: int
    sources: tuple[SourceNode, ...]


@dataclass(frozen=True, slots=True)
class Leverage:
    """How much other money the district's fiscal money moved, in fen (S40).

    `ratio_ppm` = (bank + social) ÷ fiscal in millionths, None without fiscal money. `lent_fen` is
    what banks lent to firms under risk pools: it reaches no account of ours and is not counted.
    """

    fiscal_fen: int
    bond_fen: int
    bank_fen: int
    social_fen: int
    lent_fen: int

    @property
    def ratio_ppm(self) -> int | None:
        """The ratio in millionths, rounded down."""
        if self.fiscal_fen <= 0:
            return None
        return (self.bank_fen + self.social_fen) * PPM // self.fiscal_fen


@dataclass(frozen=True, slots=True)
class Matching:
    """What the district promised to add to a programme's grants, and what it added, in fen."""

    programme: str
    label: str
    since: date
    promised_fen: int
    came_fen: int

    @property
    def short_fen(self) -> int:
        """What is still to come (配套不到位)."""
        return max(0, self.promised_fen - self.came_fen)


@dataclass(frozen=True, slots=True)
class Undivided:
    """A grant that is not wholly divided among projects, in fen, and for how many days."""

    tranche_id: int
    label: str
    received_on: date
    undivided_fen: int
    days: int
    level: str


@dataclass(frozen=True, slots=True)
class Idle:
    """Money in hand that lies still: `level` is empty, amber or red (RF13)."""

    tranche_id: int
    label: str
    source: str
    left_fen: int
    days: int
    level: str


def source_tree(read: Read, book_id: int) -> tuple[KindNode, ...]:
    """Return kinds of source with their sources, in the order of groups and kinds."""
    nodes: dict[str, list[SourceNode]] = {}
    for row in read.execute(_RECEIVED, {"book": book_id}):
        nodes.setdefault(row.kind, []).append(
            SourceNode(
                fund_source_id=row.fund_source_id,
                name=row.name,
                level=row.level,
                programme=row.programme,
                tranches=int(row.tranches),
                received_fen=int(row.fen),
            )
        )
    total = sum(node.received_fen for found in nodes.values() for node in found)
    out = []
    for kind in sorted(nodes, key=lambda name: (GROUPS.index(KINDS[name].group), name)):
        fen = sum(node.received_fen for node in nodes[kind])
        share = fen * PPM // total if total else 0
        out.append(KindNode(KINDS[kind].group, kind, fen, share, tuple(nodes[kind])))
    return tuple(out)


def leverage(read: Read, book_id: int) -> Leverage:
    """Return the leverage of a book."""
    sums = dict.fromkeys(GROUPS, 0)
    for node in source_tree(read, book_id):
        sums[node.group] += node.received_fen
    lent = int(read.execute(_LENT, {"book": book_id}).scalar_one())
    return Leverage(sums["fiscal"], sums["bond"], sums["bank"], sums["social"], lent)


def matching(read: Read, book_id: int) -> tuple[Matching, ...]:
    """Return what was promised and added, per programme, by its first grant."""
    promised: dict[str, list[tuple[str, date, int]]] = {}
    came: dict[str, int] = {}
    for row in read.execute(_EARMARKED, {"book": book_id}):
        name = row.programme or row.label
        if row.matching_bp:
            fen = int(row.amount_fen) * row.matching_bp // 10_000
            promised.setdefault(name, []).append((row.label, row.received_on, fen))
        elif row.level == "district" and row.programme:
            came[name] = came.get(name, 0) + int(row.amount_fen)
    return tuple(
        Matching(
            programme=name,
            label=rows[0][0],
            since=rows[0][1],
            promised_fen=sum(fen for _, _, fen in rows),
            came_fen=came.get(name, 0),
        )
        for name, rows in promised.items()
    )


def undivided(
    read: Read, book_id: int, today: date, parameters: Parameters
) -> tuple[Undivided, ...]:
    """Return grants not yet divided among projects: 30 days amber, 60 red (预算法 art. 52)."""
    amber = parameters.days("fund.pass_down_days", today)
    red = parameters.days("fund.pass_down_late_days", today)
    divided = {row.tranche_id: int(row.fen) for row in read.execute(_DIVIDED, {"book": book_id})}
    out = []
    for row in read.execute(_EARMARKED, {"book": book_id}):
        left = int(row.amount_fen) - divided.get(row.tranche_id, 0)
        # A grant for one project alone is divided by its own document.
        if row.kind != "grant" or row.scope.isdecimal() or left <= 0:
            continue
        days = days_between(row.received_on, today)
        level = "red" if days > red else "amber" if days > amber else ""
        out.append(Undivided(row.tranche_id, row.label, row.received_on, left, days, level))
    return tuple(out)


def idle(read: Read, book_id: int, today: date, parameters: Parameters) -> tuple[Idle, ...]:
    """Return money in hand by how long it has lain still, the longest first."""
    amber = parameters.days("fund.idle_amber_days", today)
    red = parameters.days("fund.idle_red_days", today)
    rows = (_idle(row, amber, red) for row in tranche_positions(read, book_id, today=today))
    found = [row for row in rows if row is not None]
    return tuple(sorted(found, key=lambda row: (-row.days, row.tranche_id)))


def _idle(row: TranchePosition, amber: int, red: int) -> Idle | None:
    if row.idle_days is None:
        return None
    level = "red" if row.idle_days >= red else "amber" if row.idle_days >= amber else ""
    return Idle(row.tranche_id, row.label, row.source, row.left_fen, row.idle_days, level)
