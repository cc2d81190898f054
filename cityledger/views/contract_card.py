"""One contract with its papers: variations, certificates, plan, guarantees and invoices."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, func, select

from cityledger.ledger.tables import T
from cityledger.views.contract_state import ContractState, contract_state
from cityledger.views.moment import Moment, known

if TYPE_CHECKING:
    from datetime import date

    from cityledger.store.engine import Read

CONTRACT, VARIATION, CERTIFICATE = T["contract"], T["variation"], T["certificate"]
CERTIFIED, PLAN, SOURCE = T["certificate_line"], T["funding_plan"], T["fund_source"]
EVENT = T["guarantee_event"]
ALLOTMENT, GUARANTEE, INVOICE, USE = (
    T["allotment"],
    T["guarantee"],
    T["invoice"],
    T["payment_invoice"],
)

_VARIATIONS = (
    select(VARIATION)
    .where(
        VARIATION.c.book_id == bindparam("book"),
        VARIATION.c.contract_id == bindparam("contract"),
        VARIATION.c.approved_on <= bindparam("as_of"),
        known(VARIATION),
    )
    .order_by(VARIATION.c.n)
)
_CERTIFICATES = (
    select(
        CERTIFICATE.c.certificate_id,
        CERTIFICATE.c.certificate_no,
        CERTIFICATE.c.kind,
        CERTIFICATE.c.certified_on,
        CERTIFICATE.c.chief_engineer,
        *(
            func.sum(CERTIFIED.c[name]).label(name)
            for name in (
                "gross_fen",
                "recouped_fen",
                "retained_fen",
                "labour_fen",
                "due_fen",
                "deferred_fen",
            )
        ),
    )
    .join(
        CERTIFIED,
        and_(
            CERTIFIED.c.book_id == CERTIFICATE.c.book_id,
            CERTIFIED.c.certificate_id == CERTIFICATE.c.certificate_id,
        ),
    )
    .where(
        CERTIFICATE.c.book_id == bindparam("book"),
        CERTIFICATE.c.contract_id == bindparam("contract"),
        CERTIFICATE.c.certified_on <= bindparam("as_of"),
        known(CERTIFICATE),
    )
    .group_by(
        CERTIFICATE.c.certificate_id,
        CERTIFICATE.c.certificate_no,
        CERTIFICATE.c.kind,
        CERTIFICATE.c.certified_on,
        CERTIFICATE.c.chief_engineer,
    )
    .order_by(CERTIFICATE.c.certified_on, CERTIFICATE.c.certificate_id)
)
_PLANS = (
    select(
        PLAN.c.n,
        SOURCE.c.name,
        PLAN.c.fiscal_year,
        PLAN.c.amount_fen,
        ALLOTMENT.c.allotment_no,
    )
    .join(
        SOURCE,
        and_(SOURCE.c.book_id == PLAN.c.book_id, SOURCE.c.fund_source_id == PLAN.c.fund_source_id),
    )
    .outerjoin(
        ALLOTMENT,
        and_(
            ALLOTMENT.c.book_id == PLAN.c.book_id,
            ALLOTMENT.c.allotment_id == PLAN.c.allotment_id,
        ),
    )
    .where(PLAN.c.book_id == bindparam("book"), PLAN.c.contract_id == bindparam("contract"))
    .where(known(PLAN))
    .order_by(PLAN.c.n, PLAN.c.leaf_idx)
)
_EXTENDED = (
    select(func.max(EVENT.c.expires_on))
    .where(
        EVENT.c.book_id == GUARANTEE.c.book_id,
        EVENT.c.guarantee_id == GUARANTEE.c.guarantee_id,
        EVENT.c.kind == "extended",
        EVENT.c.happened_on <= bindparam("as_of"),
        known(EVENT),
    )
    .scalar_subquery()
)
_GUARANTEES = (
    select(GUARANTEE, CONTRACT.c.contract_no, _EXTENDED.label("extended_on"))
    .join(
        CONTRACT,
        and_(
            CONTRACT.c.book_id == GUARANTEE.c.book_id,
            CONTRACT.c.contract_id == GUARANTEE.c.contract_id,
        ),
    )
    .where(GUARANTEE.c.book_id == bindparam("book"), known(GUARANTEE))
    .where(GUARANTEE.c.valid_from <= bindparam("as_of"))
    .order_by(GUARANTEE.c.expires_on, GUARANTEE.c.guarantee_id)
)
_INVOICES = (
    select(INVOICE)
    .where(
        INVOICE.c.book_id == bindparam("book"),
        INVOICE.c.contract_id == bindparam("contract"),
        INVOICE.c.issued_on <= bindparam("as_of"),
        known(INVOICE),
    )
    .order_by(INVOICE.c.invoice_id)
)
_USED = (
    select(USE.c.invoice_id, func.sum(USE.c.amount_fen).label("fen"))
    .join(
        INVOICE, and_(INVOICE.c.book_id == USE.c.book_id, INVOICE.c.invoice_id == USE.c.invoice_id)
    )
    .where(USE.c.book_id == bindparam("book"), known(USE))
    .where(INVOICE.c.contract_id == bindparam("contract"))
    .group_by(USE.c.invoice_id)
)


@dataclass(frozen=True, slots=True)
class VariationRow:
    """An approved change of price, in fen."""

    n: int
    doc_no: str
    amount_fen: int
    approved_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate with the sums of its lines, in fen; red ones are negative."""

    certificate_id: int
    certificate_no: int
    kind: str
    certified_on: date
    chief_engineer: str
    gross_fen: int
    recouped_fen: int
    retained_fen: int
    labour_fen: int
    due_fen: int
    deferred_fen: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """What a source is to pay of the contract; `allotment_no` is empty while nothing covers it."""

    source: str
    fiscal_year: int
    amount_fen: int
    allotment_no: str


