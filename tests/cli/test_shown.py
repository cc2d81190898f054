"""What the screens run in a process of their own: verify, export and print a part, only reading."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from cityledger.kernel import money
from cityledger.kernel.levels import Level
from tests.cli.conftest import Program

READ = ("--read-only", "--ledger", "ledger")


def lines(text: str) -> list[tuple[int, int]]:
    """Progress as it was told."""
    told = [json.loads(line) for line in text.splitlines()]
    return [(one["done"], one["total"]) for one in told]


def test_verification_tells_how_far_it_is(started: Program) -> None:
    assert 0 == started(*READ, "verify", "--json", "--progress", "json")

    verdict = json.loads(started.out)
    told = lines(started.err)
    assert (verdict["leaves"], verdict["leaves"]) == told[-1]
    assert sorted(told) == told
    assert verdict["warnings_zh"][0].startswith("没有见证策略")


def test_some_vouchers_are_verified(started: Program) -> None:
    assert 0 == started(*READ, "verify", "shown", "--filter", "字=付", "--json")

    found = json.loads(started.out)
    assert (True, 2, 2, []) == (
        found["sound"], found["vouchers"], found["leaves"], found["faults"],
    )  # fmt: skip


def test_a_filter_that_cannot_be_read_is_told_in_the_language_asked(started: Program) -> None:
    assert 3 == started(*READ, "--lang", "en", "verify", "shown", "--filter", "price>1")
    assert "character 1 “price”: no such name → use contract, project" in started.err


def test_a_changed_posting_is_found_by_its_voucher(started: Program) -> None:
    import sqlite3

    with sqlite3.connect("ledger/ledger.db") as shell:
        shell.execute("DROP TRIGGER law_posting_update")
        shell.execute("UPDATE posting SET summary = 'x' WHERE n = 1 AND account = '121401'")
    shell.close()

    assert Level.ROWS.status == started(*READ, "verify", "shown", "--json")
    (fault,) = json.loads(started.out)["faults"]
    assert "posting (book_id=3702110001, voucher_id=" in fault["text"]
    assert "summary is 'x', the leaves say None" in fault["text"]


def test_two_exports_of_a_snapshot_are_the_same_bytes(started: Program) -> None:
    twice = (*READ, "export", "journal", "--filter", "字=付 字=付", "--as-known", "40")
    assert 3 == started(*twice, "--out", "a.csv")

    asked = (
        *READ,
        "export",
        "journal",
        "--filter",
        "字=付",
        "--as-known",
        "40",
        "--progress",
        "json",
    )
    for name in ("a.csv", "b.csv"):
        assert 0 == started(*asked, "--columns", "no,amount,payee", "--out", name)
    assert Path("a.csv").read_bytes() == Path("b.csv").read_bytes()
    rows = list(csv.reader(Path("a.csv").read_text(encoding="utf-8-sig").splitlines()))
    head = dict(row for row in rows[:7])
    assert ("字=付", "#40") == (head["筛选"], head["快照"])
    assert 64 == len(head["链头"])
    assert ["凭证号", "金额(元)", "收款"] == rows[8]
    assert int(head["张数"]) == len(rows) - 9


def test_a_ledger_is_exported_and_printed_at_a_snapshot(started: Program) -> None:
    asked = ("--filter", "科目=1002", "--form", "ledger", "--as-known", "40")
    assert 0 == started(*READ, "export", "journal", *asked, "--out", "l.csv")
    rows = list(csv.reader(Path("l.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert "期初余额" == rows[9][2]
    debit, credit = (sum(money.parse(row[at]) for row in rows[10:]) for at in (4, 5))
    assert debit - credit == money.parse(rows[-1][6])

    for name in ("a.pdf", "b.pdf"):
        assert 0 == started(*READ, "report", "shown", *asked, "--out", name)
    assert Path("a.pdf").read_bytes() == Path("b.pdf").read_bytes()


def test_the_vouchers_of_a_filter_are_printed(started: Program) -> None:
    for name in ("a.pdf", "b.pdf"):
        asked = ("report", "shown", "--filter", "字=付", "--as-known", "40", "--out", name)
        assert 0 == started(*READ, *asked, "--progress", "json")
    assert Path("a.pdf").read_bytes() == Path("b.pdf").read_bytes()
    assert (1, 1) == lines(started.err)[-1]


def test_a_ledger_opened_for_reading_takes_no_act(started: Program) -> None:
    before = Path("ledger/ledger.db").read_bytes()
    asked = ("doctor", "--confirm-clock", "--user", "guan")
    assert 6 == started(*READ, *asked)
    assert "readonly" in started.err
    assert before == Path("ledger/ledger.db").read_bytes()
    assert 0 == started("--ledger", "ledger", *asked)
    assert before != Path("ledger/ledger.db").read_bytes()
