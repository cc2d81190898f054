"""What the district looks like when the story is told: money, months, payments, refusals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from cityledger.controls import catalog
from cityledger.kernel import money, words
from cityledger.kernel.days import OPENING, period_text
from cityledger.ledger.verify import leaf_count
from cityledger.views import periods, registry
from cityledger.views.position import tranche_positions
from cityledger.views.project_card import projects
from cityledger.views.refusals import refusal_counts, refusals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cityledger.cli.district.office import Office
    from cityledger.store.engine import Read

GAP = "  "


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text: heading, names of columns, rows; `right` are the columns of figures."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int]

    def lines(self) -> Iterator[str]:
        """Yield the lines, with columns that align where Chinese characters are two cells wide."""
        everything = (self.columns, *self.rows)
        widths = [max(map(cell_len, column)) for column in zip(*everything, strict=True)]
        yield self.heading
        for row in everything:
            cells = (self._cell(n, cell, widths[n]) for n, cell in enumerate(row))
            yield f"{GAP}{GAP.join(cells)}".rstrip()

    def _cell(self, n: int, text: str, width: int) -> str:
        space = " " * (width - cell_len(text))
        return space + text if n in self.right else text + space


def tables(office: Office, lang: words.Lang) -> Iterator[Table]:
    """Yield the tables of the summary."""
    with office.desk.read() as read:
        book = office.desk.book_id
        yield _projects(read, book, lang)
        yield _sources(read, book, lang)
        yield _months(read, book)
        yield _work(office, read)
        yield _refused(read, book, lang)


def _sum(rows: Sequence[tuple[int, ...]]) -> tuple[str, ...]:
    return tuple(money.text(sum(column)) for column in zip(*rows, strict=True))


def _projects(read: Read, book: int, lang: words.Lang) -> Table:
    found = projects(read, book)
    kinds = [words.term(f"project_kind.{row.kind}", lang) for row in found]
    figures = [(row.share_fen, row.paid_fen, row.left_fen) for row in found]
    rows = [
        (kind, row.name, *map(money.text, fens))
        for kind, row, fens in zip(kinds, found, figures, strict=True)
    ]
    total = (words.term("total", lang), f"{len(found)}", *_sum(figures))
    heading = "项目资金(元) projects, in yuan"
    return Table(
        heading,
        ("类别 kind", "项目 project", "到账 received", "已付 paid", "结存 left"),
        (*rows, total),
        frozenset({2, 3, 4}),
    )


def _sources(read: Read, book: int, lang: words.Lang) -> Table:
    sums: dict[str, list[int]] = {}
    for row in tranche_positions(read, book):
        mine = sums.setdefault(row.source, [0, 0, 0, 0, 0])
        values = (1, row.received_fen, row.paid_fen, row.suspense_fen, row.left_fen)
        sums[row.source] = [old + new for old, new in zip(mine, values, strict=True)]
    rows = [(name, str(n), *map(money.text, fens)) for name, (n, *fens) in sums.items()]
    figures = [tuple(fens) for _, *fens in sums.values()]
    count = str(sum(n for n, *_ in sums.values()))
    total = (words.term("total", lang), count, *_sum(figures))
    return Table(
        "资金来源(元) sources, in yuan",
        (
            "来源 source",
            "批次 tranches",
            "到账 received",
            "已付 paid",
            "待查 suspense",
            "结存 left",
        ),
        (*rows, total),
        frozenset({1, 2, 3, 4, 5}),
    )


def _months(read: Read, book: int) -> Table:
    states = {"open": "开放 open", "closed": "已结账 closed"}
    rows = []
    for period, state in periods.states(read, book).items():
        if period != OPENING:
            totals = periods.totals(read, book, period)
            figures = (str(totals.voucher_count), money.text(totals.debit_fen))
            rows.append((period_text(period), states[state], *figures))
    return Table(
        "会计期间 periods",
        ("月份 month", "状态 state", "凭证 vouchers", "借方合计 debits = credits"),
        tuple(rows),
        frozenset({2, 3}),
    )


def _work(office: Office, read: Read) -> Table:
    rows = (
        ("人员 people", str(len(registry.people(read)))),
        ("封存记录 leaves", str(leaf_count(read))),
        ("已付支付申请 requests paid", str(office.paid_requests)),
        ("其中付款明细 lines paid", str(office.paid_lines)),
        ("其中征收补偿户 households", str(office.paid_households)),
        ("待办支付申请 requests waiting", str(office.requests - office.paid_requests)),
    )
    return Table("办理情况 work done", ("事项 what", "数量 count"), rows, frozenset({1}))


def _refused(read: Read, book: int, lang: words.Lang) -> Table:
    counts = dict(refusal_counts(read, book))
    rows: dict[str, tuple[str, ...]] = {}
    for act in reversed(refusals(read, book)):
        for finding in act.findings:
            said = catalog.sentence(finding, lang)
            shown = (finding.code, str(counts[finding.code]), act.name, said)
            rows.setdefault(finding.code, shown)
    return Table(
        "封存的拒绝 sealed refusals",
        ("规则 rule", "次 times", "办理人 actor", "首次拒绝说明 what was said first"),
        tuple(rows.values()),
        frozenset({1}),
    )
