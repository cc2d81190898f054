"""What colluding hands seal around the gate is named by verify: L4, L8, L9."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cityledger.actions import gate
from cityledger.actions.command import Command, digest
from cityledger.actions.draft import Draft
from cityledger.actions.payments import ApprovePayment, ReviewPayment
from cityledger.actions.people import ChangeRole
from cityledger.actions.proposals import ConfirmRole, Propose
from cityledger.ledger.append import append
from cityledger.ledger.audit import audit
from cityledger.ledger.proof import head_of
from cityledger.ledger.verify import verify
from cityledger.store import guard
from cityledger.store.engine import Read
from cityledger.store.session import write
from tests.conftest import BOOK, Office
from tests.stories.world import World, day

LAWS = {
    "payment_step": "L8 payment_step: one person in two steps",
    "role_change": "L8 role_change: an administrator holds no money role",
}
"""What the database says to who goes around the gate, by table."""

PAYDAY = day("2025-06-12")


def sealed_around(
    office: Office, who: str, command: Command, change: Callable[[Draft], Any] = lambda _: None
) -> None:
    """Seal what the gate would refuse: sign the rows it would write, and decide nothing."""
    desk = office.desk
    book = gate.book_of(desk, command)
    with write(desk.engine) as connection:
        registry = head_of(connection, 0)
        draft = gate.draw(connection, book, command, who, registry.size, office.desk.now)
        draft.findings.clear()
        change(draft)
        origin = desk.origin if book else desk.registry_origin
        act = gate.core(command, draft)
        event = office.pens[who].sign(origin, head_of(connection, book), registry, act)
        append(connection, book, event, desk.now, lambda *_: ())


def refused(office: Office, book: int) -> str:
    """Return what was found against the newest act of a log."""
    sql = f"SELECT facts FROM refusal WHERE book_id={book} ORDER BY leaf_idx DESC LIMIT 1"
    ((facts,),) = office.sql(sql)
    return str(facts)


def without_law(office: Office, table: str) -> None:
    """Take away what judges new rows of a table, as somebody with the file can."""
    with write(office.desk.engine) as connection, guard.lifted(connection.connection):
        connection.exec_driver_sql(f"DROP TRIGGER law_{table}_insert")


def problems(office: Office) -> list[str]:
    """Return what verify finds."""
    with office.desk.read() as read:
        return list(verify(read).problems)


def named(office: Office, table: str) -> list[str]:
    """Return which of the two verify names: the broken L8, and the trigger that was taken away."""
    found = "\n".join(problems(office))
    marks = {"L8": "L8 ", "trigger": f"trigger law_{table}_insert is missing"}
    return [mark for mark, text in marks.items() if text in found]


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
    # The database stands in the way even of who goes around the gate.
    assert [] == office.ask(audited)
    assert LAWS["payment_step"] in refused(office, BOOK)

    without_law(office, "payment_step")
    endorse = ApprovePayment(payment_request_id=number, value_date=PAYDAY, request_id="again")
    sealed_around(office, "fu", endorse)

    (found,) = office.ask(audited)
    assert found.startswith("L8 payment request 2")
    assert "fu took both reviewed and endorsed" in found
    assert ["L8", "trigger"] == named(office, "payment_step")


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
    proposal = Propose(change=ChangeRole(user_id="guan", role="cashier", held=True))
    confirmation = {"proposal": digest(proposal)}
    sealed_around(office, "guan", proposal)
    sealed_around(office, "fuguan", ConfirmRole(**confirmation))
    assert [] == office.ask(audited)
    assert LAWS["role_change"] in refused(office, 0)

    without_law(office, "role_change")
    sealed_around(office, "fuguan", ConfirmRole(**confirmation, request_id="again"))

    (found,) = office.ask(audited)
    assert "guan is admin and cashier" in found
    assert ["L8", "trigger"] == named(office, "role_change")


@pytest.mark.parametrize("kind", ["grantor_return", "deposit_refund"])
@pytest.mark.parametrize(
    ("account", "found"),
    [("121401", 1), ("230201", 1), ("210302", 0), ("210301", 0), ("230701", 0)],
)
def test_only_what_is_owed_back_is_exempt_from_earmarks(
    office: Office, kind: str, account: str, found: int
) -> None:
    """A payment that calls itself a return is judged like any other until it settles one."""
    World(office).upto(2)
    with write(office.desk.engine) as connection:
        with guard.lifted(connection.connection):
            for table in ("tranche", "posting", "payment_request"):
                connection.exec_driver_sql(f"DROP TRIGGER law_{table}_update")
        connection.exec_driver_sql("UPDATE tranche SET uses = 'equipment' WHERE label = 'T1'")
        connection.exec_driver_sql(f"UPDATE payment_request SET kind = '{kind}'")
        connection.exec_driver_sql(
            f"UPDATE posting SET account = '{account}' WHERE account = '121401'"
        )

    assert found == len(office.ask(audited))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("forbids = '*'", "forbids works:works"),
        ("uses = 'equipment'", "may not pay works:works"),
        ("scope = '7'", "may not pay project 1"),
        ("expiry_on = '2025-03-24'", "expired on 2025-03-24"),
        ("received_on = '2025-03-26'", "was received on 2025-03-26, after the payment"),
        ("kind = 'unidentified'", "may not pay works:works"),
        ("forbids = 'equipment,works'", "forbids works:works"),
        ("forbids = 'advance'", "forbids works:works"),
        ("forbids = 'equipment'", None),
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
        with guard.lifted(connection.connection):
            connection.exec_driver_sql("DROP TRIGGER law_tranche_update")
        connection.exec_driver_sql(f"UPDATE tranche SET {change} WHERE label = 'T1'")

    found = [problem.partition("tranche T1 ")[2] for problem in office.ask(audited)]
    assert ([reason] if reason else []) == found
