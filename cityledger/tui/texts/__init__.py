"""Every sentence the screens say themselves, Chinese and English side by side.

Each group of screens has its own table; single words that papers and documents share are in
kernel/words.toml, and `say` finds both.
"""

from __future__ import annotations

from cityledger.kernel import words
from cityledger.tui.texts import (
    admin,
    alerts,
    audit,
    books,
    duties,
    entry,
    forms,
    frame,
    home,
    login,
    officer,
    projects,
    requests,
    serve,
    shell,
)

PARTS = (
    admin,
    alerts,
    audit,
    books,
    duties,
    entry,
    forms,
    frame,
    home,
    login,
    officer,
    projects,
    requests,
    serve,
    shell,
)
TEXTS: dict[str, tuple[str, str]] = {k: pair for part in PARTS for k, pair in part.TEXTS.items()}


def say(key: str, lang: str = "zh", **facts: object) -> str:
    """Return a sentence of the screens, or a term of the glossary; KeyError if there is none."""
    pair = TEXTS.get(key)
    if pair is None:
        return words.term(key, "zh" if lang == "zh" else "en")
    chosen = pair[0] if lang == "zh" else pair[1]
    return chosen.format(**facts) if facts else chosen


def choice(group: str, key: str, lang: str = "zh") -> str:
    """Return the word for one value of a kind or a state; the value itself if it has none."""
    found = words.group_of(group).get(key)
    if found is not None:
        return found.say("zh" if lang == "zh" else "en")
    return say(f"{group}.{key}", lang) if f"{group}.{key}" in TEXTS else key
