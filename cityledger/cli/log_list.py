"""The verifier keys of a ledger's logs as a file: `log <vkey>` a line, `#` begins a comment.

All logs of a ledger are signed by one key under names of their own. A C2SP policy takes a key once
only, so this list goes to witnesses and beside a policy, and is none itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.evidence.canon import Malformed
from cityledger.evidence.note import ED25519, VerifierKey
from cityledger.kernel.errors import BadInput, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = (
    "# 账簿各日志的公钥;请与账套单位当面核对指纹\n"
    "# keys of the logs of one ledger: compare the fingerprint with its keepers face to face\n"
)


def text(keys: Sequence[VerifierKey]) -> str:
    """Return the file."""
    return HEAD + "".join(f"log {key.text()}\n" for key in keys)


def parse(data: bytes) -> tuple[VerifierKey, ...]:
    """Read the file; raises BadInput with every line that is no log's key."""
    keys: list[VerifierKey] = []
    problems: list[Problem] = []
    lines = data.decode("utf-8", "replace").splitlines()
    for number, line in enumerate(lines, 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        key = log_key(words[1]) if len(words) == 2 and words[0] == "log" else None
        if key is None:
            place, reason = f"line {number}", "不是日志公钥行 not the line of a log's key"
            problems.append(Problem(place, line[:80], reason, "log <vkey>"))
        else:
            keys.append(key)
    if not keys and not problems:
        reason = "没有日志公钥 there is no key of a log"
        problems.append(Problem("logs", "", reason, "cityledger witness logs -o FILE"))
    if problems:
        raise BadInput(tuple(problems))
    return tuple(keys)


def log_key(text: str) -> VerifierKey | None:
    """Read the verifier key of a log; None for anything else."""
    try:
        key = VerifierKey.load(text)
    except (Malformed, UnicodeEncodeError):
        return None
    return key if key.kind == ED25519 else None
