"""Acts on attachments: the ledger keeps their SHA-256, their bytes stay beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.oversight import EvidenceFile
from cityledger.views.find import one

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class AttachEvidence(Command):
    """Seal the content of a file: SHA-256 in lower-case hex, size in bytes, its name."""

    act: ClassVar[str] = "evidence.attach"
    sha256: str
    size: int
    name: str


@form(AttachEvidence)
def attach_evidence(context: Context, command: AttachEvidence) -> Draft:
    """Draw up an attachment; the same content is attached once."""
    problems = []
    if not _SHA256.fullmatch(command.sha256):
        reason = "64 hex digits in lower case 须为64位小写十六进制"
        problems.append(Problem("sha256", command.sha256, reason, "hash the file anew 重新计算"))
    elif one(context.read, EvidenceFile, **context.here, sha256=command.sha256):
        problems.append(
            Problem("sha256", command.sha256, "attached already 附件已登记", "refer to it 直接引用")
        )
    if command.size <= 0:
        problems.append(
            Problem(
                "size", str(command.size), "an empty file 空文件", "attach the real file 上传原件"
            )
        )
    if problems:
        raise BadInput(tuple(problems))
    draft = Draft()
    draft.add("evidence_file", sha256=command.sha256, size=command.size, name=command.name)
    return draft
