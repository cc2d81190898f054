"""Found a ledger: schema, registry with its first people and parameters, the first book."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cityledger.actions.command import text
from cityledger.actions.people import ADMINISTRATORS
from cityledger.actions.policy import check_size, pack_rows
from cityledger.evidence.keys import SoftKey
from cityledger.evidence.suite import SUITES
from cityledger.kernel.chart import chart
from cityledger.kernel.errors import BadInput, Problem, Unavailable
from cityledger.ledger.append import append, open_log
from cityledger.ledger.proof import head_of
from cityledger.store import clock, engine, migrate
from cityledger.store.session import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from cityledger.controls.pack import Pack
    from cityledger.evidence.keys import Pen
    from cityledger.store.clock import Clock
    from cityledger.store.files import LedgerFolder

SERIAL = 10_000
"""`book_id` = 6-digit division code × 10⁴ + serial (architecture §5)."""


@dataclass(frozen=True, slots=True)
class Staff:
    """One of the first people: id, printed name, roles, public key."""

    user_id: str
    name: str
    roles: tuple[str, ...]
    public: bytes


@dataclass(frozen=True, slots=True)
class Charter:
    """What a new ledger is: whose, where, with which people, and the policy pack it starts with."""

    unit_name: str
    division: str
    staff: tuple[Staff, ...]
    pack: Pack | None
    fund_scope: str = "城建资金"
    serial: int = 1
    ledger_id: str | None = None
    log_keys: tuple[tuple[int, bytes], ...] = ()
    """By hash suite, the public keys with which checkpoints will be signed."""

    @property
    def book_id(self) -> int:
        """The number of the first book."""
        return int(self.division) * SERIAL + self.serial


def _problems(charter: Charter, admin: str) -> list[Problem]:
    out = []
    if len(charter.division) != 6 or not charter.division.isdigit():
        reason = "a division code has six digits 行政区划代码为六位数字"
        out.append(Problem("--division", charter.division, reason, "GB/T 2260"))
    if not charter.unit_name.strip():
        out.append(Problem("--unit", "", "the unit has no name 单位名称为空"))
    for person in charter.staff:
        if "admin" in person.roles and len(person.roles) > 1:
            reason = "the administrator holds no money role (L8) 管理员不得兼任业务岗位"
            out.append(Problem(person.user_id, ",".join(person.roles), reason))
    admins = [p.user_id for p in charter.staff if "admin" in p.roles]
    if admin not in admins:
        out.append(Problem("staff", admin, "the founder is not an administrator 建账人须为管理员"))
    if len(admins) < ADMINISTRATORS:
        reason = "changes of people and keys take two administrators 人员和密钥的变更须两名管理员"
        remedy = "--person guan2:副管理员:admin"
        out.append(Problem("staff", ", ".join(admins), reason, remedy))
    return out


def found(url: str, charter: Charter, pen: Pen, now: Clock = clock.now) -> int:
    """Create the schema, registry and first book in an empty database; return the book number.

    `pen` is the administrator's. Raises BadInput with every problem, Unavailable if a ledger is
    already there. Everything is one transaction: a failed founding leaves an empty database.
    """
    if charter.pack is not None:
        check_size(charter.pack)
    if problems := _problems(charter, pen.user):
        raise BadInput(tuple(problems))
    ledger_id = charter.ledger_id or f"{charter.division}.{secrets.token_hex(4)}"
    opened = engine.connect(url)
    try:
        with write(opened) as connection:
            if not migrate.due(connection):
                raise Unavailable("there is a ledger here already; nothing was changed")
            migrate.upgrade(connection)
            for book in (0, charter.book_id):
                open_log(connection, book, f"{ledger_id}/{book}")
            founding = _Founding(connection, ledger_id, pen, now)
            founding.act(0, "genesis", _registry(charter))
            founding.act(charter.book_id, "genesis", _book(charter))
    finally:
        opened.dispose()
    return charter.book_id


@dataclass(frozen=True, slots=True)
class _Founding:
    """Signs and seals the first acts: there is no gate before there are roles."""

    connection: Connection
    ledger_id: str
    pen: Pen
    now: Clock

    def act(self, book_id: int, kind: str, rows: dict[str, list[dict[str, str]]]) -> None:
        """Seal one act of the administrator."""
        seen, registry = head_of(self.connection, book_id), head_of(self.connection, 0)
        core: dict[str, Any] = {
            "id": f"{kind}.{book_id}.{seen.size}",
            "type": kind,
            "command": "",
            "rows": rows,
        }
        event = self.pen.sign(f"{self.ledger_id}/{book_id}", seen, registry, core)
        append(self.connection, book_id, event, self.now, lambda *_: ())


def _row(**columns: object) -> dict[str, str]:
    return {name: text(value) for name, value in columns.items() if value not in (None, "")}


def _people(staff: Iterable[Staff]) -> dict[str, list[dict[str, str]]]:
    people = list(staff)
    return {
        "user": [_row(user_id=p.user_id, name=p.name) for p in people],
        "user_key": [_row(user_id=p.user_id, public=p.public) for p in people],
        "role_change": [
            _row(user_id=p.user_id, role=role, held=1) for p in people for role in p.roles
        ],
    }


def _registry(charter: Charter) -> dict[str, list[dict[str, str]]]:
    rules = pack_rows(charter.pack) if charter.pack is not None else {}
    return _people(charter.staff) | _log_keys(charter) | rules


def _log_keys(charter: Charter) -> dict[str, list[dict[str, str]]]:
    rows = [_row(suite=suite, public=public) for suite, public in charter.log_keys]
    return {"log_key": rows} if rows else {}


def _book(charter: Charter) -> dict[str, list[dict[str, str]]]:
    accounts = [
        _row(
            code=a.code,
            zh=a.zh,
            en=a.en,
            ledger=a.ledger,
            side=a.side,
            is_money=a.is_money,
            off_budget=a.off_budget,
            floor_by=a.floor_by,
        )
        for a in chart().values()
        if a.takes_postings
    ]
    nothing = _row(tranche_id=0, label="无资金流动", form="none", kind="none", in_budget=0)
    return {
        "book": [_row(unit_name=charter.unit_name, fund_scope=charter.fund_scope)],
        "account": accounts,
        "tranche": [nothing],
        "period_change": [_row(period=0, state="open")],
    }


def write_keys(folder: LedgerFolder, sealed: Mapping[str, bytes], log_seed: bytes) -> None:
    """Write the sealed key files and the seed of the log's key, readable by their owner only."""
    for part in (folder.keys, folder.desk):
        part.mkdir(parents=True, exist_ok=True)
    files = {folder.key(user): data for user, data in sealed.items()} | {folder.log_key: log_seed}
    for path, data in files.items():
        path.write_bytes(data)
        path.chmod(0o600)


def log_keys(seed: bytes) -> tuple[tuple[int, bytes], ...]:
    """Return the public keys of a log seed as a charter names them: one key, both hash suites."""
    public = SoftKey(seed).public
    return tuple((suite.number, public) for suite in SUITES)
