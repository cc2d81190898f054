"""A thousand honest books, no two alike: neither verifier may find anything in any of them."""

from __future__ import annotations

import itertools
import tempfile
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bench.torture.jobs import Figures
from bench.torture.tamper import spread
from bench.torture.tamper_base import cosign, counted_requests, image, load, take
from bench.torture.tamper_file import past_guards
from bench.torture.tamper_judge import Judgement, judge
from bench.torture.tamper_rewrite import KEYS
from cityledger.actions import desk as desks
from cityledger.actions.days import seal_day
from cityledger.actions.people import ChangeKey, ChangeRole
from cityledger.evidence.keys import Pen, SoftKey
from cityledger.kernel.errors import BadInput, Refused
from tests.conftest import LOG_SEED, START, Office, found
from tests.laws import furnish
from tests.laws.raw import Raw, line, receipt_lines, red, row
from tests.stories.world import World

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

ACTS = (20, 60)
"""So many acts are done, at least and at most, after the ground was laid."""

SPOILT = 20
"""One book of so many is spoilt afterwards: the positive control."""

DAY = 86_400
FEB = "2025-02-11"


class Busy:
    """An office that does lawful things in an order drawn by lot, and now and then tries others."""

    def __init__(self, office: Office, random: Random) -> None:
        """The ground of `tests.laws.furnish` must be laid."""
        self.office, self.random = office, random
        self.raw = Raw(office, 10_000)
        self.numbers = itertools.count(20)
        self.wrong: list[tuple[int, list[dict[str, str]]]] = []

    def work(self, acts: int) -> None:
        """Do so many things; what the ledger refuses is sealed as refused, and that is honest."""
        ways: tuple[Callable[[], object], ...] = (
            self.receive,
            self.certify,
            self.spend,
            self.reverse,
            self.attach,
            self.import_files,
            self.unbalanced,
            self.interference,
            self.party,
            self.day,
            self.person,
            self.checkpoint,
        )
        for _ in range(acts):
            with suppress(Refused, BadInput):
                self.random.choice(ways)()
            if self.random.random() < 0.1:
                self.office.skip(self.random.randrange(3 * DAY))

    def fen(self) -> int:
        """Draw an amount."""
        return self.random.randrange(1, 10 ** self.random.randrange(2, 8))

    def receive(self) -> None:
        """Receive a tranche."""
        furnish.receive(self.raw, next(self.numbers), self.fen())

    def certify(self) -> None:
        """Certify work on contract 1, perhaps beyond its price."""
        self.raw.act("certificate.sign", furnish.certificate_rows(next(self.numbers), self.fen()))

    def spend(self) -> None:
        """Pay something back out of tranche 2, perhaps more than there is."""
        fen = self.fen()
        lines = [line("D", "121802", fen, 2), line("C", "100201", fen, 2, bank_account_id=1)]
        self.raw.post(FEB, *lines, word="付", kind="bank_fact")

    def reverse(self) -> None:
        """Book a cost, and later reverse it in red."""
        if self.wrong and self.random.random() < 0.5:
            number, lines = self.wrong.pop()
            self.raw.post(FEB, *red(lines), kind="reversal", reverses_id=number)
            return
        fen = self.fen()
        names = {"project_id": 1, "contract_id": 1}
        lines = [line("D", "5001", fen), line("C", "230201", fen, **names)]
        receipt = self.raw.post(furnish.JAN, *lines)
        if not receipt.findings:
            self.wrong.append((receipt.index * 100 + 1, lines))

    def attach(self) -> None:
        """Attach a file."""
        rows = {"evidence_file": [self._file()]}
        self.raw.act("evidence.attach", rows)

    def import_files(self) -> None:
        """Attach several by one signed batch."""
        members = [{"evidence_file": [self._file()]} for _ in range(self.random.randint(1, 9))]
        self.raw.batch("evidence.attach", members)

    def _file(self) -> dict[str, str]:
        name = f"附件{next(self.numbers)}.pdf"
        return row(sha256=self.random.randbytes(32).hex(), size=self.fen(), name=name)

    def unbalanced(self) -> None:
        """Bring a voucher without its credit."""
        self.raw.post(FEB, *receipt_lines(2, self.fen())[:2])

    def interference(self) -> None:
        """Record an interference."""
        word = row(
            interference_id=next(self.numbers),
            project_id=1,
            occurred_on=furnish.JAN,
            channel="phone",
            area="payment",
            directness="direct",
            content="打招呼",
            recorder="zhi",
        )
        self.raw.act("interference.record", {"interference": [word]})

    def party(self) -> None:
        """Register a party."""
        number = f"91370211MA{next(self.numbers):08d}"
        party = row(party_id=number, scheme="other", name=f"公司{number[-4:]}")
        self.raw.act("party.add", {"party": [party]}, book=0)

    def day(self) -> None:
        """Begin a day."""
        self.office.skip(DAY)
        seal_day(self.office.desk, self.office.pens["fu"])

    def person(self) -> None:
        """Let two administrators change a key or a role; nobody is left without the duty."""
        if self.random.random() < 0.5:
            key = SoftKey(self.random.randbytes(32)).public.hex()
            self.office.two("guan", "fuguan", ChangeKey(user_id="shenji", public=key))
        else:
            held = self.random.random() < 0.5
            change = ChangeRole(user_id="zong", role="approver", held=held)
            self.office.two("fuguan", "guan", change)

    def checkpoint(self) -> None:
        """Sign every head, and let the witness see it or not."""
        take(self.office)
        if self.random.random() < 0.5:
            cosign(self.office)


