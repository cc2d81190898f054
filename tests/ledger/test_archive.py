"""An archive is the whole ledger, always the same bytes, and shows what became of it since."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from cityledger.kernel.errors import Tampered, Unavailable
from cityledger.ledger.archive import archive
from cityledger.ledger.manifest import NAME, Manifest
from cityledger.ledger.sources import opened
from cityledger.store import guard
from cityledger.store.engine import connect
from cityledger.store.session import write
from tests.conftest import BOOK, LOG_SEED, empty_database, found
from tests.laws.furnish import furnish
from tests.laws.raw import Raw, row
from tests.ledger.archive_case import party, reader, restored, rows, rows_of, signing, tree

ENGINES = ["sqlite", "postgresql"] if os.environ.get("CITYLEDGER_PG") else ["sqlite"]


@pytest.fixture(scope="module", params=ENGINES)
def furnished(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Raw]:
    """A ledger with a row in every table and cosigned heads in both suites; leave it so."""
    raw = Raw(found(empty_database(request.param, tmp_path_factory.mktemp("furnished"))))
    furnish(raw)
    yield raw
    raw.office.desk.close()


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of such a ledger on SQLite; copy it before you spoil it."""
    folder = tmp_path_factory.mktemp("archived")
    raw = Raw(found(f"sqlite:///{folder}/ledger.db"))
    furnish(raw)
    archive(raw.office.desk.read, folder / "archive")
    raw.office.desk.close()
    return folder / "archive"


@pytest.fixture
def copy(archived: Path, tmp_path: Path) -> Path:
    """A copy of the archive, to be spoilt."""
    return Path(shutil.copytree(archived, tmp_path / "copy"))


def test_the_way_there_and_back_changes_no_byte(furnished: Raw, tmp_path: Path) -> None:
    desk = furnished.office.desk
    archive(desk.read, tmp_path / "a")

    database = restored(tmp_path / "a", tmp_path / "again")
    archive(reader(database), tmp_path / "b")

    assert tree(tmp_path / "a") == tree(tmp_path / "b")
    with desk.read() as read:
        before = rows(read)
    after = rows_of(database)
    assert [] == [name for name in before if not before[name]]
    for name, stored in before.items():
        assert stored == after[name], name


def test_a_second_run_writes_nothing(furnished: Raw, tmp_path: Path) -> None:
    first = archive(furnished.office.desk.read, tmp_path / "a")
    before = tree(tmp_path / "a")

    second = archive(furnished.office.desk.read, tmp_path / "a")

    assert (len(first.manifest.files) + 1, 0) == (first.added, second.added)
    assert before == tree(tmp_path / "a")


def test_a_later_run_comes_to_what_a_new_archive_would_be(tmp_path: Path) -> None:
    office = signing(found(f"sqlite:///{tmp_path}/ledger.db"))
    raw = Raw(office)
    for upto in (1, 250, 260, 3):
        raw.batch("evidence.attach", [attached(raw, n) for n in range(upto)])
        office.by("zhi", party(raw.count))
        archive(office.desk.read, tmp_path / "grown")
    archive(office.desk.read, tmp_path / "new")
    office.desk.close()

    assert tree(tmp_path / "new") == tree(tmp_path / "grown")
    names = set(tree(tmp_path / "new"))
    assert {f"logs/{BOOK}/tile/entries/001", f"logs/{BOOK}/sm/tile/0/000"} <= names


def attached(raw: Raw, n: int) -> dict[str, list[dict[str, str]]]:
    """Return the rows that attach a file nobody has."""
    digest = sha256(b"%d of %d" % (n, raw.count)).hexdigest()
    return {"evidence_file": [row(sha256=digest, size=n, name=f"附件{n}.pdf")]}


@pytest.fixture
def full_after(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], AbstractContextManager[None]]:
    """Make the disk full after so many files were forced to it."""
    real = os.fsync

    @contextmanager
    def full(files: int) -> Iterator[None]:
        calls = itertools.count()

        def fsync(handle: int) -> None:
            if next(calls) >= files:
                raise OSError(28, "No space left on device")
            real(handle)

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", fsync)
            yield

    return full


