"""Triggers of L2, L6, L7, L8, L11, L14, from the metadata: one list of refusals, two dialects.

They sit in triggers and not in CHECK or foreign keys, because a plain shell can switch those off
without changing the schema (spine.md §3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import MetaData, Table, UniqueConstraint

from cityledger.kernel.acts import MONEY_ROLES
from cityledger.model.books import MONEY_SQL, PURSE_SQL

if TYPE_CHECKING:
    from collections.abc import Iterator

SAME = "book_id=NEW.book_id"
PARTS = f"{SAME} AND voucher_id=NEW.voucher_id"
OFF_BUDGET = "account='121802' OR account >= '2307' AND account < '2308' OR account='210301'"
"""Accounts whose movement has no budget effect (L14); `kernel.chart` marks the same ones."""

MIRRORED = (
    ("bank_account_id", 0), ("project_id", 0), ("sub_project_id", 0), ("contract_id", 0),
    ("party_id", "''"), ("budget_line_id", 0), ("allotment_id", 0), ("payment_line_id", 0),
    ("cost_item", "''"), ("function_code", "''"), ("economic_code", "''"),
)  # fmt: skip
"""What a reversal must repeat line by line, with its blank: else it would move what it undoes
from one allotment, project or payee to another (L6)."""


@dataclass(frozen=True, slots=True)
class Law:
    """Before `event` on `table`, refuse with `message` when `when` holds (NEW and OLD rows)."""

    table: str
    event: str
    message: str
    when: str = "1=1"
    crosses: bool = False
    """Reads a book's table from a registry table: not possible on a distributed engine."""
    postgres: str | None = None
    """The condition on PostgreSQL, where it cannot be the same text."""


def laws(metadata: MetaData) -> Iterator[Law]:
    """Yield every refusal of the schema in a stable order: in a trigger the first one speaks."""
    for table in metadata.sorted_tables:
        if table.info["frozen"]:
            yield from _frozen(table)
        if "leaf" in table.info:
            yield from _leafed(table, table.info["leaf"])
        if "confirmed" in table.info:
            yield _confirmed(table, table.info["confirmed"])
        if "counted" in table.info:
            yield _counted(table, table.info["counted"].split())
        if "seals" in table.info:
            yield from _sealed(table, metadata.tables[table.info["seals"]])
    yield from _people()
    yield from _checkpoints()
    yield Law(
        "leaf",
        "INSERT",
        "L7 leaf gap",
        f"NEW.idx <> (SELECT coalesce(max(idx),-1)+1 FROM leaf WHERE {SAME})",
    )
    yield from _voucher()
    # REPLACE would put a lower head in place without firing the triggers of DELETE and UPDATE.
    exists = f"EXISTS (SELECT 1 FROM log_head WHERE {SAME})"
    yield Law("log_head", "INSERT", "L6 log_head: key exists", exists)
    yield Law("log_head", "INSERT", "L7 log_head: a log starts empty", "NEW.size <> 0")
    yield Law("log_head", "DELETE", "L6 log_head: no delete")
    yield Law(
        "log_head",
        "UPDATE",
        "L11 log_head: size and clock only grow, with the leaves",
        "NEW.book_id<>OLD.book_id OR NEW.origin<>OLD.origin OR NEW.size<=OLD.size"
        " OR NEW.last_booked_at<=OLD.last_booked_at"
        f" OR NEW.size <> (SELECT max(idx)+1 FROM leaf WHERE {SAME})",
    )


def _keys(table: Table) -> list[list[str]]:
    keys = [[c.name for c in table.primary_key]]
    uniques = (u for u in table.constraints if isinstance(u, UniqueConstraint))
    keys += sorted([c.name for c in u.columns] for u in uniques)
    indexes = (i for i in table.indexes if i.unique)
    keys += sorted([c.name for c in i.columns] for i in indexes)
    return keys + ([["rowid"]] if table.dialect_options["sqlite"]["with_rowid"] else [])


