"""The auditor's file against published vectors, our other implementation, and its own rules."""

from __future__ import annotations

import ast
import hashlib
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings, strategies as st

from cityledger.auditor import verify
from cityledger.evidence import canon, note, tree
from cityledger.evidence.suite import SUITES
from cityledger.kernel import acts
from cityledger.ledger.tables import BLANK, PROJECTIONS, READ, T
from cityledger.model import METADATA
from cityledger.model.types import Day, Int
from cityledger.store import migrate, schema
from cityledger.store.engine import connect
from cityledger.store.session import write
from tests.auditor.forgery import FILE

SOURCE = FILE.read_text(encoding="utf-8")

# RFC 8032 §7.1, tests 1 to 3: public key, message, signature.
VECTORS = (
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
)
ORDER = 2**252 + 27742317777372353535851937790883648493


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_the_vectors_of_rfc_8032_hold(public: str, message: str, signature: str) -> None:
    key, said, sealed = map(bytes.fromhex, (public, message, signature))

    assert verify.ed25519(key, sealed, said)
    assert not verify.ed25519(key, sealed, said + b"\0")
    assert not verify.ed25519(key, sealed + b"\0", said)
    assert not verify.ed25519(key, sealed[:63], said)


def test_a_signature_has_one_spelling() -> None:
    """Adding the group order to s gives the same point; RFC 8032 §5.1.7 refuses it."""
    key, said, sealed = (bytes.fromhex(text) for text in VECTORS[1])
    s = int.from_bytes(sealed[32:], "little") + ORDER

    assert not verify.ed25519(key, sealed[:32] + s.to_bytes(32, "little"), said)


@settings(max_examples=30, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 511))
def test_ed25519_agrees_with_the_library(seed: bytes, message: bytes, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, sealed = key.public_key().public_bytes_raw(), key.sign(message)
    broken = bytearray(sealed)
    broken[bit // 8] ^= 1 << bit % 8

    assert verify.ed25519(public, sealed, message)
    assert not verify.ed25519(public, bytes(broken), message)


@pytest.mark.parametrize(
    "public", ["ed" + "ff" * 30 + "7f", "02" + "00" * 31, "01" + "00" * 30 + "80", "00"]
)
def test_a_key_that_is_no_point_is_a_fault(public: str) -> None:
    with pytest.raises(verify.Fault, match="no point of the curve"):
        verify.ed25519(bytes.fromhex(public), bytes(64), b"")


@pytest.mark.parametrize("size", [*range(18), 255, 256, 257, 511, 512, 1024])
def test_the_tree_is_that_of_rfc_6962(size: int) -> None:
    frontier, roots = tree.Frontier(), list[bytes]()
    for n in range(size):
        digest = tree.leaf_hash(b"%d" % n)
        assert (frontier.add(digest) or b"") == verify.grow(roots, n, digest)

    assert (frontier.roots, frontier.root()) == (roots, verify.top(roots))


JSON = st.recursive(
    st.none() | st.booleans() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(JSON)
def test_canonical_json_is_read_as_the_program_reads_it(value: object) -> None:
    try:
        data = canon.encode(value)
    except canon.Malformed:
        data = verify.canonical(value).encode(errors="surrogatepass")
        with pytest.raises(verify.BAD):
            verify.read(data)
    else:
        assert value == verify.read(data)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1}',
        b'{"a":NaN}',
        b'{"a":1e9}',
        b'{"a": "b"}',
        b'{"b":"","a":""}',
        b'{"a":"","a":""}',
        b'{"A":""}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\ud800"}',
        b"\xef\xbb\xbf{}",
        b'{"a":"\xff"}',
        b"[" * 9 + b"]" * 9,
        b"[" * 5000 + b"]" * 5000,
        b"",
    ],
)
def test_any_other_spelling_is_refused_by_both(data: bytes) -> None:
    with pytest.raises(canon.Malformed):
        canon.decode(data)
    with pytest.raises(verify.BAD):
        verify.read(data)


def test_the_table_of_acts_is_that_of_the_program() -> None:
    expected = {
        (is_book, kind): [set(act.roles), set(act.tables), {act.proposal} - {""}]
        for is_book, table in ((False, acts.REGISTRY), (True, acts.BOOK))
        for kind, act in table.items()
    }

    assert expected == verify.ACTS


