"""A rich ledger on file: the stories' project up to its payment, a refusal, a batch, a node.

Both logs have a signed head in each suite from half way and one at the end, cosigned by a witness.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.auditor.forgery import reopened, sign_heads
from tests.conftest import Office, found
from tests.laws.raw import Raw, line, voucher
from tests.stories.world import World


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The ledger that is copied; nobody has it open."""
    office = found(f"sqlite:///{tmp_path_factory.mktemp('auditor')}/ledger.db")
    world = World(office)
    world.upto(3)
    sign_heads(office)
    world.upto(4)
    raw = Raw(office)
    raw.act("voucher.correct", voucher("2025-06-12", line("D", "5001", 5), line("C", "2101", 4)))
    raw.batch("evidence.attach", [{}] * 257)
    sign_heads(office)
    office.desk.close()
    return office


@pytest.fixture
def ledger(kept: Office, tmp_path: Path) -> Path:
    """A copy of the ledger, to be spoilt."""
    return Path(shutil.copy(kept.url.removeprefix("sqlite:///"), tmp_path / "ledger.db"))


@pytest.fixture
def raw(kept: Office, ledger: Path) -> Iterator[Raw]:
    """The copy, opened by people who work around the gate."""
    opened = reopened(kept, ledger)
    yield opened
    opened.office.desk.close()
