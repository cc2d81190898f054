"""The story of a spring, day by day: what was done, what was refused, what was put right."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from cityledger.actions.bank import BookBankFact, RecordStatement, RefundPayment
from cityledger.actions.corrections import CorrectVoucher
from cityledger.actions.periods import ClosePeriod, OpenPeriod
from cityledger.actions.projects import ChangeResponsible
from cityledger.cli.district import (
    funding,
    funds,
    groundwork,
    households,
    life,
    oversight,
    partnership,
    refusals,
    renewal,
    rules,
    undertakings,
    works,
)
from cityledger.cli.district.contracts import CONTRACTS, MEASURED, SHORT_LETTER
from cityledger.cli.district.payouts import approval, ask, count, pay, payment
from cityledger.cli.district.projects import LACKING
from cityledger.kernel import masking

if TYPE_CHECKING:
    from collections.abc import Callable

    from cityledger.cli.district.office import Office
    from cityledger.cli.district.payouts import Payout
    from cityledger.cli.district.works import Stage

Day = tuple[date, "Callable[[Telling], None]"]

WATCHED = "P10-施01"
"""The contract somebody puts in a word for, in February."""

ONE_HAND = "P04-施01"
"""The contract whose February payment one person makes and would review as well."""

MISTAKEN, MEANT = "P10-检01", "P10-检02"
"""January's test fee of the second lot is booked on the first (walkthrough case 6)."""

BOUNCED, BOUNCED_LINE = ("P01", 2), 5
"""The block of households, and the line, that the bank returns."""

WAITING = ("P07-购01", "P05-购01", "P09-施02")
"""March's certificates that April finds submitted, reviewed and approved."""

_PAID_ELSEWHERE = {(2, ONE_HAND), *((3, no) for no in WAITING)}

VOUCHERS_PER_LEAF = 100
"""The id of a voucher is the index of its leaf, times this, and its place in the act from 1."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is told: months, blocks of households, services or none, payments of one day.

    Tests tell a part; `cityledger demo` always tells the whole.
    """

    months: int = 3
    blocks: tuple[tuple[str, int], ...] = tuple(households.BLOCKS.items())
    services: bool = True
    a_day: int | None = None


WHOLE = Scale()


@dataclass
class Telling:
    """The story as far as it is told."""

    office: Office
    scale: Scale = WHOLE
    stages: dict[int, dict[str, Stage]] = field(default_factory=dict)
    services: dict[int, list[Stage]] = field(default_factory=dict)
    batches: dict[tuple[str, int], int] = field(default_factory=dict)
    mistaken_leaf: int = 0


def _registrations(told: Telling) -> None:
    rules.adopt(told.office)
    groundwork.register(told.office)
    life.qualify(told.office)


def _approvals(told: Telling) -> None:
    groundwork.approve(told.office)
    life.start(told.office)
    renewal.prepare(told.office, told.scale.blocks)
    renewal.too_soon(told.office, "P01", 1)


def _arrival(n: int) -> Callable[[Telling], None]:
    def tell(told: Telling) -> None:
        if n == 0:
            funding.borrow(told.office)
        groundwork.receive(told.office, n)

    return tell


def _signing(told: Telling) -> None:
    groundwork.sign(told.office)
    refusals.too_large_contract(told.office)


def _supervision(told: Telling) -> None:
    life.supervise(told.office)


def _blocks(told: Telling, month: int) -> list[tuple[str, int]]:
    """Return the blocks of households of a month: the third part of each clearance."""
    return [
        (key, number)
        for key, count in told.scale.blocks
        for number in range(1, count + 1)
        if (number - 1) % 3 == month - 1
    ]


def _agreements(month: int) -> Callable[[Telling], None]:
    def tell(told: Telling) -> None:
        for key, number in _blocks(told, month):
            told.office.by("zhi", renewal.decision(told.office, key, number))
            groundwork.agree(told.office, key, number)

    return tell


def _compensation(month: int) -> Callable[[Telling], None]:
    def tell(told: Telling) -> None:
        for key, number in _blocks(told, month):
            pay(told.office, works.household_batch(key, number))
            told.batches[key, number] = told.office.requests

    return tell


def _advances(third: int) -> Callable[[Telling], None]:
    def tell(told: Telling) -> None:
        office = told.office
        for plan in MEASURED[third::3][: told.scale.a_day]:
            if plan.project.key in LACKING:
                refusals.lacking_party(office)
                party = plan.project.party(LACKING[plan.project.key])
                office.by("zhi", ChangeResponsible(project=plan.project.code, party=party))
            pay(office, works.advance(plan))

    return tell


def _measuring(month: int) -> Callable[[Telling], None]:
    def tell(told: Telling) -> None:
        if month == 1:
            refusals.certificate_by_another(told.office)
        stages = works.measured(month)
        works.certify(told.office, stages)
        told.stages[month] = {stage.contract.no: stage for stage in stages}

    return tell


