"""Pages of QR codes: what is on paper is the file, on however many pages, the same each time."""

from __future__ import annotations

import random
import subprocess
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from cityledger.evidence import sheets
from cityledger.evidence.note import Checkpoint
from cityledger.kernel.days import CHINA
from cityledger.kernel.errors import BadInput
from cityledger.reports import qr_sheets
from cityledger.reports.qr_sheets import CODE, Parcel
from tests.reports.read_pdf import page_texts

AT = datetime(2025, 6, 1, 9, 30, tzinfo=CHINA)


def parcel(size: int, logs: int, kind: qr_sheets.Kind = "request") -> Parcel:
    """Return a parcel of random bytes about so many logs."""
    heads = tuple(
        Checkpoint(f"370211.219d57ae/{n}", 1_234_567 + n, sha256(b"%d" % n).digest())
        for n in range(logs)
    )
    return Parcel(kind, random.Random(size).randbytes(size), "audit.example/w1", heads)


def printed(what: Parcel) -> tuple[bytes, int]:
    """Return the PDF and the number of codes."""
    made = BytesIO()
    count = qr_sheets.write(what, AT, made)
    return made.getvalue(), count


@pytest.mark.parametrize(
    ("size", "logs", "pages"), [(300, 2, 1), (4_000, 4, 1), (9_000, 14, 3), (2_000, 60, 2)]
)
def test_every_code_on_every_page_is_read(tmp_path: Path, size: int, logs: int, pages: int) -> None:
    what = parcel(size, logs)
    data, count = printed(what)
    (tmp_path / "p.pdf").write_bytes(data)
    command = ["pdftoppm", "-r", "110", "-gray", "-png", "p.pdf", "page"]
    subprocess.run(command, cwd=tmp_path, check=True)
    images = sorted(tmp_path.glob("page*.png"))
    found = [code.text for path in images for code in zxingcpp.read_barcodes(Image.open(path))]

    assert (pages, count) == (len(images), len(found))
    assert what.data == sheets.join(found)


def test_a_person_reads_what_is_asked() -> None:
    what = parcel(4_000, 3)
    data, count = printed(what)
    text = "\n".join(page_texts(data))
    root = what.heads[1].root.hex().upper()

    for said in (
        "检查点副署请求",
        "见证方 witness  audit.example/w1",
        "cityledger witness cosign FILE --scanned TEXT -o ANSWER",
        "370211.219d57ae/1",
        "1,234,568",
        " ".join(root[n : n + 4] for n in range(0, 16, 4)),
        f"请求 1/{count}",
        f"请求 {count}/{count}",
        "2025-06-01 09:30 +08:00",
    ):
        assert said in text
    assert "答复 1/1" in "\n".join(page_texts(printed(parcel(300, 1, "answer"))[0]))


def test_the_same_parcel_gives_the_same_bytes() -> None:
    assert printed(parcel(4_000, 3)) == printed(parcel(4_000, 3))


def test_codes_are_wide_enough_for_a_plain_scanner() -> None:
    # QR version 18 is 89 modules wide; below a third of a millimetre cheap scanners fail.
    assert CODE >= 28
    assert CODE / 89 > 0.33


def test_what_nobody_would_scan_is_refused() -> None:
    with pytest.raises(BadInput, match="carry it as a file"):
        printed(parcel(sheets.LIMIT + 1, 1))
