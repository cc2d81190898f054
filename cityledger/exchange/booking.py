"""Book what was read from a file: through the one gate, all of it or nothing, and never twice.

An order's request id follows from the book, its noun and the digest of its command, so the same
file finds its own acts again (L12). What fails is told at its place in the file; what fails only
because something it needs has failed is not told again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from cityledger.actions.command import Command, digest
from cityledger.actions.gate import act_all, book_of
from cityledger.actions.proposals import ConfirmAccount, ProposeAccount
from cityledger.controls import catalog
from cityledger.evidence import canon
from cityledger.exchange.nouns import BY_NOUN
from cityledger.kernel import words
from cityledger.kernel.acts import act as act_rules
from cityledger.kernel.errors import BadInput, Finding, Problem
from cityledger.ledger.tables import T
from cityledger.views import registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cityledger.actions.desk import Desk
    from cityledger.actions.gate import Trial
    from cityledger.evidence.keys import Pen

    Step = Callable[[int, int], None]

REQUEST = T["request"]
CHUNK = 500
"""Request ids asked for at a time: SQLite takes a limited number of values."""

_FIND = select(REQUEST.c.request_id).where(
    REQUEST.c.book_id == bindparam("book"),
    REQUEST.c.request_id.in_(bindparam("ids", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class Order:
    """One act to be done: where it stands in the file, what it makes and what it needs first.

    `stands` says that the ledger has the same thing already, from wherever it came.
    """

    place: str
    noun: str
    command: Command
    makes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something of the file that was not booked, or not as it stands: where, and why."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class RateUsed:
    """A rate at which amounts became yuan: millionths of a yuan per unit, and where it is from."""

    currency: str
    rate_ppm: int
    source: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. `booked` and `repeated` count acts by noun."""

    booked: tuple[tuple[str, int], ...] = ()
    repeated: tuple[tuple[str, int], ...] = ()
    notes: tuple[Note, ...] = ()
    rates: tuple[RateUsed, ...] = ()

    @property
    def booked_count(self) -> int:
        """The number of acts that are new in the ledger."""
        return sum(count for _, count in self.booked)

    @property
    def repeated_count(self) -> int:
        """The number of acts the ledger had already."""
        return sum(count for _, count in self.repeated)


@dataclass(slots=True)
class _Hands:
    """Who signs: the first unlocked pen whose person may do the act."""

    desk: Desk
    pens: Sequence[Pen]
    roles: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with self.desk.read() as read:
            for pen in self.pens:
                self.roles[pen.user] = registry.roles_of(read, pen.user, registry.NEWEST)

    def pen(self, command: Command) -> Pen | None:
        """Return the pen for a command, or None when nobody here may do it."""
        wanted = act_rules(book_of(self.desk, command), command.act).roles
        return next((pen for pen in self.pens if self.roles[pen.user] & wanted), None)


def book(
    desk: Desk, pens: Sequence[Pen], orders: Sequence[Order], step: Step = lambda *_: None
) -> ImportReport:
    """Do every order that the ledger does not have yet; raises BadInput with every problem."""
    known = _all_identified(desk, [order for each in orders for order in _whole(each)])
    done = _already(desk, known)
    todo = [o for o in known if not o.stands and o.command.request_id not in done]
    hands = _Hands(desk, pens)
    signed = [(hands.pen(order.command), order) for order in todo]
    if missing := tuple(_unsigned(desk, signed)):
        raise BadInput(missing)
    items = [(pen, order.command) for pen, order in signed if pen is not None]
    _, trials = act_all(desk, _told(items, step))
    if trials:
        raise BadInput(tuple(_problems(todo, trials)))
    return ImportReport(
        booked=_counted(todo),
        repeated=_counted(o for o in known if o.stands or o.command.request_id in done),
    )


def _whole(order: Order) -> Iterator[Order]:
    """Yield an order, and after a proposal the order that another person confirms it."""
    yield order
    if isinstance(order.command, ProposeAccount):
        yield replace(order, command=ConfirmAccount(proposal=digest(order.command)))


