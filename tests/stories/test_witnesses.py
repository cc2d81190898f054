"""Witnesses in Chinese: a ledger that is taken back or rewritten, and a proof for an outsider."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from cityledger.actions.days import seal_day
from cityledger.actions.founding import write_keys
from cityledger.actions.periods import OpenPeriod
from cityledger.evidence import note as notes, request as requests
from cityledger.evidence.keys import SoftKey
from cityledger.evidence.witness import Witness
from cityledger.store.files import LedgerFolder
from tests.cli.conftest import PHRASE, WITNESS, Program
from tests.conftest import BOOK, LOG_SEED, found
from tests.stories.world import World

scenarios("witnesses.feature")

DATABASE = Path("ledger/ledger.db")
OWN = f"t.example/{BOOK}"


@dataclass
class Street:
    """A ledger with its people, and a witness on the other side of the street."""

    program: Program
    world: World

    def cosigned(self) -> None:
        """Carry a request over and the answer back."""
        self.program.cosigned()


@pytest.fixture
def street(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Street]:
    """A fresh ledger in the folder `ledger` of the test's own folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITYLEDGER_PASSPHRASE", PHRASE)
    DATABASE.parent.mkdir()
    office = found(f"sqlite:///{tmp_path}/{DATABASE}")
    office.desk = replace(office.desk, log_signer=SoftKey(LOG_SEED))
    write_keys(LedgerFolder(DATABASE.parent), {}, LOG_SEED)
    made = Street(Program(capsys), World(office))
    yield made
    office.desk.close()


@given("一个账套和一个独立的见证方")
def _both(street: Street) -> None:
    program = street.program
    Witness(Path("w")).create(WITNESS, PHRASE, kib=64)
    assert 0 == program.witness("logs", "-o", "logs")
    assert 0 == program.witness("trust", "w", "--from", "logs")
    program.trusts(program.vkey())


@when(parsers.parse("办理到案例{case:d}并请见证方副署"))
def _work(street: Street, case: int) -> None:
    street.world.upto(case)
    seal_day(street.world.office.desk, street.world.office.pens["zhi"])
    street.cosigned()


@when("有人留下一份副本")
def _copy(street: Street) -> None:
    street.world.office.desk.engine.dispose()
    shutil.copy(DATABASE, "older.db")


@when("有人把账簿换回那份副本")
def _rolled_back(street: Street) -> None:
    street.world.office.desk.engine.dispose()
    shutil.copy("older.db", DATABASE)


@then("核验通过,没有警告")
def _sound(street: Street) -> None:
    assert 0 == street.program("--ledger", "ledger", "verify", "--witness", "w")
    assert "" == street.program.err


@then("单看账簿,核验仍然通过")
def _sound_alone(street: Street) -> None:
    assert 0 == street.program("--ledger", "ledger", "verify")


@then(parsers.parse("拿见证方的文件核验,退出码{status:d},并指出少了记录"))
def _short(street: Street, status: int) -> None:
    assert status == street.program("--ledger", "ledger", "verify", "--witness", "w")
    held = Witness(Path("w")).state().logs[OWN].size
    assert f"{WITNESS}: size {held}, but log {BOOK} has" in street.program.err


@then(parsers.parse("拿见证方的文件核验,退出码{status:d},并指出根不同"))
def _other(street: Street, status: int) -> None:
    assert status == street.program("--ledger", "ledger", "verify", "--witness", "w")
    assert f"{WITNESS}: another root at size" in street.program.err


@then(parsers.parse("向见证方请求副署被拒绝,退出码{status:d}"))
def _refused(street: Street, status: int) -> None:
    program = street.program
    assert 0 == program.witness("ask", "--name", WITNESS, "-o", "request")
    assert status == program.witness("cosign", "w", "request", "-o", "none")
    assert "本见证方存有" in program.err
    # The registry's other heads do not wait for it.
    assert OWN not in {one.origin for one in requests.parse_answers(_bytes("none"))}


@when("那人另办业务,直到比原来更长")
def _rewritten(street: Street) -> None:
    held = Witness(Path("w")).state().logs[OWN].size
    office = street.world.office
    periods = iter(range(202601, 202613))
    office.skip(365 * 86_400)
    while office.sql(f"SELECT size FROM log_head WHERE book_id={BOOK}")[0][0] <= held:
        office.by("fu", OpenPeriod(period=next(periods)))


@then(parsers.parse("见证方认出改写,退出码{status:d},证据留存"))
def _convicted(street: Street, status: int) -> None:
    program = street.program
    held = Witness(Path("w")).state().logs[OWN].size
    ask = ("ask", "--name", WITNESS, "-o", "request", "--held", OWN, str(held))
    assert 0 == program.witness(*ask)
    assert status == program.witness("cosign", "w", "request", "-o", "none")
    assert f"{OWN}: 新检查点不能证明是原检查点的延续" in program.err
    (conflict,) = Witness(Path("w")).state().conflicts
    asked = {one.checkpoint.origin: one for one in requests.parse_bundle(_bytes("request"))}
    assert notes.parse(conflict.shown.encode()) == asked[OWN].note


def _bytes(name: str) -> bytes:
    return Path(name).read_bytes()


@when("出具付款凭证的证明")
def _proven(street: Street) -> None:
    prove = ("prove", "voucher", "付-1", "--period", "2025-06", "-o", "p")
    assert 0 == street.program("--ledger", "ledger", *prove)


CHECK = ("verify", "proof", "p", "--policy", "policy", "--logs", "logs")


@then("没有账套也能核对,证明成立")
def _holds(street: Street) -> None:
    shutil.copy("ledger/witness-policy", "policy")
    street.world.office.desk.engine.dispose()
    shutil.rmtree("ledger")
    assert 0 == street.program(*CHECK)
    assert "支付A标段第1期进度款" in street.program.out
    assert "✓ 证明成立" in street.program.out


@then("改动一个字节,证明不成立")
def _broken(street: Street) -> None:
    lines = _bytes("p").split(b"\n")
    path = bytearray(lines[3])
    path[0] = ord("B") if path[0] == ord("A") else ord("A")
    lines[3] = bytes(path)
    Path("p").write_bytes(b"\n".join(lines))
    assert 51 == street.program(*CHECK)
    assert "✗ 证明不成立" in street.program.err
