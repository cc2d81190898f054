"""What may be charged to a project's cost: the seven classes that may not, and the fee caps.

The classes are those of 财建〔2016〕504号 (domain.md §3.2). The cap of the management fee is a
ladder on the approved 概算 without land acquisition.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.contract import percent
from cityledger.controls.control import Control, Source
from cityledger.controls.parameters import ladder_fen
from cityledger.kernel import costs, money
from cityledger.kernel.days import add_days
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters

_LAW = "财建〔2016〕504号"

NOT_APPROVED = Control(
    code="certificate.not_approved",
    zh="超出批准内容的支出",
    en="Outside the approved content",
    source=Source(_LAW, "不得列支:超出批准建设内容", "unverified"),
    says_zh="第{line}行费用“{item}”不属于概算项目“{budget_line}”批准的内容。",
    says_en="Line {line}: “{item_en}” is not what budget line “{budget_line}” approves.",
    remedy_zh="记入对应的概算项目,或先调整概算。",
    remedy_en="Charge the budget line it belongs to, or have the estimate adjusted.",
)
NOT_CONTRACTED = Control(
    code="certificate.not_contracted",
    zh="不符合合同的支出",
    en="Not as contracted",
    source=Source(_LAW, "不得列支:不符合合同协议", "unverified"),
    says_zh="第{line}行费用“{item}”,合同{contract}约定的是“{agreed}”。",
    says_en="Line {line}: “{item_en}”; contract {contract} is for “{agreed_en}”.",
    remedy_zh="按合同约定的费用项目计量。",
    remedy_en="Certify the cost item the contract is for.",
)
LEVY = Control(
    code="certificate.illegal_levy",
    zh="非法收费和摊派",
    en="Illegal levy",
    source=Source(_LAW, "不得列支:非法收费和摊派", "unverified"),
    says_zh="第{line}行收费{amount_fen}元没有收费依据文件。",
    says_en="Line {line}: a levy of {amount_fen} cites no paper that allows it.",
    remedy_zh="登记并引用收费依据;没有依据的拒绝缴纳。",
    remedy_en="Register and cite the paper; without one, refuse to pay.",
)
NO_PAPERS = Control(
    code="certificate.no_papers",
    zh="票据不全、无审批、无责任人签字",
    en="No invoice, approval or signature",
    source=Source(_LAW, "不得列支:无发票、发票项目不全、无审批手续、无责任人员签字", "unverified"),
    says_zh="第{line}行“{item}”{gross_fen}元:{lacking}。",
    says_en="Line {line}, “{item_en}” of {gross_fen}: {lacking_en}.",
    remedy_zh="补齐发票、批复和签字后再列支。",
    remedy_en="Complete invoice, approval and signature first.",
)
LOSS = Control(
    code="certificate.loss_of_others",
    zh="应由他人承担或未经批准的损失",
    en="Loss of others, or not approved",
    source=Source(_LAW, "不得列支:因设计、施工、供货单位造成的损失和未批准的损失", "unverified"),
    says_zh="第{line}行损失“{item}”{gross_fen}元:{why}。",
    says_en="Line {line}, loss “{item_en}” of {gross_fen}: {why_en}.",
    remedy_zh="由责任单位赔偿;其他损失先报批。",
    remedy_en="Claim it from whoever caused it; have any other loss approved first.",
)
TOO_LATE = Control(
    code="certificate.after_acceptance",
    zh="具备验收条件三个月后的支出",
    en="More than three months after acceptance was due",
    source=Source(_LAW, "不得列支:验收条件具备之日起三个月后的支出", "unverified"),
    says_zh="项目{usable_on}具备条件,{certified_on}的支出超过{last_on}。",
    says_en="Usable since {usable_on}; cost of {certified_on} is later than {last_on}.",
    remedy_zh="不列入项目成本,由运行经费负担。",
    remedy_en="It is not cost of the project: charge operations.",
    parameters=("closing.charge_days",),
)
OTHER_PROJECT = Control(
    code="certificate.other_project",
    zh="其他项目的支出",
    en="Cost of another project",
    source=Source(_LAW, "不得列支:其他项目的支出", "unverified"),
    says_zh="第{line}行支出属于项目{other},合同{contract}属于项目{project}。",
    says_en="Line {line} is cost of project {other}; {contract} is of {project}.",
    remedy_zh="记入所属项目的合同。",
    remedy_en="Charge a contract of that project.",
)
FEE = Control(
    code="certificate.management_fee",
    zh="项目建设管理费超过控制数",
    en="Management fee above its cap",
    source=Source(_LAW, "项目建设管理费总额控制数", "read"),
    says_zh="管理费和代建管理费累计{total_fen}元,控制数{cap_fen}元(概算基数{base_fen}元)。",
    says_en="Management fees of {total_fen} exceed the cap {cap_fen} on {base_fen}.",
    remedy_zh="压减管理费;超出部分由单位经费负担。",
    remedy_en="Spend less; what is above is paid from the unit's own budget.",
    parameters=("management_fee.ladder", "management_fee.excluded_words"),
)
ENTERTAINMENT = Control(
    code="certificate.entertainment",
    zh="业务招待费超过比例",
    en="Entertainment above its share",
    source=Source(_LAW, "业务招待费", "read"),
    says_zh="业务招待费累计{total_fen}元,超过管理费控制数的{share}即{limit_fen}元。",
    says_en="Entertainment of {total_fen} exceeds {share} of the fee's cap, {limit_fen}.",
    remedy_zh="超出部分不得列支。",
    remedy_en="What is above may not be charged.",
    parameters=("management_fee.entertainment_max_bp", "management_fee.ladder"),
)
SUBCONTRACT = Control(
    code="certificate.subcontract",
    zh="分包合同不由建设单位计量",
    en="Subcontract certified by us",
    source=Source("本程序规则", "分包由总包单位计量付款", "own"),
    says_zh="合同{contract}是分包合同,不能计量。",
    says_en="{contract} is a subcontract; we certify nothing under it.",
    remedy_zh="在主合同下计量。",
    remedy_en="Certify under the main contract.",
)
BOND_HELD = Control(
    code="certificate.retained_beside_bond",
    zh="已收担保又扣质保金",
    en="Retained beside a bond",
    source=Source("建质〔2017〕138号", "不得同时预留", "unverified"),
    says_zh="合同{contract}已收{kind}{held_fen}元,本期又扣质保金{retained_fen}元。",
    says_en="{contract}: {kind_en} of {held_fen} is held and {retained_fen} retained besides.",
    remedy_zh="退还其一后再计量。",
    remedy_en="Give one of the two back first.",
    parameters=("guarantee.excludes_retention_forms",),
)

CONTROLS = (
    NOT_APPROVED,
    NOT_CONTRACTED,
    LEVY,
    NO_PAPERS,
    LOSS,
    TOO_LATE,
    OTHER_PROJECT,
    FEE,
    ENTERTAINMENT,
    SUBCONTRACT,
    BOND_HELD,
)
LOSS_ITEMS = ("29", "30", "31", "32", "36")
"""Losses among the allocable items: fixed assets, materials, equipment, scrapped works, debts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargedLine:
    """One cost of a certificate, with what its papers say about it.

    `caused_by` names who is to bear a loss; `has_basis` that a registered paper allows a levy or
    approves a loss; `other_project` is the code of the project the paper names, if another.
    """

    n: int
    cost_item: str
    gross_fen: int
    is_levy: bool = False
    caused_by: str = ""
    has_basis: bool = False
    other_project: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargedCost:
    """A certificate as cost: its lines, its contract and budget line, fees certified so far.

    `invoiced_fen` and `certified_fen` are all invoices and certificates of the contract before and
    with this one; they are compared for management fees, which nobody measures. `usable_on` is
    the day acceptance conditions were met.
    """

    contract: str
    project: str
    certified_on: date
    budget_line: str
    cost_class: str
    agreed_item: str | None
    lines: tuple[ChargedLine, ...]
    is_late_allowed: bool = False
    usable_on: date | None = None
    invoiced_fen: int = 0
    certified_fen: int = 0
    fee_base_fen: int = 0
    fees_fen: int = 0
    entertainment_fen: int = 0
    is_subcontract: bool = False
    retained_fen: int = 0
    bond_fen: int = 0
    bond_kind: tuple[str, str] = ("", "")


