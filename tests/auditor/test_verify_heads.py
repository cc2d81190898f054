"""Signed heads, stored and kept elsewhere: what is false, missing or rolled back is named."""

from __future__ import annotations

import shutil
from base64 import b64encode
from pathlib import Path

import pytest

from cityledger.auditor import verify
from cityledger.evidence import note
from cityledger.evidence.keys import SoftKey
from cityledger.evidence.suite import S1, S2, SUITES
from cityledger.ledger import append as appending, checkpoint
from cityledger.ledger.proof import head_of
from cityledger.store.session import write
from tests.auditor.forgery import (
    VKEY,
    WITNESS,
    WITNESS_KEY,
    kept_head,
    leaf,
    reseal,
    run,
    sealed,
    spoil,
)
from tests.conftest import BOOK, Office
from tests.laws.raw import Raw, Tables, row

KEY = verify.published(VKEY)
ORIGIN = f"t.example/{BOOK}"
CHECKPOINT = f"book_id={BOOK} AND suite=1 AND n"


def faults(path: Path, *outside: bytes, keys: tuple[verify.Key, ...] = (KEY,)) -> list[str]:
    """Return the faults of a ledger, each as `place: what`, without those of the leaves."""
    named = [(f"head {n}", data) for n, data in enumerate(outside)]
    found = verify.verify(path, "0", 1, keys, named)
    return [f"{fault['place']}: {fault['what']}" for fault in found["faults"]]


def test_honest_heads_are_sound_and_every_cosignature_was_checked(ledger: Path) -> None:
    found = verify.verify(ledger, "0", 1, [KEY])

    assert ([], {"checked": 6, "of": 6}) == (found["faults"], found["cosignatures"])
    assert {"checked": 0, "of": 6} == verify.verify(ledger, "0", 1)["cosignatures"]


@pytest.mark.parametrize("book", [0, BOOK])
@pytest.mark.parametrize("suite", SUITES)
def test_the_head_that_a_witness_keeps_is_here(ledger: Path, book: int, suite: object) -> None:
    assert suite in (S1, S2)
    held = kept_head(ledger, book, S1 if suite is S1 else S2)

    assert [] == faults(ledger, held)


