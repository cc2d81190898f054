"""What two administrators must do, one alone or both crookedly did: the file names how."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from cityledger.auditor import verify
from cityledger.evidence import canon
from cityledger.evidence.event import parse_leaf
from tests.auditor.forgery import leaf, sealed
from tests.laws.raw import Raw, Tables, join, row

GIVE: Tables = {"role_change": [row(user_id="zong", role="reviewer", held=1)]}
OTHER: Tables = {"role_change": [row(user_id="zong", role="cashier", held=1)]}
TWO = "L8 takes two persons: "


def faults(path: Path) -> list[str]:
    """Return the faults of a ledger, each as `place: what`."""
    found = verify.verify(path, "0", 1)
    return [f"{fault['place']}: {fault['what']}" for fault in found["faults"]]


def propose(
    raw: Raw,
    path: Path,
    rows: Tables = GIVE,
    act: str = "people.propose",
    changes: dict[str, str] | None = None,
) -> tuple[int, str]:
    """Let somebody propose rows; return the leaf and its event digest."""
    changes = dict(changes or {})
    by = changes.pop("by", "guan")
    told = {"kind": "role.change", "proposed_by": by, "content": canon.encode(rows).decode()}
    made = raw.do(act, {"proposal": [row(**(told | changes))]}, book=0, by=by)
    return made.index, parse_leaf(leaf(path, made.index, 0)).event.digest.hex()


def confirm(
    raw: Raw, index: int, ref: str, rows: Tables = GIVE, kind: str = "role.change", **changes: str
) -> int:
    """Seal a confirmation around the gate and the guards; return its leaf."""
    by = changes.pop("by", "fuguan")
    named = row(**({"proposal_idx": index, "confirmed_by": by} | changes))
    return sealed(raw, kind, rows | {"confirmation": [named]}, book=0, by=by, ref=ref)


def test_what_another_proposed_may_be_confirmed(raw: Raw, ledger: Path) -> None:
    index, ref = propose(raw, ledger)
    named = row(proposal_idx=index, confirmed_by="fuguan")
    raw.do("role.change", GIVE | {"confirmation": [named]}, book=0, by="fuguan", ref=ref)

    assert [] == faults(ledger)


def test_nobody_proposed_it(raw: Raw, ledger: Path) -> None:
    index = sealed(raw, "role.change", GIVE, book=0, by="guan")

    said = f"leaf {index} of book 0: {TWO}nobody proposed it, or it is confirmed already"
    assert said in faults(ledger)


CROOKED: dict[str, tuple[dict[str, str], dict[str, str], Tables, str]] = {
    "one person": ({}, {"by": "guan"}, GIVE, "guan proposed and confirmed it"),
    "other rows": ({}, {}, OTHER, "it is not what was proposed"),
    "more rows": ({}, {}, join(GIVE, OTHER), "it is not what was proposed"),
    "another kind": ({"kind": "user.add"}, {}, GIVE, "it is not what was proposed"),
    "in another's name": ({"proposed_by": "fuguan"}, {}, GIVE, "it is not what was proposed"),
    "another act": ({}, {"ref": "00" * 32}, GIVE, "it refers to another act than its proposal"),
    "an index of two spellings": ({}, {"proposal_idx": "0{index}"}, GIVE, "nobody proposed it"),
    "an index of nothing": ({}, {"proposal_idx": "3"}, GIVE, "nobody proposed it"),
    "by somebody else": ({}, {"confirmed_by": "guan"}, GIVE, "nobody proposed it"),
    "with a note": ({}, {"note": "x"}, GIVE, "nobody proposed it"),
}  # fmt: skip


@pytest.mark.parametrize("name", CROOKED)
def test_a_crooked_confirmation_is_named(raw: Raw, ledger: Path, name: str) -> None:
    proposed, confirmed, rows, said = CROOKED[name]
    index, ref = propose(raw, ledger, changes=proposed)
    changes = {key: text.format(index=index) for key, text in confirmed.items()}
    made = confirm(raw, index, changes.pop("ref", ref), rows, **changes)

    found = faults(ledger)
    assert [True] == [f.startswith(f"leaf {made} of book 0: {TWO}{said}") for f in found][:1], found


def test_a_proposal_of_accounts_is_none_of_people(raw: Raw, ledger: Path) -> None:
    index, ref = propose(raw, ledger, act="account.propose", changes={"by": "zhi"})
    made = confirm(raw, index, ref)

    assert f"leaf {made} of book 0: {TWO}it is not what was proposed" in faults(ledger)


def test_a_proposal_is_used_once(raw: Raw, ledger: Path) -> None:
    index, ref = propose(raw, ledger)
    confirm(raw, index, ref)
    again = confirm(raw, index, ref)

    assert f"leaf {again} of book 0: {TWO}nobody proposed it, or it is confirmed already" in (
        faults(ledger)
    )


@pytest.mark.parametrize(("late", "is_void"), [(timedelta(), False), (timedelta(seconds=1), True)])
def test_a_proposal_is_void_after_thirty_days(
    raw: Raw, ledger: Path, late: timedelta, *, is_void: bool
) -> None:
    index, ref = propose(raw, ledger)
    tick, wait = raw.office.desk.now, timedelta(days=30) + late - timedelta(seconds=1)
    raw.office.desk = raw.office.desk.at(lambda read: tick(read) + wait)
    made = confirm(raw, index, ref)

    said = f"leaf {made} of book 0: {TWO}its proposal is older than 30 days"
    assert is_void == (said in faults(ledger))


def test_a_confirmation_of_two_proposals_is_none(raw: Raw, ledger: Path) -> None:
    index, ref = propose(raw, ledger)
    named = [row(proposal_idx=n, confirmed_by="fuguan") for n in (index, index)]
    made = sealed(raw, "role.change", GIVE | {"confirmation": named}, book=0, by="fuguan", ref=ref)

    assert any(f.startswith(f"leaf {made} of book 0: ") for f in faults(ledger))


def test_an_account_of_a_known_party_takes_two(raw: Raw, ledger: Path) -> None:
    known = raw.one("SELECT min(party_id) FROM party")
    account = row(party_id=known, account_no="6222999", bank_name="工行", purpose="general")
    index = sealed(raw, "party.add", {"party_account": [account]}, book=0)

    said = "L8 an account of a party that is known takes two persons"
    assert f"leaf {index} of book 0: {said}" in faults(ledger)


def test_an_administrator_with_a_money_role_is_named(raw: Raw, ledger: Path) -> None:
    both: Tables = {"role_change": [row(user_id="guan", role="cashier", held=1)]}
    index, ref = propose(raw, ledger, both)
    made = confirm(raw, index, ref, both)

    assert f"leaf {made} of book 0: L8 guan is admin and cashier" in faults(ledger)


def test_an_administrator_may_change_duties_in_one_act(raw: Raw, ledger: Path) -> None:
    swap: Tables = {
        "role_change": [
            row(user_id="guan", role="cashier", held=1),
            row(user_id="guan", role="admin", held=0),
        ]
    }
    index, ref = propose(raw, ledger, swap)
    made = confirm(raw, index, ref, swap)

    assert not any(f.startswith(f"leaf {made} of book 0: L8") for f in faults(ledger))
