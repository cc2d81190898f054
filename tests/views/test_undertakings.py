"""Tenders, subcontracts, guarantees, late pay and closing as the views tell them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cityledger.actions.certificates import Measured
from cityledger.actions.closing import (
    DeclareSurplus,
    DeliverAssets,
    DeliveredAsset,
    RecordAcceptance,
    SubmitAccounts,
)
from cityledger.actions.contracts import Plan, SignContract
from cityledger.actions.funding import ReceiveDeposit
from cityledger.actions.guarantees import ChangeGuarantee, RegisterInsurance
from cityledger.actions.registry import AccountEntry, RegisterParty
from cityledger.kernel.days import add_days
from cityledger.kernel.errors import BadInput
from cityledger.kernel.ids import uscc
from cityledger.views.alerts import Alert, alerts
from cityledger.views.closing import accepted, closing_cards
from cityledger.views.guarantees import insurances, standing
from cityledger.views.late_payments import late_payments
from cityledger.views.subcontracts import subcontract_tree, subcontract_trees
from cityledger.views.tenders import tenders
from tests.conftest import BOOK, DIVISION, found
from tests.stories.tendering import CONTRACTOR
from tests.stories.world import OTHER, WAN, World, day, qualified

SMALL = uscc(DIVISION, 7)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The walkthrough up to the certificate, a small firm, a subcontract, a settled contract."""
    office = found(f"sqlite:///{tmp_path_factory.mktemp('undertakings')}/ledger.db")
    world = World(office)
    world.upto(3)
    _small_firm(world)
    _subcontract(world, "分1", 5_000)
    _subcontract(world, "分2", 1)
    _deposit(world)
    world.by("zhi", _change("extended", expires_on=day("2027-01-31")))
    world.by("zhi", _change("claimed", amount_fen=100 * WAN))
    world.by("zhi", _policy("保1", "2026-01-31"))
    world.by("zhi", _policy("保2", "2026-03-31"))
    world.by("gong", _acceptance())
    yield world
    office.desk.close()


def _small_firm(world: World) -> None:
    account = AccountEntry(account_no="6222000007", bank_name="农业银行")
    world.by("zhi", RegisterParty(party_id=SMALL, name="小公司", is_sme=True, accounts=(account,)))
    world.by("zhi", qualified(SMALL, "designer"))
    plan = Plan(source="区级预算", fiscal_year=2025, amount_fen=90 * WAN, allotment="A2")
    contract = SignContract(
        contract_no="S1",
        project="P1",
        kind="design",
        name="施工图设计",
        party_id=SMALL,
        payee_account="6222000007",
        price_fen=90 * WAN,
        signed_on=day("2025-04-01"),
        budget_line="K2",
        cost_item="02",
        pay_days=45,
        plans=(plan,),
    )
    world.by("zhi", contract)
    for n, (fen, on) in enumerate(((30 * WAN, "2025-05-31"), (20 * WAN, "2025-07-31")), 1):
        lines = (Measured(gross_fen=fen),)
        command = world.certificate(n, contract="S1", lines=lines, certified_on=day(on))
        world.by("gong", command)


def _subcontract(world: World, number: str, wan: int) -> None:
    world.by(
        "zhi",
        SignContract(
            contract_no=number,
            project="P1",
            kind="works",
            name=number,
            party_id=OTHER,
            payee_account="6222000009",
            price_fen=wan * WAN,
            signed_on=day("2025-04-02"),
            budget_line="K1",
            main_contract="C1",
            delivery_mode="specialist",
        ),
    )


def _deposit(world: World) -> None:
    """The bid bond of the winner: an agreement of its own, which names the tender."""
    world.by(
        "zhi",
        SignContract(
            contract_no="押1",
            project="P1",
            kind="deposit",
            name="投标保证金",
            party_id=CONTRACTOR,
            payee_account="6222000001",
            price_fen=80 * WAN,
            signed_on=day("2025-03-10"),
            budget_line="K1",
            tender="标-C1",
        ),
    )
    world.by(
        "chu",
        ReceiveDeposit(
            label="押1",
            contract="押1",
            account="230701",
            amount_fen=80 * WAN,
            received_on=day("2025-03-11"),
            bank_account="B1",
        ),
    )


