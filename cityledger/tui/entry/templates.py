"""Forms kept under a name: what is the same every month is called up, not typed again.

They belong to one person and lie beside the drafts. An amount, a day or an invoice is never kept:
what is stale in them would be paid (screens.md §1.2).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cityledger.tui.entry.drafts import Drafts

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "@name"
"""The field that holds the name of a template beside the fields of its form."""

NAME_LENGTH = 40


class Templates:
    """The templates of one person for one kind of document."""

    def __init__(self, drafts: Drafts, kind: str) -> None:
        """Take the person's drafts, in whose folder they lie, and the kind."""
        self.store = Drafts(None, "")
        if drafts.folder is not None:
            self.store.folder = drafts.folder / "templates" / kind

    def keep(self, name: str, fields: Mapping[str, str]) -> bool:
        """Keep a form under a name, in place of one of the same name; says whether it is kept."""
        name = name.strip()[:NAME_LENGTH]
        return bool(name) and self.store.keep(_key(name), {**fields, NAME: name})

    def listed(self) -> tuple[tuple[str, dict[str, str]], ...]:
        """Return the templates by name."""
        found = []
        for kept in self.store.kept():
            fields = self.store.load(kept.kind)
            name = fields.pop(NAME, "")
            if name:
                found.append((name, fields))
        return tuple(sorted(found))

    def drop(self, name: str) -> None:
        """Forget a template."""
        self.store.drop(_key(name))


def _key(name: str) -> str:
    """Return the name of its file: a name that a person typed is never a path."""
    return hashlib.sha256(name.encode()).hexdigest()[:16]
