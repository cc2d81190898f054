"""Rules on assets that carry loans: no double pledge, no public welfare, no stale value (S39)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.kernel.days import add_days
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters

WELFARE = Control(
    code="package.public_welfare",
    zh="公益性资产不得抵质押",
    en="Public welfare asset pledged",
    source=Source("本程序规则", "公益性资产不作融资抵质押", "own"),
    says_zh="{asset}是公益性资产,不能纳入融资资产包。",
    says_en="{asset} is a public welfare asset and cannot carry a loan.",
    remedy_zh="从资产包中剔除。",
    remedy_en="Leave it out of the package.",
)
DOUBLE = Control(
    code="package.double_pledge",
    zh="资产重复抵质押",
    en="Asset pledged twice",
    source=Source("审计署固定资产投资审计清单", "3.2 违规举债、重复抵押", "read"),
    says_zh="{asset}已在账套{book}的资产包“{package}”中抵质押。",
    says_en="{asset} is pledged already in package “{package}” of book {book}.",
    remedy_zh="原资产包解除后才能再次使用。",
    remedy_en="It can be used again once that package is released.",
)
OVER_VALUE = Control(
    code="package.over_value",
    zh="抵质押额超过评估值",
    en="Pledged above its value",
    source=Source("本程序规则", "抵质押额不超过评估值", "own"),
    says_zh="{asset}评估值{value_fen}元,抵质押额{pledged_fen}元。",
    says_en="{asset} is worth {value_fen}; {pledged_fen} is pledged on it.",
    remedy_zh="降低抵质押额,或重新评估。",
    remedy_en="Pledge less, or have it valued anew.",
)
STALE = Control(
    code="package.stale_value",
    zh="资产评估过期",
    en="Valuation too old",
    source=Source("区级资金管理规定", "资产评估有效期", "unverified"),
    says_zh="{asset}评估日{valued_on},到{packed_on}已超过{valid_days}天。",
    says_en="{asset} was valued on {valued_on}, over {valid_days} days before {packed_on}.",
    remedy_zh="重新评估后再纳入资产包。",
    remedy_en="Have it valued anew first.",
    parameters=("asset.value_valid_days",),
)
UNPAID = Control(
    code="package.debt_unpaid",
    zh="债务未还清不得解押",
    en="Released before repayment",
    source=Source("本程序规则", "还清后解除抵质押", "own"),
    says_zh="{debt}尚欠本金{left_fen}元、利息{interest_fen}元。",
    says_en="{debt} still owes {left_fen} of principal and {interest_fen} of interest.",
    remedy_zh="还清本息后再解除。",
    remedy_en="Repay it first.",
)
NOT_HELD = Control(
    code="package.not_held",
    zh="资产包已解除",
    en="Package released already",
    source=Source("本程序规则", "资产包只解除一次", "own"),
    says_zh="资产包“{package}”没有在押资产。",
    says_en="Package “{package}” holds no asset any more.",
    remedy_zh="无需解除。",
    remedy_en="Nothing is left to release.",
)

CONTROLS = (WELFARE, DOUBLE, OVER_VALUE, STALE, UNPAID, NOT_HELD)


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeFacts:
    """An asset about to be pledged; `held_in` is (book, package) of every live pledge of it."""

    asset: str
    is_public_welfare: bool
    value_fen: int
    valued_on: date
    pledged_fen: int
    held_in: tuple[tuple[int, str], ...] = ()


def check_package(
    packed_on: date, pledges: tuple[PledgeFacts, ...], parameters: Parameters
) -> tuple[Finding, ...]:
    """Return every finding against a package, asset by asset."""
    return tuple(found for one in pledges for found in _pledge(packed_on, one, parameters))


def _pledge(packed_on: date, facts: PledgeFacts, parameters: Parameters) -> Iterator[Finding]:
    asset = facts.asset
    if facts.is_public_welfare:
        yield Finding.of(WELFARE.code, asset=asset)
    for book, package in facts.held_in:
        yield Finding.of(DOUBLE.code, asset=asset, book=book, package=package)
    if facts.pledged_fen > facts.value_fen:
        value, pledged = facts.value_fen, facts.pledged_fen
        yield Finding.of(OVER_VALUE.code, asset=asset, value_fen=value, pledged_fen=pledged)
    valid_days = parameters.days("asset.value_valid_days", packed_on)
    if packed_on > add_days(facts.valued_on, valid_days):
        days = {"valued_on": facts.valued_on, "packed_on": packed_on, "valid_days": valid_days}
        yield Finding.of(STALE.code, asset=asset, **days)


def check_release(
    package: str, held: int, debt: str, left_fen: int, interest_fen: int
) -> tuple[Finding, ...]:
    """Return what forbids to release a package of `held` assets whose debt owes these fen."""
    found = []
    if not held:
        found.append(Finding.of(NOT_HELD.code, package=package))
    if left_fen > 0 or interest_fen > 0:
        found.append(
            Finding.of(UNPAID.code, debt=debt, left_fen=left_fen, interest_fen=interest_fen)
        )
    return tuple(found)
