"""What follows the contracts of the spring: insurance, subcontracts, variations, refused tricks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cityledger.actions.certificates import Measured, SignCertificate
from cityledger.actions.closing import RecordAcceptance, SubmitAccounts
from cityledger.actions.contracts import ApproveVariation, SignContract
from cityledger.actions.guarantees import ChangeGuarantee, RegisterInsurance
from cityledger.actions.payments import PayLine
from cityledger.actions.tenders import AnnounceTender
from cityledger.cli.district.contracts import CONTRACTS
from cityledger.cli.district.firms import FIRMS
from cityledger.cli.district.payouts import Payout, pay
from cityledger.cli.district.projects import PROJECTS
from cityledger.cli.district.works import measured
from cityledger.kernel import money

if TYPE_CHECKING:
    from cityledger.cli.district.office import Office

MAIN = "P01-施02"
"""The contract whose waterproofing and labour are subcontracted."""

VARIED = "P10-施01"
DELIVERED = "P02-购01"
"""The pumps of the booster station: tested in the works, so their defects period is short."""

SECTION_OF = {DELIVERED: "01"}
DEFECTS_UNTIL = {DELIVERED: date(2026, 4, 7)}
INSURED = {"P02": "示财险2026-0117", "P10": "示财险2026-0142"}


def tell(office: Office) -> None:
    """Tell a morning of the contract desk: what is entered, and what the gate refuses."""
    _insurance(office)
    _subcontracts(office)
    _variation(office)
    _letter(office)
    _split(office)
    _accounts_too_soon(office)
    _settled(office)


def release(office: Office) -> None:
    """Give the pumps' retention back, a day after their defects period ended."""
    pay(office, _retention())


def _retention() -> Payout:
    plan = CONTRACTS[DELIVERED]
    fen = money.share_bp(plan.price_fen, plan.retention_bp)
    line = PayLine(contract=plan.no, part="retention", amount_fen=fen)
    return Payout(project=plan.project.code, kind="retention", lines=(line,))


def _settled(office: Office) -> None:
    """The pumps run: settled in full and accepted; their retention has to wait five days."""
    plan = CONTRACTS[DELIVERED]
    certified = sum(
        stage.gross_fen
        for month in (1, 2, 3)
        for stage in measured(month)
        if stage.contract.no == plan.no
    )
    office.by(
        "gong",
        SignCertificate(
            contract=plan.no,
            certificate_no=4,
            certified_on=office.today,
            chief_engineer=plan.project.leader("supervisor"),
            kind="settlement",
            lines=(Measured(gross_fen=plan.price_fen - certified),),
        ),
    )
    early = _retention().request(office.today)
    office.refused("zhi", early, "payment.retention_not_due", "payment.not_accepted")
    acceptance = RecordAcceptance(
        project=plan.project.code,
        section=SECTION_OF[DELIVERED],
        accepted_on=office.today,
        usable_on=office.today,
        doc_no="示建验〔2026〕3号",
        filed_on=office.today,
    )
    office.by("gong", acceptance)
    office.refused("zhi", early, "payment.retention_not_due")


def _insurance(office: Office) -> None:
    office.all(
        (
            "zhi",
            RegisterInsurance(
                project=PROJECTS[key].code,
                kind="works",
                insurer=FIRMS["fw5"].name,
                policy_no=number,
                insured_fen=5_000_000_000,
                valid_from=date(2026, 1, 15),
                expires_on=date(2026, 5, 31),
            ),
        )
        for key, number in INSURED.items()
    )


def _subcontracts(office: Office) -> None:
    plan, firm = CONTRACTS[MAIN], FIRMS["sg4"]
    command = SignContract(
        contract_no=f"{MAIN}-分01",
        project=plan.project.code,
        kind="works",
        name="安置房B标段防水工程",
        party_id=firm.party_id,
        payee_account=firm.account,
        price_fen=372_000_000,
        signed_on=office.today,
        budget_line=plan.line,
        main_contract=MAIN,
        delivery_mode="specialist",
    )
    office.by("zhi", command)
    frame = replace(command, contract_no=f"{MAIN}-分02", delivery_mode="main_structure")
    office.refused("zhi", frame, "contract.main_structure")


def _variation(office: Office) -> None:
    office.by(
        "shen",
        ApproveVariation(
            contract=VARIED,
            doc_no="示建变〔2026〕3号",
            amount_fen=1_250_000,
            approved_on=office.today,
            worked_on=office.today,
            reason="增设过街管线套管",
        ),
    )


def _letter(office: Office) -> None:
    office.by(
        "zhi",
        ChangeGuarantee(
            contract=VARIED,
            letter_no=_letter_no(office, VARIED),
            kind="extended",
            happened_on=office.today,
            expires_on=date(2028, 6, 30),
            doc_no="延期函2026-031",
        ),
    )


def _letter_no(office: Office, contract_no: str) -> str:
    """Return the number of the performance letter of a contract."""
    from cityledger.views.contract_card import guarantees

    with office.desk.read() as read:
        rows = (row for found in guarantees(read, office.desk.book_id).values() for row in found)
        return next(
            row.letter_no
            for row in rows
            if (row.contract_no, row.kind) == (contract_no, "performance")
        )


def _split(office: Office) -> None:
    """A footbridge in two parts, each below the threshold: the second is refused."""
    first = AnnounceTender(
        project=PROJECTS["P10"].code,
        tender_no="直-P10-天桥一",
        name="人行天桥一期",
        subject="works",
        method="direct",
        scope_tag="人行天桥",
        estimate_fen=260_000_000,
        announced_on=office.today,
        bids_due_on=office.today,
    )
    office.by("zhi", first)
    second = replace(first, tender_no="直-P10-天桥二", name="人行天桥二期")
    office.refused("zhi", second, "tender.split")


def _accounts_too_soon(office: Office) -> None:
    """The transfer station asks for its accounts before its contracts are settled."""
    code = PROJECTS["P06"].code
    acceptance = RecordAcceptance(
        project=code,
        accepted_on=office.today,
        usable_on=office.today,
        doc_no="示建验〔2026〕2号",
    )
    office.by("gong", acceptance)
    accounts = SubmitAccounts(
        project=code,
        doc_no="示决〔2026〕1号",
        authority="示范区财政局",
        stated_on=office.today,
        cost_fen=0,
    )
    office.refused("zhi", accounts, "accounts.cost_differs", "accounts.unsettled")
