"""Acts on money in: our bank accounts, sources, allotments (permission), tranches (money)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.contracting_facts import deposit_facts
from cityledger.actions.draft import Context, Draft, form
from cityledger.actions.projects import Document, add_document
from cityledger.controls.facts import KINDS as KINDS_OF_PAYMENT
from cityledger.controls.guarantee import check_agreed, check_new
from cityledger.controls.instruments import check_subsidy_receipt
from cityledger.controls.receipt import ReceiptFacts, check
from cityledger.controls.source import EarmarkFacts, SourceFacts, check_earmarks, check_source
from cityledger.kernel import sources
from cityledger.kernel.costs import CLASSES, ITEMS
from cityledger.kernel.errors import BadInput, Finding, Problem
from cityledger.model.contracts import Contract
from cityledger.model.funding import Allotment, BankAccount, FundSource, Tranche
from cityledger.model.programmes import Programme
from cityledger.model.projects import Project
from cityledger.views.debts import subsidies, to_come_fen
from cityledger.views.find import many, need, next_id, one
from cityledger.views.returns import DEPOSITS, deposits

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, kw_only=True)
class OpenBankAccount(Command):
    """Register an account of ours under an account of the chart (100201, 100202, 1001 …)."""

    act: ClassVar[str] = "bank.open"
    account: str
    name: str
    bank_name: str
    account_no: str
    kind: str = "bank"


@dataclass(frozen=True, kw_only=True)
class RegisterSource(Command):
    """Register who gives money, under which programme and by which route."""

    act: ClassVar[str] = "source.register"
    name: str
    kind: str
    level: str
    route: str
    programme: str | None = None


@dataclass(frozen=True, kw_only=True)
class IssueAllotment(Command):
    """Enter an allotment (指标): permission to spend from a source in a fiscal year."""

    act: ClassVar[str] = "allotment.issue"
    allotment_no: str
    source: str
    document: Document
    fiscal_year: int
    amount_fen: int
    value_date: date
    function_code: str | None = None
    economic_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How much of a tranche a project may spend."""

    project: str
    cap_fen: int


@dataclass(frozen=True, kw_only=True)
class ReceiveFunds(Command):
    """Book money received as a tranche with the earmarks of its document (L4).

    `uses` are cost classes or `class:item` (empty: all); `forbids` are uses the document takes out
    of them; `scope` are project codes (empty: all). What is left empty follows the programme, or
    the parent whose interest it is. `matching_bp` is what the district promised to add.
    A quota tranche (`form` quota) brings no money: the treasury pays on our order. A deposit
    names the agreement it stands under.
    """

    act: ClassVar[str] = "funds.receive"
    label: str
    source: str
    amount_fen: int
    received_on: date
    bank_account: str | None = None
    allotment: str | None = None
    form: str = "cash"
    fund_year: int | None = None
    expiry_on: date | None = None
    restricted: bool | None = None
    uses: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()
    return_to: str | None = None
    interest_rule: str | None = None
    surplus_rule: str | None = None
    parent: str | None = None
    project: str | None = None
    summary: str | None = None
    attachments: int = 1
    forbids: tuple[str, ...] = ()
    matching_bp: int = 0
    programme: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReceiveDeposit(Command):
    """Book a deposit: not our money, it pays only its depositor (L4).

    `account` is one of the deposits of 2307; `return_to` is the treasury that gets it if forfeited.
    """

    act: ClassVar[str] = "funds.receive"
    label: str
    contract: str
    account: str
    amount_fen: int
    received_on: date
    bank_account: str
    expiry_on: date | None = None
    return_to: str | None = None


@dataclass(frozen=True, kw_only=True)
class CarryQuota(Command):
    """Book unused quota of 31 December as receivable (walkthrough case 1f)."""

    act: ClassVar[str] = "quota.carry"
    tranche: str
    bank_account: str
    amount_fen: int
    value_date: date


@form(OpenBankAccount)
def open_bank_account(context: Context, command: OpenBankAccount) -> Draft:
    """Draw up an account of ours."""
    draft = Draft()
    draft.add(
        "bank_account",
        bank_account_id=next_id(context.read, BankAccount, "bank_account_id", context.book_id),
        account=command.account,
        kind=command.kind,
        name=command.name,
        bank_name=command.bank_name,
        account_no=command.account_no,
    )
    return draft


