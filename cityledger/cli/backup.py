"""`cityledger backup`: one more file like the ledger's own, verified before it counts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cityledger.cli import session
from cityledger.cli.progress import PROGRESS, bar, counted
from cityledger.kernel.errors import Unavailable
from cityledger.ledger.backup import backup
from cityledger.ledger.verify import leaf_count
from cityledger.store import clock
from cityledger.store.backups import Backup, Backups

if TYPE_CHECKING:
    from cityledger.store.files import LedgerFolder


def _noted(where: LedgerFolder, made: Backup) -> None:
    """Write down that there is a backup; it is good also where that cannot be written down."""
    try:
        Backups(where.desk).note(made)
    except Unavailable as error:
        click.echo(f"! 未记下备份时间 the time was not noted: {error}", err=True)


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@PROGRESS
@click.pass_context
def command(ctx: click.Context, file: Path, progress: str) -> None:
    """备份账套文件并核验;他人可同时记账.

    Copy the ledger file while others work, verify the copy, and only then give it its name.
    """
    at = session.desk(ctx)
    with at.read() as read:
        total = leaf_count(read)
    with bar("核验 verifying", progress=progress) as step:
        verdict = backup(at.engine, at.read, file, counted(step, total))
    at.close()
    for book, root in verdict.roots.items():
        click.echo(f"{book:>12}  {root.hex()}")
    click.echo(
        f"✓ 备份与账簿一致 the backup agrees with the ledger: {file}, {verdict.leaves} leaves"
    )
    _noted(session.folder(ctx), Backup(clock.host_now(), file, verdict.leaves))
    keys = session.folder(ctx).keys
    click.echo(f"  密钥不在备份内,请另行保管 keys are not in it: keep {keys} elsewhere")