def _frozen(table: Table) -> Iterator[Law]:
    """Guard every UNIQUE key on INSERT: REPLACE deletes without a DELETE trigger (T02)."""
    name = table.name
    for key in _keys(table):
        match = " AND ".join(f"{column}=NEW.{column}" for column in key)
        exists = f'EXISTS (SELECT 1 FROM "{name}" WHERE {match})'
        yield Law(name, "INSERT", f"L6 {name}: key exists", exists)
    yield Law(name, "UPDATE", f"L6 {name}: no update")
    yield Law(name, "DELETE", f"L6 {name}: no delete")


def _leafed(table: Table, leaf: str) -> Iterator[Law]:
    """A row must name an existing leaf that is not yet below the head."""
    book, crosses = ("NEW.book_id", False) if "book_id" in table.c else ("0", True)
    stored = f"NOT EXISTS (SELECT 1 FROM leaf WHERE book_id={book} AND idx={leaf})"
    sealed = f"{leaf} < (SELECT size FROM log_head WHERE book_id={book})"
    yield Law(table.name, "INSERT", f"L6 {table.name}: no leaf", stored, crosses)
    yield Law(table.name, "INSERT", f"L6 {table.name}: sealed", sealed, crosses)


def _confirmed(table: Table, leaf: str) -> Law:
    """What two persons must do is not done by one (L8); the founding alone has no second."""
    alone = f"{leaf} > 0 AND NOT EXISTS (SELECT 1 FROM confirmation WHERE leaf_idx={leaf})"
    if table.name == "party_account":
        # A party that is registered brings its accounts along; it is their change that takes two.
        alone += (
            f" AND NOT EXISTS (SELECT 1 FROM party WHERE party_id=NEW.party_id AND leaf_idx={leaf})"
        )
    return Law(table.name, "INSERT", f"L8 {table.name}: nobody else confirmed it", alone)


def _counted(table: Table, within: list[str]) -> Law:
    same = " AND ".join(f"{name}=NEW.{name}" for name in within)
    gap = f"NEW.n <> (SELECT coalesce(max(n),-1)+1 FROM {table.name} WHERE {same})"
    return Law(table.name, "INSERT", f"L7 {table.name} gap", gap)


def _people() -> Iterator[Law]:
    """Two persons for what two must do; the administrator holds no money role (L8)."""
    yield Law(
        "confirmation",
        "INSERT",
        "L8 confirmation: of no proposal by another person",
        "NOT EXISTS (SELECT 1 FROM proposal WHERE leaf_idx=NEW.proposal_idx"
        " AND leaf_idx < NEW.leaf_idx AND proposed_by <> NEW.confirmed_by)",
    )
    money = ", ".join(f"'{role}'" for role in sorted(MONEY_ROLES))
    held = (
        "EXISTS (SELECT 1 FROM role_change r WHERE r.user_id=NEW.user_id AND r.held=1 AND %s"
        " AND NOT EXISTS (SELECT 1 FROM role_change l WHERE l.user_id=r.user_id AND l.role=r.role"
        " AND l.leaf_idx > r.leaf_idx))"
    )
    admin = "r.role='admin'"
    yield Law(
        "role_change",
        "INSERT",
        "L8 role_change: an administrator holds no money role",
        f"NEW.held=1 AND (NEW.role='admin' AND {held % f'r.role IN ({money})'}"
        f" OR NEW.role IN ({money}) AND {held % admin})",
    )
    yield Law(
        "payment_step",
        "INSERT",
        "L8 payment_step: one person in two steps",
        f"NEW.step <> 'returned' AND EXISTS (SELECT 1 FROM payment_step WHERE {SAME}"
        " AND payment_request_id=NEW.payment_request_id AND actor=NEW.actor"
        " AND step <> 'returned')",
    )


