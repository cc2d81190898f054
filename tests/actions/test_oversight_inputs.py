"""What the commands of oversight refuse to read, every problem at once, and what they write."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cityledger.actions.command import Command, new_request_id
from cityledger.actions.disclosures import Disclose
from cityledger.actions.interference import (
    ClearInterference,
    HandleInterference,
    RecordInterference,
    ReportZero,
)
from cityledger.actions.overrides import GrantOverride, RequestOverride, RevokeOverride
from cityledger.kernel.errors import BadInput, Refused
from cityledger.ledger.verify import verify
from cityledger.views.acts import sealed_act
from tests.conftest import Office, found
from tests.stories.world import PARTY, WAN, World, day

WORD = RecordInterference(
    occurred_on=day("2025-06-11"),
    channel="phone",
    area="payment",
    directness="direct",
    content="来电要求先付",
    project="P1",
)
ASK = RequestOverride(
    control="payment.wrong_tranche",
    project="P1",
    limit_fen=WAN,
    reason="汛期抢工,专项资金尚未到账,先用区级资金垫付,到账后调整。",
    doc_no="示住建纪要〔2025〕12号",
    expires_on=day("2025-01-31"),
)
HANDLE = HandleInterference(
    interference_id=1,
    reported_to="派驻组",
    reported_on=day("2025-06-12"),
    decision="已核查",
    effect="continue",
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The walkthrough's contract, a record and an override asked for; no test adds to it."""
    made = World(found(f"sqlite:///{tmp_path_factory.mktemp('oversight')}/ledger.db"))
    made.upto(2)
    made.by("fu", WORD)
    made.by("zhi", ASK)
    return made


def places(world: World, who: str, command: Command) -> list[str]:
    with pytest.raises(BadInput) as bad:
        world.office.by(who, command)
    return [problem.place for problem in bad.value.problems]


@pytest.mark.parametrize(
    ("who", "command", "expected"),
    [
        (
            "zhi",
            replace(ASK, limit_fen=0, reason=" ", doc_no=""),
            ["doc_no", "reason", "limit_fen"],
        ),
        ("zhi", replace(ASK, limit_fen=-1), ["limit_fen"]),
        ("zhi", replace(ASK, project="P9"), ["project"]),
        ("zhi", replace(ASK, contract="C9"), ["contract"]),
        ("shen", GrantOverride(override_id=9, reason="同意"), ["override"]),
        ("shen", GrantOverride(override_id=1, reason=" "), ["reason"]),
        ("shen", RevokeOverride(override_id=9, reason="收回"), ["override"]),
        (
            "fu",
            replace(WORD, channel="x", area="y", directness="z", act_kind="w", content=" "),
            ["content", "channel", "area", "directness", "act_kind"],
        ),
        ("fu", replace(WORD, evidence_sha256="ab"), ["evidence_sha256"]),
        ("fu", replace(WORD, evidence_sha256="A" * 64), ["evidence_sha256"]),
        ("fu", replace(WORD, beneficiary_id="123"), ["beneficiary_id"]),
        ("fu", replace(WORD, payment_request_id=99), ["payment request"]),
        ("fu", replace(WORD, tender="T9"), ["tender"]),
        ("shen", ClearInterference(interference_id=1, reason=" "), ["reason"]),
        ("shen", ClearInterference(interference_id=9, reason="查"), ["interference record"]),
        (
            "shenji",
            replace(HANDLE, reported_to="", decision=" ", effect="x"),
            ["reported_to", "decision", "effect"],
        ),
        ("shenji", replace(HANDLE, reported_on=day("2025-06-10")), ["reported_on"]),
        ("shenji", replace(HANDLE, closed_on=day("2025-06-11")), ["closed_on"]),
        ("fu", ReportZero(month=202513), ["month"]),
        ("fu", ReportZero(month=0), ["month"]),
        ("fu", Disclose(kind="x", subject="", purpose=""), ["kind", "subject", "purpose"]),
        ("shenji", Disclose(kind="interference", subject="01", purpose="查"), ["subject"]),
        ("shenji", Disclose(kind="interference", subject="9", purpose="查"),
         ["interference record"]),
    ],
)  # fmt: skip
def test_every_problem_is_told_at_once(
    world: World, who: str, command: Command, expected: list[str]
) -> None:
    # What was brought before is another request: its id is used up.
    assert expected == places(world, who, replace(command, request_id=new_request_id()))


def test_a_contract_of_another_project_is_no_subject(office: Office) -> None:
    world = World(office)
    world.upto(2)
    world.by("zhi", world.project("P2", "二期"))

    assert ["contract"] == places(world, "zhi", replace(ASK, project="P2", contract="C1"))


def test_two_overrides_of_one_rule_are_not_named_together(world: World) -> None:
    twice = world.progress(invoices=(), lines=(world.line("C1", "advance", 1),), overrides=(1, 1))

    assert ["overrides"] == places(world, "zhi", twice)


