"""What no tender, subcontract or certificate can be: every problem told at once, nothing sealed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest

from cityledger.actions.certificates import Measured
from cityledger.actions.command import new_request_id
from cityledger.actions.contracts import Plan, SignContract
from cityledger.actions.funding import ReceiveDeposit
from cityledger.actions.legacy import OpenContract, OpenVariation
from cityledger.actions.payments import PayLine, RequestPayment
from cityledger.actions.tenders import OpenBids
from cityledger.kernel.errors import BadInput, Refused
from cityledger.ledger.verify import verify
from tests.conftest import found
from tests.stories.tendering import announcement, award, bids
from tests.stories.world import OTHER, PARTY, WAN, World, day

DUE = day("2025-03-16")
FIELDS = fields(SignContract)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The walkthrough with its estimate and money."""
    made = World(found(f"sqlite:///{tmp_path}/ledger.db"))
    made.upto(1)
    yield made
    made.office.desk.close()


def problems(world: World, who: str, command: object) -> list[str]:
    with pytest.raises(BadInput) as caught:
        world.office.by(who, command)  # type: ignore[arg-type]
    return [problem.place for problem in caught.value.problems]


def test_a_tender_tells_all_that_is_wrong_with_it(world: World) -> None:
    good = announcement("标1", 400 * WAN, DUE)
    bad = replace(good, subject="x", method="y", required_role="z", estimate_fen=0, scope_tag=" ")
    places = ["subject", "method", "required role", "estimate", "scope"]
    assert places == problems(world, "zhi", bad)
    world.by("zhi", good)
    assert ["tender"] == problems(
        world, "zhi", replace(good, name="again", request_id=new_request_id())
    )
    assert ["approval document"] == problems(
        world, "zhi", announcement("标2", WAN, DUE, method="direct", exempt_doc_no="没有")
    )
    assert ["section"] == problems(world, "zhi", announcement("标2", WAN, DUE, section="X"))


def test_bids_are_whole_and_opened_once(world: World) -> None:
    world.by("zhi", announcement("标1", 400 * WAN, DUE))
    first, second, third = bids(400 * WAN)
    twice = (first, replace(second, party_id=first.party_id, price_fen=0), third)
    crooked = OpenBids(tender="标1", bids=(replace(first, place=2), *twice[1:]))
    assert ["places", "bids", "price"] == problems(world, "zhi", crooked)
    assert ["places"] == problems(world, "zhi", OpenBids(tender="标1", bids=()))
    world.by("zhi", OpenBids(tender="标1", bids=(first, second, third)))
    again = OpenBids(tender="标1", bids=(first, second))
    assert ["tender"] == problems(world, "zhi", again)


def test_an_award_goes_to_a_bidder_once(world: World) -> None:
    world.by("zhi", announcement("标1", 400 * WAN, DUE))
    world.by("zhi", OpenBids(tender="标1", bids=bids(400 * WAN)))
    assert ["bid"] == problems(world, "shen", award("标1", DUE, party_id=PARTY["designer"]))
    world.by("shen", award("标1", DUE))
    assert ["tender"] == problems(world, "shen", award("标1", DUE, reason="again"))


def test_only_an_approver_awards(world: World) -> None:
    world.by("zhi", announcement("标1", 400 * WAN, DUE))
    world.by("zhi", OpenBids(tender="标1", bids=bids(400 * WAN)))
    with pytest.raises(Refused) as caught:
        world.office.by("zhi", award("标1", DUE))
    assert ["duty.role"] == [finding.code for finding in caught.value.findings]


def test_a_subcontract_has_no_terms_of_ours(world: World) -> None:
    world.by("zhi", world.contract("C1"))
    plan = Plan(source="区级预算", fiscal_year=2025, amount_fen=WAN)
    command = SignContract(
        contract_no="分1",
        project="P1",
        kind="works",
        name="分包",
        party_id=OTHER,
        payee_account="6222000009",
        price_fen=WAN,
        signed_on=day("2025-04-01"),
        budget_line="K1",
        main_contract="C1",
        plans=(plan,),
    )
    assert ["delivery mode", "contract"] == problems(world, "zhi", command)


