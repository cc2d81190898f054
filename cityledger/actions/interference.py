"""The interference register (批条子、打招呼): who slipped in a word, and the clearance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.contracts import contract_by_no
from cityledger.actions.draft import Context, Draft, form
from cityledger.model.oversight import Interference, InterferenceClearance
from cityledger.model.projects import Project
from cityledger.views.find import need, next_id, one

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, kw_only=True)
class RecordInterference(Command):
    """Record an interference; it holds the payments of its project or contract until cleared."""

    act: ClassVar[str] = "interference.record"
    occurred_on: date
    channel: str
    area: str
    directness: str
    content: str
    project: str | None = None
    contract: str | None = None


@dataclass(frozen=True, kw_only=True)
class ClearInterference(Command):
    """Clear a record with a reason; never the person who recorded it."""

    act: ClassVar[str] = "interference.clear"
    interference_id: int
    reason: str


@form(RecordInterference)
def record_interference(context: Context, command: RecordInterference) -> Draft:
    """Draw up a record; there is no control that could refuse one."""
    project_id, contract_id = None, None
    if command.contract is not None:
        contract = contract_by_no(context, command.contract)
        project_id, contract_id = contract.project_id, contract.contract_id
    elif command.project is not None:
        found = need(context.read, Project, "project", **context.here, code=command.project)
        project_id = found.project_id
    draft = Draft()
    draft.add(
        "interference",
        interference_id=next_id(context.read, Interference, "interference_id", context.book_id),
        project_id=project_id,
        contract_id=contract_id,
        occurred_on=command.occurred_on,
        channel=command.channel,
        area=command.area,
        directness=command.directness,
        content=command.content,
        recorder=context.actor,
    )
    return draft


@form(ClearInterference)
def clear_interference(context: Context, command: ClearInterference) -> Draft:
    """Draw up a clearance."""
    key = {"interference_id": command.interference_id}
    record = need(context.read, Interference, "interference record", **context.here, **key)
    draft = Draft()
    if record.recorder == context.actor:
        draft.find("interference.same_person", actor=context.actor)
    if one(context.read, InterferenceClearance, **context.here, **key):
        draft.find("interference.cleared", record=command.interference_id)
    draft.add(
        "interference_clearance",
        interference_id=record.interference_id,
        actor=context.actor,
        reason=command.reason,
    )
    return draft
