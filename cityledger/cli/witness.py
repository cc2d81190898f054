"""`cityledger witness`: at the witness, which needs no ledger; a ledger's side is in `asking`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cityledger.cli import asking, carried, log_list, reasons
from cityledger.cli.asking import moment
from cityledger.cli.carried import FILE, OUT, QR, SCANNED
from cityledger.evidence import note as notes, request as requests
from cityledger.evidence.keys import WrongPassphrase, fingerprint
from cityledger.evidence.passphrases import problem as passphrase_problem
from cityledger.evidence.text import visible
from cityledger.evidence.witness import SizeConflict, SplitView, Witness
from cityledger.kernel.errors import BadInput, CityledgerError, Problem, Tampered, Unavailable
from cityledger.kernel.words import sentence
from cityledger.store import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cityledger.evidence.request import Request
    from cityledger.evidence.witness_file import State

STATE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
PASSPHRASE = click.option(
    "--passphrase-file", type=FILE, help="口令文件 Passphrase of the witness."
)


@click.group("witness")
def command() -> None:
    """见证:在见证方 new trust show cosign passphrase;在账套 logs ask take.

    At the witness (a file of its own, no ledger, no network): new, trust, show, cosign,
    passphrase. At the ledger: logs, ask, take.
    """


for _part in (asking.logs, asking.ask, asking.take):
    command.add_command(_part)


def _typed(said: str, file: Path | None, *, twice: bool = False) -> str:
    """Return a passphrase from a file, the environment or the person."""
    if file is not None:
        return carried.read(file).decode("utf-8", "replace").strip()
    known = None if twice else os.environ.get("CITYLEDGER_PASSPHRASE")
    if known:
        return known
    asked: str = click.prompt(said, hide_input=True, confirmation_prompt=twice)
    return asked


def _fresh(name: str, file: Path | None, *, known: str | None = None) -> str:
    """Return a new passphrase that will do; raises BadInput with what is wrong with it."""
    said = "新口令,由见证人输入 new passphrase, typed by the witness"
    found = known or _typed(said, file, twice=True)
    wrong = passphrase_problem(found, [name])
    if wrong is not None:
        reason = " ".join(sentence(wrong, lang) for lang in ("zh", "en"))
        raise BadInput((Problem("新口令 new passphrase", "", reason),))
    return found


def _wrong(name: str) -> BadInput:
    return BadInput((Problem("口令 passphrase", name, "不符 does not open this witness's key"),))


@command.command("new")
@STATE
@click.option("--name", required=True, help="见证方名称,公开 Public name: audit.example/w1.")
@PASSPHRASE
def new(file: Path, name: str, passphrase_file: Path | None) -> None:
    """新建见证方:密钥与状态都在 FILE 里,请保管并备份.

    Make a witness: its sealed key and all it has seen are in FILE.
    """
    # A name or a file that will not do is told before anybody thinks of a passphrase.
    if not notes.is_name(name):
        reason = "a key name is not empty and has neither spaces nor plus signs"
        raise BadInput((Problem("--name", name, reason, "audit.example/w1"),))
    if file.exists():
        raise Unavailable(f"there is a witness file {file} already; it was left alone")
    known = None if passphrase_file else os.environ.get("CITYLEDGER_PASSPHRASE")
    key = Witness(file).create(name, _fresh(name, passphrase_file, known=known))
    click.echo(f"✓ 见证方已建 witness made: {file}")
    click.echo(f"公布此公钥 publish this key: {key.text()}")
    click.echo(f"公钥指纹 fingerprint: {fingerprint(key.public)}(请当面核对 compare face to face)")
    click.echo(f"策略行 line of a policy: witness {name} {key.text()}")
    click.echo(f"下一步 next: cityledger witness trust {file} --from LOGS")


@command.command("trust")
@STATE
@click.argument("vkeys", nargs=-1)
@click.option("--from", "listed", type=FILE, help="`witness logs` 写出的文件 The ledger's list.")
@click.option(
    "--instead", is_flag=True, help="日志换了密钥:沿用所见,改认新公钥 Follow a replaced key."
)
def trust(file: Path, vkeys: tuple[str, ...], listed: Path | None, *, instead: bool) -> None:
    """开始见证这些日志(VKEYS 或 --from).

    Watch these logs from now on, from size 0.
    """
    named = [key.text() for key in log_list.parse(carried.read(listed))] if listed else []
    wanted = [*vkeys, *named]
    if not wanted:
        reason = "未给出日志公钥 no key of a log is given"
        raise BadInput((Problem("VKEY", "", reason, "VKEY…, or --from FILE"),))
    witness = Witness(file)
    before = set(witness.state().logs)
    witness.trust(*wanted, instead=instead)
    for origin, head in witness.state().logs.items():
        if head.vkey in wanted:
            new_or_not = "已在见证 watched already" if origin in before else "开始见证 watched now"
            mark = fingerprint(notes.VerifierKey.load(head.vkey).public)
            click.echo(f"✓ {origin}  {mark}  {new_or_not}")


@command.command("show")
@STATE
@click.option("--json", "as_json", is_flag=True, help="机器可读 Print JSON.")
def show(file: Path, *, as_json: bool) -> None:
    """所见证的日志:记录数、根、何时副署;冲突.

    The logs watched: size, root, when they were cosigned; conflicts.
    """
    state = Witness(file).state()
    if as_json:
        click.echo(json.dumps(_plain(state), ensure_ascii=False, indent=1))
        return
    click.echo(f"见证方 witness: {state.name}")
    click.echo(f"公钥 key: {state.vkey.text()}")
    click.echo(f"公钥指纹 fingerprint: {fingerprint(state.vkey.public)}")
    for origin, head in sorted(state.logs.items()):
        if head.checkpoint:
            root = head.root.hex()[:16]
            at = moment(head.at)
            click.echo(f"  {origin}  {head.size} 条 leaves  根 root {root}…  {at}")
        else:
            click.echo(f"  {origin}  尚未副署 never cosigned")
    if not state.logs:
        click.echo("  未见证任何日志 no log is watched: cityledger witness trust")
    for conflict in state.conflicts:
        shown = [_head(text) for text in (conflict.held, conflict.shown)]
        click.echo(f"✗ 冲突 conflict ({conflict.kind}): {shown[0]} ≠ {shown[1]}", err=True)


def _head(text: str) -> str:
    found = notes.parse_checkpoint(notes.parse(text.encode()).text)
    return f"{found.origin} {found.size} {found.root.hex()[:16]}…"


def _plain(state: State) -> dict[str, object]:
    return {
        "name": state.name,
        "vkey": state.vkey.text(),
        "fingerprint": fingerprint(state.vkey.public),
        "logs": [
            {
                "origin": origin,
                "size": head.size,
                "root": head.root.hex(),
                "at": head.at,
                "vkey": head.vkey,
            }
            for origin, head in sorted(state.logs.items())
        ],
        "conflicts": [
            {"kind": item.kind, "held": item.held, "shown": item.shown} for item in state.conflicts
        ],
    }


@command.command("cosign")
@STATE
@click.argument("request", type=FILE, required=False)
@SCANNED
@click.option("-o", "--out", type=OUT, help="答复文件 File of answers.")
@QR
@PASSPHRASE
@click.pass_context
def cosign(
    ctx: click.Context,
    file: Path,
    request: Path | None,
    scanned: Path | None,
    out: Path | None,
    qr: Path | None,
    passphrase_file: Path | None,
) -> None:
    """核对请求并副署:每个日志须是上次所见的延续.

    Check a request against what was seen before, and cosign: every log must have only grown.
    """
    if out is None and qr is None:
        reason = "答复写到哪里 where do the answers go"
        raise BadInput((Problem("--out", "", reason, "-o ANSWER, or --qr PDF"),))
    bundle = carried.given("REQUEST", request, scanned)
    witness = Witness(file)
    state = witness.state()
    now = _now(state)
    try:
        signer = witness.unlock(_typed(f"{state.name} 的口令 passphrase", passphrase_file))
    except WrongPassphrase as wrong:
        raise _wrong(state.name) from wrong
    answers, failed = witness.answer(bundle, signer, now)
    asked = requests.parse_bundle(bundle)
    _tell(asked, failed)
    signed = requests.parse_answers(answers)
    if signed:
        if out is not None:
            carried.put(out, answers)
            click.echo(f"答复 answers: {out}")
        if qr is not None:
            done = {answer.origin for answer in signed}
            heads = [one.checkpoint for one in asked if one.checkpoint.origin in done]
            asking.print_codes(qr, "answer", answers, state.name, heads)
    ctx.exit(_status(failed))


def _now(state: State) -> int:
    """Return the time of this machine; raises Unavailable if it lies before what it signed last."""
    now = int(clock.host_now().timestamp())
    newest = max((head.at for head in state.logs.values()), default=0)
    if now < newest:
        raise Unavailable(
            f"本机时钟 {moment(now)} 早于上次副署 {moment(newest)},请先校准"
            " the clock of this computer is before its last cosignature: set it right first"
        )
    return now


def _tell(asked: Sequence[Request], failed: Sequence[tuple[str, CityledgerError]]) -> None:
    wrong = dict(failed)
    for request in asked:
        shown = request.checkpoint
        error = wrong.get(shown.origin)
        if error is None:
            root = shown.root.hex()[:16]
            grown = f"{request.old} → {shown.size} 条 leaves"
            click.echo(f"✓ {visible(shown.origin)}  {grown}  根 root {root}…  已副署 cosigned")
            continue
        for n, line in enumerate(reasons.said(error).splitlines()):
            click.echo(f"{'  ' if n else '✗ '}{line}", err=True)
        if isinstance(error, SizeConflict):
            held = f"--held {visible(error.origin)} {error.held}"
            click.echo(f"  账套处 at the ledger: cityledger witness ask … {held}", err=True)
        if isinstance(error, SplitView):
            kept = "cityledger witness show FILE --json"
            click.echo(f"  证据 the evidence: {kept}", err=True)


def _status(failed: Sequence[tuple[str, CityledgerError]]) -> int:
    """Return the exit status: a log that lies outweighs one that only asked wrongly."""
    statuses = [error.status for _, error in failed]
    return Tampered.status if Tampered.status in statuses else max(statuses, default=0)


@command.command("passphrase")
@STATE
@PASSPHRASE
@click.option("--new-passphrase-file", type=FILE, help="新口令文件 The new passphrase.")
def passphrase(file: Path, passphrase_file: Path | None, new_passphrase_file: Path | None) -> None:
    """更换见证方口令;密钥不变.

    Change the passphrase of a witness; the key stays the same.
    """
    witness = Witness(file)
    name = witness.state().name
    old = _typed(f"{name} 的原口令 passphrase as it is", passphrase_file)
    try:
        witness.unlock(old)
        witness.change_passphrase(old, _fresh(name, new_passphrase_file))
    except WrongPassphrase as wrong:
        raise _wrong(name) from wrong
    click.echo(f"✓ {name} 的口令已更换 the passphrase was changed")