@form(RegisterSource)
def register_source(context: Context, command: RegisterSource) -> Draft:
    """Draw up a source; its kind and route decide the accounts its money enters."""
    checks = (
        ("kind", command.kind, tuple(sources.KINDS)),
        ("level", command.level, sources.LEVELS),
        ("route", command.route, sources.ROUTES),
    )
    bad = [
        Problem(f"fund source {name}", value, f"one of {', '.join(known)}")
        for name, value, known in checks
        if value not in known
    ]
    if bad:
        raise BadInput(tuple(bad))
    income, budget = sources.accounts(command.kind, command.route)
    facts = SourceFacts(kind=command.kind, level=command.level, route=command.route)
    draft = Draft(findings=list(check_source(facts)))
    draft.add(
        "fund_source",
        fund_source_id=next_id(context.read, FundSource, "fund_source_id", context.book_id),
        name=command.name,
        kind=command.kind,
        level=command.level,
        programme=command.programme,
        route=command.route,
        income_account=income,
        budget_account=budget,
    )
    return draft


@form(IssueAllotment)
def issue_allotment(context: Context, command: IssueAllotment) -> Draft:
    """Draw up an allotment: § D9101 C9102, tranche 0 (walkthrough case 1)."""
    source = need(context.read, FundSource, "fund source", **context.here, name=command.source)
    draft = Draft()
    document = add_document(context, draft, command.document, "allotment")
    number = next_id(context.read, Allotment, "allotment_id", context.book_id)
    draft.add(
        "allotment",
        allotment_id=number,
        allotment_no=command.allotment_no,
        fund_source_id=source.fund_source_id,
        document_id=document,
        fiscal_year=command.fiscal_year,
        amount_fen=command.amount_fen,
        function_code=command.function_code,
        economic_code=command.economic_code,
    )
    summary = f"下达指标 {command.allotment_no} {source.name}"
    with draft.voucher("转", command.value_date, summary) as voucher:
        voucher.debit("9101", command.amount_fen, allotment_id=number)
        voucher.credit("9102", command.amount_fen, allotment_id=number)
    return draft


@form(ReceiveFunds)
def receive_funds(context: Context, command: ReceiveFunds) -> Draft:
    """Draw up a receipt: D1002xx(T,B) C income(T) ‖ D8001(T) C6xxx(T) (walkthrough case 1)."""
    source = need(context.read, FundSource, "fund source", **context.here, name=command.source)
    rule = sources.KINDS[source.kind]
    draft = Draft()
    number = _tranche(context, draft, command, source)
    _judge(context, draft, command, source)
    draft.findings += _earmarked(context, command, source, draft.rows["tranche"][0])
    if source.kind == "interest_subsidy":
        project = need(context.read, Project, "project", **context.here, code=command.project)
        calculated, came = subsidies(context.read, context.book_id, project.project_id)
        draft.findings += check_subsidy_receipt(project.code, came + command.amount_fen, calculated)
    for share in command.shares:
        project = need(context.read, Project, "project", **context.here, code=share.project)
        draft.add(
            "tranche_share",
            tranche_id=number,
            project_id=project.project_id,
            cap_fen=share.cap_fen,
        )
    if command.form == "quota":
        return draft
    bank = need(
        context.read, BankAccount, "bank account", **context.here, account_no=command.bank_account
    )
    names: dict[str, object] = {}
    if rule.cost_item is not None:
        project = need(context.read, Project, "project", **context.here, code=command.project)
        names = {"cost_item": rule.cost_item, "project_id": project.project_id}
    summary = command.summary or f"收到{source.name} {command.label}"
    fen = command.amount_fen
    with draft.voucher(
        "收", command.received_on, summary, attachments=command.attachments
    ) as voucher:
        voucher.debit(bank.account, fen, number, bank_account_id=bank.bank_account_id)
        voucher.credit(source.income_account, fen, number, **names)
        voucher.debit("8001", fen, number)
        voucher.credit(source.budget_account, fen, number)
    return draft


def _judge(context: Context, draft: Draft, command: ReceiveFunds, source: FundSource) -> None:
    """Hold the receipt against allotment, expiry, earmarks, shares, and the debts it comes of."""
    left, row = None, draft.rows["tranche"][0]
    if command.allotment is not None:
        key = {"allotment_no": command.allotment}
        allotment = need(context.read, Allotment, "allotment", **context.here, **key)
        number = {"allotment_id": allotment.allotment_id}
        came = sum(t.amount_fen for t in many(context.read, Tranche, **context.here, **number))
        left = allotment.amount_fen - came
    draft.findings += check(
        ReceiptFacts(
            amount_fen=command.amount_fen,
            received_on=command.received_on,
            expiry_on=command.expiry_on,
            restricted=row["restricted"] == "1",
            uses=tuple(row["uses"].split(",")),
            scope=(0,) if row["scope"] != "*" else None,
            allotment=command.allotment,
            allotment_left_fen=left,
            shares_fen=sum(share.cap_fen for share in command.shares),
            source=source.name,
            debts_left_fen=to_come_fen(context.read, context.book_id, source.fund_source_id)
            if source.kind in sources.BORROWED
            else None,
        )
    )


