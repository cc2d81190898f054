"""The house rules as pure functions from a source text to the places that break them.

A rule is a `Ban`: a name, what to do instead, the modules it does not apply to, and a function
that walks a syntax tree. Paths are relative to the package (`store/session.py`) and use slashes.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "cityledger"


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file: its path relative to the package, its text and its tree."""

    path: str
    text: str
    tree: ast.Module

    @classmethod
    def of(cls, path: str, text: str) -> Source:
        """Parse a text as the module at `path`."""
        return cls(path, text, ast.parse(text))


@dataclass(frozen=True, slots=True)
class Ban:
    """Something that may not be written, and what to write instead.

    `only` and `but` are path prefixes: the modules the ban is for, and those it spares.
    """

    name: str
    instead: str
    find: Callable[[Source], Iterator[int]]
    only: tuple[str, ...] = ("",)
    but: tuple[str, ...] = ()

    def breaches(self, source: Source) -> list[str]:
        """Return `path:line: name: instead` for each place that breaks the ban."""
        if not source.path.startswith(self.only) or source.path.startswith(self.but):
            return []
        return [
            f"{source.path}:{line}: {self.name}: {self.instead}"
            for line in sorted(set(self.find(source)))
        ]


@cache
def package_sources() -> tuple[Source, ...]:
    """Read every module of the package, once per run."""
    return _read(PACKAGE, PACKAGE)


@cache
def test_sources() -> tuple[Source, ...]:
    """Read every test module, with paths relative to the root, once per run."""
    return _read(ROOT / "tests", ROOT)


def _read(folder: Path, base: Path) -> tuple[Source, ...]:
    return tuple(
        Source.of(path.relative_to(base).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.py"))
    )


# ------------------------------------------------------------------------- walking the tree


def literals(source: Source) -> Iterator[ast.Constant]:
    """Yield the string literals the program uses: a string that stands alone is documentation."""
    documentation = {id(node.value) for node in ast.walk(source.tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if id(node) not in documentation:
            yield node


def statements(source: Source) -> Iterator[tuple[int, str]]:
    """Yield each string the program uses, a formatted one with `x` for its values, and its line."""
    for node in literals(source):
        yield node.lineno, str(node.value)
    for formatted in ast.walk(source.tree):
        if isinstance(formatted, ast.JoinedStr):
            parts = (p.value if isinstance(p, ast.Constant) else "x" for p in formatted.values)
            yield formatted.lineno, "".join(map(str, parts))


def name_of(node: ast.expr) -> str:
    """Return the dotted name an expression spells, or nothing if it is no name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return ""


def calls(source: Source) -> Iterator[tuple[str, ast.Call]]:
    """Yield each call with the dotted name that is called."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield name_of(node.func), node


def comments(source: Source) -> Iterator[tuple[int, str]]:
    """Yield each comment with its line."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def _speaks_of_money(node: ast.AST) -> bool:
    """Tell whether an expression names an amount, be it a name, a field or a column."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and part.id.endswith("_fen"):
            return True
        if isinstance(part, ast.Attribute) and part.attr.endswith("_fen"):
            return True
        if isinstance(part, ast.Constant) and str(part.value).endswith("_fen"):
            return True
    return False


# ------------------------------------------------------------------------------- the finders


def _commits(source: Source) -> Iterator[int]:
    for name, call in calls(source):
        if name.split(".")[-1] in {"commit", "begin"} and "." in name:
            yield call.lineno


def _transaction_text(source: Source) -> Iterator[int]:
    for line, text in statements(source):
        if re.match(r"\s*(BEGIN|COMMIT)\b(?!\s*x?\s*(SELECT|$).*\bEND\b)", text, re.DOTALL):
            yield line


def _clocks(source: Source) -> Iterator[int]:
    for name, call in calls(source):
        owner, _, method = name.rpartition(".")
        if method in {"now", "utcnow", "today"} and owner.split(".")[-1] in {
            "datetime",
            "date",
            "dt",
            "func",
        }:
            yield call.lineno
        if name in {"time.time", "time.time_ns", "time.localtime", "time.gmtime"}:
            yield call.lineno
    for node in literals(source):
        if re.search(r"\b(CURRENT_TIMESTAMP|CURRENT_DATE|clock_timestamp)\b", str(node.value)):
            yield node.lineno


def _floats(source: Source) -> Iterator[int]:
    for name, call in calls(source):
        if name == "float":
            yield call.lineno
    for node in ast.walk(source.tree):
        noted: ast.expr | None = None
        if isinstance(node, ast.arg | ast.AnnAssign):
            noted = node.annotation
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            noted = node.returns
        for part in ast.walk(noted) if noted else ():
            if isinstance(part, ast.Name) and part.id == "float":
                yield part.lineno


def _inexact_money(source: Source) -> Iterator[int]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.BinOp):
            parts: tuple[ast.expr, ...] = (node.left, node.right)
        elif isinstance(node, ast.AugAssign):
            parts = (node.target, node.value)
        else:
            continue
        if not any(_speaks_of_money(part) for part in parts):
            continue
        inexact = any(isinstance(p, ast.Constant) and isinstance(p.value, float) for p in parts)
        if isinstance(node.op, ast.Div) or inexact:
            yield node.lineno


def _chinese(source: Source) -> Iterator[int]:
    # One character alone is a code (the voucher words of L7); two make a term.
    for node in literals(source):
        if re.search(r"[\u3400-\u9fff]{2}", str(node.value)):
            yield node.lineno


_SQL = re.compile(
    r"\s*(SELECT\s.*\sFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s"
    r"|CREATE\s+(TABLE|TRIGGER|INDEX|UNIQUE|VIEW|FUNCTION)\s|DROP\s|ALTER\s|PRAGMA\s)",
    re.DOTALL,
)


def _sql(source: Source) -> Iterator[int]:
    for line, text in statements(source):
        if _SQL.match(text):
            yield line


def _later(source: Source) -> Iterator[int]:
    for line, comment in comments(source):
        if re.search(r"\b(TODO|FIXME|HACK|XXX)\b", comment):
            yield line


def _uncovered(source: Source) -> Iterator[int]:
    for line, comment in comments(source):
        if re.search(r"pragma:\s*no\s*cover", comment):
            yield line


def _unwritten(source: Source) -> Iterator[int]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Raise) and node.exc is not None:
            raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            if name_of(raised) == "NotImplementedError":
                yield node.lineno


def _database(source: Source) -> Iterator[int]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.module in {"sqlmodel", "sqlalchemy.orm"}:
            if {alias.name for alias in node.names} & {"Session", "Relationship"}:
                yield node.lineno
        elif isinstance(node, ast.Attribute) and name_of(node) in {
            "sqlmodel.Session",
            "sqlmodel.Relationship",
            "orm.Session",
        }:
            yield node.lineno


def _empty_tests(source: Source) -> Iterator[int]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Constant) and node.test.value:
            yield node.lineno


