"""Apply one leaf to the tables. The only function that does; live, bulk and replay call it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from cityledger.evidence import canon
from cityledger.kernel.acts import Act, act
from cityledger.kernel.errors import LawBroken
from cityledger.ledger.post import Books
from cityledger.ledger.tables import READ, decode, integer

if TYPE_CHECKING:
    from cityledger.evidence.event import Leaf
    from cityledger.ledger.rows import Rows


def apply(leaf: Leaf, rows: Rows) -> Books | None:
    """Add what the act adds: its own rows verbatim, then what the laws derive from them.

    Returns the books of the act when it has vouchers, so that the caller can flush and let them
    judge back-dated money. Raises LawBroken.
    """
    core, book = leaf.event.core, leaf.book_id
    if (leaf.accepted and core["type"] == "genesis") != (leaf.index == 0):
        # The genesis of the registry needs no role: a second one would be a door for anybody.
        raise LawBroken("L8 genesis is leaf 0 and only leaf 0")
    rows.add(
        "request",
        {
            "book_id": book,
            "request_id": core["id"],
            "leaf_idx": leaf.index,
            "digest": core["command"],
            "act": core["type"],
            "actor": core["actor"],
            "is_refused": 0 if leaf.accepted else 1,
        },
    )
    if not leaf.accepted:
        _refusal(leaf, rows)
        return None
    added = _tables(core)
    if extra := added.keys() - _rules(book, core["type"]).tables:
        raise LawBroken(f"L6 {core['type']} may not write {sorted(extra)}")
    for table in added:
        if table not in ("voucher", "posting"):
            for row in added[table]:
                _row(leaf, rows, table, row)
    books = _vouchers(leaf, rows, added) if "voucher" in added or "posting" in added else None
    _holds(rows, added.get("hold", []))
    rows.check()
    return books


def _rules(book_id: int, kind: str) -> Act:
    try:
        return act(book_id, kind)
    except KeyError:
        raise LawBroken(f"L6 unknown act {kind}") from None


def _tables(core: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    """Return the rows of an act by table; raises LawBroken when they are anything else."""
    added = core.get("rows", {})
    if isinstance(added, dict) and all(
        isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
        for rows in added.values()
    ):
        return added
    raise LawBroken("L6 rows of an act are lists of rows by table")


def _refusal(leaf: Leaf, rows: Rows) -> None:
    for n, finding in enumerate(leaf.findings, 1):
        code, facts = finding
        row = {"leaf_idx": leaf.index, "n": n, "code": code, "facts": canon.encode(facts).decode()}
        rows.add("refusal", {"book_id": leaf.book_id, **row})


def _row(leaf: Leaf, rows: Rows, table: str, text: dict[str, str]) -> None:
    row = decode(table, text)
    columns = READ[table]
    if "leaf_idx" in columns:
        row["leaf_idx"] = leaf.index
    if "book_id" in columns:
        row["book_id"] = leaf.book_id
    rows.add(table, row)
    _caps(rows, table, row)


def _caps(rows: Rows, table: str, row: dict[str, Any]) -> None:
    """Raise or use the caps that rows other than postings stand for (L5)."""
    if table == "contract":
        rows.limit("contract", str(row["contract_id"]), cap=row["price_fen"])
        rows.limit("advance", str(row["contract_id"]), cap=row["advance_cap_fen"])
    elif table == "budget_line":
        rows.limit("paid", str(row["budget_line_id"]), cap=row["amount_fen"])
    elif table == "variation":
        rows.limit("contract", str(row["contract_id"]), cap=row["amount_fen"])
    elif table == "tranche_share":
        rows.limit("share", f"{row['tranche_id']}/{row['project_id']}", cap=row["cap_fen"])
    elif table == "invoice":
        rows.limit("invoice", str(row["invoice_id"]), cap=row["amount_fen"])
    elif table == "payment_invoice":
        rows.limit("invoice", str(row["invoice_id"]), used=row["amount_fen"])
    elif table == "hold":
        key = f"{row['bank_account_id']}/{row['tranche_id']}"
        amount = row["amount_fen"]
        rows.limit("held", key, cap=max(amount, 0), used=max(-amount, 0))


def _vouchers(leaf: Leaf, rows: Rows, added: dict[str, list[dict[str, str]]]) -> Books:
    books = Books(rows, leaf.index, datetime.fromisoformat(leaf.at))
    postings, taken = added.get("posting", []), 0
    for voucher in added.get("voucher", []):
        text = dict(voucher)
        lines = _lines(text.pop("lines", ""))
        books.voucher(text, postings[taken : taken + lines])
        taken += lines
    if taken != len(postings):
        raise LawBroken(f"L2 {len(postings) - taken} postings without a voucher")
    cited = (decode("statement_use", row) for row in added.get("statement_use", ()))
    books.finish(row["statement_line_id"] for row in cited)
    return books


def _lines(text: str) -> int:
    """Read how many postings a voucher has; a negative count would book some of them twice."""
    try:
        lines = integer(text)
    except (TypeError, ValueError):
        lines = -1
    if lines < 0:
        raise LawBroken(f"L2 a voucher of {text!r} postings")
    return lines


def _holds(rows: Rows, holds: list[dict[str, str]]) -> None:
    """Approval may hold only money that is there and not held already (L3)."""
    for hold in holds:
        if int(hold["amount_fen"]) > 0:
            key = f"{hold['bank_account_id']}/{hold['tranche_id']}"
            money, held = rows.peek("money", key), rows.peek("held", key)
            free = money.cap - money.used if money else 0
            if held is not None and held.cap - held.used > free:
                raise LawBroken(f"L3 held {key}: {held.cap - held.used} > {free} fen in hand")
