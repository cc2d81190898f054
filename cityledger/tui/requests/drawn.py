"""What is about to be signed, in rows a person can read, made from the very bytes that are signed.

Nothing is worked out here: every row stands for a row of the drawn core. A table without words of
its own is shown column by column, so that nothing is signed unseen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.kernel import masking
from cityledger.kernel.chart import account
from cityledger.tui.texts import TEXTS, choice, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cityledger.actions.command import Command
    from cityledger.store.engine import Read
    from cityledger.tui.seat import Seat

    Columns = dict[str, str]

MARK_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Told:
    """One row: what it is, in words, and its amount in fen if it has one."""

    name: str
    text: str
    amount_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """An act before it is signed: its rows, the digest of its bytes, and what it is refused for."""

    command: Command
    rows: tuple[Told, ...]
    digest: str
    size: int
    refusals: tuple[str, ...]

    @property
    def mark(self) -> str:
        """The first digits of the digest in groups of four, as people compare them."""
        first = self.digest[:MARK_DIGITS]
        return " ".join(first[i : i + 4] for i in range(0, MARK_DIGITS, 4))


def content(seat: Seat, command: Command) -> Content:
    """Draw up an act and say it in rows; nothing is signed. Raises BadInput as the gate does."""
    from cityledger.actions import gate
    from cityledger.controls import catalog

    drawn = gate.drawn(seat.desk, command, seat.user)
    with seat.desk.read() as read:
        book = gate.book_of(seat.desk, command)
        teller = _Teller(read, book, seat.lang)
        rows = tuple(
            told
            for table, listed in drawn.core.get("rows", {}).items()
            for columns in listed
            for told in teller.told(table, masking.row(table, columns))
        )
    if "ref" in drawn.core:
        ref = drawn.core["ref"][:MARK_DIGITS]
        rows = (*rows, Told(say("drawn_ref", seat.lang), say("drawn_ref_of", seat.lang, mark=ref)))
    refusals = tuple(catalog.sentence(finding, seat.lang) for finding in drawn.findings)
    return Content(command, rows, drawn.digest, len(drawn.content), refusals)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Says rows of tables in words."""

    read: Read
    book_id: int
    lang: str

    def told(self, table: str, row: Columns) -> Iterator[Told]:
        """Yield what one row says."""
        special: dict[str, Callable[[Columns], Iterator[Told]]] = {
            "payment_step": self._step,
            "hold": self._hold,
            "voucher": self._voucher,
            "posting": self._posting,
            "confirmation": self._confirmation,
            "party_account": self._account,
            "user_key": self._key,
            "log_key": self._key,
            "role_change": self._role,
            "policy_param": self._parameter,
        }
        known = special.get(table)
        yield from known(row) if known is not None else self._plain(table, row)

    def _say(self, key: str, **facts: object) -> str:
        return say(key, self.lang, **facts)

    def _step(self, row: Columns) -> Iterator[Told]:
        name = choice("payment_state", row["step"], self.lang)
        text = self._say("drawn_step", number=row["payment_request_id"], step=name)
        note = f" {row['note']}" if row.get("note") else ""
        yield Told(self._say("drawn_step_name"), text + note)

    def _hold(self, row: Columns) -> Iterator[Told]:
        fen = int(row["amount_fen"])
        name = self._say("drawn_hold" if fen > 0 else "drawn_release")
        tranche, bank = self._tranche(row["tranche_id"]), self._bank(row["bank_account_id"])
        yield Told(name, f"{tranche} {bank}", fen)

    def _voucher(self, row: Columns) -> Iterator[Told]:
        text = f"{row['word']} {row['value_date']} {row['summary']}"
        yield Told(self._say("voucher"), text)

    def _posting(self, row: Columns) -> Iterator[Told]:
        side = "debit_fen" if "debit_fen" in row else "credit_fen"
        code = row["account"]
        parts = [f"{code} {account(code).name(self.lang)}"]
        if row.get("tranche_id", "0") != "0":
            parts.append(self._tranche(row["tranche_id"]))
        if "bank_account_id" in row:
            parts.append(self._bank(row["bank_account_id"]))
        name = self._say("col_debit" if side == "debit_fen" else "col_credit")
        yield Told(f" {name}", " ".join(parts), int(row[side]))

    def _confirmation(self, row: Columns) -> Iterator[Told]:
        yield Told(self._say("drawn_confirms"), f"#{row['proposal_idx']}")

    def _account(self, row: Columns) -> Iterator[Told]:
        from cityledger.views import registry

        party = registry.party(self.read, row["party_id"])
        purpose = choice("account_purpose", row["purpose"], self.lang)
        yield Told(self._say("col_paid_to"), f"{party.name if party else ''} {row['party_id']}")
        yield Told(self._say("payee_account"), f"{row['account_no']} {row['bank_name']} {purpose}")

    def _key(self, row: Columns) -> Iterator[Told]:
        from cityledger.evidence.keys import fingerprint

        whose = row.get("user_id") or self._say("drawn_log_key", suite=row.get("suite", ""))
        public = row.get("public")
        mark = fingerprint(bytes.fromhex(public)) if public else self._say("drawn_no_key")
        yield Told(self._say("drawn_key"), f"{whose} {mark}")

    def _role(self, row: Columns) -> Iterator[Told]:
        from cityledger.views.proposals import role_word

        given = self._say("drawn_given" if row["held"] == "1" else "drawn_taken")
        word = role_word(row["role"], "zh" if self.lang == "zh" else "en")
        yield Told(given, f"{row['user_id']} {word}")

    def _parameter(self, row: Columns) -> Iterator[Told]:
        value = f"{row['key']} = {row['value']} {row.get('unit', '')}".rstrip()
        yield Told(self._say("drawn_parameter"), f"{value} {row.get('valid_from', '')}")

    def _plain(self, table: str, row: Columns) -> Iterator[Told]:
        fen = row.get("amount_fen")
        others = " ".join(f"{k}={v}" for k, v in row.items() if k != "amount_fen")
        key = f"drawn_table.{table}"
        name = self._say(key) if key in TEXTS else table
        yield Told(name, others, int(fen) if fen else None)

    def _tranche(self, number: str) -> str:
        from cityledger.model.funding import Tranche
        from cityledger.views.find import one

        found = one(self.read, Tranche, book_id=self.book_id, tranche_id=int(number))
        return found.label if found else number

    def _bank(self, number: str) -> str:
        from cityledger.model.funding import BankAccount
        from cityledger.views.find import one

        found = one(self.read, BankAccount, book_id=self.book_id, bank_account_id=int(number))
        return f"{found.name} …{found.account_no[-4:]}" if found else number
