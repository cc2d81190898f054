"""Whole vouchers for screens and papers: postings by name, who signed as what, where sealed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import and_, bindparam, select

from cityledger.evidence.event import registry_size
from cityledger.kernel import acts, masking
from cityledger.kernel.chart import chart
from cityledger.ledger.tables import T
from cityledger.views import reliance
from cityledger.views.moment import POSTING, VOUCHER, VOUCHERS_PER_LEAF, named
from cityledger.views.voucher_card import Ledger, Signatures, VoucherCard, VoucherLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Row

    from cityledger.controls.parameters import Parameter
    from cityledger.store.engine import Read

BATCH = 200
"""Vouchers read at a time: papers of any length need little memory."""

ACCOUNT, LEAF, REQUEST, STEP, USER = (
    T[name] for name in ("account", "leaf", "request", "payment_step", "user")
)
TRANCHE, BANK, PROJECT, CONTRACT, PAID_LINE, ALLOTMENT, BUDGET, HOUSEHOLD, PARTY = (
    T[name]
    for name in (
        "tranche", "bank_account", "project", "contract", "payment_line", "allotment",
        "budget_line", "household", "party",
    )
)  # fmt: skip


_VOUCHERS = (
    select(VOUCHER)
    .where(
        VOUCHER.c.book_id == bindparam("book"),
        VOUCHER.c.voucher_id.in_(bindparam("ids", expanding=True)),
    )
    .order_by(VOUCHER.c.voucher_id)
)
_REVERSALS = select(VOUCHER.c.voucher_id, VOUCHER.c.reverses_id).where(
    VOUCHER.c.book_id == bindparam("book"),
    VOUCHER.c.reverses_id.in_(bindparam("ids", expanding=True)),
)
_POSTINGS = (
    select(
        POSTING,
        CONTRACT.c.contract_no,
        PAID_LINE.c.payee_name,
        HOUSEHOLD.c.household_no,
        PARTY.c.name.label("party"),
        BANK.c.name.label("bank"),
        BANK.c.account_no,
        TRANCHE.c.label.label("tranche"),
        ALLOTMENT.c.allotment_no,
        BUDGET.c.name.label("budget_line"),
        PROJECT.c.name.label("project"),
    )
    .join(TRANCHE, named(TRANCHE, "tranche_id"))
    .outerjoin(CONTRACT, named(CONTRACT, "contract_id"))
    .outerjoin(PAID_LINE, named(PAID_LINE, "payment_line_id"))
    .outerjoin(HOUSEHOLD, named(HOUSEHOLD, "contract_id"))
    .outerjoin(PARTY, PARTY.c.party_id == POSTING.c.party_id)
    .outerjoin(BANK, named(BANK, "bank_account_id"))
    .outerjoin(ALLOTMENT, named(ALLOTMENT, "allotment_id"))
    .outerjoin(BUDGET, named(BUDGET, "budget_line_id"))
    .outerjoin(PROJECT, named(PROJECT, "project_id"))
    .where(
        POSTING.c.book_id == bindparam("book"),
        POSTING.c.voucher_id.in_(bindparam("ids", expanding=True)),
    )
    .order_by(POSTING.c.voucher_id, POSTING.c.n)
)
_LEAVES: Any = (
    select(LEAF.c.idx, LEAF.c.hash, LEAF.c.body, REQUEST.c.act, REQUEST.c.actor)
    .join(REQUEST, and_(REQUEST.c.book_id == LEAF.c.book_id, REQUEST.c.leaf_idx == LEAF.c.idx))
    .where(LEAF.c.book_id == bindparam("book"), LEAF.c.idx.in_(bindparam("leaves", expanding=True)))
)
_REQUESTS_OF = select(STEP.c.leaf_idx, STEP.c.payment_request_id).where(
    STEP.c.book_id == bindparam("book"), STEP.c.leaf_idx.in_(bindparam("leaves", expanding=True))
)
_STEPS = (
    select(STEP.c.payment_request_id, STEP.c.leaf_idx, STEP.c.step, STEP.c.actor)
    .where(
        STEP.c.book_id == bindparam("book"),
        STEP.c.payment_request_id.in_(bindparam("requests", expanding=True)),
    )
    .order_by(STEP.c.payment_request_id, STEP.c.leaf_idx)
)
_NAMES = select(USER.c.user_id, USER.c.name)
_ACCOUNTS: Any = select(ACCOUNT.c.code, ACCOUNT.c.zh, ACCOUNT.c.ledger).where(
    ACCOUNT.c.book_id == bindparam("book")
)
_DUTIES = {"submitted": "maker", "reviewed": "reviewer", "approved": "chief", "paid": "cashier"}
_SLOTS = (("maker", "maker"), ("pm", "maker"), ("cashier", "cashier"), ("reviewer", "reviewer"))


@dataclass(frozen=True, slots=True)
class PostingKeys:
    """What a posting names, as keys that lead on: to its account, contract, tranche."""

    n: int
    account: str
    tranche_id: int
    bank_account_id: int | None
    project_id: int | None
    contract_id: int | None
    party_id: str | None
    budget_line_id: int | None
    allotment_id: int | None
    payment_line_id: int | None
    cost_item: str | None


@dataclass(frozen=True, slots=True)
class VoucherDetail:
    """A voucher's card with what leads on from it; `keys` are in the order of its lines."""

    voucher_id: int
    period: int
    kind: str
    summary: str
    link_no: str
    payment_request_id: int | None
    reverses_id: int | None
    reversed_by_id: int | None
    card: VoucherCard
    keys: tuple[PostingKeys, ...]


