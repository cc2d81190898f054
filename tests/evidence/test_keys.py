"""Key files and the pen. Argon2id runs with little memory here; its cost is not what is tested."""

from __future__ import annotations

import struct

import pytest

from cityledger.evidence import event, keys
from cityledger.evidence.canon import Malformed
from cityledger.evidence.event import Head
from cityledger.evidence.keys import Locked, Pen, SoftKey, WrongPassphrase

SEED = bytes(range(32))
PASSPHRASE = "正确 horse battery 钉书钉 42"
FILE = keys.seal("cai", SEED, PASSPHRASE, kib=64, rounds=1)
HEAD = Head(0, bytes(32))
CORE = {"id": "1", "type": "pay"}


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_key_file_opens_with_its_passphrase() -> None:
    key = keys.unseal("cai", FILE, PASSPHRASE)
    assert key.public == SoftKey(SEED).public == keys.public_of(FILE)
    assert key.sign(b"x") == SoftKey(SEED).sign(b"x")


def test_a_key_file_has_the_layout_of_the_design() -> None:
    data = keys.seal("cai", SEED, PASSPHRASE, kib=64, rounds=1, entropy=bytes)
    assert data[:7] == b"CLKEY1\n"
    assert struct.unpack(">IBB", data[7:13]) == (64, 1, 1)
    assert data[13:41] == bytes(28)
    assert data[41:73] == SoftKey(SEED).public
    assert len(data) == 121
    assert SEED not in data


def test_two_files_of_one_key_differ() -> None:
    assert keys.seal("cai", SEED, PASSPHRASE, kib=64, rounds=1) != FILE


@pytest.mark.parametrize(
    ("user", "passphrase"), [("cai", PASSPHRASE + " "), ("cai", ""), ("eve", PASSPHRASE)]
)
def test_another_passphrase_or_user_does_not_open_it(user: str, passphrase: str) -> None:
    with pytest.raises(WrongPassphrase):
        keys.unseal(user, FILE, passphrase)


@pytest.mark.parametrize("place", range(7, 121))
def test_every_changed_byte_of_a_key_file_is_noticed(place: int) -> None:
    changed = bytearray(FILE)
    changed[place] ^= 1
    with pytest.raises((WrongPassphrase, Malformed)):
        keys.unseal("cai", bytes(changed), PASSPHRASE)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"CLKEY1\n",
        FILE[:-1],
        FILE + b"\0",
        b"CLKEY2\n" + FILE[7:],
        FILE[:7] + struct.pack(">IBB", 2**31, 1, 1) + FILE[13:],
        FILE[:7] + struct.pack(">IBB", 64, 200, 1) + FILE[13:],
        FILE[:7] + struct.pack(">IBB", 64, 1, 4) + FILE[13:],
        FILE[:7] + struct.pack(">IBB", 0, 1, 1) + FILE[13:],
    ],
)
def test_what_is_no_key_file_is_refused_before_any_work(data: bytes) -> None:
    with pytest.raises(Malformed):
        keys.unseal("cai", data, PASSPHRASE)


def test_a_new_passphrase_keeps_the_key() -> None:
    data = keys.reseal("cai", FILE, PASSPHRASE, "another passphrase 7")
    assert keys.unseal("cai", data, "another passphrase 7").public == keys.public_of(FILE)
    assert struct.unpack(">IBB", data[7:13]) == (65_536, 3, 1)
    with pytest.raises(WrongPassphrase):
        keys.unseal("cai", data, PASSPHRASE)


def test_a_pen_signs_as_its_user() -> None:
    pen = Pen("cai", SoftKey(SEED))
    signed = pen.sign("origin", HEAD, HEAD, {**CORE, "actor": "eve"})
    assert signed.actor == "cai"
    assert event.signed_by(signed, pen.public)


def test_a_pen_locks_when_idle() -> None:
    clock = Clock()
    pen = Pen("cai", SoftKey(SEED), idle=300, clock=clock)
    clock.now += 300
    pen.sign("origin", HEAD, HEAD, CORE)
    clock.now += 300
    assert not pen.is_locked()
    clock.now += 0.5
    assert pen.is_locked()
    clock.now -= 100
    with pytest.raises(Locked):
        pen.sign("origin", HEAD, HEAD, CORE)


def test_a_pen_stays_open_while_the_person_works_but_not_all_day() -> None:
    clock = Clock()
    pen = Pen("cai", SoftKey(SEED), idle=300, longest=1000, clock=clock)
    for _ in range(4):
        clock.now += 250
        pen.touch()
    assert not pen.is_locked()
    clock.now += 1
    pen.touch()
    with pytest.raises(Locked):
        pen.sign("origin", HEAD, HEAD, CORE)


def test_a_pen_locks_at_once_when_told() -> None:
    pen = Pen("cai", SoftKey(SEED))
    pen.lock()
    assert pen.is_locked()
    with pytest.raises(Locked):
        pen.sign("origin", HEAD, HEAD, CORE)
