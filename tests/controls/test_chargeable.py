"""What may be charged to cost, by table; the ladder of the management fee by its vectors."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cityledger.controls import catalog, chargeable, pack
from cityledger.controls.parameters import Parameters
from cityledger.kernel import costs
from cityledger.kernel.errors import Finding
from tests.controls.payment_case import WAN

NATIONAL = Parameters(pack.national().parameters)
ON = date(2025, 5, 31)

LINE = chargeable.ChargedLine(n=1, cost_item="02", gross_fen=10 * WAN)
GOOD = chargeable.ChargedCost(
    contract="S1",
    project="P1",
    certified_on=ON,
    budget_line="待摊投资",
    cost_class="allocable",
    agreed_item="02",
    lines=(LINE,),
    usable_on=date(2025, 3, 2),
    bond_kind=("履约担保", "performance guarantee"),
)
FEE_LINE = replace(LINE, cost_item="19", gross_fen=5 * WAN)
# A project of 1,000万: the cap is 20万, entertainment at most a twentieth of it, 1万.
FEE: dict[str, Any] = {
    "agreed_item": "19",
    "lines": (FEE_LINE,),
    "invoiced_fen": 5 * WAN,
    "certified_fen": 5 * WAN,
    "fee_base_fen": 1_000 * WAN,
    "fees_fen": 15 * WAN,
}
HOSTED: dict[str, Any] = FEE | {
    "lines": (replace(FEE_LINE, cost_item="1901", gross_fen=WAN // 2),),
    "entertainment_fen": WAN // 2,
}


def line(**changes: object) -> dict[str, Any]:
    changed = replace(LINE, **changes)  # type: ignore[arg-type]
    return {"lines": (changed,), "agreed_item": changed.cost_item}


ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    # 1. Outside the approved content: the budget line is of another class.
    ({"cost_class": "works"}, ["not_approved"]),
    (line(cost_item="works") | {"cost_class": "works"}, []),
    # 2. Not as contracted.
    ({"agreed_item": "05"}, ["not_contracted"]),
    ({"agreed_item": None}, []),
    # 3. Illegal levies.
    (line(is_levy=True), ["illegal_levy"]),
    (line(is_levy=True, has_basis=True), []),
    # 4. No invoice: what nobody measures is charged by its verified invoices.
    (FEE, []),
    (FEE | {"invoiced_fen": 5 * WAN - 1}, ["no_papers"]),
    (FEE | {"invoiced_fen": 0}, ["no_papers"]),
    ({"certified_fen": 1}, []),
    # 5. Losses of others, or that nobody approved.
    (line(cost_item="32"), ["loss_of_others"]),
    (line(cost_item="32", has_basis=True), []),
    (line(cost_item="32", has_basis=True, caused_by="某某设计院"), ["loss_of_others"]),
    (line(caused_by="某某设计院"), ["loss_of_others"]),
    # 6. More than three months after acceptance conditions were met.
    ({"usable_on": date(2025, 3, 1)}, ["after_acceptance"]),
    ({"usable_on": date(2025, 3, 1), "is_late_allowed": True}, []),
    ({"usable_on": None}, []),
    # 7. Cost of another project.
    (line(other_project="P2"), ["other_project"]),
    (line(other_project="P1"), []),
    # The caps of the fee.
    (FEE | {"fees_fen": 15 * WAN + 1}, ["management_fee"]),
    (FEE | {"fee_base_fen": 1_000 * WAN - 50}, ["management_fee"]),
    ({"fees_fen": 15 * WAN + 1, "fee_base_fen": 0}, []),
    (FEE | {"agreed_item": "20", "lines": (replace(FEE_LINE, cost_item="20"),)}, []),
    (
        FEE
        | {"agreed_item": "20", "lines": (replace(FEE_LINE, cost_item="20"),)}
        | {"fees_fen": 15 * WAN + 1},
        ["management_fee"],
    ),
    (HOSTED, []),
    (HOSTED | {"entertainment_fen": WAN // 2 + 1}, ["entertainment"]),
    # Contracts that are not ours to certify, or that secure the same twice.
    ({"is_subcontract": True}, ["subcontract"]),
    ({"retained_fen": 1, "bond_fen": 1}, ["retained_beside_bond"]),
    ({"retained_fen": 0, "bond_fen": 1}, []),
    (
        line(is_levy=True, other_project="P2") | {"usable_on": date(2025, 1, 1)},
        ["illegal_levy", "after_acceptance", "other_project"],
    ),
]


@pytest.mark.parametrize(("changes", "codes"), ROWS)
def test_charged(changes: dict[str, Any], codes: list[str]) -> None:
    """Each of the seven classes is refused, and what stands beside it is charged."""
    found = chargeable.check(replace(GOOD, **changes), NATIONAL)

    assert [f"certificate.{code}" for code in codes] == [finding.code for finding in found]


@pytest.mark.parametrize(
    ("base", "cap"), [(500, 10), (3_000, 50), (8_000, 116), (20_000, 240), (200_000, 1_340)]
)
def test_the_ladder_by_its_vectors(base: int, cap: int) -> None:
    """The five vectors of the fee's ladder, in 万元, and refused one fen beyond each."""
    assert cap * WAN == chargeable.fee_cap_fen(base * WAN, NATIONAL, ON)
    at = FEE | {"fee_base_fen": base * WAN, "fees_fen": (cap - 5) * WAN}
    over = at | {"fees_fen": (cap - 5) * WAN + 1}
    assert () == chargeable.check(replace(GOOD, **at), NATIONAL)
    codes = [finding.code for finding in chargeable.check(replace(GOOD, **over), NATIONAL)]
    assert ["certificate.management_fee"] == codes


