"""Rules on money that goes back to the level that gave it (预算法 art. 42)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_GRANTOR = Control(
    code="return.no_grantor",
    zh="未登记应退回的单位",
    en="Nobody to return it to",
    source=Source("预算法(2018)", "第四十二条", "read"),
    says_zh="资金批次{tranche}没有登记应退回的单位,不能申报退回。",
    says_en="Tranche {tranche} names nobody it goes back to.",
    remedy_zh="区级自有资金的结余由本级财政收回,不走退回程序。",
    remedy_en="The district's own surplus is taken back by its own treasury.",
)
OTHER_PAYEE = Control(
    code="return.other_payee",
    zh="退回对象不是原拨款单位",
    en="Returned to another unit",
    source=Source("预算法(2018)", "第四十二条", "read"),
    says_zh="资金批次{tranche}应退回{return_to},申报退回{payee}。",
    says_en="Tranche {tranche} is owed to {return_to}, not to {payee}.",
    remedy_zh="退回原拨款单位。",
    remedy_en="Return it to the unit that gave it.",
)
OVER_MONEY = Control(
    code="return.over_money",
    zh="退回额超过结余",
    en="Returned more than is left",
    source=Source("本程序规则", "退回额不超过未占用余额", "own"),
    says_zh="资金批次{tranche}可退回{free_fen}元,申报退回{amount_fen}元。",
    says_en="Tranche {tranche} has {free_fen} to give back; {amount_fen} is declared.",
    remedy_zh="更正退回金额;已批未付的先办结。",
    remedy_en="Correct the amount; finish what is approved and unpaid first.",
)

CONTROLS = (NO_GRANTOR, OTHER_PAYEE, OVER_MONEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFacts:
    """A return about to be declared: `free_fen` is neither held nor declared already."""

    tranche: str
    return_to: str | None
    payee: str
    payee_id: str
    amount_fen: int
    free_fen: int


def check(facts: ReturnFacts) -> tuple[Finding, ...]:
    """Return every finding against a return."""
    return tuple(_check(facts))


def _check(facts: ReturnFacts) -> Iterator[Finding]:
    label, to = facts.tranche, facts.return_to
    if to is None:
        yield Finding.of(NO_GRANTOR.code, tranche=label)
    elif to not in (facts.payee, facts.payee_id):
        yield Finding.of(OTHER_PAYEE.code, tranche=label, return_to=to, payee=facts.payee)
    if facts.amount_fen > facts.free_fen:
        free, fen = facts.free_fen, facts.amount_fen
        yield Finding.of(OVER_MONEY.code, tranche=label, free_fen=free, amount_fen=fen)
