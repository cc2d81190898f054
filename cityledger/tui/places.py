"""Every place a person can go to: one table for the digits, the palette and the workbench.

A screen's module is imported when somebody first goes there, since what it reads needs the
database library (screens.md D5).
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from cityledger.exchange.forms import DOCUMENT_OF, DOCUMENTS as SHEETS
from cityledger.kernel.acts import BOOK, MONEY_ROLES, REGISTRY, ROLES
from cityledger.tui.texts import say
from cityledger.tui.texts.headings import title_of

if TYPE_CHECKING:
    from textual.screen import Screen

    from cityledger.exchange.sheets import Sheet

EVERYONE = frozenset(ROLES)
READERS = EVERYONE - {"admin"}
"""The administrator sees no money (L8)."""


@dataclass(frozen=True, slots=True)
class Place:
    """One screen: its name in the program, the text key of its title, where it is, who goes there.

    `where` is `module:Class`; `argument` is what the class is built with,
    nothing when empty; `digit` changes to it from screens where nothing is typed.
    """

    key: str
    title: str
    where: str
    roles: frozenset[str]
    digit: str = ""
    argument: str = ""

    def build(self) -> Screen[None]:
        """Import the screen and make one."""
        module, _, name = self.where.partition(":")
        made = getattr(import_module(module), name)
        screen: Screen[None] = made(self.argument) if self.argument else made()
        return screen

    def name(self, lang: str) -> str:
        """Return what the place is called."""
        if self.argument in DOCUMENT_OF:
            return title_of(DOCUMENT_OF[self.argument], lang)
        return say(self.title, lang)


DOCUMENTS_PAGE = "cityledger.tui.entry.documents:DocumentsPage"
SHEET_PAGE = "cityledger.tui.entry.sheet_page:SheetPage"
CONFIRMERS = frozenset({"admin", "maker", "reviewer", "approver"})
"""Who proposes or confirms what takes two persons (L8)."""

MAKER = frozenset({"maker"})
ADMIN = frozenset({"admin"})


def _document(sheet: Sheet) -> Place:
    rules = REGISTRY.get(sheet.act) or BOOK[sheet.act]
    return Place(sheet.noun, "", SHEET_PAGE, rules.roles, argument=sheet.noun)


SCREENS: tuple[Place, ...] = (
    Place("home", "title_home", "cityledger.tui.home:HomePage", READERS, "1"),
    Place("entry", "title_entry", "cityledger.tui.entry.payment:PaymentPage", MAKER, "2"),
    Place("queue", "title_queue", "cityledger.tui.requests.queue:QueuePage", MONEY_ROLES, "3"),
    Place(
        "proposals",
        "title_proposals",
        "cityledger.tui.requests.proposals:ProposalsPage",
        CONFIRMERS,
    ),
    Place("browser", "title_browser", "cityledger.tui.books.browser:BrowserPage", READERS, "4"),
    Place("projects", "title_projects", "cityledger.tui.projects.board:ProjectsPage", READERS, "5"),
    Place("documents", "title_documents", DOCUMENTS_PAGE, EVERYONE, "8"),
    Place("admin", "title_admin", "cityledger.tui.admin.home:AdminPage", ADMIN, "9"),
    Place("admin_people", "title_people", "cityledger.tui.admin.people:PeoplePage", ADMIN),
    Place("admin_policy", "title_policy", "cityledger.tui.admin.policy:PolicyPage", ADMIN),
    Place("admin_logins", "title_logins", "cityledger.tui.admin.logins:LoginsPage", ADMIN),
    Place("audit", "title_audit", "cityledger.tui.audit.menu:AuditPage", READERS, "0"),
)
AUDIT: tuple[Place, ...] = (
    Place("journal", "title_journal", "cityledger.tui.audit.journal:JournalPage", READERS),
    Place("trace", "title_trace", "cityledger.tui.audit.trace:TracePage", READERS),
    Place("verify", "title_verify", "cityledger.tui.audit.verify:VerifyPage", READERS, "7"),
    Place("log", "title_log", "cityledger.tui.audit.log:LogPage", READERS),
    Place("refusals", "title_refusals", "cityledger.tui.audit.registers:RefusalsPage", READERS),
    Place("overrides", "title_overrides", "cityledger.tui.audit.registers:OverridesPage", READERS),
    Place("cases", "title_cases", "cityledger.tui.audit.registers:CasesPage", READERS),
    Place(
        "register",
        "title_interference",
        "cityledger.tui.audit.interference:InterferencePage",
        READERS,
    ),
    Place(
        "disclosures",
        "title_disclosures",
        "cityledger.tui.audit.interference:DisclosuresPage",
        READERS,
    ),
    Place("notes", "title_notes", "cityledger.tui.audit.notes:NotesPage", READERS),
)
"""What an auditor goes through, in the order of a day's work; all of it only reads."""

HAS_ITS_OWN = frozenset({"payment_request"})
"""Sheets for which there is a better screen than the form made from the sheet."""

DOCUMENTS = tuple(_document(sheet) for sheet in SHEETS if sheet.noun not in HAS_ITS_OWN)
PLACES = (*SCREENS, *AUDIT, *DOCUMENTS)
BY_KEY = {place.key: place for place in PLACES}


def places_of(roles: frozenset[str], among: tuple[Place, ...] = PLACES) -> tuple[Place, ...]:
    """Return the places that people with these roles go to, in order."""
    return tuple(place for place in among if roles & place.roles)
