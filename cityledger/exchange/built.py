"""From the filled fields of a form to its command, read off the command itself.

The fields of a command are the fields of its form; the lines of a form are the parts of the one
tuple of the command that has their fields. Where two parts would name a field alike, the column
carries the place before it: `line_principal_fen`, `document_amount_fen`.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from hashlib import file_digest
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from cityledger.actions.attachments import AttachEvidence
from cityledger.actions.closing import DeliverAssets, DeliveredAsset, WrittenOff
from cityledger.exchange.forms_closing import WRITTEN_OFF
from cityledger.kernel.errors import BadInput, Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import Field

    from cityledger.actions.command import Command
    from cityledger.exchange.sheets import Sheet
    from cityledger.exchange.workbook import Row

    Values = dict[str, Any]

LINE = "line_"
"""Stands before the field of a line that the heading has as well."""

_TUPLE = re.compile(r"tuple\[(\w+), \.\.\.\]")


def built(group: list[Row]) -> Command:
    """Return the command of the rows of one document."""
    sheet = group[0].sheet
    if sheet.noun in ODD:
        return ODD[sheet.noun](group)
    kind = command_class(sheet)
    lines = {column.field for column in sheet.each}
    filled = [row.values for row in group if not lines or lines & row.values.keys()]
    return cast("Command", kind(**_parts(kind, group[0].values, filled, lines)))


def command_class(sheet: Sheet) -> type[Any]:
    """Return the class of the command of a form."""
    module, _, name = sheet.command.partition(":")
    found: type[Any] = getattr(import_module(f"cityledger.actions.{module}"), name)
    return found


def _parts(kind: type[Any], head: Values, rows: list[Values], lines: set[str]) -> Values:
    out: Values = {}
    for part in fields(kind):
        inner, many = _inner(kind, part)
        if inner is None:
            if part.name in head:
                out[part.name] = _value(part, head[part.name])
        elif not many:
            out[part.name] = inner(**_flat(inner, head, f"{part.name}_"))
        elif lines and lines <= _names(inner):
            out[part.name] = tuple(inner(**_flat(inner, row, LINE)) for row in rows)
    return out


def _inner(kind: type[Any], part: Field[Any]) -> tuple[type[Any] | None, bool]:
    """Return the dataclass that a field holds, if it holds one, and whether it holds many."""
    many = _TUPLE.fullmatch(str(part.type))
    name = many[1] if many else str(part.type)
    found = getattr(import_module(kind.__module__), name, None)
    return (found if is_dataclass(found) else None), many is not None  # type: ignore[return-value]


def _names(inner: type[Any]) -> set[str]:
    names = {part.name for part in fields(inner)}
    return names | {LINE + name for name in names}


def _flat(inner: type[Any], values: Values, before: str) -> Values:
    """Return the values of a part: behind the name of the part first, then under their own.

    An amount of a document is never taken for that of the command it belongs to.
    """
    out = {}
    for part in fields(inner):
        own = part.name if before == LINE or part.name != "amount_fen" else ""
        for name in (before + part.name, own):
            if name in values:
                out[part.name] = _value(part, values[name])
                break
    return out


def _value(part: Field[Any], value: object) -> object:
    return value == "1" if str(part.type).startswith("bool") else value


def _attached(group: list[Row]) -> Command:
    """Return the seal of a file: what it holds is read here and now."""
    said = group[0].text("file")
    path = Path(said).expanduser()
    try:
        # Only a plain file: reading a pipe would wait for whoever writes into it.
        if not path.is_file():
            raise FileNotFoundError(said)
        with path.open("rb") as content:
            found = file_digest(content, "sha256").hexdigest()
            size = content.tell()
    except (OSError, ValueError):
        reason, remedy = "读不到该文件 the file cannot be read", "核对路径 check its place"
        raise BadInput((Problem("文件位置 file", said, reason, remedy),)) from None
    return AttachEvidence(sha256=found, size=size, name=path.name)


def _delivered(group: list[Row]) -> Command:
    """Return a delivery: lines that become an asset, and lines that become none."""
    head = group[0].values
    assets = tuple(
        DeliveredAsset(
            kind=row.text("kind"),
            name=row.text("name"),
            cost_class=row.text("cost_item"),
            own_fen=int(row.text("own_fen")),
            **{k: row.values[k] for k in ("quantity", "unit") if k in row.values},  # type: ignore[arg-type]
        )
        for row in group
        if row.text("kind") != WRITTEN_OFF
    )
    lost = tuple(
        WrittenOff(cost_item=row.text("cost_item"), amount_fen=int(row.text("own_fen")))
        for row in group
        if row.text("kind") == WRITTEN_OFF
    )
    named = ("project", "doc_no", "delivered_on", "receiver")
    given: Values = {name: head[name] for name in named}
    return DeliverAssets(assets=assets, written_off=lost, **given)


ODD: dict[str, Callable[[list[Row]], Command]] = {
    "evidence_file": _attached,
    "delivery": _delivered,
}
"""Forms whose command is not read off its fields."""
