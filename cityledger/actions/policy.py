"""Policy packs as rows of the registry, and what the gate finds against one of them.

A pack is a file; its rows are quoted in a proposal and adopted by a second person exactly as they
were proposed. What a later pack says of a day stands over what an earlier one said of it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cityledger.actions.command import text
from cityledger.controls.parameters import Parameter
from cityledger.controls.policy import PackFacts, check
from cityledger.evidence import canon
from cityledger.evidence.event import EVENT_LIMIT
from cityledger.kernel.errors import BadInput, Problem
from cityledger.views import policy, registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.actions.draft import Rows
    from cityledger.controls.pack import Pack
    from cityledger.kernel.errors import Finding
    from cityledger.store.engine import Read

ENVELOPE = 4_096
"""Bytes kept free in an act for everything that is not the content of a pack."""


def pack_rows(pack: Pack) -> Rows:
    """Return a pack as rows of a leaf: one of `policy_pack`, one of `policy_param` per value."""
    adopted = _row(
        name=pack.name, version=pack.version, issued_on=pack.issued_on, sha256=pack.sha256
    )
    params = [
        _row(
            key=p.key,
            valid_from=p.valid_from,
            value=p.value,
            unit=p.unit,
            doc_no=p.doc_no,
            clause=p.clause,
            valid_to=p.valid_to,
            evidence=p.evidence,
            pack=pack.title,
        )
        for p in pack.parameters
    ]
    return {"policy_pack": [adopted], "policy_param": params}


def check_size(pack: Pack) -> None:
    """Refuse a pack that one act cannot hold; raises BadInput with the two numbers.

    A proposal quotes the rows as one text, so their quotation marks are escaped once more.
    """
    rows = pack_rows(pack)
    # Longer than any event may be: the encoder would refuse it without saying what to do.
    length = sum(len(canon.encode(row)) + 1 for part in rows.values() for row in part)
    marks = 4 * sum(len(row) for part in rows.values() for row in part)
    most = EVENT_LIMIT - ENVELOPE
    if length + marks > most:
        count = len(pack.parameters)
        reason = f"{count} parameters take {length + marks} bytes, an act holds {most} 超过一次上限"
        remedy = "split the file into packs with names of their own 拆成几个名称不同的参数包"
        raise BadInput((Problem("parameters", pack.title, reason, remedy),))


def _row(**columns: object) -> dict[str, str]:
    return {name: text(value) for name, value in columns.items() if value not in (None, "")}


def check_pack(read: Read, rows: Rows, size: int = policy.NEWEST) -> Iterator[Finding]:
    """Find what speaks against adopting these rows after the first `size` registry leaves.

    Looked at when they are proposed and again when they are confirmed: another pack may have been
    adopted in between.
    """
    (row,) = rows["policy_pack"]
    adopted = [pack for pack in policy.packs(read, size) if pack.name == row["name"]]
    facts = PackFacts(
        name=row["name"],
        version=row["version"],
        sha256=row["sha256"],
        rows=tuple(parameter(row) for row in rows["policy_param"]),
        adopted=tuple((pack.version, pack.sha256) for pack in adopted),
        known=registry.parameters(read, size).rows,
    )
    yield from check(facts)


def parameter(row: dict[str, str]) -> Parameter:
    """Return a parameter from its row in a leaf."""
    end = row.get("valid_to")
    return Parameter(
        key=row["key"],
        value=row["value"],
        unit=row["unit"],
        doc_no=row["doc_no"],
        clause=row.get("clause", ""),
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(end) if end else None,
        evidence=row["evidence"],
        pack=row.get("pack"),
    )
