"""Who sits at which ledger: the open desk, the person, the unlocked pen. Screens hold no more.

Everything that reads the ledger is imported when it is first used, in a worker: the screens paint
before the database library is there (screens.md D5). No screen keeps a transaction or a connection.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cityledger.kernel.errors import Unavailable
from cityledger.tui.entry.drafts import Drafts
from cityledger.tui.habits import HabitFile
from cityledger.tui.messages import Messages

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from cityledger.actions.desk import Desk
    from cityledger.evidence.keys import Pen
    from cityledger.views.registry import Person

ENTRY_KIND = "payment"

AWAY_SECONDS = 300.0
"""An empty chair is locked after five minutes, as the key locks itself (evidence.keys)."""


LOOKING_MB = 4
"""Pages of the file kept for whoever only looks: a sum over a million postings reads each once."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What the title bar shows: the unit, the scope of the book, and the head of its log."""

    unit_name: str
    fund_scope: str
    book_id: int
    size: int
    registry_size: int
    head: str
    today: date
    open_periods: tuple[int, ...]
    people: tuple[Person, ...]


@dataclass
class Seat:
    """One person at one ledger; `open` and everything below it belong in a worker."""

    path: Path | None = None
    book: int | None = None
    lang: str = "zh"
    ascii_only: bool = False
    opened: Desk | None = None
    cover: Cover | None = None
    person: Person | None = None
    pen: Pen | None = None
    drafts: Drafts = field(default_factory=lambda: Drafts(None, ""))
    entry_on: date | None = None
    mirror: Path | None = None
    welcome: frozenset[str] | None = None
    """Who may sit here: people with no other roles than these; None welcomes everybody."""
    idle_seconds: float = 0.0
    """After so long without a key the session ends; 0 waits for ever."""
    reading: Desk | None = None
    notice: str = ""
    """What the log-in says first: something about this terminal."""
    keys: str = ""
    """The key profile asked for at the start; empty leaves it to the person's habits."""
    messages: Messages = field(default_factory=Messages)
    habits: HabitFile = field(default_factory=HabitFile)
    ticks: Callable[[], float] = time.monotonic
    """Seconds that never go back, for the empty chair; tests bring their own."""
    touched: float = 0.0

    @property
    def reader(self) -> Desk:
        """The desk of whoever only looks: the database refuses to write on its connections."""
        if self.reading is None:
            self.reading = self.desk.reader(cache_mb=LOOKING_MB)
        return self.reading

    @property
    def desk(self) -> Desk:
        """The open desk; raises Unavailable before `open`."""
        if self.opened is None:
            raise Unavailable("no ledger is open")
        return self.opened

    @property
    def user(self) -> str:
        """The id of the person who logged in, empty before."""
        return self.person.user_id if self.person else ""

    def open(self) -> Cover:
        """Open the ledger and read its cover; raises Unavailable with what to do."""
        from cityledger.actions.desk import open_folder

        if self.opened is None:
            if self.path is None:
                raise Unavailable("no ledger was named")
            self.opened = open_folder(self.path, self.book, self.mirror)
        return self.look()

    def look(self) -> Cover:
        """Read the cover again: after every act the head has moved."""
        from cityledger.kernel.days import CHINA
        from cityledger.ledger.proof import head_of
        from cityledger.model.books import Book
        from cityledger.views import periods, registry
        from cityledger.views.find import one

        desk = self.desk
        with desk.read() as read:
            book = one(read, Book, book_id=desk.book_id)
            head, registry_size = head_of(read, desk.book_id), head_of(read, 0).size
            states = periods.states(read, desk.book_id)
            people = registry.people(read)
            today = desk.now(read).astimezone(CHINA).date()
        self.cover = Cover(
            unit_name=book.unit_name if book else "",
            fund_scope=book.fund_scope if book else "",
            book_id=desk.book_id,
            size=head.size,
            registry_size=registry_size,
            head=head.root.hex()[:8],
            today=today,
            open_periods=tuple(p for p, state in sorted(states.items()) if p and state == "open"),
            people=people,
        )
        return self.cover

    def heads(self) -> tuple[int, int]:
        """Return how many leaves the book and the registry have now; reads two rows."""
        from cityledger.ledger.proof import head_of

        with self.desk.read() as read:
            return head_of(read, self.desk.book_id).size, head_of(read, 0).size

    def log_in(self, person: Person, passphrase: str) -> None:
        """Unseal the person's key (half a second of Argon2id); raises BadInput.

        Whoever is the first of the day seals the heads of all books on the way in (L15), and
        whoever gets in after failed log-ins reports them.
        """
        if not self.welcomes(person):
            raise Unavailable(f"{person.user_id}: this seat is for {sorted(self.welcome or ())}")
        from cityledger.actions.days import seal_day
        from cityledger.actions.logins import report_failures

        self.pen = self.desk.pen(person.user_id, passphrase)
        self.person = person
        folder = self.desk.folder
        where = folder.desk if folder else None
        self.drafts = Drafts(where, person.user_id)
        self.habits = HabitFile(where, person.user_id)
        self.touched = self.ticks()
        try:
            seal_day(self.desk, self.pen)
            report_failures(self.desk, self.pen)
        except BaseException:
            # Whoever could not seal the day has not come in: no key stays open behind an error.
            self.leave()
            raise

    def welcomes(self, person: Person) -> bool:
        """Say whether a person may log in here: a reader who also pays comes by another door."""
        return bool(person.roles) and (self.welcome is None or person.roles <= self.welcome)

    def touch(self) -> None:
        """Note that the person is at work, so that a long form does not lock the pen."""
        self.touched = self.ticks()
        if self.pen is not None:
            self.pen.touch()

    def is_away(self) -> bool:
        """Say whether somebody logged in and nobody has touched a key for too long."""
        return self.person is not None and self.ticks() - self.touched > AWAY_SECONDS

    def leave(self) -> None:
        """Lock the pen and forget the person; the desk stays open for the next one."""
        if self.pen is not None:
            self.pen.lock()
        self.pen, self.person = None, None
        self.messages.clear()
        self.drafts, self.habits = Drafts(None, ""), HabitFile()

    def close(self) -> None:
        """Lock the pen and let go of the database."""
        self.leave()
        if self.reading is not None:
            self.reading.close()
            self.reading = None
        if self.opened is not None:
            self.opened.close()
            self.opened = None

    @property
    def profile(self) -> str:
        """The key profile in force: the one asked for at the start, or the person's own."""
        return self.keys or self.habits.said.keys

    def has(self, *roles: str) -> bool:
        """Say whether the person holds one of these roles."""
        return self.person is not None and bool(self.person.roles & set(roles))

    def day_of_entry(self) -> date:
        """Return the day a new document starts with: the last one used, or a day that is open."""
        from cityledger.kernel.days import last_day, period_of

        if self.entry_on is not None:
            return self.entry_on
        if self.cover is None:
            raise Unavailable("no ledger is open")
        months = self.cover.open_periods
        if not months or period_of(self.cover.today) in months:
            return self.cover.today
        before = [month for month in months if month < period_of(self.cover.today)]
        return last_day(before[-1]) if before else last_day(months[0])
