"""Payment requests: where each stands, whose turn it is, and everything about one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, func, select

from cityledger.kernel import masking
from cityledger.ledger.tables import T
from cityledger.model.types import Int
from cityledger.views.acts import sealed_act
from cityledger.views.moment import VOUCHER, Moment, known
from cityledger.views.refusals import RefusedAct, step_refusals

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Row, Select, Table

    from cityledger.store.engine import Read

REQUEST, STEP, LINE, SLICE = (
    T[name] for name in ("payment_request", "payment_step", "payment_line", "funding_slice")
)
PROJECT, CONTRACT, CERTIFICATE, USER = (
    T[name] for name in ("project", "contract", "certificate", "user")
)
TRANCHE, BANK, ALLOTMENT, INVOICE, USE = (
    T[name] for name in ("tranche", "bank_account", "allotment", "invoice", "payment_invoice")
)

TURNS = {
    "maker": ("returned",),
    "reviewer": ("submitted",),
    "approver": ("reviewed", "endorsed"),
    "cashier": ("approved",),
}
"""The states in which a request waits for a role; a returned one waits for its own maker."""

PAGE = 500
"""Numbers asked for at a time: SQLite takes a limited number of values."""

_NEWEST = (
    select(func.max(STEP.c.leaf_idx))
    .where(
        STEP.c.book_id == REQUEST.c.book_id,
        STEP.c.payment_request_id == REQUEST.c.payment_request_id,
        known(STEP),
    )
    .correlate(REQUEST)
    .scalar_subquery()
)
_FIRST = STEP.alias("first_step")
_MAKER, _ACTOR = USER.alias("maker"), USER.alias("actor")
_REQUESTS: Select[Any] = (
    select(
        REQUEST,
        PROJECT.c.name.label("project"),
        CONTRACT.c.contract_no,
        STEP.c.step,
        STEP.c.leaf_idx.label("step_leaf"),
        _FIRST.c.actor.label("maker_id"),
        func.coalesce(_MAKER.c.name, _FIRST.c.actor).label("maker"),
        func.coalesce(_ACTOR.c.name, STEP.c.actor).label("actor"),
    )
    .join(
        STEP,
        and_(
            STEP.c.book_id == REQUEST.c.book_id,
            STEP.c.payment_request_id == REQUEST.c.payment_request_id,
            STEP.c.leaf_idx == _NEWEST,
        ),
    )
    .join(
        _FIRST,
        and_(
            _FIRST.c.book_id == REQUEST.c.book_id,
            _FIRST.c.payment_request_id == REQUEST.c.payment_request_id,
            _FIRST.c.leaf_idx == REQUEST.c.leaf_idx,
        ),
    )
    .join(
        PROJECT,
        and_(PROJECT.c.book_id == REQUEST.c.book_id, PROJECT.c.project_id == REQUEST.c.project_id),
    )
    .outerjoin(
        CONTRACT,
        and_(
            CONTRACT.c.book_id == REQUEST.c.book_id,
            CONTRACT.c.contract_id == REQUEST.c.contract_id,
        ),
    )
    .outerjoin(_MAKER, _MAKER.c.user_id == _FIRST.c.actor)
    .outerjoin(_ACTOR, _ACTOR.c.user_id == STEP.c.actor)
    .where(REQUEST.c.book_id == bindparam("book"), known(REQUEST))
    .order_by(REQUEST.c.payment_request_id)
)
_ONE = _REQUESTS.where(REQUEST.c.payment_request_id == bindparam("request"))
_IN_STATES = _REQUESTS.where(STEP.c.step.in_(bindparam("states", expanding=True)))
_SOME = _REQUESTS.where(REQUEST.c.payment_request_id.in_(bindparam("numbers", expanding=True)))
_PAGE = (
    _REQUESTS.where(REQUEST.c.payment_request_id < bindparam("before"))
    .order_by(None)
    .order_by(REQUEST.c.payment_request_id.desc())
    .limit(bindparam("limit"))
)
_STEPS = (
    select(STEP, func.coalesce(USER.c.name, STEP.c.actor).label("name"))
    .outerjoin(USER, USER.c.user_id == STEP.c.actor)
    .where(
        STEP.c.book_id == bindparam("book"),
        STEP.c.payment_request_id == bindparam("request"),
        known(STEP),
    )
    .order_by(STEP.c.leaf_idx)
)
_ACTED = select(STEP.c.payment_request_id).where(
    STEP.c.book_id == bindparam("book"),
    STEP.c.actor == bindparam("user"),
    STEP.c.step != "returned",
)


def _of_request(table: Table) -> tuple[ColumnElement[bool], ...]:
    """Return the range of a request's lines: their numbers are its own × 1000 + n."""
    number = table.c.payment_line_id
    first: Any = bindparam("request", type_=Int) * 1000
    return (number >= first, number < first + 1000)


