"""The district's concession: the second sewage works, paid by its users, agreed in January."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cityledger.actions.contracts import SignContract
from cityledger.actions.ppp import AgreePartnership, Capacity, Duty, SetCapacity
from cityledger.cli.district.firms import FIRMS
from cityledger.cli.district.projects import PROJECTS
from cityledger.cli.district.tables import wan

if TYPE_CHECKING:
    from datetime import date

    from cityledger.cli.district.office import Office

CONTRACT_NO = "P07-特01"
FIRST, TERM = 2026, 30
EXPENDITURE = 4_268_000_000_00
"""The district's general public budget expenditure of 2026, in fen; later years are forecasts."""

GROWTH_PER_MILLE = 25
CAPITAL, SHARE_PPM = wan("1000"), 300_000
RISK_BASE, RISK_PPM = wan("18000"), 4_000


def agree(office: Office) -> None:
    """Enter what the district can bear, the contract, and the agreement with its yearly duties.

    The first draft promises a minimum return: it is refused, and what is signed has no such clause.
    """
    office.by("zhi", SetCapacity(figures=tuple(_figures())))
    office.by("zhi", _contract(office.today))
    agreement = _agreement(office.today)
    promise = replace(agreement, has_minimum_return=True)
    office.refused("zhi", promise, "ppp.minimum_return")
    office.by("zhi", agreement)


def _figures() -> list[Capacity]:
    rows, fen = [], EXPENDITURE
    for year in range(FIRST, FIRST + TERM + 1):
        basis = "budget" if year == FIRST else "forecast"
        doc_no = "示人大决〔2026〕1号" if year == FIRST else "示财预测〔2026〕3号"
        rows.append(Capacity(year=year, basis=basis, expenditure_fen=fen, doc_no=doc_no))
        fen += fen * GROWTH_PER_MILLE // 1000
    return rows


def _contract(today: date) -> SignContract:
    firm = FIRMS["hx"]
    return SignContract(
        contract_no=CONTRACT_NO,
        project=PROJECTS["P07"].code,
        kind="ppp",
        name="第二污水处理厂特许经营协议",
        party_id=firm.party_id,
        payee_account=firm.account,
        price_fen=CAPITAL * SHARE_PPM // 1_000_000,
        signed_on=today,
        budget_line="K4",
    )


def _agreement(today: date) -> AgreePartnership:
    equity = Duty(
        year=FIRST,
        kind="equity",
        planned_fen=CAPITAL * SHARE_PPM // 1_000_000,
        formula="share",
        parameters=f"capital_fen={CAPITAL},share_ppm={SHARE_PPM}",
    )
    risks = tuple(
        Duty(
            year=year,
            kind="risk",
            planned_fen=RISK_BASE * RISK_PPM // 1_000_000,
            formula="ratio",
            parameters=f"base_fen={RISK_BASE},ratio_ppm={RISK_PPM}",
        )
        for year in range(FIRST + 1, FIRST + TERM)
    )
    return AgreePartnership(
        contract=CONTRACT_NO,
        mode="BOT",
        mechanism="user_pay",
        regime="concession",
        infrastructure="sewage",
        starts_on=today,
        term_years=TERM,
        capital_fen=CAPITAL,
        government_share_ppm=SHARE_PPM,
        invested_fen=RISK_BASE,
        doc_no="示政函〔2026〕2号",
        is_bt=False,
        has_repurchase=False,
        has_fixed_return=False,
        has_minimum_return=False,
        duties=(equity, *risks),
        value_date=today,
    )
