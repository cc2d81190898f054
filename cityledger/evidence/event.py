"""Event: one person's signed act. Leaf: the event under the header of the one who booked it.

    event  cityledger/event/v1 | origin | seen <size> <root> | registry <size> <root> | CJ1(core)
           blank line | signature line (none for a member of a signed batch)
    leaf   cityledger/leaf/v1 | book | bseq | bprev | at | registry <size> | accepted, or
           refused CJ1(findings) | blank line | event

The person signs the event; the header is not signed by a person but stands inside the leaf hash.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cityledger.evidence import canon, note
from cityledger.evidence.canon import Malformed
from cityledger.kernel import days

if TYPE_CHECKING:
    from cityledger.evidence.note import Signer

EVENT_LIMIT = 57_344
"""Longest event in bytes (56 KiB): the 8 KiB up to the limit of a leaf are for its header."""

LEAF_LIMIT = canon.LIMIT

NO_LEAF = bytes(32)
"""What stands for the previous leaf's hash in the first leaf of a book."""

_COUNT = rb"(0|[1-9][0-9]{0,18})"
# The last character of 32 bytes in base64 carries four bits, so only these sixteen may end it:
# with this, one root has one spelling and nothing need be encoded again to be sure.
_HASH = rb"([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)"
_SIGNATURE = re.compile(rb"\xe2\x80\x94 ([^ \n]+) ([A-Za-z0-9+/]{90}[AEIMQUYcgkosw048]=)\n\Z")
_EVENT = re.compile(
    rb"cityledger/event/v1\n([^\n]+)\nseen %b %b\nregistry %b %b\n([^\n]+)\n\Z"
    % (_COUNT, _HASH, _COUNT, _HASH)
)
_LEAF = re.compile(
    rb"cityledger/leaf/v1\nbook %b\nbseq %b\nbprev %b\nat ([0-9T:.-]+Z)\nregistry %b\n"
    rb"(?:accepted|refused ([^\n]+))\n\n" % (_COUNT, _COUNT, _HASH, _COUNT)
)


@dataclass(frozen=True, slots=True)
class Head:
    """Size and root of a log, as somebody saw it."""

    size: int
    root: bytes

    def line(self, word: str) -> str:
        """Return the header line of this head."""
        return f"{word} {self.size} {_base64(self.root)}\n"


@dataclass(frozen=True, slots=True)
class Event:
    """`text` is exactly what was signed; `core` is the act in it; `note` the signature line."""

    origin: str
    seen: Head
    registry: Head
    core: dict[str, Any]
    text: bytes
    note: bytes

    @property
    def digest(self) -> bytes:
        """The digest that approvals, batches and payments refer to: H(0x00 || text)."""
        return sha256(b"\0" + self.text).digest()

    @property
    def data(self) -> bytes:
        """The bytes that go into the leaf."""
        return self.text + b"\n" + self.note

    @property
    def actor(self) -> str:
        """Who acts, by user id."""
        return str(self.core["actor"])


@dataclass(frozen=True, slots=True)
class Leaf:
    """An event as it was booked: accepted, or refused with findings (`Finding.value()` each)."""

    book_id: int
    index: int
    previous: bytes
    at: str
    registry_size: int
    findings: list[Any]
    event: Event

    @property
    def accepted(self) -> bool:
        """Whether the act was done (no finding) rather than refused."""
        return not self.findings

    def body(self) -> bytes:
        """Return the bytes that are hashed; raises `Malformed` if they could not be read."""
        verdict = b"accepted"
        if self.findings:
            verdict = b"refused " + canon.encode(_checked(self.findings))
        body = b"cityledger/leaf/v1\nbook %d\nbseq %d\nbprev %b\nat %b\nregistry %d\n%b\n\n%b" % (
            self.book_id,
            self.index,
            b64encode(self.previous),
            self.at.encode(),
            self.registry_size,
            verdict,
            self.event.data,
        )
        if len(body) > LEAF_LIMIT or _LEAF.match(body) is None:
            raise Malformed(f"leaf {self.index} of {len(body)} bytes")
        return body


def key_name(origin: str, user: str) -> str:
    """Return the name under which a user's key signs in a book."""
    return f"{origin}/u/{user}"


