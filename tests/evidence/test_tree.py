"""The tree against the published RFC 6962 vectors, and every proof of every small tree."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from cityledger.evidence import tree
from cityledger.evidence.suite import S1, S2, SUITES, Suite

# Inputs, roots and proofs of the Certificate Transparency reference tests.
INPUTS = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
N01 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
N1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
N4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
N45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
N67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
N4567 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
INCLUSION = [
    (0, 1, []),
    (0, 8, [N1, N01, N4567]),
    (5, 8, [N4, N67, ROOTS[3]]),
    (2, 3, [ROOTS[1]]),
    (1, 5, [ROOTS[0], N01, N4]),
]
CONSISTENCY = [
    (1, 1, []),
    (1, 8, [N1, N01, N4567]),
    (6, 8, [N45, N67, ROOTS[3]]),
    (2, 5, [N01, N4]),
]
LEAVES = [tree.leaf_hash(bytes.fromhex(text)) for text in INPUTS]
HASHES = {suite: [tree.leaf_hash(str(i).encode(), suite) for i in range(41)] for suite in SUITES}
MOST = 40

both_suites = pytest.mark.parametrize("suite", SUITES, ids=[suite.name for suite in SUITES])


def by_definition(hashes: list[bytes], suite: Suite) -> bytes:
    """Return the Merkle tree hash as RFC 6962 2.1 defines it, top down."""
    if len(hashes) < 2:
        return hashes[0] if hashes else suite.hash(b"").digest()
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    left, right = by_definition(hashes[:k], suite), by_definition(hashes[k:], suite)
    return suite.hash(b"\1" + left + right).digest()


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert empty == tree.Frontier().root().hex() == tree.mth([]).hex()


@pytest.mark.parametrize("size", range(1, 9))
def test_published_roots(size: int) -> None:
    frontier = tree.Frontier()
    for digest in LEAVES[:size]:
        frontier.add(digest)
    assert ROOTS[size - 1] == frontier.root().hex() == tree.mth(LEAVES[:size]).hex()


@pytest.mark.parametrize(("index", "size", "path"), INCLUSION)
def test_published_inclusion_proofs(index: int, size: int, path: list[str]) -> None:
    proof = tree.inclusion(index, size, tree.spans(LEAVES))
    assert path == [step.hex() for step in proof]
    root = bytes.fromhex(ROOTS[size - 1])
    assert tree.check_inclusion(LEAVES[index], index, size, proof, root)


@pytest.mark.parametrize(("old", "new", "path"), CONSISTENCY)
def test_published_consistency_proofs(old: int, new: int, path: list[str]) -> None:
    proof = tree.consistency(old, new, tree.spans(LEAVES))
    assert path == [step.hex() for step in proof]
    roots = bytes.fromhex(ROOTS[old - 1]), bytes.fromhex(ROOTS[new - 1])
    assert tree.check_consistency(old, new, *roots, proof)


@both_suites
def test_roots_are_those_of_the_definition(suite: Suite) -> None:
    frontier = tree.Frontier(suite=suite)
    for size in range(MOST + 1):
        expected = by_definition(HASHES[suite][:size], suite)
        assert expected == frontier.root() == tree.mth(HASHES[suite][:size], suite)
        frontier.add(HASHES[suite][size])


def test_suites_share_no_hash() -> None:
    one, two = (tree.mth(HASHES[suite][:7], suite) for suite in (S1, S2))
    assert one != two
    assert tree.leaf_hash(b"x", S1) != tree.leaf_hash(b"x", S2)
    path = tree.inclusion(2, 7, tree.spans(HASHES[S2], S2))
    assert tree.check_inclusion(HASHES[S2][2], 2, 7, path, two, S2)
    assert not tree.check_inclusion(HASHES[S2][2], 2, 7, path, two, S1)


@both_suites
def test_every_inclusion_proof_up_to_forty_leaves(suite: Suite) -> None:
    hashes = HASHES[suite]
    span = tree.spans(hashes, suite)
    for size in range(1, MOST + 1):
        root = tree.mth(hashes[:size], suite)
        for index in range(size):
            path = tree.inclusion(index, size, span)
            assert tree.check_inclusion(hashes[index], index, size, path, root, suite)
            assert not tree.check_inclusion(hashes[size], index, size, path, root, suite)
            longer = [*path, root]
            assert not tree.check_inclusion(hashes[index], index, size, longer, root, suite)
            if path:
                shorter, other = path[:-1], (index + 1) % size
                assert not tree.check_inclusion(hashes[index], index, size, shorter, root, suite)
                assert not tree.check_inclusion(hashes[index], other, size, path, root, suite)


@both_suites
def test_every_consistency_proof_up_to_forty_leaves(suite: Suite) -> None:
    hashes, bad = HASHES[suite], bytes(32)
    span = tree.spans(hashes, suite)
    roots = [tree.mth(hashes[:size], suite) for size in range(MOST + 1)]
    for new in range(MOST + 1):
        for old in range(new + 1):
            path = tree.consistency(old, new, span)

            def holds(first: bytes, second: bytes, steps: list[bytes]) -> bool:
                return tree.check_consistency(old, new, first, second, steps, suite)  # noqa: B023

            assert holds(roots[old], roots[new], path)
            assert not holds(bad, roots[new], path)
            assert not holds(roots[old], roots[new], [*path, bad])
            if 0 < old < new:
                assert not holds(roots[old], bad, path)
                assert not holds(roots[old], roots[new], path[:-1])
                assert not holds(roots[old], roots[new], [bad, *path[1:]])


def test_proofs_outside_the_tree_are_refused() -> None:
    span, some = tree.spans(HASHES[S1]), HASHES[S1][0]
    for index, size in [(0, 0), (3, 3), (-1, 3)]:
        with pytest.raises(ValueError, match="leaf"):
            tree.inclusion(index, size, span)
        assert not tree.check_inclusion(some, index, size, [], some)
    for old, new in [(4, 3), (-1, 3)]:
        with pytest.raises(ValueError, match="before"):
            tree.consistency(old, new, span)
        assert not tree.check_consistency(old, new, some, some, [])


@both_suites
@given(size=st.integers(0, 3000), data=st.data())
def test_any_prefix_of_any_tree_is_proven_and_no_other(
    suite: Suite, size: int, data: st.DataObject
) -> None:
    hashes = [i.to_bytes(32, "big") for i in range(size)]
    old = data.draw(st.integers(0, size))
    path = tree.consistency(old, size, tree.spans(hashes, suite))
    first, second = tree.mth(hashes[:old], suite), tree.mth(hashes, suite)
    assert tree.check_consistency(old, size, first, second, path, suite)
    if old:
        changed = list(hashes)
        changed[data.draw(st.integers(0, old - 1))] = b"\xff" * 32
        forged = tree.mth(changed, suite)
        path = tree.consistency(old, size, tree.spans(changed, suite))
        assert not tree.check_consistency(old, size, first, forged, path, suite)


@both_suites
@given(size=st.integers(0, 700))
def test_the_frontier_grows_saves_and_hands_out_tiles(suite: Suite, size: int) -> None:
    hashes = [i.to_bytes(32, "big") for i in range(size)]
    frontier, tiles = tree.Frontier(suite=suite), []
    for digest in hashes:
        full = frontier.add(digest)
        if full is not None:
            tiles.append(full)
    assert frontier.root() == tree.mth(hashes, suite)
    assert tiles == [tree.mth(hashes[i : i + 256], suite) for i in range(0, size - 255, 256)]
    assert frontier == tree.Frontier.load(size, frontier.dump(), suite)


@pytest.mark.parametrize(("size", "length"), [(0, 32), (3, 32), (4, 64), (-1, 32), (1, 31)])
def test_a_frontier_of_another_size_is_refused(size: int, length: int) -> None:
    with pytest.raises(ValueError, match="no frontier"):
        tree.Frontier.load(size, bytes(length))
