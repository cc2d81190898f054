"""L8, two persons: what the database refuses though the gate was gone around, on both engines."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from cityledger.evidence import canon
from cityledger.ledger.proof import head_of
from cityledger.views.acts import sealed_act
from tests.laws.raw import Raw, Tables, law, row

PUBLIC = "ab" * 32
ROLE: Tables = {"role_change": [row(user_id="shenji", role="maker", held=1)]}
PERSON: Tables = {
    "user": [row(user_id="xin", name="新")],
    "user_key": [row(user_id="xin", public=PUBLIC)],
    "role_change": [row(user_id="xin", role="maker", held=1)],
}
KEY: Tables = {"user_key": [row(user_id="zhi", public=PUBLIC)]}
LOG_KEY: Tables = {"log_key": [row(suite=1, public=PUBLIC), row(suite=2, public=PUBLIC)]}
KINDS = [
    ("role.change", ROLE),
    ("user.add", PERSON),
    ("key.change", KEY),
    ("log.rekey", LOG_KEY),
]
ACCOUNT_PURPOSE = {"bank_name": "农行", "purpose": "general"}


def propose(raw: Raw, kind: str, rows: Tables, by: str = "guan", of: str | None = None) -> int:
    """Propose rows; return the leaf."""
    proposal = row(kind=kind, proposed_by=of or by, content=canon.encode(rows).decode())
    return raw.do("people.propose", {"proposal": [proposal]}, book=0, by=by).index


def confirmed(raw: Raw, kind: str, rows: Tables, leaf: int, by: str, named: str = "") -> str:
    """Confirm a proposal with these rows; return the law that said no, or nothing."""
    confirmation = row(proposal_idx=leaf, confirmed_by=named or by)
    ref = "0" * 64
    with raw.writing() as connection:
        if leaf < head_of(connection, 0).size:
            ref = sealed_act(connection, 0, leaf).digest.hex()
    more: Tables = {**rows, "confirmation": [confirmation]}
    return law(raw.act(kind, more, book=0, by=by, ref=ref))


@pytest.mark.parametrize(("kind", "rows"), KINDS)
def test_two_persons_may(raw: Raw, kind: str, rows: Tables) -> None:
    assert "" == confirmed(raw, kind, rows, propose(raw, kind, rows), "fuguan")


@pytest.mark.parametrize(("kind", "rows"), KINDS)
def test_one_person_alone_may_not(raw: Raw, kind: str, rows: Tables) -> None:
    said = law(raw.act(kind, rows, book=0, by="guan", alone=True))

    assert said in {f"L8 {table}: nobody else confirmed it" for table in rows}


@pytest.mark.parametrize(("kind", "rows"), KINDS)
def test_nobody_confirms_their_own_proposal(raw: Raw, kind: str, rows: Tables) -> None:
    said = confirmed(raw, kind, rows, propose(raw, kind, rows), "guan")

    assert "L8 confirmation: of no proposal by another person" == said


@pytest.mark.parametrize("leaf", ["0", "missing", "itself"])
def test_what_is_no_proposal_cannot_be_confirmed(raw: Raw, leaf: str) -> None:
    with raw.writing() as connection:
        size = head_of(connection, 0).size
    index = {"0": 0, "missing": 999, "itself": size}[leaf]

    said = confirmed(raw, "role.change", ROLE, index, "fuguan")
    assert "L8 confirmation: of no proposal by another person" == said


def test_a_proposal_is_used_once(raw: Raw) -> None:
    taken: Tables = {"role_change": [row(user_id="zhi", role="maker", held=0)]}
    leaf = propose(raw, "role.change", taken)
    assert "" == confirmed(raw, "role.change", taken, leaf, "fuguan")

    said = confirmed(raw, "role.change", taken, leaf, "fuguan")
    assert "L6 confirmation: key exists" == said


def test_one_act_uses_one_proposal(raw: Raw) -> None:
    leaves = [propose(raw, "role.change", ROLE), propose(raw, "key.change", KEY)]
    rows: Tables = {
        **ROLE,
        "confirmation": [row(proposal_idx=leaf, confirmed_by="fuguan") for leaf in leaves],
    }

    said = law(raw.act("role.change", rows, book=0, by="fuguan", ref="0" * 64))
    assert "L6 confirmation: key exists" == said


def test_an_act_of_two_persons_writes_only_its_own_tables(raw: Raw) -> None:
    leaf = propose(raw, "role.change", PERSON)

    said = confirmed(raw, "role.change", PERSON, leaf, "fuguan")
    assert "L6 role.change may not write ['user', 'user_key']" == said


def test_a_further_account_takes_a_maker_and_a_reviewer(raw: Raw) -> None:
    party = raw.one("SELECT min(party_id) FROM party")
    account = row(party_id=party, account_no="9988-1", **ACCOUNT_PURPOSE)
    rows: Tables = {"party_account": [account]}
    said = law(raw.act("party.account", rows, book=0, by="fu", alone=True))
    assert "L8 party_account: nobody else confirmed it" == said

    content = canon.encode(rows).decode()
    proposal = row(kind="party.account", proposed_by="zhi", content=content)
    leaf = raw.do("account.propose", {"proposal": [proposal]}, book=0, by="zhi").index
    said = confirmed(raw, "party.account", rows, leaf, "zhi")
    assert "L8 confirmation: of no proposal by another person" == said
    assert "" == confirmed(raw, "party.account", rows, leaf, "fu")


def test_a_new_party_brings_its_accounts_but_no_others(raw: Raw) -> None:
    other = raw.one("SELECT min(party_id) FROM party")
    own = row(party_id="X-NEW", account_no="1-1", **ACCOUNT_PURPOSE)
    smuggled = row(party_id=other, account_no="1-2", **ACCOUNT_PURPOSE)
    columns = {c: v for c, v in _party_like(raw, other).items() if v is not None}
    party = row(**{**columns, "party_id": "X-NEW"})

    rows: Tables = {"party": [party], "party_account": [own, smuggled]}
    said = law(raw.act("party.add", rows, book=0, by="zhi"))
    assert "L8 party_account: nobody else confirmed it" == said
    raw.do("party.add", {"party": [party], "party_account": [own]}, book=0, by="zhi")


def _party_like(raw: Raw, party: str) -> dict[str, object]:
    """Return the columns of a party as they stand in the table, without its leaf."""
    with raw.writing() as connection:
        found = connection.exec_driver_sql(
            f"SELECT * FROM party WHERE party_id='{party}'"
        ).mappings()
        return {k: v for k, v in dict(found.one()).items() if k != "leaf_idx"}


def open_leaf(connection: Connection, raw: Raw) -> int:
    """Insert the next leaf of the registry and leave its head where it is; return its index."""
    idx = head_of(connection, 0).size
    raw.sql("INSERT INTO leaf (book_id, idx, body, hash) VALUES (0,?,?,?)", idx, b"x", b"x")
    return idx


SHELL = [
    ('INSERT INTO "user" (user_id, leaf_idx, name) VALUES (?,?,?)', ("xin", None, "新"), "user"),
    (
        "INSERT INTO user_key (user_id, leaf_idx, public) VALUES (?,?,?)",
        ("zhi", None, b"k" * 32),
        "user_key",
    ),
    (
        "INSERT INTO role_change (user_id, role, leaf_idx, held) VALUES (?,?,?,1)",
        ("zhi", "pm", None),
        "role_change",
    ),
    (
        "INSERT INTO log_key (leaf_idx, suite, public) VALUES (?,1,?)",
        (None, b"k" * 32),
        "log_key",
    ),
]


@pytest.mark.parametrize(("text", "values", "table"), SHELL, ids=[row[2] for row in SHELL])
def test_a_shell_cannot_write_what_two_persons_must(
    raw: Raw, text: str, values: tuple[object, ...], table: str
) -> None:
    with raw.writing() as connection:
        leaf = open_leaf(connection, raw)
    said = raw.refused_sql(text, *(leaf if value is None else value for value in values))
    assert f"L8 {table}: nobody else confirmed it" in said
    # Nor does the leaf of the founding stand open again.
    said = raw.refused_sql(text, *(0 if value is None else value for value in values))
    assert f"L6 {table}: " in said


@pytest.mark.parametrize("by", ["guan", "fuguan"])
def test_a_shell_confirms_only_the_proposal_of_another(raw: Raw, by: str) -> None:
    leaf = propose(raw, "role.change", ROLE)
    with raw.writing() as connection:
        index = open_leaf(connection, raw)
    text = "INSERT INTO confirmation (proposal_idx, leaf_idx, confirmed_by) VALUES (?,?,?)"
    said = raw.refused_sql(text, leaf, index, by)

    assert ("L8 confirmation" in said) == (by == "guan")


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE proposal SET proposed_by='shenji'",
        "UPDATE proposal SET content='{}'",
        "DELETE FROM proposal",
        "UPDATE confirmation SET confirmed_by='shenji'",
        "DELETE FROM confirmation",
        "UPDATE login_failure SET failures=1",
        "DELETE FROM login_failure",
    ],
)
def test_what_was_proposed_confirmed_and_reported_stays(raw: Raw, text: str) -> None:
    assert "" == confirmed(raw, "role.change", ROLE, propose(raw, "role.change", ROLE), "fuguan")
    failed = row(user_id="zhi", failures=3, first_at="t", last_at="t")
    raw.do("login.report", {"login_failure": [failed]}, book=0, by="shen")

    table = text.split()[1] if text.startswith("UPDATE") else text.split()[2]
    verb = "update" if text.startswith("UPDATE") else "delete"
    assert f"L6 {table}: no {verb}" in raw.refused_sql(text)


@pytest.mark.parametrize("failures", [0, -1])
def test_a_report_counts_something(raw: Raw, failures: int) -> None:
    failed = row(user_id="zhi", failures=failures, first_at="t", last_at="t")
    assert law(raw.act("login.report", {"login_failure": [failed]}, book=0, by="shen"))


@pytest.mark.parametrize("role", ["maker", "pm", "reviewer", "approver", "cashier"])
def test_two_persons_cannot_give_an_administrator_a_money_role(raw: Raw, role: str) -> None:
    rows: Tables = {"role_change": [row(user_id="fuguan", role=role, held=1)]}
    said = confirmed(raw, "role.change", rows, propose(raw, "role.change", rows), "fuguan")
    assert "L8 role_change: an administrator holds no money role" == said

    user = {"maker": "zhi", "pm": "gong", "reviewer": "fu", "approver": "shen", "cashier": "chu"}
    admin: Tables = {"role_change": [row(user_id=user[role], role="admin", held=1)]}
    said = confirmed(raw, "role.change", admin, propose(raw, "role.change", admin), "fuguan")
    assert "L8 role_change: an administrator holds no money role" == said
