"""Requests to a witness and its answers: C2SP's body, and files of several."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from cityledger.evidence import note, request, tree
from cityledger.evidence.canon import Malformed
from cityledger.evidence.keys import SoftKey
from cityledger.evidence.note import COSIGNATURE, VerifierKey
from cityledger.evidence.request import Answer, Request

# The example of C2SP tlog-witness, byte for byte.
PUBLISHED = """\
old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa \
Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa \
opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
""".encode()
# Its example response of two witnesses.
RESPONSE = """\
— witness.example/w1 \
CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5G2HgLatVs0pWh6Up\
69HVOw==
— witness.example/w2 \
AWui8Sk55XjYLOijihBjhqEH6nS1ndDymE0a+6idX7pLcnoB+dhnz0854aLZgrrKbYKA7nC3HNJhm/kWl7oJlqU3rXXvpysA\
dyP3wQ==
"""
LOG = SoftKey(bytes(range(32)))
HASHES = [tree.leaf_hash(bytes([i])) for i in range(70)]


def ask(origin: str, old: int, new: int) -> Request:
    text = note.Checkpoint(origin, new, tree.mth(HASHES[:new])).text()
    path = tree.consistency(old, new, tree.spans(HASHES))
    return Request(old, tuple(path), note.Note(text, (note.sign(text, origin, LOG),)))


def test_the_published_request_is_read_and_written() -> None:
    found = request.parse(PUBLISHED)
    assert (20852014, 4, 20852163) == (found.old, len(found.path), found.checkpoint.size)
    assert found.checkpoint.origin == "example.com/behind-the-sofa"
    assert len(found.note.signatures) == 2
    assert PUBLISHED == found.data()


def test_the_published_response_is_read_as_an_answer() -> None:
    text = f"example.com/behind-the-sofa\n20852163\n{RESPONSE}".encode()
    (found,) = request.parse_answers(text)
    names = [item.name for item in found.signatures]
    assert (20852163, ["witness.example/w1", "witness.example/w2"]) == (found.size, names)
    assert text == request.answers([found])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("old 20852014", "old 020852014"),
        ("old 20852014", "old -1"),
        ("old 20852014", "old  20852014"),
        ("old 20852014", "Old 20852014"),
        ("old 20852014", "old \uff12"),
        ("old 20852014\n", ""),
        ("PlRNCr", "PlRN"),
        ("Dpkaw=", "Dpkax="),
        ("Dpkaw=", "Dpkaw"),
        ("Dpkaw=", "Dpkaw= "),
        ("Kj/0=\n\n", "Kj/0=\n"),
        ("Kj/0=\n\n", "Kj/0=\n\n\n"),
        ("\n20852163\n", "\n020852163\n"),
        ("q2I=\n\n", "q2I=\nextension\n\n"),
        ("\n", "\r\n"),
    ],
)
def test_another_spelling_is_refused(old: str, new: str) -> None:
    text = PUBLISHED.decode()
    assert old in text
    with pytest.raises(Malformed):
        request.parse(text.replace(old, new).encode())


@pytest.mark.parametrize(("count", "fits"), [(0, True), (63, True), (64, False)])
def test_a_proof_has_at_most_63_lines(count: int, fits: bool) -> None:
    lines = b"KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" * count
    body = b"old 0\n" + lines + b"\n" + ask("o/1", 0, 1).note.data()
    if fits:
        assert count == len(request.parse(body).path)
    else:
        with pytest.raises(Malformed):
            request.parse(body)


def test_what_could_not_be_read_is_not_written() -> None:
    good = ask("o/1", 3, 7)
    for bad in (
        Request(-1, good.path, good.note),
        Request(3, (b"short",), good.note),
        Request(3, good.path, note.Note(good.note.text, ())),
        Request(3, list(good.path), good.note),  # type: ignore[arg-type]
    ):
        with pytest.raises(Malformed):
            bad.data()


@given(st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), min_size=1, max_size=5))
def test_any_bundle_is_written_and_read_back(sizes: list[tuple[int, int]]) -> None:
    asked = [ask(f"o/{n}", *sorted(pair)) for n, pair in enumerate(sizes)]
    data = request.bundle(asked)
    assert tuple(asked) == request.parse_bundle(data)
    assert (len(asked) == 1) == (data == asked[0].data())


@given(st.integers(0, 4), st.integers(0, 2**63 - 1))
def test_any_answers_are_written_and_read_back(count: int, size: int) -> None:
    text = note.Checkpoint("o", 1, bytes(32)).text()
    line = note.cosign(text, "w", LOG, 5)
    items = [Answer(f"o/{n}", size, (line,) * (n + 1)) for n in range(count)]
    assert tuple(items) == request.parse_answers(request.answers(items))


def test_a_log_stands_in_a_file_once() -> None:
    twice = [ask("o/1", 0, 1), ask("o/1", 1, 2)]
    with pytest.raises(Malformed, match="twice"):
        request.bundle(twice)
    with pytest.raises(Malformed, match="twice"):
        request.parse_bundle(b"\n".join(item.data() for item in twice))
    answer = Answer("o", 1, (note.cosign("x\n", "w", LOG, 5),))
    with pytest.raises(Malformed, match="twice"):
        request.answers([answer, answer])


BUNDLE = request.bundle([ask("o/1", 3, 7), ask("o/2", 0, 1)])
ANSWER = request.answers([Answer(f"o/{n}", 1, (note.cosign("x\n", "w", LOG, 5),)) for n in (1, 2)])


@pytest.mark.parametrize(
    "data",
    [b"", b"\n", BUNDLE[:-1], BUNDLE + b"\n", BUNDLE + BUNDLE, b"\n" + BUNDLE, b"\xff" + BUNDLE],
)
def test_what_is_no_bundle_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        request.parse_bundle(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\n",
        b"\xff",
        b"o\n1\n",
        ANSWER[:-1],
        ANSWER + b"\n",
        b"\n" + ANSWER,
        ANSWER + ANSWER,
        ANSWER.replace(b"\n1\n", b"\n01\n"),
        ANSWER.replace(b"o/1", b""),
        ANSWER.replace(b" ", b""),
    ],
)
def test_what_are_no_answers_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        request.parse_answers(data)


def test_files_of_endless_length_are_refused() -> None:
    for parse in (request.parse_bundle, request.parse_answers):
        with pytest.raises(Malformed, match="bytes of"):
            parse(bytes(request.LIMIT + 1))


def test_an_answer_is_joined_to_its_checkpoint() -> None:
    asked = ask("o/1", 3, 7)
    line = note.cosign(asked.note.text, "audit.example/w1", SoftKey(bytes(32)), 9)
    (answer,) = request.parse_answers(request.answers([Answer("o/1", 7, (line,))]))
    key = VerifierKey("audit.example/w1", SoftKey(bytes(32)).public, COSIGNATURE)
    assert note.cosigned_at(asked.note.joined(answer.signatures), key) == 9
