"""`cityledger rules` as a lawyer reads it and as two persons change a threshold."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cityledger.actions.founding import write_keys
from cityledger.cli import main as program
from cityledger.controls import catalog
from cityledger.controls.pack import shipped
from cityledger.evidence import keys
from cityledger.store.files import LedgerFolder
from tests.conftest import LOG_SEED, PEOPLE, found

PHRASE = "slow tram past the lake 7"
CHEAP = {"kib": 64, "rounds": 1}
PACK: dict[str, Any] = {
    "format": "cityledger-policy-pack/1",
    "name": "示范区参数包",
    "version": "1.0",
    "issued_on": "2025-06-20",
    "parameters": [
        {
            "key": "retention.max_bp",
            "value": "200",
            "unit": "bp",
            "doc_no": "示建发〔2025〕3号",
            "clause": "第四条",
            "valid_from": "2025-07-01",
            "evidence": "read",
        },
        {
            "key": "guarantee.margin_dais",
            "value": "20",
            "unit": "days",
            "doc_no": "示建发〔2025〕3号",
            "clause": "第五条",
            "valid_from": "2025-07-01",
            "evidence": "unverified",
        },
    ],
}


class Run:
    """Runs `cityledger rules …` at one folder; `out` and `err` are what it last said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.out = self.err = ""

    def __call__(self, *arguments: str, lang: str = "zh") -> int:
        self._capsys.readouterr()
        status = 0
        try:
            program.main(["--ledger", str(self.folder), "--lang", lang, "rules", *arguments])
        except SystemExit as done:
            status = int(done.code or 0)
        self.out, self.err = self._capsys.readouterr()
        return status

    def json(self, *arguments: str) -> Any:  # noqa: ANN401 - the caller knows the shape
        """Run it with --json and return what it printed."""
        assert 0 == self(*arguments, "--json")
        return json.loads(self.out)


@pytest.fixture
def shipped_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """The program where there is no ledger."""
    return Run(tmp_path / "none", capsys)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """A ledger on the real clock, with the keys of two administrators and an approver."""
    monkeypatch.setattr(keys.seal, "__kwdefaults__", {**CHEAP, "entropy": os.urandom})
    monkeypatch.setenv("CITYLEDGER_PASSPHRASE", PHRASE)
    folder = tmp_path / "ledger"
    folder.mkdir()
    found(f"sqlite:///{folder}/ledger.db").desk.close()
    seeds = {user: bytes([n]) * 32 for n, user in enumerate(PEOPLE, 1)}
    sealed = {user: keys.seal(user, seed, PHRASE) for user, seed in seeds.items()}
    write_keys(LedgerFolder(folder), sealed, LOG_SEED)
    # The office was founded on a day of its own; an administrator vouches for today's clock.
    program.main(["--ledger", str(folder), "doctor", "--confirm-clock", "--user", "guan"])
    return Run(folder, capsys)


def file_of(tmp_path: Path, name: str = "pack.json", **changes: object) -> str:
    path = tmp_path / name
    path.write_text(json.dumps(PACK | changes, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_every_control_is_listed_with_its_source(shipped_only: Run) -> None:
    listed = shipped_only.json()

    assert list(catalog.catalogue()) == [row["code"] for row in listed["controls"]]
    assert 60 <= len(listed["controls"])
    assert not listed["is_ledger"]
    assert all(row["source"]["doc_no"] and row["version"] for row in listed["controls"])
    missing = [
        (row["code"], key)
        for row in listed["controls"]
        for key, value in row["parameters"].items()
        if value is None
    ]
    assert [] == missing


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ("控制规则", "随程序参数包", "付款金额不为正", "margin_days = 15 天(未核原文)")),
        ("en", ("controls; parameters of", "guarantee.margin_days = 15 days(unverified)")),
    ],
)  # fmt: skip
def test_the_list_speaks_both_languages(
    shipped_only: Run, lang: str, words: tuple[str, ...]
) -> None:
    assert 0 == shipped_only(lang=lang)
    assert [] == [word for word in words if word not in shipped_only.out]


def test_one_control_is_explained(shipped_only: Run) -> None:
    assert 0 == shipped_only("explain", "payment.second_approver", "--on", "2025-06-30")
    for word in ("500,000.00 元", "区级支付管理规定", "大额双签", "处理:", "预付款"):
        assert word in shipped_only.out
    told = shipped_only.json("explain", "contract.retention_max", "--on", "2017-06-30")
    assert "500" == told["parameters"]["retention.max_bp"]["value"]
    assert ["500", "300"] == [row["value"] for row in told["history"]["retention.max_bp"]]


