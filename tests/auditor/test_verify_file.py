"""The auditor's file agrees with the program on honest books, and names what was changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from cityledger.ledger.proof import head_of
from cityledger.store.engine import connect, read
from tests.auditor.forgery import faults, leaf, problems, reseal, run, spoil, verdict
from tests.conftest import BOOK

LEAF = f"book_id={BOOK} AND idx"
MARK = "\n— ".encode()
BOOK_HEAD = f"book_id={BOOK}"
IN_LEAF_8 = f"leaf 8 of book {BOOK}: "
IN_LEAF_7 = f"leaf 7 of book {BOOK}: "
LAST = "(SELECT max(voucher_id) FROM voucher)"


def test_an_honest_book_is_sound_to_both(ledger: Path) -> None:
    found = verdict(ledger)

    assert (True, []) == (found["sound"], found["faults"])
    assert () == problems(ledger)
    raw = sqlite3.connect(ledger)
    leaves = raw.execute("SELECT count(*) FROM leaf").fetchone()[0]
    raw.close()
    assert leaves == found["leaves"]
    # The members of the batch carry no signature of their own.
    assert leaves - 257 == found["signatures"]["of"] == found["signatures"]["checked"]


def test_guards_taken_away_and_put_back_are_no_fault(ledger: Path) -> None:
    spoil(ledger)

    assert [] == faults(ledger)


def test_the_roots_are_those_of_the_program(ledger: Path) -> None:
    engine = connect(f"sqlite:///{ledger}")
    with read(engine) as connection:
        expected = {str(book): head_of(connection, book).root.hex() for book in (0, BOOK)}
    engine.dispose()

    assert expected == verdict(ledger)["roots"]


TAMPERED = {
    "a posting's amount": (
        f"UPDATE posting SET debit_fen=debit_fen+1 WHERE debit_fen>0 AND voucher_id={LAST}",
        "posting (",
        ": debit_fen is ",
    ),
    "a posting's account": (
        f"UPDATE posting SET account='5001' WHERE n=1 AND voucher_id={LAST}",
        "posting (",
        ": account is '5001', the leaves say ",
    ),
    "a voucher's day": (
        f"UPDATE voucher SET value_date='2025-04-01' WHERE voucher_id={LAST}",
        "voucher (",
        ": value_date is '2025-04-01', the leaves say ",
    ),
    "a voucher's number": (
        f"UPDATE voucher SET voucher_no=voucher_no+1 WHERE voucher_id={LAST}",
        "voucher (",
        ": voucher_no is ",
    ),
    "a voucher's instant": (
        f"UPDATE voucher SET booked_at='2025-01-01T00:00:00.000000Z' WHERE voucher_id={LAST}",
        "voucher (",
        ": booked_at is ",
    ),
    "broken text": (
        f"UPDATE voucher SET summary=CAST(x'ff' AS TEXT) WHERE voucher_id={LAST}",
        "voucher (",
        ": summary is ",
    ),
    "a balance": ("UPDATE balance SET debit_fen=debit_fen+1", "balance (", ": debit_fen is "),
    "a lost balance": (
        "DELETE FROM balance WHERE account='100201'",
        "balance (",
        "only the leaves have this row",
    ),
    "a contract's price": (
        "UPDATE contract SET price_fen=price_fen*2",
        "contract (",
        ": price_fen is ",
    ),
    "a payee": (
        "UPDATE payment_line SET payee_account='6222000099' WHERE n=1",
        "payment_line (",
        ": payee_account is '6222000099', the leaves say ",
    ),
    "a role": ("UPDATE role_change SET held=0 WHERE user_id='chu'", "role_change (", ": held is 0"),
    "a key": ("UPDATE user_key SET public=flip(public, 3)", "user_key (", ": public is "),
    "a period": (
        "UPDATE period_change SET state='closed' WHERE period=202506",
        "period_change (",
        ": state is 'closed', the leaves say 'open'",
    ),
    "a refusal": ("UPDATE refusal SET facts='{}'", "refusal (", ": facts is '{}'"),
    "a request taken out": (
        "DELETE FROM request WHERE act='payment.pay'",
        "request (",
        "only the leaves have this row",
    ),
    "a user slipped in": (
        "INSERT INTO user VALUES ('mallory', 0, 'M')",
        "user (user_id='mallory'): ",
        "only the table has this row",
    ),
    "a leaf's byte": (
        f"UPDATE leaf SET body=flip(body, length(body)-120) WHERE {LEAF}=7",
        IN_LEAF_7,
        "",
    ),
    "a leaf's header": (f"UPDATE leaf SET body=flip(body, 20) WHERE {LEAF}=7", IN_LEAF_7, ""),
    "an empty leaf": (f"UPDATE leaf SET body=x'' WHERE {LEAF}=7", IN_LEAF_7, "not a leaf"),
    "a leaf's hash": (f"UPDATE leaf SET hash=flip(hash, 0) WHERE {LEAF}=7", IN_LEAF_7, "its hash"),
    "a lost leaf": (f"DELETE FROM leaf WHERE {LEAF}=7", IN_LEAF_8, "does not follow"),
    "a lost last leaf": (
        f"DELETE FROM leaf WHERE {LEAF}=(SELECT max(idx) FROM leaf WHERE book_id={BOOK})",
        "log_head (",
        ": size is ",
    ),
    "a leaf after all leaves": (
        (
            f"INSERT INTO leaf SELECT book_id, 9223372036854775807, body, hash FROM leaf"
            f" WHERE {LEAF}=7"
        ),
        f"leaf 9223372036854775807 of book {BOOK}: ",
        "does not follow",
    ),
    "two leaves exchanged": (
        f"UPDATE leaf SET body=(SELECT body FROM leaf WHERE {LEAF}=6) WHERE {LEAF}=7",
        IN_LEAF_7,
        "does not follow",
    ),
    "a registry leaf": (
        "UPDATE leaf SET body=flip(body, 20) WHERE book_id=0 AND idx=1",
        "leaf 1 of book 0: ",
        "",
    ),
    "a head's size": (f"UPDATE log_head SET size=9 WHERE {BOOK_HEAD}", "log_head (", ": size is 9"),
    "a head's frontier": (
        f"UPDATE log_head SET frontier=flip(frontier, 0) WHERE {BOOK_HEAD}",
        "log_head (",
        ": frontier is ",
    ),
    "a head's origin": (
        f"UPDATE log_head SET origin='t.example/1' WHERE book_id={BOOK}",
        f"leaf 0 of book {BOOK}: ",
        "origin",
    ),
    "a lost head": (f"DELETE FROM log_head WHERE {BOOK_HEAD}", "log_head (", "only the leaves"),
    "the registry's head": (
        "DELETE FROM log_head WHERE book_id=0",
        "log_head (",
        "only the leaves",
    ),
    "a limit's cap": ("UPDATE limits SET cap_fen=cap_fen+1", "limits (", ": cap_fen is "),
    "a limit's day": (
        "UPDATE limits SET last_on='2026-01-01' WHERE kind='money'",
        "limits (",
        ": last_on is '2026-01-01', the leaves say ",
    ),
    "a lost limit": (
        "DELETE FROM limits WHERE kind='returned'",
        "limits (",
        "only the leaves have this row",
    ),
    "a node": ("UPDATE node SET hash=flip(hash, 0)", "node (", ": hash is "),
    "a leaf of no book": (
        "INSERT INTO leaf VALUES (9, 0, x'00', x'00')",
        "leaf 0 of book 9: ",
        "not a leaf",
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_both_find_what_was_tampered_with(ledger: Path, name: str) -> None:
    sql, place, what = TAMPERED[name]
    spoil(ledger, sql)

    done = run(ledger, "--signatures", "0")
    found = [line.removeprefix("FAULT ") for line in done.stdout.splitlines()]
    assert [line for line in found if line.startswith(place) and what in line], done.stdout
    assert 5 == done.returncode
    assert "" == done.stderr
    assert () != problems(ledger)


def test_a_leaf_before_the_first_is_a_fault(ledger: Path) -> None:
    spoil(ledger, f"INSERT INTO leaf SELECT book_id, -7, body, hash FROM leaf WHERE {LEAF}=7")

    assert f"leaf -7 of book {BOOK}: does not follow the leaf before it" in faults(ledger)


def test_a_table_taken_away_is_a_fault(ledger: Path) -> None:
    raw = sqlite3.connect(ledger)
    raw.execute("DROP TABLE refusal")
    raw.close()

    found = faults(ledger, "--signatures", "0")
    assert found[0].startswith("schema: this file does not know it (SHA-256 ")
    assert "schema: table refusal is missing" == found[1]
    assert any(fault.endswith(": cannot be read: KeyError('refusal')") for fault in found)


NOT_OURS = {
    "table mine": "CREATE TABLE mine (a INTEGER)",
    "table alembic_more": "CREATE TABLE alembic_more (a INTEGER)",
    "table sqliteful": "CREATE TABLE sqliteful (a INTEGER)",
    "view alembic_view": "CREATE VIEW alembic_view AS SELECT 1",
    "view law_view": "CREATE VIEW law_view AS SELECT 1",
    "trigger evil": "CREATE TRIGGER evil AFTER INSERT ON posting BEGIN SELECT 1; END",
    "index more": "CREATE INDEX more ON posting (project_id)",
}


@pytest.mark.parametrize("what", NOT_OURS)
def test_an_object_of_ones_own_is_a_fault(ledger: Path, what: str) -> None:
    raw = sqlite3.connect(ledger)
    raw.execute(NOT_OURS[what])
    raw.close()

    known, named = faults(ledger, "--signatures", "0")
    assert known.startswith("schema: this file does not know it (SHA-256 ")
    assert f"schema: {what} is not ours" == named


@pytest.mark.parametrize(
    "change",
    [
        "DROP TRIGGER law_posting_update",
        "DROP INDEX ix_posting_book_id_account_voucher_id",
        "ALTER TABLE posting ADD COLUMN more TEXT",
        "CREATE TRIGGER law_task_more AFTER INSERT ON task BEGIN SELECT 1; END",
    ],
)
def test_a_changed_schema_is_a_fault(ledger: Path, change: str) -> None:
    raw = sqlite3.connect(ledger)
    raw.execute(change)
    raw.close()

    assert faults(ledger)[0].startswith("schema: this file does not know it (SHA-256 ")


@pytest.mark.parametrize("change", ["'0002'", "''", "x'30303031'"])
def test_a_revision_that_is_unknown_is_a_fault(ledger: Path, change: str) -> None:
    spoil(ledger, f"UPDATE alembic_version SET version_num = {change}")

    (fault,) = faults(ledger, "--signatures", "0")
    assert fault.startswith("alembic_version: it is [")


def test_figures_of_the_planner_are_no_evidence(ledger: Path) -> None:
    spoil(
        ledger, "UPDATE sqlite_stat1 SET stat = '7 1'", "DELETE FROM sqlite_stat1 WHERE idx > 'p'"
    )

    assert [] == faults(ledger, "--signatures", "0")


def test_a_file_that_is_no_database_is_not_sound(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"no database at all" * 100)

    done = run(path)

    assert (5, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("FAULT file: cannot be read on")


def paid(path: Path) -> int:
    """Return the leaf of the newest payment."""
    raw = sqlite3.connect(path)
    index = raw.execute("SELECT max(leaf_idx) FROM request WHERE act='payment.pay'").fetchone()[0]
    raw.close()
    return int(index)


def swapped(path: Path, index: int, other: int) -> bytes:
    """Return a leaf under the signature line of another."""
    line = leaf(path, other).rpartition(MARK)[2]
    return leaf(path, index).rpartition(MARK)[0] + MARK + line


def test_a_leaf_sealed_anew_is_not_signed(ledger: Path) -> None:
    index = paid(ledger)
    reseal(ledger, index, lambda body: body.replace(b'"credit_fen":"', b'"credit_fen":"1', 1))

    unsigned = f"leaf {index} of book {BOOK}: not signed by chu"
    assert unsigned in faults(ledger)
    assert unsigned not in faults(ledger, "--signatures", "0")
    assert problems(ledger)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda body: body.rpartition(MARK)[0] + b"\n", "not signed by chu"),
        (lambda body: body[:-20] + b"AAAA" + body[-16:], "not signed by chu"),
        (lambda body: body.replace(b"/u/chu ", b"/u/zhi "), "not a leaf"),
        (lambda body: body.replace(b"accepted\n", b"refused []\n", 1), "not a leaf"),
        (lambda body: body.replace(b'"rows":{', b'"rows": {', 1), "not a leaf"),
        (lambda body: body.replace(b'"id":"', b'"id":1,"id":"', 1), "not a leaf"),
        (lambda body: body.replace(b"\nregistry 12\n", b"\nregistry 3\n", 1), "registry size 3"),
        (lambda body: body.replace(b"\nregistry 12\n", b"\nregistry 99\n", 1), "registry size 99"),
        (lambda body: body.replace(b"\nat 2025", b"\nat 2024", 1), "time in its header"),
        (lambda body: body.replace(b"\nat 2025-01", b"\nat 2025-13", 1), "month must be in 1..12"),
    ],
)
def test_a_changed_leaf_that_was_sealed_anew_is_named(
    ledger: Path, change: Callable[[bytes], bytes], said: str
) -> None:
    index = paid(ledger)
    reseal(ledger, index, change)

    place = f"leaf {index} of book {BOOK}: "
    assert [said] == [said for fault in faults(ledger) if fault.startswith(place) and said in fault]
    assert problems(ledger)


def test_a_signature_of_another_act_is_no_signature(ledger: Path) -> None:
    index, other = paid(ledger), 23
    reseal(ledger, index, lambda _: swapped(ledger, index, other))

    assert f"leaf {index} of book {BOOK}: not signed by chu" in faults(ledger)


def test_what_others_have_seen_gives_a_forger_away(ledger: Path) -> None:
    """The forger drops no signature: he moves an instant, which nobody signed."""
    index = paid(ledger)
    reseal(ledger, index, lambda body: body.replace(b".000000Z\n", b".000001Z\n", 1))

    found = faults(ledger)

    assert f"leaf {index + 1} of book {BOOK}: its actor had seen another log" == found[0]


def test_the_sample_says_how_many_it_took_and_can_be_taken_again(ledger: Path) -> None:
    reseal(ledger, paid(ledger), lambda body: body[:-20] + b"AAAA" + body[-16:])

    taken = [verdict(ledger, "--signatures", "12", "--seed", "7")["signatures"] for _ in range(2)]

    assert taken[0] == taken[1] == {"checked": 12, "of": taken[0]["of"], "seed": 7}
    assert 0 == verdict(ledger, "--signatures", "0")["signatures"]["checked"]
    assert verdict(ledger, "--signatures", "9999")["signatures"]["checked"] == taken[0]["of"]


@pytest.mark.parametrize(
    "options",
    [["--signatures", "some"], ["--signatures", "-1"], ["--seed", "x"], ["--unknown"], ["more.db"]],
)
def test_wrong_usage_is_said_and_counts_as_two(ledger: Path, options: list[str]) -> None:
    done = run(ledger, *options)

    assert (2, "") == (done.returncode, done.stdout)
    assert "usage: verify.py" in done.stderr


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    assert 2 == run(tmp_path / "none.db").returncode
    assert [] == list(tmp_path.iterdir())


def test_the_file_is_opened_to_read_only(ledger: Path) -> None:
    before = ledger.read_bytes()
    done = run(ledger)

    assert (0, before) == (done.returncode, ledger.read_bytes())
    assert done.stdout.splitlines()[-1].startswith("SOUND - ")
    assert [ledger] == list(ledger.parent.iterdir())
