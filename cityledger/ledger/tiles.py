"""Tiles of a log as files: names, entry bundles and hash tiles (C2SP tlog-tiles).

    <log>/tile/entries/<N>[.p/<W>]   256 leaves, each uint16 big-endian length || leaf body
    <log>/tile/<L>/<N>[.p/<W>]       256 hashes: MTH(D[(256·N+i)·256^L : (256·N+i+1)·256^L])

`N` stands as three digits a folder, all but the last after an `x`: 1234067 is `x001/x234/067`. The
rightmost tile of a level is partial, `.p/<W>` with its width from 1 to 255.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.evidence.canon import Malformed
from cityledger.evidence.suite import S1, Suite
from cityledger.evidence.tree import TILE, mth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENTRIES = "entries"
"""What stands in the place of a level in the name of an entry bundle."""

_LENGTH = 2
_DIGITS = 1000
_HASH = 32


def tile_name(level: int | str, n: int, width: int = TILE) -> str:
    """Return the path of a tile below the folder of its log; `level` may be ENTRIES."""
    parts = [f"{n % _DIGITS:03}"]
    rest = n // _DIGITS
    while rest:
        parts.append(f"x{rest % _DIGITS:03}")
        rest //= _DIGITS
    partial = f".p/{width}" if width < TILE else ""
    return f"tile/{level}/{'/'.join(reversed(parts))}{partial}"


def bundle(bodies: Iterable[bytes]) -> bytes:
    """Return the bytes of an entry bundle; raises OverflowError for a leaf over 65,535 bytes."""
    return b"".join(len(body).to_bytes(_LENGTH, "big") + body for body in bodies)


def unbundle(data: bytes, width: int) -> list[bytes]:
    """Return the `width` leaves of a bundle; raises `Malformed` if it does not hold just them."""
    out, at = [], 0
    while at < len(data):
        start = at + _LENGTH
        at = start + int.from_bytes(data[at:start], "big")
        out.append(data[start:at])
    if at != len(data) or len(out) != width:
        raise Malformed(f"not a bundle of {width} leaves")
    return out


def split_hashes(data: bytes, width: int) -> list[bytes]:
    """Return the `width` hashes of a tile; raises `Malformed` if it does not hold just them."""
    if len(data) != width * _HASH:
        raise Malformed(f"not a tile of {width} hashes")
    return [data[i : i + _HASH] for i in range(0, len(data), _HASH)]


class Tower:
    """The hash tiles of a growing log: gives each full tile once, and the partial ones on demand.

    Memory holds at most one open tile a level. Tiles come as (path, bytes).
    """

    def __init__(self, suite: Suite = S1) -> None:
        """Begin with the log of no leaves."""
        self._suite = suite
        self._open: list[list[bytes]] = []
        self._full: list[int] = []

    def add(self, digest: bytes) -> Iterator[tuple[str, bytes]]:
        """Take the hash of the next leaf and yield the tiles that it fills, lowest level first."""
        level = 0
        while True:
            if level == len(self._open):
                self._open.append([])
                self._full.append(0)
            tile = self._open[level]
            tile.append(digest)
            if len(tile) < TILE:
                return
            yield tile_name(level, self._full[level]), b"".join(tile)
            digest = mth(tile, self._suite)
            self._full[level] += 1
            self._open[level] = []
            level += 1

    def partial(self) -> Iterator[tuple[str, bytes]]:
        """Yield the partial tiles of the log as large as it is now."""
        for level, tile in enumerate(self._open):
            if tile:
                yield tile_name(level, self._full[level], len(tile)), b"".join(tile)
