"""Overrides by rule table: which finding they lift, and one fen or one day beyond which not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from cityledger.controls import catalog, override, pack, payment
from cityledger.controls.facts import OverrideFacts, PaymentFacts
from cityledger.controls.override import AskFacts, GrantFacts
from cityledger.controls.parameters import Parameters
from cityledger.kernel.errors import Finding
from tests.controls.payment_case import (
    BASE,
    CHAIN,
    ON,
    PAID,
    PERFORMANCE,
    T2,
    WAN,
    actor,
    duty,
    piece,
    put,
)

NATIONAL = Parameters(pack.national().parameters)
WRONG, LETTER = "payment.wrong_tranche", "payment.guarantee_expired"
REASON = "汛期抢工,专项资金尚未到账,先用区级资金垫付,到账后调整。"

GIVEN = OverrideFacts(
    override_id=7,
    control=WRONG,
    project_id=3,
    contract_id=1,
    limit_fen=650 * WAN,
    used_fen=0,
    expires_on=ON,
    asked_by=actor("赵经办"),
    granted_by=actor("吴审批"),
    held=True,
    today=ON,
)
WU = actor("吴")
FROM_T2 = put(BASE, slices=(piece(1, T2, 200 * WAN), piece(2, T2, 450 * WAN)))


def given(base: PaymentFacts, **changes: object) -> PaymentFacts:
    """Return the payment with the override, some of whose fields are changed."""
    return put(base, overrides=(replace(GIVEN, **changes),))  # type: ignore[arg-type]


def letter_until(base: PaymentFacts, until: date, **changes: object) -> PaymentFacts:
    """Return the payment with a performance letter until a day, and an override of that rule."""
    letters = (put(PERFORMANCE, expires_on=until),)
    return given(put(base, guarantees=letters), control=LETTER, **changes)


def codes(facts: PaymentFacts) -> list[str]:
    return list(dict.fromkeys(found.code for found in payment.check(facts, NATIONAL)))


def test_only_rules_with_discretion_are_open_to_override() -> None:
    """Money, people, five parties and interference are not among them."""
    assert {WRONG, LETTER} == payment.OVERRIDABLE


# (a name, a payment that names an override, the codes that stand)
ROWS: list[tuple[str, PaymentFacts, list[str]]] = [
    ("without it the rule stands", FROM_T2, [WRONG]),
    ("with it the rule is lifted", given(FROM_T2), []),
    ("not granted or taken back", given(FROM_T2, held=False), [WRONG, "override.not_held"]),
    ("the last day", given(FROM_T2, expires_on=ON), []),
    (
        "one day after it",
        given(FROM_T2, expires_on=date(2025, 6, 11)),
        [WRONG, "override.expired"],
    ),
    ("the step on the last day", given(FROM_T2, today=ON), []),
    (
        "the step one day after it, whatever day is written",
        given(FROM_T2, today=date(2025, 6, 13)),
        [WRONG, "override.expired"],
    ),
    ("paid one day after it", given(PAID, today=date(2025, 6, 13)), ["override.expired"]),
    ("another project", given(FROM_T2, project_id=4), [WRONG, "override.out_of_scope"]),
    ("another contract", given(FROM_T2, contract_id=2), [WRONG, "override.out_of_scope"]),
    ("any contract", given(FROM_T2, contract_id=None), []),
    ("one fen over", given(FROM_T2, limit_fen=650 * WAN - 1), [WRONG, "override.spent"]),
    ("others used one fen", given(FROM_T2, used_fen=1), [WRONG, "override.spent"]),
    ("room for both", given(FROM_T2, used_fen=1, limit_fen=650 * WAN + 1), []),
    ("granted by who asked", given(FROM_T2, granted_by=actor("赵经办"), asked_by=actor("赵经办")),
     [WRONG, "override.same_person", "override.persons"]),
    ("granted by who asked, not paying", given(FROM_T2, granted_by=WU, asked_by=WU),
     [WRONG, "override.same_person"]),
    ("granted by the maker", given(FROM_T2, asked_by=actor("郑"), granted_by=actor("赵经办")),
     [WRONG, "override.persons"]),
    ("granted by an approver", given(PAID, granted_by=actor("李审批")), ["override.persons"]),
    ("granted by the cashier", given(PAID, granted_by=actor("周出纳")), ["override.persons"]),
    ("granted by a namesake of the cashier", given(PAID, granted_by=actor("周出纳", "zhou2")), []),
    (
        "granted by a namesake of who asked",
        given(FROM_T2, granted_by=actor("赵经办", "zhao2")),
        [],
    ),
    ("still held when paid", given(PAID), []),
    ("expired when paid", given(PAID, expires_on=date(2025, 6, 11)), ["override.expired"]),
    ("taken back when paid", given(PAID, held=False), ["override.not_held"]),
    ("not needed", given(BASE), ["override.needless"]),
    ("of another rule", given(FROM_T2, control=LETTER), [WRONG, "override.needless"]),
    (
        "of a rule that is not open",
        given(put(BASE, period_state="closed"), control="payment.period_not_open"),
        ["payment.period_not_open"],
    ),
    ("letter with too little left", letter_until(BASE, date(2025, 6, 26)), []),
    ("letter that ends today", letter_until(BASE, ON), []),
    (
        "letter that ended yesterday",
        letter_until(BASE, date(2025, 6, 11)),
        [LETTER, "override.beyond_margin"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "expected"), [row[1:] for row in ROWS], ids=[r[0] for r in ROWS])
def test_what_stands(facts: PaymentFacts, expected: list[str]) -> None:
    assert expected == codes(facts)


def test_one_override_lifts_one_rule_alone() -> None:
    """What else is wrong with the request is told as if there were no override."""
    facts = given(put(FROM_T2, period_state="closed", duties=(duty("maker", "赵经办"), CHAIN[0])))

    assert ["payment.period_not_open", "payment.duty_shared"] == codes(facts)


def test_two_rules_take_two_overrides() -> None:
    letters = (put(PERFORMANCE, expires_on=date(2025, 6, 26)),)
    both = (GIVEN, replace(GIVEN, override_id=8, control=LETTER))

    assert [LETTER] == codes(put(given(FROM_T2), guarantees=letters))
    assert [] == codes(put(FROM_T2, guarantees=letters, overrides=both))


def test_spent_says_by_how_much() -> None:
    found = payment.check(given(FROM_T2, used_fen=1), NATIONAL)[-1]

    assert ("over_fen", "1") in found.facts
    assert "超0.01元" in catalog.sentence(found)


ASK = AskFacts(
    control=WRONG, reason="一" * 20, expires_on=date(2025, 7, 12), today=date(2025, 6, 12)
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"reason": REASON}, []),
        ({"reason": "一" * 19}, ["override.reason_short"]),
        ({"reason": f"{'一' * 19}   \n"}, ["override.reason_short"]),
        ({"expires_on": date(2025, 7, 13)}, ["override.too_long"]),
        ({"expires_on": date(2025, 6, 12)}, []),
        ({"expires_on": date(2025, 6, 11)}, ["override.too_long"]),
        ({"control": "payment.over_contract"}, ["override.not_allowed"]),
        ({"control": "payment.interference_open"}, ["override.not_allowed"]),
        ({"control": "payment.five_parties"}, ["override.not_allowed"]),
        ({"control": "payment.duty_shared"}, ["override.not_allowed"]),
        ({"control": "no.such_rule"}, ["override.not_allowed"]),
    ],
)
def test_what_may_be_asked(changes: dict[str, object], expected: list[str]) -> None:
    facts = replace(ASK, **changes)  # type: ignore[arg-type]

    found = override.check_ask(facts, NATIONAL, payment.OVERRIDABLE)
    assert expected == [finding.code for finding in found]


GRANT = GrantFacts(
    override_id=7,
    actor="shen",
    is_own=False,
    is_decided=False,
    expires_on=ON,
    today=ON,
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"is_own": True}, ["override.same_person"]),
        ({"is_decided": True}, ["override.decided"]),
        ({"today": date(2025, 6, 13)}, ["override.lapsed"]),
    ],
)
def test_who_may_grant_and_when(changes: dict[str, object], expected: list[str]) -> None:
    facts = replace(GRANT, **changes)  # type: ignore[arg-type]

    assert expected == [finding.code for finding in override.check_grant(facts)]


def test_every_sentence_is_filled() -> None:
    """No finding of this module shows a place that no fact fills."""
    found: list[Finding] = [
        *(finding for _, facts, _ in ROWS for finding in payment.check(facts, NATIONAL)),
        *override.check_ask(
            replace(ASK, control="x", reason="", expires_on=ON.replace(year=2026)),
            NATIONAL,
            payment.OVERRIDABLE,
        ),
        *override.check_grant(
            replace(GRANT, is_own=True, is_decided=True, today=ON.replace(year=2026))
        ),
        Finding.of("override.nothing_held", override=7),
    ]
    say: tuple[Callable[[Finding, str], str], ...] = (catalog.sentence, catalog.remedy)
    texts = [said(finding, lang) for finding in found for said in say for lang in ("zh", "en")]

    assert {control.code for control in override.CONTROLS} <= {finding.code for finding in found}
    assert [] == [text for text in texts if "…" in text]
