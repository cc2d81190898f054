"""What is older than the ledger, of another project, or of one section only: no way around."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from cityledger.actions.closing import RecordAcceptance
from cityledger.actions.documents import RegisterDocument
from cityledger.actions.project_life import EnterPhase
from cityledger.actions.projects import ApproveBudget, Section
from cityledger.actions.registry import RegisterParty
from cityledger.kernel.ids import uscc
from cityledger.ledger.verify import verify
from tests.actions.test_life import (
    ADJUST,
    JUNE,
    LINE,
    PAPER,
    codes,
    kinds,
    places,
    replace_id,
    successor,
)
from tests.conftest import DIVISION, Office
from tests.stories.world import WAN, World, day


@pytest.fixture
def world(office: Office) -> Iterator[World]:
    """The walkthrough's project with its 概算."""
    made = World(office)
    made.upto(1)
    yield made
    with office.desk.read() as read:
        assert () == verify(read).problems


def test_a_duty_older_than_the_ledger_needs_no_certificate_and_is_told(world: World) -> None:
    """January is before the first month of the book; no party of a later day comes without one."""
    bare = uscc(DIVISION, 56)
    world.by("zhi", RegisterParty(party_id=bare, name="老设计院", accounts=()))
    named = {"party_id": bare, "from_on": day("2025-02-28")}

    late = successor("designer", "梁思远", **named | {"from_on": day("2025-03-01")})
    assert ["project.party_unqualified"] == codes(world, "zhi", late)
    world.by("zhi", successor("designer", "梁思远", **named))
    assert [("party_unqualified", "amber")] == [row[:2] for row in kinds(world, JUNE)]


def test_a_paper_adjusts_its_own_project_and_says_what_it_said_before(world: World) -> None:
    world.by("zhi", world.project("P2", "别的项目"))
    elsewhere = replace(PAPER, doc_no="市批1", authority="示范市发展改革委", amount_fen=WAN)
    line = replace(LINE, code="K1", amount_fen=WAN)
    first = ApproveBudget(project="P2", document=elsewhere, lines=(line,), value_date=JUNE)
    world.by("zhi", first)
    paper = RegisterDocument(
        project="P1",
        kind="adjustment",
        document=replace(elsewhere, doc_no="市批2"),
        adjusts="市批1",
    )
    assert ["adjusts"] == places(world, "zhi", paper)
    world.by("zhi", replace(paper, project="P2"))
    change = replace(ADJUST, document=replace(elsewhere, doc_no="市批3"), adjusts="市批2")
    assert ["adjusts"] == places(world, "zhi", change)

    # The same number again, with another total or none, is the paper that was entered.
    more = replace(first, lines=(replace(line, code="K8", amount_fen=1),))
    for said in (None, 99 * WAN):
        cited = replace_id(replace(more, document=replace(elsewhere, amount_fen=said)))
        assert ["budget.over_document"] == codes(world, "zhi", cited)
    other = replace(elsewhere, authority="示范区发展改革局")
    assert ["budget.over_document"] == codes(
        world, "zhi", replace_id(replace(more, document=other))
    )


def test_one_section_accepted_is_not_the_project(world: World) -> None:
    sections = (Section(code="01", name="甲段"), Section(code="02", name="乙段"))
    world.by("zhi", replace(world.project("P2", "两段"), sections=sections))
    entering = EnterPhase(project="P2", phase="operation", entered_on=JUNE, doc_no="移交1")
    for section in ("01", "02"):
        assert ["project.phase_without_acceptance"] == codes(world, "zhi", replace_id(entering))
        done = RecordAcceptance(
            project="P2", section=section, accepted_on=JUNE, usable_on=JUNE, doc_no=f"验{section}"
        )
        world.by("gong", done)
    world.by("zhi", replace_id(entering))
