"""The first schema, frozen as text per engine, triggers included."""

from __future__ import annotations

from importlib.resources import files

from alembic import op

from cityledger.store.schema import SEPARATOR, run

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Execute the frozen statements of the connected engine."""
    connection = op.get_bind()
    name = f"sql/0001.{connection.dialect.name}.sql"
    frozen = files("cityledger.store.migrations").joinpath(name).read_text(encoding="utf-8")
    run(connection, [part for part in frozen.split(SEPARATOR) if part.strip()])
