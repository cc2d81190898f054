"""`cityledger verify`: replay every leaf, compare every row; exit status 5 if they differ."""

from __future__ import annotations

import json
import sys

import click

from cityledger.cli import session
from cityledger.kernel.errors import Tampered
from cityledger.ledger import verify as ledger_verify


@click.command("verify")
@click.option("--no-signatures", is_flag=True, help="不验签名 Skip the signatures (faster).")
@click.option("--json", "as_json", is_flag=True, help="机器可读 Print the verdict as JSON.")
@click.pass_context
def command(ctx: click.Context, *, no_signatures: bool, as_json: bool) -> None:
    """核验:结构、叶子、树、签名、岗位、定律,再逐行比对.

    Check the database, every leaf, the tree, signatures, roles and laws, then every row.
    """
    at = session.desk(ctx)
    with at.read() as read:
        total = ledger_verify.leaf_count(read)
        hidden = as_json or not sys.stderr.isatty()
        with click.progressbar(
            length=total, label="核验 verifying", file=sys.stderr, hidden=hidden
        ) as bar:
            verdict = ledger_verify.verify(read, signatures=not no_signatures, step=bar.update)
    at.close()
    if as_json:
        roots = {str(book): root.hex() for book, root in verdict.roots.items()}
        out = {"leaves": verdict.leaves, "roots": roots, "problems": list(verdict.problems)}
        click.echo(json.dumps(out, ensure_ascii=False))
    else:
        for problem in verdict.problems:
            click.echo(f"✗ {problem}", err=True)
        for book, root in verdict.roots.items():
            click.echo(f"{book:>12}  {root.hex()}")
        if verdict.sound:
            click.echo(f"✓ 账簿一致 sound: {verdict.leaves} leaves, every row as signed")
    if not verdict.sound:
        count = len(verdict.problems)
        raise Tampered(
            f"核验未通过 not sound: {count} problem(s), the first: {verdict.problems[0]}"
        )
