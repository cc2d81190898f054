"""The world of the stories: the walkthrough's project, parties and money, step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from cityledger.actions.bank import BookBankFact, RecordStatement, RefundPayment
from cityledger.actions.certificates import Measured, RaiseClaim, SignCertificate
from cityledger.actions.command import Command
from cityledger.actions.contracts import (
    Plan,
    RegisterGuarantee,
    RegisterInvoice,
    SignContract,
)
from cityledger.actions.corrections import CorrectVoucher
from cityledger.actions.funding import (
    CarryQuota,
    IssueAllotment,
    OpenBankAccount,
    ReceiveFunds,
    RegisterSource,
)
from cityledger.actions.payments import (
    ApprovePayment,
    InvoiceUse,
    PayLine,
    PayPayment,
    PickedSlice,
    RequestPayment,
    ReviewPayment,
)
from cityledger.actions.periods import OpenPeriod
from cityledger.actions.projects import (
    ApproveBudget,
    BudgetEntry,
    Document,
    RegisterProject,
    Responsible,
)
from cityledger.actions.qualifications import QualificationEntry, QualifyParty
from cityledger.actions.registry import AccountEntry, RegisterParty
from cityledger.controls.five_parties import QUALIFIED_ROLES
from cityledger.controls.period import latest_open
from cityledger.kernel.errors import Refused
from cityledger.kernel.ids import uscc
from cityledger.ledger.receipt import Receipt
from tests.conftest import DIVISION, Office
from tests.stories.clearance import Clearance
from tests.stories.tendering import tendered

WAN = 1_000_000
"""万元 in fen."""

FIVE = ("client", "investigator", "designer", "contractor", "supervisor")
LEADERS = ("李明", "王芳", "赵强", "张堃", "陈喆")
UNITS = ("示范区住建局", "某某勘察院", "某某设计院", "某某建设集团有限公司", "某某监理有限公司")
PARTY = {role: uscc(DIVISION, n) for n, role in enumerate(FIVE, 1)}
OTHER = uscc(DIVISION, 9)
WORKS, WAGES = "6222000001", "6222000002"


def day(text: str) -> date:
    """Read an ISO day."""
    return date.fromisoformat(text)


def qualified(party_id: str, *roles: str) -> QualifyParty:
    """Return the certificates of a party: D1 for the first role, D2 for a second."""
    certificates = tuple(
        QualificationEntry(
            certificate_no=f"D{n}",
            role=role,
            grade="一级",
            valid_from=day("2020-01-01"),
            valid_to=day("2029-12-31"),
        )
        for n, role in enumerate(roles, 1)
    )
    return QualifyParty(party_id=party_id, certificates=certificates)


@dataclass
class World(Clearance):
    """An office with the walkthrough's project; `last` is the newest receipt or refusal."""

    office: Office
    last: Receipt | Refused | None = None
    done: int = 0
    requests: dict[str, int] = field(default_factory=dict)
    letter_until: str = "2026-12-31"
    grantor: str | None = None
    more_lines: tuple[BudgetEntry, ...] = ()
    tenders: set[str] = field(default_factory=set)
    houses_from: int = 0
    classes: dict[str, tuple[str, str]] = field(default_factory=dict)
    """功能分类 and 经济分类 of allotments, by number."""

    def by(self, who: str, command: Command) -> Receipt:
        """Do an act that must succeed."""
        receipt = self.office.by(who, command)
        self.last = receipt
        return receipt

    def tries(self, who: str, command: Command) -> None:
        """Do an act that may be refused; the refusal is kept."""
        try:
            self.last = self.office.by(who, command)
        except Refused as refused:
            self.last = refused

    def open_months(self, *periods: int) -> None:
        """Open months; the clock moves on to the year of one that is too far ahead."""
        for period in periods:
            now = self.office.ask(self.office.desk.now)
            if period > latest_open(now.date()):
                self.office.skip((date(period // 100, 1, 1) - now.date()).days * 86_400)
            self.by("fu", OpenPeriod(period=period))

    def upto(self, case: int) -> None:
        """Walk the cases up to and including `case`, each once."""
        steps = (
            self.found,
            self.case1,
            self.case2,
            self.case3,
            self.case4,
        )
        for number in range(self.done, case + 1):
            steps[number]()
        self.done = max(self.done, case + 1)

    def found(self) -> None:
        """Register the parties, the project with its five parties, the accounts; open 2025."""
        for role, name in zip(FIVE, UNITS, strict=True):
            accounts: tuple[AccountEntry, ...] = ()
            if role == "contractor":
                accounts = (
                    AccountEntry(account_no=WORKS, bank_name="工商银行示范支行"),
                    AccountEntry(account_no=WAGES, bank_name="农业银行示范支行", purpose="wage"),
                )
            self.by("zhi", RegisterParty(party_id=PARTY[role], name=name, accounts=accounts))
            if role in QUALIFIED_ROLES:
                self.by("zhi", qualified(PARTY[role], role))
        account = AccountEntry(account_no="6222000009", bank_name="建设银行示范支行")
        self.by("zhi", RegisterParty(party_id=OTHER, name="另一建设公司", accounts=(account,)))
        self.by("zhi", qualified(OTHER, "contractor", "supervisor"))
        for period in range(202503, 202513):
            self.by("fu", OpenPeriod(period=period))
        self.by("zhi", self.project("P1", "棚户区改造一期"))
        for account_no, code, name in (
            ("B1", "100201", "项目专户"),
            ("B2", "100202", "征收补偿专户"),
        ):
            self.by(
                "zhi",
                OpenBankAccount(
                    account=code, name=name, bank_name="农业银行", account_no=account_no
                ),
            )
        self.by(
            "zhi",
            OpenBankAccount(
                account="1201",
                name="财政应返还额度",
                bank_name="国库",
                account_no="Q",
                kind="quota",
            ),
        )
        for name, kind, level, route in (
            ("省级棚改补助", "upper_special", "province", "other_level"),
            ("区级预算", "general_budget", "district", "own_budget"),
            ("国库集中支付", "general_budget", "district", "own_budget"),
        ):
            self.by("zhi", RegisterSource(name=name, kind=kind, level=level, route=route))

    def project(self, code: str, name: str, *, without: str | None = None) -> RegisterProject:
        """Return the registration of a project with its five parties, but `without` one."""
        parties = tuple(
            Responsible(
                role=role,
                party_id=PARTY[role],
                leader=leader,
                letter_no=f"承诺-{role}",
                authorisation_no=f"授权-{role}",
                from_on=day("2025-01-10"),
            )
            for role, leader in zip(FIVE, LEADERS, strict=True)
            if role != without
        )
        kind = "shantytown_renewal"
        return RegisterProject(code=code, name=name, kind=kind, parties=parties)

    def document(self, doc_no: str) -> Document:
        """Return an approval document."""
        return Document(
            doc_no=doc_no, authority="示范区发展改革局", issued_on=day("2025-02-20"), title=doc_no
        )

    def case1(self) -> None:
        """Estimate, allotments, two grants, a quota (walkthrough case 1)."""
        lines: tuple[BudgetEntry, ...] = (
            BudgetEntry(code="K1", name="建筑工程", cost_class="works", amount_fen=13_000 * WAN),
            BudgetEntry(
                code="K2", name="征收补偿", cost_class="allocable", amount_fen=60_000 * WAN
            ),
            *self.more_lines,
        )
        self.by(
            "zhi",
            ApproveBudget(
                project="P1",
                document=self.document("示发改〔2025〕8号"),
                lines=lines,
                value_date=day("2025-03-01"),
            ),
        )
        for number, source, wan in (
            ("A1", "省级棚改补助", 2400),
            ("A2", "区级预算", 3000),
            ("AQ", "国库集中支付", 140),
        ):
            self.by("zhi", self.allotment(number, source, wan))
        self.by("chu", self.grant1())
        self.by("chu", self.grant2())

    def allotment(self, number: str, source: str, wan: int) -> IssueAllotment:
        """Return an allotment of 2025."""
        function, economic = self.classes.get(number, (None, None))
        return IssueAllotment(
            function_code=function,
            economic_code=economic,
            allotment_no=number,
            source=source,
            document=self.document(f"指标-{number}"),
            fiscal_year=2025,
            amount_fen=wan * WAN,
            value_date=day("2025-03-01"),
        )

    def grant1(self) -> ReceiveFunds:
        """Return T1: restricted to works of P1, expires first."""
        return ReceiveFunds(
            label="T1",
            source="省级棚改补助",
            amount_fen=2400 * WAN,
            received_on=day("2025-03-05"),
            bank_account="B1",
            allotment="A1",
            expiry_on=day("2026-12-31"),
            uses=("works",),
            scope=("P1",),
            return_to=self.grantor,
        )

    def grant2(self) -> ReceiveFunds:
        """Return T2: the district's own money."""
        return ReceiveFunds(
            label="T2",
            source="区级预算",
            amount_fen=3000 * WAN,
            received_on=day("2025-03-20"),
            bank_account="B1",
            allotment="A2",
        )

    def quota(self) -> ReceiveFunds:
        """Return Q1: the treasury pays on our order."""
        return ReceiveFunds(
            label="Q1",
            source="国库集中支付",
            amount_fen=140 * WAN,
            received_on=day("2025-03-02"),
            form="quota",
            allotment="AQ",
        )

    def carry(self) -> CarryQuota:
        """Return the year-end entry for unused quota."""
        return CarryQuota(
            tranche="Q1", bank_account="Q", amount_fen=40 * WAN, value_date=day("2025-12-31")
        )

    def contract(self, number: str, wan: int = 10_000, **change: object) -> SignContract:
        """Return the works contract of case 2; another price has no funding plan."""
        plans: tuple[Plan, ...] = (
            Plan(source="省级棚改补助", fiscal_year=2025, amount_fen=2400 * WAN, allotment="A1"),
            Plan(source="区级预算", fiscal_year=2025, amount_fen=1000 * WAN, allotment="A2"),
            Plan(source="区级预算", fiscal_year=2026, amount_fen=6600 * WAN),
        )
        terms: dict[str, object] = {
            "contract_no": number,
            "project": "P1",
            "kind": "works",
            "name": "A标段施工",
            "party_id": PARTY["contractor"],
            "payee_account": WORKS,
            "wage_account": WAGES,
            "price_fen": wan * WAN,
            "signed_on": day("2025-03-21"),
            "budget_line": "K1",
            "cost_item": "works",
            "advance_cap_fen": wan * WAN // 5,
            "recoup_bp": 2000,
            "retention_bp": 300,
            "labour_bp": 2000,
            "progress_bp": 8500,
            "performance_fen": 1000 * WAN,
            "defects_until_on": day("2027-12-31"),
            "plans": plans,
        }
        terms |= change
        price = int(str(terms["price_fen"]))
        if terms["kind"] == "works" and price >= 400 * WAN and "tender" not in terms:
            signed = day(str(terms["signed_on"]))
            terms["tender"] = tendered(self, f"标-{number}", price, signed)
        return SignContract(**terms)  # type: ignore[arg-type]

    def guarantee(self, number: str) -> RegisterGuarantee:
        """Return the performance letter of a contract."""
        return RegisterGuarantee(
            contract=number,
            kind="performance",
            form="letter",
            issuer="工商银行示范支行",
            letter_no=f"保函-{number}",
            amount_fen=1000 * WAN,
            valid_from=day("2025-03-21"),
            expires_on=day(self.letter_until),
        )

    def case2(self) -> None:
        """The contract over two planned sources, and its advance from T1 (case 2)."""
        self.by("zhi", self.contract("C1"))
        self.by("zhi", self.guarantee("C1"))
        self.invoice("C1", "25372000000000000001", 650, "2025-06-02")
        self.pay_all("advance", "2025-03-25", (self.line("C1", "advance", 2000),))

    def invoice(self, contract: str, number: str, wan: int, verified: str) -> None:
        """Register a verified invoice."""
        self.by(
            "zhi",
            RegisterInvoice(
                contract=contract,
                number=number,
                amount_fen=wan * WAN,
                issued_on=day("2025-06-01"),
                verified_on=day(verified),
            ),
        )

    def line(self, contract: str, part: str, wan: int, **more: object) -> PayLine:
        """Return a line of a request, in 万元."""
        return PayLine(contract=contract, part=part, amount_fen=wan * WAN, **more)  # type: ignore[arg-type]

    def certificate(self, number: int = 1, **change: object) -> SignCertificate:
        """Return the certificate over 1,000万 of case 3."""
        terms: dict[str, object] = {
            "contract": "C1",
            "certificate_no": number,
            "certified_on": day("2025-05-31"),
            "chief_engineer": "陈喆",
            "lines": (Measured(gross_fen=1000 * WAN),),
        }
        return SignCertificate(**{**terms, **change})  # type: ignore[arg-type]

    def case3(self) -> None:
        """The certificate over 1,000万 (case 3)."""
        self.by("gong", self.certificate())

    def progress(self, due_fen: int = 450 * WAN, **change: object) -> RequestPayment:
        """Return the request of case 4: 200万 labour and 450万 to the contractor."""
        terms: dict[str, object] = {
            "project": "P1",
            "kind": "progress",
            "value_date": day("2025-06-12"),
            "lines": (
                self.line("C1", "labour", 200, certificate_no=1),
                PayLine(contract="C1", part="due", amount_fen=due_fen, certificate_no=1),
            ),
            "invoices": (InvoiceUse(number="25372000000000000001", amount_fen=650 * WAN),),
            "summary": "支付A标段第1期进度款",
        }
        return RequestPayment(**{**terms, **change})  # type: ignore[arg-type]

    def case4(self) -> None:
        """The payment of 650万 over T1 and T2 to two payees (case 4)."""
        self.by("zhi", self.progress())
        self.finish("2025-06-12")
        self.requests["case4"] = self.newest()

    def newest(self) -> int:
        """Return the number of the newest request."""
        return int(self.office.sql("SELECT max(payment_request_id) FROM payment_request")[0][0])

    def pay_all(self, kind: str, on: str, lines: tuple[PayLine, ...], **more: object) -> None:
        """Request, review, approve (twice where needed) and pay."""
        self.by(
            "zhi",
            RequestPayment(project="P1", kind=kind, value_date=day(on), lines=lines, **more),  # type: ignore[arg-type]
        )
        self.finish(on)

    def state(self, number: int) -> str:
        """Return the state of a request."""
        rows = self.office.sql(
            f"SELECT step FROM payment_step WHERE payment_request_id = {number}"
            " ORDER BY leaf_idx DESC LIMIT 1"
        )
        return str(rows[0][0])

    def finish(self, on: str) -> None:
        """Review, approve and pay the newest request."""
        self.approve(on)
        self.by("chu", PayPayment(payment_request_id=self.newest(), value_date=day(on)))

    def approve(self, on: str) -> None:
        """Review and approve the newest request, twice where two approvers are needed."""
        number = self.newest()
        self.by("fu", ReviewPayment(payment_request_id=number, value_date=day(on)))
        self.by("shen", ApprovePayment(payment_request_id=number, value_date=day(on)))
        if self.state(number) == "endorsed":
            self.by("zong", ApprovePayment(payment_request_id=number, value_date=day(on)))

    def statement(self, ref: str, wan: str, on: str, account: str = "B1") -> RecordStatement:
        """Return a line of the bank's statement, 万元 as text, credits positive."""
        whole, _, part = wan.partition(".")
        sign = -1 if whole.startswith("-") else 1
        fen = (abs(int(whole)) * WAN + int((part or "0").ljust(6, "0"))) * sign
        return RecordStatement(
            bank_account=account,
            booked_on=day(on),
            amount_fen=fen,
            bank_ref=ref,
            counterparty="某某建设集团有限公司",
        )

    def fact(self, ref: str, reason: str) -> BookBankFact:
        """Return the booking of a bank fact."""
        return BookBankFact(bank_account="B1", bank_ref=ref, reason=reason)

    def claim(self) -> RaiseClaim:
        """Return the claim of case 5c."""
        return RaiseClaim(
            contract="C1",
            certificate_no=2,
            certified_on=day("2025-07-01"),
            chief_engineer="陈喆",
            amount_fen=26 * WAN,
        )

    def refund(self, ref: str) -> RefundPayment:
        """Return the refund of case 5d: the slices 200:250 of line 2."""
        return RefundPayment(
            payment_request_id=self.requests["case4"],
            line=2,
            amount_fen=26 * WAN,
            bank_account="B1",
            bank_ref=ref,
            against="claim",
        )

    def correction(self, voucher_id: int, on: str, contract: str | None = "C2") -> CorrectVoucher:
        """Return the correction of case 6: booked to the wrong contract."""
        return CorrectVoucher(
            voucher_id=voucher_id,
            value_date=day(on),
            reason="合同记错",
            from_contract="C1",
            contract=contract,
        )

    def picked(self, tranche: str, wan: int) -> tuple[PickedSlice, ...]:
        """Return slices picked by hand: both lines from one tranche."""
        return (
            PickedSlice(line=1, tranche=tranche, bank_account="B1", amount_fen=200 * WAN),
            PickedSlice(line=2, tranche=tranche, bank_account="B1", amount_fen=wan * WAN),
        )