def _earmarked(
    context: Context, command: ReceiveFunds, source: FundSource, row: dict[str, str]
) -> tuple[Finding, ...]:
    """Hold the earmarks against the document they come from: a programme, or the parent."""
    limits = _limits(context, command, source)
    year, allotted_to = None, None
    if command.allotment is not None:
        key = {"allotment_no": command.allotment}
        allotment = need(context.read, Allotment, "allotment", **context.here, **key)
        year, number = allotment.fiscal_year, {"fund_source_id": allotment.fund_source_id}
        allotted_to = need(context.read, FundSource, "fund source", **context.here, **number).name
    return check_earmarks(
        EarmarkFacts(
            label=command.label,
            kind=source.kind,
            uses=tuple(row["uses"].split(",")),
            has_scope=row["scope"] != "*",
            document=limits.name,
            allowed=limits.uses,
            forbidden=limits.forbids,
            fund_year=int(row["fund_year"]),
            allotment_year=year,
            source=source.name,
            allotment_source=allotted_to,
            received_year=command.received_on.year,
            is_interest=source.kind == "interest_income",
            scope=_projects(row["scope"]),
            expiry_on=command.expiry_on or limits.expiry_on,
            parent=command.parent,
            parent_scope=_projects(limits.scope),
            parent_expiry_on=limits.expiry_on,
        )
    )


def _projects(scope: str) -> tuple[int, ...] | None:
    return None if scope == "*" else tuple(int(number) for number in scope.split(","))


@dataclass(frozen=True, slots=True)
class _Limits:
    """What a receipt inherits: uses, what is forbidden, projects (numbers), last day."""

    name: str | None = None
    programme: str | None = None
    uses: tuple[str, ...] = ("*",)
    forbids: tuple[str, ...] = ()
    scope: str = "*"
    expiry_on: date | None = None
    parent_id: int | None = None


def _limits(context: Context, command: ReceiveFunds, source: FundSource) -> _Limits:
    """Return the limits of the parent whose interest this is, else those of the programme."""
    if command.parent is not None:
        key = {"label": command.parent}
        parent = need(context.read, Tranche, "tranche", **context.here, **key)
        return _Limits(
            name=parent.label,
            programme=parent.programme,
            uses=tuple(parent.uses.split(",")),
            forbids=split_uses(parent.forbids),
            scope=parent.scope,
            expiry_on=parent.expiry_on,
            parent_id=parent.tranche_id,
        )
    named = command.programme or source.programme
    found = one(context.read, Programme, **context.here, programme=named) if named else None
    if found is None:
        return _Limits(programme=command.programme)
    uses, forbids = tuple(found.uses.split(",")), split_uses(found.forbids)
    return _Limits(name=found.doc_no, programme=found.programme, uses=uses, forbids=forbids)


def split_uses(text: str) -> tuple[str, ...]:
    """Return the uses of a comma list, none for an empty one."""
    return tuple(text.split(",")) if text else ()


def check_uses(place: str, uses: tuple[str, ...]) -> None:
    """Raise BadInput for every use that no payment could name: it would forbid nothing."""
    items = {f"allocable:{item}" for item in ITEMS}
    known = {*CLASSES, *items, *KINDS_OF_PAYMENT}
    reason = "not a cost class, `class:item` or kind of payment 不是费用类别或费用项目"
    if bad := tuple(
        Problem(place, use, reason, "works, allocable:06 …") for use in uses if use not in known
    ):
        raise BadInput(bad)