def test_a_subcontract_takes_nothing_of_the_estimate(world: World) -> None:
    world.by("zhi", world.contract("C1"))
    before = world.office.sql("SELECT count(*) FROM posting")
    world.by(
        "zhi",
        SignContract(
            contract_no="分1",
            project="P1",
            kind="works",
            name="分包",
            party_id=OTHER,
            payee_account="6222000009",
            price_fen=WAN,
            signed_on=day("2025-04-01"),
            budget_line="K1",
            main_contract="C1",
            delivery_mode="labour",
        ),
    )
    assert before == world.office.sql("SELECT count(*) FROM posting")
    with world.office.desk.read() as read:
        assert () == verify(read).problems


def test_a_certificate_names_cost_items_that_exist(world: World) -> None:
    world.by("zhi", world.contract("C1"))
    lines = (Measured(gross_fen=WAN, cost_item="99"), Measured(gross_fen=WAN, cost_item="x"))
    assert ["cost item", "cost item"] == problems(world, "gong", world.certificate(lines=lines))
    without = (Measured(gross_fen=WAN, is_levy=True, basis="没有"),)
    assert ["approval document"] == problems(world, "gong", world.certificate(lines=without))


def test_a_cash_deposit_stands_outside_the_memo_accounts(world: World) -> None:
    """It is a debt of ours on 2307; a letter is somebody else's promise (case 15)."""
    contract = world.contract("C1", retention_bp=0, performance_fen=0)
    world.by("zhi", contract)
    cash = replace(world.guarantee("C1"), form="cash", letter_no="现1", amount_fen=WAN)
    world.by("zhi", cash)
    assert [] == world.office.sql("SELECT account FROM posting WHERE account = '9201'")
    world.by("zhi", replace(world.guarantee("C1"), letter_no="函1", amount_fen=WAN))
    assert [(WAN,)] == world.office.sql("SELECT debit_fen FROM posting WHERE account = '9201'")


def test_letters_follow_each_other_and_cash_adds_up(world: World) -> None:
    """A new letter of the full share may come before the old one ends; a second deposit not."""
    world.by("zhi", world.contract("C1", retention_bp=0))
    world.by("zhi", world.guarantee("C1"))
    world.by("zhi", replace(world.guarantee("C1"), letter_no="续1"))
    half = 500 * WAN
    for number in ("现1", "现2"):
        letter = world.guarantee("C1")
        world.by("zhi", replace(letter, letter_no=number, form="cash", amount_fen=half))
    third = replace(world.guarantee("C1"), letter_no="现3", form="cash", amount_fen=1)
    with pytest.raises(Refused) as caught:
        world.office.by("zhi", third)
    assert ["guarantee.over_share"] == [finding.code for finding in caught.value.findings]


def small(world: World, number: str, fen: int, **change: object) -> SignContract:
    """Return a works contract below the threshold, without terms that need more papers."""
    terms: dict[str, object] = {"price_fen": fen, "performance_fen": 0, "plans": ()}
    terms |= {"tender": None, "advance_cap_fen": 0, "recoup_bp": 0}
    return world.contract(number, 0, **{**terms, **change})


def test_a_direct_award_and_an_untendered_contract_add_up(world: World) -> None:
    world.by("zhi", announcement("直1", 399 * WAN, DUE, method="direct"))
    world.by("zhi", OpenBids(tender="直1", bids=bids(399 * WAN)[:1]))
    world.by("shen", award("直1", DUE))
    world.by("zhi", small(world, "D1", 399 * WAN, tender="直1"))
    with pytest.raises(Refused) as caught:
        world.office.by("zhi", small(world, "D2", WAN))
    assert ["contract.split"] == [finding.code for finding in caught.value.findings]
    world.by("zhi", small(world, "D3", WAN - 1))


