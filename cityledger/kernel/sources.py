"""Kinds of funding source: which accounts their money enters, and what it is (domain.md §4, §6).

The route decides between the two grants: money that came down through the district's own budget
is an appropriation (4001), money that another payer sent is a grant of another level (4601).
"""

from __future__ import annotations

from dataclasses import dataclass

ROUTES = ("own_budget", "other_level", "market")
LEVELS = ("central", "province", "city", "district", "market")


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source: income account, budget account, kind of its tranches, earmarked or not.

    `cost_item` is set where the money reduces cost instead of being income (财政贴息, 存款利息).
    """

    income_account: str
    budget_account: str
    tranche_kind: str
    restricted: bool
    cost_item: str | None = None


KINDS: dict[str, SourceKind] = {
    "general_budget": SourceKind("400101", "6001", "budget", restricted=False),
    "government_fund": SourceKind("400102", "6001", "budget", restricted=True),
    "upper_special": SourceKind("4601", "6601", "grant", restricted=True),
    "special_bond": SourceKind("2502", "6501", "bond", restricted=True),
    "policy_loan": SourceKind("250101", "6501", "loan", restricted=True),
    "ppp_capital": SourceKind("2502", "6501", "capital", restricted=True),
    "asset_package": SourceKind("250101", "6501", "loan", restricted=True),
    "reward_grant": SourceKind("4601", "6601", "grant", restricted=True),
    "interest_subsidy": SourceKind("161303", "6001", "grant", restricted=True, cost_item="39"),
    "interest_income": SourceKind("161303", "6609", "interest", restricted=True, cost_item="38"),
    "service_purchase": SourceKind("400101", "6001", "budget", restricted=True),
    "soe": SourceKind("4609", "6609", "other", restricted=False),
    "industry_fund": SourceKind("4609", "6609", "other", restricted=True),
    "private_capital": SourceKind("4609", "6609", "capital", restricted=True),
    "counterpart_funds": SourceKind("400101", "6001", "budget", restricted=False),
}


def accounts(kind: str, route: str) -> tuple[str, str]:
    """Return (income account, budget account) of a source; KeyError for an unknown kind."""
    rule = KINDS[kind]
    if kind == "upper_special" and route == "own_budget":
        return "400101", "6001"
    return rule.income_account, rule.budget_account
