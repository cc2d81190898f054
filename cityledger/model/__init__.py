"""SQLModel tables, one module per noun: columns and constraints, no logic.

Importing this package registers every table in `base.METADATA`.
"""

from cityledger.model import (
    books,
    closing,
    contracts,
    funding,
    instruments,
    log,
    oversight,
    parties,
    payments,
    people,
    ppp,
    programmes,
    projects,
    renewal,
    rules,
    supervision,
    tenders,
)
from cityledger.model.base import METADATA

__all__ = [
    "METADATA",
    "books",
    "closing",
    "contracts",
    "funding",
    "instruments",
    "log",
    "oversight",
    "parties",
    "payments",
    "people",
    "ppp",
    "programmes",
    "projects",
    "renewal",
    "rules",
    "supervision",
    "tenders",
]
