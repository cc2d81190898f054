"""Acts without the gate: what a faulty or hostile program could bring to the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from cityledger.evidence import canon
from cityledger.evidence.event import Event, build
from cityledger.evidence.tree import mth
from cityledger.kernel.acts import act as rules
from cityledger.ledger.append import append, append_batch
from cityledger.ledger.proof import head_of
from cityledger.ledger.receipt import Receipt
from cityledger.store import guard
from cityledger.store.session import write
from tests.conftest import BOOK, PEOPLE, Office

Text = dict[str, str]
Tables = dict[str, list[Text]]


def row(**columns: object) -> Text:
    """Return a row as it stands in a leaf; None is left out."""
    return {name: str(value) for name, value in columns.items() if value is not None}


def line(side: str, account: str, fen: int, tranche: int = 0, /, **dimensions: object) -> Text:
    """Return a posting: `side` is D or C, amount in fen, then its dimensions."""
    amount = {"debit_fen" if side == "D" else "credit_fen": fen}
    return row(account=account, tranche_id=tranche, **amount, **dimensions)


def voucher(on: str, *lines: Text, **columns: object) -> Tables:
    """Return one voucher with its postings as the rows of an act."""
    head: dict[str, object] = {
        "period": int(on[:7].replace("-", "")),
        "word": "转",
        "kind": "normal",
        "value_date": on,
        "summary": "试验",
        "lines": len(lines),
    }
    return {"voucher": [row(**(head | columns))], "posting": list(lines)}


def join(*parts: Tables) -> Tables:
    """Put the rows of several parts into one act, in order."""
    out: Tables = {}
    for part in parts:
        for table, rows in part.items():
            out.setdefault(table, []).extend(rows)
    return out


def receipt_lines(tranche: int, fen: int, bank: int = 1, account: str = "100201") -> list[Text]:
    """Return the postings of money received in a tranche (walkthrough case 1c)."""
    return [
        line("D", account, fen, tranche, bank_account_id=bank),
        line("C", "4601", fen, tranche),
        line("D", "8001", fen, tranche),
        line("C", "6601", fen, tranche),
    ]


def payment_lines(
    tranche: int, fen: int, against: str = "5001", /, bank: int = 1, **names: object
) -> list[Text]:
    """Return the postings of money paid out of a tranche against an account."""
    return [
        line("D", against, fen, tranche, **names),
        line("C", "100201", fen, tranche, bank_account_id=bank),
        line("D", "7101", fen, tranche),
        line("C", "8001", fen, tranche),
    ]


def red(lines: Sequence[Text]) -> list[Text]:
    """Return the same postings with the sign turned (红字)."""
    turned = ("debit_fen", "credit_fen")
    return [{k: str(-int(v)) if k in turned else v for k, v in item.items()} for item in lines]


@dataclass
class Raw:
    """Signs and appends rows as they are: no draft, no control, the right person per act."""

    office: Office
    count: int = 0
    connection: Connection | None = None
    """The connection of a trial under way, which is rolled back at its end."""

    def event(
        self,
        connection: Connection,
        kind: str,
        rows: Tables | None = None,
        /,
        *,
        book: int = BOOK,
        by: str | None = None,
        **core: Any,  # noqa: ANN401 - passed through
    ) -> Event:
        """Sign an act over the heads as they stand; the request id counts up unless given."""
        self.count += 1
        actor = by or person(rules(book, kind).roles)
        act = {"id": f"raw.{self.count}", "type": kind, "command": "c", "rows": rows or {}} | core
        seen, registry = head_of(connection, book), head_of(connection, 0)
        return self.office.pens[actor].sign(self.origin(book), seen, registry, act)

    def origin(self, book: int) -> str:
        """Return the origin of a log of this ledger."""
        return f"{self.office.desk.registry_origin.removesuffix('/0')}/{book}"

    def open_leaf(self) -> int:
        """Insert the next leaf by plain SQL and leave the head where it is; return its index."""
        idx = int(self.one("SELECT max(idx)+1 FROM leaf WHERE book_id=?", BOOK))
        self.sql(
            "INSERT INTO leaf (book_id, idx, body, hash) VALUES (?,?,?,?)", BOOK, idx, b"x", b"x"
        )
        return idx

    def insert(self, table: str, **columns: object) -> str:
        """Insert a row of the book by plain SQL; return what the database said against it."""
        row = {"book_id": BOOK} | columns
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        text = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'
        with self.writing() as connection:
            nested = connection.begin_nested()
            try:
                self.sql(text, *row.values())
            except DBAPIError as error:
                nested.rollback()
                return str(error.orig).splitlines()[0]
            nested.commit()
        return ""

    def act(
        self,
        kind: str,
        rows: Tables | None = None,
        /,
        *,
        book: int = BOOK,
        alone: bool = False,
        **core: Any,  # noqa: ANN401 - passed through
    ) -> Receipt:
        """Sign and append one act in its own transaction.

        What takes two persons is proposed first by the other one, unless it is done `alone`.
        """
        with self.writing() as connection:
            if rules(book, kind).proposal and "confirmation" not in (rows or {}) and not alone:
                rows, second = self._second(connection, kind, rows or {}, core.get("by"))
                core = second | core
            event = self.event(connection, kind, rows, book=book, **core)
            return append(connection, book, event, self.office.desk.now, lambda *_: ())

    def _second(
        self, connection: Connection, kind: str, rows: Tables, by: str | None
    ) -> tuple[Tables, dict[str, str]]:
        """Let another person propose rows; return them as confirmed, and what the act names."""
        act = rules(0, kind)
        actor = by or person(act.roles)
        proposer = person(rules(0, act.proposal).roles, other_than=actor)
        content = row(kind=kind, proposed_by=proposer, content=canon.encode(rows).decode())
        event = self.event(connection, act.proposal, {"proposal": [content]}, book=0, by=proposer)
        made = append(connection, 0, event, self.office.desk.now, lambda *_: ())
        if said := law(made):
            raise AssertionError(f"{act.proposal}: {said}")
        confirmed = row(proposal_idx=made.index, confirmed_by=actor)
        return rows | {"confirmation": [confirmed]}, {"by": actor, "ref": event.digest.hex()}

    def batch(
        self,
        kind: str,
        members: Sequence[Tables],
        *,
        by: str = "zhi",
        of: str | None = None,
        said: dict[str, str] | None = None,
        **core: Any,  # noqa: ANN401 - passed through
    ) -> int:
        """Append a signed batch of unsigned acts; `of` is the actor its members name.

        `said` overrides the count and the root that are signed.
        """
        with self.writing() as connection:
            seen, registry = head_of(connection, BOOK), head_of(connection, 0)
            events = []
            for rows in members:
                self.count += 1
                act = {"id": f"raw.{self.count}", "type": kind, "command": "c", "rows": rows}
                act["actor"] = of or by
                events.append(build(self.office.desk.origin, seen, registry, act, None))
            root = mth([event.digest for event in events]).hex()
            named = {"count": str(len(events)), "root": root} | (said or {}) | core
            head = self.event(connection, "batch", by=by, **named)
            return append_batch(connection, BOOK, head, events, self.office.desk.now)

    def do(
        self,
        kind: str,
        rows: Tables | None = None,
        /,
        **core: Any,  # noqa: ANN401 - passed through
    ) -> Receipt:
        """Append an act that must be accepted."""
        receipt = self.act(kind, rows, **core)
        if said := law(receipt):
            raise AssertionError(f"{kind}: {said}")
        return receipt

    def post(self, on: str, *lines: Text, **columns: object) -> Receipt:
        """Append one voucher, whatever it says."""
        return self.act("voucher.correct", voucher(on, *lines, **columns))

    def refusal(self, on: str, *lines: Text, **columns: object) -> str:
        """Append a voucher that must be refused; return the law that said no."""
        return law(self.post(on, *lines, **columns))

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a write transaction, or stay in the trial under way."""
        if self.connection is not None:
            yield self.connection
        else:
            with write(self.office.desk.engine) as connection:
                yield connection

    @contextmanager
    def trial(self) -> Iterator[Raw]:
        """Run everything in one transaction that is rolled back: the book stays as it was."""
        engine = self.office.desk.engine
        with engine.connect().execution_options(write=True) as connection:
            transaction = connection.begin()
            try:
                yield Raw(self.office, self.count, connection)
            finally:
                transaction.rollback()

    @property
    def engine(self) -> str:
        """The name of the engine."""
        return self.office.desk.engine.dialect.name

    def sql(self, text: str, *values: object) -> list[Any]:
        """Run plain SQL with `?` for values, and return its rows as tuples."""
        with self.writing() as connection:
            if self.engine != "sqlite":
                text = text.replace("%", "%%").replace("?", "%s")
            # Whoever has the file has no guard of ours on it.
            free = guard.lifted(connection.connection) if self.engine == "sqlite" else nullcontext()
            with free:
                result = connection.exec_driver_sql(text, values or None)
                return [tuple(found) for found in result] if result.returns_rows else []

    def refused_sql(self, text: str, *values: object) -> str:
        """Run SQL that the database must refuse; return its words, or empty when it passed."""
        with self.writing() as connection:
            nested = connection.begin_nested()
            try:
                self.sql(text, *values)
            except DBAPIError as error:
                return str(error.orig).splitlines()[0]
            finally:
                if nested.is_active:
                    nested.rollback()
        return ""

    def one(self, text: str, *values: object) -> Any:  # noqa: ANN401 - a cell of any column
        """Return the single value of a query."""
        return self.sql(text, *values)[0][0]

    def limit(self, kind: str, key: str) -> int | None:
        """Return what is left of a limit, in fen, or None when there is none."""
        text = "SELECT cap_fen-used_fen FROM limits WHERE kind=? AND key=?"
        found = self.sql(text, kind, key)
        return found[0][0] if found else None

    def drop_laws(self) -> int:
        """Drop every trigger of ours, as somebody with the file could; return how many."""
        names = "SELECT name, tbl_name FROM sqlite_schema WHERE type='trigger'"
        if self.engine != "sqlite":
            names = (
                "SELECT tgname, relname FROM pg_trigger JOIN pg_class c ON c.oid=tgrelid"
                " WHERE NOT tgisinternal AND relnamespace=current_schema()::regnamespace"
            )
        found = self.sql(names)
        for name, table in found:
            on = "" if self.engine == "sqlite" else f' ON "{table}"'
            self.sql(f"DROP TRIGGER {name}{on}")
        return len(found)


def person(roles: frozenset[str], *, other_than: str = "") -> str:
    """Return who does acts of these roles in an office of `PEOPLE`; acts of nobody are zhi's."""
    found = (user for user, (_, role) in PEOPLE.items() if role in roles and user != other_than)
    return next(found, "zhi")


def law(receipt: Receipt) -> str:
    """Return the law named in a sealed refusal, or an empty text when the act was accepted."""
    return "; ".join(fact for finding in receipt.findings for _, fact in finding.facts)


def day(text: str) -> date:
    """Return a date."""
    return date.fromisoformat(text)