def _change(kind: str, **more: object) -> ChangeGuarantee:
    terms = {
        "contract": "C1",
        "letter_no": "保函-C1",
        "kind": kind,
        "happened_on": day("2025-06-10"),
        "doc_no": "函",
    }
    return ChangeGuarantee(**{**terms, **more})  # type: ignore[arg-type]


def _policy(number: str, until: str) -> RegisterInsurance:
    return RegisterInsurance(
        project="P1",
        kind="works",
        insurer="某某保险",
        policy_no=number,
        insured_fen=5_000 * WAN,
        valid_from=day("2025-04-01"),
        expires_on=day(until),
    )


def _acceptance() -> RecordAcceptance:
    on = day("2025-08-01")
    return RecordAcceptance(project="P1", accepted_on=on, usable_on=on, doc_no="验1")


def of_kind(world: World, kind: str, today: date) -> list[Alert]:
    return [a for a in world.office.ask(alerts, BOOK, today) if a.kind == kind]


def test_a_tender_shows_its_bids_and_its_contract(told: World) -> None:
    (card,) = told.office.ask(tenders, BOOK)

    assert ("标-C1", "C1", CONTRACTOR) == (card.tender_no, card.contract_no, card.winner_id)
    assert [1, 2, 3] == [bid.place for bid in card.bids]
    assert 10_000 * WAN == card.winning_fen
    assert (card,) == told.office.ask(tenders, BOOK, 1)


def test_subcontracts_and_their_share(told: World) -> None:
    """Half the price is not yet above the share to watch; one 万元 more is."""
    (tree,) = told.office.ask(subcontract_trees, BOOK)

    assert ("C1", 5_001 * WAN, 5_001) == (tree.contract_no, tree.subs_fen, tree.share_bp)
    assert ["specialist", "specialist"] == [row.scope for row in tree.subs]
    assert ["C1 某某建设集团有限公司"] == [
        alert.subject for alert in of_kind(told, "subcontract_share", day("2025-06-01"))
    ]


def test_a_contract_without_subcontracts_has_an_empty_tree(told: World) -> None:
    tree = told.office.ask(subcontract_tree, BOOK, 2)

    assert ((), 0, 0) == (tree.subs, tree.subs_fen, tree.share_bp)


def test_a_guarantee_stands_as_its_events_left_it(told: World) -> None:
    (letter,) = told.office.ask(standing, BOOK, 1)

    assert (day("2027-01-31"), 900 * WAN) == (letter.expires_on, letter.left_fen)
    assert letter.is_live
    assert (letter,) == told.office.ask(standing, BOOK)
    assert [] == of_kind(told, "guarantee_expiring", day("2026-12-01"))
    assert ["C1 保函-C1"] == [
        alert.subject for alert in of_kind(told, "guarantee_expiring", day("2026-12-02"))
    ]


def test_only_the_newest_policy_of_a_kind_expires(told: World) -> None:
    assert 2 == len(told.office.ask(insurances, BOOK, 1))
    assert [] == of_kind(told, "insurance_expiring", day("2026-01-29"))
    assert ["某某保险 保2"] == [
        alert.subject for alert in of_kind(told, "insurance_expiring", day("2026-01-30"))
    ]


def test_a_small_firm_waits_with_interest(told: World) -> None:
    """Agreed 45 days from 31 May: the day after 15 July is late, at 0.05 % a day."""
    assert () == told.office.ask(late_payments, BOOK, day("2025-07-15"))
    (one,) = told.office.ask(late_payments, BOOK, day("2025-07-16"))
    assert ("S1", 1, 1, 30 * WAN, 15_000) == (
        one.contract_no,
        one.certificate_no,
        one.days,
        one.unpaid_fen,
        one.interest_fen,
    )
    late = told.office.ask(late_payments, BOOK, day("2025-09-15"))
    assert [(1, 62, 930_000), (2, 1, 10_000)] == [
        (row.certificate_no, row.days, row.interest_fen) for row in late
    ]
    assert 2 == len([a for a in of_kind(told, "sme_late", day("2025-09-15")) if a.days < 0])


