"""Rules on what is registered: parties, projects with their five parties, budget lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.controls.facts import FIVE_ROLES
from cityledger.kernel import ids, words
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.controls.facts import RoleFacts

USCC = Control(
    code="party.uscc_invalid",
    zh="统一社会信用代码无效",
    en="Invalid credit code",
    source=Source("GB 32100-2015", "校验码", "read"),
    says_zh="统一社会信用代码{uscc}无效:{problem}。",
    says_en="Credit code {uscc} is not valid: {problem_en}.",
    remedy_zh="对照营业执照更正。",
    remedy_en="Correct it against the business licence.",
)
PARTY_KNOWN = Control(
    code="party.duplicate",
    zh="单位已登记",
    en="Party registered already",
    source=Source("本程序规则", "登记簿唯一", "own"),
    says_zh="单位{uscc}已登记为“{name}”。",
    says_en="{uscc} is registered already as “{name}”.",
    remedy_zh="直接使用已登记单位;账户变更另行办理。",
    remedy_en="Use the registered party; a change of account is an act of its own.",
)
PROJECT_ROLE = Control(
    code="project.five_parties",
    zh="五方责任主体不全",
    en="Five parties incomplete",
    source=Source("建质〔2014〕124号", "五方责任主体项目负责人", "read"),
    says_zh="项目缺少{role}的{missing}。",
    says_en="The project lacks the {role_en}'s {missing_en}.",
    remedy_zh="补齐单位、负责人、授权书和承诺书。",
    remedy_en="Add the party, its leader, the authorisation and the commitment letter.",
)
AFFILIATED = Control(
    code="project.supervisor_affiliated",
    zh="监理单位与施工单位为同一主体",
    en="Supervisor is the contractor",
    source=Source("国令279号 建设工程质量管理条例", "第三十五条", "read"),
    says_zh="监理单位与施工单位同为{party}。",
    says_en="{party} is both supervisor and contractor.",
    remedy_zh="另行委托与施工单位无隶属关系的监理单位。",
    remedy_en="Appoint a supervisor that is not affiliated with the contractor.",
)
OVER_DOCUMENT = Control(
    code="budget.over_document",
    zh="概算明细超过批复总额",
    en="Budget lines exceed the approval",
    source=Source("国令712号 政府投资条例", "第十二条", "read"),
    says_zh="概算明细合计{asked_fen}元,超过批复文件总额{limit_fen}元。",
    says_en="The budget lines sum to {asked_fen}; the document approves {limit_fen}.",
    remedy_zh="按批复文件更正明细,或报原审批机关调整。",
    remedy_en="Correct the lines, or have the approving authority adjust the estimate.",
)

CONTROLS = (USCC, PARTY_KNOWN, PROJECT_ROLE, AFFILIATED, OVER_DOCUMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFacts:
    """A party about to be registered; `known_as` is its name if the code is registered already."""

    code: str
    scheme: str
    known_as: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetFacts:
    """Budget lines under one approval document: their sum with earlier ones, and its total."""

    asked_fen: int
    limit_fen: int | None


def check_party(facts: PartyFacts) -> Iterator[Finding]:
    """Yield what is wrong with a party to be registered."""
    if facts.scheme == "uscc" and (problem := ids.uscc_problem(facts.code)):
        english = ids.uscc_problem(facts.code, "en")
        yield Finding.of(USCC.code, uscc=facts.code, problem=problem, problem_en=english)
    if facts.known_as is not None:
        yield Finding.of(PARTY_KNOWN.code, uscc=facts.code, name=facts.known_as)


def missing_roles(roles: tuple[RoleFacts, ...]) -> Iterator[dict[str, str]]:
    """Yield for each of the five parties what it lacks, in both languages."""
    known = {row.role: row for row in roles}
    for role in FIVE_ROLES:
        row = known.get(role)
        needed = (
            ("单位", "party", row.party_id if row else ""),
            ("项目负责人", "leader", row.leader if row else ""),
            ("承诺书", "commitment letter", row.letter_no if row else ""),
            ("授权书", "authorisation", row.authorisation_no if row else ""),
        )
        missing = [(zh, en) for zh, en, value in needed if not value.strip()]
        if missing:
            yield {
                "role": words.term(role),
                "role_en": words.term(role, "en"),
                "missing": "、".join(zh for zh, _ in missing),
                "missing_en": ", ".join(en for _, en in missing),
            }


def check_project(roles: tuple[RoleFacts, ...]) -> Iterator[Finding]:
    """Yield what is wrong with the five parties of a project."""
    for lack in missing_roles(roles):
        yield Finding.of(PROJECT_ROLE.code, **lack)
    party = {row.role: row.party_id for row in roles}
    supervisor = party.get("supervisor")
    if supervisor is not None and supervisor == party.get("contractor"):
        yield Finding.of(AFFILIATED.code, party=supervisor)


def check_budget(facts: BudgetFacts) -> Iterator[Finding]:
    """Yield whether budget lines exceed the document that approves them."""
    if facts.limit_fen is not None and facts.asked_fen > facts.limit_fen:
        limit = facts.limit_fen
        yield Finding.of(OVER_DOCUMENT.code, asked_fen=facts.asked_fen, limit_fen=limit)
