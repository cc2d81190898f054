"""The projects: kind, site, five parties with named leaders, and the approved estimate of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cityledger.actions.projects import (
    ApproveBudget,
    BudgetEntry,
    Document,
    RegisterProject,
    Responsible,
    Section,
)
from cityledger.cli.district.firms import FIRMS
from cityledger.cli.district.people import DIVISION
from cityledger.cli.district.tables import rows, wan

ROLES = ("client", "investigator", "designer", "contractor", "supervisor")
APPROVED_ON = date(2025, 11, 20)
CHARGED_ON = date(2025, 12, 8)

# key | kind | short name | name | site | campaign
_PROJECTS = """
P01 | shantytown_renewal     | 红旗片 | 红旗片棚户区改造项目(一期) | 红旗街道 | 安居工程
P02 | water                  | 供水管网 | 城区老旧供水管网改造工程 | 东城片区 | 城市更新
P03 | heat                   | 集中供热 | 集中供热换热站及管网改造工程 | 中心城区 | 暖心工程
P04 | gas                    | 燃气管道 | 燃气管道等老化更新改造工程 | 中心城区 | 城市更新
P05 | drainage               | 排水防涝 | 城市排水防涝设施提升工程 | 南湖片区 | 城市更新
P06 | waste                  | 垃圾处理厂 | 生活垃圾分类转运及处理工程 | 北郊 | 无废城市
P07 | ppp                    | 污水厂 | 第二污水处理厂政府和社会资本合作项目 | 河西 | 碧水工程
P08 | old_industrial_site    | 老工业区 | 老工业区(东风厂片)搬迁改造工程 | 东风街道 | 搬迁改造
P09 | urban_village          | 板桥村 | 板桥村城中村改造项目 | 板桥街道 | 城中村改造
P10 | road                   | 滨河大道 | 滨河大道(三期)道路工程 | 滨河新区 | 路网畅通
P11 | parking                | 停车楼 | 人民医院公共停车楼工程 | 中心城区 | 便民停车
P12 | ecological_restoration | 沉陷区 | 采煤沉陷区生态修复工程 | 西山镇 | 绿色矿区
P13 | sewage                 | 雨污分流 | 老城区雨污分流改造工程 | 老城片区 | 碧水工程
"""

# key | the five units in the order of ROLES | their leaders
_FIVE = """
P01 | zj kc1 sj1 sg1 jl1 | 林建国 石磊 梁思远 张堃 陈喆
P02 | sw kc2 sj2 sg5 jl2 | 江润生 高原 苏畅 何海 严格
P03 | zj kc1 sj2 sg4 jl1 | 林建国 石敏 苏畅 管强 陈喆
P04 | zj kc2 sj2 sg4 jl2 | 林建国 高原 苏芮 管勇 严格
P05 | sw kc1 sj2 sg3 jl1 | 江润生 石磊 苏畅 路平 陈静
P06 | cg kc2 sj3 sg2 jl2 | 安洁 高岭 叶青 魏大江 严明
P07 | sw kc1 sj3 hx  jl1 | 江润生 石磊 叶青 颜清 陈静
P08 | ct kc1 sj1 sg2 jl1 | 傅城 石磊 梁思远 魏小河 陈喆
P09 | zj kc2 sj1 sg1 jl2 | 林建国 高原 梁思齐 张岳 严格
P10 | ct kc1 sj2 sg3 jl1 | 傅城 石敏 苏畅 路平 陈静
P11 | ct kc2 sj1 sg2 jl2 | 傅城 高岭 梁思远 魏大江 严明
P12 | zj kc2 sj3 sg6 jl2 | 林建国 高原 叶青 柳成荫 严格
P13 | sw kc1 sj2 sg5 jl1 | 江润生 石磊 苏芮 何海 陈静
"""

# key | works | installation | equipment | other | compensation, in 万元; 0: no such line
_ESTIMATES = """
P01 | 21600 | 3900 |    0 | 1850 | 9600
P02 |  6300 |    0 |  980 |  640 |    0
P03 |  3100 | 2400 | 2650 |  560 |    0
P04 |  1200 | 4100 |    0 |  420 |    0
P05 |  7800 |    0 |  860 |  690 |    0
P06 |  4200 |    0 | 3300 |  520 |    0
P07 | 12400 |    0 | 5600 | 1200 |    0
P08 |  9800 |    0 |    0 |  960 |    0
P09 |  8700 | 1300 |    0 |  880 | 5200
P10 | 16900 |    0 |    0 | 1340 |    0
P11 |  5400 |    0 | 1450 |  510 |    0
P12 |  4600 |    0 |    0 |  470 |    0
P13 |  6900 |    0 |    0 |  610 |    0
"""
LINES = (
    ("K1", "建筑工程", "works"),
    ("K2", "安装工程", "installation"),
    ("K3", "设备购置", "equipment"),
    ("K4", "工程建设其他费用", "allocable"),
    ("K5", "征收补偿", "allocable"),
)
SECTIONS = {
    "P01": ("A标段", "B标段"),
    "P02": ("加压泵站", "供水管网"),
    "P10": ("1标段", "2标段"),
}
LACKING = {"P13": "investigator"}
"""Registered before its surveyor has signed the papers: its first payment will be refused."""


@dataclass(frozen=True, slots=True)
class ProjectPlan:
    """A project of the district."""

    key: str
    code: str
    short: str
    name: str
    kind: str
    site: str
    campaign: str
    parties: tuple[Responsible, ...]
    estimate_fen: tuple[int, ...]

    def leader(self, role: str) -> str:
        """Return the named leader of one of the five parties."""
        return next(party.leader for party in self.parties if party.role == role)

    def party(self, role: str) -> Responsible:
        """Return one of the five parties with its papers."""
        return next(party for party in self.parties if party.role == role)

    def registration(self) -> RegisterProject:
        """Return the act that registers it, without a party whose papers are still to come."""
        lacking = LACKING.get(self.key)
        return RegisterProject(
            code=self.code,
            name=self.name,
            kind=self.kind,
            phase="building",
            campaign=self.campaign,
            site=self.site,
            starts_on=date(2026, 1, 12),
            ends_on=date(2027, 10, 31),
            design_life_years=50,
            parties=tuple(party for party in self.parties if party.role != lacking),
            sections=tuple(
                Section(code=f"{n:02d}", name=name)
                for n, name in enumerate(SECTIONS.get(self.key, ()), 1)
            ),
        )

    def budget(self, number: int) -> ApproveBudget:
        """Return the act that enters its estimate; `number` is that of the approval."""
        entries = tuple(
            BudgetEntry(code=code, name=name, cost_class=cost_class, amount_fen=fen)
            for (code, name, cost_class), fen in zip(LINES, self.estimate_fen, strict=True)
            if fen
        )
        return ApproveBudget(
            project=self.code,
            document=Document(
                doc_no=f"示发改审〔2025〕{100 + number}号",
                authority="示范区发展和改革局",
                issued_on=APPROVED_ON,
                title=f"关于{self.name}初步设计概算的批复",
                amount_fen=sum(self.estimate_fen),
            ),
            lines=entries,
            value_date=date(2026, 1, 6),
        )


def _plans() -> dict[str, ProjectPlan]:
    five = {key: (units.split(), leaders.split()) for key, units, leaders in rows(_FIVE, 3)}
    estimates = {key: tuple(map(wan, cells)) for key, *cells in rows(_ESTIMATES, 6)}
    found = {}
    for n, (key, kind, short, name, site, campaign) in enumerate(rows(_PROJECTS, 6), 1):
        parties = tuple(
            Responsible(
                role=role,
                party_id=FIRMS[unit].party_id,
                leader=leader,
                leader_cert_no=f"示建执{n:02d}{place}{len(leader)}26",
                letter_no=f"承诺〔2025〕{n:02d}-{place}",
                authorisation_no=f"授权〔2025〕{n:02d}-{place}",
                from_on=CHARGED_ON,
            )
            for place, (role, unit, leader) in enumerate(zip(ROLES, *five[key], strict=True), 1)
        )
        code = f"2511-{DIVISION}-04-01-{310_000 + n}"
        found[key] = ProjectPlan(
            key=key,
            code=code,
            short=short,
            name=name,
            kind=kind,
            site=site,
            campaign=campaign,
            parties=parties,
            estimate_fen=estimates[key],
        )
    return found


PROJECTS = _plans()
