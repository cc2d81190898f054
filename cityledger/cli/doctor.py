"""`cityledger doctor`: what this computer and this ledger are like, and what to do about it."""

from __future__ import annotations

import locale
import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cityledger import __version__
from cityledger.actions.desk import open_folder
from cityledger.actions.gate import act
from cityledger.actions.periods import ConfirmClock
from cityledger.cli import session
from cityledger.store import clock
from cityledger.store.engine import journal_mode, sqlite_version

if TYPE_CHECKING:
    from cityledger.store.files import LedgerFolder


def _computer() -> list[tuple[str, str, str]]:
    encoding = sys.stdout.encoding or "?"
    utf8 = encoding.lower().replace("-", "") == "utf8"
    return [
        ("✓", "cityledger", f"{__version__}, Python {platform.python_version()}"),
        ("✓", "SQLite", sqlite_version()),
        ("✓" if utf8 else "!", "终端编码 encoding", f"{encoding} {locale.getlocale()[0] or ''}"),
        ("✓", "TERM", os.environ.get("TERM", "—")),
    ]


def _ledger(where: LedgerFolder) -> list[tuple[str, str, str]]:
    if not where.database.is_file():
        return [("!", "账套 ledger", f"{where.path} 尚无账套 none yet: cityledger init")]
    rows = [("✓", "账套 ledger", str(where.database))]
    at = open_folder(where.path)
    with at.read() as read:
        mode = journal_mode(read)
    at.close()
    rows.append(("✓", "日志模式 journal", mode))
    if session.trial_passphrase(where):
        rows.append(("!", "试用账套 trial", "口令存于账套内,不得用于真实资金 not for real money"))
    loose = [path.name for path in where.keys.glob("*.key") if path.stat().st_mode & 0o077]
    if loose and os.name == "posix":
        rows.append(("!", "密钥权限 key files", f"chmod 600: {', '.join(sorted(loose))}"))
    else:
        rows.append(("✓", "密钥 key files", str(len(list(where.keys.glob("*.key"))))))
    return rows


@click.command("doctor")
@click.option(
    "--confirm-clock", is_flag=True, help="确认时钟无误 Vouch for a clock far ahead (L11)."
)
@click.option("--user", help="由谁确认 Who confirms (an administrator).")
@click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="口令文件 Passphrase.",
)
@click.pass_context
def command(
    ctx: click.Context, user: str | None, passphrase_file: Path | None, *, confirm_clock: bool
) -> None:
    """检查本机与账套.

    Check this computer and ledger.
    """
    where = session.folder(ctx)
    for mark, name, text in _computer() + _ledger(where):
        click.echo(f"{mark} {name}: {text}")
    if confirm_clock:
        at = session.desk(ctx)
        users = [user] if user else ["admin"]
        pen = session.pens(at, where, users, passphrase_file)[0]
        receipt = act(at, pen, ConfirmClock(today=clock.host_now().date()))
        at.close()
        click.echo(f"✓ 时钟已确认 clock confirmed: leaf {receipt.index}")
