"""`cityledger ppp agree | amend | capacity | score`: a file becomes an act, or is told."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from cityledger.actions.founding import write_keys
from cityledger.evidence import keys
from cityledger.kernel.errors import BadInput, Refused
from cityledger.store.files import LedgerFolder
from tests.cli.conftest import PHRASE, Program
from tests.conftest import LOG_SEED, PEOPLE, found
from tests.stories import partnership
from tests.stories.world import World

AGREEMENT: dict[str, Any] = {
    "contract": "PPP1",
    "mode": "BOT",
    "mechanism": "gap_subsidy",
    "regime": "stock",
    "infrastructure": "sewage",
    "starts_on": "2025-01-01",
    "term_years": 25,
    "capital_yuan": "10,000,000.00",
    "government_share_ppm": 300000,
    "invested_yuan": "200000000.00",
    "linked_ppm": 300000,
    "doc_no": "示政函〔2022〕15号",
    "is_bt": False,
    "has_repurchase": False,
    "has_fixed_return": False,
    "has_minimum_return": False,
    "value_date": "2025-03-25",
    "duties": [
        {"year": 2025, "kind": "operating", "planned_yuan": "12000000.00"},
        {
            "year": 2025,
            "kind": "equity",
            "planned_yuan": "3000000.00",
            "formula": "share",
            "parameters": "capital_fen=1000000000,share_ppm=300000",
        },
    ],
}
CAPACITY = {
    "figures": [
        {
            "year": 2025,
            "basis": "budget",
            "expenditure_yuan": "2000000000.00",
            "doc_no": "示人决〔2025〕1号",
        }
    ]
}
SCORE = ("--contract", "PPP1", "--year", "2025", "--ppm", "960000", "--on", "2025-06-01")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the contract of the partnership and everybody's key file."""
    folder = tmp_path_factory.mktemp("acts") / "ledger"
    folder.mkdir()
    office = found(f"sqlite:///{folder}/ledger.db")
    partnership.furnish(World(office), agreed=False)
    office.desk.close()
    sealed = {
        user: keys.seal(user, bytes([n]) * 32, PHRASE, kib=64, rounds=1)
        for n, user in enumerate(PEOPLE, 1)
    }
    write_keys(LedgerFolder(folder), sealed, LOG_SEED)
    return folder


@pytest.fixture
def run(
    made: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Program:
    """The program in a folder that holds a copy of the ledger."""
    monkeypatch.delenv("CITYLEDGER_MIRROR", raising=False)
    monkeypatch.setenv("CITYLEDGER_LEDGER", "ledger")
    monkeypatch.setenv("CITYLEDGER_PASSPHRASE", PHRASE)
    cheap = {"kib": 64, "rounds": 1, "entropy": os.urandom}
    monkeypatch.setattr(keys.seal, "__kwdefaults__", cheap)
    shutil.copytree(made, tmp_path / "ledger")
    monkeypatch.chdir(tmp_path)
    confirmed = Program(capsys)
    assert 0 == confirmed("doctor", "--confirm-clock", "--user", "guan")
    return confirmed


def asked(run: Program, what: str, data: object, user: str = "zhi") -> int:
    """Bring a file to a command."""
    Path("plan.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return run("ppp", what, "plan.json", "--user", user)


def test_a_partnership_from_its_capacity_to_its_score(run: Program) -> None:
    assert Refused.status == asked(run, "agree", AGREEMENT)
    assert "不能论证承受能力" in run.err
    assert 0 == asked(run, "capacity", CAPACITY)
    assert Refused.status == asked(run, "agree", AGREEMENT | {"has_fixed_return": True})
    assert "固定回报" in run.err
    assert 0 == asked(run, "agree", AGREEMENT)
    duty = {"year": 2025, "kind": "risk", "planned_yuan": "100.00"}
    change = {"contract": "PPP1", "doc_no": "示政函〔2025〕8号", "value_date": "2025-05-08"}
    assert 0 == asked(run, "amend", change | {"duties": [duty]})
    more = ("--assessor", "绩效评价小组", "--doc-no", "示绩评〔2025〕3号", "--user", "gong")
    assert 0 == run("ppp", "score", *SCORE, *more)
    assert 0 == run("ppp", "years")
    assert "2025\t3,000,000.00\t12,000,000.00\t100.00\t0.00\t15,000,100.00" in run.out


def test_everything_wrong_with_a_file_is_told_at_once(run: Program) -> None:
    bad = AGREEMENT | {
        "more": 1,
        "is_bt": 0,
        "term_years": "25",
        "starts_on": "2025-02-30",
        "capital_yuan": 1.5,
        "duties": [{"year": 2025, "kind": "operating", "planned_yuan": "1.005"}, 7],
    }
    del bad["regime"]

    assert BadInput.status == asked(run, "agree", bad)
    for place in (
        "more",
        "is_bt “0”",
        "term_years “25”",
        "starts_on “2025-02-30”",
        "capital_yuan “1.5”",
        "duties[1].planned_yuan “1.005”",
        "duties[2]. “7”",
        "regime: 缺少",
    ):
        assert place in run.err


@pytest.mark.parametrize("text", ["{", "[]", '{"figures": 1}'])
def test_a_file_of_another_shape_is_told(run: Program, text: str) -> None:
    Path("plan.json").write_text(text, encoding="utf-8")

    assert BadInput.status == run("ppp", "capacity", "plan.json", "--user", "zhi")
