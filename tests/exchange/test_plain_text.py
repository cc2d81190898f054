"""Our journals are proved by programs that are not ours, and a wrong fen makes them refuse."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cityledger.exchange.plain_text import account_name, export_beancount, export_hledger
from cityledger.exchange.template import write_template
from cityledger.exchange.workbook_import import import_workbook
from cityledger.kernel.chart import chart
from tests.conftest import Office
from tests.exchange.workbooks import tables, written

BEAN_CHECK = Path(sys.executable).with_name("bean-check")
BEANCOUNT_NAME = re.compile(
    "(Assets|Liabilities|Equity|Income|Expenses)(:[A-Z0-9][A-Za-z0-9\u4e00-\u9fff-]*)+"
)


@pytest.fixture
def booked(both: Office, tmp_path: Path) -> Office:
    """An office with the example workbook booked."""
    office = both
    write_template(tmp_path / "t.xlsx")
    import_workbook(office.desk, list(office.pens.values()), tmp_path / "t.xlsx")
    return office


def ours(office: Office) -> dict[str, int]:
    rows = office.sql("SELECT account, sum(debit_fen - credit_fen) FROM balance GROUP BY account")
    return {str(account): int(fen) for account, fen in rows}


def bean_check(path: Path) -> subprocess.CompletedProcess[str]:
    command = [str(BEAN_CHECK), str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_account_of_the_chart_has_a_legal_name_of_its_own() -> None:
    names = [account_name(row.code, row.zh) for row in chart().values()]

    assert all(BEANCOUNT_NAME.fullmatch(name) for name in names)
    assert len(set(names)) == len(names)


def test_bean_check_accepts_the_journal(booked: Office, tmp_path: Path) -> None:
    path = tmp_path / "book.beancount"
    with path.open("w", encoding="utf-8") as file:
        count = export_beancount(booked.desk, file)

    checked = bean_check(path)

    assert (checked.returncode, checked.stderr) == (0, "")
    assert [(count,)] == booked.sql("SELECT count(*) FROM voucher")


def test_the_asserted_balances_are_ours_to_the_fen(booked: Office) -> None:
    file = io.StringIO()
    export_beancount(booked.desk, file)

    found = re.findall(
        r" balance \S+?:([0-9]+)-\S+ (-?[0-9]+)\.([0-9]{2}) ~ 0 CNY", file.getvalue()
    )

    assert ours(booked) == {code: int(f"{yuan}{fen}") for code, yuan, fen in found}


@pytest.mark.parametrize("place", ["balance", "posting"])
def test_a_wrong_fen_is_refused(booked: Office, tmp_path: Path, place: str) -> None:
    file = io.StringIO()
    export_beancount(booked.desk, file)
    text = file.getvalue()
    if place == "balance":
        text = re.sub(r"(balance Assets:Financial:1002\S+ [0-9]+\.)[0-9]{2}", r"\g<1>01", text)
    else:
        text = text.replace("150000.00 CNY", "150000.01 CNY", 1)
    path = tmp_path / "wrong.beancount"
    path.write_text(text, encoding="utf-8")

    assert bean_check(path).returncode != 0


def test_hledger_comes_to_the_same_balances(booked: Office, tmp_path: Path) -> None:
    program = shutil.which("hledger")
    path = tmp_path / "book.journal"
    with path.open("w", encoding="utf-8") as file:
        export_hledger(booked.desk, file)
    text = path.read_text(encoding="utf-8")

    found = re.findall(r" \S+?:([0-9]+)-\S+  CNY 0\.00 = CNY (-?[0-9]+)\.([0-9]{2})", text)

    assert ours(booked) == {code: int(f"{yuan}{fen}") for code, yuan, fen in found}
    if program is not None:
        command = [program, "-f", str(path), "check", "--strict"]
        environment = {"LANG": "C.UTF-8"}
        checked = subprocess.run(
            command, capture_output=True, text=True, check=False, env=environment
        )
        assert (checked.returncode, checked.stderr) == (0, "")


def test_a_voucher_keeps_its_number_and_dimensions(booked: Office) -> None:
    file = io.StringIO()
    export_beancount(booked.desk, file)
    text = file.getvalue()

    assert 'voucher: "202501-收-0001"' in text
    assert 'tranche: "T2025-01"' in text
    assert 'contract: "HT-2025-001"' in text
    assert 'voucher: "000000-初-0001"' in text


def test_an_empty_book_is_exported(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "empty.beancount"
    with path.open("w", encoding="utf-8") as file:
        assert export_beancount(office.desk, file) == 0

    assert bean_check(path).returncode == 0


def test_words_of_a_summary_cannot_break_the_journal(office: Office, tmp_path: Path) -> None:
    content = tables()
    content["项目"][1][1] = 'a"b\\;c,d: | e'
    import_workbook(office.desk, list(office.pens.values()), written(tmp_path / "w.xlsx", content))
    path = tmp_path / "book.beancount"
    with path.open("w", encoding="utf-8") as file:
        export_beancount(office.desk, file)

    assert bean_check(path).returncode == 0
