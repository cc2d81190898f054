"""What `cityledger rules` speaks from: the parameters of a ledger or of the shipped pack, a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.cli import session
from cityledger.controls.pack import national
from cityledger.controls.parameters import Parameters
from cityledger.kernel import days
from cityledger.kernel.errors import BadInput, Problem
from cityledger.store import clock

if TYPE_CHECKING:
    from datetime import date

    import click

    from cityledger.controls.control import Control
    from cityledger.controls.parameters import Parameter

EVIDENCE = {
    "read": ("已核原文", "read"),
    "unverified": ("未核原文", "unverified"),
    "own": ("本系统规则", "own rule"),
}


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The parameters of one place on one day; `place` is the ledger's folder or the pack's name."""

    parameters: Parameters
    place: str
    is_ledger: bool
    on: date

    def values(self, control: Control) -> tuple[tuple[str, Parameter | None], ...]:
        """Return each parameter of a control with the row in force, or None."""
        return tuple((key, self.parameters.standing(key, self.on)) for key in control.parameters)


def rulebook(ctx: click.Context, on: str | None = None) -> Rulebook:
    """Return what holds in the ledger the program points at; without one, in the shipped pack."""
    day = _day(on)
    where = session.folder(ctx)
    if not where.database.is_file():
        pack = national()
        today = day or days.china_day(clock.host_now())
        return Rulebook(Parameters(pack.parameters), pack.title, is_ledger=False, on=today)
    from cityledger.views import registry

    at = session.desk(ctx)
    with at.read() as read:
        known = registry.parameters(read)
        today = day or days.china_day(at.now(read))
    at.close()
    return Rulebook(known, str(where.path), is_ledger=True, on=today)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return days.parse(text)
    except days.DayError as error:
        reason = f"{error.reason('zh')} {error.reason('en')}"
        raise BadInput((Problem("--on", text, reason, "2025-06-30"),)) from error


def pick(both: tuple[str, str], lang: str) -> str:
    """Return the text of one language."""
    return both[0] if lang == "zh" else both[1]


def value(row: Parameter, lang: str) -> str:
    """Return a value with its unit; an amount as money."""
    return row.shown("zh" if lang == "zh" else "en")


def plain(row: Parameter) -> dict[str, str | None]:
    """Return a parameter as JSON has it."""
    return {
        "key": row.key,
        "value": row.value,
        "unit": row.unit,
        "doc_no": row.doc_no,
        "clause": row.clause,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
        "evidence": row.evidence,
        "pack": row.pack,
    }


def line(row: Parameter, lang: str) -> str:
    """Return a parameter in one line: value, days of force, document, evidence, pack."""
    until = row.valid_to.isoformat() if row.valid_to else "—"
    rests = f"{row.doc_no} {row.clause}".rstrip()
    pack = f" [{row.pack}]" if row.pack else ""
    evidence = pick(EVIDENCE[row.evidence], lang)
    return f"{value(row, lang)}  {row.valid_from} … {until}  {rests}({evidence}){pack}"
