"""A building site to pay for: everything the gate asks of a payment, through the gate itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bench.district import DIVISION, PAYEES
from cityledger.actions import gate
from cityledger.actions.certificates import Measured, SignCertificate
from cityledger.actions.contracts import Plan, RegisterInvoice, SignContract
from cityledger.actions.funding import IssueAllotment, OpenBankAccount, ReceiveFunds, RegisterSource
from cityledger.actions.payments import InvoiceUse, PayLine, RequestPayment
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
from cityledger.actions.tenders import AnnounceTender, AwardTender, BidEntry, OpenBids
from cityledger.controls.five_parties import QUALIFIED_ROLES
from cityledger.kernel.days import add_days
from cityledger.kernel.ids import uscc
from cityledger.model.projects import FIVE_ROLES

if TYPE_CHECKING:
    from bench.book import Office
    from cityledger.actions.command import Command
    from cityledger.actions.desk import Desk
    from cityledger.ledger.receipt import Receipt

WAN = 1_000_000
"""万元 in fen."""

DAY = date(2026, 1, 5)
INVOICE = "26372000000000000001"
SOURCE, ALLOTMENT, CONTRACT = "区级城建预算", "城建〔2026〕1号", "S-HT-1"


@dataclass
class Site:
    """The office at work on one contract."""

    office: Office
    desk: Desk

    def by(self, who: str, command: Command) -> Receipt:
        """Let a person act; raises Refused."""
        return gate.act(self.desk, self.office.pens[who], command)

    def build(self) -> None:
        """Register the project and its money, sign the contract, certify a first part."""
        self._people()
        self._project()
        self._money()
        self._contract()

    def _people(self) -> None:
        for n, role in enumerate(FIVE_ROLES, PAYEES + 1):
            account = AccountEntry(account_no=f"6222{n:08d}", bank_name="工商银行示范支行")
            name = f"示范{role}有限公司"
            self.by(
                "zhi",
                RegisterParty(party_id=uscc(DIVISION, n), name=name, accounts=(account,)),
            )
            # Three of them bid for the works, whatever else they do on the site.
            roles = tuple(dict.fromkeys(r for r in (role, "contractor") if r in QUALIFIED_ROLES))
            entries = tuple(_certified(f"D{n}-{r}", r) for r in roles)
            self.by("zhi", QualifyParty(party_id=uscc(DIVISION, n), certificates=entries))

    def _project(self) -> None:
        parties = tuple(
            Responsible(
                role=role,
                party_id=uscc(DIVISION, n),
                leader=_leader(role),
                letter_no=f"承诺-{n}",
                authorisation_no=f"授权-{n}",
                from_on=DAY,
            )
            for n, role in enumerate(FIVE_ROLES, PAYEES + 1)
        )
        kind = "shantytown_renewal"
        self.by("zhi", RegisterProject(code="S-1", name="棚改示范", kind=kind, parties=parties))
        self.by("fu", OpenPeriod(period=202601))
        lines = (
            BudgetEntry(code="K1", name="建筑工程", cost_class="works", amount_fen=9000 * WAN),
        )
        document = _document("示发改〔2026〕1号")
        self.by("zhi", ApproveBudget(project="S-1", document=document, lines=lines, value_date=DAY))

    def _money(self) -> None:
        self.by(
            "zhi",
            OpenBankAccount(
                account="100201", name="示范专户", bank_name="农业银行", account_no="S-B1"
            ),
        )
        self.by(
            "zhi",
            RegisterSource(
                name=SOURCE, kind="general_budget", level="district", route="own_budget"
            ),
        )
        self.by(
            "zhi",
            IssueAllotment(
                allotment_no=ALLOTMENT,
                source=SOURCE,
                document=_document("指标〔2026〕1号"),
                fiscal_year=2026,
                amount_fen=6000 * WAN,
                value_date=DAY,
            ),
        )
        self.by(
            "chu",
            ReceiveFunds(
                label="S-T1",
                source=SOURCE,
                amount_fen=6000 * WAN,
                received_on=DAY,
                bank_account="S-B1",
                allotment=ALLOTMENT,
            ),
        )

    def _tender(self, party_id: str) -> None:
        """Put the works out before they are contracted: three bids, the first awarded."""
        due = add_days(DAY, -5)
        others = (uscc(DIVISION, PAYEES + 1), uscc(DIVISION, PAYEES + 2))
        self.by(
            "zhi",
            AnnounceTender(
                project="S-1",
                tender_no="S-T",
                name="示范标段招标",
                subject="works",
                method="public",
                scope_tag="S",
                estimate_fen=6000 * WAN,
                announced_on=add_days(due, -20),
                bids_due_on=due,
            ),
        )
        bids = tuple(
            BidEntry(party_id=party, price_fen=6000 * WAN + n, place=n + 1)
            for n, party in enumerate((party_id, *others))
        )
        self.by("zhi", OpenBids(tender="S-T", bids=bids))
        noticed = add_days(due, 4)
        self.by(
            "shen",
            AwardTender(tender="S-T", party_id=party_id, candidates_on=due, noticed_on=noticed),
        )

    def _contract(self) -> None:
        plan = Plan(source=SOURCE, fiscal_year=2026, amount_fen=6000 * WAN, allotment=ALLOTMENT)
        n = PAYEES + 1 + FIVE_ROLES.index("contractor")
        self._tender(uscc(DIVISION, n))
        self.by(
            "zhi",
            SignContract(
                contract_no=CONTRACT,
                project="S-1",
                kind="works",
                name="示范标段施工",
                party_id=uscc(DIVISION, n),
                payee_account=f"6222{n:08d}",
                price_fen=6000 * WAN,
                signed_on=DAY,
                budget_line="K1",
                cost_item="works",
                retention_bp=300,
                progress_bp=9000,
                plans=(plan,),
                tender="S-T",
            ),
        )
        self.by(
            "gong",
            SignCertificate(
                contract=CONTRACT,
                certificate_no=1,
                certified_on=DAY,
                chief_engineer=_leader("supervisor"),
                lines=(Measured(gross_fen=5000 * WAN),),
            ),
        )
        self.by(
            "zhi",
            RegisterInvoice(
                contract=CONTRACT,
                number=INVOICE,
                amount_fen=4000 * WAN,
                issued_on=DAY,
                verified_on=DAY,
            ),
        )

    def request(self, n: int) -> RequestPayment:
        """Return the request of progress payment `n`, about 10,000 yuan."""
        fen = WAN + n
        return RequestPayment(
            project="S-1",
            kind="progress",
            value_date=DAY,
            lines=(PayLine(contract=CONTRACT, part="due", certificate_no=1, amount_fen=fen),),
            invoices=(InvoiceUse(number=INVOICE, amount_fen=fen),),
            summary=f"支付示范标段第{n}笔进度款",
        )


def _document(doc_no: str) -> Document:
    return Document(doc_no=doc_no, authority="示范区发展改革局", issued_on=DAY, title=doc_no)


def _certified(number: str, role: str) -> QualificationEntry:
    return QualificationEntry(
        certificate_no=number,
        role=role,
        grade="一级",
        valid_from=date(2020, 1, 1),
        valid_to=date(2029, 12, 31),
    )


def _leader(role: str) -> str:
    return f"负责人{FIVE_ROLES.index(role) + 1}"
