"""`cityledger demo`: build a living sample district and go the whole way with it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cityledger.cli import session
from cityledger.cli.progress import bar
from cityledger.kernel.errors import Tampered, Unavailable
from cityledger.store.files import LedgerFolder

if TYPE_CHECKING:
    from cityledger.actions.desk import Desk
    from cityledger.cli.district.office import Office
    from cityledger.kernel.words import Lang

SHOWN_MONTH = 202603
SHOWN_ACCOUNT = "100201"
SHOWN_PROJECT = "P01"


def clear(path: Path, *, force: bool) -> None:
    """Make room for the district; raises Unavailable when something else is in the way.

    Only a folder with the mark of a trial ledger is removed, and only when that is asked for.
    """
    if not path.exists() or (path.is_dir() and not any(path.iterdir())):
        return
    if path.is_symlink() or not (path / session.TRIAL).is_file():
        raise Unavailable(
            f"{path} 不是试用账套,未作改动 is no trial ledger and was left alone; name another"
            " folder: cityledger demo --into FOLDER"
        )
    if not force:
        raise Unavailable(
            f"{path} 已有示范账套 holds a trial ledger already; nothing was changed."
            f" 重建 build anew: cityledger demo --into {path} --force;"
            f" 打开 open it: cityledger --ledger {path} tui"
        )
    shutil.rmtree(path)


def district(where: LedgerFolder) -> Office:
    """Build the district in a new folder, with a bar for who waits; raises StoryBroken."""
    from cityledger.cli.district.build import build
    from cityledger.cli.init import new_passphrase

    where.path.mkdir(parents=True, exist_ok=True)
    passphrase = new_passphrase()
    mark = where.path / session.TRIAL
    # The mark goes first: a building that was interrupted can be built anew with --force.
    mark.write_text(passphrase + "\n", encoding="utf-8")
    mark.chmod(0o600)
    with bar("建示范区 building") as step:
        return build(where, passphrase, step)


def papers(desk: Desk, out: Path) -> list[Path]:
    """Print the three papers: a month's vouchers, an account's ledger, a project's statement."""
    from cityledger.cli import papers as printed
    from cityledger.cli.district.projects import PROJECTS
    from cityledger.views.journal import JournalFilter
    from cityledger.views.subsidiary import Scope

    with desk.read() as read:
        months = printed.extent(read, desk.book_id)
    code = PROJECTS[SHOWN_PROJECT].code
    month = JournalFilter(from_period=SHOWN_MONTH, to_period=SHOWN_MONTH)
    return [
        printed.vouchers(desk, month, out / "记账凭证-2026-03.pdf"),
        printed.ledger(
            desk, Scope(account=SHOWN_ACCOUNT), months, out / f"明细账-{SHOWN_ACCOUNT}.pdf"
        ),
        printed.project_statement(desk, code, months, out / f"项目资金对账单-{code}.pdf"),
    ]


def _verified(desk: Desk) -> None:
    from cityledger.ledger import verify as ledger_verify

    with desk.read() as read, bar("核验 verifying") as step:
        total, done = ledger_verify.leaf_count(read), 0

        def further(count: int) -> None:
            nonlocal done
            done += count
            step(done, total)

        verdict = ledger_verify.verify(read, step=further)
    if not verdict.sound:
        raise Tampered(f"核验未通过 not sound: {verdict.problems[0]}")
    for book, root in verdict.roots.items():
        click.echo(f"{book:>12}  {root.hex()}")
    click.echo(f"✓ 账簿一致 sound: {verdict.leaves} leaves, every row as signed")


def _next(where: LedgerFolder, out: Path) -> None:
    from cityledger.cli.district.people import OFFICERS

    at = f"cityledger --ledger {where.path}"
    click.echo("\n接下来 next")
    click.echo(f"  {at} tui        打开界面 open the screens")
    click.echo(f"  {at} verify     再核验一遍 verify again")
    click.echo(f"  {at} report     打印全部账表 print every paper")
    click.echo(f"账表 papers: {out}")
    click.echo(f"人人同一口令 everybody's passphrase: {where.path / session.TRIAL}")
    for one in OFFICERS:
        click.echo(f"  {one.user:<6} {one.name} {one.title} {', '.join(one.roles)}")
    click.echo("虚构数据,密钥公开,不得用于真实资金 invented data, open keys: not for real money")


@click.command("demo")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=Path("demo-ledger"),
    show_default=True,
    help="账套文件夹 Folder of the new ledger.",
)
@click.option(
    "--exports",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("exports"),
    show_default=True,
    help="账表文件夹 Folder for the papers.",
)
@click.option("--force", is_flag=True, help="重建已有的示范账套 Build anew over a trial ledger.")
@click.pass_context
def command(ctx: click.Context, into: Path, exports: Path, *, force: bool) -> None:
    """建一个示范区:项目、资金、付款、拒绝、更正,打印并核验.

    Build a sample district of invented people and firms through the same gate as real work.
    """
    from cityledger.cli.district.summary import tables

    clear(into, force=force)
    where = LedgerFolder(into)
    office = district(where)
    language: Lang = "en" if session.lang(ctx) == "en" else "zh"
    for table in tables(office, language):
        for line in table.lines():
            click.echo(line)
        click.echo()
    for path in papers(office.desk, exports):
        click.echo(f"✓ {path}")
    _verified(office.desk)
    office.desk.close()
    _next(where, exports)
