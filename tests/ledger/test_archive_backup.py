"""A backup is a sound state of the ledger, taken while others work, or there is none."""

from __future__ import annotations

import os
import threading
from functools import partial
from pathlib import Path

import pytest

from cityledger.kernel.errors import Tampered, Unavailable
from cityledger.ledger.backup import backup
from cityledger.ledger.proof import head_of, root
from cityledger.store import engine as engines, guard
from tests.conftest import Office
from tests.ledger.archive_case import in_child, party, rows_of, tree, with_files_up_to


def test_a_backup_has_every_row(office: Office, tmp_path: Path) -> None:
    office.by("zhi", party(1))

    verdict = backup(office.desk.engine, office.desk.read, tmp_path / "b.db")

    assert (True, 3) == (verdict.sound, verdict.leaves)
    assert rows_of(tmp_path / "ledger.db") == rows_of(tmp_path / "b.db")
    assert ["b.db"] == [name for name in tree(tmp_path) if not name.startswith("ledger.db")]


def test_others_may_write_meanwhile(office: Office, tmp_path: Path) -> None:
    office.by("zhi", party(1))
    done = threading.Event()

    def writing() -> None:
        n = 10
        while not done.is_set():
            office.by("zhi", party(n))
            n += 1

    writer = threading.Thread(target=writing)
    writer.start()
    try:
        for n in range(4):
            backup(office.desk.engine, office.desk.read, tmp_path / f"{n}.db")
    finally:
        done.set()
        writer.join()

    sizes = []
    for n in range(4):
        engine = engines.connect(f"sqlite:///{tmp_path}/{n}.db")
        with engines.read(engine) as copy, office.desk.read() as read:
            head = head_of(copy, 0)
            assert head.root == root(read, 0, 0, head.size)
        engine.dispose()
        sizes.append(head.size)
    assert sorted(set(sizes)) == sizes


def test_a_file_that_is_there_is_left_alone(office: Office, tmp_path: Path) -> None:
    (tmp_path / "b.db").write_bytes(b"mine")

    with pytest.raises(Unavailable, match="is there already"):
        backup(office.desk.engine, office.desk.read, tmp_path / "b.db")

    assert b"mine" == (tmp_path / "b.db").read_bytes()


def test_of_a_ledger_that_is_not_sound_there_is_no_backup(office: Office, tmp_path: Path) -> None:
    with office.desk.engine.connect() as raw:
        with guard.lifted(raw.connection):
            raw.exec_driver_sql("DROP TRIGGER law_leaf_delete")
        raw.exec_driver_sql("END")

    with pytest.raises(Tampered, match="the backup is not sound"):
        backup(office.desk.engine, office.desk.read, tmp_path / "b.db")

    assert [] == list(tmp_path.glob("b.db*"))


def test_a_place_that_cannot_be_written_is_named(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="nowhere"):
        backup(office.desk.engine, office.desk.read, tmp_path / "nowhere" / "b.db")


def test_a_full_disk_leaves_no_backup(office: Office, tmp_path: Path) -> None:
    office.by("zhi", party(1))
    office.desk.engine.dispose()

    def work() -> None:
        with pytest.raises(Unavailable):
            backup(office.desk.engine, office.desk.read, tmp_path / "b.db")

    assert 0 == in_child(partial(with_files_up_to, 200_000, work))
    assert [] == list(tmp_path.glob("b.db*"))


def test_a_backup_is_read_by_its_owner_only(office: Office, tmp_path: Path) -> None:
    backup(office.desk.engine, office.desk.read, tmp_path / "b.db")

    assert 0 == (tmp_path / "b.db").stat().st_mode & 0o077
    assert os.access(tmp_path / "b.db", os.R_OK)


def test_a_server_is_backed_up_another_way(both: Office, tmp_path: Path) -> None:
    if both.desk.engine.dialect.name == "sqlite":
        assert backup(both.desk.engine, both.desk.read, tmp_path / "b.db").sound
        return
    with pytest.raises(Unavailable, match="cityledger archive, or the server's own pg_dump"):
        backup(both.desk.engine, both.desk.read, tmp_path / "b.db")
