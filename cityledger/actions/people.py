"""Changes of people, roles and keys: what two administrators decide, as rows of the registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.draft import Draft
from cityledger.kernel.acts import MONEY_ROLES, ROLES
from cityledger.kernel.errors import BadInput, Finding, Problem
from cityledger.views import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.actions.draft import Context, Rows

ADMINISTRATORS = 2
"""Fewer could not change anything about people any more."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """Base of the changes; `kind` is the act that a confirmed change becomes."""

    kind: ClassVar[str]


@dataclass(frozen=True, kw_only=True)
class AddUser(Change):
    """Add a person with a public key (hex) and roles."""

    kind: ClassVar[str] = "user.add"
    user_id: str
    name: str
    public: str
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChangeRole(Change):
    """Give a person a role, or take it away."""

    kind: ClassVar[str] = "role.change"
    user_id: str
    role: str
    held: bool


@dataclass(frozen=True, kw_only=True)
class ChangeKey(Change):
    """Replace a person's key (hex); None takes it away: that person can sign no more.

    What was signed before stays valid, because keys are judged by leaf index and never by clock.
    """

    kind: ClassVar[str] = "key.change"
    user_id: str
    public: str | None


@dataclass(frozen=True, kw_only=True)
class ChangeLogKey(Change):
    """Sign checkpoints with another key from now on, in one hash suite (1 SHA-256, 2 SM3)."""

    kind: ClassVar[str] = "log.rekey"
    suite: int
    public: str


def rows_of(change: Change) -> Rows:
    """Return the rows a change adds to the registry; raises BadInput with every problem."""
    draft = Draft()
    if problems := tuple(_problems(change)):
        raise BadInput(problems)
    match change:
        case AddUser():
            draft.add("user", user_id=change.user_id, name=change.name)
            draft.add("user_key", user_id=change.user_id, public=change.public)
            for role in change.roles:
                draft.add("role_change", user_id=change.user_id, role=role, held=1)
        case ChangeRole():
            draft.add(
                "role_change", user_id=change.user_id, role=change.role, held=int(change.held)
            )
        case ChangeKey():
            draft.add("user_key", user_id=change.user_id, public=change.public)
        case ChangeLogKey():
            draft.add("log_key", suite=change.suite, public=change.public)
        case _:
            raise AssertionError(change)
    return draft.rows


def _problems(change: Change) -> Iterator[Problem]:
    roles = {AddUser: "roles", ChangeRole: "role"}.get(type(change))
    if roles is not None:
        named = getattr(change, roles)
        for role in (named,) if isinstance(named, str) else named:
            if role not in ROLES:
                yield Problem(roles, role, f"unknown role; one of {', '.join(ROLES)}")
    public = getattr(change, "public", None)
    if public is not None and not _is_key(public):
        yield Problem("public", public[:20], "a public key is 64 hexadecimal digits 公钥为64位十六进制")
    if isinstance(change, AddUser) and not change.user_id.isidentifier():
        reason = "letters, digits and _ only 用户代码只能用字母、数字和下划线"
        yield Problem("user_id", change.user_id, reason, "zhang_san")


def _is_key(text: str) -> bool:
    try:
        return bytes.fromhex(text).hex() == text and len(text) == 64
    except ValueError:
        return False


def check_roles(context: Context, rows: Rows) -> Iterator[Finding]:
    """Find what a change would break: an administrator with a money role, fewer than two of them.

    Looked at when it is proposed and again when it is confirmed, since roles may have moved on.
    """
    people = {person.user_id: set(person.roles) for person in registry.people(context.read)}
    keyless = {row["user_id"] for row in rows.get("user_key", ()) if "public" not in row}
    for row in rows.get("role_change", ()):
        roles = people.setdefault(row["user_id"], set())
        (roles.add if row["held"] == "1" else roles.discard)(row["role"])
    for row in rows.get("role_change", ()):
        roles = people[row["user_id"]]
        if "admin" in roles and roles & MONEY_ROLES:
            named = ", ".join(sorted(roles))
            yield Finding.of("duty.admin", actor=row["user_id"], role=named)
            break
    left = sum("admin" in roles and user not in keyless for user, roles in people.items())
    if left < ADMINISTRATORS and ("role_change" in rows or keyless):
        yield Finding.of("duty.admins", count=left)
