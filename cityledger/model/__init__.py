"""SQLModel tables, one module per noun: columns and constraints, no logic.

Importing this package registers every table in `base.METADATA`.
"""

from cityledger.model import (
    books,
    contracts,
    funding,
    log,
    oversight,
    parties,
    payments,
    people,
    projects,
    rules,
)
from cityledger.model.base import METADATA

__all__ = [
    "METADATA",
    "books",
    "contracts",
    "funding",
    "log",
    "oversight",
    "parties",
    "payments",
    "people",
    "projects",
    "rules",
]
