"""Trace: one tranche to those it paid, one payee to the sources that paid it, to the fen.

A payment is a posting in a tranche on an account that payments settle; what came back is negative.
The amounts of a tranche sum to what `position` says it paid, because both pick the same postings.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, func, select

from cityledger.kernel import masking
from cityledger.ledger.tables import T
from cityledger.views import flows
from cityledger.views.moment import POSTING, VOUCHER, Moment, between, named, of_voucher, standing
from cityledger.views.position import TranchePosition, tranche_position
from cityledger.views.shares import shares
from cityledger.views.tranches import of_source
from cityledger.views.voucher import word_no

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Row, Select

    from cityledger.store.engine import Read

TRANCHE, SOURCE, CONTRACT, PROJECT, LINE, PARTY = (
    T[name] for name in ("tranche", "fund_source", "contract", "project", "payment_line", "party")
)


_COLUMNS = {column.name: column for column in POSTING.c}
_PAID: Select[Any] = (
    select(
        POSTING.c.voucher_id,
        POSTING.c.n,
        POSTING.c.account,
        POSTING.c.cost_item,
        POSTING.c.tranche_id,
        POSTING.c.project_id,
        POSTING.c.contract_id,
        flows.paid(_COLUMNS).label("fen"),
        VOUCHER.c.word,
        VOUCHER.c.voucher_no,
        VOUCHER.c.kind,
        VOUCHER.c.value_date,
        VOUCHER.c.payment_request_id,
        func.coalesce(POSTING.c.summary, VOUCHER.c.summary).label("summary"),
        func.coalesce(LINE.c.payee_name, CONTRACT.c.payee_name, PARTY.c.name, "").label("payee"),
        func.coalesce(LINE.c.payee_account, CONTRACT.c.payee_account, "").label("payee_account"),
        func.coalesce(POSTING.c.party_id, CONTRACT.c.party_id).label("party_id"),
        CONTRACT.c.contract_no,
        PROJECT.c.name.label("project"),
        TRANCHE.c.label.label("tranche"),
        SOURCE.c.name.label("source"),
    )
    .join(VOUCHER, of_voucher())
    .join(TRANCHE, named(TRANCHE, "tranche_id"))
    .outerjoin(SOURCE, of_source())
    .outerjoin(LINE, named(LINE, "payment_line_id"))
    .outerjoin(CONTRACT, named(CONTRACT, "contract_id"))
    .outerjoin(PROJECT, named(PROJECT, "project_id"))
    .outerjoin(PARTY, PARTY.c.party_id == POSTING.c.party_id)
    .where(
        POSTING.c.book_id == bindparam("book"),
        # All of these are financial accounts; the one range spares half of what the index by
        # tranche or contract holds.
        between(POSTING.c.account, "1", "6"),
        flows.is_paid(_COLUMNS),
        flows.paid(_COLUMNS) != 0,
        *standing(),
    )
    .order_by(VOUCHER.c.value_date, POSTING.c.voucher_id, POSTING.c.n)
)
_OF_TRANCHE = _PAID.where(POSTING.c.tranche_id == bindparam("tranche"))
_OF_PROJECT = _OF_TRANCHE.where(POSTING.c.project_id == bindparam("project"))
_OF_CONTRACT = _PAID.where(POSTING.c.contract_id == bindparam("contract"))
_OF_BUDGET = _OF_PROJECT.where(POSTING.c.budget_line_id == bindparam("budget_line"))
_OF_CERTIFICATE = _OF_CONTRACT.where(LINE.c.certificate_id == bindparam("certificate"))
_CONTRACTS = select(CONTRACT.c.contract_id).where(
    CONTRACT.c.book_id == bindparam("book"), CONTRACT.c.party_id == bindparam("party")
)
_BY_NO = select(CONTRACT.c.contract_id).where(
    CONTRACT.c.book_id == bindparam("book"), CONTRACT.c.contract_no == bindparam("contract_no")
)
_LINES = select(LINE.c.payment_line_id, LINE.c.contract_id).where(
    LINE.c.book_id == bindparam("book"),
    LINE.c.payee_name == bindparam("name"),
    LINE.c.payee_account == bindparam("account_no"),
)
_OF_VOUCHER = _PAID.where(POSTING.c.voucher_id == bindparam("voucher"))
_PAYEE = func.coalesce(POSTING.c.party_id, CONTRACT.c.party_id)
# A person is known by the agreement; a unit is one payee under all its contracts.
_PERSON = case((_PAYEE.is_(None), CONTRACT.c.contract_no), else_=None)
_FEN = flows.paid(_COLUMNS)
_PAYEES: Select[Any] = (
    select(
        _PAYEE.label("party_id"),
        _PERSON.label("contract_no"),
        func.coalesce(PARTY.c.name, func.max(CONTRACT.c.payee_name), "").label("payee"),
        func.sum(case((_FEN > 0, _FEN), else_=0)).label("paid"),
        func.sum(case((_FEN < 0, -_FEN), else_=0)).label("returned"),
    )
    .select_from(POSTING)
    .join(VOUCHER, of_voucher())
    .outerjoin(CONTRACT, named(CONTRACT, "contract_id"))
    .outerjoin(PARTY, PARTY.c.party_id == _PAYEE)
    .where(
        POSTING.c.book_id == bindparam("book"),
        between(POSTING.c.account, "1", "6"),
        flows.is_paid(_COLUMNS),
        _FEN != 0,
        *standing(),
    )
    .group_by(_PAYEE, _PERSON, PARTY.c.name)
    .order_by(_PAYEE, _PERSON)
)
_OF_LINE = _OF_CONTRACT.where(POSTING.c.payment_line_id == bindparam("line"))


@dataclass(frozen=True, slots=True)
class Traced:
    """One amount of one tranche paid to one payee, in fen; negative when it came back."""

    voucher_id: int
    n: int
    word_no: str
    on: date
    kind: str
    summary: str
    tranche_id: int
    tranche: str
    source: str
    payee: str
    payee_account: str
    party_id: str | None
    contract_id: int | None
    contract_no: str
    project_id: int | None
    project: str
    cost_item: str
    account: str
    payment_request_id: int | None
    amount_fen: int

    @property
    def is_returned(self) -> bool:
        """Whether money came back: a return, a recovered claim, or a reversed payment."""
        return self.amount_fen < 0


@dataclass(frozen=True, slots=True)
class Portion:
    """What one payee got of one tranche, or one tranche gave one payee, in fen."""

    key: str
    name: str
    paid_fen: int
    returned_fen: int

    @property
    def net_fen(self) -> int:
        """Paid less returned."""
        return self.paid_fen - self.returned_fen


@dataclass(frozen=True, slots=True)
class TrancheTrace:
    """A tranche to its payees: received − Σ amounts − suspense = left, in fen."""

    position: TranchePosition
    lines: tuple[Traced, ...]
    payees: tuple[Portion, ...]

    @property
    def paid_fen(self) -> int:
        """What the lines come to, which is what the position says was paid."""
        return sum(line.amount_fen for line in self.lines)


@dataclass(frozen=True, slots=True)
class PayeeTrace:
    """A payee to the tranches that paid it, in fen."""

    payee: str
    lines: tuple[Traced, ...]
    tranches: tuple[Portion, ...]

    @property
    def paid_fen(self) -> int:
        """All it got, less what came back."""
        return sum(line.amount_fen for line in self.lines)


def tranche_trace(
    read: Read,
    book_id: int,
    tranche_id: int,
    *,
    as_of: date | None = None,
    as_known: int | None = None,
) -> TrancheTrace | None:
    """Return what a tranche paid and to whom; None where the book did not have it then."""
    position = tranche_position(read, book_id, tranche_id, as_of=as_of, as_known=as_known)
    if position is None:
        return None
    names = Moment(as_of, as_known).names(book_id) | {"tranche": tranche_id}
    lines = _traced(read.execute(_OF_TRANCHE, names))
    return TrancheTrace(position, lines, _by_payee(lines))


def party_trace(
    read: Read,
    book_id: int,
    party_id: str,
    *,
    as_of: date | None = None,
    as_known: int | None = None,
) -> PayeeTrace:
    """Return what a registered unit got under all its contracts, and from which tranches."""
    names = Moment(as_of, as_known).names(book_id) | {"party": party_id}
    # Contract by contract, and so below: each is one look-up in an index, whatever the engine
    # believes about the size of a book it has no statistics of.
    numbers = read.execute(_CONTRACTS, names).scalars().all()
    lines = _joined(read, _OF_CONTRACT, [names | {"contract": number} for number in numbers])
    name = read.execute(select(PARTY.c.name).where(PARTY.c.party_id == party_id)).scalar()
    return PayeeTrace(str(name or party_id), lines, _by_tranche(lines))


def payee_trace(
    read: Read,
    book_id: int,
    payee: str,
    payee_account: str,
    *,
    as_of: date | None = None,
    as_known: int | None = None,
) -> PayeeTrace:
    """Return what went to a name and account as payment lines have them, households included."""
    names = Moment(as_of, as_known).names(book_id)
    names |= {"name": payee, "account_no": payee_account}
    found = read.execute(_LINES, names).all()
    keys = [{"line": row.payment_line_id, "contract": row.contract_id} for row in found]
    lines = _joined(read, _OF_LINE, [names | key for key in keys])
    shown = lines[0].payee if lines else masking.name(payee)
    return PayeeTrace(shown, lines, _by_tranche(lines))


def agreement_trace(
    read: Read, book_id: int, contract_no: str, *, as_known: int | None = None
) -> PayeeTrace:
    """Return what went out under one contract; a household is traced by its agreement."""
    names = Moment(None, as_known).names(book_id) | {"contract_no": contract_no}
    number = read.execute(_BY_NO, names).scalar()
    lines = _traced(read.execute(_OF_CONTRACT, names | {"contract": number}))
    return PayeeTrace(lines[0].payee if lines else contract_no, lines, _by_tranche(lines))


def voucher_trace(
    read: Read, book_id: int, voucher_id: int, *, as_known: int | None = None
) -> tuple[Traced, ...]:
    """Return what one voucher paid: of which tranches, to whom."""
    names = Moment(None, as_known).names(book_id) | {"voucher": voucher_id}
    return _traced(read.execute(_OF_VOUCHER, names))


def payees(read: Read, book_id: int, *, as_known: int | None = None) -> tuple[Portion, ...]:
    """Return everybody the book paid, who got most first; persons by their agreements."""
    found = (
        Portion(
            row.party_id or row.contract_no or "",
            masking.payee_name(row.payee, is_person=row.party_id is None),
            int(row.paid),
            int(row.returned),
        )
        for row in read.execute(_PAYEES, Moment(None, as_known).names(book_id))
    )
    return tuple(sorted(found, key=lambda row: -row.net_fen))


def project_payments(
    read: Read,
    book_id: int,
    project_id: int,
    *,
    as_of: date | None = None,
    as_known: int | None = None,
) -> tuple[Traced, ...]:
    """Return all payments of a project, in order of day and voucher."""
    names = Moment(as_of, as_known).names(book_id) | {"project": project_id}
    own = shares(read, book_id, as_of=as_of, as_known=as_known).get(project_id, ())
    return _joined(read, _OF_PROJECT, [names | {"tranche": share.tranche_id} for share in own])


def share_payments(
    read: Read,
    book_id: int,
    project_id: int,
    tranche_id: int,
) -> tuple[Traced, ...]:
    """Return what a project paid from one tranche."""
    names = Moment().names(book_id) | {"project": project_id, "tranche": tranche_id}
    return _traced(read.execute(_OF_PROJECT, names))


def budget_payments(
    read: Read, book_id: int, project_id: int, budget_line_id: int
) -> tuple[Traced, ...]:
    """Return what was paid on a line of a project's estimate."""
    names = Moment().names(book_id) | {"project": project_id, "budget_line": budget_line_id}
    own = shares(read, book_id).get(project_id, ())
    return _joined(read, _OF_BUDGET, [names | {"tranche": share.tranche_id} for share in own])