def test_unknown_overrides_are_not_named(world: World) -> None:
    unknown = world.progress(invoices=(), lines=(world.line("C1", "advance", 1),), overrides=(9,))

    assert ["override"] == places(world, "zhi", unknown)


def codes(world: World, who: str, command: Command) -> list[str]:
    try:
        world.office.by(who, replace(command, request_id=new_request_id()))
    except Refused as refused:
        return [finding.code for finding in refused.findings]
    return []


def test_an_override_is_decided_once_and_names_what_it_answers(office: Office) -> None:
    world = World(office)
    world.upto(2)
    asked = world.by("zhi", ASK)
    revoke = RevokeOverride(override_id=1, reason="不再需要")

    assert ["override.nothing_held"] == codes(world, "fu", revoke)
    grant = world.by("shen", GrantOverride(override_id=1, reason="同意"))
    assert ["override.decided"] == codes(
        world, "zong", GrantOverride(override_id=1, reason="再次同意")
    )
    assert [] == codes(world, "fu", revoke)
    assert ["override.nothing_held"] == codes(
        world, "shen", RevokeOverride(override_id=1, reason="再收一次")
    )
    assert ["override.decided"] == codes(
        world, "zong", GrantOverride(override_id=1, reason="重新同意")
    )
    book = office.desk.book_id
    body = office.sql(f"SELECT body FROM leaf WHERE book_id = {book} AND idx = {grant.index}")[0][0]
    digest = office.ask(lambda read: sealed_act(read, book, asked.index).digest.hex())
    assert digest.encode() in bytes(body)
    with office.desk.read() as read:
        assert verify(read).problems == ()


def test_an_override_is_not_granted_after_its_last_day(office: Office) -> None:
    world = World(office)
    world.upto(2)
    world.by("zhi", ASK)
    office.skip(31 * 86_400)

    grant = GrantOverride(override_id=1, reason="同意")
    assert ["override.lapsed"] == codes(world, "shen", grant)


@pytest.mark.parametrize(
    ("who", "command", "expected"),
    [
        ("fu", ASK, ["duty.role"]),
        ("fu", GrantOverride(override_id=1, reason="同意"), ["duty.role"]),
        ("zhi", RevokeOverride(override_id=1, reason="收回"),
         ["duty.role", "override.nothing_held"]),
        ("fu", ClearInterference(interference_id=1, reason="查明"),
         ["duty.role", "interference.same_person"]),
        ("zhi", HANDLE, ["duty.role"]),
        ("guan", WORD, ["duty.role"]),
        ("guan", ReportZero(month=202401), ["duty.role"]),
    ],
)  # fmt: skip
def test_each_act_is_for_its_duties(
    world: World, who: str, command: Command, expected: list[str]
) -> None:
    assert expected == codes(world, who, command)


def test_a_record_is_decided_on_until_it_is_closed(office: Office) -> None:
    world = World(office)
    world.upto(2)
    world.by("fu", WORD)
    closing = replace(HANDLE, closed_on=day("2025-06-20"), measure="谈话提醒")

    assert ["interference.closed_holding"] == codes(
        world, "shenji", replace(closing, effect="hold")
    )
    assert [] == codes(world, "shenji", replace(HANDLE, effect="hold"))
    assert [] == codes(world, "shenji", closing)
    assert ["interference.closed"] == codes(world, "shen", replace(HANDLE, decision="复查"))
    assert [] == codes(world, "shen", ClearInterference(interference_id=1, reason="查明"))
    assert ["interference.cleared"] == codes(
        world, "zong", ClearInterference(interference_id=1, reason="再解除")
    )


def test_a_record_keeps_every_field(office: Office) -> None:
    world = World(office)
    world.upto(2)
    full = replace(
        WORD,
        act_kind="early",
        project=None,
        contract="C1",
        stage="支付",
        actor_name="某领导",
        actor_unit="某局",
        actor_post="副局长",
        actor_rank="乡科级副职",
        intermediary="某经理",
        beneficiary_id=PARTY["contractor"],
        beneficiary="某某建设集团有限公司",
        witnesses="出纳员",
        evidence_sha256="ab" * 32,
        is_anonymous=True,
    )
    world.by("fu", full)

    columns = (
        "interference_id, project_id, contract_id, occurred_on, channel, area, directness,"
        " act_kind, content, recorder, stage, actor_name, actor_unit, actor_post, actor_rank,"
        " intermediary, beneficiary_id, beneficiary, witnesses, evidence_sha256, is_anonymous"
    )
    assert [
        (1, 1, 1, "2025-06-11", "phone", "payment", "direct", "early", "来电要求先付", "fu",
         "支付", "某领导", "某局", "副局长", "乡科级副职", "某经理", PARTY["contractor"],
         "某某建设集团有限公司", "出纳员", "ab" * 32, 1)
    ] == office.sql(f"SELECT {columns} FROM interference")  # fmt: skip
