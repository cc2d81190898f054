"""`cityledger people propose`: what an administrator proposes and another will confirm."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cityledger.actions import gate, key_files
from cityledger.actions.people import AddUser, Change, ChangeKey, ChangeLogKey, ChangeRole
from cityledger.actions.proposals import Propose
from cityledger.cli import session
from cityledger.controls import catalog
from cityledger.evidence.keys import fingerprint
from cityledger.kernel.acts import ROLES
from cityledger.kernel.errors import BadInput, Problem, Refused
from cityledger.views import proposals, registry

if TYPE_CHECKING:
    from collections.abc import Callable

    from cityledger.actions.command import Command
    from cityledger.actions.desk import Desk
    from cityledger.evidence.keys import Pen
    from cityledger.ledger.receipt import Receipt
    from cityledger.store.files import LedgerFolder

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("propose")
def group() -> None:
    """提议人员、岗位、密钥的变更;另一名管理员确认后生效.

    Propose a change of people, duties or keys; it counts once another administrator confirms it.
    """


@dataclass(frozen=True, slots=True)
class Signing:
    """Which administrator signs, and the file with the passphrase; None where not given."""

    user: str | None
    file: Path | None


def signing(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say which administrator signs; they arrive as one `Signing`."""

    @click.option("--user", help="由谁提议 Who proposes (an administrator).")
    @click.option("--passphrase-file", type=FILE, help="口令文件 Passphrase of who proposes.")
    @wraps(function)
    def called(
        *arguments: object, user: str | None, passphrase_file: Path | None, **more: object
    ) -> None:
        function(*arguments, signer=Signing(user, passphrase_file), **more)

    return called


def the_signer(
    at: Desk, where: LedgerFolder, user: str | None, roles: frozenset[str], *, but: str = ""
) -> str:
    """Return who signs: the one named, or in a trial ledger the first who may and is not `but`."""
    if user is not None:
        return user
    if session.trial_passphrase(where):
        with at.read() as read:
            people = registry.people(read)
        may = [p.user_id for p in people if p.roles & roles and p.user_id != but]
        if may:
            return may[0]
    reason = "未指明由谁签名 nobody is named to sign"
    raise BadInput((Problem("--user", "", reason, f"--user NAME ({'/'.join(sorted(roles))})"),))


def act_as(at: Desk, pen: Pen, command: Command) -> Receipt:
    """Do an act; a refusal is told in the words of the catalogue before it goes on."""
    try:
        return gate.act(at, pen, command)
    except Refused as refused:
        for finding in refused.findings:
            for lang in ("zh", "en"):
                said = f"{catalog.sentence(finding, lang)} {catalog.remedy(finding, lang)}"
                click.echo(said, err=True)
        raise


def file_of_new(user: str, file: Path | None) -> str:
    """Return a new passphrase: from a file, or typed twice by the person it belongs to."""
    if file is not None:
        return file.read_text(encoding="utf-8").strip()
    said = f"{user} 的新口令,由本人输入 new passphrase of {user}, typed by that person"
    asked: str = click.prompt(said, hide_input=True, confirmation_prompt=True)
    return asked


def _propose(
    ctx: click.Context, signer: Signing, change: Callable[[Desk, LedgerFolder, str], Change]
) -> None:
    at, where = session.desk(ctx), session.folder(ctx)
    who = the_signer(at, where, signer.user, frozenset({"admin"}))
    pen = session.pens(at, where, [who], signer.file)[0]
    receipt = act_as(at, pen, Propose(change=change(at, where, who)))
    with at.read() as read:
        found = proposals.at_leaf(read, receipt.index)
        if found is None:
            raise AssertionError(receipt)
        click.echo(f"✓ 已提议 proposed: leaf {found.index}")
        click.echo(f"    {proposals.describe(read, found, 'zh')}")
        click.echo(f"    {proposals.describe(read, found, 'en')}")
        click.echo(f"    有效至 until {found.until:%F %H:%M} UTC")
    at.close()
    other = "另一名管理员 another administrator"
    click.echo(f"下一步 next, {other}: cityledger people confirm {found.index} --user …")


