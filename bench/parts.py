"""What is measured: every part runs its jobs and returns rows of the table of results."""

from __future__ import annotations

import math
import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.measure import Cost, job, middle, often, once
from bench.screens import screening
from bench.table import Row, Target, duration, number, seconds

if TYPE_CHECKING:
    from collections.abc import Callable

BOOK = "3702110001"
IMPORTS = 3
REPLAYED = 2.0
"""P7: replay may cost twice an import."""


@dataclass
class Run:
    """One run of the bench: its folder, the book made for each size, what building it cost."""

    folder: Path
    lines: tuple[int, ...]
    payments: int = 30
    built: dict[int, dict[str, float]] = field(default_factory=dict)
    memory: dict[int, float] = field(default_factory=dict)

    def path(self, lines: int) -> str:
        """Return the file of the book of a size; it is built when it is first asked for."""
        file = self.folder / f"book-{lines}.db"
        if lines not in self.built:
            self._build(str(file), lines)
        return str(file)

    def copy(self, lines: int, name: str) -> str:
        """Return a copy of a book, to be changed by one part."""
        return str(shutil.copy(self.path(lines), self.folder / f"{name}-{lines}.db"))

    def _build(self, file: str, lines: int) -> None:
        """Import as often as a small book allows; the medians count, the last file stays."""
        results, costs = [], []
        for _ in range(IMPORTS if lines <= 100_000 else 1):
            (self.folder / f"book-{lines}.db").unlink(missing_ok=True)
            found, cost = job("building", path=file, lines=lines)
            results.append(found)
            costs.append(cost)
        middle_of = sorted(results, key=lambda found: found["import_s"])[len(results) // 2]
        self.built[lines], self.memory[lines] = middle_of, middle(costs).rss_mb


def importing(run: Run) -> list[Row]:
    """P1, P8: bulk import beside bare inserts of the same rows."""
    rows, spent = [], {}
    for lines in run.lines:
        run.path(lines)
        built, memory = run.built[lines], run.memory[lines]
        bare_s = min(
            job("bare", path=str(run.folder / "bare.db"), lines=lines)[0]["cpu_s"] for _ in range(3)
        )
        spent[lines] = built["import_s"]
        once_s = built["build_s"] + built["ledger_s"]
        rows += [
            Row(
                f"bulk import, every law on, {lines:,} lines",
                bare_s / once_s,
                f"{_rate(lines, once_s)} ({seconds(once_s)}: acts {duration(built['build_s'])},"
                f" ledger {duration(built['ledger_s'])}), {memory:.0f} MB",
                f"bare executemany {_rate(lines, bare_s)}",
                Target("≥", 0.12, "P1"),
            ),
            Row(
                f"memory of the import process, {lines:,} lines",
                memory,
                f"{memory:.0f} MB peak; acts built twice: {duration(built['import_s'])} CPU",
                "",
                Target("≤", 150, "P1"),
                "MB",
            ),
            Row(
                f"write calls per inserted posting, {lines:,} lines",
                built["writes"] / lines,
                f"{built['writes']:,.0f} calls",
                "one per page of the file",
                Target("≤", 0.1, "P1"),
                "calls",
            ),
        ]
    return rows + _growth("bulk import", spent, 1.05, "P1") + _size(run)


def _size(run: Run) -> list[Row]:
    lines = run.lines[-1]
    built = run.built[lines]
    per_line, per_voucher = built["posted_bytes"] / lines, built["file_bytes"] / built["vouchers"]
    said = f"{number(per_line)} B of voucher, posting and their indexes"
    whole = f"{number(per_voucher)} B of file, {lines / built['vouchers']:.2f} postings"
    return [
        Row(
            f"bytes of tables per posting, {lines:,} lines",
            per_line,
            said,
            "",
            Target("≤", 125, "P8"),
            "B",
        ),
        Row(
            f"bytes per voucher with its leaf, {lines:,} lines",
            per_voucher,
            whole,
            "",
            Target("≤", 1200, "P8"),
            "B",
        ),
    ]


def _rate(lines: int, spent_s: float) -> str:
    return f"{lines / spent_s:,.0f} lines/s CPU"


def _growth(name: str, spent: dict[int, float], limit: float, target: str) -> list[Row]:
    """Return the exponent between the smallest and the largest size, if there are two."""
    if len(spent) < 2:
        return []
    (small, fast_s), (large, slow_s) = min(spent.items()), max(spent.items())
    exponent = math.log(slow_s / fast_s) / math.log(large / small)
    said = f"{duration(fast_s)} → {duration(slow_s)}"
    question = f"growth of {name}, {small:,} → {large:,} lines"
    return [Row(question, exponent, said, "1 is linear", Target("≤", limit, target), "exponent")]


def paying(run: Run) -> list[Row]:
    """P2, P5: one payment and its gate beside a bare durable commit, on empty and full books."""
    found, rows = {}, []
    for lines in (0, *run.lines):
        path = run.copy(lines, "paid") if lines else str(run.folder / "paid-0.db")
        if not lines:
            job("building", path=path, lines=1)
        found[lines], _ = job("payments", path=path, seconds=10_000, payments=run.payments)
    for lines, times in found.items():
        what = f"{lines:,} lines" if lines else "an empty book"
        pay, bare = times["pay"], times["bare"]
        chain_s = sum(times[step]["wall_s"] for step in ("request", "review", "approve", "pay"))
        rows += [
            Row(
                f"one payment (sign, gate, commit), {what}",
                pay["wall_s"] / bare["wall_s"],
                f"{seconds(pay['cpu_s'], pay['wall_s'])}, p99 {duration(pay['p99_s'])},"
                f" n={times['payments']};"
                f" request → paid {duration(chain_s)} wall",
                f"bare durable commit {duration(bare['wall_s'])} wall",
                Target("≤", 5, "P2"),
                "× slower",
            ),
            Row(
                f"gate of one payment, {what}",
                times["preview_s"] * 1000,
                f"preview {duration(times['preview_s'])} CPU, median of 10",
                "",
                Target("≤", 10, "P5"),
                "ms",
            ),
        ]
    largest = max(run.lines)
    full, empty = found[largest]["pay"], found[0]["pay"]
    rows.append(
        Row(
            f"one payment, {largest:,} lines ÷ an empty book",
            full["cpu_s"] / empty["cpu_s"],
            f"{duration(full['cpu_s'])} CPU",
            f"{duration(empty['cpu_s'])} CPU",
            Target("≤", 1.1, "P2"),
            "×",
        )
    )
    return rows


@dataclass(frozen=True, slots=True)
class Peer:
    """A command of another program that answers one of the questions."""

    name: str
    question: str
    command: tuple[str, ...]


QUERY = "SELECT account, sum(position) WHERE account ~ '{account}' GROUP BY account"
ACCOUNT = "100201"
PAGE_QUERY = (
    f"SELECT date, narration, position, balance WHERE account ~ '{ACCOUNT}'"
    " AND date >= 2023-06-01 LIMIT 100"
)


def where(program: str) -> str | None:
    """Return where a peer is: beside this Python first, then on the path."""
    beside = str(Path(sys.executable).parent)
    return shutil.which(program, path=os.pathsep.join((beside, os.environ.get("PATH", ""))))


def peers(folder: Path) -> list[Peer]:
    """Return the commands of the peers that are installed here."""
    asked = {
        "hledger": (
            ("-f", str(folder / "bench.journal")),
            (
                ("trial", ("balance", "-N", "--flat")),
                ("balance", ("balance", "-N", "--flat", ACCOUNT)),
                ("page", ("aregister", ACCOUNT, "-b", "2023-06-01")),
            ),
        ),
        "bean-query": (
            (str(folder / "bench.beancount"),),
            (
                ("trial", (QUERY.format(account=":"),)),
                ("balance", (QUERY.format(account=ACCOUNT),)),
                ("page", (PAGE_QUERY,)),
            ),
        ),
    }
    return [
        Peer(name, question, (program, *opened, *words))
        for name, (opened, questions) in asked.items()
        if (program := where(name))
        for question, words in questions
    ]


def missing() -> list[str]:
    """Return the peers that are not installed here, so that results say what they leave out."""
    return [name for name in AIMS if where(name) is None]


ASKED = {
    "trial": "trial balance",
    "balance": "balance of one account",
    "page": "a page of a register",
    "as_of": "trial balance as of a day",
}
AIMS = {"hledger": 1000, "bean-query": 800}
INSIDE = {"trial": 1.0, "balance": 1.0, "page": 2.0}
"""P4, in milliseconds: any balance, and a page of a register."""


def reading(run: Run) -> list[Row]:
    """P3, P4: questions as whole processes beside hledger and beancount, and inside one."""
    rows: list[Row] = []
    whole: dict[str, dict[int, float]] = {name: {} for name in ASKED}
    for lines in run.lines:
        path = run.path(lines)
        job("journals", folder=str(run.folder), lines=lines)
        ours = {
            name: often([sys.executable, "-m", "bench.ask", path, BOOK, name]) for name in ASKED
        }
        inside, _ = job("reading", path=path)
        for name, cost in ours.items():
            whole[name][lines] = cost.cpu_s
        others = peers(run.folder)
        if any(peer.name == "bean-query" for peer in others):
            # The first run writes beancount's cache: it is asked while warm.
            often(next(p.command for p in others if p.name == "bean-query"), 1)
        for peer in others:
            if peer.question == "balance":
                _agrees(peer, inside["balance_says"][0], run.folder / "said.txt")
        rows += [_beside(peer, ours[peer.question], lines) for peer in others]
        rows += [_inside(name, inside[name], lines) for name in ASKED]
        rows.append(
            Row(
                f"memory of a whole process, trial balance, {lines:,} lines",
                ours["trial"].rss_mb,
                seconds(ours["trial"].cpu_s, ours["trial"].wall_s, ours["trial"].rss_mb),
                "",
                Target("≤", 20, "P3"),
                "MB",
            )
        )
    for name, spent in whole.items():
        rows += _growth(f"{ASKED[name]} (whole process)", spent, 0.05, "P3")
    return rows


def _agrees(peer: Peer, balance: str, output: Path) -> None:
    """Raise RuntimeError when a peer comes to another balance: then speeds mean nothing."""
    once(peer.command, output)
    said = output.read_text(encoding="utf-8")
    if balance not in said:
        raise RuntimeError(f"{peer.name} does not say {balance}: {said[:300]}")


def _beside(peer: Peer, ours: Cost, lines: int) -> Row:
    theirs = often(peer.command)
    return Row(
        f"{ASKED[peer.question]}, whole process, {lines:,} lines",
        theirs.cpu_s / ours.cpu_s,
        seconds(ours.cpu_s, ours.wall_s, ours.rss_mb),
        f"{peer.name} {seconds(theirs.cpu_s, theirs.wall_s, theirs.rss_mb)} (n={theirs.runs})",
        Target("≥", AIMS[peer.name], "P3 at 1M"),
        "× less CPU",
    )


def _inside(name: str, spent_s: float, lines: int) -> Row:
    limit = INSIDE.get(name)
    target = None if limit is None else Target("≤", limit, "P4 at 1M")
    said = f"{duration(spent_s)} CPU, median of 15"
    return Row(f"{ASKED[name]}, inside, {lines:,} lines", spent_s * 1000, said, "", target, "ms")


def printing(run: Run) -> list[Row]:
    """P9: the subsidiary ledger of all bank accounts beside platypus, and beside zlib alone."""
    rows = []
    for lines in run.lines:
        path, pdf = run.path(lines), str(run.folder / "paper.pdf")
        ours, _ = job("printing", path=path, pdf=pdf, stream=False)
        streamed, cost = job("printing", path=path, pdf=pdf, stream=True)
        theirs, peer_cost = job("platypus", path=path, pdf=str(run.folder / "platypus.pdf"))
        rows += _printed(lines, ours, theirs, peer_cost)
        pages = ours["pages"]
        rows += [
            Row(
                f"memory of printing {pages:.0f} pages, rows streamed, {lines:,} lines",
                cost.rss_mb,
                f"{duration(streamed['print_s'])} CPU with reading the rows, {cost.rss_mb:.0f} MB",
                f"platypus {peer_cost.rss_mb:.0f} MB",
                Target("≤", 150, "P9"),
                "MB",
            ),
            Row(
                f"bytes per page, {lines:,} lines",
                ours["bytes"] / pages,
                f"{number(ours['bytes'] / pages)} B",
                f"platypus {number(theirs['bytes'] / theirs['pages'])} B",
                Target("≤", 6144, "P9"),
                "B",
            ),
        ]
    return rows


def _printed(lines: int, ours: dict[str, Any], theirs: dict[str, Any], cost: Cost) -> list[Row]:
    rate = ours["pages"] / ours["print_s"]
    peer = theirs["pages"] / theirs["print_s"]
    said = (
        f"{rate:,.0f} pages/s CPU with hash and QR ({ours['pages']:.0f} pages,"
        f" {ours['rows']:,.0f} rows, {duration(ours['print_s'])})"
    )
    aim = 6 if lines < 100_000 else 9
    return [
        Row(
            f"subsidiary ledger as PDF, {lines:,} lines",
            rate / peer,
            said,
            f"platypus {peer:,.0f} pages/s CPU ({theirs['pages']:.0f} pages, {cost.rss_mb:.0f} MB)",
            Target("≥", aim, "P9"),
            "× faster",
        ),
        Row(
            f"the same beside deflating its pages, {lines:,} lines",
            ours["zlib_s"] / ours["print_s"],
            duration(ours["print_s"]),
            f"zlib level 6 alone {duration(ours['zlib_s'])}",
            Target("≥", 0.15, "P9"),
            "of the limit",
        ),
    ]


def proving(run: Run) -> list[Row]:
    """P6, P7: verify and replay of a whole book."""
    rows, spent, peaks = [], {}, {}
    for lines in run.lines:
        path = run.path(lines)
        plain, cost = job("proving", path=path, replay=False)
        peaks[lines] = cost.rss_mb
        signed, _ = job("proving", path=path, replay=False, signatures=True)
        again, again_cost = job("proving", path=path, replay=True)
        spent[lines] = plain["cpu_s"]
        import_s = run.built[lines]["build_s"] + run.built[lines]["ledger_s"]
        leaves = plain["leaves"]
        rows += [
            Row(
                f"verify without signatures, {lines:,} lines, as 1M leaves",
                plain["cpu_s"] / leaves * 1e6,
                f"{leaves / plain['cpu_s']:,.0f} leaves/s CPU ({leaves:,.0f} leaves in"
                f" {duration(plain['cpu_s'])}), {cost.rss_mb:.0f} MB",
                "",
                Target("≤", 60, "P6"),
                "s",
            ),
            Row(
                f"one signature verified, {lines:,} lines",
                signed["signature_s"] * 1e6,
                f"verify with signatures {duration(signed['cpu_s'])} CPU"
                " (members of a batch carry none)",
                "",
                None,
                "µs",
            ),
            Row(
                f"replay ÷ bulk import, {lines:,} lines",
                again["cpu_s"] / import_s,
                f"{duration(again['cpu_s'])} CPU, {again_cost.rss_mb:.0f} MB",
                f"import {duration(import_s)} CPU",
                Target("≤", REPLAYED, "P7"),
            ),
            _all_signed(path, lines),
        ]
    few, many = min(peaks), max(peaks)
    flat = Row(
        f"memory of verify, {few:,} → {many:,} lines",
        peaks[many] / peaks[few],
        f"{peaks[few]:.0f} MB → {peaks[many]:.0f} MB, SQLite's 64 MB of pages counted",
        "1 is flat",
        None,
    )
    return [*rows, flat, *_growth("verify", spent, 1.05, "P6")]


def _all_signed(path: str, lines: int) -> Row:
    """Verify a book whose every leaf is signed, beside the signatures alone on every processor."""
    found, _ = job("signing", path=path, lines=lines)
    alone = found["signatures"] * found["one_s"] / found["cores"]
    library = "libsodium" if found["sodium"] else "OpenSSL"
    million = found["wall_s"] / found["leaves"] * 1e6
    return Row(
        f"verify with every leaf signed, {lines:,} lines",
        alone / found["wall_s"],
        f"{duration(found['wall_s'])} wall for {found['signatures']:,.0f} signatures,"
        f" as 1M leaves {million:,.0f} s",
        f"{library} alone on {found['cores']:.0f} processors {duration(alone)}"
        f" ({found['one_s'] * 1e6:.0f} µs each)",
        None,
        "of the limit",
    )


PARTS: dict[str, Callable[[Run], list[Row]]] = {
    "import": importing,
    "payment": paying,
    "reading": reading,
    "papers": printing,
    "proof": proving,
    "screens": screening,
}
