"""`cityledger rules pack`: packs of thresholds are checked, proposed by one, adopted by another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cityledger.cli import session
from cityledger.cli.proposing import Signing, act_as, signing, the_signer
from cityledger.cli.rulebook import line, pick, value
from cityledger.controls import catalog, pack as packs, policy as rules
from cityledger.evidence.text import visible
from cityledger.kernel.errors import BadInput, Problem

if TYPE_CHECKING:
    from cityledger.controls.pack import Pack
    from cityledger.kernel.errors import Finding
    from cityledger.store.engine import Read
    from cityledger.views.proposals import Proposed

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
KINDS = {
    "new": ("新增", "new"),
    "changed": ("改值", "changed"),
    "sourced": ("改依据", "new source"),
    "same": ("不变", "same"),
}
MOST = 1 << 20
"""No pack is longer than this many bytes; a larger file is something else."""


@click.group("pack")
def group() -> None:
    """政策参数包:核对、提议、采用;两人办理,不得就地修改.

    Packs of policy parameters: one person proposes a file, another adopts it.
    """


def _read(file: Path) -> Pack:
    if file.stat().st_size > MOST:
        reason = f"文件超过 longer than {MOST} bytes"
        raise BadInput((Problem("FILE", file.name, reason, "cityledger rules pack check"),))
    return packs.read(file.read_bytes())


def _say(text: str, *, err: bool = False) -> None:
    click.echo(visible(text), err=err)


def _told(lang: str, pack: Pack) -> None:
    """Print what a pack is."""
    count, mark = len(pack.parameters), pack.sha256[:16]
    if lang == "zh":
        _say(f"{pack.title}  {pack.issued_on} 印发  参数 {count} 项  文件摘要 {mark}…")
    else:
        _say(f"{pack.title}  issued on {pack.issued_on}  {count} parameters  digest {mark}…")


def _changes(lang: str, changes: tuple[rules.Change, ...]) -> None:
    """Print what a pack changes; rows that stay as they are are only counted."""
    same = 0
    for change in changes:
        if change.kind == "same":
            same += 1
            continue
        _say(f"  {pick(KINDS[change.kind], lang)} {change.row.key}  {line(change.row, lang)}")
        if change.kind == "changed" and change.before is not None:
            before = value(change.before, lang)
            _say(f"      {pick(('原为', 'was'), lang)} {before} [{change.before.pack or '—'}]")
    if same:
        _say(f"  {pick(KINDS['same'], lang)} {same}")


def _unused(lang: str, pack: Pack) -> None:
    """Say which keys no control names: a slip of the pen would have no effect."""
    known = {key for control in catalog.catalogue().values() for key in control.parameters}
    for key in dict.fromkeys(row.key for row in pack.parameters):
        if key not in known:
            _say(f"  · {key}: {pick(('没有控制规则使用', 'no control uses it'), lang)}")


def _found(lang: str, findings: list[Finding]) -> None:
    for finding in findings:
        _say(f"! {catalog.sentence(finding, lang)} {catalog.remedy(finding, lang)}")


@group.command("check")
@click.argument("file", type=FILE)
@click.pass_context
def check(ctx: click.Context, file: Path) -> None:
    """核对参数包文件:格式、各项依据、与现有参数的差别;不改账套.

    Check a file: its form, and what it would change here. Nothing is written.
    """
    from cityledger.cli.rulebook import rulebook

    lang, pack = session.lang(ctx), _read(file)
    book = rulebook(ctx)
    _told(lang, pack)
    _changes(lang, rules.changes(pack.parameters, book.parameters))
    _unused(lang, pack)
    if book.is_ledger:
        from cityledger.actions.policy import check_pack, check_size, pack_rows

        check_size(pack)
        at = session.desk(ctx)
        with at.read() as read:
            findings = list(check_pack(read, pack_rows(pack)))
        at.close()
        _found(lang, findings)
        if findings:
            ctx.exit(4)
    _say(f"✓ {pick(('格式正确', 'well formed'), lang)}")


@group.command("propose")
@click.argument("file", type=FILE)
@signing
@click.pass_context
def propose(ctx: click.Context, file: Path, signer: Signing) -> None:
    """提议采用一个参数包;另一人确认后才生效.

    Propose a pack; it counts once another person adopts it.
    """
    from cityledger.actions.proposals import ProposePolicy
    from cityledger.kernel.acts import act as act_rules
    from cityledger.views import proposals

    lang, pack = session.lang(ctx), _read(file)
    at, where = session.desk(ctx), session.folder(ctx)
    who = the_signer(at, where, signer.user, act_rules(0, ProposePolicy.act).roles)
    pen = session.pens(at, where, [who], signer.file)[0]
    receipt = act_as(at, pen, ProposePolicy(pack=pack))
    with at.read() as read:
        found = proposals.at_leaf(read, receipt.index)
        if found is None:
            raise AssertionError(receipt)
        _shown(read, found, lang)
    at.close()
    _say(f"下一步 next: cityledger rules pack adopt {found.index} --file {file.name} --user …")


def _shown(read: Read, found: Proposed, lang: str) -> None:
    """Print a proposal in plain words, with what it changes."""
    from cityledger.actions.policy import parameter
    from cityledger.cli.people import show
    from cityledger.views import registry

    rows = tuple(parameter(row) for row in found.rows["policy_param"])
    show(read, found, found.at)
    _changes(lang, rules.changes(rows, registry.parameters(read)))


@group.command("adopt")
@click.argument("leaf", type=int, required=False)
@click.option("--file", "file", type=FILE, help="参数包文件,核对摘要 The file, to compare digests.")
@click.option("--user", help="由谁确认 Who adopts; somebody else than proposed it.")
@click.option("--passphrase-file", type=FILE, help="口令文件 Passphrase of who adopts.")
@click.pass_context
def adopt(
    ctx: click.Context,
    leaf: int | None,
    file: Path | None,
    user: str | None,
    passphrase_file: Path | None,
) -> None:
    """采用第 LEAF 号提议的参数包;先显示改动,再问口令.

    Adopt the pack of a proposal (the only one that waits, without LEAF).
    """
    from cityledger.actions.proposals import ConfirmPolicy
    from cityledger.kernel.acts import act as act_rules

    lang, at, where = session.lang(ctx), session.desk(ctx), session.folder(ctx)
    with at.read() as read:
        found = _waiting(read, leaf)
        digest = found.rows["policy_pack"][0]["sha256"]
        if file is not None and _read(file).sha256 != digest:
            reason = f"不是所提议的文件 not the file that was proposed ({digest[:16]}…)"
            raise BadInput((Problem("--file", file.name, reason, "cityledger rules pack check"),))
        _shown(read, found, lang)
    roles = act_rules(0, ConfirmPolicy.act).roles
    who = the_signer(at, where, user, roles, but=found.proposed_by)
    pen = session.pens(at, where, [who], passphrase_file)[0]
    receipt = act_as(at, pen, ConfirmPolicy(proposal=found.command))
    at.close()
    _say(f"✓ 已采用 adopted: leaf {receipt.index}")


def _waiting(read: Read, leaf: int | None) -> Proposed:
    """Return the proposal asked for; raises BadInput naming those that wait."""
    from cityledger.actions.proposals import ConfirmPolicy
    from cityledger.views import proposals

    waiting = [row for row in proposals.waiting(read) if row.kind == ConfirmPolicy.act]
    found = [row for row in waiting if leaf in (None, row.index)]
    if len(found) != 1:
        reason = "没有这一提议,或不止一项 no such proposal, or more than one waits"
        names = ", ".join(str(row.index) for row in waiting) or "cityledger rules pack propose FILE"
        raise BadInput((Problem("LEAF", "" if leaf is None else str(leaf), reason, names),))
    return found[0]


@group.command("list")
@click.option("--json", "as_json", is_flag=True, help="机器可读 Print JSON.")
@click.pass_context
def listed(ctx: click.Context, *, as_json: bool) -> None:
    """已采用的参数包:版本、文件摘要、何时由谁采用.

    Packs that were adopted: version, digest of the file, when and by whom.
    """
    from cityledger.views import policy

    at = session.desk(ctx)
    with at.read() as read:
        adopted = policy.packs(read)
    at.close()
    if as_json:
        rows = [
            {
                "name": row.name,
                "version": row.version,
                "issued_on": row.issued_on.isoformat(),
                "sha256": row.sha256,
                "leaf": row.leaf_idx,
                "adopted_by": row.adopted_by,
                "at": row.at.isoformat(),
            }
            for row in adopted
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in adopted:
        _say(f"{row.leaf_idx}  {row.name} {row.version}  {row.issued_on}  {row.sha256[:16]}…")
        _say(f"    {row.adopted_by}  {row.at:%F %H:%M} UTC")
