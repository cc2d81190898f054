"""The case register (S51): what was noticed, what was decided on it, and what money came back.

It is as far as the tables go: a refused payment with what became of the request, a record of
interference with its decision, a fact of the bank with the task it opened. Red flags and the
accountability of persons join where their tables name what they stand on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, func, select

from cityledger.kernel.days import china_day
from cityledger.ledger.tables import T
from cityledger.views.interference import records
from cityledger.views.refusals import refusals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import Row

    from cityledger.store.engine import Read

ALL = 1 << 40
TASK, REPORT, VOUCHER, POSTING = (T[name] for name in ("task", "task_report", "voucher", "posting"))
# What a refund brought back, by the payment request its voucher undoes a part of.
_RETURNED = (
    select(
        VOUCHER.c.voucher_id,
        VOUCHER.c.value_date,
        VOUCHER.c.summary,
        func.coalesce(func.sum(POSTING.c.debit_fen), 0).label("fen"),
    )
    .join(
        POSTING,
        and_(
            POSTING.c.book_id == VOUCHER.c.book_id,
            POSTING.c.voucher_id == VOUCHER.c.voucher_id,
            POSTING.c.bank_account_id.is_not(None),
        ),
    )
    .where(VOUCHER.c.book_id == bindparam("book"), VOUCHER.c.kind == "return")
    .group_by(VOUCHER.c.voucher_id, VOUCHER.c.value_date, VOUCHER.c.summary)
    .order_by(VOUCHER.c.voucher_id)
)
_CLOSED = (
    select(REPORT.c.leaf_idx)
    .where(
        REPORT.c.book_id == TASK.c.book_id,
        REPORT.c.task_id == TASK.c.task_id,
        REPORT.c.closed_on.is_not(None),
    )
    .exists()
)
_TASKS = (
    select(TASK, _CLOSED.label("is_closed"))
    .where(TASK.c.book_id == bindparam("book"), TASK.c.kind == "bank_fact")
    .order_by(TASK.c.task_id)
)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case: origin refusal, interference, bank_fact or recovery; its key in the table of that.

    kind is the act that was refused, or the act of interference; decision is what was decided
    (codes of findings for a refusal, the effect for interference); `recovered_fen` what came back
    to the bank account.
    """

    origin: str
    ref: str
    on: date
    kind: str
    subject: str
    decision: str
    is_open: bool = False
    recovered_fen: int = 0


def cases(read: Read, book_id: int, today: date) -> tuple[CaseLine, ...]:
    """Return every case of a book, the oldest first."""
    found = [
        *_refused(read, book_id),
        *_interfered(read, book_id, today),
        *_tasks(read, book_id),
        *_recovered(read, book_id),
    ]
    return tuple(sorted(found, key=lambda case: (case.on, case.origin, case.ref)))


def _refused(read: Read, book_id: int) -> Iterator[CaseLine]:
    """A refusal is its own decision: nothing was paid, and the leaf says why."""
    for row in refusals(read, book_id, limit=ALL):
        codes = " ".join(dict.fromkeys(finding.code for finding in row.findings))
        yield CaseLine("refusal", str(row.leaf_idx), china_day(row.at), row.act, "", codes)


def _interfered(read: Read, book_id: int, today: date) -> Iterator[CaseLine]:
    for row in records(read, book_id, today):
        kind, subject = row.act_kind, f"{row.project_code} {row.contract_no}".strip()
        is_open = row.holds or row.closed_on is None
        number = str(row.interference_id)
        yield CaseLine(
            "interference", number, row.occurred_on, kind, subject, row.effect, is_open=is_open
        )


def _tasks(read: Read, book_id: int) -> Iterator[CaseLine]:
    rows: list[Row[Any]] = list(read.execute(_TASKS, {"book": book_id}))
    for row in rows:
        is_open = not row.is_closed
        yield CaseLine(
            "bank_fact", str(row.task_id), row.opened_on, row.kind, row.subject, "", is_open=is_open
        )


def _recovered(read: Read, book_id: int) -> Iterator[CaseLine]:
    for row in read.execute(_RETURNED, {"book": book_id}):
        yield CaseLine(
            origin="recovery",
            ref=str(row.voucher_id),
            on=row.value_date,
            kind="return",
            subject=row.summary,
            decision="",
            recovered_fen=row.fen,
        )
