"""Proof files: whole, strict, and no bit of one can be another."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, strategies as st

from cityledger.evidence import event, note, policy, proof_file, request, tree
from cityledger.evidence.canon import Malformed
from cityledger.evidence.event import Head, Leaf
from cityledger.evidence.keys import SoftKey
from cityledger.evidence.note import COSIGNATURE, VerifierKey
from cityledger.evidence.policy import Policy
from cityledger.evidence.proof_file import ProofFile
from cityledger.evidence.request import Request
from cityledger.evidence.suite import S1, S2, SUITES, Suite, suite_origin
from cityledger.kernel.errors import BadInput

ORIGIN = "district.example/370211/3702110001"
LOG = SoftKey(bytes(range(32)))
PEOPLE = {"audit": SoftKey(bytes(range(1, 33))), "npc": SoftKey(bytes(range(2, 34)))}
MAKER = SoftKey(bytes(32))
SIZE = 11
AT = 1_750_000_000


@cache
def bodies(origin: str = ORIGIN, book: int = 3702110001) -> list[bytes]:
    """Return the leaves of a small book."""
    out: list[bytes] = []
    for n in range(SIZE):
        head = Head(n, tree.mth([tree.leaf_hash(body) for body in out]))
        core = {"id": f"{n:032x}", "type": "pay", "actor": "zhi", "memo": "工程款" * n}
        act = event.build(origin, head, Head(5, bytes(32)), core, MAKER)
        last = tree.leaf_hash(out[-1]) if out else event.NO_LEAF
        out.append(Leaf(book, n, last, f"2025-03-07T01:00:{n:02d}.000000Z", 5, [], act).body())
    return out


def vkey(suite: Suite = S1) -> VerifierKey:
    return VerifierKey(suite_origin(ORIGIN, suite), LOG.public)


def checkpoint(suite: Suite = S1, names: tuple[str, ...] = ("audit", "npc")) -> note.Note:
    hashes = [tree.leaf_hash(body, suite) for body in bodies()]
    origin = suite_origin(ORIGIN, suite)
    text = note.Checkpoint(origin, SIZE, tree.mth(hashes, suite)).text()
    lines = [note.cosign(text, f"{name}.example/w1", PEOPLE[name], AT) for name in names]
    return note.Note(text, (note.sign(text, origin, LOG), *lines))


def proof(index: int = 5, suite: Suite = S1, shown: note.Note | None = None) -> ProofFile:
    hashes = [tree.leaf_hash(body, suite) for body in bodies()]
    path = tree.inclusion(index, SIZE, tree.spans(hashes, suite))
    return ProofFile(bodies()[index], index, tuple(path), shown or checkpoint(suite))


def trusting(suite: Suite = S1) -> Policy:
    witnesses = "".join(
        f"witness {name} {VerifierKey(f'{name}.example/w1', key.public, COSIGNATURE).text()}\n"
        for name, key in PEOPLE.items()
    )
    text = f"log {vkey(suite).text()}\n{witnesses}group gov all audit npc\nquorum gov\n"
    return policy.parse(text.encode())


def reasons(item: ProofFile, by: Policy | None = None) -> list[str]:
    return [problem.reason for problem in proof_file.check(item, by or trusting())]


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
@pytest.mark.parametrize("index", range(SIZE))
def test_every_leaf_is_proven_by_its_file_alone(index: int, suite: Suite) -> None:
    whole = proof(index, suite)
    data = proof_file.build(whole.leaf, index, list(whole.path), whole.note.data())
    assert data.startswith(b"c2sp.org/tlog-proof@v1\nextra ")
    assert whole == proof_file.parse(data)
    assert [] == reasons(proof_file.parse(data), trusting(suite))
    assert [] == reasons(whole, Policy.trusting(vkey(suite)))


def test_a_suite_does_not_vouch_for_another() -> None:
    assert reasons(proof(suite=S2), trusting(S1))
    mixed = replace(proof(suite=S2), note=checkpoint(S1))
    assert ["the path does not lead from the leaf to the root of the checkpoint"] == reasons(mixed)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"index": 6}, ["the path does not lead", "the leaf says 5"]),
        ({"path": proof().path[:-1]}, ["the path does not lead"]),
        ({"path": (*proof().path, bytes(32))}, ["the path does not lead"]),
        ({"leaf": bodies()[4]}, ["the path does not lead", "the leaf says 4"]),
        ({"leaf": b"leaf-5"}, ["the path does not lead", "not a leaf of a book"]),
        ({"note": checkpoint(names=("audit",))}, ["cosigned by audit: no quorum"]),
        ({"note": checkpoint(names=())}, ["cosigned by nobody: no quorum"]),
    ],
)
def test_what_does_not_hold_is_told(changed: dict[str, object], expected: list[str]) -> None:
    found = reasons(replace(proof(), **changed))  # type: ignore[arg-type]
    assert len(expected) == len(found)
    assert all(told.startswith(start) for told, start in zip(found, expected, strict=True))


def test_a_log_that_is_not_trusted_proves_nothing() -> None:
    other = Policy.trusting(VerifierKey(ORIGIN, MAKER.public))
    assert ["no log that is trusted signed the checkpoint"] == reasons(proof(), other)
    assert reasons(proof(), Policy())
    assert reasons(proof(), Policy.trusting())


def test_a_false_cosignature_is_told_though_others_are_enough() -> None:
    mine = checkpoint().signatures[2]
    false = note.Signature(mine.name, mine.key_id, bytes(72))
    shown = checkpoint().joined([false])
    assert ["a signature of a known key is false"] == reasons(proof(shown=shown))


@pytest.mark.parametrize(
    ("origin", "book", "expected"),
    [
        ("district.example/370211/7", 7, ["the leaf says district.example/370211/7"]),
        (ORIGIN, 8, ["the leaf is of book 8"]),
    ],
)
def test_a_leaf_of_another_log_is_told(origin: str, book: int, expected: list[str]) -> None:
    # A log that signs leaves which say they are of another book: the path and signatures hold.
    foreign = bodies(origin, book)
    hashes = [tree.leaf_hash(body) for body in foreign]
    text = note.Checkpoint(ORIGIN, SIZE, tree.mth(hashes)).text()
    path = tree.inclusion(5, SIZE, tree.spans(hashes))
    signed = note.Note(text, (note.sign(text, ORIGIN, LOG),))
    found = reasons(ProofFile(foreign[5], 5, tuple(path), signed), Policy.trusting(vkey()))
    assert expected == found[:1]


DATA = proof().data()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"proof@v1", b"proof@v2"),
        (b"extra ", b"extra  "),
        (b"index 5", b"index 05"),
        (b"index 5", b"index 11"),
        (b"index 5", b"index -1"),
        (b"index 5\n", b""),
        (b"\n\n", b"\n"),
        (b"\n", b"\r\n"),
        (DATA[:23], b""),
        (DATA[23 : DATA.index(b"index")], b""),
    ],
)
def test_another_spelling_is_refused(old: bytes, new: bytes) -> None:
    assert old in DATA
    with pytest.raises(Malformed):
        proof_file.parse(DATA.replace(old, new, 1))


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_one_way(data: bytes) -> None:
    with pytest.raises(Malformed):
        proof_file.parse(data)
    with pytest.raises(Malformed):
        proof_file.parse(b"c2sp.org/tlog-proof@v1\n" + data)


def test_what_could_not_be_read_is_not_written() -> None:
    worse: list[dict[str, object]] = [{"index": 11}, {"path": (b"x",)}, {"path": []}, {"leaf": b""}]
    for bad in [*worse, {"leaf": bytes(65_536)}]:
        with pytest.raises(Malformed):
            replace(proof(), **bad).data()  # type: ignore[arg-type]


# ------------------------------------------------------------------ every bit that can be flipped


def flips(data: bytes) -> list[bytes]:
    """Return `data` with each single bit flipped."""
    out = []
    for place, octet in enumerate(data):
        out += [data[:place] + bytes([octet ^ 1 << n]) + data[place + 1 :] for n in range(8)]
    return out


def test_no_flipped_bit_of_a_proof_file_is_accepted() -> None:
    by, data = Policy.trusting(vkey()), proof(shown=checkpoint(names=())).data()
    changed, accepted = flips(data), 0
    for bad in changed:
        try:
            accepted += not proof_file.check(proof_file.parse(bad), by)
        except Malformed:
            continue
    assert (len(data) * 8, 0) == (len(changed), accepted)
    assert len(changed) > 8_000
    # The control: the check accepts what was not changed.
    assert [] == proof_file.check(proof_file.parse(data), by)


def test_no_flipped_bit_of_a_checkpoint_is_accepted() -> None:
    by, data = trusting(), checkpoint().data()
    accepted = 0
    for changed in flips(data):
        try:
            accepted += by.is_met(note.parse(changed))
        except Malformed:
            continue
    assert (0, True) == (accepted, by.is_met(note.parse(data)))


def test_no_flipped_bit_of_a_cosignature_is_accepted() -> None:
    shown = checkpoint(names=("audit",))
    by, line = trusting(), note.cosign(shown.text, "npc.example/w1", PEOPLE["npc"], AT)
    accepted = 0
    for changed in flips(line.line().encode()):
        try:
            read = note.parse_signature(changed.removesuffix(b"\n").decode())
            accepted += changed.endswith(b"\n") and by.is_met(shown.joined([read]))
        except (Malformed, UnicodeDecodeError):
            continue
    assert (0, True) == (accepted, by.is_met(shown.joined([line])))


def test_no_flipped_bit_of_a_request_extends_the_tree() -> None:
    hashes = [tree.leaf_hash(body) for body in bodies()]
    old = 6
    first = tree.mth(hashes[:old])
    path = tree.consistency(old, SIZE, tree.spans(hashes))
    data = Request(old, tuple(path), checkpoint(names=())).data()

    def is_accepted(body: bytes) -> bool:
        try:
            read = request.parse(body)
        except Malformed:
            return False
        shown = read.checkpoint
        return (
            read.old == old
            and note.signed_by(read.note, vkey())
            and tree.check_consistency(old, shown.size, first, shown.root, read.path)
        )

    assert [] == [body for body in flips(data) if is_accepted(body)]
    assert is_accepted(data)


def test_no_flipped_bit_of_a_policy_trusts_more_people() -> None:
    text = f"log {vkey().text()}\nquorum none\n".encode()
    accepted = 0
    for changed in flips(text):
        try:
            found = policy.parse(changed)
        except BadInput:
            continue
        # A comment of the log's line leaves a policy without logs: the proof then holds for none.
        accepted += not proof_file.check(proof(), found)
    assert accepted == 0
