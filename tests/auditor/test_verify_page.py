"""The worked example of docs/verify.md holds to the byte; the page names every blank."""

from __future__ import annotations

import re

from cityledger.auditor import verify
from cityledger.evidence import event, tree
from cityledger.kernel import acts
from tests.auditor.forgery import FILE
from tests.conftest import BOOK, Office
from tests.laws.raw import Raw, line, row, voucher

PAGE = (FILE.parents[2] / "docs" / "verify.md").read_text(encoding="utf-8")
BODY = PAGE.partition("```leaf\n")[2].partition("```")[0].encode()


def stated(what: str) -> str:
    """Return a value of the example's table."""
    match = re.search(rf"^\| {re.escape(what)} \| `([0-9a-f]+)` \|$", PAGE, re.MULTILINE)
    assert match is not None, what
    return match[1]


def test_the_example_is_the_same_leaf_to_both() -> None:
    ours, theirs = verify.Leaf(BODY), event.parse_leaf(BODY)

    assert re.search(r"Leaf 2 of a small book, (\d+) bytes", PAGE)[1] == str(len(BODY))  # type: ignore[index]
    assert (theirs.book_id, theirs.index, theirs.at) == (ours.book, ours.index, ours.at)
    assert (theirs.event.core, theirs.event.text) == (ours.core, ours.text)


def test_the_example_is_what_the_program_writes(office: Office) -> None:
    raw = Raw(office)
    raw.do("period.open", {"period_change": [row(period=202501, state="open")]})
    lines = line("D", "5001", 1_250_000), line("C", "2101", 1_250_000)
    made = raw.do("voucher.correct", voucher("2025-01-31", *lines))

    query = f"SELECT body FROM leaf WHERE book_id={BOOK} AND idx={made.index}"
    assert [(BODY,)] == office.sql(query)
    assert stated("public key of `fu`") == office.pens["fu"].public.hex()


def test_the_digests_of_the_example_hold() -> None:
    leaf = verify.Leaf(BODY)
    seen, digest = leaf.heads[0][1], verify.sha(b"\0", BODY)

    assert stated("hash of leaf 1 (`bprev`)") == leaf.previous.hex()
    assert stated("root of leaves 0 and 1 (`seen`)") == seen.hex()
    assert stated("leaf hash") == digest.hex() == tree.leaf_hash(BODY).hex()
    assert stated("root of leaves 0 to 2") == tree.node_hash(seen, digest).hex()
    assert stated("event digest") == event.parse_leaf(BODY).event.digest.hex()


def test_the_signature_of_the_example_holds() -> None:
    leaf, public = verify.Leaf(BODY), bytes.fromhex(stated("public key of `fu`"))

    assert stated("key id") == leaf.note[:4].hex()
    assert verify.ed25519(public, leaf.note[4:], leaf.text)
    assert event.signed_by(event.parse_leaf(BODY).event, public)


def test_the_page_names_every_act_of_two_persons() -> None:
    point = PAGE.partition("9. **Two persons.**")[2].partition("10. **")[0]
    kinds = {name: rule.proposal for name, rule in acts.REGISTRY.items() if rule.proposal}

    assert kinds
    assert [] == [name for pair in kinds.items() for name in pair if f"`{name}`" not in point]


def test_the_page_states_every_blank() -> None:
    for blank in verify.BLANKS.values():
        assert [] == [column for column in blank if f"`{column}`" not in PAGE]
