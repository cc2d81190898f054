"""Seeing a household's personal data in full: asked for by an act, with its purpose, before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cityledger.actions.command import Command
from cityledger.actions.contracts import contract_by_no
from cityledger.actions.draft import Context, Draft, form
from cityledger.controls.disclosure import check_household
from cityledger.model.contracts import Household
from cityledger.views.find import need
from cityledger.views.registry import name_of

HOUSEHOLD = "household"
"""The kind of a disclosure that this module makes."""


@dataclass(frozen=True, kw_only=True)
class DiscloseHousehold(Command):
    """Ask to see the household of an agreement in full; what may be seen is shown after it."""

    act: ClassVar[str] = "record.disclose"
    contract: str
    purpose: str


@form(DiscloseHousehold)
def disclose_household(context: Context, command: DiscloseHousehold) -> Draft:
    """Draw up a disclosure; the sealed act is what `views.disclosures` answers by."""
    contract = contract_by_no(context, command.contract)
    key = {"contract_id": contract.contract_id}
    need(context.read, Household, "household 被征收户", **context.here, **key)
    on = context.now.date()
    actor = name_of(context.read, context.actor)
    draft = Draft()
    draft.findings += check_household(actor, context.roles, command.purpose, context.parameters, on)
    draft.add(
        "disclosure",
        actor=context.actor,
        kind=HOUSEHOLD,
        subject=contract.contract_no,
        purpose=command.purpose,
    )
    return draft