def test_an_archive_that_was_cut_short_is_finished(
    archived: Path, tmp_path: Path, full_after: Callable[[int], AbstractContextManager[None]]
) -> None:
    ledger = reader(archived.parent / "ledger.db")
    whole = tree(archived)
    for files in range(0, len(whole), 5):
        cut = tmp_path / str(files)
        with full_after(files), pytest.raises(Unavailable, match="No space left"):
            archive(ledger, cut)
        assert not (cut / NAME).exists()
        with pytest.raises(Unavailable, match="no archive"), opened(cut):
            pass

        archive(ledger, cut)

        assert whole == tree(cut)


@pytest.mark.parametrize("files", [0, 2, 4, 6])
def test_an_old_archive_stands_until_the_new_one_is_complete(
    tmp_path: Path, full_after: Callable[[int], AbstractContextManager[None]], files: int
) -> None:
    office = signing(found(f"sqlite:///{tmp_path}/ledger.db"))
    office.by("zhi", party(1))
    archive(office.desk.read, tmp_path / "a")
    office.by("zhi", party(2))

    with full_after(files), pytest.raises(Unavailable, match="No space left"):
        archive(office.desk.read, tmp_path / "a")

    with opened(tmp_path / "a") as source:
        assert 2 == len(list(source.read(0)))
    archive(office.desk.read, tmp_path / "a")
    archive(office.desk.read, tmp_path / "b")
    assert tree(tmp_path / "b") == tree(tmp_path / "a")
    office.desk.close()


def test_the_manifest_says_what_is_there(archived: Path) -> None:
    manifest = Manifest.read(archived)

    files = {name: sha256(data).hexdigest() for name, data in tree(archived).items()}
    del files[NAME]
    assert files == manifest.files
    assert (manifest.data(), []) == (
        (archived / NAME).read_bytes(),
        list(manifest.differences(archived)),
    )
    assert {"verify.py", "schema.sql", "docs/verify.md", "docs/acts.md"} <= set(files)


def test_no_key_is_in_it(archived: Path) -> None:
    for name, data in tree(archived).items():
        assert not name.endswith((".key", ".seed"))
        assert LOG_SEED not in data
        assert b"CLKEY1 " not in data


def damage(how: str, path: Path) -> None:
    """Flip a bit, cut the end off, or take the file away."""
    data = path.read_bytes()
    if how == "flipped":
        path.write_bytes(data[:-3] + bytes([data[-3] ^ 1]) + data[-2:])
    elif how == "cut":
        path.write_bytes(data[:-1])
    else:
        path.unlink()


CLASSES = [
    f"logs/{BOOK}/tile/entries/000",
    f"logs/{BOOK}/tile/0/000",
    f"logs/{BOOK}/tile/1/000.p/1",
    f"logs/{BOOK}/sm/tile/0/000",
    "logs/0/origin",
    "logs/0/checkpoint",
    "logs/0/cosignatures",
    f"logs/{BOOK}/sm/checkpoint",
    "verify.py",
    "docs/acts.md",
    "schema.sql",
]


@pytest.mark.parametrize("how", ["flipped", "cut", "gone"])
@pytest.mark.parametrize("name", CLASSES)
def test_a_damaged_file_is_named(copy: Path, name: str, how: str) -> None:
    damage(how, copy / name)

    with pytest.raises(Tampered, match=f"^{name}: "), opened(copy):
        pass


def forged(copy: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change a file and its sum in the MANIFEST."""
    data = change((copy / name).read_bytes())
    (copy / name).write_bytes(data)
    manifest = Manifest.read(copy)
    manifest.files[name] = sha256(data).hexdigest()
    (copy / NAME).write_bytes(manifest.data())


def flip(data: bytes) -> bytes:
    """Change one bit in the middle."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        (f"of book {BOOK}", f"logs/{BOOK}/tile/entries/000"),
        (f"of book {BOOK}", f"logs/{BOOK}/tile/0/000"),
        ("leaf . of book 0", "logs/0/tile/0/000.p/"),
        ("cosignature", "logs/0/cosignatures"),
        ("checkpoint", "logs/0/checkpoints/1-"),
        ("checkpoint", f"logs/{BOOK}/checkpoints/2-"),
    ],
)
def test_a_forged_file_with_a_forged_sum_is_not_restored(
    copy: Path, tmp_path: Path, expected: str, name: str
) -> None:
    full = next(path for path in sorted(tree(copy)) if path.startswith(name))
    forged(copy, full, flip)

    with pytest.raises(Tampered, match=expected):
        restored(copy, tmp_path / "again")

    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("name", CLASSES[:4])
