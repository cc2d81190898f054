"""Who may see personal data in full: the roles of the parameter, with a purpose in words."""

from __future__ import annotations

from datetime import date

import pytest

from cityledger.controls import pack
from cityledger.controls.disclosure import check_household
from cityledger.controls.parameters import Parameters
from cityledger.kernel.acts import ROLES
from cityledger.kernel.errors import Finding

NATIONAL = Parameters(pack.national().parameters)
ON = date(2025, 8, 6)


def check(role: str, purpose: str) -> tuple[Finding, ...]:
    return tuple(check_household("复核员", frozenset({role}), purpose, NATIONAL, ON))


@pytest.mark.parametrize("role", ROLES)
def test_only_the_manager_and_the_reviewer_see_it(role: str) -> None:
    refused = Finding.of("disclosure.role", actor="复核员", wanted="pm/reviewer")

    assert (() if role in ("pm", "reviewer") else (refused,)) == check(role, "核对收款账户")


@pytest.mark.parametrize(
    ("purpose", "is_enough"), [("核对收款账户", True), ("核对收款户", False), ("核 对     ", False)]
)
def test_a_purpose_has_six_characters(purpose: str, is_enough: bool) -> None:
    found = check("pm", purpose)

    assert found == (
        () if is_enough else (Finding.of("disclosure.purpose", purpose=purpose, least=6),)
    )
