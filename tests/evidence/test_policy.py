"""Policies: the form of C2SP tlog-policy, every problem of a bad one, and who is enough."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, strategies as st

from cityledger.evidence import note, policy
from cityledger.evidence.keys import SoftKey
from cityledger.evidence.note import COSIGNATURE, VerifierKey
from cityledger.evidence.policy import Policy
from cityledger.kernel.errors import BadInput

ORIGIN = "district.example/370211/3702110001"
LOG = SoftKey(bytes(range(32)))
PEOPLE = {name: SoftKey(name.encode().ljust(32, b".")) for name in ("audit", "npc", "cdi", "x")}
LOG_KEY = VerifierKey(ORIGIN, LOG.public)
KEYS = {n: VerifierKey(f"{n}.example/w1", k.public, COSIGNATURE) for n, k in PEOPLE.items()}
TEXT = note.Checkpoint(ORIGIN, 7, bytes(32)).text()

SAMPLE = f"""\
# Whom the province asks.
log {LOG_KEY.text()} https://district.example/log

witness audit {KEYS["audit"].text()}
\twitness  npc\t{KEYS["npc"].text()} https://npc.example/
group gov all audit npc
quorum gov
"""
# The example of C2SP tlog-policy, with the two levels of its groups.
TWO_LEVELS = """\
group X-witnesses 2 X1 X2 X3
group Y-witnesses any Y1 Y2 Y3
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""


def signed(*names: str, by_log: bool = True) -> note.Note:
    lines = [note.sign(TEXT, ORIGIN, LOG)] if by_log else []
    lines += [note.cosign(TEXT, KEYS[n].name, PEOPLE[n], 1_750_000_000 + len(n)) for n in names]
    return note.Note(TEXT, tuple(lines))


