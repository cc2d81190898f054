"""Every fault has its level, and the exit status is that of the lowest one that failed."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cityledger.actions.days import seal_day
from cityledger.actions.periods import OpenPeriod
from cityledger.evidence import note, policy as policies
from cityledger.evidence.keys import SoftKey
from cityledger.evidence.note import COSIGNATURE, VerifierKey
from cityledger.evidence.suite import S1, S2
from cityledger.kernel.levels import Fault, Level
from cityledger.ledger import checkpoint
from cityledger.ledger.seen import Seen
from cityledger.ledger.verify import Verdict, oversee, verify
from cityledger.store.engine import connect, read
from cityledger.store.session import write
from tests.conftest import BOOK, LOG_SEED, Office, found
from tests.stories.world import World

WITNESS = SoftKey(b"\x42" * 32)
NAME = "audit.example/w1"
SIGNED = 1_750_000_000
VKEY = VerifierKey(NAME, WITNESS.public, COSIGNATURE)
Damage = Callable[[sqlite3.Connection], object]


def cosign(office: Office, book: int) -> Seen:
    """Let a witness sign the newest checkpoint of a log, and keep it."""
    with write(office.desk.engine) as connection:
        checkpoint.take(connection, book, SoftKey(LOG_SEED))
        stored = checkpoint.latest(connection, book)
        assert stored is not None
        line = note.cosign(note.parse(stored.note).text, NAME, WITNESS, SIGNED).line()
        checkpoint.add_cosignature(connection, book, S1, stored.size, line)
        stored = checkpoint.latest(connection, book)
        assert stored is not None
    return Seen.read("kept by the witness", stored.cosigned)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Seen, ...]]:
    """A ledger with payments, sealed days, checkpoints in both suites, and a witness."""
    path = tmp_path_factory.mktemp("levels") / "ledger.db"
    office = found(f"sqlite:///{path}")
    office.desk = replace(office.desk, log_signer=SoftKey(LOG_SEED))
    world = World(office)
    world.upto(3)
    office.by("zhi", world.progress())
    seal_day(office.desk, office.pens["zhi"])
    world.finish("2025-06-12")
    kept = tuple(cosign(office, log) for log in (0, BOOK))
    office.desk.close()
    return path, kept


def judged(path: Path, seen: tuple[Seen, ...] = ()) -> Verdict:
    """Verify a file."""
    engine = connect(f"sqlite:///{path}")
    try:
        with read(engine) as source:
            return verify(source, seen=seen)
    finally:
        engine.dispose()


def test_a_good_book_is_sound_with_all_that_others_keep(
    book: tuple[Path, tuple[Seen, ...]],
) -> None:
    verdict = judged(*book)

    assert ((), 0) == (verdict.problems, verdict.status)
    assert verdict.signatures == verdict.leaves


def laws_aside(shell: sqlite3.Connection) -> list[str]:
    """Drop every trigger; return what makes them again."""
    made = shell.execute("SELECT name, sql FROM sqlite_schema WHERE type='trigger'").fetchall()
    for name, _ in made:
        shell.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in made]


def flip(column: str, table: str, where: str) -> Damage:
    """Change the last byte of a cell."""

    def damage(shell: sqlite3.Connection) -> None:
        found = shell.execute(f"SELECT {column} FROM {table} WHERE {where}").fetchone()[0]
        changed = found[:-1] + (b"\n" if isinstance(found, bytes) and found[-1] != 10 else b"\r")
        shell.execute(f"UPDATE {table} SET {column}=? WHERE {where}", (changed,))

    return damage


def run(sql: str) -> Damage:
    """Run SQL."""
    return lambda shell: shell.executescript(sql)


@pytest.mark.parametrize(
    ("level", "damage", "said"),
    [
        (Level.LEAVES, flip("body", "leaf", f"book_id={BOOK} AND idx=3"), "leaf 3 of book"),
        (Level.LEAVES, run("UPDATE node SET hash=x'00'; DELETE FROM leaf WHERE idx=5"), "leaf 6"),
        (Level.LEAVES, run("UPDATE log_head SET frontier=x''"), "frontier"),
        (Level.LEAVES, run("UPDATE log_head SET last_booked_at='x'"), "last_booked_at"),
        (Level.LEAVES, run("UPDATE checkpoint SET size=size+1 WHERE n=0"), "checkpoint (book_id=0"),
        (Level.LEAVES, flip("note", "checkpoint", "n=1"), "not a signed checkpoint"),
        (Level.LEAVES, run("UPDATE checkpoint SET frontier=x''"), "another root at size"),
        (Level.LEAVES, run("DELETE FROM checkpoint WHERE n=0"), "out of its order"),
        (Level.LEAVES, run("UPDATE cosignature SET line='x'"), "not a cosignature line"),
        (Level.LEAVES, run("DELETE FROM log_head WHERE book_id=0"), "the registry has no head"),
        (Level.ROWS, run("UPDATE user SET name='x' WHERE user_id='zhi'"), "user (user_id=zhi)"),
        (Level.ROWS, run("DELETE FROM role_change WHERE role='pm'"), "the table has not"),
        (Level.ROWS, run("UPDATE limits SET cap_fen=cap_fen+1 WHERE kind='contract'"), "limits ("),
        (Level.ROWS, run("UPDATE balance SET debit_fen=debit_fen+1"), "balance ("),
        (Level.ROWS, run("INSERT INTO tranche_share VALUES (7,1,1,1,1)"), "book_id=7): missing"),
        (
            Level.ROWS,
            run("INSERT INTO login_failure VALUES (1,'zhi',1,'a','b')"),
            "the leaves have not",
        ),
        (Level.ROWS, run("UPDATE voucher SET value_date='gestern'"), "value_date is 'gestern'"),
        (Level.ROWS, run("UPDATE posting SET summary=CAST(x'ff' AS TEXT)"), "cannot be read"),
        (
            Level.LEAVES,
            run("INSERT INTO leaf SELECT book_id, -7, body, hash FROM leaf WHERE idx=1"),
            "leaf -7 of book 0",
        ),
        (Level.DATABASE, run("CREATE VIEW alembic_x AS SELECT 1"), "view alembic_x is not ours"),
        (Level.DATABASE, run("UPDATE alembic_version SET version_num='0002'"), "alembic_version"),
        (Level.DATABASE, run("CREATE TABLE spare (x)"), "table spare is not ours"),
        (Level.DATABASE, run("DROP INDEX ix_posting_book_id_account_voucher_id"), "is missing"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_was_done_to_a_file_is_told_at_its_level(
    book: tuple[Path, tuple[Seen, ...]], tmp_path: Path, level: Level, damage: Damage, said: str
) -> None:
    path = tmp_path / "ledger.db"
    shutil.copy(book[0], path)
    with sqlite3.connect(path, isolation_level=None) as shell:
        shell.execute("PRAGMA ignore_check_constraints=ON")
        laws = laws_aside(shell)
        damage(shell)
        for sql in laws:
            shell.execute(sql)
    shell.close()
    verdict = judged(path)

    assert [said] == [said for fault in verdict.faults if said in str(fault)][:1]
    assert level.status == verdict.status


ONE = {
    "leaf": " WHERE idx=1",
    "posting": " WHERE n=1 AND voucher_id=(SELECT min(voucher_id) FROM posting)",
    "checkpoint": " WHERE n=0 AND suite=1 AND book_id=0",
}
WRONG_TYPES = [
    ("user", "leaf_idx", "x'00'"),
    ("posting", "voucher_id", "'x'"),
    ("checkpoint", "size", "'x'"),
    ("checkpoint", "n", "x'01'"),
    ("log_key", "public", "7"),
    ("log_head", "origin", "x'00ff'"),
    ("log_head", "size", "'many'"),
    ("leaf", "body", "'text'"),
    ("leaf", "hash", "5"),
    ("cosignature", "line", "9"),
    ("day_head", "root", "''"),
]


@pytest.mark.parametrize(("table", "column", "value"), WRONG_TYPES)
def test_a_cell_of_another_type_is_a_fault_and_no_crash(
    book: tuple[Path, tuple[Seen, ...]], tmp_path: Path, table: str, column: str, value: str
) -> None:
    path = tmp_path / "ledger.db"
    shutil.copy(book[0], path)
    with sqlite3.connect(path, isolation_level=None) as shell:
        laws = laws_aside(shell)
        (strict,) = shell.execute("SELECT sql FROM sqlite_schema WHERE name=?", (table,)).fetchone()
        # A STRICT table takes no such value: for a moment it is an ordinary one.
        loose = re.sub(r",\s*STRICT|STRICT\s*,|STRICT", "", strict)
        rewrite(shell, table, loose)
    shell.close()
    with sqlite3.connect(path, isolation_level=None) as shell:
        shell.execute("PRAGMA ignore_check_constraints=ON")
        shell.execute(f'UPDATE "{table}" SET {column}={value}' + ONE.get(table, ""))
        rewrite(shell, table, strict)
        for sql in laws:
            shell.execute(sql)
    shell.close()

    verdict = judged(path, book[1])
    assert not verdict.sound


def rewrite(shell: sqlite3.Connection, table: str, sql: str) -> None:
    """Put another text in the place of a table's own."""
    shell.execute("PRAGMA writable_schema=ON")
    shell.execute("UPDATE sqlite_schema SET sql=? WHERE type='table' AND name=?", (sql, table))
    shell.execute("PRAGMA writable_schema=RESET")


