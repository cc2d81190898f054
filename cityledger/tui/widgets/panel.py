"""The panel beside the form: where the contract stands, whose money it takes, the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from cityledger.kernel import money
from cityledger.tui.texts import say
from cityledger.tui.widgets.cells import fit, wrap
from cityledger.tui.widgets.safe import prose

if TYPE_CHECKING:
    from cityledger.tui.entry.chosen import Standing
    from cityledger.tui.entry.payables import Payable
    from cityledger.tui.verdict import Objection, Piece, Verdict

LABEL = 12
END = Content("\n")


def figure(name: str, fen: int, width: int, style: str = "") -> Content:
    """Return one line `name … 1,234.56`, the amount whole or `####`, red when negative."""
    amount = fit(money.text(fen), width - LABEL, "money")
    return Content.assemble(
        (fit(name, LABEL), style or "dim"), (amount, "$error" if fen < 0 else style)
    )


def stands(line: Standing, width: int, lang: str) -> Content:
    """Return one line of where things stand: a long name above its figure."""
    name = say(line.key, lang, subject=line.subject) if line.subject else say(line.key, lang)
    value = money.text(line.fen) if line.fen is not None else line.text
    room = max(LABEL, width - cell_len(value) - 1)
    tone = "$error" if line.fen is not None and line.fen < 0 else ""
    return Content.assemble((fit(name, room), "dim"), (fit(value, width - room, "money"), tone))


def standing(
    payable: Payable, due_fen: int, amount_fen: int | None, width: int, lang: str
) -> Content:
    """Return where the contract stands before and after this payment."""
    rows = [
        figure(say("price_line", lang), payable.price_fen, width),
        figure(say("certified_line", lang), payable.certified_fen, width),
        figure(say("paid_line", lang), payable.paid_fen, width),
    ]
    if payable.variations_fen:
        rows.insert(1, figure(say("variations_line", lang), payable.variations_fen, width))
    if payable.held_fen:
        rows.append(figure(say("held_line", lang), payable.held_fen, width))
    rows.append(figure(say("due_line", lang), due_fen, width, "bold"))
    if amount_fen is not None:
        rows.append(figure(say("after_line", lang), due_fen - amount_fen, width))
    return END.join(rows)


def judged(verdict: Verdict, width: int, lang: str) -> Content:
    """Return what the gate says: what stops it, what wants a look, and what is in order."""
    parts: list[Content] = []
    if verdict.is_clear:
        parts.append(prose("✓ " + say("all_rules_pass", lang), "bold $success") + END)
    else:
        count = say("findings_count", lang, count=len(verdict.objections))
        parts.append(heading(count, width, "bold $error"))
        parts += [spoken(objection, width, lang) for objection in verdict.objections]
    parts += [marked(text, "! ", width, "$warning") for text in verdict.warnings]
    if verdict.pieces:
        parts.append(heading(say("money_from", lang), width, "bold"))
        parts += [source(piece, width, lang) for piece in verdict.pieces]
    parts += [marked(text, "✓ ", width, "") for text in verdict.passed]
    if verdict.quiet:
        said = say("quiet_rules", lang, count=len(verdict.quiet), titles="、".join(verdict.quiet))
        parts.append(marked(said, "✓ ", width, "dim"))
    return Content("").join(parts)


def source(piece: Piece, width: int, lang: str) -> Content:
    """Return one slice: tranche and account, then amount and what stays free."""
    half = max(8, width - 22)
    left = say("slice_left", lang, left=money.text(piece.left_fen))
    return Content.assemble(
        "  ",
        fit(f"{piece.tranche} {piece.bank}", half),
        fit(money.text(piece.amount_fen), 20, "money"),
        "\n  ",
        (fit(left, width - 2, "money"), "$error" if piece.left_fen < 0 else "dim"),
        "\n",
    )


def spoken(objection: Objection, width: int, lang: str) -> Content:
    """Return one objection: the sentence with its numbers, the remedy, the source."""
    said = "\n".join(wrap(objection.sentence, width, "✗ ", "  "))
    parts = [Content.styled(said, "$error"), END]
    for key, text, style in (
        ("remedy_mark", objection.remedy, ""),
        ("basis_mark", objection.source, "dim"),
    ):
        if text:
            lines = wrap(say(key, lang) + text, width, "  ", "  ")
            parts += [Content.styled("\n".join(lines), style), END]
    return Content("").join(parts)


def marked(text: str, mark: str, width: int, style: str) -> Content:
    """Return a sentence behind a mark, wrapped under itself."""
    return Content.styled("\n".join(wrap(text, width, mark, "  ")), style) + END


def heading(text: str, width: int, style: str) -> Content:
    """Return a heading over objections, wrapped."""
    return Content.styled("\n".join(wrap(text, width)), style) + END
