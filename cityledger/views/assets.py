"""Assets that may carry a loan, and the packages they are pledged in (S11, S39)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from datetime import date

    from cityledger.store.engine import Read

ASSET, PACKAGE, MEMBER, DEBT = T["asset"], T["asset_package"], T["package_asset"], T["debt"]
NEWER = MEMBER.alias("newer")
_NEWEST = (
    select(func.max(NEWER.c.leaf_idx))
    .where(
        NEWER.c.book_id == MEMBER.c.book_id,
        NEWER.c.package_id == MEMBER.c.package_id,
        NEWER.c.asset_id == MEMBER.c.asset_id,
    )
    .scalar_subquery()
)
_OF_ASSET = (ASSET.c.book_id == MEMBER.c.book_id) & (ASSET.c.asset_id == MEMBER.c.asset_id)
_OF_PACKAGE = (PACKAGE.c.book_id == MEMBER.c.book_id) & (
    PACKAGE.c.package_id == MEMBER.c.package_id
)
# The one question that looks into every book (L13): a thing is pledged once in the whole ledger.
_HELD_ANYWHERE = (
    select(MEMBER.c.book_id, PACKAGE.c.name)
    .join(ASSET, _OF_ASSET)
    .join(PACKAGE, _OF_PACKAGE)
    .where(
        ASSET.c.right_no == bindparam("right_no"),
        MEMBER.c.held == 1,
        MEMBER.c.leaf_idx == _NEWEST,
    )
    .order_by(MEMBER.c.book_id, PACKAGE.c.name)
)
_HELD = (
    select(MEMBER.c.package_id, MEMBER.c.asset_id, MEMBER.c.pledged_fen, MEMBER.c.held)
    .where(MEMBER.c.book_id == bindparam("book"), MEMBER.c.leaf_idx == _NEWEST)
    .order_by(MEMBER.c.package_id, MEMBER.c.asset_id)
)
_PACKAGES = (
    select(PACKAGE, DEBT.c.debt_no, DEBT.c.project_id)
    .join(DEBT, (DEBT.c.book_id == PACKAGE.c.book_id) & (DEBT.c.debt_id == PACKAGE.c.debt_id))
    .where(PACKAGE.c.book_id == bindparam("book"))
    .order_by(PACKAGE.c.package_id)
)
_ASSETS = select(ASSET).where(ASSET.c.book_id == bindparam("book")).order_by(ASSET.c.asset_id)


@dataclass(frozen=True, slots=True)
class Member:
    """An asset in a package, with what is pledged on it in fen and whether it still is."""

    asset_id: int
    pledged_fen: int
    is_held: bool


@dataclass(frozen=True, slots=True)
class Package:
    """Assets bundled for one debt."""

    package_id: int
    name: str
    debt_no: str
    project_id: int
    packed_on: date
    members: tuple[Member, ...]

    @property
    def pledged_fen(self) -> int:
        """What is still pledged."""
        return sum(one.pledged_fen for one in self.members if one.is_held)


@dataclass(frozen=True, slots=True)
class AssetState:
    """An asset with its value and what is pledged on it, in fen, and in which package."""

    asset_id: int
    right_no: str
    name: str
    kind: str
    owner: str
    value_fen: int
    valued_on: date
    is_public_welfare: bool
    pledged_fen: int
    package: str | None

    @property
    def free_fen(self) -> int:
        """What could still carry a loan: nothing of a public welfare asset."""
        return 0 if self.is_public_welfare else self.value_fen - self.pledged_fen


def held_anywhere(read: Read, right_no: str) -> tuple[tuple[int, str], ...]:
    """Return (book, package) of every live pledge of a right, in all books of the ledger."""
    rows = read.execute(_HELD_ANYWHERE, {"right_no": right_no})
    return tuple((row.book_id, row.name) for row in rows)


def packages(read: Read, book_id: int) -> tuple[Package, ...]:
    """Return every package of a book, by number."""
    members: dict[int, list[Member]] = {}
    for row in read.execute(_HELD, {"book": book_id}):
        found = Member(row.asset_id, int(row.pledged_fen), bool(row.held))
        members.setdefault(row.package_id, []).append(found)
    return tuple(
        Package(
            package_id=row.package_id,
            name=row.name,
            debt_no=row.debt_no,
            project_id=row.project_id,
            packed_on=row.packed_on,
            members=tuple(members.get(row.package_id, ())),
        )
        for row in read.execute(_PACKAGES, {"book": book_id})
    )


def assets(read: Read, book_id: int) -> tuple[AssetState, ...]:
    """Return the register of assets of a book, by number."""
    held: dict[int, tuple[int, str]] = {}
    for package in packages(read, book_id):
        for one in package.members:
            if one.is_held:
                held[one.asset_id] = (one.pledged_fen, package.name)
    return tuple(
        AssetState(
            asset_id=row.asset_id,
            right_no=row.right_no,
            name=row.name,
            kind=row.kind,
            owner=row.owner,
            value_fen=int(row.value_fen),
            valued_on=row.valued_on,
            is_public_welfare=bool(row.is_public_welfare),
            pledged_fen=held.get(row.asset_id, (0, ""))[0],
            package=held.get(row.asset_id, (0, None))[1],
        )
        for row in read.execute(_ASSETS, {"book": book_id})
    )
