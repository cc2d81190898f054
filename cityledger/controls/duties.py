"""Payment rules on people: separation of duties (财会〔2012〕21号, evidence.md §2.2, L8).

At each stage only the people known so far can be judged: a request knows its maker, a payment
knows everybody.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from cityledger.controls.case import Case, Rule
from cityledger.controls.control import Control, Source
from cityledger.kernel import money, words

if TYPE_CHECKING:
    from collections.abc import Iterator

NEEDED = {
    "request": ("maker",),
    "review": ("maker", "reviewer"),
    "approve": ("maker", "reviewer", "approver"),
    "pay": ("maker", "reviewer", "approver", "cashier"),
}
APPROVERS_ABOVE_THRESHOLD = 2

VACANT = Control(
    code="payment.duty_vacant",
    zh="流程岗位缺人",
    en="Duty not performed",
    source=Source("财会〔2012〕21号", "第二十九条", "read"),
    says_zh="到{stage}环节,{duty}岗位还没有人办理。",
    says_en="At the stage {stage_en} nobody has acted as {duty_en} yet.",
    remedy_zh="先由{duty}办理并签名。",
    remedy_en="Let the {duty_en} act and sign first.",
)
NOT_HELD = Control(
    code="payment.duty_not_held",
    zh="办理人不具备该岗位",
    en="Duty not held",
    source=Source("财会〔2012〕21号", "第二十九条;本程序规则 L8", "read"),
    says_zh="{person}在登记簿第{registry_size}条时没有{duty}岗位。",
    says_en="{person} did not hold the duty of {duty_en} at registry size {registry_size}.",
    remedy_zh="由持有该岗位的人办理,或由管理员先授予岗位。",
    remedy_en="Let a holder of the duty act, or have the administrators grant it first.",
)
SHARED = Control(
    code="payment.duty_shared",
    zh="不相容岗位由同一人办理",
    en="Incompatible duties in one hand",
    source=Source("财会〔2012〕21号", "第二十九条、第四十一条", "read"),
    says_zh="{person}同时办理{duty}和{other},二者必须分离。",
    says_en="{person} acted both as {duty_en} and as {other_en}; these are incompatible.",
    remedy_zh="由另一人办理其中一个环节。",
    remedy_en="Let another person take one of the two steps.",
)
ADMIN = Control(
    code="payment.duty_admin",
    zh="系统管理员办理资金业务",
    en="Administrator in a money duty",
    source=Source("财会〔2012〕21号", "不相容岗位;本程序规则 L8", "own"),
    says_zh="{person}是系统管理员,不得担任{duty}。",
    says_en="{person} is an administrator and may not act as {duty_en}.",
    remedy_zh="由业务人员办理;管理员不持有资金岗位。",
    remedy_en="Let a finance officer act; administrators hold no money duty.",
)
INTEREST = Control(
    code="payment.duty_interest",
    zh="办理人申报了利害关系",
    en="Declared interest",
    source=Source("本程序规则", "L8 回避", "own"),
    says_zh="{person}({duty})对收款单位申报了利害关系,应当回避。",
    says_en="{person} ({duty_en}) declared an interest in the payee and has to stand aside.",
    remedy_zh="由没有利害关系的人办理该环节。",
    remedy_en="Let somebody without an interest take this step.",
)
SECOND = Control(
    code="payment.second_approver",
    zh="大额付款缺少第二审批人",
    en="Second approver missing",
    source=Source("区级支付管理规定", "大额双签", "own"),
    says_zh="付款{amount}元,与同一合同(补偿款为同一项目)在办未付的合计{together}元,"
    "达到双签限额{limit}元,已审批{count}人,须两名不同审批人。",
    says_en="{amount}, {together} with what the contract (or the payout to households) still has "
    "under way, reaches the limit {limit} for two approvers; {count} approved.",
    remedy_zh="由另一名审批人再次审批。",
    remedy_en="Have another approver approve as well.",
    parameters=("payment.second_approver_fen",),
    version=2,
)

_STAGE_ZH = {"request": "申请", "review": "复核", "approve": "审批", "pay": "支付"}


def _named(duty: str, name: str = "duty") -> dict[str, object]:
    return {name: words.term(duty), f"{name}_en": words.term(duty, "en")}


def _vacant(case: Case) -> Iterator[dict[str, object]]:
    known = {row.duty for row in case.facts.duties}
    stage = case.facts.stage
    for duty in NEEDED[stage]:
        if duty not in known:
            yield {"stage": _STAGE_ZH[stage], "stage_en": stage, **_named(duty)}


def _not_held(case: Case) -> Iterator[dict[str, object]]:
    for row in case.facts.duties:
        if not row.holds_role:
            yield {
                "person": row.person.name,
                **_named(row.duty),
                "registry_size": row.registry_size,
            }


def _shared(case: Case) -> Iterator[dict[str, object]]:
    for one, two in combinations(case.facts.duties, 2):
        if one.person == two.person:
            yield {"person": one.person.name, **_named(one.duty), **_named(two.duty, "other")}


def _admin(case: Case) -> Iterator[dict[str, object]]:
    for row in case.facts.duties:
        if row.is_admin:
            yield {"person": row.person.name, **_named(row.duty)}


def _interest(case: Case) -> Iterator[dict[str, object]]:
    for row in case.facts.duties:
        if row.has_interest:
            yield {"person": row.person.name, **_named(row.duty)}


def _second(case: Case) -> Iterator[dict[str, object]]:
    limit = case.parameters.fen("payment.second_approver_fen", case.on)
    approvers = {row.person for row in case.facts.duties if row.duty == "approver"}
    missing = len(approvers) < APPROVERS_ABOVE_THRESHOLD
    if case.facts.stage == "pay" and case.facts.together_fen >= limit and missing:
        yield {
            "amount": money.text(case.facts.amount_fen),
            "together": money.text(case.facts.together_fen),
            "limit": money.text(limit),
            "count": len(approvers),
        }


RULES = (
    Rule(VACANT, _vacant),
    Rule(NOT_HELD, _not_held),
    Rule(SHARED, _shared),
    Rule(ADMIN, _admin),
    Rule(INTEREST, _interest),
    Rule(SECOND, _second),
)
