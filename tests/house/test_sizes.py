"""Nothing grows past what one person can read at a sitting, and everything says what it is for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.rules import ROOT, Source, package_sources, test_sources as sources_of_tests

MODULE_LINES = 500
FUNCTION_LINES = 60
ARGUMENTS = 7

# The auditor's verifier is copied about and read alone, so it has to stay one file.
ONE_FILE = {"auditor/verify.py": 1250}

# Where everything is wired together is where programs grow monsters, so these are held shorter.
WIRING_LINES = {"tui/app.py": 300, "cli/main.py": 300, "actions/gate.py": 300}

# A module is named by the noun it owns; these name nothing.
EMPTY_NAMES = {"utils", "helpers", "common", "manager", "managers", "misc", "core", "service"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def long_modules(source: Source) -> Iterator[str]:
    """Yield the module if it is longer than its limit."""
    limit = {**WIRING_LINES, **ONE_FILE}.get(source.path, MODULE_LINES)
    lines = len(source.text.splitlines())
    if lines > limit:
        yield f"{source.path}: {lines} lines, limit {limit}"


def long_functions(source: Source) -> Iterator[str]:
    """Yield each function longer than the limit, decorators not counted."""
    for node in ast.walk(source.tree):
        if isinstance(node, Function):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{source.path}:{node.lineno} {node.name}: {lines} lines"


def crowded_functions(source: Source) -> Iterator[str]:
    """Yield each function that takes more arguments than the limit, self and cls not counted."""
    for node in ast.walk(source.tree):
        if isinstance(node, Function):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            count = sum(argument.arg not in {"self", "cls"} for argument in arguments)
            if count > ARGUMENTS:
                yield f"{source.path}:{node.lineno} {node.name}: {count} arguments"


def undocumented(source: Source) -> Iterator[str]:
    """Yield the module, each public class and each public function that has no docstring."""
    if not ast.get_docstring(source.tree):
        yield f"{source.path}: module"
    yield from _undocumented_in(source.path, source.tree)


def _undocumented_in(path: str, scope: ast.Module | ast.ClassDef) -> Iterator[str]:
    for node in scope.body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        overloads = [name for name in node.decorator_list if "overload" in ast.unparse(name)]
        if not overloads and not ast.get_docstring(node):
            yield f"{path}:{node.lineno} {node.name}"
        if isinstance(node, ast.ClassDef):
            yield from _undocumented_in(path, node)


def test_modules_are_short() -> None:
    found = [line for source in package_sources() for line in long_modules(source)]

    assert [] == found


def test_test_modules_are_short() -> None:
    found = [line for source in sources_of_tests() for line in long_modules(source)]

    assert [] == found


def test_functions_are_short() -> None:
    found = [line for source in package_sources() for line in long_functions(source)]

    assert [] == found


def test_functions_take_few_arguments() -> None:
    found = [line for source in package_sources() for line in crowded_functions(source)]

    assert [] == found


def test_everything_public_says_what_it_is_for() -> None:
    found = [line for source in package_sources() for line in undocumented(source)]

    assert [] == found


def test_test_modules_say_what_they_are_for() -> None:
    found = [s.path for s in sources_of_tests() if not ast.get_docstring(s.tree)]

    assert [] == found


def test_modules_are_named_by_what_they_own() -> None:
    folders = [path for name in ("cityledger", "tests") for path in (ROOT / name).rglob("*")]

    assert [] == [str(path) for path in folders if path.stem in EMPTY_NAMES]


LONG = "def f():\n" + "    x = 1\n" * FUNCTION_LINES
CROWDED = "def f(self, a, b, c, d, *, e, g, h, i): ..."


@pytest.mark.parametrize(
    ("finder", "text", "expected"),
    [
        (long_modules, "x = 1\n" * (MODULE_LINES + 1), 1),
        (long_modules, "x = 1\n" * MODULE_LINES, 0),
        (long_functions, LONG, 1),
        (long_functions, LONG.removesuffix("    x = 1\n"), 0),
        (crowded_functions, CROWDED, 1),
        (crowded_functions, CROWDED.replace(", i", ""), 0),
        (undocumented, "class A:\n    def f(self): ...", 3),
        (undocumented, "'''M.'''\ndef _f(): ...", 0),
        (undocumented, "'''M.'''\n@overload\ndef f(): ...", 0),
    ],
)
def test_the_finder_counts(finder: object, text: str, expected: int) -> None:
    assert callable(finder)
    assert expected == len(list(finder(Source.of("kernel/x.py", text))))


def test_the_wiring_is_held_shorter() -> None:
    source = Source.of("actions/gate.py", "x = 1\n" * 301)

    assert 1 == len(list(long_modules(source)))
