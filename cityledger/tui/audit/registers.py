"""The registers of what went beside the rules: refusals, overrides, cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from cityledger.kernel import days, money
from cityledger.tui.audit.asking import Telling
from cityledger.tui.audit.register import PAGE, RegisterListPage
from cityledger.tui.audit.voucher import AuditVoucherPage
from cityledger.tui.texts import choice
from cityledger.tui.verdict import objections
from cityledger.tui.widgets.cells import Column, amount
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from cityledger.actions.desk import Desk
    from cityledger.tui.frame import BrowsePage
    from cityledger.views.cases import CaseLine
    from cityledger.views.overrides import Override, PersonRate
    from cityledger.views.refusals import RefusedAct

TOLD = {"project": "col_project", "contract": "contract", "summary": "col_summary"}
"""Fields of a refused act that name no person of a household; the others stay in the leaf."""


def act_name(kind: str, lang: str) -> str:
    """Return what an act is called."""
    return choice("act_kind", kind.replace(".", "_"), lang)


def tell_refusal(page: BrowsePage, row: RefusedAct) -> None:
    """Show a refusal in full: every rule with its numbers, remedy and source."""
    lang = page.seat.lang
    at = f"{row.at.astimezone(days.CHINA):%Y-%m-%d %H:%M:%S}"
    asked = "  ".join(
        f"{page.say(TOLD[name])} {value}" for name, value in row.asked if name in TOLD
    )
    parts = [page.say("refused_line", leaf=row.leaf_idx, at=at, name=row.name), asked]
    for found in objections(row.findings, lang):
        remedy = page.say("remedy_mark") + found.remedy
        source = page.say("basis_mark") + found.source
        parts.append("\n".join(("", f"✗ {found.title}", found.sentence, remedy, source)))
    page.app.push_screen(Telling(act_name(row.act, lang), tuple(part for part in parts if part)))


class RefusalsPage(RegisterListPage):
    """What the gate refused, the newest first."""

    TITLE_KEY = "title_refusals"
    EMPTY_KEY = "refusals_empty"

    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        return (
            Column(self.say("acol_leaf"), 7, "number"),
            Column(self.say("acol_when"), 16),
            Column(self.say("acol_who"), 8),
            Column(self.say("acol_act"), 14, grows=True),
            Column(self.say("acol_rules"), 20, grows=True),
        )

    def page(self, desk: Desk, after: RefusedAct | None) -> tuple[RefusedAct, ...]:
        """Read a page."""
        from cityledger.views.refusals import refusals

        with desk.read() as read:
            before = after.leaf_idx if after else None
            return refusals(read, desk.book_id, before=before, limit=PAGE)

    def line(self, row: RefusedAct) -> Line:
        """Return how a refusal is shown."""
        titles = dict.fromkeys(x.title for x in objections(row.findings, self.seat.lang))
        at = f"{row.at.astimezone(days.CHINA):%Y-%m-%d %H:%M}"
        act = act_name(row.act, self.seat.lang)
        return Line((str(row.leaf_idx), at, row.name, act, " / ".join(titles)), row.leaf_idx)

    def open_row(self, row: RefusedAct) -> None:
        """Show it in full."""
        tell_refusal(self, row)


class OverridesPage(RegisterListPage):
    """Rules that were set aside: who asked, who granted, what was used of it."""

    TITLE_KEY = "title_overrides"
    EMPTY_KEY = "overrides_empty"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("r", "rates", "key_rates")]

    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        return (
            Column(self.say("col_no"), 4, "number"),
            Column(self.say("acol_rule"), 16, grows=True),
            Column(self.say("col_project"), 12, grows=True, drops=2),
            Column(self.say("acol_limit"), 8, "money"),
            Column(self.say("col_used"), 8, "money"),
            Column(self.say("acol_until"), 10, drops=1),
            Column(self.say("col_state"), 8),
        )

    def page(self, desk: Desk, after: Override | None) -> tuple[Override, ...]:
        """Read them all: a book has few."""
        from cityledger.views.overrides import overrides

        if after is not None or self.seat.cover is None:
            return ()
        with desk.read() as read:
            return overrides(read, desk.book_id, self.seat.cover.today)

    def line(self, row: Override) -> Line:
        """Return how an override is shown."""
        cells = (
            str(row.override_id), self._title(row), row.project, amount(row.limit_fen),
            amount(row.used_fen), days.text(row.expires_on),
            choice("override_state", row.state, self.seat.lang),
        )  # fmt: skip
        return Line(cells, row.override_id, "warn" if row.state == "held" else "")

    def _title(self, row: Override) -> str:
        from cityledger.controls import catalog

        control = catalog.control(row.control)
        return control.zh if self.seat.lang == "zh" else control.en

    def open_row(self, row: Override) -> None:
        """Show who asked and why, who decided and why, and what it passed."""
        parts = [self.say("override_asked", name=row.asked_name, reason=row.reason, doc=row.doc_no)]
        if row.granted_by:
            granted = self.say("override_granted", name=row.granted_name, reason=row.grant_reason)
            parts.append(granted)
        if row.revoked_by:
            revoked = self.say("override_revoked", name=row.revoked_name, reason=row.revoke_reason)
            parts.append(revoked)
        for use in row.uses:
            state = choice("payment_state", use.state, self.seat.lang)
            fen = money.text(use.amount_fen)
            number = use.payment_request_id
            parts.append(self.say("override_use", number=number, amount=fen, state=state))
        self.app.push_screen(Telling(self._title(row), tuple(parts)))

    def action_rates(self) -> None:
        """Show how often each person asked, granted and was refused."""
        desk = self.seat.reader

        def read() -> tuple[PersonRate, ...]:
            from cityledger.views.overrides import rates

            with desk.read() as opened:
                return rates(opened, desk.book_id)

        self.start(read, self._rates, "rates")

    def _rates(self, found: tuple[PersonRate, ...]) -> None:
        lines = tuple(
            self.say(
                "rate_line",
                name=row.name, requested=row.requested, overridden=row.overridden,
                rate=f"{row.rate_bp // 100}.{row.rate_bp % 100:02d}%",
                granted=row.granted, refused=row.refused,
            )
            for row in found
        )  # fmt: skip
        self.app.push_screen(Telling(self.say("rates_title"), lines))


class CasesPage(RegisterListPage):
    """What was noticed, decided on it, and recovered."""

    TITLE_KEY = "title_cases"
    EMPTY_KEY = "cases_empty"

    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        return (
            Column(self.say("col_date"), 10),
            Column(self.say("acol_origin"), 10),
            Column(self.say("acol_what"), 16, grows=True),
            Column(self.say("acol_decision"), 16, grows=True, drops=2),
            Column(self.say("acol_recovered"), 8, "money", drops=1),
            Column(self.say("col_state"), 6),
        )

    def page(self, desk: Desk, after: CaseLine | None) -> tuple[CaseLine, ...]:
        """Read them all, the newest first."""
        from cityledger.views.cases import cases

        if after is not None or self.seat.cover is None:
            return ()
        with desk.read() as read:
            return cases(read, desk.book_id, self.seat.cover.today)[::-1]

    def _show(self, rows: tuple[CaseLine, ...]) -> None:
        super()._show(rows)
        self.query_one("#rows", RowTable).has_more = False
        self._about()

    def line(self, row: CaseLine) -> Line:
        """Return how a case is shown."""
        lang = self.seat.lang
        cells = (
            days.text(row.on), choice("case_origin_kind", row.origin, lang), self._what(row),
            self._decision(row), amount(row.recovered_fen or None),
            self.say("case_open" if row.is_open else "case_settled"),
        )  # fmt: skip
        return Line(cells, (row.origin, row.ref), "warn" if row.is_open else "")

    def _what(self, row: CaseLine) -> str:
        lang, kind = self.seat.lang, ""
        if row.origin == "refusal":
            kind = act_name(row.kind, lang)
        elif row.origin == "interference":
            kind = choice("interference_act_kind", row.kind, lang)
        return f"{kind} {row.subject}".strip()

    def _decision(self, row: CaseLine) -> str:
        from cityledger.controls import catalog

        if not row.decision:
            return ""
        if row.origin == "interference":
            return choice("interference_effect_kind", row.decision, self.seat.lang)
        found = [catalog.control(code) for code in row.decision.split()]
        return " / ".join(x.zh if self.seat.lang == "zh" else x.en for x in found)

    def open_row(self, row: CaseLine) -> None:
        """Go to what the case stands on: the refusal, the voucher that brought money back."""
        if row.origin == "recovery":
            self.app.push_screen(AuditVoucherPage(int(row.ref)))
        elif row.origin == "refusal":
            desk, leaf = self.seat.reader, int(row.ref)

            def read() -> RefusedAct:
                from cityledger.views.refusals import refusals

                with desk.read() as opened:
                    return refusals(opened, desk.book_id, before=leaf + 1, limit=1)[0]

            self.start(read, lambda found: tell_refusal(self, found), "open")
        elif row.origin == "interference":
            from cityledger.tui.audit.interference import InterferencePage

            self.app.push_screen(InterferencePage())
        else:
            self.app.push_screen(Telling(self._what(row), (row.subject,)))
