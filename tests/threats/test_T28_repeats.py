"""T28: what was imported once is not booked again, in whatever form it comes."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.exchange.workbooks import repacked, tables, written
from tests.threats.conftest import Ended, Run


def booked(ended: Ended) -> str:
    assert (0, False) == (ended.status, ended.leaked), ended.said
    return ended.said.strip().splitlines()[-1]


def leaves(run: Run, folder: Path) -> str:
    return run(folder, "verify").said.strip().splitlines()[-1]


def test_the_same_file_in_five_disguises_is_booked_once(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    path = repacked(tmp_path / "w.xlsx")
    assert "✓ 入账 booked 71,重复 known 0,未入账 notes 0" == booked(
        run(empty, "import", "workbook", path)
    )
    before = leaves(run, empty)

    stored = tmp_path / "stored.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stored, "w") as new:
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name))
    turned = {title: [rows[0], *reversed(rows[1:])] for title, rows in tables().items()}
    aside = {title: [[*reversed(row)] for row in rows] for title, rows in tables().items()}
    disguises = (
        path,
        stored,
        written(tmp_path / "other.xlsx", tables()),
        written(tmp_path / "aside.xlsx", aside),
        written(tmp_path / "turned.xlsx", {**tables(), "单位": turned["单位"]}),
    )

    for disguise in disguises:
        said = booked(run(empty, "import", "workbook", disguise))
        assert "✓ 入账 booked 0,重复 known 71,未入账 notes 0" == said

    assert before == leaves(run, empty)


def test_a_file_that_was_refused_may_come_again_and_is_booked_once(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    content = tables()
    held = content["保函"][1][5]
    content["保函"][1][5] = "NaN"
    assert 3 == run(empty, "import", "workbook", written(tmp_path / "bad.xlsx", content)).status

    content["保函"][1][5] = held
    path = written(tmp_path / "good.xlsx", content)

    assert "booked 71" in booked(run(empty, "import", "workbook", path))
    assert "booked 0,重复 known 71" in booked(run(empty, "import", "workbook", path))
