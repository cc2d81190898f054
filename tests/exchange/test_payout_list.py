"""A payout list of any length: one request in the file, a series in the ledger, all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from cityledger.actions.payment_plan import LINES_PER_REQUEST
from cityledger.exchange.nouns_work import PAYMENTS
from cityledger.exchange.workbook_import import import_workbook
from cityledger.kernel import money, words
from cityledger.kernel.errors import BadInput
from cityledger.ledger.verify import verify
from tests.conftest import Office
from tests.exchange.workbooks import written
from tests.stories.world import WAN, World

COUNT = LINES_PER_REQUEST + 5
EACH = 15 * WAN


@pytest.fixture
def world(office: Office) -> World:
    """65 households who have signed, and the money for them."""
    made = World(office)
    made.upto(1)
    made.by("zhi", made.allotment("A3", "省级棚改补助", COUNT * 15))
    made.by("chu", made.compensation(COUNT * 15))
    made.cleared(COUNT * 15)
    for first, count in ((1, 40), (41, COUNT - 40)):
        made.by("zhi", made.agreements(count, first))
    return made


def payout(path: Path, amounts: dict[int, int]) -> Path:
    """Write a payout list: household → fen, all under one number."""
    kind, part = words.term("payment_kind.compensation"), "征收补偿"
    rows = [
        ["BC-1", "P1", kind, "2025-08-09", f"H{n:04d}", part, "1", money.plain(fen), "", "第1批"]
        for n, fen in amounts.items()
    ]
    heads = [column.heading for column in PAYMENTS.columns]
    return written(path, {PAYMENTS.title: [heads, *rows]})


def test_a_long_list_becomes_a_series_of_requests(world: World, tmp_path: Path) -> None:
    office = world.office
    path = payout(tmp_path / "w.xlsx", dict.fromkeys(range(1, COUNT + 1), EACH))
    pens = list(office.pens.values())

    report = import_workbook(office.desk, pens, path)

    assert (("payment_request", 2),) == report.booked
    assert [(60,), (5,)] == office.sql(
        "SELECT count(*) FROM payment_line GROUP BY payment_request_id ORDER BY 1 DESC"
    )
    again = import_workbook(office.desk, pens, path)
    assert (0, 2) == (again.booked_count, again.repeated_count)
    assert [(2,)] == office.sql("SELECT count(*) FROM payment_request")
    with office.desk.read() as read:
        assert () == verify(read).problems


def test_every_refusal_of_the_list_is_told_and_nothing_is_booked(
    world: World, tmp_path: Path
) -> None:
    office = world.office
    amounts = dict.fromkeys(range(1, COUNT + 1), EACH)
    amounts |= {7: EACH + 1, 64: EACH + 2}
    with pytest.raises(BadInput) as caught:
        import_workbook(
            office.desk,
            list(office.pens.values()),
            payout(tmp_path / "w.xlsx", amounts),
        )

    said = [(problem.place, problem.reason) for problem in caught.value.problems]
    # The first request has household 7, the second one household 64; both are told.
    assert ["付款申请!2–61", "付款申请!62–66"] == list(dict.fromkeys(place for place, _ in said))
    assert any("150,000.01" in reason for _, reason in said)
    assert any("150,000.02" in reason for _, reason in said)
    assert [(0,)] == office.sql("SELECT count(*) FROM payment_request")
    assert [(0,)] == office.sql("SELECT count(*) FROM refusal")
