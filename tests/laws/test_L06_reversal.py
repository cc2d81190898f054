"""L6: a correction is a reversal that mirrors one voucher of the same year, once."""

from __future__ import annotations

import pytest

from tests.laws.furnish import CONTRACT, FEB, JAN, memo, months, statement
from tests.laws.raw import Raw, Text, join, law, line, payment_lines, red, voucher

NAMES = {"project_id": 1, "contract_id": 1}
LINES = [
    line("D", "16130101", 70, cost_item="C01", **NAMES),
    line("C", "230201", 70, **NAMES),
    line("D", "9114", 70, budget_line_id=1, **NAMES),
    line("C", "9115", 70, budget_line_id=1, **NAMES),
]
MIRROR = "L6 a reversal mirrors one voucher of the same year that is no reversal"


def posted(raw: Raw, lines: list[Text] | None = None, on: str = JAN) -> int:
    """Post a voucher and return its number."""
    rows = voucher(on, *(LINES if lines is None else lines))
    return raw.do("voucher.correct", rows).index * 100 + 1


def reversal(raw: Raw, number: int, lines: list[Text], on: str = FEB) -> str:
    """Try a reversal of a voucher."""
    return raw.refusal(on, *lines, kind="reversal", reverses_id=number)


def test_an_exact_mirror_passes_once(raw: Raw) -> None:
    number = posted(raw)
    assert "" == reversal(raw, number, red(LINES))
    assert "L6 voucher: key exists" == reversal(raw, number, red(LINES))


def test_a_reversal_is_not_reversed(raw: Raw) -> None:
    number = posted(raw)
    done = raw.post(FEB, *red(LINES), kind="reversal", reverses_id=number)
    assert MIRROR == reversal(raw, done.index * 100 + 1, LINES)


def changed(at: int, **columns: object) -> list[Text]:
    """Return the mirror with some columns of one line changed."""
    lines = [dict(item) for item in red(LINES)]
    lines[at] |= {name: str(value) for name, value in columns.items()}
    return lines


@pytest.mark.parametrize(
    "lines",
    [
        red(LINES)[:2],
        red(LINES) + red(LINES)[:2],
        red(LINES)[2:] + red(LINES)[:2],
        LINES,
        changed(0, account="16130102"),
        changed(0, cost_item="C02"),
        changed(0, project_id=2),
        changed(0, sub_project_id=1),
        changed(0, party_id="91370211MA3C0AQX6E"),
        changed(0, function_code="212"),
        changed(0, economic_code="309"),
        changed(1, payment_line_id=1001),
        changed(0, contract_id=9),
    ],
    ids=[
        "part of it", "more than it", "another order", "not red", "account", "cost item",
        "project", "section", "party", "function", "economic", "payment line", "contract",
    ],
)  # fmt: skip
def test_anything_but_the_mirror_is_refused(raw: Raw, lines: list[Text]) -> None:
    number = posted(raw)
    assert MIRROR == reversal(raw, number, lines)


def test_a_reversal_does_not_move_permission_between_allotments(raw: Raw) -> None:
    raw.do("voucher.correct", voucher(JAN, *memo("9102", "9103", 100, allotment_id=2)))
    chain = memo("9103", "9104", 70, allotment_id=1)
    number = posted(raw, chain)
    raw.do("voucher.correct", voucher(JAN, *[item | {"allotment_id": "2"} for item in chain]))
    other = [item | {"allotment_id": "2"} for item in red(chain)]
    assert MIRROR == reversal(raw, number, other)
    assert "" == reversal(raw, number, red(chain))


@pytest.mark.parametrize("kind", ["normal", "return", "bank_fact"])
def test_only_a_reversal_names_what_it_reverses(raw: Raw, kind: str) -> None:
    number = posted(raw)
    assert MIRROR == raw.refusal(FEB, *red(LINES), kind=kind, reverses_id=number)


def test_a_reversal_names_what_it_reverses(raw: Raw) -> None:
    posted(raw)
    assert MIRROR == raw.refusal(FEB, *red(LINES), kind="reversal")


def test_a_voucher_that_is_not_there_is_not_reversed(raw: Raw) -> None:
    assert MIRROR == reversal(raw, 777777, red(LINES))


def test_across_a_year_a_correction_is_blue(raw: Raw) -> None:
    months(raw, 202601)
    number = posted(raw)
    assert MIRROR == reversal(raw, number, red(LINES), on="2026-01-10")


def test_without_triggers_anything_passes_as_a_reversal(raw: Raw) -> None:
    number = posted(raw)
    raw.drop_laws()
    assert "" == reversal(raw, number, red(LINES)[:2])


def test_money_comes_back_only_with_its_replacement_or_a_bank_line(raw: Raw) -> None:
    lines = payment_lines(2, 70, "5001")
    number = posted(raw, lines)
    alone = voucher(FEB, *red(lines), kind="reversal", reverses_id=number)
    assert "L6 a reversal moves bank account 1 by 70 fen, its bank lines by 0" == law(
        raw.act("voucher.correct", alone)
    )
    part = payment_lines(2, 69, "5001")
    said = law(raw.act("voucher.correct", join(alone, voucher(FEB, *part))))
    assert "L6 a reversal moves bank account 1 by 1 fen, its bank lines by 0" == said
    whole = join(alone, voucher(FEB, *payment_lines(2, 70, "5101")))
    assert "" == law(raw.act("voucher.correct", whole))


def test_a_statement_line_is_used_once(raw: Raw) -> None:
    raw.do("statement.record", {"bank_statement_line": [statement(2, 1, 70)]})
    lines = payment_lines(2, 70, "5001", **CONTRACT)
    said = []
    for number in (posted(raw, lines), posted(raw, lines)):
        rows = voucher(FEB, *red(lines), kind="reversal", reverses_id=number)
        rows["statement_use"] = [{"statement_line_id": "2"}]
        said.append(law(raw.act("voucher.correct", rows)))
    assert ["", "L6 statement_use: key exists"] == said


@pytest.mark.parametrize(
    ("cited", "said"),
    [
        ((), "L6 a reversal moves bank account 1 by 70 fen, its bank lines by 0"),
        ((2,), ""),
        ((3,), "L6 a reversal moves bank account 1 by 70 fen, its bank lines by 69"),
        ((4,), "L6 a reversal moves bank account 1 by 70 fen, its bank lines by 0"),
        ((5,), "L6 a reversal moves bank account 1 by 70 fen, its bank lines by -70"),
        ((3, 6), ""),
        ((2, 4), "L6 a reversal moves bank account 2 by 0 fen, its bank lines by 70"),
        ((99,), "L6 no statement line 99"),
    ],
    ids=["none", "right", "short", "another account", "out", "two", "one too many", "unknown"],
)
def test_the_bank_lines_show_the_money_that_comes_back(
    raw: Raw, cited: tuple[int, ...], said: str
) -> None:
    for number, bank, fen in ((2, 1, 70), (3, 1, 69), (4, 2, 70), (5, 1, -70), (6, 1, 1)):
        raw.do("statement.record", {"bank_statement_line": [statement(number, bank, fen)]})
    lines = payment_lines(2, 70, "5001")
    rows = voucher(FEB, *red(lines), kind="reversal", reverses_id=posted(raw, lines))
    rows["statement_use"] = [{"statement_line_id": str(number)} for number in cited]
    assert said == law(raw.act("voucher.correct", rows))
