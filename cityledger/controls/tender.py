"""Rules on tenders: method and time to bid, the bids as opened, the award."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.contract import percent
from cityledger.controls.control import Control, Source
from cityledger.kernel import money, words
from cityledger.kernel.days import days_between
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters

METHOD = Control(
    code="tender.method",
    zh="达到必须招标规模而未公开招标",
    en="Public tender required",
    source=Source("发改委令16号", "必须招标规模标准", "read"),
    says_zh="{subject}估算价{estimate_fen}元,达到必须招标的{limit_fen}元,采购方式为{method}且没有批准文件。",
    says_en="{subject_en} of {estimate_fen} reaches {limit_fen}; {method_en} has no approval.",
    remedy_zh="改为公开招标;确需其他方式的,先取得批准文件并登记。",
    remedy_en="Put it out to public tender, or register the paper that allows another method.",
    parameters=("tender.works_min_fen", "tender.goods_min_fen", "tender.services_min_fen"),
)
SPLIT = Control(
    code="tender.split",
    zh="化整为零规避招标",
    en="Split to avoid a tender",
    source=Source("发改委令16号", "可合并采购的合计达到标准必须招标", "read"),
    says_zh="“{scope}”可合并采购的估算价合计{total_fen}元(本次{estimate_fen}元),达到必须招标的{limit_fen}元。",
    says_en="Parts of “{scope}” sum to {total_fen} with this {estimate_fen}; limit {limit_fen}.",
    remedy_zh="合并后公开招标,或取得批准文件。",
    remedy_en="Combine the parts into one public tender, or register an approval.",
    parameters=("tender.works_min_fen", "tender.goods_min_fen", "tender.services_min_fen"),
)
BID_DAYS = Control(
    code="tender.bid_days",
    zh="投标时间不足",
    en="Too little time to bid",
    source=Source("招标投标法", "提交投标文件的期限", "read"),
    says_zh="自{announced_on}公告至{due_on}截止共{days}天,不得少于{least}天。",
    says_en="From {announced_on} to {due_on} are {days} days; at least {least} are required.",
    remedy_zh="顺延投标截止日。",
    remedy_en="Put the closing day later.",
    parameters=("tender.bid_min_days",),
)
FEW = Control(
    code="tender.few_bidders",
    zh="投标人不足",
    en="Too few bidders",
    source=Source("招标投标法", "投标人数量", "read"),
    says_zh="只有{count}个投标人,不得少于{least}个。",
    says_en="{count} bidders; at least {least} are required.",
    remedy_zh="不得开标,重新招标。",
    remedy_en="Do not open the bids; put the tender out again.",
    parameters=("tender.bidders_min",),
)
BOND = Control(
    code="tender.bid_bond",
    zh="投标保证金过高",
    en="Bid bond too high",
    source=Source("国令613号 招标投标法实施条例", "投标保证金比例", "read"),
    says_zh="{bidder}缴投标保证金{bond_fen}元,超过估算价的{share}即{limit_fen}元。",
    says_en="{bidder} paid a bid bond of {bond_fen}, above {share} of the estimate, {limit_fen}.",
    remedy_zh="退还超收部分后开标。",
    remedy_en="Give back what is too much first.",
    parameters=("guarantee.bid_max_bp",),
)
UNQUALIFIED = Control(
    code="tender.unqualified",
    zh="投标人资质不符",
    en="Bidder not qualified",
    source=Source("国令613号 招标投标法实施条例", "投标人资格条件", "read"),
    says_zh="{bidder}在{on}没有有效的{required}资质。",
    says_en="{bidder} holds no valid {required_en} certificate on {on}.",
    remedy_zh="否决其投标;有资质的先登记证书。",
    remedy_en="Reject the bid; register the certificate if there is one.",
)
COLLUSION = Control(
    code="tender.collusion",
    zh="视为串通投标",
    en="Deemed collusion",
    source=Source("国令613号 招标投标法实施条例", "第四十条", "read"),
    says_zh="{bidders}的{trait}相同:{value}。",
    says_en="{bidders} share one {trait_en}: {value}.",
    remedy_zh="否决相关投标并移交查处。",
    remedy_en="Reject these bids and hand the matter over for investigation.",
)
EARLY = Control(
    code="tender.award_early",
    zh="评标早于投标截止",
    en="Judged before the bids were due",
    source=Source("招标投标法", "开标时间", "read"),
    says_zh="中标候选人{candidates_on}公示,投标{due_on}才截止。",
    says_en="Candidates were announced {candidates_on}; bids were due {due_on}.",
    remedy_zh="更正日期,投标截止后开标评标。",
    remedy_en="Correct the day: bids are judged after they are due.",
)
CANDIDATES = Control(
    code="tender.candidate_days",
    zh="中标候选人公示不足",
    en="Candidates announced too briefly",
    source=Source("国令613号 招标投标法实施条例", "中标候选人公示", "read"),
    says_zh="{candidates_on}公示,{noticed_on}发中标通知书,公示{days}天,不得少于{least}天。",
    says_en="Announced {candidates_on}, awarded {noticed_on}: {days} days of {least}.",
    remedy_zh="公示期满后再发中标通知书。",
    remedy_en="Send the award notice when the days are over.",
    parameters=("tender.candidate_min_days",),
)
NOT_FIRST = Control(
    code="tender.not_first",
    zh="未选排名第一的候选人",
    en="Winner is not ranked first",
    source=Source("国令613号 招标投标法实施条例", "第五十五条", "read"),
    says_zh="中标人{bidder}排名第{place},没有说明理由。",
    says_en="{bidder} is ranked {place} and no reason is given.",
    remedy_zh="确定排名第一的候选人;其放弃或不合格的,写明理由。",
    remedy_en="Award the first; if that bidder withdrew or fails, state the reason.",
)

CONTROLS = (
    METHOD,
    SPLIT,
    BID_DAYS,
    FEW,
    BOND,
    UNQUALIFIED,
    COLLUSION,
    EARLY,
    CANDIDATES,
    NOT_FIRST,
)
COMPETITIVE = ("public", "invited")
"""The methods of the tender law; the others are asked for by their own papers."""

TRAITS = ("deposit_account", "agent", "phone", "manager")
"""What two bids may not share (国令613 art. 40; the telephone by audit practice)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderFacts:
    """A tender about to be announced; `others_fen` are the combinable parts not tendered publicly.

    Combinable are the parts of one project, subject and scope; parts with a paper are not counted.
    """

    subject: str
    method: str
    scope_tag: str
    estimate_fen: int
    announced_on: date
    bids_due_on: date
    others_fen: int = 0
    has_document: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BidFacts:
    """A bid as it was opened; `is_qualified` as the tender asks on the day bids were due."""

    bidder: str
    deposit_fen: int = 0
    deposit_account: str | None = None
    agent: str | None = None
    phone: str | None = None
    manager: str | None = None
    is_qualified: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningFacts:
    """The bids of a tender; `required` names the certificate it asks for, in both languages."""

    method: str
    estimate_fen: int
    due_on: date
    bids: tuple[BidFacts, ...]
    required: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardFacts:
    """An award about to be noticed."""

    method: str
    due_on: date
    candidates_on: date
    noticed_on: date
    bidder: str
    place: int
    reason: str = ""


