"""Steps that every story shares."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, then, when

from cityledger.actions.periods import ClosePeriod
from cityledger.kernel.errors import Refused
from cityledger.ledger.receipt import Receipt
from cityledger.ledger.verify import verify
from tests.conftest import empty_database, found
from tests.stories.world import World

PAYDAY = "2025-06-12"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A fresh office for each story, on the engine that CITYLEDGER_STORIES names."""
    office = found(empty_database(os.environ.get("CITYLEDGER_STORIES", "sqlite"), tmp_path))
    yield World(office)
    office.desk.close()


@given(parsers.parse("已走到案例{case:d}"))
def _upto(world: World, case: int) -> None:
    world.upto(case)


@then("账簿核验通过")
def _sound(world: World) -> None:
    with world.office.desk.read() as read:
        assert verify(read).problems == ()


@when("申请并批准第1期进度款")
def _progress_approved(world: World) -> None:
    world.by("zhi", world.progress())
    world.approve(PAYDAY)


@given("2025年3月至6月已结账")
def _closed(world: World) -> None:
    world.by("fu", ClosePeriod(period=0))
    for period in range(202503, 202507):
        world.by("fu", ClosePeriod(period=period))


@then(parsers.parse("被拒绝,原因为 {codes}"))
def _refused(world: World, codes: str) -> None:
    assert isinstance(world.last, Refused)
    assert codes.split() == list(dict.fromkeys(f.code for f in world.last.findings))


@then(parsers.parse("被拒绝,原因包含 {code}"))
def _refused_among(world: World, code: str) -> None:
    assert isinstance(world.last, Refused)
    assert code in {finding.code for finding in world.last.findings}


@then("拒绝已封存")
def _sealed(world: World) -> None:
    assert isinstance(world.last, Refused)
    rows = world.office.sql(
        f"SELECT code FROM refusal WHERE leaf_idx = {world.last.index} ORDER BY n"
    )
    assert [(finding.code,) for finding in world.last.findings] == rows


@then("已受理")
def _accepted(world: World) -> None:
    assert isinstance(world.last, Receipt)


@given("正确的合同C2已签订并计量")
def _right_contract(world: World) -> None:
    contract = world.contract("C2", 2000, performance_fen=0, plans=())
    world.by("zhi", contract)
    world.by("gong", world.certificate(contract="C2"))


def _case4_voucher(world: World) -> int:
    number = world.requests["case4"]
    rows = world.office.sql(f"SELECT voucher_id FROM voucher WHERE payment_request_id = {number}")
    return int(rows[0][0])


@when(parsers.parse("复核员于{on}把案例四的凭证订正到合同{contract}"))
def _correct(world: World, on: str, contract: str) -> None:
    world.tries("fu", world.correction(_case4_voucher(world), on, contract))


@when(parsers.parse("复核员于{on}单独冲销案例四的凭证"))
def _reverse(world: World, on: str) -> None:
    world.tries("fu", world.correction(_case4_voucher(world), on, None))


@then(parsers.parse("被拒绝,原因不含 {code}"))
def _refused_otherwise(world: World, code: str) -> None:
    assert isinstance(world.last, Refused)
    assert code not in {finding.code for finding in world.last.findings}
