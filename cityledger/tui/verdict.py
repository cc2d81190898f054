"""What the gate would say now, in sentences: the live panel shows nothing it worked out itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.kernel.errors import BadInput

if TYPE_CHECKING:
    from cityledger.actions.command import Command
    from cityledger.actions.desk import Desk
    from cityledger.actions.draft import Draft
    from cityledger.controls.control import Source
    from cityledger.kernel.errors import Finding
    from cityledger.store.engine import Read


@dataclass(frozen=True, slots=True)
class Objection:
    """One rule that says no: its title, the sentence with the numbers, what to do, its source."""

    code: str
    title: str
    sentence: str
    remedy: str
    source: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Money the act would take: from which tranche and account, how much, what stays free."""

    tranche: str
    bank: str
    amount_fen: int
    left_fen: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate would say to a command: nothing against it, or every objection at once.

    `warnings` stop nobody but want a look; `passed` are rules in order with their figures, `quiet`
    the titles of those without any; `sums` is what the act would work out, by column, in fen.
    """

    objections: tuple[Objection, ...] = ()
    pieces: tuple[Piece, ...] = ()
    warnings: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    sums: tuple[tuple[str, int], ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether the act would be accepted."""
        return not self.objections


def cited(source: Source, lang: str) -> str:
    """Return a source as it is cited; what was not read in its own text says so."""
    said = " ".join(part for part in (source.doc_no, source.clause) if part != "—")
    unread = {"zh": "(未核对原文)", "en": " (text not read)"}[lang]
    return said + unread if source.evidence == "unverified" else said


def objections(findings: tuple[Finding, ...], lang: str) -> tuple[Objection, ...]:
    """Return findings in the words of the catalogue, in its order of precedence."""
    from cityledger.controls import catalog

    out = []
    for finding in findings:
        source = catalog.source(finding)
        out.append(
            Objection(
                code=finding.code,
                title=catalog.title(finding, lang),
                sentence=catalog.sentence(finding, lang),
                remedy=catalog.remedy(finding, lang),
                source=cited(source, lang),
            )
        )
    return tuple(out)


def verdict(desk: Desk, command: Command, user: str, lang: str) -> Verdict:
    """Ask the gate without a lock; what is unknown or unreadable is an objection too."""
    from cityledger.actions import gate
    from cityledger.tui.in_order import certified, in_order

    try:
        draft = gate.preview(desk, command, user)
    except BadInput as bad:
        return Verdict(
            tuple(
                Objection(
                    "input", problem.place, f"{problem.value} {problem.reason}", problem.remedy, ""
                )
                for problem in bad.problems
            )
        )
    with desk.read() as read:
        found = _pieces(read, desk.book_id, draft)
        passed, quiet, warnings = in_order(read, desk.book_id, draft, lang)
    said = objections(tuple(draft.findings), lang)
    return Verdict(said, found, warnings, passed, quiet, certified(draft))


def _pieces(read: Read, book_id: int, draft: Draft) -> tuple[Piece, ...]:
    """Sum the slices of a draft by tranche and bank account, in their order."""
    from cityledger.model.funding import BankAccount, Tranche
    from cityledger.views import purse
    from cityledger.views.find import one

    sums: dict[tuple[int, int], int] = {}
    for row in draft.rows.get("funding_slice", ()):
        key = (int(row["tranche_id"]), int(row.get("bank_account_id", "0")))
        sums[key] = sums.get(key, 0) + int(row["amount_fen"])
    out, known = [], purse.purses(read, book_id)
    for (tranche_id, bank_id), fen in sums.items():
        tranche = one(read, Tranche, book_id=book_id, tranche_id=tranche_id)
        bank = one(read, BankAccount, book_id=book_id, bank_account_id=bank_id)
        left = known.free_fen(bank_id, tranche_id) - fen
        label = tranche.label if tranche else str(tranche_id)
        out.append(Piece(label, bank.name if bank else "", fen, left))
    return tuple(out)
