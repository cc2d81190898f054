"""Job: what a key costs on the line: the bytes that reach a terminal when the cursor moves."""

from __future__ import annotations

from statistics import median

from bench.line import line

DOWN, UP, PAGE_DOWN = b"\x1b[B", b"\x1b[A", b"\x1b[6~"
MOVES = 24
"""Rows gone down and up again: all of them are on the screen."""


def run(path: str, page: str) -> dict[str, float]:
    """Open a page at a terminal of 120 columns; return bytes per key, the median and the most."""
    with line(["-m", "bench.seated", path, page]) as (end, _):
        end.until(r"-\d{6}")
        end.settle()
        end.settle()
        opened = len(end.said)
        spent = []
        for key in [DOWN] * MOVES + [UP] * MOVES:
            end.send(key)
            spent.append(end.settle())
        # The first time the cursor only goes to the last row that is seen.
        for _ in range(2):
            end.send(PAGE_DOWN)
            turned = end.settle()
    return {"median": median(spent), "most": max(spent), "page": turned, "opened": opened}
