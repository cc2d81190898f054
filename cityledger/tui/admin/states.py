"""The first screen in sentences: one line for each thing an administrator keeps up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.kernel.days import CHINA
from cityledger.tui.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cityledger.actions.health import Health, MirrorHealth, WitnessHealth
    from cityledger.store.backups import Backup
    from cityledger.tui.admin.reading import Administration, Failures, People, Policies

ADMINISTRATORS = 2
"""People and keys change by two administrators; with fewer, nothing can change (L8)."""

FRESH_DAYS = 7
"""A backup or a cosignature older than so many days is warned of."""


@dataclass(frozen=True, slots=True)
class State:
    """One line: its text key, what is so, how grave it is, and the screen where it is seen."""

    key: str
    text: str
    tone: str = ""
    leads_to: str = ""


def states(found: Administration, lang: str) -> tuple[State, ...]:
    """Return every line, in the order of a day's work."""
    health = found.health
    return (
        _proposals(found.people, lang),
        _failures(found.failures, lang),
        _people(found.people, health, lang),
        _keys(found.people, health, lang),
        *_policies(found.policies, lang),
        _backup(health.backup, health.now, lang),
        _mirror(health.mirror, lang),
        _witness(health.witness, health.now, lang),
        *_upkeep(health, lang),
    )


def moment(at: datetime) -> str:
    """Return an instant as people here write it: China time to the minute."""
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"


def _proposals(people: People, lang: str) -> State:
    void = sum(item.is_void for item in people.waiting)
    count = len(people.waiting) - void
    text = say("adm_proposals", lang, count=count, void=void)
    return State("adm_proposals_name", text, "warn" if people.waiting else "", "proposals")


def _failures(found: Failures, lang: str) -> State:
    here = sum(row.failures for row in found.unreported)
    newest = found.reported[0].last_at if found.reported else None
    last = moment(newest) if newest is not None else "—"
    tone = "warn" if here else ""
    text = say("adm_failures", lang, here=here, last=last)
    return State("adm_failures_name", text, tone, "admin_logins")


def _people(people: People, health: Health, lang: str) -> State:
    admins = health.registry.administrators
    few = len(admins) < ADMINISTRATORS
    key = "adm_people_few" if few else "adm_people"
    text = say(key, lang, count=len(people.staff), admins=", ".join(admins) or "—")
    return State("adm_people_name", text, "bad" if few else "", "admin_people")


def _keys(people: People, health: Health, lang: str) -> State:
    in_force = sum(bool(row.key.mark) for row in people.staff)
    away = sum(bool(row.key.mark) and not row.key.is_here for row in people.staff)
    text = say("adm_keys", lang, count=in_force, away=away)
    if health.loose_keys:
        text = say("adm_keys_loose", lang, files=", ".join(health.loose_keys))
    return State("adm_keys_name", text, "bad" if health.loose_keys else "", "admin_people")


def _policies(found: Policies, lang: str) -> Iterator[State]:
    if found.packs:
        pack = found.packs[0]
        facts = {"name": pack.name, "version": pack.version, "on": pack.issued_on}
        text = say("adm_pack", lang, count=len(found.packs), **facts)
        yield State("adm_packs_name", text, "", "admin_policy")
    else:
        yield State("adm_packs_name", say("adm_no_pack", lang), "bad", "admin_policy")
    weak = sum(row.evidence == "unverified" for row in found.in_force)
    text = say("adm_parameters", lang, count=len(found.in_force), weak=weak)
    yield State("adm_parameters_name", text, "warn" if weak else "", "admin_policy")


def _backup(made: Backup | None, now: datetime, lang: str) -> State:
    if made is None:
        return State("adm_backup_name", say("adm_no_backup", lang), "bad", "backup")
    age = max(0, (now - made.at).days)
    facts = {"at": moment(made.at), "file": made.file.name, "leaves": made.leaves}
    text = say("adm_backup", lang, age=age, **facts)
    return State("adm_backup_name", text, "warn" if age > FRESH_DAYS else "", "backup")


def _mirror(mirror: MirrorHealth, lang: str) -> State:
    if not mirror.place:
        text, tone = say("adm_no_mirror", lang), "warn"
    elif mirror.is_false:
        text, tone = say("adm_mirror_false", lang, what=mirror.trouble), "bad"
    elif mirror.behind is None:
        text, tone = say("adm_mirror_away", lang, place=mirror.place), "bad"
    elif mirror.behind:
        text, tone = say("adm_mirror_behind", lang, count=mirror.behind), "warn"
    else:
        text, tone = say("adm_mirror_level", lang, place=mirror.place), ""
    return State("adm_mirror_name", text, tone)


def _witness(witness: WitnessHealth, now: datetime, lang: str) -> State:
    if witness.trouble:
        text, tone = say("adm_witness_bad", lang, what=witness.trouble), "bad"
    elif not witness.witnesses:
        text, tone = say("adm_no_witness", lang), "warn"
    elif witness.signed_at is None:
        text, tone = say("adm_witness_never", lang, count=witness.witnesses), "warn"
    else:
        age = max(0, (now - witness.signed_at).days)
        at = moment(witness.signed_at)
        text = say("adm_witness", lang, count=witness.witnesses, at=at, age=age)
        tone = "warn" if age > FRESH_DAYS else ""
    return State("adm_witness_name", text, tone)


def _upkeep(health: Health, lang: str) -> Iterator[State]:
    state = health.registry
    last = state.sealed_on or "—"
    key = "adm_sealed" if state.is_sealed else "adm_not_sealed"
    tone = "" if state.is_sealed else "warn"
    yield State("adm_sealed_name", say(key, lang, on=last), tone)
    key = "adm_log_key" if state.has_log_key else "adm_no_log_key"
    yield State("adm_log_key_name", say(key, lang), "" if state.has_log_key else "warn")
    if health.journal:
        text = say("adm_journal", lang, mode=health.journal)
        yield State("adm_journal_name", text)
