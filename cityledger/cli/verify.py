"""`cityledger verify`: every leaf, every row, every law; an exit status for each level."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cityledger.cli import session
from cityledger.cli.progress import PROGRESS, bar, counted
from cityledger.cli.proof import proof
from cityledger.cli.reasons import chinese
from cityledger.cli.verify_shown import shown
from cityledger.evidence import policy as policies
from cityledger.evidence.text import visible
from cityledger.kernel import words
from cityledger.kernel.errors import Unavailable
from cityledger.ledger import cosigned, verify as ledger_verify
from cityledger.ledger.restore import seen_in
from cityledger.store import clock

if TYPE_CHECKING:
    from cityledger.evidence.policy import Policy
    from cityledger.kernel.levels import Fault
    from cityledger.ledger.verify import Verdict

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
POLICY = click.option(
    "--policy",
    "policy_file",
    type=FILE,
    help="见证策略文件 Witness policy; default: witness-policy in the ledger.",
)


@click.group("verify", invoke_without_command=True)
@click.option("--no-signatures", is_flag=True, help="不验签名 Skip the signatures (faster).")
@click.option(
    "--witness",
    "witnesses",
    type=FILE,
    multiple=True,
    help="见证方保存的检查点或其见证文件 A head kept by a witness; repeat.",
)
@POLICY
@click.option(
    "--age",
    type=click.IntRange(min=0),
    default=cosigned.DAYS,
    show_default=True,
    help="副署最多可旧几天 Days a cosignature may be old before it is warned of.",
)
@click.option("--json", "as_json", is_flag=True, help="机器可读 Print the verdict as JSON.")
@PROGRESS
@click.pass_context
def command(
    ctx: click.Context,
    witnesses: tuple[Path, ...],
    policy_file: Path | None,
    age: int,
    progress: str,
    *,
    no_signatures: bool,
    as_json: bool,
) -> None:
    """核验:叶子与树、签名与岗位、逐行比对、定律、数据库、见证;按层给出退出码.

    Check leaves and tree, signatures and duties, every row, the laws, the database and the
    witnesses. Exit status 0, or 50 + the lowest level that failed.
    """
    if ctx.invoked_subcommand is not None:
        return
    seen = [head for path in witnesses for head in seen_in(path)]
    trusted = witness_policy(ctx, policy_file)
    at = session.desk(ctx)
    try:
        with at.read() as read:
            total = ledger_verify.leaf_count(read)
            with bar("核验 verifying", quiet=as_json, progress=progress) as step:
                more = counted(step, total)
                verdict = ledger_verify.verify(
                    read, signatures=not no_signatures, step=more, seen=seen
                )
            if verdict.sound:
                now = clock.host_now()
                verdict = ledger_verify.oversee(read, verdict, trusted, now, age)
    finally:
        at.close()
    _tell(verdict, as_json=as_json)
    ctx.exit(verdict.status)


command.add_command(proof)
command.add_command(shown)


def witness_policy(ctx: click.Context, file: Path | None) -> Policy | None:
    """Return the policy named, or that of the ledger, or None; raises BadInput with its lines."""
    path = file or session.folder(ctx).policy
    if file is None and not path.is_file():
        return None
    try:
        return policies.parse(path.read_bytes())
    except OSError as error:
        raise Unavailable(f"{path}: {error.strerror}") from error


def _tell(verdict: Verdict, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_plain(verdict), ensure_ascii=False))
        return
    for fault in verdict.faults:
        level = words.term(f"fault_level.{fault.level.name.lower()}")
        click.echo(f"✗ [{level}] {_both(str(fault))}", err=True)
    for warning in verdict.warnings:
        click.echo(f"! {_both(warning)}", err=True)
    for book, root in verdict.roots.items():
        click.echo(f"{book:>12}  {root.hex()}")
    if verdict.sound:
        click.echo(
            f"✓ 账簿一致 sound: {verdict.leaves} leaves, {verdict.signatures} signatures,"
            " every row as signed"
        )
    else:
        count = len(verdict.faults)
        click.echo(f"✗ 核验未通过 not sound: {count} problem(s)", err=True)


def _both(text: str) -> str:
    """Return the Chinese with the English below it, neither of which a terminal has to obey."""
    found = chinese(text)
    return visible(text) if found is None else f"{visible(found)}\n    {visible(text)}"


def told(fault: Fault) -> dict[str, Any]:
    """Return a fault for machines: its level, what it says, and that in Chinese where it is known.

    `zh` is `text` when the sentence is in no table.
    """
    level = {"level": int(fault.level), "class": fault.level.name.lower()}
    return level | {"text": fault.text, "zh": chinese(fault.text) or fault.text}


def _plain(verdict: Verdict) -> dict[str, Any]:
    return {
        "sound": verdict.sound,
        "status": verdict.status,
        "leaves": verdict.leaves,
        "signatures": verdict.signatures,
        "roots": {str(book): root.hex() for book, root in verdict.roots.items()},
        "problems": list(verdict.problems),
        "faults": [told(fault) for fault in verdict.faults],
        "warnings": list(verdict.warnings),
        "warnings_zh": [chinese(text) or text for text in verdict.warnings],
    }
