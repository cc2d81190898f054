"""What other requests paid and hold under a contract, and what certificates made payable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, case, func, select

from cityledger.ledger.tables import T
from cityledger.views.moment import within

if TYPE_CHECKING:
    from cityledger.store.engine import Read

LINE, STEP, LIMITS = T["payment_line"], T["payment_step"], T["limits"]
SLICE, POSTING, VOUCHER = T["funding_slice"], T["posting"], T["voucher"]
CERTIFICATE, CERTIFIED, VARIATION = T["certificate"], T["certificate_line"], T["variation"]

LINE_STATE = (
    select(STEP.c.step)
    .where(
        STEP.c.book_id == LINE.c.book_id,
        STEP.c.payment_request_id == LINE.c.payment_request_id,
    )
    .order_by(STEP.c.leaf_idx.desc())
    .limit(1)
    .scalar_subquery()
)
"""The newest step of the request that a payment line belongs to."""

_SETTLED = (
    select(func.coalesce(func.sum(POSTING.c.debit_fen - POSTING.c.credit_fen), 0))
    .where(
        POSTING.c.book_id == LINE.c.book_id,
        POSTING.c.contract_id == LINE.c.contract_id,
        POSTING.c.account == LINE.c.account,
        POSTING.c.payment_line_id == LINE.c.payment_line_id,
        POSTING.c.tranche_id != 0,
    )
    .scalar_subquery()
)
_LINES = select(
    LINE.c.payment_line_id,
    LINE.c.payment_request_id,
    LINE.c.certificate_id,
    LINE.c.certificate_n,
    LINE.c.account,
    LINE.c.amount_fen,
    LINE_STATE.label("state"),
    _SETTLED.label("settled_fen"),
).where(LINE.c.book_id == bindparam("book"), LINE.c.contract_id == bindparam("contract"))

_PAID = select(
    func.coalesce(func.sum(POSTING.c.debit_fen - POSTING.c.credit_fen), 0).label("paid"),
    func.coalesce(
        func.sum(
            case(
                (
                    within(POSTING.c.account, "1214"),
                    POSTING.c.debit_fen - POSTING.c.credit_fen,
                ),
                else_=0,
            )
        ),
        0,
    ).label("advance"),
).where(
    POSTING.c.book_id == bindparam("book"),
    POSTING.c.contract_id == bindparam("contract"),
    POSTING.c.tranche_id != 0,
    within(POSTING.c.account, "1214", "2302", "121801"),
)
_CERTIFIED = (
    select(
        func.coalesce(func.sum(CERTIFIED.c.gross_fen), 0).label("gross"),
        func.coalesce(func.sum(CERTIFIED.c.recouped_fen), 0).label("recouped"),
        func.coalesce(func.sum(CERTIFIED.c.retained_fen), 0).label("retained"),
        func.coalesce(func.max(case((CERTIFICATE.c.kind == "settlement", 1), else_=0)), 0).label(
            "settled"
        ),
    )
    .join(
        CERTIFIED,
        (CERTIFIED.c.book_id == CERTIFICATE.c.book_id)
        & (CERTIFIED.c.certificate_id == CERTIFICATE.c.certificate_id),
    )
    .where(
        CERTIFICATE.c.book_id == bindparam("book"),
        CERTIFICATE.c.contract_id == bindparam("contract"),
    )
)
_OPENED = select(func.coalesce(func.sum(POSTING.c.debit_fen - POSTING.c.credit_fen), 0)).where(
    POSTING.c.book_id == bindparam("book"),
    POSTING.c.contract_id == bindparam("contract"),
    POSTING.c.tranche_id == 0,
    within(POSTING.c.account, "1613"),
)
_OPENED_PAYABLE = (
    select(func.coalesce(func.sum(POSTING.c.credit_fen - POSTING.c.debit_fen), 0))
    .join(
        VOUCHER,
        (VOUCHER.c.book_id == POSTING.c.book_id) & (VOUCHER.c.voucher_id == POSTING.c.voucher_id),
    )
    .where(
        POSTING.c.book_id == bindparam("book"),
        POSTING.c.contract_id == bindparam("contract"),
        POSTING.c.account == bindparam("account"),
        VOUCHER.c.kind == "opening",
    )
)
_VARIED = select(func.coalesce(func.sum(VARIATION.c.amount_fen), 0)).where(
    VARIATION.c.book_id == bindparam("book"), VARIATION.c.contract_id == bindparam("contract")
)
_QUOTA_USED = (
    select(func.coalesce(func.sum(SLICE.c.amount_fen), 0))
    .join(
        LINE,
        (LINE.c.book_id == SLICE.c.book_id) & (LINE.c.payment_line_id == SLICE.c.payment_line_id),
    )
    .where(
        SLICE.c.book_id == bindparam("book"),
        SLICE.c.tranche_id == bindparam("tranche"),
        LINE.c.payment_request_id != bindparam("own"),
        LINE_STATE != "returned",
    )
)


@dataclass(frozen=True, slots=True)
class OtherLine:
    """A line of another live request.

    `amount_fen` is what a paid line still settles of its own contract, net of what bounced or was
    corrected away, and what a pending line asks for.
    """

    payment_request_id: int
    certificate_id: int | None
    certificate_n: int | None
    account: str
    amount_fen: int
    state: str

    @property
    def is_pending(self) -> bool:
        """Say whether it waits to be paid."""
        return self.state != "paid"


@dataclass(frozen=True, slots=True)
class ContractSums:
    """Sums of a contract, in fen: what stands behind its cap and its payable.

    `paid_fen` is net of what bounced and of what was recovered for claims.
    """

    variations_fen: int
    certified_fen: int
    recouped_fen: int
    retained_fen: int
    is_settled: bool
    paid_fen: int
    advance_paid_fen: int


def other_lines(read: Read, book_id: int, contract_id: int, own: int) -> tuple[OtherLine, ...]:
    """Return the lines of every live request on a contract but request `own` (0: none)."""
    rows = read.execute(_LINES, {"book": book_id, "contract": contract_id})
    return tuple(
        OtherLine(
            row.payment_request_id,
            row.certificate_id,
            row.certificate_n,
            row.account,
            int(row.settled_fen if row.state == "paid" else row.amount_fen),
            row.state,
        )
        for row in rows
        if row.payment_request_id != own and row.state != "returned"
    )


def contract_sums(read: Read, book_id: int, contract_id: int) -> ContractSums:
    """Return the sums of a contract; openings count as certified and paid (case 13)."""
    names = {"book": book_id, "contract": contract_id}
    certified = read.execute(_CERTIFIED, names).one()
    paid = read.execute(_PAID, names).one()
    booked = int(read.execute(_OPENED, names).scalar_one())
    return ContractSums(
        variations_fen=int(read.execute(_VARIED, names).scalar_one()),
        certified_fen=max(int(certified.gross), booked),
        recouped_fen=int(certified.recouped),
        retained_fen=int(certified.retained),
        is_settled=bool(certified.settled),
        paid_fen=int(paid.paid),
        advance_paid_fen=int(paid.advance),
    )


def labour_fen(read: Read, book_id: int, certificate_id: int) -> int:
    """Return the labour of all lines of a certificate: it is due whichever line is paid."""
    found = select(func.coalesce(func.sum(CERTIFIED.c.labour_fen), 0)).where(
        CERTIFIED.c.book_id == book_id, CERTIFIED.c.certificate_id == certificate_id
    )
    return int(read.execute(found).scalar_one())


def opened_payable_fen(read: Read, book_id: int, contract_id: int, account: str) -> int:
    """Return what a contract brought along unpaid: certified less paid before this ledger."""
    names = {"book": book_id, "contract": contract_id, "account": account}
    return max(0, int(read.execute(_OPENED_PAYABLE, names).scalar_one()))


def quota_used_fen(read: Read, book_id: int, tranche_id: int, own: int) -> int:
    """Return what other live requests draw on a quota tranche."""
    names = {"book": book_id, "tranche": tranche_id, "own": own}
    return int(read.execute(_QUOTA_USED, names).scalar_one())


def budget_paid_fen(read: Read, book_id: int, budget_line_id: int) -> int:
    """Return what was paid on a budget line."""
    found = read.execute(
        select(LIMITS.c.used_fen).where(
            LIMITS.c.book_id == book_id,
            LIMITS.c.kind == "paid",
            LIMITS.c.key == str(budget_line_id),
        )
    ).scalar()
    return int(found or 0)
