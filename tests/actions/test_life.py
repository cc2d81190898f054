"""The life of a project at the gate: bad input all at once, registers, lists and alerts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from cityledger.actions import gate
from cityledger.actions.command import Command
from cityledger.actions.documents import Document, RegisterDocument
from cityledger.actions.project_life import EnterPhase, RecordReview
from cityledger.actions.projects import (
    AdjustBudget,
    ApproveBudget,
    BudgetEntry,
    ChangeResponsible,
    RegisterProject,
    Responsible,
    Section,
)
from cityledger.actions.qualifications import (
    DeclareInterest,
    Link,
    QualificationEntry,
    QualifyParty,
)
from cityledger.actions.registry import AccountEntry, RegisterParty
from cityledger.actions.supervision import (
    AssignTask,
    CloseFinding,
    Found,
    ReachMilestone,
    RecordAccountability,
    RecordInspection,
    RecordRisk,
    RecordTip,
    ReplyTip,
    ReportTask,
    SetMilestone,
)
from cityledger.kernel.errors import BadInput, Refused
from cityledger.kernel.ids import uscc
from cityledger.ledger.verify import verify
from cityledger.views import project_life, registry, responsible, supervision
from cityledger.views.alerts import alerts
from cityledger.views.project_card import parties as project_parties
from tests.conftest import BOOK, DIVISION, Office
from tests.stories.world import OTHER, PARTY, WAN, World, day

JUNE = day("2025-06-01")
BUILDER = PARTY["contractor"]


@pytest.fixture
def world(office: Office) -> Iterator[World]:
    """The walkthrough's project with its 概算."""
    made = World(office)
    made.upto(1)
    yield made
    with office.desk.read() as read:
        assert () == verify(read).problems


def places(world: World, who: str, command: Command) -> list[str]:
    """Return where the gate says the input is bad."""
    with pytest.raises(BadInput) as caught:
        gate.preview(world.office.desk, command, who)
    assert all(problem.reason for problem in caught.value.problems)
    return [problem.place for problem in caught.value.problems]


def codes(world: World, who: str, command: Command) -> list[str]:
    """Return what the gate refuses an act for; the refusal is sealed."""
    with pytest.raises(Refused) as caught:
        world.by(who, command)
    return [finding.code for finding in caught.value.findings]


PARTY_OF_SECTION = Responsible(
    role="designer",
    party_id=PARTY["designer"],
    leader="梁思远",
    letter_no="承诺-新",
    authorisation_no="授权-新",
    from_on=JUNE,
    section="01",
)
PAPER = Document(doc_no="文1", authority="示范区发展改革局", issued_on=JUNE, title="文件")
TASK = AssignTask(
    subject="拆除旧厂房",
    owner="李四",
    unit="红旗街道",
    level="town",
    opened_on=JUNE,
    due_on=day("2025-09-30"),
    project="P1",
)
RISK = RecordRisk(
    project="P1", stage="construction", risk="塌方", level="high", owner="张堃", answer="监测"
)
VISIT = RecordInspection(
    project="P1", kind="routine", inspected_on=JUNE, inspectors="督查组", summary="检查"
)
LINE = BudgetEntry(code="K1", name="建筑工程", cost_class="works", amount_fen=WAN)
LINE2 = replace(LINE, code="K7")
ADJUST = AdjustBudget(
    project="P1", document=PAPER, adjusts="示发改〔2025〕8号", lines=(LINE,), value_date=JUNE
)
CERTIFICATE = QualificationEntry(
    certificate_no="D1", role="contractor", grade="一级", valid_from=JUNE, valid_to=JUNE
)

