"""The bench itself: its data keeps the laws, and every part runs at a tiny size."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import pytest

from bench import __main__ as program, book, district, parts
from bench.parts import PARTS
from bench.table import Row, Target, duration, markdown, number
from cityledger.ledger.verify import verify


def test_vouchers_are_the_same_in_every_run() -> None:
    assert list(district.vouchers(300)) == list(district.vouchers(300))


def test_vouchers_have_two_to_five_postings_and_balance_per_ledger_and_tranche() -> None:
    for tables in district.vouchers(2000):
        postings = tables["posting"]
        sums: dict[tuple[bool, str], int] = defaultdict(int)
        for posting in postings:
            fen = int(posting.get("debit_fen", 0)) - int(posting.get("credit_fen", 0))
            sums[posting["account"] < "6", posting["tranche_id"]] += fen
        assert {0} == set(sums.values())
        assert 2 <= len(postings) <= 5


def test_a_filled_book_is_sound(tmp_path: Path) -> None:
    office = book.found(tmp_path / "ledger.db")
    vouchers = book.fill(office, 500)
    desk = office.desk()
    with desk.read() as read:
        verdict = verify(read)
        stored = read.exec_driver_sql("SELECT count(*) FROM voucher").scalar()
    desk.close()
    assert () == verdict.problems
    assert vouchers == stored


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_every_part_measures_a_tiny_book(part: str, tmp_path: Path) -> None:
    results = tmp_path / "results.md"
    program.main(["--lines", "400", "--payments", "2", "--only", part, "--output", str(results)])
    written = results.read_text(encoding="utf-8")
    assert f"## {part}" in written
    assert "400 lines" in written


def test_a_part_that_is_measured_alone_leaves_the_others(tmp_path: Path) -> None:
    kept = "# Results\n\n## import\n\nold\n\n## proof\n\nkept\n\n<!-- torture -->\n## torture\n"
    renewed = program.renewed(kept, "import", "## import\n\nnew\n")
    assert kept.replace("old", "new") == renewed

    added = program.renewed(kept, "screens", "## screens\n\nnew\n")
    assert kept.replace("<!--", "## screens\n\nnew\n\n<!--") == added


TARGETS = (
    (Target("≥", 2.0), 2.0, True),
    (Target("≥", 2.0), 1.9, False),
    (Target("≤", 2.0), 2.0, True),
    (Target("≤", 2.0), 2.1, False),
)


@pytest.mark.parametrize(("target", "value", "expected"), TARGETS)
def test_a_target_is_reached_or_not(target: Target, value: float, *, expected: bool) -> None:
    assert expected == target.reached(value)


def test_a_row_begins_with_its_ratio_and_owns_up() -> None:
    row = Row("import", 0.07, "10 lines/s", "100 lines/s", Target("≥", 0.12, "P1"))
    expected = "| 0.07 × | import | 10 lines/s | 100 lines/s | P1 ≥ 0.12 | **not reached** |"
    assert expected == markdown([row]).splitlines()[-1]


@pytest.mark.parametrize(
    ("value", "expected"), [(0, "0"), (0.0694, "0.0694"), (2.345, "2.35"), (1234.5, "1,234")]
)
def test_figures_have_three_digits_that_count(value: float, expected: str) -> None:
    assert expected == number(value)


@pytest.mark.parametrize(
    ("value", "expected"), [(2.5, "2.50 s"), (0.0125, "12.50 ms"), (0.00013, "130 µs")]
)
def test_durations_take_the_unit_that_reads_best(value: float, expected: str) -> None:
    assert expected == duration(value)


def test_a_peer_is_looked_for_beside_this_python_and_its_absence_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "beside" / "python"))
    assert ["hledger", "bean-query"] == parts.missing()
    assert [] == parts.peers(tmp_path)

    (tmp_path / "beside").mkdir()
    found = tmp_path / "beside" / "bean-query"
    found.write_text("#!/bin/sh\n", encoding="utf-8")
    found.chmod(0o755)

    assert ["hledger"] == parts.missing()
    assert {str(found)} == {peer.command[0] for peer in parts.peers(tmp_path)}
