"""Reading what is masked or sealed is an act of its own: who read which record, and what for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.contracts import contract_by_no
from cityledger.actions.draft import Context, Draft, form
from cityledger.actions.overrides import said
from cityledger.controls.disclosure import check_household
from cityledger.controls.interference import check_reader
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.contracts import Household
from cityledger.model.oversight import Interference
from cityledger.views.find import need
from cityledger.views.registry import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")

HOUSEHOLD = "household"
"""The kind of a disclosure of an agreement's household."""

KINDS = ("interference", "tip", "export")
"""What `Disclose` is for; a household has rules of its own (`DiscloseHousehold`)."""


@dataclass(frozen=True, kw_only=True)
class Disclose(Command):
    """Ask to read one record in full; `subject` is its number, as its kind counts."""

    act: ClassVar[str] = "record.disclose"
    kind: str
    subject: str
    purpose: str


def _problems(command: Disclose) -> Iterator[Problem]:
    if command.kind not in KINDS:
        yield Problem("kind", command.kind, "unknown kind 种类不明", ", ".join(KINDS))
    yield from said("subject", command.subject)
    yield from said("purpose", command.purpose)
    if command.kind == "interference" and not _NUMBER.fullmatch(command.subject):
        yield Problem("subject", command.subject, "is no number of a record 不是登记编号")


@form(Disclose)
def disclose(context: Context, command: Disclose) -> Draft:
    """Draw up the mark of a reading; the register is for auditors and for one's own records."""
    if problems := tuple(_problems(command)):
        raise BadInput(problems)
    draft = Draft()
    draft.add(
        "disclosure",
        actor=context.actor,
        kind=command.kind,
        subject=command.subject,
        purpose=command.purpose,
    )
    if command.kind == "interference":
        key = {"interference_id": int(command.subject)}
        record = need(context.read, Interference, "interference record", **context.here, **key)
        may = "auditor" in context.roles or record.recorder == context.actor
        draft.findings += check_reader(record.interference_id, context.actor, may_read=may)
    return draft


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