BAD: list[tuple[str, Command, list[str]]] = [
    ("zhi", RegisterProject(code="P1", name="又", kind="castle", subtype="moat", programme="x",
        priority=0, parties=(PARTY_OF_SECTION,)),
        ["project", "kind", "subtype", "programme", "priority", "party designer"]),
    ("zhi", RegisterProject(code="P2", name="桥", kind="infrastructure"), ["subtype"]),
    ("zhi", ChangeResponsible(project="P1", party=PARTY_OF_SECTION), ["section"]),
    ("zhi", ChangeResponsible(project="P1", party=replace(PARTY_OF_SECTION, role="mayor")),
        ["role"]),
    ("zhi", RegisterDocument(project="P1", kind="poem", document=PAPER), ["kind"]),
    ("zhi", RegisterDocument(project="P1", kind="adjustment", document=PAPER), ["adjusts"]),
    ("zhi", RegisterDocument(project="P1", kind="budget",
        document=replace(PAPER, doc_no="示发改〔2025〕8号")), ["document"]),
    ("zhi", RegisterDocument(project="P1", kind="adjustment", document=PAPER, adjusts="没有"),
        ["document"]),
    ("zhi", replace(ADJUST, lines=(LINE, LINE)), ["budget line K1"]),
    ("zhi", replace(ADJUST, lines=(replace(LINE, amount_fen=0),)), ["budget line K1"]),
    ("zhi", replace(ADJUST, lines=(replace(LINE, code="K9", amount_fen=-1),)),
        ["budget line K9"]),
    ("zhi", replace(ADJUST, adjusts="指标-A1"), ["adjusts"]),
    ("zhi", EnterPhase(project="P1", phase="party", entered_on=JUNE, doc_no="文"), ["phase"]),
    ("zhi", RecordReview(project="P1", kind="taste", held_on=JUNE, experts="甲、乙、丙",
        result="great"), ["kind", "result"]),
    ("zhi", QualifyParty(party_id=BUILDER), ["party"]),
    ("zhi", QualifyParty(party_id=BUILDER, certificates=(
        replace(CERTIFICATE, role="client", valid_to=day("2025-05-31")), CERTIFICATE),
        links=(Link(kind="cousin", name="某"),)),
        ["certificate D1", "certificate D1", "link 某", "certificate D1"]),
    ("zhi", QualifyParty(party_id=uscc(DIVISION, 99), certificates=(CERTIFICATE,)), ["party"]),
    ("zhi", DeclareInterest(party_id=BUILDER, held=True, reason=" "), ["reason"]),
    ("gong", SetMilestone(project="P1", kind="daily", name="封顶", due_on=JUNE), ["kind"]),
    ("gong", ReachMilestone(milestone_id=9, reached_on=JUNE, doc_no="文"), ["milestone"]),
    ("gong", replace(TASK, level="street", kind="x", due_on=day("2025-05-31"), subject=" "),
        ["level", "kind", "due_on", "subject"]),
    ("gong", ReportTask(task_id=9, done_bp=0, note=""), ["task"]),
    ("gong", replace(VISIT, kind="secret", findings=(
        Found(finding="x", owner="", mend_by_on=day("2025-05-31")),)),
        ["kind", "finding 1", "finding 1"]),
    ("fu", CloseFinding(inspection_id=9, n=1, closed_on=JUNE, evidence="照片"), ["finding"]),
    ("gong", replace(RISK, stage="x", level="x", owner="", liability_fen=-1),
        ["stage", "level", "owner", "liability_fen"]),
    ("gong", replace(RISK, risk_id=9), ["risk"]),
    ("fu", RecordTip(received_on=JUNE, channel="来信", content=" "), ["content"]),
    ("fu", RecordTip(received_on=JUNE, channel="来信", content="塌陷",
        reply_by_on=day("2025-05-31")), ["reply_by_on"]),
    ("gong", ReplyTip(tip_id=9, replied_on=JUNE, reply="已修"), ["tip"]),
    ("shen", RecordAccountability(person=" ", unit="局", failing="x", measure="x",
        decided_on=JUNE, doc_no="文", project="P1"), ["failing", "measure", "person"]),
    ("shen", RecordAccountability(person="王五", unit="局", failing="slowness", measure="talk",
        decided_on=JUNE, doc_no="文", task_id=9), ["task"]),
]  # fmt: skip


def test_bad_input_is_told_all_at_once(world: World) -> None:
    said = [(command, places(world, who, command)) for who, command, _ in BAD]

    assert [(command, expected) for _, command, expected in BAD] == said


def test_a_duty_has_one_party_in_one_act(world: World) -> None:
    twice = (replace(PARTY_OF_SECTION, section=None),) * 2
    command = RegisterProject(code="P3", name="桥", kind="road", parties=twice)

    assert ["role"] == places(world, "zhi", command)


def test_a_report_beyond_all_is_no_report(world: World) -> None:
    world.by("gong", TASK)

    for done in (-1, 10_001):
        assert ["done_bp"] == places(world, "gong", ReportTask(task_id=1, done_bp=done, note=""))


def test_a_project_carries_what_the_district_asks_of_it(world: World) -> None:
    sections = (Section(code="01", name="一期", batch="2025", is_pilot=True),)
    command = RegisterProject(
        code="P2",
        name="供水管网",
        kind="infrastructure",
        subtype="water",
        programme="infrastructure",
        priority=1,
        authority="示范区发展改革局",
        sections=sections,
    )
    world.by("zhi", command)

    asked = "SELECT subtype, programme, priority, authority FROM project WHERE code = 'P2'"
    assert [("water", "infrastructure", 1, "示范区发展改革局")] == world.office.sql(asked)
    assert [("2025", 1)] == world.office.sql("SELECT batch, pilot FROM sub_project")
    queued = world.office.ask(project_life.queue, BOOK)
    assert [("P2", 1), ("P1", None)] == [(row.code, row.priority) for row in queued]


