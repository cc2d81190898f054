"""SQLModel tables, one module per noun: columns and constraints, no logic."""
