"""Rules on who may stand for one of the five parties, and on what a contract makes of it.

Judged when a responsibility is taken up or changed, and again when a contract is signed: what was
in order at the first may have changed by the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.controls.register import AFFILIATED
from cityledger.kernel import words
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters

QUALIFIED_ROLES = ("investigator", "designer", "contractor", "supervisor")
"""The client needs no certificate of qualification."""

BUNDLED_MODES = frozenset({"epc", "db"})
"""工程总承包: design and construction in one hand (S21)."""

CONTRACT_ROLES = {
    "works": "contractor",
    "survey": "investigator",
    "design": "designer",
    "supervision": "supervisor",
}
SUPPLIES = frozenset({"works", "equipment"})
"""Kinds of contract whose party the supervisor must be independent of."""

_QUALITY = "国令279号 建设工程质量管理条例"

TIED = Control(
    code="project.supervisor_tied",
    zh="监理单位与施工或供应单位有关联",
    en="Supervisor tied to a contractor or supplier",
    source=Source(_QUALITY, "第三十五条", "read"),
    says_zh="监理单位{supervisor}与{other}存在共同的{ties},不得承担该工程监理。",
    says_en="Supervisor {supervisor} and {other} have in common: {ties}.",
    remedy_zh="更换监理单位;同名不同人的,登记时在姓名后加注区分。",
    remedy_en="Appoint another supervisor; tell namesakes apart when registering them.",
)
BUNDLED = Control(
    code="project.roles_bundled",
    zh="非工程总承包而兼任设计和施工",
    en="Design and construction in one hand without EPC",
    source=Source("本区建设工作要求", "二三2 工程总承包 (S21)", "own"),
    says_zh="{party}同时担任{role}和{other},但没有登记为工程总承包(epc或db)。",
    says_en="{party} is both {role_en} and {other_en} without an EPC or DB contract.",
    remedy_zh="实行工程总承包的,两项责任都登记承包方式epc或db;否则另行委托。",
    remedy_en="Register both duties under EPC or DB, or appoint another party.",
)
LEADER = Control(
    code="project.leader_twice",
    zh="同一负责人担任两方责任",
    en="One leader for two parties",
    source=Source("建质〔2014〕124号", "五方责任主体项目负责人", "read"),
    says_zh="{leader}在本项目同时担任{role}和{other}的项目负责人。",
    says_en="{leader} leads both the {role_en} and the {other_en} of this project.",
    remedy_zh="由不同的人担任;同名不同人的,登记身份证件摘要加以区分。",
    remedy_en="Name different people; register identity digests for namesakes.",
)
UNQUALIFIED = Control(
    code="project.party_unqualified",
    zh="责任单位资质不符",
    en="Party not qualified for its duty",
    source=Source("本区建设工作要求", "二三2 严查资质 (S25)", "own"),
    says_zh="{party}在{on}没有有效的{role}资质。",
    says_en="{party} holds no certificate as {role_en} in force on {on}.",
    remedy_zh="登记有效的资质证书,或委托具备资质的单位。",
    remedy_en="Register a certificate in force, or appoint a qualified party.",
    parameters=("qualification.missing_refused",),
)
LETTER = Control(
    code="responsibility.letter_unchanged",
    zh="更换责任人未重新签署承诺书",
    en="Replaced without a new letter",
    source=Source("建质〔2014〕124号", "变更项目负责人", "unverified"),
    says_zh="承诺书{letter}或授权书{authorisation}与原责任人{former}的相同。",
    says_en="Letter {letter} or authorisation {authorisation} is that of {former} before.",
    remedy_zh="由新的责任人重新签署承诺书,法定代表人重新授权。",
    remedy_en="Have the new leader sign a letter, and the firm authorise anew.",
)
FILING = Control(
    code="responsibility.filing_missing",
    zh="更换责任人未备案",
    en="Replacement not filed",
    source=Source("建质〔2014〕124号", "变更项目负责人备案", "unverified"),
    says_zh="更换{role}负责人{former},没有质量监督机构的备案号。",
    says_en="{former} is replaced as {role_en} without a filing number.",
    remedy_zh="向工程质量监督机构备案后填写备案号。",
    remedy_en="File the change with the quality supervision body first.",
)
ORDER = Control(
    code="responsibility.before_former",
    zh="接任日期早于原责任人",
    en="Successor before the former",
    source=Source("建质〔2014〕124号", "项目负责人变更", "unverified"),
    says_zh="接任日{from_on}早于原责任人{former}的起始日{former_on}。",
    says_en="The successor begins on {from_on}, before {former} did on {former_on}.",
    remedy_zh="更正起始日期;已登记的责任期间不得改写。",
    remedy_en="Correct the day; a period of responsibility is never rewritten.",
)
CONTRACT_UNQUALIFIED = Control(
    code="contract.party_unqualified",
    zh="签约单位资质不符",
    en="Contract party not qualified",
    source=Source("本区建设工作要求", "二三2 严查资质 (S25)", "own"),
    says_zh="{party}在签订日{on}没有有效的{role}资质。",
    says_en="{party} holds no certificate as {role_en} in force on the signing day {on}.",
    remedy_zh="登记有效的资质证书,或与具备资质的单位签约。",
    remedy_en="Register a certificate in force, or contract with a qualified party.",
    parameters=("qualification.missing_refused",),
)
CONTRACT_TIED = Control(
    code="contract.supervisor_tied",
    zh="签约单位与监理单位有关联",
    en="Contract party tied to the supervisor",
    source=Source(_QUALITY, "第三十五条", "read"),
    says_zh="监理单位{supervisor}与{other}存在共同的{ties}。",
    says_en="Supervisor {supervisor} and {other} have in common: {ties}.",
    remedy_zh="更换一方后再签订合同。",
    remedy_en="Replace one of the two before signing.",
)
CONTRACT_BUNDLED = Control(
    code="contract.roles_bundled",
    zh="施工合同不是工程总承包",
    en="Works contract is not EPC",
    source=Source("本区建设工作要求", "二三2 工程总承包 (S21)", "own"),
    says_zh="{party}已登记为{roles},施工合同的承包方式为{mode},不是epc或db。",
    says_en="{party} is registered as {roles_en}; the contract is {mode}, not epc or db.",
    remedy_zh="签订工程总承包合同,或另行委托设计、勘察单位。",
    remedy_en="Sign an EPC or DB contract, or appoint another designer or surveyor.",
)

CONTROLS = (
    TIED, BUNDLED, LEADER, UNQUALIFIED, LETTER, FILING, ORDER,
    CONTRACT_UNQUALIFIED, CONTRACT_TIED, CONTRACT_BUNDLED,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """A certificate of qualification: for which role, and from when until when (inclusive)."""

    role: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFacts:
    """A unit with what ties it to others.

    `names` are itself, its legal representative, controllers, shareholders and key staff;
    `accounts` its bank accounts; `certificates` the newest row of each certificate.
    """

    party_id: str
    name: str
    names: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()
    certificates: tuple[CertificateFacts, ...] = ()

    def is_qualified(self, role: str, on: date) -> bool:
        """Say whether a certificate for the role is in force on a day."""
        return any(
            row.role == role and row.valid_from <= on <= row.valid_to for row in self.certificates
        )

    def ties(self, other: PartyFacts) -> tuple[str, ...]:
        """Return what two units have in common, sorted; the unit itself by its code."""
        if self.party_id == other.party_id:
            return (self.party_id,)
        return tuple(sorted(self.names & other.names | self.accounts & other.accounts))


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyTaken:
    """One of the five duties as a party takes it up, or holds it already.

    `is_legacy`: taken up before this ledger began, and entered as it is.
    """

    role: str
    party: PartyFacts
    leader: str
    letter_no: str
    authorisation_no: str
    from_on: date
    person_hash: str | None = None
    bundle: str | None = None
    filing_no: str | None = None
    section: str | None = None
    is_legacy: bool = False

    def is_led_by_leader_of(self, other: DutyTaken) -> bool:
        """Say whether both are led by one person: by identity digest, else by name."""
        if self.person_hash and other.person_hash:
            return self.person_hash == other.person_hash
        return self.leader == other.leader


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractParty:
    """A contract about to be signed, as the rules on the five parties see it.

    `held` are the duties of its party in the project; `supervisors` and `builders` are the others
    of the project it must be judged against; `mode` is how the works are delivered; `is_legacy`:
    signed before this ledger began, and entered as it is.
    """

    kind: str
    signed_on: date
    party: PartyFacts
    held: tuple[str, ...] = ()
    supervisors: tuple[PartyFacts, ...] = ()
    builders: tuple[PartyFacts, ...] = ()
    mode: str | None = None
    is_legacy: bool = False


def check_taken(
    new: DutyTaken,
    standing: tuple[DutyTaken, ...],
    suppliers: tuple[PartyFacts, ...],
    parameters: Parameters,
) -> Iterator[Finding]:
    """Yield what speaks against a party taking up a duty beside those that stand.

    `standing` are all duties of the project in force, those taken by the same act included,
    without the one that is replaced; `suppliers` the parties of its works and goods contracts.
    """
    yield from _tied(new, standing, suppliers)
    yield from _bundled(new, standing)
    for other in standing:
        if other.role != new.role and new.is_led_by_leader_of(other):
            roles = _role("role", new.role) | _role("other", other.role)
            yield Finding.of(LEADER.code, leader=new.leader, **roles)
    if not new.is_legacy and _is_unqualified(new.party, new.role, new.from_on, parameters):
        role = _role("role", new.role)
        yield Finding.of(UNQUALIFIED.code, party=new.party.name, on=new.from_on, **role)


def check_replaced(
    new: DutyTaken, former: DutyTaken, earlier: tuple[DutyTaken, ...] = ()
) -> Iterator[Finding]:
    """Yield what speaks against replacing the former by the new one: papers, filing, order.

    `earlier` are all who ever held the duty here: their letters were signed for their time too.
    """
    for held in (former, *earlier):
        old = {held.letter_no.strip(), held.authorisation_no.strip()}
        if old & {new.letter_no.strip(), new.authorisation_no.strip()}:
            yield Finding.of(
                LETTER.code,
                letter=new.letter_no,
                authorisation=new.authorisation_no,
                former=held.leader,
            )
            break
    if not (new.filing_no or "").strip():
        yield Finding.of(FILING.code, former=former.leader, **_role("role", new.role))
    if new.from_on < former.from_on:
        yield Finding.of(
            ORDER.code, from_on=new.from_on, former=former.leader, former_on=former.from_on
        )


def check_contract(facts: ContractParty, parameters: Parameters) -> Iterator[Finding]:
    """Yield what the five parties of a project say against a contract."""
    yield from _contract_unqualified(facts, parameters)
    if facts.kind in SUPPLIES:
        for supervisor in facts.supervisors:
            yield from _tie(CONTRACT_TIED.code, supervisor, facts.party)
    if facts.kind == "supervision":
        for builder in facts.builders:
            yield from _tie(CONTRACT_TIED.code, facts.party, builder)
    more = _more_than_works(facts)
    if more and facts.mode not in BUNDLED_MODES:
        yield Finding.of(
            CONTRACT_BUNDLED.code,
            party=facts.party.name,
            roles="、".join(words.term(held) for held in more),
            roles_en=", ".join(words.term(held, "en") for held in more),
            mode=facts.mode or "—",
        )


def _more_than_works(facts: ContractParty) -> tuple[str, ...]:
    """Return the duties beside construction that the party of a works contract holds."""
    if facts.kind != "works":
        return ()
    return tuple(held for held in facts.held if held in {"investigator", "designer"})


def _contract_unqualified(facts: ContractParty, parameters: Parameters) -> Iterator[Finding]:
    """Under EPC the one party is qualified for each duty that it takes."""
    if facts.is_legacy or facts.kind not in CONTRACT_ROLES:
        return
    bundled = _more_than_works(facts) if facts.mode in BUNDLED_MODES else ()
    for role in (CONTRACT_ROLES[facts.kind], *bundled):
        if _is_unqualified(facts.party, role, facts.signed_on, parameters):
            yield Finding.of(
                CONTRACT_UNQUALIFIED.code,
                party=facts.party.name,
                on=facts.signed_on,
                **_role("role", role),
            )


def _role(name: str, role: str) -> dict[str, str]:
    return {name: words.term(role), f"{name}_en": words.term(role, "en")}


def _tie(code: str, supervisor: PartyFacts, other: PartyFacts) -> Iterator[Finding]:
    if ties := supervisor.ties(other):
        yield Finding.of(code, supervisor=supervisor.name, other=other.name, ties="、".join(ties))


def _tied(
    new: DutyTaken, standing: tuple[DutyTaken, ...], suppliers: tuple[PartyFacts, ...]
) -> Iterator[Finding]:
    if new.role == "supervisor":
        builders = {row.party.party_id: row.party for row in standing if row.role == "contractor"}
        builders |= {party.party_id: party for party in suppliers}
        for other in builders.values():
            yield from _supervised(new.party, other)
    if new.role == "contractor":
        chiefs = {row.party.party_id: row.party for row in standing if row.role == "supervisor"}
        for supervisor in chiefs.values():
            yield from _supervised(supervisor, new.party)


def _supervised(supervisor: PartyFacts, other: PartyFacts) -> Iterator[Finding]:
    """One unit in both duties has a sentence of its own."""
    if supervisor.party_id == other.party_id:
        yield Finding.of(AFFILIATED.code, party=supervisor.party_id)
    else:
        yield from _tie(TIED.code, supervisor, other)


def _bundled(new: DutyTaken, standing: tuple[DutyTaken, ...]) -> Iterator[Finding]:
    """Survey and design in one hand is usual; either with construction takes EPC or DB."""
    for other in standing:
        pair = {new.role, other.role}
        mixed = "contractor" in pair and bool(pair & {"investigator", "designer"})
        if not mixed or other.party.party_id != new.party.party_id:
            continue
        if {new.bundle, other.bundle} <= BUNDLED_MODES and new.bundle == other.bundle:
            continue
        roles = _role("role", new.role) | _role("other", other.role)
        yield Finding.of(BUNDLED.code, party=new.party.name, **roles)


def _is_unqualified(party: PartyFacts, role: str, on: date, parameters: Parameters) -> bool:
    """Say whether a party may not take a role on a day.

    A party without any certificate is refused as well, unless the district lets it pass while its
    registry is being filled.
    """
    if role not in QUALIFIED_ROLES or party.is_qualified(role, on):
        return False
    return bool(party.certificates) or parameters.count("qualification.missing_refused", on) > 0
