"""Payment rules on the request itself: its period, its project's papers, its five parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.controls.case import Case, Rule
from cityledger.controls.control import Control, Source
from cityledger.controls.facts import KINDS
from cityledger.controls.register import missing_roles
from cityledger.kernel import days, money, words

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_LINES = Control(
    code="payment.no_lines",
    zh="支付申请无明细",
    en="Request without lines",
    source=Source("本程序规则", "L3", "own"),
    says_zh="支付申请没有任何收款明细。",
    says_en="The payment request has no line.",
    remedy_zh="至少填写一行:合同、收款人、金额。",
    remedy_en="Add a line with contract, payee and amount.",
)
UNKNOWN_KIND = Control(
    code="payment.unknown_kind",
    zh="付款种类不明",
    en="Unknown kind of payment",
    source=Source("本程序规则", "付款种类与控制规则对照表", "own"),
    says_zh="第{line}行的付款种类“{kind}”不在规则表内,无法判断适用哪些控制。",
    says_en="Line {line} is of kind “{kind}”, which no rule knows.",
    remedy_zh="改用:{known}。",
    remedy_en="Use one of {known}.",
)
MISFIT = Control(
    code="payment.kind_misfit",
    zh="付款种类与合同种类不符",
    en="Kind of payment does not fit the contract",
    source=Source("本程序规则", "付款种类与控制规则对照表", "own"),
    says_zh="第{line}行的{contract_kind}{contract}不能按“{kind}”申请付款。",
    says_en="Line {line}: the {contract_kind_en} {contract} is not paid as “{kind_en}”.",
    remedy_zh="按合同的种类选择付款种类,接受相应的控制。",
    remedy_en="Choose the kind of payment that the contract is paid by.",
)
AMOUNT = Control(
    code="payment.amount_not_positive",
    zh="付款金额不为正",
    en="Amount not positive",
    source=Source("本程序规则", "L1", "own"),
    says_zh="第{line}行金额为{amount}元,必须大于零。",
    says_en="Line {line} is for {amount}; it must be above zero.",
    remedy_zh="更正金额;收回款项请用退款,不用负数付款。",
    remedy_en="Correct the amount; book money coming back as a return.",
)
PERIOD = Control(
    code="payment.period_not_open",
    zh="会计期间未开放",
    en="Period not open",
    source=Source("财会〔2024〕12号", "第二十一条(三)、第二十四条", "read"),
    says_zh="付款日{value_date}所在期间{period}不是开放期间(状态:{state})。",
    says_en="The value date {value_date} lies in period {period}, which is {state_en}.",
    remedy_zh="把付款日改到开放期间,或按规定开放该期间。",
    remedy_en="Choose a day in an open period, or open the period.",
)
BUDGET_DOCUMENT = Control(
    code="payment.no_budget_document",
    zh="项目无概算批复文件",
    en="No approved estimate",
    source=Source("国令712号 政府投资条例", "第十二条", "read"),
    says_zh="项目没有登记概算批复文件,投资控制没有依据。",
    says_en="The project has no registered document approving its estimate.",
    remedy_zh="登记概算批复文号和概算明细后再申请。",
    remedy_en="Register the approval document with its budget lines first.",
)
FIVE_PARTIES = Control(
    code="payment.five_parties",
    zh="五方责任主体不全",
    en="Five parties incomplete",
    source=Source("建质〔2014〕124号", "五方责任主体项目负责人", "read"),
    says_zh="{role}缺少:{missing}。",
    says_en="The {role_en} lacks: {missing_en}.",
    remedy_zh="登记该单位、项目负责人、授权书和承诺书后再付款。",
    remedy_en="Register the party, its named leader, the authorisation and the commitment letter.",
)
FINDING = Control(
    code="payment.finding_open",
    zh="检查问题未整改",
    en="Inspection finding open",
    source=Source("本区建设工作要求", "四四 跟踪督查 (S43)", "own"),
    says_zh="检查问题{no}“{finding}”未整改(责任人{owner},期限{mend_by_on}),工程款暂停。",
    says_en="Finding {no} “{finding}” is open ({owner}, due {mend_by_on}); works are not paid.",
    remedy_zh="整改后由责任人以外的复核人查看并销号。",
    remedy_en="Have it mended, and closed by a reviewer other than its owner.",
)
INTERFERENCE = Control(
    code="payment.interference_open",
    zh="存在未了结的干预记录",
    en="Open record of interference",
    source=Source("国令613号 招标投标法实施条例", "第八十条;本区登记办法", "read"),
    says_zh="本笔付款的{link}有未解除的干预登记{no},付款暂停。",
    says_en="Interference record {no} on the {link_en} of this payment is open; it is held.",
    remedy_zh="由另一名审批人说明理由解除,或由纪检处理完毕。",
    remedy_en="Have a second approver clear the record with a reason.",
    version=2,
)
CLEARER = Control(
    code="payment.clearer_approves",
    zh="解除干预的人审批被暂停的付款",
    en="Clearer approves what was held",
    source=Source("本程序规则", "干预登记 第二审批人", "own"),
    says_zh="{person}解除了暂停本笔付款的干预登记{no},不得再审批本笔付款。",
    says_en="{person} cleared record {no}, which held this payment, and may not approve it.",
    remedy_zh="由另一名审批人审批。",
    remedy_en="Let another approver take this step.",
)


def _no_lines(case: Case) -> Iterator[dict[str, object]]:
    if not case.facts.lines:
        yield {}


def _unknown_kind(case: Case) -> Iterator[dict[str, object]]:
    for line in case.facts.lines:
        if line.kind not in KINDS:
            yield {"line": line.n, "kind": line.kind, "known": ", ".join(KINDS)}


def _misfit(case: Case) -> Iterator[dict[str, object]]:
    for line in case.lines:
        contract = case.contract(line)
        if contract is None or _fits(line.kind, contract.kind):
            continue
        kind, of = f"payment_kind.{line.kind}", f"contract_kind.{contract.kind}"
        yield {
            "line": line.n,
            "contract": contract.no,
            "contract_kind": words.term(of),
            "contract_kind_en": words.term(of, "en"),
            "kind": words.term(kind),
            "kind_en": words.term(kind, "en"),
        }


def _fits(payment_kind: str, contract_kind: str) -> bool:
    """Say whether a contract may be paid by this kind, whose rules are made for it.

    Compensation asks for no invoice and no five parties, a service for no share, guarantee or
    retention: works that were paid as either would pass the gate without their own rules.
    """
    if "compensation" in (payment_kind, contract_kind):
        return payment_kind == contract_kind
    return (payment_kind, contract_kind) != ("service", "works")


def _amount(case: Case) -> Iterator[dict[str, object]]:
    for line in case.facts.lines:
        if line.amount_fen <= 0:
            yield {"line": line.n, "amount": money.text(line.amount_fen)}


def _period(case: Case) -> Iterator[dict[str, object]]:
    if case.facts.period_state != "open":
        period = days.period_text(days.period_of(case.on))
        state = f"period_state.{case.facts.period_state}"
        yield {
            "value_date": case.on,
            "period": period,
            "state": words.term(state),
            "state_en": words.term(state, "en"),
        }


def _budget_document(case: Case) -> Iterator[dict[str, object]]:
    if not case.facts.budget_document:
        yield {}


def _five_parties(case: Case) -> Iterator[dict[str, object]]:
    for section in _sections(case):
        roles = tuple(case.facts.roles_of(section).values())
        for lack in missing_roles(roles):
            where = f"({section})" if section is not None else ""
            named = {name: f"{lack[name]}{where}" for name in ("role", "role_en")}
            yield {**lack, **named}


def _sections(case: Case) -> tuple[str | None, ...]:
    """Return the sections the payment builds; a contract over all of them needs all of them."""
    divided = any(row.section is not None for row in case.facts.roles)
    every = case.facts.sections if divided else ()
    named: dict[str | None, None] = {}
    for contract in case.contracts:
        own = (contract.section,) if contract.section is not None and divided else every
        named.update(dict.fromkeys(own or (None,)))
    return tuple(named) or (None,)


def _finding(case: Case) -> Iterator[dict[str, object]]:
    for row in case.facts.findings:
        yield {
            "no": row.no,
            "finding": row.finding,
            "owner": row.owner,
            "mend_by_on": row.mend_by_on,
        }


def _interference(case: Case) -> Iterator[dict[str, object]]:
    for record in case.facts.interference:
        if not record.is_cleared:
            link = f"interference_link_kind.{record.link}"
            yield {"no": record.no, "link": words.term(link), "link_en": words.term(link, "en")}


def _clearer(case: Case) -> Iterator[dict[str, object]]:
    approvers = {row.person for row in case.facts.duties if row.duty == "approver"}
    for record in case.facts.interference:
        if record.is_cleared and record.held_this and record.cleared_by in approvers:
            yield {"person": record.cleared_by, "no": record.no}


RULES = (
    Rule(NO_LINES, _no_lines),
    Rule(UNKNOWN_KIND, _unknown_kind),
    Rule(MISFIT, _misfit),
    Rule(AMOUNT, _amount),
    Rule(PERIOD, _period),
    Rule(BUDGET_DOCUMENT, _budget_document),
    Rule(FIVE_PARTIES, _five_parties),
    Rule(FINDING, _finding),
    Rule(INTERFERENCE, _interference),
    Rule(CLEARER, _clearer),
)