def test_a_bid_bond_goes_back_five_days_after_the_contract(told: World) -> None:
    (alert,) = of_kind(told, "bid_bond_due", day("2025-03-27"))

    assert (day("2025-03-26"), "red", 80 * WAN) == (alert.on, alert.level, alert.amount_fen)


def test_final_accounts_are_due_from_the_day_of_use(told: World) -> None:
    (card,) = told.office.ask(closing_cards, BOOK)
    assert (day("2025-08-01"), None, 1_050 * WAN) == (card.usable_on, card.state, card.cost_fen)
    assert told.office.ask(accepted, BOOK, 1, 5) is not None
    (alert,) = of_kind(told, "accounts_due", day("2025-10-31"))
    assert (day("2025-10-30"), "red") == (alert.on, alert.level)


def test_a_declared_surplus_is_due_back(tmp_path: Path) -> None:
    """T1 ends on 31 December: what is declared the day after is owed back ninety days later."""
    office = found(f"sqlite:///{tmp_path}/ledger.db")
    world = World(office)
    world.upto(1)
    world.open_months(202601)
    early = _surplus("2026-12-31")
    world.tries("zhi", early)
    assert ["surplus.early"] == [f.code for f in world.last.findings]  # type: ignore[union-attr]
    world.open_months(*range(202602, 202613), 202701)
    assert [] == of_kind(world, "surplus_due", day("2027-12-31"))
    world.by("zhi", _surplus("2027-01-01"))
    days = 90
    due_on = add_days(day("2027-01-01"), days)
    (alert,) = of_kind(world, "surplus_due", due_on)
    assert ("T1", due_on, 0, WAN) == (alert.subject, alert.on, alert.days, alert.amount_fen)
    (late,) = of_kind(world, "surplus_due", add_days(due_on, 1))
    assert ("red", -1) == (late.level, late.days)
    office.desk.close()


def _surplus(on: str) -> DeclareSurplus:
    return DeclareSurplus(tranche="T1", project="P1", amount_fen=WAN, value_date=day(on))


@pytest.mark.parametrize(
    ("command", "places"),
    [
        (_policy("保1", "2026-01-31"), ["policy"]),
        (replace(_policy("保9", "2025-03-31"), kind="fire", insured_fen=0), 3 * [""]),
        (_change("lost"), ["kind"]),
        (_change("claimed"), ["amount"]),
        (replace(_change("released"), letter_no="无"), ["guarantee"]),
    ],
)
def test_bad_input_is_told_all_at_once(told: World, command: object, places: list[str]) -> None:
    with pytest.raises(BadInput) as caught:
        told.office.by("zhi", command)  # type: ignore[arg-type]

    found_at = [problem.place for problem in caught.value.problems]
    assert len(places) == len(found_at)
    assert places == found_at or set(places) == {""}


def test_a_delivery_of_nothing_or_of_the_wrong_kind(told: World) -> None:
    asset = DeliveredAsset(kind="ship", name="船", cost_class="allocable", own_fen=0)
    command = DeliverAssets(
        project="P1",
        doc_no="交1",
        delivered_on=day("2025-09-01"),
        receiver="区",
        assets=(asset,),
    )
    with pytest.raises(BadInput) as caught:
        told.office.by("zhi", command)
    assert 3 == len(caught.value.problems)
    with pytest.raises(BadInput):
        told.office.by("zhi", replace(command, assets=()))
    with pytest.raises(BadInput):
        told.office.by("zhi", _accounts("没有此文件"))


def _accounts(document: str) -> SubmitAccounts:
    return SubmitAccounts(
        project="P1",
        doc_no="决1",
        authority="区财政局",
        stated_on=day("2025-09-01"),
        cost_fen=0,
        extension_doc=document,
        extension_days=1,
    )