def test_entertainment_is_part_of_the_fee() -> None:
    """It is kept apart by two more digits, and the forms fold it into item 19."""
    assert "19" == costs.form_item(costs.ENTERTAINMENT_ITEM)
    assert "02" == costs.form_item("02")
    assert "allocable" == costs.cost_class_of(costs.ENTERTAINMENT_ITEM)
    assert "业务招待费" == costs.cost_item_name(costs.ENTERTAINMENT_ITEM)


def test_every_rule_has_a_row_and_fills_its_sentences() -> None:
    """A rule without a row is a rule nobody has seen fire."""
    found: list[Finding] = []
    for changes, _ in ROWS:
        found += chargeable.check(replace(GOOD, **changes), NATIONAL)

    assert {row.code for row in chargeable.CONTROLS} == {finding.code for finding in found}
    for finding in found:
        for lang in ("zh", "en"):
            text = catalog.sentence(finding, lang) + catalog.remedy(finding, lang)
            assert "…" not in text
            assert "{" not in text


ITEMS = re.split(
    " ",
    "勘察 设计 研究试验 环境影响评价 监理 土地征用及迁移补偿 土地复垦及补偿 土地使用税 耕地占用税"
    " 车船税 印花税 临时设施 文物保护 森林植被恢复 安全生产 安全鉴定 网络租赁 系统运行维护监理"
    " 项目建设管理费 代建管理费 工程保险 招投标 合同公证 可行性研究 社会中介机构审计(查) 工程检测"
    " 设备检验 负荷联合试车 固定资产损失 器材处理亏损 设备盘亏及毁损 报废工程损失 (贷款)项目评估"
    " 国外借款手续费及承诺费 汇兑损益 坏账损失 借款利息 减:存款利息收入 减:财政贴息资金"
    " 企业债券发行费 经济合同仲裁 诉讼 律师代理 航道维护 航标设施 航测 其他待摊",
)
"""The allocable items in the order of the form (domain.md §3.2)."""


@pytest.mark.parametrize(("number", "name"), list(enumerate(ITEMS, 1)))
def test_every_allocable_item_can_be_charged(number: int, name: str) -> None:
    """The 47 items stand in the form's order, and each is charged to a line of its class."""
    code = f"{number:02d}"
    assert costs.ITEMS[code].zh.startswith(name)
    item = replace(LINE, cost_item=code, has_basis=True)
    facts = replace(
        GOOD,
        lines=(item,),
        agreed_item=code,
        fee_base_fen=1_000 * WAN,
        invoiced_fen=item.gross_fen,
        certified_fen=item.gross_fen,
    )
    assert () == chargeable.check(facts, NATIONAL)


def test_there_are_47_items() -> None:
    """No more and no fewer."""
    assert 47 == len(ITEMS) == len(costs.ITEMS)
