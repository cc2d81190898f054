"""Overrides (特批): one rule, one project, an amount and a day, by two persons who do not pay.

An override lifts a finding and nothing else: money, duties, five parties and laws cannot be named.
Every named override has to hold at every step of the payment, not only when the request is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.kernel import days
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.controls.facts import OverrideFacts, PaymentFacts
    from cityledger.controls.parameters import Parameters

GUARANTEE = "payment.guarantee_expired"
_RULE = Source("财会〔2012〕21号", "第二十九条;本程序规则 特批双人、有因、有期限", "own")
_DISTRICT = Source("区级支付管理规定", "特批", "unverified")

NOT_ALLOWED = Control(
    code="override.not_allowed",
    zh="该规则不得特批",
    en="Not open to override",
    source=_RULE,
    says_zh="规则{control}不在可特批之列;资金、岗位、五方责任和账簿定律一律不得特批。",
    says_en="{control} may not be set aside; money, duties, the five parties and laws never are.",
    remedy_zh="按规则补正;可特批的规则:{known}。",
    remedy_en="Meet the rule; open to override: {known}.",
)
REASON_SHORT = Control(
    code="override.reason_short",
    zh="特批理由过短",
    en="Reason too short",
    source=_DISTRICT,
    says_zh="特批理由只有{found}个字,至少{needed}个字。",
    says_en="The reason has {found} characters; {needed} are needed.",
    remedy_zh="写明原因、依据和补救办法。",
    remedy_en="Say why, on what basis, and how it will be made good.",
    parameters=("override.reason_min_chars",),
)
TOO_LONG = Control(
    code="override.too_long",
    zh="特批期限不当",
    en="Term of an override",
    source=_DISTRICT,
    says_zh="特批有效期至{expires_on},应在{today}至{latest}之间(最长{longest}天)。",
    says_en="It would end {expires_on}; it has to end from {today} to {latest} ({longest} days).",
    remedy_zh="改到期日;到期后仍需要的重新申请。",
    remedy_en="Change the day; ask anew for what is needed beyond it.",
    parameters=("override.longest_days",),
)
SAME_PERSON = Control(
    code="override.same_person",
    zh="申请人不得自行特批",
    en="Granted by who asked",
    source=_RULE,
    says_zh="{actor}申请了特批{override},不得自行批准。",
    says_en="{actor} asked for override {override} and may not grant it.",
    remedy_zh="由另一名审批人批准。",
    remedy_en="Let another approver grant it.",
)
DECIDED = Control(
    code="override.decided",
    zh="特批已有结论",
    en="Decided already",
    source=_RULE,
    says_zh="特批{override}已经批准或收回,不得再批。",
    says_en="Override {override} was granted or taken back already.",
    remedy_zh="需要的另行申请。",
    remedy_en="Ask for a new one.",
)
LAPSED = Control(
    code="override.lapsed",
    zh="特批申请已过期",
    en="Asked for too long ago",
    source=_RULE,
    says_zh="特批{override}的有效期{expires_on}已过,不得再批准。",
    says_en="Override {override} ended {expires_on} and can no longer be granted.",
    remedy_zh="重新申请。",
    remedy_en="Ask for a new one.",
)
NOTHING_HELD = Control(
    code="override.nothing_held",
    zh="没有可收回的特批",
    en="Nothing to take back",
    source=_RULE,
    says_zh="特批{override}尚未批准或已经收回。",
    says_en="Override {override} is not granted, or was taken back.",
    remedy_zh="无需再办。",
    remedy_en="Nothing is left to do.",
)
NOT_HELD = Control(
    code="override.not_held",
    zh="特批未批准或已收回",
    en="Override not in force",
    source=_RULE,
    says_zh="申请引用的特批{override}尚未批准或已收回。",
    says_en="Override {override}, which the request names, is not granted or was taken back.",
    remedy_zh="先由另一人批准,或去掉引用后按规则办理。",
    remedy_en="Have it granted by another person, or meet the rule without it.",
)
EXPIRED = Control(
    code="override.expired",
    zh="特批已到期",
    en="Override expired",
    source=_RULE,
    says_zh="特批{override}有效期至{expires_on};付款日{value_date}、办理日{today}都不得晚于该日。",
    says_en="Override {override} ended {expires_on}: value date {value_date}, taken on {today}.",
    remedy_zh="重新申请特批,或按规则办理。",
    remedy_en="Ask for a new one, or meet the rule.",
    version=2,
)
OUT_OF_SCOPE = Control(
    code="override.out_of_scope",
    zh="特批不是给该项目或合同的",
    en="Override of another subject",
    source=_RULE,
    says_zh="特批{override}限定的项目或合同与本申请不符。",
    says_en="Override {override} was given for another project or contract.",
    remedy_zh="引用给本项目、本合同的特批。",
    remedy_en="Name an override of this project and contract.",
)
SPENT = Control(
    code="override.spent",
    zh="超过特批额度",
    en="Beyond the override's amount",
    source=_RULE,
    says_zh="特批{override}额度{limit_fen}元,已用{used_fen}元,本次{amount_fen}元,超{over_fen}元。",
    says_en="Of {limit_fen} of {override} {used_fen} is used; {amount_fen} is {over_fen} over.",
    remedy_zh="减少{over_fen}元,或另行申请特批。",
    remedy_en="Ask for {over_fen} less, or for another override.",
)
PERSONS = Control(
    code="override.persons",
    zh="批准特批的人参与了付款",
    en="Granter takes part in the payment",
    source=_RULE,
    says_zh="{person}批准了特批{override},不得再办理引用它的付款。",
    says_en="{person} granted override {override} and may take no step of a payment that uses it.",
    remedy_zh="由另一人办理该环节。",
    remedy_en="Let another person take this step.",
)
NEEDLESS = Control(
    code="override.needless",
    zh="引用了用不上的特批",
    en="Override without need",
    source=_RULE,
    says_zh="申请没有违反{control},不应占用特批{override}。",
    says_en="The request does not breach {control}; override {override} is not to be spent on it.",
    remedy_zh="去掉对该特批的引用。",
    remedy_en="Leave the override out.",
)
BEYOND_MARGIN = Control(
    code="override.beyond_margin",
    zh="保函失效过久不得特批",
    en="Letter ended too long ago",
    source=_DISTRICT,
    says_zh="保函{expires_on}已到期,付款日{value_date}超出可特批的{days}天,特批{override}不适用。",
    says_en="The letter ended {expires_on}; {value_date} is beyond the {days} days of {override}.",
    remedy_zh="延期或换开保函。",
    remedy_en="Have the letter extended or replaced.",
    parameters=("override.guarantee_overdue_max_days",),
)

CONTROLS = (
    NOT_ALLOWED,
    REASON_SHORT,
    TOO_LONG,
    SAME_PERSON,
    DECIDED,
    LAPSED,
    NOTHING_HELD,
    NOT_HELD,
    EXPIRED,
    OUT_OF_SCOPE,
    SPENT,
    PERSONS,
    NEEDLESS,
    BEYOND_MARGIN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFacts:
    """A request for an override; `today` is the day it is asked on in China."""

    control: str
    reason: str
    expires_on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantFacts:
    """An override about to be granted, and whether anybody has decided on it before."""

    override_id: int
    actor: str
    is_own: bool
    is_decided: bool
    expires_on: date
    today: date


def check_ask(
    facts: AskFacts, parameters: Parameters, overridable: frozenset[str]
) -> Iterator[Finding]:
    """Yield what speaks against asking for an override of one rule."""
    if facts.control not in overridable:
        known = ", ".join(sorted(overridable))
        yield Finding.of(NOT_ALLOWED.code, control=facts.control, known=known)
    needed = parameters.count("override.reason_min_chars", facts.today)
    found = len("".join(facts.reason.split()))
    if found < needed:
        yield Finding.of(REASON_SHORT.code, found=found, needed=needed)
    longest = parameters.days("override.longest_days", facts.today)
    latest = days.add_days(facts.today, longest)
    if not facts.today <= facts.expires_on <= latest:
        yield Finding.of(
            TOO_LONG.code,
            expires_on=facts.expires_on,
            today=facts.today,
            latest=latest,
            longest=longest,
        )


def check_grant(facts: GrantFacts) -> Iterator[Finding]:
    """Yield what speaks against granting an override."""
    if facts.is_own:
        yield Finding.of(SAME_PERSON.code, actor=facts.actor, override=facts.override_id)
    if facts.is_decided:
        yield Finding.of(DECIDED.code, override=facts.override_id)
    if facts.expires_on < facts.today:
        yield Finding.of(LAPSED.code, override=facts.override_id, expires_on=facts.expires_on)


def judged(
    facts: PaymentFacts,
    parameters: Parameters,
    found: tuple[Finding, ...],
    overridable: frozenset[str],
) -> tuple[Finding, ...]:
    """Return the findings that stand: those no sound override lifts, and the overrides' own."""
    if not facts.overrides:
        return found
    sound: dict[str, OverrideFacts] = {}
    own: list[Finding] = []
    for row in facts.overrides:
        breaches = tuple(_breaches(row, facts))
        own.extend(breaches)
        if not breaches and row.control in overridable:
            sound[row.control] = row
    standing: list[Finding] = []
    for finding in found:
        override = sound.get(finding.code)
        beyond = _beyond(override, finding, facts, parameters) if override else None
        if override is None:
            standing.append(finding)
        elif beyond is not None:
            standing.append(finding)
            own.append(beyond)
    if facts.stage == "request":
        own.extend(_needless(facts, found))
    return (*standing, *own)