def _skips(source: Source) -> Iterator[int]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and name_of(node) in {
            "pytest.skip",
            "pytest.importorskip",
            "pytest.mark.skip",
            "pytest.mark.skipif",
            "pytest.mark.xfail",
            "unittest.skip",
        }:
            yield node.lineno


def _mocks(source: Source) -> Iterator[int]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("unittest"):
            yield node.lineno
        if isinstance(node, ast.Import) and any("mock" in alias.name for alias in node.names):
            yield node.lineno


MONEY = ("kernel/", "model/", "ledger/", "views/", "controls/", "actions/")

PACKAGE_BANS = (
    Ban(
        "a second commit",
        "open the unit of work of store/session.py, which commits once or not at all",
        _commits,
        but=("store/session.py",),
    ),
    Ban(
        "a transaction by hand",
        "open the unit of work of store/session.py, which commits once or not at all",
        _transaction_text,
        but=("store/session.py", "store/engine.py"),
    ),
    Ban(
        "a second clock",
        "take the instant from store/clock.py, or as an argument",
        _clocks,
        but=("store/clock.py",),
    ),
    Ban("float near money", "keep integer fen, _bp or _ppm (L1)", _floats, only=MONEY),
    Ban(
        "inexact money",
        "split with kernel.money, or divide with // and say who gains",
        _inexact_money,
    ),
    Ban(
        "Chinese outside its place",
        "put the term into kernel/words.toml, or the sentence beside its control",
        _chinese,
        but=(
            "kernel/chart",
            "kernel/costs",
            "kernel/days.py",
            "kernel/ids.py",
            "kernel/money.py",
            "kernel/words.py",
            "actions/",  # the summary of a voucher stands beside its postings
            "controls/",
            "exchange/",
            "reports/",
            "tui/",
            "cli/",
        ),
    ),
    Ban(
        "SQL text",
        "ask a view, or write rows through ledger",
        _sql,
        but=("store/", "ledger/", "views/", "auditor/"),
    ),
    Ban(
        "an ORM session or relationship",
        "write the query; store/session.py owns the transaction",
        _database,
        but=("store/session.py",),
    ),
    Ban("work left for later", "do it, or file an issue", _later),
    Ban("code hidden from coverage", "test it, or take it out", _uncovered),
    Ban("code left unwritten", "write it, or leave the function out", _unwritten),
)

TEST_BANS = (
    Ban("a test that cannot fail", "compare expected with actual", _empty_tests),
    Ban("a skipped test", "make what it needs, or mark it and leave it out by marker", _skips),
    Ban("a mock", "use a real book: the `book` fixture makes one in milliseconds", _mocks),
    Ban("work left for later", "do it, or file an issue", _later),
)
