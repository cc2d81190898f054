"""One sealed leaf in words, from its bytes alone: what an outsider with a proof file reads.

The bytes come from anybody, so nothing in them is taken to have its usual shape, and every text is
shown with its control characters by number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cityledger.evidence.text import visible
from cityledger.kernel import chart, masking, money, words
from cityledger.kernel.days import parse_instant
from cityledger.reports.integrity import instant
from cityledger.reports.text import width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cityledger.evidence.event import Leaf

MOST_ROWS = 40
"""Rows of other tables that are shown; vouchers are shown whole."""

_AMOUNTS = ("debit_fen", "credit_fen")
_GAP = "  "


def lines(leaf: Leaf) -> Iterator[str]:
    """Yield the lines that say who did what and when, and the postings of each voucher."""
    kind = str(leaf.event.core["type"])
    yield f"账簿 log        {visible(leaf.event.origin)}"
    yield f"记录 leaf       {leaf.index}"
    yield f"事项 act        {act_name(kind)} ({visible(kind)})"
    yield f"操作人 actor    {visible(_actor(leaf))}"
    yield f"时间 booked at  {instant(parse_instant(leaf.at))}"
    if leaf.accepted:
        yield "结果 result     已入账 accepted"
    else:
        codes = ", ".join(visible(str(finding[0])) for finding in leaf.findings)
        yield f"结果 result     被拒绝 refused: {codes}"
    rows = leaf.event.core.get("rows")
    tables = {str(name): _rows(rows[name]) for name in rows} if isinstance(rows, dict) else {}
    yield from _vouchers(tables.pop("voucher", []), tables.pop("posting", []))
    yield from _others(tables)


def _actor(leaf: Leaf) -> str:
    """Return who acted, unless that would tell who wrote in the interference register."""
    codes = [] if leaf.accepted else [str(finding[0]) for finding in leaf.findings]
    rows = leaf.event.core.get("rows")
    readings = _rows(rows.get("disclosure")) if isinstance(rows, dict) else []
    reads = any(row.get("kind") == "interference" for row in readings)
    hidden = reads or masking.tells_recorder(str(leaf.event.core["type"]), codes)
    return masking.UNSAID if hidden else leaf.event.actor


def act_name(kind: str) -> str:
    """Return the Chinese and English name of a kind of act, or nothing known."""
    found = words.group_of("act_kind").get(kind.replace(".", "_"))
    return "未知 unknown" if found is None else f"{found.zh} {found.en}"


def _rows(value: object) -> list[dict[str, Any]]:
    """Return the rows of one table; whatever is no row is left out."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _vouchers(vouchers: list[dict[str, Any]], postings: list[dict[str, Any]]) -> Iterator[str]:
    start = 0
    for voucher in vouchers:
        count = _whole(voucher.get("lines"))
        end = len(postings) if count is None or len(vouchers) == 1 else start + max(count, 0)
        month = visible(str(voucher.get("period", "")))
        word, on = (visible(str(voucher.get(name, ""))) for name in ("word", "value_date"))
        yield ""
        yield f"凭证 voucher    {word}字  {month}  业务日期 value date {on}"
        yield f"摘要 summary    {visible(str(voucher.get('summary', '')).replace(chr(10), ' '))}"
        yield from _table(postings[start:end])
        start = end
    if vouchers:
        yield "凭证号由次序推出,不在记录内 the voucher's number follows from the order of the log"


def _table(postings: list[dict[str, Any]]) -> Iterator[str]:
    head = ("科目 account", "借方 debit", "贷方 credit", "辅助核算 dimensions")
    debit, credit = (_sum(postings, name) for name in _AMOUNTS)
    body = [*map(_posting, postings), ("合计 total", debit, credit, "")]
    widths = [max(map(width_of, column)) for column in zip(head, *body, strict=True)]
    for row in (head, tuple("-" * width for width in widths), *body):
        yield _line(row, widths)


def _posting(posting: dict[str, Any]) -> tuple[str, str, str, str]:
    code = str(posting.get("account", ""))
    known = chart.chart().get(code)
    account = f"{visible(code)} {known.zh}" if known else visible(code)
    debit, credit = (_amount(posting.get(name)) for name in _AMOUNTS)
    left = {name: value for name, value in posting.items() if name not in ("account", *_AMOUNTS)}
    return account, debit, credit, _pairs(left)


def _amount(value: object) -> str:
    fen = _whole(value)
    if fen is not None:
        return money.text(fen)
    return "" if value is None else visible(str(value))


def _sum(postings: list[dict[str, Any]], name: str) -> str:
    return money.text(sum(_whole(posting.get(name)) or 0 for posting in postings))


def _whole(value: object) -> int | None:
    """Return a whole number as it stands in a leaf, as text, or None."""
    text = str(value)
    digits = text.removeprefix("-")
    return int(text) if digits.isdecimal() and digits.isascii() and len(digits) < 19 else None


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    out = []
    for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        pad = " " * (width - width_of(cell))
        out.append(pad + cell if place in {1, 2} else cell + pad)
    return _GAP.join(out).rstrip()


def _others(tables: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    shown = [(name, row) for name in sorted(tables) for row in tables[name]]
    if shown:
        yield ""
        yield "其他登记 other rows"
    for name, row in shown[:MOST_ROWS]:
        told = masking.row(name, {key: str(value) for key, value in row.items()})
        yield f"  {visible(name)}: {_pairs(told)}"
    if len(shown) > MOST_ROWS:
        yield f"  … 共 {len(shown)} 行 rows in all"


def _pairs(row: dict[str, Any]) -> str:
    return " ".join(f"{visible(str(name))}={visible(str(row[name]))}" for name in sorted(row))
