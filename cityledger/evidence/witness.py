"""A witness: it cosigns a log's head only if it extends the last head it cosigned.

C2SP tlog-witness without HTTP: requests come in a file or by QR sheets, so that the machine may
stand apart from every network. The order is what makes it a witness: lock, read, compare, check
the proof, put the new head on the disk, and only then sign. Between two requests nothing is kept
in memory, so two processes on one file cannot roll each other back.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace as changed
from typing import TYPE_CHECKING

from cityledger.evidence import (
    keys,
    note as notes,
    private_file,
    request as requests,
    witness_file,
)
from cityledger.evidence.canon import Malformed
from cityledger.evidence.file_lock import exclusive
from cityledger.evidence.note import ED25519, Note, VerifierKey
from cityledger.evidence.request import Answer
from cityledger.evidence.suite import book_origin
from cityledger.evidence.tree import check_consistency
from cityledger.evidence.witness_file import FORK, MOST_CONFLICTS, UNPROVEN, Conflict, Head, State
from cityledger.kernel.errors import (
    BadInput,
    CityledgerError,
    Problem,
    Stale,
    Tampered,
    Unavailable,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cityledger.evidence.note import Signature, Signer
    from cityledger.evidence.request import Request


class SizeConflict(Stale):
    """The request starts at another size than the witness holds (C2SP: 409 and the size)."""

    def __init__(self, origin: str, asked: int, held: int) -> None:
        super().__init__(
            f"{origin}: the request starts at size {asked}, this witness holds size {held};"
            f" ask again with a proof from {held}"
        )
        self.origin, self.asked, self.held = origin, asked, held


_CONFLICTS = {
    FORK: "SPLIT VIEW of {origin}: the log signed two histories of one size, which no mistake on"
    " the way can bring about; report it to those who read this log",
    UNPROVEN: "{origin}: its new head is not proven to extend the head held here; the log was"
    " rewritten, or the proof is faulty: ask for a new request, and report it if that fails too",
}


class SplitView(Tampered):
    """A signed head that does not go with the one held; `conflict` has both, and their kind."""

    def __init__(self, origin: str, conflict: Conflict) -> None:
        text = _CONFLICTS[conflict.kind].format(origin=origin)
        super().__init__(
            f"{text}. Nothing was cosigned; both checkpoints are kept in the witness file."
        )
        self.origin, self.conflict = origin, conflict


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness by its file; `write` puts bytes in the file's place and returns when they stay."""

    path: Path
    write: Callable[[Path, bytes], None] = private_file.replace

    def create(
        self,
        name: str,
        passphrase: str,
        *,
        kib: int = keys.KIB,
        entropy: Callable[[int], bytes] = os.urandom,
    ) -> VerifierKey:
        """Make a key, seal it and write a new file; return the key to publish.

        Raises `BadInput` for a name that cannot name a key, `Unavailable` if there is a file.
        """
        if not notes.is_name(name):
            reason = "a key name is not empty and has neither spaces nor plus signs"
            raise BadInput((Problem("witness", name, reason, "audit.example/w1"),))
        with exclusive(self.path):
            if self.path.exists():
                raise Unavailable(f"there is a witness file {self.path} already; it was left alone")
            state = State(name, keys.seal(name, entropy(32), passphrase, kib=kib, entropy=entropy))
            self.write(self.path, state.data())
        return state.vkey

    def state(self) -> State:
        """Read the file; raises `Unavailable` if there is none, `Tampered` if it is damaged."""
        return witness_file.read(self.path)

    def unlock(self, passphrase: str) -> Signer:
        """Open the sealed key; raises `WrongPassphrase`."""
        state = self.state()
        return keys.unseal(state.name, state.key, passphrase)

    def change_passphrase(self, old: str, new: str) -> None:
        """Seal the same key under a new passphrase; raises `WrongPassphrase`."""
        with exclusive(self.path):
            state = self.state()
            key = keys.reseal(state.name, state.key, old, new)
            self.write(self.path, changed(state, key=key).data())

    def trust(self, *vkeys: str, instead: bool = False) -> None:
        """Watch these logs from now on, from size 0; raises `BadInput` and then adds none of them.

        A log that is watched already under the same key is left as it is. `instead` takes another
        key for such a log and keeps the head held: the people of the witness have seen the act by
        which two administrators replaced the key, and the log still has only to grow.
        """
        with exclusive(self.path):
            state = self.state()
            logs, problems = dict(state.logs), list[Problem]()
            for text in vkeys:
                reason = _why_not(text, {} if instead else logs, state.vkey)
                if reason:
                    problems.append(Problem("log", text, reason))
                    continue
                origin = VerifierKey.load(text).name
                fresh = Head(text, 0, book_origin(origin)[1].empty)
                held = logs.get(origin, fresh)
                if held.vkey != text:
                    signer = (held.signer or held.vkey) if held.checkpoint else ""
                    held = changed(held, vkey=text, signer=signer)
                logs[origin] = held
            if problems:
                raise BadInput(tuple(problems))
            self.write(self.path, changed(state, logs=logs).data())

    def cosign(self, body: bytes, signer: Signer, at: int) -> bytes:
        """Return one cosignature line for one add-checkpoint body, made at `at` (seconds, 1970).

        Raises `BadInput` for a body that cannot be read or a log that is not watched, `Tampered`
        for a false signature, `SizeConflict`, `SplitView`, or `Unavailable` if nothing could be
        written. No line is returned before the new head is on the disk.
        """
        try:
            request = requests.parse(body)
        except Malformed as error:
            raise _unreadable(error) from error
        return self._advance(request, signer, at).line().encode()

    def answer(
        self, bundle: bytes, signer: Signer, at: int
    ) -> tuple[bytes, tuple[tuple[str, CityledgerError], ...]]:
        """Return the answers to a bundle, and origin and error of each log that got none.

        One log's fault keeps no other log waiting. Raises `BadInput` for a bundle that cannot be
        read.
        """
        try:
            asked = requests.parse_bundle(bundle)
        except Malformed as error:
            raise _unreadable(error) from error
        answers: list[Answer] = []
        failed: list[tuple[str, CityledgerError]] = []
        for request in asked:
            shown = request.checkpoint
            try:
                line = self._advance(request, signer, at)
            except CityledgerError as error:
                failed.append((shown.origin, error))
            else:
                answers.append(Answer(shown.origin, shown.size, (line,)))
        return requests.answers(answers), tuple(failed)

    def _advance(self, request: Request, signer: Signer, at: int) -> Signature:
        """Check one request against the file and write its head there; then sign it."""
        with exclusive(self.path):
            state = self.state()
            if signer.public != state.vkey.public:
                raise BadInput((Problem("key", state.name, "not the key of this witness file"),))
            origin = request.checkpoint.origin
            held = state.logs.get(origin)
            if held is None:
                reason, remedy = "this witness does not watch this log", "trust its key first"
                raise BadInput((Problem("log", origin, reason, remedy),))
            note = _signed(request.note, VerifierKey.load(held.vkey))
            conflict = _conflict(held, request, note)
            if conflict is not None:
                self._keep(state, conflict)
                raise SplitView(origin, conflict)
            shown = request.checkpoint
            head = Head(held.vkey, shown.size, shown.root, at, note.data().decode())
            self.write(self.path, changed(state, logs={**state.logs, origin: head}).data())
        return notes.cosign(note.text, state.name, signer, at)

    def _keep(self, state: State, conflict: Conflict) -> None:
        alike = [item for item in state.conflicts if item.kind == conflict.kind]
        if conflict in alike or len(alike) >= MOST_CONFLICTS:
            return
        kept = (*state.conflicts, conflict)
        self.write(self.path, changed(state, conflicts=kept).data())


