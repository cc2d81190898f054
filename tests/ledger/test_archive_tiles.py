"""Tiles are named, sized and hashed as C2SP tlog-tiles says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from cityledger.evidence.canon import Malformed
from cityledger.evidence.suite import S1, SUITES, Suite
from cityledger.evidence.tree import leaf_hash, mth
from cityledger.ledger.tiles import ENTRIES, Tower, bundle, split_hashes, tile_name, unbundle


@pytest.mark.parametrize(
    ("expected", "level", "n", "width"),
    [
        ("tile/0/000", 0, 0, 256),
        ("tile/0/000.p/1", 0, 0, 1),
        ("tile/1/999.p/255", 1, 999, 255),
        ("tile/2/x001/000", 2, 1000, 256),
        ("tile/entries/x001/x234/067", ENTRIES, 1_234_067, 256),
        ("tile/entries/x001/x234/067.p/8", ENTRIES, 1_234_067, 8),
    ],
)
def test_names(expected: str, level: int | str, n: int, width: int) -> None:
    assert expected == tile_name(level, n, width)


def tiles(size: int, suite: Suite = S1) -> dict[str, bytes]:
    """Return the tiles of a log of so many leaves."""
    tower = Tower(suite)
    out: dict[str, bytes] = {}
    for n in range(size):
        out.update(tower.add(leaf_hash(b"%d" % n, suite)))
    out.update(tower.partial())
    return out


def test_the_example_of_70_000_leaves() -> None:
    found = {name: len(data) // 32 for name, data in tiles(70_000).items()}

    full = {name for name, width in found.items() if width == 256}
    partial = {name: width for name, width in found.items() if width < 256}
    assert {tile_name(0, n) for n in range(273)} | {"tile/1/000"} == full
    assert {"tile/0/273.p/112": 112, "tile/1/001.p/17": 17, "tile/2/000.p/1": 1} == partial


def test_the_example_of_256_leaves() -> None:
    assert {"tile/0/000", "tile/1/000.p/1"} == set(tiles(256))


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("size", [1, 255, 256, 257, 700])
def test_every_hash_is_that_of_its_leaves(suite: Suite, size: int) -> None:
    leaves = [leaf_hash(b"%d" % n, suite) for n in range(size)]

    expected = {}
    for level, span in ((0, 1), (1, 256)):
        whole = [mth(leaves[i * span : (i + 1) * span], suite) for i in range(size // span)]
        for n in range(-(-len(whole) // 256)):
            part = whole[256 * n : 256 * n + 256]
            expected[tile_name(level, n, len(part))] = b"".join(part)
    assert expected == tiles(size, suite)


@settings(max_examples=50)
@given(st.lists(st.binary(max_size=300), max_size=20))
def test_a_bundle_gives_back_its_leaves(bodies: list[bytes]) -> None:
    data = bundle(bodies)

    assert bodies == unbundle(data, len(bodies))
    for spoilt in (data[:-1], data + b"\0", data + b"\0\1"):
        if spoilt != data:
            with pytest.raises(Malformed):
                unbundle(spoilt, len(bodies))


def test_a_leaf_too_long_for_a_bundle_is_refused() -> None:
    assert 65_537 == len(bundle([b"x" * 65_535]))
    with pytest.raises(OverflowError):
        bundle([b"x" * 65_536])


def test_a_tile_of_another_width_is_refused() -> None:
    assert [b"a" * 32, b"b" * 32] == split_hashes(b"a" * 32 + b"b" * 32, 2)
    with pytest.raises(Malformed):
        split_hashes(b"a" * 32, 2)
