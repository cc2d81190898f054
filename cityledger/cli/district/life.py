"""The life of the projects: certificates, estimates, phases, and those who watch over the works."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cityledger.actions.documents import Document, RegisterDocument
from cityledger.actions.project_life import EnterPhase, RecordReview
from cityledger.actions.qualifications import Link, QualificationEntry, QualifyParty
from cityledger.actions.supervision import (
    AssignTask,
    CloseFinding,
    Found,
    ReachMilestone,
    RecordInspection,
    RecordRisk,
    RecordTip,
    ReplyTip,
    ReportTask,
    SetMilestone,
)
from cityledger.cli.district.firms import FIRMS
from cityledger.cli.district.projects import LACKING, PROJECTS
from cityledger.cli.district.tables import rows, wan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.cli.district.office import Deed, Office

# kind of firm by its key | role | grade
_GRADES = """
kc | investigator | 工程勘察综合甲级
sj | designer     | 市政行业甲级
sg | contractor   | 施工总承包一级
hx | contractor   | 市政公用工程施工总承包二级
jl | supervisor   | 工程监理综合资质
"""
SOON = {"sj3": date(2026, 5, 15)}
"""The designer whose certificate ends this spring."""

_VALID_TO = date(2029, 12, 31)

# project | target | kind | due
_TARGETS = """
P01 | 红旗片一期主体封顶 | stage   | 2026-09-30
P01 | 年内交付安置房320套 | annual  | 2026-12-20
P02 | 东城片区管网沟槽开挖 | stage   | 2026-01-20
P10 | 滨河大道全线通车   | overall | 2027-10-31
"""

# project | subject | owner | unit | level | due
_TASKS = """
P01 | 红旗片未签约户协商     | 马连芳 | 红旗街道办事处 | town     | 2026-03-31
P08 | 东风厂旧厂房拆除       | 傅城   | 城投公司       | district | 2026-06-30
P09 | 板桥村集体土地界址确认 | 板有田 | 板桥村村委会   | village  | 2026-02-10
"""

# project | stage | risk | level | owner | answer | liability in 万元
_RISKS = """
P06 | construction | 渗滤液防渗层材料涨价   | medium | 安洁   | 锁定价格,分批采购 | 0
P08 | construction | 原厂职工安置补偿缺口   | high   | 傅城   | 报区政府专题研究   | 420
P12 | design       | 沉陷区地表变形未稳定   | high   | 林建国 | 延长监测,分区施工 | 0
"""


def qualify(office: Office) -> None:
    """Register the certificates of those who survey, design, build and supervise."""
    office.all(_certificates())
    office.all(_estimates(office.today))


def _certificates() -> Iterator[Deed]:
    for prefix, role, grade in rows(_GRADES, 3):
        for key, firm in FIRMS.items():
            if key.startswith(prefix):
                entry = QualificationEntry(
                    certificate_no=f"{prefix.upper()}3799{firm.party_id[-6:]}",
                    role=role,
                    grade=grade,
                    valid_from=date(2024, 1, 1),
                    valid_to=SOON.get(key, _VALID_TO),
                )
                head = (Link(kind="legal_representative", name=firm.head),)
                yield "zhi", QualifyParty(party_id=firm.party_id, certificates=(entry,), links=head)


def _estimates(on: date) -> Iterator[Deed]:
    """The 估算 of each project, a twentieth below what its 概算 will be."""
    for n, project in enumerate(PROJECTS.values(), 1):
        document = Document(
            doc_no=f"示发改投〔2025〕{40 + n}号",
            authority="示范区发展和改革局",
            issued_on=min(on, date(2025, 8, 15)),
            title=f"关于{project.name}可行性研究报告(投资估算)的批复",
            amount_fen=sum(project.estimate_fen) // 105 * 100,
        )
        yield "zhi", RegisterDocument(project=project.code, kind="estimate", document=document)


def start(office: Office) -> None:
    """Let works begin where all five parties have signed; the others are still at tender."""
    office.all(_phases(office.today))


def _phases(on: date) -> Iterator[Deed]:
    for n, (key, project) in enumerate(PROJECTS.items(), 1):
        phase = "tender" if key in LACKING else "construction"
        document = f"示住建许〔2026〕{n}号"
        yield (
            "zhi",
            EnterPhase(project=project.code, phase=phase, entered_on=on, doc_no=document),
        )


def supervise(office: Office) -> None:
    """Set targets and tasks, go and see, write down what people say and what may go wrong."""
    office.all(_orders(office.today))
    found = RecordInspection(
        project=PROJECTS["P02"].code,
        kind="unannounced",
        inspected_on=office.today,
        inspectors="区督查组 三人",
        summary="沟槽支护到位,两处围挡破损,一处交通引导不足",
        findings=(
            Found(finding="东城路围挡破损", owner="何海", mend_by_on=date(2026, 1, 28)),
            Found(finding="交通引导员未到岗", owner="何海", mend_by_on=date(2026, 4, 10)),
        ),
    )
    tour = RecordInspection(
        project=PROJECTS["P01"].code,
        kind="congress",
        inspected_on=office.today,
        inspectors="区人大常委会视察组",
        summary="肯定进度,建议公开安置房分配办法",
        findings=(
            Found(finding="安置房分配办法未公开", owner="林建国", mend_by_on=date(2026, 3, 20)),
        ),
    )
    office.all((("gong", found), ("gong", tour)))
    closing = CloseFinding(
        inspection_id=1, n=1, closed_on=office.today, evidence="当场修复,照片两张"
    )
    office.by("fu", closing)


def _orders(on: date) -> Iterator[Deed]:
    for key, name, kind, due in rows(_TARGETS, 4):
        yield (
            "gong",
            SetMilestone(
                project=PROJECTS[key].code, kind=kind, name=name, due_on=date.fromisoformat(due)
            ),
        )
    yield "gong", ReachMilestone(milestone_id=3, reached_on=on, doc_no="示水务〔2026〕5号")
    for key, subject, owner, unit, level, due in rows(_TASKS, 6):
        yield (
            "gong",
            AssignTask(
                subject=subject,
                owner=owner,
                unit=unit,
                level=level,
                opened_on=on,
                due_on=date.fromisoformat(due),
                project=PROJECTS[key].code,
            ),
        )
    yield "gong", ReportTask(task_id=1, done_bp=6_500, note="剩余41户,逐户协商中")
    for key, stage, risk, level, owner, answer, liability in rows(_RISKS, 7):
        yield (
            "gong",
            RecordRisk(
                project=PROJECTS[key].code,
                stage=stage,
                risk=risk,
                level=level,
                owner=owner,
                answer=answer,
                liability_fen=wan(liability),
            ),
        )
    yield (
        "zhi",
        RecordReview(
            project=PROJECTS["P12"].code,
            kind="design",
            held_on=on,
            experts="方岩、温克勤、司马平",
            result="conditional",
        ),
    )
    tip = RecordTip(
        received_on=on,
        channel="来信",
        content="中心城区夜间施工噪声扰民,建议错时施工",
        project=PROJECTS["P03"].code,
    )
    yield "fu", tip
    yield "gong", ReplyTip(tip_id=1, replied_on=on, reply="已调整为22时停工,公示施工计划")
