"""The first of a day seals the heads of all books, and heads are signed when they are due (L15)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cityledger.actions.days import seal_day
from cityledger.actions.periods import ClosePeriod, OpenPeriod
from cityledger.evidence import note
from cityledger.evidence.keys import Pen, SoftKey
from cityledger.evidence.suite import S1, S2
from cityledger.evidence.tree import EMPTY
from cityledger.kernel.errors import Refused
from cityledger.kernel.levels import Level
from cityledger.ledger import checkpoint
from cityledger.ledger.proof import head_of, sizes
from cityledger.ledger.verify import verify
from tests.conftest import BOOK, LOG_SEED, Office
from tests.laws.raw import Raw, row

DAY = 86_400


@pytest.fixture
def signing(office: Office) -> Office:
    """An office whose desk has the key of the log."""
    office.desk = replace(office.desk, log_signer=SoftKey(LOG_SEED))
    return office


def signed(office: Office, book: int = BOOK) -> list[int]:
    """Return the sizes of a log's checkpoints, which are the same in both suites."""
    with office.desk.read() as read:
        first, second = (
            [kept.size for kept in checkpoint.every(read, book, suite)] for suite in (S1, S2)
        )
    assert first == second
    return first


def refused(office: Office) -> None:
    """Do something in the book; a refusal is a leaf as well."""
    with pytest.raises(Refused):
        office.by("fu", OpenPeriod(period=209901))


def test_the_first_of_a_day_names_every_book_and_nobody_after(office: Office) -> None:
    office.by("fu", OpenPeriod(period=202501))
    with office.desk.read() as read:
        head = head_of(read, BOOK)

    receipt = seal_day(office.desk, office.pens["zhi"])
    assert receipt is not None
    assert [(BOOK, head.size, head.root)] == office.sql("SELECT of_book, size, root FROM day_head")
    assert seal_day(office.desk, office.pens["chu"]) is None
    office.skip(DAY)
    assert seal_day(office.desk, office.pens["chu"]) is not None


def test_a_person_without_any_role_seals_nothing(office: Office) -> None:
    stranger = Pen("nobody", SoftKey(b"\x55" * 32))

    assert seal_day(office.desk, stranger) is None
    assert [] == office.sql("SELECT * FROM day_head")


def test_a_head_is_signed_after_a_close_a_new_day_and_a_thousand_leaves(
    signing: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = signing
    office.by("fu", OpenPeriod(period=202501))
    assert [2] == signed(office)
    # Nothing is due on the same day, until a month is closed.
    refused(office)
    assert [2] == signed(office)
    office.by("fu", ClosePeriod(period=0))
    assert [2, 4] == signed(office)
    office.skip(DAY)
    refused(office)
    assert [2, 4, 5] == signed(office)

    assert checkpoint.EVERY == 1_000
    monkeypatch.setattr(checkpoint, "EVERY", 2)
    refused(office)
    assert [2, 4, 5] == signed(office)
    refused(office)
    assert [2, 4, 5, 7] == signed(office)


def test_a_sealed_day_is_signed_at_once(signing: Office) -> None:
    seal_day(signing.desk, signing.pens["zhi"])

    with signing.desk.read() as read:
        assert [sizes(read)[0]] == signed(signing, 0)
        kept = checkpoint.latest(read, 0)
    assert kept is not None
    shown = note.parse_checkpoint(note.parse(kept.note).text)
    assert (signing.desk.registry_origin, kept.size) == (shown.origin, shown.size)


def test_a_desk_without_the_key_signs_nothing(office: Office) -> None:
    office.by("fu", OpenPeriod(period=202501))

    assert [] == signed(office)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row(of_book=BOOK, size=1, root="ab" * 32)], "another root at size 1"),
        ([row(of_book=BOOK, size=9, root="ab" * 32)], f"size 9, but log {BOOK} has 1 leaves"),
        ([], f"does not name book {BOOK}"),
        (
            [row(of_book=BOOK, size=0, root=EMPTY.hex()), row(of_book=9, size=0, root=EMPTY.hex())],
            "names book 9, which is not here",
        ),
    ],
    ids=["a false root", "more leaves than there are", "a book left out", "a book that is none"],
)
def test_a_day_that_was_sealed_falsely_is_named(
    office: Office, rows: list[dict[str, str]], said: str
) -> None:
    office.skip(60)
    Raw(office).do("day.seal", {"day_head": rows}, book=0)

    with office.desk.read() as read:
        (fault,) = verify(read).faults
    assert Level.LAWS is fault.level
    assert fault.text.startswith("L15 leaf")
    assert said in fault.text


def test_two_offices_on_one_file_have_one_act_a_day(office: Office) -> None:
    """Two people at the same moment: the second is given the first one's receipt (L12)."""
    other = replace(office.desk)
    first = seal_day(office.desk, office.pens["zhi"])
    again = seal_day(other, office.pens["fu"])

    assert first is not None
    assert again is None
    assert [(1,)] == office.sql("SELECT count(*) FROM request WHERE act = 'day.seal'")


def test_found_names_a_key_for_both_suites(office: Office) -> None:
    with office.desk.read() as read:
        keys = checkpoint.log_keys(read)

    assert {S1.number: [SoftKey(LOG_SEED).public], S2.number: [SoftKey(LOG_SEED).public]} == keys