def contract_payments(
    read: Read, book_id: int, contract_id: int, certificate_id: int | None = None
) -> tuple[Traced, ...]:
    """Return what was paid under a contract, or on one of its certificates."""
    names = Moment().names(book_id) | {"contract": contract_id}
    if certificate_id is None:
        return _traced(read.execute(_OF_CONTRACT, names))
    return _traced(read.execute(_OF_CERTIFICATE, names | {"certificate": certificate_id}))


def _joined(
    read: Read, statement: Select[Any], asked: list[dict[str, object]]
) -> tuple[Traced, ...]:
    """Return the lines of several questions together, in order of day and voucher."""
    lines = [line for names in asked for line in _traced(read.execute(statement, names))]
    return tuple(sorted(lines, key=lambda line: (line.on, line.voucher_id, line.n)))


def _traced(rows: Iterable[Row[Any]]) -> tuple[Traced, ...]:
    return tuple(
        Traced(
            voucher_id=row.voucher_id,
            n=row.n,
            word_no=word_no(row.word, row.voucher_no),
            on=row.value_date,
            kind=row.kind,
            summary=row.summary,
            tranche_id=row.tranche_id,
            tranche=row.tranche,
            source=row.source or "",
            payee=masking.payee_name(row.payee, is_person=row.party_id is None),
            payee_account=masking.payee_account(row.payee_account, is_person=row.party_id is None),
            party_id=row.party_id,
            contract_id=row.contract_id,
            contract_no=row.contract_no or "",
            project_id=row.project_id,
            project=row.project or "",
            cost_item=row.cost_item or "",
            account=row.account,
            payment_request_id=row.payment_request_id,
            amount_fen=int(row.fen),
        )
        for row in rows
    )


def _by_payee(lines: tuple[Traced, ...]) -> tuple[Portion, ...]:
    # Masked names and accounts of two persons can be the same: their agreements are not.
    return _portions((line.party_id or line.contract_no, line.payee, line) for line in lines)


def _by_tranche(lines: tuple[Traced, ...]) -> tuple[Portion, ...]:
    return _portions((str(line.tranche_id), line.tranche, line) for line in lines)


def _portions(keyed: Iterable[tuple[str, str, Traced]]) -> tuple[Portion, ...]:
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for key, name, line in keyed:
        sums[key, name][line.is_returned] += abs(line.amount_fen)
    return tuple(Portion(*key, paid, back) for key, (paid, back) in sums.items())
