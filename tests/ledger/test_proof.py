"""Roots and paths of any size, from leaf hashes and nodes over 256 leaves."""

from __future__ import annotations

from hashlib import sha256

import pytest
from sqlalchemy import Connection

from cityledger.evidence.tree import (
    EMPTY,
    Frontier,
    check_consistency,
    check_inclusion,
    consistency,
    mth,
)
from cityledger.ledger.append import LEAF, NODE, open_log
from cityledger.ledger.proof import head_of, prove, root
from cityledger.ledger.tables import T
from cityledger.store import schema
from cityledger.store.engine import connect

SIZE = 700
HASHES = [sha256(n.to_bytes(4, "big")).digest() for n in range(SIZE)]


@pytest.fixture(scope="module")
def log() -> Connection:
    """A log of 700 leaves with its nodes, in memory."""
    connection = connect("sqlite://").connect()
    connection.begin()
    schema.create(connection)
    open_log(connection, 7, "t/7")
    tree = Frontier()
    for n, digest in enumerate(HASHES):
        row = {"book_id": 7, "idx": n, "body": b"x", "hash": digest}
        connection.execute(LEAF.insert(), row)
        if full := tree.add(digest):
            connection.execute(NODE.insert(), {"book_id": 7, "n": n // 256, "hash": full})
    names = {"size": tree.size, "frontier": tree.dump(), "last_hash": HASHES[-1]}
    at = T["log_head"].c.last_booked_at
    later = {at.name: connection.exec_driver_sql("SELECT '2025-01-01T00:00:00.000000Z'").scalar()}
    sets = ", ".join(f"{name}=?" for name in (*names, *later))
    connection.exec_driver_sql(f"UPDATE log_head SET {sets}", (*names.values(), *later.values()))
    return connection


@pytest.mark.parametrize("size", [0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 699, 700])
def test_the_root_of_any_size_is_that_of_rfc_6962(log: Connection, size: int) -> None:
    assert mth(HASHES[:size]) == root(log, 7, 0, size)


def test_an_empty_log_has_the_empty_root(log: Connection) -> None:
    assert EMPTY == root(log, 8, 0, 0)


def test_the_head_is_the_root_of_all(log: Connection) -> None:
    head = head_of(log, 7)
    assert (SIZE, mth(HASHES)) == (head.size, head.root)


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 513, 700])
def test_every_path_proves_its_leaf(log: Connection, size: int) -> None:
    top = root(log, 7, 0, size)
    for index in {0, 1, size // 2, size - 2, size - 1} & set(range(size)):
        path = prove(log, 7, index, size)
        assert check_inclusion(HASHES[index], index, size, path, top)
        assert len(path) <= 10


@pytest.mark.parametrize("old", [1, 255, 256, 257, 512, 699])
def test_older_roots_are_prefixes(log: Connection, old: int) -> None:
    path = consistency(old, SIZE, lambda low, high: root(log, 7, low, high))
    assert check_consistency(old, SIZE, root(log, 7, 0, old), root(log, 7, 0, SIZE), path)


@pytest.mark.parametrize("index", [-1, 700, 701])
def test_a_leaf_that_is_not_there_is_not_proved(log: Connection, index: int) -> None:
    with pytest.raises(ValueError, match="leaf"):
        prove(log, 7, index, SIZE)
