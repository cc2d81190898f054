"""RFC 6962 Merkle tree: the frontier that grows it, and proofs of inclusion and consistency.

Every function takes the hash suite last, SHA-256 unless told. Replay spends its time here, so
SHA-256 is called by its own name, and where many nodes are hashed they are hashed in place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from cityledger.evidence.suite import S1, Suite

EMPTY = S1.empty
"""Root of the tree of no leaves in suite S1; another suite's is `Suite.empty`."""

TILE = 256
"""Leaves of the subtrees whose roots are stored, so that a proof needs few leaves (C2SP tiles)."""

Span = Callable[[int, int], bytes]
"""Gives the root over leaves [low, high); asked only for subtrees of the tree itself."""

_TILE_LEVEL = TILE.bit_length() - 1


def leaf_hash(body: bytes, suite: Suite = S1) -> bytes:
    """Return the hash of one leaf: H(0x00 || body)."""
    if suite is S1:
        return sha256(b"\0" + body).digest()
    return suite.hash(b"\0" + body).digest()


def node_hash(left: bytes, right: bytes, suite: Suite = S1) -> bytes:
    """Return the hash over two subtrees: H(0x01 || left || right)."""
    if suite is S1:
        return sha256(b"\1" + left + right).digest()
    return suite.hash(b"\1" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """Roots of the perfect subtrees that make up the tree, biggest first."""

    size: int = 0
    roots: list[bytes] = field(default_factory=list)
    suite: Suite = S1

    def add(self, digest: bytes) -> bytes | None:
        """Append a leaf hash; return the root of the 256-leaf subtree it filled, if it did."""
        rest, level, full, node = self.size, 0, None, self.suite.hash
        while rest & 1:
            digest = node(b"\1" + self.roots.pop() + digest).digest()
            rest >>= 1
            level += 1
            if level == _TILE_LEVEL:
                full = digest
        self.roots.append(digest)
        self.size += 1
        return full

    def root(self) -> bytes:
        """Return the root of the whole tree."""
        if not self.roots:
            return self.suite.empty
        out = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            out = node_hash(left, out, self.suite)
        return out

    def dump(self) -> bytes:
        """Return the roots as bytes, 32 for each."""
        return b"".join(self.roots)

    @classmethod
    def load(cls, size: int, data: bytes, suite: Suite = S1) -> Frontier:
        """Read back `dump`; raises ValueError if `data` cannot belong to a tree of `size`."""
        if size < 0 or len(data) != 32 * size.bit_count():
            raise ValueError(f"{len(data)} bytes are no frontier of {size} leaves")
        return cls(size, [data[i : i + 32] for i in range(0, len(data), 32)], suite)


def mth(hashes: Sequence[bytes], suite: Suite = S1) -> bytes:
    """Return the root over leaf hashes, the Merkle tree hash of RFC 6962 2.1."""
    if not hashes:
        return suite.empty
    level, node = list(hashes), suite.hash
    while len(level) > 1:
        whole = range(0, len(level) - 1, 2)
        pairs = [node(b"\1" + level[i] + level[i + 1]).digest() for i in whole]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def spans(hashes: Sequence[bytes], suite: Suite = S1) -> Span:
    """Return the `Span` of leaf hashes held in memory."""
    return lambda low, high: mth(hashes[low:high], suite)


def inclusion(index: int, size: int, span: Span) -> list[bytes]:
    """Return the path that proves leaf `index` in the tree of `size` leaves (RFC 6962 2.1.1)."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} of {size}")
    path: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _left(high - low)
        if index < middle:
            path.append(span(middle, high))
            high = middle
        else:
            path.append(span(low, middle))
            low = middle
    return path[::-1]


def check_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes, suite: Suite = S1
) -> bool:
    """Say whether `path` proves the leaf hash at `index` under `root` (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    here, last, out = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            out = node_hash(step, out, suite)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            out = node_hash(out, step, suite)
        here, last = here >> 1, last >> 1
    return last == 0 and out == root


def consistency(old: int, new: int, span: Span) -> list[bytes]:
    """Return the proof that `old` leaves are a prefix of `new` leaves (RFC 6962 2.1.2)."""
    if not 0 <= old <= new:
        raise ValueError(f"{old} leaves before {new}")
    path: list[bytes] = []
    low, high = 0, new
    while old not in (0, high):
        middle = low + _left(high - low)
        if old <= middle:
            path.append(span(middle, high))
            high = middle
        else:
            path.append(span(low, middle))
            low = middle
    # A prefix that is a whole subtree from leaf 0 on is known to the verifier: it is the old root.
    if low:
        path.append(span(low, high))
    return path[::-1]


def check_consistency(
    old: int,
    new: int,
    old_root: bytes,
    new_root: bytes,
    path: Sequence[bytes],
    suite: Suite = S1,
) -> bool:
    """Say whether `path` proves that the old tree is a prefix of the new (RFC 9162 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old in (0, new):
        return not path and old_root == (new_root if old == new else suite.empty)
    steps = list(path)
    if old.bit_count() == 1:
        steps.insert(0, old_root)
    if not steps:
        return False
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            first, second = node_hash(step, first, suite), node_hash(step, second, suite)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            second = node_hash(second, step, suite)
        here, last = here >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _left(size: int) -> int:
    """Return the leaves of the left subtree: the largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)
