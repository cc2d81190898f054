"""From the filled fields of one document to its command: what a screen and a workbook share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cityledger.exchange.built import built
from cityledger.exchange.orders import BUILDERS
from cityledger.exchange.workbook import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cityledger.actions.command import Command
    from cityledger.exchange.sheets import Sheet


def command_of(sheet: Sheet, rows: Sequence[dict[str, object]], request_id: str) -> Command:
    """Return the command of a document; `rows` are values by field, as a workbook gives them."""
    group = [Row(sheet, number, {}, values) for number, values in enumerate(rows, 1)]
    return replace(BUILDERS.get(sheet.noun, built)(group), request_id=request_id)
