"""Payment rules on advances, their recoupment, and the labour share of progress pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.controls.case import Case, Rule
from cityledger.controls.control import Control, Source
from cityledger.kernel import money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.controls.facts import ContractFacts

RANGE = Control(
    code="payment.advance_range",
    zh="预付款比例超出范围",
    en="Advance out of range",
    source=Source("财建〔2004〕369号", "工程预付款比例", "unverified"),
    says_zh="合同{contract}预付款累计{total}元,超过合同价的{max}({limit}元),超{over}元。",
    says_en="Contract {contract}: advances of {total} exceed {max} of the price ({limit}).",
    remedy_zh="预付款控制在规定比例内,减少{over}元。",
    remedy_en="Keep advances within the ratio: reduce by {over}.",
    parameters=("payment.advance_max_bp",),
)
CAP = Control(
    code="payment.advance_cap",
    zh="超合同预付款上限",
    en="Over the advance cap",
    source=Source("本程序规则", "L5 预付款上限", "own"),
    says_zh="合同{contract}未扣回预付款{total}元,超过合同约定上限{limit}元,超{over}元。",
    says_en="Contract {contract}: unrecouped advance {total} exceeds its cap {limit} by {over}.",
    remedy_zh="按合同约定的预付款上限付款,减少{over}元。",
    remedy_en="Keep to the contract's cap: reduce by {over}.",
)
NOT_RECOUPED = Control(
    code="payment.advance_not_recouped",
    zh="预付款未按约定扣回",
    en="Advance not recouped as agreed",
    source=Source("财建〔2004〕369号", "预付款抵扣", "unverified"),
    says_zh="合同{contract}按约定应扣回预付款{due}元,实际扣回{recouped}元,少{short}元。",
    says_en="Contract {contract}: {due} should be recouped, {recouped} is; {short} short.",
    remedy_zh="在本期计量中补扣{short}元后再付进度款。",
    remedy_en="Recoup {short} in the certificate before progress pay.",
)
LABOUR = Control(
    code="payment.labour_share",
    zh="人工费未足额拨入工资专户",
    en="Labour share not paid to the wage account",
    source=Source("国令724号 保障农民工工资支付条例", "第二十九条", "read"),
    says_zh="计量证书{certificate}应拨人工费{due}元,本次拨入工资专户{paid}元,少{short}元。",
    says_en="Certificate {certificate}: labour {due} is due, {paid} goes to the wage account.",
    remedy_zh="增加一行向农民工工资专户拨付{short}元。",
    remedy_en="Add a line of {short} to the wage account.",
)


def recoup_due_fen(contract: ContractFacts) -> int:
    """Return what should be recouped by now: a share of certified work, at most the advance."""
    share = money.share_bp(contract.certified_fen, contract.recoup_bp)
    return min(contract.advance_paid_fen, share)


def _percent(bp: int) -> str:
    return f"{bp // 100}.{bp % 100:02d}%"


def _exceeds(total_fen: int, limit_fen: int) -> dict[str, object]:
    return {
        "total": money.text(total_fen),
        "limit": money.text(limit_fen),
        "over": money.text(total_fen - limit_fen),
    }


def _range(case: Case) -> Iterator[dict[str, object]]:
    """A smaller advance than the least ratio is judged when the contract is signed, not here."""
    most_bp = case.parameters.bp("payment.advance_max_bp", case.on)
    for contract in case.contracts:
        limit = money.share_bp(contract.price_fen, most_bp)
        total = contract.advance_paid_fen + case.paid_now(contract)
        if total > limit:
            yield {"contract": contract.no, "max": _percent(most_bp), **_exceeds(total, limit)}


def _cap(case: Case) -> Iterator[dict[str, object]]:
    for contract in case.contracts:
        total = contract.unrecouped_fen + case.paid_now(contract)
        if total > contract.advance_cap_fen:
            yield {"contract": contract.no, **_exceeds(total, contract.advance_cap_fen)}


def _not_recouped(case: Case) -> Iterator[dict[str, object]]:
    for contract in case.contracts:
        due = recoup_due_fen(contract)
        if contract.recouped_fen < due:
            yield {
                "contract": contract.no,
                "due": money.text(due),
                "recouped": money.text(contract.recouped_fen),
                "short": money.text(due - contract.recouped_fen),
            }


def _labour(case: Case) -> Iterator[dict[str, object]]:
    """Labour comes first: nothing else of a certificate is paid while its labour is short."""
    for certificate in case.certificates:
        lines = [x for x in case.lines if x.certificate_id == certificate.certificate_id]
        paid = sum(line.amount_fen for line in lines if line.is_labour)
        others = any(not line.is_labour for line in lines)
        if others and paid < certificate.labour_due_fen:
            yield {
                "certificate": certificate.no,
                "due": money.text(certificate.labour_due_fen),
                "paid": money.text(paid),
                "short": money.text(certificate.labour_due_fen - paid),
            }


RULES = (
    Rule(RANGE, _range),
    Rule(CAP, _cap),
    Rule(NOT_RECOUPED, _not_recouped),
    Rule(LABOUR, _labour),
)
