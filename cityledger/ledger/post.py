"""What the laws derive from vouchers and their postings: numbers, sums, floors, caps.

This knows accounts and dimensions, never acts: the same code serves a payment of today and the
replay of a leaf written by a program that is long gone.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from cityledger.kernel.errors import LawBroken
from cityledger.ledger.tables import T, decode

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from cityledger.ledger.rows import Rows

VOUCHERS_PER_ACT = 99
MONEY_SPENT_ON = ("1214", "1501", "2302", "2303", "2304", "5")
"""Counter-accounts by which a project uses up its share of a tranche."""

POSTING, VOUCHER = T["posting"], T["voucher"]
DAYS = (
    select(
        VOUCHER.c.value_date, func.sum(POSTING.c.debit_fen - POSTING.c.credit_fen).label("moved")
    )
    .join(
        VOUCHER,
        (VOUCHER.c.book_id == POSTING.c.book_id) & (VOUCHER.c.voucher_id == POSTING.c.voucher_id),
    )
    .where(
        POSTING.c.book_id == bindparam("book"),
        POSTING.c.tranche_id == bindparam("tranche"),
        POSTING.c.bank_account_id == bindparam("bank"),
    )
    .group_by(VOUCHER.c.value_date)
    .order_by(VOUCHER.c.value_date)
)
# What later leaves bring does not mend what one leaf broke.
DAYS_KNOWN = DAYS.where(POSTING.c.voucher_id < bindparam("after"))


class Books:
    """Books the vouchers of one act; `finish` judges what only the whole act can show."""

    def __init__(self, rows: Rows, leaf_index: int, booked_at: datetime) -> None:
        """Book into `rows` under leaf `leaf_index`, booked at `booked_at`."""
        self._rows = rows
        self._leaf = leaf_index
        self._at = booked_at
        self._count = 0
        self._bank_moves: dict[int, int] = defaultdict(int)
        self._reverses = False
        self._outflows: dict[tuple[int, int], date] = {}
        self._back_dated: dict[tuple[int, int], date] = {}

    def voucher(self, voucher: dict[str, str], postings: list[dict[str, str]]) -> None:
        """Book one voucher with its postings, in order."""
        self._count += 1
        if self._count > VOUCHERS_PER_ACT:
            raise LawBroken(f"L7 more than {VOUCHERS_PER_ACT} vouchers in one act")
        row = decode("voucher", voucher)
        period = row["period"]
        row["book_id"] = self._rows.book_id
        row["voucher_id"] = self._leaf * 100 + self._count
        row["voucher_no"] = self._rows.number(period, row["word"])
        row["booked_at"] = self._at
        self._reverses = self._reverses or row["reverses_id"] is not None
        lines = [decode("posting", posting) for posting in postings]
        for n, line in enumerate(lines, 1):
            self._posting(row, line, n)
        self._rows.voucher(row, lines)

    def _posting(self, voucher: dict[str, Any], line: dict[str, Any], n: int) -> None:
        rows = self._rows
        line["book_id"], line["voucher_id"], line["n"] = rows.book_id, voucher["voucher_id"], n
        bank, tranche = line["bank_account_id"], line["tranche_id"]
        debit, credit = line["debit_fen"], line["credit_fen"]
        project = line["project_id"] or 0
        key = (line["account"], tranche, bank or 0, project, voucher["period"])
        rows.move(key, debit, credit)
        account = rows.account(line["account"])
        if account.is_money:
            self._money(bank, tranche, debit, credit, voucher["value_date"])
        elif account.floor_by != "none":
            self._floor(account.floor_by, account.side, line)
        if account.ledger == "financial" and not account.is_money:
            self._uses(voucher["kind"], line)

    def _money(self, bank: int | None, tranche: int, debit: int, credit: int, on: date) -> None:
        if bank is None:
            raise LawBroken("L2 a money posting names no bank account")
        self._bank_moves[bank] += debit - credit
        self._rows.limit("money", f"{bank}/{tranche}", cap=debit, used=credit, on=on)
        if debit < credit:
            first = self._outflows.get((bank, tranche), on)
            self._outflows[bank, tranche] = min(first, on)

    def _floor(self, floor_by: str, side: str, line: dict[str, Any]) -> None:
        names = {
            "contract": "contract_id",
            "allotment": "allotment_id",
            "budget_line": "budget_line_id",
        }
        dimension = line[names[floor_by]]
        if dimension is None:
            raise LawBroken(f"L3 account {line['account']} names no {floor_by}")
        more, less = line["debit_fen"], line["credit_fen"]
        if side == "C":
            more, less = less, more
        self._rows.limit(f"floor {line['account']}", str(dimension), cap=more, used=less)

    def _uses(self, kind: str, line: dict[str, Any]) -> None:
        """Use what a posting uses: price of the contract, its advance cap, a share, a slice."""
        rows, account = self._rows, line["account"]
        net = line["debit_fen"] - line["credit_fen"]
        contract, tranche = line["contract_id"], line["tranche_id"]
        if contract is not None:
            if account.startswith("1214"):
                rows.limit("contract", str(contract), used=net)
                rows.limit("advance", str(contract), used=net)
            elif tranche == 0 and account[0] in "15" and not account.startswith("1218"):
                rows.limit("contract", str(contract), used=net)
        if tranche and line["budget_line_id"] is not None:
            rows.limit("paid", str(line["budget_line_id"]), used=net)
        if tranche and line["payment_line_id"] is not None:
            key = f"{line['payment_line_id']}/{tranche}"
            if kind == "return":
                rows.limit("returned", key, used=-net)
            else:
                rows.limit("returned", key, cap=net)
        if tranche and line["project_id"] is not None and account.startswith(MONEY_SPENT_ON):
            share = f"{tranche}/{line['project_id']}"
            if rows.peek("share", share) is not None:
                rows.limit("share", share, used=net)

    @property
    def back_dated(self) -> bool:
        """Say whether the act takes money out before the last day on which it moved (L3)."""
        return bool(self._back_dated)

    def finish(self, cited: Iterable[int] = ()) -> None:
        """Judge the act as a whole: a reversal moves a bank account only as the bank did (L6).

        `cited` are the statement lines of the act; what they show must be what it moves.
        """
        for (bank, tranche), first in self._outflows.items():
            # Only now is the last day known: an act may also bring money in after it went out.
            last_on = self._rows.limit("money", f"{bank}/{tranche}").last_on
            if last_on is not None and first < last_on:
                self._back_dated[bank, tranche] = first
        if not self._reverses:
            return
        shown: dict[int, int] = defaultdict(int)
        for number in cited:
            bank, fen = self._rows.statement(number)
            shown[bank] += fen
        for bank in sorted(self._bank_moves.keys() | shown.keys()):
            net = self._bank_moves[bank]
            if net != shown[bank]:
                raise LawBroken(
                    f"L6 a reversal moves bank account {bank} by {net} fen,"
                    f" its bank lines by {shown[bank]}"
                )

    def check_days(self) -> None:
        """Judge every later day of a back-dated payment; the rows must be flushed before (L3)."""
        for (bank, tranche), first in sorted(self._back_dated.items()):
            names = {"book": self._rows.book_id, "bank": bank, "tranche": tranche}
            names["after"] = (self._leaf + 1) * 100
            in_hand = 0
            for day in self._rows.books.execute(DAYS_KNOWN, names):
                in_hand += int(day.moved)
                if in_hand < 0 and day.value_date >= first:
                    raise LawBroken(
                        f"L3 money {bank}/{tranche} at the end of {day.value_date}: {in_hand} fen"
                    )