def fee_cap_fen(base_fen: int, parameters: Parameters, on: date) -> int:
    """Return the cap of the management fee on an approved 概算 without land acquisition, in fen."""
    return ladder_fen(base_fen, parameters.ladder("management_fee.ladder", on))


def check(facts: ChargedCost, parameters: Parameters) -> tuple[Finding, ...]:
    """Return every finding against a certificate as cost of its project."""
    found = [
        *_content(facts),
        *_papers(facts),
        *_time(facts, parameters),
        *_fees(facts, parameters),
        *_contract(facts),
    ]
    order = {control.code: n for n, control in enumerate(CONTROLS)}
    return tuple(sorted(found, key=lambda finding: order[finding.code]))


def _names(item: str) -> dict[str, str]:
    return {"item": costs.cost_item_name(item), "item_en": costs.cost_item_name(item, "en")}


def _content(facts: ChargedCost) -> Iterator[Finding]:
    for line in facts.lines:
        if costs.cost_class_of(line.cost_item) != facts.cost_class:
            yield Finding.of(
                NOT_APPROVED.code,
                line=line.n,
                **_names(line.cost_item),
                budget_line=facts.budget_line,
            )
        agreed = facts.agreed_item
        if agreed is not None and costs.form_item(line.cost_item) != costs.form_item(agreed):
            yield Finding.of(
                NOT_CONTRACTED.code,
                line=line.n,
                **_names(line.cost_item),
                contract=facts.contract,
                agreed=costs.cost_item_name(agreed),
                agreed_en=costs.cost_item_name(agreed, "en"),
            )
        if line.other_project and line.other_project != facts.project:
            yield Finding.of(
                OTHER_PROJECT.code,
                line=line.n,
                other=line.other_project,
                contract=facts.contract,
                project=facts.project,
            )


