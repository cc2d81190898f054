"""The only place that knows a database: engine, session, clock, laws, migrations."""
