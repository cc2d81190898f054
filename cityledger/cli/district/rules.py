"""The district's own policy pack: its thresholds, each with a document of the district."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from cityledger.actions.command import digest
from cityledger.actions.proposals import ConfirmPolicy, ProposePolicy
from cityledger.controls.pack import Pack, national
from cityledger.controls.parameters import READ, Parameters
from cityledger.evidence import canon

if TYPE_CHECKING:
    from cityledger.cli.district.office import Office

NAME, VERSION = "示范区政策参数包", "2026.1"
ISSUED_ON = date(2025, 12, 25)
DOCUMENT = "示政办发〔2025〕31号"


@dataclass(frozen=True, slots=True)
class Own:
    """A threshold the district sets, or confirms, by an article of its document."""

    key: str
    value: str
    clause: str


OWN = (
    Own("payment.second_approver_fen", "50000000", "第六条 大额双签"),
    Own("payee.account_change_hold_hours", "24", "第九条 收款账户变更冷静期"),
    Own("interference.report_days", "3", "第十七条 干预记录报告期限"),
)


def pack() -> Pack:
    """Return the pack: what was from memory is now read, and one period is shorter."""
    known = Parameters(national().parameters)
    rows = []
    for own in OWN:
        stands = known.lookup(own.key, ISSUED_ON)
        row = replace(
            stands,
            value=own.value,
            doc_no=DOCUMENT,
            clause=own.clause,
            valid_from=date(2026, 1, 1),
            evidence=READ,
        )
        rows.append(row)
    text = canon.encode([[row.key, row.value, row.doc_no, row.clause] for row in rows])
    return Pack(NAME, VERSION, ISSUED_ON, tuple(rows), sha256(text).hexdigest())


def adopt(office: Office) -> None:
    """Let the administrator propose the pack and the chief approver adopt it."""
    proposal = ProposePolicy(pack=pack())
    office.by("guan", proposal)
    office.by("zong", ConfirmPolicy(proposal=digest(proposal)))