def test_a_missing_law_alone_is_a_fault_of_the_database(
    book: tuple[Path, tuple[Seen, ...]], tmp_path: Path
) -> None:
    path = tmp_path / "ledger.db"
    shutil.copy(book[0], path)
    with sqlite3.connect(path) as shell:
        shell.execute("DROP TRIGGER law_posting_update")
    shell.close()

    assert (Fault(Level.DATABASE, "schema: trigger law_posting_update is missing"),) == judged(
        path
    ).faults


def test_an_older_copy_is_sound_until_somebody_shows_what_he_has_seen(tmp_path: Path) -> None:
    path, older = tmp_path / "ledger.db", tmp_path / "older.db"
    office = found(f"sqlite:///{path}")
    office.by("fu", OpenPeriod(period=202501))
    shutil.copy(path, older)
    office.by("fu", OpenPeriod(period=202502))
    kept = cosign(office, BOOK)
    office.desk.close()

    assert judged(path, (kept,)).sound
    # Nothing inside the copy can show that there was more: this is why witnesses are needed.
    assert judged(older).sound
    verdict = judged(older, (kept,))
    assert Level.WITNESS.status == verdict.status
    assert "kept by the witness: size 3, but log 3702110001 has 2 leaves" in verdict.problems


def test_another_history_of_the_same_length_is_not_the_one_that_was_seen(tmp_path: Path) -> None:
    office, other = (found(f"sqlite:///{tmp_path}/{name}.db") for name in ("one", "two"))
    office.by("fu", OpenPeriod(period=202501))
    other.by("fu", OpenPeriod(period=202502))
    kept = cosign(office, BOOK)
    office.desk.close()
    other.desk.close()
    verdict = judged(tmp_path / "two.db", (kept,))

    assert "kept by the witness: another root at size 2 than the leaves have" in verdict.problems


