"""How the yearly duty of a partnership is found (财金〔2015〕21号), as exact fractions.

Every amount is fen, every rate millionths; only the result is rounded, half a fen away from zero.
The plan is stored with its formula and its terms and is never recomputed silently: what a formula
gives is compared with what the agreement says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from cityledger.kernel.money import part

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PPM = 1_000_000
Terms = dict[str, int]
"""The terms of a formula: name → whole number (fen, millionths, years)."""

LONGEST = 99
"""Years of a formula: no partnership runs longer, and a longer power is never worked out."""

_TERM = re.compile(r"([a-z][a-z0-9_]*)=(0|[1-9][0-9]{0,17})\Z")
_CHANCE = re.compile(r"p([1-9][0-9]?)_ppm\Z")


class FormulaError(ValueError):
    """Why the terms of a formula cannot be used: `zh` and `en` say the same."""

    def __init__(self, zh: str, en: str) -> None:
        """Take the reason in both languages."""
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the names of its terms; `()` where the terms are a list of their own."""

    names: tuple[str, ...]
    value: Callable[[Mapping[str, int]], Fraction]


def average_cost(terms: Mapping[str, int]) -> Fraction:
    """Return S_t = C(1+r)(1+d)^t/N + O_t(1+r), what government-pay owes in its t-th year.

    C is the construction cost borne by the private side, r the reasonable profit, d the yearly
    discount, N the years of subsidy, O_t the operating cost of the year.
    """
    profit = 1 + Fraction(terms["profit_ppm"], PPM)
    growth = (1 + Fraction(terms["discount_ppm"], PPM)) ** _at_most(terms["nth"])
    return (
        terms["construction_fen"] * profit * growth * Fraction(1, _years(terms))
        + terms["operating_fen"] * profit
    )


def gap(terms: Mapping[str, int]) -> Fraction:
    """Return the average cost less the users' fees of the year; never below nothing."""
    return max(Fraction(0), average_cost(terms) - terms["fees_fen"])


def annuity(terms: Mapping[str, int]) -> Fraction:
    """Return A = P·k(1+k)^n/((1+k)^n−1) + extra − income: contracts often use this instead.

    `extra_fen` is debt service and operation of the year, `income_fen` what third parties pay.
    """
    rate, years = Fraction(terms["rate_ppm"], PPM), _years(terms)
    growth = (1 + rate) ** years
    share = rate * growth / (growth - 1) if rate else Fraction(1, years)
    return max(
        Fraction(0), terms["principal_fen"] * share + terms["extra_fen"] - terms["income_fen"]
    )


def share(terms: Mapping[str, int]) -> Fraction:
    """Return project capital of the year × share of the government."""
    return Fraction(terms["capital_fen"] * terms["share_ppm"], PPM)


def ratio(terms: Mapping[str, int]) -> Fraction:
    """Return the risk of the year by ratio of a base such as construction or operating cost."""
    return Fraction(terms["base_fen"] * terms["ratio_ppm"], PPM)


def scenario(terms: Mapping[str, int]) -> Fraction:
    """Return Σ p_i·x_i; the chances sum to one."""
    numbers = sorted(int(m[1]) for name in terms if (m := _CHANCE.match(name)))
    wanted = {name for n in numbers for name in (f"p{n}_ppm", f"x{n}_fen")}
    if not numbers or wanted != set(terms):
        raise FormulaError(
            "情景法参数须成对给出p1_ppm、x1_fen…",
            "scenario terms come in pairs p1_ppm, x1_fen, …",
        )
    if sum(terms[f"p{n}_ppm"] for n in numbers) != PPM:
        raise FormulaError("各情景概率合计须为1000000", "the chances must sum to 1000000")
    return sum(
        (Fraction(terms[f"p{n}_ppm"] * terms[f"x{n}_fen"], PPM) for n in numbers), Fraction()
    )


def support(terms: Mapping[str, int]) -> Fraction:
    """Return the value of what the government supports less what the private side pays for it."""
    return Fraction(max(0, terms["value_fen"] - terms["paid_fen"]))


def _years(terms: Mapping[str, int]) -> int:
    if not terms["years"]:
        raise FormulaError("年数不能为0", "the years cannot be 0")
    return _at_most(terms["years"])


def _at_most(years: int) -> int:
    if years > LONGEST:
        raise FormulaError(f"年数不超过{LONGEST}", f"the years are {LONGEST} at most")
    return years


_COST = ("construction_fen", "profit_ppm", "discount_ppm", "years", "nth", "operating_fen")
FORMULAS: dict[tuple[str, str], Formula] = {
    ("equity", "share"): Formula(("capital_fen", "share_ppm"), share),
    ("operating", "average_cost"): Formula(_COST, average_cost),
    ("operating", "gap"): Formula((*_COST, "fees_fen"), gap),
    ("operating", "annuity"): Formula(
        ("principal_fen", "rate_ppm", "years", "extra_fen", "income_fen"), annuity
    ),
    ("risk", "ratio"): Formula(("base_fen", "ratio_ppm"), ratio),
    ("risk", "scenario"): Formula((), scenario),
    ("support", "gap"): Formula(("value_fen", "paid_fen"), support),
}
"""By kind of duty and name; a `schedule` of the agreement itself has no formula."""

SCHEDULE = "schedule"


def read_terms(text: str) -> Terms:
    """Read `name=integer,…`; FormulaError unless every name stands once with a whole number."""
    found: Terms = {}
    for piece in text.split(",") if text else ():
        match = _TERM.match(piece)
        if match is None or match[1] in found:
            raise FormulaError(
                f"参数“{piece}”应为“名称=整数”且不重复", f"“{piece}” is not a new name=integer"
            )
        found[match[1]] = int(match[2])
    return found


def planned_fen(kind: str, formula: str, text: str) -> int | None:
    """Return what a formula gives for its terms, in fen; None for a schedule of the agreement.

    Raises FormulaError when the formula is not one of this kind of duty, or its terms are wrong.
    """
    terms = read_terms(text)
    if formula == SCHEDULE:
        if terms:
            raise FormulaError("合同约定的计划没有公式参数", "a schedule has no terms")
        return None
    known = FORMULAS.get((kind, formula))
    if known is None:
        listed = "/".join(name for duty, name in FORMULAS if duty == kind)
        raise FormulaError(
            f"此类支出责任没有公式{formula},可用{listed}/schedule",
            f"this kind of duty has no formula {formula}; use {listed}/schedule",
        )
    if known.names and set(known.names) != set(terms):
        wanted = ",".join(known.names)
        raise FormulaError(f"公式{formula}的参数为{wanted}", f"{formula} takes {wanted}")
    exact = known.value(terms)
    return part(1, exact.numerator, exact.denominator)


def payable_fen(planned: int, score_ppm: int) -> int:
    """Return what a scored year pays: planned × score, half a fen away from zero (case 10)."""
    return part(planned, score_ppm, PPM)
