"""A small share of the tampering run: each prints its seed, and what it found."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import fields
from random import Random

import pytest

from bench.torture.bits import bits
from bench.torture.jobs import JOBS, Figures
from bench.torture.tamper import CLASSES, SIGNED_HEADS, mutate, tamper
from bench.torture.tamper_base import Base, bases, load
from bench.torture.tamper_file import as_it_is, dump, past_guards
from bench.torture.tamper_honest import honest
from bench.torture.tamper_judge import Judgement, Verdict, judge, remembered
from bench.torture.tamper_rewrite import KEYS, Rewriter, checkpoints_of, leaves_of, rebuild
from bench.torture.tamper_sealed import WITNESSED

SEED = 20_250_101


@pytest.fixture(scope="module")
def books() -> tuple[Base, ...]:
    """The two books of the run."""
    return bases()


def _held(figures: Figures) -> None:
    sys.stdout.write(f"{figures.line()}\n")
    assert ([], True) == (figures.failures, figures.held)


@pytest.mark.torture
def test_every_change_is_found_and_both_verifiers_agree() -> None:
    _held(tamper(120, SEED))


@pytest.mark.torture
def test_damaged_pages_are_found_and_nothing_ends_in_a_traceback() -> None:
    _held(bits(30, SEED))


@pytest.mark.torture
def test_honest_books_are_sound_to_both_verifiers() -> None:
    _held(honest(20, SEED))


def test_the_full_run_is_as_long_as_promised() -> None:
    sizes = {name: JOBS[name].points for name in ("tamper", "honest")}

    assert {"tamper": 10_000, "honest": 1_000} == sizes


@pytest.mark.torture
def test_the_books_are_the_same_every_time(books: tuple[Base, ...]) -> None:
    assert [base.data for base in books] == [base.data for base in bases()]


def test_nobody_finds_anything_in_the_books_as_they_are(books: tuple[Base, ...]) -> None:
    with remembered():
        said = [judge(base.data, base.outside) for base in books]

    assert [Judgement(*[Verdict("")] * len(fields(Judgement)))] * len(books) == said


def test_every_table_has_rows_in_one_of_the_books(books: tuple[Base, ...]) -> None:
    filled = set()
    for base in books:
        with closing(load(base.data)) as raw:
            filled |= {
                t.name for t in base.tables if raw.execute(f'SELECT 1 FROM "{t.name}"').fetchone()
            }

    assert {table.name for table in books[0].tables} == filled


def test_guards_are_put_back_to_the_letter(books: tuple[Base, ...]) -> None:
    base = books[0]
    with past_guards(base.data) as untouched:
        pass
    with past_guards(base.data) as changed:
        changed.run("UPDATE voucher SET summary = NULL, voucher_no = voucher_no + 1000")

    before, after = dump(base.data), dump(changed.data)
    assert before == dump(untouched.data)
    assert {"voucher"} == {name for name in before if before[name] != after[name]}


def test_a_file_that_says_the_same_is_no_change(books: tuple[Base, ...]) -> None:
    with as_it_is(books[0].data) as forged:
        forged.run("VACUUM")

    assert books[0].data != forged.data
    assert dump(books[0].data, indexes=True) == dump(forged.data, indexes=True)


@pytest.mark.parametrize("number", range(20))
def test_a_number_and_a_seed_make_one_change(books: tuple[Base, ...], number: int) -> None:
    base = books[number % 2]
    made, changed = mutate(base, number, SEED)

    assert changed
    assert (made, changed) == mutate(base, number, SEED)


def test_every_class_has_its_turn_within_two_hundred_changes() -> None:
    turns = {number // 10 * 4 + number % 10 for number in range(200) if number % 10 < 4}

    assert set(range(len(CLASSES))) == {turn % len(CLASSES) for turn in turns}


def test_the_strongest_attacker_can_write_the_honest_book_again(books: tuple[Base, ...]) -> None:
    for base in books:
        again = rebuild(base.data, leaves_of(base.data), checkpoints_of(base.data))
        assert dump(base.data) == dump(again)


def test_a_rewrite_leaves_nothing_as_it_was_from_its_victim_on(books: tuple[Base, ...]) -> None:
    bodies = leaves_of(books[0].data)
    book = max(bodies)
    victim = next(
        idx for idx in range(20, 50) if Rewriter(bodies, KEYS).rewrite((book, idx)) is not None
    )
    written = Rewriter(bodies, KEYS).rewrite((book, victim))

    assert written is not None
    same = [a == b for a, b in zip(bodies[book], written[book], strict=True)]
    assert [True] * victim + [False] * (len(same) - victim) == same


@pytest.mark.parametrize("kind", WITNESSED)
def test_only_a_witness_can_tell_a_lawful_forgery(books: tuple[Base, ...], kind: str) -> None:
    base = books[0]
    made = WITNESSED[kind](base, Random(SEED))

    assert made is not None
    before, after = dump(base.data), dump(made[1])
    assert before["schema"] == after["schema"]
    assert not {name for name in before if before[name] != after[name]} <= SIGNED_HEADS