def test_registers_hold_each_thing_once(world: World) -> None:
    world.by("gong", SetMilestone(project="P1", kind="stage", name="封顶", due_on=JUNE))
    reached = ReachMilestone(milestone_id=1, reached_on=JUNE, doc_no="示住建〔2025〕7号")
    world.by("gong", reached)
    assert ["milestone.reached_already"] == codes(world, "gong", replace_id(reached))

    world.by("fu", RecordTip(received_on=JUNE, channel="来信", content="路面塌陷", project="P1"))
    reply = ReplyTip(tip_id=1, replied_on=day("2025-06-16"), reply="已修复")
    world.by("gong", reply)
    assert ["tip.replied"] == codes(world, "gong", replace_id(reply))

    world.by("gong", replace(RISK, is_closed=True))
    again = replace(RISK, risk_id=1)
    assert ["risk.closed"] == codes(world, "gong", replace_id(again))

    world.by(
        "gong", replace(VISIT, findings=(Found(finding="围挡", owner="张堃", mend_by_on=JUNE),))
    )
    closing = CloseFinding(inspection_id=1, n=1, closed_on=JUNE, evidence="照片")
    world.by("fu", closing)
    assert ["finding.closed"] == codes(world, "fu", replace_id(closing))
    early = replace(closing, closed_on=day("2025-05-31"), evidence="")
    assert ["closed_on", "evidence"] == places(world, "fu", early)

    world.by("gong", TASK)
    done = ReportTask(task_id=1, done_bp=10_000, note="完成", closed_on=JUNE)
    world.by("gong", done)
    assert ["task.closed"] == codes(world, "gong", replace_id(done))
    world.by("gong", replace_id(TASK))
    half = ReportTask(task_id=2, done_bp=5_000, note="一半")
    world.by("gong", half)
    assert ["task.backwards"] == codes(world, "gong", ReportTask(task_id=2, done_bp=4_999, note=""))


def replace_id(command: Command) -> Command:
    """Return the same command as a new request."""
    return replace(command, request_id=Command().request_id)


def test_lists_put_first_what_is_open(world: World) -> None:
    for name, due in (("封顶", "2025-05-01"), ("完工", "2025-12-31"), ("基础", "2025-03-01")):
        world.by("gong", SetMilestone(project="P1", kind="stage", name=name, due_on=day(due)))
    world.by("gong", ReachMilestone(milestone_id=3, reached_on=JUNE, doc_no="文"))
    world.by("gong", TASK)
    world.by("gong", ReportTask(task_id=1, done_bp=2_500, note="已签协议"))
    world.by(
        "shen",
        RecordAccountability(
            person="王五",
            unit="局",
            failing="inaction",
            measure="criticism",
            decided_on=JUNE,
            doc_no="示纪1",
            task_id=1,
        ),
    )
    review = RecordReview(
        project="P1", kind="budget", held_on=JUNE, experts="甲、乙,丙", result="conditional"
    )
    world.by("zhi", review)

    targets = world.office.ask(supervision.milestones, BOOK)
    assert ["封顶", "完工", "基础"] == [row.name for row in targets]
    (task,) = world.office.ask(supervision.tasks, BOOK)
    assert ("P1", "李四", "town", 2_500, None) == (
        task.project,
        task.owner,
        task.level,
        task.done_bp,
        task.closed_on,
    )
    (held,) = world.office.ask(supervision.accountability, BOOK)
    assert ("王五", 1, "inaction") == (held.person, held.task_id, held.failing)
    (judged,) = world.office.ask(supervision.reviews, BOOK)
    assert ("甲、乙、丙", "conditional") == (judged.experts, judged.result)


def kinds(world: World, today: date) -> list[tuple[str, str, int]]:
    """Return the alerts of this area on a day."""
    own = {"task_open", "milestone_due", "finding_open", "tip_unanswered",
           "qualification_expiring", "party_unqualified"}  # fmt: skip
    found = world.office.ask(alerts, BOOK, today)
    return sorted((a.kind, a.level, a.days) for a in found if a.kind in own)


