"""CJ1: the one byte string of a value. JSON without numbers, as RFC 8785 would write it.

Objects, arrays, strings, true, false and null only; keys `[a-z][a-z0-9_]{0,31}`, sorted; no
spaces; depth at most 8; at most 65,535 bytes. Text is never normalised: what is hashed is what the
person saw. An auditor can read these bytes with any JSON program, in thirty years as well.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

LIMIT = 65_535
"""Longest encoding in bytes: a log entry's length is a 16-bit number (C2SP tlog-tiles)."""

DEPTH = 8
"""Deepest nesting: a bare string has depth 0, `[]` has depth 1."""

_KEY = re.compile(r"[a-z][a-z0-9_]{0,31}\Z")
_MOST_KEYS = 4096
_good_keys: set[str] = set()
_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


class Malformed(ValueError):
    """Bytes that are not written the one way they may be, or a value that has no such bytes."""


def encode(value: object) -> bytes:
    """Return the one byte string of `value`; raises `Malformed` if it has none."""
    _check(value, 0)
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
        # Decoded here: json.loads would guess UTF-16 and skip a byte order mark.
        value = _decoder.decode(data.decode())
        again = _encode(value).encode()
    except Malformed:
        raise
    except RecursionError as error:
        raise Malformed("too deep") from error
    except ValueError as error:
        raise Malformed(f"not JSON in UTF-8: {error}") from error
    if again != data:
        raise Malformed("not canonical")
    _check(value, 0)
    return value


def _number(text: str) -> NoReturn:
    raise Malformed(f"number {text[:40]}")


# No hook for pairs: of a doubled key the last is kept, and writing it again gives other bytes.
_decoder = json.JSONDecoder(parse_int=_number, parse_float=_number, parse_constant=_number)


def _check(value: object, depth: int) -> None:
    """Refuse what has no canonical bytes; a bool is allowed, an int is not."""
    if isinstance(value, dict):
        _check_keys(value)
        items = list(value.values())
    elif isinstance(value, list):
        items = value
    elif value is None or isinstance(value, str | bool):
        return
    else:
        raise Malformed(f"type {type(value).__name__}")
    if depth >= DEPTH:
        raise Malformed("too deep")
    for item in items:
        if type(item) is not str:
            _check(item, depth + 1)


def _check_keys(value: dict[Any, Any]) -> None:
    # The keys of a book are few: those once found right are remembered, not matched again.
    if _good_keys.issuperset(value):
        return
    for key in value:
        if not isinstance(key, str) or not _KEY.match(key):
            raise Malformed(f"key {key!r}")
    if len(_good_keys) < _MOST_KEYS:
        _good_keys.update(value)
