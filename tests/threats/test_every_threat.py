"""The threats of outside text and files, and where each is tried (evidence.md §3, T14 to T28).

| id | attack | what holds it off |
|---|---|---|
| T14 | a formula in CSV or XLSX | `reports.delimited`, `exchange.template`, `sheet_shape` |
| T15 | a zip or XML that unpacks to gigabytes | `exchange.zip_guard`, `exchange.sheet_shape` |
| T16 | a sheet that lies about its extent | `exchange.sheet_shape`; the reader gets our own zip |
| T17 | entities, macros, external links | `exchange.sheet_shape`, `exchange.zip_guard` |
| T18 | a float that lost a fen | `exchange.cells` (15 digits) |
| T19 | text that only looks like an amount | `kernel.money` |
| T20 | terminal escapes | `evidence.text.visible`, `tui.safe` |
| T21 | markup in a name | `tui.safe` (`Content`, never `str`) |
| T22 | markup in a paper | `reports.pen` (hexadecimal strings) |
| T23 | paths in names | `cli.papers.safe_name`, `store.files`, `zip_guard` |
| T24 | SQL in a filter | bound parameters, `store.guard` |
| T25 | a payee who looks like another | `evidence.text`, `exchange.look_alikes`, `kernel.ids` |
| T26 | a hostile database | `store.engine`, `store.guard`, `ledger.structure` |
| T27 | too many rows, sums too large | `sheet_shape`, `cells`, `kernel.money`, STRICT tables |
| T28 | the same file twice | request ids of `exchange.booking` |
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
IDS = tuple(f"T{n}" for n in range(14, 29))


@pytest.mark.parametrize("threat", IDS)
def test_each_threat_has_a_module_that_names_it_and_tries_it(threat: str) -> None:
    (module,) = HERE.glob(f"test_{threat}_*.py")
    text = module.read_text(encoding="utf-8")

    assert text.startswith(f'"""{threat}: ')
    assert re.search(r"^(async )?def test_", text, re.MULTILINE)


def test_the_table_lists_them_all_in_order() -> None:
    assert list(IDS) == re.findall(r"^\| (T[0-9]+) \|", __doc__ or "", re.MULTILINE)