@dataclass(frozen=True, slots=True)
class GuaranteeRow:
    """A letter, insurance or deposit that secures a contract."""

    guarantee_id: int
    contract_id: int
    contract_no: str
    kind: str
    form: str
    issuer: str
    letter_no: str
    amount_fen: int
    valid_from: date
    expires_on: date


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """An invoice with what no request has used of it, in fen."""

    invoice_id: int
    code: str
    number: str
    issued_on: date
    verified_on: date | None
    state: str
    amount_fen: int
    left_fen: int


@dataclass(frozen=True, slots=True)
class ContractCard:
    """A contract's figures and everything that stands behind them."""

    state: ContractState
    variations: tuple[VariationRow, ...]
    certificates: tuple[CertificateRow, ...]
    plans: tuple[PlanRow, ...]
    guarantees: tuple[GuaranteeRow, ...]
    invoices: tuple[InvoiceRow, ...]


def contract_card(
    read: Read,
    book_id: int,
    contract_id: int,
    *,
    as_of: date | None = None,
    as_known: int | None = None,
) -> ContractCard | None:
    """Return one contract with its papers; None where the book did not have it at that moment."""
    state = contract_state(read, book_id, contract_id, as_of=as_of, as_known=as_known)
    if state is None:
        return None
    names = Moment(as_of, as_known).names(book_id) | {"contract": contract_id}
    used = {row.invoice_id: int(row.fen) for row in read.execute(_USED, names)}
    letters = guarantees(read, book_id, as_of=as_of, as_known=as_known)
    return ContractCard(
        state=state,
        variations=tuple(
            VariationRow(row.n, row.doc_no, row.amount_fen, row.approved_on, row.reason)
            for row in read.execute(_VARIATIONS, names)
        ),
        certificates=certificates(read, book_id, contract_id, as_of=as_of, as_known=as_known),
        plans=tuple(
            PlanRow(row.name, row.fiscal_year, row.amount_fen, row.allotment_no or "")
            for row in read.execute(_PLANS, names)
        ),
        guarantees=letters.get(contract_id, ()),
        invoices=tuple(
            InvoiceRow(
                invoice_id=row.invoice_id,
                code=row.code,
                number=row.number,
                issued_on=row.issued_on,
                verified_on=row.verified_on,
                state=row.state,
                amount_fen=row.amount_fen,
                left_fen=row.amount_fen - used.get(row.invoice_id, 0),
            )
            for row in read.execute(_INVOICES, names)
        ),
    )


def certificates(
    read: Read,
    book_id: int,
    contract_id: int,
    *,
    as_of: date | None = None,
    as_known: int | None = None,
) -> tuple[CertificateRow, ...]:
    """Return the certificates of a contract, oldest first."""
    names = Moment(as_of, as_known).names(book_id) | {"contract": contract_id}
    return tuple(
        CertificateRow(
            certificate_id=row.certificate_id,
            certificate_no=row.certificate_no,
            kind=row.kind,
            certified_on=row.certified_on,
            chief_engineer=row.chief_engineer or "",
            gross_fen=int(row.gross_fen),
            recouped_fen=int(row.recouped_fen),
            retained_fen=int(row.retained_fen),
            labour_fen=int(row.labour_fen),
            due_fen=int(row.due_fen),
            deferred_fen=int(row.deferred_fen),
        )
        for row in read.execute(_CERTIFICATES, names)
    )


def guarantees(
    read: Read, book_id: int, *, as_of: date | None = None, as_known: int | None = None
) -> dict[int, tuple[GuaranteeRow, ...]]:
    """Return the guarantees of every contract, the first to expire first."""
    out: dict[int, list[GuaranteeRow]] = defaultdict(list)
    for row in read.execute(_GUARANTEES, Moment(as_of, as_known).names(book_id)):
        out[row.contract_id].append(
            GuaranteeRow(
                guarantee_id=row.guarantee_id,
                contract_id=row.contract_id,
                contract_no=row.contract_no,
                kind=row.kind,
                form=row.form,
                issuer=row.issuer,
                letter_no=row.letter_no,
                amount_fen=row.amount_fen,
                valid_from=row.valid_from,
                expires_on=row.extended_on or row.expires_on,
            )
        )
    return {contract: tuple(rows) for contract, rows in out.items()}
