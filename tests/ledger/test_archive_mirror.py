"""Every act is at the mirror before it is acknowledged; the mirror finds a rolled-back ledger."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from cityledger.actions import desk as desks, gate
from cityledger.actions.desk import Desk
from cityledger.actions.projects import RegisterProject
from cityledger.kernel.errors import Refused, Tampered, Unavailable
from cityledger.ledger.archive import Reader
from cityledger.ledger.leaves import Stored
from cityledger.ledger.mirror import Mirror, Mirrored, mirror_folder, mirrored
from cityledger.ledger.proof import logs
from cityledger.ledger.signed_heads import stored_heads
from cityledger.store import engine as engines, guard
from cityledger.store.tape import Tape
from tests.conftest import BOOK, Office, found
from tests.ledger.archive_case import LEDGER, begin, end, in_child, party, signing
from tests.stories.world import World


@pytest.fixture
def working(both: Office, tmp_path: Path) -> Office:
    """An office on each engine with a mirror."""
    return signing(both, tmp_path / "mirror")


@pytest.fixture
def on_file(tmp_path: Path) -> Iterator[Office]:
    """An office on SQLite with a mirror."""
    office = signing(found(f"sqlite:///{tmp_path}/ledger.db"), tmp_path / "mirror")
    yield office
    office.desk.close()


def leaves_at(place: Path, book: int = 0) -> list[bytes]:
    """Return the leaves of a log at a mirror."""
    return [body for _, body, _ in mirrored(place).read(book)]


def leaves_in(desk: Desk, book: int = 0) -> list[bytes]:
    """Return the leaves of a log in the ledger."""
    with desk.read() as read:
        return [body for _, body, _ in Stored(read).read(book)]


def level(office: Office, place: Path) -> bool:
    """Say whether ledger and mirror hold the same leaves and signed heads."""
    source = mirrored(place)
    with office.desk.read() as read:
        assert logs(read) == source.origins()
        return all(
            list(Stored(read).read(book)) == list(source.read(book))
            and stored_heads(read, book) == source.heads(book)
            for book in logs(read)
        )


def test_each_act_is_there_before_its_receipt(working: Office, tmp_path: Path) -> None:
    for n in (1, 2):
        working.by("zhi", party(n))

        assert level(working, tmp_path / "mirror")


def test_refusals_and_many_acts_at_once_are_there(working: Office, tmp_path: Path) -> None:
    world = World(working)
    world.upto(1)
    project: RegisterProject = world.project("P2", "二期")

    with pytest.raises(Refused):
        working.by("chu", project)
    assert level(working, tmp_path / "mirror")

    pen = working.pens["zhi"]
    receipts, trials = gate.act_all(working.desk, [(pen, party(n)) for n in (31, 32, 33)])

    assert (3, []) == (len(receipts), trials)
    assert level(working, tmp_path / "mirror")


def test_trials_that_were_undone_are_not_there(working: Office, tmp_path: Path) -> None:
    working.by("zhi", party(1))
    before = leaves_at(tmp_path / "mirror")

    receipts, trials = gate.act_all(
        working.desk, [(working.pens["zhi"], party(2)), (working.pens["chu"], party(3))]
    )

    assert ([], 1) == (receipts, len(trials))
    assert before == leaves_at(tmp_path / "mirror")


def test_a_mirror_that_is_away_lets_nothing_be_sealed(working: Office, tmp_path: Path) -> None:
    (tmp_path / "mirror").rmdir()
    before = leaves_in(working.desk)

    with pytest.raises(Unavailable, match="so nothing was sealed"):
        working.by("zhi", party(1))

    assert before == leaves_in(working.desk)


def test_an_act_that_is_not_at_the_mirror_is_not_acknowledged(
    working: Office, tmp_path: Path
) -> None:
    working.by("zhi", party(1))
    tape = mirror_folder(tmp_path / "mirror", LEDGER) / "0.leaves"
    aside = tape.with_suffix(".aside")
    tape.rename(aside)
    # A device that is always full stands for a disk that is.
    tape.symlink_to("/dev/full")
    signed = gate.sign(working.desk, working.pens["zhi"], party(2))

    with pytest.raises(Unavailable, match=r"^sealed, but not at the mirror .* not acknowledged"):
        gate.submit(working.desk, signed)

    assert len(leaves_in(working.desk)) == 1 + len(list(Tape(aside).records()))
    tape.unlink()
    aside.rename(tape)
    receipt = gate.submit(working.desk, signed)
    assert (False, len(leaves_in(working.desk)) - 1) == (receipt.is_new, receipt.index)
    assert level(working, tmp_path / "mirror")


def rolled_back(office: Office, tmp_path: Path) -> Path:
    """Do three acts, and return the file of the ledger as it was after the first."""
    office.by("zhi", party(1))
    shutil.copy(tmp_path / "ledger.db", tmp_path / "earlier.db")
    office.by("zhi", party(2))
    office.by("zhi", party(3))
    return tmp_path / "earlier.db"


def test_a_ledger_that_was_rolled_back_is_found_when_it_is_opened(
    on_file: Office, tmp_path: Path
) -> None:
    earlier = rolled_back(on_file, tmp_path)

    with pytest.raises(
        Tampered, match=r"log 0: the mirror .* holds 4 leaves and the ledger only 2"
    ):
        desks.open_url(f"sqlite:///{earlier}", mirror=tmp_path / "mirror")


def test_a_ledger_that_is_rolled_back_under_way_seals_nothing_more(
    on_file: Office, tmp_path: Path
) -> None:
    earlier = rolled_back(on_file, tmp_path)
    on_file.desk = replace(on_file.desk, engine=engines.connect(f"sqlite:///{earlier}"))
    before = leaves_in(on_file.desk)

    with pytest.raises(Tampered, match="the ledger was rolled back"):
        on_file.by("zhi", party(4))

    assert before == leaves_in(on_file.desk)


def test_a_ledger_that_went_another_way_is_found(on_file: Office, tmp_path: Path) -> None:
    earlier = rolled_back(on_file, tmp_path)
    engine = engines.connect(f"sqlite:///{earlier}")
    fork = replace(on_file, desk=replace(on_file.desk, engine=engine, mirror=None))
    for n in (7, 8, 9):
        fork.by("zhi", party(n))
    fork.desk.close()

    with pytest.raises(Tampered, match=r"leaf 3 of book 0: the mirror .* has another"):
        desks.open_url(f"sqlite:///{earlier}", mirror=tmp_path / "mirror")


def test_signed_heads_that_were_taken_away_are_found(on_file: Office, tmp_path: Path) -> None:
    on_file.by("zhi", party(1))
    with engines.connect(f"sqlite:///{tmp_path}/ledger.db").connect() as raw:
        with guard.lifted(raw.connection):
            raw.exec_driver_sql("DROP TRIGGER law_checkpoint_delete")
        raw.exec_driver_sql("DELETE FROM checkpoint WHERE book_id = 0 AND suite = 2")
        raw.exec_driver_sql("END")

    with pytest.raises(Tampered, match=r"log 0: the mirror .* holds more signed heads"):
        on_file.by("zhi", party(2))


@pytest.mark.parametrize("cut", [1, 3, 4, 5, 100, -1])
def test_a_torn_end_is_cut_and_written_again(on_file: Office, tmp_path: Path, cut: int) -> None:
    on_file.by("zhi", party(1))
    path = mirror_folder(tmp_path / "mirror", LEDGER) / "0.leaves"
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut] if cut > 0 else whole + b"\0\0\1")

    on_file.by("zhi", party(2))

    assert level(on_file, tmp_path / "mirror")
    assert path.read_bytes().startswith(whole)


def test_a_death_between_commit_and_mirror_is_made_good(on_file: Office, tmp_path: Path) -> None:
    on_file.by("zhi", party(1))
    signed = gate.sign(on_file.desk, on_file.pens["zhi"], party(2))
    before = leaves_at(tmp_path / "mirror")

    deadly = replace(on_file.desk, mirror=Deadly.of(on_file.desk))
    assert -signal.SIGKILL == in_child(lambda: gate.submit(deadly, signed))

    assert before == leaves_at(tmp_path / "mirror")
    assert len(before) + 1 == len(leaves_in(on_file.desk))
    assert not gate.submit(on_file.desk, signed).is_new
    assert level(on_file, tmp_path / "mirror")


class Deadly(Mirror):
    """A mirror whose process is killed when it would begin to write."""

    @classmethod
    def of(cls, desk: Desk) -> Deadly:
        """Return the mirror of a desk, so turned."""
        assert desk.mirror is not None
        return cls(desk.mirror.place, desk.mirror.ledger_id)

    def catch_up(self, open_read: Reader) -> int:
        """Die."""
        del open_read
        os.kill(os.getpid(), signal.SIGKILL)
        return 0


def test_two_processes_write_one_mirror(on_file: Office, tmp_path: Path) -> None:
    on_file.desk.engine.dispose()

    def eight(first: int) -> None:
        for n in range(first, first + 8):
            on_file.by("zhi", party(n))

    children = [begin(partial(eight, first)) for first in (100, 200)]
    statuses = [end(child) for child in children]

    assert [0, 0] == statuses
    assert 1 + 16 <= len(leaves_at(tmp_path / "mirror"))
    assert level(on_file, tmp_path / "mirror")


def test_a_new_mirror_gets_everything(on_file: Office, tmp_path: Path) -> None:
    on_file.by("zhi", party(1))
    signing(on_file, tmp_path / "second")

    on_file.by("zhi", party(2))

    assert level(on_file, tmp_path / "second")
    assert leaves_at(tmp_path / "mirror", BOOK) == leaves_at(tmp_path / "second", BOOK)


def test_of_several_ledgers_at_a_mirror_one_must_be_named(on_file: Office, tmp_path: Path) -> None:
    on_file.by("zhi", party(1))
    shutil.copytree(tmp_path / "mirror" / LEDGER, tmp_path / "mirror" / "u.example")

    with pytest.raises(Unavailable, match=r"there are: t\.example, u\.example"):
        mirrored(tmp_path / "mirror")
    assert Mirrored(tmp_path / "mirror" / LEDGER) == mirrored(tmp_path / "mirror" / LEDGER)


@pytest.mark.parametrize(
    ("expected", "ledger"),
    [
        ("t.example", "t.example"),
        ("%2E.", ".."),
        ("%2Fetc", "/etc"),
        ("a%2F..%2Fb", "a/../b"),
        ("%E5%8C%BA", "区"),
    ],
)
def test_a_ledger_id_is_never_a_path(expected: str, ledger: str) -> None:
    assert Path("m") / expected == mirror_folder(Path("m"), ledger)