def test_what_was_signed_before_the_ledger_is_not_split(world: World) -> None:
    """A legacy contract enters without its tender, and a small one beside it is no splitting.

    One signed on the first day of the book's months is not of the books before, whatever it says.
    """
    old = small(world, "旧1", 900 * WAN)
    terms = {field.name: getattr(old, field.name) for field in FIELDS}
    with pytest.raises(Refused) as caught:
        world.office.by("zhi", OpenContract(**terms | {"signed_on": day("2025-03-01")}))
    assert ["contract.untendered"] == [finding.code for finding in caught.value.findings]
    terms |= {"signed_on": day("2025-02-28"), "request_id": new_request_id()}
    world.by("zhi", OpenContract(**terms))
    world.by("zhi", small(world, "D1", 399 * WAN))


def variation(contract: str, approved_on: str) -> OpenVariation:
    """Return a variation by half its contract, which says that it is of the books before."""
    return OpenVariation(
        contract=contract,
        doc_no=f"变更-{contract}-{approved_on}",
        amount_fen=450 * WAN,
        approved_on=day(approved_on),
        reason="地质条件变化",
    )


def test_a_variation_is_of_the_books_before_by_its_day_and_its_contract(world: World) -> None:
    """From the first day of the book's months, or on a contract of them, the rules are asked."""
    old = small(world, "旧1", 900 * WAN)
    terms = {field.name: getattr(old, field.name) for field in FIELDS}
    terms |= {"signed_on": day("2025-01-28"), "request_id": new_request_id()}
    world.by("zhi", OpenContract(**terms))
    world.by("zhi", small(world, "D1", 399 * WAN))
    world.by("shen", variation("旧1", "2025-02-28"))
    for contract, on in (("旧1", "2025-03-01"), ("D1", "2025-02-28")):
        with pytest.raises(Refused) as caught:
            world.office.by("shen", variation(contract, on))
        assert ["variation.over_cumulative"] == [f.code for f in caught.value.findings]


def test_a_cash_bond_of_the_tender_excludes_a_retention(world: World) -> None:
    """The bond is held under a deposit agreement that names the tender, before the contract."""
    contract = world.contract("C1")
    bond = SignContract(
        contract_no="押1",
        project="P1",
        kind="deposit",
        name="履约保证金",
        party_id=PARTY["contractor"],
        payee_account="6222000001",
        price_fen=WAN,
        signed_on=day("2025-03-20"),
        budget_line="K1",
        tender="标-C1",
    )
    world.by("zhi", bond)
    world.by(
        "chu",
        ReceiveDeposit(
            label="押1",
            contract="押1",
            account="230702",
            amount_fen=WAN,
            received_on=day("2025-03-20"),
            bank_account="B1",
        ),
    )
    with pytest.raises(Refused) as caught:
        world.office.by("zhi", contract)
    assert ["contract.retention_and_bond"] == [f.code for f in caught.value.findings]
    world.by("zhi", world.contract("C1", retention_bp=0))


def test_a_deposit_comes_in_on_its_account_and_only_then_goes_back(world: World) -> None:
    agreement = world.contract("押2", 1, kind="deposit", plans=())
    world.by("zhi", agreement)
    receipt = ReceiveDeposit(
        label="押2",
        contract="押2",
        account="230201",
        amount_fen=WAN,
        received_on=day("2025-03-20"),
        bank_account="B1",
    )
    assert ["account"] == problems(world, "chu", receipt)
    refund = RequestPayment(
        project="P1",
        kind="deposit_refund",
        value_date=day("2025-03-22"),
        lines=(PayLine(contract="押2", part="due", amount_fen=WAN),),
    )
    assert ["deposit"] == problems(world, "zhi", refund)
    world.by("chu", replace(receipt, account="230703"))
    world.by("zhi", replace(refund, request_id="5" * 32))
    world.finish("2025-03-22")
    rows = world.office.sql(
        "SELECT account, sum(debit_fen - credit_fen) FROM posting p JOIN tranche t"
        " ON t.book_id = p.book_id AND t.tranche_id = p.tranche_id WHERE t.label = '押2'"
        " GROUP BY account ORDER BY account"
    )
    assert [("100201", 0), ("230703", 0)] == rows
    with world.office.desk.read() as read:
        assert () == verify(read).problems
