"""A new passphrase is judged by what a guesser would have to find, not by its length alone."""

from __future__ import annotations

import secrets

import pytest
from hypothesis import given, strategies as st

from cityledger.evidence import passphrases
from cityledger.kernel import words

NAMES = ("某区住房和城乡建设局", "zhang_san", "张三", "Donggang District")


@pytest.mark.parametrize(
    ("passphrase", "problem"),
    [
        ("", "passphrase_short"),
        ("password12345", "passphrase_short"),
        ("one two three four", None),
        ("城 建 资 金 账 本", "passphrase_common"),
        ("江 雪 独 钓 寒", None),
        ("一 二 三 四", "passphrase_short"),
        ("aaaaaaaaaaaaaaaa", "passphrase_plain"),
        ("ababababababababab", "passphrase_plain"),
        ("correct horse battery staple 42", None),
        ("password123456", "passphrase_common"),
        ("Password-2025-Password", "passphrase_common"),
        ("qwertyuiopasdf", "passphrase_common"),
        ("poiuytrewq0987654321", "passphrase_common"),
        ("1qaz2wsx3edc4rfv", "passphrase_common"),
        ("abcdefghijklmnop", "passphrase_common"),
        ("zyxwvutsrqponm", "passphrase_common"),
        ("abc1x!abc1x!abc1x!abc1x!", "passphrase_common"),
        ("cityledger2025!", "passphrase_common"),
        ("".join(chr(ord(c) + 0xFEE0) for c in "Password123456"), "passphrase_common"),
        ("zhang_san@2025#ok", "passphrase_common"),
        ("某区住房和城乡建设局2025", "passphrase_common"),
        ("DonggangDistrict88", "passphrase_common"),
        ("zhang san rides a slow tram", None),
        ("20250101-20251231", "passphrase_common"),
        ("admin password login welcome secret", "passphrase_common"),
        ("x" * 300, "passphrase_long"),
        ("fourteen\x1bletters", "passphrase_long"),
    ],
)
def test_a_new_passphrase_is_judged(passphrase: str, problem: str | None) -> None:
    assert problem == passphrases.problem(passphrase, NAMES)
    if problem:
        assert all(words.sentence(problem, lang) for lang in words.LANGS)


def test_a_name_counts_only_at_its_own_ledger() -> None:
    assert "passphrase_common" == passphrases.problem("DonggangDistrict88", NAMES)
    assert None is passphrases.problem("DonggangDistrict88")


def test_names_of_one_letter_spoil_nothing() -> None:
    phrase = "correct horse battery"
    assert None is passphrases.problem(phrase, [*"abcdefghijklmnopqrstuvwxyz", "", " "])


@given(st.binary(min_size=10, max_size=40))
def test_random_bits_are_never_called_common(bits: bytes) -> None:
    groups = bits.hex()
    # Twenty hexadecimal digits of chance hold short runs; what is left of them is still long.
    problem = passphrases.problem(f"{groups}-{secrets.token_hex(16)}")
    assert problem is None


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text: str) -> None:
    answer = passphrases.problem(text, NAMES)
    assert answer is None or words.sentence(answer)
