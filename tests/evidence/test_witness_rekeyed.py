"""A log whose key was replaced: its witness follows when told to, and keeps what it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from cityledger.evidence.keys import SoftKey
from cityledger.evidence.witness import SplitView, Witness
from cityledger.kernel.errors import BadInput, Tampered
from tests.evidence.test_witness import AT, NAME, PASSPHRASE, Log, entropy, held


def test_a_replaced_key_is_followed_and_the_head_held_stays(tmp_path: Path) -> None:
    witness = Witness(tmp_path / "witness.json")
    witness.create(NAME, PASSPHRASE, kib=8, entropy=entropy)
    witness.trust(Log().vkey)
    signer, log = witness.unlock(PASSPHRASE), Log()
    witness.cosign(log.ask(0, 5), signer, AT)
    rekeyed = Log(key=SoftKey(b"\x66" * 32))
    with pytest.raises(BadInput, match="watched under another key"):
        witness.trust(rekeyed.vkey)
    with pytest.raises(Tampered):
        witness.cosign(rekeyed.ask(5, 9), signer, AT)

    witness.trust(rekeyed.vkey, instead=True)
    assert 5 == held(witness)
    # What the old key signs counts no more, and the log still has only to grow.
    with pytest.raises(Tampered):
        witness.cosign(log.ask(5, 9), signer, AT)
    forged = rekeyed.rewritten(2)
    with pytest.raises(SplitView):
        witness.cosign(forged.ask(5, 9), signer, AT)
    witness.cosign(rekeyed.ask(5, 9), signer, AT)
    assert 9 == held(witness)
