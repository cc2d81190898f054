"""Job, the peer of papers: the same rows by reportlab's own layout engine, a table per page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.ask import YEARS
from bench.book import BOOK
from bench.jobs.printing import SCOPE
from bench.measure import cpu
from cityledger.kernel.money import plain
from cityledger.reports import fonts
from cityledger.store.engine import connect, read
from cityledger.views.subsidiary import subsidiary_ledger

PER_PAGE = 30
HEADS = ("日期", "凭证字号", "摘要", "对方科目", "借方金额", "贷方金额", "借/贷", "余额")
WIDTHS = (55, 60, 210, 105, 90, 90, 35, 95)


def _rows(path: str) -> list[tuple[str, ...]]:
    engine = connect(f"sqlite:///{path}")
    out: list[tuple[str, ...]] = []
    balance = 0
    with read(engine) as connection:
        for row in subsidiary_ledger(connection, BOOK, SCOPE, YEARS).rows:
            balance += row.debit_fen - row.credit_fen
            money = (plain(row.debit_fen), plain(row.credit_fen))
            side = "借" if balance >= 0 else "贷"
            text = (row.on.isoformat(), row.word_no, row.summary[:28], row.counter)
            out.append((*text, *money, side, plain(abs(balance))))
    engine.dispose()
    return out


def _print(rows: list[tuple[str, ...]], pdf: str) -> None:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, SimpleDocTemplate, Table

    face = Path(fonts.__file__).parent / "NotoSansSC-Regular.ttf"
    pdfmetrics.registerFont(TTFont("bench", str(face)))
    style: list[Any] = [
        ("FONT", (0, 0), (-1, -1), "bench", 8),
        ("GRID", (0, 0), (-1, -1), 0.3, (0.7, 0.7, 0.7)),
        ("ALIGN", (4, 0), (5, -1), "RIGHT"),
        ("ALIGN", (7, 0), (7, -1), "RIGHT"),
    ]
    story: list[Any] = []
    for first in range(0, len(rows), PER_PAGE):
        body = [HEADS, *rows[first : first + PER_PAGE]]
        story += [Table(body, WIDTHS, rowHeights=13.4, style=style), PageBreak()]
    pages = SimpleDocTemplate(pdf, pagesize=landscape(A4), topMargin=60, bottomMargin=60)
    pages.build(story)


def run(path: str, pdf: str) -> dict[str, float]:
    """Print the rows; CPU seconds without reading them, pages, bytes."""
    rows = _rows(path)
    spent = cpu(lambda: _print(rows, pdf))
    pages = (len(rows) + PER_PAGE - 1) // PER_PAGE
    return {"print_s": spent, "pages": pages, "bytes": Path(pdf).stat().st_size}
