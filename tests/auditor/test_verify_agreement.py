"""The auditor's file and the program come to one verdict on honest books and on forged ones.

A small share of what `python -m bench torture` does with ten thousand books.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from bench.torture.tamper_base import VKEYS, Base, bases
from bench.torture.tamper_random import at_random
from cityledger.auditor import verify
from tests.auditor.forgery import problems

SHARE = 8
KEYS = [verify.published(key.text()) for key in VKEYS]


@pytest.fixture(scope="module")
def books() -> tuple[Base, ...]:
    """A book that went through the gate and one with a row in every table."""
    return bases()


@pytest.mark.parametrize("number", range(2))
def test_honest_books_are_sound_to_both(
    books: tuple[Base, ...], number: int, tmp_path: Path
) -> None:
    base = books[number]
    for n, data in enumerate((base.data, *base.older)):
        path = tmp_path / f"{n}.db"
        path.write_bytes(data)

        assert () == problems(path)
        assert [] == verify.verify(path, "all", 0, KEYS)["faults"]


@pytest.mark.parametrize("number", range(2))
def test_an_older_copy_is_sound_alone_and_not_to_whoever_kept_a_head(
    books: tuple[Base, ...], number: int, tmp_path: Path
) -> None:
    base, path = books[number], tmp_path / "ledger.db"
    heads = [(f"head {n}", data) for n, data in enumerate(base.outside)]
    path.write_bytes(base.data)
    assert [] == verify.verify(path, "0", 0, KEYS, heads)["faults"]

    path.write_bytes(base.older[-1])
    assert [] == verify.verify(path, "0", 0, KEYS)["faults"]
    assert [] != verify.verify(path, "0", 0, KEYS, heads)["faults"]


@pytest.mark.parametrize("seed", range(SHARE))
def test_forged_books_are_judged_alike(books: tuple[Base, ...], seed: int, tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    made = at_random(books[seed % 2], Random(f"share {seed}"))
    path.write_bytes(made.data)

    assert (problems(path) == ()) == verify.verify(path, "all", 0, KEYS)["sound"], made.what
