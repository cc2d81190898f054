"""Signed notes and checkpoints, byte for byte as C2SP writes them."""

from __future__ import annotations

import pytest

from cityledger.evidence import note, tree
from cityledger.evidence.canon import Malformed
from cityledger.evidence.keys import SoftKey

ORIGIN = "cityledger.example/district-7/2025"
WITNESS = "audit.example/w1"
LOG = SoftKey(bytes(range(32)))
WATCH = SoftKey(bytes(range(1, 33)))
SEEN_AT = 1_750_000_000

# The vector of the design: leaves "leaf-0" to "leaf-6", both keys above.
VECTOR = """\
cityledger.example/district-7/2025
7
CwB/uRXrmyoUb1SxyG7FO2ZPjkVbdmCwtu4T7cDZIcA=

— cityledger.example/district-7/2025 \
HVDj9rogvou+Zy8S4nY66ResLbaasUgP7Ih/36Q7qKrGG/FqCM+KRqBAb4ruLuVhoc7M5YawINdTTL/2Eq7Rog7e6wQ=
— audit.example/w1 \
TrfeIgAAAABoTuGAW5n5lnX9ygMAwE+B5fnHgeF22hPxyDTUaM6uf+5MSz6Bq9LvPGyK+xKux7460Jxq70Y8DePnlcaD7VYIAuBuAw==
""".encode()

# The example of the signed note specification and of the Go checksum database.
NEUMANN_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NEUMANN = """\
If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann \
x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
""".encode()


def checkpoint() -> note.Checkpoint:
    frontier = tree.Frontier()
    for i in range(7):
        frontier.add(tree.leaf_hash(f"leaf-{i}".encode()))
    return note.Checkpoint(ORIGIN, frontier.size, frontier.root())


def test_the_vector_of_the_design_is_reproduced() -> None:
    text = checkpoint().text()
    signatures = (
        note.sign(text, ORIGIN, LOG),
        note.cosign(text, WITNESS, WATCH, SEEN_AT),
    )
    assert VECTOR == note.Note(text, signatures).data()


def test_the_vector_is_read_and_verified() -> None:
    found = note.parse(VECTOR)
    assert checkpoint() == note.parse_checkpoint(found.text)
    assert note.signed_by(found, note.VerifierKey(ORIGIN, LOG.public))
    witness = note.VerifierKey(WITNESS, WATCH.public, note.COSIGNATURE)
    assert note.cosigned_at(found, witness) == SEEN_AT
    assert note.signed_by(found, witness)


def test_another_key_or_name_did_not_sign() -> None:
    found = note.parse(VECTOR)
    assert not note.signed_by(found, note.VerifierKey(ORIGIN, WATCH.public))
    assert not note.signed_by(found, note.VerifierKey("another", LOG.public))
    assert note.cosigned_at(found, note.VerifierKey(ORIGIN, LOG.public)) is None
    other = note.VerifierKey(WITNESS, LOG.public, note.COSIGNATURE)
    assert note.cosigned_at(found, other) is None


def test_a_changed_size_or_time_is_noticed() -> None:
    changed = note.parse(VECTOR.replace(b"\n7\n", b"\n8\n"))
    assert not note.signed_by(changed, note.VerifierKey(ORIGIN, LOG.public))
    witness = note.VerifierKey(WITNESS, WATCH.public, note.COSIGNATURE)
    assert note.cosigned_at(changed, witness) is None
    found = note.parse(VECTOR)
    line = found.signatures[1]
    later = (SEEN_AT + 1).to_bytes(8, "big") + line.blob[8:]
    moved = note.Note(found.text, (note.Signature(line.name, line.key_id, later),))
    assert note.cosigned_at(moved, witness) is None


