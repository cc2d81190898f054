"""An act as it is shown before anybody signs it: the same bytes are signed, or nothing is."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from cityledger.actions import gate
from cityledger.actions.payments import RequestPayment
from cityledger.evidence import canon
from cityledger.kernel.errors import Stale
from tests.conftest import Office
from tests.stories.world import WAN, World


@pytest.fixture
def asked(office: Office) -> RequestPayment:
    """A request of the walkthrough's first certificate."""
    world = World(office)
    world.upto(3)
    request = world.progress()
    assert isinstance(request, RequestPayment)
    return request


def test_what_was_drawn_is_what_is_signed(office: Office, asked: RequestPayment) -> None:
    before = office.sql("SELECT count(*) FROM leaf")
    drawn = gate.drawn(office.desk, asked, "zhi")

    assert before == office.sql("SELECT count(*) FROM leaf")
    assert drawn.findings == ()
    assert sha256(drawn.content).hexdigest() == drawn.digest
    signed = gate.sign(office.desk, office.pens["zhi"], asked, drawn.digest)
    assert canon.encode(signed.event.core) == drawn.content
    assert gate.submit(office.desk, signed).findings == ()


def test_another_content_than_shown_is_not_signed(office: Office, asked: RequestPayment) -> None:
    drawn = gate.drawn(office.desk, asked, "zhi")
    other = replace(asked, summary="支付另一笔")

    with pytest.raises(Stale):
        gate.sign(office.desk, office.pens["zhi"], other, drawn.digest)


def test_somebody_elses_drawing_is_not_signed(office: Office, asked: RequestPayment) -> None:
    drawn = gate.drawn(office.desk, asked, "fu")

    with pytest.raises(Stale):
        gate.sign(office.desk, office.pens["zhi"], asked, drawn.digest)


def test_what_would_be_refused_says_so_and_shows_what_is_asked(
    office: Office, asked: RequestPayment
) -> None:
    (first, *_) = asked.lines
    too_much = replace(asked, lines=(replace(first, amount_fen=9_000 * WAN),))
    drawn = gate.drawn(office.desk, too_much, "zhi")

    assert "rows" not in drawn.core
    assert "ask" in drawn.core
    assert drawn.findings
