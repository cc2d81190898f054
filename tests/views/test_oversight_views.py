"""Overrides, cases and the register as views: what counts, what is masked, what is not shown."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from cityledger.actions.disclosures import Disclose
from cityledger.actions.interference import RecordInterference, ReportZero
from cityledger.kernel.errors import BadInput
from cityledger.views.cases import cases
from cityledger.views.interference import Touched, card, records, touching
from cityledger.views.interference_reports import missing, monthly, quarter
from cityledger.views.overrides import rates, used_fen
from tests.conftest import Office
from tests.stories.world import WAN, World, day
from tests.views.conftest import Tale
from tests.views.test_query_plans import plans

TODAY = day("2025-09-30")


def test_cases_join_what_was_noticed_decided_and_recovered(tale: Tale) -> None:
    found = tale.ask(cases, TODAY)
    origins = [(case.origin, case.is_open, case.recovered_fen) for case in found]

    # D1 stands open; the claim of case 5 and the bounced household brought money back.
    assert [("bank_fact", True, 0)] == [line for line in origins if line[0] == "bank_fact"]
    assert [26 * WAN, 15 * WAN] == [fen for _, _, fen in origins if fen]
    assert ("interference", True, 0) in origins
    refused = [case.decision for case in found if case.origin == "refusal"]
    assert 2 == len(refused)
    assert "payment.over_certified" in refused[1]
    assert sorted(case.on for case in found) == [case.on for case in found]


def test_refusals_and_overrides_are_counted_per_person(tale: Tale) -> None:
    found = {row.user_id: row for row in tale.ask(rates)}

    assert (1, 1) == (found["fu"].refused, found["zhi"].refused)
    assert 0 == found["zhi"].overridden
    assert found["zhi"].requested == tale.newest()
    assert 0 == found["fu"].rate_bp


@pytest.fixture
def noted(office: Office) -> World:
    """Three records: two of June, by the reviewer and the cashier, and one of July."""
    world = World(office)
    world.upto(2)
    word = RecordInterference(
        occurred_on=day("2025-06-11"),
        channel="phone",
        area="payment",
        directness="direct",
        content="来电要求先付",
        actor_name="某领导",
        act_kind="word",
        project="P1",
    )
    world.by("fu", word)
    for who, on, area in (("chu", "2025-06-30", "land"), ("gong", "2025-07-01", "payment")):
        more = RecordInterference(
            occurred_on=day(on),
            channel="slip",
            area=area,
            directness="disguised",
            content="条子",
            act_kind="slip",
        )
        world.by(who, more)
    return world


def test_a_quarter_counts_without_names(noted: World) -> None:
    book = noted.office.desk.book_id
    second = noted.office.ask(lambda read: quarter(read, book, 2025, 2, TODAY))
    third = noted.office.ask(lambda read: quarter(read, book, 2025, 3, TODAY))

    assert (2, 2, 2) == (second.total, second.open, second.late)
    assert (("land", 1), ("payment", 1)) == second.areas
    assert (("slip", 1), ("word", 1)) == second.acts
    assert (("direct", 1), ("disguised", 1)) == second.directness
    assert (1, ()) == (third.total, third.effects)
    assert "某领导" not in str(second)


def test_who_recorded_and_who_had_nothing_to_report_look_alike(noted: World) -> None:
    office, book = noted.office, noted.office.desk.book_id
    office.skip(185 * 86_400)
    noted.by("shen", ReportZero(month=202506))

    said = {r.user_id: r.state for r in office.ask(lambda read: monthly(read, book, 202506))}
    silent = [row.user_id for row in office.ask(lambda read: missing(read, book, 202506))]

    assert ("reported", "reported", "missing") == (said["shen"], said["fu"], said["gong"])
    assert ["gong", "shenji", "zhi", "zong"] == silent
    assert "guan" not in said


def test_a_card_needs_the_leaf_of_its_own_reading(noted: World) -> None:
    office, book = noted.office, noted.office.desk.book_id
    reading = Disclose(kind="interference", subject="1", purpose="核查")
    leaf = noted.by("shenji", reading).index
    other = noted.by("shenji", replace(reading, request_id="b" * 32, subject="2")).index
    elsewhere = Disclose(kind="export", subject="1", purpose="核查")
    wrong = noted.by("zhi", elsewhere).index

    shown = office.ask(lambda read: card(read, book, 1, leaf, TODAY))
    assert ("来电要求先付", "某领导", "复核员") == (
        shown.content,
        shown.actor_name,
        shown.recorder,
    )
    for given in (other, wrong, leaf + 100):
        with pytest.raises(BadInput, match="not sealed"):
            office.ask(lambda read, given=given: card(read, book, 1, given, TODAY))


def test_the_list_knows_no_persons(noted: World) -> None:
    book = noted.office.desk.book_id
    found = noted.office.ask(lambda read: records(read, book, TODAY))

    assert ["P1", "", ""] == [row.project_code for row in found]
    assert {"recorded"} == {row.state for row in found}
    assert not {"recorder", "content", "actor_name"} & set(type(found[0]).__slots__)


def test_what_the_gate_asks_goes_along_an_index(tale: Tale) -> None:
    what = Touched(project_id=1, contracts=frozenset({1}))
    steps = plans(
        tale,
        lambda: (
            tale.ask(used_fen, 1),
            tale.ask(lambda read, book: tuple(touching(read, book, what))),
        ),
    )

    tables = "interference|interference_clearance|override_use|payment_step|project|contract"
    assert [] != steps
    assert [] == [step for step in steps if re.search(rf"SCAN ({tables})\b", step)]
