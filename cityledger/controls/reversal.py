"""Rules on corrections (L6): posted is posted, so a mistake is reversed and booked anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

OF_REVERSAL = Control(
    code="reversal.of_reversal",
    zh="冲销凭证不能再冲销",
    en="A reversal is never reversed",
    source=Source("本程序规则", "L6", "own"),
    says_zh="凭证{voucher}本身是红字冲销凭证。",
    says_en="Voucher {voucher} is a reversal itself.",
    remedy_zh="按正确内容重新记账。",
    remedy_en="Book the right voucher anew.",
)
TWICE = Control(
    code="reversal.twice",
    zh="凭证已被冲销",
    en="Reversed already",
    source=Source("本程序规则", "L6", "own"),
    says_zh="凭证{voucher}已经冲销或更正过一次。",
    says_en="Voucher {voucher} has been reversed or corrected already.",
    remedy_zh="核对冲销或更正凭证;不得重复冲销。",
    remedy_en="Look at its correction; a voucher is corrected at most once.",
)
YEAR = Control(
    code="reversal.year",
    zh="跨年度不得红字冲销",
    en="No red reversal across years",
    source=Source("会计基础工作规范(财政部令98号)", "第五十一条(五)", "read"),
    says_zh="凭证{voucher}属于{year}年度,更正日期在{now}年度。",
    says_en="Voucher {voucher} is of {year}; the correction is dated in {now}.",
    remedy_zh="用蓝字更正凭证,通过以前年度盈余调整。",
    remedy_en="Book a blue correction through prior-year adjustments.",
)
MONEY = Control(
    code="reversal.money",
    zh="冲销改变了银行余额",
    en="Reversal moves money",
    source=Source("本程序规则", "L6", "own"),
    says_zh="冲销凭证{voucher}会使银行账户净变动,而银行并未发生该变动。",
    says_en="Reversing voucher {voucher} would move a bank account the bank did not move.",
    remedy_zh="与更正凭证一并办理使净额为零,或引用银行退款流水。",
    remedy_en="Book it with its replacement, or cite the bank line that shows the money back.",
)

CONTROLS = (OF_REVERSAL, TWICE, YEAR, MONEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReversalFacts:
    """A correction about to be booked.

    `bank_net_fen` is what reversal and replacement together do to each bank account;
    `cites_statement` says that a bank statement line shows the money back.
    """

    voucher: str
    is_reversal: bool
    is_reversed: bool
    year: int
    now: int
    bank_net_fen: tuple[tuple[int, int], ...] = ()
    cites_statement: bool = False


def check(facts: ReversalFacts) -> tuple[Finding, ...]:
    """Return every finding against a reversal."""
    return tuple(_check(facts))


def _check(facts: ReversalFacts) -> Iterator[Finding]:
    if facts.is_reversal:
        yield Finding.of(OF_REVERSAL.code, voucher=facts.voucher)
    if facts.is_reversed:
        yield Finding.of(TWICE.code, voucher=facts.voucher)
    if facts.year != facts.now:
        yield Finding.of(YEAR.code, voucher=facts.voucher, year=facts.year, now=facts.now)
    if not facts.cites_statement and any(fen for _, fen in facts.bank_net_fen):
        yield Finding.of(MONEY.code, voucher=facts.voucher)