def _breaches(row: OverrideFacts, facts: PaymentFacts) -> Iterator[Finding]:
    number = row.override_id
    if not row.held:
        yield Finding.of(NOT_HELD.code, override=number)
    # A value date is written by hand, so that a day within the term can be written on any day.
    if max(facts.value_date, row.today) > row.expires_on:
        yield Finding.of(
            EXPIRED.code,
            override=number,
            expires_on=row.expires_on,
            value_date=facts.value_date,
            today=row.today,
        )
    contracts = {line.contract_id for line in facts.lines}
    elsewhere = row.contract_id is not None and contracts != {row.contract_id}
    if row.project_id != facts.project_id or elsewhere:
        yield Finding.of(OUT_OF_SCOPE.code, override=number)
    over = row.used_fen + facts.amount_fen - row.limit_fen
    if over > 0:
        yield Finding.of(
            SPENT.code,
            override=number,
            limit_fen=row.limit_fen,
            used_fen=row.used_fen,
            amount_fen=facts.amount_fen,
            over_fen=over,
        )
    if row.granted_by is not None and row.granted_by == row.asked_by:
        yield Finding.of(SAME_PERSON.code, actor=row.granted_by.name, override=number)
    if row.granted_by is not None and row.granted_by in {duty.person for duty in facts.duties}:
        yield Finding.of(PERSONS.code, person=row.granted_by.name, override=number)


def _beyond(
    row: OverrideFacts, finding: Finding, facts: PaymentFacts, parameters: Parameters
) -> Finding | None:
    """Return why a letter has ended too long ago for an override; None for any other rule."""
    if finding.code != GUARANTEE:
        return None
    margin = parameters.days("override.guarantee_overdue_max_days", facts.value_date)
    ended = date.fromisoformat(dict(finding.facts)["expires_on"])
    if days.days_between(ended, facts.value_date) <= margin:
        return None
    return Finding.of(
        BEYOND_MARGIN.code,
        override=row.override_id,
        expires_on=ended,
        value_date=facts.value_date,
        days=margin,
    )


def _needless(facts: PaymentFacts, found: tuple[Finding, ...]) -> Iterator[Finding]:
    broken = {finding.code for finding in found}
    for row in facts.overrides:
        if row.control not in broken:
            yield Finding.of(NEEDLESS.code, control=row.control, override=row.override_id)
