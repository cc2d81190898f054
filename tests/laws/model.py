"""An independent model of the laws: keeps whole vouchers in memory and adds everything up anew.

It shares no code with the ledger and has no running sums, caps or upserts: what it says is slow and
plain, so that a difference between the two is a bug in one of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.laws.raw import Text

MONEY = ("1001", "1002", "1021", "1201")
MEMO = 9
OFF_BUDGET = ("121802", "2307", "210301")
FLOORS = {
    "1214": ("contract_id", 1),
    "2302": ("contract_id", -1),
    "2307": ("contract_id", -1),
    "9102": ("allotment_id", -1),
    "9103": ("allotment_id", -1),
    "9104": ("allotment_id", -1),
    "9105": ("allotment_id", -1),
    "9112": ("budget_line_id", -1),
    "9113": ("budget_line_id", -1),
    "9114": ("budget_line_id", -1),
    "9115": ("budget_line_id", -1),
}
"""Account (by its start) → the dimension in which it has a floor, and +1 for debit accounts."""

DIMENSIONS = ("bank_account_id", "contract_id", "allotment_id", "budget_line_id", "project_id")


@dataclass(frozen=True)
class Line:
    """One posting: debit − credit in fen."""

    account: str
    tranche: int
    fen: int
    red: bool
    names: tuple[int | None, ...]

    @classmethod
    def of(cls, text: Text) -> Line:
        """Read a posting as a leaf has it."""
        debit, credit = int(text.get("debit_fen", "0")), int(text.get("credit_fen", "0"))
        names = tuple(int(text[name]) if name in text else None for name in DIMENSIONS)
        side = debit - credit
        return cls(text["account"], int(text["tranche_id"]), side, debit + credit < 0, names)

    def named(self, name: str) -> int | None:
        """Return a dimension."""
        return self.names[DIMENSIONS.index(name)]

    @property
    def is_money(self) -> bool:
        """Say whether this moves money."""
        return self.account.startswith(MONEY)

    @property
    def ledger(self) -> int:
        """1 financial, 6 budget, 9 memo."""
        return 1 if self.account < "6" else 6 if self.account < "9" else MEMO


@dataclass(frozen=True)
class Slip:
    """A voucher as the model keeps it."""

    on: str
    word: str
    kind: str
    lines: tuple[Line, ...]
    reverses: int | None = None

    @property
    def period(self) -> int:
        """The month it falls in."""
        return int(self.on[:7].replace("-", ""))


@dataclass
class Model:
    """All vouchers by number, contracts by (price, advance cap), open months."""

    slips: dict[int, Slip] = field(default_factory=dict)
    contracts: dict[int, tuple[int, int]] = field(default_factory=dict)
    open_months: set[int] = field(default_factory=set)

    def judge(self, slips: list[Slip]) -> str:
        """Return the first law an act of these vouchers breaks, or an empty text."""
        for slip in slips:
            if said := self._alone(slip) or self._mirror(slip, slips):
                return said
        after = [*self.slips.values(), *slips]
        lines = [(slip, line) for slip in after for line in slip.lines]
        return (
            _floors(line for _, line in lines)
            or _days(lines)
            or self._prices([line for _, line in lines])
            or _bank(slips)
        )

    def book(self, leaf: int, slips: list[Slip]) -> None:
        """Keep the vouchers of an accepted act."""
        for n, slip in enumerate(slips, 1):
            self.slips[leaf * 100 + n] = slip

    def _alone(self, slip: Slip) -> str:
        if slip.period not in self.open_months:
            return "period"
        if len(slip.lines) < 2:
            return "few"
        return next(filter(None, map(_shape, slip.lines)), "") or _sums(slip)

    def _mirror(self, slip: Slip, act: list[Slip]) -> str:
        if (slip.kind == "reversal") != (slip.reverses is not None):
            return "reversal"
        if slip.reverses is None:
            return ""
        old = self.slips.get(slip.reverses)
        taken = [s for s in [*self.slips.values(), *act] if s.reverses == slip.reverses]
        if old is None or old.reverses is not None or len(taken) > 1 or old.on[:4] != slip.on[:4]:
            return "reversal"
        mirror = tuple(Line(x.account, x.tranche, -x.fen, not x.red, x.names) for x in old.lines)
        return "" if mirror == slip.lines else "reversal"

    def _prices(self, lines: list[Line]) -> str:
        used: Counter[int] = Counter()
        advances: Counter[int] = Counter()
        for line in lines:
            contract = line.named("contract_id")
            if contract is None or line.is_money:
                continue
            if line.account.startswith("1214"):
                used[contract] += line.fen
                advances[contract] += line.fen
            elif line.tranche == 0 and line.account[0] in "15" and line.account[:4] != "1218":
                used[contract] += line.fen
        for contract, (price, cap) in self.contracts.items():
            if used[contract] > price or advances[contract] > cap:
                return "price"
        return ""

    def numbers(self) -> dict[tuple[int, str], int]:
        """Return how many vouchers each period and word has."""
        return dict(Counter((slip.period, slip.word) for slip in self.slips.values()))

    def balances(self) -> dict[tuple[str, int, int, int, int], int]:
        """Return debit − credit by account, tranche, bank account, project and period."""
        out: dict[tuple[str, int, int, int, int], int] = defaultdict(int)
        for slip in self.slips.values():
            for line in slip.lines:
                bank = line.named("bank_account_id") or 0
                project = line.named("project_id") or 0
                out[line.account, line.tranche, bank, project, slip.period] += line.fen
        return dict(out)

    def in_hand(self, bank: int, tranche: int) -> int:
        """Return the money of a tranche on an account."""
        return sum(
            line.fen
            for slip in self.slips.values()
            for line in slip.lines
            if (line.named("bank_account_id"), line.tranche) == (bank, tranche)
        )


def _shape(line: Line) -> str:
    """Return what is wrong with one posting by itself."""
    if (line.named("bank_account_id") is not None) != line.is_money:
        return "bank"
    if line.tranche == 0 and (line.is_money or line.account.startswith("8001")):
        return "purse"
    return "memo" if line.tranche and line.ledger == MEMO else ""


def _sums(slip: Slip) -> str:
    """Return what is wrong with the sums of one voucher."""
    sums: Counter[tuple[object, ...]] = Counter()
    money: Counter[int] = Counter()
    purse: Counter[int] = Counter()
    moves: Counter[int] = Counter()
    for line in slip.lines:
        memo = (line.named("allotment_id") or 0, line.named("budget_line_id") or 0)
        sums[line.ledger, line.tranche, memo if line.ledger == MEMO else ()] += line.fen
        moves[line.tranche] += line.is_money
        if line.is_money or line.account.startswith(OFF_BUDGET):
            money[line.tranche] += line.fen
        if line.account.startswith("8001"):
            purse[line.tranche] += line.fen
    tranches = {line.tranche for line in slip.lines} - {0}
    if any(sums.values()):
        return "unequal"
    if any(money[t] != purse[t] for t in tranches):
        return "apart"
    return "no money" if slip.kind == "normal" and any(not moves[t] for t in tranches) else ""


def _floors(lines: Iterable[Line]) -> str:
    sums: Counter[tuple[str, int]] = Counter()
    for line in lines:
        name, sign = FLOORS.get(line.account[:4], ("", 0))
        if name:
            key = line.named(name)
            if key is None:
                return "dimension"
            sums[line.account, key] += sign * line.fen
    return "floor" if any(fen < 0 for fen in sums.values()) else ""


def _days(lines: Iterable[tuple[Slip, Line]]) -> str:
    moves: dict[tuple[int | None, int], Counter[str]] = defaultdict(Counter)
    for slip, line in lines:
        if line.is_money:
            moves[line.named("bank_account_id"), line.tranche][slip.on] += line.fen
    for days in moves.values():
        if any(fen < 0 for fen in _running(days)):
            return "money"
    return ""


def _running(days: Counter[str]) -> Iterator[int]:
    total = 0
    for day in sorted(days):
        total += days[day]
        yield total


def _bank(slips: list[Slip]) -> str:
    if not any(slip.reverses for slip in slips):
        return ""
    moves: Counter[int | None] = Counter()
    for slip in slips:
        for line in slip.lines:
            if line.is_money:
                moves[line.named("bank_account_id")] += line.fen
    return "bank moves" if any(moves.values()) else ""