def build(
    origin: str, seen: Head, registry: Head, core: dict[str, Any], key: Signer | None
) -> Event:
    """Write the event and sign it (no key: a member of a signed batch); raises `Malformed`."""
    _check_core(origin, core)
    head = f"cityledger/event/v1\n{origin}\n{seen.line('seen')}{registry.line('registry')}"
    text = head.encode() + canon.encode(core) + b"\n"
    line = ""
    if key is not None:
        line = note.sign(text.decode(), key_name(origin, core["actor"]), key).line()
    event = Event(origin, seen, registry, core, text, line.encode())
    _check_size(event.data)
    return event


def parse(data: bytes) -> Event:
    """Read an event back; raises `Malformed` for any bytes `build` would not write."""
    _check_size(data)
    head, found, line = data.partition(b"\n\n")
    text = head + b"\n"
    match = _EVENT.match(text)
    if match is None or not found:
        raise Malformed("not an event")
    origin, size, root, registry_size, registry_root, body = match.groups()
    core = canon.decode(body)
    name = _decoded(origin)
    _check_core(name, core)
    if line:
        signature = _SIGNATURE.match(line)
        if signature is None or signature[1] != key_name(name, core["actor"]).encode():
            raise Malformed("not a signature line of the actor")
    seen = Head(int(size), b64decode(root))
    return Event(name, seen, Head(int(registry_size), b64decode(registry_root)), core, text, line)


def signed_by(event: Event, public: bytes) -> bool:
    """Say whether the event carries its actor's signature under this public key."""
    signature = signature_by(event, public)
    return signature is not None and note.verify(public, signature, event.text)


def signature_by(event: Event, public: bytes) -> bytes | None:
    """Return the 64 bytes that claim to be the actor's signature under this public key, or None."""
    match = _SIGNATURE.match(event.note)
    if match is None:
        return None
    name = key_name(event.origin, event.actor)
    raw = b64decode(match[2])
    if match[1] != name.encode() or raw[:4] != note.key_id(name, public):
        return None
    return raw[4:]


def registry_size(body: bytes) -> int:
    """Return by how many registry leaves a leaf was judged, from its header alone (L8)."""
    return int(body.split(b"\n", 6)[5].removeprefix(b"registry "))


def parse_leaf(body: bytes) -> Leaf:
    """Read a leaf back; raises `Malformed` for any bytes `Leaf.body` would not write.

    Nothing is encoded a second time but the core, in `canon.decode`: replay reads every leaf here.
    """
    match = _LEAF.match(body)
    if match is None or len(body) > LEAF_LIMIT:
        raise Malformed("not a leaf")
    book, index, previous, at, registry_size, refused = match.groups()
    try:
        days.parse_instant(at.decode())
    except days.DayError as error:
        raise Malformed("not an instant") from error
    return Leaf(
        int(book),
        int(index),
        b64decode(previous),
        at.decode(),
        int(registry_size),
        [] if refused is None else _checked(canon.decode(refused)),
        parse(body[match.end() :]),
    )


def _checked(findings: object) -> list[Any]:
    """Return the findings of a refused leaf: a list, not empty, of `[code, {fact: text}]`."""
    if not isinstance(findings, list) or not findings:
        raise Malformed("refused without findings")
    for finding in findings:
        match finding:
            case [str(), dict() as facts] if all(isinstance(fact, str) for fact in facts.values()):
                continue
        raise Malformed("not a finding")
    return findings


def _check_core(origin: str, core: object) -> None:
    """Refuse an act without id, type and actor, or one whose key could not be named."""
    if not isinstance(core, dict):
        raise Malformed("the core is no object")
    for name in ("id", "type", "actor"):
        if not isinstance(core.get(name), str) or not core[name]:
            raise Malformed(f"the core has no {name}")
    if not note.is_name(origin) or not note.is_name(core["actor"]):
        raise Malformed(f"{key_name(origin, core['actor'])!r} cannot name a key")


def _check_size(data: bytes) -> None:
    if len(data) > EVENT_LIMIT:
        raise Malformed(f"event of {len(data)} bytes")


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise Malformed("not UTF-8") from error


def _base64(data: bytes) -> str:
    if len(data) != 32:
        raise Malformed(f"a root of {len(data)} bytes")
    return b64encode(data).decode()
