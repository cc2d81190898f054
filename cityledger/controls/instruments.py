"""Rules on what levers other money: interest subsidies, rewards, risk pools (S40)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

SUBSIDY_BASE = Control(
    code="subsidy.over_base",
    zh="贴息基数超过所欠本金",
    en="Subsidised base above the principal owed",
    source=Source("贴息文件", "贴息基数不超过贷款本金", "own"),
    says_zh="{debt}贴息基数{base_fen}元,超过贴息期首日所欠本金{principal_fen}元。",
    says_en="{debt}: the base is {base_fen}; {principal_fen} is owed on the first day.",
    remedy_zh="按期首实际所欠的贷款本金计算;期中还本的,还本前后分段计算。",
    remedy_en="Calculate on the principal owed; where it is repaid in between, by parts.",
)
SUBSIDY_RATE = Control(
    code="subsidy.over_rate",
    zh="贴息率超过贷款利率",
    en="Subsidised rate above the rate",
    source=Source("贴息文件", "贴息率不超过贷款利率", "own"),
    says_zh="{debt}贴息率{rate}ppm,超过贷款利率{limit}ppm。",
    says_en="{debt}: the subsidised rate of {rate} ppm is above {limit} ppm.",
    remedy_zh="按文件规定的贴息率计算,最高为贷款利率。",
    remedy_en="Use the rate of the document, at most the rate of the loan.",
)
SUBSIDY_PERIOD = Control(
    code="subsidy.outside_term",
    zh="贴息期间超出贷款期限",
    en="Subsidised outside the term",
    source=Source("贴息文件", "贴息期间", "own"),
    says_zh="{debt}贴息期间{from_on}至{until_on},不在贷款期限{starts_on}至{ends_on}内。",
    says_en="{debt}: {from_on} to {until_on} is not within {starts_on} to {ends_on}.",
    remedy_zh="更正贴息期间。",
    remedy_en="Correct the period.",
)
SUBSIDY_TWICE = Control(
    code="subsidy.twice",
    zh="同一期间重复贴息",
    en="Subsidised twice",
    source=Source("审计署固定资产投资审计清单", "3.6.4 重复申报", "read"),
    says_zh="{debt}的{from_on}至{until_on}已计算过贴息。",
    says_en="{debt}: {from_on} to {until_on} was subsidised already.",
    remedy_zh="只计算尚未贴息的期间。",
    remedy_en="Calculate only days that were not subsidised yet.",
)
SUBSIDY_RECEIVED = Control(
    code="subsidy.over_calculated",
    zh="到账贴息超过计算额",
    en="More subsidy than was calculated",
    source=Source("本程序规则", "到账贴息与贴息计算核对", "own"),
    says_zh="项目{project}累计到账贴息{came_fen}元,其贷款累计计算贴息{calculated_fen}元,多{over_fen}元。",
    says_en="{project}: {came_fen} of subsidy comes in, {calculated_fen} is calculated,"
    " {over_fen} too much.",
    remedy_zh="核对贴息文件:未计算的期间先计算贴息再登记到账;多拨的退回贴息单位。",
    remedy_en="Calculate periods that are still missing first; what is too much goes back.",
)
REWARD_EVIDENCE = Control(
    code="reward.no_evidence",
    zh="以奖代补没有成果证明",
    en="Reward without evidence",
    source=Source("以奖代补项目文件", "先认定成果后拨付使用", "unverified"),
    says_zh="以奖代补“{condition}”的成果证明{problem}。",
    says_en="The evidence for “{condition}” is {problem_en}.",
    remedy_zh="先由项目单位上传成果证明附件,再认定。",
    remedy_en="Have the evidence attached first.",
)
REWARD_TWICE = Control(
    code="reward.accepted_already",
    zh="成果已认定",
    en="Result accepted already",
    source=Source("本程序规则", "成果只认定一次", "own"),
    says_zh="以奖代补“{condition}”已于{accepted_on}认定。",
    says_en="The result for “{condition}” was accepted on {accepted_on}.",
    remedy_zh="无需再次认定。",
    remedy_en="Nothing is left to accept.",
)
REWARD_SELF = Control(
    code="reward.own_evidence",
    zh="自证自认",
    en="Accepted by who promised it",
    source=Source("财会〔2012〕21号", "第二十九条", "read"),
    says_zh="{actor}登记了这项奖补,又认定其成果。",
    says_en="{actor} entered this reward and accepts its result.",
    remedy_zh="由另一名复核人员认定。",
    remedy_en="Let another reviewer accept it.",
)
REWARD_SCORE = Control(
    code="reward.score",
    zh="成果评分超出范围",
    en="Score out of range",
    source=Source("本程序规则", "评分为 0 至 100%", "own"),
    says_zh="成果评分{score}ppm,应在0至1000000之间。",
    says_en="The score is {score} ppm; it lies between 0 and 1,000,000.",
    remedy_zh="更正评分。",
    remedy_en="Correct the score.",
)
REWARD_OVER = Control(
    code="reward.over_tranche",
    zh="奖补额超过到账批次",
    en="Reward above its tranche",
    source=Source("本程序规则", "奖补额不超过到账额", "own"),
    says_zh="资金批次{tranche}到账{limit_fen}元,各项奖补合计{asked_fen}元。",
    says_en="Tranche {tranche} brought {limit_fen}; its rewards sum to {asked_fen}.",
    remedy_zh="更正奖补金额。",
    remedy_en="Correct the amount.",
)
REWARD_KIND = Control(
    code="reward.other_tranche",
    zh="批次不是以奖代补资金",
    en="Tranche is no reward",
    source=Source("本程序规则", "奖补对应以奖代补来源", "own"),
    says_zh="资金批次{tranche}的来源不是以奖代补。",
    says_en="Tranche {tranche} does not come from a reward.",
    remedy_zh="选择以奖代补来源的到账批次。",
    remedy_en="Name a tranche of a reward source.",
)
POOL_CAP = Control(
    code="pool.cap_over_money",
    zh="风险池上限超过到账资金",
    en="Cap above the pool's money",
    source=Source("风险补偿资金管理文件", "资金池上限", "unverified"),
    says_zh="风险池上限{cap_fen}元,资金批次{tranche}只有{limit_fen}元。",
    says_en="The cap is {cap_fen}; tranche {tranche} brought {limit_fen}.",
    remedy_zh="降低上限,或先注入资金。",
    remedy_en="Lower the cap, or put more money in first.",
)
POOL_BANK = Control(
    code="pool.other_bank",
    zh="同一资金批次已为另一银行设立风险池",
    en="Tranche stands for another bank already",
    source=Source("风险补偿资金管理文件", "只补偿已认定的分担损失", "unverified"),
    says_zh="资金批次{tranche}已设立“{pool}”,合作银行为{known};不能再为{bank}设立风险池。",
    says_en="Tranche {tranche} is pool “{pool}” with {known}; it cannot also stand for {bank}.",
    remedy_zh="另行注入一个资金批次,再为该银行设立风险池。",
    remedy_en="Put money in as a tranche of its own, and found the pool on that.",
)
POOL_TERM = Control(
    code="pool.loan_term",
    zh="贷款期限起止颠倒",
    en="Loan ends before it starts",
    source=Source("本程序规则", "贷款期限", "own"),
    says_zh="贷款{lent_on}发放、{ends_on}到期。",
    says_en="The loan runs from {lent_on} to {ends_on}.",
    remedy_zh="核对借款合同。",
    remedy_en="Check the loan agreement.",
)
LOSS_OVER = Control(
    code="pool.loss_over_loan",
    zh="损失超过贷款本金",
    en="Loss above the loan",
    source=Source("风险补偿资金管理文件", "损失认定", "unverified"),
    says_zh="{borrower}累计损失{lost_fen}元,超过贷款本金{principal_fen}元。",
    says_en="Losses of {borrower} come to {lost_fen}; the loan was {principal_fen}.",
    remedy_zh="按法院或银行认定的本金损失更正。",
    remedy_en="Correct the loss against the finding of the bank or court.",
)
POOL_SPENT = Control(
    code="pool.over_cap",
    zh="补偿超过风险池上限",
    en="Compensation above the pool",
    source=Source("风险补偿资金管理文件", "累计补偿上限", "unverified"),
    says_zh="风险池累计补偿将达{total_fen}元,超过上限{cap_fen}元。",
    says_en="The pool would have paid {total_fen}, above its cap of {cap_fen}.",
    remedy_zh="超出部分由银行承担;不得突破上限。",
    remedy_en="The bank bears what is above; the cap stands.",
)
RECOVERY = Control(
    code="pool.recovery_over_loss",
    zh="追回超过损失",
    en="Recovered more than was lost",
    source=Source("风险补偿资金管理文件", "追偿返还", "unverified"),
    says_zh="{borrower}追回后累计损失为{lost_fen}元,小于零。",
    says_en="After this recovery {borrower} would have lost {lost_fen}.",
    remedy_zh="更正追回金额。",
    remedy_en="Correct the amount recovered.",
)
LOSS_EARLY = Control(
    code="pool.loss_early",
    zh="损失早于放款",
    en="Lost before it was lent",
    source=Source("本程序规则", "损失日不早于放款日", "own"),
    says_zh="{borrower}的贷款{lent_on}发放,损失日{happened_on}更早。",
    says_en="{borrower} was lent to on {lent_on}; the loss is of {happened_on}.",
    remedy_zh="更正日期。",
    remedy_en="Correct the day.",
)

CONTROLS = (
    SUBSIDY_BASE, SUBSIDY_RATE, SUBSIDY_PERIOD, SUBSIDY_TWICE, SUBSIDY_RECEIVED,
    REWARD_EVIDENCE, REWARD_TWICE, REWARD_SELF, REWARD_SCORE, REWARD_OVER, REWARD_KIND,
    POOL_CAP, POOL_BANK, POOL_TERM,
    LOSS_OVER, POOL_SPENT, RECOVERY, LOSS_EARLY,
)  # fmt: skip
WHOLE_PPM = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyFacts:
    """A subsidy about to be calculated on the principal owed on its first day, in fen.

    `before` are the periods subsidised already.

    Periods run from their first day up to but not on the second.
    """

    debt_no: str
    base_fen: int
    principal_fen: int
    rate_ppm: int
    debt_rate_ppm: int
    from_on: date
    until_on: date
    starts_on: date
    ends_on: date
    before: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseFacts:
    """A reward about to be promised: `asked_fen` with all others on its tranche."""

    tranche: str
    source_kind: str
    asked_fen: int
    limit_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceFacts:
    """A result about to be accepted; `is_attached`: the evidence is among the book's files."""

    condition: str
    actor: str
    promised_by: str
    evidence_sha256: str
    is_attached: bool
    score_ppm: int | None = None
    accepted_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolFacts:
    """A pool about to be founded: `cap_fen` with the pools that stand on its tranche already.

    `limit_fen` is what the tranche brought; `others` are (name, bank) of those pools.
    """

    tranche: str
    bank: str
    cap_fen: int
    limit_fen: int
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LossFacts:
    """A loss (negative: a recovery); `lost_fen` and `paid_fen` are what stood before it."""

    borrower: str
    principal_fen: int
    lent_on: date
    happened_on: date
    loss_fen: int
    share_fen: int
    lost_fen: int
    paid_fen: int
    cap_fen: int


