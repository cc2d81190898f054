"""Build the district: found its ledger in a folder, then tell the story through the gate."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cityledger.actions import founding
from cityledger.actions.days import seal_day
from cityledger.actions.desk import open_folder
from cityledger.cli.district import people
from cityledger.cli.district.office import Clock, Office
from cityledger.cli.district.story import WHOLE, Scale, Telling, days
from cityledger.controls.pack import national
from cityledger.evidence.keys import seal

if TYPE_CHECKING:
    from collections.abc import Callable

    from cityledger.store.files import LedgerFolder

SEALERS = 2
"""Keys sealed at a time: each takes 64 MiB and half a second of one processor."""


def build(
    where: LedgerFolder,
    passphrase: str,
    step: Callable[[int, int], None] = lambda _done, _total: None,
    scale: Scale = WHOLE,
) -> Office:
    """Build the district in an empty folder; return the office, its desk open.

    Two buildings sign the same acts at the same scripted instants, so their roots are equal; only
    the sealed key files differ, because sealing draws fresh salt. Raises StoryBroken.
    """
    story = days(scale)
    total = len(story) + 1
    pens = people.pens()
    clock = Clock(datetime.combine(story[0][0], datetime.min.time(), UTC))
    charter = founding.Charter(
        people.UNIT,
        people.DIVISION,
        people.staff(),
        national(),
        ledger_id=people.LEDGER_ID,
        log_keys=founding.log_keys(people.seed("log")),
    )
    founding.found(where.url, charter, pens["guan"], clock)
    founding.write_keys(where, _sealed(passphrase), people.seed("log"))
    step(1, total)
    desk = open_folder(where.path).at(clock)
    told = Telling(Office(desk, pens, clock, story[0][0]), scale)
    for n, (on, tell) in enumerate(story, 2):
        told.office.go_to(on)
        seal_day(desk, pens["zhi"])
        tell(told)
        step(n, total)
    return told.office


def _sealed(passphrase: str) -> dict[str, bytes]:
    users = [officer.user for officer in people.OFFICERS]
    with ThreadPoolExecutor(SEALERS) as pool:
        files = pool.map(lambda user: seal(user, people.seed(user), passphrase), users)
        return dict(zip(users, files, strict=True))
