"""What colluding hands seal around the gate is named by verify: L4, L8, L9."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cityledger.actions import gate
from cityledger.actions.command import Command
from cityledger.actions.draft import Draft
from cityledger.actions.payments import ApprovePayment, ReviewPayment
from cityledger.actions.people import ChangeRole
from cityledger.actions.proposals import ConfirmRole, Propose
from cityledger.ledger.append import append
from cityledger.ledger.audit import audit
from cityledger.ledger.proof import head_of
from cityledger.ledger.verify import verify
from cityledger.store.engine import Read
from cityledger.store.session import write
from tests.conftest import Office
from tests.stories.world import World, day

PAYDAY = day("2025-06-12")


def sealed_around(
    office: Office, who: str, command: Command, change: Callable[[Draft], Any] = lambda _: None
) -> None:
    """Seal what the gate would refuse: sign the rows it would write, and decide nothing."""
    desk = office.desk
    book = gate.book_of(desk, command)
    with write(desk.engine) as connection:
        registry = head_of(connection, 0)
        draft = gate.draw(connection, book, command, who, registry.size)
        draft.findings.clear()
        change(draft)
        origin = desk.origin if book else desk.registry_origin
        act = gate.core(command, draft)
        event = office.pens[who].sign(origin, head_of(connection, book), registry, act)
        append(connection, book, event, desk.now, lambda *_: ())


def problems(office: Office) -> list[str]:
    """Return what verify finds."""
    with office.desk.read() as read:
        return list(verify(read).problems)


def audited(read: Read) -> list[str]:
    """Return what the audit alone finds."""
    return list(audit(read))


@pytest.fixture
def world(office: Office) -> World:
    """The walkthrough with a request for its progress payment."""
    made = World(office)
    made.upto(3)
    office.by("zhi", made.progress())
    return made


def test_an_honest_chain_is_sound(world: World) -> None:
    world.finish("2025-06-12")

    assert [] == problems(world.office)


def test_one_person_in_two_steps_is_named(world: World) -> None:
    office, number = world.office, world.newest()
    office.two("guan", "fuguan", ChangeRole(user_id="fu", role="approver", held=True))
    office.by("fu", ReviewPayment(payment_request_id=number, value_date=PAYDAY))
    sealed_around(office, "fu", ApprovePayment(payment_request_id=number, value_date=PAYDAY))

    (found,) = problems(office)
    assert found.startswith("L8 payment request 2")
    assert "fu took both reviewed and endorsed" in found


def test_an_approval_of_something_else_is_named(world: World) -> None:
    office, number = world.office, world.newest()

    def elsewhere(draft: Draft) -> None:
        draft.ref = "00" * 32

    review = ReviewPayment(payment_request_id=number, value_date=PAYDAY)
    sealed_around(office, "fu", review, elsewhere)

    (found,) = problems(office)
    assert found.startswith("L9 payment request 2")


def test_an_administrator_with_a_money_role_is_named(world: World) -> None:
    office = world.office
    change = ChangeRole(user_id="guan", role="cashier", held=True)
    office.two("guan", "fuguan", change)

    (found,) = problems(office)
    assert "guan is admin and cashier" in found


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("uses = 'equipment'", "may not pay works:works"),
        ("scope = '7'", "may not pay project 1"),
        ("expiry_on = '2025-03-24'", "expired on 2025-03-24"),
        ("received_on = '2025-03-26'", "was received on 2025-03-26, after the payment"),
        ("kind = 'unidentified'", "may not pay works:works"),
        ("expiry_on = '2025-03-25'", None),
        ("uses = 'works', scope = '3,1'", None),
    ],
)
def test_money_spent_outside_its_earmark_is_named(
    office: Office, change: str, reason: str | None
) -> None:
    """The advance of 25 March was paid from T1; its grant document then says something else."""
    World(office).upto(2)
    with write(office.desk.engine) as connection:
        connection.exec_driver_sql("DROP TRIGGER law_tranche_update")
        connection.exec_driver_sql(f"UPDATE tranche SET {change} WHERE label = 'T1'")

    found = [problem.partition("tranche T1 ")[2] for problem in office.ask(audited)]
    assert ([reason] if reason else []) == found
