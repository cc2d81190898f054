"""Our two colour themes; every status colour stands out from its ground by WCAG AA (4.5 : 1).

Red means a reversal to a Chinese bookkeeper, so a negative amount is red and has its minus sign,
and no state is told by colour alone: `✓ ! ✗` and words stand beside it.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="city-dark",
    primary="#7fb4e0",
    secondary="#8fb8a8",
    accent="#e0b566",
    success="#7fcf8f",
    warning="#e8c268",
    error="#ff8f85",
    foreground="#e6e9ed",
    background="#14181d",
    surface="#1a1f26",
    panel="#232a33",
    dark=True,
    variables={
        "footer-key-foreground": "#e0b566",
        "input-selection-background": "#7fb4e0 35%",
        "row-cursor": "#2b4054",
        "row-odd": "#1e242c",
        "row-dim": "#b6c1cc",
        "border": "#4a5a6b",
        "border-blurred": "#3a4653",
    },
)

LIGHT = Theme(
    name="city-light",
    primary="#1f5f96",
    secondary="#2f6655",
    accent="#8a5a00",
    success="#1c6b33",
    warning="#7d5200",
    error="#b3261e",
    foreground="#1b1f24",
    background="#f4f5f6",
    surface="#fbfbfc",
    panel="#e6e9ec",
    dark=False,
    variables={
        "footer-key-foreground": "#8a5a00",
        "input-selection-background": "#1f5f96 25%",
        "row-cursor": "#d3e3f2",
        "row-odd": "#f2f4f6",
        "row-dim": "#46515c",
        "border": "#8a97a5",
        "border-blurred": "#b4bec8",
    },
)

THEMES = (DARK, LIGHT)