def test_the_blanks_are_those_of_the_model() -> None:
    expected = {
        name: {column: value for column, value in blank.items() if value is not None}
        for name, blank in BLANK.items()
    }
    stated = {
        name: {
            column: verify.cell(
                column, "INTEGER" if T[name].c[column].type is Int else "TEXT", text
            )
            for column, text in blank.items()
        }
        for name, blank in verify.BLANKS.items()
    }

    assert {name: blank for name, blank in expected.items() if blank} == stated


def test_a_column_is_a_day_by_its_name() -> None:
    expected = {
        column.name
        for table in PROJECTIONS
        for column in table.columns
        if isinstance(column.type, Day)
    }
    named = {column.name for table in PROJECTIONS for column in table.columns}

    assert expected == {name for name in named if verify.DAY.match(name)}


CELLS = [
    ("n", "INTEGER", text)
    for text in (
        "0",
        "-1",
        "7",
        "9223372036854775807",
        "-0",
        "+1",
        "01",
        " 1",
        "1_0",
        "\uff11",
        "",
        "1.0",
        "x",
    )
] + [
    ("due_fen", "INTEGER", "10000000000000000"),
    ("due_fen", "INTEGER", "10000000000000001"),
    ("due_fen", "INTEGER", "-10000000000000001"),
    ("signed_on", "TEXT", "2024-02-29"),
    ("signed_on", "TEXT", "2025-02-29"),
    ("signed_on", "TEXT", "20250101"),
    ("signed_on", "TEXT", "2025-W01-1"),
    ("name", "TEXT", "项目"),
    ("name", "TEXT", "a\0b"),
    ("public", "BLOB", "00ff"),
    ("public", "BLOB", "00FF"),
    ("public", "BLOB", "0 0f"),
]
READERS = {name: read for columns in READ.values() for name, read in columns.items()}


@pytest.mark.parametrize(("name", "kind", "text"), CELLS)
def test_a_cell_is_read_as_the_program_reads_it(name: str, kind: str, text: str) -> None:
    reader = READERS[name]
    try:
        value = reader(text)
    except ValueError:
        with pytest.raises(ValueError, match=r"\S"):
            verify.cell(name, kind, text)
    else:
        plain = value.isoformat() if name.endswith("_on") else value
        assert plain == verify.cell(name, kind, text)


def test_every_table_is_known_and_compared_unless_it_is_no_projection() -> None:
    assert {table.name for table in METADATA.sorted_tables} == verify.TABLES
    assert {"leaf", "checkpoint", "cosignature"} == verify.NOT_COMPARED


def test_the_duties_are_those_of_the_program() -> None:
    assert set(acts.ROLES) == set(verify.ROLES)
    assert set(acts.MONEY_ROLES) == set(verify.MONEY_ROLES)
    assert acts.PROPOSAL_DAYS == verify.VOID.days


def test_the_schema_of_the_program_is_a_known_one() -> None:
    """When this fails the schema has changed: name its two digests in the file and on the page."""
    engine = connect("sqlite://")
    with write(engine) as fresh:
        schema.create(fresh)
        rows = [tuple(row) for row in fresh.exec_driver_sql(verify.SCHEMA_QUERY)]
    engine.dispose()
    digest = verify.schema_digest([row for row in rows if row not in verify.BESIDE])

    assert migrate.LATEST == verify.SCHEMAS.get(digest), digest
    text = hashlib.sha256(schema.text("sqlite").encode()).hexdigest()
    assert text in verify.SCHEMA_TEXTS, text
    page = (FILE.parents[2] / "docs" / "verify.md").read_text(encoding="utf-8")
    assert digest in page
    assert text in page


def imported(tree_of: ast.Module) -> set[str]:
    """Return the top names a module imports."""
    found: set[str] = set()
    for node in ast.walk(tree_of):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." if node.level else str(node.module).split(".")[0])
    return found


def test_it_imports_the_standard_library_only() -> None:
    names = imported(ast.parse(SOURCE))

    assert set() == names - set(sys.stdlib_module_names)
    assert {"sqlite3", "hashlib"} <= names


def test_it_is_written_in_python_3_8() -> None:
    ast.parse(SOURCE, feature_version=(3, 8))
    with pytest.raises(SyntaxError):
        ast.parse("match x:\n    case 1: pass", feature_version=(3, 8))


