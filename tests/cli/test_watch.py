"""`cityledger watch`: every list prints in both languages and as JSON, and writes nothing."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cityledger.actions.documents import Document, RegisterDocument
from cityledger.actions.project_life import EnterPhase, RecordReview
from cityledger.actions.qualifications import QualificationEntry, QualifyParty
from cityledger.actions.supervision import (
    AssignTask,
    Found,
    RecordAccountability,
    RecordInspection,
    RecordRisk,
    RecordTip,
    ReportTask,
    SetMilestone,
)
from cityledger.cli.watch import COLUMNS, OF_A_PROJECT
from tests.cli.conftest import Program
from tests.conftest import found
from tests.stories.world import PARTY, WAN, World, day

JUNE = day("2025-06-01")
HAN = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A ledger with a row in every list."""
    folder = tmp_path_factory.mktemp("watched")
    office = found(f"sqlite:///{folder}/ledger.db")
    world = World(office)
    world.upto(1)
    world.by("zhi", world.contract("C1"))
    certificate = QualificationEntry(
        certificate_no="D1",
        role="contractor",
        grade="一级",
        valid_from=day("2025-01-01"),
        valid_to=day("2030-01-01"),
    )
    document = Document(
        doc_no="估1", authority="示范区发展改革局", issued_on=JUNE, title="估算", amount_fen=WAN
    )
    visit = RecordInspection(
        project="P1",
        kind="congress",
        inspected_on=JUNE,
        inspectors="视察组",
        summary="视察",
        findings=(Found(finding="围挡破损", owner="张堃", mend_by_on=JUNE, holds_payment=True),),
    )
    task = AssignTask(
        subject="拆除旧厂房",
        owner="李四",
        unit="红旗街道",
        level="town",
        opened_on=JUNE,
        due_on=JUNE,
        project="P1",
    )
    risk = RecordRisk(
        project="P1",
        stage="construction",
        risk="欠薪",
        level="high",
        owner="李明",
        answer="处置",
        liability_fen=300 * WAN,
    )
    case = RecordAccountability(
        person="王五",
        unit="局",
        failing="slowness",
        measure="talk",
        decided_on=JUNE,
        doc_no="示纪1",
        task_id=1,
    )
    review = RecordReview(
        project="P1", kind="budget", held_on=JUNE, experts="甲、乙、丙", result="passed"
    )
    for who, command in (
        ("zhi", QualifyParty(party_id=PARTY["contractor"], certificates=(certificate,))),
        ("zhi", RegisterDocument(project="P1", kind="estimate", document=document)),
        ("zhi", EnterPhase(project="P1", phase="tender", entered_on=JUNE, doc_no="示住建1")),
        ("zhi", review),
        ("gong", SetMilestone(project="P1", kind="stage", name="封顶", due_on=JUNE)),
        ("gong", visit),
        ("gong", task),
        ("gong", ReportTask(task_id=1, done_bp=2_505, note="已签协议")),
        ("gong", risk),
        ("fu", RecordTip(received_on=JUNE, channel="来信", content="塌陷", project="P1")),
        ("shen", replace(case, project="P1")),
    ):
        world.by(who, command)
    office.desk.close()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def run(worked: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    """The program, pointed at that ledger by `arguments`."""
    del worked
    return Program(capsys)


@pytest.mark.parametrize("listing", COLUMNS)
def test_every_list_prints(worked: Path, run: Program, listing: str) -> None:
    more = ["--project", "P1"] if listing in OF_A_PROJECT else []
    rows: list[str] = []
    for lang in ("zh", "en"):
        assert 0 == run("--ledger", str(worked), "--lang", lang, "watch", listing, *more)
        heading, columns, *rows = run.out.splitlines()
        assert heading == listing
        assert rows
        assert bool(HAN.search(columns)) == (lang == "zh")
    assert 0 == run("--ledger", str(worked), "watch", listing, "--json", *more)
    assert len(rows) == len(json.loads(run.out))


def test_shares_amounts_and_words_are_those_of_the_program(worked: Path, run: Program) -> None:
    assert 0 == run("--ledger", str(worked), "watch", "tasks")
    assert "25.05%" in run.out
    assert "镇(街)级" in run.out
    assert 0 == run("--ledger", str(worked), "watch", "risks")
    assert "3,000,000.00" in run.out
    assert 0 == run("--ledger", str(worked), "--lang", "en", "watch", "findings")
    assert "tour of the congress" in run.out


def test_a_list_of_one_project_asks_which(worked: Path, run: Program) -> None:
    assert 3 == run("--ledger", str(worked), "watch", "parties")
    assert "--project CODE" in run.err
    assert 0 == run("--ledger", str(worked), "watch", "tasks", "--project", "P0")
    assert "没有记录" in run.out
