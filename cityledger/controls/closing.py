"""Rules on the end of a project: delivery, final accounts, surplus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.contract import percent
from cityledger.controls.control import Control, Source
from cityledger.kernel import costs, money
from cityledger.kernel.days import add_days
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.facts import Actor
    from cityledger.controls.parameters import Parameters

ACCEPTED_TWICE = Control(
    code="acceptance.repeated",
    zh="已验收",
    en="Accepted already",
    source=Source("本程序规则", "一个单项工程验收一次", "own"),
    says_zh="{what}已于{accepted_on}验收。",
    says_en="{what} was accepted on {accepted_on}.",
    remedy_zh="核对单项工程。",
    remedy_en="Check which section is meant.",
)
FILING = Control(
    code="acceptance.filing",
    zh="备案日期不符",
    en="Filing day out of range",
    source=Source("国令279号 建设工程质量管理条例", "第四十九条", "read"),
    says_zh="{accepted_on}验收,{filed_on}备案,须在{last_on}前备案。",
    says_en="Accepted {accepted_on}, filed {filed_on}; it is filed by {last_on}.",
    remedy_zh="更正日期;逾期备案的先报质量监督机构,验收登记时不填备案日期。",
    remedy_en="Correct it; register a late filing without its day, and report it.",
    parameters=("closing.filing_days",),
)
NOT_ACCEPTED = Control(
    code="delivery.not_accepted",
    zh="未验收不得交付",
    en="Delivered before acceptance",
    source=Source("国令279号 建设工程质量管理条例", "第十六条", "unverified"),
    says_zh="项目{project}在{on}没有竣工验收。",
    says_en="Project {project} has not been accepted by {on}.",
    remedy_zh="先登记竣工验收。",
    remedy_en="Register its acceptance first.",
)
OVER_COST = Control(
    code="delivery.over_cost",
    zh="交付成本超过在建工程",
    en="Delivered beyond what was built",
    source=Source("财建〔2016〕503号", "交付使用资产", "unverified"),
    says_zh="“{cost_class}”交付{asked_fen}元,在建工程余额{left_fen}元。",
    says_en="“{cost_class_en}”: {asked_fen} delivered; {left_fen} is in progress.",
    remedy_zh="按在建工程余额更正。",
    remedy_en="Correct it by what is in progress.",
)
NOT_USABLE = Control(
    code="accounts.not_accepted",
    zh="未验收不得报决算",
    en="Accounts before acceptance",
    source=Source("国令712号 政府投资条例", "第二十五条", "read"),
    says_zh="项目{project}没有竣工验收,不能报送竣工决算。",
    says_en="Project {project} has not been accepted; it has no final accounts yet.",
    remedy_zh="先登记竣工验收。",
    remedy_en="Register its acceptance first.",
)
LATE = Control(
    code="accounts.late",
    zh="竣工决算逾期",
    en="Final accounts late",
    source=Source("财建〔2016〕503号", "编制期限3个月", "read"),
    says_zh="{usable_on}可使用,决算{stated_on}报送,期限为{last_on}。",
    says_en="Usable since {usable_on}; the accounts of {stated_on} were due {last_on}.",
    remedy_zh="取得延期批复并登记后报送。",
    remedy_en="Register the paper that extends the time.",
    parameters=("closing.accounts_days",),
)
EXTENSION = Control(
    code="accounts.extension",
    zh="延期超过规定",
    en="Extension too long",
    source=Source("财建〔2016〕503号", "延期:中小型2个月、大型6个月", "read"),
    says_zh="延期{days}天,最长{most}天。",
    says_en="{days} days of extension; at most {most}.",
    remedy_zh="按规定期限报送。",
    remedy_en="Submit within the time allowed.",
    parameters=("closing.extension_small_days", "closing.extension_large_days"),
)
TAIL = Control(
    code="accounts.tail_works",
    zh="尾工及预留费用过高",
    en="Tail works too large",
    source=Source("财政部令81号 基本建设财务规则", "尾工及预留费用", "read"),
    says_zh="尾工及预留{tail_fen}元,超过概算{estimate_fen}元的{share}即{limit_fen}元。",
    says_en="Tail works of {tail_fen} exceed {share} of the estimate, {limit_fen}.",
    remedy_zh="完成尾工后再报决算。",
    remedy_en="Finish them first.",
    parameters=("closing.tail_works_max_bp",),
)
COST = Control(
    code="accounts.cost_differs",
    zh="决算成本与账面不符",
    en="Cost is not that of the books",
    source=Source("财建〔2016〕503号", "决算与账簿一致", "unverified"),
    says_zh="决算成本{stated_fen}元,账面累计{booked_fen}元。",
    says_en="The accounts state {stated_fen}; the books have {booked_fen}.",
    remedy_zh="核对差异,先调整账面或更正决算。",
    remedy_en="Find the difference and correct the books or the accounts.",
)
UNSETTLED = Control(
    code="accounts.unsettled",
    zh="合同未办结算",
    en="Contract not settled",
    source=Source("财建〔2022〕183号", "竣工结算", "read"),
    says_zh="施工合同{contracts}没有结算证书。",
    says_en="Works contracts {contracts} have no settlement certificate.",
    remedy_zh="先办理竣工结算。",
    remedy_en="Settle them first.",
)
NOT_SUBMITTED = Control(
    code="accounts.not_submitted",
    zh="决算未报送",
    en="Accounts not submitted",
    source=Source("财建〔2016〕503号", "审核批复", "unverified"),
    says_zh="项目{project}没有待批复的竣工决算。",
    says_en="Project {project} has no accounts waiting for approval.",
    remedy_zh="先报送竣工决算。",
    remedy_en="Submit them first.",
)
SAME_PERSON = Control(
    code="accounts.same_person",
    zh="编制与批复同一人",
    en="Submitted and approved by one person",
    source=Source("财会〔2012〕21号", "第四十六条", "read"),
    says_zh="{person}报送又批复同一份竣工决算。",
    says_en="{person} submitted and approves the same accounts.",
    remedy_zh="由他人批复。",
    remedy_en="Let somebody else approve them.",
)
SURPLUS = Control(
    code="surplus.over_money",
    zh="结余超过批次余额",
    en="Surplus exceeds what is left",
    source=Source("本程序规则", "L3", "own"),
    says_zh="批次{tranche}申报结余{asked_fen}元,未占用余额{left_fen}元。",
    says_en="{asked_fen} of tranche {tranche} is declared; {left_fen} is left and free.",
    remedy_zh="按未占用余额申报。",
    remedy_en="Declare what is left and not held.",
)
SURPLUS_EARLY = Control(
    code="surplus.early",
    zh="尚不能认定结余",
    en="Not yet a surplus",
    source=Source("财政部令81号;预算法(2018)", "结余资金;第四十二条", "unverified"),
    says_zh="批次{tranche}未到期,项目决算也未批复,{on}不能认定结余。",
    says_en="On {on} tranche {tranche} has not ended and no accounts are approved.",
    remedy_zh="批复竣工决算后,或连续结转两年后认定。",
    remedy_en="Declare it when the accounts are approved or two years are over.",
)

CONTROLS = (
    ACCEPTED_TWICE,
    FILING,
    NOT_ACCEPTED,
    OVER_COST,
    NOT_USABLE,
    LATE,
    EXTENSION,
    TAIL,
    COST,
    UNSETTLED,
    NOT_SUBMITTED,
    SAME_PERSON,
    SURPLUS,
    SURPLUS_EARLY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceFacts:
    """An acceptance about to be recorded; `before_on` is that of an earlier one of the same."""

    what: str
    accepted_on: date
    filed_on: date | None = None
    before_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFacts:
    """Assets about to be delivered: per cost class what is asked and what is in progress, fen."""

    project: str
    on: date
    is_accepted: bool
    asked_fen: tuple[tuple[str, int], ...]
    left_fen: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsFacts:
    """Final accounts about to be submitted; `unsettled` are works contracts not settled."""

    project: str
    stated_on: date
    usable_on: date | None
    cost_fen: int
    booked_fen: int
    tail_fen: int
    estimate_fen: int
    extension_days: int = 0
    is_large: bool = False
    unsettled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalFacts:
    """Final accounts about to be approved."""

    project: str
    is_submitted: bool
    submitter: Actor | None
    approver: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class SurplusFacts:
    """What of a tranche is to be declared as surplus; `free_fen` is in hand and not held."""

    tranche: str
    on: date
    amount_fen: int
    free_fen: int
    is_approved: bool
    ends_on: date | None


def check_acceptance(facts: AcceptanceFacts, parameters: Parameters) -> Iterator[Finding]:
    """Yield what is wrong with an acceptance."""
    if facts.before_on is not None:
        yield Finding.of(ACCEPTED_TWICE.code, what=facts.what, accepted_on=facts.before_on)
    if facts.filed_on is not None:
        days = parameters.days("closing.filing_days", facts.accepted_on)
        last_on = add_days(facts.accepted_on, days)
        if not facts.accepted_on <= facts.filed_on <= last_on:
            yield Finding.of(
                FILING.code,
                accepted_on=facts.accepted_on,
                filed_on=facts.filed_on,
                last_on=last_on,
            )


def check_delivery(facts: DeliveryFacts) -> Iterator[Finding]:
    """Yield what is wrong with a delivery."""
    if not facts.is_accepted:
        yield Finding.of(NOT_ACCEPTED.code, project=facts.project, on=facts.on)
    left = dict(facts.left_fen)
    for key, asked in facts.asked_fen:
        if asked > left.get(key, 0):
            yield Finding.of(
                OVER_COST.code,
                cost_class=costs.CLASSES[key].zh,
                cost_class_en=costs.CLASSES[key].en,
                asked_fen=asked,
                left_fen=left.get(key, 0),
            )


def check_accounts(facts: AccountsFacts, parameters: Parameters) -> Iterator[Finding]:
    """Yield what is wrong with final accounts about to be submitted."""
    if facts.usable_on is None:
        yield Finding.of(NOT_USABLE.code, project=facts.project)
    else:
        yield from _time(facts, facts.usable_on, parameters)
    share = parameters.bp("closing.tail_works_max_bp", facts.stated_on)
    limit = money.share_bp(facts.estimate_fen, share)
    if facts.tail_fen > limit:
        yield Finding.of(
            TAIL.code,
            tail_fen=facts.tail_fen,
            estimate_fen=facts.estimate_fen,
            share=percent(share),
            limit_fen=limit,
        )
    if facts.cost_fen != facts.booked_fen:
        stated, booked = facts.cost_fen, facts.booked_fen
        yield Finding.of(COST.code, stated_fen=stated, booked_fen=booked)
    if facts.unsettled:
        yield Finding.of(UNSETTLED.code, contracts="、".join(facts.unsettled))


def _time(facts: AccountsFacts, usable_on: date, parameters: Parameters) -> Iterator[Finding]:
    days = parameters.days("closing.accounts_days", facts.stated_on)
    last_on = add_days(usable_on, days + facts.extension_days)
    if facts.stated_on > last_on:
        yield Finding.of(LATE.code, usable_on=usable_on, stated_on=facts.stated_on, last_on=last_on)
    size = "large" if facts.is_large else "small"
    most = parameters.days(f"closing.extension_{size}_days", facts.stated_on)
    if facts.extension_days > most:
        yield Finding.of(EXTENSION.code, days=facts.extension_days, most=most)


def check_approval(facts: ApprovalFacts) -> Iterator[Finding]:
    """Yield what is wrong with an approval of final accounts."""
    if not facts.is_submitted:
        yield Finding.of(NOT_SUBMITTED.code, project=facts.project)
    elif facts.submitter == facts.approver:
        yield Finding.of(SAME_PERSON.code, person=facts.approver.name)


def check_surplus(facts: SurplusFacts) -> Iterator[Finding]:
    """Yield what is wrong with a surplus: a share of a tranche nobody needs any more."""
    if facts.amount_fen > facts.free_fen:
        yield Finding.of(
            SURPLUS.code,
            tranche=facts.tranche,
            asked_fen=facts.amount_fen,
            left_fen=facts.free_fen,
        )
    if not facts.is_approved and (facts.ends_on is None or facts.on <= facts.ends_on):
        yield Finding.of(SURPLUS_EARLY.code, tranche=facts.tranche, on=facts.on)
