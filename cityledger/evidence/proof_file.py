"""One leaf's proof as one self-contained file, `.tlog-proof` (C2SP tlog-proof v1).

    c2sp.org/tlog-proof@v1
    extra <leaf body in base64>
    index <the leaf's index>
    <one base64 hash a line, from the leaf's sibling up to the child of the root>

    <checkpoint note, with the cosignatures there are>

C2SP says not to trust the extra data, as nothing signs it: here it is the leaf itself, and it is
believed only after its hash has led to the root that is signed.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.evidence import event, note as notes
from cityledger.evidence.canon import Malformed
from cityledger.evidence.request import parse_hash
from cityledger.evidence.suite import book_origin
from cityledger.evidence.tree import check_inclusion, leaf_hash
from cityledger.kernel.errors import Problem

if TYPE_CHECKING:
    from cityledger.evidence.note import Checkpoint, Note
    from cityledger.evidence.policy import Policy

MAGIC = "c2sp.org/tlog-proof@v1"

ENDING = ".tlog-proof"
"""End of the file's name."""

MOST_HASHES = 63
"""Longest path: sizes are below 2^63."""

_EXTRA = re.compile(r"extra ([A-Za-z0-9+/]+={0,2})\Z")
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})\Z")


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A leaf's bytes, its index, the path to the root, and the signed checkpoint."""

    leaf: bytes
    index: int
    path: tuple[bytes, ...]
    note: Note

    @property
    def checkpoint(self) -> Checkpoint:
        """The checkpoint in the note; raises `Malformed` if the note holds none."""
        return notes.parse_checkpoint(self.note.text)

    def data(self) -> bytes:
        """Return the bytes of the file; raises `Malformed` if they could not be read back."""
        hashes = "".join(f"{b64encode(step).decode()}\n" for step in self.path)
        extra = b64encode(self.leaf).decode()
        head = f"{MAGIC}\nextra {extra}\nindex {self.index}\n{hashes}\n"
        body = head.encode() + self.note.data()
        if parse(body) != self:
            raise Malformed("not a proof file")
        return body


def build(leaf: bytes, index: int, path: list[bytes], checkpoint: bytes) -> bytes:
    """Return the file that proves `leaf` at `index` under a checkpoint note; raises `Malformed`."""
    return ProofFile(leaf, index, tuple(path), notes.parse(checkpoint)).data()


def parse(data: bytes) -> ProofFile:
    """Read a proof file, strictly: a proof without its leaf is refused; raises `Malformed`."""
    head, _, rest = data.partition(b"\n\n")
    try:
        magic, extra, index, *hashes = head.decode("ascii").split("\n")
    except ValueError as error:
        raise Malformed("not a proof file") from error
    leaf, place = _EXTRA.match(extra), _INDEX.match(index)
    if magic != MAGIC or leaf is None or place is None or len(hashes) > MOST_HASHES:
        raise Malformed("not a proof file")
    body = notes.unbase64(leaf[1])
    if len(body) > event.LEAF_LIMIT:
        raise Malformed(f"leaf of {len(body)} bytes")
    proof = ProofFile(body, int(place[1]), tuple(map(parse_hash, hashes)), notes.parse(rest))
    if proof.index >= proof.checkpoint.size:
        raise Malformed("an index outside the tree")
    return proof


def check(proof: ProofFile, policy: Policy) -> list[Problem]:
    """Return all that keeps the proof from holding under the policy; nothing means it holds.

    Judged are the log's signature, the quorum of witnesses, the path, and that the leaf says of
    itself that it stands in this log at this index. Whose signature the event in it bears is not
    judged: keys are in the registry's log, and take a proof of their own.
    """
    problems = _signatures(proof, policy)
    shown = proof.checkpoint
    origin, suite = book_origin(shown.origin)
    digest = leaf_hash(proof.leaf, suite)
    if not check_inclusion(digest, proof.index, shown.size, proof.path, shown.root, suite):
        reason = "the path does not lead from the leaf to the root of the checkpoint"
        problems.append(Problem("path", f"{proof.index}/{shown.size}", reason))
    try:
        leaf = event.parse_leaf(proof.leaf)
    except Malformed as error:
        return [*problems, Problem("extra", "", f"not a leaf of a book: {error}")]
    if leaf.index != proof.index:
        problems.append(Problem("index", str(proof.index), f"the leaf says {leaf.index}"))
    if leaf.event.origin != origin:
        problems.append(Problem("origin", origin, f"the leaf says {leaf.event.origin}"))
    if origin.rpartition("/")[2] != str(leaf.book_id):
        problems.append(Problem("origin", origin, f"the leaf is of book {leaf.book_id}"))
    return problems


def _signatures(proof: ProofFile, policy: Policy) -> list[Problem]:
    """Return what is wrong with the log's signature and the cosignatures."""
    problems: list[Problem] = []
    origin = proof.checkpoint.origin
    if policy.log_of(proof.note) is None:
        reason = "no log that is trusted signed the checkpoint"
        problems.append(Problem("checkpoint", origin, reason, "a policy with this log's key"))
    keys = [held.key for held in (*policy.logs, *policy.witnesses.values())]
    problems += [
        Problem("checkpoint", item.name, "a signature of a known key is false")
        for item in notes.false_lines(proof.note, keys)
    ]
    cosigned = policy.cosigned(proof.note)
    if not policy.is_enough(cosigned):
        reason = f"cosigned by {', '.join(sorted(cosigned)) or 'nobody'}: no quorum"
        problems.append(Problem("quorum", policy.quorum, reason, "let the witnesses cosign"))
    return problems
