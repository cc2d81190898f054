"""The books once more, in plain Python: every posting in a list, every figure a loop over it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.conftest import Office

COLUMNS = (
    "p.voucher_id", "p.n", "p.account", "p.tranche_id", "p.debit_fen", "p.credit_fen",
    "p.bank_account_id", "p.project_id", "p.contract_id", "p.party_id", "p.budget_line_id",
    "p.allotment_id", "p.payment_line_id", "v.value_date", "v.period", "v.word", "v.voucher_no",
    "v.kind", "v.summary",
)  # fmt: skip
MOMENTS = tuple(
    (as_of, as_known)
    for as_of in (None, date(2025, 3, 10), date(2025, 6, 12), date(2025, 8, 3), date(2025, 12, 31))
    for as_known in (None, 20, 38, 60, 75)
)
"""Value dates and log sizes of the story, every pair of them."""


@dataclass(frozen=True)
class Line:
    """One posting with its voucher."""

    values: dict[str, Any]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a column of any type
        return self.values[name]

    @property
    def net(self) -> int:
        """Debit less credit."""
        return int(self.values["debit_fen"] - self.values["credit_fen"])


class Plain:
    """All postings of one book."""

    def __init__(self, office: Office, book_id: int) -> None:
        found = office.sql(
            f"SELECT {', '.join(COLUMNS)} FROM posting p JOIN voucher v USING (book_id, voucher_id)"
            f" WHERE book_id = {book_id} ORDER BY v.value_date, p.voucher_id, p.n"
        )
        names = [column.split(".")[1] for column in COLUMNS]
        self.lines = []
        for row in found:
            values = dict(zip(names, row, strict=True))
            values["value_date"] = date.fromisoformat(values["value_date"])
            self.lines.append(Line(values))

    def upto(self, as_of: date | None = None, as_known: int | None = None) -> list[Line]:
        """The postings of a moment."""
        return [
            line
            for line in self.lines
            if (as_of is None or line.value_date <= as_of)
            and (as_known is None or line.voucher_id < as_known * 100)
        ]


def grouped(lines: list[Line], key: Callable[[Line], Any]) -> Iterator[tuple[Any, list[Line]]]:
    """Yield groups of lines in the order of their keys."""
    out: dict[Any, list[Line]] = defaultdict(list)
    for line in lines:
        out[key(line)].append(line)
    yield from sorted(out.items())


def total(lines: list[Line], *accounts: str) -> int:
    """Debit less credit of some accounts and those below them."""
    return sum(line.net for line in lines if line.account.startswith(accounts))
