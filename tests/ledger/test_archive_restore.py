"""A restore is a rollback: what others have signed meanwhile must be there, or it fails loudly."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from cityledger.evidence import note
from cityledger.evidence.keys import SoftKey
from cityledger.evidence.note import VerifierKey
from cityledger.evidence.request import Request
from cityledger.evidence.suite import SUITES
from cityledger.evidence.witness import Witness
from cityledger.kernel.errors import BadInput, Tampered, Unavailable
from cityledger.kernel.levels import Level
from cityledger.ledger import checkpoint
from cityledger.ledger.archive import archive
from cityledger.ledger.backup import backup
from cityledger.ledger.proof import logs
from cityledger.ledger.restore import restore, seen_in
from cityledger.ledger.seen import Seen
from cityledger.ledger.sources import continued, opened
from cityledger.ledger.verify import verify
from cityledger.store import engine as engines
from cityledger.store.files import LedgerFolder
from cityledger.store.session import write
from tests.conftest import LOG_SEED, Office, found
from tests.ledger.archive_case import (
    in_child,
    party,
    restored,
    rows_of,
    signing,
    with_files_up_to,
)


@pytest.fixture
def working(tmp_path: Path) -> Iterator[Office]:
    """An office whose heads are signed, with a mirror; three units are registered."""
    office = signing(found(f"sqlite:///{tmp_path}/ledger.db"), tmp_path / "mirror")
    for n in (1, 2, 3):
        office.by("zhi", party(n))
    yield office
    office.desk.close()


def signed(office: Office) -> list[Seen]:
    """Sign the heads as they stand and return them as somebody who keeps them."""
    with write(office.desk.engine) as connection:
        for book in logs(connection):
            checkpoint.take(connection, book, SoftKey(LOG_SEED))
    with office.desk.read() as read:
        heads = [checkpoint.latest(read, book, suite) for book in logs(read) for suite in SUITES]
    return [Seen.read("审计", head.cosigned) for head in heads if head is not None]


def attempt(source: Path, target: Path, seen: list[Seen], mirror: Path | None = None) -> None:
    """Restore with what somebody has seen."""
    with opened(source) as plain:
        restore(plain if mirror is None else continued(plain, mirror), LedgerFolder(target), seen)


def test_what_a_witness_has_signed_is_there(working: Office, tmp_path: Path) -> None:
    seen = signed(working)
    archive(working.desk.read, tmp_path / "a")

    attempt(tmp_path / "a", tmp_path / "again", seen)

    assert rows_of(tmp_path / "ledger.db") == rows_of(tmp_path / "again" / "ledger.db")


def test_older_than_a_witness_has_signed_fails_and_leaves_nothing(
    working: Office, tmp_path: Path
) -> None:
    archive(working.desk.read, tmp_path / "a")
    working.by("zhi", party(4))
    working.by("zhi", party(5))

    with pytest.raises(Tampered) as caught:
        attempt(tmp_path / "a", tmp_path / "deep" / "again", signed(working))

    assert Level.WITNESS is caught.value.level
    said = str(caught.value)
    assert 2 == said.count("审计 has signed 6 leaves, and this source ends after 4: leaves 4 to 5")
    assert "mirror" in said.splitlines()[-1]
    assert not (tmp_path / "deep").exists()


def test_the_mirror_brings_what_the_archive_lacks(working: Office, tmp_path: Path) -> None:
    archive(working.desk.read, tmp_path / "a")
    working.by("zhi", party(4))
    seen = signed(working)
    working.by("zhi", party(5))

    attempt(tmp_path / "a", tmp_path / "again", seen, tmp_path / "mirror")

    assert rows_of(tmp_path / "ledger.db") == rows_of(tmp_path / "again" / "ledger.db")


def test_a_mirror_alone_is_enough(working: Office, tmp_path: Path) -> None:
    restored(tmp_path / "mirror", tmp_path / "again")

    assert rows_of(tmp_path / "ledger.db") == rows_of(tmp_path / "again" / "ledger.db")


def test_a_mirror_shorter_than_the_archive_changes_nothing(working: Office, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "mirror", tmp_path / "old")
    working.by("zhi", party(4))
    archive(working.desk.read, tmp_path / "a")

    attempt(tmp_path / "a", tmp_path / "again", [], tmp_path / "old")

    assert rows_of(tmp_path / "ledger.db") == rows_of(tmp_path / "again" / "ledger.db")


@pytest.fixture
def forked(working: Office, tmp_path: Path) -> Office:
    """The same office after somebody put back the file of yesterday and went another way."""
    shutil.copy(tmp_path / "ledger.db", tmp_path / "fork.db")
    other = replace(working, desk=replace(working.desk, mirror=None))
    other.desk = replace(other.desk, engine=engines.connect(f"sqlite:///{tmp_path}/fork.db"))
    for n in (8, 9):
        other.by("zhi", party(n))
    return other


def test_another_history_than_was_signed_fails(
    working: Office, forked: Office, tmp_path: Path
) -> None:
    working.by("zhi", party(4))
    seen = [one for one in signed(working) if one.head.size > 1]
    archive(forked.desk.read, tmp_path / "a")
    forked.desk.close()

    assert {"t.example/0", "t.example/0/sm"} == {one.head.origin for one in seen}
    for one in seen:
        with pytest.raises(Tampered, match="log 0: 审计 has signed another history: the first 5"):
            attempt(tmp_path / "a", tmp_path / "again", [one])
    assert not (tmp_path / "again").exists()


def test_a_mirror_of_another_history_is_not_joined(
    working: Office, forked: Office, tmp_path: Path
) -> None:
    archive(forked.desk.read, tmp_path / "a")
    forked.desk.close()
    for n in (4, 5, 6):
        working.by("zhi", party(n))

        with pytest.raises(Tampered, match="of book 0: the two sources have different ones"):
            attempt(tmp_path / "a", tmp_path / "again", [], tmp_path / "mirror")


def test_sources_of_two_ledgers_are_not_joined(working: Office, tmp_path: Path) -> None:
    (tmp_path / "mirror" / "t.example").rename(tmp_path / "mirror" / "elsewhere")
    archive(working.desk.read, tmp_path / "a")

    with pytest.raises(Unavailable, match="no mirror of this ledger"):
        attempt(tmp_path / "a", tmp_path / "again", [], tmp_path / "mirror")


def test_a_log_that_was_signed_and_is_missing_is_named(working: Office, tmp_path: Path) -> None:
    seen = signed(working)
    book = next(path for path in (tmp_path / "mirror/t.example").iterdir() if path.name[0] == "3")
    for ending in (".leaves", ".heads"):
        book.with_suffix(ending).unlink(missing_ok=True)

    with pytest.raises(Tampered, match="a log that this source does not have"):
        attempt(tmp_path / "mirror", tmp_path / "again", seen)


def test_the_file_of_a_witness_is_read(working: Office, tmp_path: Path) -> None:
    witness = Witness(tmp_path / "witness.json")
    witness.create("witness.example/audit", "a passphrase that is long enough", kib=64)
    watcher = witness.unlock("a passphrase that is long enough")
    public = SoftKey(LOG_SEED).public
    for origin in (f"t.example/0{suite.suffix}" for suite in SUITES):
        witness.trust(VerifierKey(origin, public).text())
    archive(working.desk.read, tmp_path / "a")
    working.by("zhi", party(4))
    for one in signed(working):
        if one.head.origin.startswith("t.example/0"):
            witness.cosign(Request(0, (), one.note).data(), watcher, 1_750_000_000)

    with pytest.raises(Tampered, match=r"witness\.example/audit has signed 5 leaves"):
        attempt(tmp_path / "a", tmp_path / "again", seen_in(witness.path))

    attempt(tmp_path / "a", tmp_path / "again", seen_in(witness.path), tmp_path / "mirror")


def test_a_witness_of_another_ledger_says_nothing_of_this_one(
    working: Office, tmp_path: Path
) -> None:
    archive(working.desk.read, tmp_path / "a")
    text = note.Checkpoint("other/0", 1, bytes(32)).text()
    data = note.Note(text, (note.sign(text, "other/0", SoftKey(LOG_SEED)),)).data()

    with pytest.raises(BadInput, match=r"speaks of other/0 and not of t\.example"):
        attempt(tmp_path / "a", tmp_path / "again", [Seen.read("other", data)])

    assert not (tmp_path / "again").exists()


def test_a_file_that_is_no_witness_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear\n", encoding="utf-8")

    with pytest.raises(BadInput, match="neither a signed checkpoint nor a witness file"):
        seen_in(tmp_path / "letter")


def test_a_ledger_that_is_there_is_left_alone(working: Office, tmp_path: Path) -> None:
    archive(working.desk.read, tmp_path / "a")
    before = (tmp_path / "ledger.db").read_bytes()

    with pytest.raises(Unavailable, match="holds a ledger already"):
        attempt(tmp_path / "a", tmp_path, [])

    assert before == (tmp_path / "ledger.db").read_bytes()


def test_a_folder_that_has_only_keys_gets_its_database(working: Office, tmp_path: Path) -> None:
    archive(working.desk.read, tmp_path / "a")
    (tmp_path / "left" / "keys").mkdir(parents=True)

    attempt(tmp_path / "a", tmp_path / "left", [])

    assert ["keys", "ledger.db"] == sorted(path.name for path in (tmp_path / "left").iterdir())


@pytest.mark.parametrize("size", [0, 50_000, 300_000])
def test_a_full_disk_leaves_nothing(working: Office, tmp_path: Path, size: int) -> None:
    archive(working.desk.read, tmp_path / "a")
    working.desk.engine.dispose()

    def work() -> None:
        with pytest.raises(Unavailable):
            restored(tmp_path / "a", tmp_path / "again")

    assert 0 == in_child(partial(with_files_up_to, size, work))
    assert not (tmp_path / "again").exists()


def test_a_backup_is_a_source(working: Office, tmp_path: Path) -> None:
    backup(working.desk.engine, working.desk.read, tmp_path / "b.db")

    restored(tmp_path / "b.db", tmp_path / "again")

    assert rows_of(tmp_path / "ledger.db") == rows_of(tmp_path / "again" / "ledger.db")


def test_of_a_hostile_file_only_leaves_and_heads_are_taken(working: Office, tmp_path: Path) -> None:
    backup(working.desk.engine, working.desk.read, tmp_path / "b.db")
    with closing(sqlite3.connect(tmp_path / "b.db")) as file:
        file.execute("DROP TRIGGER law_party_update")
        file.execute("UPDATE party SET name = '假' WHERE 1")
        file.execute("CREATE TRIGGER evil AFTER INSERT ON party BEGIN DELETE FROM refusal; END")
        file.commit()

    restored(tmp_path / "b.db", tmp_path / "again")

    assert rows_of(tmp_path / "ledger.db") == rows_of(tmp_path / "again" / "ledger.db")
    engine = engines.connect(f"sqlite:///{tmp_path}/again/ledger.db")
    with engines.read(engine) as read:
        assert () == verify(read).problems
    engine.dispose()


def test_a_forged_leaf_in_a_backup_is_named(working: Office, tmp_path: Path) -> None:
    backup(working.desk.engine, working.desk.read, tmp_path / "b.db")
    with closing(sqlite3.connect(tmp_path / "b.db")) as file:
        file.execute("DROP TRIGGER law_leaf_update")
        file.execute(
            "UPDATE leaf SET body = CAST(replace(CAST(body AS TEXT), '单位2', '单位7') AS BLOB)"
            " WHERE book_id = 0 AND idx = 2"
        )
        file.commit()

    with pytest.raises(Tampered, match="leaf 2 of book 0"):
        restored(tmp_path / "b.db", tmp_path / "again")


def test_a_file_that_was_not_closed_is_no_source(working: Office, tmp_path: Path) -> None:
    backup(working.desk.engine, working.desk.read, tmp_path / "b.db")
    (tmp_path / "b.db-journal").write_bytes(b"hot")

    with pytest.raises(Unavailable, match="was not closed"), opened(tmp_path / "b.db"):
        pass


def test_what_is_none_of_them_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "letter").write_bytes(b"Dear")

    for place in (tmp_path, tmp_path / "letter", tmp_path / "nothing"):
        with pytest.raises(Unavailable, match="no archive, mirror or backup"), opened(place):
            pass


def test_a_tail_of_signed_heads_without_its_leaves_is_not_restored(
    working: Office, tmp_path: Path
) -> None:
    short = tmp_path / "short"
    shutil.copytree(tmp_path / "mirror", short)
    working.by("zhi", party(4))
    signed(working)
    working.by("zhi", party(5))
    shutil.copy(tmp_path / "mirror/t.example/0.heads", short / "t.example/0.heads")

    with pytest.raises(Tampered, match=r"checkpoint \d of suite 1, log 0: it counts 5 leaves"):
        restored(short, tmp_path / "again")
