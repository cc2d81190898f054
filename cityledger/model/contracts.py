"""Obligations: agreements of every kind, variations, certificates, invoices, guarantees."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from cityledger.model.base import BookRow, fk, one_of, table
from cityledger.model.types import Day, Int, Str

CONTRACT_KINDS = (
    "works", "survey", "design", "supervision", "equipment", "service",
    "compensation", "ppp", "loan", "deposit", "grant",
)  # fmt: skip


class Contract(BookRow, table=True):
    """Any agreement that money is paid under; its original price never changes.

    `payee_*` is the account the contract names; a payment to any other is refused. `advance_cap`
    bounds the unrecouped advance; `recoup_bp`, `retention_bp`, `labour_bp` are shares of each
    certificate; `progress_bp` is the share of certified value that may be paid before settlement.
    `performance_fen` and `advance_guarantee_fen` are the guarantees the contract asks for, 0 none.
    """

    __tablename__ = "contract"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        fk("budget_line_id", "budget_line.budget_line_id"),
        ForeignKeyConstraint(["party_id"], ["party.party_id"]),
        UniqueConstraint("book_id", "contract_no"),
        Index(None, "book_id", "project_id"),
        one_of("kind", CONTRACT_KINDS),
        CheckConstraint("price_fen > 0", "price"),
        leaf="NEW.leaf_idx",
    )
    contract_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    project_id: int = Field(sa_type=Int)
    sub_project_id: int | None = Field(default=None, sa_type=Int)
    kind: str = Field(sa_type=Str)
    contract_no: str = Field(sa_type=Str)
    name: str = Field(sa_type=Str)
    party_id: str | None = Field(default=None, sa_type=Str)
    payee_name: str = Field(sa_type=Str)
    payee_bank: str = Field(sa_type=Str)
    payee_account: str = Field(sa_type=Str)
    wage_account: str | None = Field(default=None, sa_type=Str)
    price_fen: int = Field(sa_type=Int)
    signed_on: date = Field(sa_type=Day)
    defects_until_on: date | None = Field(default=None, sa_type=Day)
    budget_line_id: int = Field(sa_type=Int)
    cost_item: str | None = Field(default=None, sa_type=Str)
    obligation_account: str = Field(sa_type=Str)
    advance_account: str | None = Field(default=None, sa_type=Str)
    advance_cap_fen: int = Field(default=0, sa_type=Int)
    recoup_bp: int = Field(default=0, sa_type=Int)
    retention_bp: int = Field(default=0, sa_type=Int)
    labour_bp: int = Field(default=0, sa_type=Int)
    progress_bp: int = Field(default=10000, sa_type=Int)
    performance_fen: int = Field(default=0, sa_type=Int)
    advance_guarantee_fen: int = Field(default=0, sa_type=Int)
    tender_id: int | None = Field(default=None, sa_type=Int)
    delivery_mode: str | None = Field(default=None, sa_type=Str)
    main_contract_id: int | None = Field(default=None, sa_type=Int)
    starts_on: date | None = Field(default=None, sa_type=Day)
    ends_on: date | None = Field(default=None, sa_type=Day)
    pay_days: int | None = Field(default=None, sa_type=Int)


class Variation(BookRow, table=True):
    """An approved change of price, upward or downward, by its document."""

    __tablename__ = "variation"
    __table_args__ = table(
        fk("contract_id", "contract.contract_id"),
        CheckConstraint("amount_fen <> 0", "amount"),
        leaf="NEW.leaf_idx",
    )
    contract_id: int = Field(primary_key=True, sa_type=Int)
    n: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    doc_no: str = Field(sa_type=Str)
    amount_fen: int = Field(sa_type=Int)
    approved_on: date = Field(sa_type=Day)
    reason: str = Field(sa_type=Str)
    kind: str | None = Field(default=None, sa_type=Str)
    worked_on: date | None = Field(default=None, sa_type=Day)


class Certificate(BookRow, table=True):
    """A payment certificate signed by the supervisor's chief engineer (国令279 art. 37)."""

    __tablename__ = "certificate"
    __table_args__ = table(
        fk("contract_id", "contract.contract_id"),
        UniqueConstraint("book_id", "contract_id", "certificate_no"),
        one_of("kind", ("progress", "settlement", "agreement", "service", "remeasure")),
        leaf="NEW.leaf_idx",
    )
    certificate_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    contract_id: int = Field(sa_type=Int)
    certificate_no: int = Field(sa_type=Int)
    kind: str = Field(sa_type=Str)
    certified_on: date = Field(sa_type=Day)
    supervisor_id: str | None = Field(default=None, sa_type=Str)
    chief_engineer: str | None = Field(default=None, sa_type=Str)
    document_sha256: str | None = Field(default=None, sa_type=Str)


