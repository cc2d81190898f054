"""Resident numbers: checked, then kept as a salted hash and the last four characters."""

from __future__ import annotations

from hashlib import sha256

from cityledger.kernel.errors import BadInput, Problem
from cityledger.kernel.ids import resident_problem
from cityledger.kernel.masking import SHOWN_DIGITS

BOOKS_OF_A_DIVISION = 10_000


def resident(book_id: int, household_no: str, number: str) -> tuple[str, str]:
    """Return (salted hash, last four): equal people match, and nobody can be read back.

    The salt is the division's, so that the books of one district find the same person (L13).
    """
    problem = resident_problem(number)
    if problem is not None:
        place = f"household {household_no} 户号{household_no}"
        raise BadInput((Problem(place, number[-SHOWN_DIGITS:], problem, "对照身份证更正"),))
    salted = f"cityledger/resident/{book_id // BOOKS_OF_A_DIVISION}/{number}"
    return sha256(salted.encode()).hexdigest(), number[-SHOWN_DIGITS:]
