"""A second person confirms: accounts, duties, policy values and overrides, each with its change."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from cityledger.actions.overrides import RequestOverride
from cityledger.actions.people import AddUser, Change, ChangeKey, ChangeLogKey, ChangeRole
from cityledger.actions.proposals import Propose, ProposeAccount, ProposePolicy
from cityledger.actions.registry import AccountEntry
from cityledger.evidence.keys import SoftKey, fingerprint
from cityledger.tui.admin.home import AdminPage
from cityledger.tui.app import CityledgerApp
from cityledger.tui.home import HomePage
from cityledger.tui.requests.proposals import ProposalsPage
from cityledger.tui.requests.queue import QueuePage
from cityledger.tui.requests.seal import SealDialog
from cityledger.tui.seat import Seat
from tests.actions.test_policy import district
from tests.conftest import Office
from tests.stories.world import PARTY, WAN, World, day
from tests.tui.seats import log_in, squeezed, text_of, type_in, uneven, until

NEW = "6222000077"
ACCOUNTS = f"SELECT account_no FROM party_account WHERE account_no = '{NEW}'"


def propose_account(office: Office) -> None:
    """Let the maker propose a further account of the contractor."""
    account = AccountEntry(account_no=NEW, bank_name="招商银行示范支行")
    office.by("zhi", ProposeAccount(party_id=PARTY["contractor"], account=account))


async def to_proposals(pilot: Pilot[None], user: str) -> None:
    """Log in and open what waits for a second person."""
    app = pilot.app
    assert isinstance(app, CityledgerApp)
    await log_in(pilot, user)
    await until(pilot, lambda: isinstance(app.screen, HomePage | AdminPage))
    app.visit("proposals")
    await until(pilot, lambda: isinstance(app.screen, ProposalsPage))


async def test_the_reviewer_confirms_an_account_by_its_last_digits(
    seat: Seat, office: Office
) -> None:
    propose_account(office)
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await log_in(pilot, "fu")
        await until(pilot, lambda: isinstance(app.screen, HomePage | AdminPage))
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, QueuePage))
        await pilot.press("p")
        await until(pilot, lambda: "-6222000001" in squeezed(app))
        assert "+6222000077" in squeezed(app)
        assert "-工商银行示范支行" in squeezed(app)
        assert [] == uneven(app)

        await pilot.press("f9")
        await until(pilot, lambda: isinstance(app.screen, SealDialog))
        await pilot.press("enter")
        await until(pilot, lambda: "没有办理" in text_of(app))
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(app.screen, SealDialog))
        await type_in(pilot, "0001")
        await pilot.press("enter")
        await until(pilot, lambda: "没有办理" in text_of(app))
        assert [] == office.sql(ACCOUNTS)

        await pilot.press("f9")
        await until(pilot, lambda: isinstance(app.screen, SealDialog))
        assert "新账号的后四位" in text_of(app)
        assert NEW in text_of(app)
        await type_in(pilot, "0077")
        await pilot.press("enter")
        await until(pilot, lambda: "✓ 已确认" in text_of(app))
        assert [(NEW,)] == office.sql(ACCOUNTS)
        await until(pilot, lambda: "没有等人确认的事项" in text_of(app))


async def test_the_proposer_sees_it_greyed_with_the_rule(seat: Seat, office: Office) -> None:
    propose_account(office)
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_proposals(pilot, "zhi")
        await until(pilot, lambda: "本人提出的不能由本人确认" in squeezed(app))
        page = app.screen
        assert isinstance(page, ProposalsPage)
        assert ["dim"] == [line.tone for line in page.table.lines]
        await pilot.press("f9")
        await until(pilot, lambda: "! 本人提出的" in text_of(app))
        assert [] == office.sql(ACCOUNTS)


async def test_an_administrator_confirms_a_duty_by_name(seat: Seat, office: Office) -> None:
    change = ChangeRole(user_id="gong", role="auditor", held=True)
    office.by("guan", Propose(change=change))
    propose_account(office)
    app = CityledgerApp(seat)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_proposals(pilot, "fuguan")
        await until(pilot, lambda: "-项目负责人" in squeezed(app) or "-项目" in squeezed(app))
        assert NEW not in text_of(app)
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(app.screen, SealDialog))
        await type_in(pilot, "工程员")
        await pilot.press("enter")
        await until(pilot, lambda: "✓ 已确认" in text_of(app))
        held = "SELECT held FROM role_change WHERE user_id = 'gong' AND role = 'auditor'"
        assert [(1,)] == office.sql(held)
        assert [] == uneven(app)


async def test_an_approver_grants_an_override_with_a_reason(seat: Seat, office: Office) -> None:
    World(office).by(
        "zhi",
        RequestOverride(
            control="payment.wrong_tranche",
            project="P1",
            limit_fen=80 * WAN,
            reason="汛期抢工,专项资金尚未到账,先用区级资金垫付,到账后调整。",
            doc_no="区政府专题会议纪要〔2025〕3号",
            expires_on=day("2025-01-31"),
        ),
    )
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_proposals(pilot, "shen")
        await until(pilot, lambda: "汛期抢工" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "批准特批的理由" in text_of(app))
        await type_in(pilot, "同意")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SealDialog))
        await pilot.press(*"000", "enter")
        await until(pilot, lambda: "✓ 已确认" in text_of(app))
        assert [("shen", 1, "同意")] == office.sql("SELECT actor, held, reason FROM override_grant")


async def test_an_approver_adopts_values_by_their_version(seat: Seat, office: Office) -> None:
    office.by("guan", ProposePolicy(pack=district()))
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await log_in(pilot, "shen")
        await until(pilot, lambda: "1 件事项等我确认" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "retention.max_bp" in text_of(app))
        assert "-300bp" in squeezed(app)
        assert "+200bp" in squeezed(app)
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(app.screen, SealDialog))
        await type_in(pilot, "1.0")
        await pilot.press("enter")
        await until(pilot, lambda: "✓ 已确认" in text_of(app))
        values = "SELECT value FROM policy_param WHERE key = 'retention.max_bp' ORDER BY leaf_idx"
        assert ("200",) == office.sql(values)[-1]


SPARE = SoftKey(b"\x63" * 32).public
CHANGES: tuple[tuple[Change, str, str], ...] = (
    (
        AddUser(user_id="xin", name="新制单员", roles=("maker",), public=SPARE.hex()),
        "新制单员",
        "SELECT count(*) FROM \"user\" WHERE user_id = 'xin'",
    ),
    (
        ChangeKey(user_id="gong", public=SPARE.hex()),
        "工程员",
        "SELECT count(*) - 1 FROM user_key WHERE user_id = 'gong'",
    ),
    (
        ChangeLogKey(public=SPARE.hex(), suite=1),
        fingerprint(SPARE)[-4:],
        f"SELECT count(*) FROM log_key WHERE public = x'{SPARE.hex()}'",
    ),
)


@pytest.mark.parametrize(("change", "answer", "query"), CHANGES, ids=lambda x: type(x).__name__)
async def test_an_administrator_confirms_people_and_keys(
    seat: Seat, office: Office, change: Change, answer: str, query: str
) -> None:
    office.by("guan", Propose(change=change))
    seat.lang = "en"
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_proposals(pilot, "fuguan")
        await until(pilot, lambda: "F9 or Enter confirms" in text_of(app))
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(app.screen, SealDialog))
        assert fingerprint(SPARE)[:8] in text_of(app)
        assert [(0,)] == office.sql(query)
        await type_in(pilot, answer)
        await pilot.press("enter")
        await until(pilot, lambda: "✓ confirmed" in text_of(app))
        assert [(1,)] == office.sql(query)
