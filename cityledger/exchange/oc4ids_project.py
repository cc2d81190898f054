"""One OC4IDS project: registration, five parties, sources, budget, contracts, variations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cityledger.actions.funding import RegisterSource
from cityledger.actions.legacy import OpenBudget, OpenContract, OpenVariation
from cityledger.actions.projects import BudgetEntry, Document, RegisterProject
from cityledger.kernel import words
from cityledger.kernel.costs import CLASSES

if TYPE_CHECKING:
    from datetime import date

    from cityledger.exchange.oc4ids_parties import Parties
    from cityledger.exchange.oc4ids_values import Result
    from cityledger.exchange.pointer import Node

# fmt: off
KIND_BY_SECTOR = (
    ("socialHousing", "shantytown_renewal"), ("waterAndWaste", "drainage"),
    ("naturalResources", "ecological_restoration"), ("energy", "heat"), ("transport", "road"),
)
"""Our kinds of project by the first part of an OC4IDS sector; anything else is `other`."""

PHASES = {
    "identification": "proposed", "preparation": "preparing", "implementation": "building",
    "completion": "completed", "maintenance": "delivered", "decommissioning": "delivered",
    "decommissioned": "delivered",
}
NATURES = {
    "construction": ("works", "works", "works", "contractor"),
    "design": ("design", "allocable", "02", "designer"),
    "supervision": ("supervision", "allocable", "05", "supervisor"),
}
"""contractNature: kind of contract, cost class, cost item, the one of the five it makes."""

SERVICE = ("service", "other", "other", "")
FINANCE_KINDS = {
    "loan": "policy_loan", "bond": "special_bond", "grant": "upper_special",
    "shares.listed": "private_capital", "shares.unlisted": "ppp_capital",
}
LEVELS = {"national": "central", "regional": "province", "local": "district"}
# fmt: on
UNALLOCATED = "99"
DAYS_PER_YEAR = 365


@dataclass(slots=True)
class Deal:
    """A contract of the project as it will be signed, with its variations in order of date."""

    node: Node
    contract_no: str
    nature: tuple[str, str, str, str]
    party_id: str
    payee_account: str
    name: str
    price_fen: int
    signed_on: date
    variations: list[tuple[date, Node, str, int, str]] = field(default_factory=list)

    @property
    def need_fen(self) -> int:
        """What the budget line must carry at most while price and variations are booked."""
        running = most = self.price_fen
        for _, _, _, fen, _ in self.variations:
            running += fen
            most = max(most, running)
        return most


@dataclass(slots=True)
class ProjectMap:
    """Maps one project; `deals` are what its money is paid under."""

    node: Node
    result: Result
    parties: Parties
    taken: set[str]
    code: str = ""
    deals: list[Deal] = field(default_factory=list)
    starts_on: date | None = None

    def run(self) -> None:
        """Add the orders of the project, up to its contracts and variations."""
        node = self.node
        self.code = node.text("id")
        self.parties.list_all(node)
        self.starts_on = node.day("period", "startDate")
        processes = node.each("contractingProcesses")
        self.deals = [deal for process in processes for deal in self._deal(process)]
        self._register()
        self._five()
        self._sources()
        self._budget()
        for deal in self.deals:
            self._sign(deal)

    def _register(self) -> None:
        node = self.node
        sector = next((s.mark().value for s in node.each("sector")), "")
        for further in node.each("sector"):
            further.mark()
        kinds = (ours for theirs, ours in KIND_BY_SECTOR if str(sector).startswith(theirs))
        status = node.text("status")
        if status and status not in PHASES:
            self.result.note(node.at("status"), f"阶段 {status} 没有对应 no such phase here")
        life = node.number("assetLifetime", "durationInDays")
        years = (int(life) + DAYS_PER_YEAR // 2) // DAYS_PER_YEAR if life is not None else None
        site = next((place.text("description") for place in node.each("locations")), "")
        command = RegisterProject(
            code=self.code,
            name=node.text("title") or self.code,
            kind=next(kinds, "other"),
            phase=PHASES.get(status),
            site=site or None,
            starts_on=self.starts_on,
            ends_on=node.day("period", "endDate"),
            design_life_years=years,
        )
        self.result.order("project", "project", node, command, f"project:{self.code}")

    def _five(self) -> None:
        """Say who answers for the project, for an officer to register with leader and papers.

        OC4IDS names neither leaders nor letters, and the gate registers no party without them: a
        row that lacked them would later let a payment pass that must not.
        """
        authority = self.node.at("publicAuthority")
        found = {"client": self.parties.take(authority)} if authority.exists else {}
        for deal in self.deals:
            if deal.nature[3]:
                found.setdefault(deal.nature[3], deal.party_id)
        for role, party_id in found.items():
            if party_id is not None:
                said = f"{words.term(role)}应为 {party_id},补齐负责人、承诺书、授权书后登记"
                self.result.note(self.node, f"{said} {role}: leader and papers are not published")

    def _sources(self) -> None:
        for group in self.node.each("budget", "budgetBreakdowns"):
            said = "分年度预算写入批复标题,不作指标(已用多少没有公开) kept as text, not allotted"
            self.result.note(group, said)
            for row in group.each("budgetBreakdown"):
                self._source(row, row.at("sourceParty"), "general_budget", "own_budget", None)
        for finance in self.node.each("budget", "finance"):
            kind = FINANCE_KINDS.get(finance.text("type"))
            if kind is None:
                self.result.skip(finance, "融资种类没有对应 no such kind of source here")
                continue
            route = "other_level" if kind == "upper_special" else "market"
            programme = finance.text("source") or None
            self._source(finance, finance.at("financingParty"), kind, route, programme)
            self.result.note(finance, "融资条件(金额、利率、期限)未入账 its terms are not booked")

    def _source(
        self, node: Node, party: Node, kind: str, route: str, programme: str | None
    ) -> None:
        name = party.text("name") or party.text("id")
        if not name:
            self.result.note(node, "资金来源没有名称 a source without a name")
            return
        party.at("id").mark()
        if f"{kind} {name}" in self.taken:
            return
        self.taken.add(f"{kind} {name}")
        named = name if name not in self.taken else f"{name} ({kind})"
        self.taken.add(name)
        level = "market" if route == "market" else self._level(party.text("id"))
        command = RegisterSource(
            name=named, kind=kind, level=level, route=route, programme=programme
        )
        self.result.order("source", "fund_source", node, command)

    def _level(self, party_id: str) -> str:
        for party in self.node.each("parties"):
            if party.at("id").value == party_id:
                for row in party.each("classifications"):
                    if row.at("scheme").value == "costIdsAdministrativeLevel":
                        row.mark()
                        return LEVELS.get(str(row.at("id").value), "district")
        return "district"

    def _deal(self, process: Node) -> list[Deal]:
        """Return the contract of a contracting process, or note why it is none."""
        summary = process.at("summary")
        price = self.result.fen(summary.at("contractValue"))
        suppliers = list(summary.each("suppliers"))
        signed_on = summary.day("contractPeriod", "startDate") or self.starts_on
        if price is None or price <= 0 or not suppliers or signed_on is None:
            self.result.skip(process, "没有合同价、供应商或日期,不是合同 not a contract yet")
            return []
        party = self.parties.take(suppliers[0])
        if party is None:
            return []
        for other in suppliers[1:]:
            self.result.skip(other, "联合体其他成员未登记为合同方 only the first supplier is paid")
        reference, ocid = summary.text("externalReference"), process.text("id")
        contract_no = reference if reference and reference not in self.taken else ocid
        self.taken.add(contract_no)
        summary.at("ocid").mark()
        deal = Deal(
            node=summary,
            contract_no=contract_no,
            nature=self._nature(summary),
            party_id=party,
            payee_account=self.parties.payee(suppliers[0], party),
            name=summary.text("title") or contract_no,
            price_fen=price,
            signed_on=signed_on,
        )
        for change in summary.each("modifications"):
            self._modification(deal, change)
        deal.variations.sort(key=lambda row: row[0])
        self._final(deal, summary)
        return [deal]

    def _nature(self, summary: Node) -> tuple[str, str, str, str]:
        natures = [str(node.mark().value) for node in summary.each("nature")]
        known = [name for name in NATURES if name in natures]
        if len(natures) > 1:
            said = f"合同兼有 {', '.join(natures)},按 {known[:1]} 登记 booked as one nature"
            self.result.note(summary.at("nature"), said)
        return NATURES[known[0]] if known else SERVICE

    def _modification(self, deal: Deal, change: Node) -> None:
        old, new = change.at("oldContractValue"), change.at("newContractValue")
        if not (old.exists and new.exists):
            self.result.skip(change, "工期或范围变更不动金额,未入账 no change of value")
            return
        before, after = self.result.fen(old), self.result.fen(new)
        on = change.day("date")
        if before is None or after is None or before == after or on is None:
            self.result.skip(change, "变更缺金额或日期,未入账 no value or no day")
            return
        change.at("type").mark()
        reason = change.text("rationale") or change.text("description") or "—"
        deal.variations.append((on, change, change.text("id"), after - before, reason))

    def _final(self, deal: Deal, summary: Node) -> None:
        final = self.result.fen(summary.at("finalValue"))
        now = deal.price_fen + sum(fen for _, _, _, fen, _ in deal.variations)
        if final is not None and final != now:
            self.result.note(
                summary.at("finalValue"), "结算值与合同价加变更不等,未入账 differs, not booked"
            )

    def _budget(self) -> None:
        """Approve the budget: one line per cost class that has contracts, and what is left over."""
        node = self.node.at("budget")
        needs = self._needs()
        wanted = sum(needs.values())
        approved = self.result.fen(node.at("amount"))
        final = self.result.fen(self.node.at("completion", "finalValue"))
        total = approved if approved is not None else max(final or 0, wanted)
        if approved is None and total:
            self.result.note(
                node, "没有预算金额,按完工值或合同合计登记 no budget amount is published"
            )
        elif total < wanted <= (final or 0):
            total = final or 0
            self.result.note(
                node.at("amount"),
                "合同与变更超过预算,按完工值登记概算 raised to completion.finalValue",
            )
        if total < wanted:
            reason = "合同价与变更合计超过预算(国令712号第二十三条) contracts exceed the budget"
            self.result.problem(node, str(total), reason, "更正金额,或填写 completion.finalValue")
            return
        if total:
            self._approve(node, total, needs)

    def _needs(self) -> dict[str, int]:
        needs: dict[str, int] = {}
        for deal in self.deals:
            needs[deal.nature[1]] = needs.get(deal.nature[1], 0) + deal.need_fen
        return needs

    def _approve(self, node: Node, total: int, needs: dict[str, int]) -> None:
        lines = [
            BudgetEntry(code=name, name=CLASSES[name].zh, cost_class=name, amount_fen=fen)
            for name, fen in needs.items()
        ]
        if rest := total - sum(needs.values()):
            lines.append(
                BudgetEntry(code=UNALLOCATED, name="未分配", cost_class="other", amount_fen=rest)
            )
        document = self._document(node, total)
        if document is None:
            self.result.problem(node, "", "没有批复日期 no day of approval", "填写 approvalDate")
            return
        command = OpenBudget(
            project=self.code, document=document, lines=tuple(lines), value_date=document.issued_on
        )
        made, needed = f"budget:{self.code}", (f"project:{self.code}",)
        self.result.order("budget", "budget_line", node, command, made, needed)

    def _document(self, budget: Node, total: int) -> Document | None:
        papers = self.node.each("documents")
        paper = next((p for p in papers if p.at("documentType").value == "budgetApproval"), None)
        on = budget.day("approvalDate") or (paper.day("datePublished") if paper else None)
        on = on or self.starts_on or min((d.signed_on for d in self.deals), default=None)
        if on is None:
            return None
        title = (paper.text("title") if paper else "") or budget.text("description") or "概算"
        groups = budget.each("budgetBreakdowns")
        rows = (row for group in groups for row in group.each("budgetBreakdown"))
        parts = list(filter(None, map(self._planned, rows)))
        planned = f"({'; '.join(parts)})" if parts else ""
        number = paper.text("id") if paper else "budget"
        if paper:
            paper.at("documentType").mark()
        author = paper.text("author") if paper else ""
        return Document(
            doc_no=f"{self.code}/{number}",
            authority=author or self.node.text("publicAuthority", "name") or "—",
            issued_on=on,
            title=title + planned,
            amount_fen=total,
        )

    def _planned(self, row: Node) -> str:
        """Return a line of the yearly breakdown as text: it says who was to pay when."""
        amount = row.number("amount", "amount")
        if amount is None:
            return ""
        year = row.day("period", "startDate")
        row.day("period", "endDate")
        what = row.text("description") or row.text("id")
        row.at("id").mark()
        when = f"{year.year} " if year else ""
        return f"{when}{what} {amount} {row.text('amount', 'currency')}"

    def _sign(self, deal: Deal) -> None:
        kind, cost_class, item, _ = deal.nature
        command = OpenContract(
            contract_no=deal.contract_no,
            project=self.code,
            kind=kind,
            name=deal.name,
            party_id=deal.party_id,
            payee_account=deal.payee_account,
            price_fen=deal.price_fen,
            signed_on=deal.signed_on,
            budget_line=cost_class,
            cost_item=item,
        )
        needs = (f"budget:{self.code}", f"party:{deal.party_id}", f"account:{deal.payee_account}")
        made = f"contract:{deal.contract_no}"
        self.result.order("contract", "contract", deal.node, command, made, needs)
        for on, node, number, fen, reason in deal.variations:
            change = OpenVariation(
                contract=deal.contract_no,
                doc_no=number,
                amount_fen=fen,
                approved_on=on,
                reason=reason,
            )
            self.result.order("variation", "variation", node, change, needs=(made,))
