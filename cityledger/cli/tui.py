"""`cityledger tui`: the terminal screens."""

from __future__ import annotations

import sys

import click

from cityledger.cli import session
from cityledger.kernel.errors import Unavailable


@click.command("tui")
@click.option("--ascii", "ascii_only", is_flag=True, help="仅用 ASCII 边框 ASCII borders only.")
@click.pass_context
def command(ctx: click.Context, *, ascii_only: bool = False) -> None:
    """打开终端界面.

    Open the terminal screens.
    """
    where = session.folder(ctx).existing()
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise Unavailable("界面需要终端 the screens need a terminal; see cityledger --help")
    from cityledger.tui.app import run
    from cityledger.tui.seat import Seat

    settings = ctx.find_root().obj
    seat = Seat(
        path=where.path,
        book=settings["book"],
        lang=settings["lang"],
        ascii_only=ascii_only,
        mirror=settings["mirror"],
    )
    sys.exit(run(seat))
