"""The hash suites against published vectors, and against a second implementation."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives import hashes
from hypothesis import given, strategies as st

from cityledger.evidence import suite as suites, tree
from cityledger.evidence.suite import S1, S2, SUITES, Suite, book_origin, suite_origin

# GB/T 32905-2016, appendix A: one block and two blocks.
SM3 = [
    (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
    (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
]
# The tree of the design, leaves "leaf-0" to "leaf-6".
SEVEN = [f"leaf-{i}".encode() for i in range(7)]
SEVEN_ROOT = "0b007fb915eb9b2a146f54b1c86ec53b664f8e455b7660b0b6ee13edc0d921c0"


@pytest.mark.parametrize(("data", "digest"), SM3)
def test_published_digests_of_sm3(data: bytes, digest: str) -> None:
    assert digest == S2.hash(data).digest().hex()


@pytest.mark.parametrize(("data", "digest"), SM3)
def test_a_python_without_sm3_hashes_with_cryptography(
    data: bytes, digest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(name: str, _data: bytes = b"") -> None:
        raise ValueError(f"unsupported hash type {name}")

    monkeypatch.setattr(hashlib, "new", lacking)
    assert digest == suites._sm3()(data).digest().hex()


@given(st.binary(max_size=300))
def test_sm3_agrees_with_a_second_implementation(data: bytes) -> None:
    context = hashes.Hash(hashes.SM3())
    context.update(data)
    assert context.finalize() == S2.hash(data).digest()


def test_the_tree_of_the_design() -> None:
    roots = {s: tree.mth([tree.leaf_hash(leaf, s) for leaf in SEVEN], s) for s in SUITES}
    assert SEVEN_ROOT == roots[S1].hex()

    def sm3(data: bytes) -> bytes:
        context = hashes.Hash(hashes.SM3())
        context.update(data)
        return context.finalize()

    level = [sm3(b"\0" + leaf) for leaf in SEVEN]
    a, b, c = (sm3(b"\1" + level[n] + level[n + 1]) for n in (0, 2, 4))
    expected = sm3(b"\1" + sm3(b"\1" + a + b) + sm3(b"\1" + c + level[6]))
    assert expected == roots[S2]


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
@pytest.mark.parametrize("origin", ["d/3702110001", "district.example/370211/0"])
def test_a_log_is_named_by_its_book_and_suite(origin: str, suite: Suite) -> None:
    assert (origin, suite) == book_origin(suite_origin(origin, suite))
    assert suite_origin(origin, S2) == f"{origin}/sm"


def test_suites_are_told_apart_by_number() -> None:
    assert [1, 2] == [suite.number for suite in SUITES]
    assert hashlib.sha256(b"").digest() == S1.empty
    assert S1.empty != S2.empty
