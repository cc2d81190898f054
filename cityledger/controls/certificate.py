"""Rules on a payment certificate: its arithmetic, its signer, its contract's ceiling (L5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.kernel import money, words
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

ARITHMETIC = Control(
    code="certificate.arithmetic",
    zh="计量证书勾稽不符",
    en="Certificate does not add up",
    source=Source("本程序规则", "计量明细 = 扣回 + 质保 + 人工 + 到期 + 暂缓", "own"),
    says_zh="计量明细{line}:完成{gross_fen}元,各部分合计{parts_fen}元。",
    says_en="Line {line}: {gross_fen} certified, its parts sum to {parts_fen}.",
    remedy_zh="按合同比例重新计算扣回、质保金、人工费和到期款。",
    remedy_en="Split it anew into recoupment, retention, labour, due and deferred.",
)
SIGNER = Control(
    code="certificate.signer",
    zh="签字人不是登记的总监理工程师",
    en="Signer is not the registered chief engineer",
    source=Source("国令279号 建设工程质量管理条例", "第三十七条", "read"),
    says_zh="计量证书由{signer}签字,登记的总监理工程师是{registered}。",
    says_en="The certificate is signed by {signer}; the registered chief is {registered}.",
    remedy_zh="由登记的总监理工程师签认;更换总监先办理变更登记。",
    remedy_en="Have the registered chief sign; a change of chief is registered first.",
)
OVER_CONTRACT = Control(
    code="certificate.over_contract",
    zh="计量超过合同",
    en="Certified beyond the contract",
    source=Source("本程序规则", "L5", "own"),
    says_zh="累计计量加未扣预付款{total_fen}元,超过合同价加变更{limit_fen}元。",
    says_en="Certified plus unrecouped advance {total_fen} exceeds {limit_fen}.",
    remedy_zh="先批准变更,或在本期多扣预付款。",
    remedy_en="Have a variation approved, or recoup more of the advance now.",
)
RECOUPMENT = Control(
    code="certificate.recoupment",
    zh="预付款扣回不足",
    en="Advance not recouped as agreed",
    source=Source("财建〔2004〕369号", "预付款抵扣", "unverified"),
    says_zh="本期扣回预付款{asked_fen}元,按约定应扣{planned_fen}元。",
    says_en="{asked_fen} of the advance is recouped; {planned_fen} was agreed.",
    remedy_zh="按合同约定的比例扣回。",
    remedy_en="Recoup the agreed share.",
)
OVER_RECOUPED = Control(
    code="certificate.over_recouped",
    zh="扣回超过未扣预付款",
    en="Recouped more than is outstanding",
    source=Source("本程序规则", "L3 预付账款不为负", "own"),
    says_zh="本期扣回{asked_fen}元,未扣预付款只有{left_fen}元。",
    says_en="{asked_fen} is recouped; only {left_fen} of the advance is outstanding.",
    remedy_zh="扣回不超过未扣余额。",
    remedy_en="Recoup no more than is outstanding.",
)
OVER_RETAINED = Control(
    code="certificate.over_retained",
    zh="质保金扣留超过约定",
    en="Retained more than agreed",
    source=Source("建质〔2017〕138号", "质量保证金比例", "read"),
    says_zh="本期扣留质保金{asked_fen}元,按约定比例为{limit_fen}元。",
    says_en="{asked_fen} is retained; the agreed share is {limit_fen}.",
    remedy_zh="按合同比例扣留。",
    remedy_en="Retain the agreed share.",
)
RED = Control(
    code="certificate.red_over_paid",
    zh="红字计量冲减超过未付部分",
    en="Red certificate takes back what is paid",
    source=Source("本程序规则", "累计计量不低于已付款、已扣回和已退质保金", "own"),
    says_zh="本期红字冲减{part}{asked_fen}元,可冲减的只有{left_fen}元。",
    says_en="{asked_fen} of {part_en} is taken back; only {left_fen} can be.",
    remedy_zh="减少红字金额;已经支付的部分登记追回款,不用红字计量。",
    remedy_en="Take back less; raise a claim for what is paid already.",
)
CLAIM = Control(
    code="certificate.claim_over_paid",
    zh="追回超过已付工程款",
    en="Claimed back more than was paid",
    source=Source("本程序规则", "追回不超过已付未追回的工程款", "own"),
    says_zh="合同{contract}追回{asked_fen}元,已付未追回的工程款(不含未扣预付款)只有{left_fen}元。",
    says_en="{contract}: {asked_fen} is claimed back; only {left_fen} was paid for its work.",
    remedy_zh="减少追回金额;尚未支付的部分用红字计量冲减。",
    remedy_en="Claim less; take back what is not yet paid by a red certificate.",
)

CONTROLS = (
    ARITHMETIC,
    SIGNER,
    OVER_CONTRACT,
    RECOUPMENT,
    OVER_RECOUPED,
    OVER_RETAINED,
    RED,
    CLAIM,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateLineFacts:
    """The parts of one certified cost item, in fen."""

    n: int
    gross_fen: int
    recouped_fen: int = 0
    retained_fen: int = 0
    labour_fen: int = 0
    due_fen: int = 0
    deferred_fen: int = 0

    @property
    def parts_fen(self) -> int:
        """Return the sum of the parts."""
        kept = self.recouped_fen + self.retained_fen
        return kept + self.labour_fen + self.due_fen + self.deferred_fen


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCertificate:
    """A certificate about to be booked, with its contract as it stands before.

    `retained_fen`, `labour_fen` and `due_fen` are what stands certified and not paid of each part,
    `recouped_fen` all that was recouped: a red certificate takes back no more.
    """

    lines: tuple[CertificateLineFacts, ...]
    signer: str
    signer_party_id: str | None
    chief: str | None
    chief_party_id: str | None
    limit_fen: int
    certified_fen: int
    unrecouped_fen: int
    recoup_bp: int
    retention_bp: int
    recouped_fen: int = 0
    retained_fen: int = 0
    labour_fen: int = 0
    due_fen: int = 0


def check(facts: SignedCertificate) -> tuple[Finding, ...]:
    """Return every finding against a certificate."""
    return (*_arithmetic(facts), *_signer(facts), *_sums(facts), *_red(facts))


def _arithmetic(facts: SignedCertificate) -> Iterator[Finding]:
    for line in facts.lines:
        if line.gross_fen != line.parts_fen:
            gross, parts = line.gross_fen, line.parts_fen
            yield Finding.of(ARITHMETIC.code, line=line.n, gross_fen=gross, parts_fen=parts)


def _signer(facts: SignedCertificate) -> Iterator[Finding]:
    signed = (facts.signer, facts.signer_party_id)
    if not facts.signer or signed != (facts.chief, facts.chief_party_id):
        yield Finding.of(SIGNER.code, signer=facts.signer or "—", registered=facts.chief or "—")


def _sums(facts: SignedCertificate) -> Iterator[Finding]:
    gross = sum(line.gross_fen for line in facts.lines)
    recouped = sum(line.recouped_fen for line in facts.lines)
    retained = sum(line.retained_fen for line in facts.lines)
    total = facts.certified_fen + gross + facts.unrecouped_fen - recouped
    if total > facts.limit_fen:
        yield Finding.of(OVER_CONTRACT.code, total_fen=total, limit_fen=facts.limit_fen)
    planned = min(facts.unrecouped_fen, money.share_bp(gross, facts.recoup_bp))
    if recouped < planned:
        yield Finding.of(RECOUPMENT.code, asked_fen=recouped, planned_fen=planned)
    if recouped > facts.unrecouped_fen:
        left = facts.unrecouped_fen
        yield Finding.of(OVER_RECOUPED.code, asked_fen=recouped, left_fen=left)
    agreed = money.share_bp(gross, facts.retention_bp)
    if retained > agreed:
        yield Finding.of(OVER_RETAINED.code, asked_fen=retained, limit_fen=agreed)


def _red(facts: SignedCertificate) -> Iterator[Finding]:
    """A red certificate lowers no cumulative figure below what is paid, recouped or released."""
    if sum(line.gross_fen for line in facts.lines) >= 0:
        return
    for part, left in (
        ("gross", facts.certified_fen),
        ("recouped", facts.recouped_fen),
        ("retained", facts.retained_fen),
        ("labour", facts.labour_fen),
        ("due", facts.due_fen),
    ):
        asked = -sum(getattr(line, f"{part}_fen") for line in facts.lines)
        if asked > max(0, left):
            yield Finding.of(
                RED.code,
                part=words.term(f"certificate_part.{part}"),
                part_en=words.term(f"certificate_part.{part}", "en"),
                asked_fen=asked,
                left_fen=max(0, left),
            )


def check_claim(contract: str, amount_fen: int, left_fen: int) -> Iterator[Finding]:
    """Yield what is wrong with a claim beside what was paid and not yet claimed back."""
    if amount_fen > left_fen:
        left = max(0, left_fen)
        yield Finding.of(CLAIM.code, contract=contract, asked_fen=amount_fen, left_fen=left)
