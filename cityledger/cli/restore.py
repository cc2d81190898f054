"""`cityledger restore`: a new ledger from an archive, a mirror or a backup."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cityledger.cli import session
from cityledger.kernel.errors import Tampered, Unavailable
from cityledger.ledger.archive import ATTACHMENTS
from cityledger.ledger.restore import restore, seen_in
from cityledger.ledger.sources import continued, opened

if TYPE_CHECKING:
    from cityledger.ledger.restore import Restored
    from cityledger.ledger.seen import Seen
    from cityledger.store.files import LedgerFolder

UNWITNESSED = (
    "! 未给出见证人的检查点:无法排除账簿被回退到较早状态\n"
    "! no witness was asked: that this is an older state of the ledger cannot be ruled out;"
    " ask for the witness's newest checkpoint and give it with --witness"
)
KEYLESS = (
    "! 密钥不在来源内:用 --keys 复制密钥文件夹,否则无人能签名\n"
    "! keys come from elsewhere: copy them with --keys, or nobody can sign"
)


@click.command("restore")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--mirror",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="由镜像续上其后的记录 Go on from this mirror (default: the program's --mirror).",
)
@click.option(
    "--witness",
    "witnesses",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="见证人的检查点或其文件 A cosigned checkpoint, or a witness's own file; repeat.",
)
@click.option(
    "--keys",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="密钥文件夹 Folder of key files to copy.",
)
@click.pass_context
def command(
    ctx: click.Context,
    source: Path,
    mirror: Path | None,
    witnesses: tuple[Path, ...],
    keys: Path | None,
) -> None:
    """由档案、镜像或备份恢复为新账套,逐字节相同.

    Build a new ledger in --ledger from an archive, a mirror or a backup; it must not exist yet.
    Every leaf, signature and row is checked before it is put into place.
    """
    where = session.folder(ctx)
    place = mirror or ctx.find_root().obj["mirror"]
    seen = [head for path in witnesses for head in seen_in(path)]
    try:
        done = _restored(source, place, where, seen)
    except Tampered as tampered:
        said = f"恢复未完成,未留下任何文件 not restored, nothing was left behind:\n{tampered}"
        raise Tampered(said, tampered.level) from tampered
    copied = _copied(keys, where.keys, 0o600) if keys else 0
    _copied(source / ATTACHMENTS, where.path / ATTACHMENTS, 0o644)
    for book, root in done.roots.items():
        click.echo(f"{book:>12}  {root.hex()}")
    if not seen:
        click.echo(UNWITNESSED, err=True)
    if not copied:
        click.echo(KEYLESS, err=True)
    click.echo(
        f"✓ 已恢复 restored: {where.path}, {done.leaves} leaves, {done.checkpoints} checkpoints,"
        f" {done.cosignatures} cosignatures, {copied} keys"
    )


def _restored(source: Path, place: Path | None, where: LedgerFolder, seen: list[Seen]) -> Restored:
    with opened(source) as found:
        whole = found if place is None else continued(found, place)
        hidden = not sys.stderr.isatty()
        with click.progressbar(
            length=whole.total(), label="恢复 restoring", file=sys.stderr, hidden=hidden
        ) as shown:
            return restore(whole, where, seen, shown.update)


def _copied(source: Path, target: Path, mode: int) -> int:
    """Copy the files of a folder, if it is there, over none that exist; return how many."""
    if not source.is_dir():
        return 0
    count = 0
    try:
        target.mkdir(parents=True, exist_ok=True)
        for path in sorted(source.iterdir()):
            final = target / path.name
            if path.is_file() and not final.exists():
                shutil.copyfile(path, final)
                final.chmod(mode)
                count += 1
    except OSError as error:
        raise Unavailable(
            f"账簿已恢复,文件未全部复制 the ledger is restored, but not every file was copied to"
            f" {target}: {error.strerror}"
        ) from error
    return count