def _progress(month: int, third: int) -> Callable[[Telling], None]:
    """Pay a third of the month's certificates; the first third meets most of the trouble."""

    def tell(told: Telling) -> None:
        stages = told.stages[month]
        if third == 0:
            _TROUBLES[month - 1](told, stages)
        for stage in list(stages.values())[third::3][: told.scale.a_day]:
            if (month, stage.contract.no) not in _PAID_ELSEWHERE:
                pay(told.office, works.progress(stage))

    return tell


def _january_troubles(told: Telling, stages: dict[str, Stage]) -> None:
    refusals.one_fen_too_much(told.office, stages["P01-施01"])
    refusals.wrong_tranche(told.office, stages["P12-施01"])
    refusals.another_account(told.office, stages["P02-施01"])
    refusals.beyond_the_cap(told.office)
    renewal.twice(told.office, "P01", 1)


def _february_troubles(told: Telling, stages: dict[str, Stage]) -> None:
    refusals.closed_month(told.office, stages["P01-施02"])
    refusals.invoice_again(told.office, stages["P06-施01"], told.stages[1]["P06-施01"])
    refusals.outside_scope(told.office, stages["P10-施02"])
    oversight.interference(told.office, stages[WATCHED])
    _one_hand(told, works.progress(stages[ONE_HAND]))


def _one_hand(told: Telling, payout: Payout) -> None:
    """Maker and reviewer are one person, the cashier approves and pays too soon: all refused."""
    office = told.office
    number = refusals.same_person(office, replace(payout, maker="jian"))
    refusals.cashier_approves(office, number)
    review, *approvals = approval(payout, number, office.today)
    office.by(*review)
    refusals.paid_before_approval(office, number)
    office.all([*approvals, ("chu", payment(number, office.today))])
    count(office, payout)


def _march_troubles(told: Telling, stages: dict[str, Stage]) -> None:
    refusals.unverified_invoice(told.office, stages["P08-施01"])
    refusals.letter_ends_too_soon(told.office, stages)
    plan = CONTRACTS[SHORT_LETTER]
    valid = (told.office.today, date(2027, 12, 31))
    told.office.by("zhi", groundwork.letter(plan, "performance", "履续01", valid))


_TROUBLES = (_january_troubles, _february_troubles, _march_troubles)


def _delivery(month: int) -> Callable[[Telling], None]:
    def tell(told: Telling) -> None:
        if told.scale.services:
            told.services[month] = works.delivered(month)
            works.certify(told.office, told.services[month])

    return tell


def _services(month: int, third: int) -> Callable[[Telling], None]:
    def tell(told: Telling) -> None:
        for stage in told.services.get(month, [])[third::3]:
            if (month, stage.contract.no) == oversight.OVERRIDDEN:
                oversight.under_override(told.office, stage)
            elif (month, stage.contract.no) != (1, MEANT):
                receipt = pay(told.office, works.progress(stage))
                if (month, stage.contract.no) == (1, MISTAKEN):
                    told.mistaken_leaf = receipt.index

    return tell


def _turn(opened: int, closed: int | None = None) -> Callable[[Telling], None]:
    """Open a month and, once its papers are in, close the one before."""

    def tell(told: Telling) -> None:
        told.office.by("fu", OpenPeriod(period=opened))
        if closed is not None:
            told.office.by("fu", ClosePeriod(period=closed))
            oversight.zero_reports(told.office, closed)

    return tell


def _returned(told: Telling) -> None:
    """The bank could not deliver one household's money: a blue return, the debt lives again."""
    office = told.office
    line = works.household_batch(*BOUNCED).lines[BOUNCED_LINE - 1]
    office.by(
        "chu",
        RecordStatement(
            bank_account=funds.COMPENSATION,
            booked_on=office.today,
            amount_fen=line.amount_fen,
            bank_ref="TH20260212000371",
            counterparty=masking.name(households.block(*BOUNCED)[BOUNCED_LINE - 1].owner_name),
            note="收款账户已销户,退汇",
        ),
    )
    office.by(
        "chu",
        RefundPayment(
            payment_request_id=told.batches[BOUNCED],
            line=BOUNCED_LINE,
            amount_fen=line.amount_fen,
            bank_account=funds.COMPENSATION,
            bank_ref="TH20260212000371",
        ),
    )


def _paid_again(told: Telling) -> None:
    """The household has its account back, and is paid once more."""
    batch = works.household_batch(*BOUNCED)
    line = batch.lines[BOUNCED_LINE - 1]
    renewal.looked_at(told.office, line.contract, "chu")
    pay(told.office, replace(batch, lines=(line,), summary="重新支付退汇的征收补偿款1户"))


