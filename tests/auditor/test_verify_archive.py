"""An archive is checked by the file alone: what a forger changes in it, sums and all, is named."""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cityledger.auditor import verify
from cityledger.ledger.archive import archive
from cityledger.store.engine import connect, read
from tests.auditor.forgery import VKEY, kept_head, sealed
from tests.conftest import BOOK, Office
from tests.laws.raw import Raw, line, row, voucher

KEY = verify.published(VKEY)
LOG = f"logs/{BOOK}"


def faults(folder: Path, *outside: bytes) -> list[str]:
    """Return the faults of an archive, each as `place: what`."""
    named = [(f"head {n}", data) for n, data in enumerate(outside)]
    found = verify.verify(folder, "all", 1, [KEY], named)
    return [f"{fault['place']}: {fault['what']}" for fault in found["faults"]]


def archived(ledger: Path, folder: Path, attachments: Path | None = None) -> Path:
    """Archive a ledger."""
    engine = connect(f"sqlite:///{ledger}")
    archive(lambda: read(engine), folder, attachments)
    engine.dispose()
    return folder


@pytest.fixture(scope="module")
def original(kept: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive that is copied."""
    folder = tmp_path_factory.mktemp("archived") / "archive"
    return archived(Path(kept.url.removeprefix("sqlite:///")), folder)


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    """A copy of the archive, to be spoilt."""
    return Path(shutil.copytree(original, tmp_path / "archive"))


def forged(folder: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change a file, and its sum in the MANIFEST with it."""
    old = (folder / name).read_bytes()
    new = change(old)
    assert old != new
    (folder / name).write_bytes(new)
    sums = folder / "MANIFEST"
    before, after = (hashlib.sha256(data).hexdigest() for data in (old, new))
    sums.write_text(sums.read_text("utf-8").replace(f"{before}  {name}\n", f"{after}  {name}\n"))


def test_an_honest_archive_is_sound_to_its_own_copy_of_the_file(folder: Path) -> None:
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), str(folder), "--key", VKEY]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)

    assert (0, "") == (done.returncode, done.stderr), done.stdout
    assert "cosignatures: 6 of 6 checked" in done.stdout
    assert done.stdout.splitlines()[-1] == "SOUND - 312 leaves"


def test_the_roots_are_those_of_the_ledger(folder: Path, kept: Office) -> None:
    file = Path(kept.url.removeprefix("sqlite:///"))

    assert verify.verify(file, "0", 1)["roots"] == verify.verify(folder, "0", 1)["roots"]


def test_a_head_kept_elsewhere_is_looked_for(folder: Path, raw: Raw, ledger: Path) -> None:
    assert [] == faults(folder, kept_head(ledger))

    raw.do("evidence.attach", {})
    longer = archived(ledger, folder.with_name("longer"))
    assert [] == faults(longer, kept_head(ledger))


def test_what_is_not_listed_is_not_read(folder: Path) -> None:
    (folder / "Thumbs.db").write_bytes(b"x")

    assert [] == faults(folder)


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_bit_of_any_file_is_named_by_its_sum(folder: Path, seed: int) -> None:
    draw = random.Random(seed)
    listed = [path for path in folder.rglob("*") if path.is_file() and path.name != "MANIFEST"]
    path = draw.choice(sorted(path for path in listed if path.stat().st_size))
    data = bytearray(path.read_bytes())
    data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    path.write_bytes(data)

    said = f"{path.relative_to(folder).as_posix()}: its bytes are not those that were archived"
    assert said in faults(folder)


@pytest.mark.parametrize(
    "name", [f"{LOG}/checkpoint", f"{LOG}/tile/0/000", "verify.py", "schema.sql"]
)
def test_a_file_that_is_lost_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()

    assert f"{name}: {name} is not in the archive" in faults(folder)


def flip(data: bytes, at: int = 40) -> bytes:
    """Return bytes with one bit changed."""
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def other_line(data: bytes) -> bytes:
    """Return a note without its last line."""
    return b"".join(data.splitlines(keepends=True)[:-1])


