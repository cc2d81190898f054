"""A payment of a workbook names its override by number; an empty cell names none."""

from __future__ import annotations

from pathlib import Path

import pytest

from cityledger.actions.payments import RequestPayment
from cityledger.exchange.workbook_import import import_workbook, read_workbook
from cityledger.kernel.errors import BadInput
from tests.conftest import Office
from tests.exchange.workbooks import tables, with_cell, written

SHEET = "付款申请"


def named(office: Office, path: Path) -> list[tuple[int, ...]]:
    """Return the overrides of the payment requests in a workbook."""
    commands = read_workbook(office.desk, path)
    return [command.overrides for command in commands if isinstance(command, RequestPayment)]


def test_requests_name_their_override(office: Office, tmp_path: Path) -> None:
    content = tables()
    column = content[SHEET][0].index("特批号")
    for row in content[SHEET][1:3]:
        row[column] = 7

    assert [(7,), ()] == named(office, written(tmp_path / "named.xlsx", content))
    assert [(), ()] == named(office, written(tmp_path / "plain.xlsx", tables()))


def test_rows_of_one_request_agree_on_it(office: Office, tmp_path: Path) -> None:
    path = with_cell(tmp_path / "half.xlsx", SHEET, "K2", 7)

    with pytest.raises(BadInput) as caught:
        import_workbook(office.desk, list(office.pens.values()), path)
    assert ["付款申请!K3 特批号"] == [problem.place for problem in caught.value.problems]
