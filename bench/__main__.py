"""`python -m bench [--lines 10000,100000] [--only NAME]`: measure, print, write the results.

`python -m bench torture` crashes, fills and crowds instead: see bench.torture.report.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measure import machine
from bench.parts import PARTS, Run, missing
from bench.table import markdown
from bench.torture import report as torture

if TYPE_CHECKING:
    from collections.abc import Sequence

RESULTS = Path(__file__).with_name("results.md")
NOTES = """
How to read it. The ratio comes first and is made of the two figures beside it, measured in the
same run; CPU is user + system, of whole processes by the operating system, or of the timed part.
Medians; only ratios count, since machines are shared. P1–P9 are the targets of the design; those
named "at 1M" are meant for a million lines and are harder to reach on a smaller book. The acts of
an import are built twice (once for the root that is signed), so that memory stays flat; the ratio
counts one building. Peers are given the same vouchers in their leanest form; a bean-query reads
its warm cache. Platypus prints the same rows without hash, QR, totals or carried-forward lines.
"""


def _arguments(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--lines", default="10000,100000", help="sizes of the books, in postings")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure only this part")
    parser.add_argument("--payments", type=int, default=30, help="payments per book")
    parser.add_argument("--output", type=Path, default=RESULTS, help="where the results go")
    return parser.parse_args(given)


def renewed(text: str, name: str, section: str) -> str:
    """Return the results with one section in the place of its own, or as the last of the parts."""
    parts, mark, rest = text.partition(torture.OPEN)
    own = re.compile(rf"^## {name}\n.*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)
    fresh = f"{section.rstrip()}\n\n"
    if own.search(parts):
        return own.sub(lambda _: fresh, parts) + mark + rest
    return f"{parts.rstrip()}\n\n{fresh}{mark}{rest}"


def main(given: Sequence[str] | None = None) -> None:
    """Run the parts one after the other and write the table as it grows."""
    words = sys.argv[1:] if given is None else given
    if words[:1] == ["torture"]:
        sys.exit(torture.main(words[1:]))
    chosen = _arguments(words)
    lines = tuple(sorted(int(text) for text in chosen.lines.split(",")))
    started, where = time.monotonic(), machine()
    sections: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="cityledger-bench-") as folder:
        run = Run(Path(folder), lines, chosen.payments)
        for name in chosen.only or PARTS:
            section = f"## {name}\n\n{markdown(PARTS[name](run))}"
            print(section, flush=True)
            sections[name] = section
    took = time.monotonic() - started
    if chosen.only and chosen.output.exists():
        apart = f"Measured in a run of its own: {where}; {took:.0f} s. The machine was shared.\n"
        text = chosen.output.read_text(encoding="utf-8")
        for name, section in sections.items():
            text = renewed(text, name, section.replace("\n\n", f"\n\n{apart}\n", 1))
        chosen.output.write_text(text, encoding="utf-8")
        return
    absent = missing()
    left_out = (
        f"\n**Not installed here, so not compared: {', '.join(absent)}.**\n" if absent else ""
    )
    head = f"# Results of `python -m bench`\n\n{where}; {took:.0f} s in all.\n{left_out}{NOTES}"
    whole = "\n".join([head, *sections.values()])
    if chosen.output.exists():
        kept = torture.section(chosen.output.read_text(encoding="utf-8"))
        whole = torture.placed(whole, kept) if kept else whole
    chosen.output.write_text(whole, encoding="utf-8")


if __name__ == "__main__":
    main()
