"""Alembic environment: the caller's connection, one transaction for the whole upgrade."""

from __future__ import annotations

from alembic import context

from cityledger.model import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
