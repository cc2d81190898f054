"""Where the files of a ledger lie; a person's name is never a path."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from cityledger.kernel.errors import Unavailable
from cityledger.store.files import LedgerFolder, schemas

HERE = LedgerFolder(Path("/ledger"))


def test_everything_lies_in_the_folder() -> None:
    assert "sqlite:////ledger/ledger.db" == HERE.url
    parts = (HERE.database, HERE.keys, HERE.desk)
    assert {HERE.path} == {part.parent for part in parts}


@pytest.mark.parametrize("user", ["zhang", "wang_wei", "李明", "u1"])
def test_a_person_has_one_key_file(user: str) -> None:
    assert HERE.keys / f"{user}.key" == HERE.key(user)


@pytest.mark.parametrize(
    "user",
    ["", ".", "..", "../x", "a/b", "/etc/passwd", "a\0b", "a b", "a\\b", "~", "x.key", "-", "a\n"],
)
def test_a_name_that_leads_elsewhere_is_nobody(user: str) -> None:
    with pytest.raises(Unavailable, match="no such person"):
        HERE.key(user)


@given(st.text(max_size=12))
def test_no_name_leaves_the_folder_of_keys(user: str) -> None:
    try:
        path = HERE.key(user)
    except Unavailable:
        return
    assert HERE.keys == path.parent
    assert path.suffix == ".key"


def test_a_folder_without_a_ledger_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="cityledger demo"):
        LedgerFolder(tmp_path).existing()
    folder = LedgerFolder(tmp_path)
    folder.database.touch()
    assert folder == folder.existing()


def test_schemas_are_found() -> None:
    assert {"sqlite.sql", "postgresql.sql", "policy"} <= {
        entry.name for entry in schemas().iterdir()
    }
