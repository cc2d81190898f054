"""Rules on the end of a year by table: a year that may be closed, one fact changed, one finding."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cityledger.controls import catalog, year_end
from cityledger.controls.year_end import (
    LinkFacts,
    TrancheFacts,
    YearFacts,
    check_arrival,
    check_carry,
    check_close,
    check_december,
    check_link,
    check_transfer,
)
from cityledger.kernel.errors import Finding

T2 = TrancheFacts(label="T2", carried_fen=2750, purse_fen=2750, money_fen=2750)
GOOD = YearFacts(
    year=2025,
    states=((0, "closed"), (202510, "closed"), (202511, "closed"), (202512, "open")),
    in_air=(),
    results=6,
    tranches=(T2,),
)

CLOSINGS = [
    ({}, []),
    ({"states": (*GOOD.states, (202601, "open"))}, []),
    ({"states": ((0, "open"), *GOOD.states[1:])}, ["month_open"]),
    ({"states": ((202511, "open"), (202512, "open"))}, ["month_open"]),
    ({"states": ((202512, "closed"),)}, ["december_not_open"]),
    ({"states": ((202511, "closed"),)}, ["december_not_open"]),
    ({"in_air": (7,)}, ["request_in_air"]),
    ({"results": 0}, ["closed_already"]),
    ({"tranches": (replace(T2, carried_fen=2751),)}, ["carry_over_mismatch"]),
    ({"tranches": (replace(T2, purse_fen=2749),)}, ["carry_over_mismatch"]),
    ({"tranches": (T2, replace(T2, money_fen=2751))}, ["carry_over_mismatch"]),
    ({"in_air": (7,), "results": 0}, ["request_in_air", "closed_already"]),
]


@pytest.mark.parametrize(("change", "wanted"), CLOSINGS)
def test_closing(change: dict[str, object], wanted: list[str]) -> None:
    found = check_close(replace(GOOD, **change))  # type: ignore[arg-type]

    assert wanted == [finding.code.removeprefix("year.") for finding in found]


@pytest.mark.parametrize(
    ("results", "in_air", "wanted"),
    [
        (0, (), []),
        (1, (), ["december_unsettled"]),
        (0, (7,), ["request_in_air"]),
        (2, (7, 9), ["december_unsettled", "request_in_air"]),
    ],
)
def test_december(results: int, in_air: tuple[int, ...], wanted: list[str]) -> None:
    found = check_december(2025, results, in_air)

    assert wanted == [finding.code.removeprefix("year.") for finding in found]


@pytest.mark.parametrize(
    ("december", "fen", "is_closed", "wanted"),
    [
        ("open", 1, True, []),
        ("closed", 1, True, ["december_not_open"]),
        ("open", 1, False, ["not_closed"]),
        ("open", 0, True, ["nothing_to_carry"]),
    ],
)
def test_carry(december: str, fen: int, is_closed: bool, wanted: list[str]) -> None:
    found = check_carry(2025, december, fen, is_closed=is_closed)

    assert wanted == [finding.code.removeprefix("year.") for finding in found]


def test_transfer() -> None:
    (finding,) = check_transfer("B1", "T2", 100, 101)

    assert [] == list(check_transfer("B1", "T2", 100, 100))
    assert finding == Finding.of(
        "transfer.no_money", account="B1", tranche="T2", free_fen=100, asked_fen=101, over_fen=1
    )


LINK = LinkFacts(book=1, tranche="T2", link_no="划-1", amount_fen=100, sent_fen=100, used_in=())


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (LINK, []),
        (replace(LINK, used_in=(2,)), ["link_used"]),
        (replace(LINK, used_in=(2, 3)), ["link_used", "link_used"]),
        (replace(LINK, sent_fen=101), ["link_unknown"]),
        (replace(LINK, sent_fen=99), ["link_unknown"]),
        (replace(LINK, sent_fen=None), ["link_unknown"]),
    ],
)
def test_arrivals(facts: LinkFacts, wanted: list[str]) -> None:
    assert wanted == [f.code.removeprefix("transfer.") for f in check_arrival(facts)]


def test_every_rule_is_broken_here_and_speaks() -> None:
    found = [f for change, _ in CLOSINGS for f in check_close(replace(GOOD, **change))]  # type: ignore[arg-type]
    found += check_december(2025, 1, ())
    found += check_carry(2025, "closed", 0, is_closed=False)
    found += check_transfer("B1", "T2", 100, 101)
    found += check_link("划-1", (2,))
    found += check_arrival(replace(LINK, sent_fen=None))

    assert {control.code for control in year_end.CONTROLS} == {f.code for f in found}
    for finding in found:
        for lang in ("zh", "en"):
            text = catalog.sentence(finding, lang) + catalog.remedy(finding, lang)
            assert "…" not in text
            assert "{" not in text
