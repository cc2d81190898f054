"""What a control is: a rule with its code, version, legal source, sentences and remedies.

A rule's sentence stands beside the rule itself, so that a lawyer can read a rule file from top to
bottom. `{fact}` in a sentence is filled with a fact of the finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.kernel import money
from cityledger.kernel.laws import OVERRIDABLE

if TYPE_CHECKING:
    from cityledger.kernel.errors import Finding

_PLACE = re.compile(r"\{([a-z_]+)\}")
_FEN = re.compile(r"-?[0-9]+")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from; `evidence` is read, unverified, or own for rules of this program."""

    doc_no: str
    clause: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Control:
    """One rule as the catalogue publishes it, with the `version` of what it means.

    A rule is of a new version when other kinds of payment or other thresholds come under it, when
    its sentences speak of other facts, or when it decides otherwise on the same facts. Better words
    alone are the same version.

    `overridable` is for rules whose source leaves room for discretion: two persons may set them
    aside for one project, up to an amount and until a day. Money, duties, the five parties and
    interference never are.
    """

    code: str
    zh: str
    en: str
    source: Source
    says_zh: str
    says_en: str
    remedy_zh: str
    remedy_en: str
    parameters: tuple[str, ...] = ()
    version: int = 1

    @property
    def overridable(self) -> bool:
        """Whether two persons may set it aside for one project, up to an amount, until a day."""
        return self.code in OVERRIDABLE

    def title(self, lang: str = "zh") -> str:
        """Return the title in `lang` (zh or en)."""
        return self.zh if lang == "zh" else self.en

    def sentence(self, finding: Finding, lang: str = "zh") -> str:
        """Return what is wrong, with the numbers of the finding."""
        return fill(self.says_zh if lang == "zh" else self.says_en, finding)

    def remedy(self, finding: Finding, lang: str = "zh") -> str:
        """Return what a person can do about it."""
        return fill(self.remedy_zh if lang == "zh" else self.remedy_en, finding)

    @property
    def places(self) -> frozenset[str]:
        """Return the names of the facts the sentences need."""
        texts = (self.says_zh, self.says_en, self.remedy_zh, self.remedy_en)
        return frozenset(name for text in texts for name in _PLACE.findall(text))


def fill(template: str, finding: Finding) -> str:
    """Put the facts of a finding into a template; a fact that is not there shows as `…`.

    Facts named `*_fen` that are whole numbers print as money. Only plain names are replaced: facts
    may hold text that people typed, and `str.format` would follow attributes and braces in it.
    """
    facts = dict(finding.facts)
    return _PLACE.sub(lambda match: _shown(match[1], facts), template)


def _shown(name: str, facts: dict[str, str]) -> str:
    value = facts.get(name, "…")
    if name.endswith("_fen") and _FEN.fullmatch(value):
        return money.text(int(value))
    return value
