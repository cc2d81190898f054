"""A project's page: five parties, the cost chain of its estimate, its contracts and money."""

from __future__ import annotations

from datetime import date

import pytest

from cityledger.model.projects import FIVE_ROLES
from cityledger.views.contract_state import contracts
from cityledger.views.position import fund_position
from cityledger.views.project_card import budget_lines, project_card, projects
from tests.stories.world import FIVE, LEADERS, PARTY, WAN
from tests.views.conftest import Tale
from tests.views.plain import MOMENTS, Plain, total


@pytest.fixture(scope="module")
def plain(tale: Tale) -> Plain:
    return Plain(tale.office, tale.office.desk.book_id)


def test_the_five_parties_stand_in_their_legal_order(tale: Tale) -> None:
    card = tale.ask(project_card, 1)
    expected = [(role, PARTY[role], leader) for role, leader in zip(FIVE, LEADERS, strict=True)]

    assert FIVE == FIVE_ROLES
    assert expected == [(p.role, p.party_id, p.leader) for p in card.parties]


@pytest.mark.parametrize(("as_of", "as_known"), MOMENTS)
def test_the_cost_chain_of_each_line_is_a_plain_sum(
    tale: Tale, plain: Plain, as_of: date | None, as_known: int | None
) -> None:
    lines = plain.upto(as_of, as_known)
    for row in tale.ask(budget_lines, as_of=as_of, as_known=as_known):
        mine = [line for line in lines if line.budget_line_id == row.budget_line_id]
        chain = (total(mine, "9111"), *(-total(mine, f"911{n}") for n in (2, 3, 4, 5)))

        assert chain == (
            row.approved_fen,
            row.free_fen,
            row.reserved_fen,
            row.contracted_fen,
            row.certified_fen,
        )
        assert chain[0] == sum(chain[1:])


def test_the_estimate_stands_as_the_story_left_it(tale: Tale) -> None:
    works, compensation = tale.ask(budget_lines)

    # 10,000 + 2,000 + 500 signed, 120 varied, 974 certified.
    assert (13_000 - 12_620) * WAN == works.free_fen
    assert (12_620 - 974) * WAN == works.contracted_fen
    assert 974 * WAN == works.certified_fen
    assert (75 * WAN, 0) == (compensation.certified_fen, compensation.contracted_fen)


def test_the_list_has_the_figures_of_the_card(tale: Tale) -> None:
    (row,) = tale.ask(projects)
    card = tale.ask(project_card, row.project_id)

    assert row == card.project
    assert row.approved_fen == sum(line.approved_fen for line in card.lines)
    assert card.contracts == tale.ask(contracts, row.project_id)
    assert card.shares == tale.ask(fund_position).projects[0].shares
    assert ["示发改〔2025〕8号"] == [paper.doc_no for paper in card.approvals]


def test_the_cube_and_the_postings_give_the_same_card(tale: Tale) -> None:
    assert tale.ask(project_card, 1) == tale.ask(project_card, 1, as_known=tale.size)


def test_a_project_is_not_there_before_it_is_sealed(tale: Tale) -> None:
    assert None is tale.ask(project_card, 1, as_known=5)
    assert () == tale.ask(projects, as_known=5)
