"""Kinds of funding source: which accounts their money enters, and what it is (domain.md §4, §6).

The route decides between the two grants: money that came down through the district's own budget
is an appropriation (4001), money that another payer sent is a grant of another level (4601).
"""

from __future__ import annotations

from dataclasses import dataclass

ROUTES = ("own_budget", "other_level", "market")
LEVELS = ("central", "province", "city", "district", "market")
GROUPS = ("fiscal", "bond", "bank", "social", "earned")
"""What the leverage ratio adds up: fiscal money below, banks and social capital above (S40).

Bonds are repaid by the budget and interest is earned: both stand on neither side.
"""

_DOWN = ("own_budget", "other_level")
_OWN = ("own_budget",)
_MARKET = ("market",)


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source: income account, budget account, kind of its tranches, earmarked or not.

    `group` is one of GROUPS; `routes` are the ways its money may lawfully come. `cost_item` is
    set where the money reduces cost instead of being income (财政贴息, 存款利息).
    """

    income_account: str
    budget_account: str
    tranche_kind: str
    restricted: bool
    group: str
    routes: tuple[str, ...]
    cost_item: str | None = None


def _fiscal(*, restricted: bool, routes: tuple[str, ...], income: str = "400101") -> SourceKind:
    kind = "grant" if "other_level" in routes else "budget"
    return SourceKind(income, "6001", kind, restricted, "fiscal", routes)


def _borrowed(group: str, account: str, kind: str, routes: tuple[str, ...]) -> SourceKind:
    return SourceKind(account, "6501", kind, restricted=True, group=group, routes=routes)


def _given(kind: str, *, restricted: bool) -> SourceKind:
    return SourceKind("4609", "6609", kind, restricted, "social", _MARKET)


KINDS: dict[str, SourceKind] = {
    "general_budget": _fiscal(restricted=False, routes=_OWN),
    "government_fund": _fiscal(restricted=True, routes=_OWN, income="400102"),
    "upper_special": _fiscal(restricted=True, routes=_DOWN),
    "special_bond": _borrowed("bond", "2502", "bond", _DOWN),
    "policy_loan": _borrowed("bank", "250101", "loan", _MARKET),
    "ppp_capital": _borrowed("social", "2502", "capital", _MARKET),
    "asset_package": _borrowed("bank", "250101", "loan", _MARKET),
    "reward_grant": _fiscal(restricted=True, routes=_DOWN),
    "interest_subsidy": SourceKind("161303", "6001", "grant", True, "fiscal", _DOWN, "39"),  # noqa: FBT003 - a row of a table
    "interest_income": SourceKind("161303", "6609", "interest", True, "earned", _MARKET, "38"),  # noqa: FBT003 - a row of a table
    "service_purchase": _fiscal(restricted=True, routes=_OWN),
    "soe": _given("other", restricted=False),
    "industry_fund": _given("other", restricted=True),
    "private_capital": _given("capital", restricted=True),
    "counterpart_funds": _fiscal(restricted=False, routes=_OWN),
    "general_bond": _borrowed("bond", "2502", "bond", _DOWN),
    "bank_loan": _borrowed("bank", "250101", "loan", _MARKET),
    "platform": _given("other", restricted=False),
    "risk_pool": _fiscal(restricted=True, routes=_DOWN),
    "other": SourceKind("4609", "6609", "other", False, "social", ROUTES),  # noqa: FBT003 - a row of a table
}
BONDS = ("special_bond", "general_bond")
"""Only the province borrows for local government (预算法 art. 35)."""
BORROWED = tuple(code for code, kind in KINDS.items() if kind.group in ("bond", "bank"))
"""Kinds of source whose money somebody owes; capital is paid in, and nobody owes it."""
CARRIED = ("grant", "budget")
"""Kinds of tranche that become surplus when two years have left them unspent (预算法 art. 42)."""


def accounts(kind: str, route: str) -> tuple[str, str]:
    """Return (income account, budget account) of a source; KeyError for an unknown kind."""
    rule = KINDS[kind]
    if rule.tranche_kind == "grant" and rule.cost_item is None and route == "other_level":
        return "4601", "6601"
    return rule.income_account, rule.budget_account
