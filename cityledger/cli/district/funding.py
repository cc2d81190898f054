"""What moves other money: applications, debts, a reward, a risk pool, a package of assets.

Told on one day of March. Nothing here pays a contract of the story: these sources stand in no
funding plan, so the order of its payments does not change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from cityledger.actions.assets import FormPackage, Pledge, RegisterAsset
from cityledger.actions.attachments import AttachEvidence
from cityledger.actions.contracts import SignContract
from cityledger.actions.debts import AccrueInterest, CalculateSubsidy, DueDay, RegisterDebt
from cityledger.actions.funding import ReceiveFunds, RegisterSource
from cityledger.actions.instruments import (
    AcceptReward,
    FoundPool,
    LendUnderPool,
    PromiseReward,
    RecordLoss,
)
from cityledger.actions.payments import PayLine
from cityledger.actions.programmes import AnswerApplication, ApplyForFunds, RegisterProgramme
from cityledger.actions.registry import AccountEntry, RegisterParty
from cityledger.actions.returns import DeclareReturn
from cityledger.cli.district.firms import FIRMS
from cityledger.cli.district.funds import BONDS, MAIN, SOURCES
from cityledger.cli.district.payouts import Payout, pay
from cityledger.cli.district.people import DIVISION
from cityledger.cli.district.projects import PROJECTS
from cityledger.cli.district.tables import rows, wan
from cityledger.kernel.ids import uscc
from cityledger.kernel.sources import BONDS as PROVINCIAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.cli.district.office import Deed, Office

BANK = uscc(DIVISION, 6_201, "91")
BANK_ACCOUNT = "379906201012000001"
TREASURY, GRANTOR = uscc(DIVISION, 6_202, "11"), "省财政厅"
TREASURY_ACCOUNT = "379906202011000001"
LEFT, NOTICE = "旧改补助2024-1", "示财结〔2026〕8号"
LOAN, BOND = "示农商借字2026-018号", "示财债转贷〔2026〕1号"

# kind | level | route | name | label of what comes | 万元 | project | account of ours
_SOURCES = """
general_bond | province | other_level | 2026年省一般债券         | 一般债2026-1 | 300 | P05 | 债
bank_loan    | market   | market      | 示范农商银行停车设施贷款 | 停车贷2026-1 | 800 | P11 | 主
platform     | market   | market      | 示范区城建融资平台拨入   | 平台2026-1   | 200 | P09 | 主
risk_pool    | district | own_budget  | 中小企业贷款风险补偿资金 | 风险池2026-1 | 100 | P11 | 主
other        | market   | market      | 社会捐赠                 | 捐赠2026-1   |  10 | P12 | 主
"""

# number | kind | source | project | 万元 | rate in millionths | repaid from
_DEBTS = """
示财债转贷〔2026〕2号 | special_bond | B2 | P02 | 2800 | 25900 | 管网运营收入
示财债转贷〔2026〕3号 | special_bond | B2 | P05 | 2100 | 25900 | 土地出让收入
示财债转贷〔2026〕4号 | special_bond | B2 | P06 | 1900 | 25900 | 垃圾处理收入
示财债转贷〔2026〕5号 | special_bond | B2 | P07 | 2600 | 25900 | 污水处理收入
示财债转贷〔2026〕6号 | special_bond | B2 | P10 | 7200 | 25900 | 项目专项收入
示财债转贷〔2026〕7号 | special_bond | B2 | P13 | 1700 | 25900 | 项目专项收入
示政策借字2026-003号 | policy_loan | PL | P09 | 7800 | 28000 | 土地出让收入
示打包借字2026-001号 | bank_loan | AP | P02 | 1200 | 39500 | 管网运营收入
示打包借字2026-002号 | bank_loan | AP | P06 | 1300 | 39500 | 垃圾处理收入
示打包借字2026-003号 | bank_loan | AP | P10 | 1800 | 39500 | 项目专项收入
"""
_CREDITORS = {"policy_loan": "政策性银行示范分行", "bank_loan": "示范农商银行营业部"}
"""Who lends; bonds are lent on by the province."""
_MORE_DEBTS = """
示财债转贷〔2026〕8号 | general_bond | 2026年省一般债券 | P05 | 300 | 24100 | 一般公共预算
"""

# key and document | name | authority | opens | closes
_PROGRAMMES = """
示建发〔2026〕3号  | 城镇老旧小区改造补助 | 省住房和城乡建设厅 | 2026-03-01 | 2026-04-20
示发改〔2026〕7号  | 城区老工业区搬迁改造 | 省发展和改革委员会 | 2026-01-10 | 2026-03-31
示环发〔2026〕11号 | 流域水环境治理补助   | 省生态环境厅       | 2026-03-10 | 2026-06-30
"""

# right | name | kind | 万元 | public welfare
_ASSETS = """
示不动产权第0001876号 | 文化广场地下停车场   | facility   | 1200 |
示特许〔2025〕4号     | 垃圾处理特许经营权   | concession |  900 |
示国用〔2024〕55号    | 老火车站东侧收储土地 | land       | 2600 |
示不动产权第0000210号 | 滨河公园             | facility   |  700 | 是
"""


@dataclass(frozen=True, slots=True)
class _Money:
    """One of the sources beside those of the awards, and what comes from it."""

    kind: str
    level: str
    route: str
    name: str
    label: str
    amount: str
    project: str
    account: str

    def registration(self) -> RegisterSource:
        return RegisterSource(name=self.name, kind=self.kind, level=self.level, route=self.route)

    def receipt(self, on: date) -> ReceiveFunds:
        return ReceiveFunds(
            label=self.label,
            source=self.name,
            amount_fen=wan(self.amount),
            received_on=on,
            bank_account=BONDS if self.account == "债" else MAIN,
            scope=(PROJECTS[self.project].code,),
        )


def levers(office: Office) -> None:
    """Tell the day: what was applied for, borrowed, promised, shared and pledged."""
    office.all(_parties())
    moneys = [_Money(*cells) for cells in rows(_SOURCES, 8)]
    office.all(("zhi", one.registration()) for one in moneys)
    office.all(_loan())
    office.all(_owed(_MORE_DEBTS))
    office.all(_moneys(moneys, office.today))
    office.all(_applications())
    office.all(_reward(office.today))
    office.all(_pool(office.today))
    office.all(_package(office.today))
    office.all(_left(office.today))
    pay(office, _returned())


def borrow(office: Office) -> None:
    """Register what the first arrivals are borrowed on, and a subsidy of the first interest."""
    office.all(_bond())
    office.all(_owed(_DEBTS))


def _parties() -> Iterator[Deed]:
    for party_id, name, number, bank in (
        (BANK, "示范农村商业银行股份有限公司", BANK_ACCOUNT, "示范农商银行营业部"),
        (TREASURY, GRANTOR, TREASURY_ACCOUNT, "国家金库示范省分库"),
    ):
        account = AccountEntry(account_no=number, bank_name=bank)
        yield "zhi", RegisterParty(party_id=party_id, name=name, accounts=(account,))


def _moneys(moneys: list[_Money], on: date) -> Iterator[Deed]:
    yield from (("chu", one.receipt(on)) for one in moneys)
    interest = RegisterSource(
        name="专户存款利息", kind="interest_income", level="market", route="market"
    )
    yield "zhi", interest
    yield (
        "chu",
        ReceiveFunds(
            label="棚改债利息2026-1",
            source=interest.name,
            amount_fen=1_234_567,
            received_on=on,
            bank_account=BONDS,
            parent="棚改债2026-1",
            project=PROJECTS["P01"].code,
        ),
    )


def _applications() -> Iterator[Deed]:
    for doc_no, name, authority, opens, closes in rows(_PROGRAMMES, 5):
        yield (
            "zhi",
            RegisterProgramme(
                programme=name,
                name=name,
                authority=authority,
                doc_no=doc_no,
                opens_on=date.fromisoformat(opens),
                closes_on=date.fromisoformat(closes),
            ),
        )
    for number, (project, programme, amount, item) in enumerate(
        (
            ("P08", "城区老工业区搬迁改造", "600", "works"),
            ("P12", "流域水环境治理补助", "450", None),
        ),
        1,
    ):
        yield (
            "zhi",
            ApplyForFunds(
                project=PROJECTS[project].code,
                programme=programme,
                amount_fen=wan(amount),
                applied_on=date(2026, 3, 12),
                doc_no=f"示住建报〔2026〕{number}号",
                cost_item=item,
            ),
        )
    yield (
        "zhi",
        AnswerApplication(
            application_id=1,
            state="approved",
            answered_on=date(2026, 3, 16),
            doc_no="示发改批〔2026〕19号",
            amount_fen=wan("500"),
        ),
    )


def _bond() -> Iterator[Deed]:
    ends = date(2036, 1, 8)
    yield (
        "zhi",
        RegisterDebt(
            debt_no=BOND,
            kind="special_bond",
            project=PROJECTS["P01"].code,
            source=SOURCES["B1"].name,
            debtor_kind="government",
            creditor="省财政厅(转贷)",
            principal_fen=wan("9000"),
            rate_ppm=26_800,
            starts_on=date(2026, 1, 8),
            ends_on=ends,
            repaid_from="板桥坊片区土地出让收入",
            schedule=(DueDay(due_on=ends, principal_fen=wan("9000")),),
        ),
    )
    yield (
        "zhi",
        CalculateSubsidy(
            debt_no=BOND,
            grantor="省财政厅",
            doc_no="示财贴〔2026〕1号",
            base_fen=wan("9000"),
            rate_ppm=20_000,
            from_on=date(2026, 1, 8),
            until_on=date(2027, 1, 3),
        ),
    )


def _owed(table: str) -> Iterator[Deed]:
    """Register debts of ten years, repaid at their end."""
    starts, ends = date(2026, 1, 8), date(2036, 1, 8)
    for number, kind, source, project, amount, rate, income in rows(table, 7):
        is_bond = kind in PROVINCIAL
        yield (
            "zhi",
            RegisterDebt(
                debt_no=number,
                kind=kind,
                project=PROJECTS[project].code,
                source=SOURCES[source].name if source in SOURCES else source,
                debtor_kind="government" if is_bond else "platform",
                debtor_id=None if is_bond else FIRMS["ct"].party_id,
                creditor=_CREDITORS.get(kind, "省财政厅(转贷)"),
                principal_fen=wan(amount),
                rate_ppm=int(rate),
                starts_on=starts,
                ends_on=ends,
                repaid_from=income,
                schedule=(DueDay(due_on=ends, principal_fen=wan(amount)),),
            ),
        )


def _loan() -> Iterator[Deed]:
    ends = date(2029, 1, 15)
    yield (
        "zhi",
        RegisterDebt(
            debt_no=LOAN,
            kind="bank_loan",
            project=PROJECTS["P11"].code,
            source="示范农商银行停车设施贷款",
            debtor_kind="platform",
            debtor_id=FIRMS["ct"].party_id,
            creditor="示范农商银行营业部",
            principal_fen=wan("800"),
            rate_ppm=39_500,
            starts_on=date(2026, 1, 15),
            ends_on=ends,
            repaid_from="停车收费收入",
            schedule=(
                DueDay(due_on=date(2026, 4, 15), principal_fen=0, interest_fen=7_791_780),
                DueDay(due_on=ends, principal_fen=wan("800")),
            ),
        ),
    )
    yield (
        "zhi",
        SignContract(
            contract_no=LOAN,
            project=PROJECTS["P11"].code,
            kind="loan",
            name="停车设施借款合同",
            party_id=BANK,
            payee_account=BANK_ACCOUNT,
            price_fen=wan("20"),
            signed_on=date(2026, 3, 16),
            budget_line="K4",
            cost_item="37",
        ),
    )
    yield "zhi", AccrueInterest(debt_no=LOAN, until_on=date(2026, 3, 16))
    yield (
        "zhi",
        CalculateSubsidy(
            debt_no=LOAN,
            grantor="省财政厅",
            doc_no="示财贴〔2026〕2号",
            base_fen=wan("800"),
            rate_ppm=20_000,
            from_on=date(2026, 1, 15),
            until_on=date(2026, 3, 15),
        ),
    )


def _reward(on: date) -> Iterator[Deed]:
    evidence = sha256("清洁取暖2025年度验收报告".encode()).hexdigest()
    yield "zhi", AttachEvidence(sha256=evidence, size=482_113, name="清洁取暖验收报告.pdf")
    yield (
        "zhi",
        PromiseReward(
            project=PROJECTS["P03"].code,
            tranche="以奖代补2026-1",
            amount_fen=wan("1500"),
            condition="2025年度清洁取暖改造3000户验收合格",
            doc_no="示建奖〔2026〕1号",
        ),
    )
    accepted = AcceptReward(
        reward_id=1, evidence_sha256=evidence, accepted_on=on, score_ppm=962_500
    )
    yield "fu", accepted


def _pool(on: date) -> Iterator[Deed]:
    name = "停车产业链中小企业风险池"
    yield (
        "zhi",
        FoundPool(
            name=name,
            project=PROJECTS["P11"].code,
            tranche="风险池2026-1",
            bank="示范农商银行营业部",
            share_ppm=400_000,
            cap_fen=wan("100"),
            loan_cap_fen=wan("40"),
        ),
    )
    for borrower, amount in (("某某智能道闸有限公司", "120"), ("某某充电桩有限公司", "90")):
        yield (
            "zhi",
            LendUnderPool(
                pool=name,
                borrower=borrower,
                principal_fen=wan(amount),
                lent_on=date(2026, 1, 20),
                ends_on=date(2027, 1, 20),
            ),
        )
    for fen, doc_no in ((wan("50"), "示农商核〔2026〕4号"), (-wan("5"), "示农商追〔2026〕1号")):
        yield (
            "zhi",
            RecordLoss(pool=name, n=1, loss_fen=fen, happened_on=on, doc_no=doc_no),
        )


def _package(on: date) -> Iterator[Deed]:
    assets = rows(_ASSETS, 5)
    for right_no, name, kind, amount, welfare in assets:
        yield (
            "zhi",
            RegisterAsset(
                right_no=right_no,
                name=name,
                kind=kind,
                owner=FIRMS["ct"].name,
                value_fen=wan(amount),
                valued_on=date(2026, 2, 10),
                is_public_welfare=bool(welfare),
            ),
        )
    pledges = tuple(
        Pledge(right_no=right_no, pledged_fen=wan(amount))
        for right_no, _, _, amount, _ in assets[:1]
    )
    yield "zhi", FormPackage(name="停车设施资产包", debt_no=LOAN, packed_on=on, pledges=pledges)


def _left(on: date) -> Iterator[Deed]:
    """A grant of two years ago that was never spent: surplus, owed to the province (art. 42)."""
    source = RegisterSource(
        name="2024年省级老旧小区改造补助",
        kind="upper_special",
        level="province",
        route="other_level",
    )
    yield "zhi", source
    yield (
        "chu",
        ReceiveFunds(
            label=LEFT,
            source=source.name,
            amount_fen=wan("120"),
            received_on=on,
            bank_account=MAIN,
            fund_year=2024,
            scope=(PROJECTS["P12"].code,),
            return_to=GRANTOR,
            summary="收回存放在街道的2024年老旧小区改造补助结余",
        ),
    )
    yield (
        "zhi",
        DeclareReturn(
            tranche=LEFT,
            project=PROJECTS["P12"].code,
            doc_no=NOTICE,
            party_id=TREASURY,
            payee_account=TREASURY_ACCOUNT,
            amount_fen=wan("120"),
            value_date=on,
        ),
    )


def _returned() -> Payout:
    line = PayLine(contract=NOTICE, part="return", amount_fen=wan("120"))
    return Payout(project=PROJECTS["P12"].code, kind="grantor_return", lines=(line,))