def _told(items: list[tuple[Pen, Command]], step: Step) -> Iterator[tuple[Pen, Command]]:
    for place, item in enumerate(items):
        step(place, len(items))
        yield item
    step(len(items), len(items))


def _counted(orders: Sequence[Order] | Iterator[Order]) -> tuple[tuple[str, int], ...]:
    # What takes two persons is two acts and one thing booked.
    whole = (order.noun for order in orders if not isinstance(order.command, ProposeAccount))
    return tuple(Counter(whole).items())


def _all_identified(desk: Desk, orders: Iterable[Order]) -> list[Order]:
    """Give every order its request id; raises BadInput naming those too large for a leaf."""
    known: list[Order] = []
    problems: list[Problem] = []
    for order in orders:
        try:
            known.append(replace(order, command=_identified(desk, order)))
        except canon.Malformed as error:
            reason = f"内容过大,一条记录放不下 too much for one leaf ({error})"
            problems.append(Problem(order.place, "", reason, "缩短文本,或分成几笔"))
    if problems:
        raise BadInput(tuple(problems))
    return known


def _identified(desk: Desk, order: Order) -> Command:
    origin = desk.registry_origin if order.command.in_registry else desk.origin
    content = canon.encode([origin, order.noun, digest(order.command)])
    return replace(order.command, request_id=sha256(content).hexdigest()[:32])


def _already(desk: Desk, orders: Sequence[Order]) -> set[str]:
    """Return the request ids that the ledger knows."""
    found: set[str] = set()
    with desk.read() as read:
        for book_id in {book_of(desk, order.command) for order in orders}:
            ids = [o.command.request_id for o in orders if book_of(desk, o.command) == book_id]
            for start in range(0, len(ids), CHUNK):
                names = {"book": book_id, "ids": ids[start : start + CHUNK]}
                found |= set(read.execute(_FIND, names).scalars())
    return found


def _unsigned(desk: Desk, signed: Sequence[tuple[Pen | None, Order]]) -> Iterator[Problem]:
    """Yield one problem for each kind of act that nobody here may sign."""
    told: set[str] = set()
    for pen, order in signed:
        kind = order.command.act
        if pen is not None or kind in told:
            continue
        told.add(kind)
        wanted = "/".join(sorted(act_rules(book_of(desk, order.command), kind).roles))
        reason = f"没有解锁该岗位的签名 nobody with the role {wanted} has unlocked a key"
        yield Problem(order.place, kind, reason, f"请{wanted}岗位的人员解锁密钥后再导入")


def _problems(orders: Sequence[Order], trials: Sequence[Trial]) -> Iterator[Problem]:
    """Yield what the gate said, at the place in the file; consequences are left out."""
    failed: set[str] = set()
    by_place = {trial.place: trial for trial in trials}
    for n, order in enumerate(orders):
        trial = by_place.get(n)
        if trial is None:
            continue
        consequence = failed.intersection(order.needs)
        failed.update(order.makes)
        if consequence:
            continue
        for problem in trial.problems:
            place = f"{order.place} {problem.place}"
            yield replace(problem, place=place)
        for finding in trial.findings:
            yield _said(order, finding)


def _said(order: Order, finding: Finding) -> Problem:
    """Say a finding in the words of the catalogue."""
    law = dict(finding.facts).get("law", "")
    if "L11 period is not open" in law:
        reason = "业务日期所在月份没有开放 the month is not open"
        return Problem(order.place, law, reason, "在“会计期间”表中开放该月,或更正日期")
    return Problem(order.place, "", catalog.sentence(finding), catalog.remedy(finding))


def noun_zh(noun: str) -> str:
    """Return the Chinese word of a noun, for the report: its sheet's title, if it has a sheet."""
    if noun in BY_NOUN:
        return BY_NOUN[noun].title
    return words.term(noun) if words.known(noun) else noun
