"""Signatures of a whole book: the first wrong one is named, here or in another process."""

from __future__ import annotations

import builtins
from typing import Any

import pytest

from cityledger.evidence.keys import SoftKey
from cityledger.evidence.note import verify
from cityledger.kernel.errors import Tampered
from cityledger.kernel.levels import Level
from cityledger.ledger import signatures
from cityledger.ledger.signatures import Signatures, Signed, checker

KEY = SoftKey(b"\1" * 32)


def signed(n: int, *, right: bool = True) -> Signed:
    """Return a signature over a number, or one over another number."""
    return (f"leaf {n}", KEY.public, KEY.sign(b"%d" % (n if right else -1)), b"%d" % n)


@pytest.mark.parametrize("processes", [0, 2])
@pytest.mark.parametrize("wrong", [0, 57, 139])
def test_the_first_wrong_signature_is_named(
    monkeypatch: pytest.MonkeyPatch, processes: int, wrong: int
) -> None:
    monkeypatch.setattr(signatures, "PARCEL", 20)
    monkeypatch.setattr(signatures, "ALONE", 0)
    checking = Signatures(processes)

    def settle() -> None:
        for n in range(140):
            # Everything after the wrong one is wrong as well: only the first is told.
            checking.expect(*signed(n, right=n < wrong))
        checking.settle()

    try:
        with pytest.raises(Tampered, match=f"^leaf {wrong}$") as caught:
            settle()
    finally:
        checking.close()

    assert Level.SIGNATURES is caught.value.level


@pytest.mark.parametrize("processes", [0, 2])
def test_right_signatures_settle(monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    monkeypatch.setattr(signatures, "PARCEL", 20)
    monkeypatch.setattr(signatures, "ALONE", 0)
    checking = Signatures(processes)
    for n in range(70):
        checking.expect(*signed(n))
    checking.settle()
    checking.close()

    assert 70 == checking.count


def test_both_libraries_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    _, public, right, text = signed(1)
    cases = [
        (public, right, text),
        (public, right[:-1] + b"\0", text),
        (public, right, text + b"x"),
        (public[:-1] + b"\x80", right, text),
        (b"\0" * 32, right, text),
        (public, b"", text),
        (b"", right, text),
    ]
    sodium = checker()
    without = _without_sodium(monkeypatch)

    assert [True] + [False] * 6 == [sodium(*case) for case in cases]
    assert without is verify
    assert [True] + [False] * 6 == [without(*case) for case in cases]


def _without_sodium(monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401 - a checker
    real = builtins.__import__

    def refusing(name: str, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - passed through
        if name.startswith("nacl"):
            raise ImportError(name)
        return real(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", refusing)
    return checker()
