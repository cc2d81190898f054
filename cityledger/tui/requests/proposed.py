"""What waits for a second person, with what it would change; read in workers, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cityledger.kernel import days, money
from cityledger.tui.requests.seal import DOUBLE_ENTRY_FEN
from cityledger.tui.texts import choice, say

if TYPE_CHECKING:
    from datetime import date

    from cityledger.actions.command import Command
    from cityledger.store.engine import Read
    from cityledger.tui.seat import Seat
    from cityledger.views.overrides import Override
    from cityledger.views.proposals import Proposed

OVERRIDE = "override.grant"
LAST = 4


@dataclass(frozen=True, slots=True)
class Change:
    """One value before and after; empty before when there was nothing."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something proposed: what, by whom, until when, and what has to be typed to confirm it.

    `key` is the command digest of a proposal, or the number of an override; `answer` is what is
    typed, `asks` the text key of the sentence that asks for it.
    """

    kind: str
    key: str
    index: int
    text: str
    by: str
    until: date
    is_own: bool
    may: bool
    changes: tuple[Change, ...]
    asks: str
    answer: str
    amount_fen: int | None = None
    details: tuple[str, ...] = field(default=())


def proposals(seat: Seat) -> tuple[Proposal, ...]:
    """Return what this person may see of what waits for a second person, the oldest first."""
    from cityledger.kernel.acts import act
    from cityledger.views import overrides, proposals as views

    cover = seat.look()
    roles = seat.person.roles if seat.person else frozenset()
    out: list[Proposal] = []
    with seat.desk.read() as read:
        now = seat.desk.now(read)
        for found in views.waiting(read):
            rules = act(0, found.kind)
            sees = roles & (rules.roles | act(0, rules.proposal).roles)
            if sees and found.until > now:
                out.append(_proposal(read, seat, found, may=bool(roles & rules.roles)))
        if roles & {"maker", "reviewer", "approver"}:
            asked = overrides.overrides(read, cover.book_id, cover.today)
            out += [_override(seat, row, roles) for row in asked if row.state == "asked"]
    return tuple(out)


def _proposal(read: Read, seat: Seat, found: Proposed, *, may: bool) -> Proposal:
    from cityledger.views import proposals as views, registry

    lang = seat.lang
    asks, answer = _question(read, found)
    return Proposal(
        kind=found.kind,
        key=found.command,
        index=found.index,
        text=views.describe(read, found, "zh" if lang == "zh" else "en"),
        by=registry.name_of(read, found.proposed_by),
        until=days.china_day(found.until),
        is_own=found.proposed_by == seat.user,
        may=may,
        changes=_changes(read, found, lang),
        asks=asks,
        answer=answer,
    )


def _question(read: Read, found: Proposed) -> tuple[str, str]:
    """Return what has to be typed: the end of an account, a name, a version."""
    from cityledger.evidence.keys import fingerprint
    from cityledger.views import registry

    rows = found.rows
    if found.kind == "party.account":
        return "type_account", rows["party_account"][0]["account_no"][-LAST:]
    if found.kind == "policy.adopt":
        return "type_version", rows["policy_pack"][0]["version"]
    if found.kind == "log.rekey":
        return "type_mark", fingerprint(bytes.fromhex(rows["log_key"][0]["public"]))[-LAST:]
    if found.kind == "user.add":
        return "type_name", rows["user"][0]["name"]
    (row,) = rows.get("role_change") or rows["user_key"]
    return "type_name", registry.name_of(read, row["user_id"])


def _changes(read: Read, found: Proposed, lang: str) -> tuple[Change, ...]:
    told = {
        "party.account": _account,
        "policy.adopt": _pack,
        "role.change": _roles,
        "key.change": _key,
    }.get(found.kind)
    return told(read, found, lang) if told else ()


def _account(read: Read, found: Proposed, lang: str) -> tuple[Change, ...]:
    """Set the new account beside the newest of the same purpose: that is what it replaces."""
    from cityledger.views import registry

    (row,) = found.rows["party_account"]
    known = registry.party_accounts(read, row["party_id"])
    same = [account for account in known if account.purpose == row["purpose"]]
    old = same[-1] if same else None
    party = registry.party(read, row["party_id"])
    return (
        Change(say("col_paid_to", lang), "", f"{party.name if party else ''} {row['party_id']}"),
        Change(say("payee_account", lang), old.account_no if old else "", row["account_no"]),
        Change(say("payee_bank", lang), old.bank_name if old else "", row["bank_name"]),
        Change(say("drawn_purpose", lang), "", choice("account_purpose", row["purpose"], lang)),
    )


def _roles(read: Read, found: Proposed, lang: str) -> tuple[Change, ...]:
    from cityledger.views import registry
    from cityledger.views.proposals import role_word

    (row,) = found.rows["role_change"]
    held = registry.roles_of(read, row["user_id"], registry.NEWEST)
    after = held | {row["role"]} if row["held"] == "1" else held - {row["role"]}
    gap = "/"
    words = [
        gap.join(role_word(role, "zh" if lang == "zh" else "en") for role in sorted(roles)) or "—"
        for roles in (held, after)
    ]
    return (Change(registry.name_of(read, row["user_id"]), *words),)


def _key(read: Read, found: Proposed, lang: str) -> tuple[Change, ...]:
    from cityledger.evidence.keys import fingerprint
    from cityledger.views import registry

    (row,) = found.rows["user_key"]
    before = registry.public_key(read, row["user_id"])
    old = fingerprint(before) if before else "—"
    new = fingerprint(bytes.fromhex(row["public"])) if "public" in row else "—"
    return (Change(say("drawn_key", lang), old, new),)


def _pack(read: Read, found: Proposed, lang: str) -> tuple[Change, ...]:
    """Set each parameter beside the value in force on the day it begins."""
    from cityledger.views import registry

    del lang
    known = registry.parameters(read)
    out = []
    for row in found.rows["policy_param"]:
        on = days.parse(row["valid_from"])
        old = known.standing(row["key"], on)
        value = f"{row['value']} {row.get('unit', '')}".rstrip()
        before = f"{old.value} {old.unit}".rstrip() if old is not None else ""
        if before != value:
            out.append(Change(f"{row['key']} {row['valid_from']}", before, value))
    return tuple(out)


def _override(seat: Seat, row: Override, roles: frozenset[str]) -> Proposal:
    lang = seat.lang
    whole = row.limit_fen >= DOUBLE_ENTRY_FEN
    return Proposal(
        kind=OVERRIDE,
        key=str(row.override_id),
        index=row.leaf_idx,
        text=say("override_wanted", lang, rule=row.title, where=row.contract_no or row.project),
        by=row.asked_name,
        until=row.expires_on,
        is_own=row.asked_by == seat.user,
        may="approver" in roles,
        changes=(
            Change(row.title, say("rule_holds", lang), say("rule_aside", lang)),
            Change(say("override_limit", lang), "", money.text(row.limit_fen)),
        ),
        asks="type_whole" if whole else "type_to_confirm",
        answer="",
        amount_fen=row.limit_fen,
        details=(row.reason, row.doc_no),
    )


def confirmation(proposal: Proposal, reason: str = "") -> Command:
    """Return the command that confirms a proposal or grants an override."""
    from cityledger.actions.overrides import GrantOverride
    from cityledger.actions.proposals import CONFIRMATIONS

    if proposal.kind == OVERRIDE:
        return GrantOverride(override_id=int(proposal.key), reason=reason)
    return CONFIRMATIONS[proposal.kind](proposal=proposal.key)
