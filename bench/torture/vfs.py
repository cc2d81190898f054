"""A recording file system under the SQLite that this Python uses, by ctypes.

A copy of SQLite's own file system becomes the default; its files are given copies of their methods
with writing, truncating, syncing and closing noted on the way. So the program runs unchanged, and
every byte that goes to the disk is known in its order. A file system cannot be taken out again
while files are open: record in a process of its own.
"""

from __future__ import annotations

import ctypes
import sqlite3
from ctypes import (
    CFUNCTYPE,
    POINTER,
    Structure,
    c_char_p,
    c_int,
    c_int64,
    c_void_p,
    cast as as_type,
    string_at,
)
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.torture.disk import Create, Delete, Step, Sync, SyncFolder, Truncate, Write

CREATE, MAIN_JOURNAL, SUPER_JOURNAL, WAL = 0x4, 0x800, 0x4000, 0x80000
"""SQLITE_OPEN_ flags: the unix file system syncs the folder at the first sync of a new journal."""

OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
DELETE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
CLOSE = CFUNCTYPE(c_int, c_void_p)
WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class Vfs(Structure):
    """C's `sqlite3_vfs`, version 3."""

    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", c_void_p),
        ("delete", c_void_p),
        ("rest", c_void_p * 14),
    )


class Methods(Structure):
    """C's `sqlite3_io_methods`, version 3."""

    _fields_ = (
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", c_void_p),
        ("truncate", c_void_p),
        ("sync", c_void_p),
        ("rest", c_void_p * 13),
    )


class File(Structure):
    """The visible part of C's `sqlite3_file`."""

    _fields_ = (("methods", POINTER(Methods)),)


def library() -> ctypes.CDLL:
    """Return the SQLite library that this Python has loaded; raises RuntimeError without one."""
    maps = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    paths = {line.split()[-1] for line in maps if "libsqlite3" in line.rsplit("/", 1)[-1]}
    if len(paths) != 1:
        raise RuntimeError(
            "this Python carries its SQLite inside itself, so its writes cannot be recorded:"
            f" run with a Python that loads one libsqlite3 (loaded: {sorted(paths) or 'none'})"
        )
    loaded = ctypes.CDLL(paths.pop())
    loaded.sqlite3_vfs_find.restype = POINTER(Vfs)
    loaded.sqlite3_vfs_find.argtypes = [c_char_p]
    loaded.sqlite3_vfs_register.argtypes = [POINTER(Vfs), c_int]
    loaded.sqlite3_libversion.restype = c_char_p
    if loaded.sqlite3_libversion().decode() != sqlite3.sqlite_version:
        raise RuntimeError("the SQLite that was found is not the one this Python uses")
    return loaded


@dataclass(slots=True)
class _Opened:
    """An open file: its number, the methods SQLite gave it, whether a folder sync is due."""

    number: int
    methods: Methods
    folder_due: bool


@dataclass
class Recorder:
    """Notes every step that SQLite takes in one folder, from `install` to the process's end."""

    folder: Path
    steps: list[Step] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    files: dict[int, _Opened] = field(default_factory=dict)
    kept: list[object] = field(default_factory=list)
    """Whatever C holds a pointer to."""

    count: int = 0
    own: tuple[int | None, ...] = ()
    base: Any = None
    """SQLite's own file system."""

    def install(self) -> None:
        """Become the default file system; the files that are there already count as safe."""
        self.names = {path.name: n for n, path in enumerate(sorted(self.folder.iterdir()))}
        self.count = len(self.names)
        sqlite = library()
        self.base = sqlite.sqlite3_vfs_find(None)
        vfs = Vfs()
        ctypes.pointer(vfs)[0] = self.base.contents
        vfs.name = b"recorder"
        vfs.next = None
        vfs.open = self._keep(OPEN(self._open))
        vfs.delete = self._keep(DELETE(self._delete))
        self.kept.append(vfs)
        functions = (CLOSE(self._close), WRITE(self._write))
        more = (TRUNCATE(self._truncate), SYNC(self._sync))
        self.own = tuple(self._keep(function) for function in (*functions, *more))
        if sqlite.sqlite3_vfs_register(ctypes.byref(vfs), 1):
            raise RuntimeError("SQLite does not take the recording file system")

    def _keep(self, function: object) -> int | None:
        self.kept.append(function)
        return as_type(function, c_void_p).value  # type: ignore[arg-type]

    def _named(self, name: int | None) -> str | None:
        if not name:
            return None
        path = Path(string_at(name).decode())
        return path.name if path.parent == self.folder else None

    def _open(self, _: int, name: int, file: int, flags: int, out: int) -> int:
        code: int = OPEN(self.base.contents.open)(
            ctypes.addressof(self.base.contents), name, file, flags, out
        )
        known = self._named(name)
        if code or known is None:
            return code
        if known not in self.names:
            self.names[known] = self.count
            self.steps.append(Create(known, self.count))
            self.count += 1
        opened = as_type(file, POINTER(File)).contents
        given = opened.methods.contents
        journal = bool(flags & CREATE and flags & (MAIN_JOURNAL | SUPER_JOURNAL | WAL))
        self.files[file] = _Opened(self.names[known], given, journal)
        mine = Methods()
        ctypes.pointer(mine)[0] = given
        mine.close, mine.write, mine.truncate, mine.sync = self.own
        self.kept.append(mine)
        opened.methods = ctypes.pointer(mine)
        return code

    def _delete(self, _: int, name: int, sync: int) -> int:
        base = self.base.contents
        code: int = DELETE(base.delete)(ctypes.addressof(base), name, sync)
        known = self._named(name)
        if not code and known in self.names:
            del self.names[known]
            self.steps.append(Delete(known))
            if sync:
                self.steps.append(SyncFolder())
        return code

    def _close(self, file: int) -> int:
        code: int = CLOSE(self.files.pop(file).methods.close)(file)
        return code

    def _write(self, file: int, data: int, length: int, offset: int) -> int:
        opened = self.files[file]
        code: int = WRITE(opened.methods.write)(file, data, length, offset)
        if not code:
            self.steps.append(Write(opened.number, offset, string_at(data, length)))
        return code

    def _truncate(self, file: int, size: int) -> int:
        opened = self.files[file]
        code: int = TRUNCATE(opened.methods.truncate)(file, size)
        if not code:
            self.steps.append(Truncate(opened.number, size))
        return code

    def _sync(self, file: int, flags: int) -> int:
        opened = self.files[file]
        code: int = SYNC(opened.methods.sync)(file, flags)
        if not code:
            self.steps.append(Sync(opened.number))
            if opened.folder_due:
                opened.folder_due = False
                self.steps.append(SyncFolder())
        return code
