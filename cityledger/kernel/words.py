"""The one table of words: every term and sentence of the interface in Chinese and English.

Screens, papers and documents take their words from words.toml, so that one thing has one name
everywhere (Chinese first, English complete beside it: MoF accounting [2024] No. 12, cl. 13).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing in both languages; `group` is its table in words.toml, `key` its name in code."""

    group: str
    key: str
    zh: str
    en: str

    def say(self, lang: Lang = "zh") -> str:
        """Return the word in one language."""
        return self.zh if lang == "zh" else self.en


def term(key: str, lang: Lang = "zh") -> str:
    """Return the word for `key`, or for `group.key` where a choice of one group is meant.

    A bare key is looked for in the glossary first, then among the choices; KeyError if it is
    unknown, or if two groups of choices use it for different things.
    """
    return _index()[key].say(lang)


def known(key: str) -> bool:
    """Say whether `term(key)` has an answer."""
    return key in _index()


def terms() -> tuple[Term, ...]:
    """Return every term, glossary first, in the order of words.toml."""
    return tuple(item for group in groups() for item in group_of(group).values())


def groups() -> tuple[str, ...]:
    """Return the names of the groups of terms, those of the glossary first."""
    return (*_table()["terms"], *_table()["choices"])


@cache
def group_of(group: str) -> dict[str, Term]:
    """Return one group's terms by key, in order: the values a kind or a state may have."""
    table = _table()
    pairs = table["terms"].get(group) or table["choices"][group]
    return {key: Term(group, key, *pair) for key, pair in pairs.items()}


def sentence(key: str, lang: Lang = "zh", **facts: object) -> str:
    """Return a sentence with its `{facts}` filled in; KeyError if it or a fact is missing."""
    zh, en = _table()["sentences"][key]
    return str(zh if lang == "zh" else en).format(**facts)


def sentences() -> dict[str, tuple[str, str]]:
    """Return every sentence as (Chinese, English), not filled in."""
    return {key: (pair[0], pair[1]) for key, pair in _table()["sentences"].items()}


@cache
def numerals() -> dict[str, str]:
    """Return the characters that write amounts in capitals."""
    return {key: str(value) for key, value in _table()["numerals"].items()}


@cache
def _index() -> dict[str, Term]:
    """Index terms by `group.key`, and by the bare key where that means one thing."""
    out: dict[str, Term] = {}
    ambiguous: set[str] = set()
    glossary = _table()["terms"]
    for item in terms():
        out[f"{item.group}.{item.key}"] = item
        first = out.setdefault(item.key, item)
        same = (first.zh, first.en) == (item.zh, item.en)
        if not same and first.group not in glossary:
            ambiguous.add(item.key)
    return {key: item for key, item in out.items() if key not in ambiguous}


@cache
def _table() -> dict[str, Any]:
    """Read words.toml once; it is data of this package, so it also works from a wheel or a zip."""
    source = files("cityledger.kernel").joinpath("words.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
