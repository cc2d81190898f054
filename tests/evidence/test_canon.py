"""CJ1: one value, one byte string, the same as RFC 8785 writes."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given, strategies as st

from cityledger.evidence import canon
from cityledger.evidence.canon import Malformed

KEYS = st.from_regex(r"\A[a-z][a-z0-9_]{0,12}\Z")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUES = st.recursive(
    TEXT | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=15,
)


def nested(depth: int) -> object:
    value: object = "x"
    for _ in range(depth):
        value = [value]
    return value


@given(st.dictionaries(KEYS, VALUES, max_size=8))
def test_the_bytes_are_those_of_rfc_8785_and_are_read_back(value: dict[str, Any]) -> None:
    with contextlib.suppress(Malformed):  # only what is too deep
        data = canon.encode(value)
        assert rfc8785.dumps(value) == data
        assert value == canon.decode(data)


def test_escapes_and_order() -> None:
    value = {"b": '\u2028é\x7f"\\/\n\x01', "a1": None, "a_": [True, False], "a": "城中村"}
    data = b'{"a":"\xe5\x9f\x8e\xe4\xb8\xad\xe6\x9d\x91","a1":null,"a_":[true,false],'
    data += b'"b":"\xe2\x80\xa8\xc3\xa9\x7f\\"\\\\/\\n\\u0001"}'
    assert data == canon.encode(value)


def test_names_are_not_normalised() -> None:
    assert canon.encode("\uf900") != canon.encode("\u8c48")


@pytest.mark.parametrize(
    "value",
    [1, 1.5, b"x", ("a",), {1: "x"}, {"A": "x"}, {"": "x"}, {"1a": "x"}, {"a-b": "x"}, {"é": "x"},
     {"a" * 33: "x"}, {"a": {"b": [2]}}, "\ud800", {"a": "\udfff"}, nested(9), "x" * 65_534],
    ids=lambda value: repr(value)[:30],
)  # fmt: skip
def test_a_value_without_canonical_bytes_is_refused(value: object) -> None:
    with pytest.raises(Malformed):
        canon.encode(value)


@pytest.mark.parametrize("value", [nested(8), "x" * 65_533, {"a" * 32: "x"}, {}, [], "", None])
def test_a_value_at_the_limit_is_written_and_read(value: object) -> None:
    assert value == canon.decode(canon.encode(value))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"1",
        b"[1.0]",
        b"[-0]",
        b"[1e400]",
        b"[NaN]",
        b"[Infinity]",
        b"[-Infinity]",
        b'{"a":"1","a":"2"}',
        b'{"b":"1","a":"2"}',
        b'{"a": "1"}',
        b'{"a":"1"}\n',
        b' "x"',
        b'{"A":"1"}',
        b'"\\u0041"',
        b'"\\/"',
        b'"\\u000A"',
        b'"\\ud800"',
        b'"\x01"',
        b'"\xff"',
        b'\xef\xbb\xbf"x"',
        '"x"'.encode("utf-16"),
        b"[" * 60_000,
        b"[" * 9 + b"]" * 9,
        b'"' + b"x" * 65_534 + b'"',
        b"['x']",
        b"[true,]",
        b"tru",
    ],
    ids=lambda data: repr(data)[:30],
)
def test_another_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        canon.decode(data)


@given(st.binary(max_size=40) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_read_back_or_refused(data: bytes) -> None:
    with contextlib.suppress(Malformed):
        value = canon.decode(data)
        assert data == canon.encode(value)
