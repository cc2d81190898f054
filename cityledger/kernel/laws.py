"""The laws of the ledger by number, in one sentence each, and where they are held.

Architecture §4 has their full text; the tests of each law stand in `tests/laws/test_Lnn_*.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Law:
    """One law: its number, what it says, and what holds it besides `verify`."""

    number: int
    says: str
    held_by: str


LAWS = (
    Law(
        1, "Money is an integer number of fen; ratios split by largest remainder.", "types, parser"
    ),
    Law(
        2,
        "Debit equals credit per voucher, ledger and key; every posting carries a tranche.",
        "trigger before the voucher's insert, CHECK",
    ),
    Law(
        3,
        "No account crosses zero in its own dimension; money also holds on every later day.",
        "limits at every act, CHECK, gate",
    ),
    Law(4, "A tranche pays only for the uses and projects of its document.", "gate"),
    Law(
        5,
        "Two chains of permission, cost and money; caps are read once and written whole.",
        "limits at every act, CHECK, gate",
    ),
    Law(
        6,
        "Posted is posted; a correction is a reversal with its replacement, or a blue voucher.",
        "triggers on every frozen table",
    ),
    Law(7, "Voucher numbers and leaf indexes have no gaps.", "triggers"),
    Law(
        8,
        "Maker, reviewer, approver and cashier are different people who hold the role then.",
        "gate, triggers, verify",
    ),
    Law(9, "An act is signed over its exact bytes; an approval signs what it approves.", "verify"),
    Law(10, "Every figure can be recomputed from the leaves alone.", "verify, papers"),
    Law(
        11,
        "A value date lies in an open period; the clock only goes forward.",
        "triggers, clock guard, gate",
    ),
    Law(12, "A retry with the same id and command gives the first answer.", "append"),
    Law(13, "The book comes first in every key; no foreign key crosses books.", "metadata"),
    Law(14, "Money and 8001 move together, per voucher and tranche.", "trigger"),
    Law(15, "Every day one registry act names size and root of every book.", "log-in, verify"),
)

OVERRIDABLE = frozenset({"payment.guarantee_expired", "payment.wrong_tranche"})
"""The rules whose source leaves room for discretion, so that two persons may set them aside.

Money, duties, the five parties and interference are never among them. It stands here because both
the gate and `verify` hold an override to it.
"""
