"""Symbols by tables equal symbols by the library."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from cityledger.reports import qr

LENGTH = 41


@settings(max_examples=30, deadline=None)
@given(st.binary(min_size=LENGTH, max_size=LENGTH))
def test_tables_make_the_symbol_the_library_makes(payload: bytes) -> None:
    expected = [int("".join("01"[dark] for dark in row), 2) for row in qr.reference(payload)]
    assert qr.symbols(LENGTH).rows(payload) == expected


def test_both_ways_of_drawing_give_the_same_operators() -> None:
    printer, payload = qr.Printer(), b"x" * LENGTH
    drawn = {printer.image(payload, 1, 2, 3) for _ in range(qr._TABLES_PAY + 2)}
    assert len(drawn) == 1


def test_symbol_is_version_three() -> None:
    assert qr.symbols(LENGTH).side == 29
