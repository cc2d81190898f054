"""What partnerships cost in each year: every duty with what became of it, and the limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from cityledger.tui.books.reading import Narrowed
from cityledger.tui.projects.drills import to_contract, to_payments, to_register, to_voucher
from cityledger.tui.projects.listing import ListingPage
from cityledger.tui.projects.pieces import heading
from cityledger.tui.projects.reading import Paid, today_of
from cityledger.tui.texts import choice
from cityledger.tui.widgets.cells import Column, amount
from cityledger.tui.widgets.table import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.tui.seat import Seat
    from cityledger.views.ppp_years import DutyYear, YearTest

CAPITAL = "1501"
LEVELS = {"over": ("✗", "red"), "notice": ("!", "warn"), "ok": ("✓", ""), "unknown": ("?", "warn")}


@dataclass(frozen=True, slots=True)
class DutySheet:
    """The years against their limits, and the duties of all agreements."""

    years: tuple[YearTest, ...]
    duties: tuple[DutyYear, ...]


def duty_sheet(seat: Seat) -> DutySheet:
    """Read the years and duties of all partnerships."""
    from cityledger.views import registry
    from cityledger.views.ppp_years import duty_years, year_tests

    desk, today = seat.desk, today_of(seat)
    with desk.read() as read:
        parameters = registry.parameters(read)
        years = year_tests(read, desk.book_id, parameters, today)
        return DutySheet(years, duty_years(read, desk.book_id))


def percent(bp: int | None) -> str:
    """Return basis points in percent."""
    return "—" if bp is None else f"{bp // 100}.{bp % 100:02d}%"


class DutiesPage(ListingPage):
    """The ten-percent and five-percent tests by year; a duty opens its certificate and payments."""

    TITLE_KEY: ClassVar[str] = "title_duties"
    EMPTY_KEY: ClassVar[str] = "no_duties"
    RULES_KEY: ClassVar[str] = "rules_duties"

    def columns(self) -> tuple[Column, ...]:
        """Return year, what, two amounts and words; headings stand among the rows."""
        return (
            Column("", 5),
            Column("", 14, grows=True),
            Column("", 10, "money"),
            Column("", 8, "number"),
            Column("", 10, "money", drops=1),
            Column("", 10, "money"),
        )

    def read(self) -> object:
        """Read them."""
        return duty_sheet(self.seat)

    @property
    def sheet(self) -> DutySheet:
        """What was read."""
        return cast("DutySheet", self.found)

    def headline(self) -> str:
        """Say how many years are tested, and how many break a limit."""
        years = self.sheet.years
        over = sum(row.year.level == "over" for row in years)
        return self.say("duties_about", count=len(years), over=over)

    def rows(self) -> list[Line]:
        """Return the duties of each year, then the years against their limits."""
        if not self.sheet.years and not self.sheet.duties:
            return []
        return [*self._duties(), *self._years()]

    def _years(self) -> Iterator[Line]:
        yield heading(self.say("part_limits"))
        titles = ("col_year", "col_tests", "col_counted", "duty_share", "col_capacity", "duty_room")
        yield Line(tuple(self.say(key) for key in titles), None, "strong")
        for row in self.sheet.years:
            yield self._year(row)

    def _year(self, row: YearTest) -> Line:
        year = row.year
        mark, tone = LEVELS[year.level]
        tests = f"{mark} {self.say('at_most', share=percent(row.limit_bp))}"
        if row.own_limit_bp is not None and row.may_add is not None:
            own = self.say("at_most", share=percent(row.own_limit_bp))
            word = self.say("may_add" if row.may_add else "may_not_add")
            tests += f"  {'✓' if row.may_add else '!'} {own} {word}"
        if year.level == "unknown":
            tests = "? " + self.say("no_capacity")
        cells = (
            str(year.year),
            tests,
            amount(year.counted_fen),
            percent(year.share_bp),
            amount(year.capacity_fen),
            amount(year.room_fen),
        )
        return Line(cells, None, tone)

    def _duties(self) -> Iterator[Line]:
        yield heading(self.say("part_duties"))
        titles = ("col_year", "col_duty", "col_planned", "col_score", "col_payable", "col_paid")
        yield Line(tuple(self.say(key) for key in titles), None, "strong")
        for row in self.sheet.duties:
            yield self._duty(row)
            if row.voucher_id is not None:
                name = self.say("score_voucher", no=row.certificate_no)
                cells = ("", f"  {name}", amount(row.payable_fen), "", "", "")
                yield Line(cells, to_voucher(row.voucher_id))

    def _duty(self, row: DutyYear) -> Line:
        kind = choice("ppp_duty", row.kind, self.seat.lang)
        score = "" if row.score_ppm is None else percent(row.score_ppm // 100)
        cells = (
            str(row.year),
            f"{row.contract_no} {kind}",
            amount(row.planned_fen),
            score,
            amount(row.payable_fen),
            amount(row.paid_fen),
        )
        return Line(cells, self._behind(row))

    def _behind(self, row: DutyYear) -> object:
        """Return what a duty opens: its payments, the capital paid in, or its contract."""
        title = f"{row.contract_no} {row.year}"
        if row.certificate_id is not None:
            certificate = row.certificate_id
            paid = Paid(title=title, contract_id=row.contract_id, certificate_id=certificate)
            return to_payments(paid)
        if row.kind == "equity" and row.paid_fen:
            narrowed = Narrowed(title=row.contract_no, contract_id=row.contract_id)
            return to_register(self.seat, CAPITAL, narrowed)
        return to_contract(row.contract_id)