def test_a_log_that_is_not_here_at_all_is_missed(tmp_path: Path) -> None:
    office = found(f"sqlite:///{tmp_path}/one.db")
    kept = cosign(office, BOOK)
    office.desk.close()
    strange = Seen("a stranger's", kept.note, replace(kept.head, origin="x.example/7"))
    verdict = judged(tmp_path / "one.db", (strange,))

    assert ("a stranger's: of the log x.example/7, which is not here",) == verdict.problems


@pytest.mark.parametrize("table", ["cosignature", "checkpoint"])
def test_signed_heads_that_were_deleted_are_missed_by_who_keeps_them(
    book: tuple[Path, tuple[Seen, ...]], tmp_path: Path, table: str
) -> None:
    path = tmp_path / "ledger.db"
    shutil.copy(book[0], path)
    with sqlite3.connect(path, isolation_level=None) as shell:
        laws = laws_aside(shell)
        shell.execute("DELETE FROM cosignature")
        if table == "checkpoint":
            shell.execute("DELETE FROM checkpoint")
        for sql in laws:
            shell.execute(sql)
    shell.close()

    assert judged(path).sound
    verdict = judged(path, book[1])
    wanted = {"cosignature": "keep the cosignature of audit.example/w1", "checkpoint": "of size"}
    assert Level.WITNESS.status == verdict.status
    assert all(wanted[table] in said for said in verdict.problems)


def oversight(path: Path, policy: str | None, *, days_later: int = 1) -> Verdict:
    """Judge a sound book by a witness policy, some days after the witness signed."""
    engine = connect(f"sqlite:///{path}")
    now = datetime.fromtimestamp(SIGNED, UTC) + timedelta(days=days_later)
    trusted = None if policy is None else policies.parse(policy.encode())
    try:
        with read(engine) as source:
            return oversee(source, verify(source, signatures=False), trusted, now)
    finally:
        engine.dispose()


