"""Where the money comes from: sources, allotments by document, and the tranches they arrive in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cityledger.actions.funding import (
    IssueAllotment,
    OpenBankAccount,
    ReceiveFunds,
    RegisterSource,
    Share,
)
from cityledger.actions.projects import Document
from cityledger.cli.district.projects import PROJECTS
from cityledger.cli.district.tables import rows, wan
from cityledger.kernel import money

YEAR = 2026
ISSUED_ON = date(YEAR, 1, 7)
ARRIVALS = (date(YEAR, 1, 8), date(YEAR, 2, 6), date(YEAR, 3, 5))

# account number | account of the chart | name | bank
_BANKS = """
37990100010001 | 100201 | 城建项目资金专户   | 示范农商银行营业部
37990100010002 | 100202 | 征收补偿资金专户   | 农业银行示范支行
37990100010003 | 100203 | 政府债券资金专户   | 建设银行示范支行
"""
MAIN, COMPENSATION, BONDS = (cells[0] for cells in rows(_BANKS, 4))

# key | kind | level | route | name | short name for its tranches | programme
_SOURCES = """
GB | general_budget    | district | own_budget  | 区级一般公共预算 | 一般预算 |
CF | counterpart_funds | district | own_budget  | 区级项目配套资金 | 区级配套 |
GF | government_fund   | district | own_budget  | 国有土地使用权出让收入 | 土地出让 |
U1 | upper_special     | central  | other_level | 中央城镇保障性安居工程补助 | 安居补助 | 棚户区
U2 | upper_special     | province | other_level | 省级老工业区搬迁改造专项资金 | 搬迁专项 | 搬迁改造
U3 | upper_special     | central  | other_level | 城市燃气管道老化更新改造补助 | 燃气补助 | 管网
U4 | upper_special     | province | other_level | 省级采煤沉陷区生态修复补助 | 修复补助 | 生态修复
B1 | special_bond      | province | other_level | 2026年省棚改专项债券(一期) | 棚改债 | 棚户区
B2 | special_bond      | province | other_level | 2026年省基础设施专项债券(二期) | 基建债 | 市政设施
PL | policy_loan       | market   | market      | 政策性银行城中村改造借款 | 专项借款 | 城中村
PC | ppp_capital       | market   | market      | 第二污水处理厂PPP项目社会资本 | PPP资本 | 污水处理
AP | asset_package     | market   | market      | 市政公用设施资产打包融资 | 打包融资 | 打包融资
RG | reward_grant      | province | other_level | 北方地区清洁取暖以奖代补资金 | 以奖代补 | 清洁取暖
IS | interest_subsidy  | province | other_level | 棚户区改造贷款财政贴息 | 财政贴息 | 贷款贴息
SP | service_purchase  | district | own_budget  | 政府购买生活垃圾处理服务资金 | 购买服务 | 垃圾处理
SE | soe               | market   | market      | 区城投公司自筹资金 | 城投自筹 |
IF | industry_fund     | market   | market      | 智慧停车产业引导基金 | 产业基金 | 停车设施
PR | private_capital   | market   | market      | 公共停车楼社会资本方出资 | 社会资本 | 停车设施
"""

# project | source | 万元 | uses (empty: all) | may be spent until | arrives: 1 at once, 2 in
# January and February by halves, 3 in 40:30:30
_GRANTS = """
P01 | U1 | 5200 | works,installation | 2026-12-31 | 2
P01 | B1 | 9000 | works,installation,allocable:01,allocable:02,allocable:05 | | 2
P01 | GF | 8600 | allocable:06 | | 3
P01 | IS |  180 | allocable | 2026-11-30 | 1
P01 | GB | 1500 | | | 3
P02 | B2 | 2800 | | | 2
P02 | AP | 1200 | | | 1
P02 | CF |  800 | | | 2
P03 | RG | 3000 | works,installation,equipment | 2026-12-31 | 2
P03 | SE | 1500 | | | 1
P03 | GB |  900 | | | 3
P04 | U3 | 1900 | installation | 2026-10-31 | 2
P04 | CF |  900 | | | 2
P05 | B2 | 2100 | | | 2
P05 | CF | 2600 | | | 2
P06 | SP | 1500 | works,allocable | 2026-12-31 | 1
P06 | B2 | 1900 | | | 2
P06 | AP | 1300 | | | 1
P07 | PC | 7800 | | | 2
P07 | B2 | 2600 | | | 2
P08 | U2 | 3900 | works | 2026-12-31 | 2
P08 | GF | 1800 | works,allocable | | 1
P08 | GB |  500 | | | 3
P09 | PL | 3200 | allocable:06 | | 1
P09 | PL | 4600 | | | 3
P09 | GB |  600 | | | 3
P10 | B2 | 7200 | | | 2
P10 | AP | 1800 | | | 1
P10 | CF |  900 | | | 2
P11 | IF | 1500 | | | 1
P11 | PR | 2200 | | | 2
P11 | CF |  500 | | | 2
P12 | U4 | 2000 | works | 2026-12-31 | 1
P12 | GB |  700 | | | 3
P13 | B2 | 1700 | | | 2
P13 | CF | 2200 | | | 2
"""
FOR_HOUSEHOLDS = ("allocable:06",)
_WITHOUT_ALLOTMENT = ("PL", "PC", "AP", "SE", "IF", "PR")
_PARTS = {"1": (100, 0, 0), "2": (50, 50, 0), "3": (40, 30, 30)}


@dataclass(frozen=True, slots=True)
class SourcePlan:
    """A source of the district."""

    key: str
    kind: str
    level: str
    route: str
    name: str
    short: str
    programme: str

    @property
    def needs_allotment(self) -> bool:
        """Say whether fiscal permission stands before its money may be spent."""
        return self.key not in _WITHOUT_ALLOTMENT

    def registration(self) -> RegisterSource:
        """Return the act that registers it."""
        return RegisterSource(
            name=self.name,
            kind=self.kind,
            level=self.level,
            route=self.route,
            programme=self.programme or None,
        )


@dataclass(frozen=True, slots=True)
class Grant:
    """What an award gives to one project, in the parts it arrives in."""

    project: str
    amount_fen: int
    parts_fen: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Award:
    """What a source gives by one document: for which projects and uses, and until when."""

    number: str
    source: SourcePlan
    uses: tuple[str, ...]
    expiry_on: date | None
    grants: tuple[Grant, ...]

    @property
    def allotment_no(self) -> str | None:
        """The allotment it stands under, if it needs one."""
        return f"指{YEAR}-{self.number}" if self.source.needs_allotment else None

    @property
    def amount_fen(self) -> int:
        """All it gives."""
        return sum(grant.amount_fen for grant in self.grants)

    @property
    def bank_account(self) -> str:
        """The account of ours it arrives on."""
        if self.source.kind == "special_bond":
            return BONDS
        return COMPENSATION if self.uses == FOR_HOUSEHOLDS else MAIN

    def label(self, arrival: int) -> str:
        """Return the name of the tranche that comes on day 0, 1 or 2 of ARRIVALS."""
        purpose = "征收" if self.uses == FOR_HOUSEHOLDS else ""
        return f"{self.source.short}{purpose}{YEAR}-{arrival + 1}"

    def allotment(self, n: int) -> IssueAllotment:
        """Return the act that enters its allotment; `n` is the number of the document."""
        authority = "示范区财政局" if self.source.level == "district" else "示范市财政局"
        return IssueAllotment(
            allotment_no=str(self.allotment_no),
            source=self.source.name,
            document=Document(
                doc_no=f"示财建指〔{YEAR}〕{n}号",
                authority=authority,
                issued_on=ISSUED_ON,
                title=f"关于下达{self.source.name}的通知",
                amount_fen=self.amount_fen,
            ),
            fiscal_year=YEAR,
            amount_fen=self.amount_fen,
            value_date=ISSUED_ON,
        )

    def receipt(self, n: int) -> ReceiveFunds:
        """Return the act that books what comes on day `n` of ARRIVALS."""
        codes = {grant.project: PROJECTS[grant.project].code for grant in self.grants}
        parts = {codes[grant.project]: grant.parts_fen[n] for grant in self.grants}
        shares = tuple(Share(project=code, cap_fen=fen) for code, fen in parts.items() if fen)
        subsidy = self.source.kind == "interest_subsidy"
        return ReceiveFunds(
            label=self.label(n),
            source=self.source.name,
            amount_fen=sum(parts.values()),
            received_on=ARRIVALS[n],
            bank_account=self.bank_account,
            allotment=self.allotment_no,
            expiry_on=self.expiry_on,
            uses=self.uses,
            scope=tuple(parts),
            shares=shares if len(parts) > 1 else (),
            project=next(iter(parts)) if subsidy else None,
            return_to=self.source.name if self.source.route == "other_level" else None,
        )


SOURCES = {cells[0]: SourcePlan(*cells) for cells in rows(_SOURCES, 7)}


def _awards() -> tuple[Award, ...]:
    """Put grants of one source with the same uses and last day under one document."""
    found: dict[tuple[str, str, str], list[Grant]] = {}
    for project, source, amount, uses, expiry, arrives in rows(_GRANTS, 6):
        fen = wan(amount)
        parts = tuple(money.split(fen, _PARTS[arrives]))
        found.setdefault((source, uses, expiry), []).append(Grant(project, fen, parts))
    return tuple(
        Award(
            number=f"{n:03d}",
            source=SOURCES[source],
            uses=tuple(uses.split(",")) if uses else (),
            expiry_on=date.fromisoformat(expiry) if expiry else None,
            grants=tuple(grants),
        )
        for n, ((source, uses, expiry), grants) in enumerate(found.items(), 1)
    )


AWARDS = _awards()


def bank_accounts() -> list[OpenBankAccount]:
    """Return the acts that register our accounts."""
    return [
        OpenBankAccount(account=account, name=name, bank_name=bank, account_no=number)
        for number, account, name, bank in rows(_BANKS, 4)
    ]


def allotments() -> list[IssueAllotment]:
    """Return the acts that enter the allotments."""
    fiscal = [award for award in AWARDS if award.source.needs_allotment]
    return [award.allotment(n) for n, award in enumerate(fiscal, 1)]


def arrivals(n: int) -> list[ReceiveFunds]:
    """Return the acts that book what arrives on day `n` of ARRIVALS."""
    receipts = (award.receipt(n) for award in AWARDS)
    return [receipt for receipt in receipts if receipt.amount_fen]