def word_no(word: str, number: int) -> str:
    """Return word and number as people say them, six digits."""
    return f"{word}-{number:06d}"


def voucher(read: Read, book_id: int, voucher_id: int) -> VoucherDetail | None:
    """Return one voucher, or None if the book has no such voucher."""
    found = list(vouchers(read, book_id, (voucher_id,)))
    return found[0] if found else None


def voucher_cards(read: Read, book_id: int, ids: Iterable[int]) -> Iterator[VoucherCard]:
    """Yield the cards of vouchers in the order asked for, a batch in memory at a time."""
    for detail in vouchers(read, book_id, ids):
        yield detail.card


def vouchers(read: Read, book_id: int, ids: Iterable[int]) -> Iterator[VoucherDetail]:
    """Yield whole vouchers in the order asked for; unknown numbers are left out."""
    wanted = iter(ids)
    names = {row.user_id: row.name for row in read.execute(_NAMES)}
    listed = read.execute(_ACCOUNTS, {"book": book_id})
    accounts: dict[str, Row[Any]] = {row.code: row for row in listed}
    gate = reliance.Payments(read)
    while batch := list(islice(wanted, BATCH)):
        yield from _Batch(read, book_id, batch, names, accounts, gate).details()


class _Batch:
    """Everything a batch of vouchers is printed from, one query per table."""

    def __init__(
        self,
        read: Read,
        book_id: int,
        ids: list[int],
        names: Mapping[str, str],
        accounts: Mapping[str, Row[Any]],
        gate: reliance.Payments,
    ) -> None:
        self._ids, self._names, self._accounts, self._gate = ids, names, accounts, gate
        book = {"book": book_id}
        self._vouchers = {
            row.voucher_id: row for row in read.execute(_VOUCHERS, book | {"ids": ids})
        }
        self._postings: dict[int, list[Row[Any]]] = defaultdict(list)
        for row in read.execute(_POSTINGS, book | {"ids": ids}):
            self._postings[row.voucher_id].append(row)
        reversals = read.execute(_REVERSALS, book | {"ids": ids})
        self._reversed_by = {row.reverses_id: row.voucher_id for row in reversals}
        reversed_ids = [row.reverses_id for row in self._vouchers.values() if row.reverses_id]
        found = read.execute(_VOUCHERS, book | {"ids": reversed_ids})
        self._reversed = {row.voucher_id: word_no(row.word, row.voucher_no) for row in found}
        leaves = sorted({number // VOUCHERS_PER_LEAF for number in ids})
        self._leaves = {row.idx: row for row in read.execute(_LEAVES, book | {"leaves": leaves})}
        acted = read.execute(_REQUESTS_OF, book | {"leaves": leaves})
        self._acted = {row.leaf_idx: row.payment_request_id for row in acted}
        paid = {row.payment_request_id for row in self._vouchers.values()} - {None}
        requests = sorted(paid | set(self._acted.values()))
        self._steps: dict[int, list[Row[Any]]] = defaultdict(list)
        for row in read.execute(_STEPS, book | {"requests": requests}):
            self._steps[row.payment_request_id].append(row)
        self._kinds = reliance.kinds_of(read, book_id, requests)

    def details(self) -> Iterator[VoucherDetail]:
        """Yield the vouchers of the batch that there are, in the order asked for."""
        for number in self._ids:
            if number in self._vouchers:
                yield self._detail(self._vouchers[number])

    def _detail(self, row: Row[Any]) -> VoucherDetail:
        postings = self._postings[row.voucher_id]
        leaf: Row[Any] = self._leaves[row.voucher_id // VOUCHERS_PER_LEAF]
        card = VoucherCard(
            word=row.word,
            number=row.voucher_no,
            value_on=row.value_date,
            booked_at=row.booked_at,
            attachment_count=row.attachments,
            leaf_idx=leaf.idx,
            leaf_hash=leaf.hash,
            lines=tuple(self._line(row, posting) for posting in postings),
            signatures=self._signatures(row, leaf),
            reverses=self._reversed.get(row.reverses_id, ""),
            unverified=self._unverified(row, leaf),
        )
        return VoucherDetail(
            voucher_id=row.voucher_id,
            period=row.period,
            kind=row.kind,
            summary=row.summary,
            link_no=row.link_no or "",
            payment_request_id=row.payment_request_id or self._acted.get(leaf.idx),
            reverses_id=row.reverses_id,
            reversed_by_id=self._reversed_by.get(row.voucher_id),
            card=card,
            keys=tuple(_keys(posting) for posting in postings),
        )

    def _unverified(self, row: Row[Any], leaf: Row[Any]) -> tuple[Parameter, ...]:
        request = row.payment_request_id or self._acted.get(leaf.idx)
        if leaf.act not in reliance.GATED or request not in self._kinds:
            return ()
        size = registry_size(leaf.body)
        return self._gate.unverified(self._kinds[request], row.value_date, size)

    def _line(self, head: Row[Any], row: Row[Any]) -> VoucherLine:
        account = self._accounts[row.account]
        general, detail = titles(row.account, account.zh)
        return VoucherLine(
            ledger=cast("Ledger", account.ledger),
            summary=row.summary or head.summary,
            account_no=row.account,
            account_name=general,
            detail_name=detail,
            dimensions=_dimensions(row),
            debit_fen=row.debit_fen,
            credit_fen=row.credit_fen,
        )

    def _signatures(self, row: Row[Any], leaf: Row[Any]) -> Signatures:
        """Everybody who had acted when the voucher was sealed, by duty (L8).

        A voucher of a payment shows the steps of its request; any other shows its actor in the
        duty by which the act is his.
        """
        request = row.payment_request_id or self._acted.get(leaf.idx)
        signed: dict[str, str] = {}
        if request is not None:
            for step in self._steps[request]:
                if step.leaf_idx <= leaf.idx and step.step in _DUTIES:
                    signed[_DUTIES[step.step]] = self._name(step.actor)
        else:
            roles = acts.BOOK[leaf.act].roles
            slot = next((slot for role, slot in _SLOTS if role in roles), "chief")
            signed[slot] = self._name(leaf.actor)
        return Signatures(**signed)

    def _name(self, user: str) -> str:
        return self._names.get(user, user)


def _dimensions(row: Row[Any]) -> tuple[str, ...]:
    bank = f"{row.bank} {row.account_no[-4:]}" if row.bank else None
    tranche = row.tranche if row.tranche_id else None
    is_person = row.household_no is not None
    payee = masking.payee_name(row.payee_name or "", is_person=is_person)
    named = (
        row.contract_no, payee or row.party, row.household_no, bank, tranche,
        row.allotment_no, row.budget_line, row.project,
    )  # fmt: skip
    return tuple(name for name in named if name)


def _keys(row: Row[Any]) -> PostingKeys:
    return PostingKeys(
        n=row.n,
        account=row.account,
        tranche_id=row.tranche_id,
        bank_account_id=row.bank_account_id,
        project_id=row.project_id,
        contract_id=row.contract_id,
        party_id=row.party_id,
        budget_line_id=row.budget_line_id,
        allotment_id=row.allotment_id,
        payment_line_id=row.payment_line_id,
        cost_item=row.cost_item,
    )


def titles(code: str, name: str) -> tuple[str, str]:
    """Return the general account and the sub-account by name; the latter is empty at the top.

    A sub-account that repeats its general account in front is printed without it.
    """
    general = chart().get(code[:4])
    if general is None or general.code == code:
        return name, ""
    return general.zh, name.removeprefix(f"{general.zh}-")
