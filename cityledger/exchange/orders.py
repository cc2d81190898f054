"""From rows of a workbook to commands, in the order in which they can be booked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cityledger.actions import (
    agreements,
    certificates,
    contracts,
    funding,
    legacy,
    opening,
    payment_plan,
    payments,
    periods,
    projects,
    renewal,
    tenders,
)
from cityledger.actions.proposals import ProposeAccount
from cityledger.actions.qualifications import QualificationEntry, QualifyParty
from cityledger.actions.registry import AccountEntry, RegisterParty
from cityledger.exchange.booking import Order
from cityledger.exchange.workbook import Row, key_of, names_of, referred

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cityledger.actions.command import Command


_LIMITS = {
    "agreement": agreements.HOUSEHOLDS_PER_ACT,
    "house_survey": renewal.HOUSES_PER_ACT,
    "house_valuation": renewal.HOUSES_PER_ACT,
    "plot": renewal.HOUSES_PER_ACT,
}


def orders(
    rows: Iterable[Row], stands: Callable[[Row], bool] = lambda _: False
) -> tuple[Order, ...]:
    """Return one order per row, or per group of rows that make one act, in booking order.

    `stands(row)` says whether a row only repeats what the ledger has.
    """
    return tuple(order for group in _groups(rows) for order in _orders(group, stands))


def _groups(rows: Iterable[Row]) -> list[list[Row]]:
    """Put rows of one act together; rows come sorted by sheet and number."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        key = row.key(row.sheet.group) if row.sheet.group else (str(row.number),)
        groups.setdefault((row.sheet.noun, *key), []).append(row)
    return list(groups.values())


def _orders(group: list[Row], stands: Callable[[Row], bool]) -> Iterator[Order]:
    noun = group[0].sheet.noun
    limit = _limit(group)
    for start in range(0, len(group), limit):
        part = group[start : start + limit]
        yield Order(
            place=_place(part),
            noun=noun,
            command=BUILDERS[noun](part),
            makes=tuple(_made(part)),
            needs=tuple(key_of(to, name) for row in part for _, to, name in referred(row)),
            stands=all(stands(row) for row in part),
        )


def _limit(group: list[Row]) -> int:
    """Return how many rows one act takes; a longer list becomes several acts.

    A payout to thousands of households is one request in the file, and a series in the ledger.
    """
    row = group[0]
    if row.sheet.noun == "payment_request" and row.values.get("kind") == "compensation":
        return payment_plan.LINES_PER_REQUEST
    return _LIMITS.get(row.sheet.noun, len(group))


def _place(group: list[Row]) -> str:
    more = f"–{group[-1].number}" if len(group) > 1 else ""
    return f"{group[0].line}{more}"


def _made(group: list[Row]) -> Iterator[str]:
    for row in group:
        name = names_of(row)
        if name is not None:
            yield key_of(row.sheet.noun, name)


def _given(row: Row, names: str) -> dict[str, Any]:
    """Return the values of the fields that are filled, so that a command's defaults stand."""
    return {name: row.values[name] for name in names.split() if name in row.values}


def _renamed(row: Row, pairs: str) -> dict[str, Any]:
    """Return filled values under the names a command uses: `field:name field:name`."""
    split = (pair.split(":") for pair in pairs.split())
    return {name: row.values[field] for field, name in split if field in row.values}


def _flag(row: Row, name: str) -> dict[str, Any]:
    return {name: row.values[name] == "1"} if name in row.values else {}


def _period(group: list[Row]) -> Command:
    return periods.OpenPeriod(**_given(group[0], "period"))


def _party(group: list[Row]) -> Command:
    row = group[0]
    named = (("account_no", "bank_name", "general"), ("wage_account_no", "wage_bank_name", "wage"))
    accounts = tuple(
        AccountEntry(account_no=row.text(number), bank_name=row.text(bank), purpose=purpose)
        for number, bank, purpose in named
        if row.text(number)
    )
    fields = _given(row, "party_id name scheme legal_representative")
    return RegisterParty(**fields, **_flag(row, "is_sme"), accounts=accounts)


def _party_account(group: list[Row]) -> Command:
    row = group[0]
    entry = AccountEntry(**_given(row, "account_no bank_name purpose"))
    return ProposeAccount(party_id=row.text("party_id"), account=entry)


