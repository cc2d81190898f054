"""Rules on sources and their documents: lawful routes, bonds, uses within the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.controls.facts import ANY_USE
from cityledger.kernel import words
from cityledger.kernel.errors import Finding
from cityledger.kernel.sources import BONDS, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

ROUTE = Control(
    code="source.route",
    zh="资金来源与渠道不符",
    en="Source by an unlawful route",
    source=Source("本程序规则", "资金来源种类与渠道对照", "own"),
    says_zh="{kind}不能经“{route}”取得;可经:{lawful}。",
    says_en="{kind_en} cannot come by {route_en}; it may come by: {lawful_en}.",
    remedy_zh="核对资金文件,更正来源种类或渠道。",
    remedy_en="Check the document, and correct the kind or the route.",
)
BOND_LEVEL = Control(
    code="source.bond_level",
    zh="债券发行主体不合法",
    en="Bond not issued by the province",
    source=Source("预算法(2018)", "第三十五条", "read"),
    says_zh="{kind}的级次登记为{level};地方政府债券只能由省级发行并转贷。",
    says_en="The level of the {kind_en} is {level_en}; only the province issues bonds.",
    remedy_zh="按省级转贷文件登记;其他方式举借的不得作为政府债务。",
    remedy_en="Register the province's on-lending document; no other borrowing is lawful.",
)
BOND_SCOPE = Control(
    code="receipt.bond_scope",
    zh="专项债券未对应项目",
    en="Special bond names no project",
    source=Source("财预〔2018〕28号", "债券资金对应项目", "unverified"),
    says_zh="专项债券资金{label}没有登记对应的项目。",
    says_en="Money {label} of a special bond names no project it was issued for.",
    remedy_zh="按债券文件登记对应项目。",
    remedy_en="Record the projects of the bond's document.",
)
BEYOND = Control(
    code="receipt.beyond_document",
    zh="登记用途超出文件",
    en="Uses wider than the document",
    source=Source("预算法(2018)", "第九十三条", "read"),
    says_zh="用途{use}不在{document}的批准用途内(批准用途:{uses};不得用于:{forbids})。",
    says_en="Use {use} is not among those of {document} ({uses}; not {forbids}).",
    remedy_zh="按文件更正用途;调整用途须报原下达机关批准。",
    remedy_en="Correct the uses; the grantor alone may change them.",
)
PURCHASE = Control(
    code="receipt.purchase_budget_year",
    zh="购买服务资金未列入当年预算",
    en="Service purchase outside the year's budget",
    source=Source("财预〔2017〕87号", "政府购买服务先有预算、后购买服务", "unverified"),
    says_zh="购买服务资金{label}属{fund_year}年,预算指标为{allotment_year}年。",
    says_en="Money {label} buys services in {fund_year}; its allotment is of {allotment_year}.",
    remedy_zh="使用当年预算指标;没有预算的不得以购买服务名义融资。",
    remedy_en="Use an allotment of that year; without a budget nothing may be bought.",
)
PARENT = Control(
    code="receipt.other_parent",
    zh="非利息资金登记了本金批次",
    en="Parent named by other money than interest",
    source=Source("本程序规则", "利息沿用本金的限制", "own"),
    says_zh="资金{label}不是存款利息,不能写本金批次{parent}。",
    says_en="Money {label} is no interest on deposits; it has no parent such as {parent}.",
    remedy_zh="去掉本金批次,按下达文件登记用途、范围和期限。",
    remedy_en="Leave the parent out; enter uses, scope and term of the money's own document.",
)
BEYOND_PARENT = Control(
    code="receipt.beyond_parent",
    zh="利息的范围或期限宽于本金",
    en="Interest freer than its principal",
    source=Source("本程序规则", "利息沿用本金的限制", "own"),
    says_zh="利息{label}的{what}宽于本金批次{parent}。",
    says_en="The {what_en} of interest {label} is wider than that of its principal {parent}.",
    remedy_zh="不填写即沿用本金的范围和期限。",
    remedy_en="Leave it empty: interest follows its principal.",
)
FUND_YEAR = Control(
    code="receipt.fund_year",
    zh="资金年度晚于到账和指标年度",
    en="Year of the money too late",
    source=Source("预算法(2018)", "第四十二条", "read"),
    says_zh="资金{label}登记为{fund_year}年资金,到账或指标年度最晚为{latest}年。",
    says_en="Money {label} is entered as of {fund_year}; it came or was allotted in {latest}.",
    remedy_zh="按指标文件更正资金年度;结转两年的期限自该年度起算。",
    remedy_en="Correct the year against the allotment: the two years of carrying run from it.",
)
OTHER_ALLOTMENT = Control(
    code="receipt.other_allotment",
    zh="指标不属于该资金来源",
    en="Allotment of another source",
    source=Source("预算法(2018)", "第十三条", "unverified"),
    says_zh="资金{label}来自“{source}”,所选指标属于“{known}”。",
    says_en="Money {label} comes from “{source}”; the allotment is one of “{known}”.",
    remedy_zh="选择同一资金来源的指标,或更正资金来源。",
    remedy_en="Name an allotment of that source, or correct the source.",
)
BOUND_MONEY = Control(
    code="transfer.bound_money",
    zh="不得拨往其他账套的资金",
    en="Money that may not leave its book",
    source=Source("本程序规则", "L4 专款专用", "own"),
    says_zh="资金批次{tranche}是{what},不能拨往其他账套。",
    says_en="Tranche {tranche} is {what_en}: it cannot be sent to another book.",
    remedy_zh="在本账套按规定使用:保证金只退缴存人,以奖代补凭认定成果,风险池只付合作银行。",
    remedy_en="Use it in this book: for its depositor, its accepted result, or its pool's bank.",
)

CONTROLS = (
    ROUTE, BOND_LEVEL, BOND_SCOPE, BEYOND, PURCHASE, PARENT, BEYOND_PARENT, FUND_YEAR,
    OTHER_ALLOTMENT, BOUND_MONEY,
)  # fmt: skip
_BOUND = {
    "deposit": ("保证金", "a deposit"),
    "unidentified": ("待核实款项", "not identified yet"),
    "reward_grant": ("以奖代补资金", "a reward"),
    "risk_pool": ("风险补偿资金", "the money of a risk pool"),
}
"""Kinds of tranche and of source whose bounds the other book would not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """A source about to be registered, by the keys of `kernel.sources`."""

    kind: str
    level: str
    route: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarmarkFacts:
    """The earmarks of a tranche, and those of the document (or parent) they must lie within.

    `scope` None means every project. `parent` is the tranche whose interest this is said to be;
    `parent_scope` and `parent_expiry_on` are then what bounds it.
    """

    label: str
    kind: str
    uses: tuple[str, ...] = (ANY_USE,)
    has_scope: bool = False
    document: str | None = None
    allowed: tuple[str, ...] = (ANY_USE,)
    forbidden: tuple[str, ...] = ()
    fund_year: int | None = None
    allotment_year: int | None = None
    source: str = ""
    allotment_source: str | None = None
    received_year: int = 0
    is_interest: bool = False
    scope: tuple[int, ...] | None = None
    expiry_on: date | None = None
    parent: str | None = None
    parent_scope: tuple[int, ...] | None = None
    parent_expiry_on: date | None = None


