"""Cost classes and the 47 allocable cost items (财建〔2016〕504号; form order as domain.md §3.2).

A cost item on a posting or certificate line is `01`..`47` for allocable costs and the name of the
cost class for everything else.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CostClass:
    """One of the classes of construction cost, with the accounts its obligations use."""

    key: str
    zh: str
    en: str
    cost_account: str
    payable_account: str
    advance_account: str


@dataclass(frozen=True, slots=True)
class AllocableItem:
    """One allocable item; `sign` is -1 where it reduces cost; evidence is seen or memory."""

    code: str
    zh: str
    en: str
    evidence: str
    sign: int = 1


CLASSES: dict[str, CostClass] = {
    row.key: row
    for row in (
        CostClass("works", "建筑工程", "Civil works", "16130101", "230201", "121401"),
        CostClass("installation", "安装工程", "Installation", "16130102", "230201", "121401"),
        CostClass("equipment", "设备投资", "Equipment", "161302", "230202", "121403"),
        CostClass("allocable", "待摊投资", "Allocable costs", "161303", "230205", "121401"),
        CostClass("other", "其他投资", "Other investment", "161304", "230205", "121401"),
    )
}

# The item of land acquisition and relocation: its creditors are households, not service firms.
COMPENSATION_ITEM = "06"
# Interest on loans: bond money may not pay it (L4).
LOAN_INTEREST_ITEM = "37"
# The management fee and the agency fee share one cap (财建〔2016〕504号).
MANAGEMENT_FEE_ITEMS = ("19", "20")
# Entertainment is part of the management fee and bounded by a share of it; forms fold it into 19.
ENTERTAINMENT_ITEM = "1901"

# Names of 1-15 and 25-39 were seen in form order; of 16-23, 42, 44-47 as names only; the rest is
# from memory.
_NAMES: tuple[tuple[str, str], ...] = (
    ("勘察费", "Survey"),
    ("设计费", "Design"),
    ("研究试验费", "Research and testing"),
    ("环境影响评价费", "Environmental assessment"),
    ("监理费", "Supervision"),
    ("土地征用及迁移补偿费", "Land acquisition and relocation"),
    ("土地复垦及补偿费", "Land reclamation"),
    ("土地使用税", "Land use tax"),
    ("耕地占用税", "Farmland occupation tax"),
    ("车船税", "Vehicle and vessel tax"),
    ("印花税", "Stamp duty"),
    ("临时设施费", "Temporary facilities"),
    ("文物保护费", "Protection of relics"),
    ("森林植被恢复费", "Forest restoration"),
    ("安全生产费", "Work safety"),
    ("安全鉴定费", "Safety appraisal"),
    ("网络租赁费", "Network lease"),
    ("系统运行维护监理费", "System operation supervision"),
    ("项目建设管理费", "Project management fee"),
    ("代建管理费", "Agency construction fee"),
    ("工程保险费", "Works insurance"),
    ("招投标费", "Tendering"),
    ("合同公证费", "Notarisation"),
    ("可行性研究费", "Feasibility study"),
    ("社会中介机构审计(查)费", "Outside audit"),
    ("工程检测费", "Works testing"),
    ("设备检验费", "Equipment inspection"),
    ("负荷联合试车费", "Load trial run"),
    ("固定资产损失", "Loss of fixed assets"),
    ("器材处理亏损", "Loss on disposal of materials"),
    ("设备盘亏及毁损", "Equipment shortage and damage"),
    ("报废工程损失", "Loss of scrapped works"),
    ("(贷款)项目评估费", "Loan appraisal"),
    ("国外借款手续费及承诺费", "Foreign loan fees"),
    ("汇兑损益", "Exchange differences"),
    ("坏账损失", "Bad debts"),
    ("借款利息", "Loan interest"),
    ("减:存款利息收入", "Less: deposit interest"),
    ("减:财政贴息资金", "Less: fiscal interest subsidy"),
    ("企业债券发行费", "Bond issue costs"),
    ("经济合同仲裁费", "Arbitration"),
    ("诉讼费", "Litigation"),
    ("律师代理费", "Lawyers"),
    ("航道维护费", "Waterway maintenance"),
    ("航标设施费", "Navigation aids"),
    ("航测费", "Aerial survey"),
    ("其他待摊投资", "Other allocable costs"),
)
_FROM_MEMORY = frozenset({"24", "40", "41", "43"})
_REDUCING = frozenset({"38", "39"})


def _item(number: int, zh: str, en: str) -> AllocableItem:
    code = f"{number:02d}"
    evidence = "memory" if code in _FROM_MEMORY else "seen"
    return AllocableItem(code, zh, en, evidence, -1 if code in _REDUCING else 1)


ITEMS: dict[str, AllocableItem] = {
    item.code: item for item in (_item(n, zh, en) for n, (zh, en) in enumerate(_NAMES, 1))
}


SUBITEMS: dict[str, AllocableItem] = {
    ENTERTAINMENT_ITEM: AllocableItem(ENTERTAINMENT_ITEM, "业务招待费", "Entertainment", "seen")
}
"""Parts of an item that are kept apart because a rule bounds them; the first two digits name it."""


def form_item(cost_item: str) -> str:
    """Return the item under which the forms print a cost item: a part stands in its whole."""
    return cost_item[:2] if cost_item in SUBITEMS else cost_item


def cost_class_of(cost_item: str) -> str:
    """Return the class of a cost item; KeyError when it is neither an item nor a class."""
    if form_item(cost_item) in ITEMS:
        return "allocable"
    return CLASSES[cost_item].key


def cost_account(cost_item: str) -> str:
    """Return the account of construction in progress that a cost item is booked to."""
    return CLASSES[cost_class_of(cost_item)].cost_account


def payable_account(cost_item: str) -> str:
    """Return the payable account an obligation of this cost item stands on."""
    if cost_item == COMPENSATION_ITEM:
        return "230204"
    return CLASSES[cost_class_of(cost_item)].payable_account


def advance_account(cost_item: str) -> str:
    """Return the account an advance for this cost item stands on."""
    if cost_item == COMPENSATION_ITEM:
        return "121404"
    return CLASSES[cost_class_of(cost_item)].advance_account


def cost_item_name(cost_item: str, lang: str = "zh") -> str:
    """Return the printable name of a cost item in `lang` (zh or en)."""
    row = ITEMS.get(cost_item) or SUBITEMS.get(cost_item) or CLASSES[cost_item]
    return row.zh if lang == "zh" else row.en
