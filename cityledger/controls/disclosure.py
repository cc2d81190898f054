"""Rules on seeing masked personal data in full: who may, and for a purpose that is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters

ROLE = Control(
    code="disclosure.role",
    zh="岗位不需要查看个人信息",
    en="Duty does not need personal data",
    source=Source("财会〔2024〕12号", "加密与脱敏", "unverified"),
    says_zh="查看个人信息限{wanted}岗位,{actor}没有。",
    says_en="Personal data is for {wanted}; {actor} holds none of these duties.",
    remedy_zh="使用脱敏信息,或请有岗位的人核对。",
    remedy_en="Use the masked data, or let a holder of the duty check it.",
    parameters=("disclosure.household_roles",),
)
PURPOSE = Control(
    code="disclosure.purpose",
    zh="查看目的不明",
    en="No purpose given",
    source=Source("本程序规则", "先登记目的再查看", "own"),
    says_zh="查看目的“{purpose}”不足{least}个字。",
    says_en="The purpose “{purpose}” has fewer than {least} characters.",
    remedy_zh="写明为办理哪件事查看。",
    remedy_en="Say what piece of work it is needed for.",
    parameters=("disclosure.purpose_min_characters",),
)

CONTROLS = (ROLE, PURPOSE)


def household_roles(parameters: Parameters, on: date) -> frozenset[str]:
    """Return the roles that may see a household's data in full."""
    return frozenset(parameters.lookup("disclosure.household_roles", on).value.split(","))


def check_household(
    actor: str, roles: frozenset[str], purpose: str, parameters: Parameters, on: date
) -> Iterator[Finding]:
    """Yield every finding against a wish to see a household in full."""
    wanted = household_roles(parameters, on)
    if not roles & wanted:
        yield Finding.of(ROLE.code, actor=actor, wanted="/".join(sorted(wanted)))
    least = parameters.count("disclosure.purpose_min_characters", on)
    if len(purpose.strip()) < least:
        yield Finding.of(PURPOSE.code, purpose=purpose, least=least)
