"""A small share of the restore drills; `python -m bench torture` runs them in full."""

from __future__ import annotations

import sys
from random import SystemRandom

import pytest

from bench.torture.report import apart


@pytest.mark.torture
def test_what_was_acknowledged_comes_back_and_without_the_mirror_it_does_not() -> None:
    figures = apart("restores", 10, SystemRandom().randrange(10**6))
    sys.stdout.write(figures.line() + "\n")

    assert [] == figures.failures, figures.line()
    assert not figures.control.startswith("FAILED"), figures.line()
