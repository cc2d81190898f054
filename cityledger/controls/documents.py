"""Payment rules on papers: the payee and its account, invoices, guarantees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.controls.case import Case, Rule
from cityledger.controls.control import Control, Source
from cityledger.controls.facts import CAPITAL
from cityledger.kernel import days, masking, money, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.controls.facts import ContractFacts, InvoiceFacts

PAYEE_NAME = Control(
    code="payment.payee_name",
    zh="收款人与合同不符",
    en="Payee is not the contract's",
    source=Source("财会〔2012〕21号", "第二十九条", "read"),
    says_zh="第{line}行收款人“{payee}”,合同{contract}的收款人是“{expected}”。",
    says_en="Line {line} pays “{payee}”; contract {contract} names “{expected}”.",
    remedy_zh="改为合同收款人;债权转让须先登记。",
    remedy_en="Pay the contract's payee; an assignment is registered first.",
    version=2,
)
PAYEE_ACCOUNT = Control(
    code="payment.payee_account",
    zh="收款账户与合同不符",
    en="Account is not the contract's",
    source=Source("国令724号;财会〔2012〕21号", "第二十九条;第二十九条", "read"),
    says_zh="第{line}行收款账户{account}不是合同{contract}登记的{purpose}{expected}。",
    says_en="Line {line}: account {account} is not the registered one of {contract}: {expected}.",
    remedy_zh="付到登记账户;变更账户须经两人确认。",
    remedy_en="Pay the registered account; two persons confirm a change.",
    version=2,
)
ACCOUNT_HOLD = Control(
    code="payment.account_on_hold",
    zh="收款账户变更未满冷静期",
    en="Changed account on hold",
    source=Source("区级支付管理规定", "收款账户变更冷静期", "own"),
    says_zh="合同{contract}的收款账户变更确认仅{hours}小时,须满{hold}小时。",
    says_en="The account of {contract} changed {hours} hours ago; {hold} hours must pass.",
    remedy_zh="满{hold}小时后再付款,并向收款人电话核实。",
    remedy_en="Pay after {hold} hours, and verify with the payee by telephone.",
    parameters=("payee.account_change_hold_hours",),
    version=2,
)
INVOICE_MISSING = Control(
    code="payment.invoice_missing",
    zh="没有发票",
    en="No invoice",
    source=Source("财建〔2016〕504号", "不得列支:无发票", "unverified"),
    says_zh="合同{contract}本次付款{amount}元没有发票。",
    says_en="Contract {contract}: {amount} is to be paid without an invoice.",
    remedy_zh="取得并查验发票后再付款。",
    remedy_en="Obtain and verify an invoice first.",
    version=2,
)
INVOICE_SHORT = Control(
    code="payment.invoice_short",
    zh="发票金额不足",
    en="Invoices too small",
    source=Source("区级支付管理规定", "发票金额不小于付款金额", "own"),
    says_zh="合同{contract}发票合计{invoiced}元,需覆盖{needed}元,少{short}元。",
    says_en="Contract {contract}: invoices of {invoiced} do not cover {needed}; {short} short.",
    remedy_zh="补开{short}元发票,或减少付款。",
    remedy_en="Obtain invoices for {short} more, or pay less.",
    parameters=("invoice.coverage_bp",),
    version=2,
)
INVOICE_VOID = Control(
    code="payment.invoice_void",
    zh="发票已作废或红冲",
    en="Invoice void or red",
    source=Source("财建〔2016〕504号", "不得列支:票据不合规", "unverified"),
    says_zh="发票{invoice}状态为{state},不能作为付款依据。",
    says_en="Invoice {invoice} is {state}; it supports no payment.",
    remedy_zh="换开正常发票。",
    remedy_en="Obtain a valid invoice.",
)
INVOICE_UNVERIFIED = Control(
    code="payment.invoice_unverified",
    zh="发票未查验或查验过期",
    en="Invoice not verified",
    source=Source("区级支付管理规定", "付款前发票查验", "own"),
    says_zh="发票{invoice}查验日期{verified_on},付款日{value_date},须在{valid_days}天内查验。",
    says_en="Invoice {invoice} verified {verified_on}, over {valid_days} days before {value_date}.",
    remedy_zh="在税务平台重新查验并登记。",
    remedy_en="Verify it again on the tax platform and register the result.",
    parameters=("invoice.verify_valid_days",),
)
INVOICE_USED = Control(
    code="payment.invoice_used",
    zh="发票重复使用",
    en="Invoice used before",
    source=Source("财会〔2024〕12号", "第二十一条(二)", "read"),
    says_zh="发票{invoice}金额{total}元,他处已用{used}元,本次又用{now}元,超{over}元。",
    says_en="Invoice {invoice} of {total}: {used} used elsewhere, {now} now, {over} too much.",
    remedy_zh="核对是否重复报销;换用未使用的发票。",
    remedy_en="Check for double payment; use an invoice not yet used.",
)
INVOICE_ISSUER = Control(
    code="payment.invoice_issuer",
    zh="开票方不是收款人",
    en="Issuer is not the payee",
    source=Source("建市规〔2019〕1号", "转包、挂靠认定情形", "read"),
    says_zh="发票{invoice}由{issuer}开具,合同{contract}的收款单位是{expected}。",
    says_en="Invoice {invoice} is issued by {issuer}; contract {contract} is with {expected}.",
    remedy_zh="由合同单位开具发票;如涉及转包请上报。",
    remedy_en="The contract party issues the invoice; report a suspected transfer of the works.",
)
GUARANTEE_MISSING = Control(
    code="payment.guarantee_missing",
    zh="缺少保函",
    en="Guarantee missing",
    source=Source("国令613号 招标投标法实施条例", "履约担保", "read"),
    says_zh="合同{contract}要求{kind},没有登记。",
    says_en="Contract {contract} requires a {kind_en}; none is registered.",
    remedy_zh="收到并登记{kind}后再付款。",
    remedy_en="Receive and register the {kind_en} first.",
)
GUARANTEE_EXPIRED = Control(
    code="payment.guarantee_expired",
    zh="保函到期或余量不足",
    en="Guarantee expired or about to",
    source=Source("区级支付管理规定", "保函有效期余量", "own"),
    says_zh="合同{contract}的{kind}至{expires_on}到期,须有效至{needed_until}(付款日加{margin}天)。",
    says_en="Contract {contract}: {kind_en} ends {expires_on}, needed until {needed_until}.",
    remedy_zh="办理延期或换开后再付款。",
    remedy_en="Have it extended or replaced first.",
    parameters=("guarantee.margin_days",),
)
GUARANTEE_SHORT = Control(
    code="payment.guarantee_short",
    zh="保函金额不足",
    en="Guarantee too small",
    source=Source("国令613号 招标投标法实施条例", "履约担保", "read"),
    says_zh="合同{contract}有效的{kind}合计{found}元,要求{needed}元,少{short}元。",
    says_en="Contract {contract}: valid {kind_en} of {found}, required {needed}; {short} short.",
    remedy_zh="补足保函金额{short}元。",
    remedy_en="Have {short} more guaranteed.",
    parameters=("guarantee.margin_days",),
    version=2,
)


def _payee_name(case: Case) -> Iterator[dict[str, object]]:
    for line in case.lines:
        contract = case.contract(line)
        if contract is not None and line.payee_name != contract.payee_name:
            # Who is paid and is no registered party is a person: a refusal is read by everybody.
            is_person = contract.party_id is None
            yield {
                "line": line.n,
                "payee": masking.payee_name(line.payee_name, is_person=is_person),
                "contract": contract.no,
                "expected": masking.payee_name(contract.payee_name, is_person=is_person),
            }


def _payee_account(case: Case) -> Iterator[dict[str, object]]:
    for line in case.lines:
        contract = case.contract(line)
        if contract is None:
            continue
        expected = contract.wage_account if line.is_labour else contract.main_account
        if expected is None or line.payee_account != expected:
            is_person = contract.party_id is None
            known = masking.payee_account(expected or "", is_person=is_person)
            yield {
                "line": line.n,
                "account": masking.payee_account(line.payee_account, is_person=is_person),
                "contract": contract.no,
                "purpose": words.term("wage_account" if line.is_labour else "payee_account"),
                "expected": known or "—",
            }


def _account_hold(case: Case) -> Iterator[dict[str, object]]:
    hold = case.parameters.hours("payee.account_change_hold_hours", case.on)
    for contract in case.contracts:
        hours = contract.account_hours
        if hours is not None and hours < hold:
            yield {"contract": contract.no, "hours": hours, "hold": hold}


def _invoices(case: Case, contract: ContractFacts) -> tuple[InvoiceFacts, ...]:
    return tuple(row for row in case.facts.invoices if row.contract_id == contract.contract_id)


def _invoiced_now(case: Case, contract: ContractFacts) -> int:
    """Return what this request pays against invoices: capital and debts need none."""
    lines = case.lines_of(contract)
    return sum(
        line.amount_fen for line in lines if line.account != CAPITAL and not line.is_debt_service
    )


def _invoice_missing(case: Case) -> Iterator[dict[str, object]]:
    for contract in case.contracts:
        amount = _invoiced_now(case, contract)
        if amount and not _invoices(case, contract):
            yield {"contract": contract.no, "amount": money.text(amount)}


def _invoice_short(case: Case) -> Iterator[dict[str, object]]:
    coverage_bp = case.parameters.bp("invoice.coverage_bp", case.on)
    for contract in case.contracts:
        rows = _invoices(case, contract)
        invoiced = sum(row.amount_fen for row in rows)
        needed = money.share_bp(_invoiced_now(case, contract), coverage_bp)
        if rows and invoiced < needed:
            yield {
                "contract": contract.no,
                "invoiced": money.text(invoiced),
                "needed": money.text(needed),
                "short": money.text(needed - invoiced),
            }


def _invoice_void(case: Case) -> Iterator[dict[str, object]]:
    for row in case.facts.invoices:
        if row.state in ("void", "red"):
            yield {"invoice": row.number, "state": words.term(f"invoice_state.{row.state}")}


def _invoice_unverified(case: Case) -> Iterator[dict[str, object]]:
    valid_days = case.parameters.days("invoice.verify_valid_days", case.on)
    for row in case.facts.invoices:
        on = row.verified_on
        if on is None or not 0 <= days.days_between(on, case.on) <= valid_days:
            yield {
                "invoice": row.number,
                "verified_on": on or "—",
                "value_date": case.on,
                "valid_days": valid_days,
            }


def _invoice_used(case: Case) -> Iterator[dict[str, object]]:
    for row in case.facts.invoices:
        over = row.used_fen + row.amount_fen - row.total_fen
        if over > 0:
            yield {
                "invoice": row.number,
                "total": money.text(row.total_fen),
                "used": money.text(row.used_fen),
                "now": money.text(row.amount_fen),
                "over": money.text(over),
            }


def _invoice_issuer(case: Case) -> Iterator[dict[str, object]]:
    for contract in case.contracts:
        for row in _invoices(case, contract):
            if row.issuer_id != contract.party_id:
                yield {
                    "invoice": row.number,
                    "issuer": row.issuer_id,
                    "contract": contract.no,
                    "expected": contract.party_id or "—",
                }


def _required(case: Case) -> Iterator[tuple[ContractFacts, str, int]]:
    """Yield (contract, kind, least sum in fen) of each guarantee a payment needs."""
    for contract in case.contracts:
        if contract.performance_fen > 0:
            yield contract, "performance", contract.performance_fen
        pays_advance = any(line.kind == "advance" for line in case.lines_of(contract))
        if contract.advance_guarantee_fen > 0 and pays_advance:
            yield contract, "advance", contract.advance_guarantee_fen


def _kind(kind: str) -> dict[str, object]:
    key = f"guarantee_kind.{kind}"
    return {"kind": words.term(key), "kind_en": words.term(key, "en")}


def _guarantee_missing(case: Case) -> Iterator[dict[str, object]]:
    for contract, kind, _ in _required(case):
        if not _guarantees(case, contract, kind):
            yield {"contract": contract.no, **_kind(kind)}


def _guarantees(case: Case, contract: ContractFacts, kind: str) -> list[tuple[int, int]]:
    """Return (amount in fen, day of expiry as ordinal) of a contract's guarantees of one kind."""
    return [
        (row.amount_fen, row.expires_on.toordinal())
        for row in case.facts.guarantees
        if (row.contract_id, row.kind) == (contract.contract_id, kind)
    ]