def test_a_forged_tile_is_found_by_the_next_run(archived: Path, copy: Path, name: str) -> None:
    forged(copy, name, flip)

    with pytest.raises(Tampered, match=f"^{name}: "):
        archive(reader(archived.parent / "ledger.db"), copy)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"archive/v1", b"archive/v2", 1),
        lambda data: data[:-1],
        lambda data: data + b"\n",
        lambda data: data.replace(b"log 0 ", b"log 00 ", 1),
        lambda data: data.replace(b"  logs/0/origin", b"  ../origin", 1),
        lambda data: data.replace(b"log 0 ", b"log 1 ", 1),
        lambda _: b"",
        lambda _: b"\xff\xfe",
    ],
)
def test_a_manifest_in_another_spelling_is_refused(
    copy: Path, change: Callable[[bytes], bytes]
) -> None:
    path = copy / NAME
    path.write_bytes(change(path.read_bytes()))

    with pytest.raises(Tampered, match=r"^MANIFEST: "), opened(copy):
        pass


def test_an_archive_of_another_ledger_is_left_alone(copy: Path, tmp_path: Path) -> None:
    other = found(f"sqlite:///{tmp_path}/other.db")
    before = tree(copy)

    with pytest.raises(Tampered, match="only 1: the ledger was rolled back"):
        archive(other.desk.read, copy)

    assert before == tree(copy)
    other.desk.close()


def test_a_ledger_that_was_rolled_back_and_went_on_is_found(tmp_path: Path) -> None:
    office = signing(found(f"sqlite:///{tmp_path}/ledger.db"))
    office.by("zhi", party(1))
    shutil.copy(tmp_path / "ledger.db", tmp_path / "earlier.db")
    office.by("zhi", party(2))
    archive(office.desk.read, tmp_path / "a")
    office.desk.close()

    earlier = connect(f"sqlite:///{tmp_path}/earlier.db")
    office.desk = replace(office.desk, engine=earlier)
    office.by("zhi", party(3))

    with pytest.raises(Tampered, match="log 0: its first 3 leaves are not those archived"):
        archive(office.desk.read, tmp_path / "a")
    office.desk.close()


def test_a_leaf_that_is_not_what_was_hashed_is_not_archived(tmp_path: Path) -> None:
    office = found(f"sqlite:///{tmp_path}/ledger.db")
    with write(office.desk.engine) as connection:
        with guard.lifted(connection.connection):
            connection.exec_driver_sql("DROP TRIGGER law_leaf_update")
        connection.exec_driver_sql("UPDATE leaf SET body = CAST(body || 'x' AS BLOB) WHERE idx = 0")

    with pytest.raises(Tampered, match="leaf 0 of book 0"):
        archive(office.desk.read, tmp_path / "a")

    assert not (tmp_path / "a" / NAME).exists()
    office.desk.close()


def test_a_folder_with_other_things_is_left_alone(office_file: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear", encoding="utf-8")

    with pytest.raises(Unavailable, match="holds other things"):
        archive(reader(office_file), tmp_path / "mine")

    assert {"letter.txt": b"Dear"} == tree(tmp_path / "mine")


@pytest.fixture
def office_file(tmp_path: Path) -> Path:
    """A founded ledger with two attachments."""
    raw = Raw(found(f"sqlite:///{tmp_path}/ledger.db"))
    for text in (b"scan", b"plan"):
        file = row(sha256=sha256(text).hexdigest(), size=len(text), name="a.pdf")
        raw.do("evidence.attach", {"evidence_file": [file]})
    raw.office.desk.close()
    return tmp_path / "ledger.db"


def test_attachments_are_copied_by_their_content(office_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    scan, plan = (sha256(text).hexdigest() for text in (b"scan", b"plan"))
    (folder / scan).write_bytes(b"scan")

    written = archive(reader(office_file), tmp_path / "a", folder)

    assert (f"evidence/{plan}",) == written.missing
    assert b"scan" == (tmp_path / "a" / "evidence" / scan).read_bytes()
    (folder / plan).write_bytes(b"another plan")
    with pytest.raises(Tampered, match=f"evidence/{plan}"):
        archive(reader(office_file), tmp_path / "a", folder)
