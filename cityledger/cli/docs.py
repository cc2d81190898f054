"""Documents written from the program itself: `python -m cityledger.cli.docs [--check]`."""

from __future__ import annotations

import sys
from pathlib import Path

from cityledger.controls import catalog
from cityledger.kernel import acts, errors, laws, levels, words

DOCS = Path(__file__).resolve().parents[2] / "docs"
NOTE = "<!-- Written by `python -m cityledger.cli.docs`; change the program, not this page. -->\n"


def glossary() -> str:
    """Return the term table in both languages."""
    out = [
        NOTE,
        "# Glossary 术语表\n",
        "One term per thing, in code, tables, screens and papers.\n",
    ]
    for group in words.groups():
        out.append(f"\n## {group}\n\n| code | 中文 | English |\n|---|---|---|")
        out += [f"| `{t.key}` | {t.zh} | {t.en} |" for t in words.group_of(group).values()]
    return "\n".join(out) + "\n"


def act_table() -> str:
    """Return every kind of act with its roles and tables."""
    out = [NOTE, "# Acts 办理事项\n", "Who may do what, and which tables an act may write (L8).\n"]
    for title, known in (("Registry 登记簿", acts.REGISTRY), ("Book 账簿", acts.BOOK)):
        out.append(
            f"\n## {title}\n\n| act | roles | tables | proposed by another |\n|---|---|---|---|"
        )
        for kind, rule in known.items():
            roles = ", ".join(sorted(rule.roles)) or "the founder, leaf 0"
            tables = ", ".join(f"`{name}`" for name in sorted(rule.tables)) or "–"
            second = f"`{rule.proposal}`" if rule.proposal else "–"
            out.append(f"| `{kind}` | {roles} | {tables} | {second} |")
    return "\n".join(out) + "\n"


def law_table() -> str:
    """Return the laws and what holds them."""
    out = [
        NOTE,
        "# Laws 账簿定律\n",
        "`cityledger verify` recomputes all of them from the leaves.\n",
    ]
    out.append("| law | says | held by |\n|---|---|---|")
    out += [f"| L{law.number} | {law.says} | {law.held_by} |" for law in laws.LAWS]
    return "\n".join(out) + "\n"


def exit_table() -> str:
    """Return the exit status of each family of errors."""
    out = [NOTE, "# Exit status 退出码\n", "| status | when |\n|---|---|"]
    rows = {0: "done", 2: "the command line is wrong", 70: "a fault of the program"}
    for name in ("BadInput", "Refused", "Tampered", "Unavailable"):
        family: type[errors.CityledgerError] = getattr(errors, name)
        doc = (family.__doc__ or "").splitlines()[0].rstrip(".")
        rows[family.status] = f"`{name}`: {doc}"
    rows |= {level.status: f"verify: {levels.SAYS[level]}" for level in levels.Level}
    out += [f"| {status} | {says} |" for status, says in sorted(rows.items())]
    out.append(
        "\n`verify` ends with the lowest level that failed; whatever else failed is printed."
    )
    return "\n".join(out) + "\n"


PAGES = {
    "controls.md": lambda: NOTE + "\n" + catalog.markdown(),
    "glossary.md": glossary,
    "acts.md": act_table,
    "laws.md": law_table,
    "errors.md": exit_table,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them (`--check`); return the exit status."""
    stale = 0
    for name, write in PAGES.items():
        path = DOCS / name
        if "--check" in arguments:
            if not path.is_file() or path.read_text(encoding="utf-8") != write():
                sys.stderr.write(f"docs/{name} is not what the program says; write it anew\n")
                stale = 1
        else:
            path.write_text(write(), encoding="utf-8", newline="\n")
    return stale


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
