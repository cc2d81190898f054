"""The laws of one voucher over values in memory: L2, L6, L11, L14, as the triggers state them.

The triggers of `store.laws` refuse what breaks a law; a book may come from hands that dropped them
first. Verification asks the same of every voucher in the leaves, without a database to refuse it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cityledger.kernel.errors import LawBroken
from cityledger.store.laws import MIRRORED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cityledger.ledger.rows import ChartAccount

Line = dict[str, Any]
FEWEST = 2
PURSE = "8001"


@dataclass(frozen=True, slots=True)
class Original:
    """What a reversal may undo: the period, whether it is a reversal itself, and its postings."""

    period: int
    is_reversal: bool
    postings: Sequence[Line]


@dataclass(slots=True)
class Ground:
    """What the earlier leaves of a book say that its vouchers are judged by."""

    account: Callable[[str], ChartAccount]
    original: Callable[[int], Original | None]
    tranches: dict[int, tuple[str, int]] = field(default_factory=dict)
    """Form and `in_budget` by tranche."""
    periods: dict[int, tuple[int, str, str]] = field(default_factory=dict)
    """By period: the leaf of its newest change, its state then, and its state before that leaf."""

    def learn(self, table: str, row: Line) -> None:
        """Take over a tranche or a change of a period."""
        if table == "tranche":
            self.tranches[row["tranche_id"]] = (row["form"], row["in_budget"])
        elif table == "period_change":
            _, state, _ = self.periods.get(row["period"], (-1, "none", "none"))
            self.periods[row["period"]] = (row["leaf_idx"], row["state"], state)

    def is_open(self, period: int, leaf: int) -> bool:
        """Say whether a period was open in the leaves before `leaf`."""
        changed, state, before = self.periods.get(period, (-1, "none", "none"))
        return (before if changed >= leaf else state) == "open"


def judge(voucher: Line, postings: Sequence[Line], ground: Ground) -> None:
    """Raise LawBroken when a voucher breaks a law, in the words of its trigger."""
    if len(postings) < FEWEST:
        raise LawBroken("L2 fewer than two postings")
    _balance(voucher, postings, ground)
    _days(voucher, ground)
    if (voucher["kind"] == "reversal") != (voucher["reverses_id"] is not None):
        raise LawBroken(_MIRROR)
    if voucher["reverses_id"] is not None:
        _mirror(voucher, postings, ground)


def _balance(voucher: Line, postings: Sequence[Line], ground: Ground) -> None:
    """L2 and L14 in one pass: sums per key, and per tranche what moved money, purse and neither."""
    sums: dict[tuple[int, str, int, int], int] = defaultdict(int)
    tranches: dict[int, list[int]] = {}
    for line in postings:
        account, tranche = line["account"], line["tranche_id"]
        net = line["debit_fen"] - line["credit_fen"]
        facts = ground.account(account)
        if account < "9":
            sums[tranche, "1" if account < "6" else "6", 0, 0] += net
        else:
            sums[tranche, "9", line["allotment_id"] or 0, line["budget_line_id"] or 0] += net
        _dimensions(line, facts)
        if tranche:
            moved = tranches.setdefault(tranche, [0, 0, 0])
            if facts.is_money or facts.off_budget:
                moved[0] += net
                moved[2] += facts.is_money
            elif account.startswith(PURSE):
                moved[1] += net
    if any(sums.values()):
        raise LawBroken("L2 debit <> credit in a ledger and key")
    _moved(voucher, tranches, ground)


def _moved(voucher: Line, tranches: dict[int, list[int]], ground: Ground) -> None:
    for tranche, (money, purse, times) in tranches.items():
        form, in_budget = ground.tranches.get(tranche, ("", 1))
        if money != purse and in_budget == 1:
            raise LawBroken("L14 money and 8001 move apart")
        if voucher["kind"] == "normal" and not times and form == "cash":
            raise LawBroken("L2 a cash tranche without money")


def _dimensions(line: Line, facts: ChartAccount) -> None:
    if (line["debit_fen"] == 0) == (line["credit_fen"] == 0):
        raise LawBroken("L2 a posting has one side")
    if facts.is_money != (line["bank_account_id"] is not None):
        raise LawBroken("L2 a bank account if and only if the account is money")
    purse = line["account"].startswith(PURSE)
    if not line["tranche_id"] and (facts.is_money or purse):
        raise LawBroken("L2 money and 8001 name a tranche")
    if line["tranche_id"] and facts.ledger == "memo":
        raise LawBroken("L2 memo postings stand in tranche 0")


def _days(voucher: Line, ground: Ground) -> None:
    period, on = voucher["period"], voucher["value_date"]
    if not ground.is_open(period, voucher["voucher_id"] // 100):
        raise LawBroken("L11 period is not open")
    opening = voucher["kind"] == "opening"
    if opening != (period == 0) or period not in (0, on.year * 100 + on.month):
        raise LawBroken("L11 value date outside its period")


_MIRROR = "L6 a reversal mirrors one voucher of the same year that is no reversal"


def _mirror(voucher: Line, postings: Sequence[Line], ground: Ground) -> None:
    found = ground.original(voucher["reverses_id"])
    if found is None or found.is_reversal or found.period // 100 != voucher["period"] // 100:
        raise LawBroken(_MIRROR)
    if sorted(map(_undone, found.postings)) != sorted(map(_seen, postings)):
        raise LawBroken(_MIRROR)


def _seen(line: Line) -> tuple[Any, ...]:
    return _shown(line, 1)


def _undone(line: Line) -> tuple[Any, ...]:
    return _shown(line, -1)


def _shown(line: Line, sign: int) -> tuple[Any, ...]:
    same = (blank if line[name] is None else line[name] for name, blank in MIRRORED)
    amounts = sign * line["debit_fen"], sign * line["credit_fen"]
    return (line["n"], line["account"], line["tranche_id"], *amounts, *same)
