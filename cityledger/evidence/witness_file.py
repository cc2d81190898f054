"""The witness's one file: who it is, its sealed key, and the last head it saw of each log.

JSON in one spelling (sorted keys, two spaces, final newline), numbers as decimal strings:

    {"conflicts": [{"kind", "held", "shown"}], "format": "cityledger/witness/v1",
     "key": <CLKEY1 in base64>, "logs": {<origin>: {"at", "checkpoint", "root", "size", "vkey"}},
     "name": <witness>, "sum": <SHA-256 of the same JSON without "sum", hexadecimal>}

`checkpoint`, `held` and `shown` are checkpoint notes with the log's own signature, so a conflict
in the file convinces anybody who has the log's key. The sum is against damage, not against a
forger: who can write this file can also take it away.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cityledger.evidence import note as notes
from cityledger.evidence.canon import Malformed
from cityledger.evidence.keys import public_of
from cityledger.evidence.note import COSIGNATURE, VerifierKey
from cityledger.evidence.suite import book_origin
from cityledger.kernel.errors import Tampered, Unavailable

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "cityledger/witness/v1"

FORK = "fork"
"""A conflict of two roots at one size: the log showed two different histories."""

UNPROVEN = "unproven"
"""A conflict of two heads whose consistency proof was wrong: a rewritten log, or a bad proof."""

MOST_CONFLICTS = 1000
"""Most conflicts kept of a kind: anybody can send junk proofs, and the file must not fill up."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last head cosigned of one log; size 0 and no note before the first."""

    vkey: str
    size: int
    root: bytes
    at: int = 0
    checkpoint: str = ""
    signer: str = ""
    """The key that signed the checkpoint, where the log has another key since."""

    def value(self) -> dict[str, str]:
        """Return the head as it stands in the file."""
        return {
            "at": str(self.at),
            "checkpoint": self.checkpoint,
            "root": b64encode(self.root).decode(),
            "signer": self.signer,
            "size": str(self.size),
            "vkey": self.vkey,
        }

    @classmethod
    def load(cls, origin: str, value: dict[str, str]) -> Head:
        """Read back `value`; raises `Malformed`, also if the note does not say the same head."""
        key = VerifierKey.load(value["vkey"])
        head = cls(
            value["vkey"],
            int(value["size"]),
            b64decode(value["root"], validate=True),
            int(value["at"]),
            value["checkpoint"],
            value["signer"],
        )
        if head.value() != value or key.name != origin or head.at < 0:
            raise Malformed(f"head of {origin}")
        if not head.checkpoint:
            if (head.size, head.root) != (0, book_origin(origin)[1].empty):
                raise Malformed(f"head of {origin}")
            return head
        note = notes.parse(head.checkpoint.encode())
        shown = notes.parse_checkpoint(note.text)
        if (shown.origin, shown.size, shown.root) != (origin, head.size, head.root):
            raise Malformed(f"head of {origin}")
        if not notes.signed_by(note, VerifierKey.load(head.signer or head.vkey)):
            raise Malformed(f"signature of {origin}")
        return head


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two checkpoints of one log that do not go together, both signed by it."""

    kind: str
    held: str
    shown: str


@dataclass(frozen=True, slots=True)
class State:
    """All that a witness knows."""

    name: str
    key: bytes
    logs: dict[str, Head] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()

    @property
    def vkey(self) -> VerifierKey:
        """The public key to be published: type 0x04, the cosignature of C2SP."""
        return VerifierKey(self.name, public_of(self.key), COSIGNATURE)

    def data(self) -> bytes:
        """Return the bytes of the file."""
        value = {
            "conflicts": [asdict(item) for item in self.conflicts],
            "format": FORMAT,
            "key": b64encode(self.key).decode(),
            "logs": {origin: head.value() for origin, head in self.logs.items()},
            "name": self.name,
        }
        return _json({**value, "sum": sha256(_json(value)).hexdigest()})


def parse(data: bytes) -> State:
    """Read the bytes of a witness file; raises `Malformed` for any that `data` would not write."""
    try:
        value = json.loads(data.decode())
        state = _state(value)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Malformed("not a witness file") from error
    # Written again, sum and all: another spelling, a further key or a changed byte differs.
    if state.data() != data:
        raise Malformed("not a witness file")
    return state


def read(path: Path) -> State:
    """Read the file; raises `Unavailable` if there is none, `Tampered` if it is damaged."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unavailable(f"witness file {path}: {error.strerror}") from error
    try:
        return parse(data)
    except Malformed as error:
        # To begin anew would be to forget which history was seen: that is never done by itself.
        raise Tampered(
            f"witness file {path} is damaged and was left as it is; restore its newest copy, or"
            " retire this witness and publish a new one under a new name"
        ) from error


def _state(value: dict[str, Any]) -> State:
    if value["format"] != FORMAT:
        raise Malformed("another format")
    key = b64decode(value["key"], validate=True)
    public_of(key)
    if not notes.is_name(value["name"]):
        raise Malformed("witness without a name")
    logs = {origin: Head.load(origin, head) for origin, head in value["logs"].items()}
    conflicts = tuple(Conflict(**item) for item in value["conflicts"])
    return State(value["name"], key, logs, conflicts)


def _json(value: dict[str, Any]) -> bytes:
    return f"{json.dumps(value, sort_keys=True, ensure_ascii=False, indent=2)}\n".encode()
