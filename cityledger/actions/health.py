"""Whether a ledger is kept up: what two persons, the day's seal, files and other places hold.

Only facts: `cityledger doctor` and the administrator's screen say what to do about them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cityledger.evidence import policy as policies
from cityledger.kernel.days import china_day
from cityledger.kernel.errors import CityledgerError, Tampered
from cityledger.ledger.checkpoint import suites_of
from cityledger.ledger.cosigned import newest_signed
from cityledger.store.backups import Backups
from cityledger.store.engine import journal_mode
from cityledger.views import proposals, registry
from cityledger.views.day_heads import last_sealed_on

if TYPE_CHECKING:
    from datetime import date

    from cityledger.actions.desk import Desk
    from cityledger.store.backups import Backup
    from cityledger.store.engine import Read


@dataclass(frozen=True, slots=True)
class RegistryHealth:
    """Administrators who can sign, proposals that are void, the day's seal, the log's key."""

    administrators: tuple[str, ...]
    void_proposals: tuple[int, ...]
    sealed_on: date | None
    is_sealed: bool
    has_log_key: bool


@dataclass(frozen=True, slots=True)
class MirrorHealth:
    """The mirror: where it is, how many leaves it lacks, or what is wrong with it.

    `place` is empty when none is set; `behind` is None when it could not be read, and then
    `trouble` says why; `is_false` tells a mirror that contradicts the ledger.
    """

    place: str = ""
    behind: int | None = None
    trouble: str = ""
    is_false: bool = False


@dataclass(frozen=True, slots=True)
class WitnessHealth:
    """Witnesses named by the policy, and when a quorum last signed for the log it signed least.

    `signed_at` is None when a log was never signed for.
    """

    witnesses: int = 0
    signed_at: datetime | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """Everything about a ledger that an administrator keeps up, at one instant."""

    now: datetime
    registry: RegistryHealth
    journal: str
    loose_keys: tuple[str, ...]
    backup: Backup | None
    mirror: MirrorHealth
    witness: WitnessHealth


def registry_health(read: Read, at: Desk) -> RegistryHealth:
    """Look at what two persons and the day's seal keep up."""
    now = at.now(read)
    sealed, yesterday = last_sealed_on(read), china_day(now) - timedelta(days=1)
    return RegistryHealth(
        administrators=tuple(
            person.user_id
            for person in registry.people(read)
            if "admin" in person.roles and registry.public_key(read, person.user_id) is not None
        ),
        void_proposals=tuple(item.index for item in proposals.waiting(read) if item.until < now),
        sealed_on=sealed,
        is_sealed=sealed is not None and sealed >= yesterday,
        has_log_key=at.log_signer is not None and bool(suites_of(read, at.log_signer.public)),
    )


def loose_keys(at: Desk) -> tuple[str, ...]:
    """Return the key files that others than their owner may read."""
    if at.folder is None or os.name != "posix":
        return ()
    found = sorted(at.folder.keys.glob("*.key"))
    return tuple(path.name for path in found if path.stat().st_mode & 0o077)


def health(at: Desk) -> Health:
    """Look at everything once."""
    with at.read() as read:
        now = at.now(read)
        found = registry_health(read, at)
        mode = journal_mode(read) if at.engine.dialect.name == "sqlite" else ""
        witness = _witness(read, at)
    return Health(
        now=now,
        registry=found,
        journal=mode,
        loose_keys=loose_keys(at),
        backup=Backups(at.folder.desk).last() if at.folder is not None else None,
        mirror=_mirror(at),
        witness=witness,
    )


def _mirror(at: Desk) -> MirrorHealth:
    if at.mirror is None:
        return MirrorHealth()
    place = str(at.mirror.place)
    try:
        return MirrorHealth(place, at.mirror.behind(at.read))
    except CityledgerError as error:
        return MirrorHealth(place, None, str(error), isinstance(error, Tampered))


def _witness(read: Read, at: Desk) -> WitnessHealth:
    path = at.folder.policy if at.folder is not None else None
    if path is None or not path.is_file():
        return WitnessHealth()
    try:
        policy = policies.parse(path.read_bytes())
    except (CityledgerError, OSError, ValueError) as error:
        return WitnessHealth(trouble=str(error))
    times = list(newest_signed(read, policy).values())
    oldest = None if None in times else min(at for at in times if at is not None)
    return WitnessHealth(len(policy.witnesses), oldest)
