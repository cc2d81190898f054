"""The walkthrough's ledger, furnished once per process and copied for every test that needs it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection

from cityledger.actions.desk import open_folder
from cityledger.tui.seat import Seat
from tests.conftest import START, Office, found
from tests.stories.world import World
from tests.tui.seats import seat_at


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Office]:
    """A ledger up to its first certificate."""
    folder = tmp_path_factory.mktemp("furnished")
    made = found(f"sqlite:///{folder}/ledger.db")
    World(made).upto(3)
    made.desk.close()
    return folder, made


@pytest.fixture
def office(furnished: tuple[Path, Office], tmp_path: Path) -> Iterator[Office]:
    """A copy of the furnished ledger, with a clock that goes on from where it stands."""
    folder, made = furnished
    shutil.copy(folder / "ledger.db", tmp_path / "ledger.db")
    ticks = count(10_000)

    def clock(_: Connection) -> datetime:
        return START + timedelta(seconds=next(ticks))

    desk = open_folder(tmp_path).at(clock)
    yield replace(made, desk=desk, url=f"sqlite:///{tmp_path}/ledger.db")
    desk.close()


@pytest.fixture
def seat(office: Office, tmp_path: Path) -> Iterator[Seat]:
    """A seat at the copy."""
    made = seat_at(office, tmp_path)
    yield made
    made.close()
