"""Files that are carried to another machine, or scanned from paper: read whole, put in place whole.

A file that was cut off by a stick pulled out too early must never stand under its final name.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from cityledger.evidence import sheets
from cityledger.kernel.errors import BadInput, Problem, Unavailable

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)
SCANNED = click.option(
    "--scanned",
    type=FILE,
    help="扫描所得文本,每个二维码一行 Text of scanned codes, one a line, in any order.",
)
QR = click.option("--qr", type=OUT, help="另印二维码页(PDF) Print QR pages as well, as PDF.")


def read(path: Path) -> bytes:
    """Return the bytes of a file; raises Unavailable."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unavailable(f"{path}: {error.strerror}") from error


def given(name: str, file: Path | None, scanned: Path | None) -> bytes:
    """Return what was brought, as a file or as scanned codes; raises BadInput unless it is one."""
    if (file is None) == (scanned is None):
        reason = "文件或扫描文本,二者取一 give the file or the scanned text, one of them"
        raise BadInput((Problem(name, "", reason, f"{name}, or --scanned FILE"),))
    if file is not None:
        return read(file)
    text = read(scanned or Path()).decode("utf-8-sig", "replace")
    return sheets.join(text.splitlines())


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
        raise Unavailable(f"{path}: 未写入 not written: {error.strerror}") from error