def must_tender_fen(subject: str, parameters: Parameters, on: date) -> int:
    """Return from which estimate on a purchase must be tendered; ParameterMissing before 2018."""
    return parameters.fen(f"tender.{subject}_min_fen", on)


def check_tender(facts: TenderFacts, parameters: Parameters) -> tuple[Finding, ...]:
    """Return every finding against a tender about to be announced."""
    return (*_method(facts, parameters), *_days(facts, parameters))


def _method(facts: TenderFacts, parameters: Parameters) -> Iterator[Finding]:
    if facts.method == "public" or facts.has_document:
        return
    limit = must_tender_fen(facts.subject, parameters, facts.announced_on)
    total = facts.estimate_fen + facts.others_fen
    if facts.estimate_fen >= limit:
        yield Finding.of(
            METHOD.code,
            subject=words.term(f"tender_subject.{facts.subject}"),
            subject_en=words.term(f"tender_subject.{facts.subject}", "en"),
            estimate_fen=facts.estimate_fen,
            limit_fen=limit,
            method=words.term(f"tender_method.{facts.method}"),
            method_en=words.term(f"tender_method.{facts.method}", "en"),
        )
    elif total >= limit:
        yield Finding.of(
            SPLIT.code,
            scope=facts.scope_tag,
            total_fen=total,
            estimate_fen=facts.estimate_fen,
            limit_fen=limit,
        )


