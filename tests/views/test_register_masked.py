"""Nothing but a sealed reading says who wrote in the interference register, or what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from cityledger.actions.disclosures import Disclose
from cityledger.actions.interference import (
    ClearInterference,
    HandleInterference,
    RecordInterference,
    ReportZero,
)
from cityledger.controls import catalog
from cityledger.evidence.event import parse_leaf
from cityledger.reports import sealed_leaf
from cityledger.store.engine import Read
from cityledger.views.alerts import alerts
from cityledger.views.cases import cases
from cityledger.views.disclosures import disclosures
from cityledger.views.interference import records
from cityledger.views.interference_reports import quarter
from cityledger.views.refusals import refusals
from tests.conftest import BOOK, Office
from tests.stories.world import World, day

ON = day("2025-06-12")
SECRETS = ("某领导", "区某局", "副职", "某中间人", "某受益人", "某在场人", "来电要求先付", "e" * 64)
WORDS = (*SECRETS, "已核查属实", "纪委派驻组", "诫勉谈话", "与来电无关")
RECORD = RecordInterference(
    occurred_on=day("2025-05-11"),
    channel="phone",
    area="payment",
    directness="direct",
    content="来电要求先付",
    act_kind="word",
    actor_name="某领导",
    actor_unit="区某局",
    actor_post="副职",
    intermediary="某中间人",
    beneficiary="某受益人",
    witnesses="某在场人",
    evidence_sha256="e" * 64,
    project="P1",
)
DECISION = HandleInterference(
    interference_id=1,
    reported_to="纪委派驻组",
    reported_on=ON,
    decision="已核查属实",
    effect="continue",
    measure="诫勉谈话",
)
CLEARANCE = ClearInterference(interference_id=1, reason="已核实,与来电无关")


@pytest.fixture
def told(office: Office) -> World:
    """A record of an approver, who then does what only a recorder is refused; others go on."""
    world = World(office)
    world.upto(2)
    office.skip(162 * 86_400)
    world.by("shen", RECORD)
    world.tries("guan", replace(RECORD, request_id="a" * 32))
    world.tries("shen", CLEARANCE)
    world.tries("shen", DECISION)
    world.tries("shen", ReportZero(month=202505))
    world.by("shen", Disclose(kind="interference", subject="1", purpose="核对本人登记"))
    world.by("shenji", Disclose(kind="interference", subject="1", purpose="核查"))
    world.by("shenji", replace(DECISION, request_id="b" * 32))
    world.by("zong", replace(CLEARANCE, request_id="c" * 32))
    return world


def _leaves(read: Read, book: int) -> list[str]:
    first = "(SELECT min(leaf_idx) FROM interference)"
    query = f"SELECT body FROM leaf WHERE book_id={book} AND idx >= {first}"
    bodies = read.exec_driver_sql(query).scalars().all()
    return [line for body in bodies for line in sealed_leaf.lines(parse_leaf(bytes(body)))]


def _refused(read: Read, book: int) -> list[object]:
    found = refusals(read, book)
    return [found, [catalog.sentence(x, "zh") for row in found for x in row.findings]]


SHOWN: dict[str, Callable[[Read, int], object]] = {
    "the register": lambda read, book: records(read, book, ON),
    "cases": lambda read, book: cases(read, book, ON),
    "refusals": _refused,
    "readings": disclosures,
    "the quarter": lambda read, book: quarter(read, book, 2025, 2, ON),
    "alerts of the register": lambda read, book: [
        row for row in alerts(read, book, ON) if row.kind.startswith("interference")
    ],
    "sealed leaves": _leaves,
}


@pytest.mark.parametrize("name", SHOWN)
def test_nothing_shows_the_words_or_the_recorder(told: World, name: str) -> None:
    shown = repr(told.office.ask(lambda read: SHOWN[name](read, BOOK)))

    assert [] == [
        word for word in (*WORDS, "'审批人'", "'shen'", "审批人登记", " shen'") if word in shown
    ]


def test_the_guard_would_see_them(told: World) -> None:
    shown = repr(told.office.sql("SELECT * FROM interference"))

    assert [] == [word for word in (*SECRETS, "'shen'") if word not in shown]


def test_an_auditor_who_read_is_named(told: World) -> None:
    found = told.office.ask(lambda read: disclosures(read, BOOK))

    assert [("shenji", "审计员", "核查"), ("***", "***", "***")] == [
        (row.actor, row.name, row.purpose) for row in found
    ]
