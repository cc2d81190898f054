"""The contracts of each project: works, goods, and the services that every project needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cityledger.cli.district.firms import FIRMS, Firm
from cityledger.cli.district.projects import PROJECTS, ProjectPlan
from cityledger.cli.district.tables import rows, yuan
from cityledger.kernel import money

SIGNED_ON = date(2026, 1, 9)

# key | number | kind | line | firm | name | price in yuan | advance, recoupment, retention and
# labour in basis points
_WORKS = """
P01 | 施01 | works  | K1 | sg1 | 安置房A标段施工         | 98624300 | 1000 | 3000 | 300 | 2000
P01 | 施02 | works  | K1 | sg2 | 安置房B标段施工         | 87411900 | 1000 | 3000 | 300 | 2000
P01 | 施03 | works  | K2 | sg4 | 室外管网及机电安装     | 33268500 | 1000 | 4000 | 300 | 1500
P02 | 施01 | works  | K1 | sg5 | 供水管网改造施工       | 57930600 | 2000 | 5000 | 300 | 1800
P02 | 购01 | equipment | K3 | gy1 | 加压泵站设备采购       |  8674200 | 3000 | 6000 | 300 | 0
P03 | 施01 | works  | K1 | sg4 | 换热站土建施工         | 28463700 | 1000 | 4000 | 300 | 1800
P03 | 施02 | works  | K2 | sg4 | 供热二次网安装         | 21975800 | 1500 | 4000 | 300 | 1600
P03 | 购01 | equipment | K3 | gy2 | 换热机组采购           | 24386000 | 3000 | 6000 | 300 | 0
P04 | 施01 | works  | K2 | sg4 | 燃气管道更新安装       | 37854600 | 1000 | 4000 | 300 | 1600
P05 | 施01 | works  | K1 | sg3 | 雨水泵站及管网施工     | 71286400 | 1000 | 3000 | 300 | 1900
P05 | 购01 | equipment | K3 | gy1 | 排涝泵组采购           |  7935500 | 3000 | 6000 | 300 | 0
P06 | 施01 | works  | K1 | sg2 | 转运站及处理车间施工   | 38517200 | 1000 | 4000 | 300 | 1800
P06 | 购01 | equipment | K3 | gy3 | 分选及渗滤液设备采购   | 29846100 | 2000 | 5000 | 300 | 0
P07 | 施01 | works  | K1 | hx  | 污水处理厂土建施工     | 108362700 | 1000 | 4000 | 300 | 1700
P07 | 购01 | equipment | K3 | gy3 | 膜处理及曝气设备采购   | 49518300 | 2000 | 5000 | 300 | 0
P08 | 施01 | works  | K1 | sg2 | 厂区场地整理及基础设施施工 | 88945200 | 1000 | 4000 | 300 | 1900
P09 | 施01 | works  | K1 | sg1 | 回迁安置楼施工         | 79636800 | 1000 | 4000 | 300 | 2000
P09 | 施02 | works  | K2 | sg4 | 回迁楼水电安装         | 11528900 | 1000 | 4000 | 300 | 1600
P10 | 施01 | works  | K1 | sg3 | 滨河大道1标段施工       | 81957400 | 1000 | 4000 | 300 | 1800
P10 | 施02 | works  | K1 | sg3 | 滨河大道2标段施工       | 72468300 | 1000 | 4000 | 300 | 1800
P11 | 施01 | works  | K1 | sg2 | 停车楼主体施工         | 48736500 | 1000 | 4000 | 300 | 1900
P11 | 购01 | equipment | K3 | gy4 | 机械车位设备采购       | 13264700 | 3000 | 6000 | 300 | 0
P12 | 施01 | works  | K1 | sg6 | 沉陷区回填及植被恢复施工 | 42178600 | 1000 | 4000 | 300 | 2200
P13 | 施01 | works  | K1 | sg5 | 雨污分流管网施工       | 63829400 | 1000 | 4000 | 300 | 1800
"""

# number | cost item (财建〔2016〕504号) | name | one of the five parties, or a firm | basis points
# of the works
_SERVICES = """
勘01 | 01 | 工程勘察 | investigator | 55
设01 | 02 | 工程设计 | designer     | 210
监01 | 05 | 工程监理 | supervisor   | 165
检01 | 26 | 质量检测 | fw1          | 43
"""
_KINDS = {"01": "survey", "02": "design", "05": "supervision"}
_FURTHER = """
P01 | 招01 | 22 | 招标代理 | fw3 | 286400
P02 | 保01 | 21 | 工程一切险 | fw5 | 173815.60
P05 | 环01 | 04 | 环境影响评价 | fw4 | 198000
P06 | 环01 | 04 | 环境影响评价 | fw4 | 226500
P07 | 环01 | 04 | 环境影响评价 | fw4 | 318000
P07 | 保01 | 21 | 工程一切险 | fw5 | 325088.10
P08 | 环01 | 04 | 土壤环境调查评价 | fw4 | 412700
P10 | 检02 | 26 | 2标段质量检测 | fw1 | 702600
P10 | 招01 | 22 | 招标代理 | fw3 | 243900
P10 | 保01 | 21 | 工程一切险 | fw5 | 288743.25
P12 | 环01 | 04 | 环境影响评价 | fw4 | 187300
"""
SHORT_LETTER = "P11-施01"
"""Its performance letter ends too soon: the March payment will be refused until it is renewed."""


@dataclass(frozen=True, slots=True)
class ContractPlan:
    """A contract of the district, with its terms in basis points."""

    no: str
    project: ProjectPlan
    kind: str
    line: str
    firm: Firm
    name: str
    price_fen: int
    cost_item: str | None = None
    advance_bp: int = 0
    recoup_bp: int = 0
    retention_bp: int = 0
    labour_bp: int = 0

    @property
    def cost_class(self) -> str:
        """The class of cost its budget line is for."""
        classes = {"K1": "works", "K2": "installation", "K3": "equipment"}
        return classes.get(self.line, "allocable")

    @property
    def progress_bp(self) -> int:
        """The share of certified work payable before settlement."""
        return {"works": 8500, "equipment": 9000}.get(self.kind, 10_000)

    @property
    def advance_fen(self) -> int:
        """The advance agreed."""
        return money.share_bp(self.price_fen, self.advance_bp)

    @property
    def performance_fen(self) -> int:
        """The performance guarantee asked for: a twentieth of the price of works."""
        return money.share_bp(self.price_fen, 500) if self.kind == "works" else 0


def _measured() -> list[ContractPlan]:
    out = []
    for key, number, kind, line, firm, name, price, *terms in rows(_WORKS, 11):
        advance, recoup, retention, labour = map(int, terms)
        out.append(
            ContractPlan(
                no=f"{key}-{number}",
                project=PROJECTS[key],
                kind=kind,
                line=line,
                firm=FIRMS[firm],
                name=name,
                price_fen=yuan(price),
                advance_bp=advance,
                recoup_bp=recoup,
                retention_bp=retention,
                labour_bp=labour,
            )
        )
    return out


def _unit(project: ProjectPlan, who: str) -> Firm:
    if who in FIRMS:
        return FIRMS[who]
    party_id = project.party(who).party_id
    return next(firm for firm in FIRMS.values() if firm.party_id == party_id)


def _service(key: str, number: str, item: str, name: str, who: str, price_fen: int) -> ContractPlan:
    project = PROJECTS[key]
    return ContractPlan(
        no=f"{key}-{number}",
        project=project,
        kind=_KINDS.get(item, "service"),
        line="K4",
        firm=_unit(project, who),
        name=f"{project.short}{name}",
        price_fen=price_fen,
        cost_item=item,
    )


def _services(measured: list[ContractPlan]) -> list[ContractPlan]:
    out = []
    for key in PROJECTS:
        base = sum(plan.price_fen for plan in measured if plan.project.key == key)
        for number, item, name, who, bp in rows(_SERVICES, 5):
            price = money.share_bp(base, int(bp))
            out.append(_service(key, number, item, name, who, price))
    for key, number, item, name, who, yuan_text in rows(_FURTHER, 6):
        out.append(_service(key, number, item, name, who, yuan(yuan_text)))
    return out


_MEASURED = _measured()
CONTRACTS = {plan.no: plan for plan in (*_MEASURED, *_services(_MEASURED))}
MEASURED = tuple(_MEASURED)
SERVICES = tuple(plan for plan in CONTRACTS.values() if plan.cost_item)
