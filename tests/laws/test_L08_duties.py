"""L8 in the database: nobody takes two steps of a payment, no administrator handles money."""

from __future__ import annotations

from itertools import count

import pytest

from cityledger.kernel.acts import MONEY_ROLES
from tests.laws.furnish import JAN, step
from tests.laws.raw import Raw, Tables, law, row

TWICE = "L8 payment_step: one person in two steps"
MONEY = "L8 role_change: an administrator holds no money role"


def stepped(raw: Raw, actor: str, kind: str, request: int = 1) -> str:
    """Insert a step by plain SQL under a leaf of its own; return what the database said."""
    columns = {"payment_request_id": request, "leaf_idx": raw.open_leaf()}
    return raw.insert("payment_step", **columns, step=kind, actor=actor)


def requested(raw: Raw) -> int:
    """Insert a second request by plain SQL; return its number."""
    said = raw.insert(
        "payment_request",
        payment_request_id=2,
        leaf_idx=raw.open_leaf(),
        project_id=1,
        contract_id=1,
        kind="progress",
        value_date=JAN,
        amount_fen=1,
        summary="又一笔",
        attachments=0,
    )
    assert "" == said
    return 2


@pytest.mark.parametrize("kind", ["submitted", "reviewed", "endorsed", "approved", "paid"])
@pytest.mark.parametrize(
    ("actor", "expected"),
    [("zhi", TWICE), ("fu", TWICE), ("shen", TWICE), ("chu", TWICE), ("zong", "")],
)
def test_who_took_a_step_takes_no_other(raw: Raw, actor: str, kind: str, expected: str) -> None:
    assert expected == stepped(raw, actor, kind)


def test_a_return_is_no_step(raw: Raw) -> None:
    assert ["", ""] == [stepped(raw, "fu", "returned"), stepped(raw, "fu", "returned")]
    assert TWICE == stepped(raw, "fu", "approved")
    assert ["", ""] == [stepped(raw, "zong", "returned"), stepped(raw, "zong", "approved")]


def test_each_request_is_judged_by_itself(raw: Raw) -> None:
    request = requested(raw)
    assert "" == stepped(raw, "fu", "reviewed", request)
    assert TWICE == stepped(raw, "fu", "approved", request)


def test_an_act_of_the_same_person_is_refused_and_sealed(raw: Raw) -> None:
    refused = raw.act("payment.approve", step("approved", "zhi"), by="shen")
    assert TWICE == law(refused)


def test_without_triggers_one_person_does_everything(raw: Raw) -> None:
    raw.drop_laws()
    assert "" == stepped(raw, "zhi", "paid")


def given(*changes: tuple[str, str, int]) -> Tables:
    """Return changes of roles as rows: who, which role, whether it is held now."""
    return {"role_change": [row(user_id=u, role=role, held=held) for u, role, held in changes]}


@pytest.mark.parametrize("role", sorted(MONEY_ROLES))
def test_no_money_role_is_given_to_an_administrator(raw: Raw, role: str) -> None:
    assert MONEY == law(raw.act("role.change", given(("guan", role, 1)), book=0))


@pytest.mark.parametrize("user", ["zhi", "gong", "fu", "shen", "chu"])
def test_nobody_with_a_money_role_becomes_an_administrator(raw: Raw, user: str) -> None:
    assert MONEY == law(raw.act("role.change", given((user, "admin", 1)), book=0))


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ([("guan", "auditor", 1)], [], ""),
        ([("shenji", "admin", 1)], [], ""),
        ([("zhi", "pm", 1)], [], ""),
        ([("guan", "cashier", 0)], [], ""),
        ([("shenji", "admin", 1), ("shenji", "maker", 1)], [], MONEY),
        ([("shenji", "maker", 1), ("shenji", "admin", 1)], [], MONEY),
        ([("shenji", "maker", 1)], [("shenji", "admin", 1)], MONEY),
        ([("zhi", "maker", 0)], [("zhi", "admin", 1)], ""),
        ([("zhi", "maker", 0), ("zhi", "admin", 1)], [], ""),
        ([("zhi", "maker", 0)], [("zhi", "maker", 1)], ""),
        ([("fuguan", "admin", 0)], [("fuguan", "cashier", 1)], ""),
    ],
    ids=count(),
)
def test_roles_count_as_they_are_held_now(
    raw: Raw,
    first: list[tuple[str, str, int]],
    then: list[tuple[str, str, int]],
    expected: str,
) -> None:
    acts = [first, then] if then else [first]
    said = [law(raw.act("role.change", given(*changes), book=0)) for changes in acts]
    assert [*([""] * (len(acts) - 1)), expected] == said


def test_a_role_given_back_counts_again(raw: Raw) -> None:
    for held in (0, 1):
        raw.do("role.change", given(("zhi", "maker", held)), book=0)
    assert MONEY == law(raw.act("role.change", given(("zhi", "admin", 1)), book=0))


def test_without_triggers_an_administrator_takes_the_till(raw: Raw) -> None:
    raw.drop_laws()
    assert "" == law(raw.act("role.change", given(("guan", "cashier", 1)), book=0))