def test_a_day_without_a_value_is_said(shipped_only: Run) -> None:
    assert 0 == shipped_only("explain", "contract.retention_max", "--on", "1999-01-01")
    assert "当日无有效值" in shipped_only.out


def test_a_slip_of_the_pen_is_answered_with_what_is_near(shipped_only: Run) -> None:
    assert 3 == shipped_only("explain", "payment.over_certifed")
    assert "payment.over_certified" in shipped_only.err
    assert 3 == shipped_only("params", "--on", "2025-02-30")


@pytest.mark.parametrize(("on", "value"), [("2022-07-31", "6000"), ("2022-08-01", "8000")])
def test_parameters_of_a_day(shipped_only: Run, on: str, value: str) -> None:
    rows = shipped_only.json("params", "--on", on)["parameters"]

    assert [value] == [row["value"] for row in rows if row["key"] == "payment.progress_min_bp"]
    assert 0 == shipped_only("params", "--on", on, lang="en")
    assert f"in force on {on}" in shipped_only.out


def test_the_shipped_pack_is_well_formed(shipped_only: Run, tmp_path: Path) -> None:
    path = tmp_path / "national.json"
    path.write_text(shipped("national"), encoding="utf-8")

    assert 0 == shipped_only("pack", "check", str(path))
    assert "格式正确" in shipped_only.out


def test_a_file_is_checked_with_every_problem_at_once(shipped_only: Run, tmp_path: Path) -> None:
    rows = [PACK["parameters"][0] | {"value": "2%"}, PACK["parameters"][1] | {"evidence": "?"}]

    assert 3 == shipped_only("pack", "check", file_of(tmp_path, parameters=rows))
    assert "parameters[0].value" in shipped_only.err
    assert "parameters[1].evidence" in shipped_only.err
    (tmp_path / "bytes").write_bytes(b"\xff")
    assert 3 == shipped_only("pack", "check", str(tmp_path / "bytes"))
    (tmp_path / "long").write_bytes(b" " * ((1 << 20) + 1))
    assert 3 == shipped_only("pack", "check", str(tmp_path / "long"))


def test_what_a_file_changes_is_shown(run: Run, tmp_path: Path) -> None:
    assert 0 == run("pack", "check", file_of(tmp_path))
    assert "改值 retention.max_bp  200 基点" in run.out
    assert "原为 300 基点 [全国通用参数包 2025.1]" in run.out
    assert "guarantee.margin_dais: 没有控制规则使用" in run.out
    assert 0 == run("pack", "check", file_of(tmp_path), lang="en")
    assert "changed retention.max_bp" in run.out


def test_two_persons_adopt_a_pack(run: Run, tmp_path: Path) -> None:
    path = file_of(tmp_path)
    assert 0 == run("pack", "propose", path, "--user", "guan")
    assert "已提议" not in run.err
    assert "示范区参数包 1.0" in run.out
    assert 3 == run("pack", "adopt", "999", "--user", "shen")
    assert 4 == run("pack", "adopt", "--user", "guan")
    other = file_of(tmp_path, "other.json", version="1.1")
    assert 3 == run("pack", "adopt", "--file", other, "--user", "shen")
    assert 0 == run("pack", "adopt", "--file", path, "--user", "shen")

    (first, second) = run.json("pack", "list")
    assert ("全国通用参数包", "2025.1") == (first["name"], first["version"])
    assert ("示范区参数包", "1.0", "shen") == (
        second["name"],
        second["version"],
        second["adopted_by"],
    )
    told = run.json("explain", "contract.retention_max", "--on", date(2025, 7, 1).isoformat())
    assert told["is_ledger"]
    assert "200" == told["parameters"]["retention.max_bp"]["value"]
    assert "示范区参数包 1.0" == told["history"]["retention.max_bp"][-1]["pack"]
    # Adopted, it is changed by a newer version only, and the shipped pack is not touched.
    assert 4 == run("pack", "check", path)
    assert "已经采用" in run.out
    assert 0 == run("pack", "list")
    assert "示范区参数包 1.0" in run.out


def test_a_refused_pack_is_told_in_the_words_of_the_catalogue(run: Run, tmp_path: Path) -> None:
    borrowed = [PACK["parameters"][0] | {"doc_no": "建质〔2017〕138号"}]
    path = file_of(tmp_path, parameters=borrowed)

    assert 4 == run("pack", "propose", path, "--user", "guan")
    assert "没有自己的文号" in run.err
    assert 4 == run("pack", "check", path, lang="en")
    assert "cites the same document" in run.out