def covers(uses: tuple[str, ...], use: str) -> bool:
    """Say whether a list of uses names a use: `*`, itself, or its class."""
    return ANY_USE in uses or use in uses or use.partition(":")[0] in uses


def check_source(facts: SourceFacts) -> tuple[Finding, ...]:
    """Return every finding against a source."""
    return tuple(_source(facts))


def _source(facts: SourceFacts) -> Iterator[Finding]:
    kind, lawful = f"fund_kind.{facts.kind}", KINDS[facts.kind].routes
    names = {"kind": words.term(kind), "kind_en": words.term(kind, "en")}
    if facts.route not in lawful:
        route = f"fund_route.{facts.route}"
        yield Finding.of(
            ROUTE.code,
            **names,
            route=words.term(route),
            route_en=words.term(route, "en"),
            lawful="、".join(words.term(f"fund_route.{key}") for key in lawful),
            lawful_en=", ".join(words.term(f"fund_route.{key}", "en") for key in lawful),
        )
    if facts.kind in BONDS and facts.level != "province":
        level = f"fund_level.{facts.level}"
        said = {"level": words.term(level), "level_en": words.term(level, "en")}
        yield Finding.of(BOND_LEVEL.code, **names, **said)


def check_sending(tranche: str, *kinds: str) -> tuple[Finding, ...]:
    """Return whether a tranche is bound to its book by its own kind or that of its source."""
    names = next((_BOUND[kind] for kind in kinds if kind in _BOUND), None)
    if names is None:
        return ()
    return (Finding.of(BOUND_MONEY.code, tranche=tranche, what=names[0], what_en=names[1]),)


def check_earmarks(facts: EarmarkFacts) -> tuple[Finding, ...]:
    """Return every finding against the earmarks of a tranche."""
    return tuple(_earmarks(facts))


def _earmarks(facts: EarmarkFacts) -> Iterator[Finding]:
    if facts.kind == "special_bond" and not facts.has_scope:
        yield Finding.of(BOND_SCOPE.code, label=facts.label)
    years = (facts.fund_year, facts.allotment_year)
    if facts.kind == "service_purchase" and years[0] != years[1]:
        yield Finding.of(
            PURCHASE.code, label=facts.label, fund_year=years[0], allotment_year=years[1] or "—"
        )
    yield from _parent(facts)
    latest = max(facts.received_year, facts.allotment_year or 0)
    if facts.fund_year is not None and facts.fund_year > latest:
        yield Finding.of(
            FUND_YEAR.code, label=facts.label, fund_year=facts.fund_year, latest=latest
        )
    if facts.allotment_source is not None and facts.allotment_source != facts.source:
        known = facts.allotment_source
        yield Finding.of(OTHER_ALLOTMENT.code, label=facts.label, source=facts.source, known=known)
    for use in facts.uses:
        if not covers(facts.allowed, use) or use in facts.forbidden:
            yield Finding.of(
                BEYOND.code,
                use=use,
                document=facts.document or "—",
                uses=",".join(facts.allowed),
                forbids=",".join(facts.forbidden) or "—",
            )


def _parent(facts: EarmarkFacts) -> Iterator[Finding]:
    """Interest is bound as its principal is, and nothing else may borrow those bounds."""
    if facts.parent is None:
        return
    named = {"label": facts.label, "parent": facts.parent}
    if not facts.is_interest:
        yield Finding.of(PARENT.code, **named)
        return
    if facts.parent_scope is not None and (
        facts.scope is None or not set(facts.scope) <= set(facts.parent_scope)
    ):
        yield Finding.of(BEYOND_PARENT.code, **named, what="项目范围", what_en="scope")
    last = facts.parent_expiry_on
    if last is not None and (facts.expiry_on is None or facts.expiry_on > last):
        yield Finding.of(BEYOND_PARENT.code, **named, what="使用期限", what_en="term")
