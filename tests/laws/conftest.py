"""Furnished ledgers for the laws: one per engine and run, tried in transactions that are undone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cityledger.store.engine import connect
from cityledger.store.session import write
from tests.conftest import found
from tests.laws.furnish import furnish
from tests.laws.raw import Raw

ENGINES = ["sqlite", "postgresql"] if os.environ.get("CITYLEDGER_PG") else ["sqlite"]


def schema_url(name: str) -> str:
    """Return the URL of an empty schema of this worker on the PostgreSQL server of this run."""
    base = os.environ["CITYLEDGER_PG"]
    schema = f"laws_{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    admin = connect(base)
    with write(admin) as connection:
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    admin.dispose()
    return f"{base}{'&' if '?' in base else '?'}options=-csearch_path%3D{schema}"


def fresh_url(engine: str, name: str, folder: Path) -> str:
    """Return the URL of an empty database on an engine."""
    return f"sqlite:///{folder}/{name}.db" if engine == "sqlite" else schema_url(name)


@pytest.fixture(scope="session", params=ENGINES)
def standing(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Raw]:
    """A furnished ledger on each engine; nothing may be committed to it."""
    raw = Raw(found(fresh_url(request.param, "standing", tmp_path_factory.mktemp("laws"))))
    furnish(raw)
    yield raw
    raw.office.desk.close()


@pytest.fixture
def raw(standing: Raw) -> Iterator[Raw]:
    """The furnished ledger on each engine; all that a test does to it is rolled back."""
    with standing.trial() as trial:
        yield trial


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Raw]:
    """A founded ledger without any book data on each engine; what is done to it stays."""
    raw = Raw(found(fresh_url(request.param, "empty", tmp_path)))
    yield raw
    raw.office.desk.close()


@pytest.fixture(scope="session")
def furnished_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A furnished SQLite file that nobody has open; do not change it."""
    path = tmp_path_factory.mktemp("file") / "ledger.db"
    raw = Raw(found(f"sqlite:///{path}"))
    furnish(raw)
    raw.office.desk.close()
    return path


@pytest.fixture
def ledger_file(furnished_file: Path, tmp_path: Path) -> Path:
    """A copy of the furnished file, to be spoilt."""
    return Path(shutil.copy(furnished_file, tmp_path / "ledger.db"))
