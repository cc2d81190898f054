"""What an auditor ticked and noted, in a file of their own and never in the ledger.

A mark is bound to the hash of the leaf that sealed its voucher: on a voucher that was changed
behind the ledger's back, the mark says so.
"""

from __future__ import annotations

import csv
import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from cityledger.exchange.journal_csv import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import TextIO

MOST_BYTES = 32 * 1024 * 1024
TICK = "✓"


@dataclass(frozen=True, slots=True)
class Mark:
    """What one auditor keeps of one voucher: seen and in order, or a doubt in words."""

    leaf_hash: str
    is_ticked: bool = False
    note: str = ""
    on: str = ""
    voucher: str = ""

    def text(self, lang: str = "zh", now: str = "") -> str:
        """Return the sign in a list; `now` is the hash of the leaf as it stands, empty unasked."""
        changed = ("变!" if lang == "zh" else "chg") if now and now != self.leaf_hash else ""
        doubt = ("疑" if lang == "zh" else "?") if self.note else ""
        return changed + doubt + (TICK if self.is_ticked else "")


Marks = dict[int, Mark]


def load(path: Path, book_id: int) -> Marks:
    """Return the marks of a book, empty when there are none; ValueError for a file not ours."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(f"{path.name}: too large")
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    try:
        rows = found.get(str(book_id), {})
        return {int(number): Mark(**values) for number, values in rows.items()}
    except (AttributeError, TypeError) as error:
        raise ValueError(f"{path.name}: not a file of notes") from error


def keep(path: Path, book_id: int, marks: Mapping[int, Mark]) -> None:
    """Write the marks of a book in one step, those of other books kept; OSError, ValueError."""
    whole = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    kept = {str(n): asdict(mark) for n, mark in marks.items() if mark.is_ticked or mark.note}
    whole[str(book_id)] = kept
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(whole, file, ensure_ascii=False, sort_keys=True, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def marks_of(path: Path | None, book_id: int, lang: str) -> dict[int, str]:
    """Return the signs of the marks in a file, by voucher; nothing without a file."""
    return {n: mark.text(lang) for n, mark in load(path, book_id).items()} if path else {}


def export(rows: Iterable[tuple[int, Mark, str]], file: TextIO, lang: str = "zh") -> None:
    """Write marks as CSV; each row is a voucher, its mark, and the hash of its leaf now."""
    out = csv.writer(file, lineterminator="\r\n")
    zh = ("凭证", "凭证内码", "已核", "疑点", "记录日", "封存哈希", "现在的哈希是否相同")
    en = ("voucher", "voucher id", "checked", "note", "noted on", "leaf hash", "hash is the same")
    out.writerow(zh if lang == "zh" else en)
    for number, mark, now in rows:
        tick = TICK if mark.is_ticked else ""
        same = TICK if now == mark.leaf_hash else "✗"
        cells = (mark.voucher, str(number), tick, mark.note, mark.on, mark.leaf_hash, same)
        out.writerow([guarded(cell) for cell in cells])
