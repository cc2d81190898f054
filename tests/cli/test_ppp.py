"""`cityledger ppp` and `year-end list` as a user runs them: what they print, how they end."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cityledger.cli import main as program
from cityledger.kernel.errors import BadInput
from tests.conftest import found
from tests.stories import partnership
from tests.stories.world import World

Run = Callable[..., int]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program in this process and return its exit status."""

    def called(*arguments: str) -> int:
        capsys.readouterr()
        try:
            program.main(list(arguments))
        except SystemExit as done:
            return int(done.code or 0)
        return 0

    return called


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger folder with the partnership of case 10."""
    folder = tmp_path_factory.mktemp("partnership")
    office = found(f"sqlite:///{folder}/ledger.db")
    partnership.furnish(World(office))
    office.desk.close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    target = tmp_path / "ledger"
    shutil.copytree(made, target)
    return target


def test_the_table_of_years(run: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run("--ledger", str(folder), "ppp", "years")
    head, first, *rest = capsys.readouterr().out.splitlines()

    assert "年度\t股权投资\t运营补贴\t风险承担\t配套投入\t合计" in head
    assert first.split("\t") == [
        "2025",
        "3,000,000.00",
        "12,000,000.00",
        "0.00",
        "0.00",
        "15,000,000.00",
        "2,000,000,000.00",
        "预测数",
        "0.75%",
        "185,000,000.00",
        "正常 ok",
    ]
    assert 24 == len(rest)


def test_what_if_by_options(run: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = ("--from-year", "2030", "--years", "2", "--yuan")
    before = (folder / "ledger.db").read_bytes()

    assert 0 == run("--ledger", str(folder), "ppp", "what-if", *plan, "188000000.00")
    assert "✓ 各年均在限额内" in capsys.readouterr().out
    assert 1 == run("--ledger", str(folder), "ppp", "what-if", *plan, "188000000.01")
    assert "✗ 2030年首次超过限额" in capsys.readouterr().out
    paid = (*plan, "88000000.00", "--government-pay")
    assert 0 == run("--ledger", str(folder), "ppp", "what-if", *paid)
    assert 1 == run("--ledger", str(folder), "ppp", "what-if", *paid, "--yuan", "88000000.01")
    assert before == (folder / "ledger.db").read_bytes()


def test_what_if_by_file(
    run: Run, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.json"
    rows = [{"year": 2030, "yuan": "1.00"}, {"year": 2031, "yuan": "188,000,000.01"}]
    file.write_text(json.dumps({"duties": rows}), encoding="utf-8")

    assert 1 == run("--ledger", str(folder), "ppp", "what-if", str(file))
    assert "✗ 2031年首次超过限额" in capsys.readouterr().out
    file.write_text(json.dumps({"duties": [{"year": 2060, "yuan": "1.00"}]}), encoding="utf-8")
    assert 1 == run("--ledger", str(folder), "ppp", "what-if", str(file))
    assert "✗ 2060年缺少支出数" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "不是JSON文件"),
        ("[]", "应只有一个duties列表"),
        ('{"duties": []}', "应只有一个duties列表"),
        ('{"duties": [], "more": 1}', "应只有一个duties列表"),
        ('{"duties": [{"year": 2030}]}', "应有year和yuan"),
        ('{"duties": [{"year": 2030.0, "yuan": "1.00"}]}', "年度为四位整数"),
        ('{"duties": [{"year": 2030, "yuan": 1.5}]}', "金额须为文本"),
        ('{"duties": [{"year": 2030, "yuan": "1.005"}]}', "1.005"),
        ('{"duties": [{"year": 2030, "yuan": "-1.00"}]}', "金额为负"),
    ],
)
def test_a_bad_plan_is_told(
    run: Run,
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    text: str,
    said: str,
) -> None:
    file = tmp_path / "plan.json"
    file.write_text(text, encoding="utf-8")

    assert BadInput.status == run("--ledger", str(folder), "ppp", "what-if", str(file))
    assert said in capsys.readouterr().err


def test_a_plan_without_numbers_is_asked_for(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert BadInput.status == run("--ledger", str(folder), "ppp", "what-if", "--yuan", "1.00")
    assert "给出文件,或给出首年、年数和金额" in capsys.readouterr().err


def test_what_a_year_leaves(run: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run("--ledger", str(folder), "year-end", "list", "--year", "2025")
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]

    money, result = "30,000,000.00", "30,000,000.00"
    assert ["T2", "8101", money, money, money, result, "✓"] in lines
    assert ["A2", "区级预算", "16,000,000.00", "14,000,000.00", "0.00"] in lines
