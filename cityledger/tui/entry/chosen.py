"""Where things stand for what a document names: figures for the panel, and what follows from it.

Called in workers only; everything that knows the database is imported when it is called.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cityledger.actions.desk import Desk
    from cityledger.store.engine import Read

    Context = Mapping[str, str]
    """What the fields of the form hold, by field of its sheet."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of the panel: a key of texts, and an amount in fen or a count in words.

    `subject` stands in place of `{subject}` of the text.
    """

    key: str
    fen: int | None = None
    text: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Lines of the panel, and fields that follow from the choice, where they are still empty."""

    lines: tuple[Standing, ...] = ()
    follows: tuple[tuple[str, str], ...] = ()


def chosen(desk: Desk, noun: str, context: Context) -> Chosen:
    """Return where things stand for a document of a noun; nothing for nouns without figures."""
    reader = READERS.get(noun)
    if reader is None:
        return Chosen()
    with desk.read() as read:
        return reader(read, desk.book_id, context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


# -------------------------------------------------------------------------------- funds received


def _receipt(read: Read, book_id: int, context: Context) -> Chosen:
    """Return what the source was allotted and has sent so far."""
    from cityledger.model.funding import Allotment, BankAccount, FundSource, Tranche
    from cityledger.views.find import many, one

    banks = [b for b in many(read, BankAccount, book_id=book_id) if b.kind == "bank"]
    follows = [("bank_account", banks[0].account_no)] if len(banks) == 1 else []
    source = one(read, FundSource, book_id=book_id, name=context.get("source", ""))
    if source is None:
        return Chosen(follows=tuple(follows))
    key = {"book_id": book_id, "fund_source_id": source.fund_source_id}
    allotments = many(read, Allotment, **key)
    tranches = [t for t in many(read, Tranche, **key) if t.form != "none"]
    came = sum(t.amount_fen for t in tranches)
    allotted = sum(a.amount_fen for a in allotments)
    lines = [Standing("stands_allotted", allotted), Standing("stands_received", came)]
    lines.append(Standing("stands_to_come", allotted - came))
    for row in allotments:
        part = sum(t.amount_fen for t in tranches if t.allotment_id == row.allotment_id)
        lines.append(Standing("stands_allotment", row.amount_fen - part, subject=row.allotment_no))
    if len(allotments) == 1:
        follows.append(("allotment", allotments[0].allotment_no))
    return Chosen(tuple(lines), tuple(follows))


# ----------------------------------------------------------------------------------- certificate


def _certificate(read: Read, book_id: int, context: Context) -> Chosen:
    """Return the contract's state, the next number and the chief engineer of the day."""
    from cityledger.model.contracts import Certificate, Contract
    from cityledger.views import responsible
    from cityledger.views.contract_state import contract_state
    from cityledger.views.find import many, one

    contract = one(read, Contract, book_id=book_id, contract_no=context.get("contract", ""))
    if contract is None:
        return Chosen()
    key = {"book_id": book_id, "contract_id": contract.contract_id}
    state = contract_state(read, book_id, contract.contract_id)
    taken = [row.certificate_no for row in many(read, Certificate, **key)]
    follows = [("certificate_no", str(max(taken, default=0) + 1))]
    if contract.kind != "works":
        follows.append(("kind", "service"))
    on = _day(context.get("certified_on", ""))
    if on is not None:
        place = (contract.project_id, contract.sub_project_id, on)
        chief = responsible.answering(read, book_id, *place).get("supervisor")
        if chief is not None:
            follows.append(("chief_engineer", chief.leader))
    if state is None:
        return Chosen(follows=tuple(follows))
    lines = (
        Standing("price_line", state.total_fen),
        Standing("certified_line", state.certified_fen),
        Standing("stands_uncertified", state.total_fen - state.certified_fen),
        Standing("paid_line", state.paid_fen),
        Standing("stands_advance", state.advance_fen),
        Standing("stands_retention", state.retention_fen),
    )
    return Chosen(lines, tuple(follows))


# -------------------------------------------------------------------------------------- contract


def _contract(read: Read, book_id: int, context: Context) -> Chosen:
    """Return what is left of the budget line, and the only account of the party."""
    from cityledger.model.projects import Project
    from cityledger.views import registry
    from cityledger.views.find import one
    from cityledger.views.project_card import budget_lines

    follows = []
    accounts = registry.party_accounts(read, context.get("party_id", ""))
    numbers = tuple(dict.fromkeys(row.account_no for row in accounts))
    if len(numbers) == 1:
        follows.append(("payee_account", numbers[0]))
    lines: list[Standing] = []
    project = one(read, Project, book_id=book_id, code=context.get("project", ""))
    code = context.get("budget_line", "")
    for row in budget_lines(read, book_id) if project is not None else ():
        if project is None or row.project_id != project.project_id:
            continue
        if row.code == code:
            lines += [
                Standing("stands_approved", row.approved_fen, subject=f"{row.code} {row.name}"),
                Standing("stands_contracted", row.contracted_fen + row.certified_fen),
                Standing("stands_line_left", row.free_fen + row.reserved_fen),
            ]
        elif not code:
            left, name = row.free_fen + row.reserved_fen, f"{row.code} {row.name}"
            lines.append(Standing("stands_line", left, subject=name))
    return Chosen(tuple(lines), tuple(follows))


# ------------------------------------------------------------------------- household agreements


def _agreements(read: Read, book_id: int, context: Context) -> Chosen:
    """Return how far the plots of the project are, and the money that stands ready."""
    from cityledger.model.projects import Project
    from cityledger.views.find import one
    from cityledger.views.households import plots
    from cityledger.views.special_account import special_account

    project = one(read, Project, book_id=book_id, code=context.get("project", ""))
    if project is None:
        return Chosen()
    rows = [p for p in plots(read, book_id) if p.project_id == project.project_id]
    lines = []
    for row in rows:
        signed = f"{row.signed} / {row.surveyed or row.listed}"
        lines.append(Standing("stands_plot", text=signed, subject=f"{row.plot_no} {row.name}"))
    on = _day(context.get("signed_on", ""))
    lines += [
        Standing("stands_needed", sum(row.needed_fen for row in rows)),
        Standing("stands_promised", sum(row.price_fen for row in rows)),
        Standing("stands_compensated", sum(row.paid_fen for row in rows)),
    ]
    if on is not None:
        account = special_account(read, book_id, project.project_id, on)
        lines.append(Standing("stands_special", account.own_fen + account.shared_fen))
    return Chosen(tuple(lines))


READERS: dict[str, Callable[[Read, int, Context], Chosen]] = {
    "tranche": _receipt,
    "certificate": _certificate,
    "contract": _contract,
    "agreement": _agreements,
}
"""Which sheets have figures to show for what they name."""
