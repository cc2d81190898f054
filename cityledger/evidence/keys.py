"""A person's key: a file sealed with Argon2id, and the pen that signs while it is unlocked.

    CLKEY1 | argon2id m, t, p | salt16 | nonce12 | public key 32 | ChaCha20-Poly1305(seed 32)

Opening the file is logging in: no password hash is kept anywhere. The additional data of the seal
is user id, public key and parameters, so a file cannot be given to another user or be weakened.
"""

from __future__ import annotations

import os
import struct
import threading
import time
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from cityledger.evidence import event
from cityledger.evidence.canon import Malformed

if TYPE_CHECKING:
    from collections.abc import Callable

    from cityledger.evidence.event import Event, Head
    from cityledger.evidence.note import Signer

SEED = 32
"""Length of the secret of a key, in bytes."""

KIB = 65_536
"""Memory Argon2id uses, in KiB: 64 MiB, half a second on a small machine."""

ROUNDS = 3
IDLE_SECONDS = 300.0
"""A pen locks itself after five minutes without a signature."""

DAY_SECONDS = 28_800.0
"""A pen locks itself eight hours after it was unlocked, whatever was signed."""

_MAGIC = b"CLKEY1\n"
_LENGTH = 7 + 6 + 16 + 12 + 32 + 48
_MOST_KIB = 1_048_576
_MOST_ROUNDS = 16


class WrongPassphrase(ValueError):
    """The passphrase does not open this key file for this user."""


class Locked(PermissionError):
    """The pen is locked: the passphrase is asked for again."""


class SoftKey:
    """An Ed25519 key in memory; a `Signer`."""

    def __init__(self, seed: bytes) -> None:
        """Take the 32 secret bytes."""
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self._public = self._key.public_key().public_bytes_raw()

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self._public

    def sign(self, data: bytes) -> bytes:
        """Return the signature over `data`, 64 bytes."""
        return self._key.sign(data)


def seal(
    user: str,
    seed: bytes,
    passphrase: str,
    *,
    kib: int = KIB,
    rounds: int = ROUNDS,
    entropy: Callable[[int], bytes] = os.urandom,
) -> bytes:
    """Return the key file of `user`, 121 bytes; `entropy` is given by tests that compare bytes."""
    parameters, salt, nonce = struct.pack(">IBB", kib, rounds, 1), entropy(16), entropy(12)
    public = SoftKey(seed).public
    box = ChaCha20Poly1305(_derive(passphrase, salt, kib, rounds))
    sealed = box.encrypt(nonce, seed, _bound(user, public, parameters))
    return _MAGIC + parameters + salt + nonce + public + sealed


def unseal(user: str, data: bytes, passphrase: str) -> SoftKey:
    """Open the key file; raises `WrongPassphrase`, or `Malformed` if it is no key file."""
    return SoftKey(_open(user, data, passphrase))


def reseal(user: str, data: bytes, passphrase: str, new: str) -> bytes:
    """Return the key file under a new passphrase, with today's parameters; the key stays."""
    return seal(user, _open(user, data, passphrase), new)


def public_of(data: bytes) -> bytes:
    """Return the public key a key file names, without opening it."""
    if not data.startswith(_MAGIC) or len(data) != _LENGTH:
        raise Malformed("not a key file")
    return data[41:73]


def fingerprint(public: bytes) -> str:
    """Return what people compare of a public key: 80 bits of its SHA-256, as `1a2b-…`."""
    digits = sha256(public).hexdigest()[:20]
    return "-".join(digits[at : at + 4] for at in range(0, 20, 4))


class Pen:
    """An unlocked key. Signing is quick and apart: workers get signed events, never the pen."""

    def __init__(
        self,
        user: str,
        key: Signer,
        *,
        idle: float = IDLE_SECONDS,
        longest: float = DAY_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the user, the key, both time limits in seconds, and a clock that never goes back."""
        self.user = user
        self.public = key.public
        self._key: Signer | None = key
        self._idle, self._longest, self._clock = idle, longest, clock
        self._opened = self._used = clock()
        self._lock = threading.Lock()

    def is_locked(self) -> bool:
        """Say whether the next signature would be refused."""
        with self._lock:
            return self._is_over()

    def sign(self, origin: str, seen: Head, registry: Head, core: dict[str, Any]) -> Event:
        """Sign one act as this user; raises `Locked` once the pen is locked."""
        with self._lock:
            if self._is_over() or self._key is None:
                raise Locked(self.user)
            self._used = self._clock()
            return event.build(origin, seen, registry, {**core, "actor": self.user}, self._key)

    def touch(self) -> None:
        """Note that the person is at work, so that reading a long form does not lock the pen."""
        with self._lock:
            if not self._is_over():
                self._used = self._clock()

    def lock(self) -> None:
        """Forget the key."""
        with self._lock:
            self._key = None

    def _is_over(self) -> bool:
        now = self._clock()
        if now - self._used > self._idle or now - self._opened > self._longest:
            self._key = None
        return self._key is None


def _open(user: str, data: bytes, passphrase: str) -> bytes:
    public = public_of(data)
    parameters, salt, nonce, sealed = data[7:13], data[13:29], data[29:41], data[73:]
    kib, rounds, lanes = struct.unpack(">IBB", parameters)
    # Looked at before deriving: a planted file could otherwise ask for all of the memory.
    if lanes != 1 or not 8 <= kib <= _MOST_KIB or not 1 <= rounds <= _MOST_ROUNDS:
        raise Malformed("key file with parameters out of range")
    box = ChaCha20Poly1305(_derive(passphrase, salt, kib, rounds))
    try:
        return box.decrypt(nonce, sealed, _bound(user, public, parameters))
    except InvalidTag as error:
        raise WrongPassphrase(user) from error


def _bound(user: str, public: bytes, parameters: bytes) -> bytes:
    return user.encode() + public + parameters


def _derive(passphrase: str, salt: bytes, kib: int, rounds: int) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, rounds, kib, 1, 32, Type.ID)
