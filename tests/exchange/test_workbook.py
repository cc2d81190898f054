"""A workbook comes in as a whole or not at all: every problem with its cell, nothing twice."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from cityledger.exchange.nouns import SHEETS
from cityledger.exchange.orders import BUILDERS
from cityledger.exchange.template import write_template
from cityledger.exchange.workbook_import import import_workbook, read_workbook
from cityledger.kernel.errors import BadInput
from cityledger.ledger.tables import T
from cityledger.ledger.verify import verify
from tests.conftest import Office
from tests.exchange.workbooks import Tables, tables, with_cell, written


def bring(office: Office, path: Path) -> object:
    return import_workbook(office.desk, list(office.pens.values()), path)


def problems(office: Office, path: Path) -> list[tuple[str, str]]:
    """Places and reasons, without the English behind them."""
    with pytest.raises(BadInput) as caught:
        bring(office, path)
    return [(p.place, p.reason) for p in caught.value.problems]


def test_every_sheet_has_a_builder_and_every_column_its_examples() -> None:
    assert set(BUILDERS) == {sheet.noun for sheet in SHEETS}
    for sheet in SHEETS:
        counts = {len(column.examples) for column in sheet.columns}
        assert len(counts) == 1, sheet.title
        assert min(counts) >= 2, sheet.title
        fields = {column.field for column in sheet.columns}
        assert {*sheet.key, *sheet.group, *sheet.agreed} <= fields, sheet.title


def test_the_template_as_written_is_booked_in_a_new_book_and_verifies(
    both: Office, tmp_path: Path
) -> None:
    office = both
    path = tmp_path / "template.xlsx"
    write_template(path)
    steps: list[tuple[int, int]] = []

    report = import_workbook(
        office.desk, list(office.pens.values()), path, lambda *step: steps.append(step)
    )

    assert {sheet.noun for sheet in SHEETS} == {noun for noun, _ in report.booked}
    assert report.booked_count == 71
    # Two of them take two persons: a further account is proposed and then confirmed.
    assert steps[-1] == (73, 73)
    assert office.sql("SELECT count(*) FROM payment_request") == [(2,)]
    assert office.sql("SELECT count(*) FROM refusal") == [(0,)]
    assert verify_problems(office) == ()


def verify_problems(office: Office) -> tuple[str, ...]:
    with office.desk.read() as read:
        return verify(read).problems


def test_the_same_file_twice_books_nothing_twice(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path)
    bring(office, path)
    leaves = office.sql("SELECT count(*) FROM leaf")

    again = import_workbook(office.desk, list(office.pens.values()), path)

    assert (again.booked_count, again.repeated_count) == (0, 71)
    assert leaves == office.sql("SELECT count(*) FROM leaf")


@pytest.mark.parametrize("at", [1, 40, 72])
def test_a_cancelled_import_leaves_the_book_as_it_was(
    both: Office, tmp_path: Path, at: int
) -> None:
    office, path = both, tmp_path / "template.xlsx"
    write_template(path)
    before = contents(office)

    def cancelled(done: int, total: int) -> None:
        assert total == 73
        if done == at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_workbook(office.desk, list(office.pens.values()), path, cancelled)

    assert before == contents(office)
    # Nothing holds the book any more: the same file is booked now.
    import_workbook(office.desk, list(office.pens.values()), path)
    assert before != contents(office)
    assert verify_problems(office) == ()


def contents(office: Office) -> dict[str, object]:
    """How many rows every table has, and the heads of all logs."""
    rows: dict[str, object] = {
        name: office.sql(f"SELECT count(*) FROM {name}") for name in T.keys() | {"leaf"}
    }
    return rows | {"heads": office.sql("SELECT * FROM log_head ORDER BY 1")}


def test_a_row_added_later_is_the_only_one_booked(office: Office, tmp_path: Path) -> None:
    bring(office, written(tmp_path / "first.xlsx", tables()))
    content = tables()
    content["变更"].append(["HT-2025-001", "BG-003", "1.00", "2025-01-23", "补遗"])

    report = import_workbook(
        office.desk, list(office.pens.values()), written(tmp_path / "second.xlsx", content)
    )

    assert report.booked == (("variation", 1),)


MORNING = datetime.fromisoformat("2025-01-02T08:30:00")
CASES = [
    ("概算", "E2", "\uff12\uff10", "概算!E2 金额(元)"),
    ("概算", "E2", 1.234, "概算!E2 金额(元)"),
    ("概算", "E2", "1e6", "概算!E2 金额(元)"),
    ("概算", "E2", True, "概算!E2 金额(元)"),
    ("概算", "E2", date(2025, 1, 1), "概算!E2 金额(元)"),
    ("概算", "E2", "", "概算!E2 金额(元)"),
    ("概算", "D2", "装修", "概算!D2 费用类别"),
    ("概算", "H2", "2025年1月2日", "概算!H2 批复日期"),
    ("概算", "H2", "2025-02-30", "概算!H2 批复日期"),
    ("概算", "H2", MORNING, "概算!H2 批复日期"),
    ("单位", "F3", 6222000000000000, "单位!F3 账号"),
    ("单位", "B3", "示范\u202e公司", "单位!B3 单位名称"),
    ("计量", "B2", "第一期", "计量!B2 计量期号"),
    ("计量", "B2", 1.5, "计量!B2 计量期号"),
    ("合同", "O2", "101", "合同!O2 质保金比例(%)"),
    ("合同", "A2", "HT 1", "合同!A2 合同编号"),
    ("单位", "G3", "", "单位!G3 开户银行"),
    ("合同", "J2", "09", "合同!J2 概算行号"),
    ("合同", "E2", "91370211000000086P", "合同!E2 对方代码"),
]


@pytest.mark.parametrize(("sheet", "cell", "value", "place"), CASES)
def test_a_wrong_cell_is_told_at_its_place_and_nothing_is_booked(
    office: Office, tmp_path: Path, sheet: str, cell: str, value: object, place: str
) -> None:
    leaves = office.sql("SELECT count(*) FROM leaf")

    found = problems(office, with_cell(tmp_path / "w.xlsx", sheet, cell, value))

    assert place in [at for at, _ in found]
    assert leaves == office.sql("SELECT count(*) FROM leaf")


def test_a_sum_of_floats_is_refused_as_the_file_holds_it(office: Office, tmp_path: Path) -> None:
    plain = with_cell(tmp_path / "plain.xlsx", "保函", "F2", 0.3)
    path = tmp_path / "w.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(
                name, old.read(name).replace(b"<v>0.3</v>", f"<v>{0.1 + 0.2}</v>".encode())
            )

    found = problems(office, path)

    assert [place for place, _ in found] == ["保函!F2 金额(元)"]
    assert "15" in found[0][1]


@pytest.mark.parametrize(
    ("value", "fen"),
    [(20_000_000, 2_000_000_000), (0.3, 30), ("20,000,000.00", 2_000_000_000), (1234.56, 123_456)],
)
def test_a_number_cell_is_taken_where_it_is_certain(
    office: Office, tmp_path: Path, value: object, fen: int
) -> None:
    commands = read_workbook(office.desk, with_cell(tmp_path / "w.xlsx", "保函", "F2", value))

    amounts = [getattr(c, "amount_fen", None) for c in commands if c.act == "guarantee.register"]
    assert amounts[0] == fen


def test_a_day_may_be_a_day_or_its_text(office: Office, tmp_path: Path) -> None:
    typed = with_cell(tmp_path / "typed.xlsx", "保函", "G2", date(2025, 1, 6))

    commands = read_workbook(office.desk, typed)

    days = [getattr(c, "valid_from", None) for c in commands if c.act == "guarantee.register"]
    assert days == [date(2025, 1, 6), date(2025, 1, 6)]


def test_everything_wrong_is_told_at_once(office: Office, tmp_path: Path) -> None:
    content = tables()
    content["概算"][1][4] = "1.234"
    content["合同"][1][1] = "9999-000000-00-00-000000"
    content["发票"].append(list(content["发票"][1]))
    content["概算"][2][7] = "2025-01-09"
    content["变更"][0][1] = "文号"
    content["小金库"] = [["金额"], ["1"]]

    places = [place for place, _ in problems(office, written(tmp_path / "w.xlsx", content))]

    assert places == [
        "概算!E2 金额(元)",
        "变更!B1",
        "变更!1",
        "变更!B2",
        "变更!B3",
        "小金库!",
        "发票!B4 发票代码",
        "概算!H3 批复日期",
        "合同!B2 项目代码",
    ]


def test_a_formula_is_refused_wherever_it_stands(office: Office, tmp_path: Path) -> None:
    path = with_cell(tmp_path / "w.xlsx", "保函", "F2", "=1+1")

    assert [place for place, _ in problems(office, path)] == ["保函!F2"]


def test_a_formula_in_an_export_is_text(office: Office, tmp_path: Path) -> None:
    content: Tables = {"单位": tables()["单位"]}
    content["单位"][2][1] = "@SUM(A1)"

    commands = read_workbook(office.desk, written(tmp_path / "w.xlsx", content))

    assert getattr(commands[1], "name", "") == "@SUM(A1)"


def test_what_the_gate_finds_is_told_at_its_row_and_consequences_are_not(
    office: Office, tmp_path: Path
) -> None:
    content = tables()
    # The example contract lies under a budget line that is now too small for it.
    content["合同"][1][7] = "30000000.00"

    found = problems(office, written(tmp_path / "w.xlsx", content))

    assert {place.split("!")[0] for place, _ in found} == {"合同"}
    assert found[0][0].startswith("合同!2")
    assert office.sql("SELECT count(*) FROM refusal") == [(0,)]


def test_a_month_that_is_not_open_is_told_with_its_remedy(office: Office, tmp_path: Path) -> None:
    content = tables()
    content["指标"][1][8] = "2025-07-03"

    with pytest.raises(BadInput) as caught:
        bring(office, written(tmp_path / "w.xlsx", content))

    first = caught.value.problems[0]
    assert first.place.startswith("指标!2")
    assert "月" in first.reason or "期间" in first.reason
    assert first.remedy


def test_nobody_who_may_sign_is_told_per_kind_of_act(office: Office, tmp_path: Path) -> None:
    path = written(tmp_path / "w.xlsx", {"单位": tables()["单位"]})

    with pytest.raises(BadInput) as caught:
        import_workbook(office.desk, [office.pens["chu"]], path)

    assert [problem.value for problem in caught.value.problems] == ["party.add"]


def test_an_empty_workbook_is_told(office: Office, tmp_path: Path) -> None:
    path = written(tmp_path / "w.xlsx", {"单位": tables()["单位"][:1]})

    assert len(problems(office, path)) == 1