@group.command("add")
@click.argument("person")
@click.option("--name", required=True, help="姓名,印在凭证上 Name as it is printed.")
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), help="岗位 Duty; repeat.")
@click.option("--public", help="公钥 Public key, made elsewhere with `people new-key`.")
@click.option(
    "--new-passphrase-file", type=FILE, help="新人的口令文件 The new person's passphrase."
)
@signing
@click.pass_context
def add(
    ctx: click.Context,
    person: str,
    name: str,
    roles: tuple[str, ...],
    public: str | None,
    new_passphrase_file: Path | None,
    signer: Signing,
) -> None:
    """增加人员:本人设口令,密钥文件确认后才有效.

    Add a person. Without --public the key is made here, and the person types its passphrase.
    """

    def change(at: Desk, where: LedgerFolder, who: str) -> Change:
        def said(key: str) -> AddUser:
            return AddUser(user_id=person, name=name, public=key, roles=roles)

        # A passphrase that is given is for a key that is yet to be made.
        known = public or (None if new_passphrase_file else _made(at, person))
        if known is not None:
            return said(known)
        trial = session.trial_passphrase(where) if new_passphrase_file is None else None
        phrase = trial or file_of_new(person, new_passphrase_file)
        # Everything is looked at before a key file is written, with a key that will not be used.
        _look(at, Propose(change=said(secrets.token_hex(32))), who, person, (phrase, name))
        return said(key_files.make(at, person, phrase, name).hex())

    _propose(ctx, signer, change)


def _made(at: Desk, person: str) -> str | None:
    """Return the public key of a key file that the person made here before, or None."""
    if not person.isidentifier():
        return None
    made = key_files.waiting_public(at, person)
    if made is None:
        return None
    click.echo(f"用已有的新密钥 the key made before is used: {fingerprint(made)}")
    return made.hex()


def _look(at: Desk, command: Command, who: str, person: str, new: tuple[str, str]) -> None:
    problems: list[Problem] = []
    try:
        gate.preview(at, command, who)
    except BadInput as bad:
        problems += bad.problems
    problems += key_files.weak(at, person, *new)
    if problems:
        raise BadInput(tuple(problems))


@group.command("role")
@click.argument("person")
@click.argument("role", type=click.Choice(ROLES))
@click.option("--give/--take", "held", default=True, help="授予或撤销 Give it or take it away.")
@signing
@click.pass_context
def role(
    ctx: click.Context,
    person: str,
    role: str,
    signer: Signing,
    *,
    held: bool,
) -> None:
    """授予或撤销岗位.

    Give a duty, or take it away.
    """
    change = ChangeRole(user_id=person, role=role, held=held)
    _propose(ctx, signer, lambda *_: change)


@group.command("key")
@click.argument("person")
@click.option(
    "--public", help="公钥 Public key; without it, that of the key made on this computer."
)
@click.option(
    "--withdraw", is_flag=True, help="停用密钥 Withdraw the key: nothing is signed with it."
)
@signing
@click.pass_context
def key(
    ctx: click.Context,
    person: str,
    public: str | None,
    signer: Signing,
    *,
    withdraw: bool,
) -> None:
    """更换或停用密钥;已有签名仍然有效.

    Replace a person's key or withdraw it; what was signed stays valid.
    """

    def change(at: Desk, where: LedgerFolder, who: str) -> Change:
        del where, who
        known = None if withdraw else public or _made(at, person)
        if known is None and not withdraw:
            reason = "本机没有新密钥 no new key was made on this computer"
            remedy = f"cityledger people new-key {person}, or --public HEX, or --withdraw"
            raise BadInput((Problem("--public", "", reason, remedy),))
        return ChangeKey(user_id=person, public=known)

    if withdraw and public:
        reason = "停用时没有新公钥 a key that is withdrawn has no successor"
        raise BadInput((Problem("--public", public[:20], reason, "leave one of the two out"),))
    _propose(ctx, signer, change)


@group.command("log-key")
@click.option("--public", help="公钥 Public key; without it a new key is made on this computer.")
@signing
@click.pass_context
def log_key(ctx: click.Context, public: str | None, signer: Signing) -> None:
    """更换检查点签名密钥.

    Replace the key that signs checkpoints.
    """

    def change(at: Desk, where: LedgerFolder, who: str) -> Change:
        del where, who
        return ChangeLogKey(public=public or key_files.make_log_key(at).hex())

    _propose(ctx, signer, change)
