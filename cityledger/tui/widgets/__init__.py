"""Fields, tables and text that every screen is made of; they know no ledger."""
