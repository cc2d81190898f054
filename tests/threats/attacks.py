"""What attackers put into files: texts, zips and XML; each test says what must come of it."""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.exchange.workbooks import repacked

FORMULAS = (
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\0=1+1",
    " =1+1",
    "\u3000=1+1",
    '"=1+1',
    "|calc",
    "%0A=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    '=HYPERLINK("http://x.example","工程款")',
)

ESCAPES = (
    "\x1b]0;owned\x07",
    "\x1b[2J\x1b[1;1H已核验",
    "\x1bP+q544e\x1b\\",
    "\x9b31m",
    "\x90q\x9c",
    "a\x08\x08b",
    "付款\r撤销",
    "\x7f",
    "\u202e元001\u202c",
    "三\u200b局",
    "\u2066x\u2069",
    "\ufeffx",
    "\U000e0041",
)

MARKUP = (
    "[@click=app.quit]点我[/]",
    "[/]",
    "[red]红冲[/red]",
    "a[b]c",
    "[link=file:///etc/passwd]x[/link]",
    r"\[bold]x",
    "<b>x</b>",
    '<img src="/etc/hostname"/>',
    '<a href="http://x.example">x</a>',
    "(x) Tj ET Q",
    "\\) >> endobj",
    "&amp;&#x41;",
)

INJECTIONS = (
    "' OR 1=1 --",
    "'; DROP TRIGGER law_posting_update; --",
    '" OR ""="',
    "x' UNION SELECT body FROM leaf --",
    "%",
    "_",
    "\\",
    "a' AND randomblob(1000000000) --",
    ":book",
    "?",
    "%s",
    "x'); ATTACH 'evil.db' AS e; --",
)

PATHS = (
    "../../etc/passwd",
    "..\\..\\evil",
    "/etc/passwd",
    "C:\\evil",
    "x/../../y",
    "~/x",
    "a:b",
    "con",
    "x\x00y",
    "-rf",
    ".",
    "..",
)


def member(name: str, change: Callable[[bytes], bytes]) -> Callable[[str, bytes], bytes]:
    """Change one member of a workbook."""
    return lambda at, data: change(data) if at == name else data


def with_members(path: Path, *added: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    """Write the template with further members, whatever their names."""
    repacked(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in added:
            archive.writestr(name, data)
    return path


def understated(path: Path, name: str, content: bytes, size: int) -> Path:
    """Write the template with a member that unpacks to more than the zip says.

    Size and check sum of both headers are those of the first `size` bytes, so that a reader which
    stops there finds nothing wrong.
    """
    repacked(path)
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, content)
        info = new.getinfo(name)
        crc, whole = info.CRC, info.file_size
    false = zipfile.crc32(content[:size])  # type: ignore[attr-defined]
    data = packed.getvalue()
    for true, lie in ((crc, false), (whole, size)):
        data = data.replace(true.to_bytes(4, "little"), lie.to_bytes(4, "little"))
    path.write_bytes(data)
    return path


def schema_edited(database: Path, *statements: str) -> None:
    """Run SQL on a ledger's file as somebody with a shell and no scruples."""
    raw = sqlite3.connect(database, isolation_level=None)
    raw.execute("PRAGMA writable_schema=ON")
    for statement in statements:
        raw.execute(statement)
    raw.close()


def cell_of(sheet_xml: bytes, place: str) -> bytes:
    """Return the element of a cell as it stands in a sheet."""
    found = re.search(rb'<c r="' + place.encode() + rb'"[^>]*>.*?</c>', sheet_xml)
    assert found
    return found[0]


NAMES = (
    ("book", "unit_name"),
    ("user", "name"),
    ("party", "name"),
    ("project", "name"),
    ("contract", "name"),
    ("contract", "payee_name"),
    ("fund_source", "name"),
    ("tranche", "label"),
    ("bank_account", "name"),
    ("budget_line", "name"),
    ("voucher", "summary"),
    ("posting", "summary"),
    ("payment_request", "summary"),
    ("payment_line", "payee_name"),
    ("payment_step", "note"),
)
"""Columns whose text comes from people, and is shown to others."""


def renamed(database: Path, text: str) -> Path:
    """Put a text in front of every name and summary of a ledger, by a shell."""
    raw = sqlite3.connect(database, isolation_level=None)
    for table, column in NAMES:
        raw.execute(f"DROP TRIGGER IF EXISTS law_{table}_update")
        raw.execute(f"UPDATE {table} SET {column} = ? || coalesce({column}, '')", (text,))
    raw.close()
    return database
