"""Rules on who a contract is signed with, and how: tender, terms of the law, subcontracts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.controls.tender import must_tender_fen
from cityledger.kernel.days import add_days, days_between
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters

_LIMITS = ("tender.works_min_fen", "tender.goods_min_fen", "tender.services_min_fen")

UNTENDERED = Control(
    code="contract.untendered",
    zh="应招标未招标",
    en="Signed without a tender",
    source=Source("发改委令16号", "必须招标规模标准", "read"),
    says_zh="合同价{price_fen}元,达到必须招标的{limit_fen}元,没有招标记录。",
    says_en="The price {price_fen} reaches {limit_fen}; there is no tender.",
    remedy_zh="先公告招标、开标、定标,再按中标结果签订。",
    remedy_en="Announce, open and award a tender first.",
    parameters=_LIMITS,
)
SPLIT = Control(
    code="contract.split",
    zh="拆分合同规避招标",
    en="Split to avoid a tender",
    source=Source("发改委令16号", "可合并采购的合计达到标准必须招标", "read"),
    says_zh="本项目未公开招标的同类合同合计{total_fen}元(本次{price_fen}元),达到必须招标的{limit_fen}元。",
    says_en="Not publicly tendered: {total_fen} of this kind with {price_fen}; {limit_fen}.",
    remedy_zh="合并招标;确实不能合并的,按招标范围分别登记招标和批准文件。",
    remedy_en="Tender them together, or register each as a tender with its approval.",
    parameters=_LIMITS,
)
OTHER_TENDER = Control(
    code="contract.tender_other",
    zh="招标与合同不是同一项目或同类",
    en="Tender of another project or kind",
    source=Source("招标投标法", "按照招标文件和中标人的投标文件订立合同", "read"),
    says_zh="招标{tender}不是本项目{kind}类的招标。",
    says_en="Tender {tender} is not one of this project for {kind}.",
    remedy_zh="选用本合同对应的招标。",
    remedy_en="Name the tender this contract comes from.",
)
NOT_AWARDED = Control(
    code="contract.not_awarded",
    zh="未定标先签合同",
    en="Signed before the award",
    source=Source("招标投标法", "中标通知书", "read"),
    says_zh="招标{tender}没有中标通知书。",
    says_en="Tender {tender} has not been awarded.",
    remedy_zh="公示候选人、发出中标通知书后再签订。",
    remedy_en="Announce the candidates and award it first.",
)
TENDER_USED = Control(
    code="contract.tender_used",
    zh="招标已签订合同",
    en="Tender has its contract",
    source=Source("本程序规则", "一次招标签订一份合同", "own"),
    says_zh="招标{tender}已签订合同{contract}。",
    says_en="Contract {contract} came of tender {tender} already.",
    remedy_zh="增加的内容办理变更;新的采购另行招标。",
    remedy_en="Approve a variation for more; put a new purchase out to tender.",
)
NOT_WINNER = Control(
    code="contract.not_winner",
    zh="签约单位不是中标人",
    en="Party is not the winner",
    source=Source("招标投标法", "按照招标文件和中标人的投标文件订立合同", "read"),
    says_zh="招标{tender}的中标人是{winner},合同签给{party}。",
    says_en="{winner} won tender {tender}; the contract is with {party}.",
    remedy_zh="与中标人签订。",
    remedy_en="Sign with the winner.",
)
PRICE = Control(
    code="contract.price_differs",
    zh="合同价与中标价不一致",
    en="Price is not the bid's",
    source=Source("招标投标法", "按照招标文件和中标人的投标文件订立合同", "read"),
    says_zh="合同价{price_fen}元,中标价{bid_fen}元。",
    says_en="The price is {price_fen}; the winning bid was {bid_fen}.",
    remedy_zh="按中标价签订。",
    remedy_en="Sign at the price of the bid.",
)
WINDOW = Control(
    code="contract.award_window",
    zh="不在中标通知书发出之日起的签约期内",
    en="Not within the days after the award",
    source=Source("招标投标法", "订立合同期限", "read"),
    says_zh="合同{signed_on}签订,须在{noticed_on}至{last_on}之间。",
    says_en="Signed {signed_on}; it must be from {noticed_on} to {last_on}.",
    remedy_zh="更正签订日期;逾期的报招标监督部门处理。",
    remedy_en="Correct the day; report a late contract to the tender supervisor.",
    parameters=("tender.contract_days",),
)
UNQUALIFIED = Control(
    code="contract.unqualified",
    zh="签约时资质失效",
    en="Winner no longer qualified",
    source=Source("国令613号 招标投标法实施条例", "投标人资格条件", "read"),
    says_zh="{party}在签订日{signed_on}没有有效的{required}资质。",
    says_en="{party} holds no valid {required_en} certificate on {signed_on}.",
    remedy_zh="登记有效证书;失效的取消中标资格。",
    remedy_en="Register a valid certificate, or withdraw the award.",
)
CONTRACTOR_FUNDS = Control(
    code="contract.contractor_funds",
    zh="约定施工单位垫资",
    en="Contractor is to advance the money",
    source=Source("国令712号 政府投资条例", "第二十二条", "read"),
    says_zh="合同约定由施工单位垫资建设。",
    says_en="The contract has the contractor advance the money.",
    remedy_zh="删除垫资条款,落实资金后再签。",
    remedy_en="Strike the clause and secure the funds first.",
)
DEFECTS = Control(
    code="contract.defects_max",
    zh="缺陷责任期过长",
    en="Defects period too long",
    source=Source("建质〔2017〕138号", "缺陷责任期不超过2年", "unverified"),
    says_zh="完工{ends_on}后缺陷责任期至{until},最迟为{last_on}。",
    says_en="The defects period runs to {until}; after {ends_on} it ends by {last_on}.",
    remedy_zh="缩短缺陷责任期。",
    remedy_en="Agree a shorter period.",
    parameters=("retention.defects_max_days",),
)
SME_DAYS = Control(
    code="contract.sme_pay_days",
    zh="对中小企业付款期限过长",
    en="Small firm paid too late",
    source=Source("国令802号 保障中小企业款项支付条例", "付款期限", "read"),
    says_zh="合同约定{days}天内付款,对中小企业最长{most}天。",
    says_en="The contract pays within {days} days; a small firm waits {most} at most.",
    remedy_zh="缩短付款期限。",
    remedy_en="Agree a shorter time to pay.",
    parameters=("sme.pay_contract_days",),
)
SUB_SUB = Control(
    code="contract.sub_subcontract",
    zh="分包再分包",
    en="Subcontract of a subcontract",
    source=Source("国令279号 建设工程质量管理条例", "第七十八条", "read"),
    says_zh="主合同{main}本身是分包合同,不得再分包。",
    says_en="{main} is a subcontract itself and may not be subcontracted.",
    remedy_zh="由分包单位自行完成。",
    remedy_en="The subcontractor does the work itself.",
)
MAIN_STRUCTURE = Control(
    code="contract.main_structure",
    zh="主体结构分包",
    en="Main structure subcontracted",
    source=Source("国令279号 建设工程质量管理条例", "第七十八条", "read"),
    says_zh="主合同{main}的主体结构分包给{party}。",
    says_en="The main structure of {main} is subcontracted to {party}.",
    remedy_zh="主体结构由总承包单位自行完成。",
    remedy_en="The contractor builds the main structure itself.",
)
WHOLE = Control(
    code="contract.sub_whole",
    zh="全部分包视为转包",
    en="Whole works subcontracted",
    source=Source("国令279号 建设工程质量管理条例", "第七十八条", "read"),
    says_zh="主合同{main}价款{limit_fen}元,分包合计{total_fen}元,已无自行完成的部分。",
    says_en="{main} is worth {limit_fen}; subcontracts of {total_fen} leave nothing of it.",
    remedy_zh="减少分包;发现转包的上报查处。",
    remedy_en="Subcontract less; report a transfer of the works.",
)

CONTROLS = (
    UNTENDERED,
    SPLIT,
    OTHER_TENDER,
    NOT_AWARDED,
    TENDER_USED,
    NOT_WINNER,
    PRICE,
    WINDOW,
    UNQUALIFIED,
    CONTRACTOR_FUNDS,
    DEFECTS,
    SME_DAYS,
    SUB_SUB,
    MAIN_STRUCTURE,
    WHOLE,
)
SUBJECTS = {
    "works": "works",
    "equipment": "goods",
    "survey": "services",
    "design": "services",
    "supervision": "services",
}
"""Which threshold of 发改委令16号 a kind of contract stands under; others stand under none."""

SUB_SCOPES = ("labour", "specialist", "main_structure")


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardedTender:
    """The tender a contract comes from; winner and bid are None until it is awarded.

    `is_public` is true of one that a registered paper exempts, too.
    """

    tender_no: str
    is_ours: bool = True
    subject: str = "works"
    is_public: bool = True
    winner_id: str | None = None
    winner: str = ""
    bid_fen: int = 0
    noticed_on: date | None = None
    used_by: str | None = None
    is_qualified: bool = True
    required: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class MainContract:
    """The contract a subcontract stands under; `subs_fen` are its other subcontracts."""

    contract_no: str
    limit_fen: int
    subs_fen: int = 0
    is_subcontract: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementFacts:
    """A contract about to be signed.

    `direct_fen` are those of its project and kind that no public tender stands behind.
    """

    kind: str
    party_id: str
    party: str
    price_fen: int
    signed_on: date
    tender: AwardedTender | None = None
    direct_fen: int = 0
    is_sme: bool = False
    pay_days: int | None = None
    contractor_funds: bool = False
    ends_on: date | None = None
    defects_until_on: date | None = None
    main: MainContract | None = None
    sub_scope: str | None = None


def check(facts: AgreementFacts, parameters: Parameters) -> tuple[Finding, ...]:
    """Return every finding against a contract about to be signed, in order of precedence."""
    return (*_origin(facts, parameters), *_terms(facts, parameters), *_subcontract(facts))


def _origin(facts: AgreementFacts, parameters: Parameters) -> Iterator[Finding]:
    if facts.kind == "deposit":
        return
    if facts.tender is not None:
        yield from _awarded(facts, facts.tender, parameters)
        if facts.tender.is_public:
            return
    subject = SUBJECTS.get(facts.kind)
    if subject is None or facts.main is not None:
        return
    limit = must_tender_fen(subject, parameters, facts.signed_on)
    if facts.price_fen >= limit and facts.tender is None:
        yield Finding.of(UNTENDERED.code, price_fen=facts.price_fen, limit_fen=limit)
    elif facts.direct_fen + facts.price_fen >= limit:
        total = facts.direct_fen + facts.price_fen
        yield Finding.of(SPLIT.code, total_fen=total, price_fen=facts.price_fen, limit_fen=limit)


def _awarded(
    facts: AgreementFacts, tender: AwardedTender, parameters: Parameters
) -> Iterator[Finding]:
    subject = SUBJECTS.get(facts.kind, "services")
    if not tender.is_ours or tender.subject != subject:
        yield Finding.of(OTHER_TENDER.code, tender=tender.tender_no, kind=subject)
    if tender.noticed_on is None:
        yield Finding.of(NOT_AWARDED.code, tender=tender.tender_no)
        return
    if tender.used_by is not None:
        yield Finding.of(TENDER_USED.code, tender=tender.tender_no, contract=tender.used_by)
    if tender.winner_id != facts.party_id:
        yield Finding.of(
            NOT_WINNER.code, tender=tender.tender_no, winner=tender.winner, party=facts.party
        )
    if tender.bid_fen != facts.price_fen:
        yield Finding.of(PRICE.code, price_fen=facts.price_fen, bid_fen=tender.bid_fen)
    days = parameters.days("tender.contract_days", facts.signed_on)
    if not 0 <= days_between(tender.noticed_on, facts.signed_on) <= days:
        yield Finding.of(
            WINDOW.code,
            signed_on=facts.signed_on,
            noticed_on=tender.noticed_on,
            last_on=add_days(tender.noticed_on, days),
        )
    if not tender.is_qualified:
        zh, en = tender.required
        yield Finding.of(
            UNQUALIFIED.code,
            party=facts.party,
            signed_on=facts.signed_on,
            required=zh,
            required_en=en,
        )


def _terms(facts: AgreementFacts, parameters: Parameters) -> Iterator[Finding]:
    if facts.contractor_funds:
        yield Finding.of(CONTRACTOR_FUNDS.code)
    if facts.ends_on is not None and facts.defects_until_on is not None:
        most = parameters.days("retention.defects_max_days", facts.signed_on)
        last_on = add_days(facts.ends_on, most)
        if facts.defects_until_on > last_on:
            yield Finding.of(
                DEFECTS.code, ends_on=facts.ends_on, until=facts.defects_until_on, last_on=last_on
            )
    if facts.is_sme and facts.pay_days is not None:
        most = parameters.days("sme.pay_contract_days", facts.signed_on)
        if facts.pay_days > most:
            yield Finding.of(SME_DAYS.code, days=facts.pay_days, most=most)


def _subcontract(facts: AgreementFacts) -> Iterator[Finding]:
    main = facts.main
    if main is None:
        return
    if main.is_subcontract:
        yield Finding.of(SUB_SUB.code, main=main.contract_no)
    if facts.sub_scope == "main_structure":
        yield Finding.of(MAIN_STRUCTURE.code, main=main.contract_no, party=facts.party)
    total = main.subs_fen + facts.price_fen
    if total >= main.limit_fen:
        yield Finding.of(
            WHOLE.code, main=main.contract_no, limit_fen=main.limit_fen, total_fen=total
        )