def _qualification(group: list[Row]) -> Command:
    row = group[0]
    entry = QualificationEntry(**_given(row, "certificate_no role grade valid_from valid_to"))
    return QualifyParty(party_id=row.text("party_id"), certificates=(entry,))


def _project(group: list[Row]) -> Command:
    row = group[0]
    names = "name kind phase campaign site starts_on ends_on design_life_years"
    return projects.RegisterProject(code=row.text("project"), **_given(row, names))


def _responsible(group: list[Row]) -> Command:
    row = group[0]
    names = "role party_id leader letter_no authorisation_no from_on leader_cert_no"
    party = projects.Responsible(**_given(row, names))
    return projects.ChangeResponsible(project=row.text("project"), party=party)


def _budget(group: list[Row]) -> Command:
    row = group[0]
    document = projects.Document(
        **_given(row, "doc_no authority issued_on title"),
        **_renamed(row, "document_fen:amount_fen"),
    )
    names = "code name cost_class amount_fen"
    lines = tuple(projects.BudgetEntry(**_given(each, names)) for each in group)
    given = _given(row, "project value_date")
    return projects.ApproveBudget(document=document, lines=lines, **given)


def _source(group: list[Row]) -> Command:
    row = group[0]
    return funding.RegisterSource(
        name=row.text("source"), **_given(row, "kind level route programme")
    )


def _allotment(group: list[Row]) -> Command:
    row = group[0]
    document = projects.Document(**_given(row, "doc_no authority issued_on title amount_fen"))
    names = "source fiscal_year amount_fen value_date function_code economic_code"
    return funding.IssueAllotment(
        allotment_no=row.text("allotment"), document=document, **_given(row, names)
    )


def _bank(group: list[Row]) -> Command:
    row = group[0]
    return funding.OpenBankAccount(
        account_no=row.text("bank_account"), **_given(row, "name bank_name account kind")
    )


def _receipt(group: list[Row]) -> Command:
    row = group[0]
    names = (
        "source amount_fen received_on bank_account allotment form fund_year expiry_on uses scope"
        " return_to"
    )
    return funding.ReceiveFunds(
        label=row.text("tranche"), **_given(row, names), **_flag(row, "restricted")
    )


def _deposit(group: list[Row]) -> Command:
    row = group[0]
    names = "contract account amount_fen received_on bank_account return_to"
    return funding.ReceiveDeposit(label=row.text("deposit"), **_given(row, names))


def _contract(group: list[Row]) -> Command:
    row = group[0]
    sign = legacy.OpenContract if row.values.get("is_opening") == "1" else contracts.SignContract
    names = (
        "project kind name party_id payee_account wage_account price_fen signed_on budget_line"
        " cost_item defects_until_on advance_cap_fen recoup_bp retention_bp labour_bp progress_bp"
        " performance_fen advance_guarantee_fen tender pay_days ends_on"
    )
    return sign(contract_no=row.text("contract"), **_given(row, names))


def _tender(group: list[Row]) -> Command:
    row = group[0]
    names = (
        "project name subject method scope_tag estimate_fen announced_on bids_due_on exempt_doc_no"
    )
    return tenders.AnnounceTender(tender_no=row.text("tender"), **_given(row, names))


def _bids(group: list[Row]) -> Command:
    names = "party_id price_fen place deposit_fen deposit_account agent phone manager"
    bids = tuple(tenders.BidEntry(**_given(row, names)) for row in group)
    return tenders.OpenBids(tender=group[0].text("tender"), bids=bids)


def _award(group: list[Row]) -> Command:
    names = "tender party_id candidates_on noticed_on reason"
    return tenders.AwardTender(**_given(group[0], names))


def _plan(group: list[Row]) -> Command:
    row = group[0]
    plan = contracts.Plan(**_given(row, "source fiscal_year amount_fen allotment"))
    return contracts.AmendPlan(plans=(plan,), **_given(row, "contract value_date"))


def _variation(group: list[Row]) -> Command:
    names = "contract doc_no amount_fen approved_on reason"
    return contracts.ApproveVariation(**_given(group[0], names))


def _guarantee(group: list[Row]) -> Command:
    names = "contract kind form issuer letter_no amount_fen valid_from expires_on"
    return contracts.RegisterGuarantee(**_given(group[0], names))


