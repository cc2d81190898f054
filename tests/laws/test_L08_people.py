"""L8: what a person did is judged by the roles of the registry as it was; L9: over signed bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from cityledger.evidence.event import Event, build
from cityledger.evidence.keys import Pen, SoftKey
from cityledger.evidence.tree import mth
from cityledger.kernel.acts import BOOK as BOOK_ACTS, MONEY_ROLES, REGISTRY
from cityledger.kernel.errors import Finding, LawBroken, Tampered
from cityledger.ledger import append as appending
from cityledger.ledger.apply import apply
from cityledger.ledger.proof import head_of
from cityledger.ledger.rows import Rows
from cityledger.ledger.verify import verify
from tests.conftest import BOOK
from tests.laws.raw import Raw, Tables, law, row


def attached(n: int) -> Tables:
    """Attach a file: an act of the maker or the project manager."""
    return {"evidence_file": [row(sha256=f"{n:064x}", size=n, name="a.pdf")]}


def registry_size(raw: Raw) -> int:
    """Return how many leaves the registry has."""
    with raw.writing() as connection:
        return head_of(connection, 0).size


def problems(raw: Raw, *, signatures: bool = True) -> tuple[str, ...]:
    """Verify the trial under way."""
    with raw.writing() as connection:
        return verify(connection, signatures=signatures).problems


def role(raw: Raw, user: str, name: str, *, held: bool) -> None:
    """Give or take a role."""
    rows = {"role_change": [row(user_id=user, role=name, held=int(held))]}
    raw.do("role.change", rows, book=0)


def forge(
    raw: Raw,
    event: Event,
    *,
    registry_size: int | None = None,
    late: int = 0,
    findings: tuple[Finding, ...] = (),
) -> int:
    """Seal an event past `append`, as a changed program could; return the leaf's index."""
    with raw.writing() as connection:
        log = appending.lock(connection, BOOK)
        if registry_size is not None:
            log.registry_size = registry_size
        wall = raw.office.desk.now(connection) + timedelta(seconds=late)
        leaf = log.seal(event, wall, findings)
        rows = Rows(connection, BOOK)
        log.save(rows, apply(leaf, rows))
        return leaf.index


def test_the_honest_trial_is_sound(raw: Raw) -> None:
    raw.do("evidence.attach", attached(900))
    assert () == problems(raw)


def test_an_act_without_its_role_is_named(raw: Raw) -> None:
    leaf = raw.do("evidence.attach", attached(900), by="shen").index
    assert (
        f"leaf {leaf} of book {BOOK}: shen was not maker/pm at {registry_size(raw)}",
    ) == problems(raw)


def test_a_refused_act_needs_a_signature_and_no_role(raw: Raw) -> None:
    refused = raw.act("evidence.attach", {"voucher": []}, by="shen")
    assert "L6 evidence.attach may not write ['voucher']" == law(refused)
    assert () == problems(raw)


def test_a_role_counts_from_its_leaf_on(raw: Raw) -> None:
    role(raw, "shen", "maker", held=True)
    raw.do("evidence.attach", attached(900), by="shen")
    assert () == problems(raw)
    role(raw, "shen", "maker", held=False)
    assert () == problems(raw)
    raw.do("evidence.attach", attached(901), by="shen")
    assert f"shen was not maker/pm at {registry_size(raw)}" in problems(raw)[0]


def test_a_revoked_person_cannot_name_the_old_registry(raw: Raw) -> None:
    with raw.writing() as connection:
        old = head_of(connection, 0).size
        event = raw.event(connection, "evidence.attach", attached(900))
    role(raw, "zhi", "maker", held=False)
    forge(raw, event, registry_size=old, late=6)
    assert "the registry it was judged by was stale" in problems(raw)[0]


def test_a_registry_that_is_seconds_old_will_do(raw: Raw) -> None:
    with raw.writing() as connection:
        old = head_of(connection, 0).size
        event = raw.event(connection, "evidence.attach", attached(900))
    role(raw, "fu", "auditor", held=True)
    forge(raw, event, registry_size=old, late=1)
    assert () == problems(raw)


@pytest.mark.parametrize("step", [-1, 1])
def test_the_registry_size_never_falls_nor_runs_ahead(raw: Raw, step: int) -> None:
    with raw.writing() as connection:
        size = head_of(connection, 0).size
        event = raw.event(connection, "evidence.attach", attached(900))
    leaf = forge(raw, event, registry_size=size + step)
    assert (f"leaf {leaf} of book {BOOK}: registry size {size + step}",) == problems(raw)