def _corrected(told: Telling) -> None:
    """January's test fee was booked on the wrong lot: red, and the right one beside it (L6)."""
    told.office.by(
        "fu",
        CorrectVoucher(
            voucher_id=told.mistaken_leaf * VOUCHERS_PER_LEAF + 1,
            value_date=told.office.today,
            reason="检测费应记2标段",
            from_contract=MISTAKEN,
            contract=MEANT,
        ),
    )


def _bank_fact(told: Telling) -> None:
    """The bank took a fee of another customer's: what the bank did is booked, never refused."""
    office, ref = told.office, "KF20260312004815"
    office.by(
        "chu",
        RecordStatement(
            bank_account=funds.MAIN,
            booked_on=office.today,
            amount_fen=-128_650,
            bank_ref=ref,
            counterparty="示范农商银行营业部",
            note="账户管理费",
        ),
    )
    reason = "银行误扣账户管理费,待退回"
    office.by("fu", BookBankFact(bank_account=funds.MAIN, bank_ref=ref, reason=reason))


def _waiting(told: Telling) -> None:
    """April finds work on every desk: to be reviewed, to be approved, to be paid."""
    office, stages = told.office, told.stages[3]
    submitted, reviewed, approved = (works.progress(stages[no]) for no in WAITING)
    ask(office, submitted)
    ask(office, reviewed, 1)
    ask(office, approved, 3)


def days(scale: Scale = WHOLE) -> list[Day]:
    """Return the days of the story in their order, each with what happened."""
    days_of = (_JANUARY, _FEBRUARY, _MARCH)
    told = [day for month in days_of[: scale.months] for day in month]
    return told + (_APRIL if scale.months == len(days_of) else [])


_JANUARY: list[Day] = [
    (date(2026, 1, 5), _registrations),
    (date(2026, 1, 7), _approvals),
    (date(2026, 1, 8), _arrival(0)),
    (date(2026, 1, 9), _signing),
    (date(2026, 1, 12), _agreements(1)),
    (date(2026, 1, 13), _advances(0)),
    (date(2026, 1, 14), _advances(1)),
    (date(2026, 1, 15), _advances(2)),
    (date(2026, 1, 16), lambda told: partnership.agree(told.office)),
    (date(2026, 1, 20), _compensation(1)),
    (date(2026, 1, 21), _delivery(1)),
    (date(2026, 1, 21), _supervision),
    (date(2026, 1, 22), _services(1, 0)),
    (date(2026, 1, 23), _services(1, 1)),
    (date(2026, 1, 26), _services(1, 2)),
    (date(2026, 1, 27), _measuring(1)),
    (date(2026, 1, 28), _progress(1, 0)),
    (date(2026, 1, 29), _progress(1, 1)),
    (date(2026, 1, 30), _progress(1, 2)),
]
_FEBRUARY: list[Day] = [
    (date(2026, 2, 2), _turn(202602, 202601)),
    (date(2026, 2, 6), _arrival(1)),
    (date(2026, 2, 6), _agreements(2)),
    (date(2026, 2, 9), _compensation(2)),
    (date(2026, 2, 10), _measuring(2)),
    (date(2026, 2, 11), _progress(2, 0)),
    (date(2026, 2, 12), _returned),
    (date(2026, 2, 12), _progress(2, 1)),
    (date(2026, 2, 13), _progress(2, 2)),
    (date(2026, 2, 24), _delivery(2)),
    (date(2026, 2, 24), _services(2, 0)),
    (date(2026, 2, 25), _services(2, 1)),
    (date(2026, 2, 26), _services(2, 2)),
    (date(2026, 2, 27), _corrected),
]
_MARCH: list[Day] = [
    (date(2026, 3, 2), _turn(202603, 202602)),
    (date(2026, 3, 5), _arrival(2)),
    (date(2026, 3, 6), _agreements(3)),
    (date(2026, 3, 9), _paid_again),
    (date(2026, 3, 10), _compensation(3)),
    (date(2026, 3, 12), _bank_fact),
    (date(2026, 3, 16), lambda told: funding.levers(told.office)),
    (date(2026, 3, 18), _delivery(3)),
    (date(2026, 3, 19), _services(3, 0)),
    (date(2026, 3, 20), _services(3, 1)),
    (date(2026, 3, 23), _services(3, 2)),
    (date(2026, 3, 24), _measuring(3)),
    (date(2026, 3, 25), _progress(3, 0)),
    (date(2026, 3, 26), _progress(3, 1)),
    (date(2026, 3, 27), _progress(3, 2)),
]
_APRIL: list[Day] = [
    (date(2026, 4, 1), _turn(202604)),
    (date(2026, 4, 2), _waiting),
    (date(2026, 4, 3), lambda told: undertakings.tell(told.office)),
    (date(2026, 4, 8), lambda told: undertakings.release(told.office)),
]
