"""Oversight in the story: a rule set aside by two, a word put in, months without one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cityledger.actions.disclosures import Disclose
from cityledger.actions.interference import (
    ClearInterference,
    HandleInterference,
    RecordInterference,
    ReportZero,
)
from cityledger.actions.overrides import GrantOverride, RequestOverride
from cityledger.actions.payments import PickedSlice
from cityledger.cli.district import funds, refusals, works
from cityledger.cli.district.payouts import approval, count, payment
from cityledger.kernel.days import add_days

if TYPE_CHECKING:
    from cityledger.cli.district.office import Office
    from cityledger.cli.district.works import Stage

OVERRIDDEN = (2, "P08-监01")
"""February's supervision fee that is paid from district money out of its turn."""

DISTRICT_MONEY = "一般预算2026-1"


def under_override(office: Office, stage: Stage) -> None:
    """The order of tranches is set aside once: asked for, granted by another, used, and paid."""
    payout = works.progress(stage)
    slices = tuple(
        PickedSlice(
            line=n, tranche=DISTRICT_MONEY, bank_account=funds.MAIN, amount_fen=line.amount_fen
        )
        for n, line in enumerate(payout.lines, 1)
    )
    request = replace(payout.request(office.today), slices=slices)
    office.refused("zhi", request, "payment.wrong_tranche")
    asked = RequestOverride(
        control="payment.wrong_tranche",
        project=payout.project,
        contract=stage.contract.no,
        limit_fen=payout.amount_fen,
        reason="专项资金拨付系统停机检修三日,监理费已到期,先用一般预算资金支付",
        doc_no="示住建纪要〔2026〕3号",
        expires_on=add_days(office.today, 10),
    )
    office.by("zhi", asked)
    office.by("zong", GrantOverride(override_id=1, reason="情况属实,仅限本次,专项资金到位后调整"))
    office.requests += 1
    office.all(
        (
            ("zhi", replace(request, overrides=(1,))),
            *approval(payout, office.requests, office.today),
            ("chu", payment(office.requests, office.today)),
        )
    )
    count(office, payout)


def interference(office: Office, stage: Stage) -> None:
    """A word was put in: recorded, read, decided on; payments wait until a second one clears it."""
    record = RecordInterference(
        occurred_on=office.today,
        channel="phone",
        area="payment",
        directness="indirect",
        act_kind="early",
        content="来电要求提前并足额拨付滨河大道1标段进度款,未说明依据",
        actor_unit="示范市某局",
        actor_post="科长",
        contract=stage.contract.no,
        stage="付款",
    )
    office.by("gong", record)
    refusals.held_by_interference(office, stage)
    office.by("cha", Disclose(kind="interference", subject="1", purpose="派驻组核查"))
    office.by(
        "cha",
        HandleInterference(
            interference_id=1,
            reported_to="区纪委监委派驻组",
            reported_on=office.today,
            decision="已向来电人说明拨付以计量证书为准",
            effect="continue",
            measure="谈话提醒",
        ),
    )
    reason = "已向来电人说明拨付以计量证书为准,按正常程序办理;情况已报纪检监察组"
    office.by("zong", ClearInterference(interference_id=1, reason=reason))


def zero_reports(office: Office, month: int) -> None:
    """Everybody but the recorder, and one who forgot, declares that nobody interfered."""
    silent = ("zhi", "jian", "fu", "shen", "zong", "cha")
    office.all((user, ReportZero(month=month)) for user in silent)
