"""`cityledger archive`: everything an outsider needs to check the books, as plain files."""

from __future__ import annotations

from pathlib import Path

import click

from cityledger.actions.archives import archive
from cityledger.cli import session
from cityledger.cli.progress import bar


@click.command("archive")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.pass_context
def command(ctx: click.Context, folder: Path) -> None:
    """归档到文件夹;再次归档只补新的部分.

    Write an archive, or bring one up to date: leaves and hashes as tiles, signed heads, the
    verifier and its manual. Keys are never in it.
    """
    at = session.desk(ctx)
    with bar("归档 archiving") as step:
        written = archive(at, folder, step)
    signs = at.log_signer is not None
    at.close()
    for book, log in sorted(written.manifest.logs.items()):
        click.echo(f"{book:>12}  {log.root.hex()}  {log.size}")
    for name in written.missing:
        click.echo(f"! 本机没有 not on this computer: {name}", err=True)
    if not signs:
        click.echo(
            "! 本机无账簿密钥,末尾未签名 no log key here: the newest head is unsigned", err=True
        )
    click.echo(f"✓ 已归档 archived: {folder} (+{written.added})")
    click.echo(f"  密钥不在档案内,请另行保管 keys are not in it: keep {at_keys(ctx)} elsewhere")
    click.echo(f"  核验 check: python {folder / 'verify.py'} {folder}")


def at_keys(ctx: click.Context) -> Path:
    """Return the folder of the keys of the ledger that the program was pointed at."""
    return session.folder(ctx).keys
