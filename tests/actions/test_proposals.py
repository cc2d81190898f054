"""Proposals at the gate: what may be proposed, who may confirm, and what becomes of the rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from cityledger.actions import gate
from cityledger.actions.command import digest
from cityledger.actions.people import AddUser, Change, ChangeKey, ChangeLogKey, ChangeRole
from cityledger.actions.proposals import (
    CONFIRMATIONS,
    ConfirmAccount,
    ConfirmKey,
    ConfirmRole,
    Propose,
    ProposeAccount,
)
from cityledger.actions.registry import AccountEntry, RegisterParty
from cityledger.evidence.keys import Pen, SoftKey
from cityledger.kernel.acts import PROPOSAL_DAYS, REGISTRY
from cityledger.kernel.errors import BadInput, Refused, Stale
from cityledger.kernel.ids import uscc
from cityledger.ledger.verify import verify
from cityledger.views import proposals, registry
from tests.conftest import DIVISION, PEOPLE, Office

PUBLIC = SoftKey(b"\x42" * 32).public.hex()
DAY = 86_400
GIVE = ChangeRole(user_id="shenji", role="maker", held=True)


def codes(office: Office, who: str, change: Change) -> list[str]:
    """Return what the gate finds against a proposal."""
    return [f.code for f in gate.preview(office.desk, Propose(change=change), who).findings]


def refused(act: Callable[[], object]) -> list[str]:
    """Return the codes of the refusal that must follow."""
    with pytest.raises(Refused) as caught:
        act()
    return [finding.code for finding in caught.value.findings]


def sound(office: Office) -> tuple[str, ...]:
    """Return what verify finds."""
    with office.desk.read() as read:
        return tuple(str(problem) for problem in verify(read).problems)


def test_every_act_of_two_persons_has_its_confirmation() -> None:
    assert set(CONFIRMATIONS) == {kind for kind, act in REGISTRY.items() if act.proposal}


@pytest.mark.parametrize("who", [user for user, (_, role) in PEOPLE.items() if role != "admin"])
def test_only_an_administrator_proposes_changes_of_people(office: Office, who: str) -> None:
    assert "duty.role" in codes(office, who, GIVE)


CHANGES = [
    AddUser(user_id="xin", name="新", public=PUBLIC, roles=("maker", "pm")),
    AddUser(user_id="xin", name="新", public=PUBLIC, roles=()),
    GIVE,
    ChangeRole(user_id="zhi", role="maker", held=False),
    ChangeKey(user_id="zhi", public=PUBLIC),
    ChangeKey(user_id="zhi", public=None),
    ChangeLogKey(public=PUBLIC),
    ChangeLogKey(public=PUBLIC, suite=2),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.kind)
def test_what_two_administrators_agree_on_is_booked_as_proposed(
    both: Office, change: Change
) -> None:
    proposal = Propose(change=change)
    leaf = both.by("fuguan", proposal).index
    with both.desk.read() as read:
        (waits,) = proposals.waiting(read)
        assert (leaf, change.kind, "fuguan") == (waits.index, waits.kind, waits.proposed_by)
        said = [proposals.describe(read, waits, lang) for lang in ("zh", "en")]
        assert 2 == len(set(said))
        assert [] == [text for text in said if "{" in text]
    receipt = both.by("guan", CONFIRMATIONS[change.kind](proposal=digest(proposal)))

    with both.desk.read() as read:
        assert () == proposals.waiting(read)
        used = proposals.at_leaf(read, leaf)
        assert used is not None
        assert "guan" == used.confirmed_by
        booked = read.exec_driver_sql(
            f"SELECT count(*) FROM confirmation WHERE leaf_idx={receipt.index}"
        ).scalar()
        assert 1 == booked
    assert () == sound(both)


@pytest.mark.parametrize(
    ("change", "places"),
    [
        (AddUser(user_id="zhi", name="又一人", public=PUBLIC, roles=()), ["user_id"]),
        (AddUser(user_id="zh i", name="", public="zz", roles=("boss", "boss")),
         ["roles", "roles", "roles", "public", "user_id", "name"]),
        (AddUser(user_id="\u0430dmin", name="甲", public=PUBLIC, roles=()), ["user_id"]),
        (ChangeRole(user_id="nobody", role="maker", held=True), ["user_id"]),
        (ChangeRole(user_id="zhi", role="boss", held=True), ["role"]),
        (ChangeRole(user_id="zhi", role="maker", held=True), ["role"]),
        (ChangeRole(user_id="zhi", role="pm", held=False), ["role"]),
        (ChangeKey(user_id="nobody", public=PUBLIC), ["user_id"]),
        (ChangeKey(user_id="zhi", public=PUBLIC.upper()), ["public"]),
        (ChangeKey(user_id="zhi", public=SoftKey(bytes([4]) * 32).public.hex()), ["public"]),
        (ChangeLogKey(public=PUBLIC, suite=3), ["suite"]),
        (ChangeLogKey(public="", suite=1), ["public"]),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named_with_every_place(
    office: Office, change: Change, places: list[str]
) -> None:
    with pytest.raises(BadInput) as caught:
        office.by("guan", Propose(change=change))
    assert places == [problem.place for problem in caught.value.problems]
    assert () == office.ask(proposals.waiting)


def test_nobody_else_gets_the_key_that_was_somebodys(office: Office) -> None:
    old = office.pens["zhi"].public.hex()
    office.two("guan", "fuguan", ChangeKey(user_id="zhi", public=PUBLIC))

    for change in (
        ChangeKey(user_id="chu", public=old),
        ChangeKey(user_id="zhi", public=old),
        AddUser(user_id="xin", name="新", public=PUBLIC, roles=("cashier",)),
    ):
        with pytest.raises(BadInput, match="was a key of zhi before"):
            office.by("guan", Propose(change=change))


def test_a_person_with_a_new_key_signs_with_it_and_with_no_other(office: Office) -> None:
    party = RegisterParty(party_id=uscc(DIVISION, 1), name="甲单位")
    office.by("zhi", party)
    office.two("guan", "fuguan", ChangeKey(user_id="zhi", public=PUBLIC))
    new = Pen("zhi", SoftKey(b"\x42" * 32), idle=9e9)

    gate.act(office.desk, new, replace(party, party_id=uscc(DIVISION, 2), request_id="b"))
    with pytest.raises(Exception, match="not signed by the key in force"):
        office.by("zhi", replace(party, party_id=uscc(DIVISION, 3), request_id="c"))
    assert () == sound(office)


def test_nobody_confirms_what_they_proposed(office: Office) -> None:
    proposal = Propose(change=GIVE)
    office.by("guan", proposal)
    again = ConfirmRole(proposal=digest(proposal))

    assert ["duty.same_person"] == refused(lambda: office.by("guan", again))
    assert {"auditor"} == office.ask(registry.roles_of, "shenji", 1 << 62)
    office.by("fuguan", replace(again, request_id="b"))
    assert {"auditor", "maker"} == office.ask(registry.roles_of, "shenji", 1 << 62)


def test_a_proposal_is_used_once(office: Office) -> None:
    proposal = Propose(change=GIVE)
    office.by("guan", proposal)
    office.by("fuguan", ConfirmRole(proposal=digest(proposal)))

    again = ConfirmRole(proposal=digest(proposal))
    assert ["duty.proposal"] == refused(lambda: office.by("fuguan", again))


def test_the_same_change_may_be_proposed_again_after_it_was_undone(office: Office) -> None:
    for _ in range(2):
        office.two("guan", "fuguan", GIVE)
        office.two("fuguan", "guan", replace(GIVE, held=False))
    assert {"auditor"} == office.ask(registry.roles_of, "shenji", 1 << 62)
    assert () == sound(office)


def test_of_two_equal_proposals_each_confirms_the_others(office: Office) -> None:
    first, second = Propose(change=GIVE), Propose(change=GIVE)
    leaf = office.by("guan", first).index
    office.by("fuguan", second)
    assert digest(first) == digest(second)

    office.by("fuguan", ConfirmRole(proposal=digest(first)))
    used = office.ask(proposals.at_leaf, leaf)
    assert used is not None
    assert "fuguan" == used.confirmed_by


@pytest.mark.parametrize("who", [user for user, (_, role) in PEOPLE.items() if role != "admin"])
def test_only_an_administrator_confirms_changes_of_people(office: Office, who: str) -> None:
    proposal = Propose(change=GIVE)
    office.by("guan", proposal)
    confirm = ConfirmRole(proposal=digest(proposal))

    assert "duty.role" in refused(lambda: office.by(who, confirm))


def test_a_proposal_becomes_only_the_act_it_names(office: Office) -> None:
    proposal = Propose(change=GIVE)
    office.by("guan", proposal)
    confirm = ConfirmKey(proposal=digest(proposal))

    assert ["duty.proposal"] == refused(lambda: office.by("fuguan", confirm))


def test_the_rows_that_are_signed_are_those_that_were_proposed(office: Office) -> None:
    proposal = Propose(change=GIVE)
    office.by("guan", proposal)
    signed = gate.sign(office.desk, office.pens["fuguan"], ConfirmRole(proposal=digest(proposal)))
    other = [{"user_id": "chu", "role": "approver", "held": "1"}]
    core = signed.event.core | {"rows": signed.event.core["rows"] | {"role_change": other}}
    event = office.pens["fuguan"].sign(
        signed.event.origin, signed.event.seen, signed.event.registry, core
    )

    with pytest.raises(Stale):
        gate.submit(office.desk, replace(signed, event=event))
    assert {"cashier"} == office.ask(registry.roles_of, "chu", 1 << 62)


@pytest.mark.parametrize("between", [False, True])
def test_a_proposal_is_void_after_thirty_days(office: Office, *, between: bool) -> None:
    proposal = Propose(change=GIVE)
    office.by("guan", proposal)
    office.skip(PROPOSAL_DAYS * DAY)
    if between:
        # With or without another act of the registry that shows how late it is.
        office.by("zhi", RegisterParty(party_id=uscc(DIVISION, 1), name="甲单位"))
    confirm = ConfirmRole(proposal=digest(proposal))

    assert ["duty.proposal"] == refused(lambda: office.by("fuguan", confirm))
    assert () == sound(office)
    office.by("guan", replace(proposal, request_id="proposed again"))
    office.by("fuguan", replace(confirm, request_id="confirmed again"))
    assert () == sound(office)


def test_the_last_minute_of_the_thirty_days_still_counts(office: Office) -> None:
    proposal = Propose(change=GIVE)
    office.by("guan", proposal)
    office.skip(PROPOSAL_DAYS * DAY - 60)

    office.by("fuguan", ConfirmRole(proposal=digest(proposal)))
    assert () == sound(office)


@pytest.mark.parametrize(
    "change",
    [
        ChangeRole(user_id="guan", role="admin", held=False),
        ChangeRole(user_id="fuguan", role="admin", held=False),
        ChangeKey(user_id="fuguan", public=None),
    ],
    ids=["own role", "role", "key"],
)
def test_two_administrators_remain(office: Office, change: Change) -> None:
    assert ["duty.admins"] == codes(office, "guan", change)
    third = AddUser(user_id="san", name="第三人", public=PUBLIC, roles=("admin",))
    office.two("guan", "fuguan", third)
    assert [] == codes(office, "guan", change)


def test_an_administrator_without_a_key_does_not_count(office: Office) -> None:
    third = AddUser(user_id="san", name="第三人", public=PUBLIC, roles=("admin",))
    office.two("guan", "fuguan", third)
    office.two("guan", "fuguan", ChangeKey(user_id="san", public=None))

    assert ["duty.admins"] == codes(
        office, "guan", ChangeRole(user_id="fuguan", role="admin", held=False)
    )
    # Adding people is still possible, else the office could not get out of this.
    fourth = AddUser(
        user_id="si", name="第四人", public=SoftKey(b"\x43" * 32).public.hex(), roles=("admin",)
    )
    assert [] == codes(office, "guan", fourth)


def test_what_became_unlawful_after_the_proposal_is_not_confirmed(office: Office) -> None:
    third = AddUser(user_id="san", name="第三人", public=PUBLIC, roles=("admin",))
    office.two("guan", "fuguan", third)
    takes = [
        Propose(change=ChangeRole(user_id=user, role="admin", held=False))
        for user in ("san", "fuguan")
    ]
    for proposal in takes:
        office.by("guan", proposal)
    office.by("fuguan", ConfirmRole(proposal=digest(takes[0])))

    confirm = ConfirmRole(proposal=digest(takes[1]))
    assert ["duty.admins"] == refused(lambda: office.by("fuguan", confirm))


@pytest.mark.parametrize("role", ["maker", "pm", "reviewer", "approver", "cashier"])
def test_an_administrator_gets_no_money_role(office: Office, role: str) -> None:
    both = AddUser(user_id="xin", name="新", public=PUBLIC, roles=("admin", role))
    assert ["duty.admin"] == codes(office, "guan", both)
    assert ["duty.admin"] == codes(
        office, "guan", ChangeRole(user_id="fuguan", role=role, held=True)
    )


def test_a_further_account_takes_the_maker_and_the_reviewer(office: Office) -> None:
    code = uscc(DIVISION, 1)
    office.by("zhi", RegisterParty(party_id=code, name="甲单位"))
    proposal = ProposeAccount(
        party_id=code, account=AccountEntry(account_no="6222-7", bank_name="农行", purpose="wage")
    )
    confirm = ConfirmAccount(proposal=digest(proposal))
    assert "duty.proposal" in refused(lambda: office.by("fu", confirm))
    assert ["duty.role"] == refused(lambda: office.by("fu", replace(proposal, request_id="f")))
    office.by("zhi", proposal)

    with office.desk.read() as read:
        (waits,) = proposals.waiting(read)
        assert "甲单位" in proposals.describe(read, waits)
        assert "农民工工资专用账户" in proposals.describe(read, waits)
        assert "6222-7" in proposals.describe(read, waits, "en")
    assert "duty.role" in refused(lambda: office.by("zhi", replace(confirm, request_id="z")))
    office.by("fu", replace(confirm, request_id="b"))
    accounts = office.ask(registry.party_accounts, code)
    assert ["6222-7"] == [account.account_no for account in accounts]
    assert () == sound(office)