def _plots(group: list[Row]) -> Command:
    row = group[0]
    names = "name batch boundary households area_dm2"
    plots = tuple(
        renewal.PlotEntry(plot_no=each.text("plot"), **_given(each, names)) for each in group
    )
    document = projects.Document(**_given(row, "doc_no authority issued_on title"))
    return renewal.ListPlots(document=document, plots=plots, **_given(row, "project"))


def _step(group: list[Row]) -> Command:
    return renewal.HoldStep(**_given(group[0], "project plot step held_on doc_no needed_fen"))


def _survey(group: list[Row]) -> Command:
    names = "household_no house_no owner_name resident_no area_dm2"
    houses = tuple(renewal.House(**_given(row, names)) for row in group)
    return renewal.SurveyHouses(houses=houses, **_given(group[0], "project plot surveyed_on"))


def _valuation(group: list[Row]) -> Command:
    values = tuple(renewal.Value(**_given(row, "household_no value_fen")) for row in group)
    given = _given(group[0], "project plot appraiser_id valued_on")
    return renewal.ValueHouses(values=values, **given)


def _agreements(group: list[Row]) -> Command:
    names = (
        "household_no plot owner_name amount_fen payee_bank payee_account area_dm2 resident_no"
        " house_no mode replacement replacement_dm2 house_fen moving_fen temporary_fen loss_fen"
    )
    agreed = tuple(
        agreements.Agreement(contract_no=row.text("contract"), **_given(row, names))
        for row in group
    )
    given = _given(group[0], "project budget_line signed_on")
    return agreements.SignAgreements(agreements=agreed, **given)


def _certificate(group: list[Row]) -> Command:
    lines = tuple(certificates.Measured(**_given(row, "gross_fen cost_item")) for row in group)
    names = "contract certificate_no kind certified_on chief_engineer"
    return certificates.SignCertificate(lines=lines, **_given(group[0], names))


def _invoice(group: list[Row]) -> Command:
    names = "contract code number amount_fen issued_on verified_on state"
    return contracts.RegisterInvoice(**_given(group[0], names))


def _payment(group: list[Row]) -> Command:
    names = "contract part amount_fen certificate_no"
    lines = tuple(payments.PayLine(**_given(row, names)) for row in group)
    used: dict[str, int] = {}
    for row in group:
        if row.text("invoice"):
            fen = row.values["amount_fen"]
            used[row.text("invoice")] = used.get(row.text("invoice"), 0) + int(str(fen))
    invoices = tuple(payments.InvoiceUse(number=no, amount_fen=fen) for no, fen in used.items())
    given = _given(group[0], "project kind value_date summary")
    named = group[0].values.get("override")
    overrides = () if named is None else (int(str(named)),)
    return payments.RequestPayment(lines=lines, invoices=invoices, overrides=overrides, **given)


def _opening_receipt(group: list[Row]) -> Command:
    row = group[0]
    names = "bank_account amount_fen received_on summary"
    return opening.OpenLegacyTranche(label=row.text("tranche"), **_given(row, names))


def _opening_certified(group: list[Row]) -> Command:
    return opening.OpenCertified(**_given(group[0], "contract amount_fen value_date summary"))


def _opening_paid(group: list[Row]) -> Command:
    names = "contract tranche bank_account amount_fen value_date reference summary"
    return opening.OpenPaid(**_given(group[0], names))


BUILDERS: dict[str, Callable[[list[Row]], Command]] = {
    "period": _period,
    "party": _party,
    "party_account": _party_account,
    "qualification": _qualification,
    "project": _project,
    "responsibility": _responsible,
    "budget_line": _budget,
    "fund_source": _source,
    "allotment": _allotment,
    "bank_account": _bank,
    "tranche": _receipt,
    "tender": _tender,
    "bid": _bids,
    "tender_award": _award,
    "contract": _contract,
    "deposit": _deposit,
    "funding_plan": _plan,
    "opening_tranche": _opening_receipt,
    "opening_certified": _opening_certified,
    "opening_paid": _opening_paid,
    "variation": _variation,
    "guarantee": _guarantee,
    "plot": _plots,
    "renewal_step": _step,
    "house_survey": _survey,
    "house_valuation": _valuation,
    "agreement": _agreements,
    "certificate": _certificate,
    "invoice": _invoice,
    "payment_request": _payment,
}
"""How the rows of one act become its command, for every noun that has a sheet."""
