"""Signatures of a whole book, checked many at a time: on every processor once there are many.

A signature takes longer than all else that is asked of a leaf. A small book is checked as it is
read; of a large one parcels go to other processes while the reading goes on.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

from cityledger.evidence.note import verify
from cityledger.kernel.errors import Tampered
from cityledger.kernel.levels import Level

if TYPE_CHECKING:
    from collections.abc import Callable

PARCEL = 1_000
"""Signatures that travel together: a process is asked for each thousand."""

ALONE = 4_000
"""So many are checked here before other processes are worth their start."""

Signed = tuple[str, bytes, bytes, bytes]
"""Where it stands and who signed, public key, signature, what was signed."""


def first_wrong(parcel: list[Signed]) -> str | None:
    """Return where the first wrong signature stands, or None."""
    check = checker()
    return next(
        (where for where, public, signature, text in parcel if not check(public, signature, text)),
        None,
    )


def checker() -> Callable[[bytes, bytes, bytes], bool]:
    """Return the quickest Ed25519 check there is: libsodium where PyNaCl is installed."""
    try:
        from nacl.bindings import crypto_sign_open
        from nacl.exceptions import BadSignatureError
    except ImportError:
        return verify

    def sodium(public: bytes, signature: bytes, text: bytes) -> bool:
        try:
            crypto_sign_open(signature + text, public)
        except (BadSignatureError, ValueError):
            # What one library refuses, the other is asked: only what both refuse is wrong.
            return verify(public, signature, text)
        return True

    return sodium


class Signatures:
    """Takes signatures in the order of the leaves; `settle` raises for the first wrong one."""

    def __init__(self, processes: int | None = None) -> None:
        """Use so many processes beside this one (default: one for each processor)."""
        self._processes = os.cpu_count() or 1 if processes is None else processes
        self._pool: ProcessPoolExecutor | None = None
        self._parcel: list[Signed] = []
        self._sent: deque[Future[str | None]] = deque()
        self.count = 0

    def expect(self, where: str, public: bytes, signature: bytes, text: bytes) -> None:
        """Take one signature; raises Tampered when an earlier one turns out wrong."""
        self.count += 1
        self._parcel.append((where, public, signature, text))
        if len(self._parcel) >= PARCEL:
            self._send()

    def settle(self) -> None:
        """Wait for all of them; raises Tampered naming the first wrong one."""
        while self._sent:
            _judge(self._sent.popleft().result())
        parcel, self._parcel = self._parcel, []
        _judge(first_wrong(parcel))

    def close(self) -> None:
        """Let the other processes go."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _send(self) -> None:
        parcel, self._parcel = self._parcel, []
        if self._processes < 2 or self.count <= ALONE:
            _judge(first_wrong(parcel))
            return
        if self._pool is None:
            # Spawned, not forked: a process of the screens has threads that a fork would break.
            self._pool = ProcessPoolExecutor(self._processes, get_context("spawn"))
        self._sent.append(self._pool.submit(first_wrong, parcel))
        # What waits is bounded, so that memory stays flat when reading outruns checking.
        while self._sent and (len(self._sent) > 2 * self._processes or self._sent[0].done()):
            _judge(self._sent.popleft().result())


def _judge(wrong: str | None) -> None:
    if wrong is not None:
        raise Tampered(wrong, Level.SIGNATURES)
