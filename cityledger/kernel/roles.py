"""Who held a role: judged by registry log size, never by clock (L8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class RoleChange:
    """Registry leaf `index` gave (`held`) or took away a role."""

    user: str
    role: str
    index: int
    held: bool


def holds(changes: Iterable[RoleChange], user: str, role: str, size: int) -> bool:
    """Say whether `user` held `role` after the first `size` registry leaves."""
    mine = (c for c in changes if (c.user, c.role) == (user, role) and c.index < size)
    last = max(mine, key=lambda change: change.index, default=None)
    return last is not None and last.held
