"""The witness: what it cosigns, what it never does, and that no crash rolls it back."""

from __future__ import annotations

import json
import multiprocessing
import stat
from base64 import b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from cityledger.evidence import note, private_file, request, tree, witness_file
from cityledger.evidence.canon import Malformed
from cityledger.evidence.file_lock import exclusive
from cityledger.evidence.keys import SoftKey, WrongPassphrase
from cityledger.evidence.note import VerifierKey
from cityledger.evidence.request import Request
from cityledger.evidence.suite import S1, S2, Suite, suite_origin
from cityledger.evidence.witness import SizeConflict, SplitView, Witness
from cityledger.evidence.witness_file import FORK, UNPROVEN
from cityledger.kernel.errors import BadInput, CityledgerError, Tampered, Unavailable

NAME = "audit.example/w1"
ORIGIN = "district.example/370211/3702110001"
PASSPHRASE = "five plain words are enough"
SEED = bytes(range(1, 33))
KEY = SoftKey(SEED)
AT = 1_750_000_000


@dataclass
class Log:
    """A log that may lie: its leaves, and what it signs about them."""

    origin: str = ORIGIN
    suite: Suite = S1
    key: SoftKey = field(default_factory=lambda: SoftKey(bytes(range(32))))
    leaves: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.leaves = [tree.leaf_hash(b"leaf-%d" % i, self.suite) for i in range(64)]

    @property
    def vkey(self) -> str:
        return VerifierKey(self.origin, self.key.public).text()

    def note(self, size: int) -> note.Note:
        root = tree.mth(self.leaves[:size], self.suite)
        text = note.Checkpoint(self.origin, size, root).text()
        return note.Note(text, (note.sign(text, self.origin, self.key),))

    def ask(self, old: int, new: int) -> bytes:
        path = tree.consistency(min(old, new), new, tree.spans(self.leaves, self.suite))
        return Request(old, tuple(path), self.note(new)).data()

    def rewritten(self, index: int) -> Log:
        other = Log(self.origin, self.suite, self.key)
        other.leaves[index] = tree.leaf_hash(b"another", self.suite)
        return other


def entropy(count: int) -> bytes:
    return SEED[:count]


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    made = Witness(tmp_path / "witness.json")
    made.create(NAME, PASSPHRASE, kib=8, entropy=entropy)
    made.trust(Log().vkey)
    return made


def held(witness: Witness, origin: str = ORIGIN) -> int:
    return witness.state().logs[origin].size


def test_the_vector_of_the_design_is_cosigned(tmp_path: Path) -> None:
    origin = "cityledger.example/district-7/2025"
    log = Log(origin)
    witness = Witness(tmp_path / "w")
    assert KEY.public == witness.create(NAME, PASSPHRASE, kib=8, entropy=entropy).public
    witness.trust(log.vkey)
    line = (
        "— audit.example/w1 TrfeIgAAAABoTuGAW5n5lnX9ygMAwE+B5fnHgeF22hPxyDTUaM6uf+5MSz6Bq9LvPGyK+"
        "xKux7460Jxq70Y8DePnlcaD7VYIAuBuAw==\n"
    )
    assert line.encode() == witness.cosign(log.ask(0, 7), witness.unlock(PASSPHRASE), AT)


# A signed log of sizes 1, 3 and 5 from the tests of litewitness, an independent C2SP witness.
FOREIGN = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562"
FOREIGN_KEY = bytes.fromhex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f")
H1, H2, H4 = (b64encode(bytes([0x2A, n, *bytes(30)])).decode() for n in (1, 2, 4))
FOREIGN_REQUESTS = {
    (0, 1): (
        [],
        "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        (
            "UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUb"
            "IQY="
        ),
    ),
    (1, 3): (
        [H1, H2],
        "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=",
        (
            "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx"
            "6go="
        ),
    ),
    (1, 5): (
        [H1, "+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=", H4],
        "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=",
        (
            "UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7s"
            "Dww="
        ),
    ),
}


def foreign(old: int, new: int) -> bytes:
    path, root, signature = FOREIGN_REQUESTS[old, new]
    hashes = "".join(f"{step}\n" for step in path)
    checkpoint = f"{FOREIGN}\n{new}\n{root}\n\n— {FOREIGN} {signature}\n"
    return f"old {old}\n{hashes}\n{checkpoint}".encode()