def unsigned(raw: Raw) -> Event:
    """An act nobody signed."""
    with raw.writing() as connection:
        seen, registry = head_of(connection, BOOK), head_of(connection, 0)
    core = {"id": "u", "type": "evidence.attach", "command": "c", "actor": "zhi"}
    return build(raw.origin(BOOK), seen, registry, core | {"rows": attached(900)}, None)


def of_another(raw: Raw) -> Event:
    """An act in the maker's name under another key."""
    with raw.writing() as connection:
        seen, registry = head_of(connection, BOOK), head_of(connection, 0)
    core = {"id": "u", "type": "evidence.attach", "command": "c", "rows": attached(900)}
    return Pen("zhi", SoftKey(b"\7" * 32)).sign(raw.origin(BOOK), seen, registry, core)


def changed(raw: Raw) -> Event:
    """A signed act whose text was changed after signing."""
    with raw.writing() as connection:
        event = raw.event(connection, "evidence.attach", attached(900))
    rows: Tables = {"evidence_file": [row(sha256="f" * 64, size=1, name="b.pdf")]}
    core = event.core | {"rows": rows}
    other = build(event.origin, event.seen, event.registry, core, None)
    return Event(other.origin, other.seen, other.registry, other.core, other.text, event.note)


@pytest.mark.parametrize("make", [unsigned, of_another, changed], ids=lambda f: f.__name__)
def test_an_act_its_actor_did_not_sign_is_named(raw: Raw, make: Callable[[Raw], Event]) -> None:
    leaf = forge(raw, make(raw))
    assert (f"leaf {leaf} of book {BOOK}: not signed by zhi",) == problems(raw)
    # Positive control of the option: without signatures nothing else is wrong with it.
    assert () == problems(raw, signatures=False)


def test_a_signed_act_cannot_be_booked_twice(raw: Raw) -> None:
    with raw.writing() as connection:
        event = raw.event(connection, "evidence.attach", {})
    forge(raw, event)
    with pytest.raises(IntegrityError, match="L6 request: key exists"):
        forge(raw, event)


def test_an_act_of_another_ledger_is_not_taken(raw: Raw) -> None:
    with raw.writing() as connection:
        seen, registry = head_of(connection, BOOK), head_of(connection, 0)
        core = {"id": "u", "type": "evidence.attach", "command": "c", "rows": attached(900)}
        foreign = raw.office.pens["zhi"].sign("other.example/1", seen, registry, core)
        with pytest.raises(Tampered, match="brought to"):
            appending.append(connection, BOOK, foreign, raw.office.desk.now, lambda *_: ())


@pytest.mark.parametrize("which", [0, BOOK])
def test_a_log_that_was_rolled_back_is_noticed_by_who_saw_more(raw: Raw, which: int) -> None:
    with raw.writing() as connection:
        before = raw.event(connection, "evidence.attach", attached(900))
        root = bytes(32)
        heads = {BOOK: before.seen, 0: before.registry}
        heads[which] = type(before.seen)(heads[which].size + 1, root)
        core = before.core | {"id": "u"}
        event = raw.office.pens["zhi"].sign(before.origin, heads[BOOK], heads[0], core)
        with pytest.raises(Tampered, match=f"log {which} is not the one zhi has seen"):
            appending.append(connection, BOOK, event, raw.office.desk.now, lambda *_: ())


@pytest.mark.parametrize("which", [0, BOOK])
def test_a_head_that_never_was_is_named_offline_too(raw: Raw, which: int) -> None:
    with raw.writing() as connection:
        before = raw.event(connection, "evidence.attach", attached(900))
    heads = {BOOK: before.seen, 0: before.registry}
    heads[which] = type(before.seen)(heads[which].size, bytes(32))
    event = raw.office.pens["zhi"].sign(before.origin, heads[BOOK], heads[0], before.core)
    leaf = forge(raw, event)
    assert (f"leaf {leaf} of book {BOOK}: its actor had seen another log",) == problems(raw)


MEMBERS = [attached(900), attached(901)]


