"""`cityledger backup`: one more file like the ledger's own, verified before it counts."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cityledger.cli import session
from cityledger.ledger.backup import backup
from cityledger.ledger.verify import leaf_count


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_context
def command(ctx: click.Context, file: Path) -> None:
    """备份账套文件并核验;他人可同时记账.

    Copy the ledger file while others work, verify the copy, and only then give it its name.
    """
    at = session.desk(ctx)
    with at.read() as read:
        total = leaf_count(read)
    hidden = not sys.stderr.isatty()
    with click.progressbar(
        length=total, label="核验 verifying", file=sys.stderr, hidden=hidden
    ) as shown:
        verdict = backup(at.engine, at.read, file, shown.update)
    at.close()
    for book, root in verdict.roots.items():
        click.echo(f"{book:>12}  {root.hex()}")
    click.echo(
        f"✓ 备份与账簿一致 the backup agrees with the ledger: {file}, {verdict.leaves} leaves"
    )
    keys = session.folder(ctx).keys
    click.echo(f"  密钥不在备份内,请另行保管 keys are not in it: keep {keys} elsewhere")
