"""Alembic environment; revisions execute frozen SQL per engine."""
