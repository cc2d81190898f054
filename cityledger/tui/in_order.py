"""What the gate has nothing against, in sentences with the figures it was judged by.

Called in workers only; everything that knows the database is imported when it is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.kernel import days, money
from cityledger.tui.texts import TEXTS, say

if TYPE_CHECKING:
    from cityledger.actions.draft import Draft
    from cityledger.controls.facts import PaymentFacts
    from cityledger.store.engine import Read

    Said = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]

PARTS = ("gross_fen", "recouped_fen", "retained_fen", "labour_fen", "due_fen", "deferred_fen")
"""What a certificate works out of its contract's terms, in the order it is printed."""


def in_order(read: Read, book_id: int, draft: Draft, lang: str) -> Said:
    """Return rules passed with figures, titles of those without, and what wants a look."""
    from cityledger.controls import catalog
    from cityledger.controls.passing import passed
    from cityledger.views import registry

    facts = draft.judged
    if facts is None:
        return (), (), ()
    told: list[str] = []
    quiet: list[str] = []
    warnings = list(_alike(read, book_id, facts, lang))
    for rule in passed(facts, registry.parameters(read), draft.findings):
        title = catalog.control(rule.code).title("zh" if lang == "zh" else "en")
        key = rule.code.replace("payment.", "passed_")
        if rule.lifted:
            warnings.append(say("rule_lifted", lang, title=title))
        elif rule.figures and key in TEXTS:
            told.append(say(key, lang, **dict(rule.figures)))
        elif title not in quiet:
            quiet.append(title)
    return tuple(told), tuple(quiet), tuple(warnings)


def _alike(read: Read, book_id: int, facts: PaymentFacts, lang: str) -> tuple[str, ...]:
    """Return a warning for each live request that this one may be a repetition of (W301)."""
    from cityledger.views.alike_payments import APART, alike_payments

    if facts.stage != "request":
        return ()
    accounts = tuple({line.payee_account for line in facts.lines})
    found = alike_payments(read, book_id, accounts, facts.amount_fen, facts.value_date)
    out = []
    for row in found:
        number = row.voucher or say("request_no", lang, number=row.payment_request_id)
        named = {"number": number, "on": days.text(row.value_date)}
        out.append(say("alike", lang, **named, amount=money.text(row.amount_fen), days=APART))
    return tuple(out)


def certified(draft: Draft) -> tuple[tuple[str, int], ...]:
    """Return what a certificate would come to, summed over its lines, in fen."""
    rows = draft.rows.get("certificate_line", ())
    if not rows:
        return ()
    return tuple((name, sum(int(row.get(name, "0")) for row in rows)) for name in PARTS)