@pytest.mark.parametrize("last", [3, 5])
def test_requests_of_another_implementation_are_cosigned(witness: Witness, last: int) -> None:
    witness.trust(VerifierKey(FOREIGN, FOREIGN_KEY).text())
    witness.cosign(foreign(0, 1), KEY, AT)
    witness.cosign(foreign(1, last), KEY, AT)
    assert last == held(witness, FOREIGN)
    with pytest.raises(SizeConflict, match=f"holds size {last}"):
        witness.cosign(foreign(1, 8 - last), KEY, AT)
    assert last == held(witness, FOREIGN)


@settings(deadline=None, max_examples=30)
@given(sizes=st.lists(st.integers(0, 64), min_size=1, max_size=6), suite=st.sampled_from([S1, S2]))
def test_any_growing_log_is_cosigned_at_every_step(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], suite: Suite
) -> None:
    log = Log(suite_origin(ORIGIN, suite), suite)
    witness = Witness(tmp_path_factory.mktemp("w") / "w")
    vkey = witness.create(NAME, PASSPHRASE, kib=8, entropy=entropy)
    witness.trust(log.vkey)
    before = 0
    for at, size in enumerate(sorted(sizes), AT):
        line = witness.cosign(log.ask(before, size), KEY, at)
        cosigned = note.parse(log.note(size).data() + line)
        assert (at, size) == (note.cosigned_at(cosigned, vkey), held(witness, log.origin))
        before = size


def test_the_same_head_is_signed_again_from_any_old_size(witness: Witness) -> None:
    asked = Log().ask(0, 7)
    first = witness.cosign(asked, KEY, AT)
    assert first == witness.cosign(asked, KEY, AT)
    assert first == witness.cosign(Log().ask(7, 7), KEY, AT)
    assert first != witness.cosign(asked, KEY, AT + 1)
    assert held(witness) == 7


@pytest.mark.parametrize(("old", "new"), [(0, 9), (5, 9), (8, 9), (9, 9), (5, 6), (7, 6), (0, 0)])
def test_another_old_size_is_a_conflict_that_names_the_size_held(
    witness: Witness, old: int, new: int
) -> None:
    witness.cosign(Log().ask(0, 7), KEY, AT)
    with pytest.raises(SizeConflict, match="holds size 7") as caught:
        witness.cosign(Log().ask(old, new), KEY, AT)
    assert caught.value.held == 7
    assert (7, ()) == (held(witness), witness.state().conflicts)


def test_two_roots_of_one_size_are_a_split_view_and_kept(witness: Witness) -> None:
    honest, lying = Log(), Log().rewritten(3)
    witness.cosign(honest.ask(0, 7), KEY, AT)
    with pytest.raises(SplitView, match="SPLIT VIEW") as caught:
        witness.cosign(lying.ask(7, 7), KEY, AT)
    with pytest.raises(SplitView, match="SPLIT VIEW"):
        witness.cosign(lying.ask(7, 7), KEY, AT + 1)
    (kept,) = witness.state().conflicts
    assert kept == caught.value.conflict
    assert (FORK, honest.note(7).data(), lying.note(7).data()) == (
        kept.kind,
        kept.held.encode(),
        kept.shown.encode(),
    )
    # The evidence convinces anybody who has the log's key.
    key = VerifierKey.load(honest.vkey)
    assert all(note.signed_by(note.parse(t.encode()), key) for t in (kept.held, kept.shown))
    # The witness goes on with the history it saw, and no other.
    witness.cosign(honest.ask(7, 9), KEY, AT)
    with pytest.raises(SplitView):
        witness.cosign(lying.ask(9, 12), KEY, AT)


@pytest.mark.parametrize("new", [8, 9, 64])
@pytest.mark.parametrize("index", [0, 3, 6])
def test_a_rewritten_log_is_not_cosigned_and_kept(witness: Witness, index: int, new: int) -> None:
    witness.cosign(Log().ask(0, 7), KEY, AT)
    with pytest.raises(SplitView, match="not proven"):
        witness.cosign(Log().rewritten(index).ask(7, new), KEY, AT)
    assert [UNPROVEN] == [item.kind for item in witness.state().conflicts]
    assert held(witness) == 7
    # What comes after the leaves that were seen is the log's own to choose.
    witness.cosign(Log().rewritten(7).ask(7, new), KEY, AT)


