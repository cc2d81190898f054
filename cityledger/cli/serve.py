"""`cityledger serve`: the screens in a browser, for reading, on this computer, until it is ended.

People who work every day come by ssh, each with an account of the operating system (see
docs/multiuser.md); this is for a room where only a browser is at hand.
"""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from cityledger.cli import session
from cityledger.kernel.acts import ROLES
from cityledger.kernel.errors import BadInput, Problem, Unavailable

if TYPE_CHECKING:
    from cityledger.store.files import LedgerFolder

READ_ROLES = ("auditor",)
"""Who may log in by a browser unless more is asked for: they sign nothing that moves money."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where it listens, and what browsers open when a proxy stands before it."""

    address: str
    port: int
    public_url: str | None

    @property
    def is_loopback(self) -> bool:
        """Say whether no other computer can reach it."""
        try:
            return ipaddress.ip_address(self.address).is_loopback
        except ValueError:
            return self.address.lower() == "localhost"

    def usual_url(self) -> str:
        """Return what a browser opens; raises BadInput where the address does not say it."""
        try:
            found = ipaddress.ip_address(self.address)
        except ValueError:
            return f"http://{self.address}:{self.port}"
        if found.is_unspecified:
            reason = "监听所有地址时须写明浏览器所用地址 say what browsers will open"
            remedy = "--public-url https://ledger.example"
            raise BadInput((Problem("--public-url", "", reason, remedy),))
        host = f"[{found}]" if found.version == 6 else str(found)
        return f"http://{host}:{self.port}"

    def warn(self, *, is_encrypted: bool) -> None:
        """Say what another address than this computer's own means."""
        if self.is_loopback:
            return
        click.echo(f"! 其他计算机可连接 {self.address} other computers can reach it", err=True)
        if not is_encrypted:
            click.echo(
                "! 口令和数据不加密传输,请加 TLS 反向代理,或用 ssh -L"
                " passphrases and figures travel unencrypted: put TLS before it, or use ssh -L",
                err=True,
            )


@click.command("serve")
@click.option(
    "--address", default="127.0.0.1", show_default=True, help="监听地址 Address to listen on."
)
@click.option("--port", default=8124, show_default=True, type=click.IntRange(1, 65535))
@click.option("--public-url", help="浏览器所用地址(反向代理后) What browsers open, behind a proxy.")
@click.option(
    "--sessions",
    default=4,
    show_default=True,
    type=click.IntRange(1, 64),
    help="最多会话数 Most sessions at a time.",
)
@click.option(
    "--idle",
    default=15.0,
    show_default=True,
    type=click.FloatRange(0.01, 1440),
    help="无人操作多少分钟后结束 Minutes after which an empty chair ends the session.",
)
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(ROLES),
    help="可登录的岗位(默认 auditor) Roles that may log in; by default auditor alone.",
)
@click.option("--write", is_flag=True, help="人人可登录并办理 Everybody may log in and act.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    sessions: int,
    idle: float,
    roles: tuple[str, ...],
    *,
    write: bool,
    **reach: Any,  # noqa: ANN401 - click hands options on by name
) -> None:
    """在浏览器中打开界面(默认仅本机、只读).

    Serve the screens to a browser: on this computer only and for reading, unless told otherwise.
    """
    where = session.folder(ctx).existing()
    if os.name != "posix":
        raise Unavailable("需要 Linux 或 macOS needs Linux or macOS; use cityledger tui here")
    try:
        from cityledger.tui.serve.guard import Guard, public_url as as_origin
        from cityledger.tui.serve.server import Door, Settings
    except ModuleNotFoundError as error:
        raise Unavailable(f"{error.name}: pip install 'cityledger[serve]'") from error
    door = Reach(**reach)
    guard = Guard(as_origin(door.public_url or door.usual_url()))
    chosen = () if write else roles or READ_ROLES
    settings = Settings(
        address=door.address,
        port=door.port,
        arguments=_arguments(ctx, where, idle, chosen),
        sessions=sessions,
        idle_seconds=idle * 60,
        lang=session.lang(ctx),
    )
    door.warn(is_encrypted=guard.is_encrypted)
    who = "全部岗位 every role" if write else ", ".join(chosen)
    click.echo(f"可登录 may log in: {who};最多会话 sessions: {sessions};空闲 idle: {idle:g} min")
    Door(settings, guard, click.echo).serve()


def _arguments(
    ctx: click.Context, where: LedgerFolder, idle: float, roles: tuple[str, ...]
) -> tuple[str, ...]:
    """Return what every session is started with; a browser adds nothing to it."""
    settings = ctx.find_root().obj
    out = ["--ledger", str(where.path.resolve()), "--lang", settings["lang"]]
    if settings["mirror"]:
        out += ["--mirror", str(settings["mirror"].resolve())]
    if settings["book"] is not None:
        out += ["--book", str(settings["book"])]
    out += ["tui", "--served", str(os.getpid()), "--idle", str(idle)]
    for role in roles:
        out += ["--role", role]
    return tuple(out)
