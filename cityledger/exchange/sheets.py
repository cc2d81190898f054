"""What a sheet and a column of the workbook are; the sheets themselves stand in `nouns`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict, Unpack

from cityledger.kernel import words

Kind = Literal["text", "code", "money", "day", "int", "percent", "rate", "choice", "list"]
"""How a cell is read: `code` is text that must never be a number (it would lose zeros); `percent`
gives basis points, `rate` millionths; `list` is several codes in one cell."""

LIST_MARKS = "、，,;；"
"""What may stand between the codes of a list cell."""

YES_NO = (("是", "1"), ("否", "0"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading, the field it fills, how it is read, and the note on its heading.

    `choices` pairs what people pick with what the program keeps. `ref` names the noun whose key
    must hold this value (in the workbook or in the ledger); `within` is the field that such a key
    is unique inside; `beside` is a field that needs this one too. `examples` are the filled rows of
    the template, empty where left out. `group` is the table of words.toml that the choices are
    taken from. `later` is a day that lies ahead: a form does not start it with today.
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
    group: str = ""
    later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: a noun of the ledger, its columns, and what makes a row unique.

    `act` is the kind of act that a document of it becomes (`kernel.acts`).
    `key` are the fields that name a row. Rows with the same `group` make one act, and must agree
    in the fields of `agreed`. `command` is `module:Class` of the actions where the fields of the
    command are those of the columns. `is_bare_fine`: a document may have no lines at all.
    """

    title: str
    act: str
    noun: str
    note: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    group: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    command: str = ""
    is_bare_fine: bool = False

    @property
    def once(self) -> tuple[Column, ...]:
        """The columns that are said once for a document."""
        named = (*self.group, *self.agreed)
        return tuple(c for c in self.columns if not self.group or c.field in named)

    @property
    def each(self) -> tuple[Column, ...]:
        """The columns of its lines; none where the document is one row."""
        return tuple(c for c in self.columns if c not in self.once)

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
    group: str
    later: bool


def of(
    group: str,
    *,
    only: str = "",
    without: str = "",
    capital: bool = False,
    required: bool = True,
) -> Rules:
    """Return the rules of a column whose choices are a table of words.toml, or a part of it.

    `capital`: the program keeps these keys in capital letters.
    """
    terms = words.group_of(group)
    kept = [key for key in only.split() or terms if key not in without.split()]
    pairs = tuple((terms[key].zh, key.upper() if capital else key) for key in kept)
    return Rules(choices=pairs, group=group, required=required)


def col(
    heading: str, field: str, kind: Kind, examples: str, note: str, **rules: Unpack[Rules]
) -> Column:
    """Build a column; `examples` are separated by `|`, so that a sheet reads as a table."""
    filled = tuple(examples.split("|"))
    return Column(heading=heading, field=field, kind=kind, examples=filled, note=note, **rules)
