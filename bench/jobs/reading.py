"""Job: what a person asks of a book: one balance, a page of a register, the trial balance.

The same questions are asked by `bench.reading` as whole processes, through `python -m bench.ask`.
"""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

from bench.ask import QUESTIONS
from bench.book import BOOK
from cityledger.store.engine import connect, read

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 15


def _each(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(RUNS):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return median(spent)


def run(path: str) -> dict[str, object]:
    """Return the median CPU seconds of each question on an open book, after a first asking."""
    engine = connect(f"sqlite:///{path}")
    out: dict[str, object] = {}
    with read(engine) as connection:
        for name, ask in QUESTIONS.items():
            out[f"{name}_says"] = ask(connection, BOOK)[:1]
            out[name] = _each(lambda ask=ask: ask(connection, BOOK))  # type: ignore[misc]
    engine.dispose()
    return out
