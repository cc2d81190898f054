"""The same state of the log gives the same bytes, and a paper brings all its fonts."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest

from cityledger.reports import project_statement, subsidiary_ledger, voucher
from tests.reports import paper_samples as samples

ROOT = Path(__file__).parents[2]


def papers() -> dict[str, bytes]:
    files = {name: io.BytesIO() for name in ("voucher", "ledger", "statement")}
    voucher.write(samples.CARDS, samples.MARK, files["voucher"])
    rows = samples.ledger_rows(90, date(2026, 1, 1))
    made = samples.ledger(rows, date(2026, 1, 1), date(2026, 3, 31))
    subsidiary_ledger.write(made, files["ledger"])
    project_statement.write(samples.statement(), files["statement"])
    return {name: file.getvalue() for name, file in files.items()}


def digests() -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in papers().items()}


def test_twice_the_same() -> None:
    assert digests() == digests()


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_under_any_hash_seed_and_date(seed: str) -> None:
    code = "from tests.reports.test_paper_bytes import digests; print(sorted(digests().items()))"
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "SOURCE_DATE_EPOCH": seed * 9,
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(sorted(digests().items()))


@pytest.mark.parametrize("name", ["voucher", "ledger", "statement"])
def test_only_embedded_fonts_with_unicode_values(name: str) -> None:
    with pikepdf.open(io.BytesIO(papers()[name])) as pdf:
        assert pdf.check_pdf_syntax() == []
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts
        for font in fonts:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert (str(font.Subtype), str(font.Encoding)) == ("/Type0", "/Identity-H")
            assert descriptor.FontFile2.read_bytes()[:4] == b"\0\1\0\0"
            assert font.ToUnicode.read_bytes()


def test_metadata_come_from_the_log() -> None:
    with pikepdf.open(io.BytesIO(papers()["voucher"])) as pdf:
        info = pdf.docinfo
        assert str(info.CreationDate) == "D:20260331235959+08'00'"
        assert str(info.Author) == samples.MARK.unit_name
        assert str(info.Keywords) == samples.MARK.root.hex()
        assert str(info.Subject) == "voucher zhongxin.example/3701050001 12345"
        assert str(pdf.Root.Lang) == "zh-CN"


def test_another_instant_is_another_paper() -> None:
    later = replace(samples.MARK, last_at=datetime(2026, 4, 1, tzinfo=UTC))
    file = io.BytesIO()
    voucher.write(samples.CARDS, later, file)
    assert file.getvalue() != papers()["voucher"]
