"""Three ledgers in one voucher: their sums per key, and what stands behind 8001 (case 16)."""

from __future__ import annotations

from decimal import Decimal

from cityledger.ledger.receipt import Receipt
from tests.stories.world import WAN, World

LEDGERS = {"financial": "财务", "budget": "预算", "memo": "备查"}


def wan(fen: int) -> str:
    """Return fen as the tables of the stories show them."""
    return f"{Decimal(fen) / WAN:f}"


def sides(world: World) -> list[tuple[str, ...]]:
    """Return debits and credits of the newest act per ledger and key, as the laws group them."""
    assert isinstance(world.last, Receipt)
    rows = world.office.sql(
        "SELECT c.ledger, CASE WHEN c.ledger <> 'memo' AND p.tranche_id <> 0 THEN t.label"
        " ELSE coalesce(a.allotment_no, l.code, '-') END AS key,"
        " sum(p.debit_fen), sum(p.credit_fen) FROM posting p"
        " JOIN account c ON c.book_id = p.book_id AND c.code = p.account"
        " JOIN tranche t ON t.book_id = p.book_id AND t.tranche_id = p.tranche_id"
        " LEFT JOIN allotment a ON a.book_id = p.book_id AND a.allotment_id = p.allotment_id"
        " LEFT JOIN budget_line l ON l.book_id = p.book_id AND c.ledger = 'memo'"
        " AND l.budget_line_id = p.budget_line_id"
        f" WHERE p.voucher_id / 100 = {world.last.index} GROUP BY 1, 2"
    )
    order = list(LEDGERS)
    rows.sort(key=lambda row: (order.index(row[0]), row[1]))
    return [(LEDGERS[ledger], key, wan(debit), wan(credit)) for ledger, key, debit, credit in rows]


def money(world: World) -> list[tuple[str, ...]]:
    """Return money, off-budget items and 8001 per tranche: the last is the sum of the others."""
    rows = world.office.sql(
        "SELECT t.label,"
        " sum(CASE WHEN a.is_money = 1 THEN p.debit_fen - p.credit_fen ELSE 0 END),"
        " sum(CASE WHEN a.off_budget = 1 THEN p.debit_fen - p.credit_fen ELSE 0 END),"
        " sum(CASE WHEN p.account = '8001' THEN p.debit_fen - p.credit_fen ELSE 0 END)"
        " FROM posting p JOIN account a ON a.book_id = p.book_id AND a.code = p.account"
        " JOIN tranche t ON t.book_id = p.book_id AND t.tranche_id = p.tranche_id"
        " WHERE p.tranche_id <> 0 GROUP BY p.tranche_id, t.label ORDER BY p.tranche_id"
    )
    return [(label, *map(wan, amounts)) for label, *amounts in rows]


def outlays(world: World) -> list[tuple[str, ...]]:
    """Return the outlays of the newest act with their functional and economic class."""
    assert isinstance(world.last, Receipt)
    rows = world.office.sql(
        "SELECT p.account, t.label, p.function_code, p.economic_code, p.debit_fen - p.credit_fen"
        " FROM posting p"
        " JOIN tranche t ON t.book_id = p.book_id AND t.tranche_id = p.tranche_id"
        f" WHERE p.voucher_id / 100 = {world.last.index} AND p.account LIKE '7%' ORDER BY p.n"
    )
    return [(account, label, f or "", e or "", wan(fen)) for account, label, f, e, fen in rows]
