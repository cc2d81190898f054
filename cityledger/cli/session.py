"""What every command needs: the ledger it was pointed at, and the keys of the people who sign.

What reads the ledger is imported when it is called: the screens start from here as well, and paint
before the database library is there (screens.md D5).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from cityledger.kernel.errors import BadInput, Problem
from cityledger.store.files import LedgerFolder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cityledger.actions.desk import Desk
    from cityledger.evidence.keys import Pen

TRIAL = "trial-passphrase.txt"
"""A ledger founded with --trial keeps the one passphrase of its invented people here."""


def folder(ctx: click.Context) -> LedgerFolder:
    """Return the folder the program was pointed at."""
    settings: dict[str, Any] = ctx.find_root().obj
    return LedgerFolder(settings["ledger"])


def lang(ctx: click.Context) -> str:
    """Return the language of the interface, `zh` or `en`."""
    settings: dict[str, Any] = ctx.find_root().obj
    return str(settings["lang"])


def desk(ctx: click.Context) -> Desk:
    """Open the ledger the program was pointed at."""
    from cityledger.actions.desk import open_folder

    settings: dict[str, Any] = ctx.find_root().obj
    at = open_folder(settings["ledger"], settings["book"], settings["mirror"])
    if not settings.get("read_only"):
        return at
    at.close()
    return at.reader()


def trial_passphrase(where: LedgerFolder) -> str | None:
    """Return the passphrase of a trial ledger, or None for a real one."""
    path = where.path / TRIAL
    return path.read_text(encoding="utf-8").strip() if path.is_file() else None


def passphrase(where: LedgerFolder, user: str, file: Path | None) -> str:
    """Return a person's passphrase: from a file, the environment, a trial ledger, or the person."""
    if file is not None:
        return file.read_text(encoding="utf-8").strip()
    known = os.environ.get("CITYLEDGER_PASSPHRASE") or trial_passphrase(where)
    if known:
        return known
    asked: str = click.prompt(f"{user} 的口令 passphrase of {user}", hide_input=True)
    return asked


def pens(at: Desk, where: LedgerFolder, users: Sequence[str], file: Path | None) -> list[Pen]:
    """Unlock the keys of the people who sign, and let the first of the day seal its heads (L15).

    Whoever gets in first also reports the log-ins that failed before. A trial ledger's people all
    sign when none is named.
    Raises BadInput when nobody is named and this is no trial ledger.
    """
    from cityledger.actions.days import seal_day
    from cityledger.actions.logins import report_failures

    chosen = list(users)
    if not chosen and trial_passphrase(where):
        chosen = sorted(path.stem for path in where.keys.glob("*.key"))
    if not chosen:
        reason = "nobody is named to sign 未指明由谁签名"
        raise BadInput((Problem("--user", "", reason, "--user NAME, once per person"),))
    unlocked = [at.pen(user, passphrase(where, user, file)) for user in chosen]
    seal_day(at, unlocked[0])
    report_failures(at, unlocked[0])
    return unlocked
