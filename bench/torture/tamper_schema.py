"""Changes of the database that holds the books: guards, views, shadows, indexes (T02, T07, T08)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bench.torture.tamper_file import bump

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from bench.torture.tamper_file import Forged

_EVIL = (
    "CREATE TRIGGER {name} AFTER INSERT ON posting BEGIN"
    " UPDATE payment_line SET payee_account = '6222999' WHERE book_id = new.book_id; END"
)


def _object(forged: Forged, random: Random, kind: str) -> tuple[str, str, str]:
    """Draw an object of a kind that has SQL: name, table, SQL."""
    query = "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL"
    found = forged.rows(f"{query} AND name NOT LIKE 'sqlite_%' ORDER BY name", kind)
    own = [row for row in found if row[0] != "alembic_version"]
    name, table, sql = random.choice(own)
    return str(name), str(table), str(sql)


def guard_dropped(forged: Forged, random: Random) -> str:
    """Drop a trigger."""
    name, _, _ = _object(forged, random, "trigger")
    forged.run(f'DROP TRIGGER "{name}"')
    return name


def guard_weakened(forged: Forged, random: Random) -> str:
    """Make a trigger anew that never fires, or that fires later."""
    name, _, sql = _object(forged, random, "trigger")
    forged.run(f'DROP TRIGGER "{name}"')
    weak = random.choice(
        (
            re.sub(r"\bBEGIN\b", "WHEN 0 BEGIN", sql, count=1) if " WHEN " not in sql else "",
            sql.replace(" BEFORE ", " AFTER ", 1),
            sql.replace("ABORT", "IGNORE", 1),
        )
    )
    if not weak or weak == sql:
        return ""
    forged.run(weak)
    return name


def evil_trigger(forged: Forged, random: Random) -> str:
    """Put in a trigger that changes what is booked, under a name of its own or a harmless one."""
    name = random.choice(("evil", "law_posting_audit", "sqlitefoo", "alembic_touch", "alembic"))
    forged.run(_EVIL.format(name=name))
    return name


def view_instead(forged: Forged, random: Random) -> str:
    """Let a view that hides rows stand where a table stood."""
    name, _, _ = _object(forged, random, "table")
    forged.run("PRAGMA legacy_alter_table = ON")
    hidden = random.choice((f"{name}_0", f"alembic_{name}"))
    forged.run(f'ALTER TABLE "{name}" RENAME TO "{hidden}"')
    forged.run(f'CREATE VIEW "{name}" AS SELECT * FROM "{hidden}" LIMIT -1 OFFSET 1')
    return name


def view_added(forged: Forged, random: Random) -> str:
    """Put in a view, or a table, that nobody knows."""
    name = random.choice(("ledger_view", "alembic_view", "posting_shadow", "alembic_posting"))
    kind = random.choice(("VIEW", "TABLE"))
    forged.run(f'CREATE {kind} "{name}" AS SELECT * FROM posting')
    return f"{kind} {name}"


def table_dropped(forged: Forged, random: Random) -> str:
    """Drop a table."""
    name, _, _ = _object(forged, random, "table")
    forged.run("PRAGMA foreign_keys = OFF")
    forged.run(f'DROP TABLE "{name}"')
    return name


def column_added(forged: Forged, random: Random) -> str:
    """Add a column to a table, or rename one."""
    name, _, _ = _object(forged, random, "table")
    forged.run(f'ALTER TABLE "{name}" ADD COLUMN extra TEXT')
    return name


def check_dropped(forged: Forged, random: Random) -> str:
    """Take a CHECK, a NOT NULL, STRICT or a foreign key out of a table's definition."""
    name, _, sql = _object(forged, random, "table")
    loose = [
        re.sub(pattern, new, sql, count=1)
        for pattern, new in (
            (r", \n\tCONSTRAINT ck_[^\n]*?(?=, \n|\n\))", ""),
            (r"( [A-Z]+) NOT NULL", r"\1"),
            (r",?\s*STRICT\s*\Z", ""),
            (r", \n\tCONSTRAINT fk_[^\n]*?(?=, \n|\n\))", ""),
        )
    ]
    other = random.choice(loose)
    if other == sql:
        return ""
    forged.schema("UPDATE sqlite_schema SET sql = ? WHERE name = ?", other, name)
    return name


