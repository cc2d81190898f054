"""Names of units that resemble each other: a payee who is almost somebody we know (T25).

A payment goes by credit code and account, and the name is only a label; but people read the label.
So a unit whose name resembles another's is pointed out when it is registered. It is never refused:
honest firms have similar names, and which one is meant only a person can say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from cityledger.evidence.text import match_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ALIKE_PERCENT = 85
"""Share of characters in common, of the part of a name that is its own."""

LEAST = 3
"""Characters of its own a name needs; of a shorter one the whole is compared."""

_COMMON = re.compile(
    "有限责任公司|股份有限公司|有限公司|公司|集团|建设|建筑|工程|市政|监理|设计院|勘察院|研究院"
    "|co\\.?,? ?ltd\\.?|limited|[()\\[\\]·.,、-]|\\s"
)
"""What so many names share that it says nothing about which is meant."""


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A unit whose name resembles the one asked about, and by how much in percent."""

    party_id: str
    name: str
    percent: int


def own_part(name: str) -> str:
    """Return what sets a name apart: folded, without the words all names share."""
    return _COMMON.sub("", match_key(name))


def look_alikes(party_id: str, name: str, known: Mapping[str, str]) -> tuple[LookAlike, ...]:
    """Return the units of `known` (names by code) that resemble a name, the closest first.

    The unit itself is left out: to register it again is another matter.
    """
    return _Names(known).resembling(party_id, name)


def among(
    new: Iterable[tuple[str, str, str]], known: Mapping[str, str]
) -> tuple[tuple[str, LookAlike], ...]:
    """Return (place, look-alike) for units about to be registered: (place, code, name) each.

    Each is compared with the units known and with those before it, so that a pair in one file is
    told once.
    """
    names = _Names(known)
    out: list[tuple[str, LookAlike]] = []
    for place, code, name in new:
        if code not in names.known:
            out += [(place, found) for found in names.resembling(code, name)]
            names.add(code, name)
    return tuple(out)


class _Names:
    """Names by code, each also folded and as its own part, so that each is cut up once."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self.known: dict[str, str] = {}
        self.folded: dict[str, str] = {}
        self.own: dict[str, str] = {}
        for code, name in known.items():
            self.add(code, name)

    def add(self, code: str, name: str) -> None:
        self.known[code], self.folded[code] = name, match_key(name)
        own = own_part(name)
        # Of a name that hardly has anything of its own, only the whole is compared.
        if len(own) >= LEAST:
            self.own[code] = own

    def resembling(self, party_id: str, name: str) -> tuple[LookAlike, ...]:
        folded, own = match_key(name), own_part(name)
        # One other character, in however long a name, is all it takes.
        found = _near(folded, self.folded)
        if len(own) >= LEAST:
            found |= _near(own, self.own) | _extended(own, self.own)
            for _, score, code in process.extract(
                own, self.own, scorer=fuzz.ratio, score_cutoff=ALIKE_PERCENT, limit=None
            ):
                found[code] = max(found.get(code, 0), int(score))
        found.pop(party_id, None)
        order = sorted(found, key=lambda code: (-found[code], code))
        return tuple(LookAlike(code, self.known[code], found[code]) for code in order)


def _near(text: str, others: Mapping[str, str]) -> dict[str, int]:
    """Return, by code, how much of the texts is alike that are one character away or none."""
    near = process.extract(text, others, scorer=Levenshtein.distance, score_cutoff=1, limit=None)
    return {code: int(fuzz.ratio(text, other)) for other, _, code in near}


def _extended(text: str, others: Mapping[str, str]) -> dict[str, int]:
    """Return those where one is the other with something behind it, such as a town in brackets."""
    return {
        code: int(fuzz.ratio(text, other))
        for code, other in others.items()
        if text.startswith(other) or other.startswith(text)
    }
