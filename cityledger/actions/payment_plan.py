"""What a request pays and from what: lines, the slices that fund them, the invoices they use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.actions.contracts import contract_by_no
from cityledger.controls.facts import CAPITAL
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.contracts import Certificate, CertificateLine, Contract, Invoice
from cityledger.model.funding import Allotment, BankAccount, FundSource, Tranche
from cityledger.model.instruments import Debt
from cityledger.model.payments import FundingSlice, PaymentInvoice, PaymentLine, PaymentRequest
from cityledger.views.find import many, need, one
from cityledger.views.returns import DEPOSITS, FORFEITED, SURPLUS, deposits
from cityledger.views.year_end import carried_to, successor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cityledger.actions.draft import Context, Voucher

PARTS = (
    "advance", "labour", "due", "retention", "compensation", "capital", "interest", "principal",
    "return", "deposit",
)  # fmt: skip
"""What a line settles: advance, labour, certified value, retention, a household, equity of PPP,
interest or principal of a debt, money that goes back to its grantor, a deposit refunded."""

PRINCIPAL = ("2001", "2501", "2502")
"""Accounts a debt's principal stands on; which of them says its source."""

LINES_PER_REQUEST = 60
"""An act is at most 65,535 bytes: longer payout lists are brought as several requests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayLine:
    """One payee of a request; payee and account are the contract's unless given otherwise."""

    contract: str
    part: str
    amount_fen: int
    certificate_no: int | None = None
    certificate_line: int = 1
    payee_name: str | None = None
    payee_account: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceUse:
    """How much of an invoice a request uses."""

    number: str
    amount_fen: int
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PickedSlice:
    """A slice the maker picked by hand; the gate holds it against the project's order."""

    line: int
    tranche: str
    amount_fen: int
    bank_account: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLine:
    """A line of a request with the contract and certificate it stands on."""

    payment_line_id: int
    payment_request_id: int
    n: int
    part: str
    contract: Contract
    certificate: Certificate | None
    certificate_line: CertificateLine | None
    account: str
    cost_item: str | None
    payee_name: str
    payee_bank: str
    payee_account: str
    amount_fen: int

    @property
    def is_cost(self) -> bool:
        """Whether it pays cost of a budget line; principal and money given back are none."""
        return self.part not in ("principal", "return", "deposit")

    def row(self) -> dict[str, object]:
        """Return the columns of `payment_line`."""
        return {
            "payment_line_id": self.payment_line_id,
            "payment_request_id": self.payment_request_id,
            "n": self.n,
            "contract_id": self.contract.contract_id,
            "certificate_id": self.certificate.certificate_id if self.certificate else None,
            "certificate_n": self.certificate_line.n if self.certificate_line else None,
            "account": self.account,
            "cost_item": self.cost_item,
            "payee_name": self.payee_name,
            "payee_bank": self.payee_bank,
            "payee_account": self.payee_account,
            "amount_fen": self.amount_fen,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A slice of a line; quota slices name the accounts a treasury payment is booked on."""

    payment_line_id: int
    n: int
    tranche_id: int
    bank_account_id: int | None
    allotment_id: int | None
    amount_fen: int
    quota_income_account: str | None = None
    quota_budget_account: str | None = None

    def row(self) -> dict[str, object]:
        """Return the columns of `funding_slice`."""
        return {
            "payment_line_id": self.payment_line_id,
            "n": self.n,
            "tranche_id": self.tranche_id,
            "bank_account_id": self.bank_account_id,
            "allotment_id": self.allotment_id,
            "amount_fen": self.amount_fen,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedInvoice:
    """An invoice and how much of it the request uses."""

    invoice: Invoice
    amount_fen: int


def planned_lines(
    context: Context, request_id: int, lines: tuple[PayLine, ...]
) -> tuple[PlannedLine, ...]:
    """Return the lines of a new request; BadInput names every contract or certificate unknown."""
    if not 1 <= len(lines) <= LINES_PER_REQUEST:
        reason = f"a request has 1 to {LINES_PER_REQUEST} lines 每单明细条数超限"
        raise BadInput((Problem("payment lines", str(len(lines)), reason, "分单 split it"),))
    problems: list[Problem] = []
    planned = []
    for n, line in enumerate(lines, 1):
        try:
            planned.append(_planned(context, request_id, n, line))
        except BadInput as bad:
            problems.extend(bad.problems)
    if problems:
        raise BadInput(tuple(problems))
    return tuple(planned)


def _planned(context: Context, request_id: int, n: int, line: PayLine) -> PlannedLine:
    if line.part not in PARTS or line.amount_fen <= 0:
        reason = f"part is one of {', '.join(PARTS)} and the amount is positive"
        raise BadInput((Problem(f"line {n}", f"{line.part} {line.amount_fen}", reason),))
    contract = contract_by_no(context, line.contract)
    certificate, certified = None, None
    if line.certificate_no is not None:
        key = {"contract_id": contract.contract_id, "certificate_no": line.certificate_no}
        certificate = need(context.read, Certificate, "certificate", **context.here, **key)
        number = {"certificate_id": certificate.certificate_id}
        n_of = {"n": line.certificate_line}
        certified = need(
            context.read, CertificateLine, "certificate line", **context.here, **number, **n_of
        )
    name, bank, account = payee(contract, line.part)
    # A grant's document owes nothing but what goes back, whatever a form calls it.
    part = {"grant": "return", "deposit": "deposit"}.get(contract.kind, line.part)
    return PlannedLine(
        payment_line_id=request_id * 1000 + n,
        payment_request_id=request_id,
        n=n,
        part=part,
        contract=contract,
        certificate=certificate,
        certificate_line=certified,
        account=_settled(context, contract, part),
        cost_item=(certified.cost_item if certified else None) or contract.cost_item,
        payee_name=line.payee_name or name,
        payee_bank=bank,
        payee_account=line.payee_account or account,
        amount_fen=line.amount_fen,
    )


def payee(contract: Contract, part: str) -> tuple[str, str, str]:
    """Return (name, bank, account) a part must be paid to: labour goes to the wage account."""
    account = contract.payee_account
    if part == "labour" and contract.wage_account is not None:
        account = contract.wage_account
    return contract.payee_name, contract.payee_bank, account


def _settled(context: Context, contract: Contract, part: str) -> str:
    if part == "deposit":
        return _deposit_account(context, contract)
    if part != "principal":
        return settled_account(contract, part)
    debt = need(context.read, Debt, "debt", **context.here, debt_no=contract.contract_no)
    key = {"fund_source_id": debt.fund_source_id}
    return need(context.read, FundSource, "fund source", **context.here, **key).income_account


def _deposit_account(context: Context, contract: Contract) -> str:
    """Return the account a deposit is held on, first one that still holds something."""
    mine = deposits(context.read, context.book_id, contract.contract_id)
    if not mine:
        reason = "no deposit came in under this contract 该合同下没有收到保证金"
        problem = Problem("deposit", contract.contract_no, reason, "先登记收款 receive it first")
        raise BadInput((problem,))
    return next((row for row in mine if row.left_fen), mine[0]).account


def settled_account(contract: Contract, part: str) -> str:
    """Return the account a payment of this part is debited to."""
    if part == "advance":
        return contract.advance_account or "121401"
    fixed = {
        "labour": "230206",
        "retention": "230203",
        "compensation": "230204",
        "capital": CAPITAL,
        "interest": "2304",
        "return": contract.obligation_account if contract.kind == "grant" else SURPLUS,
    }
    return fixed.get(part, contract.obligation_account)


def outlay_of(account: str) -> str:
    """Return the budget outlay of what settles an account: 7601 投资支出 for capital.

    7701 债务还本支出 for principal, 7901 其他支出 for interest, 7101 for all else.
    """
    special = {CAPITAL: "7601", "2304": "7901"}
    return "7701" if account.startswith(PRINCIPAL) else special.get(account, "7101")


def classes_of(context: Context, piece: Chosen) -> tuple[str | None, str | None]:
    """Return 功能分类 and 经济分类 of what a slice spends: its allotment names them (case 16)."""
    if piece.allotment_id is None:
        return None, None
    key = {"allotment_id": piece.allotment_id}
    row = need(context.read, Allotment, "allotment", **context.here, **key)
    return row.function_code, row.economic_code


def part_of(account: str) -> str:
    """Return the part an account settles: the inverse of `settled_account`."""
    if account.startswith("1214"):
        return "advance"
    if account.startswith(PRINCIPAL):
        return "principal"
    fixed = {
        "230206": "labour",
        "230203": "retention",
        "230204": "compensation",
        CAPITAL: "capital",
        "2304": "interest",
        SURPLUS: "return",
        FORFEITED: "return",
        **dict.fromkeys(DEPOSITS, "deposit"),
    }
    return fixed.get(account, "due")


def stored_lines(context: Context, request: PaymentRequest) -> tuple[PlannedLine, ...]:
    """Return the lines of a stored request."""
    key = {"payment_request_id": request.payment_request_id}
    out = []
    for row in many(context.read, PaymentLine, **context.here, **key):
        contract = need(
            context.read, Contract, "contract", **context.here, contract_id=row.contract_id
        )
        certificate, certified = None, None
        if row.certificate_id is not None:
            number = {"certificate_id": row.certificate_id}
            certificate = one(context.read, Certificate, **context.here, **number)
            certified = one(
                context.read, CertificateLine, **context.here, **number, n=row.certificate_n
            )
        out.append(
            PlannedLine(
                payment_line_id=row.payment_line_id,
                payment_request_id=row.payment_request_id,
                n=row.n,
                part=part_of(row.account),
                contract=contract,
                certificate=certificate,
                certificate_line=certified,
                account=row.account,
                cost_item=row.cost_item,
                payee_name=row.payee_name,
                payee_bank=row.payee_bank,
                payee_account=row.payee_account,
                amount_fen=row.amount_fen,
            )
        )
    return tuple(out)


def stored_slices(context: Context, lines: tuple[PlannedLine, ...]) -> tuple[Chosen, ...]:
    """Return the slices of stored lines, in order."""
    out: list[Chosen] = []
    for line in lines:
        key = {"payment_line_id": line.payment_line_id}
        rows = many(context.read, FundingSlice, **context.here, **key)
        out += [
            slice_of(
                context,
                (row.payment_line_id, row.n),
                row.tranche_id,
                row.bank_account_id,
                row.amount_fen,
                row.allotment_id,
            )
            for row in rows
        ]
    return tuple(out)


def slice_of(
    context: Context,
    place: tuple[int, int],
    tranche_id: int,
    bank_account_id: int | None,
    amount_fen: int,
    allotment_id: int | None,
) -> Chosen:
    """Return a slice with its allotment and, for quota, the accounts of a treasury payment."""
    tranche = need(context.read, Tranche, "tranche", **context.here, tranche_id=tranche_id)
    income, budget = None, None
    if tranche.form == "quota":
        key = {"fund_source_id": tranche.fund_source_id}
        source = need(context.read, FundSource, "fund source", **context.here, **key)
        income, budget = source.income_account, source.budget_account
    return Chosen(
        payment_line_id=place[0],
        n=place[1],
        tranche_id=tranche_id,
        bank_account_id=bank_account_id,
        allotment_id=allotment_id,
        amount_fen=amount_fen,
        quota_income_account=income,
        quota_budget_account=budget,
    )


def picked(
    context: Context, lines: tuple[PlannedLine, ...], slices: tuple[PickedSlice, ...]
) -> tuple[Chosen, ...]:
    """Return the slices a maker picked by hand."""
    out = []
    counts: dict[int, int] = {}
    by_n = {line.n: line for line in lines}
    carried = carried_to(context.read, context.book_id) if slices else {}
    for piece in slices:
        if piece.line not in by_n:
            reason = "no such line of this request 无此明细"
            raise BadInput((Problem("slice", str(piece.line), reason),))
        tranche = need(context.read, Tranche, "tranche", **context.here, label=piece.tranche)
        bank = None
        if piece.bank_account is not None:
            key = {"account_no": piece.bank_account}
            bank = need(
                context.read, BankAccount, "bank account", **context.here, **key
            ).bank_account_id
        counts[piece.line] = counts.get(piece.line, 0) + 1
        place = (by_n[piece.line].payment_line_id, counts[piece.line])
        allotment = successor(carried, tranche.allotment_id)
        number, fen = tranche.tranche_id, piece.amount_fen
        out.append(slice_of(context, place, number, bank, fen, allotment))
    return tuple(out)


def give_back(
    context: Context,
    voucher: Voucher,
    account: str,
    pairs: Iterable[tuple[int | None, int]],
    project_id: int,
) -> None:
    """Give permission back from 9104 or 9105: to the allotment or what it went on as (case 11).

    `pairs` are allotment and fen; what was carried over would be lost on a year that is closed.
    """
    carried = carried_to(context.read, context.book_id)
    for allotment, fen in pairs:
        if allotment is not None:
            names = {"allotment_id": allotment, "project_id": project_id}
            lives_on = successor(carried, allotment)
            voucher.debit(account, fen, **names)
            if lives_on == allotment:
                voucher.credit("9103", fen, **names)
            else:
                voucher.credit("9101", fen, **names)
                voucher.debit("9101", fen, **names | {"allotment_id": lives_on})
                voucher.credit("9103", fen, **names | {"allotment_id": lives_on})


def used_invoices(
    context: Context, asked: tuple[InvoiceUse, ...], stored: tuple[PaymentInvoice, ...] = ()
) -> tuple[UsedInvoice, ...]:
    """Return the invoices a request uses, asked for or stored (given-back rows cancel out)."""
    out = []
    for use in asked:
        key = {"code": use.code, "number": use.number}
        found = need(context.read, Invoice, "invoice", **context.here, **key)
        out.append(UsedInvoice(invoice=found, amount_fen=use.amount_fen))
    sums: dict[int, int] = {}
    for row in stored:
        sums[row.invoice_id] = sums.get(row.invoice_id, 0) + row.amount_fen
    for number, fen in sums.items():
        if fen:
            found = need(context.read, Invoice, "invoice", **context.here, invoice_id=number)
            out.append(UsedInvoice(invoice=found, amount_fen=fen))
    return tuple(out)