def test_a_batch_is_one_persons_within_one_duty(raw: Raw) -> None:
    assert 2 == raw.batch("evidence.attach", MEMBERS)
    assert () == problems(raw)
    with pytest.raises(LawBroken, match="L8 a batch of zhi holds an act of gong"):
        raw.batch("evidence.attach", [attached(902)], of="gong")
    with pytest.raises(LawBroken, match=r"L8 payment\.pay is no act of a batch"):
        raw.batch("payment.pay", [{}])
    with pytest.raises(LawBroken, match="L8 batch is no act of a batch"):
        raw.batch("batch", [{}])
    with pytest.raises(LawBroken, match="L8 nonsense is no act of a batch"):
        raw.batch("nonsense", [{}])


@pytest.mark.parametrize("core", [{"root": "00" * 32}, {"count": "3"}, {"count": "1"}])
def test_a_batch_is_what_was_signed(raw: Raw, core: dict[str, str]) -> None:
    with pytest.raises(LawBroken, match="L9 batch differs from its signed root"):
        raw.batch("evidence.attach", MEMBERS, said=core)


@pytest.mark.parametrize(
    ("core", "said"),
    [
        ({"type": "payment.pay", "rows": {}}, "L8 payment.pay is no act of a batch"),
        ({"actor": "chu"}, "L8 a batch of zhi holds an act of chu"),
        ({"rows": attached(902)}, "L9 the batch ending here is not the signed one"),
    ],
    ids=["duty", "actor", "content"],
)
def test_verify_judges_members_as_append_does(raw: Raw, core: dict[str, object], said: str) -> None:
    member = unsigned(raw)
    root = mth([member.digest]).hex()
    with raw.writing() as connection:
        forge(raw, raw.event(connection, "batch", count="1", root=root))
    bad = build(member.origin, member.seen, member.registry, member.core | core, None)
    leaf = forge(raw, bad)
    assert (f"leaf {leaf} of book {BOOK}: {said}",) == problems(raw)


def test_a_batch_that_is_short_is_named(raw: Raw) -> None:
    with raw.writing() as connection:
        forge(raw, raw.event(connection, "batch", count="2", root="00" * 32))
    assert (f"book {BOOK}: the last batch is short of 2 leaves",) == problems(raw)


def test_no_act_of_money_is_the_administrators() -> None:
    money = {name for name, act in BOOK_ACTS.items() if "voucher" in act.tables}
    assert not any("admin" in BOOK_ACTS[name].roles for name in money)
    assert all(act.roles <= MONEY_ROLES | {"admin", "auditor"} for act in BOOK_ACTS.values())
    assert {"genesis"} == {name for name, act in REGISTRY.items() if not act.roles}


@pytest.mark.parametrize("book", [0, BOOK])
def test_genesis_happens_once(raw: Raw, book: int) -> None:
    assert "L8 genesis is leaf 0 and only leaf 0" == law(raw.act("genesis", {}, book=book))


@pytest.mark.parametrize(
    ("kind", "table"),
    [("payment.pay", "role_change"), ("evidence.attach", "voucher"), ("bank.open", "leaf")],
)
def test_an_act_writes_only_its_own_tables(raw: Raw, kind: str, table: str) -> None:
    said = law(raw.act(kind, {table: [row(x=1)]}))
    assert f"L6 {kind} may not write ['{table}']" == said


@pytest.mark.parametrize(
    "rows", [[], "x", {"evidence_file": "x"}, {"evidence_file": ["x"]}, {"evidence_file": {}}]
)
def test_rows_that_are_no_rows_are_refused_and_sealed(raw: Raw, rows: object) -> None:
    said = law(raw.act("evidence.attach", None, rows=rows))
    assert "L6 rows of an act are lists of rows by table" == said


@pytest.mark.parametrize("value", [None, ["x"], {"a": "b"}, True, "a\0b"])
def test_a_value_that_is_no_text_is_refused_and_sealed(raw: Raw, value: object) -> None:
    rows: dict[str, object] = {"evidence_file": [row(sha256="0" * 64, size=1) | {"name": value}]}
    said = law(raw.act("evidence.attach", None, rows=rows))
    assert said.startswith("L6 evidence_file: not a row of this table")


@pytest.mark.parametrize("column", ["sha256", "size", "name"])
def test_a_row_that_lacks_a_column_is_refused_and_sealed(raw: Raw, column: str) -> None:
    rows = attached(900)
    del rows["evidence_file"][0][column]
    said = law(raw.act("evidence.attach", rows))
    assert f"L6 evidence_file: not a row of this table: without {column}" == said