def test_what_is_late_is_told(world: World) -> None:
    assert [] == kinds(world, JUNE)
    world.by("gong", SetMilestone(project="P1", kind="stage", name="封顶", due_on=JUNE))
    world.by("gong", replace(TASK, due_on=JUNE))
    world.by("fu", RecordTip(received_on=day("2025-05-17"), channel="来信", content="塌陷"))
    found = (Found(finding="围挡", owner="张堃", mend_by_on=JUNE),)
    world.by("gong", replace(VISIT, inspected_on=day("2025-05-20"), findings=found))

    four = ("finding_open", "milestone_due", "task_open", "tip_unanswered")
    assert [(kind, "amber", 0) for kind in four] == kinds(world, JUNE)
    assert [(kind, "red", -1) for kind in four] == kinds(world, day("2025-06-02"))
    before = kinds(world, day("2025-04-01"))
    assert [("finding_open", 61), ("task_open", 61), ("tip_unanswered", 61)] == [
        (kind, days) for kind, _, days in before
    ]


def test_certificates_that_end_are_told_sixty_days_ahead(world: World) -> None:
    ends = replace(CERTIFICATE, valid_from=day("2020-01-01"), valid_to=day("2025-07-31"))
    world.by("zhi", QualifyParty(party_id=BUILDER, certificates=(ends,)))

    assert [] == kinds(world, day("2025-05-31"))
    assert ("qualification_expiring", "amber", 60) in kinds(world, JUNE)
    assert ("qualification_expiring", "red", -1) in kinds(world, day("2025-08-01"))
    renewed = replace(ends, valid_to=day("2030-07-31"))
    world.by("zhi", QualifyParty(party_id=BUILDER, certificates=(renewed,)))
    assert [] == kinds(world, day("2025-06-02"))
    held = {row.party_id: row.valid_to for row in world.office.ask(responsible.qualifications)}
    assert day("2030-07-31") == held[BUILDER]


def test_a_link_is_known_once_and_an_interest_ends(world: World) -> None:
    links = (Link(kind="controller", name="某集团"),)
    world.by("zhi", QualifyParty(party_id=BUILDER, links=links))
    more = (*links, Link(kind="shareholder", name="某集团"))
    world.by("zhi", QualifyParty(party_id=BUILDER, links=more))
    assert [("controller",), ("shareholder",)] == world.office.sql(
        "SELECT kind FROM party_link ORDER BY kind"
    )

    world.by("shen", DeclareInterest(party_id=BUILDER, held=True, reason="亲属任职"))
    assert {BUILDER} == world.office.ask(registry.interests, "shen")
    assert frozenset() == world.office.ask(registry.interests, "fu")
    world.by("shen", DeclareInterest(party_id=BUILDER, held=False, reason="已离职"))
    assert frozenset() == world.office.ask(registry.interests, "shen")


def test_a_budget_is_adjusted_line_by_line(world: World) -> None:
    lines = (
        replace(LINE, amount_fen=-1_000 * WAN),
        BudgetEntry(code="K3", name="设备", cost_class="equipment", amount_fen=1_500 * WAN),
    )
    command = replace(ADJUST, lines=lines, source="区级预算")
    world.by("zhi", command)

    chain = world.office.ask(project_life.chain, BOOK, 1)
    assert [("示发改〔2025〕8号", ""), ("文1", "示发改〔2025〕8号")] == [
        (row.doc_no, row.adjusts) for row in chain
    ]
    posted = world.office.sql(
        "SELECT budget_line_id, account, debit_fen, credit_fen FROM posting"
        " WHERE account IN ('9111', '9112') ORDER BY voucher_id DESC, n LIMIT 4"
    )
    assert [
        (1, "9111", -1_000 * WAN, 0),
        (1, "9112", 0, -1_000 * WAN),
        (3, "9111", 1_500 * WAN, 0),
        (3, "9112", 0, 1_500 * WAN),
    ] == posted


def test_an_adjustment_stays_within_the_total_its_document_names(world: World) -> None:
    total = 73_000 * WAN
    fits = replace(ADJUST, document=replace(PAPER, amount_fen=total + WAN), source="区级预算")
    short = replace(ADJUST, document=replace(PAPER, amount_fen=total + WAN - 1), source="区级预算")

    assert ["budget.over_document"] == codes(world, "zhi", replace_id(short))
    world.by("zhi", fits)


def test_phases_and_what_they_stand_on_are_listed(world: World) -> None:
    for phase in ("tender", "construction"):
        world.by("zhi", EnterPhase(project="P1", phase=phase, entered_on=JUNE, doc_no=phase))

    found = world.office.ask(project_life.phases, BOOK, 1)
    assert ["tender", "construction"] == [row.phase for row in found]


