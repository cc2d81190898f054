"""One long story, told once per worker: the walkthrough, and all that may go wrong on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from cityledger.actions import desk as desks, founding
from cityledger.actions.bank import RefundPayment
from cityledger.actions.command import Command
from cityledger.actions.contracts import ApproveVariation, Plan
from cityledger.actions.corrections import CorrectVoucher
from cityledger.actions.funding import ReceiveFunds, RegisterSource, Share
from cityledger.actions.interference import RecordInterference
from cityledger.actions.payments import (
    ApprovePayment,
    PayLine,
    RejectPayment,
    RequestPayment,
    ReviewPayment,
)
from cityledger.actions.periods import ClosePeriod
from cityledger.actions.registry import RegisterParty
from cityledger.ledger.append import open_log
from cityledger.ledger.receipt import Receipt
from cityledger.store.session import write
from tests.conftest import DIVISION, Office, found
from tests.stories.world import WAN, World, day


class Tale(World):
    """The walkthrough with its side stories; `ask` a view about its book."""

    def ask(self, query: Callable[..., Any], *arguments: object, **names: object) -> Any:  # noqa: ANN401 - what the view returns
        """Ask a view with the book already named."""
        with self.office.desk.read() as read:
            return query(read, self.office.desk.book_id, *arguments, **names)

    @property
    def size(self) -> int:
        """The number of leaves of the book."""
        found = f"SELECT size FROM log_head WHERE book_id = {self.office.desk.book_id}"
        return int(self.office.sql(found)[0][0])

    def voucher_of(self, request: int) -> int:
        """Return the payment voucher of a request."""
        book = self.office.desk.book_id
        found = (
            f"SELECT min(voucher_id) FROM voucher WHERE book_id = {book}"
            f" AND payment_request_id = {request}"
        )
        return int(self.office.sql(found)[0][0])

    def newest(self) -> int:
        """Return the number of the newest request of this book."""
        book = self.office.desk.book_id
        found = f"SELECT max(payment_request_id) FROM payment_request WHERE book_id = {book}"
        return int(self.office.sql(found)[0][0])

    def state(self, number: int) -> str:
        """Return the state of a request of this book."""
        book = self.office.desk.book_id
        rows = self.office.sql(
            f"SELECT step FROM payment_step WHERE book_id = {book} AND"
            f" payment_request_id = {number} ORDER BY leaf_idx DESC LIMIT 1"
        )
        return str(rows[0][0])

    def tell(self) -> None:
        """Walk cases 1 to 4, then everything beside them."""
        self.upto(4)
        self._quota()
        self._bank_error_and_claim()
        self._corrections()
        self._households()
        self._pending()
        self._interest()

    def _quota(self) -> None:
        self.by("zhi", self.allotment("A3", "省级棚改补助", 900))
        self.by("chu", self.quota())
        plan = Plan(source="国库集中支付", fiscal_year=2025, amount_fen=140 * WAN, allotment="AQ")
        self.by("zhi", self.contract("C3", 500, performance_fen=0, plans=(plan,)))
        self.pay_all("advance", "2025-03-25", (self.line("C3", "advance", 100),))

    def _bank_error_and_claim(self) -> None:
        self.by("chu", self.statement("D1", "-450", "2025-06-12"))
        self.by("fu", self.fact("D1", "银行重复扣款"))
        self.by("chu", self.statement("D2", "450", "2025-06-16"))
        self.by("fu", self.fact("D2", "银行退回"))
        self.by("gong", self.claim())
        self.by("chu", self.statement("D3", "26", "2025-07-08"))
        self.by("chu", self.refund("D3"))

    def _corrections(self) -> None:
        """A payment under the wrong contract, corrected; a certificate, only reversed."""
        plan = Plan(source="区级预算", fiscal_year=2025, amount_fen=300 * WAN, allotment="A2")
        self.by("zhi", self.contract("C2", 2000, performance_fen=0, plans=(plan,)))
        self.pay_all("advance", "2025-07-10", (self.line("C2", "advance", 50),))
        self.by("fu", ClosePeriod(period=0))
        for period in range(202503, 202507):
            self.by("fu", ClosePeriod(period=period))
        wrong = self.voucher_of(self.newest())
        self.by(
            "fu",
            CorrectVoucher(
                voucher_id=wrong,
                value_date=day("2025-08-03"),
                reason="合同记错",
                from_contract="C2",
                contract="C1",
            ),
        )
        self.by("gong", self.certificate(contract="C2", certified_on=day("2025-07-31")))
        assert self.last is not None
        self.by(
            "fu",
            CorrectVoucher(
                voucher_id=self.last.index * 100 + 1, value_date=day("2025-08-04"), reason="误签"
            ),
        )

    def _households(self) -> None:
        money = ReceiveFunds(
            label="T3",
            source="省级棚改补助",
            amount_fen=900 * WAN,
            received_on=day("2025-08-05"),
            bank_account="B2",
            allotment="A3",
            uses=("allocable:06",),
            shares=(Share(project="P1", cap_fen=800 * WAN),),
        )
        self.by("chu", money)
        self.by("zhi", self.agreements(5))
        lines = tuple(
            PayLine(
                contract=f"H{n:04d}", part="compensation", certificate_no=1, amount_fen=15 * WAN
            )
            for n in range(1, 6)
        )
        self.pay_all("compensation", "2025-08-09", lines)
        self.requests["case8"] = self.newest()
        self.by("chu", self.statement("R1", "15", "2025-08-12", "B2"))
        self.by(
            "chu",
            RefundPayment(
                payment_request_id=self.newest(),
                line=3,
                amount_fen=15 * WAN,
                bank_account="B2",
                bank_ref="R1",
            ),
        )

    def _pending(self) -> None:
        """One request per state, a refusal, a variation, a word in the ear."""
        self.by(
            "shen",
            ApproveVariation(
                contract="C1",
                doc_no="变更-1",
                amount_fen=120 * WAN,
                approved_on=day("2025-09-01"),
                reason="增项",
            ),
        )
        for wan in (11, 12, 13, 14):
            lines = (self.line("C2", "advance", wan),)
            self.by(
                "zhi",
                RequestPayment(
                    project="P1", kind="advance", value_date=day("2025-09-10"), lines=lines
                ),
            )
            self.requests[f"advance{wan}"] = self.newest()
        on = day("2025-09-10")
        for wan in (12, 13):
            number = self.requests[f"advance{wan}"]
            self.by("fu", ReviewPayment(payment_request_id=number, value_date=on))
        returned = self.requests["advance14"]
        command = RejectPayment(payment_request_id=returned, value_date=on, reason="缺附件")
        self.by("fu", command)
        self._approve(self.requests["advance13"])
        self.tries("fu", ReviewPayment(payment_request_id=returned, value_date=on))
        self.tries("zhi", self.progress(450 * WAN + 1))
        self.by(
            "shenji",
            RecordInterference(
                occurred_on=on,
                channel="phone",
                area="payment",
                directness="direct",
                content="打招呼",
                contract="C3",
            ),
        )

    def _interest(self) -> None:
        """Interest of the bank lowers the cost of the project, in a tranche of its own (case 9)."""
        self.by(
            "zhi",
            RegisterSource(name="存款利息", kind="interest_income", level="market", route="market"),
        )
        self.by(
            "chu",
            ReceiveFunds(
                label="T7",
                source="存款利息",
                amount_fen=12 * WAN,
                received_on=day("2025-09-21"),
                bank_account="B1",
                parent="T2",
                project="P1",
                uses=("works",),
                scope=("P1",),
            ),
        )

    def _approve(self, number: int) -> None:
        command = ApprovePayment(payment_request_id=number, value_date=day("2025-09-10"))
        self.by("shen", command)


class SecondTale(Tale):
    """The same story in another book of the same database: the parties are registered already."""

    def by(self, who: str, command: Command) -> Receipt:
        """Do an act, unless it is one of the registry's."""
        if isinstance(command, RegisterParty):
            return Receipt(0, b"", (), b"", ())
        return super().by(who, command)


def second_book(office: Office, serial: int = 2) -> Office:
    """Found another book beside the first one, and return its office."""
    charter = founding.Charter("示范区城管局", DIVISION, (), None, serial=serial)
    book = charter.book_id
    with write(office.desk.engine) as connection:
        open_log(connection, book, f"t.example/{book}")
        first = founding._Founding(connection, "t.example", office.pens["guan"], office.desk.now)
        first.act(book, "genesis", founding._book(charter))
    desk = desks.open_url(office.url, book).at(office.desk.now)
    # Both offices work on the connections of the first, so that whoever closes it leaves none open.
    desk.close()
    desk = replace(desk, engine=office.desk.engine)
    return Office(desk, office.pens, office.url, office.ticks)


@pytest.fixture(scope="session")
def tale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tale]:
    """The story in a book of its own; tests only read it."""
    folder = tmp_path_factory.mktemp("tale")
    office = found(f"sqlite:///{folder}/ledger.db")
    made = Tale(office)
    made.tell()
    yield made
    office.desk.close()
