"""Rules on guarantees, deposits and variations, judged when they are registered or change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.contract import percent
from cityledger.controls.control import Control, Source
from cityledger.kernel import money, words
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters

UNLAWFUL = Control(
    code="guarantee.unlawful_deposit",
    zh="收取法定以外的保证金",
    en="Deposit the law does not know",
    source=Source("国令802号 保障中小企业款项支付条例", "只得收取四类保证金", "read"),
    says_zh="以现金收取{kind}{amount_fen}元,不属于投标、履约、质量、工资四类保证金。",
    says_en="{amount_fen} is taken in cash as {kind_en}; only four deposits are lawful.",
    remedy_zh="改收保函,或不再收取。",
    remedy_en="Take a bank letter instead, or nothing.",
)
OVER_SHARE = Control(
    code="guarantee.over_share",
    zh="保证金超过比例",
    en="Guarantee above its share",
    source=Source("国令613号;建质〔2017〕138号", "履约10%、投标2%;质量3%", "read"),
    says_zh="{kind}累计{total_fen}元,超过合同价(投标按估算价)的{share}即{limit_fen}元。",
    says_en="{kind_en} of {total_fen} exceeds {share} of price or estimate, {limit_fen}.",
    remedy_zh="降低金额。",
    remedy_en="Take less.",
    parameters=("guarantee.performance_max_bp", "guarantee.bid_max_bp", "retention.max_bp"),
)
OVER_AGREED = Control(
    code="guarantee.over_agreed",
    zh="收取保证金超过协议",
    en="Deposit above its agreement",
    source=Source("本程序规则", "收取不超过押金协议金额", "own"),
    says_zh="押金协议{contract}约定{agreed_fen}元,累计收到{total_fen}元。",
    says_en="Deposit agreement {contract} is for {agreed_fen}; {total_fen} came in.",
    remedy_zh="退还多收部分;按银行回单登记到正确的协议。",
    remedy_en="Give back what is too much; enter it under the agreement it belongs to.",
)
WITH_RETENTION = Control(
    code="guarantee.with_retention",
    zh="已留质保金又收担保",
    en="Guarantee beside a retention",
    source=Source("建质〔2017〕138号", "不得同时预留", "unverified"),
    says_zh="合同约定质保金{retention},不得同时以{form}收取{kind}。",
    says_en="The contract retains {retention}; {kind_en} may not be taken as {form_en} besides.",
    remedy_zh="取消质保金约定,或不收该担保。",
    remedy_en="Drop the retention or the guarantee.",
    parameters=("guarantee.excludes_retention_forms",),
)
RELEASED = Control(
    code="guarantee.released",
    zh="保函已退还",
    en="Guarantee released already",
    source=Source("本程序规则", "退还后不再变动", "own"),
    says_zh="保函{letter}已于{released_on}退还。",
    says_en="Guarantee {letter} was released on {released_on}.",
    remedy_zh="新的保函另行登记。",
    remedy_en="Register a new guarantee.",
)
NOT_LONGER = Control(
    code="guarantee.not_longer",
    zh="延期后有效期没有变长",
    en="Extension is not longer",
    source=Source("本程序规则", "延期晚于原到期日", "own"),
    says_zh="保函{letter}现至{expires_on}到期,延期至{until}。",
    says_en="Guarantee {letter} ends {expires_on}; the extension ends {until}.",
    remedy_zh="按延期函更正到期日。",
    remedy_en="Correct the day by the letter of extension.",
)
OVER_CLAIMED = Control(
    code="guarantee.over_claimed",
    zh="索赔超过保函余额",
    en="Claim exceeds the guarantee",
    source=Source("本程序规则", "索赔不超过余额", "own"),
    says_zh="保函{letter}余额{left_fen}元,索赔{asked_fen}元。",
    says_en="Guarantee {letter} has {left_fen} left; {asked_fen} is claimed.",
    remedy_zh="减少索赔金额。",
    remedy_en="Claim less.",
)
EXPIRED_CLAIM = Control(
    code="guarantee.claim_late",
    zh="保函到期后索赔",
    en="Claimed after it ended",
    source=Source("本程序规则", "索赔在有效期内", "own"),
    says_zh="保函{letter}{expires_on}到期,{on}才索赔。",
    says_en="Guarantee {letter} ended {expires_on}; it is claimed {on}.",
    remedy_zh="在有效期内索赔;到期前先延期。",
    remedy_en="Claim while it is in force; have it extended before.",
)
OVER_LINE = Control(
    code="variation.over_budget_line",
    zh="变更超过可用概算",
    en="Variation exceeds the free budget line",
    source=Source("国令712号 政府投资条例", "第二十三条", "read"),
    says_zh="变更增加{amount_fen}元,概算项目“{budget_line}”可用{free_fen}元。",
    says_en="The variation adds {amount_fen}; budget line “{budget_line}” has {free_fen} free.",
    remedy_zh="先调整概算并经原审批机关批准。",
    remedy_en="Have the estimate adjusted by its authority first.",
)
OVER_CUMULATIVE = Control(
    code="variation.over_cumulative",
    zh="累计变更超过比例须批准文件",
    en="Variations beyond their share need a document",
    source=Source("区级内控预警", "变更签证累计占比", "own"),
    says_zh="合同{contract}累计增加{total_fen}元,超过合同价的{share}即{limit_fen}元,没有批准文件。",
    says_en="{contract}: {total_fen} added in all exceeds {share}, {limit_fen}; no approval.",
    remedy_zh="取得并登记批准文件后,在变更中引用。",
    remedy_en="Register the paper that approves it and cite it.",
    parameters=("variation.alert_bp",),
)
AFTER_WORK = Control(
    code="variation.after_work",
    zh="先施工后变更",
    en="Dated after the work",
    source=Source("审计实务", "变更签证晚于施工", "read"),
    says_zh="变更{approved_on}批准,工程{worked_on}已施工。",
    says_en="The variation is approved {approved_on}; the work was done {worked_on}.",
    remedy_zh="变更须先批准后施工;补办的按违规处理。",
    remedy_en="Approval comes before the work; a late one is dealt with as a breach.",
)

CONTROLS = (
    UNLAWFUL,
    OVER_SHARE,
    OVER_AGREED,
    WITH_RETENTION,
    RELEASED,
    NOT_LONGER,
    OVER_CLAIMED,
    EXPIRED_CLAIM,
    OVER_LINE,
    OVER_CUMULATIVE,
    AFTER_WORK,
)
LAWFUL_DEPOSITS = ("bid", "performance", "quality", "wage")
_SHARES = {
    "performance": "guarantee.performance_max_bp",
    "bid": "guarantee.bid_max_bp",
    "quality": "retention.max_bp",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGuarantee:
    """A guarantee about to be registered; `held_fen` is cash of its kind and contract.

    `price_fen` None means that the contract is itself the deposit agreement and bounds nothing.
    """

    kind: str
    form: str
    amount_fen: int
    valid_from: date
    price_fen: int | None
    retention_bp: int = 0
    held_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeChange:
    """A change of a guarantee: its state before, and what is to happen."""

    letter: str
    kind: str
    on: date
    expires_on: date
    left_fen: int
    released_on: date | None = None
    until: date | None = None
    claimed_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VariationFacts:
    """A variation about to be approved; `before_fen` are the approved increases so far."""

    contract: str
    amount_fen: int
    approved_on: date
    price_fen: int
    budget_line: str
    line_free_fen: int
    before_fen: int = 0
    worked_on: date | None = None
    has_document: bool = False


def check_new(facts: NewGuarantee, parameters: Parameters) -> tuple[Finding, ...]:
    """Return every finding against a guarantee about to be registered."""
    return tuple(_new(facts, parameters))


def _new(facts: NewGuarantee, parameters: Parameters) -> Iterator[Finding]:
    kind = words.term(f"guarantee_kind.{facts.kind}")
    kind_en = words.term(f"guarantee_kind.{facts.kind}", "en")
    if facts.form == "cash" and facts.kind not in LAWFUL_DEPOSITS:
        yield Finding.of(UNLAWFUL.code, kind=kind, kind_en=kind_en, amount_fen=facts.amount_fen)
    if facts.kind in _SHARES and facts.price_fen is not None:
        share = parameters.bp(_SHARES[facts.kind], facts.valid_from)
        limit = money.share_bp(facts.price_fen, share)
        total = facts.held_fen + facts.amount_fen
        if total > limit:
            yield Finding.of(
                OVER_SHARE.code,
                kind=kind,
                kind_en=kind_en,
                total_fen=total,
                share=percent(share),
                limit_fen=limit,
            )
    if facts.retention_bp and _excludes(facts, parameters):
        yield Finding.of(
            WITH_RETENTION.code,
            retention=percent(facts.retention_bp),
            form=words.term(f"guarantee_form.{facts.form}"),
            form_en=words.term(f"guarantee_form.{facts.form}", "en"),
            kind=kind,
            kind_en=kind_en,
        )


def check_agreed(contract: str, total_fen: int, agreed_fen: int) -> Iterator[Finding]:
    """Yield what is wrong with all that came in under a deposit agreement."""
    if total_fen > agreed_fen:
        yield Finding.of(
            OVER_AGREED.code, contract=contract, agreed_fen=agreed_fen, total_fen=total_fen
        )


def _excludes(facts: NewGuarantee, parameters: Parameters) -> bool:
    """Say whether it excludes a retention: a quality guarantee does, a bond by its form."""
    if facts.kind == "quality":
        return True
    forms = parameters.lookup("guarantee.excludes_retention_forms", facts.valid_from).value
    return facts.kind == "performance" and facts.form in forms.split(",")


def check_change(facts: GuaranteeChange) -> tuple[Finding, ...]:
    """Return every finding against a change of a guarantee."""
    return tuple(_change(facts))


def _change(facts: GuaranteeChange) -> Iterator[Finding]:
    letter = facts.letter
    if facts.released_on is not None:
        yield Finding.of(RELEASED.code, letter=letter, released_on=facts.released_on)
        return
    if facts.kind == "extended" and (facts.until is None or facts.until <= facts.expires_on):
        until = facts.until or "—"
        yield Finding.of(NOT_LONGER.code, letter=letter, expires_on=facts.expires_on, until=until)
    if facts.kind == "claimed":
        if facts.claimed_fen > facts.left_fen:
            left, asked = facts.left_fen, facts.claimed_fen
            yield Finding.of(OVER_CLAIMED.code, letter=letter, left_fen=left, asked_fen=asked)
        if facts.on > facts.expires_on:
            yield Finding.of(
                EXPIRED_CLAIM.code, letter=letter, expires_on=facts.expires_on, on=facts.on
            )


def check_variation(facts: VariationFacts, parameters: Parameters) -> tuple[Finding, ...]:
    """Return every finding against a variation about to be approved."""
    return tuple(_variation(facts, parameters))


def _variation(facts: VariationFacts, parameters: Parameters) -> Iterator[Finding]:
    if facts.amount_fen > facts.line_free_fen:
        yield Finding.of(
            OVER_LINE.code,
            amount_fen=facts.amount_fen,
            budget_line=facts.budget_line,
            free_fen=facts.line_free_fen,
        )
    share = parameters.bp("variation.alert_bp", facts.approved_on)
    limit = money.share_bp(facts.price_fen, share)
    total = facts.before_fen + facts.amount_fen
    if facts.amount_fen > 0 and total > limit and not facts.has_document:
        yield Finding.of(
            OVER_CUMULATIVE.code,
            contract=facts.contract,
            total_fen=total,
            share=percent(share),
            limit_fen=limit,
        )
    if facts.worked_on is not None and facts.approved_on > facts.worked_on:
        yield Finding.of(AFTER_WORK.code, approved_on=facts.approved_on, worked_on=facts.worked_on)
