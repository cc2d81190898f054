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
from cityledger.actions.health import loose_keys, registry_health
from cityledger.actions.people import ADMINISTRATORS
from cityledger.actions.periods import ConfirmClock, ConfirmRegistryClock
from cityledger.cli import session
from cityledger.store import clock
from cityledger.store.engine import journal_mode, sqlite_version

if TYPE_CHECKING:
    from cityledger.actions.desk import Desk
    from cityledger.store.engine import Read
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
        registry_rows = _registry(read, at)
    loose = loose_keys(at)
    at.close()
    rows.append(("✓", "日志模式 journal", mode))
    rows += registry_rows
    if session.trial_passphrase(where):
        rows.append(("!", "试用账套 trial", "口令存于账套内,不得用于真实资金 not for real money"))
    if loose:
        rows.append(("!", "密钥权限 key files", f"chmod 600: {', '.join(loose)}"))
    else:
        rows.append(("✓", "密钥 key files", str(len(list(where.keys.glob("*.key"))))))
    return rows


def _registry(read: Read, at: Desk) -> list[tuple[str, str, str]]:
    """Say what two persons and the day's seal keep up."""
    state = registry_health(read, at)
    old = [str(index) for index in state.void_proposals]
    sealed = state.sealed_on
    few = "不足两人,人员和密钥无法变更 fewer than two: people and keys cannot change"
    void = f"已过30日,重新提议 void after 30 days, propose again: {', '.join(old)}"
    last = f"最近 last: {sealed or '—'};每日首次登录时封存 sealed at the first log-in of a day"
    none = "本机不签检查点 none in force on this computer: it signs no checkpoints"
    found = {
        "管理员 administrators": (
            len(state.administrators) >= ADMINISTRATORS,
            ", ".join(state.administrators),
            few,
        ),
        "过期提议 old proposals": (not old, "无 none", void),
        "当日封存 day heads": (state.is_sealed, str(sealed), last),
        "检查点密钥 log key": (state.has_log_key, "有效 in force", none),
    }
    return [
        ("✓" if well else "!", name, good if well else bad)
        for name, (well, good, bad) in found.items()
    ]


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
        _vouch(ctx, user or "admin", passphrase_file)


def _vouch(ctx: click.Context, user: str, file: Path | None) -> None:
    """Let an administrator vouch for the clock, in the registry and in the book.

    Not by `session.pens`, which seals the day first: under a doubtful clock nothing else is sealed.
    """
    at, today = session.desk(ctx), clock.host_now().date()
    pen = at.pen(user, session.passphrase(session.folder(ctx), user, file))
    for command in (ConfirmRegistryClock(today=today), ConfirmClock(today=today)):
        receipt = act(at, pen, command)
        log = "登记册 registry" if command.in_registry else f"账簿 book {at.book_id}"
        click.echo(f"✓ 时钟已确认 clock confirmed: {log}, leaf {receipt.index}")
    at.close()
