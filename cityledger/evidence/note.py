"""C2SP signed notes, checkpoints and cosignatures, byte for byte.

A note is a text, a blank line, and signature lines `— name base64(key id || signature)`. Events,
checkpoints and witness cosignatures are all notes, so one parser reads them all.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from cityledger.evidence.canon import Malformed

if TYPE_CHECKING:
    from collections.abc import Iterable

ED25519 = 0x01
"""Signature type of a plain Ed25519 signature over the note's text."""

COSIGNATURE = 0x04
"""Signature type of a timestamped Ed25519 cosignature by a witness."""

_MARK = "\u2014 "
_NAME = re.compile(r"[^\s+]+")
_COUNT = re.compile(r"(?:0|[1-9][0-9]{0,18})\Z")
_MOST_LINES = 100
_TIME_LIMIT = 1 << 63


class Signer(Protocol):
    """Something that signs with one key and never shows it: a key file, a USB key, a card."""

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""

    def sign(self, data: bytes) -> bytes:
        """Return the signature over `data`, 64 bytes."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who, under which key, and the signature's bytes after the key id."""

    name: str
    key_id: bytes
    blob: bytes

    def line(self) -> str:
        """Return the line as it stands in a note."""
        return f"{_MARK}{self.name} {b64encode(self.key_id + self.blob).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends in a newline, and its signatures in order."""

    text: str
    signatures: tuple[Signature, ...]

    def data(self) -> bytes:
        """Return the bytes of the note."""
        return f"{self.text}\n{''.join(item.line() for item in self.signatures)}".encode()

    def joined(self, more: Iterable[Signature]) -> Note:
        """Return the note with further signature lines, each line once."""
        return Note(self.text, tuple(dict.fromkeys((*self.signatures, *more))))


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Size and root of a log at one moment (C2SP tlog-checkpoint, no extension lines)."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return the text that is signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key as it is published: name, signature type, key."""

    name: str
    public: bytes
    kind: int = ED25519

    @property
    def key_id(self) -> bytes:
        """The four bytes that stand before a signature of this key."""
        return key_id(self.name, self.public, self.kind)

    def text(self) -> str:
        """Return `name+hex(key id)+base64(type || key)`."""
        body = b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{body}"

    @classmethod
    def load(cls, text: str) -> VerifierKey:
        """Read back `text`, strictly; raises `Malformed`."""
        name, _, rest = text.partition("+")
        _, _, body = rest.partition("+")
        raw = unbase64(body)
        key = cls(name, raw[1:], raw[0] if raw else 0)
        known = key.kind in (ED25519, COSIGNATURE) and len(key.public) == 32
        if not known or not is_name(name) or key.text() != text:
            raise Malformed(f"verifier key {text!r}")
        return key


def key_id(name: str, public: bytes, kind: int = ED25519) -> bytes:
    """Return SHA-256(name || 0x0A || type || key), first four bytes."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def is_name(name: str) -> bool:
    """Say whether a key may be so called: no spaces, no plus, not empty."""
    return _NAME.fullmatch(name) is not None


def sign(text: str, name: str, signer: Signer) -> Signature:
    """Sign the text of a note."""
    return Signature(name, key_id(name, signer.public), signer.sign(text.encode()))


def cosign(text: str, name: str, signer: Signer, at: int) -> Signature:
    """Sign as a witness that saw the checkpoint at `at`, in seconds since 1970."""
    stamp = at.to_bytes(8, "big")
    return Signature(
        name,
        key_id(name, signer.public, COSIGNATURE),
        stamp + signer.sign(_cosigned(text, at)),
    )


def signed_by(note: Note, key: VerifierKey) -> bool:
    """Say whether a signature of `key` stands on the note and is right."""
    return any(_holds(note.text, item, key) for item in note.signatures)


def cosigned_at(note: Note, key: VerifierKey) -> int | None:
    """Return when the witness `key` signed, in seconds since 1970, or None if it did not."""
    times = [
        int.from_bytes(item.blob[:8], "big")
        for item in note.signatures
        if key.kind == COSIGNATURE and _holds(note.text, item, key)
    ]
    return max(times, default=None)


def false_lines(note: Note, keys: Iterable[VerifierKey]) -> tuple[Signature, ...]:
    """Return the lines that name one of `keys` and are not its signature.

    C2SP signed-note says to reject a whole note for one such line.
    """
    known = list(keys)
    return tuple(
        item
        for item in note.signatures
        if any(_names(item, key) and not _holds(note.text, item, key) for key in known)
    )


def parse(data: bytes) -> Note:
    """Read a note, strictly: re-writing it gives the same bytes; raises `Malformed`."""
    try:
        whole = data.decode()
    except UnicodeDecodeError as error:
        raise Malformed("not UTF-8") from error
    # A note's own text may hold blank lines; its signatures hold none.
    text, found, lines = whole.rpartition("\n\n")
    items = lines.split("\n")
    if not found or not text or items.pop() or not items or len(items) > _MOST_LINES:
        raise Malformed("not a signed note")
    note = Note(text + "\n", tuple(parse_signature(line) for line in items))
    if any(c < " " and c != "\n" for c in note.text) or note.data() != data:
        raise Malformed("not a signed note")
    return note


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the text of a checkpoint, strictly; raises `Malformed`."""
    parts = text.split("\n")
    if len(parts) != 4 or parts[3] or not parts[0] or not _COUNT.match(parts[1]):
        raise Malformed("not a checkpoint")
    checkpoint = Checkpoint(parts[0], int(parts[1]), unbase64(parts[2]))
    if len(checkpoint.root) != 32:
        raise Malformed("not a checkpoint")
    return checkpoint


def unbase64(text: str) -> bytes:
    """Read base64 in its one spelling, padded; raises `Malformed`."""
    try:
        data = b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed("not base64") from error
    if b64encode(data).decode() != text:
        raise Malformed("not canonical base64")
    return data


def verify(public: bytes, signature: bytes, data: bytes) -> bool:
    """Say whether an Ed25519 signature over `data` is right."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def parse_signature(line: str) -> Signature:
    """Read one signature line, without its newline; raises `Malformed`."""
    name, _, body = line.removeprefix(_MARK).partition(" ")
    raw = unbase64(body)
    if not line.startswith(_MARK) or not is_name(name) or len(raw) < 5:
        raise Malformed(f"signature line {line!r}")
    return Signature(name, raw[:4], raw[4:])


def _names(item: Signature, key: VerifierKey) -> bool:
    return item.name == key.name and item.key_id == key.key_id


def _holds(text: str, item: Signature, key: VerifierKey) -> bool:
    if not _names(item, key):
        return False
    if key.kind == ED25519:
        return verify(key.public, item.blob, text.encode())
    at = int.from_bytes(item.blob[:8], "big")
    # The C2SP cosignature names 2^63 - 1 as the last second there is.
    if len(item.blob) != 72 or at >= _TIME_LIMIT:
        return False
    return verify(key.public, item.blob[8:], _cosigned(text, at))


def _cosigned(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()