def _why_not(text: str, logs: dict[str, Head], own: VerifierKey) -> str:
    """Return why a log's key cannot be trusted, or nothing."""
    try:
        key = VerifierKey.load(text)
    except Malformed:
        return "not a verifier key"
    if key.kind != ED25519:
        return "not the key of a log: a log signs with type 0x01"
    if key.public == own.public:
        return "a witness does not witness itself"
    held = logs.get(key.name)
    if held is not None and held.vkey != text:
        return "this log is watched under another key; to follow a replaced key, trust it instead"
    return ""


def _signed(note: Note, key: VerifierKey) -> Note:
    """Return the note with the lines of the log's own key only; raises `Tampered` if none holds."""
    own = tuple(i for i in note.signatures if (i.name, i.key_id) == (key.name, key.key_id))
    bare = Note(note.text, own)
    if not own or notes.false_lines(bare, [key]):
        raise Tampered(f"{key.name}: the checkpoint is not signed by the key this witness trusts")
    return bare


def _conflict(held: Head, request: Request, note: Note) -> Conflict | None:
    """Return what convicts the log, or None if its new head extends the held one.

    Raises `SizeConflict` for a head that is smaller or starts elsewhere: such a request may be
    merely old. The very head that is held is signed again from any old size, since the answer to
    an earlier request may have been lost on its way from a machine without a network.
    """
    shown = request.checkpoint
    if shown.size == held.size and held.checkpoint:
        if shown.root == held.root:
            return None
        return Conflict(FORK, held.checkpoint, note.data().decode())
    if request.old != held.size or shown.size < held.size:
        raise SizeConflict(shown.origin, min(request.old, shown.size), held.size)
    suite = book_origin(shown.origin)[1]
    old, new = held.size, shown.size
    if check_consistency(old, new, held.root, shown.root, request.path, suite):
        return None
    if not held.checkpoint:
        # Nothing was cosigned yet, so there is nothing the new head could conflict with.
        raise BadInput((Problem("log", shown.origin, "the first request carries a false proof"),))
    return Conflict(UNPROVEN, held.checkpoint, note.data().decode())


def _unreadable(error: Malformed) -> BadInput:
    return BadInput((Problem("request", "", f"not an add-checkpoint request: {error}"),))
