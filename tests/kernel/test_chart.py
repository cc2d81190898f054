"""The chart is complete, consistent, and has every account the walkthrough books."""

from __future__ import annotations

import re

import pytest

from cityledger.kernel import chart, costs

ROWS = tuple(chart.chart().values())

# Every code posted by the sixteen cases of the walkthrough.
WALKTHROUGH = [
    "100201",
    "100202",
    "100203",
    "1021",
    "1201",
    "121401",
    "121801",
    "121802",
    "1501",
    "16130101",
    "161303",
    "161304",
    "161305",
    "161306",
    "1601",
    "1801",
    "1831",
    "210302",
    "210301",
    "230201",
    "230203",
    "230204",
    "230205",
    "230206",
    "230701",
    "230709",
    "2304",
    "2502",
    "3001",
    "3301",
    "3302",
    "3401",
    "3501",
    "400101",
    "4601",
    "5001",
    "5301",
    "6001",
    "6501",
    "6601",
    "6609",
    "7101",
    "7601",
    "7901",
    "8001",
    "8101",
    "8201",
    "9101",
    "9102",
    "9103",
    "9104",
    "9105",
    "9111",
    "9112",
    "9113",
    "9114",
    "9115",
    "9201",
    "9202",
    "9291",
    "9292",
]


def test_counts_per_ledger() -> None:
    """A row added or lost by accident shows here."""
    counts = {name: sum(row.ledger == name for row in ROWS) for name in chart.LEDGERS}

    assert {"financial": 85, "budget": 19, "memo": 16} == counts


def test_codes_and_names_are_unique() -> None:
    """No two accounts share a code or a name."""
    for names in ([r.code for r in ROWS], [r.zh for r in ROWS], [r.en for r in ROWS]):
        assert len(names) == len(set(names))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_row_is_well_formed(row: chart.Account) -> None:
    """Every column holds one of its values, and prefix rules hold."""
    assert re.fullmatch(r"[1-9]\d{3}(\d\d){0,2}", row.code)
    assert row.zh
    assert row.en
    assert row.ledger == chart.ledger_of(row.code)
    assert row.side in chart.SIDES
    assert row.floor_by in chart.FLOORS
    assert row.state in chart.STATES
    assert row.evidence in chart.EVIDENCE
    assert row.is_money == (row.floor_by == "bank_tranche")


@pytest.mark.parametrize("row", [r for r in ROWS if r.parent], ids=lambda row: row.code)
def test_child_follows_its_parent(row: chart.Account) -> None:
    """A sub-account has its parent in the chart and keeps ledger, side, money and floor."""
    parent = chart.account(str(row.parent))

    assert (parent.ledger, parent.side, parent.is_money, parent.floor_by) == (
        row.ledger,
        row.side,
        row.is_money,
        row.floor_by,
    )
    assert parent.state == ("open" if parent.code == "8001" else "total")


@pytest.mark.parametrize("code", WALKTHROUGH)
def test_walkthrough_accounts_take_postings(code: str) -> None:
    """Every account the walkthrough books is there and open."""
    assert chart.account(code).takes_postings


def test_totals_have_children() -> None:
    """A total without sub-accounts would be an account nobody can post to."""
    assert [r.code for r in ROWS if r.state == "total" and not chart.children(r.code)] == []


def test_money_accounts() -> None:
    """Money is cash, bank, in transit and unused quota, nothing else (L2)."""
    assert ("1001", "100201", "100202", "100203", "1021", "1201") == chart.money_accounts()
    assert chart.account("1011").state == "closed"


def test_off_budget_accounts() -> None:
    """Money that is not ours has no budget effect (L14)."""
    expected = ("121802", "210301", "230701", "230702", "230703", "230709")

    assert expected == chart.off_budget_accounts()


@pytest.mark.parametrize(
    ("prefix", "floor_by"),
    [
        ("1002", "bank_tranche"),
        ("1214", "contract"),
        ("2302", "contract"),
        ("2307", "contract"),
        ("9101", "none"),
        ("9102", "allotment"),
        ("9103", "allotment"),
        ("9104", "allotment"),
        ("9105", "allotment"),
        ("9111", "none"),
        ("9112", "budget_line"),
        ("9113", "budget_line"),
        ("9114", "budget_line"),
        ("9115", "budget_line"),
    ],
)
def test_floor_of_each_family(prefix: str, floor_by: str) -> None:
    """L3: the dimension in which an account never crosses zero."""
    assert {floor_by} == {row.floor_by for row in ROWS if row.code.startswith(prefix)}


@pytest.mark.parametrize("code", ["", "0001", "x"])
def test_ledger_of_refuses_a_bad_code(code: str) -> None:
    """Codes start with 1 to 9."""
    with pytest.raises(KeyError):
        chart.ledger_of(code)


def test_forty_seven_allocable_items() -> None:
    """The form has 47 items; two of them reduce cost."""
    assert [f"{n:02d}" for n in range(1, 48)] == list(costs.ITEMS)
    assert ["38", "39"] == [item.code for item in costs.ITEMS.values() if item.sign < 0]
    assert len({item.zh for item in costs.ITEMS.values()}) == len(costs.ITEMS)
    assert costs.ITEMS["19"].zh == "项目建设管理费"


@pytest.mark.parametrize(
    ("item", "cost", "payable", "advance"),
    [
        ("works", "16130101", "230201", "121401"),
        ("installation", "16130102", "230201", "121401"),
        ("equipment", "161302", "230202", "121403"),
        ("other", "161304", "230205", "121401"),
        ("05", "161303", "230205", "121401"),
        ("06", "161303", "230204", "121404"),
    ],
)
def test_accounts_of_a_cost_item(item: str, cost: str, payable: str, advance: str) -> None:
    """Each cost item leads to open accounts of the chart."""
    found = (costs.cost_account(item), costs.payable_account(item), costs.advance_account(item))

    assert (cost, payable, advance) == found
    assert all(chart.account(code).takes_postings for code in found)
    assert costs.cost_item_name(item)
    assert costs.cost_item_name(item, "en")


def test_unknown_cost_item() -> None:
    """A cost item outside the lists is an error, not a silent default."""
    with pytest.raises(KeyError):
        costs.cost_account("48")


def test_name_in_both_languages() -> None:
    """The interface asks names by language."""
    row = chart.account("230206")

    assert ("应付人工费-工资专户", "Payable: labour to the wage account") == (
        row.name(),
        row.name("en"),
    )
