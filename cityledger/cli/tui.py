"""`cityledger tui`: the terminal screens."""

from __future__ import annotations

import os
import sys

import click

from cityledger.cli import session
from cityledger.kernel.acts import ROLES
from cityledger.kernel.errors import Unavailable


@click.command("tui")
@click.option("--ascii", "ascii_only", is_flag=True, help="仅用 ASCII 边框 ASCII borders only.")
@click.option(
    "--keys",
    type=click.Choice(["kingdee", "yonyou"]),
    default=None,
    help="按金蝶或用友的习惯设按键 keys as in Kingdee or Yonyou.",
)
@click.option(
    "--idle",
    default=0.0,
    type=click.FloatRange(0, 1440),
    help="无人操作多少分钟后退出(0:不退出) Minutes after which an empty chair ends it; 0: never.",
)
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(ROLES),
    help="只许这些岗位的人登录 Only people with no other roles may log in.",
)
@click.option("--served", type=int, hidden=True, help="The process of `cityledger serve`.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    ascii_only: bool = False,
    keys: str | None = None,
    idle: float = 0.0,
    roles: tuple[str, ...] = (),
    served: int | None = None,
) -> None:
    """打开终端界面.

    Open the terminal screens.
    """
    where = session.folder(ctx).existing()
    if served is not None:
        from cityledger.tui.presence import watch_parent

        watch_parent(served)
    elif not sys.stdin.isatty() or not sys.stdout.isatty():
        raise Unavailable("界面需要终端 the screens need a terminal; see cityledger --help")
    from cityledger.tui.app import run
    from cityledger.tui.probe import WIDE, doubts, draws_wide
    from cityledger.tui.seat import Seat
    from cityledger.tui.texts import say

    settings = ctx.find_root().obj
    for key, fact in doubts(sys.stdout.encoding, os.environ):
        click.echo(say(key, settings["lang"], term=fact, encoding=fact), err=True)
    is_asked = not ascii_only and served is None
    is_wide = is_asked and draws_wide(sys.stdin.fileno(), sys.stdout.fileno())
    seat = Seat(
        path=where.path,
        book=settings["book"],
        lang=settings["lang"],
        ascii_only=ascii_only or is_wide,
        notice=say(WIDE, settings["lang"]) if is_wide else "",
        keys=keys or "",
        mirror=settings["mirror"],
        welcome=frozenset(roles) if roles else None,
        idle_seconds=idle * 60,
    )
    sys.exit(run(seat))
