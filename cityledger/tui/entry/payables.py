"""What a payment form needs to know: contracts, and what may be paid under the one chosen.

Called in workers only; everything that knows the database is imported when it is called.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.kernel import masking
from cityledger.kernel.days import china_day

if TYPE_CHECKING:
    from datetime import date

    from cityledger.actions.desk import Desk
    from cityledger.model.contracts import Contract
    from cityledger.store.engine import Read
    from cityledger.views.obligations import OtherLine

KINDS = (
    "progress", "advance", "settlement", "retention", "service", "compensation",
    "deposit_refund", "grantor_return",
)  # fmt: skip
"""Kinds in the order of their use; the first is what a new form starts with."""

KIND_OF = {
    "works": "progress",
    "survey": "service",
    "design": "service",
    "supervision": "service",
    "service": "service",
    "deposit": "deposit_refund",
    "grant": "grantor_return",
    "compensation": "compensation",
}
"""The kind of payment that a kind of contract nearly always means."""

CERTIFIED_KINDS = frozenset({"progress", "settlement", "service", "compensation"})
"""Kinds that pay what a certificate made payable."""


@dataclass(frozen=True, slots=True)
class ContractChoice:
    """One contract as the form offers it."""

    contract_id: int
    contract_no: str
    name: str
    kind: str
    payee_name: str
    payee_bank: str
    payee_account: str
    wage_account: str
    project_code: str
    project_name: str


@dataclass(frozen=True, slots=True)
class CertificateDue:
    """What of one certificate nobody has paid or asked for yet, in fen."""

    certificate_no: int
    certified_on: date
    due_fen: int
    labour_fen: int

    @property
    def open_fen(self) -> int:
        """Both parts together."""
        return self.due_fen + self.labour_fen


@dataclass(frozen=True, slots=True)
class InvoiceLeft:
    """An invoice of the contract with what no request uses of it, in fen."""

    number: str
    code: str
    left_fen: int


@dataclass(frozen=True, slots=True)
class OverrideLeft:
    """An override in force for the contract's project, with what may still be paid under it."""

    override_id: int
    title: str
    left_fen: int


@dataclass(frozen=True, slots=True)
class Payable:
    """Where a contract stands, in fen; `held_fen` is asked for or approved and not yet paid.

    `opened_left_fen` is what the opening left payable without a certificate of this ledger.
    """

    price_fen: int
    variations_fen: int
    certified_fen: int
    paid_fen: int
    held_fen: int
    advance_left_fen: int
    retention_left_fen: int
    opened_left_fen: int
    certificates: tuple[CertificateDue, ...]
    invoices: tuple[InvoiceLeft, ...]
    overrides: tuple[OverrideLeft, ...] = ()

    def due_fen(self, kind: str, certificate_no: int | None) -> int:
        """Return what may be paid now under a kind and a certificate."""
        if kind == "advance":
            return self.advance_left_fen
        if kind == "retention":
            return self.retention_left_fen
        if certificate_no is None:
            return self.opened_left_fen
        found = (c.open_fen for c in self.certificates if c.certificate_no == certificate_no)
        return next(found, 0)

    def labour_fen(self, certificate_no: int | None) -> int:
        """Return the labour share of a certificate that is still to go to the wage account."""
        found = (c.labour_fen for c in self.certificates if c.certificate_no == certificate_no)
        return next(found, 0)


def contracts(desk: Desk) -> tuple[ContractChoice, ...]:
    """Return every contract that is paid under, by number."""
    from cityledger.model.contracts import Contract
    from cityledger.model.projects import Project
    from cityledger.views.find import many

    with desk.read() as read:
        projects = {p.project_id: p for p in many(read, Project, book_id=desk.book_id)}
        rows = many(read, Contract, book_id=desk.book_id)
    out = [
        ContractChoice(
            contract_id=row.contract_id,
            contract_no=row.contract_no,
            name=row.name,
            kind=row.kind,
            payee_name=masking.payee_name(row.payee_name, is_person=row.party_id is None),
            payee_bank=row.payee_bank,
            payee_account=masking.payee_account(row.payee_account, is_person=row.party_id is None),
            wage_account=row.wage_account or "",
            project_code=projects[row.project_id].code,
            project_name=projects[row.project_id].name,
        )
        for row in rows
    ]
    return tuple(sorted(out, key=lambda choice: choice.contract_no))