def comment_added(forged: Forged, random: Random) -> str:
    """Change the words of a definition, though not what it does: it is not the one we know."""
    kind = random.choice(("table", "trigger", "index"))
    name, _, sql = _object(forged, random, kind)
    forged.schema("UPDATE sqlite_schema SET sql = ? WHERE name = ?", f"{sql} -- x", name)
    return name


def index_dropped(forged: Forged, random: Random) -> str:
    """Drop an index."""
    name, _, _ = _object(forged, random, "index")
    forged.run(f'DROP INDEX "{name}"')
    return name


def index_hides(forged: Forged, random: Random) -> str:
    """Build an index over no row at all, then let it look as it did: queries find nothing (T07)."""
    name, table, sql = _object(forged, random, "index")
    if not forged.rows(f'SELECT 1 FROM "{table}" LIMIT 1'):
        return ""
    forged.run(f'DROP INDEX "{name}"')
    forged.run(f"{sql.split(' WHERE ')[0]} WHERE 0")
    forged.schema("UPDATE sqlite_schema SET sql = ? WHERE name = ?", sql, name)
    bump(forged.raw)
    return name


def schema_cell(forged: Forged, random: Random) -> str:
    """Change any cell of the stored schema."""
    rows = forged.rows("SELECT rowid, name FROM sqlite_schema")
    rowid, name = random.choice(rows)
    column = random.choice(("type", "name", "tbl_name", "rootpage", "sql"))
    new = random.choice((None, 0, 2, 7, "x", "table", "trigger", "posting", "alembic_x"))
    forged.schema(f"UPDATE sqlite_schema SET {column} = ? WHERE rowid = ?", new, rowid)
    return f"{column} of {name} becomes {new!r}"


def schema_row_out(forged: Forged, random: Random) -> str:
    """Take any row out of the stored schema."""
    rowid, name = random.choice(forged.rows("SELECT rowid, name FROM sqlite_schema"))
    forged.schema("DELETE FROM sqlite_schema WHERE rowid = ?", rowid)
    return str(name)


def roots_exchanged(forged: Forged, random: Random) -> str:
    """Let two tables or two indexes exchange their pages."""
    kind = random.choice(("table", "index"))
    query = "SELECT name, rootpage FROM sqlite_schema WHERE type = ? AND rootpage > 0"
    (one, a), (two, b) = random.sample(forged.rows(query, kind), 2)
    for name, page in ((one, b), (two, a)):
        forged.schema("UPDATE sqlite_schema SET rootpage = ? WHERE name = ?", page, name)
    return f"{one} and {two}"


def statistics(forged: Forged, random: Random) -> str:
    """Change what the planner believes of the tables: no answer depends on it, only its speed."""
    rowid, stat = random.choice(forged.rows("SELECT rowid, stat FROM sqlite_stat1"))
    if random.random() < 0.2:
        forged.run("DELETE FROM sqlite_stat1 WHERE rowid = ?", rowid)
        return f"row {rowid} taken out"
    first, _, rest = str(stat).partition(" ")
    new = f"{int(first) + 1 + random.randrange(1000)} {rest}".strip()
    forged.run("UPDATE sqlite_stat1 SET stat = ? WHERE rowid = ?", new, rowid)
    return f"row {rowid}: {new}"


def migration(forged: Forged, random: Random) -> str:
    """Change which migration ran last: the program then refuses to open, or migrates again."""
    new = random.choice(("0000", "x", "", "9999"))
    forged.run("UPDATE alembic_version SET version_num = ?", new)
    return f"version {new!r}"


STRUCTURE: dict[str, Callable[[Forged, Random], str]] = {
    "guard dropped": guard_dropped,
    "guard weakened": guard_weakened,
    "trigger put in": evil_trigger,
    "view instead of a table": view_instead,
    "view or table put in": view_added,
    "table dropped": table_dropped,
    "column added": column_added,
    "constraint taken out": check_dropped,
    "definition reworded": comment_added,
    "index dropped": index_dropped,
    "index over no row": index_hides,
    "schema edited": schema_cell,
    "schema row taken out": schema_row_out,
    "pages exchanged": roots_exchanged,
}
"""Done with everything in force."""

NO_EVIDENCE: dict[str, Callable[[Forged, Random], str]] = {
    "planner figures": statistics,
    "migration mark": migration,
}
"""Changes of what no book rests on: found or not, but by both verifiers or by none."""
