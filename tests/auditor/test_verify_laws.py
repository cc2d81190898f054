"""What colluding hands seal around the gate and the guards, the auditor's file names by law."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cityledger.auditor import verify
from cityledger.evidence.event import Head, build
from cityledger.evidence.keys import Pen, SoftKey
from cityledger.evidence.tree import mth
from cityledger.ledger import append as appending
from cityledger.ledger.apply import apply
from cityledger.ledger.proof import root
from cityledger.ledger.rows import Rows
from cityledger.store.session import write
from tests.auditor.forgery import sealed
from tests.conftest import BOOK
from tests.laws.raw import Raw, Tables, join, line, payment_lines, receipt_lines, row, voucher

DAY = "2025-06-12"


def faults(path: Path, signatures: str = "0") -> list[str]:
    """Return the faults of a ledger, each as `place: what`."""
    found = verify.verify(path, signatures, 1)
    return [f"{fault['place']}: {fault['what']}" for fault in found["faults"]]


def steps(number: int, step: str, actor: str) -> Tables:
    """Return one step of a payment request."""
    return {"payment_step": [row(payment_request_id=number, step=step, actor=actor)]}


def long(lines: int) -> Tables:
    """Return a voucher that claims more or fewer postings than there are."""
    rows = voucher(DAY, line("D", "5001", 5), line("C", "2101", 5))
    rows["voucher"][0]["lines"] = str(lines)
    return rows


CASH = receipt_lines(1, 500)
OWN = [line("D", "5001", 5), line("C", "2101", 5)]
EVIDENCE = {"sha256": "0" * 64, "size": "1", "name": "a"}
SEALED: dict[str, tuple[str, Tables, str]] = {
    "debit and credit differ": (
        "voucher.correct",
        voucher(DAY, line("D", "5001", 5), line("C", "2101", 4)),
        "breaks a law: L2 debit and credit differ in tranche 0",
    ),
    "a tranche is left open": (
        "voucher.correct",
        voucher(DAY, line("D", "5001", 5, 1), line("C", "2101", 5, 2)),
        "breaks a law: L2 debit and credit differ in tranche 1",
    ),
    "ledgers are mixed": (
        "voucher.correct",
        voucher(DAY, line("D", "5001", 5), line("C", "6601", 5)),
        "breaks a law: L2 debit and credit differ in tranche 0",
    ),
    "both sides in one posting": (
        "voucher.correct",
        voucher(DAY, line("D", "5001", 5) | {"credit_fen": "5"}, line("D", "2101", 0)),
        "no table takes it: CHECK constraint failed: ck_posting_one_side",
    ),
    "money without a bank account": (
        "funds.receive",
        voucher(DAY, *[{k: v for k, v in item.items() if k != "bank_account_id"} for item in CASH]),
        "no table takes it: CHECK constraint failed: ck_posting_bank",
    ),
    "a cash tranche that moves no money": (
        "voucher.correct",
        voucher(DAY, line("D", "5001", 5, 1), line("C", "2101", 5, 1)),
        "breaks a law: L2 no money moves in tranche 1",
    ),
    "money that is not there": (
        "payment.refund",
        voucher(DAY, *payment_lines(1, 10**15)),
        "breaks a law: L3 money 1/1: 1000002400000000 > 2400000000 fen",
    ),
    "money of a later day": (
        "payment.refund",
        voucher("2025-03-03", *payment_lines(2, 100)),
        "breaks a law: L3 money 1/2 is -100 fen on 2025-03-03",
    ),
    "more than was approved": (
        "voucher.correct",
        voucher(
            DAY,
            line("D", "9112", 10**15, budget_line_id=1),
            line("C", "9113", 10**15, budget_line_id=1),
        ),
        "breaks a law: L3 ",
    ),
    "a closed period": (
        "voucher.correct",
        voucher("2024-01-31", *OWN),
        "breaks a law: L11 period 202401 is not open for 2024-01-31",
    ),
    "a day outside the period": (
        "voucher.correct",
        voucher(DAY, *OWN, period=202507),
        "breaks a law: L11 period 202507 is not open for 2025-06-12",
    ),
    "an opening in the middle": (
        "voucher.correct",
        voucher(DAY, *OWN, kind="opening"),
        "breaks a law: L11 period 202506 is not open for 2025-06-12",
    ),
    "money that 8001 does not mirror": (
        "funds.receive",
        voucher(DAY, *CASH[:2]),
        "breaks a law: L14 money and 8001 move apart in tranche 1",
    ),
    "a step in another's name": (
        "payment.review",
        steps(1, "reviewed", "shen"),
        "breaks a law: L8 not the step of shen",
    ),
    "a second step of one person": (
        "payment.review",
        steps(1, "reviewed", "fu"),
        "breaks a law: L8 not the step of fu",
    ),
    "tables of another act": (
        "evidence.attach",
        voucher(DAY, *OWN),
        "L6 evidence.attach may not write all of ['posting', 'voucher']",
    ),
    "a number with a point": (
        "invoice.register",
        {"invoice": [{"amount_fen": "1.5"}]},
        "L6 amount_fen cannot be '1.5'",
    ),
    "an amount beyond all money": (
        "invoice.register",
        {"invoice": [{"amount_fen": "10000000000000001"}]},
        "L6 amount_fen cannot be '10000000000000001'",
    ),
    "a number of two spellings": (
        "invoice.register",
        {"invoice": [{"invoice_id": "007"}]},
        "L6 invoice_id cannot be '007'",
    ),
    "a day in another spelling": (
        "invoice.register",
        {"invoice": [{"issued_on": "20250601"}]},
        "issued_on",
    ),
    "a column that is not there": (
        "evidence.attach",
        {"evidence_file": [{"colour": "red"}]},
        "cannot be read: KeyError('colour')",
    ),
    "a column that is missing": (
        "evidence.attach",
        {"evidence_file": [{"sha256": "0" * 64}]},
        "NOT NULL constraint failed: evidence_file.",
    ),
    "postings without a voucher": (
        "voucher.correct",
        join(voucher(DAY, *OWN), {"posting": [line("D", "5001", 1)]}),
        "L2 1 postings without a voucher",
    ),
    "a voucher of one posting": ("voucher.correct", long(1), "L2 voucher 1 of 1 postings"),
    "a voucher of too many postings": ("voucher.correct", long(3), "L2 voucher 1 of 3 postings"),
    "a voucher that counts backwards": ("voucher.correct", long(-1), "L2 voucher 1 of -1 postings"),
    "a second genesis": ("genesis", {}, "L8 genesis is leaf 0 and only leaf 0"),
}


@pytest.mark.parametrize("name", SEALED)
def test_a_sealed_breach_is_named_by_law(raw: Raw, ledger: Path, name: str) -> None:
    kind, rows, said = SEALED[name]
    index = sealed(raw, kind, rows)

    found = faults(ledger)
    place = f"leaf {index} of book {BOOK}: "
    assert [True] == [said in fault for fault in found if fault.startswith(place)][:1], found


def test_an_act_needs_its_role(raw: Raw, ledger: Path) -> None:
    index = sealed(raw, "evidence.attach", by="chu")

    assert f"leaf {index} of book {BOOK}: chu was not maker/pm at 12" in faults(ledger)


def test_an_unknown_act_is_a_fault(raw: Raw, ledger: Path) -> None:
    index = sealed(raw, "evidence.attach", type="0/user.add")

    place = f"leaf {index} of book {BOOK}: cannot be read: KeyError((True, '0/user.add'))"
    assert place in faults(ledger)


def test_a_request_is_used_once(raw: Raw, ledger: Path) -> None:
    first = raw.do("evidence.attach", {})
    index = sealed(raw, "evidence.attach", id=f"raw.{raw.count}")

    assert index == first.index + 1
    (fault,) = faults(ledger)
    assert fault.startswith(f"leaf {index} of book {BOOK}: ")
    assert "UNIQUE constraint failed: request." in fault


def test_a_role_that_was_taken_away_counts_no_more(raw: Raw, ledger: Path) -> None:
    gone = {"role_change": [row(user_id="zhi", role="maker", held=0)]}
    raw.act("role.change", gone, book=0)
    index = sealed(raw, "evidence.attach", by="zhi")

    assert f"leaf {index} of book {BOOK}: zhi was not maker/pm at 14" in faults(ledger)


def stale(raw: Raw, size: int) -> int:
    """Seal an act that saw and names an old registry; return its leaf index."""
    with write(raw.office.desk.engine) as connection:
        log = appending.lock(connection, BOOK)
        seen = Head(log.tree.size, log.tree.root())
        registry = Head(size, root(connection, 0, 0, size))
        core = {"id": "old", "type": "evidence.attach", "command": "c", "actor": "zhi", "rows": {}}
        event = raw.office.pens["zhi"].sign(raw.origin(BOOK), seen, registry, core)
        log.registry_size = size
        leaf = log.seal(event, raw.office.desk.now(connection))
        log.save(Rows(connection, BOOK))
    return leaf.index


def test_an_old_registry_is_no_excuse(raw: Raw, ledger: Path) -> None:
    raw.act("role.change", {"role_change": [row(user_id="zhi", role="maker", held=0)]}, book=0)
    raw.office.skip(6)
    raw.act("role.change", {"role_change": [row(user_id="zhi", role="maker", held=1)]}, book=0)
    for _ in range(6):
        raw.office.desk.now(None)  # type: ignore[arg-type]
    index = stale(raw, 13)

    said = f"leaf {index} of book {BOOK}: the registry it was judged by was stale"
    assert said in faults(ledger)


def test_an_act_of_the_registry_is_judged_by_all_before_it(raw: Raw, ledger: Path) -> None:
    """Else an administrator who was dismissed could name the size at which he still was one."""
    gone = {"role_change": [row(user_id="guan", role="admin", held=0)]}
    raw.act("role.change", gone, book=0)
    index = sealed(raw, "role.change", book=0, by="guan", registry_size=13)

    assert any(f.startswith(f"leaf {index} of book 0: ") for f in faults(ledger))


def test_a_key_counts_from_its_leaf_on(raw: Raw, ledger: Path) -> None:
    """What was signed under the old key stays signed; what is signed under it later is not."""
    old = raw.office.pens["zhi"]
    new = Pen("zhi", SoftKey(b"\x77" * 32), idle=9e9, longest=9e9)
    raw.act("key.change", {"user_key": [row(user_id="zhi", public=new.public.hex())]}, book=0)
    raw.office.pens["zhi"] = new
    raw.do("evidence.attach", {})
    assert [] == faults(ledger, "all")

    raw.office.pens["zhi"] = old
    with write(raw.office.desk.engine) as connection:
        log, rows = appending.lock(connection, BOOK), Rows(connection, BOOK)
        event = raw.event(connection, "evidence.attach", {}, by="zhi")
        leaf = log.seal(event, raw.office.desk.now(connection))
        log.save(rows, apply(leaf, rows))
    index = leaf.index
    assert [f"leaf {index} of book {BOOK}: not signed by zhi"] == faults(ledger)


def batch(raw: Raw, members: list[dict[str, Any]], count: int, digest: str | None = None) -> int:
    """Seal a batch act that says what it likes of its members; return its leaf index."""
    with write(raw.office.desk.engine) as connection:
        log = appending.lock(connection, BOOK)
        seen, registry = Head(log.tree.size, log.tree.root()), Head(7, root(connection, 0, 0, 7))
        events = [build(raw.origin(BOOK), seen, registry, core, None) for core in members]
        signed = mth([event.digest for event in events]).hex()
        named: dict[str, Any] = {"count": str(count), "root": digest or signed}
        head = raw.event(connection, "batch", by="zhi", **named)
        now = raw.office.desk.now(connection)
        first = log.seal(head, now).index
        for event in events:
            log.seal(event, now)
        log.save(Rows(connection, BOOK))
    return first


def member(number: int, **change: str) -> dict[str, Any]:
    """Return the core of a member."""
    core = {"id": f"m{number}", "type": "evidence.attach", "command": "c", "actor": "zhi"}
    return {**core, "rows": {}, **change}


BATCHES: dict[str, tuple[list[dict[str, Any]], int, str | None, str]] = {
    "short": ([member(1)], 2, None, "leaf {2} of book {book}: L9 the last batch is short"),
    "long": ([member(1), member(2)], 1, None, "leaf {1} of book {book}: L9 the batch ending here"),
    "another": ([member(1)], 1, "00" * 32, "leaf {1} of book {book}: L9 the batch ending here"),
    "a stranger's act": (
        [member(1, actor="gong")],
        1,
        None,
        "leaf {1} of book {book}: L8 evidence.attach of gong is no act of the batch of zhi",
    ),
    "an act of another duty": (
        [member(1, type="period.open")],
        1,
        None,
        "leaf {1} of book {book}: L8 period.open of zhi is no act of the batch of zhi",
    ),
    "a batch in a batch": (
        [member(1, type="batch", count="0", root="")],
        1,
        None,
        "leaf {1} of book {book}: L8 batch of zhi is no act of the batch of zhi",
    ),
}


@pytest.mark.parametrize("name", BATCHES)
def test_a_batch_holds_what_was_signed(raw: Raw, ledger: Path, name: str) -> None:
    members, count, digest, said = BATCHES[name]
    first = batch(raw, members, count, digest)

    places = said.format(first, first + 1, first + 1 + len(members), book=BOOK)
    assert [True] == [fault.startswith(places) for fault in faults(ledger)][:1], faults(ledger)


def overridden(raw: Raw, **change: str) -> list[int]:
    """Seal an override, its grant and a payment under it; return their leaf indexes.

    Changes: `until`, `asked_by`, `granted_by`, `asker`, `granter` and `maker` (who signs what),
    `held` (of a decision after the grant), `value_date`.
    """
    names = {"until": "2025-01-02", "asked_by": "zhi", "granted_by": "shen", "asker": "zhi"}
    said = {**names, "granter": "shen", "maker": "zhi", "value_date": "2025-01-02", **change}
    terms = {"control": "payment.wrong_tranche", "project_id": 1, "limit_fen": 100}
    ask = row(override_id=1, reason="因", doc_no="1号", expires_on=said["until"], **terms)
    made = [
        sealed(
            raw,
            "override.request",
            {"override_request": [ask | {"asked_by": said["asked_by"]}]},
            by=said["asker"],
        )
    ]
    grant = row(override_id=1, actor=said["granted_by"], held=1, reason="同意")
    made.append(sealed(raw, "override.grant", {"override_grant": [grant]}, by=said["granter"]))
    if "held" in said:
        back = row(override_id=1, actor="fu", held=said["held"], reason="收回")
        sealed(raw, "override.revoke", {"override_grant": [back]}, by="fu")
    number = {"payment_request_id": 99}
    request = row(project_id=1, kind="progress", amount_fen=100, summary="试验", **number)
    rows = {
        "payment_request": [request | {"value_date": said["value_date"]}],
        "payment_step": [row(step="submitted", actor=said["maker"], **number)],
        "override_use": [row(override_id=1, amount_fen=100, **number)],
    }
    made.append(sealed(raw, "payment.request", rows, by=said["maker"]))
    return made


PERSONS = "L8 override 1 takes two persons, each under their own key"
FORCE = "L8 override 1 is not in force, or its granter takes this step: submitted"
OVERRIDDEN: dict[str, tuple[dict[str, str], int, str]] = {
    "granted by who asked": (
        {"granted_by": "zhi", "granter": "zhi", "maker": "fu"},
        1,
        PERSONS,
    ),
    "granted by one as another": ({"granter": "zhi"}, 1, PERSONS),
    "asked for by one as another": ({"asker": "shen"}, 1, PERSONS),
    "used on a day after the last": ({"until": "2025-01-01", "value_date": "2025-01-01"}, 2, FORCE),
    "used for a day after the last": ({"value_date": "2025-01-03"}, 2, FORCE),
    "used when it was taken back": ({"held": "0"}, 2, FORCE),
    "used by its granter": ({"maker": "shen"}, 2, FORCE),
}


def override_faults(ledger: Path) -> list[str]:
    """Return what is said of overrides; a leaf sealed around the gate has no rows in the tables."""
    return [fault for fault in faults(ledger) if "L8 override" in fault]


@pytest.mark.parametrize("name", OVERRIDDEN)
def test_an_override_takes_two_persons_and_ends(raw: Raw, ledger: Path, name: str) -> None:
    change, place, said = OVERRIDDEN[name]
    made = overridden(raw, **change)

    expected = f"leaf {made[place]} of book {BOOK}: breaks a law: {said}"
    assert [expected] == override_faults(ledger)


def test_an_override_within_its_days_is_sound(raw: Raw, ledger: Path) -> None:
    overridden(raw)

    assert [] == override_faults(ledger)
