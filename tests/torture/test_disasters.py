"""A small share of every disaster; `python -m bench torture` runs them in full."""

from __future__ import annotations

import sys
from random import SystemRandom

import pytest

from bench.torture.report import apart

POINTS = {"power-delete": 40, "power-wal": 40, "kill": 10, "full": 6, "crowd": 3}


@pytest.mark.torture
@pytest.mark.parametrize("name", POINTS)
def test_the_book_holds_and_the_control_does_not(name: str) -> None:
    figures = apart(name, POINTS[name], SystemRandom().randrange(10**6))
    sys.stdout.write(figures.line() + "\n")

    assert [] == figures.failures, figures.line()
    assert not figures.control.startswith("FAILED"), figures.line()