def _papers(facts: ChargedCost) -> Iterator[Finding]:
    for line in facts.lines:
        if line.is_levy and not line.has_basis:
            yield Finding.of(LEVY.code, line=line.n, amount_fen=line.gross_fen)
        if line.caused_by or (line.cost_item in LOSS_ITEMS and not line.has_basis):
            by = line.caused_by
            yield Finding.of(
                LOSS.code,
                line=line.n,
                **_names(line.cost_item),
                gross_fen=line.gross_fen,
                why=f"由{by}造成" if by else "没有批准文件",
                why_en=f"caused by {by}" if by else "no paper approves it",
            )
        if _is_fee(line) and facts.certified_fen > facts.invoiced_fen:
            yield Finding.of(
                NO_PAPERS.code,
                line=line.n,
                **_names(line.cost_item),
                gross_fen=line.gross_fen,
                lacking=f"已查验发票{money.text(facts.invoiced_fen)}元,"
                f"累计列支{money.text(facts.certified_fen)}元",
                lacking_en=f"invoices {money.text(facts.invoiced_fen)},"
                f" charged {money.text(facts.certified_fen)}",
            )


def _is_fee(line: ChargedLine) -> bool:
    return costs.form_item(line.cost_item) in costs.MANAGEMENT_FEE_ITEMS


def _time(facts: ChargedCost, parameters: Parameters) -> Iterator[Finding]:
    charged = sum(line.gross_fen for line in facts.lines)
    if facts.usable_on is None or facts.is_late_allowed or charged <= 0:
        return
    last_on = add_days(facts.usable_on, parameters.days("closing.charge_days", facts.certified_on))
    if facts.certified_on > last_on:
        yield Finding.of(
            TOO_LATE.code,
            usable_on=facts.usable_on,
            certified_on=facts.certified_on,
            last_on=last_on,
        )


def _fees(facts: ChargedCost, parameters: Parameters) -> Iterator[Finding]:
    now = sum(line.gross_fen for line in facts.lines if _is_fee(line))
    if now <= 0:
        return
    cap, on = fee_cap_fen(facts.fee_base_fen, parameters, facts.certified_on), facts.certified_on
    total = facts.fees_fen + now
    if total > cap:
        base = facts.fee_base_fen
        yield Finding.of(FEE.code, total_fen=total, cap_fen=cap, base_fen=base)
    treats = costs.ENTERTAINMENT_ITEM
    hosted = sum(line.gross_fen for line in facts.lines if line.cost_item == treats)
    share = parameters.bp("management_fee.entertainment_max_bp", on)
    limit = money.share_bp(cap, share)
    if hosted > 0 and facts.entertainment_fen + hosted > limit:
        yield Finding.of(
            ENTERTAINMENT.code,
            total_fen=facts.entertainment_fen + hosted,
            share=percent(share),
            limit_fen=limit,
        )


def _contract(facts: ChargedCost) -> Iterator[Finding]:
    if facts.is_subcontract:
        yield Finding.of(SUBCONTRACT.code, contract=facts.contract)
    if facts.retained_fen > 0 and facts.bond_fen > 0:
        yield Finding.of(
            BOND_HELD.code,
            contract=facts.contract,
            kind=facts.bond_kind[0],
            kind_en=facts.bond_kind[1],
            held_fen=facts.bond_fen,
            retained_fen=facts.retained_fen,
        )
