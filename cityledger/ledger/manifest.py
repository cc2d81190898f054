"""MANIFEST: what an archive says it holds, as plain text.

    cityledger/archive/v1
    program <version>
    ledger <ledger id>
    log <book> <size> <root in base64> <origin>      one line a log, by number
                                                     (a blank line)
    <SHA-256 in hexadecimal>  <path>                 one line a file, by path; `/` between folders

Everything after the blank line is what `sha256sum -c` reads. The sums are against damage: whoever
forges a file can forge its sum as well, and then the root or a signature does not agree.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from cityledger.evidence.canon import Malformed
from cityledger.evidence.note import unbase64
from cityledger.kernel.errors import Tampered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "MANIFEST"
FORMAT = "cityledger/archive/v1"
_NUMBER = r"(0|[1-9][0-9]{0,18})"
_LOG = re.compile(rf"log {_NUMBER} {_NUMBER} ([A-Za-z0-9+/]{{43}}=) (\S+)")
_FILE = re.compile(r"([0-9a-f]{64})  (\S+)")


@dataclass(frozen=True, slots=True)
class LogLine:
    """One log of an archive: size, root and origin."""

    size: int
    root: bytes
    origin: str


@dataclass(slots=True)
class Manifest:
    """The logs by book, and the SHA-256 of every other file of the archive by path."""

    program: str
    ledger: str
    logs: dict[int, LogLine] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def data(self) -> bytes:
        """Return the bytes of the file."""
        out = [FORMAT, f"program {self.program}", f"ledger {self.ledger}"]
        for book, log in sorted(self.logs.items()):
            root = b64encode(log.root).decode()
            out.append(f"log {book} {log.size} {root} {log.origin}")
        out.append("")
        out += [f"{digest}  {path}" for path, digest in sorted(self.files.items())]
        return "".join(f"{line}\n" for line in out).encode()

    @classmethod
    def load(cls, data: bytes) -> Manifest:
        """Read back `data`, strictly: writing it again gives the same bytes; raises `Malformed`."""
        try:
            head, _, rest = data.decode().partition("\n\n")
        except UnicodeDecodeError as error:
            raise Malformed("not UTF-8") from error
        lines = head.split("\n")
        if len(lines) < 3 or lines[0] != FORMAT:
            raise Malformed(f"does not begin with {FORMAT}")
        out = cls(lines[1].removeprefix("program "), lines[2].removeprefix("ledger "))
        for line in lines[3:]:
            found = _LOG.fullmatch(line)
            if found is None:
                raise Malformed(f"line {line[:60]!r}")
            book, size, root, origin = found.groups()
            out.logs[int(book)] = LogLine(int(size), unbase64(root), origin)
        for line in rest.splitlines():
            found = _FILE.fullmatch(line)
            if found is None or _leaves_the_folder(found[2]):
                raise Malformed(f"line {line[:80]!r}")
            out.files[found[2]] = found[1]
        if out.data() != data or 0 not in out.logs:
            raise Malformed("not as this program writes it")
        return out

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the MANIFEST of an archive; raises Tampered."""
        try:
            return cls.load((folder / NAME).read_bytes())
        except OSError as error:
            raise Tampered(
                f"{NAME}: not in {folder}, which is then no archive ({error.strerror})"
            ) from error
        except Malformed as error:
            raise Tampered(f"{NAME}: {error}") from error

    def differences(self, folder: Path) -> Iterator[str]:
        """Yield one line for each file that is missing or whose bytes are not those listed."""
        for path, digest in sorted(self.files.items()):
            try:
                data = (folder / path).read_bytes()
            except OSError as error:
                yield f"{path}: missing from the archive ({error.strerror})"
                continue
            if sha256(data).hexdigest() != digest:
                yield f"{path}: its bytes are not those that were archived"


def _leaves_the_folder(path: str) -> bool:
    parts = path.split("/")
    return "\\" in path or ":" in path or any(part in ("", ".", "..") for part in parts)