def _checkpoints() -> Iterator[Law]:
    """A checkpoint is of more than the last one and of no more than there is."""
    yield Law(
        "checkpoint",
        "INSERT",
        "L7 checkpoint: its size",
        f"NEW.size <= (SELECT coalesce(max(size),0) FROM checkpoint WHERE {SAME}"
        " AND suite=NEW.suite)"
        f" OR NEW.size > coalesce((SELECT size FROM log_head WHERE {SAME}),-1)",
    )
    yield Law(
        "cosignature",
        "INSERT",
        "L7 cosignature: no checkpoint of that size",
        f"NOT EXISTS (SELECT 1 FROM checkpoint WHERE {SAME} AND suite=NEW.suite AND size=NEW.size)",
    )
    yield Law(
        "cosignature",
        "INSERT",
        "L7 cosignature: of fewer leaves than the last",
        f"NEW.size < (SELECT coalesce(max(size),0) FROM cosignature WHERE {SAME}"
        " AND suite=NEW.suite AND witness=NEW.witness)",
    )


def _sealed(table: Table, parts: Table) -> Iterator[Law]:
    posted = f"EXISTS (SELECT 1 FROM {table.name} WHERE {PARTS})"
    yield Law(parts.name, "INSERT", f"L6 {parts.name}: {table.name} is posted", posted)
    few = f"(SELECT count(*) FROM {parts.name} WHERE {PARTS}) < 2"
    yield Law(table.name, "INSERT", "L2 fewer than two postings", few)
    # Unary plus: else SQLite groups along the index (book, tranche, account) and reads the book.
    unequal = (
        f"EXISTS (SELECT 1 FROM {parts.name} WHERE {PARTS} GROUP BY +tranche_id,"
        " CASE WHEN account < '6' THEN 1 WHEN account < '9' THEN 6 ELSE 9 END,"
        " CASE WHEN account < '9' THEN 0 ELSE coalesce(allotment_id, 0) END,"
        " CASE WHEN account < '9' THEN 0 ELSE coalesce(budget_line_id, 0) END"
        " HAVING sum(debit_fen) <> sum(credit_fen))"
    )
    yield Law(table.name, "INSERT", "L2 debit <> credit in a ledger and key", unequal)


def _voucher() -> Iterator[Law]:
    """Laws of a voucher against its postings, its number, its period, and what it reverses."""
    yield from _purses()
    yield from _order()
    yield from _reversal()


def _purses() -> Iterator[Law]:
    # No range of accounts in WHERE: SQLite would take the index of accounts and read the book.
    yield Law(
        "voucher",
        "INSERT",
        "L14 money and 8001 move apart",
        f"EXISTS (SELECT 1 FROM posting WHERE {PARTS} AND tranche_id <> 0"
        " GROUP BY +tranche_id"
        f" HAVING sum(CASE WHEN {MONEY_SQL} OR {OFF_BUDGET} THEN debit_fen-credit_fen ELSE 0 END)"
        f" <> sum(CASE WHEN {PURSE_SQL} THEN debit_fen-credit_fen ELSE 0 END)"
        f" AND max((SELECT in_budget FROM tranche t WHERE t.{SAME}"
        " AND t.tranche_id=posting.tranche_id))=1)",
    )
    yield Law(
        "voucher",
        "INSERT",
        "L2 a cash tranche without money",
        f"NEW.kind='normal' AND EXISTS (SELECT 1 FROM posting WHERE {PARTS} AND tranche_id <> 0"
        f" GROUP BY +tranche_id HAVING sum(CASE WHEN {MONEY_SQL} THEN 1 ELSE 0 END) = 0"
        f" AND max((SELECT form FROM tranche t WHERE t.{SAME}"
        " AND t.tranche_id=posting.tranche_id))='cash')",
    )


def _order() -> Iterator[Law]:
    yield Law(
        "voucher",
        "INSERT",
        "L7 voucher gap",
        "NEW.voucher_no <> (SELECT coalesce(max(voucher_no),0)+1 FROM voucher"
        f" WHERE {SAME} AND period=NEW.period AND word=NEW.word)",
    )
    yield Law(
        "voucher",
        "INSERT",
        "L11 period is not open",
        "coalesce((SELECT state FROM period_change"
        f" WHERE {SAME} AND period=NEW.period AND leaf_idx < NEW.voucher_id / 100"
        " ORDER BY leaf_idx DESC LIMIT 1), 'none') <> 'open'",
    )
    yield Law(
        "voucher",
        "INSERT",
        "L11 value date outside its period",
        "(NEW.kind='opening') <> (NEW.period=0) OR NEW.period <> 0 AND NEW.period <>"
        " CAST(replace(substr(NEW.value_date, 1, 7), '-', '') AS INTEGER)",
        postgres="(NEW.kind='opening') <> (NEW.period=0) OR NEW.period <> 0 AND NEW.period <>"
        " to_char(NEW.value_date, 'YYYYMM')::bigint",
    )