FORGED: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "a leaf": (f"{LOG}/tile/entries/000", flip, f"leaf 0 of book {BOOK}: "),
    "the length of a leaf": (f"{LOG}/tile/entries/000", lambda d: flip(d, 1), "file: cannot be"),
    "leaves cut off": (f"{LOG}/tile/entries/000", lambda d: d[:-9], "file: cannot be read on"),
    "a leaf hash": (f"{LOG}/tile/0/000", flip, f"leaf 1 of book {BOOK}: its hash"),
    "a hash that is too many": (f"{LOG}/tile/0/000", lambda d: d + bytes(32), "file: cannot be"),
    "a hash of a higher tile": (
        f"{LOG}/tile/1/000.p/1",
        lambda d: flip(d, 3),
        f"{LOG}/tile/1/000.p/1: it is not what the leaves or the tiles below it give",
    ),
    "a hash of SM3": (
        f"{LOG}/sm/tile/0/000",
        flip,
        f"{LOG}/sm/tile/0/000: it is not what the leaves or the tiles below it give",
    ),
    "an origin": (
        f"{LOG}/origin",
        lambda d: d.replace(b"t.", b"u."),
        f"{LOG}/origin: it is not that of this log",
    ),
    "the newest head": (
        f"{LOG}/checkpoint",
        other_line,
        f"{LOG}/checkpoint: it is not the newest",
    ),
    "a cosignature of a head": (
        f"{LOG}/checkpoints/1-300",
        other_line,
        f"{LOG}/checkpoints/1-300: the cosignatures on it are not those kept beside it",
    ),
    "a head": (
        f"{LOG}/checkpoints/1-300",
        lambda d: d.replace(b"\n300\n", b"\n299\n"),
        f"checkpoint 1 of suite 1, book {BOOK}: it is not of this log, or not its head",
    ),
    "a head of SM3": (
        f"{LOG}/sm/checkpoint",
        other_line,
        f"{LOG}/sm/checkpoint: it is not the newest",
    ),
    "a list of cosignatures": (
        f"{LOG}/cosignatures",
        lambda d: d.replace(b"1 1 300", b"1 2 300"),
        "cosignature 2 of witness.example/w1, suite 1, book ",
    ),
    "the schema": (
        "schema.sql",
        lambda d: d.replace(b"price_fen > 0", b"price_fen > 1"),
        "schema.sql: this file does not know it, so that no table was made",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_what_a_forger_changes_with_its_sum_is_named(folder: Path, name: str) -> None:
    path, change, said = FORGED[name]
    forged(folder, path, change)

    found = faults(folder)
    assert [fault for fault in found if fault.startswith(said)], found
    assert not any("were archived" in fault for fault in found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("cityledger/archive/v1", "cityledger/archive/v2", "file: cannot be read on: "),
        ("ledger t.example", "ledger u.example", "logs/0/origin: it is not that of this log"),
        (f"log {BOOK} 300 ", f"log {BOOK} 299 ", "file: cannot be read on: "),
        ("log 0 ", "log 8 ", "file: cannot be read on: "),
        ("  verify.py", "  ../verify.py", "file: cannot be read on: "),
        ("  verify.py", "  /verify.py", "file: cannot be read on: "),
        ("  verify.py", "  a\\verify.py", "file: cannot be read on: "),
    ],
)
def test_a_manifest_that_says_something_else_is_named(
    folder: Path, old: str, new: str, said: str
) -> None:
    sums = folder / "MANIFEST"
    text = sums.read_text("utf-8")
    assert old in text
    sums.write_text(text.replace(old, new), "utf-8")

    found = faults(folder)
    assert [fault for fault in found if fault.startswith(said)], found


def test_another_root_in_the_manifest_is_named(folder: Path) -> None:
    sums = folder / "MANIFEST"
    lines = sums.read_text("utf-8").split("\n")
    own, other = lines[3].split(" "), lines[4].split(" ")
    lines[3] = " ".join([*own[:3], other[3], own[4]])
    sums.write_text("\n".join(lines), "utf-8")

    assert ["MANIFEST: log 0 has another size or root than its leaves"] == faults(folder)


def test_a_breach_is_found_without_tables(raw: Raw, ledger: Path, tmp_path: Path) -> None:
    lines = line("D", "5001", 5), line("C", "2101", 4)
    index = sealed(raw, "voucher.correct", voucher("2025-06-12", *lines))
    again = sealed(raw, "interference.clear", {"interference_clearance": []}, by="zhi")
    folder = archived(ledger, tmp_path / "archive")

    found = faults(folder)
    assert (
        f"leaf {index} of book {BOOK}: breaks a law: L2 debit and credit differ in tranche 0"
        in (found)
    )
    assert f"leaf {again} of book {BOOK}: zhi was not approver at 12" in found


@pytest.mark.parametrize("size", ["3", "4"])
def test_attachments_are_counted_and_of_the_size_in_the_books(
    raw: Raw, ledger: Path, tmp_path: Path, size: str
) -> None:
    digest = hashlib.sha256(b"abc").hexdigest()
    (tmp_path / digest).write_bytes(b"abc")
    files = [row(sha256=sha, size=size, name="a.pdf") for sha in (digest, "0" * 64)]
    raw.do("evidence.attach", {"evidence_file": files})
    folder = archived(ledger, tmp_path / "archive", tmp_path)

    found = verify.verify(folder, "0", 1)
    assert {"here": 1, "of": 2} == found["attachments"]
    expected = [] if size == "3" else [f"evidence/{digest}: its size is not 4"]
    assert expected == [f"{fault['place']}: {fault['what']}" for fault in found["faults"]]


def test_an_attachment_under_another_name_is_named(folder: Path) -> None:
    (folder / "evidence").mkdir()
    (folder / "evidence" / "x").write_bytes(b"abc")
    with (folder / "MANIFEST").open("a", encoding="utf-8") as sums:
        sums.write(f"{hashlib.sha256(b'abc').hexdigest()}  evidence/x\n")

    assert ["evidence/x: its bytes are not those that were archived"] == faults(folder)


def test_a_folder_that_is_no_archive_is_wrong_usage(tmp_path: Path) -> None:
    file = Path(str(verify.__file__))
    command = [sys.executable, "-I", "-S", str(file), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    assert (2, "") == (done.returncode, done.stdout)


@pytest.mark.parametrize(
    ("n", "width", "name"),
    [
        (0, 256, "tile/entries/000"),
        (7, 3, "tile/entries/007.p/3"),
        (1234067, 256, "tile/entries/x001/x234/067"),
        (1000, 1, "tile/entries/x001/000.p/1"),
    ],
)
def test_tiles_are_named_as_c2sp_says(n: int, width: int, name: str) -> None:
    assert name == verify.tile_name("entries", n, width)
