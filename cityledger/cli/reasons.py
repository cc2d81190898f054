"""Chinese for what the evidence modules say in English: Chinese first, and the English beside it.

Those modules hold no Chinese, so that they read the same beside their specifications. The table of
words has both languages, and the English is the key.
"""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

from cityledger.evidence.text import visible
from cityledger.kernel import words
from cityledger.kernel.errors import BadInput, CityledgerError, Problem

PREFIX = "said_"
"""Sentences that begin so are found by their English."""


def said(error: CityledgerError) -> str:
    """Return an error as it is shown to people, control characters by their number."""
    if isinstance(error, BadInput):
        text = "\n".join(str(shown(problem)) for problem in error.problems)
    else:
        text = both(str(error), "\n")
    # What was wrong is often a text from outside, and goes to a terminal here.
    return visible(text, lines=True)


def shown(problem: Problem) -> Problem:
    """Return a problem with Chinese before its English, where the English is known."""
    place, reason, remedy = map(both, (problem.place, problem.reason, problem.remedy))
    return Problem(place, problem.value, reason, remedy)


def both(english: str, between: str = " ") -> str:
    """Return Chinese and English of a text; a text that is not in the table stays as it is."""
    found = chinese(english)
    return english if found is None else f"{found}{between}{english}"


def chinese(english: str) -> str | None:
    """Return the Chinese of a text of the evidence modules, or None."""
    for pattern, text in _table():
        if match := pattern.fullmatch(english):
            return text.format(**match.groupdict())
    return None


@cache
def _table() -> list[tuple[re.Pattern[str], str]]:
    return [
        (_pattern(en), zh) for key, (zh, en) in words.sentences().items() if key.startswith(PREFIX)
    ]


def _pattern(text: str) -> re.Pattern[str]:
    """Return what matches a sentence with any facts; a fact that comes again must be the same."""
    out, known = "", set[str]()
    for literal, name, _, _ in Formatter().parse(text):
        out += re.escape(literal)
        if name:
            out += f"(?P={name})" if name in known else f"(?P<{name}>.+?)"
            known.add(name)
    return re.compile(out, re.DOTALL)