def book(number: int, seed: int, ground: bytes, path: Path) -> None:
    """Write one honest book: every tenth through the gate alone, the others on laid ground."""
    random = Random(f"{seed}/{number}")
    if number % 10 == 0:
        office = found(f"sqlite:///{path}")
        office.desk = replace(office.desk, log_signer=SoftKey(LOG_SEED))
        try:
            World(office).upto(random.randint(0, 4))
        finally:
            office.desk.close()
        return
    path.write_bytes(ground)
    office = _reopened(path)
    try:
        Busy(office, random).work(random.randint(*ACTS))
    finally:
        office.desk.close()


def _ground(path: Path) -> bytes:
    office = found(f"sqlite:///{path}")
    try:
        raw = Raw(office)
        furnish.ground(raw)
        furnish.receive(raw, 1, furnish.PRICE)
        furnish.receive(raw, 2, furnish.PRICE)
        furnish.sign(raw, 1, furnish.PRICE)
    finally:
        office.desk.close()
    return image(path)


def _reopened(path: Path) -> Office:
    """Open a copy of the ground a day after it was laid, with the same people."""
    ticks, offset = itertools.count(1), list[int]()

    def clock(_: Connection) -> datetime:
        return START + timedelta(seconds=DAY + next(ticks) + sum(offset))

    url = f"sqlite:///{path}"
    desk = desks.open_url(url, log_signer=SoftKey(LOG_SEED)).at(clock)
    pens = {user: Pen(user, key, idle=9e9, longest=9e9) for user, key in KEYS.items()}
    return Office(desk, pens, url, ticks, offset)


@dataclass(frozen=True, slots=True)
class Written:
    """An honest book and what was said of it; `spoilt` is what was said once it was changed."""

    number: int
    leaves: int
    judgement: Judgement
    spoilt: Judgement | None = None


def written(number: int, seed: int, ground: bytes, folder: Path) -> Written:
    """Write one book and let it be judged; some are then spoilt and judged again."""
    path = folder / f"{number}.db"
    try:
        book(number, seed, ground, path)
        data = image(path)
        said, spoilt = judge(data), None
        if number % SPOILT == SPOILT - 1:
            with past_guards(data) as forged:
                forged.run("UPDATE request SET actor = 'guan' WHERE act = 'funds.receive'")
            spoilt = judge(forged.data)
        with closing(load(data)) as raw:
            leaves = raw.execute("SELECT count(*) FROM leaf").fetchone()[0]
        return Written(number, leaves, said, spoilt)
    finally:
        path.unlink(missing_ok=True)


def honest(points: int, seed: int) -> Figures:
    """Write so many books and have each judged by both verifiers: both must call it sound."""
    failures, sizes, spoilt, found_out = [], [], 0, 0
    with tempfile.TemporaryDirectory(prefix="cityledger-honest-") as name, counted_requests():
        folder = Path(name)
        ground = _ground(folder / "ground.db")
        for done in spread(lambda number: written(number, seed, ground, folder), points):
            sizes.append(done.leaves)
            said = done.judgement
            where = f"[book {done.number} of seed {seed}]"
            for who, verdict in (("program", said.program), ("auditor", said.auditor)):
                failures += [] if verdict.sound else [f"{who}: {verdict.said} {where}"]
            if done.spoilt:
                spoilt += 1
                found_out += not (done.spoilt.program.sound or done.spoilt.auditor.sound)
    control = f"{spoilt} of them were spoilt, {found_out} found by both"
    if not spoilt or found_out < spoilt:
        control = f"FAILED: {control}"
    notes = [f"{min(sizes)} to {max(sizes)} leaves, {sum(sizes)} in all"]
    return Figures("honest", points, failures, control, seed, notes)