_LINES = (
    select(LINE, CONTRACT.c.contract_no, CONTRACT.c.party_id, CERTIFICATE.c.certificate_no)
    .join(
        CONTRACT,
        and_(CONTRACT.c.book_id == LINE.c.book_id, CONTRACT.c.contract_id == LINE.c.contract_id),
    )
    .outerjoin(
        CERTIFICATE,
        and_(
            CERTIFICATE.c.book_id == LINE.c.book_id,
            CERTIFICATE.c.certificate_id == LINE.c.certificate_id,
        ),
    )
    .where(LINE.c.book_id == bindparam("book"), *_of_request(LINE))
    .order_by(LINE.c.payment_line_id)
)
_SLICES = (
    select(
        LINE.c.n.label("line_n"),
        SLICE.c.n,
        SLICE.c.tranche_id,
        SLICE.c.amount_fen,
        TRANCHE.c.label,
        BANK.c.name.label("bank"),
        ALLOTMENT.c.allotment_no,
    )
    .join(
        LINE,
        and_(LINE.c.book_id == SLICE.c.book_id, LINE.c.payment_line_id == SLICE.c.payment_line_id),
    )
    .join(
        TRANCHE,
        and_(TRANCHE.c.book_id == SLICE.c.book_id, TRANCHE.c.tranche_id == SLICE.c.tranche_id),
    )
    .outerjoin(
        BANK,
        and_(BANK.c.book_id == SLICE.c.book_id, BANK.c.bank_account_id == SLICE.c.bank_account_id),
    )
    .outerjoin(
        ALLOTMENT,
        and_(
            ALLOTMENT.c.book_id == SLICE.c.book_id,
            ALLOTMENT.c.allotment_id == SLICE.c.allotment_id,
        ),
    )
    .where(SLICE.c.book_id == bindparam("book"), *_of_request(SLICE))
    .order_by(SLICE.c.payment_line_id, SLICE.c.n)
)
_INVOICES = (
    select(INVOICE.c.code, INVOICE.c.number, USE.c.amount_fen)
    .join(
        INVOICE, and_(INVOICE.c.book_id == USE.c.book_id, INVOICE.c.invoice_id == USE.c.invoice_id)
    )
    .where(
        USE.c.book_id == bindparam("book"),
        USE.c.payment_request_id == bindparam("request"),
        known(USE),
    )
    .order_by(USE.c.invoice_id, USE.c.leaf_idx)
)
# A voucher of a request stands in the leaf of one of its steps.
_VOUCHERS = (
    select(VOUCHER.c.voucher_id)
    .join(
        STEP,
        and_(
            STEP.c.book_id == VOUCHER.c.book_id,
            VOUCHER.c.voucher_id.between(STEP.c.leaf_idx * 100, STEP.c.leaf_idx * 100 + 99),
        ),
    )
    .where(
        STEP.c.book_id == bindparam("book"),
        STEP.c.payment_request_id == bindparam("request"),
        known(STEP),
    )
    .order_by(STEP.c.leaf_idx, VOUCHER.c.voucher_id)
)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request in a list: amount in fen, the newest step and who took it."""

    payment_request_id: int
    leaf_idx: int
    project_id: int
    project: str
    contract_id: int | None
    contract_no: str
    kind: str
    value_date: date
    amount_fen: int
    summary: str
    state: str
    maker_id: str
    maker: str
    last_actor: str
    last_leaf_idx: int


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One payee of a request, in fen."""

    n: int
    contract_id: int
    contract_no: str
    certificate_no: int | None
    account: str
    cost_item: str
    payee_name: str
    payee_bank: str
    payee_account: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class RequestSlice:
    """Which tranche pays how much of a line, in fen; a quota tranche has no bank account."""

    line_n: int
    tranche_id: int
    tranche: str
    bank: str
    allotment_no: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class RequestStep:
    """One signed step: who, when, in which leaf."""

    step: str
    actor: str
    name: str
    note: str
    leaf_idx: int
    at: datetime


@dataclass(frozen=True, slots=True)
class RequestInvoice:
    """How much of an invoice the request uses, in fen; zero once it was given back."""

    code: str
    number: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class RequestCard:
    """A request with its lines, money, papers, steps, vouchers and what was refused on the way."""

    request: RequestRow
    attachments: int
    lines: tuple[RequestLine, ...]
    slices: tuple[RequestSlice, ...]
    invoices: tuple[RequestInvoice, ...]
    steps: tuple[RequestStep, ...]
    voucher_ids: tuple[int, ...]
    refusals: tuple[RefusedAct, ...]


