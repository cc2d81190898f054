"""The payment gate (domain.md §3.5): every rule for every line it applies to, all at once.

The grid is the one table of which rule applies to which kind of payment. Its order is the order of
precedence in which findings are shown and the catalogue is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.controls import (
    advance,
    documents,
    duties,
    funding,
    households,
    obligation,
    override,
    ppp_limits,
    standing,
)
from cityledger.controls.case import Case
from cityledger.controls.facts import KINDS
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from cityledger.controls.facts import PaymentFacts
    from cityledger.controls.parameters import Parameters

RULES = (
    *standing.RULES,
    *duties.RULES,
    *obligation.RULES,
    *advance.RULES,
    *documents.RULES,
    *households.RULES,
    *funding.RULES,
    *ppp_limits.RULES,
)

# Columns in the order of KINDS: advance, progress, retention, settlement, compensation, service,
# deposit_refund, grantor_return. Five parties are not asked of compensation and services, which
# are paid before a contractor exists; a household gives no invoice; advances and retention are
# invoiced by the certificates around them.
_GRID = """
no_lines               x x x x x x x x
unknown_kind           x x x x x x x x
kind_misfit            x x x x x x x x
amount_not_positive    x x x x x x x x
period_not_open        x x x x x x x x
no_budget_document     x x x x x x . .
five_parties           x x x x . . . .
finding_open           x x x x . . . .
interference_open      x x x x x x x x
clearer_approves       x x x x x x x x
duty_vacant            x x x x x x x x
duty_not_held          x x x x x x x x
duty_shared            x x x x x x x x
duty_admin             x x x x x x x x
duty_interest          x x x x x x x x
second_approver        x x x x x x x x
contract_unsigned      x x x x x x x .
over_contract          x x x x x x . .
over_budget            x x x x x x . .
certificate_missing    . x . x . . . .
certificate_unsigned   . x . x . x . .
certificate_signer     . x . x . . . .
over_certified         . x x x x x x x
over_progress          . x . . . . . .
over_retention         x x . . . . . .
retention_not_due      . . x . . . . .
not_accepted           . . x . . . . .
management_fee         x x . x . x . .
not_settled            . . . x . . . .
over_settlement        . . . x . . . .
advance_range          x . . . . . . .
advance_cap            x . . . . . . .
advance_not_recouped   . x . . . . . .
labour_share           . x . x . . . .
payee_name             x x x x x x x x
payee_account          x x x x x x x x
account_on_hold        x x x x x x x x
invoice_missing        . x . x . x . .
invoice_short          . x . x . x . .
invoice_void           x x x x . x . .
invoice_unverified     x x x x . x . .
invoice_used           x x x x . x . .
invoice_issuer         x x x x . x . .
guarantee_missing      x x . . . . . .
guarantee_expired      x x . . . . . .
guarantee_short        x x . . . . . .
household_owner        . . . . x . . .
household_twice        . . . . x . . .
unknown_tranche        x x x x x x x x
slices_incomplete      x x x x x x x x
over_allotment         x x x x x x . .
use_not_allowed        x x x x x x . .
out_of_scope           x x x x x x . .
bond_service           x x x x x x x .
deposit_misused        x x x x x x x x
not_grantor            . . . . . . . x
tranche_expired        x x x x x x . .
tranche_lapsed         x x x x x x . .
reward_unproved        x x x x x x . .
pool_misused           x x x x x x . .
before_receipt         x x x x x x x x
no_money               x x x x x x x x
over_share             x x x x x x . .
source_not_planned     x x x x x x . .
wrong_tranche          x x x x x x . .
no_score               x x . x . x . .
"""


def _read(grid: str) -> dict[str, frozenset[str]]:
    applies = {}
    for row in grid.split("\n"):
        if row:
            name, *marks = row.split()
            kinds = (kind for kind, mark in zip(KINDS, marks, strict=True) if mark == "x")
            applies[f"payment.{name}"] = frozenset(kinds)
    return applies


APPLIES = _read(_GRID)
"""The kinds of payment each rule applies to, by code, in order of precedence."""


def parameters_of(kind: str) -> tuple[str, ...]:
    """Return the thresholds the gate asks for when a payment of this kind passes it."""
    rules = (rule.control for rule in RULES if kind in APPLIES[rule.control.code])
    return tuple(dict.fromkeys(key for control in rules for key in control.parameters))


OVERRIDABLE = frozenset(rule.control.code for rule in RULES if rule.control.overridable)
"""The rules that two persons may set aside."""

# These speak of the whole request, or of lines whose kind no column of the grid has.
_ALWAYS = frozenset({"payment.no_lines", "payment.unknown_kind", "payment.amount_not_positive"})


def check(facts: PaymentFacts, parameters: Parameters) -> tuple[Finding, ...]:
    """Return every finding against a payment at its stage, in order of precedence.

    What an override lifts is not found; what is wrong with an override that is named comes last.
    Raises ParameterMissing when a threshold has no value in force on the value date.
    """
    found: list[Finding] = []
    for rule in RULES:
        code = rule.control.code
        lines = tuple(line for line in facts.lines if line.kind in APPLIES[code])
        if lines or code in _ALWAYS:
            case = Case(facts, parameters, lines)
            found.extend(Finding.of(code, **breach) for breach in rule.look(case))
    return override.judged(facts, parameters, tuple(found), OVERRIDABLE)
