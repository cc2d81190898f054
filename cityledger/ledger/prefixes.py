"""Roots of a log at any size, in memory that hardly grows: one hash for every 256 leaves.

Whoever signs an act names the heads seen before (L8, L9), so a reader of the leaves has to know the
root at every earlier size. Nearly always it is the newest or one of the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.evidence.suite import S1
from cityledger.evidence.tree import TILE, Frontier, mth, node_hash

if TYPE_CHECKING:
    from collections.abc import Callable

    from cityledger.evidence.suite import Suite

    Hashes = Callable[[int, int], list[bytes]]

KEPT = 64
"""Roots remembered: the acts of an import all name the head it began with."""


class Prefixes:
    """The tree of one log as its leaves are read, and the roots of all its prefixes."""

    def __init__(self, hashes: Hashes, suite: Suite = S1) -> None:
        """`hashes(low, high)` gives leaf hashes of one tile again, all within the log so far."""
        self.tree = Frontier(suite=suite)
        self.tiles: list[bytes] = []
        """Roots of the 256-leaf subtrees that are full, in order."""
        self._hashes = hashes
        self._newest: list[bytes] = []
        self._known: dict[int, bytes] = {0: suite.empty}

    @property
    def size(self) -> int:
        """How many leaves have been read."""
        return self.tree.size

    def add(self, digest: bytes) -> None:
        """Append a leaf hash."""
        self._newest.append(digest)
        if full := self.tree.add(digest):
            self.tiles.append(full)
            self._newest = []

    def root(self, size: int) -> bytes | None:
        """Return the root over the first `size` leaves; None when there are not so many yet."""
        found = self._known.get(size)
        if found is None and 0 <= size <= self.tree.size:
            found = self.tree.root() if size == self.tree.size else self._earlier(size)
            if len(self._known) >= KEPT:
                self._known.pop(next(iter(self._known)))
            self._known[size] = found
        return found

    def _earlier(self, size: int) -> bytes:
        full, rest = divmod(size, TILE)
        out: bytes | None = None
        if rest:
            out = mth(self._leaves(full, rest), self.tree.suite)
        # The full tiles left of it, as perfect subtrees: the smallest stands to the right.
        while full:
            width = full & -full
            left = mth(self.tiles[full - width : full], self.tree.suite)
            out = left if out is None else node_hash(left, out, self.tree.suite)
            full -= width
        return self.tree.suite.empty if out is None else out

    def _leaves(self, tile: int, count: int) -> list[bytes]:
        if tile == len(self.tiles):
            return self._newest[:count]
        return self._hashes(tile * TILE, tile * TILE + count)
