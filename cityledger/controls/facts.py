"""Everything the payment gate looks at, as plain values: amounts in fen, days, texts, ids.

The gate in `actions` fills these from views; the rules read nothing else. Amounts "paid and held"
count every other live request, never the one under judgement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.kernel.costs import MANAGEMENT_FEE_ITEMS, form_item

if TYPE_CHECKING:
    from datetime import date

STAGES = ("request", "review", "approve", "pay")
KINDS = (
    "advance",
    "progress",
    "retention",
    "settlement",
    "compensation",
    "service",
    "deposit_refund",
    "grantor_return",
)
FIVE_ROLES = ("client", "investigator", "designer", "contractor", "supervisor")
WAGE_PAYABLE = "230206"
CAPITAL = "1501"
"""A line on this account pays capital into a project company: no invoice, no certificate."""

ANY_USE = "*"
DEBT_ACCOUNTS = ("2001", "2304", "2501", "2502")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """One payee of the request and the obligation it settles.

    `due_fen` is all that may ever be paid on this obligation so far (certified due, labour,
    retention held, agreed compensation); `paid_before_fen` is what others paid and hold of it.
    `tranche_id` is the one tranche that owes it, where only one does (a return, a deposit).
    `is_opened` says that it was certified in the books before this ledger: no certificate here.
    """

    n: int
    kind: str
    contract_id: int
    account: str
    payee_name: str
    payee_account: str
    amount_fen: int
    due_fen: int = 0
    paid_before_fen: int = 0
    certificate_id: int | None = None
    certificate_n: int | None = None
    is_opened: bool = False
    budget_line_id: int | None = None
    cost_class: str = ""
    cost_item: str | None = None
    payee_id: str | None = None
    tranche_id: int | None = None

    @property
    def is_labour(self) -> bool:
        """Say whether the line pays labour to the wage account (国令724 art. 29)."""
        return self.account == WAGE_PAYABLE

    @property
    def is_management_fee(self) -> bool:
        """Say whether the line pays management or agency fee (财建〔2016〕504号)."""
        return form_item(self.cost_item or "") in MANAGEMENT_FEE_ITEMS

    @property
    def is_debt_service(self) -> bool:
        """Say whether the line pays interest or principal of a debt: no invoice is due for it."""
        return self.account.startswith(DEBT_ACCOUNTS)

    @property
    def obligation(self) -> tuple[int, int | None, int | None, str]:
        """Return the key of the obligation the line settles."""
        return (self.contract_id, self.certificate_id, self.certificate_n, self.account)

    def is_use_of(self, uses: tuple[str, ...]) -> bool:
        """Say whether a list of uses names this line: `*`, its class, `class:item` or its kind."""
        item = form_item(self.cost_item) if self.cost_item else None
        names = {ANY_USE, self.cost_class, self.kind, f"{self.cost_class}:{item}"}
        return any(use in names for use in uses)


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceFacts:
    """How much of a line a tranche pays, from which bank account, under which allotment."""

    line_n: int
    tranche_id: int
    bank_account_id: int | None
    allotment_id: int | None
    amount_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrancheFacts:
    """A tranche on one bank account with its earmarks (L4).

    `free_fen` is money in hand less the holds of others, the least of all value dates from the
    payment's own on (L3). `scope` None means every project; `share_left_fen` None means the
    tranche is not divided among projects; `uses` () means that nothing may be paid from it.
    `lapses_on` is the last day before what is left becomes surplus (预算法 art. 42), None where
    that does not apply; `is_unproved` marks a reward whose result nobody has accepted yet.
    `pool_payee` is the bank of the risk pool the money stands for, which alone it may pay, and
    `pool_due_fen` what the pool bears of its losses and has neither paid nor holds for others.
    """

    tranche_id: int
    label: str
    kind: str
    free_fen: int
    received_on: date
    bank_account_id: int | None = None
    allotment_id: int | None = None
    fund_source_id: int | None = None
    source_name: str = ""
    expiry_on: date | None = None
    restricted: bool = False
    uses: tuple[str, ...] = (ANY_USE,)
    not_uses: tuple[str, ...] = ()
    scope: tuple[int, ...] | None = None
    share_left_fen: int | None = None
    depositor: str | None = None
    return_to: str | None = None
    lapses_on: date | None = None
    is_unproved: bool = False
    pool_payee: str | None = None
    pool_due_fen: int = 0

    @property
    def key(self) -> tuple[int, int | None]:
        """Return the pair money is kept by: (tranche, bank account)."""
        return (self.tranche_id, self.bank_account_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllotmentFacts:
    """Permission to spend; `free_fen` is what may still be held: 9103 for contracts, else 9102."""

    allotment_id: int
    no: str
    free_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLineFacts:
    """A line of the approved 概算; `paid_fen` is what others paid and hold on it."""

    budget_line_id: int
    name: str
    approved_fen: int
    paid_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFacts:
    """An agreement of a kind; `paid_fen` and `advance_paid_fen` count what others paid and hold.

    `main_account` and `wage_account` are the registered accounts of the contract;
    `account_hours` is the age in hours of the newest change of an account used (None: no change).
    `plan_sources` None means that the contract has no funding plan to be held to; `section` None
    that it is for the whole project;
    `performance_fen` and `advance_guarantee_fen` are the guarantees it asks for, 0 none.
    `accepted_on` is when what it builds was accepted.
    """

    contract_id: int
    no: str
    kind: str
    party_id: str | None
    payee_name: str
    main_account: str
    price_fen: int
    wage_account: str | None = None
    account_hours: int | None = None
    signed_on: date | None = None
    variations_fen: int = 0
    certified_fen: int = 0
    paid_fen: int = 0
    advance_paid_fen: int = 0
    recouped_fen: int = 0
    advance_cap_fen: int = 0
    recoup_bp: int = 0
    progress_bp: int = 10_000
    retention_bp: int = 0
    retention_held_fen: int = 0
    accepted_on: date | None = None
    defects_until_on: date | None = None
    settled_fen: int | None = None
    performance_fen: int = 0
    advance_guarantee_fen: int = 0
    plan_sources: tuple[int, ...] | None = None
    section: str | None = None
    is_ppp: bool = False

    @property
    def limit_fen(self) -> int:
        """Return price and approved variations."""
        return self.price_fen + self.variations_fen

    @property
    def unrecouped_fen(self) -> int:
        """Return the advance still with the contractor."""
        return self.advance_paid_fen - self.recouped_fen


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """A payment certificate; `labour_due_fen` is its labour that nobody paid or holds yet.

    `chief` and `chief_party_id` are the supervisor's leader on the day it was signed, so that a
    lawful replacement later does not undo it; None where nobody was registered for that day.
    `is_scored` when it stands on the performance score of a partnership's year.
    """

    certificate_id: int
    no: str
    contract_id: int
    signed_on: date | None
    signer: str | None
    signer_party_id: str | None
    labour_due_fen: int = 0
    chief: str | None = None
    chief_party_id: str | None = None
    is_scored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceFacts:
    """An invoice the request uses for `amount_fen`; `total_fen` less `used_fen` is still free."""

    number: str
    contract_id: int
    issuer_id: str
    amount_fen: int
    total_fen: int
    used_fen: int = 0
    state: str = "normal"
    verified_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeFacts:
    """A guarantee not yet released."""

    contract_id: int
    kind: str
    amount_fen: int
    expires_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdFacts:
    """The household of an agreement; `same_*` is (book, agreement) of another, in any book."""

    contract_id: int
    contract_no: str
    owner_name: str
    same_person: tuple[str, str] | None = None
    same_house: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFacts:
    """One person in one duty of the chain; the role as held at the registry size of the act."""

    duty: str
    person: str
    holds_role: bool
    registry_size: int = 0
    is_admin: bool = False
    has_interest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleFacts:
    """One of the five responsible parties on the value date, with its leader and letters.

    `section` None: it answers for the whole project.
    """

    role: str
    party_id: str
    leader: str
    letter_no: str
    authorisation_no: str
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterferenceFacts:
    """A record of interference that touches a request.

    `link` says by what: project, contract, tender, request or payee. `cleared_by` is who cleared
    it, and `held_this` whether the request was on its way while the record was open.
    """

    no: str
    is_cleared: bool
    link: str = "project"
    cleared_by: str | None = None
    held_this: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideFacts:
    """An override that a request names, with what other live requests used of it.

    `contract_id` None means every contract of the project; `granted_by` None: nobody granted it;
    `held` is False where it was never granted or was taken back.
    """

    override_id: int
    control: str
    project_id: int
    contract_id: int | None
    limit_fen: int
    used_fen: int
    expires_on: date
    asked_by: str
    granted_by: str | None
    held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingFinding:
    """What an inspection found and holds work payments for, until somebody has seen it mended."""

    no: str
    finding: str
    owner: str
    mend_by_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFacts:
    """A payment request at one stage, with all that the rules may look at.

    `tranches` are all that this book could pay from, not only those the slices name: the order of
    tranches cannot be judged otherwise. `period_state` is open, closed or missing. `fee_base_fen`
    is what the cap of the management fee is taken on, `fees_before_fen` what others pay of it.
    """

    stage: str
    value_date: date
    project_id: int
    lines: tuple[LineFacts, ...]
    slices: tuple[SliceFacts, ...]
    tranches: tuple[TrancheFacts, ...]
    contracts: tuple[ContractFacts, ...]
    duties: tuple[DutyFacts, ...]
    period_state: str = "open"
    budget_document: str | None = None
    allotments: tuple[AllotmentFacts, ...] = ()
    budget_lines: tuple[BudgetLineFacts, ...] = ()
    certificates: tuple[CertificateFacts, ...] = ()
    invoices: tuple[InvoiceFacts, ...] = ()
    guarantees: tuple[GuaranteeFacts, ...] = ()
    roles: tuple[RoleFacts, ...] = ()
    interference: tuple[InterferenceFacts, ...] = ()
    sections: tuple[str, ...] = ()
    findings: tuple[HoldingFinding, ...] = ()

    def roles_of(self, section: str | None) -> dict[str, RoleFacts]:
        """Return who answers for a section: its own parties before those of the project."""
        whole = {row.role: row for row in self.roles if row.section is None}
        if section is None:
            return whole
        return whole | {row.role: row for row in self.roles if row.section == section}

    fee_base_fen: int = 0
    fees_before_fen: int = 0
    overrides: tuple[OverrideFacts, ...] = ()
    households: tuple[HouseholdFacts, ...] = ()

    @property
    def amount_fen(self) -> int:
        """Return the sum of the lines."""
        return sum(line.amount_fen for line in self.lines)
