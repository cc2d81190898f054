"""What the administrator's screens read, as frozen values: one function per screen, in workers.

Nothing here asks the ledger for an amount; thresholds of policy packs are the law's figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from cityledger.actions.health import Health
    from cityledger.controls.parameters import Parameter
    from cityledger.kernel.words import Lang
    from cityledger.tui.seat import Seat
    from cityledger.views.logins import FailedLogins
    from cityledger.views.policy import AdoptedPack
    from cityledger.views.registry import Person

SHOWN_REPORTS = 200
"""Reports of failed log-ins shown: the newest."""


@dataclass(frozen=True, slots=True)
class Key:
    """A person's key: its fingerprint, empty when it was withdrawn; whether its file is here.

    `has_new` tells of a key made at this computer that the registry does not name yet.
    """

    mark: str
    is_here: bool
    has_new: bool


@dataclass(frozen=True, slots=True)
class Staff:
    """One person with their key, and wrong passphrases that nobody has reported yet."""

    person: Person
    key: Key
    failures: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal nobody has confirmed: its leaf, what it says, who made it, until when."""

    index: int
    text: str
    proposed_by: str
    until: datetime
    is_void: bool


@dataclass(frozen=True, slots=True)
class People:
    """The people screen."""

    staff: tuple[Staff, ...]
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Failures:
    """The screen of failed log-ins: those no report names yet, then the sealed reports."""

    unreported: tuple[FailedLogins, ...]
    reported: tuple[FailedLogins, ...]


@dataclass(frozen=True, slots=True)
class Policies:
    """The policy screen: packs, newest first; the row in force today of each key, and all rows."""

    packs: tuple[AdoptedPack, ...]
    in_force: tuple[Parameter, ...]
    history: dict[str, tuple[Parameter, ...]]
    today: date


@dataclass(frozen=True, slots=True)
class Administration:
    """The first screen of an administrator."""

    people: People
    policies: Policies
    failures: Failures
    health: Health


def people(seat: Seat) -> People:
    """Read people, keys and proposals."""
    from cityledger.evidence.keys import fingerprint, public_of
    from cityledger.store.attempts import Attempts
    from cityledger.views import proposals, registry
    from cityledger.views.keys import key_of

    desk, lang = seat.desk, _lang(seat)
    folder = desk.folder
    failed = Attempts(folder.desk).unreported() if folder is not None else ()
    counts = {row.user_id: row.failures for row in failed}

    def names(user: str, suffix: str, public: bytes | None) -> bool | None:
        if folder is None:
            return None
        path = folder.key(user)
        try:
            return public_of(path.with_name(path.name + suffix).read_bytes()) == public
        except (OSError, ValueError):
            return None

    staff = []
    with desk.read() as read:
        now = desk.now(read)
        for person in registry.people(read):
            named = key_of(read, person.user_id)
            public = named.public if named is not None else None
            new = names(person.user_id, ".new", public)
            key = Key(
                mark=fingerprint(public) if public is not None else "",
                is_here=bool(names(person.user_id, "", public) or new),
                has_new=new is False,
            )
            staff.append(Staff(person, key, counts.get(person.user_id, 0)))
        waiting = tuple(
            Waiting(
                index=item.index,
                text=proposals.describe(read, item, lang),
                proposed_by=registry.name_of(read, item.proposed_by),
                until=item.until,
                is_void=item.until < now,
            )
            for item in proposals.waiting(read)
        )
    return People(tuple(staff), waiting)


def policies(seat: Seat) -> Policies:
    """Read the packs that were adopted and the parameters in force today."""
    from cityledger.kernel.days import china_day
    from cityledger.views import policy, registry

    with seat.desk.read() as read:
        today = china_day(seat.desk.now(read))
        packs = policy.packs(read)
        known = registry.parameters(read)
    rows = (known.standing(key, today) for key in known.keys)
    return Policies(
        packs=packs[::-1],
        in_force=tuple(row for row in rows if row is not None),
        history={key: known.history(key) for key in known.keys},
        today=today,
    )


def failures(seat: Seat) -> Failures:
    """Read which log-ins failed."""
    from cityledger.store.attempts import Attempts
    from cityledger.views.logins import FailedLogins, failed_logins

    folder = seat.desk.folder
    here = Attempts(folder.desk).unreported() if folder is not None else ()
    with seat.desk.read() as read:
        reported = failed_logins(read, SHOWN_REPORTS)
    unreported = tuple(
        FailedLogins(row.user_id, row.failures, row.first_at, row.last_at, -1) for row in here
    )
    return Failures(unreported, reported)


def administration(seat: Seat) -> Administration:
    """Read the first screen."""
    from cityledger.actions.health import health

    seat.look()
    return Administration(people(seat), policies(seat), failures(seat), health(seat.desk))


def _lang(seat: Seat) -> Lang:
    return "zh" if seat.lang == "zh" else "en"
