"""Breaking, fitting and writing text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from cityledger.reports.pen import Pen, Style, wrap
from cityledger.reports.typeface import Typefaces

TYPES = Typefaces()


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("支付工程款", 5000, ["支付工程款"]),
        ("支付工程款", 3000, ["支付工", "程款"]),
        ("支付工程，款", 4000, ["支付工", "程，款"]),
        ("合同HT-2026款", 4900, ["合同", "HT-2026款"]),
        ("", 1000, [""]),
    ],
)
def test_wrap(text: str, width: int, expected: list[str]) -> None:
    assert wrap(TYPES.text, text, width) == expected


@settings(max_examples=200, deadline=None)
@given(st.text("支付工程款，。、)（-–aZ9 .é𬭎", max_size=60), st.integers(2500, 9000))
def test_wrapping_loses_nothing_and_keeps_the_width(text: str, width: int) -> None:
    lines = wrap(TYPES.text, text, width)
    assert "".join(lines) == text
    assert all(TYPES.text.width_of(line) <= width for line in lines)


def test_fit_shrinks_a_little_before_it_wraps() -> None:
    pen, style = Pen(TYPES, 100, 100), Style(size=10)
    natural = pen.width_of("支付工程款支付工程款", style)
    lines, smaller = pen.fit("支付工程款支付工程款", style, natural * 0.9)
    assert lines == ["支付工程款支付工程款"]
    assert pen.width_of(lines[0], smaller) <= natural * 0.9
    lines, same = pen.fit("支付工程款支付工程款", style, natural * 0.6)
    assert (len(lines), same) == (2, style)


def test_text_is_data_whatever_it_says() -> None:
    pen = Pen(TYPES, 100, 100)
    pen.text(1, 1, ") Tj ET Q <b>\\", Style())
    assert ") Tj ET Q <b>" not in pen.operators()
    assert pen.operators().count(" Tj ") == 1
