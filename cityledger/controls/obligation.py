"""Payment rules on what is owed: contract, estimate, certificate, progress share, settlement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.controls.case import Case, Rule
from cityledger.controls.control import Control, Source
from cityledger.controls.parameters import ladder_fen
from cityledger.kernel import money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.controls.facts import ContractFacts

UNSIGNED = Control(
    code="payment.contract_unsigned",
    zh="合同未签订",
    en="Contract not signed",
    source=Source("国令712号 政府投资条例", "第二十二条", "read"),
    says_zh="第{line}行的合同{contract}在付款日{value_date}尚未签订(签订日:{signed_on})。",
    says_en="Line {line}: contract {contract} is not signed by {value_date} ({signed_on}).",
    remedy_zh="先签订并登记合同,付款日不得早于签订日。",
    remedy_en="Sign and register the contract; the value date may not precede it.",
)
OVER_CONTRACT = Control(
    code="payment.over_contract",
    zh="超合同付款",
    en="Over the contract",
    source=Source("财建〔2022〕183号", "进度款支付上限", "read"),
    says_zh="合同{contract}累计付款{total}元,超过合同价加已批变更{limit}元,超{over}元。",
    says_en="Contract {contract}: {total} in all exceeds price and variations {limit} by {over}.",
    remedy_zh="减少付款,或先按程序批准变更。",
    remedy_en="Pay less, or have a variation approved first.",
)
OVER_BUDGET = Control(
    code="payment.over_budget",
    zh="超概算付款",
    en="Over the approved estimate",
    source=Source("国令712号 政府投资条例", "第二十三条", "read"),
    says_zh="概算项目“{budget_line}”累计付款{total}元,超过批准概算{limit}元,超{over}元。",
    says_en="Budget line “{budget_line}”: {total} in all exceeds the approved {limit} by {over}.",
    remedy_zh="提出调整方案和资金来源,报原审批机关批准。",
    remedy_en="Submit an adjustment with its source of money to the approving authority.",
)
CERTIFICATE_MISSING = Control(
    code="payment.certificate_missing",
    zh="缺少计量证书",
    en="Certificate missing",
    source=Source("国令279号 建设工程质量管理条例", "第三十七条", "read"),
    says_zh="第{line}行没有本合同的计量支付证书。",
    says_en="Line {line} has no payment certificate of its contract.",
    remedy_zh="由监理单位计量签认后再付款。",
    remedy_en="Have the supervisor measure and certify first.",
    version=2,
)
CERTIFICATE_UNSIGNED = Control(
    code="payment.certificate_unsigned",
    zh="计量证书未签字",
    en="Certificate not signed",
    source=Source("国令279号 建设工程质量管理条例", "第三十七条", "read"),
    says_zh="计量证书{certificate}在付款日{value_date}没有总监理工程师签字。",
    says_en="Certificate {certificate} bears no signature of the chief engineer by {value_date}.",
    remedy_zh="未经总监理工程师签字,不得拨付工程款。",
    remedy_en="Without the chief supervision engineer's signature nothing may be paid.",
)
CERTIFICATE_SIGNER = Control(
    code="payment.certificate_signer",
    zh="签字人不是登记的总监理工程师",
    en="Signer is not the registered chief engineer",
    source=Source("国令279号 建设工程质量管理条例", "第三十七条", "read"),
    says_zh="计量证书{certificate}由{signer}签字,本项目登记的总监理工程师是{chief}。",
    says_en="Certificate {certificate} is signed by {signer}; the registered chief is {chief}.",
    remedy_zh="由登记的总监理工程师重新签认;更换总监须先办理变更登记。",
    remedy_en="Have the registered chief sign; a change of chief is registered first.",
    version=2,
)
OVER_CERTIFIED = Control(
    code="payment.over_certified",
    zh="超计量付款",
    en="Over the certified amount",
    source=Source("国令279号;财建〔2022〕183号", "第三十七条;进度款依据", "read"),
    says_zh="第{line}行(合同{contract})应付{due}元,累计付款{total}元,超{over}元。",
    says_en="Line {line} (contract {contract}): due {due}, paid in all {total}, {over} too much.",
    remedy_zh="付款不得超过已签认且到期的金额,请减少{over}元。",
    remedy_en="Pay no more than is certified and due: reduce the line by {over}.",
)
OVER_PROGRESS = Control(
    code="payment.over_progress",
    zh="超进度比例付款",
    en="Over the progress share",
    source=Source("财建〔2022〕183号", "进度款比例", "read"),
    says_zh="合同{contract}累计付款{total}元,超过已完成{certified}元的{share}加未扣预付款,超{over}元。",
    says_en="Contract {contract}: {total} exceeds {share} of {certified} plus advance by {over}.",
    remedy_zh="按合同约定的进度比例付款,其余结算后支付。",
    remedy_en="Pay the agreed share of certified work; the rest follows settlement.",
)
OVER_RETENTION = Control(
    code="payment.over_retention",
    zh="侵占质量保证金",
    en="Into the retention",
    source=Source("财建〔2022〕183号;建质〔2017〕138号", "结算前付款上限", "read"),
    says_zh="合同{contract}结算前累计付款{total}元,超过合同价扣除质保金后的{limit}元,超{over}元。",
    says_en="Contract {contract}: before settlement {total} exceeds price less retention {limit}.",
    remedy_zh="质保金在缺陷责任期满后退还,请减少{over}元。",
    remedy_en="The retention is released after the defects period: reduce by {over}.",
)
RETENTION_NOT_DUE = Control(
    code="payment.retention_not_due",
    zh="质量保证金未到期",
    en="Retention not due",
    source=Source("建质〔2017〕138号", "缺陷责任期", "unverified"),
    says_zh="合同{contract}缺陷责任期至{defects_until_on},付款日{value_date}未过责任期。",
    says_en="Contract {contract}: defects period ends {defects_until_on}, value date {value_date}.",
    remedy_zh="责任期满次日起退还;未登记责任期的先登记。",
    remedy_en="Release it from the day after the period ends; register the period if unknown.",
)
NOT_ACCEPTED = Control(
    code="payment.not_accepted",
    zh="未竣工验收不退质保金",
    en="Retention before acceptance",
    source=Source("建质〔2017〕138号", "缺陷责任期自竣工验收起算", "unverified"),
    says_zh="合同{contract}的工程在付款日{value_date}没有竣工验收。",
    says_en="What contract {contract} builds is not accepted by {value_date}.",
    remedy_zh="先登记竣工验收,责任期自验收起算。",
    remedy_en="Register the acceptance: the defects period begins with it.",
)
MANAGEMENT_FEE = Control(
    code="payment.management_fee",
    zh="项目建设管理费超过控制数",
    en="Management fee above its cap",
    source=Source("财建〔2016〕504号", "项目建设管理费总额控制数", "read"),
    says_zh="管理费和代建管理费累计付款{total}元,超过控制数{limit}元,超{over}元。",
    says_en="Management fees paid in all {total} exceed the cap {limit} by {over}.",
    remedy_zh="减少付款;超出部分由单位经费负担。",
    remedy_en="Pay less; what is above is paid from the unit's own budget.",
    parameters=("management_fee.ladder", "management_fee.excluded_words"),
)
NOT_SETTLED = Control(
    code="payment.not_settled",
    zh="尚未办理竣工结算",
    en="Not settled",
    source=Source("财建〔2022〕183号", "结算", "read"),
    says_zh="合同{contract}没有结算金额,不能支付结算款。",
    says_en="Contract {contract} has no settled amount; a settlement payment needs one.",
    remedy_zh="先登记结算证书,或按进度款申请。",
    remedy_en="Register the settlement certificate, or ask for progress pay.",
)
OVER_SETTLEMENT = Control(
    code="payment.over_settlement",
    zh="超结算付款",
    en="Over the settlement",
    source=Source("财建〔2022〕183号", "超付款退回", "read"),
    says_zh="合同{contract}累计付款{total}元,超过结算价扣除在押质保金后的{limit}元,超{over}元。",
    says_en="Contract {contract}: {total} exceeds settlement less retention {limit} by {over}.",
    remedy_zh="减少{over}元;已超付的应在规定期限内退回。",
    remedy_en="Reduce by {over}; what was overpaid is due back after settlement.",
    version=2,
)


def _unsigned(case: Case) -> Iterator[dict[str, object]]:
    for line in case.lines:
        contract = case.contract(line)
        signed_on = contract.signed_on if contract else None
        if signed_on is None or signed_on > case.on:
            yield {
                "line": line.n,
                "contract": contract.no if contract else "—",
                "value_date": case.on,
                "signed_on": signed_on or "—",
            }


def _exceeds(total_fen: int, limit_fen: int) -> dict[str, object]:
    return {
        "total": money.text(total_fen),
        "limit": money.text(limit_fen),
        "over": money.text(total_fen - limit_fen),
    }


def _over_contract(case: Case) -> Iterator[dict[str, object]]:
    for contract in case.contracts:
        total = contract.paid_fen + case.paid_now(contract)
        if total > contract.limit_fen:
            yield {"contract": contract.no, **_exceeds(total, contract.limit_fen)}


def _over_budget(case: Case) -> Iterator[dict[str, object]]:
    for row in case.facts.budget_lines:
        now = sum(x.amount_fen for x in case.lines if x.budget_line_id == row.budget_line_id)
        total = row.paid_fen + now
        if now and total > row.approved_fen:
            yield {"budget_line": row.name, **_exceeds(total, row.approved_fen)}


def _certificate_missing(case: Case) -> Iterator[dict[str, object]]:
    for line in case.lines:
        if line.is_opened:
            continue
        certificate = case.certificate(line)
        if certificate is None or certificate.contract_id != line.contract_id:
            yield {"line": line.n}


def _certificate_unsigned(case: Case) -> Iterator[dict[str, object]]:
    for row in case.certificates:
        if not row.signer or row.signed_on is None or row.signed_on > case.on:
            yield {"certificate": row.no, "value_date": case.on}


def _certificate_signer(case: Case) -> Iterator[dict[str, object]]:
    sections = {contract.contract_id: contract.section for contract in case.contracts}
    for row in case.certificates:
        now = case.facts.roles_of(sections.get(row.contract_id)).get("supervisor")
        chief = row.chief or (now.leader if now else None)
        party_id = row.chief_party_id or (now.party_id if now else None)
        if chief and row.signer and (row.signer, row.signer_party_id) != (chief, party_id):
            yield {"certificate": row.no, "signer": row.signer, "chief": chief}


def _over_certified(case: Case) -> Iterator[dict[str, object]]:
    """Lines on one obligation add up: splitting a line in two does not raise what is due."""
    now: dict[tuple[int, int | None, int | None, str], int] = {}
    for line in case.lines:
        now[line.obligation] = now.get(line.obligation, 0) + line.amount_fen
        total = line.paid_before_fen + now[line.obligation]
        if total > line.due_fen:
            contract = case.contract(line)
            yield {
                "line": line.n,
                "contract": contract.no if contract else "—",
                "due": money.text(line.due_fen),
                "total": money.text(total),
                "over": money.text(total - line.due_fen),
            }


def progress_limit_fen(contract: ContractFacts) -> int:
    """Return what may be paid before settlement: the share of certified work, plus the advance.

    Retention caps the share (财建〔2022〕183号): never more than certified work less retention.
    """
    share_bp = min(contract.progress_bp, 10_000 - contract.retention_bp)
    return money.share_bp(contract.certified_fen, share_bp) + contract.unrecouped_fen


def _over_progress(case: Case) -> Iterator[dict[str, object]]:
    for contract in case.contracts:
        total, limit = contract.paid_fen + case.paid_now(contract), progress_limit_fen(contract)
        if total > limit:
            share = min(contract.progress_bp, 10_000 - contract.retention_bp)
            yield {
                "contract": contract.no,
                "certified": money.text(contract.certified_fen),
                "share": f"{share // 100}.{share % 100:02d}%",
                **_exceeds(total, limit),
            }


def _over_retention(case: Case) -> Iterator[dict[str, object]]:
    for contract in case.contracts:
        kept = money.share_bp(contract.limit_fen, contract.retention_bp)
        total, limit = contract.paid_fen + case.paid_now(contract), contract.limit_fen - kept
        if contract.settled_fen is None and total > limit:
            yield {"contract": contract.no, **_exceeds(total, limit)}


def _retention_not_due(case: Case) -> Iterator[dict[str, object]]:
    for contract in case.contracts:
        until = contract.defects_until_on
        if until is None or case.on <= until:
            yield {
                "contract": contract.no,
                "defects_until_on": until or "—",
                "value_date": case.on,
            }


def _not_accepted(case: Case) -> Iterator[dict[str, object]]:
    for contract in case.contracts:
        on = contract.accepted_on
        if on is None or on > case.on:
            yield {"contract": contract.no, "value_date": case.on}


def _management_fee(case: Case) -> Iterator[dict[str, object]]:
    """Payments add up over the project: the cap is the project's, not a contract's."""
    now = sum(line.amount_fen for line in case.lines if line.is_management_fee)
    if now:
        steps = case.parameters.ladder("management_fee.ladder", case.on)
        limit = ladder_fen(case.facts.fee_base_fen, steps)
        total = case.facts.fees_before_fen + now
        if total > limit:
            yield _exceeds(total, limit)


def _not_settled(case: Case) -> Iterator[dict[str, object]]:
    for contract in case.contracts:
        if contract.settled_fen is None:
            yield {"contract": contract.no}


def _over_settlement(case: Case) -> Iterator[dict[str, object]]:
    for contract in case.contracts:
        if contract.settled_fen is None:
            continue
        limit = contract.settled_fen - contract.retention_held_fen
        total = contract.paid_fen + case.paid_now(contract)
        if total > limit:
            yield {"contract": contract.no, **_exceeds(total, limit)}


RULES = (
    Rule(UNSIGNED, _unsigned),
    Rule(OVER_CONTRACT, _over_contract),
    Rule(OVER_BUDGET, _over_budget),
    Rule(CERTIFICATE_MISSING, _certificate_missing),
    Rule(CERTIFICATE_UNSIGNED, _certificate_unsigned),
    Rule(CERTIFICATE_SIGNER, _certificate_signer),
    Rule(OVER_CERTIFIED, _over_certified),
    Rule(OVER_PROGRESS, _over_progress),
    Rule(OVER_RETENTION, _over_retention),
    Rule(RETENTION_NOT_DUE, _retention_not_due),
    Rule(NOT_ACCEPTED, _not_accepted),
    Rule(MANAGEMENT_FEE, _management_fee),
    Rule(NOT_SETTLED, _not_settled),
    Rule(OVER_SETTLEMENT, _over_settlement),
)
