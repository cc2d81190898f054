"""A document knows which of its parts were read."""

from __future__ import annotations

from decimal import Decimal

from cityledger.exchange.pointer import Node, join, unread


def test_the_largest_unread_parts_are_listed_in_order() -> None:
    root = Node({"a": {"b": "x", "c": ["y", {"d": "z"}]}, "e": 1, "f": []})

    assert root.text("a", "b") == "x"
    assert [node.text("d") for node in root.each("a", "c")] == ["", "z"]

    assert [node.pointer for node in unread(root)] == ["/a/c/0", "/e", "/f"]


def test_a_part_that_was_read_whole_hides_what_is_below() -> None:
    root = Node({"a": {"b": {"c": 1}}})

    root.at("a", "b").mark()

    assert list(unread(root)) == []


def test_numbers_are_exact_and_a_truth_value_is_none() -> None:
    root = Node({"n": Decimal("1.10"), "b": True, "i": 3})

    assert [root.number(key) for key in "nbix"] == [Decimal("1.10"), None, Decimal(3), None]


def test_a_pointer_escapes_its_marks() -> None:
    assert join("/a", "b/c~d") == "/a/b~1c~0d"
