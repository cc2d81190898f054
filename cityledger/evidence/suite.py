"""Hash suites: S1 is SHA-256, S2 is SM3 (GB/T 32905-2016), over the same leaf bytes.

Both hash a leaf as H(0x00 || body) and a node as H(0x01 || left || right), as RFC 6962 2.1 does.
The log of suite S2 has an origin of its own, `<origin>/sm`, so that no root of one suite can be
taken for a root of the other.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class Digest(Protocol):
    """A finished hash."""

    def digest(self) -> bytes:
        """Return the hash, 32 bytes."""


@dataclass(frozen=True, slots=True)
class Suite:
    """One hash function with its number in genesis and on paper, and the end of its origins."""

    number: int
    name: str
    suffix: str
    hash: Callable[[bytes], Digest] = field(repr=False, compare=False)

    @property
    def empty(self) -> bytes:
        """The root of the tree of no leaves: the hash of nothing."""
        return self.hash(b"").digest()


class _CryptographySm3:
    """SM3 of `data` by cryptography, for a Python whose own OpenSSL was built without it."""

    __slots__ = ("_context",)

    def __init__(self, data: bytes) -> None:
        from cryptography.hazmat.primitives import hashes

        self._context = hashes.Hash(hashes.SM3())
        self._context.update(data)

    def digest(self) -> bytes:
        return self._context.finalize()


def _sm3() -> Callable[[bytes], Digest]:
    try:
        hashlib.new("sm3", b"")
    except ValueError:
        return _CryptographySm3
    return partial(hashlib.new, "sm3")


S1 = Suite(1, "SHA-256", "", hashlib.sha256)
"""SHA-256, always there: every book's own log."""

S2 = Suite(2, "SM3", "/sm", _sm3())
"""SM3, the hash of China's government systems: a second log over the same leaf bytes."""

SUITES = (S1, S2)

BY_NUMBER = {suite.number: suite for suite in SUITES}
"""The suites by the number under which the registry names their keys."""


def suite_origin(origin: str, suite: Suite) -> str:
    """Return the origin of the log that `suite` keeps of the book whose own origin is `origin`."""
    return origin + suite.suffix


def book_origin(origin: str) -> tuple[str, Suite]:
    """Return the book's own origin and the suite of a log's `origin`: undoes `suite_origin`.

    A book's own origin ends in its number, so it never ends as an S2 origin does.
    """
    if origin.endswith(S2.suffix):
        return origin.removesuffix(S2.suffix), S2
    return origin, S1
