"""What a sheet and a column of the workbook are; the sheets themselves stand in `nouns`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict, Unpack

Kind = Literal["text", "code", "money", "day", "int", "percent", "choice", "list"]
"""How a cell is read: `code` is text that must never be a number (it would lose zeros); `percent`
gives basis points; `list` is several codes in one cell."""

LIST_MARKS = "、，,;；"
"""What may stand between the codes of a list cell."""

YES_NO = (("是", "1"), ("否", "0"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading, the field it fills, how it is read, and the note on its heading.

    `choices` pairs what people pick with what the program keeps. `ref` names the noun whose key
    must hold this value (in the workbook or in the ledger); `within` is the field that such a key
    is unique inside; `beside` is a field that needs this one too. `examples` are the filled rows of
    the template, empty where left out.
    """

    heading: str
    field: str
    examples: tuple[str, ...]
    note: str
    kind: Kind = "text"
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    ref: str | None = None
    within: str | None = None
    beside: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: a noun of the ledger, its columns, and what makes a row unique.

    `act` is the kind of act that a document of it becomes (`kernel.acts`).
    `key` are the fields that name a row. Rows with the same `group` make one act, and must agree
    in the fields of `agreed`.
    """

    title: str
    act: str
    noun: str
    note: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    group: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """Return the column of a field."""
        return next(column for column in self.columns if column.field == name)


def column_letter(place: int) -> str:
    """Return the spreadsheet letter of a column, counted from 0: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class Rules(TypedDict, total=False):
    """What a column may say beyond its first five parts; see `Column`."""

    required: bool
    choices: tuple[tuple[str, str], ...]
    ref: str
    within: str
    beside: str


def col(
    heading: str, field: str, kind: Kind, examples: str, note: str, **rules: Unpack[Rules]
) -> Column:
    """Build a column; `examples` are separated by `|`, so that a sheet reads as a table."""
    filled = tuple(examples.split("|"))
    return Column(heading=heading, field=field, kind=kind, examples=filled, note=note, **rules)
