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

CONTROLS = (ROUTE, BOND_LEVEL, BOND_SCOPE, BEYOND, PURCHASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """A source about to be registered, by the keys of `kernel.sources`."""

    kind: str
    level: str
    route: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarmarkFacts:
    """The earmarks of a tranche, and those of the document (or parent) they must lie within."""

    label: str
    kind: str
    uses: tuple[str, ...] = (ANY_USE,)
    has_scope: bool = False
    document: str | None = None
    allowed: tuple[str, ...] = (ANY_USE,)
    forbidden: tuple[str, ...] = ()
    fund_year: int | None = None
    allotment_year: int | None = None


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
    for use in facts.uses:
        if not covers(facts.allowed, use) or use in facts.forbidden:
            yield Finding.of(
                BEYOND.code,
                use=use,
                document=facts.document or "—",
                uses=",".join(facts.allowed),
                forbids=",".join(facts.forbidden) or "—",
            )
