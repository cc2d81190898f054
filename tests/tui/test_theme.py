"""Every status colour stands out from what it is written on (WCAG AA)."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from cityledger.tui.theme import THEMES

NAMES = ("primary", "accent", "success", "warning", "error", "foreground", "row-dim")
GROUNDS = ("background", "surface", "panel", "row-odd", "row-cursor")


def luminance(color: Color) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [part / 255 for part in (color.r, color.g, color.b)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    low, high = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))))
    return (high + 0.05) / (low + 0.05)


def colour(theme: Theme, name: str) -> str:
    """Return a colour of a theme, one of its own or one of ours."""
    return theme.variables.get(name) or str(getattr(theme, name))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_colours_stand_out(theme: Theme, name: str, ground: str) -> None:
    assert contrast(colour(theme, name), colour(theme, ground)) >= 4.5


# What stands on a ground mixed with the primary colour, and by how much (app.tcss).
MIXED = (("panel", 0.25), ("surface", 0.30))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", ["foreground", "row-dim"])
@pytest.mark.parametrize(("ground", "share"), MIXED)
def test_colours_stand_out_where_the_focus_is(
    theme: Theme, name: str, ground: str, share: float
) -> None:
    below = Color.parse(colour(theme, ground))
    mixed = below.blend(Color.parse(colour(theme, "primary")), share)
    assert contrast(colour(theme, name), mixed.hex) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_keys_in_the_footer_stand_out(theme: Theme) -> None:
    key = colour(theme, "footer-key-foreground")
    assert contrast(key, colour(theme, "panel")) >= 4.5


def test_the_measure_can_fail() -> None:
    assert contrast("#777777", "#888888") < 4.5
