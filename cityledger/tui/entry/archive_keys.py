"""What a look-up is told beside the fields of its form, and the project that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.kernel import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cityledger.store.engine import Read
    from cityledger.tui.widgets.lookup import Choice

    Context = Mapping[str, str]
    """Values of the other fields of the form, by field: a budget line hangs on its project."""

    Archive = Callable[[Read, int, Context], Iterator[Choice]]

TODAY, USER, LANG = "@today", "@user", "@lang"
"""Keys of the context that are no fields: the day in China, who asks, and in which language."""


def project_id(read: Read, book_id: int, context: Context) -> int | None:
    """Return the number of the project that the form names, None when it names none."""
    from cityledger.model.projects import Project
    from cityledger.views.find import one

    found = one(read, Project, book_id=book_id, code=context.get("project", ""))
    return found.project_id if found else None


def contract_id(read: Read, book_id: int, context: Context) -> int | None:
    """Return the number of the contract that the form names, None when it names none."""
    from cityledger.model.contracts import Contract
    from cityledger.views.find import one

    found = one(read, Contract, book_id=book_id, contract_no=context.get("contract", ""))
    return found.contract_id if found else None


def number_in(context: Context, name: str) -> int:
    """Return a field that holds a number, -1 while it holds none."""
    text = context.get(name, "")
    return int(text) if text.isascii() and text.isdigit() else -1


def word(context: Context, group: str, key: str) -> str:
    """Return the word for a kind or a state in the language of whoever asks."""
    found = words.group_of(group).get(key)
    return found.say("zh" if context.get(LANG, "zh") == "zh" else "en") if found else key