def check_subsidy(facts: SubsidyFacts) -> tuple[Finding, ...]:
    """Return every finding against a subsidy."""
    return tuple(_subsidy(facts))


def _subsidy(facts: SubsidyFacts) -> Iterator[Finding]:
    debt, start, end = facts.debt_no, facts.from_on, facts.until_on
    if facts.base_fen > facts.principal_fen:
        base, principal = facts.base_fen, facts.principal_fen
        yield Finding.of(SUBSIDY_BASE.code, debt=debt, base_fen=base, principal_fen=principal)
    if facts.rate_ppm > facts.debt_rate_ppm:
        rate, limit = facts.rate_ppm, facts.debt_rate_ppm
        yield Finding.of(SUBSIDY_RATE.code, debt=debt, rate=rate, limit=limit)
    if start < facts.starts_on or end > facts.ends_on:
        term = {"starts_on": facts.starts_on, "ends_on": facts.ends_on}
        yield Finding.of(SUBSIDY_PERIOD.code, debt=debt, from_on=start, until_on=end, **term)
    for first, last in facts.before:
        if start < last and first < end:
            yield Finding.of(SUBSIDY_TWICE.code, debt=debt, from_on=first, until_on=last)


def check_subsidy_receipt(project: str, came_fen: int, calculated_fen: int) -> tuple[Finding, ...]:
    """Return whether more subsidy came for a project than its loans were calculated, in fen."""
    over = came_fen - calculated_fen
    if over <= 0:
        return ()
    facts = {"came_fen": came_fen, "calculated_fen": calculated_fen, "over_fen": over}
    return (Finding.of(SUBSIDY_RECEIVED.code, project=project, **facts),)


