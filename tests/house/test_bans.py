"""What may not be written, where, and what to write instead; each ban with a text it must catch."""

from __future__ import annotations

import pytest

from tests.house.rules import (
    PACKAGE_BANS,
    TEST_BANS,
    Ban,
    Source,
    package_sources,
    test_sources as sources_of_tests,
)

BY_NAME = {ban.name: ban for ban in (*PACKAGE_BANS, *TEST_BANS)}


@pytest.mark.parametrize("ban", PACKAGE_BANS, ids=lambda ban: ban.name)
def test_the_package_keeps_the_ban(ban: Ban) -> None:
    breaches = [line for source in package_sources() for line in ban.breaches(source)]

    assert [] == breaches


@pytest.mark.parametrize("ban", TEST_BANS, ids=lambda ban: ban.name)
def test_the_tests_keep_the_ban(ban: Ban) -> None:
    breaches = [line for source in sources_of_tests() for line in ban.breaches(source)]

    assert [] == breaches


# name of the ban, a module it applies to, a text that breaks it on its last line
BAD = (
    ("a second commit", "actions/x.py", "session.commit()"),
    ("a second commit", "store/backup.py", "with engine.begin() as connection: pass"),
    ("a transaction by hand", "ledger/x.py", "c.exec_driver_sql('BEGIN IMMEDIATE')"),
    ("a transaction by hand", "ledger/x.py", "c.exec_driver_sql('COMMIT')"),
    ("a second clock", "kernel/x.py", "datetime.datetime.now(tz)"),
    ("a second clock", "kernel/x.py", "datetime.utcnow()"),
    ("a second clock", "tui/x.py", "date.today()"),
    ("a second clock", "tui/x.py", "time.time()"),
    ("a second clock", "views/x.py", "select(func.now())"),
    ("a second clock", "store/x.py", "sql = 'SELECT CURRENT_TIMESTAMP'"),
    ("float near money", "kernel/x.py", "float(text)"),
    ("float near money", "views/x.py", "def f(a: float) -> int: ..."),
    ("float near money", "model/x.py", "rate: float | None = None"),
    ("float near money", "controls/x.py", "def f() -> list[float]: ..."),
    ("inexact money", "reports/x.py", "total_fen / 100"),
    ("inexact money", "exchange/x.py", "frame['due_fen'] / 100"),
    ("inexact money", "reports/x.py", "line.due_fen * 0.97"),
    ("inexact money", "actions/x.py", "due_fen /= 2"),
    ("Chinese outside its place", "views/x.py", "summary = '支付进度款'"),
    ("Chinese outside its place", "ledger/x.py", "title = f'{n}记账凭证'"),
    ("SQL text", "actions/x.py", "text('SELECT 1 FROM leaf')"),
    ("SQL text", "reports/x.py", "sql = 'INSERT OR REPLACE INTO leaf VALUES (1)'"),
    ("SQL text", "cli/x.py", "c.execute('DELETE FROM leaf')"),
    ("SQL text", "tui/x.py", "c.execute(f'UPDATE {table} SET a = 1')"),
    ("an ORM session or relationship", "views/x.py", "from sqlmodel import Session"),
    ("an ORM session or relationship", "model/x.py", "from sqlmodel import Relationship"),
    ("work left for later", "kernel/x.py", "# TO" + "DO write this"),
    ("code hidden from coverage", "kernel/x.py", "x = 1  # pragma" + ": no cover"),
    ("code left unwritten", "kernel/x.py", "raise NotImplementedError"),
    ("code left unwritten", "kernel/x.py", "raise NotImplementedError('soon')"),
    ("a test that cannot fail", "tests/x.py", "assert True"),
    ("a skipped test", "tests/x.py", "pytest.skip('no server')"),
    ("a skipped test", "tests/x.py", "@pytest.mark.skipif(True)\ndef f(): ..."),
    ("a mock", "tests/x.py", "from unittest.mock import patch"),
    ("a mock", "tests/x.py", "import unittest.mock"),
)


@pytest.mark.parametrize(("name", "path", "text"), BAD)
def test_the_ban_catches(name: str, path: str, text: str) -> None:
    breaches = BY_NAME[name].breaches(Source.of(path, text))

    assert 1 == len(breaches)
    assert BY_NAME[name].instead in breaches[0]


def test_every_ban_has_a_text_it_must_catch() -> None:
    assert {name for name, _, _ in BAD} == set(BY_NAME)


# name of the ban, a module, a text that looks like a breach and is none
GOOD = (
    ("a second commit", "store/session.py", "connection.commit()"),
    ("a second commit", "ledger/x.py", "with connection.begin_nested(): pass"),
    ("a transaction by hand", "store/x.py", "sql = 'BEGIN SELECT CASE 1; END'"),
    ("a second clock", "store/clock.py", "datetime.datetime.now(tz)"),
    ("a second clock", "actions/x.py", "clock.now()"),
    ("a second clock", "tui/x.py", "time.monotonic()"),
    ("float near money", "kernel/x.py", "isinstance(value, float)"),
    ("float near money", "reports/x.py", "def place(x: float) -> None: ..."),
    ("inexact money", "reports/x.py", "total_fen // 100 + len(rows) / 2"),
    ("inexact money", "reports/x.py", "width / 2 * 0.5"),
    ("Chinese outside its place", "actions/x.py", "'''Check 建质〔2017〕138号.'''"),
    ("Chinese outside its place", "model/x.py", "SQL = ''\n'资金结存: the mirror of money.'"),
    ("Chinese outside its place", "ledger/x.py", "word = '记'"),
    ("Chinese outside its place", "controls/x.py", "zh = '超出已计量金额'"),
    ("SQL text", "views/x.py", "text('SELECT 1 FROM leaf')"),
    ("SQL text", "tui/x.py", "title = 'Select a project'"),
    ("a skipped test", "tests/x.py", "pytest.mark.slow"),
)


@pytest.mark.parametrize(("name", "path", "text"), GOOD)
def test_the_ban_spares(name: str, path: str, text: str) -> None:
    assert [] == BY_NAME[name].breaches(Source.of(path, text))
