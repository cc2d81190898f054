"""T24: what is looked for is never SQL, and no statement of ours may touch the guards."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from sqlalchemy import Connection, Engine

from cityledger.actions.desk import open_folder
from cityledger.actions.projects import RegisterProject
from cityledger.kernel.errors import Unavailable
from cityledger.ledger.tables import T
from cityledger.model.parties import Party
from cityledger.model.projects import Project
from cityledger.store.engine import connect, read
from cityledger.store.session import write
from cityledger.views import find, registry
from cityledger.views.journal import EVERYTHING, JournalFilter, journal, journal_total
from cityledger.views.subsidiary import Scope, Span, subsidiary_ledger
from tests.conftest import Office
from tests.threats.attacks import INJECTIONS
from tests.threats.conftest import Run

Door = Callable[[Engine], AbstractContextManager[Connection]]
SPAN = Span(date(2025, 1, 1), date(2025, 12, 31))
TEXTS = [f.name for f in fields(JournalFilter) if "str" in str(f.type)]
NUMBERS = [f.name for f in fields(JournalFilter) if "int" in str(f.type)]


def content(folder: Path) -> dict[str, int]:
    """Count the rows of everything."""
    raw = sqlite3.connect(folder / "ledger.db")
    names = [row[0] for row in raw.execute("SELECT name FROM sqlite_schema")]
    counts = {n: raw.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0] for n in T}
    raw.close()
    return counts | dict.fromkeys(names, 0)


@pytest.mark.parametrize("payload", INJECTIONS)
@pytest.mark.parametrize("name", TEXTS)
def test_a_filter_of_text_finds_only_that_text(walked_once: Path, name: str, payload: str) -> None:
    before = content(walked_once)
    desk = open_folder(walked_once)
    asked: Any = {name: payload}
    wanted = JournalFilter(**asked)
    with desk.read() as connection:
        rows = journal(connection, desk.book_id, wanted).rows
        total = journal_total(connection, desk.book_id, wanted)
    desk.close()

    assert ((), 0) == (rows, total.voucher_count)
    assert before == content(walked_once)


@pytest.mark.parametrize("payload", INJECTIONS[:4])
@pytest.mark.parametrize("name", NUMBERS)
def test_a_filter_of_numbers_given_a_text_finds_nothing_more(
    walked_once: Path, name: str, payload: str
) -> None:
    wrong: Any = {name: payload}
    desk = open_folder(walked_once)
    try:
        with desk.read() as connection:
            everything = journal_total(connection, desk.book_id, EVERYTHING).voucher_count
            found = journal_total(connection, desk.book_id, JournalFilter(**wrong)).voucher_count
    except (TypeError, ValueError, Unavailable):
        found, everything = 0, 1
    finally:
        desk.close()

    assert found <= everything


def test_wildcards_of_like_are_letters(office: Office) -> None:
    with office.desk.read() as connection:
        for text in ("%", "_", "%_%", "\\", "\\%", "[a-z]", "*"):
            page = journal(connection, office.desk.book_id, JournalFilter(text=text))
            assert () == page.rows


@given(st.text(max_size=30))
@settings(max_examples=100)
def test_any_text_is_looked_for_as_itself(walked_once: Path, text: str) -> None:
    desk = open_folder(walked_once)
    with desk.read() as connection:
        everything = journal(connection, desk.book_id).rows
        expected = [row for row in everything if text in row.summary]
        try:
            text.encode()
        except UnicodeEncodeError:
            desk.close()
            return
        found = journal(connection, desk.book_id, JournalFilter(text=text)).rows
    desk.close()

    # What is looked for also stands in the lines of a voucher, so more may be found, never less;
    # SQLite compares Latin letters without case.
    assert set(expected) <= set(found)


@pytest.mark.parametrize("payload", INJECTIONS)
def test_every_other_question_takes_it_for_a_name(walked_once: Path, payload: str) -> None:
    before = content(walked_once)
    desk = open_folder(walked_once)
    with desk.read() as connection:
        assert registry.party(connection, payload) is None
        assert () == registry.role_changes(connection, payload)
        assert payload == registry.name_of(connection, payload)
        assert () == registry.party_accounts(connection, payload)
        assert find.one(connection, Party, name=payload) is None
        assert find.one(connection, Project, book_id=desk.book_id, code=payload) is None
        ledger = subsidiary_ledger(
            connection, desk.book_id, Scope(account=payload), SPAN, printed_by=payload
        )
        assert [] == list(ledger.rows)
    desk.close()
    assert before == content(walked_once)


@pytest.mark.parametrize("payload", INJECTIONS)
@pytest.mark.parametrize(
    "command",
    [
        ("report", "statement", "--project"),
        ("report", "voucher", "--project"),
        ("report", "voucher", "--period"),
        ("report", "ledger", "--account"),
    ],
    ids=" ".join,
)
def test_the_command_line_takes_it_for_a_name(
    run: Run, walked_once: Path, tmp_path: Path, command: tuple[str, ...], payload: str
) -> None:
    before = content(walked_once)

    ended = run(walked_once, *command, payload, "--out", tmp_path / "out")

    assert ended.status in (0, 3)
    assert not ended.leaked
    assert before == content(walked_once)


def test_what_is_booked_with_it_is_booked_as_it_is(office: Office) -> None:
    for n, payload in enumerate(INJECTIONS):
        office.by("zhi", RegisterProject(code=f"P{n}", name=payload, kind="other"))

    expected = [(payload,) for payload in INJECTIONS]
    assert expected == office.sql("SELECT name FROM project ORDER BY project_id")


FORBIDDEN = (
    "ATTACH ':memory:' AS e",
    "DETACH main",
    "DROP TRIGGER law_posting_update",
    "PRAGMA writable_schema=ON",
    "PRAGMA trusted_schema=ON",
    "SELECT load_extension('x')",
    "CREATE TEMP TABLE posting (a)",
    "CREATE TEMP VIEW voucher AS SELECT 1",
    "CREATE TEMP TRIGGER t AFTER INSERT ON main.leaf BEGIN SELECT 1; END",
    "CREATE VIEW v AS SELECT 1",
    "CREATE VIRTUAL TABLE v USING fts5(a)",
    "WITH RECURSIVE c(a) AS (SELECT 1 UNION ALL SELECT a+1 FROM c) SELECT a FROM c",
)


@pytest.mark.parametrize("sql", FORBIDDEN)
@pytest.mark.parametrize("door", [read, write], ids=["read", "write"])
def test_no_connection_of_ours_does_it(walked: Path, door: Door, sql: str) -> None:
    engine = connect(f"sqlite:///{walked}/ledger.db")

    with pytest.raises(Unavailable), door(engine) as connection:
        connection.exec_driver_sql(sql)

    engine.dispose()
    raw = sqlite3.connect(walked / "ledger.db")
    kept = raw.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'law_posting_update'")
    assert (1,) == kept.fetchone()
    raw.close()


def test_a_shell_without_the_guard_may_do_it(walked: Path) -> None:
    """The control of the test above: it is the guard that refuses, not SQLite."""
    raw = sqlite3.connect(walked / "ledger.db")
    for sql in ("PRAGMA writable_schema=ON", "CREATE TEMP TABLE posting (a)"):
        raw.execute(sql)
    raw.close()
