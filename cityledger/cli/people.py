"""`cityledger people`: who may do what, with which key; changes that two administrators decide."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cityledger.actions import key_files
from cityledger.actions.proposals import CONFIRMATIONS
from cityledger.cli import session
from cityledger.cli.init import new_passphrase
from cityledger.cli.proposing import act_as, file_of_new, group, the_signer
from cityledger.evidence.keys import fingerprint, public_of
from cityledger.kernel.acts import act as act_rules
from cityledger.kernel.errors import BadInput, Problem
from cityledger.views import proposals, registry
from cityledger.views.keys import key_of

if TYPE_CHECKING:
    from datetime import datetime

    from cityledger.actions.desk import Desk
    from cityledger.store.engine import Read
    from cityledger.store.files import LedgerFolder
    from cityledger.views.keys import NamedKey
    from cityledger.views.proposals import Proposed
    from cityledger.views.registry import Person

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
STATES = {"in force": "有效", "withdrawn": "已停用", "new": "新", "here": "在", "none": "无"}
"""What is said of a key and of its file, English to Chinese."""


@click.group("people")
def command() -> None:
    """人员、岗位与密钥:一名管理员提议,另一名确认.

    People, duties and keys: one administrator proposes, another confirms.
    """


command.add_command(group)


@dataclass(frozen=True, slots=True)
class Seat:
    """One person as `list` shows them; `file` is whether the key in force is on this computer."""

    person: Person
    key: str
    mark: str
    file: str


def _seat(person: Person, named: NamedKey | None, where: LedgerFolder) -> Seat:
    if named is None or named.public is None:
        return Seat(person, "withdrawn", "", "none")
    files = {"here": where.key(person.user_id), "new": key_files.new_file(where, person.user_id)}
    held = (state for state, path in files.items() if _names(path, named.public))
    return Seat(person, "in force", fingerprint(named.public), next(held, "none"))


def _names(path: Path, public: bytes) -> bool:
    try:
        return public_of(path.read_bytes()) == public
    except (OSError, ValueError):
        return False


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="机器可读 Print JSON.")
@click.pass_context
def listed(ctx: click.Context, *, as_json: bool) -> None:
    """人员、岗位、密钥状态与公钥指纹.

    People, duties, state of their keys, key fingerprints.
    """
    at, where = session.desk(ctx), session.folder(ctx)
    with at.read() as read:
        seats = [_seat(p, key_of(read, p.user_id), where) for p in registry.people(read)]
    at.close()
    if as_json:
        rows = [
            {
                "user": seat.person.user_id,
                "name": seat.person.name,
                "roles": sorted(seat.person.roles),
                "key": seat.key,
                "fingerprint": seat.mark,
                "file": seat.file,
            }
            for seat in seats
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for seat in seats:
        roles = "、".join(_role(role) for role in sorted(seat.person.roles)) or "无岗位 no duty"
        click.echo(f"{seat.person.user_id}  {seat.person.name}  {roles}")
        file = f"文件 file: {STATES[seat.file]} {seat.file}"
        click.echo(f"    密钥 key: {STATES[seat.key]} {seat.key}  {seat.mark}  {file}".rstrip())


def _role(role: str) -> str:
    return f"{proposals.role_word(role)} {role}"


@command.command("waiting")
@click.option("--json", "as_json", is_flag=True, help="机器可读 Print JSON.")
@click.pass_context
def waiting(ctx: click.Context, *, as_json: bool) -> None:
    """待确认的提议:内容、提议人、时间、期限.

    Proposals that nobody has confirmed: what, who, when, until when.
    """
    at = session.desk(ctx)
    with at.read() as read:
        now = at.now(read)
        open_ones = proposals.waiting(read)
        if as_json:
            rows = [_row(read, item, now) for item in open_ones]
            click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        elif not open_ones:
            click.echo("没有待确认的提议 nothing waits to be confirmed")
        else:
            for item in open_ones:
                show(read, item, now)
    at.close()


def _row(read: Read, item: Proposed, now: datetime) -> dict[str, object]:
    return {
        "leaf": item.index,
        "act": item.kind,
        "proposed_by": item.proposed_by,
        "at": item.at.isoformat(),
        "until": item.until.isoformat(),
        "expired": item.until < now,
        "zh": proposals.describe(read, item, "zh"),
        "en": proposals.describe(read, item, "en"),
        "rows": item.rows,
    }


def show(read: Read, item: Proposed, now: datetime) -> None:
    """Print in plain words what a proposal would do, who made it, and how long it holds."""
    who = f"{item.proposed_by}({registry.name_of(read, item.proposed_by)})"
    click.echo(f"{item.index}  {proposals.describe(read, item, 'zh')}")
    click.echo(f"    {proposals.describe(read, item, 'en')}")
    until = f"有效至 until {item.until:%F %H:%M} UTC"
    over = " 已过期 expired: 重新提议 propose it again" if item.until < now else ""
    click.echo(f"    提议人 by {who},{item.at:%F %H:%M} UTC;{until}{over}")


@command.command("confirm")
@click.argument("leaf", type=int)
@click.option("--user", help="由谁确认 Who confirms; somebody else than proposed it.")
@click.option("--passphrase-file", type=FILE, help="口令文件 Passphrase of who confirms.")
@click.pass_context
def confirm(ctx: click.Context, leaf: int, user: str | None, passphrase_file: Path | None) -> None:
    """确认第 LEAF 号提议;先显示内容,再问口令.

    Confirm the proposal of registry leaf LEAF: shown in plain words before the passphrase is asked.
    """
    at, where = session.desk(ctx), session.folder(ctx)
    with at.read() as read:
        found = proposals.at_leaf(read, leaf)
        if found is None or found.is_confirmed:
            by = f" by {found.confirmed_by}" if found else ""
            reason = f"已被确认 confirmed already{by}" if found else "不是提议 no proposal"
            raise BadInput((Problem("leaf", str(leaf), reason, "cityledger people waiting"),))
        show(read, found, at.now(read))
    roles = act_rules(0, found.kind).roles
    who = the_signer(at, where, user, roles, but=found.proposed_by)
    pen = session.pens(at, where, [who], passphrase_file)[0]
    receipt = act_as(at, pen, CONFIRMATIONS[found.kind](proposal=found.command))
    click.echo(f"✓ 已确认 confirmed: leaf {receipt.index}")
    _place(at, where, found)
    at.close()


def _place(at: Desk, where: LedgerFolder, found: Proposed) -> None:
    """Put a key that was just confirmed into its place, and say where it is otherwise."""
    if found.kind == "log.rekey":
        moved = key_files.settle_log_key(at)
        said = "检查点新密钥已启用 the new key signs checkpoints from now on"
        missing = "! 新密钥不在本机,本机不签检查点 its seed is not on this computer"
        click.echo(said if moved else missing)
    for row in found.rows.get("user_key", ()):
        if "public" not in row:
            continue
        with at.read() as read:
            named = key_of(read, row["user_id"])
        path = key_files.settle(where, row["user_id"], named)
        if _names(path, bytes.fromhex(row["public"])):
            click.echo(f"密钥文件 key file: {path.name}")
        else:
            click.echo(
                f"! 密钥文件不在本机 the key file of {row['user_id']} is not on this computer"
            )


@command.command("passphrase")
@click.option("--user", help="谁的口令 Whose passphrase; yours.")
@click.option("--passphrase-file", type=FILE, help="原口令文件 The passphrase as it is.")
@click.option("--new-passphrase-file", type=FILE, help="新口令文件 The new passphrase.")
@click.pass_context
def passphrase(
    ctx: click.Context,
    user: str | None,
    passphrase_file: Path | None,
    new_passphrase_file: Path | None,
) -> None:
    """更换自己的口令;密钥不变.

    Change your own passphrase; the key stays the same.
    """
    at, where = session.desk(ctx), session.folder(ctx)
    if user is None:
        raise BadInput((Problem("--user", "", "未指明是谁 nobody is named", "--user NAME"),))
    old = session.passphrase(where, user, passphrase_file)
    new = file_of_new(user, new_passphrase_file)
    key_files.change_passphrase(at, user, old, new)
    at.close()
    click.echo(f"✓ {user} 的口令已更换 the passphrase was changed")
    if session.trial_passphrase(where):
        click.echo(
            "试用口令不再打开此密钥 the trial passphrase opens it no more: --passphrase-file"
        )


@command.command("new-key")
@click.argument("user")
@click.option("--name", default="", help="姓名 Name, of somebody who is not registered yet.")
@click.option("--new-passphrase-file", type=FILE, help="口令文件 Passphrase of the new key.")
@click.option("--generate", is_flag=True, help="由程序生成口令,只显示一次 Make one, shown once.")
@click.pass_context
def new_key(
    ctx: click.Context,
    user: str,
    name: str,
    new_passphrase_file: Path | None,
    *,
    generate: bool,
) -> None:
    """本人新建密钥(忘记口令、密钥外泄);确认前原密钥仍有效.

    Make a new key for yourself: a forgotten passphrase, a stolen key. It counts once two
    administrators have named it; until then the old key does.
    """
    at, where = session.desk(ctx), session.folder(ctx)
    made = new_passphrase() if generate else ""
    phrase = made or session.trial_passphrase(where) or file_of_new(user, new_passphrase_file)
    public = key_files.make(at, user, phrase, name)
    with at.read() as read:
        known = key_of(read, user) is not None
    at.close()
    click.echo(f"新密钥 new key: {key_files.new_file(where, user).name}")
    click.echo(f"公钥 public key: {public.hex()}")
    click.echo(f"公钥指纹 fingerprint: {fingerprint(public)}(请当面核对 compare it face to face)")
    if made:
        click.echo(f"口令 passphrase(只显示一次 shown once): {made}")
    then = f"propose key {user}" if known else f"propose add {user} --name … --role …"
    click.echo(f"下一步 next: cityledger people {then}")
