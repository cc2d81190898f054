"""A disk on paper: what SQLite wrote and synced, and what may be left of it without power.

What was synced stays. Of everything since, any part may have arrived: nothing, the first so many
operations, some of them, or of each write some sectors of 512 bytes (a torn write). Names in the
folder (a journal that came or went) have an order of their own and wait for their own sync.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

SECTOR = 512
MANNERS = ("nothing", "first", "some", "torn", "everything")
"""How much of the unsynced arrives."""


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes at an offset of an open file."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file cut to a size."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """Everything written to a file until now is to be safe."""

    file: int


@dataclass(frozen=True, slots=True)
class Create:
    """A new, empty file under a name."""

    name: str
    file: int


@dataclass(frozen=True, slots=True)
class Delete:
    """A name that goes."""

    name: str


@dataclass(frozen=True, slots=True)
class SyncFolder:
    """Every name until now is to be safe."""


Change = Write | Truncate
Step = Change | Sync | Create | Delete | SyncFolder


@dataclass(slots=True)
class Disk:
    """The safe contents of files and names, and the changes that still wait for a sync."""

    files: dict[int, bytearray]
    names: dict[str, int]
    waiting: dict[int, list[Change]] = field(default_factory=dict)
    renamed: list[Create | Delete] = field(default_factory=list)

    def step(self, step: Step) -> None:
        """Take in one operation."""
        match step:
            case Write() | Truncate():
                self.waiting.setdefault(step.file, []).append(step)
            case Sync():
                for change in self.waiting.pop(step.file, []):
                    _apply(self.files.setdefault(step.file, bytearray()), change)
            case Create() | Delete():
                self.renamed.append(step)
            case SyncFolder():
                for rename in self.renamed:
                    _rename(self.names, rename)
                self.renamed.clear()

    def after_power_loss(self, random: Random, manner: str) -> dict[str, bytes]:
        """Return the files by name as they may be found; the disk itself stays as it is."""
        names = dict(self.names)
        arrived = {"nothing": 0, "everything": len(self.renamed)}.get(manner)
        if arrived is None:
            arrived = random.randint(0, len(self.renamed))
        for rename in self.renamed[:arrived]:
            _rename(names, rename)
        found = {}
        for name, file in names.items():
            content = bytearray(self.files.get(file, b""))
            for change in _survivors(self.waiting.get(file, []), random, manner):
                _apply(content, change)
            found[name] = bytes(content)
        return found


def _rename(names: dict[str, int], rename: Create | Delete) -> None:
    if isinstance(rename, Create):
        names[rename.name] = rename.file
    else:
        names.pop(rename.name, None)


def _apply(content: bytearray, change: Change) -> None:
    if isinstance(change, Truncate):
        content.extend(bytes(max(0, change.size - len(content))))
        del content[change.size :]
        return
    end = change.offset + len(change.data)
    content.extend(bytes(max(0, end - len(content))))
    content[change.offset : end] = change.data


def _survivors(changes: list[Change], random: Random, manner: str) -> list[Change]:
    match manner:
        case "nothing":
            return []
        case "first":
            return changes[: random.randint(0, len(changes))]
        case "some":
            return [change for change in changes if random.random() < 0.5]
        case "torn":
            return [part for change in changes for part in _torn(change, random)]
        case _:
            return changes


def _torn(change: Change, random: Random) -> list[Change]:
    """Return the sectors of a write that arrived; a truncation arrives or does not."""
    if isinstance(change, Truncate):
        return [change] if random.random() < 0.5 else []
    parts: list[Change] = []
    start, end = change.offset, change.offset + len(change.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        if random.random() < 0.5:
            data = change.data[start - change.offset : stop - change.offset]
            parts.append(Write(change.file, start, data))
        start = stop
    return parts