def _guarantee_expired(case: Case) -> Iterator[dict[str, object]]:
    margin = case.parameters.days("guarantee.margin_days", case.on)
    until = days.add_days(case.on, margin)
    for contract, kind, _ in _required(case):
        ends = [end for _, end in _guarantees(case, contract, kind)]
        if ends and max(ends) < until.toordinal():
            yield {
                "contract": contract.no,
                **_kind(kind),
                "expires_on": until.fromordinal(max(ends)),
                "needed_until": until,
                "margin": margin,
            }


def _guarantee_short(case: Case) -> Iterator[dict[str, object]]:
    margin = case.parameters.days("guarantee.margin_days", case.on)
    until = days.add_days(case.on, margin).toordinal()
    for contract, kind, needed in _required(case):
        valid = [fen for fen, end in _guarantees(case, contract, kind) if end >= until]
        if valid and sum(valid) < needed:
            yield {
                "contract": contract.no,
                **_kind(kind),
                "found": money.text(sum(valid)),
                "needed": money.text(needed),
                "short": money.text(needed - sum(valid)),
            }


RULES = (
    Rule(PAYEE_NAME, _payee_name),
    Rule(PAYEE_ACCOUNT, _payee_account),
    Rule(ACCOUNT_HOLD, _account_hold),
    Rule(INVOICE_MISSING, _invoice_missing),
    Rule(INVOICE_SHORT, _invoice_short),
    Rule(INVOICE_VOID, _invoice_void),
    Rule(INVOICE_UNVERIFIED, _invoice_unverified),
    Rule(INVOICE_USED, _invoice_used),
    Rule(INVOICE_ISSUER, _invoice_issuer),
    Rule(GUARANTEE_MISSING, _guarantee_missing),
    Rule(GUARANTEE_EXPIRED, _guarantee_expired),
    Rule(GUARANTEE_SHORT, _guarantee_short),
)