NEWER = ("removeprefix", "removesuffix", "bit_count", "strict", "pairwise", "batched", "walk_up")


def test_it_calls_nothing_newer_than_python_3_8() -> None:
    nodes = list(ast.walk(ast.parse(SOURCE)))
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    keywords = {node.arg for node in nodes if isinstance(node, ast.keyword)}

    assert set() == (attributes | keywords) & set(NEWER)


def test_it_is_one_file_that_can_be_copied_anywhere(tmp_path: Path) -> None:
    assert [FILE] == [path for path in FILE.parent.glob("*.py") if path.name != "__init__.py"]
    assert "__file__" not in SOURCE


# GB/T 32905-2016, annex A: message, digest.
SM3 = (
    (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
    (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
)


@pytest.mark.parametrize(("message", "digest"), SM3)
def test_the_vectors_of_sm3_hold(message: bytes, digest: str) -> None:
    assert digest == verify.plain_sm3(message).hex() == verify.sm3(message).hex()


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_sm3_agrees_with_the_library(message: bytes) -> None:
    context = hashes.Hash(hashes.SM3())
    context.update(message)

    assert context.finalize() == verify.plain_sm3(message)


def test_sm3_is_there_without_openssl(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str, data: bytes) -> None:
        raise ValueError(name)

    monkeypatch.setattr(hashlib, "new", unknown)

    assert SM3[0][1] == verify.sm3(b"a", b"bc").hex()


@pytest.mark.parametrize("suite", [1, 2])
@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 700])
def test_a_tree_knows_its_earlier_roots(size: int, suite: int) -> None:
    bodies, theirs = [b"%d" % n for n in range(700)], SUITES[suite - 1]
    own = verify.Tree(verify.SUITES[suite][0], lambda low, high: bodies[low:high])
    for body in bodies:
        own.add(body)

    expected = tree.Frontier(suite=theirs)
    for body in bodies[:size]:
        expected.add(tree.leaf_hash(body, theirs))
    for _ in range(2):
        assert (expected.roots, expected.root()) == (own.at(size), own.root(size))
    for wrong in (-1, 701):
        with pytest.raises(verify.Fault, match="leaves, and 700 are here"):
            own.at(wrong)


NOTES = [
    b"",
    b"t.example/0\n1\n",
    b"t.example/0\n1\nAAAA\n\n",
    b"t.example/0\n01\n" + b"A" * 43 + b"=\n\n",
    b"t.example/0\n1\n" + b"A" * 43 + b"=\nmore\n\n\xe2\x80\x94 a AAAAAAA=\n",
    b"t.example/0\n1\n" + b"A" * 43 + b"=\n\n\xe2\x80\x94 a AAAA\n",
    b"t.example/0\n1\n" + b"A" * 43 + b"=\n\n\xe2\x80\x94 a AAAAAAB=\n",
    b"t.example/0\n1\n" + b"A" * 43 + b"=\n\n- a AAAAAAA=\n",
    b"t.example/0\n1\n" + b"A" * 43 + b"=\n\n\xe2\x80\x94 a AAAAAAA=",
    b"t.example/0\n1\n" + b"A" * 43 + b"=\n\n" + b"\xe2\x80\x94 a AAAAAAA=\n" * 101,
    b"t.example/0\r\n1\n" + b"A" * 43 + b"=\n\n\xe2\x80\x94 a AAAAAAA=\n",
]


@pytest.mark.parametrize("data", NOTES)
def test_what_is_no_checkpoint_is_refused_by_both(data: bytes) -> None:
    with pytest.raises(canon.Malformed):
        note.parse_checkpoint(note.parse(data).text)
    with pytest.raises(verify.BAD):
        verify.checkpoint(data)


def test_a_checkpoint_is_read_as_the_program_reads_it() -> None:
    signed_by = b"\xe2\x80\x94 a AAAAAAA=\n\xe2\x80\x94 w.example/1 AAAAAAE=\n"
    data = b"t.example/0\n17\n" + b"A" * 43 + b"=\n\n" + signed_by
    text, signed, origin, size, root = verify.checkpoint(data)
    parsed = note.parse(data)

    assert note.parse_checkpoint(parsed.text) == note.Checkpoint(origin, size, root)
    assert (parsed.text, [(s.name, s.key_id + s.blob) for s in parsed.signatures]) == (
        text,
        [line[:2] for line in signed],
    )