def test_junk_proofs_do_not_fill_the_file_up(
    witness: Witness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cityledger.evidence.witness.MOST_CONFLICTS", 2)
    witness.cosign(Log().ask(0, 7), KEY, AT)
    for new in (8, 9, 10, 11):
        with pytest.raises(SplitView):
            witness.cosign(Log().rewritten(0).ask(7, new), KEY, AT)
    with pytest.raises(SplitView):
        witness.cosign(Log().rewritten(0).ask(7, 7), KEY, AT)
    kinds = [item.kind for item in witness.state().conflicts]
    assert [UNPROVEN, UNPROVEN, FORK] == kinds


@pytest.mark.parametrize("root", [bytes(32), tree.leaf_hash(b"x")])
def test_an_empty_log_has_the_root_of_nothing(witness: Witness, root: bytes) -> None:
    log = Log()
    text = note.Checkpoint(ORIGIN, 0, root).text()
    bad = note.Note(text, (note.sign(text, ORIGIN, log.key),))
    with pytest.raises(BadInput, match="false proof"):
        witness.cosign(Request(0, (), bad).data(), KEY, AT)
    with pytest.raises(BadInput, match="false proof"):
        witness.cosign(Request(0, (bytes(32),), log.note(5)).data(), KEY, AT)
    witness.cosign(log.ask(0, 0), KEY, AT)
    witness.cosign(log.ask(0, 5), KEY, AT)


def test_another_signature_key_or_log_is_refused(witness: Witness) -> None:
    stranger = Log(key=SoftKey(bytes(32)))
    with pytest.raises(Tampered, match="not signed by the key"):
        witness.cosign(stranger.ask(0, 7), KEY, AT)
    both = Log().note(7).joined(stranger.note(7).signatures)
    witness.cosign(Request(0, (), both).data(), KEY, AT)
    assert Log().note(7).data() == witness.state().logs[ORIGIN].checkpoint.encode()
    with pytest.raises(BadInput, match="does not watch"):
        witness.cosign(Log("another/1").ask(0, 7), KEY, AT)
    with pytest.raises(BadInput, match="not the key of this witness"):
        witness.cosign(Log().ask(7, 8), SoftKey(bytes(32)), AT)
    with pytest.raises(BadInput, match="not an add-checkpoint request"):
        witness.cosign(b"old 0\n", KEY, AT)


def test_no_flipped_bit_of_a_request_is_cosigned(witness: Witness) -> None:
    witness.cosign(Log().ask(0, 7), KEY, AT)
    body, written = Log().ask(7, 11), list[bytes]()
    deaf = Witness(witness.path, lambda _path, data: written.append(data))
    cosigned = count = 0
    for place, octet in enumerate(body):
        for bit in range(8):
            changed = body[:place] + bytes([octet ^ 1 << bit]) + body[place + 1 :]
            count += 1
            try:
                cosigned += bool(deaf.cosign(changed, KEY, AT))
            except CityledgerError:
                continue
    assert (len(body) * 8, 0) == (count, cosigned)
    # A flipped bit of the proof leaves evidence at most, never another head.
    assert {7} == {witness_file.parse(data).logs[ORIGIN].size for data in written}
    witness.cosign(body, KEY, AT)


def test_a_bundle_is_answered_log_by_log(witness: Witness) -> None:
    logs = [Log(), Log("d/2"), Log("d/3"), Log("d/4")]
    witness.trust(logs[1].vkey, logs[2].vkey)
    witness.cosign(logs[2].ask(0, 9), KEY, AT)
    asked = [request.parse(log.ask(0, 5)) for log in logs]
    data, failed = witness.answer(request.bundle(asked), KEY, AT)
    found = request.parse_answers(data)
    assert [(ORIGIN, 5), ("d/2", 5)] == [(item.origin, item.size) for item in found]
    assert [("d/3", SizeConflict), ("d/4", BadInput)] == [(o, type(e)) for o, e in failed]
    for log, item in zip(logs, found, strict=False):
        cosigned = log.note(5).joined(item.signatures)
        assert note.cosigned_at(cosigned, witness.state().vkey) == AT
    with pytest.raises(BadInput):
        witness.answer(b"---", KEY, AT)


# ------------------------------------------------------------------------------ the one file


class PowerCutError(Exception):
    """The machine went off."""


@pytest.mark.parametrize("is_written", [False, True])
def test_a_crash_around_the_write_neither_answers_nor_rolls_back(
    witness: Witness, is_written: bool
) -> None:
    def failing(path: Path, data: bytes) -> None:
        if is_written:
            private_file.replace(path, data)
        raise PowerCutError

    witness.cosign(Log().ask(0, 3), KEY, AT)
    with pytest.raises(PowerCutError):
        Witness(witness.path, failing).cosign(Log().ask(3, 7), KEY, AT)
    assert (7 if is_written else 3) == held(witness)
    # The lock was let go of, and the same request gets its answer now.
    witness.cosign(Log().ask(3, 7), KEY, AT)
    with pytest.raises((SizeConflict, SplitView)):
        witness.cosign(Log().rewritten(2).ask(3, 7), KEY, AT)


def test_nothing_is_signed_before_the_new_head_is_on_the_disk(witness: Witness) -> None:
    order: list[str] = []

    class Slow:
        public = KEY.public

        def sign(self, data: bytes) -> bytes:
            order.append(f"sign {held(witness)}")
            return KEY.sign(data)

    def writer(path: Path, data: bytes) -> None:
        order.append("write")
        private_file.replace(path, data)

    Witness(witness.path, writer).cosign(Log().ask(0, 7), Slow(), AT)
    assert ["write", "sign 7"] == order


def test_a_full_disk_leaves_the_old_file(witness: Witness) -> None:
    witness.cosign(Log().ask(0, 3), KEY, AT)
    before = witness.path.read_bytes()
    # A folder where the draft would be written stands for a disk that takes nothing.
    witness.path.with_name("witness.json-new").mkdir()
    with pytest.raises(Unavailable, match="was not written"):
        witness.cosign(Log().ask(3, 7), KEY, AT)
    assert before == witness.path.read_bytes()


def _race(path: Path, size: int, pipe: Connection) -> None:
    witness, won = Witness(path), 0
    pipe.recv()
    for _ in range(20):
        try:
            line = witness.cosign(Log().ask(held(witness), size), KEY, AT)
        except CityledgerError:
            continue
        won = max(won, len(line) and size)
    pipe.send(won)


def test_two_processes_never_roll_each_other_back(witness: Witness) -> None:
    witness.cosign(Log().ask(0, 3), KEY, AT)
    context = multiprocessing.get_context("spawn")
    pipes, workers = [], []
    for size in (40, 50):
        mine, theirs = context.Pipe()
        worker = context.Process(target=_race, args=(witness.path, size, theirs))
        worker.start()
        pipes.append(mine)
        workers.append(worker)
    for pipe in pipes:
        pipe.send("go")
    won = [pipe.recv() for pipe in pipes]
    for worker in workers:
        worker.join()
    assert [0, 0] == [worker.exitcode for worker in workers]
    assert (50, 50) == (max(won), held(witness))


def test_a_held_lock_keeps_others_out(witness: Witness) -> None:
    link = witness.path.with_name("link")
    link.symlink_to(witness.path)
    with (
        exclusive(witness.path),
        pytest.raises(Unavailable, match="another process holds"),
        exclusive(link, wait=0.05),
    ):
        pass
    with exclusive(witness.path, wait=0):
        assert witness.path.exists()
    with pytest.raises(Unavailable, match="cannot write beside"), exclusive(Path("/nowhere/w")):
        pass


def test_every_changed_byte_and_every_cut_of_the_file_is_noticed(witness: Witness) -> None:
    witness.cosign(Log().ask(0, 7), KEY, AT)
    with pytest.raises(SplitView):
        witness.cosign(Log().rewritten(0).ask(7, 7), KEY, AT)
    good = witness.path.read_bytes()
    assert good == witness_file.parse(good).data()
    count = 0
    for place in range(len(good)):
        for bad in (
            good[:place] + bytes([good[place] ^ 1 << place % 8]) + good[place + 1 :],
            good[:place],
        ):
            with pytest.raises(Malformed):
                witness_file.parse(bad)
            count += 1
    assert 2 * len(good) == count
    witness.path.write_bytes(good[:-1])
    for attempt in (
        lambda: witness.cosign(Log().ask(7, 8), KEY, AT),
        lambda: witness.trust(Log("d/2").vkey),
        lambda: witness.unlock(PASSPHRASE),
        lambda: witness.change_passphrase(PASSPHRASE, PASSPHRASE),
    ):
        with pytest.raises(Tampered, match="is damaged and was left as it is"):
            attempt()
    assert good[:-1] == witness.path.read_bytes()


def _resummed(value: dict[str, object]) -> bytes:
    bare = {name: item for name, item in value.items() if name != "sum"}
    digest = sha256(witness_file._json(bare)).hexdigest()
    return witness_file._json({**bare, "sum": digest})


@pytest.mark.parametrize(
    ("field_name", "value"),
    [
        ("size", "8"),
        ("size", "-7"),
        ("size", "07"),
        ("root", "AAAA"),
        ("at", "-1"),
        ("checkpoint", ""),
        ("checkpoint", "x"),
        ("vkey", Log(key=SoftKey(bytes(32))).vkey),
        ("vkey", Log("d/2").vkey),
        ("vkey", "x"),
        ("size", None),
    ],
)
def test_a_head_that_its_own_checkpoint_does_not_bear_out_is_refused(
    witness: Witness, field_name: str, value: object
) -> None:
    witness.cosign(Log().ask(0, 7), KEY, AT)
    content = json.loads(witness.path.read_bytes())
    assert witness.path.read_bytes() == _resummed(content)
    content["logs"][ORIGIN][field_name] = value
    with pytest.raises(Malformed):
        witness_file.parse(_resummed(content))


@pytest.mark.parametrize("extra", [{"format": "v9"}, {"name": "a b"}, {"more": ""}, {"logs": []}])
def test_another_shape_of_file_is_refused(witness: Witness, extra: dict[str, object]) -> None:
    content = json.loads(witness.path.read_bytes())
    with pytest.raises(Malformed):
        witness_file.parse(_resummed({**content, **extra}))


def test_a_witness_is_created_once_and_for_the_owner_only(witness: Witness) -> None:
    before = witness.path.read_bytes()
    with pytest.raises(Unavailable, match="already"):
        witness.create(NAME, PASSPHRASE, kib=8)
    assert before == witness.path.read_bytes()
    assert stat.S_IMODE(witness.path.stat().st_mode) == 0o600
    with pytest.raises(BadInput, match="key name"):
        Witness(witness.path.with_name("w2")).create("two words", PASSPHRASE, kib=8)
    with pytest.raises(Unavailable, match="No such file"):
        Witness(witness.path.with_name("w3")).unlock(PASSPHRASE)


def test_the_passphrase_opens_the_key_and_can_change(witness: Witness) -> None:
    with pytest.raises(WrongPassphrase):
        witness.unlock("another five plain words here")
    public = witness.unlock(PASSPHRASE).public
    witness.change_passphrase(PASSPHRASE, "another five plain words here")
    assert public == witness.unlock("another five plain words here").public
    assert witness.state().logs.keys() == {ORIGIN}


def test_logs_are_trusted_all_or_none(witness: Witness) -> None:
    witness.trust(Log().vkey)
    own = VerifierKey("d/9", KEY.public).text()
    other_key = Log(key=SoftKey(bytes(32))).vkey
    with pytest.raises(BadInput) as caught:
        witness.trust(Log("d/2").vkey, "x", witness.state().vkey.text(), own, other_key)
    assert [
        "not a verifier key",
        "not the key of a log: a log signs with type 0x01",
        "a witness does not witness itself",
        "this log is watched under another key; to follow a replaced key, trust it instead",
    ] == [problem.reason for problem in caught.value.problems]
    assert witness.state().logs.keys() == {ORIGIN}
