"""`cityledger init`: found a ledger with its people, keys and parameters."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import click

from cityledger.actions import founding
from cityledger.actions.desk import open_folder
from cityledger.cli import session
from cityledger.controls.pack import national
from cityledger.evidence.keys import SEED, Pen, SoftKey, seal
from cityledger.kernel.acts import ROLES
from cityledger.kernel.errors import BadInput, Problem, Unavailable

if TYPE_CHECKING:
    from pathlib import Path

    from cityledger.store.files import LedgerFolder

TITLES = {
    "admin": "管理员",
    "maker": "制单",
    "pm": "工程",
    "reviewer": "复核",
    "approver": "审批",
    "cashier": "出纳",
    "auditor": "审计",
}
WORDS = 8


def new_passphrase() -> str:
    """Return 160 random bits in groups of four letters and digits, easy to copy by hand."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    groups = ("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(WORDS))
    return "-".join(groups)


def _person(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Read `id:姓名:role,role`."""
    parts = text.split(":")
    roles = tuple(parts[2].split(",")) if len(parts) == 3 else ()
    unknown = [role for role in roles if role not in ROLES]
    if not roles or unknown or not parts[0].isidentifier():
        reason = f"write id:name:role[,role]; roles are {', '.join(ROLES)}"
        raise BadInput((Problem("--person", text, reason, "zhang:张三:maker"),))
    return parts[0], parts[1], roles


def default_people(*, two_approvers: bool = False) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return one invented person per role, by the name of the role, and a second administrator."""
    people: list[tuple[str, str, tuple[str, ...]]] = [(r, TITLES[r], (r,)) for r in ROLES]
    people.append(("admin2", "管理员(二)", ("admin",)))
    if two_approvers:
        people.append(("approver2", "审批(二)", ("approver",)))
    return people


def found(
    where: LedgerFolder,
    unit: str,
    division: str,
    people: list[tuple[str, str, tuple[str, ...]]],
    passphrases: dict[str, str],
) -> int:
    """Found a ledger in a folder and write the sealed keys; return the book number."""
    if where.database.exists():
        raise Unavailable(f"{where.path} 已有账套 holds a ledger already; nothing was changed")
    where.path.mkdir(parents=True, exist_ok=True)
    seeds = {user: secrets.token_bytes(SEED) for user, _, _ in people}
    staff = tuple(
        founding.Staff(user, name, roles, SoftKey(seeds[user]).public)
        for user, name, roles in people
    )
    admin = next((user for user, _, roles in people if "admin" in roles), "")
    log_seed = secrets.token_bytes(SEED)
    keys = founding.log_keys(log_seed)
    charter = founding.Charter(unit, division, staff, national(), log_keys=keys)
    pen = Pen(admin, SoftKey(seeds[admin] if admin else bytes(32)))
    try:
        book = founding.found(where.url, charter, pen)
    except BaseException:
        where.database.unlink(missing_ok=True)
        raise
    sealed = {user: seal(user, seed, passphrases[user]) for user, seed in seeds.items()}
    founding.write_keys(where, sealed, log_seed)
    return book


@click.command("init")
@click.option("--unit", default="试用单位", show_default=True, help="单位名称 Name of the unit.")
@click.option(
    "--division", default="370211", show_default=True, help="六位行政区划代码 GB/T 2260 code."
)
@click.option(
    "--person",
    "persons",
    multiple=True,
    metavar="ID:NAME:ROLE[,ROLE]",
    help="人员 A person; repeat. Without it, one person per role.",
)
@click.option(
    "--trial",
    is_flag=True,
    help="试用账套:口令存于账套内 Trial: keeps the passphrase in the folder.",
)
@click.pass_context
def command(
    ctx: click.Context, unit: str, division: str, persons: tuple[str, ...], *, trial: bool
) -> None:
    """新建账套:人员、密钥、政策参数.

    Found a ledger. Each person's key is sealed with a passphrase that is shown once.
    """
    where = session.folder(ctx)
    people = [_person(text) for text in persons] or default_people(two_approvers=True)
    shared = new_passphrase()
    passphrases = {user: shared if trial else new_passphrase() for user, _, _ in people}
    book = found(where, unit, division, people, passphrases)
    if trial:
        _keep(where.path / session.TRIAL, shared)
    open_folder(where.path).close()
    click.echo(f"账套已建 ledger founded: {where.path} ({book})")
    click.echo(f"{'用户 user':<14}{'岗位 roles':<22}口令 passphrase(只显示一次 shown once)")
    for user, _, roles in people:
        shown = f"见 {session.TRIAL}" if trial else passphrases[user]
        click.echo(f"{user:<14}{','.join(roles):<22}{shown}")
    click.echo(f"下一步 next: cityledger --ledger {where.path} template 录入模板.xlsx")


def _keep(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8")
    path.chmod(0o600)
