"""CJ1: the one byte string of a value. JSON without numbers, as RFC 8785 would write it.

Objects, arrays, strings, true, false and null only; keys `[a-z][a-z0-9_]{0,31}`, sorted; no
spaces; depth at most 8; at most 65,535 bytes. Text is never normalised: what is hashed is what the
person saw. An auditor can read these bytes with any JSON program, in thirty years as well.
"""

from __future__ import annotations

import json
import re
from typing import Any

import orjson

LIMIT = 65_535
"""Longest encoding in bytes: a log entry's length is a 16-bit number (C2SP tlog-tiles)."""

DEPTH = 8
"""Deepest nesting: a bare string has depth 0, `[]` has depth 1."""

_KEY = re.compile(r"[a-z][a-z0-9_]{0,31}\Z")
_MOST_KEYS = 4096
_good_keys: set[tuple[str, ...]] = set()
_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


class Malformed(ValueError):
    """Bytes that are not written the one way they may be, or a value that has no such bytes."""


def encode(value: object) -> bytes:
    """Return the one byte string of `value`; raises `Malformed` if it has none."""
    _check(value, is_sorted=False)
    try:
        data = _encode(value).encode()
    except UnicodeEncodeError as error:
        raise Malformed("lone surrogate") from error
    if len(data) > LIMIT:
        raise Malformed(f"{len(data)} bytes is too long")
    return data


def decode(data: bytes) -> Any:  # noqa: ANN401 - the caller knows the shape it asked for
    """Return the value of `data`; raises `Malformed` for any other spelling of a value."""
    if len(data) > LIMIT:
        raise Malformed(f"{len(data)} bytes is too long")
    try:
        value = orjson.loads(data)
        # Written again in the order in which it was read: of a doubled key the last is kept, and
        # spaces, other escapes and a byte order mark give other bytes. `_check` sees to the order.
        again = orjson.dumps(value)
    except ValueError as error:
        raise Malformed(f"not JSON in UTF-8: {error}") from error
    except TypeError as error:
        raise Malformed("too deep") from error
    if again != data:
        raise Malformed("not canonical")
    _check(value)
    return value


def _check(value: object, *, is_sorted: bool = True) -> None:
    """Refuse what has no canonical bytes; a bool is allowed, an int is not.

    Level by level and not by recursion: nearly all that a leaf holds are rows of strings.
    """
    level: list[Any] = [value]
    for depth in range(DEPTH + 1):
        below: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                _check_keys(item, is_sorted=is_sorted)
                below += [inner for inner in item.values() if type(inner) is not str]
            elif isinstance(item, list):
                below += [inner for inner in item if type(inner) is not str]
            elif item is None or isinstance(item, str | bool):
                continue
            else:
                raise Malformed(f"a {type(item).__name__}: {str(item)[:40]}")
            if depth == DEPTH:
                raise Malformed("too deep")
        level = below
        if not level:
            return


def _check_keys(value: dict[Any, Any], *, is_sorted: bool) -> None:
    # The objects of a book have few shapes: those once found right are remembered.
    keys = tuple(value)
    if keys in _good_keys:
        return
    for key in keys:
        if not isinstance(key, str) or not _KEY.match(key):
            raise Malformed(f"key {key!r}")
    if list(keys) != sorted(keys):
        if is_sorted:
            raise Malformed("not canonical: keys are not in order")
        return
    if len(_good_keys) < _MOST_KEYS:
        _good_keys.add(keys)
