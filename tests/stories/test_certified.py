"""What a certificate makes payable, in Chinese: kinds of payment, settlement, red certificates."""

from __future__ import annotations

from dataclasses import replace

from pytest_bdd import parsers, scenarios, then, when

from cityledger.actions.certificates import Measured
from cityledger.actions.payments import PayLine, RequestPayment
from cityledger.views.contract_state import contracts
from cityledger.views.obligations import contract_sums
from tests.stories.world import WAN, World, day

scenarios("certified.feature")

MORE = {"": 0, "多一分": 1, "少一分": -1}


@when(parsers.parse("按“{kind}”申请C1第1期的“{part}”"))
def _as_other_kind(world: World, kind: str, part: str) -> None:
    line = world.line("C1", part, 10, certificate_no=1)
    on = day("2025-06-12")
    command = RequestPayment(project="P1", kind=kind, value_date=on, lines=(line,))
    world.tries("zhi", command)


def certify(world: World, fen: int, kind: str = "progress") -> None:
    """Try to certify a value of C1; each try of a story has a number of its own."""
    number = world.requests.get("certificate", 10) + 1
    world.requests["certificate"] = number
    lines = (Measured(gross_fen=fen),)
    on = day("2025-06-20")
    world.tries("gong", world.certificate(number, lines=lines, kind=kind, certified_on=on))


@when(parsers.parse("C1结算计量{wan:d}万元"))
def _settled(world: World, wan: int) -> None:
    certify(world, wan * WAN, "settlement")


@when(parsers.re("C1红字计量(?P<wan>[0-9]+)万元(?P<more>多一分|)"))
def _red(world: World, wan: str, more: str) -> None:
    certify(world, -int(wan) * WAN - MORE[more])


def claim(world: World, fen: int) -> None:
    """Try to claim back what was paid of C1."""
    world.tries("gong", replace(world.claim(), amount_fen=fen))


@when(parsers.re("C1追回(?P<wan>[0-9]+)万元(?P<more>多一分|)"))
def _claimed(world: World, wan: str, more: str) -> None:
    claim(world, int(wan) * WAN + MORE[more])


@when(parsers.parse("C1追回26万元,7月8日到账"))
def _recovered(world: World) -> None:
    claim(world, 26 * WAN)
    world.by("chu", world.statement("R1", "26", "2025-07-08"))
    world.by("chu", world.refund("R1"))


@when(
    parsers.re(
        "申请C1第1期人工费(?P<labour>[0-9]+)万元(?P<less>少一分|)、"
        "工程款(?P<due>[0-9]+)万元(?P<more>多一分|)"
    )
)
def _asked(world: World, labour: str, less: str, due: str, more: str) -> None:
    parts = (("labour", int(labour) * WAN + MORE[less]), ("due", int(due) * WAN + MORE[more]))
    lines = tuple(
        PayLine(contract="C1", part=part, amount_fen=fen, certificate_no=1) for part, fen in parts
    )
    world.tries("zhi", world.progress(lines=lines))


def book(world: World) -> int:
    """Return the number of the book."""
    return world.office.desk.book_id


@then(parsers.parse("C1的暂缓款为{deferred:d}万元,可付工程款为{due:d}万元"))
def _left(world: World, deferred: int, due: int) -> None:
    with world.office.desk.read() as read:
        known = {row.contract_no: row for row in contracts(read, book(world))}
    state = known["C1"]
    works = dict(state.payables).get("230201", 0)
    assert (deferred * WAN, (deferred + due) * WAN) == (state.deferred_fen, works)


@then(parsers.parse("C1累计已付{wan:d}万元"))
def _paid(world: World, wan: int) -> None:
    with world.office.desk.read() as read:
        known = {row.contract_no: row for row in contracts(read, book(world))}
        sums = contract_sums(read, book(world), known["C1"].contract_id)
    assert wan * WAN == sums.paid_fen
