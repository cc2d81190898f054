"""Rules on the five parties by rule table: good facts, one change, exactly those findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cityledger.controls import catalog, pack
from cityledger.controls.five_parties import (
    CONTROLS,
    CertificateFacts,
    ContractParty,
    DutyTaken,
    PartyFacts,
    check_contract,
    check_replaced,
    check_taken,
)
from cityledger.controls.parameters import Parameters
from cityledger.kernel.errors import Finding

NATIONAL = Parameters(pack.national().parameters)
ON = date(2025, 3, 21)
MISSING = NATIONAL.lookup("qualification.missing_refused", ON)
LENIENT = Parameters((*NATIONAL.rows, replace(MISSING, value="0")))


def party(code: str, role: str, **change: object) -> PartyFacts:
    facts = PartyFacts(
        party_id=code,
        name=f"{code}公司",
        names=frozenset({f"{code}公司", f"{code}法人"}),
        accounts=frozenset({f"6222-{code}"}),
        certificates=(CertificateFacts(role=role, valid_from=ON, valid_to=date(2026, 3, 20)),),
    )
    return replace(facts, **change)  # type: ignore[arg-type]


BUILDER = party("甲", "contractor")
DESIGNER = party("乙", "designer")
WATCHER = party("丙", "supervisor")
SUPPLIER = party("丁", "contractor")


def duty(role: str, of: PartyFacts, leader: str, **change: object) -> DutyTaken:
    taken = DutyTaken(
        role=role,
        party=of,
        leader=leader,
        letter_no=f"承诺-{role}",
        authorisation_no=f"授权-{role}",
        from_on=ON,
    )
    return replace(taken, **change)  # type: ignore[arg-type]


BUILDS = duty("contractor", BUILDER, "张堃")
DESIGNS = duty("designer", DESIGNER, "赵强")
SURVEYS = duty("investigator", DESIGNER, "王芳")
OWNS = duty("client", party("戊", "contractor", certificates=()), "李明")
WATCHES = duty("supervisor", WATCHER, "陈喆")
STANDING = (OWNS, DESIGNS, BUILDS)
BARE = replace(BUILDER, certificates=())


def tied(**change: object) -> DutyTaken:
    return replace(WATCHES, party=replace(WATCHER, **change))  # type: ignore[arg-type]


def epc(role: str, leader: str, mode: str | None) -> DutyTaken:
    both = (*BUILDER.certificates, replace(BUILDER.certificates[0], role=role))
    return duty(role, replace(BUILDER, certificates=both), leader, bundle=mode)


# new duty | those that stand | suppliers | codes
TAKEN: list[tuple[DutyTaken, tuple[DutyTaken, ...], tuple[PartyFacts, ...], list[str]]] = [
    (WATCHES, STANDING, (SUPPLIER,), []),
    (WATCHES, (OWNS, DESIGNS), (), []),
    # Affiliation: one unit, one person or unit behind both, one bank account; either way round.
    (replace(WATCHES, party=BUILDER), (BUILDS,), (),
        ["project.supervisor_affiliated", "project.party_unqualified"]),
    (tied(names=frozenset({"甲法人"})), STANDING, (), ["project.supervisor_tied"]),
    (tied(names=frozenset({"甲公司"})), STANDING, (), ["project.supervisor_tied"]),
    (tied(accounts=frozenset({"6222-甲"})), STANDING, (), ["project.supervisor_tied"]),
    (tied(names=frozenset({"丁法人"})), STANDING, (), []),
    (tied(names=frozenset({"丁法人"})), STANDING, (SUPPLIER,), ["project.supervisor_tied"]),
    (tied(names=frozenset({"乙法人"})), STANDING, (SUPPLIER,), []),
    (BUILDS, (tied(names=frozenset({"甲法人"})),), (), ["project.supervisor_tied"]),
    (BUILDS, (replace(WATCHES, party=BUILDER),), (), ["project.supervisor_affiliated"]),
    # One hand for design and construction; survey and design together are usual.
    (SURVEYS, (DESIGNS,), (), ["project.party_unqualified"]),
    (epc("designer", "赵强", None), (BUILDS,), (), ["project.roles_bundled"]),
    (epc("designer", "赵强", "epc"), (BUILDS,), (), ["project.roles_bundled"]),
    (epc("designer", "赵强", "epc"), (replace(BUILDS, bundle="epc"),), (), []),
    (epc("designer", "赵强", "db"), (replace(BUILDS, bundle="db"),), (), []),
    (epc("designer", "赵强", "db"), (replace(BUILDS, bundle="epc"),), (),
        ["project.roles_bundled"]),
    (epc("designer", "赵强", "ppp"), (replace(BUILDS, bundle="ppp"),), (),
        ["project.roles_bundled"]),
    (epc("investigator", "王芳", None), (BUILDS,), (), ["project.roles_bundled"]),
    (BUILDS, (epc("designer", "赵强", None),), (), ["project.roles_bundled"]),
    # One leader for two duties: by name, or by the digest of the identity where both have one.
    (replace(WATCHES, leader="张堃"), STANDING, (), ["project.leader_twice"]),
    (replace(WATCHES, leader="张堃", person_hash="a"), STANDING, (), ["project.leader_twice"]),
    (replace(WATCHES, leader="张堃", person_hash="a"),
        (replace(BUILDS, person_hash="b"),), (), []),
    (replace(WATCHES, person_hash="a"), (replace(BUILDS, person_hash="a"),), (),
        ["project.leader_twice"]),
    (replace(BUILDS, section="02"), (replace(BUILDS, section="01"),), (), []),
    # Qualifications: of the role, from their first day to their last.
    (replace(BUILDS, from_on=date(2025, 3, 20)), (), (), ["project.party_unqualified"]),
    (replace(BUILDS, from_on=date(2026, 3, 20)), (), (), []),
    (replace(BUILDS, from_on=date(2026, 3, 21)), (), (), ["project.party_unqualified"]),
    (replace(BUILDS, party=replace(BUILDER, certificates=WATCHER.certificates)), (), (),
        ["project.party_unqualified"]),
    (replace(BUILDS, party=BARE), (), (), ["project.party_unqualified"]),
    (replace(BUILDS, party=BARE, is_legacy=True), (), (), []),
    (replace(BUILDS, from_on=date(2025, 3, 20), is_legacy=True), (), (), []),
    (OWNS, (), (), []),
]  # fmt: skip


def codes(found: object) -> list[str]:
    assert hasattr(found, "__iter__")
    findings: list[Finding] = list(found)
    return [finding.code for finding in findings]


@pytest.mark.parametrize(("new", "standing", "suppliers", "expected"), TAKEN)
def test_a_duty_taken(
    new: DutyTaken,
    standing: tuple[DutyTaken, ...],
    suppliers: tuple[PartyFacts, ...],
    expected: list[str],
) -> None:
    assert expected == codes(check_taken(new, standing, suppliers, NATIONAL))


def test_a_district_may_let_parties_pass_while_its_registry_is_filled() -> None:
    bare = replace(BUILDS, party=BARE)
    other = replace(BUILDS, party=replace(BUILDER, certificates=WATCHER.certificates))

    assert [] == codes(check_taken(bare, (), (), LENIENT))
    assert [] == codes(check_contract(replace(DEAL, party=BARE), LENIENT))
    assert ["project.party_unqualified"] == codes(check_taken(other, (), (), LENIENT))


NEW = replace(
    BUILDS, leader="张岳", letter_no="承诺-新", authorisation_no="授权-新", filing_no="备1"
)

REPLACED: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"letter_no": "承诺-contractor"}, ["letter_unchanged"]),
    ({"authorisation_no": "授权-contractor"}, ["letter_unchanged"]),
    ({"authorisation_no": "承诺-contractor"}, ["letter_unchanged"]),
    ({"filing_no": None}, ["filing_missing"]),
    ({"filing_no": " "}, ["filing_missing"]),
    ({"from_on": date(2025, 3, 20)}, ["before_former"]),
    ({"from_on": date(2025, 3, 22)}, []),
    ({"letter_no": "承诺-contractor", "filing_no": "", "from_on": date(2024, 1, 1)},
        ["letter_unchanged", "filing_missing", "before_former"]),
]  # fmt: skip


def test_no_letter_of_anybody_who_held_the_duty_before_will_do() -> None:
    first = replace(BUILDS, letter_no="承诺-老", leader="张初")
    again = replace(NEW, letter_no="承诺-老 ")

    (found,) = check_replaced(again, BUILDS, (first, BUILDS))
    assert ("responsibility.letter_unchanged", "张初") == (found.code, dict(found.facts)["former"])


@pytest.mark.parametrize(("change", "expected"), REPLACED)
def test_a_leader_replaced(change: dict[str, Any], expected: list[str]) -> None:
    found = check_replaced(replace(NEW, **change), BUILDS)

    assert [f"responsibility.{code}" for code in expected] == codes(found)


DEAL = ContractParty(
    kind="works",
    signed_on=ON,
    party=BUILDER,
    held=("contractor",),
    supervisors=(WATCHER,),
    builders=(BUILDER,),
)
BOTH = epc("designer", "赵强", "epc").party
TIED = replace(WATCHER, names=frozenset({"甲法人"}))

CONTRACTS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"signed_on": date(2025, 3, 20)}, ["party_unqualified"]),
    ({"signed_on": date(2026, 3, 20)}, []),
    ({"signed_on": date(2026, 3, 21)}, ["party_unqualified"]),
    ({"kind": "design"}, ["party_unqualified"]),
    ({"kind": "survey"}, ["party_unqualified"]),
    ({"kind": "supervision", "builders": ()}, ["party_unqualified"]),
    ({"kind": "equipment"}, []),
    ({"kind": "service", "supervisors": (TIED,)}, []),
    ({"supervisors": (TIED,)}, ["supervisor_tied"]),
    ({"supervisors": (BUILDER,)}, ["supervisor_tied"]),
    ({"kind": "equipment", "supervisors": (TIED,)}, ["supervisor_tied"]),
    ({"kind": "supervision", "party": WATCHER}, []),
    ({"kind": "supervision", "party": TIED}, ["supervisor_tied"]),
    ({"held": ("contractor", "designer")}, ["roles_bundled"]),
    ({"held": ("contractor", "investigator"), "mode": "dbb"}, ["roles_bundled"]),
    ({"party": BOTH, "held": ("contractor", "designer"), "mode": "epc"}, []),
    ({"party": BOTH, "held": ("contractor", "designer"), "mode": "db"}, []),
    # Under EPC the one party is qualified for what it designs as well, on the day of signing.
    ({"held": ("contractor", "designer"), "mode": "epc"}, ["party_unqualified"]),
    ({"party": BOTH, "held": ("contractor", "designer", "investigator"), "mode": "epc"},
        ["party_unqualified"]),
    ({"party": BARE}, ["party_unqualified"]),
    ({"party": BARE, "kind": "survey"}, ["party_unqualified"]),
    ({"party": BARE, "kind": "design"}, ["party_unqualified"]),
    ({"party": BARE, "kind": "supervision", "builders": ()}, ["party_unqualified"]),
    ({"party": BARE, "kind": "equipment"}, []),
    ({"party": BARE, "kind": "service"}, []),
    ({"party": BARE, "is_legacy": True}, []),
    ({"signed_on": date(2025, 3, 20), "is_legacy": True}, []),
    ({"held": ("contractor", "designer"), "kind": "equipment"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), CONTRACTS)
def test_a_contract(change: dict[str, Any], expected: list[str]) -> None:
    found = check_contract(replace(DEAL, **change), NATIONAL)

    assert [f"contract.{code}" for code in expected] == codes(found)


def test_what_ties_two_units_is_named() -> None:
    (found,) = check_taken(tied(names=frozenset({"甲法人"})), STANDING, (), NATIONAL)

    assert "监理单位丙公司与甲公司存在共同的甲法人" in catalog.sentence(found)


def test_every_rule_has_a_row_and_its_sentence_is_filled() -> None:
    found = [
        *(
            f
            for new, standing, more, _ in TAKEN
            for f in check_taken(new, standing, more, NATIONAL)
        ),
        *(f for change, _ in REPLACED for f in check_replaced(replace(NEW, **change), BUILDS)),
        *(f for change, _ in CONTRACTS for f in check_contract(replace(DEAL, **change), NATIONAL)),
    ]

    own = {control.code for control in CONTROLS} | {"project.supervisor_affiliated"}
    assert own == {finding.code for finding in found}
    texts = [get(f, lang) for f in found for get in (catalog.sentence, catalog.remedy)
             for lang in ("zh", "en")]  # fmt: skip
    assert [] == [text for text in texts if "…" in text or "{" in text]
