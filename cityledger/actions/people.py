"""Changes of people, roles and keys: what two administrators decide, as rows of the registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.draft import Draft
from cityledger.evidence.suite import SUITES
from cityledger.kernel.acts import MONEY_ROLES, ROLES
from cityledger.kernel.errors import BadInput, Finding, Problem
from cityledger.model.people import User
from cityledger.views import registry
from cityledger.views.find import one
from cityledger.views.keys import owners

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.actions.draft import Context, Rows
    from cityledger.store.engine import Read

_SUITES = tuple(suite.number for suite in SUITES)

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
    """Sign checkpoints with another key from now on, in one hash suite (1 SHA-256, 2 SM3) or all.

    A computer has one key of the log, so a change of one suite alone is for a computer that has
    none of its own for the other.
    """

    kind: ClassVar[str] = "log.rekey"
    public: str
    suite: int | None = None


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
            for suite in SUITES:
                if change.suite in (None, suite.number):
                    draft.add("log_key", suite=suite.number, public=change.public)
        case _:
            raise AssertionError(change)
    return draft.rows


def _problems(change: Change) -> Iterator[Problem]:
    roles = {AddUser: "roles", ChangeRole: "role"}.get(type(change))
    if roles is not None:
        named = getattr(change, roles)
        listed = (named,) if isinstance(named, str) else named
        for role in listed:
            if role not in ROLES:
                yield Problem(roles, role, f"unknown role; one of {', '.join(ROLES)}")
        if len(set(listed)) < len(listed):
            yield Problem(roles, ", ".join(listed), "named twice 岗位重复")
    public = getattr(change, "public", None)
    if public is not None and not _is_key(public):
        yield Problem(
            "public", public[:20], "a public key is 64 hexadecimal digits 公钥为64位十六进制"
        )
    if isinstance(change, AddUser):
        if not (change.user_id.isidentifier() and change.user_id.isascii()):
            # Letters of other scripts look like Latin ones: a second “guan” could pass for him.
            reason = "Latin letters, digits and _ only 用户代码只能用拉丁字母、数字和下划线"
            yield Problem("user_id", change.user_id, reason, "zhang_san")
        if not change.name.strip():
            yield Problem("name", change.name, "the person has no name 姓名为空")
    if isinstance(change, ChangeLogKey) and change.suite not in (None, *_SUITES):
        yield Problem("suite", str(change.suite), "no such hash suite 无此算法组", "1, 2")


def check_now(read: Read, change: Change) -> None:
    """Refuse what the registry already says or cannot follow; raises BadInput with every problem.

    A key that once was somebody's is never given again: two seats with one key would be one person.
    """
    if problems := tuple(_untrue(read, change)):
        raise BadInput(problems)


def _untrue(read: Read, change: Change) -> Iterator[Problem]:
    user = getattr(change, "user_id", None)
    known = user is not None and one(read, User, user_id=user) is not None
    if isinstance(change, AddUser) and known:
        yield Problem("user_id", change.user_id, "this person is known already 此人已在登记册")
    elif user is not None and not known and not isinstance(change, AddUser):
        yield Problem("user_id", user, "no such person 登记册中没有此人", "cityledger people list")
    elif isinstance(change, ChangeRole):
        held = change.role in registry.roles_of(read, change.user_id, registry.NEWEST)
        if held == change.held:
            reason = "held already 已持有该岗位" if held else "not held 未持有该岗位"
            yield Problem("role", change.role, reason)
    elif user is not None and _withdraws(change) and registry.public_key(read, user) is None:
        reason = "there is no key in force to withdraw 没有有效的密钥可停用"
        yield Problem("public", "", reason)
    public = getattr(change, "public", None)
    if public is not None and _is_key(public):
        for owner in owners(read, bytes.fromhex(public)):
            yield Problem("public", public[:20], f"was a key of {owner} before 曾是{owner}的密钥")


def _withdraws(change: Change) -> bool:
    return isinstance(change, ChangeKey) and change.public is None


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
    keyless = {user for user in people if registry.public_key(context.read, user) is None}
    for row in rows.get("user_key", ()):
        (keyless.discard if "public" in row else keyless.add)(row["user_id"])
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
    loses = any("public" not in row for row in rows.get("user_key", ())) or any(
        row["held"] == "0" for row in rows.get("role_change", ())
    )
    if left < ADMINISTRATORS and loses:
        yield Finding.of("duty.admins", count=left)