def _reversal() -> Iterator[Law]:
    same = "".join(
        f" AND coalesce(r.{name},{blank})=coalesce(o.{name},{blank})" for name, blank in MIRRORED
    )
    mirrored = (
        "(SELECT count(*) FROM posting o JOIN posting r ON r.book_id=o.book_id AND r.n=o.n"
        " AND r.account=o.account AND r.tranche_id=o.tranche_id AND r.debit_fen=-o.debit_fen"
        f" AND r.credit_fen=-o.credit_fen{same}"
        " WHERE o.book_id=NEW.book_id AND o.voucher_id=NEW.reverses_id"
        " AND r.voucher_id=NEW.voucher_id)"
    )
    yield Law(
        "voucher",
        "INSERT",
        "L6 a reversal mirrors one voucher of the same year that is no reversal",
        "(NEW.kind='reversal') <> (NEW.reverses_id IS NOT NULL)"
        " OR NEW.reverses_id IS NOT NULL AND ("
        f"NOT EXISTS (SELECT 1 FROM voucher WHERE {SAME} AND voucher_id=NEW.reverses_id"
        " AND reverses_id IS NULL AND period / 100 = NEW.period / 100)"
        f" OR {mirrored} <> (SELECT count(*) FROM posting WHERE {SAME}"
        " AND voucher_id=NEW.reverses_id)"
        f" OR {mirrored} <> (SELECT count(*) FROM posting WHERE {PARTS}))",
    )


def _groups(metadata: MetaData) -> dict[tuple[str, str], list[Law]]:
    """Laws by table and event: one trigger each, because SQLite fires several in no fixed order."""
    groups: dict[tuple[str, str], list[Law]] = {}
    for law in laws(metadata):
        groups.setdefault((law.table, law.event), []).append(law)
    return groups


def sqlite_ddl(metadata: MetaData) -> list[str]:
    """Return one trigger per table and event; the first law that fails speaks."""
    out = []
    for (table, event), members in _groups(metadata).items():
        cases = "\n  ".join(
            f"WHEN {law.when} THEN RAISE(ABORT, '{law.message}')" for law in members
        )
        out.append(
            f'CREATE TRIGGER law_{table}_{event.lower()} BEFORE {event} ON "{table}"\n'
            f"BEGIN SELECT CASE\n  {cases}\nEND; END"
        )
    return out


def postgres_ddl(metadata: MetaData, *, distributed: bool = False) -> list[str]:
    """Return one function and trigger per table and event, the same laws in the same order."""
    out = []
    for (table, event), members in _groups(metadata).items():
        name = f"law_{table}_{event.lower()}"
        body = "\n  ".join(
            f"IF {law.postgres or law.when} THEN RAISE EXCEPTION USING MESSAGE = '{law.message}',"
            " ERRCODE = 'integrity_constraint_violation'; END IF;"
            for law in members
            if "rowid=" not in law.when and not (distributed and law.crosses)
        )
        back = "OLD" if event == "DELETE" else "NEW"
        out.append(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
            f"  {body}\n  RETURN {back};\nEND $$"
        )
        out.append(
            f'CREATE TRIGGER {name} BEFORE {event} ON "{table}"'
            f" FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    frozen = (table.name for table in metadata.sorted_tables if table.info["frozen"])
    return out + [
        f'CREATE TRIGGER law_{name}_truncate BEFORE TRUNCATE ON "{name}"'
        f" FOR EACH STATEMENT EXECUTE FUNCTION law_{name}_delete()"
        for name in frozen
    ]
