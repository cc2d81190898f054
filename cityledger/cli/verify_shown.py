"""`cityledger verify shown`: only the vouchers that a filter finds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from cityledger.cli import session
from cityledger.cli.progress import PROGRESS, bar, counted
from cityledger.cli.reasons import chinese
from cityledger.cli.shown import AS_KNOWN, FILTER, asked
from cityledger.evidence.text import visible
from cityledger.kernel import words

if TYPE_CHECKING:
    from cityledger.ledger.spot import Spot


@click.command("shown")
@FILTER
@AS_KNOWN
@click.option("--json", "as_json", is_flag=True, help="机器可读 Print JSON.")
@PROGRESS
@click.pass_context
def shown(
    ctx: click.Context, text: str, as_known: int | None, progress: str, *, as_json: bool
) -> None:
    """只核验筛出的凭证:字节、树、签名与岗位、逐行比对.

    Verify only the vouchers that a filter finds: bytes, tree, signatures, duties, rows. Sums and
    laws are for the verification of the whole book. Exit status as `verify`.
    """
    from cityledger.ledger.spot import spot
    from cityledger.views import journal
    from cityledger.views.log_mark import log_mark
    from cityledger.views.shown import voucher_ids

    at = session.desk(ctx)
    try:
        with at.read() as read:
            wanted = asked(ctx, at, text)
            size = log_mark(read, at.book_id, as_known=as_known).size
            total = journal.journal_total(read, at.book_id, wanted, as_known=size).voucher_count
            with bar("核验 verifying", quiet=as_json, progress=progress) as step:
                ids = voucher_ids(read, at.book_id, wanted, as_known=size)
                found = spot(read, at.book_id, ids, size, counted(step, total))
    finally:
        at.close()
    status = min((fault.level.status for fault in found.faults), default=0)
    if as_json:
        click.echo(json.dumps(_plain(found, status), ensure_ascii=False))
    else:
        _tell(found)
    ctx.exit(status)


def _plain(found: Spot, status: int) -> dict[str, Any]:
    return {
        "sound": not found.faults,
        "status": status,
        "vouchers": found.vouchers,
        "leaves": found.leaves,
        "members": found.members,
        "root": found.root.hex(),
        "faults": [
            {
                "level": int(fault.level),
                "class": fault.level.name.lower(),
                "text": fault.text,
                "zh": chinese(fault.text) or fault.text,
            }
            for fault in found.faults
        ],
    }


def _tell(found: Spot) -> None:
    for fault in found.faults:
        level = words.term(f"fault_level.{fault.level.name.lower()}")
        said = chinese(fault.text)
        both = fault.text if said is None else f"{said}\n    {fault.text}"
        click.echo(f"✗ [{level}] {visible(both, lines=True)}", err=True)
    mark = "✗ 不一致 not sound" if found.faults else "✓ 一致 sound"
    click.echo(f"{mark}: {found.vouchers} vouchers, {found.leaves} leaves, {found.root.hex()}")
