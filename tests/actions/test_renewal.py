"""Clearances through the real gate: what no rule could judge is told at once, and by place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cityledger.actions import gate
from cityledger.actions.agreements import HOUSEHOLDS_PER_ACT
from cityledger.actions.command import new_request_id
from cityledger.actions.disclosures import DiscloseHousehold
from cityledger.actions.funding import ReceiveFunds, Share
from cityledger.actions.payments import PayLine, RequestPayment
from cityledger.actions.renewal import HOUSES_PER_ACT, SurveyHouses, Value, ValueHouses
from cityledger.kernel.errors import BadInput, Refused
from cityledger.ledger.verify import verify
from cityledger.views.special_account import special_account
from tests.conftest import BOOK, Office
from tests.stories.clearance import PLOT
from tests.stories.world import OTHER, WAN, World, day

WHERE = {"project": "P1", "plot": PLOT}
ON = day("2025-07-10")
AUGUST = day("2025-08-05")


@pytest.fixture
def world(office: Office) -> World:
    """The walkthrough after its grants, with a plot whose plan is made and no money for it."""
    made = World(office)
    made.upto(1)
    made.by("zhi", made.allotment("A3", "省级棚改补助", 900))
    made.by("zhi", made.listed(households=100))
    for step, on in (("notice", "2025-06-01"), ("hearing", "2025-06-20"), ("plan", "2025-07-05")):
        made.by("zhi", made.step(step, on))
    return made


def decided(world: World) -> World:
    """Bring the money and decide."""
    world.by("chu", world.compensation(900))
    world.by("zhi", world.step("decision", "2025-08-05", 900))
    return world


def places(caught: pytest.ExceptionInfo[BadInput]) -> list[str]:
    return [problem.place for problem in caught.value.problems]


# ------------------------------------------------------------------- money before the decision


def free_fen(world: World, project_id: int = 1, on: date = AUGUST) -> int:
    """Return what a decision may rest on."""
    return world.office.ask(special_account, BOOK, project_id, on).free_fen


@pytest.mark.parametrize(
    ("change", "fen"),
    [
        ({}, 900 * WAN),
        ({"uses": ()}, 900 * WAN),
        ({"uses": ("allocable",)}, 900 * WAN),
        ({"scope": ()}, 900 * WAN),
        ({"scope": (), "shares": (Share(project="P1", cap_fen=WAN),)}, WAN),
        ({"bank_account": "B1"}, 0),
        ({"uses": ("works",)}, 0),
        ({"uses": ("allocable:01",)}, 0),
        ({"expiry_on": AUGUST}, 900 * WAN),
        ({"expiry_on": day("2025-08-04"), "received_on": day("2025-08-01")}, 0),
    ],
)
def test_money_counts_that_may_be_paid_to_households(
    world: World, change: dict[str, object], fen: int
) -> None:
    world.by("chu", world.compensation(900, **change))  # type: ignore[arg-type]

    assert fen == free_fen(world)


def test_money_of_another_project_does_not_count(world: World) -> None:
    world.by("zhi", world.project("P2", "棚户区改造二期"))
    world.by("chu", world.compensation(900, scope=("P2",)))

    assert (0, 900 * WAN) == (free_fen(world), free_fen(world, 2))


def test_shared_money_is_bound_by_the_decision_of_another_project(world: World) -> None:
    world.by("zhi", world.project("P2", "棚户区改造二期"))
    world.by("chu", world.compensation(900, scope=()))
    world.by("zhi", world.step("decision", "2025-08-05", 600))

    assert (300 * WAN, 300 * WAN) == (free_fen(world), free_fen(world, 2))
    world.by("chu", own_money())
    # What names the first project is taken by its decision first.
    assert (400 * WAN, 400 * WAN) == (free_fen(world), free_fen(world, 2))


def own_money() -> ReceiveFunds:
    """Return money of the district for households of P1."""
    return ReceiveFunds(
        label="T4",
        source="区级预算",
        amount_fen=100 * WAN,
        received_on=AUGUST,
        bank_account="B2",
        uses=("allocable:06",),
        scope=("P1",),
    )


def test_what_was_paid_binds_no_longer(world: World) -> None:
    decided(world)
    assert 0 == free_fen(world)
    world.surveyed(1)
    world.by("zhi", world.agreed(1))
    line = PayLine(contract="H0001", part="compensation", certificate_no=1, amount_fen=15 * WAN)
    world.pay_all("compensation", "2025-08-09", (line,))

    # 15万 left the account, and the decision needs 15万 less.
    assert 0 == free_fen(world)
    with world.office.desk.read() as read:
        assert () == verify(read).problems


# ---------------------------------------------------------------------------- what is no input


def test_an_unknown_step_and_plot_are_no_input(world: World) -> None:
    with pytest.raises(BadInput) as caught:
        world.by("zhi", world.step("vote", "2025-07-01"))
    assert ["renewal step 征收程序"] == places(caught)
    with pytest.raises(BadInput) as caught:
        world.by("zhi", world.step("notice", "2025-07-01", plot="没有"))
    assert ["plot 地块"] == places(caught)


def test_a_plot_is_listed_once_and_has_households(world: World) -> None:
    with pytest.raises(Refused) as caught:
        world.office.by("zhi", world.listed())
    assert ["plot.duplicate"] == [finding.code for finding in caught.value.findings]
    with pytest.raises(BadInput) as bad:
        world.by("zhi", world.listed(households=0, plot="另一块"))
    assert ["plot 另一块"] == places(bad)


def test_bad_resident_numbers_are_told_together(world: World) -> None:
    houses = (
        world.house(1, resident_no="123"),
        world.house(2),
        world.house(3, resident_no=world.house(3).resident_no[:-1] + "?"),
    )
    with pytest.raises(BadInput) as caught:
        world.by("gong", SurveyHouses(surveyed_on=ON, houses=houses, **WHERE))

    assert ["household 0001 户号0001", "household 0003 户号0003"] == places(caught)
    said = str(caught.value)
    assert world.house(3).resident_no[:-1] not in said


@pytest.mark.parametrize("count", [0, HOUSES_PER_ACT + 1])
def test_a_survey_has_one_to_a_hundred_houses(world: World, count: int) -> None:
    houses = tuple(world.house(n) for n in range(1, count + 1))
    with pytest.raises(BadInput) as caught:
        world.by("gong", SurveyHouses(surveyed_on=ON, houses=houses, **WHERE))
    assert ["houses 房屋"] == places(caught)


def test_a_hundred_houses_fit_into_one_act_and_no_more_than_are_listed(world: World) -> None:
    houses = tuple(world.house(n) for n in range(1, HOUSES_PER_ACT + 1))
    world.by("gong", SurveyHouses(surveyed_on=ON, houses=houses, **WHERE))
    values = tuple(Value(household_no=h.household_no, value_fen=15 * WAN) for h in houses)
    world.by("zhi", ValueHouses(appraiser_id=OTHER, valued_on=ON, values=values, **WHERE))

    with pytest.raises(Refused) as caught:
        world.office.by("gong", SurveyHouses(surveyed_on=ON, houses=(world.house(101),), **WHERE))
    assert ["survey.over_list"] == [finding.code for finding in caught.value.findings]


def test_what_is_not_surveyed_or_stands_twice_is_not_valued(world: World) -> None:
    world.by("gong", SurveyHouses(surveyed_on=ON, houses=(world.house(1),), **WHERE))
    numbers = ("0001", "0001", "0002")
    values = tuple(Value(household_no=number, value_fen=1) for number in numbers)
    with pytest.raises(BadInput) as caught:
        world.by("zhi", ValueHouses(appraiser_id=OTHER, valued_on=ON, values=values, **WHERE))
    assert ["household 0001", "household 0002"] == places(caught)


def test_the_resident_number_is_kept_nowhere(world: World) -> None:
    world.by("gong", SurveyHouses(surveyed_on=ON, houses=(world.house(1),), **WHERE))
    number = world.house(1).resident_no
    row = world.office.sql("SELECT resident_hash, resident_tail FROM house_survey")[0]
    bodies = world.office.sql("SELECT body FROM leaf")

    assert 64 == len(row[0])
    assert number[-4:] == row[1]
    assert not any(number.encode() in body[0] for body in bodies)


# ---------------------------------------------------------------------------------- agreements


def test_the_newest_valuation_counts_and_not_the_one_entered_last(world: World) -> None:
    decided(world)
    world.surveyed(1)
    older = (Value(household_no="0001", value_fen=30 * WAN),)
    on = day("2025-07-15")
    world.by("zhi", ValueHouses(appraiser_id=OTHER, valued_on=on, values=older, **WHERE))
    command = world.agreed(1)
    dear = (replace(command.agreements[0], amount_fen=18 * WAN + 1),)
    world.tries("zhi", replace(command, agreements=dear))

    assert isinstance(world.last, Refused)
    assert ["agreement.over_standard"] == [found.code for found in world.last.findings]


def test_a_refused_agreement_of_an_unsurveyed_house_seals_no_resident_number(world: World) -> None:
    decided(world)
    command = world.agreed(1)
    number = world.house(1).resident_no
    asked = (replace(command.agreements[0], resident_no=number),)
    world.tries("zhi", replace(command, agreements=asked))

    assert isinstance(world.last, Refused)
    bodies = world.office.sql("SELECT body FROM leaf")
    assert not any(number.encode() in body[0] for body in bodies)


def test_an_agreement_takes_from_its_survey_what_it_does_not_say(world: World) -> None:
    decided(world)
    world.surveyed(1)
    world.by("zhi", world.agreed(1))
    columns = "house_no, area_dm2, resident_hash, resident_tail"
    signed = world.office.sql(f"SELECT {columns} FROM household")

    assert signed == world.office.sql(f"SELECT {columns} FROM house_survey")
    parts = "house_fen, moving_fen, temporary_fen, loss_fen, mode"
    assert [(15 * WAN, 0, 0, 0, "money")] == world.office.sql(f"SELECT {parts} FROM household")


def test_bad_terms_are_told_together(world: World) -> None:
    decided(world)
    world.surveyed(2)
    command = world.agreed(2)
    first, second = command.agreements
    bad = (replace(first, mode="shares"), replace(second, loss_fen=-1))
    with pytest.raises(BadInput) as caught:
        world.by("zhi", replace(command, agreements=bad))
    assert ["agreement H0001", "agreement H0002"] == places(caught)
    world.by("zhi", command)
    with pytest.raises(BadInput) as caught:
        world.by("zhi", replace(command, request_id=new_request_id()))
    assert ["agreement", "agreement"] == places(caught)


def test_forty_agreements_are_one_act(world: World) -> None:
    decided(world)
    world.surveyed(HOUSEHOLDS_PER_ACT + 1)
    plan = world.agreed(HOUSEHOLDS_PER_ACT + 1)
    with pytest.raises(BadInput) as caught:
        world.by("zhi", plan)
    assert ["agreements"] == places(caught)
    world.by("zhi", world.agreed(HOUSEHOLDS_PER_ACT))


def test_housing_names_its_flat_and_parts_sum_to_the_price(world: World) -> None:
    decided(world)
    world.surveyed(1)
    command = world.agreed(1)
    terms = replace(
        command.agreements[0],
        mode="housing",
        replacement="新区3号楼201室",
        replacement_dm2=6000,
        amount_fen=16 * WAN,
        house_fen=14 * WAN,
        moving_fen=500_000,
        temporary_fen=1_000_000,
        loss_fen=500_000,
    )
    plan = replace(command.plan, amount_fen=16 * WAN)  # type: ignore[type-var]
    world.by("zhi", replace(command, agreements=(terms,), plan=plan))
    row = world.office.sql("SELECT mode, replacement, replacement_dm2, house_fen FROM household")

    assert [("housing", "新区3号楼201室", 6000, 14 * WAN)] == row


def test_a_name_goes_into_no_summary(world: World) -> None:
    decided(world)
    world.surveyed(1)
    world.by("zhi", world.agreed(1))
    line = PayLine(contract="H0001", part="compensation", certificate_no=1, amount_fen=15 * WAN)
    request = RequestPayment(
        project="P1", kind="compensation", value_date=day("2025-08-09"), lines=(line,)
    )
    draft = gate.preview(world.office.desk, request, "zhi")

    assert [] == draft.findings
    assert "支付征收补偿 被**征收补偿款" == draft.rows["payment_request"][0]["summary"]
    assert [("征收补偿 被**",)] == world.office.sql(
        "SELECT name FROM contract WHERE kind = 'compensation'"
    )


# --------------------------------------------------------------------------------- disclosures


def test_only_a_household_is_disclosed(world: World) -> None:
    world.upto(2)
    command = DiscloseHousehold(contract="C1", purpose="核对收款账户是否本人")
    with pytest.raises(BadInput) as caught:
        world.by("fu", command)
    assert ["household 被征收户"] == places(caught)


def test_everything_against_a_disclosure_is_told_at_once(world: World) -> None:
    decided(world)
    world.surveyed(1)
    world.by("zhi", world.agreed(1))
    world.tries("shenji", DiscloseHousehold(contract="H0001", purpose="看看"))

    assert isinstance(world.last, Refused)
    assert ["disclosure.role", "disclosure.purpose"] == [f.code for f in world.last.findings]
    assert [] == world.office.sql("SELECT * FROM disclosure")
