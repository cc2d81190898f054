"""The term table is complete, in both languages, and one thing has one name."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from cityledger.kernel import sources, words
from cityledger.model.books import VOUCHER_KINDS
from cityledger.model.contracts import CONTRACT_KINDS
from cityledger.model.payments import STEPS

HAN = re.compile("[\u4e00-\u9fff]")
KEY = re.compile(r"[a-z][a-z0-9_]*")

# Glossary of the design (style.md 3.7), as it must be found by its bare key.
GLOSSARY = [
    "book",
    "account",
    "chart",
    "bank_account",
    "voucher",
    "posting",
    "draft",
    "post",
    "reversal",
    "journal",
    "general_ledger",
    "subsidiary_ledger",
    "trial_balance",
    "period",
    "close",
    "reopen",
    "fund_source",
    "programme",
    "allotment",
    "tranche",
    "counterpart_funds",
    "special_bond",
    "interest_subsidy",
    "reward_grant",
    "budget_line",
    "reservation",
    "commitment",
    "obligation",
    "disbursement",
    "drawdown",
    "project",
    "sub_project",
    "phase",
    "estimate",
    "construction_budget",
    "contract_price",
    "final_account",
    "closing_accounts",
    "party",
    "role",
    "client",
    "investigator",
    "designer",
    "contractor",
    "supervisor",
    "five_parties",
    "project_lead",
    "project_company",
    "relocation_household",
    "compensation",
    "shantytown_renewal",
    "contract",
    "variation",
    "supplement",
    "measurement",
    "payment_certificate",
    "advance",
    "recoupment",
    "progress_payment",
    "retention",
    "retention_release",
    "defects_period",
    "guarantee",
    "wage_account",
    "payee",
    "payee_account",
    "direct_payment",
    "maker",
    "reviewer",
    "approver",
    "cashier",
    "duties",
    "control",
    "finding",
    "refusal",
    "override",
    "interference",
    "evidence",
    "seal",
    "chain_head",
    "replay",
    "as_of",
    "as_known",
    "surplus_return",
]

CHOICES = {
    "project_kind": [
        "shantytown_renewal", "water", "heat", "gas", "drainage", "waste", "sewage", "ppp",
        "old_industrial_site", "urban_village", "road", "parking", "ecological_restoration",
        "affordable_housing", "mine_and_forest", "infrastructure", "key_industry", "other",
    ],
    "fund_kind": list(sources.KINDS),
    "fund_level": list(sources.LEVELS),
    "fund_route": list(sources.ROUTES),
    "contract_kind": list(CONTRACT_KINDS),
    "payment_state": list(STEPS),
    "voucher_kind": list(VOUCHER_KINDS),
}  # fmt: skip


@pytest.mark.parametrize("item", words.terms(), ids=lambda item: f"{item.group}.{item.key}")
def test_every_term_is_complete(item: words.Term) -> None:
    assert KEY.fullmatch(item.key)
    assert HAN.search(item.zh) or item.key == "cityledger"
    assert item.en
    assert not HAN.search(item.en)
    assert item.zh == item.zh.strip()
    assert item.en == item.en.strip()
    assert item.zh == words.term(f"{item.group}.{item.key}")
    assert item.en == words.term(f"{item.group}.{item.key}", "en")


def test_a_glossary_key_stands_once() -> None:
    glossary = [item.key for item in words.terms() if not _is_choice(item)]
    assert len(glossary) == len(set(glossary))


def _is_choice(item: words.Term) -> bool:
    return item.group.endswith(
        ("_kind", "_state", "_form", "_class", "_level", "_part", "_phase", "_word", "_ledger")
    )


@pytest.mark.parametrize("key", GLOSSARY)
def test_the_glossary_is_found_by_its_bare_key(key: str) -> None:
    assert words.known(key)


@pytest.mark.parametrize("group", CHOICES)
def test_the_choices_of_a_kind(group: str) -> None:
    assert CHOICES[group] == list(words.group_of(group))


def test_two_things_with_one_key_need_their_group() -> None:
    assert words.term("retention") == "质量保证金"
    assert words.term("payment_kind.retention") == "质量保证金退还"
    assert words.term("contract_kind.works") == "施工合同"
    with pytest.raises(KeyError):
        words.term("works")
    with pytest.raises(KeyError):
        words.term("no_such_word")


@pytest.mark.parametrize("key", words.sentences())
def test_every_sentence_is_complete_and_tells_the_same_facts(key: str) -> None:
    zh, en = words.sentences()[key]
    assert HAN.search(zh)
    assert not HAN.search(en)
    assert _facts(zh) == _facts(en)


def _facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_a_sentence_needs_its_facts() -> None:
    assert words.sentence("uscc_length", "en", length=3).endswith("this has 3")
    with pytest.raises(KeyError):
        words.sentence("uscc_length", "en")
