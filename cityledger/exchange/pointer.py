"""A JSON document that remembers what was read of it, so that what was not can be listed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cityledger.kernel import days

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


def join(pointer: str, part: str | int) -> str:
    """Return a JSON pointer one step deeper (RFC 6901 section 3)."""
    return f"{pointer}/{str(part).replace('~', '~0').replace('/', '~1')}"


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the document and its pointer; asking for text, number or day marks it as read."""

    value: Any
    pointer: str = ""
    read: set[str] = field(default_factory=set)

    def at(self, *path: str) -> Node:
        """Return the node some steps below; its value is None where there is none."""
        node = self
        for part in path:
            value = node.value.get(part) if isinstance(node.value, dict) else None
            node = Node(value, join(node.pointer, part), self.read)
        return node

    def each(self, *path: str) -> Iterator[Node]:
        """Yield the members of a list below."""
        found = self.at(*path)
        if isinstance(found.value, list):
            for place, value in enumerate(found.value):
                yield Node(value, join(found.pointer, place), self.read)

    def mark(self) -> Node:
        """Mark the node, and all below it, as read."""
        self.read.add(self.pointer)
        return self

    def text(self, *path: str) -> str:
        """Return a text below, empty when there is none; inner white space becomes one space."""
        found = self.at(*path)
        if not isinstance(found.value, str):
            return ""
        return " ".join(found.mark().value.split())

    def number(self, *path: str) -> Decimal | None:
        """Return a number below, exactly as the file writes it."""
        found = self.at(*path)
        if isinstance(found.value, bool) or not isinstance(found.value, int | Decimal):
            return None
        return Decimal(found.mark().value)

    def day(self, *path: str) -> date | None:
        """Return the day of a date-time below (RFC 3339 section 5.6), None when there is none."""
        text = self.text(*path)
        try:
            return days.parse(text[:10]) if text else None
        except days.DayError:
            return None

    @property
    def exists(self) -> bool:
        """Say whether there is anything here."""
        return self.value is not None


def unread(root: Node) -> Iterator[Node]:
    """Yield the largest parts of a document that were not read, in their order."""
    if root.pointer in root.read:
        return
    below = f"{root.pointer}/"
    if not any(pointer.startswith(below) for pointer in root.read):
        yield root
        return
    if isinstance(root.value, dict):
        for key in root.value:
            yield from unread(root.at(key))
    elif isinstance(root.value, list):
        for place, value in enumerate(root.value):
            yield from unread(Node(value, join(root.pointer, place), root.read))