def test_the_published_example_verifies() -> None:
    key = note.VerifierKey.load(NEUMANN_KEY)
    assert note.signed_by(note.parse(NEUMANN), key)
    assert not note.signed_by(note.parse(NEUMANN.replace(b"don't", b"do")), key)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text\n",
        b"text\n\n",
        b"\n\n" + VECTOR.split(b"\n\n")[1],
        VECTOR[:-1],
        VECTOR + b"\n",
        VECTOR.replace("— ".encode(), b"- "),
        VECTOR.replace(b"w1 T", b"w1  T"),
        VECTOR.replace(b"w1 T", b"w+1 T"),
        VECTOR.replace(b"w1 T", b"w1 *"),
        VECTOR.replace(b"AuBuAw==", b"AuBuAx=="),
        VECTOR.replace(b"AuBuAw==", b"AuBuAw"),
        VECTOR.replace(b"\n7\n", b"\n\r7\n"),
        VECTOR.replace(b"\n7\n", b"\n\xff7\n"),
        b"text\n\n" + "— name AAAAAAA=\n".encode() * 101,
        "text\n\n— name AAAA\n".encode(),
    ],
)
def test_what_is_no_note_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        note.parse(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n7\n", "\n07\n"),
        ("\n7\n", "\n-7\n"),
        ("\n7\n", "\n+7\n"),
        ("IcA=\n", "IcA=\nextension\n"),
        ("IcA=\n", "IcA="),
        ("IcA=\n", "IcB=\n"),
        ("CwB/uRXr", ""),
        (ORIGIN, ""),
    ],
)
def test_what_is_no_checkpoint_is_refused(old: str, new: str) -> None:
    text = checkpoint().text()
    assert old in text
    with pytest.raises(Malformed):
        note.parse_checkpoint(text.replace(old, new))


def test_verifier_keys_are_printed_and_read_back() -> None:
    for kind in (note.ED25519, note.COSIGNATURE):
        key = note.VerifierKey("audit.example/w1", WATCH.public, kind)
        assert key == note.VerifierKey.load(key.text())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+00000000+",
        NEUMANN_KEY.replace("c74f20a3", "c74f20a4"),
        NEUMANN_KEY.replace("Peter", "Peter "),
        NEUMANN_KEY[:-4],
        NEUMANN_KEY.replace("+ARpc", "+BRpc"),
    ],
)
def test_what_is_no_verifier_key_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        note.VerifierKey.load(text)


def test_a_public_key_of_wrong_length_verifies_nothing() -> None:
    assert not note.verify(b"short", bytes(64), b"data")
    assert not note.verify(LOG.public, b"short", b"data")
    assert note.verify(LOG.public, LOG.sign(b"data"), b"data")


def test_a_known_key_with_a_false_line_is_named() -> None:
    found = note.parse(VECTOR)
    keys = [
        note.VerifierKey(ORIGIN, LOG.public),
        note.VerifierKey(WITNESS, WATCH.public, note.COSIGNATURE),
    ]
    assert () == note.false_lines(found, keys)
    line = found.signatures[1]
    blob = line.blob[:-1] + bytes([line.blob[-1] ^ 1])
    false = note.Signature(WITNESS, line.key_id, blob)
    assert (false,) == note.false_lines(found.joined([false]), keys)
    assert () == note.false_lines(found.joined([false]), keys[:1])


def test_lines_are_joined_once() -> None:
    found = note.parse(VECTOR)
    bare = note.Note(found.text, found.signatures[:1])
    assert found == bare.joined(found.signatures)
    assert found == found.joined(found.signatures)


def test_a_cosignature_ends_with_the_last_second_of_c2sp() -> None:
    text = checkpoint().text()
    witness = note.VerifierKey(WITNESS, WATCH.public, note.COSIGNATURE)
    for at, expected in [((1 << 63) - 1, (1 << 63) - 1), (1 << 63, None)]:
        cosigned = note.Note(text, (note.cosign(text, WITNESS, WATCH, at),))
        assert expected == note.cosigned_at(cosigned, witness)
