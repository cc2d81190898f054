"""What the registry (book 0) says: people and roles, parties and accounts, parameters in force."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from cityledger.controls.parameters import Parameter, Parameters
from cityledger.kernel.acts import ROLES
from cityledger.kernel.roles import RoleChange, holds
from cityledger.model.parties import DeclaredInterest, Party, PartyAccount
from cityledger.model.people import RoleChange as RoleRow, User, UserKey
from cityledger.model.rules import PolicyParam
from cityledger.views.acts import sealed_act
from cityledger.views.find import many, one

if TYPE_CHECKING:
    from datetime import datetime

    from cityledger.store.engine import Read

NEWEST = 1 << 62
"""A size no log reaches: what holds now."""

_PARAMS = PolicyParam.__table__  # type: ignore[attr-defined]
_ALL_PARAMS = select(
    _PARAMS.c.key,
    _PARAMS.c.value,
    _PARAMS.c.unit,
    _PARAMS.c.doc_no,
    _PARAMS.c.clause,
    _PARAMS.c.valid_from,
    _PARAMS.c.valid_to,
    _PARAMS.c.evidence,
    _PARAMS.c.pack,
).order_by(_PARAMS.c.leaf_idx, _PARAMS.c.key, _PARAMS.c.valid_from)
_ROLES = RoleRow.__table__  # type: ignore[attr-defined]
_BEFORE = _ALL_PARAMS.where(_PARAMS.c.leaf_idx < bindparam("size"))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can act: id, printed name, the roles held at a registry size."""

    user_id: str
    name: str
    roles: frozenset[str]


def role_changes(read: Read, user: str) -> tuple[RoleChange, ...]:
    """Return every role a person was ever given or lost, oldest first per role."""
    rows = many(read, RoleRow, user_id=user)
    return tuple(RoleChange(r.user_id, r.role, r.leaf_idx, bool(r.held)) for r in rows)


def roles_of(read: Read, user: str, size: int) -> frozenset[str]:
    """Return the roles a person held after the first `size` registry leaves (L8)."""
    changes = role_changes(read, user)
    return frozenset(role for role in ROLES if holds(changes, user, role, size))


def people(read: Read) -> tuple[Person, ...]:
    """Return everybody, with the roles held now."""
    users = many(read, User)
    return tuple(Person(u.user_id, u.name, roles_of(read, u.user_id, NEWEST)) for u in users)


def name_of(read: Read, user: str) -> str:
    """Return the printed name of a person; the id itself when the registry has no such person."""
    found = one(read, User, user_id=user)
    return found.name if found else user


def public_key(read: Read, user: str) -> bytes | None:
    """Return the key in force of a person, or None."""
    rows = many(read, UserKey, user_id=user)
    return rows[-1].public if rows else None


def party(read: Read, party_id: str) -> Party | None:
    """Return a unit by its credit code."""
    return one(read, Party, party_id=party_id)


def parties(read: Read) -> tuple[Party, ...]:
    """Return every unit, by credit code."""
    return many(read, Party)


def party_accounts(read: Read, party_id: str) -> tuple[PartyAccount, ...]:
    """Return the accounts a unit may be paid on, the newest last."""
    rows = many(read, PartyAccount, party_id=party_id)
    return tuple(sorted(rows, key=lambda row: row.leaf_idx))


def account_hours(read: Read, party_id: str | None, account_no: str, now: datetime) -> int | None:
    """Return how many hours ago an account was added to a known party; None: it came with it.

    A change of a payee's account is the oldest trick there is, so its age is a fact of the gate.
    """
    unit = one(read, Party, party_id=party_id) if party_id is not None else None
    if unit is None:
        return None
    for account in many(read, PartyAccount, party_id=party_id, account_no=account_no):
        if account.leaf_idx != unit.leaf_idx:
            added = sealed_act(read, 0, account.leaf_idx).at
            return max(0, int((now - added).total_seconds() // 3600))
    return None


def interests(read: Read, user: str, size: int = NEWEST) -> frozenset[str]:
    """Return the units a person declared an interest in, within `size` registry leaves."""
    rows = many(read, DeclaredInterest, user_id=user)
    held = {row.party_id: bool(row.held) for row in rows if row.leaf_idx < size}
    return frozenset(party_id for party_id, is_held in held.items() if is_held)


def parameters(read: Read, size: int | None = None) -> Parameters:
    """Return the policy parameters known after `size` registry leaves (None: all)."""
    rows = read.execute(_ALL_PARAMS) if size is None else read.execute(_BEFORE, {"size": size})
    return Parameters(_parameter(tuple(row)) for row in rows)


@lru_cache(maxsize=4096)
def _parameter(columns: tuple[Any, ...]) -> Parameter:
    """Return a parameter from the columns of its row; the gate asks for the same ones all day."""
    key, value, unit, doc_no, clause, valid_from, valid_to, evidence, pack = columns
    return Parameter(
        key=key,
        value=value,
        unit=unit,
        doc_no=doc_no,
        clause=clause or "",
        valid_from=valid_from,
        valid_to=valid_to,
        evidence=evidence,
        pack=pack,
    )