def _tranche(context: Context, draft: Draft, command: ReceiveFunds, source: FundSource) -> int:
    number = next_id(context.read, Tranche, "tranche_id", context.book_id)
    rule = sources.KINDS[source.kind]
    check_uses("forbids", command.forbids)
    limits, allotment = _limits(context, command, source), None
    if command.allotment is not None:
        allotment = need(
            context.read, Allotment, "allotment", **context.here, allotment_no=command.allotment
        ).allotment_id
    scope = ",".join(
        str(need(context.read, Project, "project", **context.here, code=code).project_id)
        for code in command.scope
    )
    restricted = rule.restricted if command.restricted is None else command.restricted
    draft.add(
        "tranche",
        tranche_id=number,
        label=command.label,
        form=command.form,
        kind=rule.tranche_kind,
        fund_source_id=source.fund_source_id,
        allotment_id=allotment,
        amount_fen=command.amount_fen,
        received_on=command.received_on,
        fund_year=command.fund_year or command.received_on.year,
        expiry_on=command.expiry_on or limits.expiry_on,
        in_budget=1,
        restricted=restricted,
        uses=",".join(command.uses or limits.uses),
        scope=scope or limits.scope,
        return_to=command.return_to,
        interest_rule=command.interest_rule,
        surplus_rule=command.surplus_rule,
        parent_tranche_id=limits.parent_id,
        forbids=",".join(dict.fromkeys((*limits.forbids, *command.forbids))) or None,
        matching_bp=command.matching_bp or None,
        programme=limits.programme,
    )
    return number


@form(ReceiveDeposit)
def receive_deposit(context: Context, command: ReceiveDeposit) -> Draft:
    """Draw up a deposit: D1002xx(dep,B) C2307xx(dep), off budget (walkthrough case 15)."""
    if command.account not in DEPOSITS:
        raise BadInput((Problem("account", command.account, f"one of {', '.join(DEPOSITS)}"),))
    contract = need(
        context.read, Contract, "contract", **context.here, contract_no=command.contract
    )
    _is_deposit(contract, command)
    bank = need(
        context.read, BankAccount, "bank account", **context.here, account_no=command.bank_account
    )
    facts = deposit_facts(context, contract, command)
    draft = Draft(findings=list(check_new(facts, context.parameters)))
    came = sum(
        row.came_fen for row in deposits(context.read, context.book_id, contract.contract_id)
    )
    total = came + command.amount_fen
    draft.findings += check_agreed(contract.contract_no, total, contract.price_fen)
    number = next_id(context.read, Tranche, "tranche_id", context.book_id)
    draft.add(
        "tranche",
        tranche_id=number,
        label=command.label,
        form="cash",
        kind="deposit",
        amount_fen=command.amount_fen,
        received_on=command.received_on,
        fund_year=command.received_on.year,
        expiry_on=command.expiry_on,
        in_budget=0,
        restricted=1,
        depositor=contract.party_id,
        return_to=command.return_to,
    )
    with draft.voucher("收", command.received_on, f"收到保证金 {contract.name}") as voucher:
        voucher.debit(
            bank.account, command.amount_fen, number, bank_account_id=bank.bank_account_id
        )
        voucher.credit(
            command.account, command.amount_fen, number, contract_id=contract.contract_id
        )
    return draft


def _is_deposit(contract: Contract, command: ReceiveDeposit) -> None:
    """Raise BadInput where the agreement takes no deposit, or nothing comes in."""
    problems = []
    if contract.kind != "deposit":
        reason = "不是押金协议 is no deposit agreement"
        problems.append(Problem("contract", command.contract, reason, "先签押金协议 sign one"))
    if command.amount_fen <= 0:
        problems.append(Problem("amount", str(command.amount_fen), "须为正数 not positive"))
    if problems:
        raise BadInput(tuple(problems))


@form(CarryQuota)
def carry_quota(context: Context, command: CarryQuota) -> Draft:
    """Draw up the year-end entry: D1201(Q) C4001xx(Q) ‖ D8001(Q) C6001(Q)."""
    tranche = need(context.read, Tranche, "tranche", **context.here, label=command.tranche)
    source = one(context.read, FundSource, **context.here, fund_source_id=tranche.fund_source_id)
    bank = need(
        context.read, BankAccount, "bank account", **context.here, account_no=command.bank_account
    )
    if tranche.form != "quota" or source is None or bank.kind != "quota":
        reason = "only unused quota of a quota tranche is carried, on an account of kind quota"
        raise BadInput((Problem("tranche", command.tranche, reason),))
    draft, number, fen = Draft(), tranche.tranche_id, command.amount_fen
    with draft.voucher("转", command.value_date, f"年末未用额度 {tranche.label}") as voucher:
        voucher.debit("1201", fen, number, bank_account_id=bank.bank_account_id)
        voucher.credit(source.income_account, fen, number)
        voucher.debit("8001", fen, number)
        voucher.credit(source.budget_account, fen, number)
    return draft
