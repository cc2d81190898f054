"""Keys count from their registry leaf on: what was signed before a change stays signed."""

from __future__ import annotations

import pytest

from cityledger.actions import gate
from cityledger.actions.people import ChangeKey
from cityledger.actions.periods import OpenPeriod
from cityledger.evidence.keys import Pen, SoftKey
from cityledger.kernel.errors import Tampered
from cityledger.ledger.verify import verify
from tests.conftest import Office


def change_key(office: Office, user: str, public: bytes | None) -> None:
    """Let two administrators give a person another key, or take the key away."""
    new = None if public is None else public.hex()
    office.two("guan", "fuguan", ChangeKey(user_id=user, public=new))


def test_a_changed_key_leaves_the_past_sound_and_rules_from_now_on(both: Office) -> None:
    both.by("fu", OpenPeriod(period=202501))
    new = SoftKey(b"n" * 32)
    change_key(both, "fu", new.public)

    with pytest.raises(Tampered, match="not signed by the key in force"):
        both.by("fu", OpenPeriod(period=202502))
    pen = Pen("fu", new, idle=9e9, longest=9e9)
    gate.act(both.desk, pen, OpenPeriod(period=202502))

    with both.desk.read() as read:
        assert verify(read).problems == ()


def test_a_key_taken_away_signs_nothing_more(both: Office) -> None:
    both.by("fu", OpenPeriod(period=202501))
    change_key(both, "fu", None)

    with pytest.raises(Tampered):
        both.by("fu", OpenPeriod(period=202502))
    with both.desk.read() as read:
        assert verify(read).problems == ()


def test_a_strange_key_under_a_known_name_signs_nothing(both: Office) -> None:
    stranger = Pen("fu", SoftKey(b"s" * 32), idle=9e9, longest=9e9)

    with pytest.raises(Tampered):
        gate.act(both.desk, stranger, OpenPeriod(period=202501))
