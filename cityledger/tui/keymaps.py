"""Keys as people know them from 金蝶 and 用友, laid over ours by the names of the bindings.

Our own keys take both habits at once; a profile leaves only one. No profile has a key that changes
what is posted, since no such key exists here (U8 has one, screens.md §1.3).
"""

from __future__ import annotations

PROFILES: dict[str, dict[str, str]] = {
    "": {},
    # K3: F7 opens the archive, Ctrl+F7 balances.
    "kingdee": {"entry.lookup": "f7", "entry.due": "ctrl+f7,f3", "entry.clear": "f5"},
    # U8: F2 refers, F5 adds a document, F6 keeps it, F7 empties what was chosen.
    "yonyou": {"entry.lookup": "f2", "entry.clear": "f5,f7", "entry.keep": "f6"},
}
"""Keys by the id of a binding, for each profile; what a profile does not name stays ours."""


def keymap(profile: str) -> dict[str, str]:
    """Return the keys of a profile; ours for a name that is unknown."""
    return dict(PROFILES.get(profile, {}))


_WRITTEN = {
    "escape": "Esc", "enter": "Enter", "backspace": "Backspace", "delete": "Delete", "tab": "Tab",
    "home": "Home", "end": "End", "pageup": "PgUp", "pagedown": "PgDn", "up": "↑", "down": "↓",
    "left": "←", "right": "→", "space": "Space", "question_mark": "?", "slash": "/", "plus": "+",
    "minus": "-", "equals_sign": "=", "full_stop": ".", "comma": ",",
    "left_square_bracket": "[", "right_square_bracket": "]",
}  # fmt: skip


def written(key: str) -> str:
    """Return a key as it is written on keyboards: `F9`, `Esc`, `^Q`, `Shift+Tab`."""
    before, _, last = key.rpartition("+")
    name = _WRITTEN.get(last, last.upper() if before or len(last) > 1 else last)
    parts = before.split("+") if before else []
    mark = "^" if "ctrl" in parts else ""
    held = "".join(f"{part.capitalize()}+" for part in parts if part != "ctrl")
    return f"{mark}{held}{name}"
