"""Roots at every size of a log, from one hash for 256 leaves."""

from __future__ import annotations

import pytest

from cityledger.evidence.suite import S1, S2, Suite
from cityledger.evidence.tree import leaf_hash, mth
from cityledger.ledger.prefixes import KEPT, Prefixes

SIZES = [0, 1, 2, 255, 256, 257, 300, 511, 512, 513, 700, 767, 768, 800]


@pytest.mark.parametrize("suite", [S1, S2], ids=lambda suite: suite.name)
def test_the_root_of_every_prefix_is_that_of_its_leaves(suite: Suite) -> None:
    hashes = [leaf_hash(b"%d" % n, suite) for n in range(800)]
    asked: list[tuple[int, int]] = []

    def again(low: int, high: int) -> list[bytes]:
        asked.append((low, high))
        return hashes[low:high]

    log = Prefixes(again, suite)
    for digest in hashes:
        log.add(digest)

    assert [mth(hashes[:size], suite) for size in SIZES] == [log.root(size) for size in SIZES]
    # Only a tile that is no longer in memory is read again, and never more than one.
    assert all(high - low < 256 and low % 256 == 0 for low, high in asked)
    assert asked


def test_a_size_that_is_not_there_has_no_root() -> None:
    log = Prefixes(lambda low, high: [b""] * (high - low))
    log.add(leaf_hash(b"one"))

    assert (None, None) == (log.root(2), log.root(-1))


def test_what_is_remembered_does_not_grow() -> None:
    log = Prefixes(lambda low, high: [b""] * (high - low))
    for n in range(2_000):
        log.add(leaf_hash(b"%d" % n))
        log.root(n)

    assert KEPT >= len(log._known)
    assert 2_000 // 256 == len(log.tiles)
