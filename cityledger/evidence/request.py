"""What a log asks of a witness, and what it gets: add-checkpoint of C2SP tlog-witness, in files.

    request   old <size> | one base64 hash a line, at most 63 | blank line | checkpoint note
    bundle    requests of different logs, one blank line between them
    answer    origin | size | the witness's signature lines
    answers   answers of different logs, one blank line between them

A request has exactly two blank lines of its own and ends in a signature line, so a bundle of one
is a C2SP request body, byte for byte, and nothing need be escaped. The lines of an answer are the
C2SP response body; origin and size say which checkpoint they belong to.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.evidence import note as notes
from cityledger.evidence.canon import Malformed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cityledger.evidence.note import Checkpoint, Note, Signature

MOST_HASHES = 63
"""Longest consistency proof a witness reads (C2SP tlog-witness)."""

LIMIT = 16_777_216
"""Longest bundle or file of answers in bytes."""

_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})\Z")
_SIZE = re.compile(r"(?:0|[1-9][0-9]{0,18})\Z")


@dataclass(frozen=True, slots=True)
class Request:
    """A checkpoint, and the proof that it extends the tree of `old` leaves."""

    old: int
    path: tuple[bytes, ...]
    note: Note

    @property
    def checkpoint(self) -> Checkpoint:
        """The checkpoint in the note; raises `Malformed` if the note holds none."""
        return notes.parse_checkpoint(self.note.text)

    def data(self) -> bytes:
        """Return the request body; raises `Malformed` if it could not be read back."""
        hashes = "".join(f"{b64encode(step).decode()}\n" for step in self.path)
        body = f"old {self.old}\n{hashes}\n".encode() + self.note.data()
        if parse(body) != self:
            raise Malformed("not a request")
        return body


@dataclass(frozen=True, slots=True)
class Answer:
    """A witness's signatures on the checkpoint of `origin` at `size`."""

    origin: str
    size: int
    signatures: tuple[Signature, ...]

    def text(self) -> str:
        """Return the answer as it stands in a file."""
        lines = "".join(item.line() for item in self.signatures)
        return f"{self.origin}\n{self.size}\n{lines}"


def parse(data: bytes) -> Request:
    """Read one request body, strictly; raises `Malformed`."""
    head, found, rest = data.partition(b"\n\n")
    try:
        old, *hashes = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise Malformed("not a request") from error
    match = _OLD.match(old)
    if match is None or not found or len(hashes) > MOST_HASHES:
        raise Malformed("not a request")
    note = notes.parse(rest)
    notes.parse_checkpoint(note.text)
    return Request(int(match[1]), tuple(map(parse_hash, hashes)), note)


def parse_hash(text: str) -> bytes:
    """Read one line of a Merkle proof: 32 bytes in base64; raises `Malformed`."""
    digest = notes.unbase64(text)
    if len(digest) != 32:
        raise Malformed("not a hash")
    return digest


def bundle(requests: Sequence[Request]) -> bytes:
    """Return several requests as one file; raises `Malformed` if a log stands in it twice."""
    _check_once(request.checkpoint.origin for request in requests)
    return b"\n".join(request.data() for request in requests)


def parse_bundle(data: bytes) -> tuple[Request, ...]:
    """Read a file of one or more requests, strictly; raises `Malformed`."""
    if len(data) > LIMIT:
        raise Malformed(f"{len(data)} bytes of requests")
    blocks = data.split(b"\n\n")
    if len(blocks) % 3:
        raise Malformed("not a bundle of requests")
    # Splitting took the newline that ends each request but the last, which is put back.
    bodies = [b"\n\n".join(blocks[n : n + 3]) + b"\n" for n in range(0, len(blocks), 3)]
    bodies[-1] = bodies[-1][:-1]
    requests = tuple(map(parse, bodies))
    _check_once(request.checkpoint.origin for request in requests)
    return requests


def answers(items: Sequence[Answer]) -> bytes:
    """Return several answers as one file; raises `Malformed` if a log stands in it twice."""
    _check_once(item.origin for item in items)
    return "\n".join(item.text() for item in items).encode()


def parse_answers(data: bytes) -> tuple[Answer, ...]:
    """Read a file of answers, strictly; raises `Malformed`. No answer at all is an empty file."""
    if len(data) > LIMIT:
        raise Malformed(f"{len(data)} bytes of answers")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise Malformed("not UTF-8") from error
    if text and (not text.endswith("\n") or text.endswith("\n\n")):
        raise Malformed("not answers of a witness")
    items = tuple(map(_answer, text[:-1].split("\n\n"))) if text else ()
    _check_once(item.origin for item in items)
    return items


def _answer(text: str) -> Answer:
    origin, _, rest = text.partition("\n")
    size, _, lines = rest.partition("\n")
    if not origin or _SIZE.match(size) is None or any(c < " " for c in origin):
        raise Malformed("not an answer of a witness")
    return Answer(origin, int(size), tuple(map(notes.parse_signature, lines.split("\n"))))


def _check_once(origins: Iterable[str]) -> None:
    seen: set[str] = set()
    for origin in origins:
        if origin in seen:
            raise Malformed(f"the log {origin} twice")
        seen.add(origin)
