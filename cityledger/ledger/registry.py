"""What the registry's leaves say, in order: keys, roles, proposals, days; judged by leaf index."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from cityledger.evidence import canon
from cityledger.kernel.acts import PROPOSAL_DAYS, act
from cityledger.kernel.errors import Tampered
from cityledger.kernel.levels import Level
from cityledger.kernel.roles import RoleChange, holds

if TYPE_CHECKING:
    from cityledger.evidence.event import Event, Leaf

LAG = timedelta(seconds=5)
"""How much older than an act the first registry leaf not counted may be (L8)."""

VOID = timedelta(days=PROPOSAL_DAYS)


@dataclass(frozen=True, slots=True)
class DayHead:
    """Registry leaf `index` says that a book had this root at this size (L15)."""

    index: int
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class _Proposed:
    kind: str
    by: str
    content: str
    digest: str
    act: str


@dataclass(slots=True)
class Registry:
    """Learned leaf by leaf from book 0; every question names a registry size."""

    times: list[datetime] = field(default_factory=list)
    day_heads: dict[int, list[DayHead]] = field(default_factory=dict)
    days: list[tuple[int, datetime, frozenset[int]]] = field(default_factory=list)
    """Leaf, time and books of every act that seals a day."""
    log_keys: dict[int, list[bytes]] = field(default_factory=dict)
    _keys: dict[str, list[tuple[int, bytes | None]]] = field(default_factory=dict)
    _changes: dict[str, list[RoleChange]] = field(default_factory=dict)
    _proposed: dict[int, _Proposed] = field(default_factory=dict)

    def learn(self, leaf: Leaf) -> None:
        """Take over what an accepted registry act gives."""
        rows, index = leaf.event.core.get("rows", {}), leaf.index
        for row in rows.get("user_key", ()):
            public = bytes.fromhex(row["public"]) if "public" in row else None
            self._keys.setdefault(row["user_id"], []).append((index, public))
        for row in rows.get("role_change", ()):
            change = RoleChange(row["user_id"], row["role"], index, row["held"] == "1")
            self._changes.setdefault(row["user_id"], []).append(change)
        for row in rows.get("log_key", ()):
            self.log_keys.setdefault(int(row["suite"]), []).append(bytes.fromhex(row["public"]))
        for row in rows.get("day_head", ()):
            head = DayHead(index, int(row["size"]), bytes.fromhex(row["root"]))
            self.day_heads.setdefault(int(row["of_book"]), []).append(head)
        if leaf.event.core["type"] == "day.seal":
            books = frozenset(int(row["of_book"]) for row in rows.get("day_head", ()))
            self.days.append((index, datetime.fromisoformat(leaf.at), books))
        for row in rows.get("proposal", ()):
            self._proposed[index] = _Proposed(
                row["kind"],
                row["proposed_by"],
                row["content"],
                leaf.event.digest.hex(),
                leaf.event.core["type"],
            )

    def unnamed(self, book_id: int, founded: datetime) -> int | None:
        """Return the first act that sealed a day and left out a book founded before it (L15)."""
        days = (day for day in self.days if day[1] > founded + LAG and book_id not in day[2])
        return next((index for index, _, _ in days), None)

    def key(self, user: str, size: int) -> bytes | None:
        """Return the key a person had after the first `size` registry leaves, or None."""
        given = [public for index, public in self._keys.get(user, ()) if index < size]
        return given[-1] if given else None

    def held(self, user: str, roles: frozenset[str], size: int) -> bool:
        """Say whether a person held one of these roles after the first `size` leaves."""
        changes = self._changes.get(user, ())
        return any(holds(changes, user, role, size) for role in roles)

    def stale(self, size: int, at: datetime) -> bool:
        """Say whether an act at that time should have known more than `size` leaves (L8)."""
        return size < len(self.times) and at > self.times[size] + LAG

    def confirm(self, leaf: Leaf, where: str) -> None:
        """Judge an act that takes two persons, and use its proposal up; raises Tampered (L8)."""
        proposal = act(0, leaf.event.core["type"]).proposal
        if proposal and leaf.index:
            self._confirm(leaf.event, leaf.at, proposal, where)

    def _confirm(self, event: Event, at: str, proposal: str, where: str) -> None:
        core = event.core
        rows: dict[str, Any] = dict(core.get("rows", {}))
        named = rows.pop("confirmation", [])
        index = _index(named)
        found = self._proposed.get(index)
        if found is None or named != [{"confirmed_by": event.actor, "proposal_idx": str(index)}]:
            raise _two(where, "nobody proposed it, or it is confirmed already")
        if found.by == event.actor:
            raise _two(where, f"{event.actor} proposed and confirmed it")
        same = found.kind == core["type"] and found.act == proposal
        if not same or found.content != canon.encode(rows).decode():
            raise _two(where, "it is not what was proposed")
        if core.get("ref") != found.digest:
            raise _two(where, "it refers to another act than its proposal")
        if datetime.fromisoformat(at) > self.times[index] + VOID:
            raise _two(where, f"its proposal is older than {PROPOSAL_DAYS} days")
        del self._proposed[index]


def _index(named: object) -> int:
    match named:
        case [{"proposal_idx": str(text)}] if text.isascii() and text.isdigit():
            return int(text)
    return -1


def _two(where: str, why: str) -> Tampered:
    return Tampered(f"{where}: L8 takes two persons: {why}", Level.SIGNATURES)