def check_promise(facts: PromiseFacts) -> tuple[Finding, ...]:
    """Return every finding against the promise of a reward."""
    return tuple(_promise(facts))


def _promise(facts: PromiseFacts) -> Iterator[Finding]:
    if facts.source_kind != "reward_grant":
        yield Finding.of(REWARD_KIND.code, tranche=facts.tranche)
    if facts.asked_fen > facts.limit_fen:
        asked, limit = facts.asked_fen, facts.limit_fen
        yield Finding.of(REWARD_OVER.code, tranche=facts.tranche, limit_fen=limit, asked_fen=asked)


def check_acceptance(facts: AcceptanceFacts) -> tuple[Finding, ...]:
    """Return every finding against the acceptance of a result."""
    return tuple(_acceptance(facts))


def _acceptance(facts: AcceptanceFacts) -> Iterator[Finding]:
    condition = facts.condition
    if not facts.is_attached:
        said = ("没有登记", "missing") if not facts.evidence_sha256 else ("未上传", "not attached")
        yield Finding.of(
            REWARD_EVIDENCE.code, condition=condition, problem=said[0], problem_en=said[1]
        )
    if facts.accepted_on is not None:
        on = facts.accepted_on
        yield Finding.of(REWARD_TWICE.code, condition=condition, accepted_on=on)
    if facts.actor == facts.promised_by:
        yield Finding.of(REWARD_SELF.code, actor=facts.actor)
    score = facts.score_ppm
    if score is not None and not 0 <= score <= WHOLE_PPM:
        yield Finding.of(REWARD_SCORE.code, score=score)