def problems(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as caught:
        policy.parse(data)
    return [(problem.place, problem.reason) for problem in caught.value.problems]


def test_a_policy_is_read() -> None:
    found = policy.parse(SAMPLE.encode())
    assert (policy.Trusted(LOG_KEY, "https://district.example/log"),) == found.logs
    assert {"audit": KEYS["audit"], "npc": KEYS["npc"]} == {
        name: held.key for name, held in found.witnesses.items()
    }
    assert found.witnesses["npc"].url == "https://npc.example/"
    assert {"gov": policy.Group(2, ("audit", "npc"))} == found.groups
    assert found.quorum == "gov"


@pytest.mark.parametrize(
    ("names", "by_log", "expected"),
    [
        (("audit", "npc"), True, True),
        (("audit", "npc"), False, False),
        (("audit",), True, False),
        (("npc", "cdi"), True, False),
        ((), True, False),
    ],
)
def test_a_checkpoint_needs_its_log_and_its_witnesses(
    names: tuple[str, ...], by_log: bool, expected: bool
) -> None:
    found = policy.parse(SAMPLE.encode())
    checkpoint = signed(*names, by_log=by_log)
    assert expected == found.is_met(checkpoint)
    known = {name: 1_750_000_000 + len(name) for name in names if name != "cdi"}
    assert known == found.cosigned(checkpoint)


def test_a_log_signs_for_its_own_origin_only() -> None:
    other = note.Checkpoint("district.example/another", 7, bytes(32)).text()
    foreign = note.Note(other, (note.sign(other, ORIGIN, LOG),))
    assert note.signed_by(foreign, LOG_KEY)
    assert not Policy.trusting(LOG_KEY).is_met(foreign)
    assert Policy.trusting(LOG_KEY).is_met(signed())


def test_a_false_line_of_a_known_witness_spoils_the_checkpoint() -> None:
    found = policy.parse(SAMPLE.replace("all", "any").encode())
    good = signed("audit")
    assert found.is_met(good)
    mine = signed("npc").signatures[1]
    false = note.Signature(mine.name, mine.key_id, mine.blob[:-1] + bytes([mine.blob[-1] ^ 1]))
    assert not found.is_met(good.joined([false]))


def test_a_policy_without_logs_leaves_the_log_to_the_caller() -> None:
    assert policy.parse(b"quorum none\n").is_met(signed(by_log=False))
    assert not Policy.trusting(LOG_KEY).is_met(signed("audit", by_log=False))


@given(st.sets(st.sampled_from(["X1", "X2", "X3", "Y1", "Y2", "Y3"])))
def test_the_two_levels_of_the_published_example(names: set[str]) -> None:
    keys = [SoftKey(bytes([n]) * 32).public for n in range(6)]
    lines = [
        f"witness {name} {VerifierKey(f'{name}.example', key, COSIGNATURE).text()}\n"
        for name, key in zip(["X1", "X2", "X3", "Y1", "Y2", "Y3"], keys, strict=True)
    ]
    found = policy.parse("".join([*lines, TWO_LEVELS]).encode())
    expected = len(names & {"X1", "X2", "X3"}) >= 2 and bool(names & {"Y1", "Y2", "Y3"})
    assert expected == found.is_enough(names)


@pytest.mark.parametrize("rule", ["any", "all", "1", "2", "3"])
def test_thresholds(rule: str) -> None:
    three = ["audit", "npc", "cdi"]
    lines = [f"witness {name} {KEYS[name].text()}\n" for name in three]
    text = "".join([*lines, f"group g {rule} {' '.join(three)}\nquorum g\n"])
    found = policy.parse(text.encode())
    least = {"any": 1, "all": 3}.get(rule) or int(rule)
    for count in range(4):
        for names in combinations(three, count):
            assert (count >= least) == found.is_enough(names)


W, L = KEYS["audit"].text(), LOG_KEY.text()
SAME_AS_LOG = VerifierKey("w", LOG.public, COSIGNATURE).text()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "no quorum")]),
        ("quorum none", [(1, "no line end")]),
        ("quorum none\nquorum none\n", [(2, "second quorum")]),
        ("quorum a\n", [(1, "not defined above: a")]),
        (f"quorum a\nwitness a {W}\n", [(1, "not defined above: a")]),
        ("quorum\n", [(1, "too few"), (2, "no quorum")]),
        ("quorum none none\n", [(1, "too many"), (2, "no quorum")]),
        ("Quorum none\n", [(1, "unknown word"), (2, "no quorum")]),
        ("quorum none\r\n", [(1, "control"), (2, "no quorum")]),
        ("\vquorum none\n", [(1, "control"), (2, "no quorum")]),
        (f"log {W}\nquorum none\n", [(1, "key of type 0x04")]),
        (f"witness a {L}\nquorum none\n", [(1, "key of type 0x01")]),
        ("log x+00000000+AAAA\nquorum none\n", [(1, "no verifier key")]),
        (f"log {L} u v\nquorum none\n", [(1, "too many")]),
        (f"log {L}\nlog {L}\nquorum none\n", [(2, "a second log")]),
        (f"witness a {W}\nwitness b {W}\nquorum none\n", [(2, "a second witness")]),
        (f"log {L}\nwitness a {SAME_AS_LOG}\nquorum a\n", [(2, "its own witness")]),
        (f"witness a {SAME_AS_LOG}\nlog {L}\nquorum a\n", [(2, "its own witness")]),
        (f"witness none {W}\nquorum none\n", [(1, "name in use: none")]),
        (f"witness a {W}\ngroup a any a\nquorum a\n", [(2, "name in use: a")]),
        (f"witness a {W}\ngroup g any g\nquorum a\n", [(2, "not defined above: g")]),
        (f"witness a {W}\ngroup g any none\nquorum a\n", [(2, "not defined above: none")]),
        (f"witness a {W}\ngroup g any a a\nquorum a\n", [(2, "a member twice: a")]),
        (f"witness a {W}\ngroup g any a\ngroup h any a\nquorum g\n", [(3, "a member twice: a")]),
        (f"witness a {W}\ngroup g 2 a\nquorum g\n", [(2, "no threshold: 2")]),
        (f"witness a {W}\ngroup g 0 a\nquorum g\n", [(2, "no threshold: 0")]),
        (f"witness a {W}\ngroup g 01 a\nquorum g\n", [(2, "no threshold: 01")]),
        (f"witness a {W}\ngroup g some a\nquorum g\n", [(2, "no threshold: some")]),
        (f"witness a {W}\ngroup g any\nquorum a\n", [(2, "too few")]),
        (
            f"witness a {L}\nlog x\ngroup g 9 a b\nquorum gov\n",
            [
                (1, "key of type"),
                (2, "no verifier key"),
                (3, "not defined above: b"),
                (3, "no threshold: 9"),
                (4, "not defined above: gov"),
            ],
        ),
    ],
)
def test_every_problem_is_told_with_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    found = problems(text.encode())
    assert [f"line {line}" for line, _ in expected] == [place for place, _ in found]
    for (_, reason), (_, told) in zip(expected, found, strict=True):
        assert reason in told


def test_names_are_octets() -> None:
    first, second = b"\xe2\x84\xaa", b"K"
    lines = [b"witness %b %b\n" % (n, KEYS[w].text().encode()) for n, w in ((first, "audit"),)]
    found = policy.parse(b"".join([*lines, b"quorum %b\n" % first]))
    assert found.is_enough([first.decode()])
    assert [("line 2", "not defined above: K")] == problems(
        b"".join([*lines, b"quorum %b\n" % second])
    )
    octets = policy.parse(b"witness \xff\xfe %b\nquorum \xff\xfe\n" % W.encode())
    assert octets.has_quorum(signed("audit"))


def test_octets_that_are_no_text_are_shown_as_escapes() -> None:
    with pytest.raises(BadInput) as caught:
        policy.parse(b"quorum \xff\n")
    assert "\\xff" in str(caught.value).encode("ascii", "backslashreplace").decode()
    str(caught.value.problems[0].value).encode()


def test_a_policy_of_endless_length_is_refused() -> None:
    with pytest.raises(BadInput, match="longer than"):
        policy.parse(b"#" * (policy.LIMIT + 1))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_policy_or_bad_input(data: bytes) -> None:
    quorum, problems = "", 0
    try:
        quorum = policy.parse(data).quorum
    except BadInput as error:
        problems = len(error.problems)
        str(error).encode()
    assert (quorum == "none") == (problems == 0)