def requests(
    read: Read,
    book_id: int,
    *,
    before: int | None = None,
    limit: int = 100,
    as_known: int | None = None,
) -> tuple[RequestRow, ...]:
    """Return requests, the newest first, from the one before number `before` on."""
    names = Moment(None, as_known).names(book_id)
    names |= {"before": before if before is not None else 1 << 62, "limit": limit}
    return tuple(_request(row) for row in read.execute(_PAGE, names))


def some(read: Read, book_id: int, numbers: Iterable[int]) -> tuple[RequestRow, ...]:
    """Return requests by their numbers, in their order."""
    asked, names = sorted(set(numbers)), Moment(None, None).names(book_id)
    pages = (asked[n : n + PAGE] for n in range(0, len(asked), PAGE))
    return tuple(
        _request(row) for page in pages for row in read.execute(_SOME, names | {"numbers": page})
    )


def queue(
    read: Read, book_id: int, role: str, user: str | None = None, *, as_known: int | None = None
) -> tuple[RequestRow, ...]:
    """Return what waits for a role, the oldest first.

    For a `user`, only what that person may take: nobody acts twice on one document (L8), and a
    returned request goes to its own maker. A role without a part in payments has no queue.
    """
    names = Moment(None, as_known).names(book_id) | {"states": TURNS.get(role, ())}
    rows = tuple(_request(row) for row in read.execute(_IN_STATES, names))
    if user is None:
        return rows
    if role == "maker":
        return tuple(row for row in rows if row.maker_id == user)
    acted = set(read.execute(_ACTED, {"book": book_id, "user": user}).scalars())
    return tuple(row for row in rows if row.payment_request_id not in acted)


def request_card(
    read: Read, book_id: int, payment_request_id: int, *, as_known: int | None = None
) -> RequestCard | None:
    """Return everything about one request; None where the book did not have it then."""
    names = Moment(None, as_known).names(book_id) | {"request": payment_request_id}
    row = read.execute(_ONE, names).one_or_none()
    if row is None:
        return None
    return RequestCard(
        request=_request(row),
        attachments=row.attachments,
        lines=tuple(_line(line) for line in read.execute(_LINES, names)),
        slices=tuple(
            RequestSlice(
                line_n=piece.line_n,
                tranche_id=piece.tranche_id,
                tranche=piece.label,
                bank=piece.bank or "",
                allotment_no=piece.allotment_no or "",
                amount_fen=piece.amount_fen,
            )
            for piece in read.execute(_SLICES, names)
        ),
        invoices=_invoices(read.execute(_INVOICES, names)),
        steps=tuple(
            RequestStep(
                step=step.step,
                actor=step.actor,
                name=step.name,
                note=step.note or "",
                leaf_idx=step.leaf_idx,
                at=sealed_act(read, book_id, step.leaf_idx).at,
            )
            for step in read.execute(_STEPS, names).all()
        ),
        voucher_ids=tuple(read.execute(_VOUCHERS, names).scalars()),
        refusals=step_refusals(read, book_id, payment_request_id, row.leaf_idx, as_known=as_known),
    )


def _invoices(uses: Iterable[Row[Any]]) -> tuple[RequestInvoice, ...]:
    sums: dict[tuple[str, str], int] = {}
    for use in uses:
        sums[use.code, use.number] = sums.get((use.code, use.number), 0) + use.amount_fen
    return tuple(RequestInvoice(code, number, fen) for (code, number), fen in sums.items())


def _request(row: Row[Any]) -> RequestRow:
    return RequestRow(
        payment_request_id=row.payment_request_id,
        leaf_idx=row.leaf_idx,
        project_id=row.project_id,
        project=row.project,
        contract_id=row.contract_id,
        contract_no=row.contract_no or "",
        kind=row.kind,
        value_date=row.value_date,
        amount_fen=row.amount_fen,
        summary=row.summary,
        state=row.step,
        maker_id=row.maker_id,
        maker=row.maker,
        last_actor=row.actor,
        last_leaf_idx=row.step_leaf,
    )


def _line(row: Row[Any]) -> RequestLine:
    return RequestLine(
        n=row.n,
        contract_id=row.contract_id,
        contract_no=row.contract_no,
        certificate_no=row.certificate_no,
        account=row.account,
        cost_item=row.cost_item or "",
        payee_name=masking.payee_name(row.payee_name, is_person=row.party_id is None),
        payee_bank=row.payee_bank,
        payee_account=masking.payee_account(row.payee_account, is_person=row.party_id is None),
        amount_fen=row.amount_fen,
    )
