"""Look-ups of work and oversight: papers, people, targets, findings, overrides, months.

Interference is offered by number and kind alone: who and what stays behind a sealed reading.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cityledger.kernel import days, money
from cityledger.tui.entry.archive_keys import LANG, TODAY, USER, number_in, project_id, word
from cityledger.tui.widgets.lookup import Choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.store.engine import Read
    from cityledger.tui.entry.archive_keys import Archive, Context

MONTHS_BACK = 12
"""How many months back a declaration about oneself is offered."""


def _papers(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    """Offer the papers of the project; what adjusts one comes from the same authority."""
    from cityledger.model.projects import ApprovalDocument
    from cityledger.views.find import many

    project = project_id(read, book_id, context)
    for row in many(read, ApprovalDocument, book_id=book_id):
        if row.project_id in (None, project) or project is None:
            brings = (("authority", row.authority),)
            said = f"{days.text(row.issued_on)} {row.authority}"
            yield Choice(row.doc_no, f"{row.doc_no} {row.title}", said, brings=brings)


def _files(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    from cityledger.model.oversight import EvidenceFile
    from cityledger.views.find import many

    rows = sorted(many(read, EvidenceFile, book_id=book_id), key=lambda row: -row.leaf_idx)
    for row in rows:
        yield Choice(row.sha256, row.name, row.sha256[:12])


def _sections(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    from cityledger.model.projects import SubProject
    from cityledger.views.find import many

    project = project_id(read, book_id, context)
    rows = many(read, SubProject, book_id=book_id, project_id=project) if project else ()
    for row in rows:
        yield Choice(row.code, f"{row.code} {row.name}", row.batch or "")


def _people(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    """Offer who answers for the project with their unit, and the people of the office."""
    from cityledger.model.books import Book
    from cityledger.views import registry, responsible
    from cityledger.views.find import one

    seen: set[str] = set()
    project = project_id(read, book_id, context)
    for row in responsible.newest(read, book_id, project) if project else ():
        unit = registry.party(read, row.party_id)
        name = unit.name if unit else ""
        if row.leader not in seen:
            seen.add(row.leader)
            role = word(context, "party_role", row.role)
            yield Choice(row.leader, row.leader, f"{role} {name}", brings=(("unit", name),))
    book = one(read, Book, book_id=book_id)
    office = (("unit", book.unit_name),) if book else ()
    for person in registry.people(read):
        if person.name not in seen:
            seen.add(person.name)
            yield Choice(person.name, person.name, person.user_id, brings=office)


def _milestones(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    from cityledger.views.supervision import milestones

    for row in milestones(read, book_id):
        if row.reached_on is None:
            number = str(row.milestone_id)
            yield Choice(number, f"{number} {row.name}", f"{days.text(row.due_on)} {row.project}")


def _open_tasks(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    yield from _tasks(read, book_id, is_open=True)


def _all_tasks(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    yield from _tasks(read, book_id, is_open=False)


def _tasks(read: Read, book_id: int, *, is_open: bool) -> Iterator[Choice]:
    from cityledger.views.supervision import tasks

    for row in tasks(read, book_id):
        if row.closed_on is None or not is_open:
            number = str(row.task_id)
            said = f"{row.owner} {money.text(row.done_bp)}%"
            yield Choice(number, f"{number} {row.subject}", said)


def _inspections(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    """Offer the inspections that left something to mend."""
    from cityledger.views.supervision import findings

    left = {r.inspection_id: r for r in findings(read, book_id) if r.closed_on is None}
    for inspection_id, row in left.items():
        number, kind = str(inspection_id), word(context, "inspection_kind", row.kind)
        said = f"{days.text(row.inspected_on)} {row.project}"
        yield Choice(number, f"{number} {kind}", said)


def _findings(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    from cityledger.views.supervision import findings

    number = number_in(context, "inspection_id")
    for row in findings(read, book_id):
        if row.inspection_id == number and row.closed_on is None:
            said = f"{row.owner} {days.text(row.mend_by_on)}"
            yield Choice(str(row.n), f"{row.n} {row.finding}", said)


def _all_inspections(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    from cityledger.model.supervision import Inspection
    from cityledger.views.find import many

    for row in many(read, Inspection, book_id=book_id):
        number, kind = str(row.inspection_id), word(context, "inspection_kind", row.kind)
        yield Choice(number, f"{number} {kind} {row.summary}", days.text(row.inspected_on))


def _risks(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    """Offer the risks that stand; each brings what was said of it last."""
    from cityledger.views.supervision import risks

    for row in risks(read, book_id):
        if row.is_closed:
            continue
        number = str(row.risk_id)
        names = ("project", "stage", "risk", "level", "owner", "answer")
        brings = tuple((name, str(getattr(row, name))) for name in names)
        if row.liability_fen:
            brings = (*brings, ("liability_fen", money.text(row.liability_fen)))
        said = f"{word(context, 'risk_level', row.level)} {row.project}"
        yield Choice(number, f"{number} {row.risk}", said, brings=brings)


def _tips(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    from cityledger.views.supervision import tips

    for row in tips(read, book_id):
        if row.replied_on is None:
            number = str(row.tip_id)
            yield Choice(number, f"{number} {row.content}", days.text(row.reply_by_on))


def _records(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    yield from _in_register(read, book_id, context, ("recorded", "reported", "cleared"))


def _uncleared(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    yield from _in_register(read, book_id, context, ("recorded", "reported"))


def _in_register(
    read: Read, book_id: int, context: Context, states: tuple[str, ...]
) -> Iterator[Choice]:
    from cityledger.views.interference import records

    for row in records(read, book_id, _today(context)):
        if row.state in states:
            number = str(row.interference_id)
            area = word(context, "risk_area_kind", row.area)
            state = word(context, "interference_state", row.state)
            said = f"{days.text(row.occurred_on)} {state}"
            yield Choice(number, f"{number} {area}", said, row.project_code)


def _today(context: Context) -> date:
    return date.fromisoformat(context[TODAY])


def _controls(_: Read, __: int, context: Context) -> Iterator[Choice]:
    """Offer the rules that two persons may set aside."""
    from cityledger.controls import catalog, payment

    for code in sorted(payment.OVERRIDABLE):
        title = catalog.control(code).title("zh" if context.get(LANG, "zh") == "zh" else "en")
        yield Choice(code, title, code)


def _asked_overrides(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    yield from _overrides(read, book_id, context, "asked")


def _held_overrides(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    yield from _overrides(read, book_id, context, "held")


def _overrides(read: Read, book_id: int, context: Context, state: str) -> Iterator[Choice]:
    from cityledger.controls import catalog
    from cityledger.views.overrides import overrides

    lang = "zh" if context.get(LANG, "zh") == "zh" else "en"
    for row in overrides(read, book_id, _today(context)):
        if row.state == state:
            number, title = str(row.override_id), catalog.control(row.control).title(lang)
            said = f"{row.asked_name} {money.text(row.limit_fen)}"
            yield Choice(number, f"{number} {title}", said, row.project_code)


def _months(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    """Offer the months that have ended and that this person has not declared, newest first."""
    from cityledger.model.oversight import ZeroReport
    from cityledger.views.find import many

    rows = many(read, ZeroReport, book_id=book_id, actor=context.get(USER, ""))
    declared = {row.month for row in rows}
    today = _today(context)
    ended = today.year * 12 + today.month - 2
    for place in range(ended, ended - MONTHS_BACK, -1):
        month = place // 12 * 100 + place % 12 + 1
        if month not in declared:
            yield Choice(str(month), str(month))


def _periods(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    """Offer the open months, the oldest first: that is the order in which they are closed.

    Period 0 holds the opening; no month is closed before it.
    """
    from cityledger.views import periods

    for period, state in sorted(periods.states(read, book_id).items()):
        if state == "open":
            text = str(period) if period else word(context, "voucher_word", "opening") + " 0"
            yield Choice(str(period), text, word(context, "period_state", state))


def _years(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    from cityledger.views import periods

    for year in sorted({period // 100 for period in periods.states(read, book_id) if period}):
        yield Choice(str(year), str(year))


WORK_ARCHIVES: dict[str, Archive] = {
    "approval_document": _papers,
    "evidence_file": _files,
    "sub_project": _sections,
    "person": _people,
    "milestone": _milestones,
    "task": _open_tasks,
    "any_task": _all_tasks,
    "inspection": _inspections,
    "inspection_finding": _findings,
    "any_inspection": _all_inspections,
    "risk": _risks,
    "tip": _tips,
    "interference": _records,
    "interference_uncleared": _uncleared,
    "control": _controls,
    "override_asked": _asked_overrides,
    "override_held": _held_overrides,
    "month": _months,
    "period": _periods,
    "year": _years,
}
