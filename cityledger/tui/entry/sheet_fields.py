"""The fields of a sheet on the screen: one widget for a column, and the value that it holds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cityledger.exchange import cells
from cityledger.kernel import money, words
from cityledger.tui.texts import say
from cityledger.tui.texts.headings import heading
from cityledger.tui.widgets.fields import DayInput, HanInput, MoneyInput
from cityledger.tui.widgets.lookup import Choice, LookupInput

if TYPE_CHECKING:
    from datetime import date

    from cityledger.exchange.sheets import Column

MARK = "*"
"""Stands behind the title of a field that must be filled."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one field: its heading, why, and what to do."""

    heading: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        """Return it as one sentence."""
        return f"{self.heading}: {self.reason} → {self.remedy}"


def name_of(column: Column, lang: str) -> str:
    """Return the heading of a column, with a mark where it must be filled."""
    return heading(column, lang) + (MARK if column.required else "")


def word_of(column: Column, key: str, lang: str) -> str:
    """Return the word for one choice of a column."""
    if lang == "zh":
        return next((label for label, kept in column.choices if kept == key), key)
    return {"1": "yes", "0": "no"}.get(key) or _english(column, key)


def _english(column: Column, key: str) -> str:
    for group in (f"{column.group}.{key.lower()}", f"{column.field}.{key}", key):
        if words.known(group):
            return words.term(group, "en")
    return key.replace("_", " ")


def field_of(column: Column, day: date, lang: str) -> HanInput:
    """Return the widget of a column; `day` is what a required day starts with."""
    name = f"f_{column.field}"
    hint = column.note if lang == "zh" else _hint(column, lang)
    if column.kind == "money":
        return MoneyInput(placeholder=hint, id=name)
    if column.kind == "day":
        return DayInput(day, placeholder=hint, is_empty=not starts_today(column), id=name)
    if column.choices or (column.ref and column.kind != "list"):
        field = LookupInput(placeholder=hint, id=name)
        field.choices = tuple(
            Choice(key, word_of(column, key, lang), search=zh) for zh, key in column.choices
        )
        return field
    return HanInput(placeholder=hint, longest=cells.LONGEST, id=name)


def _hint(column: Column, lang: str) -> str:
    return say("hint_look_up" if column.ref else f"hint_kind_{column.kind}", lang)


def starts_today(column: Column) -> bool:
    """Say whether a day starts with the day of entry: what lies ahead is never guessed."""
    return column.required and not column.later


def typed_of(field: HanInput) -> str:
    """Return what a field holds as text: the key of what was picked, or what was typed."""
    picked = field.picked if isinstance(field, LookupInput) else None
    return picked.key if picked else field.value.strip()


def value_of(column: Column, field: HanInput, lang: str) -> object:
    """Return the value of a filled field, None for an empty one; raises CellError."""
    text = typed_of(field)
    if not text:
        return None
    if isinstance(field, MoneyInput):
        if field.problem(lang):
            reason, _, remedy = field.problem(lang).partition(" → ")
            raise cells.CellError(reason, remedy)
        return field.amount_fen()
    if isinstance(field, DayInput):
        day = field.day()
        if day is None:
            raise cells.CellError(say("bad_day", lang), "2025-03-07")
        return day
    if column.choices:
        if not isinstance(field, LookupInput) or field.picked is None:
            raise cells.CellError(say("not_a_choice", lang), say("pick_one", lang))
        return field.picked.key
    return cells.read(column, text)


def shown_of(column: Column, value: object, lang: str) -> str:
    """Return a value as the list of lines shows it."""
    if value is None:
        return ""
    if column.kind == "money" and isinstance(value, int):
        return money.text(value)
    if column.kind == "percent" and isinstance(value, int):
        return f"{money.text(value)}%"
    if column.kind == "rate" and isinstance(value, int):
        return f"{Decimal(value) / (money.PPM // 100):f}%"
    if column.choices:
        return word_of(column, str(value), lang)
    return "、".join(value) if isinstance(value, tuple) else str(value)
