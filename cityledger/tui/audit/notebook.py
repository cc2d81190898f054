"""An auditor's own ticks and notes: a file in their desk folder, written through at every key."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cityledger.kernel import days
from cityledger.kernel.errors import Unavailable

if TYPE_CHECKING:
    from pathlib import Path

    from cityledger.exchange.notes_file import Mark, Marks
    from cityledger.tui.seat import Seat

FILE = "audit-notes.json"
LONGEST_NAME = 80
_UNSAFE = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff_.-]+")


def path_of(seat: Seat) -> Path | None:
    """Return the file of the person at this seat, None where nothing can be kept."""
    if seat.desk.folder is None or not seat.user.isidentifier():
        return None
    return seat.desk.folder.desk / seat.user / FILE


def exports(seat: Seat) -> Path:
    """Return the folder that prints and exports go to; raises Unavailable."""
    if seat.path is None:
        raise Unavailable("no ledger was named")
    return seat.path / "exports"


def load(seat: Seat) -> Marks:
    """Return the marks of this person in this book; raises Unavailable for a broken file."""
    from cityledger.exchange import notes_file

    path = path_of(seat)
    try:
        return notes_file.load(path, seat.desk.book_id) if path else {}
    except (OSError, ValueError) as error:
        raise Unavailable(f"{FILE}: {error}") from error


def keep(seat: Seat, marks: Marks) -> None:
    """Write the marks through; raises Unavailable when they are not on the disk."""
    from cityledger.exchange import notes_file

    path = path_of(seat)
    if path is None:
        raise Unavailable(FILE)
    try:
        notes_file.keep(path, seat.desk.book_id, marks)
    except (OSError, ValueError) as error:
        raise Unavailable(f"{FILE}: {error}") from error


def marked(seat: Seat, marks: Marks, voucher_id: int, voucher: str, leaf_hash: str) -> Mark:
    """Return the mark of a voucher as it would be written now, bound to the leaf as it stands."""
    from cityledger.exchange.notes_file import Mark

    on = days.text(seat.cover.today) if seat.cover else ""
    held = marks.get(voucher_id) or Mark(leaf_hash)
    return replace(held, leaf_hash=leaf_hash, on=on, voucher=voucher)


def safe_name(text: str) -> str:
    """Return a file name made of a text: what is typed is never trusted as a path (T23)."""
    return _UNSAFE.sub("-", text)[:LONGEST_NAME].strip("-.") or "export"


def put(path: Path, data: bytes) -> None:
    """Write a file that takes its place once it is on the disk; raises Unavailable."""
    draft = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise Unavailable(f"{path.name}: {error.strerror}") from error
