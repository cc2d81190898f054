"""Files that go with a document: their SHA-256 is sealed, their bytes stay where they lie.

The act that seals them follows the document, since what is refused needs no papers.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cityledger.kernel.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cityledger.tui.seat import Seat
    from cityledger.tui.send import Sent

CHUNK = 1 << 20
MOST_BYTES = 1 << 30
"""A file larger than this is no paper of a payment."""

LISTED = 200
"""Names of a folder that are offered; another letter is typed instead of reading on."""

PAPERS = ("certificate", "invoice", "request", "guarantee", "agreement", "acceptance", "other")
"""What a file can be, as keys of texts `paper_…`."""

NEEDED = {
    "progress": ("request", "certificate", "invoice"),
    "settlement": ("request", "certificate", "invoice"),
    "advance": ("request", "guarantee"),
    "retention": ("request", "acceptance"),
    "service": ("request", "invoice"),
    "compensation": ("agreement",),
}
"""The papers an inspection asks for, by kind of payment; whoever submits without is told."""


class NotAttachable(Exception):
    """A file that cannot be attached; the argument is a key of texts."""


@dataclass(frozen=True, slots=True)
class Attached:
    """One file as it was read: which paper it is, its name, SHA-256 and size in bytes."""

    paper: str
    name: str
    sha256: str
    size: int


def read_file(path: Path) -> Attached:
    """Read a file once and return what is sealed of it; raises NotAttachable."""
    digest, size = hashlib.sha256(), 0
    try:
        if not path.is_file():
            raise NotAttachable("no_such_file")
        with path.open("rb") as file:
            while block := file.read(CHUNK):
                size += len(block)
                if size > MOST_BYTES:
                    raise NotAttachable("file_too_large")
                digest.update(block)
    except OSError as error:
        raise NotAttachable("file_unreadable") from error
    if not size:
        raise NotAttachable("file_empty")
    return Attached("other", path.name, digest.hexdigest(), size)


def names_like(typed: str) -> tuple[str, ...]:
    """Return the paths that go on from what is typed, folders with a slash behind them."""
    path = Path(typed).expanduser()
    folder, start = (path, "") if typed.endswith("/") or not typed else (path.parent, path.name)
    out = []
    try:
        for entry in folder.iterdir():
            if entry.name.startswith(start) and (start or not entry.name.startswith(".")):
                out.append(f"{entry}/" if entry.is_dir() else str(entry))
            if len(out) >= LISTED:
                break
    except OSError:
        return ()
    return tuple(sorted(out))


def missing(kind: str, files: Iterable[Attached]) -> tuple[str, ...]:
    """Return the papers a kind of payment needs and that no file is."""
    there = {file.paper for file in files}
    return tuple(paper for paper in NEEDED.get(kind, ()) if paper not in there)


def kept(files: Iterable[Attached]) -> str:
    """Return files as a draft keeps them."""
    return json.dumps([asdict(file) for file in files], ensure_ascii=False)


def of_kept(text: str) -> tuple[Attached, ...]:
    """Return the files of a draft; what is none of ours is left out."""
    try:
        found = json.loads(text or "[]")
        return tuple(
            Attached(str(f["paper"]), str(f["name"]), str(f["sha256"]), int(f["size"]))
            for f in found
        )
    except (ValueError, KeyError, TypeError):
        return ()


def bind(seat: Seat, files: Iterable[Attached], about: str) -> tuple[str, ...]:
    """Seal files that go with a document; return the names of those that were not taken.

    What was sealed before is referred to as it is: the same content is attached once.
    """
    from cityledger.actions.attachments import AttachEvidence
    from cityledger.model.oversight import EvidenceFile
    from cityledger.tui.send import send
    from cityledger.views.find import one

    out = []
    for file in files:
        with seat.desk.read() as read:
            key = {"book_id": seat.desk.book_id, "sha256": file.sha256}
            if one(read, EvidenceFile, **key) is not None:
                continue
        name = f"{about} {file.name}".strip()
        command = AttachEvidence(sha256=file.sha256, size=file.size, name=name)
        try:
            sent: Sent = send(seat, command)
        except BadInput:
            out.append(file.name)
            continue
        if sent.is_refused:
            out.append(file.name)
    return tuple(out)
