"""The state of contracts: price, certified, paid, held, due, still to recoup, and not yet covered.

Payables, retention and advances are read as the sum over all tranches (L2): their part in one
tranche only tells what that tranche paid.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, case, func, select

from cityledger.kernel import masking, money
from cityledger.ledger.tables import T
from cityledger.views.moment import (
    VOUCHER,
    Moment,
    between,
    known,
    named,
    of_voucher,
    standing,
    within,
)
from cityledger.views.year_end import carried_to, successor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import Row, Select

    from cityledger.store.engine import Read

POSTING, CONTRACT, VARIATION = T["posting"], T["contract"], T["variation"]
CERTIFICATE, CERTIFIED, PLAN = T["certificate"], T["certificate_line"], T["funding_plan"]
TRANCHE, LINE, STEP = T["tranche"], T["payment_line"], T["payment_step"]
REQUEST = T["payment_request"]

PAYABLE, RETENTION, CLAIM, ADVANCE = "2302", "230203", "121801", "1214"
OBLIGES = ("11", "12", "13", "14", "15", "16", "17", "18", "5")
"""Cost accounts in tranche 0, without advances and claims: what was certified (as in L5's cap)."""

_NET = select(func.coalesce(func.sum(POSTING.c.debit_fen - POSTING.c.credit_fen), 0)).where(
    POSTING.c.book_id == bindparam("book"),
    POSTING.c.contract_id == bindparam("contract"),
    POSTING.c.account >= bindparam("low"),
    POSTING.c.account < bindparam("high"),
)


def net_fen(read: Read, book_id: int, contract_id: int, account: str) -> int:
    """Return debit − credit of a contract on an account and its sub-accounts, all tranches."""
    names = {"book": book_id, "contract": contract_id, "low": account, "high": account + "~"}
    return int(read.execute(_NET, names).scalar_one())


def unrecouped_fen(read: Read, book_id: int, contract_id: int) -> int:
    """Return the advance of a contract that certificates have not yet recouped."""
    return net_fen(read, book_id, contract_id, ADVANCE)


@dataclass(frozen=True, slots=True)
class ContractState:
    """One contract, whole life, in fen.

    total = price + variations. payable: certified and not paid, retention apart; due is its part
    that may be paid now, deferred the rest. held: approved and not paid. paid is net of what
    bounced; refunded is what was recovered for claims, claim what is still to be recovered. gap:
    contracted and neither paid nor covered by an allotment (L5); what went back to the grantor
    covers nothing.
    """

    contract_id: int
    contract_no: str
    name: str
    kind: str
    project_id: int
    party_id: str | None
    payee_name: str
    signed_on: date
    defects_until_on: date | None
    price_fen: int
    variations_fen: int
    certified_fen: int
    advance_fen: int
    retention_fen: int
    payables: tuple[tuple[str, int], ...]
    deferred_fen: int
    paid_fen: int
    refunded_fen: int
    claim_fen: int
    held_fen: int
    covered_fen: int

    @property
    def total_fen(self) -> int:
        """The price with its approved variations."""
        return self.price_fen + self.variations_fen

    @property
    def payable_fen(self) -> int:
        """All that is certified and not paid, retention apart."""
        return sum(fen for _, fen in self.payables)

    @property
    def due_fen(self) -> int:
        """What may be paid now."""
        return max(0, self.payable_fen - self.deferred_fen)

    @property
    def gap_fen(self) -> int:
        """What no payment and no allotment covers."""
        return max(0, self.total_fen - self.paid_fen + self.refunded_fen - self.covered_fen)


def _per(columns: Any, mine: bool) -> tuple[Any, ...]:  # noqa: ANN401, FBT001 - any table's columns
    """Return the condition of book, and of some contracts if only these are asked for."""
    book = (columns.book_id == bindparam("book"),)
    some = columns.contract_id.in_(bindparam("contracts", expanding=True))
    return (*book, some) if mine else book


def _booked(mine: bool) -> Select[Any]:  # noqa: FBT001 - some contracts or all
    """Sums per contract and account; `in_tranche` is the part that moved money."""
    net = POSTING.c.debit_fen - POSTING.c.credit_fen
    allotted = and_(POSTING.c.tranche_id != 0, TRANCHE.c.allotment_id.is_not(None))
    return (
        select(
            POSTING.c.contract_id,
            POSTING.c.account,
            func.sum(net).label("net"),
            func.sum(case((POSTING.c.tranche_id != 0, net), else_=0)).label("in_tranche"),
            func.sum(case((allotted, net), else_=0)).label("allotted"),
        )
        .join(VOUCHER, of_voucher())
        .join(
            TRANCHE,
            named(TRANCHE, "tranche_id"),
        )
        .where(*_per(POSTING.c, mine), POSTING.c.contract_id.is_not(None), *standing())
        .where(between(POSTING.c.account, "1", "6"), within(POSTING.c.account, *OBLIGES, PAYABLE))
        .group_by(POSTING.c.contract_id, POSTING.c.account)
        .order_by(POSTING.c.contract_id, POSTING.c.account)
    )


def _varied(mine: bool) -> Select[Any]:  # noqa: FBT001 - some contracts or all
    return (
        select(VARIATION.c.contract_id, func.sum(VARIATION.c.amount_fen).label("fen"))
        .where(*_per(VARIATION.c, mine), known(VARIATION))
        .where(VARIATION.c.approved_on <= bindparam("as_of"))
        .group_by(VARIATION.c.contract_id)
    )


def _deferred(mine: bool) -> Select[Any]:  # noqa: FBT001 - some contracts or all
    return (
        select(CERTIFICATE.c.contract_id, func.sum(CERTIFIED.c.deferred_fen).label("fen"))
        .join(
            CERTIFIED,
            and_(
                CERTIFIED.c.book_id == CERTIFICATE.c.book_id,
                CERTIFIED.c.certificate_id == CERTIFICATE.c.certificate_id,
            ),
        )
        .where(*_per(CERTIFICATE.c, mine), known(CERTIFICATE))
        .where(CERTIFICATE.c.certified_on <= bindparam("as_of"))
        .group_by(CERTIFICATE.c.contract_id)
    )


def _planned(mine: bool) -> Select[Any]:  # noqa: FBT001 - some contracts or all
    return (
        select(PLAN.c.contract_id, func.sum(PLAN.c.amount_fen).label("fen"))
        .where(*_per(PLAN.c, mine), known(PLAN), PLAN.c.allotment_id.is_not(None))
        .group_by(PLAN.c.contract_id)
    )


# Permission that went back with its money, per allotment: § D9103 C9101 beside D210302. Its own
# reversal has the same postings in red.
_BESIDE = POSTING.alias("beside")
_WITHDRAWN = (
    select(
        POSTING.c.allotment_id,
        func.sum(POSTING.c.debit_fen - POSTING.c.credit_fen).label("fen"),
    )
    .join(VOUCHER, of_voucher())
    .where(POSTING.c.book_id == bindparam("book"), POSTING.c.account == "9103", *standing())
    .where(
        select(_BESIDE.c.n)
        .where(
            _BESIDE.c.book_id == POSTING.c.book_id,
            _BESIDE.c.voucher_id == POSTING.c.voucher_id,
            _BESIDE.c.account == "210302",
        )
        .exists()
    )
    .group_by(POSTING.c.allotment_id)
    .order_by(POSTING.c.allotment_id)
)
_PLANNED_ON = (
    select(PLAN.c.allotment_id, PLAN.c.contract_id, func.sum(PLAN.c.amount_fen).label("fen"))
    .where(PLAN.c.book_id == bindparam("book"), known(PLAN), PLAN.c.allotment_id.is_not(None))
    .group_by(PLAN.c.allotment_id, PLAN.c.contract_id)
    .order_by(PLAN.c.allotment_id, PLAN.c.contract_id)
)


def _uncovered(read: Read, names: Mapping[str, object]) -> dict[int, int]:
    """Return per contract what of its cover went back to the grantor, in fen.

    An allotment that was carried over covers the contracts it covered before. What several
    contracts were to get of it is taken from each in the ratio of its plan.
    """
    gone = {row.allotment_id: int(row.fen) for row in read.execute(_WITHDRAWN, names)}
    if not any(gone.values()):
        return {}
    carried = carried_to(read, int(str(names["book"])))
    plans: dict[int | None, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for row in read.execute(_PLANNED_ON, names):
        plans[successor(carried, row.allotment_id)][row.contract_id] += int(row.fen)
    lost: dict[int, int] = defaultdict(int)
    for allotment_id, fen in gone.items():
        found = plans[successor(carried, allotment_id)]
        shares = {number: max(0, planned) for number, planned in found.items()}
        if any(shares.values()):
            parts = money.split(fen, list(shares.values()))
            for contract_id, part in zip(shares, parts, strict=True):
                lost[contract_id] += part
    return lost


# A step has no date of its own: it takes that of its voucher, else that of its request.
_STEP_ON = func.coalesce(
    select(VOUCHER.c.value_date)
    .where(
        VOUCHER.c.book_id == STEP.c.book_id,
        VOUCHER.c.voucher_id.between(STEP.c.leaf_idx * 100, STEP.c.leaf_idx * 100 + 99),
    )
    .order_by(VOUCHER.c.voucher_id.desc())
    .limit(1)
    .scalar_subquery(),
    REQUEST.c.value_date,
)
_STATE = (
    select(STEP.c.step)
    .where(
        STEP.c.book_id == LINE.c.book_id,
        STEP.c.payment_request_id == LINE.c.payment_request_id,
        known(STEP),
        bindparam("as_of") >= _STEP_ON,
    )
    .order_by(STEP.c.leaf_idx.desc())
    .limit(1)
    .scalar_subquery()
)


def _held(mine: bool) -> Select[Any]:  # noqa: FBT001 - some contracts or all
    return (
        select(LINE.c.contract_id, func.sum(LINE.c.amount_fen).label("fen"))
        .join(
            REQUEST,
            and_(
                REQUEST.c.book_id == LINE.c.book_id,
                REQUEST.c.payment_request_id == LINE.c.payment_request_id,
            ),
        )
        .where(*_per(LINE.c, mine), known(LINE), _STATE == "approved")
        .group_by(LINE.c.contract_id)
    )


_ALL = (
    select(CONTRACT)
    .where(CONTRACT.c.book_id == bindparam("book"), known(CONTRACT))
    .where(CONTRACT.c.signed_on <= bindparam("as_of"))
    .order_by(CONTRACT.c.contract_id)
)
_OF_PROJECT = _ALL.where(CONTRACT.c.project_id == bindparam("project"))
_ONE = _ALL.where(CONTRACT.c.contract_id == bindparam("contract"))


_FIGURES = {
    mine: {
        "booked": _booked(mine),
        "varied": _varied(mine),
        "deferred": _deferred(mine),
        "planned": _planned(mine),
        "held": _held(mine),
    }
    for mine in (False, True)
}


def contracts(
    read: Read,
    book_id: int,
    project_id: int | None = None,
    *,
    as_of: date | None = None,
    as_known: int | None = None,
) -> tuple[ContractState, ...]:
    """Return the contracts of a project, or of the whole book, by number."""
    names = Moment(as_of, as_known).names(book_id)
    if project_id is None:
        return _states(read, names, read.execute(_ALL, names).all(), mine=False)
    rows = read.execute(_OF_PROJECT, names | {"project": project_id}).all()
    return _states(read, names, rows, mine=True)


def contract_state(
    read: Read,
    book_id: int,
    contract_id: int,
    *,
    as_of: date | None = None,
    as_known: int | None = None,
) -> ContractState | None:
    """Return one contract; None where the book did not have it at that moment."""
    names = Moment(as_of, as_known).names(book_id) | {"contract": contract_id}
    found = _states(read, names, read.execute(_ONE, names).all(), mine=True)
    return found[0] if found else None


def _states(
    read: Read, names: Mapping[str, object], rows: Sequence[Row[Any]], *, mine: bool
) -> tuple[ContractState, ...]:
    figures, names = _FIGURES[mine], {**names, "contracts": [row.contract_id for row in rows]}
    booked: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in read.execute(figures["booked"], names):
        booked[row.contract_id].append(row)
    sums = {
        name: {row.contract_id: int(row.fen) for row in read.execute(figures[name], names)}
        for name in ("varied", "deferred", "planned", "held")
    }
    sums["uncovered"] = _uncovered(read, names)
    return tuple(
        _state(
            row,
            booked[row.contract_id],
            {name: found.get(row.contract_id, 0) for name, found in sums.items()},
        )
        for row in rows
    )


def _state(contract: Row[Any], booked: list[Row[Any]], sums: Mapping[str, int]) -> ContractState:
    def total(*prefixes: str, of: str = "net") -> int:
        return sum(int(getattr(row, of)) for row in booked if row.account.startswith(prefixes))

    cost = [row for row in booked if not row.account.startswith((ADVANCE, "1218", PAYABLE))]
    allotted = total(ADVANCE, PAYABLE, CLAIM, of="allotted")
    payables = tuple(
        (row.account, -int(row.net))
        for row in booked
        if row.account.startswith(PAYABLE) and row.account != RETENTION and row.net
    )
    return ContractState(
        contract_id=contract.contract_id,
        contract_no=contract.contract_no,
        name=contract.name,
        kind=contract.kind,
        project_id=contract.project_id,
        party_id=contract.party_id,
        payee_name=masking.payee_name(contract.payee_name, is_person=contract.party_id is None),
        signed_on=contract.signed_on,
        defects_until_on=contract.defects_until_on,
        price_fen=contract.price_fen,
        variations_fen=sums["varied"],
        certified_fen=sum(int(row.net - row.in_tranche) for row in cost),
        advance_fen=total(ADVANCE),
        retention_fen=-total(RETENTION),
        payables=payables,
        deferred_fen=sums["deferred"],
        paid_fen=total(ADVANCE, PAYABLE, of="in_tranche"),
        refunded_fen=-total(CLAIM, of="in_tranche"),
        claim_fen=total(CLAIM),
        held_fen=sums["held"],
        covered_fen=max(0, sums["planned"] - allotted - sums["uncovered"]),
    )
