"""Rules on closing a year and carrying commitments over, and on moving money between accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOOKS = Source("财会〔2024〕12号", "第二十四条", "read")
_CARRY = Source("预算法(2018)", "第四十二条", "read")

MONTH_OPEN = Control(
    code="year.month_open",
    zh="年内月份未结账",
    en="Month of the year still open",
    source=_BOOKS,
    says_zh="{year}年{months}尚未结账,不能办理年终结账。",
    says_en="{months} must be closed before the year {year} is.",
    remedy_zh="先按月结账,只留12月开放。",
    remedy_en="Close the months in order; December alone stays open.",
)
DECEMBER = Control(
    code="year.december_not_open",
    zh="12月未开放",
    en="December not open",
    source=_BOOKS,
    says_zh="{year}年12月状态为{state},年终凭证无处入账。",
    says_en="December {year} is {state}: year-end vouchers have no month.",
    remedy_zh="开放12月后办理;已结账的年度不再办理。",
    remedy_en="Open December first; a closed year is not closed again.",
)
IN_AIR = Control(
    code="year.request_in_air",
    zh="在途支付申请未了结",
    en="Payment requests in the air",
    source=Source("本程序规则", "年终占用清零", "own"),
    says_zh="{year}年内的支付申请{requests}尚未支付或退回。",
    says_en="Requests {requests} of {year} are neither paid nor returned.",
    remedy_zh="年底前付清,或退回后在新年度重新申请。",
    remedy_en="Pay them, or send them back and ask again in the new year.",
)
CLOSED = Control(
    code="year.closed_already",
    zh="年度已结账",
    en="Year closed already",
    source=_BOOKS,
    says_zh="{year}年收入、费用、预算收支均已结清,没有可结转的余额。",
    says_en="Nothing is left to close in {year}.",
    remedy_zh="不重复结账;直接结12月。",
    remedy_en="Do not close twice; close December.",
)
MISMATCH = Control(
    code="year.carry_over_mismatch",
    zh="结转与资金不符",
    en="Carry-over and money apart",
    source=Source("本程序规则", "L14", "own"),
    says_zh="批次{tranche}结转{carried_fen}元,资金结存{purse_fen}元,货币资金及预算外往来{money_fen}元。",
    says_en="Tranche {tranche}: carried {carried_fen}, 8001 {purse_fen}, money {money_fen}.",
    remedy_zh="三者必须相等;核验账簿,查明后再结账。",
    remedy_en="The three are equal in a sound book: verify it before closing.",
)
NOT_CLOSED = Control(
    code="year.not_closed",
    zh="年度尚未结账",
    en="Year not closed",
    source=_CARRY,
    says_zh="{year}年尚未办理年终结账,不能结转指标。",
    says_en="{year} is not closed; commitments cannot be carried over.",
    remedy_zh="先办理年终结账。",
    remedy_en="Close the year first.",
)
NOTHING = Control(
    code="year.nothing_to_carry",
    zh="没有可结转的指标",
    en="Nothing to carry over",
    source=_CARRY,
    says_zh="{year}年各指标已承诺未付余额为零,或已经结转。",
    says_en="No allotment of {year} has commitments left; they were carried over or paid.",
    remedy_zh="无须办理。",
    remedy_en="There is nothing to do.",
)
UNSETTLED = Control(
    code="year.december_unsettled",
    zh="年终未结账不得结12月",
    en="December of a year not closed",
    source=_BOOKS,
    says_zh="{year}年收入、费用、预算收支尚有{results}项余额未结转,不能结12月。",
    says_en="{year}: {results} balances of income and outlay are not closed; December stays open.",
    remedy_zh="先办理年终结账,再结12月;12月结账后年终凭证无处入账。",
    remedy_en="Close the year first: once December is closed its vouchers have no month.",
)
NO_MONEY = Control(
    code="transfer.no_money",
    zh="划转超过可用资金",
    en="Transfer above the free money",
    source=Source("本程序规则", "L3", "own"),
    says_zh="账户{account}批次{tranche}可用{free_fen}元(已减去占用),划转{asked_fen}元,差{over_fen}元。",
    says_en="{account}, tranche {tranche}: {free_fen} free after holds; {asked_fen} asked.",
    remedy_zh="减少{over_fen}元,或等待资金到账。",
    remedy_en="Move {over_fen} less, or wait for money to arrive.",
)

LINK_USED = Control(
    code="transfer.link_used",
    zh="划转单号已使用",
    en="Transfer number used before",
    source=Source("本程序规则", "L13 账套间划转", "own"),
    says_zh="划转单号{link_no}已在账套{book}入账。",
    says_en="Transfer {link_no} is booked already, in book {book}.",
    remedy_zh="换用新的单号;重复到账按银行差错处理。",
    remedy_en="Take a new number; what arrives twice is a bank error.",
)
LINK_UNKNOWN = Control(
    code="transfer.link_unknown",
    zh="转出账套没有该划转",
    en="No such transfer in the sending book",
    source=Source("本程序规则", "L13 账套间划转", "own"),
    says_zh="账套{book}批次{tranche}没有单号{link_no}、金额{amount_fen}元的转出。",
    says_en="Book {book}, tranche {tranche}: nothing of {amount_fen} was sent as {link_no}.",
    remedy_zh="核对单号、批次和金额;转出方先入账。",
    remedy_en="Check number, tranche and amount; the sending book comes first.",
)

CONTROLS = (
    MONTH_OPEN, DECEMBER, IN_AIR, CLOSED, MISMATCH, NOT_CLOSED, NOTHING, UNSETTLED, NO_MONEY,
    LINK_USED, LINK_UNKNOWN,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TrancheFacts:
    """A tranche under budget control after the closing, in fen: three figures that are equal."""

    label: str
    carried_fen: int
    purse_fen: int
    money_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFacts:
    """A year about to be closed: state of its months, requests in the air, what is left to close.

    `states` has every period the book knows; `results` counts the balances of income, expense,
    budget income and budget outlay that are not zero.
    """

    year: int
    states: tuple[tuple[int, str], ...]
    in_air: tuple[int, ...]
    results: int
    tranches: tuple[TrancheFacts, ...]


def check_close(facts: YearFacts) -> Iterator[Finding]:
    """Yield what forbids to close a year."""
    yield from _months(facts)
    yield from _in_air(facts.year, facts.in_air)
    if not facts.results:
        yield Finding.of(CLOSED.code, year=facts.year)
    for row in facts.tranches:
        if not row.carried_fen == row.purse_fen == row.money_fen:
            yield Finding.of(
                MISMATCH.code,
                tranche=row.label,
                carried_fen=row.carried_fen,
                purse_fen=row.purse_fen,
                money_fen=row.money_fen,
            )


def check_december(year: int, results: int, in_air: tuple[int, ...]) -> Iterator[Finding]:
    """Yield what a closed December would hide: income and outlay left over, requests in the air.

    A year of which December is closed is never closed itself, nor are its commitments carried.
    """
    if results:
        yield Finding.of(UNSETTLED.code, year=year, results=results)
    yield from _in_air(year, in_air)


def _in_air(year: int, requests: tuple[int, ...]) -> Iterator[Finding]:
    if requests:
        listed = "、".join(f"第{number}号" for number in requests)
        yield Finding.of(IN_AIR.code, year=year, requests=listed)


def _months(facts: YearFacts) -> Iterator[Finding]:
    december = facts.year * 100 + 12
    late = [period for period, state in facts.states if state == "open" and period < december]
    if late:
        months = "、".join(str(period) for period in late)
        yield Finding.of(MONTH_OPEN.code, year=facts.year, months=months)
    state = dict(facts.states).get(december, "missing")
    if state != "open":
        yield Finding.of(DECEMBER.code, year=facts.year, state=state)


def check_carry(
    year: int, december: str, committed_fen: int, *, is_closed: bool
) -> Iterator[Finding]:
    """Yield what forbids to carry commitments over; `december` is its state, amounts in fen."""
    if december != "open":
        yield Finding.of(DECEMBER.code, year=year, state=december)
    if not is_closed:
        yield Finding.of(NOT_CLOSED.code, year=year)
    if not committed_fen:
        yield Finding.of(NOTHING.code, year=year)


def check_transfer(account: str, tranche: str, free_fen: int, asked_fen: int) -> Iterator[Finding]:
    """Yield whether a transfer takes what is not in hand, or what approvals hold (L3)."""
    if asked_fen > free_fen:
        yield Finding.of(
            NO_MONEY.code,
            account=account,
            tranche=tranche,
            free_fen=free_fen,
            asked_fen=asked_fen,
            over_fen=asked_fen - free_fen,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFacts:
    """Money that left another book: what was sent as `link_no` there (None: nothing), in fen.

    `used_in` are the books that received it already, and this one if it knows the number at all:
    what was sent once arrives once, in one book.
    """

    book: int
    tranche: str
    link_no: str
    amount_fen: int
    sent_fen: int | None
    used_in: tuple[int, ...]


def check_link(link_no: str, used_in: tuple[int, ...]) -> Iterator[Finding]:
    """Yield the books in which a number of a transfer was used before (L13)."""
    for book in used_in:
        yield Finding.of(LINK_USED.code, link_no=link_no, book=book)


def check_arrival(facts: LinkFacts) -> Iterator[Finding]:
    """Yield what forbids to receive from another book: not sent so, or received before."""
    yield from check_link(facts.link_no, facts.used_in)
    if facts.sent_fen != facts.amount_fen:
        yield Finding.of(
            LINK_UNKNOWN.code,
            book=facts.book,
            tranche=facts.tranche,
            link_no=facts.link_no,
            amount_fen=facts.amount_fen,
        )
