"""The repository has the layout its architecture page draws, and nothing in it lies dead."""

from __future__ import annotations

import ast
import re
import subprocess

import pytest

from tests.house.rules import PACKAGE, ROOT, Source, literals, package_sources

TOP = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "README.md",
    "bench",
    "cityledger",
    "docs",
    "exports",
    "pyproject.toml",
    "schemas",
    "tests",
}

PACKAGES = {
    "actions",
    "auditor",
    "cli",
    "controls",
    "evidence",
    "exchange",
    "kernel",
    "ledger",
    "model",
    "reports",
    "store",
    "tui",
    "views",
}

# Modules that something other than an import starts: Python itself, Alembic, a person.
STARTED = re.compile(r"(__main__|cli/main|cli/.*|auditor/.*|store/migrations/.*|.*/build)\.py")

# Spelled in two parts, so that this file does not break the rule it keeps.
MACHINE = re.compile(
    "|".join(
        [
            *(rf"(?<![\w.~-])/{name}/" for name in ("wo" + "rk", "ro" + "ot", "tm" + "p")),
            r"pypi\." + "org",
            r"npmjs\." + "(org|com)",
            r"pythonhosted\." + "org",
            r"\.libr" + "ary/",
        ]
    )
)


def committed() -> list[str]:
    """Return the paths Git keeps, relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [path for path in listed.stdout.split("\0") if path]


def titles(markdown: str) -> list[str]:
    """Return the `#` titles of a Markdown text, fenced blocks left out."""
    prose = re.sub(r"^```.*?^```", "", markdown, flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"^# .+", prose, flags=re.MULTILINE)


def named_by(source: Source) -> set[str]:
    """Return the dotted names of modules a module imports or spells in a string."""
    names: set[str] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names | {str(node.value).split(":")[0] for node in literals(source)}


def dead(sources: tuple[Source, ...]) -> list[str]:
    """Return the modules that no other module names and nothing else starts."""
    alive: dict[str, set[str]] = {}
    for source in sources:
        for name in named_by(source):
            alive.setdefault(name, set()).add(source.path)
    return [
        source.path
        for source in sources
        if not source.path.endswith("__init__.py")
        and not STARTED.fullmatch(source.path)
        and not alive.get(_dotted(source.path), set()) - {source.path}
    ]


def _dotted(path: str) -> str:
    return "cityledger." + path.removesuffix(".py").replace("/", ".")


def test_the_top_is_what_the_architecture_draws() -> None:
    assert {path.split("/")[0] for path in committed()} <= TOP


def test_the_packages_are_those_of_the_architecture() -> None:
    found = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}

    assert PACKAGES == found


def test_every_package_holds_code() -> None:
    filled = {
        source.path.split("/")[0]
        for source in package_sources()
        if "/" in source.path and not source.path.endswith("__init__.py")
    }

    assert set() == PACKAGES - filled


def test_no_module_is_dead() -> None:
    assert [] == dead(package_sources())


def test_a_dead_module_is_found() -> None:
    sources = (
        Source.of("kernel/money.py", "import cityledger.kernel.money"),
        Source.of("kernel/days.py", ""),
        Source.of("views/cash.py", "from cityledger.kernel import days"),
        Source.of("cli/main.py", "LAZY = {'cash': 'cityledger.views.cash:show'}"),
    )

    assert ["kernel/money.py"] == dead(sources)


@pytest.mark.parametrize("path", [path for path in committed() if path.endswith(".md")])
def test_a_page_has_one_title(path: str) -> None:
    # The README is two pages in one file, Chinese first and English second.
    expected = 2 if path == "README.md" else 1

    assert expected == len(titles((ROOT / path).read_text(encoding="utf-8")))


def test_titles_in_examples_do_not_count() -> None:
    assert ["# A"] == titles("# A\n```\n# a comment\n```\n## B\n")


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = []
    for path in committed():
        data = (ROOT / path).read_bytes() if (ROOT / path).is_file() else b""
        if b"\0" in data:
            continue
        for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
            if MACHINE.search(line):
                found.append(f"{path}:{number}: {line.strip()[:80]}")

    assert [] == found


@pytest.mark.parametrize(
    "line", ["cd /wo" + "rk/main", "open('/tm" + "p/x')", "https://pypi." + "org/simple"]
)
def test_a_machine_is_found(line: str) -> None:
    assert MACHINE.search(line)


@pytest.mark.parametrize("line", ["tests/work/x", "a/tmp/b", "/usr/bin/env", "~/tmp/x"])
def test_a_plain_path_is_spared(line: str) -> None:
    assert not MACHINE.search(line)
