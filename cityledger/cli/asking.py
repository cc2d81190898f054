"""`cityledger witness logs|ask|take`: at the ledger, what goes to witnesses and what comes back."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import click

from cityledger.actions import witnessing
from cityledger.cli import carried, log_list, session
from cityledger.cli.carried import FILE, OUT, QR, SCANNED
from cityledger.evidence import policy as policies, request as requests
from cityledger.evidence.canon import Malformed
from cityledger.evidence.keys import fingerprint
from cityledger.kernel.days import CHINA
from cityledger.kernel.errors import BadInput, Problem
from cityledger.reports.integrity import instant
from cityledger.store import clock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cityledger.evidence.note import Checkpoint, VerifierKey
    from cityledger.reports.qr_sheets import Kind


@click.command("logs")
@click.option("-o", "--out", type=OUT, help="写入文件 Write them to a file.")
@click.pass_context
def logs(ctx: click.Context, out: Path | None) -> None:
    """各日志的公钥,交给见证方.

    The verifier keys of every log, for witnesses and outside readers.
    """
    at = session.desk(ctx)
    keys = witnessing.log_vkeys(at)
    at.close()
    if out is None:
        click.echo(log_list.text(keys), nl=False)
        return
    carried.put(out, log_list.text(keys).encode())
    click.echo(f"✓ {out}: {len(keys)} 个日志 logs")
    for mark in sorted({fingerprint(key.public) for key in keys}):
        click.echo(f"公钥指纹 fingerprint: {mark}(请当面核对 compare face to face)")


@click.command("ask")
@click.option("--name", required=True, help="见证方名称 Name of the witness: audit.example/w1.")
@click.option("-o", "--out", type=OUT, help="请求文件 File of the request.")
@QR
@click.option("--sm3", is_flag=True, help="国密 SM3 日志一并请求 The SM3 logs as well.")
@click.option(
    "--held",
    type=(str, int),
    multiple=True,
    metavar="ORIGIN SIZE",
    help="见证方所存记录数,答复遗失时用 What the witness holds, if an answer was lost; repeat.",
)
@click.pass_context
def ask(
    ctx: click.Context,
    name: str,
    out: Path | None,
    qr: Path | None,
    held: tuple[tuple[str, int], ...],
    *,
    sm3: bool,
) -> None:
    """签出最新检查点,写成给见证方的请求.

    Sign the newest heads and write the request, with proofs from what this witness signed last.
    """
    if out is None and qr is None:
        reason = "请求写到哪里 where does the request go"
        raise BadInput((Problem("--out", "", reason, "-o REQUEST, or --qr PDF"),))
    at = session.desk(ctx)
    asked = witnessing.ask(at, name, dict(held), sm3=sm3)
    if at.log_signer is None:
        click.echo("! 检查点密钥不在本机,用已签的检查点 no new heads: no log key here", err=True)
    at.close()
    bundle = requests.bundle(asked)
    for request in asked:
        shown = request.checkpoint
        root = shown.root.hex()[:16]
        click.echo(f"✓ {shown.origin}  {request.old} → {shown.size} 条 leaves  根 root {root}…")
    if out is not None:
        carried.put(out, bundle)
        click.echo(f"请求 request: {out}")
    if qr is not None:
        print_codes(qr, "request", bundle, name, [one.checkpoint for one in asked])


@click.command("take")
@click.argument("answer", type=FILE, required=False)
@SCANNED
@click.option("--key", "keys", multiple=True, help="见证方公钥 Key of the witness; repeat.")
@click.pass_context
def take(
    ctx: click.Context, answer: Path | None, scanned: Path | None, keys: tuple[str, ...]
) -> None:
    """收下副署:逐个核对后存入账簿.

    Check cosignatures that came back and store them.
    """
    data = carried.given("ANSWER", answer, scanned)
    try:
        items = requests.parse_answers(data)
    except Malformed as error:
        reason = f"不是见证方的答复 not answers of a witness: {error}"
        raise BadInput((Problem("ANSWER", "", reason, "cityledger witness cosign"),)) from error
    if not items:
        reason = "答复是空的 there is no answer in it"
        raise BadInput((Problem("ANSWER", "", reason, "cityledger witness cosign"),))
    named = [witnessing.witness_key(text) for text in keys]
    known = _policy_keys(ctx)
    at = session.desk(ctx)
    taken = witnessing.take(at, items, [*named, *known])
    at.close()
    for one in taken:
        state = "已收下 taken" if one.is_new else "已有,未另存 here already"
        on = moment(one.at)
        click.echo(f"✓ {one.origin}  {one.size} 条 leaves  {one.witness}  {on}  {state}")
    for key in named:
        if key not in known:
            said = "核验要用它,请写入 verify needs it, put it into"
            click.echo(f"下一步 next: {said} {session.folder(ctx).policy.name}:")
            click.echo(f"    witness {key.name} {key.text()}")


def _policy_keys(ctx: click.Context) -> list[VerifierKey]:
    """Return the witnesses of the ledger's policy, if it has one."""
    path = session.folder(ctx).policy
    if not path.is_file():
        return []
    return [held.key for held in policies.parse(carried.read(path)).witnesses.values()]


def moment(at: int) -> str:
    """Return seconds since 1970 as a time in China; a time beyond the calendar as its number."""
    try:
        return instant(datetime.fromtimestamp(at, UTC))
    except (OverflowError, ValueError, OSError):
        return f"{at} s"


def print_codes(
    path: Path, kind: Kind, data: bytes, witness: str, heads: Sequence[Checkpoint]
) -> None:
    """Print a file as pages of QR codes and say how many there are."""
    from cityledger.reports import qr_sheets

    made = BytesIO()
    count = qr_sheets.write(qr_sheets.Parcel(kind, data, witness, tuple(heads)), _day(), made)
    carried.put(path, made.getvalue())
    click.echo(f"二维码 QR codes: {path}, {count} 个 codes")


def _day() -> datetime:
    return clock.host_now().astimezone(CHINA)
