"""Rules on a household's agreement: only after its decision, survey and valuation, and only once.

They answer red flags RF38 (same person or house twice, area above the survey, no agreement or
valuation, not the owner, over standard) and RF39 (outside the approved list).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.controls.renewal import LAW
from cityledger.kernel import money
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters

AUDIT = "审计署固定资产投资审计清单"
MODES = ("money", "housing")

NOT_LISTED = Control(
    code="agreement.plot_not_listed",
    zh="地块不在改造计划内",
    en="Plot not on the plan list",
    source=Source("2018年保障性安居工程审计结果公告", "扩大棚改范围", "read"),
    says_zh="协议{agreement}的地块{plot}不在本项目的改造计划内。",
    says_en="Agreement {agreement}: plot {plot} is not on the plan list of this project.",
    remedy_zh="先报批并登记计划地块;计划外地块不得按棚改补偿。",
    remedy_en="Have the plot listed first; a plot outside the list gets no such money.",
)
NOT_DECIDED = Control(
    code="agreement.no_decision",
    zh="没有征收决定",
    en="No decision yet",
    source=Source(LAW, "征收决定", "unverified"),
    says_zh="协议{agreement}签订于{signed_on},地块{plot}当日还没有征收决定。",
    says_en="Agreement {agreement} of {signed_on}: plot {plot} had no decision by then.",
    remedy_zh="作出并登记征收决定后再签订。",
    remedy_en="Sign it once the decision is taken and entered.",
)
NOT_SURVEYED = Control(
    code="agreement.no_survey",
    zh="没有调查登记",
    en="No survey",
    source=Source(LAW, "调查登记", "unverified"),
    says_zh="协议{agreement}的户号{household}截至{signed_on}没有调查登记。",
    says_en="Agreement {agreement}: household {household} was not surveyed by {signed_on}.",
    remedy_zh="先调查登记房屋。",
    remedy_en="Have the house surveyed first.",
)
NOT_OWNER = Control(
    code="agreement.not_owner",
    zh="签约人不是产权人",
    en="Not the surveyed owner",
    source=Source(AUDIT, "7.6 征收补偿", "read"),
    says_zh="协议{agreement}的{what}与调查登记不符。",
    says_en="Agreement {agreement}: {what_en} differs from the survey.",
    remedy_zh="由调查登记的产权人签订。",
    remedy_en="Let the owner named by the survey sign.",
)
OVER_AREA = Control(
    code="agreement.over_area",
    zh="补偿面积超过调查面积",
    en="Area above the survey",
    source=Source(AUDIT, "7.6 征收补偿", "read"),
    says_zh="协议{agreement}补偿面积{area}平方米,调查登记{surveyed}平方米。",
    says_en="Agreement {agreement} pays for {area} m², surveyed {surveyed} m².",
    remedy_zh="按调查面积补偿。",
    remedy_en="Pay for the area surveyed.",
)
NOT_VALUED = Control(
    code="agreement.no_valuation",
    zh="没有评估",
    en="No valuation",
    source=Source(AUDIT, "7.6 征收补偿", "read"),
    says_zh="协议{agreement}的户号{household}截至{signed_on}没有评估价值。",
    says_en="Agreement {agreement}: household {household} was not valued by {signed_on}.",
    remedy_zh="先由评估机构评估。",
    remedy_en="Have the house valued first.",
)
OVER_HOUSEHOLDS = Control(
    code="agreement.over_list",
    zh="签约户数超过计划",
    en="More households than listed",
    source=Source("2018年保障性安居工程审计结果公告", "扩大棚改范围", "read"),
    says_zh="地块{plot}计划{listed}户,签约将达{count}户。",
    says_en="Plot {plot} has {listed} households on the list; this makes {count}.",
    remedy_zh="核对户数;确需增加的,先报批调整计划。",
    remedy_en="Check the count, or have the plan list changed first.",
)
OVER_DECISION = Control(
    code="agreement.over_decision",
    zh="签约金额超过已到位的补偿资金",
    en="More agreed than is funded",
    source=Source(LAW, "第十二条", "read"),
    says_zh="地块{plot}的征收决定列明补偿资金{needed_fen}元,签约累计将达{agreed_fen}元;"
    "专户另可用{free_fen}元,缺{short_fen}元。",
    says_en="Plot {plot}: the decision rests on {needed_fen}, agreements would reach "
    "{agreed_fen}; the special account has {free_fen} beyond it, {short_fen} short.",
    remedy_zh="先把{short_fen}元转入征收补偿专户,或核减补偿金额。",
    remedy_en="Bring {short_fen} into the special account first, or agree on less.",
)
PARTS = Control(
    code="agreement.parts",
    zh="补偿分项不等于总额",
    en="Parts do not sum to the price",
    source=Source(LAW, "第二十五条", "read"),
    says_zh="协议{agreement}的房屋、搬迁、临时安置、停产停业分项合计{parts_fen}元,总额{price_fen}元。",
    says_en="Agreement {agreement}: its parts sum to {parts_fen}, its price is {price_fen}.",
    remedy_zh="更正分项或总额。",
    remedy_en="Correct the parts or the price.",
)
OVER_VALUE = Control(
    code="agreement.over_standard",
    zh="房屋补偿超过评估标准",
    en="House paid above the standard",
    source=Source("区级征收补偿标准", "房屋补偿上限", "unverified"),
    says_zh="协议{agreement}房屋补偿{house_fen}元,按评估价值最高{limit_fen}元。",
    says_en="Agreement {agreement} pays {house_fen} for the house; at most {limit_fen}.",
    remedy_zh="按标准降低房屋补偿,或依法重新评估。",
    remedy_en="Pay by the standard, or have the house valued again.",
    parameters=("compensation.over_value_max_bp",),
)
MODE = Control(
    code="agreement.replacement",
    zh="产权调换内容不全",
    en="Replacement housing incomplete",
    source=Source(LAW, "第二十五条", "read"),
    says_zh="协议{agreement}补偿方式与产权调换房屋的地点、面积不相符。",
    says_en="Agreement {agreement}: mode and replacement housing (place, area) do not agree.",
    remedy_zh="产权调换须写明房屋地点和面积;货币补偿不填。",
    remedy_en="Housing names place and area of the replacement; money names none.",
)
OVER_SWAP = Control(
    code="agreement.swap_area",
    zh="调换面积超过标准",
    en="Replacement too large",
    source=Source("区级征收补偿标准", "产权调换面积上限", "unverified"),
    says_zh="协议{agreement}调换面积{area}平方米,按调查面积最多{limit}平方米。",
    says_en="Agreement {agreement}: replacement of {area} m², at most {limit} m².",
    remedy_zh="按标准选房,超出部分由住户按价购买并另行入账。",
    remedy_en="Choose a smaller flat, or book the excess as bought by the household.",
    parameters=("compensation.swap_area_max_bp",),
)
PERSON_TWICE = Control(
    code="agreement.person_twice",
    zh="同一人重复签约",
    en="Same person twice",
    source=Source(AUDIT, "7.6 征收补偿", "read"),
    says_zh="协议{agreement}的产权人已在账套{book}签订协议{other}。",
    says_en="Agreement {agreement}: its owner has agreement {other} in book {book}.",
    remedy_zh="核对身份;同一被征收人只签一份协议。",
    remedy_en="Check the identity; one person signs one agreement.",
)
HOUSE_TWICE = Control(
    code="agreement.house_twice",
    zh="同一房屋重复签约",
    en="Same house twice",
    source=Source(AUDIT, "7.6 征收补偿", "read"),
    says_zh="协议{agreement}的房屋已在账套{book}签订协议{other}。",
    says_en="Agreement {agreement}: its house has agreement {other} in book {book}.",
    remedy_zh="核对产权证号;同一房屋只补偿一次。",
    remedy_en="Check the title number; a house is paid for once.",
)

CONTROLS = (
    NOT_LISTED,
    NOT_DECIDED,
    OVER_HOUSEHOLDS,
    OVER_DECISION,
    NOT_SURVEYED,
    NOT_OWNER,
    OVER_AREA,
    NOT_VALUED,
    PARTS,
    OVER_VALUE,
    MODE,
    OVER_SWAP,
    PERSON_TWICE,
    HOUSE_TWICE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """What the survey of a household says; area in square decimetres."""

    owner_name: str
    resident_hash: str
    house_no: str
    area_dm2: int
    surveyed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementFacts:
    """An agreement about to be signed, and all that the book, and other books, know of it.

    `house_fen` and the other parts are in fen, areas in square decimetres. `value_fen` is the
    newest valuation by the day of signing. `same_person` and `same_house` are (book, agreement).
    """

    agreement: str
    household: str
    plot: str
    signed_on: date
    price_fen: int
    owner_name: str
    resident_hash: str | None
    house_no: str | None
    area_dm2: int
    mode: str
    replacement: str | None
    replacement_dm2: int
    house_fen: int
    other_fen: int
    is_listed: bool = True
    decided_on: date | None = None
    survey: Surveyed | None = None
    value_fen: int | None = None
    same_person: tuple[str, str] | None = None
    same_house: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotCount:
    """How many households of a plot are listed, and how many will have signed, for how much.

    `needed_fen` is what its decision rests on (None: not decided), `agreed_fen` what all
    agreements will promise, `more_fen` what of this is new and beyond the decision.
    """

    plot: str
    listed: int
    signed: int
    needed_fen: int | None = None
    agreed_fen: int = 0
    more_fen: int = 0


def check(
    agreements: tuple[AgreementFacts, ...],
    plots: tuple[PlotCount, ...],
    parameters: Parameters,
    free_fen: int = 0,
) -> Iterator[Finding]:
    """Yield every finding against agreements of a project signed together.

    `free_fen` is what its special accounts have that no decision and no agreement rests on.
    """
    yield from _funded(plots, free_fen)
    for plot in plots:
        if plot.signed > plot.listed:
            yield Finding.of(
                OVER_HOUSEHOLDS.code, plot=plot.plot, listed=plot.listed, count=plot.signed
            )
    for facts in agreements:
        yield from _before(facts)
        yield from _against_survey(facts, parameters)
        yield from _terms(facts, parameters)
        yield from _once(facts)


def _funded(plots: tuple[PlotCount, ...], free_fen: int) -> Iterator[Finding]:
    """A decision that names too little would let agreements be signed without their money."""
    left = free_fen
    for plot in plots:
        if plot.needed_fen is not None and plot.more_fen > left:
            yield Finding.of(
                OVER_DECISION.code,
                plot=plot.plot,
                needed_fen=plot.needed_fen,
                agreed_fen=plot.agreed_fen,
                free_fen=left,
                short_fen=plot.more_fen - left,
            )
        left = max(0, left - plot.more_fen)


def _before(facts: AgreementFacts) -> Iterator[Finding]:
    """What must be there before anybody signs."""
    names = {"agreement": facts.agreement, "plot": facts.plot}
    if not facts.is_listed:
        yield Finding.of(NOT_LISTED.code, **names)
        return
    if facts.decided_on is None or facts.decided_on > facts.signed_on:
        yield Finding.of(NOT_DECIDED.code, **names, signed_on=facts.signed_on)


def _against_survey(facts: AgreementFacts, parameters: Parameters) -> Iterator[Finding]:
    who = {"agreement": facts.agreement, "household": facts.household}
    found = facts.survey
    if found is None or found.surveyed_on > facts.signed_on:
        yield Finding.of(NOT_SURVEYED.code, **who, signed_on=facts.signed_on)
        return
    differs = (
        (facts.owner_name != found.owner_name, "签约人", "the name"),
        (facts.resident_hash != found.resident_hash, "身份证号", "the resident number"),
        (facts.house_no != found.house_no, "产权证号", "the title number"),
    )
    wrong = [(zh, en) for is_wrong, zh, en in differs if is_wrong]
    if wrong:
        yield Finding.of(
            NOT_OWNER.code,
            agreement=facts.agreement,
            what="、".join(zh for zh, _ in wrong),
            what_en=", ".join(en for _, en in wrong),
        )
    if facts.area_dm2 > found.area_dm2:
        yield Finding.of(
            OVER_AREA.code,
            agreement=facts.agreement,
            area=metres(facts.area_dm2),
            surveyed=metres(found.area_dm2),
        )
    if facts.value_fen is None:
        yield Finding.of(NOT_VALUED.code, **who, signed_on=facts.signed_on)
    most_bp = parameters.bp("compensation.swap_area_max_bp", facts.signed_on)
    limit = found.area_dm2 * most_bp // 10_000
    if facts.replacement_dm2 > limit:
        yield Finding.of(
            OVER_SWAP.code,
            agreement=facts.agreement,
            area=metres(facts.replacement_dm2),
            limit=metres(limit),
        )


def _terms(facts: AgreementFacts, parameters: Parameters) -> Iterator[Finding]:
    parts = facts.house_fen + facts.other_fen
    if parts != facts.price_fen:
        yield Finding.of(
            PARTS.code, agreement=facts.agreement, parts_fen=parts, price_fen=facts.price_fen
        )
    if facts.value_fen is not None:
        most_bp = parameters.bp("compensation.over_value_max_bp", facts.signed_on)
        limit = facts.value_fen + money.share_bp(facts.value_fen, most_bp)
        if facts.house_fen > limit:
            yield Finding.of(
                OVER_VALUE.code,
                agreement=facts.agreement,
                house_fen=facts.house_fen,
                limit_fen=limit,
            )
    has_home = bool(facts.replacement) and facts.replacement_dm2 > 0
    has_part = bool(facts.replacement) or facts.replacement_dm2 > 0
    if not has_home if facts.mode == "housing" else has_part:
        yield Finding.of(MODE.code, agreement=facts.agreement)


def _once(facts: AgreementFacts) -> Iterator[Finding]:
    for code, other in (
        (PERSON_TWICE.code, facts.same_person),
        (HOUSE_TWICE.code, facts.same_house),
    ):
        if other is not None:
            yield Finding.of(code, agreement=facts.agreement, book=other[0], other=other[1])


def metres(area_dm2: int) -> str:
    """Return an area of whole square decimetres in square metres: 4650 → 46.50."""
    return f"{area_dm2 // 100}.{area_dm2 % 100:02d}"
