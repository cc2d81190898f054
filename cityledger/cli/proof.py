"""`cityledger verify proof`: check one proof file, with no ledger at hand."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from cityledger.cli import carried, log_list, reasons
from cityledger.cli.asking import moment
from cityledger.cli.carried import FILE
from cityledger.evidence import event, policy as policies, proof_file
from cityledger.evidence.canon import Malformed
from cityledger.evidence.keys import fingerprint
from cityledger.evidence.policy import NONE, Policy, Trusted
from cityledger.evidence.text import visible
from cityledger.kernel.errors import BadInput, Problem
from cityledger.kernel.levels import Level
from cityledger.reports import sealed_leaf

if TYPE_CHECKING:
    from pathlib import Path

    from cityledger.evidence.note import VerifierKey
    from cityledger.evidence.proof_file import ProofFile

NO_LOG = "no log that is trusted signed the checkpoint"
"""What `proof_file.check` says when it knows no log; without any key that is no finding."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A proof and what was found: problems by level, and whose signatures could be compared."""

    proof: ProofFile
    policy: Policy
    problems: tuple[tuple[Level, Problem], ...]

    @property
    def log(self) -> VerifierKey | None:
        """The trusted log that signed, or None."""
        return self.policy.log_of(self.proof.note)

    @property
    def status(self) -> int:
        """0, or the exit status of the lowest level that failed."""
        return min((level.status for level, _ in self.problems), default=0)


def judge(proof: ProofFile, policy: Policy) -> Judged:
    """Check a proof; without the key of any log, only what it says of itself is checked."""
    witnesses = {held.key.name for held in policy.witnesses.values()}
    found = []
    for problem in proof_file.check(proof, policy):
        if problem.reason == NO_LOG and not policy.logs:
            continue
        outside = problem.place == "quorum"
        outside |= problem.place == "checkpoint" and problem.value in witnesses
        found.append((Level.WITNESS if outside else Level.LEAVES, problem))
    return Judged(proof, policy, tuple(found))


@click.command("proof")
@click.argument("file", type=FILE)
@click.option("--policy", "policy_file", type=FILE, help="见证策略文件 Witness policy you trust.")
@click.option("--key", "keys", multiple=True, help="日志公钥 Key of the log; repeat.")
@click.option("--logs", "logs_file", type=FILE, help="`witness logs` 的公钥表 The ledger's list.")
@click.option("--json", "as_json", is_flag=True, help="机器可读 Print JSON.")
@click.pass_context
def proof(
    ctx: click.Context,
    file: Path,
    policy_file: Path | None,
    keys: tuple[str, ...],
    logs_file: Path | None,
    *,
    as_json: bool,
) -> None:
    """核对一份证明,不需要账套.

    Check a proof file without any ledger. Exit status 51: it does not hold; 56: too few witnesses.
    """
    given = policy_file or (ctx.parent.params.get("policy_file") if ctx.parent else None)
    policy = _trusted(given, keys, logs_file)
    try:
        found = proof_file.parse(carried.read(file))
    except Malformed as error:
        reason = f"不是证明文件,或已损坏 not a proof file, or damaged: {error}"
        raise BadInput((Problem(str(file), "", reason, "cityledger prove"),)) from error
    judged = judge(found, policy)
    if as_json:
        click.echo(json.dumps(_plain(judged), ensure_ascii=False))
    else:
        _tell(judged)
    ctx.exit(judged.status)


def _trusted(file: Path | None, keys: tuple[str, ...], logs_file: Path | None) -> Policy:
    """Return whom the caller trusts; raises BadInput with every key that is no log's."""
    policy = Policy() if file is None else policies.parse(carried.read(file))
    named = [(text, log_list.log_key(text)) for text in keys]
    bad = [text for text, key in named if key is None]
    if bad:
        reason = "不是日志公钥 not the verifier key of a log"
        remedy = "cityledger witness logs"
        raise BadInput(tuple(Problem("--key", text[:80], reason, remedy) for text in bad))
    logs = [key for _, key in named if key is not None]
    logs += log_list.parse(carried.read(logs_file)) if logs_file else ()
    return replace(policy, logs=(*policy.logs, *map(Trusted, logs)))


def _tell(judged: Judged) -> None:
    try:
        leaf = event.parse_leaf(judged.proof.leaf)
    except Malformed:
        click.echo("记录不可读 the leaf cannot be read", err=True)
    else:
        for line in sealed_leaf.lines(leaf):
            click.echo(line)
        click.echo(
            "操作人本人的签名未在此核对,其公钥在登记册 the actor's own signature is not checked"
            " here: the key is in the registry's log"
        )
    click.echo("")
    _tell_head(judged)
    for level, problem in judged.problems:
        where = "见证 witness" if level is Level.WITNESS else "证明 proof"
        click.echo(f"✗ [{where}] {visible(str(reasons.shown(problem)))}", err=True)
    if judged.problems:
        click.echo("✗ 证明不成立 the proof does not hold", err=True)
    elif judged.log is None:
        click.echo(
            "! 证明自洽,但未与你信任的任何公钥比对 consistent in itself, but compared with nothing"
            " you trust: give --key or --logs, and --policy"
        )
    else:
        if judged.policy.quorum == NONE:
            click.echo(
                "! 未按见证策略核对,只有账套自己的签名 no witness policy asks for anybody: only the"
                " ledger's own signature was compared"
            )
        click.echo("✓ 证明成立 the proof holds: 该记录确在账中 the leaf stands in the log")


def _tell_head(judged: Judged) -> None:
    """Say under which checkpoint the leaf stands, and who signed that."""
    shown = judged.proof.checkpoint
    root = shown.root.hex()[:16]
    click.echo(
        f"检查点 checkpoint  {visible(shown.origin)}  {shown.size} 条 leaves  根 root {root}…"
    )
    times = judged.policy.cosigned(judged.proof.note)
    known = {
        (held.key.name, held.key.key_id): times[name]
        for name, held in judged.policy.witnesses.items()
        if name in times
    }
    for line in judged.proof.note.signatures:
        name, mark = visible(line.name), line.key_id.hex()
        at = known.get((line.name, line.key_id))
        log = judged.log
        if at is not None:
            click.echo(f"✓ 副署 cosigned  {name}  {moment(at)}")
        elif log is not None and (line.name, line.key_id) == (log.name, log.key_id):
            click.echo(f"✓ 日志签名 signed by the log  {name}  {fingerprint(log.public)}")
        else:
            click.echo(f"? 未比对的签名 a signature compared with no key  {name} (key id {mark})")


def _plain(judged: Judged) -> dict[str, Any]:
    shown = judged.proof.checkpoint
    return {
        "holds": not judged.problems,
        "trusted": judged.log is not None,
        "status": judged.status,
        "origin": shown.origin,
        "index": judged.proof.index,
        "size": shown.size,
        "root": shown.root.hex(),
        "log": judged.log.text() if judged.log else None,
        "cosigned": judged.policy.cosigned(judged.proof.note),
        "problems": [
            {"level": int(level), "class": level.name.lower(), "text": str(problem)}
            for level, problem in judged.problems
        ],
    }
