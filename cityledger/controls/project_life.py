"""Rules on the life of a project: approvals and their adjustment, phases, reviews, the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.controls.register import missing_roles
from cityledger.kernel import words
from cityledger.kernel.days import add_months
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.facts import RoleFacts
    from cityledger.controls.parameters import Parameters

NEXT = {
    "proposal": ("feasibility",),
    "feasibility": ("design",),
    "design": ("tender",),
    "tender": ("construction",),
    "construction": ("acceptance",),
    "acceptance": ("closing", "operation"),
    "closing": ("operation", "closed"),
    "operation": ("closing", "closed"),
    "closed": (),
}
"""What may follow a phase; a project enters the ledger in whatever phase it has reached."""

BUDGETED = frozenset({"tender", "construction"})
"""Phases that stand on an approved 概算."""

ACCEPTED = frozenset({"closing", "operation", "closed"})
"""Phases that stand on an acceptance."""

REBUILD_REVIEW = "site_rebuild"
"""The kind of review that judges why a site is built on again (S1)."""

FULL_BP = 10_000
MONTHS = 12

_INVESTMENT = "国令712号 政府投资条例"

AUTHORITY = Control(
    code="document.other_authority",
    zh="不是原审批机关的文件",
    en="Not the original authority",
    source=Source(_INVESTMENT, "第二十三条", "read"),
    says_zh="文件{doc_no}由{authority}印发;{original}由{approver}批准,只能由其调整。",
    says_en="{doc_no} is by {authority}; {original} was approved by {approver}, who alone may.",
    remedy_zh="报原审批机关{approver}同意后登记其批复。",
    remedy_en="Obtain the document of {approver}.",
)
OVER_ESTIMATE = Control(
    code="budget.over_estimate",
    zh="概算超估算未报告",
    en="Budget over the estimate, not reported",
    source=Source(_INVESTMENT, "第十二条", "read"),
    says_zh="概算合计{budget_fen}元,超过估算{estimate_fen}元的{limit}即{limit_fen}元,没有报告文件。",
    says_en="The budget {budget_fen} exceeds the estimate {estimate_fen} by over {limit}.",
    remedy_zh="向审批机关报告,登记报告文件(种类:超估算报告)后再登记概算。",
    remedy_en="Report to the authority and register that report first.",
    parameters=("estimate.over_report_bp",),
)
NO_SOURCE = Control(
    code="budget.no_source",
    zh="增加概算没有资金来源",
    en="Increase without a source",
    source=Source(_INVESTMENT, "第二十三条", "read"),
    says_zh="调整增加概算{more_fen}元,没有说明资金来源。",
    says_en="The adjustment adds {more_fen} and names no source of money.",
    remedy_zh="填写增加投资的资金来源。",
    remedy_en="Name the source that will pay for it.",
)
BELOW_USED = Control(
    code="budget.below_used",
    zh="调减超过未使用概算",
    en="Lowered below what is used",
    source=Source(_INVESTMENT, "第二十三条", "read"),
    says_zh="概算项目“{line}”调减{less_fen}元,尚未使用的只有{free_fen}元。",
    says_en="Line “{line}” is lowered by {less_fen}; only {free_fen} of it is free.",
    remedy_zh="调减额不得超过未签约的概算。",
    remedy_en="Lower it by no more than is free.",
)
PHASE = Control(
    code="project.phase_order",
    zh="项目阶段顺序不对",
    en="Phase out of order",
    source=Source("本程序规则", "项目阶段", "own"),
    says_zh="项目现为{phase}阶段,不能进入{wanted};可进入:{allowed}。",
    says_en="The project is in {phase_en}; {wanted_en} does not follow. Next: {allowed_en}.",
    remedy_zh="按顺序登记各阶段及其文件。",
    remedy_en="Enter the phases in their order, each with its document.",
)
PHASE_DAY = Control(
    code="project.phase_day",
    zh="阶段日期早于上一阶段",
    en="Phase before the last one",
    source=Source("本程序规则", "项目阶段", "own"),
    says_zh="进入日{entered_on}早于上一阶段的{former_on}。",
    says_en="It is entered on {entered_on}, before the last phase on {former_on}.",
    remedy_zh="更正日期。",
    remedy_en="Correct the day.",
)
NO_BUDGET = Control(
    code="project.phase_without_budget",
    zh="概算未批准先招标或施工",
    en="Tender or works before the budget",
    source=Source(_INVESTMENT, "第十二条", "read"),
    says_zh="项目没有批准的概算,不能进入{wanted}阶段。",
    says_en="The project has no approved budget and cannot enter {wanted_en}.",
    remedy_zh="先登记概算批复及明细。",
    remedy_en="Register the approval with its budget lines first.",
)
NO_PARTIES = Control(
    code="project.phase_without_parties",
    zh="五方责任不全先施工",
    en="Works before the five parties",
    source=Source("建质〔2014〕124号", "开工前签署授权书", "read"),
    says_zh="{role}缺少{missing},不能进入施工阶段。",
    says_en="The {role_en} lacks {missing_en}; works cannot begin.",
    remedy_zh="开工前补齐单位、负责人、承诺书和授权书。",
    remedy_en="Complete party, leader, letter and authorisation before works begin.",
)
NOT_ACCEPTED = Control(
    code="project.phase_without_acceptance",
    zh="未经竣工验收即使用或决算",
    en="Used before acceptance",
    source=Source("国令279号 建设工程质量管理条例", "第五十八条", "read"),
    says_zh="项目没有竣工验收登记,不能进入{wanted}阶段。",
    says_en="No acceptance is registered; the project cannot enter {wanted_en}.",
    remedy_zh="组织竣工验收并登记。",
    remedy_en="Have the works accepted and register that.",
)
REBUILT = Control(
    code="project.site_rebuilt",
    zh="建成不久又重建",
    en="Site rebuilt too soon",
    source=Source("本区建设工作要求", "一三 杜绝今年建、明年拆 (S1)", "own"),
    says_zh="{site}上的项目{other}于{accepted_on}竣工,不满{years}年;没有通过的重建论证。",
    says_en="On {site} project {other} was accepted on {accepted_on}, under {years} years ago.",
    remedy_zh="组织重建论证(评审种类:重建论证),通过后再进入该阶段。",
    remedy_en="Have a review judge why it is built again; enter the phase once it has passed.",
    parameters=("site.rebuild_years",),
)
EXPERTS = Control(
    code="review.too_few_experts",
    zh="评审专家人数不足",
    en="Too few experts",
    source=Source("本区建设工作要求", "二三1 严格的评审机制 (S19)", "own"),
    says_zh="评审专家{count}人,至少{least}人。",
    says_en="{count} experts judged; at least {least} are needed.",
    remedy_zh="增加专家后重新评审。",
    remedy_en="Let more experts judge.",
    parameters=("review.experts_min",),
)
EXPERT_TIED = Control(
    code="review.expert_interested",
    zh="评审专家是本项目责任人",
    en="Expert answers for the project",
    source=Source("本区建设工作要求", "二三1 严格的评审机制 (S19)", "own"),
    says_zh="{expert}是本项目{role}的项目负责人,不得参加评审。",
    says_en="{expert} leads the {role_en} of this project and may not judge it.",
    remedy_zh="另请专家。",
    remedy_en="Ask another expert.",
)

CONTROLS = (
    AUTHORITY, OVER_ESTIMATE, NO_SOURCE, BELOW_USED, PHASE, PHASE_DAY, NO_BUDGET, NO_PARTIES,
    NOT_ACCEPTED, REBUILT, EXPERTS, EXPERT_TIED,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """A document that changes or follows an earlier one, and that earlier one."""

    doc_no: str
    authority: str
    original: str
    approver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateFacts:
    """The 概算 of a project after an act, its 估算 (None: none registered), and who was told."""

    budget_fen: int
    estimate_fen: int | None
    is_reported: bool
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustedLine:
    """A budget line with what is added to it (negative: taken), and what is free of it before."""

    name: str
    change_fen: int
    free_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHistory:
    """Another project on the same site and when it was accepted."""

    code: str
    site: str
    accepted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseFacts:
    """A phase about to be entered, and what it has to stand on."""

    wanted: str
    entered_on: date
    phase: str | None = None
    phase_on: date | None = None
    has_budget: bool = False
    is_accepted: bool = False
    roles: tuple[RoleFacts, ...] = ()
    before: tuple[SiteHistory, ...] = ()
    is_rebuild_reviewed: bool = False


def check_authority(facts: PaperFacts) -> Iterator[Finding]:
    """Yield whether somebody else than the original authority changes a document."""
    if facts.authority != facts.approver:
        yield Finding.of(
            AUTHORITY.code,
            doc_no=facts.doc_no,
            authority=facts.authority,
            original=facts.original,
            approver=facts.approver,
        )


def check_estimate(facts: EstimateFacts, parameters: Parameters) -> Iterator[Finding]:
    """Yield whether the 概算 exceeds the 估算 by more than the share that must be reported."""
    if facts.estimate_fen is None or facts.is_reported:
        return
    bp = parameters.bp("estimate.over_report_bp", facts.on)
    if facts.budget_fen * FULL_BP > facts.estimate_fen * (FULL_BP + bp):
        yield Finding.of(
            OVER_ESTIMATE.code,
            budget_fen=facts.budget_fen,
            estimate_fen=facts.estimate_fen,
            limit=f"{bp // 100}.{bp % 100:02d}%",
            limit_fen=facts.estimate_fen * (FULL_BP + bp) // FULL_BP,
        )


def check_adjusted(lines: tuple[AdjustedLine, ...], source: str | None) -> Iterator[Finding]:
    """Yield what is wrong with an adjustment: no money behind it, or a line already used."""
    more = sum(line.change_fen for line in lines)
    if more > 0 and not (source or "").strip():
        yield Finding.of(NO_SOURCE.code, more_fen=more)
    for line in lines:
        if -line.change_fen > line.free_fen:
            yield Finding.of(
                BELOW_USED.code,
                line=line.name,
                less_fen=-line.change_fen,
                free_fen=line.free_fen,
            )


def check_phase(facts: PhaseFacts, parameters: Parameters) -> Iterator[Finding]:
    """Yield what speaks against entering a phase."""
    wanted = _named("wanted", facts.wanted)
    if facts.phase is not None and facts.wanted not in NEXT[facts.phase]:
        allowed = NEXT[facts.phase]
        yield Finding.of(
            PHASE.code,
            **_named("phase", facts.phase),
            **wanted,
            allowed="、".join(words.term(f"life_phase.{one}") for one in allowed) or "—",
            allowed_en=", ".join(words.term(f"life_phase.{one}", "en") for one in allowed) or "—",
        )
    if facts.phase_on is not None and facts.entered_on < facts.phase_on:
        yield Finding.of(PHASE_DAY.code, entered_on=facts.entered_on, former_on=facts.phase_on)
    if facts.wanted in BUDGETED and not facts.has_budget:
        yield Finding.of(NO_BUDGET.code, **wanted)
    if facts.wanted == "construction":
        for lack in missing_roles(facts.roles):
            yield Finding.of(NO_PARTIES.code, **lack)
    if facts.wanted in ACCEPTED and not facts.is_accepted:
        yield Finding.of(NOT_ACCEPTED.code, **wanted)
    if facts.wanted in {"construction", "acceptance"} and not facts.is_rebuild_reviewed:
        yield from _rebuilt(facts, parameters)


def rebuild_until(accepted_on: date, parameters: Parameters, on: date) -> date:
    """Return the first day a site may be built on again without a review of its own."""
    return add_months(accepted_on, parameters.count("site.rebuild_years", on) * MONTHS)


def _rebuilt(facts: PhaseFacts, parameters: Parameters) -> Iterator[Finding]:
    for other in facts.before:
        if facts.entered_on < rebuild_until(other.accepted_on, parameters, facts.entered_on):
            yield Finding.of(
                REBUILT.code,
                site=other.site,
                other=other.code,
                accepted_on=other.accepted_on,
                years=parameters.count("site.rebuild_years", facts.entered_on),
            )


def _named(name: str, phase: str) -> dict[str, str]:
    return {
        name: words.term(f"life_phase.{phase}"),
        f"{name}_en": words.term(f"life_phase.{phase}", "en"),
    }


def check_review(
    experts: tuple[str, ...], leaders: dict[str, str], on: date, parameters: Parameters
) -> Iterator[Finding]:
    """Yield whether too few experts judged, or one who answers for the project (name → role)."""
    least = parameters.count("review.experts_min", on)
    if len(set(experts)) < least:
        yield Finding.of(EXPERTS.code, count=len(set(experts)), least=least)
    for expert in sorted(set(experts) & set(leaders)):
        role = leaders[expert]
        yield Finding.of(
            EXPERT_TIED.code,
            expert=expert,
            role=words.term(role),
            role_en=words.term(role, "en"),
        )
