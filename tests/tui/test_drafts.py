"""Drafts are on disk at once, are read back with suspicion, and belong to one person."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cityledger.tui.entry.drafts import FIELD_LENGTH, MOST_BYTES, Drafts
from cityledger.tui.entry.templates import Templates


def test_a_draft_comes_back(tmp_path: Path) -> None:
    kept = Drafts(tmp_path, "zhi").keep("payment", {"contract": "C1", "summary": "棚改"})

    assert kept
    assert {"contract": "C1", "summary": "棚改"} == Drafts(tmp_path, "zhi").load("payment")
    assert {} == Drafts(tmp_path, "fu").load("payment")


def test_a_draft_is_for_its_owner_only(tmp_path: Path) -> None:
    Drafts(tmp_path, "zhi").keep("payment", {"a": "b"})

    mode = stat.S_IMODE((tmp_path / "zhi" / "payment.json").stat().st_mode)
    assert 0o600 == mode


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not json", {}),
        ("[1, 2]", {}),
        ('{"a": 1, "b": "x"}', {"b": "x"}),
        ('{"a": "x\\u001by"}', {"a": "xy"}),
        ('{"a": "' + "y" * MOST_BYTES + '"}', {}),
        ('{"a": "' + "y" * (FIELD_LENGTH + 1) + '"}', {"a": "y" * FIELD_LENGTH}),
    ],
)
def test_a_strange_draft_is_no_danger(tmp_path: Path, text: str, expected: dict[str, str]) -> None:
    (tmp_path / "zhi").mkdir()
    (tmp_path / "zhi" / "payment.json").write_text(text, encoding="utf-8")

    assert expected == Drafts(tmp_path, "zhi").load("payment")


def test_a_dropped_draft_is_gone(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, "zhi")
    drafts.keep("payment", {"a": "b"})
    drafts.drop("payment")
    drafts.drop("payment")

    assert {} == drafts.load("payment")


@pytest.mark.parametrize("user", ["../zhi", "", "a/b", "zh i"])
def test_a_user_id_is_never_a_path(tmp_path: Path, user: str) -> None:
    drafts = Drafts(tmp_path / "desk", user)

    assert not drafts.keep("payment", {"a": "b"})
    assert {} == drafts.load("payment")
    assert [] == list(tmp_path.rglob("*"))


def test_a_full_disk_does_not_stop_the_person(tmp_path: Path) -> None:
    (tmp_path / "zhi").write_text("a file where the folder should be", encoding="utf-8")

    assert not Drafts(tmp_path, "zhi").keep("payment", {"a": "b"})


def test_a_draft_that_was_thrown_away_can_be_taken_back_for_thirty_days(tmp_path: Path) -> None:
    drafts, thrown = Drafts(tmp_path, "zhi"), datetime(2025, 6, 1, tzinfo=UTC)
    drafts.keep("payment", {"a": "b"})

    assert drafts.discard("payment", thrown)
    assert {} == drafts.load("payment")
    [gone] = drafts.dropped(thrown + timedelta(days=30))
    assert drafts.take_back(gone)
    assert {"a": "b"} == drafts.load("payment")

    drafts.discard("payment", thrown)
    assert () == drafts.dropped(thrown + timedelta(days=31))
    assert [] == [path for path in (tmp_path / "zhi").iterdir() if path.is_file()]


def test_a_draft_taken_back_never_covers_another(tmp_path: Path) -> None:
    drafts, now = Drafts(tmp_path, "zhi"), datetime(2025, 6, 1, tzinfo=UTC)
    drafts.keep("payment", {"a": "old"})
    drafts.discard("payment", now)
    drafts.keep("payment", {"a": "new"})

    assert not drafts.take_back(drafts.dropped(now)[0])
    assert {"a": "new"} == drafts.load("payment")


def test_templates_lie_beside_the_drafts_under_any_name(tmp_path: Path) -> None:
    templates = Templates(Drafts(tmp_path, "zhi"), "payment")

    assert templates.keep("../每月/监理费", {"contract": "C2"})
    assert not templates.keep("  ", {"contract": "C2"})
    assert (("../每月/监理费", {"contract": "C2"}),) == templates.listed()
    assert () == Templates(Drafts(tmp_path, "fu"), "payment").listed()
    assert () == Drafts(tmp_path, "zhi").kept()
    templates.drop("../每月/监理费")
    assert () == templates.listed()
