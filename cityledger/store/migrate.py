"""Bring a database to the newest schema. Alembic is imported only when a migration is due."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import inspect

if TYPE_CHECKING:
    from sqlalchemy import Connection

LATEST = "0001"


def due(connection: Connection) -> bool:
    """Say whether the stored schema is older than this program."""
    if not inspect(connection).has_table("alembic_version"):
        return True
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found != LATEST


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the pending revisions inside the caller's write transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("cityledger.store.migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
