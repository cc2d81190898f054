"""Whom an outsider trusts: logs, witnesses and the quorum (C2SP tlog-policy).

    log <vkey> [<url>]
    witness <name> <vkey> [<url>]
    group <name> <any|all|k> <name>...
    quorum <name|none>

One item a line, words apart by spaces or tabs, `#` begins a comment line. A group and the quorum
refer to names on earlier lines only, so there are no circles. Names are octets to C2SP: what is
not UTF-8 is carried as surrogate escapes, so different octets are different names.

Two things are refused that C2SP leaves open: a witness with the key of a log, since it would
witness for itself, and types of key other than Ed25519, which could not be checked here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cityledger.evidence import note as notes
from cityledger.evidence.canon import Malformed
from cityledger.evidence.note import COSIGNATURE, ED25519, VerifierKey
from cityledger.kernel.errors import BadInput, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cityledger.evidence.note import Note

NONE = "none"
"""The quorum that asks for no witness, and a name nobody else may bear."""

LIMIT = 1_048_576
"""Longest policy in bytes."""

_WORDS = re.compile(r"[^ \t]+")
_BAD_OCTET = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}\Z")
_FORMS = {
    "log": "log <vkey> [<url>]",
    "witness": "witness <name> <vkey> [<url>]",
    "group": "group <name> <any|all|k> <name>...",
    "quorum": "quorum <name|none>",
}
_WIDTHS = {"log": (2, 3), "witness": (3, 4), "group": (4, None), "quorum": (2, 2)}


@dataclass(frozen=True, slots=True)
class Trusted:
    """A log or a witness: its public key, and where it is reached, if that is known."""

    key: VerifierKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Witnesses whose counting together asks for `least` of the members."""

    least: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A parsed policy; `groups` stand in the order of their lines, members before groups."""

    logs: tuple[Trusted, ...] = ()
    witnesses: dict[str, Trusted] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    quorum: str = NONE

    @classmethod
    def trusting(cls, *keys: VerifierKey) -> Policy:
        """Return the policy that trusts these logs and asks for no witness."""
        return cls(logs=tuple(Trusted(key) for key in keys))

    def log_of(self, note: Note) -> VerifierKey | None:
        """Return the listed log that signed the checkpoint as its own, or None."""
        origin = note.text.partition("\n")[0]
        for log in self.logs:
            if log.key.name == origin and notes.signed_by(note, log.key):
                return log.key
        return None

    def cosigned(self, note: Note) -> dict[str, int]:
        """Return when each witness cosigned, by its name in the policy, in seconds since 1970."""
        found = {name: notes.cosigned_at(note, held.key) for name, held in self.witnesses.items()}
        return {name: at for name, at in found.items() if at is not None}

    def has_quorum(self, note: Note) -> bool:
        """Say whether the witnesses that cosigned are enough."""
        return self.is_enough(self.cosigned(note))

    def is_enough(self, names: Iterable[str]) -> bool:
        """Say whether cosignatures of these witnesses would meet the quorum."""
        seen = {NONE, *self.witnesses.keys() & set(names)}
        for name, group in self.groups.items():
            if sum(member in seen for member in group.members) >= group.least:
                seen.add(name)
        return self.quorum in seen

    def is_met(self, note: Note) -> bool:
        """Say whether a checkpoint is valid: signed by a listed log and cosigned by the quorum.

        A policy without logs leaves the log's signature to the caller, as C2SP has it. A false
        line of a known key spoils the note.
        """
        keys = [held.key for held in (*self.logs, *self.witnesses.values())]
        if notes.false_lines(note, keys) or (self.logs and self.log_of(note) is None):
            return False
        return self.has_quorum(note)


def parse(data: bytes) -> Policy:
    """Read a policy file, strictly; raises `BadInput` with every problem and its line."""
    if len(data) > LIMIT:
        reason = f"longer than {LIMIT} bytes"
        raise BadInput((Problem("policy", str(len(data)), reason),))
    reader = _Reader()
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    for number, line in enumerate(lines, 1):
        reader.read(number, line)
    if lines[-1]:
        reader.complain("the last line has no line end", "the file may be cut off")
    if not reader.quorum:
        reader.number = len(lines)
        reader.complain("there is no quorum line", _FORMS["quorum"])
    if reader.problems:
        raise BadInput(tuple(reader.problems))
    return Policy(tuple(reader.logs), reader.witnesses, reader.groups, reader.quorum)


class _Reader:
    """Reads line by line; every method adds to what is known or to the problems."""

    def __init__(self) -> None:
        self.logs: list[Trusted] = []
        self.witnesses: dict[str, Trusted] = {}
        self.groups: dict[str, Group] = {}
        self.quorum = ""
        self.problems: list[Problem] = []
        self.number = 0
        self._line = ""
        self._names: set[str] = set()
        self._members: set[str] = set()

    def read(self, number: int, line: str) -> None:
        self.number, self._line = number, line
        words = _WORDS.findall(line)
        if _BAD_OCTET.search(line):
            self.complain("a control character", "plain text, lines end in LF")
        elif words and not words[0].startswith("#"):
            self._item(words)

    def complain(self, reason: str, remedy: str) -> None:
        # Octets that are no UTF-8 are shown as escapes: a terminal could not print them.
        shown = self._line.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        self.problems.append(Problem(f"line {self.number}", shown[:200], reason, remedy))

    def _item(self, words: list[str]) -> None:
        kind = words[0]
        if kind not in _FORMS:
            self.complain("unknown word", "log, witness, group, quorum")
            return
        least, most = _WIDTHS[kind]
        if len(words) < least or (most is not None and len(words) > most):
            self.complain("too few or too many words", _FORMS[kind])
        elif kind == "log":
            self._log(*words[1:])
        elif kind == "witness":
            self._witness(*words[1:])
        elif kind == "group":
            self._group(words[1], words[2], words[3:])
        else:
            self._quorum(words[1])

    def _log(self, vkey: str, url: str = "") -> None:
        key = self._key(vkey, ED25519)
        if key is not None and self._is_new(key, self.logs, "log"):
            self.logs.append(Trusted(key, url))

    def _witness(self, name: str, vkey: str, url: str = "") -> None:
        key = self._key(vkey, COSIGNATURE)
        is_free = self._claim(name)
        if key is None or not self._is_new(key, self.witnesses.values(), "witness"):
            return
        if is_free:
            self.witnesses[name] = Trusted(key, url)

    def _group(self, name: str, rule: str, members: list[str]) -> None:
        for member in members:
            self._member(member)
        least = {"any": 1, "all": len(members)}.get(rule, 0)
        if not least and _NUMBER.match(rule):
            least = int(rule)
        if not 1 <= least <= len(members):
            self.complain(f"no threshold: {rule}", f"any, all, 1 … {len(members)}")
        if self._claim(name):
            self.groups[name] = Group(least, tuple(members))

    def _member(self, member: str) -> None:
        if member == NONE or member not in self._names:
            self.complain(f"not defined above: {member}", "define it on an earlier line")
        elif member in self._members:
            self.complain(f"a member twice: {member}", "each name in one group, once")
        self._members.add(member)

    def _quorum(self, name: str) -> None:
        if self.quorum:
            self.complain("a second quorum line", "keep one")
        elif name != NONE and name not in self._names:
            self.complain(f"not defined above: {name}", "define it on an earlier line")
        # A quorum that is wrong is a quorum all the same: its absence is no second problem.
        self.quorum = self.quorum or name

    def _claim(self, name: str) -> bool:
        """Take a name of the one name space of witnesses and groups; say whether it was free."""
        if name == NONE or name in self._names:
            self.complain(f"name in use: {name}", "choose another name")
            return False
        self._names.add(name)
        return True

    def _key(self, vkey: str, kind: int) -> VerifierKey | None:
        try:
            key = VerifierKey.load(vkey)
        except (Malformed, UnicodeEncodeError):
            self.complain("no verifier key", "name+8 hexadecimal digits+base64")
            return None
        if key.kind != kind:
            reason = f"key of type {key.kind:#04x}, expected {kind:#04x}"
            self.complain(reason, "a log signs with type 0x01, a witness with 0x04")
            return None
        return key

    def _is_new(self, key: VerifierKey, held: Iterable[Trusted], noun: str) -> bool:
        if any(other.key.public == key.public for other in held):
            self.complain(f"a second {noun} with this key", "list each key once")
            return False
        others = [*self.logs, *self.witnesses.values()]
        if any(other.key.public == key.public for other in others):
            self.complain("a log cannot be its own witness", "a witness has its own key")
            return False
        return True
