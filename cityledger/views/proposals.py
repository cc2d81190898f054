"""Proposals of the registry: what one person proposed, and whether another has confirmed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from cityledger.evidence import canon
from cityledger.evidence.keys import fingerprint
from cityledger.kernel.acts import PROPOSAL_DAYS
from cityledger.kernel.words import known, sentence, term
from cityledger.ledger.tables import T
from cityledger.views import registry
from cityledger.views.acts import sealed_act

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from cityledger.kernel.words import Lang
    from cityledger.store.engine import Read

    Rows = dict[str, list[dict[str, str]]]

PROPOSAL, CONFIRMATION, REQUEST = T["proposal"], T["confirmation"], T["request"]

_ALL = (
    select(PROPOSAL, REQUEST.c.digest, REQUEST.c.act, CONFIRMATION.c.confirmed_by)
    .join(REQUEST, (REQUEST.c.book_id == 0) & (REQUEST.c.leaf_idx == PROPOSAL.c.leaf_idx))
    .outerjoin(CONFIRMATION, CONFIRMATION.c.proposal_idx == PROPOSAL.c.leaf_idx)
    .where(PROPOSAL.c.leaf_idx < bindparam("size"))
    .order_by(PROPOSAL.c.leaf_idx)
)
_OPEN = _ALL.where(CONFIRMATION.c.proposal_idx.is_(None))
_AT = _ALL.where(PROPOSAL.c.leaf_idx == bindparam("leaf"))
_BY_COMMAND = _ALL.where(REQUEST.c.digest == bindparam("digest"))


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal: its registry leaf, the act it becomes, who made it, when, and its rows."""

    index: int
    act: str
    kind: str
    proposed_by: str
    at: datetime
    rows: dict[str, list[dict[str, str]]]
    command: str
    confirmed_by: str | None

    @property
    def is_confirmed(self) -> bool:
        """Say whether it has been used."""
        return self.confirmed_by is not None

    @property
    def until(self) -> datetime:
        """The last instant at which another person may confirm it."""
        return self.at + timedelta(days=PROPOSAL_DAYS)


def by_command(read: Read, digest: str, size: int, actor: str) -> Proposed | None:
    """Return the proposal of a command that `actor` would confirm, among the first `size` leaves.

    The newest open one that somebody else made; failing that the newest open one, then any.
    """
    rows = read.execute(_BY_COMMAND, {"digest": digest, "size": size}).all()
    found = sorted(
        rows, key=lambda row: (row.confirmed_by is None, row.proposed_by != actor, row.leaf_idx)
    )
    return _proposed(read, found[-1]) if found else None


def at_leaf(read: Read, index: int) -> Proposed | None:
    """Return the proposal of one registry leaf, or None if that leaf proposed nothing."""
    row = read.execute(_AT, {"leaf": index, "size": 1 << 62}).one_or_none()
    return _proposed(read, row) if row is not None else None


def waiting(read: Read) -> tuple[Proposed, ...]:
    """Return what nobody has confirmed yet, oldest first."""
    return tuple(_proposed(read, row) for row in read.execute(_OPEN, {"size": 1 << 62}))


def _proposed(read: Read, row: Row) -> Proposed:  # type: ignore[type-arg]
    return Proposed(
        index=row.leaf_idx,
        act=row.act,
        kind=row.kind,
        proposed_by=row.proposed_by,
        at=sealed_act(read, 0, row.leaf_idx).at,
        rows=canon.decode(row.content.encode()),
        command=row.digest,
        confirmed_by=row.confirmed_by,
    )


def describe(read: Read, proposed: Proposed, lang: Lang = "zh") -> str:
    """Return in plain words what would be done, one sentence per row that stands for itself."""
    said = {
        "user.add": _person,
        "role.change": _role,
        "key.change": _key,
        "log.rekey": _log_key,
        "party.account": _account,
        "policy.adopt": _pack,
    }[proposed.kind]
    return said(read, proposed.rows, lang)


def _person(read: Read, rows: Rows, lang: Lang) -> str:
    del read
    (user,), (key,) = rows["user"], rows["user_key"]
    gap = "、" if lang == "zh" else ", "
    roles = gap.join(role_word(row["role"], lang) for row in rows.get("role_change", ())) or "—"
    return sentence(
        "proposal_user_add",
        lang,
        user=user["user_id"],
        name=user["name"],
        roles=roles,
        mark=fingerprint(bytes.fromhex(key["public"])),
    )


def _role(read: Read, rows: Rows, lang: Lang) -> str:
    (row,) = rows["role_change"]
    key = "proposal_role_given" if row["held"] == "1" else "proposal_role_taken"
    name = registry.name_of(read, row["user_id"])
    return sentence(key, lang, user=row["user_id"], name=name, role=role_word(row["role"], lang))


def _key(read: Read, rows: Rows, lang: Lang) -> str:
    (row,) = rows["user_key"]
    facts = {"user": row["user_id"], "name": registry.name_of(read, row["user_id"])}
    if "public" not in row:
        return sentence("proposal_key_none", lang, **facts)
    mark = fingerprint(bytes.fromhex(row["public"]))
    return sentence("proposal_key_new", lang, mark=mark, **facts)


def _log_key(read: Read, rows: Rows, lang: Lang) -> str:
    del read
    suites = ", ".join(row["suite"] for row in rows["log_key"])
    mark = fingerprint(bytes.fromhex(rows["log_key"][0]["public"]))
    return sentence("proposal_log_key", lang, suites=suites, mark=mark)


def _account(read: Read, rows: Rows, lang: Lang) -> str:
    (row,) = rows["party_account"]
    party = registry.party(read, row["party_id"])
    return sentence(
        "proposal_account",
        lang,
        party=party.name if party else row["party_id"],
        code=row["party_id"],
        account=row["account_no"],
        bank=row["bank_name"],
        purpose=term(f"account_purpose.{row['purpose']}", lang),
    )


def _pack(read: Read, rows: Rows, lang: Lang) -> str:
    del read
    (pack,) = rows["policy_pack"]
    return sentence(
        "proposal_pack",
        lang,
        name=pack["name"],
        version=pack["version"],
        issued=pack["issued_on"],
        count=len(rows["policy_param"]),
        mark=pack["sha256"][:16],
    )


def role_word(role: str, lang: Lang = "zh") -> str:
    """Return a role as people call it."""
    key = {"admin": "administrator", "pm": "project_lead"}.get(role, role)
    return term(key, lang) if known(key) else role