def test_what_a_year_must_bear_is_measured_by_what_is_known(world: World) -> None:
    world.by("zhi", world.contract("C1"))
    parameters = world.office.ask(registry.parameters)

    found = world.office.ask(project_life.burden, BOOK, parameters, JUNE)
    assert [(2025, 1_000 * WAN, None, False), (2026, 6_600 * WAN, None, False)] == [
        (row.year, row.planned_fen, row.share_bp, row.is_over) for row in found
    ]


def test_further_lines_and_registered_papers_keep_to_authority_and_estimate(world: World) -> None:
    estimate = replace(PAPER, doc_no="估1", amount_fen=70_000 * WAN)
    world.by("zhi", RegisterDocument(project="P1", kind="estimate", document=estimate))
    room = 77_000 * WAN
    budget = replace(PAPER, doc_no="概2", amount_fen=room)
    over = replace(budget, amount_fen=room + 1)
    said = RegisterDocument(project="P1", kind="budget", document=over)
    assert ["budget.over_estimate"] == codes(world, "zhi", said)
    world.by("zhi", RegisterDocument(project="P1", kind="budget", document=budget))

    line = replace(LINE, code="K7", amount_fen=room - 73_000 * WAN + 1)
    more = ApproveBudget(project="P1", document=PAPER, lines=(line,), value_date=JUNE)
    assert ["budget.over_estimate"] == codes(world, "zhi", more)
    elsewhere = replace(PAPER, authority="示范市发展改革委")
    small = replace(more, lines=(LINE2,), document=elsewhere)
    assert ["document.other_authority"] == codes(world, "zhi", replace_id(small))
    world.by("zhi", replace(more, lines=(LINE2,), request_id=Command().request_id))

    raised = replace(LINE, amount_fen=4_000 * WAN)
    asked = replace(ADJUST, document=replace(PAPER, doc_no="文2"), source="区级预算")
    assert ["budget.over_estimate"] == codes(world, "zhi", replace(asked, lines=(raised,)))
    paper = RegisterDocument(
        project="P1",
        kind="adjustment",
        document=replace(elsewhere, doc_no="文3"),
        adjusts="示发改〔2025〕8号",
    )
    assert ["document.other_authority"] == codes(world, "zhi", paper)


def successor(role: str, leader: str, **change: object) -> ChangeResponsible:
    """A leader newly signed, authorised and filed."""
    party = Responsible(
        role=role,
        party_id=PARTY[role],
        leader=leader,
        letter_no=f"承诺-{leader}",
        authorisation_no=f"授权-{leader}",
        from_on=JUNE,
        filing_no=f"备案-{leader}",
    )
    return ChangeResponsible(project="P1", party=replace(party, **change))  # type: ignore[arg-type]


def test_a_supervisor_is_independent_of_suppliers_too(world: World) -> None:
    account = AccountEntry(account_no="6222000055", bank_name="中国银行示范支行")
    maker = uscc(DIVISION, 55)
    world.by("zhi", RegisterParty(party_id=maker, name="水泵厂", accounts=(account,)))
    supply = world.contract(
        "E1",
        100,
        kind="equipment",
        party_id=maker,
        payee_account=account.account_no,
        performance_fen=0,
        plans=(),
    )
    world.by("zhi", supply)
    for party_id in (maker, OTHER):
        links = (Link(kind="key_staff", name="贺转轮"),)
        world.by("zhi", QualifyParty(party_id=party_id, links=links))

    change = successor("supervisor", "严格", party_id=OTHER)
    assert ["project.supervisor_tied"] == codes(world, "zhi", change)
    advice = world.contract(
        "S1",
        99,
        kind="supervision",
        party_id=OTHER,
        payee_account="6222000009",
        performance_fen=0,
        plans=(),
    )
    assert ["contract.supervisor_tied"] == codes(world, "zhi", advice)


def test_a_section_is_no_way_around_letter_and_filing(world: World) -> None:
    sections = (Section(code="01", name="一标段"),)
    world.by("zhi", replace(world.project("P2", "二期"), sections=sections))
    change = successor("supervisor", "严格", section="01", filing_no=None)

    unfiled = replace(change, project="P2")
    assert ["responsibility.filing_missing"] == codes(world, "zhi", unfiled)
    filed = successor("supervisor", "严格", section="01")
    world.by("zhi", replace(filed, project="P2"))
    parties = world.office.ask(project_parties, BOOK, 2)
    watching = [(row.leader, row.section) for row in parties if row.role == "supervisor"]
    assert [("陈喆", ""), ("严格", "01")] == watching
    answering = world.office.ask(responsible.answering, BOOK, 2, 1, JUNE)
    assert "严格" == answering["supervisor"].leader
    before = world.office.ask(responsible.answering, BOOK, 2, 1, day("2025-05-31"))
    assert "陈喆" == before["supervisor"].leader
