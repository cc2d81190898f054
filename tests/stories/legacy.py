"""The legacy book of the stories: one contract opened by gross turnover (case 13)."""

from __future__ import annotations

from cityledger.actions.funding import OpenBankAccount
from cityledger.actions.legacy import OpenBudget, OpenContract
from cityledger.actions.opening import OpenCertified, OpenLegacyTranche, OpenPaid
from cityledger.actions.payments import InvoiceUse, PayLine, RequestPayment
from cityledger.actions.projects import BudgetEntry
from tests.stories.world import PARTY, WAN, WORKS, World, day

INVOICE = "25372000000000000099"
BEFORE = day("2024-12-31")
"""The last day of the old books."""


def account() -> OpenBankAccount:
    """Return the account the old money stands on."""
    return OpenBankAccount(account="100201", name="旧专户", bank_name="农业银行", account_no="B9")


def budget(world: World) -> OpenBudget:
    """Return the old estimate."""
    line = BudgetEntry(code="K9", name="建筑工程", cost_class="works", amount_fen=30_000 * WAN)
    document, on = world.document("旧批复"), day("2023-05-01")
    return OpenBudget(project="P1", document=document, lines=(line,), value_date=on)


def contract() -> OpenContract:
    """Return the old works contract."""
    return OpenContract(
        contract_no="C9",
        project="P1",
        kind="works",
        name="旧合同",
        party_id=PARTY["contractor"],
        payee_account=WORKS,
        price_fen=25_000 * WAN,
        signed_on=day("2023-06-01"),
        budget_line="K9",
    )


def received(fen: int) -> OpenLegacyTranche:
    """Return what a source level had given."""
    return OpenLegacyTranche(label="L1", bank_account="B9", amount_fen=fen, received_on=BEFORE)


def certified(fen: int) -> OpenCertified:
    """Return what had been certified."""
    return OpenCertified(contract="C9", amount_fen=fen, value_date=BEFORE)


def paid(fen: int) -> OpenPaid:
    """Return what had been paid."""
    return OpenPaid(
        contract="C9",
        tranche="L1",
        bank_account="B9",
        amount_fen=fen,
        value_date=BEFORE,
        reference="旧账",
    )


def request(fen: int, certificate_no: int | None = None) -> RequestPayment:
    """Return a request on a certificate, or on what the opening left payable."""
    line = PayLine(contract="C9", part="due", amount_fen=fen, certificate_no=certificate_no)
    return RequestPayment(
        project="P1",
        kind="progress",
        value_date=day("2025-06-12"),
        lines=(line,),
        invoices=(InvoiceUse(number=INVOICE, amount_fen=fen),),
    )