POLICY = f"witness audit {VKEY.text()}\nquorum audit\n"
FALSE = f"witness audit {VerifierKey(NAME, SoftKey(b'9' * 32).public, COSIGNATURE).text()}\n"


def test_a_policy_that_is_met_gives_no_warning(book: tuple[Path, tuple[Seen, ...]]) -> None:
    verdict = oversight(book[0], POLICY)

    assert ((), True) == (verdict.warnings, verdict.sound)


def test_a_cosignature_that_is_too_old_is_warned_of(book: tuple[Path, tuple[Seen, ...]]) -> None:
    verdict = oversight(book[0], POLICY, days_later=8)

    assert [
        f"log {log}: last signed by the witnesses on 2025-06-15, 8 days ago" for log in (0, BOOK)
    ] == [*verdict.warnings]
    assert verdict.sound


def test_a_policy_that_asks_for_no_witness_warns_of_none(
    book: tuple[Path, tuple[Seen, ...]],
) -> None:
    assert () == oversight(book[0], "quorum none\n").warnings


def test_a_false_cosignature_under_the_sm3_log_is_found(tmp_path: Path) -> None:
    office = found(f"sqlite:///{tmp_path}/ledger.db")
    with write(office.desk.engine) as connection:
        checkpoint.take(connection, BOOK, SoftKey(LOG_SEED))
        stored = checkpoint.latest(connection, BOOK, S2)
        assert stored is not None
        text = note.parse(stored.note).text
        line = note.cosign(text + "x\n", NAME, WITNESS, SIGNED).line()
        checkpoint.add_cosignature(connection, BOOK, S2, stored.size, line)
    office.desk.close()

    verdict = oversight(tmp_path / "ledger.db", POLICY)
    assert (f"log {BOOK}: a false cosignature of {NAME}",) == verdict.problems


def test_without_a_policy_that_is_said(book: tuple[Path, tuple[Seen, ...]]) -> None:
    (warning,) = oversight(book[0], None).warnings

    assert warning.startswith("no witness policy")


def test_a_witness_that_never_signed_is_missed(book: tuple[Path, tuple[Seen, ...]]) -> None:
    verdict = oversight(book[0], FALSE + "quorum audit\n")

    assert 2 == sum("has ever signed it" in warning for warning in verdict.warnings)


def test_leaves_of_an_earlier_day_that_no_act_names_are_warned_of(tmp_path: Path) -> None:
    office = found(f"sqlite:///{tmp_path}/ledger.db")
    office.by("fu", OpenPeriod(period=202501))
    office.skip(86_400)
    office.by("fu", OpenPeriod(period=202502))
    office.desk.close()
    path = tmp_path / "ledger.db"

    (_, warning) = sorted(oversight(path, None).warnings, reverse=True)
    assert f"L15 book {BOOK}: no act of the registry names its leaves since 2025-01-01" == warning


def test_cosignatures_cannot_change_places(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    office = found(f"sqlite:///{path}")
    cosign(office, BOOK)
    office.by("fu", OpenPeriod(period=202501))
    cosign(office, BOOK)
    office.desk.close()
    assert judged(path).sound

    with sqlite3.connect(path, isolation_level=None) as shell:
        laws = laws_aside(shell)
        shell.execute("UPDATE cosignature SET n = 1 - n + 2")
        shell.execute("UPDATE cosignature SET n = n - 2")
        for sql in laws:
            shell.execute(sql)
    shell.close()
    verdict = judged(path)
    assert Level.LEAVES.status == verdict.status
    assert "out of its order" in verdict.problems[0]


def test_more_lines_than_a_note_can_hold_are_a_fault_and_no_crash(tmp_path: Path) -> None:
    office = found(f"sqlite:///{tmp_path}/ledger.db")
    cosign(office, BOOK)
    with write(office.desk.engine) as connection:
        stored = checkpoint.latest(connection, BOOK)
        assert stored is not None
        text = note.parse(stored.note).text
        for second in range(1, 120):
            line = note.cosign(text, NAME, WITNESS, SIGNED + second).line()
            checkpoint.add_cosignature(connection, BOOK, S1, stored.size, line)
    office.desk.close()

    verdict = oversight(tmp_path / "ledger.db", POLICY)
    assert (f"log {BOOK}: cosignatures that no note can hold",) == verdict.problems
