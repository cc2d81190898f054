"""Rules on money received: amount, allotment, expiry, earmarks, division among projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.controls.facts import ANY_USE
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

AMOUNT = Control(
    code="receipt.amount",
    zh="到账金额不为正",
    en="Receipt not positive",
    source=Source("本程序规则", "L1", "own"),
    says_zh="到账金额{amount_fen}元,必须大于零。",
    says_en="The receipt is {amount_fen}; it must be above zero.",
    remedy_zh="按银行回单更正金额。",
    remedy_en="Correct the amount against the bank slip.",
)
OVER_ALLOTMENT = Control(
    code="receipt.over_allotment",
    zh="到账超过指标",
    en="Receipt exceeds the allotment",
    source=Source("预算法(2018)", "第十三条", "unverified"),
    says_zh="指标{allotment}尚可到账{left_fen}元,本次到账{amount_fen}元。",
    says_en="Allotment {allotment} has {left_fen} still to come; {amount_fen} arrived.",
    remedy_zh="核对指标文号;不明款项先按待核实登记。",
    remedy_en="Check the document; book an unexplained receipt as unidentified.",
)
EXPIRED = Control(
    code="receipt.expired",
    zh="到账时已过期",
    en="Expired on arrival",
    source=Source("预算法(2018)", "第四十二条", "read"),
    says_zh="资金{received_on}到账,使用期限{expiry_on}已过。",
    says_en="The money arrived on {received_on}; its term ended on {expiry_on}.",
    remedy_zh="核对期限;确已过期的按结余退回。",
    remedy_en="Check the term; money that is past it goes back to the grantor.",
)
EARMARK = Control(
    code="receipt.earmark_missing",
    zh="专项资金未登记用途或范围",
    en="Earmark not recorded",
    source=Source("预算法(2018)", "第九十三条", "read"),
    says_zh="专项资金没有登记批准用途或项目范围,无法控制专款专用。",
    says_en="A restricted tranche names neither uses nor projects.",
    remedy_zh="按下达文件登记用途或项目范围。",
    remedy_en="Record the uses or projects of the grant document.",
)
SHARES = Control(
    code="receipt.over_shares",
    zh="分解额超过到账额",
    en="Shares exceed the tranche",
    source=Source("预算法(2018)", "第五十二条", "read"),
    says_zh="分解到项目合计{shares_fen}元,超过到账{amount_fen}元。",
    says_en="The projects' shares sum to {shares_fen}, above the {amount_fen} received.",
    remedy_zh="更正分解额。",
    remedy_en="Correct the shares.",
)

OVER_DEBTS = Control(
    code="receipt.over_debts",
    zh="借入资金没有登记债务",
    en="Borrowed money without its debt",
    source=Source("本程序规则", "债务与来源对应", "own"),
    says_zh="来源“{source}”是借入资金,登记的债务本金尚可到账{left_fen}元,本次到账{amount_fen}元。",
    says_en="“{source}” is borrowed: its debts have {left_fen} still to come; {amount_fen} came.",
    remedy_zh="先按借款合同或债券转贷文件登记债务。",
    remedy_en="Register the debt of the agreement or of the bond first.",
)

CONTROLS = (AMOUNT, OVER_ALLOTMENT, EXPIRED, EARMARK, SHARES, OVER_DEBTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFacts:
    """A tranche about to be booked; `allotment_left_fen` None: no allotment stands behind it.

    `debts_left_fen` is the principal of the debts of its source that has not come yet; None: the
    source is no borrowed money.
    """

    amount_fen: int
    received_on: date
    expiry_on: date | None = None
    restricted: bool = False
    uses: tuple[str, ...] = (ANY_USE,)
    scope: tuple[int, ...] | None = None
    allotment: str | None = None
    allotment_left_fen: int | None = None
    shares_fen: int = 0
    source: str = ""
    debts_left_fen: int | None = None


def check(facts: ReceiptFacts) -> tuple[Finding, ...]:
    """Return every finding against a receipt."""
    return tuple(_check(facts))


def _check(facts: ReceiptFacts) -> Iterator[Finding]:
    amount = facts.amount_fen
    if amount <= 0:
        yield Finding.of(AMOUNT.code, amount_fen=amount)
    left = facts.allotment_left_fen
    if left is not None and amount > left:
        name = facts.allotment or "—"
        yield Finding.of(OVER_ALLOTMENT.code, allotment=name, left_fen=left, amount_fen=amount)
    if facts.expiry_on is not None and facts.received_on > facts.expiry_on:
        received = facts.received_on
        yield Finding.of(EXPIRED.code, received_on=received, expiry_on=facts.expiry_on)
    if facts.restricted and ANY_USE in facts.uses and facts.scope is None:
        yield Finding.of(EARMARK.code)
    if facts.shares_fen > amount:
        yield Finding.of(SHARES.code, shares_fen=facts.shares_fen, amount_fen=amount)
    owed = facts.debts_left_fen
    if owed is not None and amount > owed:
        yield Finding.of(
            OVER_DEBTS.code, source=facts.source, left_fen=max(0, owed), amount_fen=amount
        )
