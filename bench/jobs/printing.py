"""Job: the subsidiary ledger of all bank accounts as a paper, from the book and from memory."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from bench.ask import YEARS
from bench.book import BOOK
from bench.measure import cpu
from cityledger.reports import subsidiary_ledger as paper
from cityledger.store.engine import connect, read
from cityledger.views.subsidiary import Scope, subsidiary_ledger

SCOPE = Scope(account="1002")
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def _contents(pdf: bytes) -> list[bytes]:
    """Return the text of every page as it was before it was deflated."""
    out = []
    for match in STREAM.finditer(pdf):
        try:
            text = zlib.decompress(match[1])
        except zlib.error:
            continue
        if b" Tj" in text or b"Tj\n" in text:
            out.append(text)
    return out


def run(path: str, pdf: str, *, stream: bool) -> dict[str, float]:
    """Print once; with `stream` the rows are read as they are printed, which keeps memory flat.

    Returns CPU seconds of printing (and of reading, when apart), pages, rows, bytes, and the
    seconds that deflating the same page contents takes by itself.
    """
    engine = connect(f"sqlite:///{path}")
    out: dict[str, float] = {}
    with read(engine) as connection:
        view = subsidiary_ledger(connection, BOOK, SCOPE, YEARS)
        if not stream:
            rows: list[object] = []
            out["read_s"] = cpu(lambda: rows.extend(view.rows))
            out["rows"] = len(rows)
            view = replace(view, rows=rows)  # type: ignore[arg-type]
        with Path(pdf).open("wb") as file:
            out["print_s"] = cpu(lambda: paper.write(view, file))
    engine.dispose()
    if not stream:
        written = Path(pdf).read_bytes()
        contents = _contents(written)
        out["zlib_s"] = cpu(lambda: [zlib.compress(text, 6) for text in contents])
        out["bytes"] = len(written)
        out["pages"] = len(re.findall(rb"/Type\s*/Page\b", written))
        first = replace(view, rows=[])
        out["one_page_s"] = cpu(lambda: paper.write(first, BytesIO()))
    return out