class CertificateLine(BookRow, table=True):
    """One cost item of a certificate: gross = recouped + retained + labour + due + deferred.

    `labour_fen` goes to the wage account; `due_fen` may be paid now to the contractor;
    `deferred_fen` is payable but not yet due (progress share). Red lines are negative.
    """

    __tablename__ = "certificate_line"
    __table_args__ = table(
        fk("certificate_id", "certificate.certificate_id"),
        fk("budget_line_id", "budget_line.budget_line_id"),
        CheckConstraint(
            "gross_fen = recouped_fen + retained_fen + labour_fen + due_fen + deferred_fen", "sum"
        ),
        leaf="NEW.leaf_idx",
    )
    certificate_id: int = Field(primary_key=True, sa_type=Int)
    n: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    budget_line_id: int = Field(sa_type=Int)
    cost_item: str | None = Field(default=None, sa_type=Str)
    account: str = Field(sa_type=Str)
    gross_fen: int = Field(sa_type=Int)
    recouped_fen: int = Field(default=0, sa_type=Int)
    retained_fen: int = Field(default=0, sa_type=Int)
    labour_fen: int = Field(default=0, sa_type=Int)
    due_fen: int = Field(default=0, sa_type=Int)
    deferred_fen: int = Field(default=0, sa_type=Int)


class Invoice(BookRow, table=True):
    """A tax invoice; `code` is empty for the fully digital kind with a 20-digit number."""

    __tablename__ = "invoice"
    __table_args__ = table(
        fk("contract_id", "contract.contract_id"),
        ForeignKeyConstraint(["issuer_id"], ["party.party_id"]),
        UniqueConstraint("book_id", "code", "number"),
        one_of("state", ("normal", "void", "red", "partly_red")),
        CheckConstraint("amount_fen > 0", "amount"),
        leaf="NEW.leaf_idx",
    )
    invoice_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    contract_id: int = Field(sa_type=Int)
    issuer_id: str = Field(sa_type=Str)
    code: str = Field(default="", sa_type=Str)
    number: str = Field(sa_type=Str)
    amount_fen: int = Field(sa_type=Int)
    issued_on: date = Field(sa_type=Day)
    verified_on: date | None = Field(default=None, sa_type=Day)
    state: str = Field(sa_type=Str)


class Guarantee(BookRow, table=True):
    """A bank letter, insurance or deposit that secures a duty; it is not money of ours."""

    __tablename__ = "guarantee"
    __table_args__ = table(
        fk("contract_id", "contract.contract_id"),
        one_of("kind", ("performance", "advance", "wage", "bid", "quality")),
        one_of("form", ("letter", "insurance", "cash")),
        CheckConstraint("amount_fen > 0", "amount"),
        leaf="NEW.leaf_idx",
    )
    guarantee_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    contract_id: int = Field(sa_type=Int)
    kind: str = Field(sa_type=Str)
    form: str = Field(sa_type=Str)
    issuer: str = Field(sa_type=Str)
    letter_no: str = Field(sa_type=Str)
    amount_fen: int = Field(sa_type=Int)
    valid_from: date = Field(sa_type=Day)
    expires_on: date = Field(sa_type=Day)


class GuaranteeEvent(BookRow, table=True):
    """What became of a guarantee: extended to a day, claimed for an amount, or released."""

    __tablename__ = "guarantee_event"
    __table_args__ = table(
        fk("guarantee_id", "guarantee.guarantee_id"),
        one_of("kind", ("extended", "claimed", "released")),
        leaf="NEW.leaf_idx",
    )
    guarantee_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    kind: str = Field(sa_type=Str)
    happened_on: date = Field(sa_type=Day)
    expires_on: date | None = Field(default=None, sa_type=Day)
    amount_fen: int = Field(default=0, sa_type=Int)
    doc_no: str = Field(sa_type=Str)


class Insurance(BookRow, table=True):
    """An insurance of a project: quality liability, works, third parties (S23)."""

    __tablename__ = "insurance"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        UniqueConstraint("book_id", "policy_no"),
        one_of("kind", ("quality", "works", "third_party", "accident")),
        CheckConstraint("insured_fen > 0", "insured"),
        leaf="NEW.leaf_idx",
    )
    insurance_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    project_id: int = Field(sa_type=Int)
    kind: str = Field(sa_type=Str)
    insurer: str = Field(sa_type=Str)
    policy_no: str = Field(sa_type=Str)
    insured_fen: int = Field(sa_type=Int)
    valid_from: date = Field(sa_type=Day)
    expires_on: date = Field(sa_type=Day)


class Household(BookRow, table=True):
    """The household of a compensation agreement; identity as salted hash and last four."""

    __tablename__ = "household"
    __table_args__ = table(
        fk("contract_id", "contract.contract_id"),
        fk("project_id", "project.project_id"),
        UniqueConstraint("book_id", "project_id", "household_no"),
        Index(None, "book_id", "resident_hash"),
        Index(None, "book_id", "house_no"),
        leaf="NEW.leaf_idx",
    )
    contract_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    project_id: int = Field(sa_type=Int)
    household_no: str = Field(sa_type=Str)
    plot: str = Field(sa_type=Str)
    owner_name: str = Field(sa_type=Str)
    resident_hash: str | None = Field(default=None, sa_type=Str)
    resident_tail: str | None = Field(default=None, sa_type=Str)
    area_dm2: int = Field(default=0, sa_type=Int)
    mode: str = Field(default="money", sa_type=Str)
    house_no: str | None = Field(default=None, sa_type=Str)
    replacement: str | None = Field(default=None, sa_type=Str)
    replacement_dm2: int = Field(default=0, sa_type=Int)
    house_fen: int = Field(default=0, sa_type=Int)
    moving_fen: int = Field(default=0, sa_type=Int)
    temporary_fen: int = Field(default=0, sa_type=Int)
    loss_fen: int = Field(default=0, sa_type=Int)