SPOILT = {
    "a number": (
        f"UPDATE checkpoint SET n=2 WHERE {CHECKPOINT}=1",
        f"checkpoint 2 of suite 1, book {BOOK}: L7 it follows number 0 of size ",
    ),
    "the first one": (
        f"DELETE FROM checkpoint WHERE {CHECKPOINT}=0",
        f"checkpoint 1 of suite 1, book {BOOK}: L7 it follows number -1 of size 0",
    ),
    "a size": (
        f"UPDATE checkpoint SET size=size-1 WHERE {CHECKPOINT}=1",
        f"checkpoint 1 of suite 1, book {BOOK}: it is not of this log, or not its head",
    ),
    "a size beyond all leaves": (
        f"UPDATE checkpoint SET size=size+1 WHERE {CHECKPOINT}=1",
        f"checkpoint 1 of suite 1, book {BOOK}: it counts ",
    ),
    "a size that falls": (
        (
            f"INSERT INTO checkpoint SELECT book_id, suite, 2, size, frontier, note FROM checkpoint"
            f" WHERE {CHECKPOINT}=0"
        ),
        f"checkpoint 2 of suite 1, book {BOOK}: L7 it follows number 1 of size ",
    ),
    "a frontier": (
        f"UPDATE checkpoint SET frontier=flip(frontier, 40) WHERE {CHECKPOINT}=0",
        f"checkpoint 0 of suite 1, book {BOOK}: its frontier is not that of this size",
    ),
    "a signature": (
        f"UPDATE checkpoint SET note=flip(note, length(note)-9) WHERE {CHECKPOINT}=0",
        f"checkpoint 0 of suite 1, book {BOOK}: ",
    ),
    "an origin": (
        f"UPDATE checkpoint SET note=flip(note, 3) WHERE {CHECKPOINT}=0",
        f"checkpoint 0 of suite 1, book {BOOK}: it is not of this log, or not its head",
    ),
    "bytes that are no note": (
        f"UPDATE checkpoint SET note=x'00' WHERE {CHECKPOINT}=0",
        f"checkpoint 0 of suite 1, book {BOOK}: not a signed checkpoint",
    ),
    "a second line under it": (
        (
            "UPDATE checkpoint SET note=CAST(note || (SELECT line FROM cosignature) AS BLOB)"
            f" WHERE {CHECKPOINT}=0"
        ),
        f"checkpoint 0 of suite 1, book {BOOK}: not signed by the log",
    ),
    "a head of the other suite": (
        (
            "UPDATE checkpoint AS c SET note=(SELECT note FROM checkpoint WHERE book_id=c.book_id"
            f" AND n=c.n AND suite=2) WHERE {CHECKPOINT}=0"
        ),
        f"checkpoint 0 of suite 1, book {BOOK}: it is not of this log, or not its head",
    ),
    "a suite that there is none of": (
        f"UPDATE checkpoint SET suite=3 WHERE {CHECKPOINT}=0",
        f"checkpoint 0 of suite 3, book {BOOK}: cannot be read: KeyError(",
    ),
    "a head of SM3": (
        f"UPDATE checkpoint SET frontier=flip(frontier, 3) WHERE book_id={BOOK} AND suite=2",
        f"checkpoint 0 of suite 2, book {BOOK}: its frontier is not that of this size",
    ),
    "a head of no book": (
        "UPDATE checkpoint SET book_id=9 WHERE book_id=0 AND suite=1",
        "checkpoint 0 of suite 1, book 9: cannot be read: KeyError(",
    ),
    "a key of the log": (
        "UPDATE log_key SET public=flip(public, 0)",
        "log_key (leaf_idx=0, suite=1): public is ",
    ),
    "a cosignature's number": (
        "UPDATE cosignature SET n=n+1 WHERE n=1",
        f"cosignature 2 of {WITNESS}, suite 1, book {BOOK}: L7 its number, or it stands under no",
    ),
    "a cosignature's size": (
        "UPDATE cosignature SET size=size-1 WHERE n=1",
        f"cosignature 1 of {WITNESS}, suite 1, book {BOOK}: L7 its number, or it stands under no",
    ),
    "a cosignature twice": (
        (
            "INSERT INTO cosignature SELECT book_id, suite, witness, 2, size, line FROM cosignature"
            " WHERE n=1"
        ),
        f"cosignature 2 of {WITNESS}, suite 1, book {BOOK}: L7 its number, or it stands under no",
    ),
    "a witness": (
        "UPDATE cosignature SET witness='witness.example/w2'",
        "cosignature 0 of witness.example/w2, suite 1, book 0: it is no cosignature of this",
    ),
    "a cosignature": (
        (
            "UPDATE cosignature SET line=replace(line, substr(line, 60, 1),"
            " CASE substr(line, 60, 1) WHEN 'A' THEN 'B' ELSE 'A' END) WHERE suite=1 AND n=0"
        ),
        f"cosignature 0 of {WITNESS}, suite 1, book 0: ",
    ),
    "a line without its end": (
        "UPDATE cosignature SET line=rtrim(line, char(10))",
        f"cosignature 0 of {WITNESS}, suite 1, book 0: not a signature line",
    ),
    "a line of the log": (
        (
            "UPDATE cosignature SET line=(SELECT substr(CAST(note AS TEXT),"
            " instr(CAST(note AS TEXT), char(10) || char(10)) + 2)"
            " FROM checkpoint c WHERE c.book_id=cosignature.book_id"
            " AND c.suite=cosignature.suite AND c.n=cosignature.n)"
        ),
        f"cosignature 0 of {WITNESS}, suite 1, book 0: it is no cosignature of this witness",
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_signed_head_that_is_not_right_is_named(ledger: Path, name: str) -> None:
    sql, said = SPOILT[name]
    spoil(ledger, sql)

    found = faults(ledger)
    assert [fault for fault in found if fault.startswith(said)], found


def test_a_false_cosignature_is_only_known_with_the_key(ledger: Path) -> None:
    line = note.parse(kept_head(ledger)).signatures[1]
    false = note.Signature(WITNESS, line.key_id, bytes([*line.blob[:-1], line.blob[-1] ^ 1]))
    spoil(ledger, f"UPDATE cosignature SET line='{false.line()}' WHERE {CHECKPOINT}=1")

    said = f"cosignature 1 of {WITNESS}, suite 1, book {BOOK}: not signed by {WITNESS}"
    assert [said] == faults(ledger)
    assert [] == faults(ledger, keys=())


def signed_again(raw: Raw, key: SoftKey) -> None:
    """Put in a checkpoint of the book as it stands, signed by any key."""
    with write(raw.office.desk.engine) as connection:
        head = head_of(connection, BOOK)
        text = f"{ORIGIN}\n{head.size}\n{b64encode(head.root).decode()}\n"
        last = checkpoint.latest(connection, BOOK)
        assert last is not None
        signed = note.Note(text, (note.sign(text, ORIGIN, key),)).data()
        made: dict[str, object] = {"note": signed}
        made |= {"book_id": BOOK, "suite": 1, "n": last.n + 1, "size": head.size}
        found = connection.execute(appending.HEAD.select())
        frontier = next(head.frontier for head in found if head.book_id == BOOK)
        connection.execute(checkpoint.CHECKPOINT.insert(), made | {"frontier": frontier})


def test_a_head_signed_by_a_key_that_nobody_named_is_a_fault(raw: Raw, ledger: Path) -> None:
    raw.do("evidence.attach", {})
    signed_again(raw, SoftKey(b"\x66" * 32))

    assert [f"checkpoint 2 of suite 1, book {BOOK}: not signed by the log"] == faults(ledger)


def test_a_key_that_was_replaced_still_counts_for_old_heads(raw: Raw, ledger: Path) -> None:
    new = SoftKey(b"\x66" * 32)
    raw.act("log.rekey", {"log_key": [row(suite=1, public=new.public.hex())]}, book=0)
    raw.do("evidence.attach", {})
    signed_again(raw, new)

    assert [] == faults(ledger)


# --- heads that somebody else keeps


def test_an_older_copy_is_known_by_the_head(kept: Office, raw: Raw, ledger: Path) -> None:
    raw.do("evidence.attach", {})
    with write(raw.office.desk.engine) as connection:
        checkpoint.take(connection, BOOK, SoftKey(b"\x7f" * 32))
    held, size = kept_head(ledger), raw.one("SELECT size FROM log_head WHERE book_id=?", BOOK)
    assert [] == faults(ledger, held)

    older = Path(shutil.copy(kept.url.removeprefix("sqlite:///"), ledger.with_name("older.db")))
    assert [] == faults(older)
    assert [f"head 0: it counts {size} leaves, and {size - 1} are here"] == faults(older, held)


def test_rewritten_leaves_are_known_by_the_head(ledger: Path) -> None:
    held = kept_head(ledger)
    spoil(ledger, "DELETE FROM checkpoint", "DELETE FROM cosignature")
    reseal(ledger, 290, lambda body: body.replace(b'"command":"c"', b'"command":"d"'))

    size = int(held.split(b"\n")[1])
    said = f"head 0: {ORIGIN} has another root at size {size}: leaves were rewritten"
    assert said in faults(ledger, held)


def test_a_checkpoint_that_was_taken_out_is_missed(ledger: Path) -> None:
    held = kept_head(ledger)
    spoil(ledger, f"DELETE FROM cosignature WHERE {CHECKPOINT}=1")
    said = (
        f"head 0: the cosignature of {WITNESS} at size {held.split(chr(10).encode())[1].decode()}"
    )
    assert [f"{said} is not kept"] == faults(ledger, held)

    spoil(ledger, f"DELETE FROM checkpoint WHERE {CHECKPOINT}=1")
    assert [] == faults(ledger)
    (fault,) = faults(ledger, held)
    assert fault.startswith(f"head 0: the checkpoint of {ORIGIN} of size ")


def test_a_head_of_another_ledger_is_not_here(ledger: Path) -> None:
    text = note.parse(kept_head(ledger)).text.replace("t.example", "u.example")
    signed = note.Note(text, (note.cosign(text, WITNESS, WITNESS_KEY, 1),)).data()

    assert [f"head 0: its log u.example/{BOOK} is not here"] == faults(ledger, signed)


def test_a_false_signature_on_a_kept_head_is_named(ledger: Path) -> None:
    held = note.parse(kept_head(ledger))
    log, witness = held.signatures
    false = note.Signature(log.name, log.key_id, bytes(64))

    said = ["head 0: a signature on it is false"]
    assert said == faults(ledger, note.Note(held.text, (false, witness)).data())
    other = note.cosign(held.text + "x\n", WITNESS, WITNESS_KEY, 1)
    assert said == faults(ledger, note.Note(held.text, (log, other)).data())


def test_the_command_takes_heads_and_keys(ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept"
    file.write_bytes(kept_head(ledger, BOOK, S2))
    options = ["--checkpoint", str(file), "--key", VKEY, "--signatures", "0"]

    done = run(ledger, *options)
    assert (0, "") == (done.returncode, done.stderr), done.stdout
    assert "cosignatures: 6 of 6 checked" in done.stdout.splitlines()

    spoil(ledger, f"DELETE FROM cosignature WHERE book_id={BOOK} AND suite=2 AND n=1")
    done = run(ledger, *options)
    assert 5 == done.returncode
    assert done.stdout.startswith(f"FAULT {file}: the cosignature of {WITNESS} at size ")


@pytest.mark.parametrize(
    "options",
    [
        ["--key", VKEY[:-4]],
        ["--key", VKEY.replace("+", "+0", 1)],
        ["--key", "x+00000000+AQ=="],
        ["--key", "x"],
        ["--checkpoint", "{ledger}"],
        ["--checkpoint", "{ledger}.none"],
    ],
)
def test_a_key_or_head_that_cannot_be_read_is_wrong_usage(ledger: Path, options: list[str]) -> None:
    done = run(ledger, *(option.format(ledger=ledger) for option in options))

    assert (2, "") == (done.returncode, done.stdout)
    assert "a --key is no key of a witness, or a --checkpoint no signed one: " in done.stderr


# --- the heads of a day


def day(path: Path, size: int, /, **changes: object) -> Tables:
    """Return the rows of a day's act that names the book's head at a size."""
    root = verify.merkle(verify.sha(b"\0", leaf(path, n)) for n in range(size)).hex()
    return {"day_head": [row(**({"of_book": BOOK, "size": size, "root": root} | changes))]}


@pytest.mark.parametrize("size", [0, 7, 256, 300])
def test_a_day_that_names_a_true_head_is_sound(raw: Raw, ledger: Path, size: int) -> None:
    raw.do("day.seal", day(ledger, size), book=0, by="zhi")

    assert [] == faults(ledger)


FALSE_DAYS: dict[str, tuple[dict[str, object], str]] = {
    "another root": ({"root": "00" * 32}, f"L15 book {BOOK} never had this head at size 7"),
    "another size": ({"size": 8}, f"L15 book {BOOK} never had this head at size 8"),
    "more than there is": ({"size": 9999}, f"L15 book {BOOK} never had this head at size 9999"),
    "a book that is none": ({"of_book": 9}, "L15 book 9 never had this head at size 7"),
}


@pytest.mark.parametrize("name", FALSE_DAYS)
def test_a_day_that_names_a_false_head_is_a_fault(raw: Raw, ledger: Path, name: str) -> None:
    changes, said = FALSE_DAYS[name]
    index = sealed(raw, "day.seal", day(ledger, 7, **changes), book=0, by="zhi")

    assert f"leaf {index} of book 0: {said}" in faults(ledger)


def test_a_day_that_leaves_out_a_book_is_a_fault(raw: Raw, ledger: Path) -> None:
    index = sealed(raw, "day.seal", {}, book=0, by="zhi")

    assert f"leaf {index} of book 0: L15 it leaves out book {BOOK}" in faults(ledger)
