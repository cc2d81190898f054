"""The three vendored faces and the list of characters they hold (OFL-1.1, see `OFL.txt`)."""

from __future__ import annotations

from pathlib import Path

REGULAR = "NotoSansSC-Regular.ttf"
BOLD = "NotoSansSC-Bold.ttf"
TITLE = "NotoSerifSC-SemiBold.ttf"


def path_of(name: str) -> Path:
    """Return where a vendored file lies."""
    return Path(__file__).parent / name
