"""Events and leaves: written one way, read back, and every change noticed."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, strategies as st

from cityledger.evidence import canon, event, note
from cityledger.evidence.canon import Malformed
from cityledger.evidence.event import Event, Head, Leaf
from cityledger.evidence.keys import SoftKey
from cityledger.kernel.errors import Finding

ORIGIN = "cityledger.example/150602/0001"
KEY = SoftKey(bytes(range(32)))
SEEN = Head(7, bytes(range(32)))
REGISTRY = Head(0, hashlib.sha256(b"").digest())
CORE = {
    "actor": "cai",
    "command": "c0",
    "id": "r1",
    "type": "pay",
    "rows": {"x": [{"memo": "付\n款"}]},
}
FINDINGS = [Finding.of("payment.over_certified", line=1, over_fen=1).value()]


def signed(core: dict[str, Any] | None = None) -> Event:
    return event.build(ORIGIN, SEEN, REGISTRY, core or CORE, KEY)


def leaf(findings: list[Any] | None = None, of: Event | None = None) -> Leaf:
    at = "2025-03-07T01:02:03.000004Z"
    return Leaf(1506020001, 3, bytes(32), at, 9, findings or [], of or signed())


def test_an_event_is_written_as_specified() -> None:
    root = b64encode(SEEN.root).decode()
    none = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    text = (
        f"cityledger/event/v1\n{ORIGIN}\nseen 7 {root}\nregistry 0 {none}\n"
        '{"actor":"cai","command":"c0","id":"r1","rows":{"x":[{"memo":"付\\n款"}]},"type":"pay"}\n'
    ).encode()
    name = f"{ORIGIN}/u/cai"
    key_id = hashlib.sha256(name.encode() + b"\n\x01" + KEY.public).digest()[:4]
    line = f"— {name} {b64encode(key_id + KEY.sign(text)).decode()}\n".encode()
    assert text == signed().text
    assert text + b"\n" + line == signed().data
    assert hashlib.sha256(b"\0" + text).digest() == signed().digest


def test_an_event_is_also_a_signed_note() -> None:
    found = note.parse(signed().data)
    key = note.VerifierKey(event.key_name(ORIGIN, "cai"), KEY.public)
    assert note.signed_by(found, key)


def test_a_leaf_is_written_as_specified() -> None:
    zero = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    head = (
        f"cityledger/leaf/v1\nbook 1506020001\nbseq 3\nbprev {zero}\n"
        "at 2025-03-07T01:02:03.000004Z\nregistry 9\n"
    ).encode()
    refused = b'refused [["payment.over_certified",{"line":"1","over_fen":"1"}]]'
    assert head + b"accepted\n\n" + signed().data == leaf().body()
    assert head + refused + b"\n\n" + signed().data == leaf(FINDINGS).body()


@pytest.mark.parametrize("findings", [[], FINDINGS])
def test_a_leaf_is_read_back(findings: list[Any]) -> None:
    found = event.parse_leaf(leaf(findings).body())
    assert leaf(findings) == found
    assert (not findings) == found.accepted
    assert event.signed_by(found.event, KEY.public)
    assert [Finding.load(value).value() for value in found.findings] == findings


def test_a_member_of_a_batch_has_no_signature() -> None:
    member = event.build(ORIGIN, SEEN, REGISTRY, CORE, None)
    assert member == event.parse_leaf(leaf(of=member).body()).event
    assert member.digest == signed().digest
    assert not event.signed_by(member, KEY.public)


def test_another_key_did_not_sign() -> None:
    assert event.signed_by(signed(), KEY.public)
    assert not event.signed_by(signed(), SoftKey(bytes(32)).public)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"pay", b"buy"),
        (b"seen 7", b"seen 8"),
        (b"registry 0", b"registry 1"),
        (b'"r1"', b'"r2"'),
        (b"0001\nseen", b"0002\nseen"),
    ],
)
def test_a_changed_event_is_no_longer_signed(old: bytes, new: bytes) -> None:
    whole = signed()
    changed = replace(whole, text=whole.text.replace(old, new))
    assert changed.text != whole.text
    assert not event.signed_by(changed, KEY.public)


def test_the_signature_of_another_event_or_actor_does_not_hold() -> None:
    other = signed({**CORE, "id": "r2"})
    assert not event.signed_by(replace(signed(), note=other.note), KEY.public)
    eve = signed({**CORE, "actor": "eve"})
    assert not event.signed_by(replace(eve, note=signed().note), KEY.public)
    with pytest.raises(Malformed):
        event.parse(eve.text + b"\n" + signed().note)


@pytest.mark.parametrize(
    "core",
    [
        [],
        {},
        {**CORE, "id": ""},
        {**CORE, "actor": None},
        {**CORE, "actor": "a b"},
        {**CORE, "actor": "a+b"},
        {**CORE, "actor": "a\n"},
        {"actor": "cai", "id": "1"},
        {**CORE, "memo": 5},
        {**CORE, "memo": "x" * event.EVENT_LIMIT},
    ],
    ids=lambda core: repr(core)[:40],
)
def test_an_act_that_cannot_be_written_is_refused(core: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        event.build(ORIGIN, SEEN, REGISTRY, core, KEY)


@pytest.mark.parametrize(
    ("origin", "head"), [("", SEEN), ("a b", SEEN), ("a\nb", SEEN), (ORIGIN, Head(1, b"short"))]
)
def test_an_origin_or_head_that_cannot_be_written_is_refused(origin: str, head: Head) -> None:
    with pytest.raises(Malformed):
        event.build(origin, head, REGISTRY, CORE, KEY)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"leaf/v1", b"leaf/v2"),
        (b"event/v1", b"event/v2"),
        (b"bseq 3", b"bseq 03"),
        (b"bseq 3", b"bseq -3"),
        (b"bseq 3", b"bseq +3"),
        (b"bseq 3", b"bseq  3"),
        (b"bseq 3", b"bseq 99999999999999999999"),
        (b"AAA=\nat", b"AAB=\nat"),
        (b"AAA=\nat", b"AA==\nat"),
        (b".000004Z", b".00004Z"),
        (b"03-07T", b"02-30T"),
        (b"registry 9\n", b"registry 9\r\n"),
        (b"registry 9\n", b""),
        (b"accepted", b"Accepted"),
        (b"accepted", b"accepted "),
        (b"accepted", b"refused []"),
        (b"accepted", b"refused [ ]"),
        (b"accepted", b"refused {}"),
        (b"accepted", b'refused ["code"]'),
        (b"accepted", b'refused [["code"]]'),
        (b"accepted", b'refused [["code",{"a":["b"]}]]'),
        (b"accepted", b'refused [["code",{"a":"b"},"c"]]'),
        (b"accepted", b"refused [[1,{}]]"),
        (b"accepted\n\n", b"accepted\n"),
        (b"accepted\n\n", b"accepted\n\n\n"),
        (b"seen 7", b"seen 07"),
        (b"seen 7 AAEC", b"seen 7 AAE"),
        (b"registry 0", b"registry zero"),
        (b'{"actor"', b'{ "actor"'),
        (b'"pay"}', b'"pay","type":"pay"}'),
        (b'"type":"pay"', b'"type":true'),
        (b"cityledger.example", b"city\xffledger.example"),
        (b"\xe2\x80\x94 city", b"- city"),
        (b"/u/cai ", b"/u/eve "),
        (b"/u/cai ", b"/u/cai  "),
        (b"/u/cai ", b"/u/cai =="),
    ],
)
def test_another_spelling_of_a_leaf_is_refused(old: bytes, new: bytes) -> None:
    body = leaf().body()
    changed = body.replace(old, new)
    assert changed != body
    with pytest.raises(Malformed):
        event.parse_leaf(changed)


@pytest.mark.parametrize("tail", [b"\n", b"x", signed().note])
def test_nothing_may_follow_a_leaf(tail: bytes) -> None:
    with pytest.raises(Malformed):
        event.parse_leaf(leaf().body() + tail)


@pytest.mark.parametrize(
    "change",
    [
        {"at": "2025-03-07 01:02:03"},
        {"index": -1},
        {"previous": b"short"},
        {"findings": ["over"]},
        {"findings": [["over", {"fen": 1}]]},
        {"findings": [["over", {"text": "x" * 9000}]] * 2},
    ],
    ids=lambda change: repr(change)[:30],
)
def test_a_leaf_that_could_not_be_read_is_not_written(change: dict[str, Any]) -> None:
    big = signed({**CORE, "memo": "x" * (event.EVENT_LIMIT - 500)})
    with pytest.raises(Malformed):
        replace(leaf(of=big), **change).body()


@given(st.data())
def test_every_changed_byte_of_a_leaf_is_noticed(data: st.DataObject) -> None:
    body = leaf(FINDINGS).body()
    place = data.draw(st.integers(0, len(body) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != body[place]))
    changed = body[:place] + bytes([byte]) + body[place + 1 :]
    try:
        found = event.parse_leaf(changed)
    except Malformed:
        return
    # What can still be read reads as what it says, so the leaf hash differs; and a change inside
    # the event breaks the person's signature.
    assert changed == found.body()
    assert found.event.data == signed().data or not event.signed_by(found.event, KEY.public)


@given(st.dictionaries(st.from_regex(r"\A[a-z]{1,5}\Z"), st.text(st.characters(codec="utf-8"))))
def test_any_act_is_written_and_read_back(facts: dict[str, str]) -> None:
    core = {**facts, "id": "1", "type": "t", "actor": "cai"}
    whole = leaf(of=signed(core))
    assert whole == event.parse_leaf(whole.body())
    assert canon.encode(core) in whole.body()
