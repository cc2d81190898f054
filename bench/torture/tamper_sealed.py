"""Changes that seal everything anew, and roll-backs: lawful in themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.torture.tamper_rewrite import (
    KEYS,
    STRANGER,
    Bodies,
    Rewriter,
    checkpoints_of,
    leaves_of,
    rebuild,
    sealed_upto,
    unseen,
    upto,
)
from cityledger.evidence.event import parse_leaf

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from bench.torture.tamper_base import Base

Made = tuple[str, bytes] | None
TRIES = 200


def _rewritten(base: Base, random: Random, without: str = "") -> tuple[str, Bodies] | None:
    """Rewrite from a leaf drawn by lot on; `without` somebody's key, who must have had to sign."""
    bodies = leaves_of(base.data)
    for _ in range(TRIES):
        book = random.choice(list(bodies))
        idx = random.randrange(1, len(bodies[book]))
        keys = {user: key for user, key in KEYS.items() if user != without}
        rewriter = Rewriter(bodies, keys)
        written = rewriter.rewrite((book, idx))
        if written is not None and (not without or rewriter.stranger):
            return f"from leaf {idx} of {book} on", written
    return None


def all_keys(base: Base, random: Random) -> Made:
    """Rewrite with everybody's key and that of the log; the witness's lines are left out."""
    found = _rewritten(base, random)
    if found is None:
        return None
    what, bodies = found
    signed = unseen(checkpoints_of(base.data), leaves_of(base.data), bodies)
    return what, rebuild(base.data, bodies, signed)


def all_but_one(base: Base, random: Random) -> Made:
    """Rewrite with every key but one person's."""
    found = _rewritten(base, random, without := random.choice(list(KEYS)))
    if found is None:
        return None
    what, bodies = found
    signed = unseen(checkpoints_of(base.data), leaves_of(base.data), bodies)
    return f"{what} without the key of {without}", rebuild(base.data, bodies, signed)


def all_but_the_log(base: Base, random: Random) -> Made:
    """Rewrite with everybody's key, and sign the checkpoints with a key nobody named."""
    found = _rewritten(base, random)
    if found is None:
        return None
    what, bodies = found
    signed = unseen(checkpoints_of(base.data), leaves_of(base.data), bodies)
    return what, rebuild(base.data, bodies, signed, log_key=STRANGER)


def witness_kept(base: Base, random: Random) -> Made:
    """Rewrite with every key and copy the witness's lines under the new checkpoints."""
    found = _rewritten(base, random)
    if found is None:
        return None
    what, bodies = found
    return what, rebuild(base.data, bodies, checkpoints_of(base.data))


def older_copy(base: Base, random: Random) -> Made:
    """Put a complete older copy in place of the file (T06)."""
    number = random.randrange(len(base.older))
    return f"copy {number}", base.older[number]


def moment(base: Base, random: Random) -> Made:
    """Take the whole ledger back to a moment: every log, every row, every checkpoint."""
    bodies = leaves_of(base.data)
    every = [parse_leaf(body) for leaves in bodies.values() for body in leaves]
    # Before an act with a signature of its own: an import cut short in between would show.
    at = random.choice(sorted(leaf.at for leaf in every if leaf.event.note)[4:])
    sizes = {
        book: sum(parse_leaf(body).at < at for body in leaves) for book, leaves in bodies.items()
    }
    signed = sealed_upto(checkpoints_of(base.data), sizes)
    return f"to before {at}", rebuild(base.data, upto(bodies, sizes), signed)


def one_log(base: Base, random: Random) -> Made:
    """Take one log back and leave the other as it is: the day's heads in the registry say so."""
    bodies = leaves_of(base.data)
    book = max(bodies)
    sizes = {number: len(leaves) for number, leaves in bodies.items()}
    sizes[book] = random.randrange(1, sizes[book])
    signed = sealed_upto(checkpoints_of(base.data), sizes)
    return f"book {book} to {sizes[book]}", rebuild(base.data, upto(bodies, sizes), signed)


def registry_alone(base: Base, random: Random) -> Made:
    """Take the registry back behind what acts of the book had seen of it."""
    bodies = leaves_of(base.data)
    needed = max(parse_leaf(body).registry_size for body in bodies[max(bodies)])
    sizes = {number: len(leaves) for number, leaves in bodies.items()}
    sizes[0] = random.randrange(1, needed)
    signed = sealed_upto(checkpoints_of(base.data), sizes)
    return f"the registry to {sizes[0]}", rebuild(base.data, upto(bodies, sizes), signed)


SEALED: dict[str, Callable[[Base, Random], Made]] = {
    "rewritten without one key": all_but_one,
    "rewritten without the log's key": all_but_the_log,
    "book rolled back alone": one_log,
    "registry rolled back alone": registry_alone,
}
"""Found by the file alone."""

WITNESSED: dict[str, Callable[[Base, Random], Made]] = {
    "rewritten with every key": all_keys,
    "older copy": older_copy,
    "rolled back to a moment": moment,
}
"""Lawful in themselves: only what somebody outside has seen can tell. The positive control."""

LINES_KEPT: dict[str, Callable[[Base, Random], Made]] = {
    "rewritten, witness's lines kept": witness_kept,
}
"""Found by whoever has the witness's public key."""