def _days(facts: TenderFacts, parameters: Parameters) -> Iterator[Finding]:
    least = parameters.days("tender.bid_min_days", facts.announced_on)
    days = days_between(facts.announced_on, facts.bids_due_on)
    if facts.method in COMPETITIVE and days < least:
        yield Finding.of(
            BID_DAYS.code,
            announced_on=facts.announced_on,
            due_on=facts.bids_due_on,
            days=days,
            least=least,
        )


def check_bids(facts: OpeningFacts, parameters: Parameters) -> tuple[Finding, ...]:
    """Return every finding against the bids of a tender."""
    return (*_bidders(facts, parameters), *_collusion(facts.bids))


def _bidders(facts: OpeningFacts, parameters: Parameters) -> Iterator[Finding]:
    least = parameters.count("tender.bidders_min", facts.due_on)
    if facts.method in COMPETITIVE and len(facts.bids) < least:
        yield Finding.of(FEW.code, count=len(facts.bids), least=least)
    share = parameters.bp("guarantee.bid_max_bp", facts.due_on)
    limit = money.share_bp(facts.estimate_fen, share)
    for bid in facts.bids:
        if bid.deposit_fen > limit:
            yield Finding.of(
                BOND.code,
                bidder=bid.bidder,
                bond_fen=bid.deposit_fen,
                share=percent(share),
                limit_fen=limit,
            )
    for bid in facts.bids:
        if not bid.is_qualified:
            zh, en = facts.required
            yield Finding.of(
                UNQUALIFIED.code, bidder=bid.bidder, on=facts.due_on, required=zh, required_en=en
            )


def _collusion(bids: tuple[BidFacts, ...]) -> Iterator[Finding]:
    for trait in TRAITS:
        seen: dict[str, list[str]] = {}
        for bid in bids:
            value = (getattr(bid, trait) or "").strip()
            if value:
                seen.setdefault(value, []).append(bid.bidder)
        for value, names in seen.items():
            if len(names) > 1:
                yield Finding.of(
                    COLLUSION.code,
                    bidders="、".join(names),
                    trait=words.term(f"bid_trait.{trait}"),
                    trait_en=words.term(f"bid_trait.{trait}", "en"),
                    value=value,
                )


def check_award(facts: AwardFacts, parameters: Parameters) -> tuple[Finding, ...]:
    """Return every finding against an award."""
    return tuple(_award(facts, parameters))


def _award(facts: AwardFacts, parameters: Parameters) -> Iterator[Finding]:
    if facts.candidates_on < facts.due_on:
        yield Finding.of(EARLY.code, candidates_on=facts.candidates_on, due_on=facts.due_on)
    least = parameters.days("tender.candidate_min_days", facts.noticed_on)
    days = days_between(facts.candidates_on, facts.noticed_on)
    if facts.method in COMPETITIVE and days < least:
        yield Finding.of(
            CANDIDATES.code,
            candidates_on=facts.candidates_on,
            noticed_on=facts.noticed_on,
            days=days,
            least=least,
        )
    if facts.place != 1 and not facts.reason.strip():
        yield Finding.of(NOT_FIRST.code, bidder=facts.bidder, place=facts.place)
