"""Proofs of growth in both suites, against trees hashed from the leaves themselves."""

from __future__ import annotations

import pytest

from cityledger.actions.periods import OpenPeriod
from cityledger.evidence.keys import SoftKey
from cityledger.evidence.suite import S1, S2, SUITES, Suite
from cityledger.evidence.tree import check_consistency, leaf_hash, mth
from cityledger.kernel.errors import BadInput
from cityledger.ledger import checkpoint
from cityledger.ledger.extension import extension
from cityledger.ledger.proof import head_of
from cityledger.store.session import write
from tests.conftest import BOOK, LOG_SEED, Office, found


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A book with a checkpoint in both suites after every leaf."""
    path = tmp_path_factory.mktemp("grown") / "ledger.db"
    office = found(f"sqlite:///{path}")
    signer = SoftKey(LOG_SEED)
    for period in range(202501, 202513):
        office.by("fu", OpenPeriod(period=period))
        with write(office.desk.engine) as connection:
            checkpoint.take(connection, BOOK, signer)
    return office


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
def test_a_proof_leads_from_every_signed_size_to_every_later_one(
    grown: Office, suite: Suite
) -> None:
    with grown.desk.read() as read:
        hashes = [leaf_hash(body, suite) for body in checkpoint.bodies(read, BOOK)]
        size = head_of(read, BOOK).size
        signed = [0, *(stored.size for stored in checkpoint.every(read, BOOK, suite))]
        pairs = [(old, new) for old in signed for new in range(old, size + 1)]
        for old, new in pairs:
            path = extension(read, BOOK, old, new, suite)
            roots = mth(hashes[:old], suite), mth(hashes[:new], suite)
            assert check_consistency(old, new, *roots, path, suite), (old, new)
    assert 13 == size
    assert len(pairs) > 80


def test_both_suites_give_proofs_of_one_shape_and_other_hashes(grown: Office) -> None:
    with grown.desk.read() as read:
        one, two = (extension(read, BOOK, 3, 11, suite) for suite in (S1, S2))
    assert len(one) == len(two) > 1
    assert set(one).isdisjoint(two)


def test_a_size_that_was_never_signed_is_refused_in_sm3(office: Office) -> None:
    for period in (202501, 202502, 202503):
        office.by("fu", OpenPeriod(period=period))
    with office.desk.read() as read:
        assert [] != extension(read, BOOK, 3, 4, S1)
        with pytest.raises(BadInput, match="no SM3 checkpoint of this size"):
            extension(read, BOOK, 3, 4, S2)
