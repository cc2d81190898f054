"""A progress bar on standard error, for work that takes longer than a blink.

The screens run such work in a child process and read its progress as lines (`--progress=json`):
`{"done": 1200, "total": 60000}`. A child whose screens are gone finds nobody reading, and ends.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROGRESS = click.option(
    "--progress",
    type=click.Choice(["bar", "json"]),
    default="bar",
    show_default=True,
    help="进度显示方式 How progress is told on standard error.",
)
PARTS = 200
"""Lines of progress at most: more would only keep the screens busy."""


@contextmanager
def bar(
    label: str, *, quiet: bool = False, progress: str = "bar"
) -> Iterator[Callable[[int, int], None]]:
    """Yield `step(done, total)`; nothing is shown where nobody looks (pipe, --json)."""
    if progress == "json":
        yield _lines()
        return
    hidden = quiet or not sys.stderr.isatty()
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=hidden) as shown:

        def step(done: int, total: int) -> None:
            shown.length = max(total, 1)
            shown.update(done - shown.pos)

        yield step


def _lines() -> Callable[[int, int], None]:
    last = -1

    def step(done: int, total: int) -> None:
        nonlocal last
        part = done * PARTS // max(total, 1)
        if part != last:
            last = part
            sys.stderr.write(json.dumps({"done": done, "total": total}) + "\n")
            sys.stderr.flush()

    return step


def counted(step: Callable[[int, int], None], total: int) -> Callable[[int], None]:
    """Return `more(count)` that tells `step` how far it has come."""
    done = 0
    step(0, total)

    def more(count: int) -> None:
        nonlocal done
        done += count
        step(done, total)

    return more