def payable(desk: Desk, contract_id: int, lang: str = "zh") -> Payable:
    """Return where a contract stands now."""
    from cityledger.model.contracts import Contract
    from cityledger.views import obligations
    from cityledger.views.find import need

    key = {"book_id": desk.book_id, "contract_id": contract_id}
    with desk.read() as read:
        contract = need(read, Contract, "contract", **key)
        sums = obligations.contract_sums(read, desk.book_id, contract_id)
        others = obligations.other_lines(read, desk.book_id, contract_id, 0)
        account = contract.obligation_account
        opened = obligations.opened_payable_fen(read, desk.book_id, contract_id, account)
        certificates = _certificates(read, contract, others)
        invoices = _invoices(read, desk.book_id, contract_id)
        held = _overrides(read, contract, china_day(desk.now(read)), lang)
    return Payable(
        price_fen=contract.price_fen,
        variations_fen=sums.variations_fen,
        certified_fen=sums.certified_fen,
        paid_fen=sums.paid_fen,
        held_fen=sum(line.amount_fen for line in others if line.is_pending),
        advance_left_fen=contract.advance_cap_fen - _taken(others, "1214"),
        retention_left_fen=sums.retained_fen - _taken(others, "230203"),
        opened_left_fen=opened
        - _taken(tuple(o for o in others if o.certificate_id is None), account),
        certificates=certificates,
        invoices=invoices,
        overrides=held,
    )


def _overrides(read: Read, contract: Contract, today: date, lang: str) -> tuple[OverrideLeft, ...]:
    from cityledger.controls import catalog
    from cityledger.model.projects import Project
    from cityledger.views.find import need
    from cityledger.views.overrides import overrides

    key = {"book_id": contract.book_id, "project_id": contract.project_id}
    project = need(read, Project, "project", **key)
    return tuple(
        OverrideLeft(row.override_id, catalog.control(row.control).title(lang), row.left_fen)
        for row in overrides(read, contract.book_id, today)
        if row.state == "held"
        and row.left_fen > 0
        and row.project_code == project.code
        and row.contract_no in ("", contract.contract_no)
    )


def _taken(others: tuple[OtherLine, ...], account: str) -> int:
    return sum(line.amount_fen for line in others if line.account.startswith(account))


def _certificates(
    read: Read, contract: Contract, others: tuple[OtherLine, ...]
) -> tuple[CertificateDue, ...]:
    """Return the certificates, newest first; a request pays the first line of a certificate."""
    from cityledger.model.contracts import Certificate, CertificateLine
    from cityledger.views.find import many, one

    key = {"book_id": contract.book_id, "contract_id": contract.contract_id}
    out = []
    for row in many(read, Certificate, **key):
        number = {"book_id": contract.book_id, "certificate_id": row.certificate_id}
        line = one(read, CertificateLine, **number)
        if line is None:
            continue
        mine = tuple(o for o in others if o.certificate_id == row.certificate_id)
        labour = _taken(mine, "230206")
        rest = sum(o.amount_fen for o in mine) - labour
        out.append(
            CertificateDue(
                certificate_no=row.certificate_no,
                certified_on=row.certified_on,
                due_fen=line.due_fen - rest,
                labour_fen=line.labour_fen - labour,
            )
        )
    return tuple(sorted(out, key=lambda c: c.certificate_no, reverse=True))


def _invoices(read: Read, book_id: int, contract_id: int) -> tuple[InvoiceLeft, ...]:
    from cityledger.model.contracts import Invoice
    from cityledger.views import purse
    from cityledger.views.find import many

    rows = many(read, Invoice, book_id=book_id, contract_id=contract_id)
    return tuple(
        InvoiceLeft(row.number, row.code, purse.invoice_left_fen(read, book_id, row.invoice_id))
        for row in rows
    )