def check_pool(facts: PoolFacts) -> tuple[Finding, ...]:
    """Return every finding against a pool about to be founded."""
    return tuple(_founded(facts))


def _founded(facts: PoolFacts) -> Iterator[Finding]:
    label, cap, limit = facts.tranche, facts.cap_fen, facts.limit_fen
    if cap > limit:
        yield Finding.of(POOL_CAP.code, tranche=label, cap_fen=cap, limit_fen=limit)
    for name, bank in facts.others:
        if bank != facts.bank:
            yield Finding.of(POOL_BANK.code, tranche=label, pool=name, known=bank, bank=facts.bank)


def check_pool_loan(lent_on: date, ends_on: date) -> tuple[Finding, ...]:
    """Return whether a loan under a pool ends before it starts."""
    if lent_on < ends_on:
        return ()
    return (Finding.of(POOL_TERM.code, lent_on=lent_on, ends_on=ends_on),)


def share_of_loss(loss_fen: int, share_ppm: int, paid_fen: int, loan_cap_fen: int) -> int:
    """Return our share of a loss in fen: rounded down, within what one loan may cost.

    `paid_fen` is what the pool bears of this loan so far. The share of a recovery (a negative
    loss) is negative and gives back no more than that. Rounding it down as well is rounding it in
    favour of the pool: a recovery in many small parts leaves nothing that the pool still bears.
    """
    share = loss_fen * share_ppm // WHOLE_PPM
    if loss_fen < 0:
        return max(share, -paid_fen)
    return max(0, min(share, loan_cap_fen - paid_fen))


def check_loss(facts: LossFacts) -> tuple[Finding, ...]:
    """Return every finding against a loss or a recovery."""
    return tuple(_loss(facts))


def _loss(facts: LossFacts) -> Iterator[Finding]:
    who, lost = facts.borrower, facts.lost_fen + facts.loss_fen
    if lost > facts.principal_fen:
        principal = facts.principal_fen
        yield Finding.of(LOSS_OVER.code, borrower=who, lost_fen=lost, principal_fen=principal)
    total = facts.paid_fen + facts.share_fen
    if facts.share_fen > 0 and total > facts.cap_fen:
        yield Finding.of(POOL_SPENT.code, total_fen=total, cap_fen=facts.cap_fen)
    if lost < 0:
        yield Finding.of(RECOVERY.code, borrower=who, lost_fen=lost)
    if facts.happened_on < facts.lent_on:
        on, lent = facts.happened_on, facts.lent_on
        yield Finding.of(LOSS_EARLY.code, borrower=who, lent_on=lent, happened_on=on)
