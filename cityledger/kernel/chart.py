"""The chart of accounts: 政府会计制度 财会〔2017〕25号, with our sub-accounts and memo chains.

The rows stand in `chart.csv` beside this module, so that an accountant can read and compare them.
Codes are built 4-2-2. Project, contract, party, cost item and tranche are dimensions of a posting,
never deeper codes.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LEDGERS = ("financial", "budget", "memo")
SIDES = ("D", "C")
FLOORS = ("none", "bank_tranche", "contract", "allotment", "budget_line")
STATES = ("open", "total", "closed")
EVIDENCE = ("seen", "memory", "own")

_PARENT_LENGTH = {6: 4, 8: 6}


@dataclass(frozen=True, slots=True)
class Account:
    """One account.

    `floor_by` names the dimension in which the balance never crosses zero (L3); `off_budget` marks
    counter-accounts of money that has no budget effect (L14); `state` is open (postings allowed),
    total (the sum of its sub-accounts) or closed (kept to read old books); `evidence` says where
    the code comes from: seen in a published chart, from memory, or our own.
    """

    code: str
    zh: str
    en: str
    ledger: str
    side: str
    is_money: bool
    off_budget: bool
    floor_by: str
    state: str
    evidence: str

    @property
    def parent(self) -> str | None:
        """Return the code of the total this account belongs to; None at the top (4 digits)."""
        length = _PARENT_LENGTH.get(len(self.code))
        return None if length is None else self.code[:length]

    @property
    def takes_postings(self) -> bool:
        """Say whether a voucher may post here."""
        return self.state == "open"

    def name(self, lang: str = "zh") -> str:
        """Return the name in `lang` (zh or en)."""
        return self.zh if lang == "zh" else self.en


@cache
def chart() -> dict[str, Account]:
    """Return every account by code, in the order of the codes."""
    text = (files("cityledger.kernel") / "chart.csv").read_text(encoding="utf-8")
    rows = [_account(row) for row in csv.DictReader(text.splitlines())]
    return {account.code: account for account in sorted(rows, key=lambda row: row.code)}


def _account(row: dict[str, str]) -> Account:
    return Account(
        code=row["code"],
        zh=row["zh"],
        en=row["en"],
        ledger=row["ledger"],
        side=row["side"],
        is_money=row["is_money"] == "1",
        off_budget=row["off_budget"] == "1",
        floor_by=row["floor_by"],
        state=row["state"],
        evidence=row["evidence"],
    )


def account(code: str) -> Account:
    """Return one account; KeyError when the chart has no such code."""
    return chart()[code]


def ledger_of(code: str) -> str:
    """Return the ledger of a code by its first digit: 1-5 financial, 6-8 budget, 9 memo (L2)."""
    first = code[:1]
    if first not in "123456789" or not first:
        raise KeyError(code)
    if first == "9":
        return "memo"
    return "budget" if first in "678" else "financial"


def children(code: str) -> tuple[Account, ...]:
    """Return the accounts directly below a total."""
    return tuple(row for row in chart().values() if row.parent == code)


def money_accounts() -> tuple[str, ...]:
    """Return the codes that hold money and take postings (L2, L3)."""
    return tuple(row.code for row in chart().values() if row.is_money and row.takes_postings)


def off_budget_accounts() -> tuple[str, ...]:
    """Return the postable counter-accounts without budget effect (L14)."""
    return tuple(row.code for row in chart().values() if row.off_budget and row.takes_postings)
