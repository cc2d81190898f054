"""Which projects an alert is about: found by the key the alert carries, each table read once."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from cityledger.model.contracts import Contract, Guarantee, Insurance
from cityledger.model.oversight import Interference, OverrideRequest, Task
from cityledger.model.payments import PaymentRequest
from cityledger.model.projects import Responsibility
from cityledger.model.renewal import Plot
from cityledger.model.supervision import Inspection, Milestone, Tip
from cityledger.views.find import many, one
from cityledger.views.shares import shares

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cityledger.model.base import Row
    from cityledger.store.engine import Read
    from cityledger.views.alerts import Alert

_OWN = frozenset({"site_rebuilt", "accounts_due"})
"""Alerts whose key is the project itself."""

_OF_CONTRACT = frozenset(
    {"certificate_due", "ppp_unscored", "ppp_capital_late", "bid_bond_due", "subcontract_share"}
)
_OF_TRANCHE = frozenset({"tranche_expiring", "tranche_idle", "tranche_lapsing", "surplus_due"})
_OF_PARTY = frozenset({"qualification_expiring", "party_unqualified"})
_TABLES: dict[str, tuple[type[Row], str]] = {
    "guarantee_expiring": (Guarantee, "guarantee_id"),
    "insurance_expiring": (Insurance, "insurance_id"),
    "payment_waiting": (PaymentRequest, "payment_request_id"),
    "interference_open": (Interference, "interference_id"),
    "interference_unreported": (Interference, "interference_id"),
    "override_expiring": (OverrideRequest, "override_id"),
    "task_open": (Task, "task_id"),
    "milestone_due": (Milestone, "milestone_id"),
    "finding_open": (Inspection, "inspection_id"),
    "tip_unanswered": (Tip, "tip_id"),
    "compensation_unpaid": (Plot, "plot_id"),
    "compensation_unsigned": (Plot, "plot_id"),
}
"""The table an alert's key belongs to; its rows name a project, or a contract of one."""

_LATE = "sme_late"
"""Its key is the number of a certificate, so the number of its contract is read off its subject."""


OF_NO_PROJECT = frozenset(
    {
        "period_to_close", "year_burdened", "ppp_near_limit", "zero_report_missing",
        "programme_closing", "matching_short", "pass_down_late", "debt_due",
    }
)  # fmt: skip
"""Alerts about a book, a year, a person or a programme."""


def named_kinds() -> frozenset[str]:
    """Return the kinds of alert whose project can be found."""
    return frozenset(_TABLES) | _OWN | _OF_CONTRACT | _OF_TRANCHE | _OF_PARTY | {_LATE}


def by_project(read: Read, book_id: int, found: Iterable[Alert]) -> dict[int, tuple[Alert, ...]]:
    """Return the alerts of each project, in their order; what is of no project is left out."""
    keys = _Keys(read, book_id)
    out: dict[int, list[Alert]] = defaultdict(list)
    for alert in found:
        for project in sorted(keys.projects_of(alert)):
            out[project].append(alert)
    return {project: tuple(own) for project, own in out.items()}


class _Keys:
    """What the keys of alerts name; each table that many alerts ask is read once."""

    def __init__(self, read: Read, book_id: int) -> None:
        self.read, self.book_id = read, book_id

    def projects_of(self, alert: Alert) -> frozenset[int]:
        """Return the projects an alert is about."""
        kind, ref = alert.kind, alert.ref
        if kind in _OWN:
            return frozenset({int(ref)})
        if kind in _OF_TRANCHE:
            return self._by_tranche.get(int(ref), frozenset())
        if kind in _OF_PARTY:
            return self._by_duty.get(ref, frozenset())
        if kind in _OF_CONTRACT:
            return self._of_contract(int(ref))
        if kind == _LATE:
            return self._by_number(alert.subject)
        return self._by_table(kind, ref.split("-")[0])

    def _by_table(self, kind: str, ref: str) -> frozenset[int]:
        if kind not in _TABLES:
            return frozenset()
        model, key = _TABLES[kind]
        row = one(self.read, model, book_id=self.book_id, **{key: int(ref)})
        project = getattr(row, "project_id", None)
        contract = getattr(row, "contract_id", None)
        if project is not None:
            return frozenset({int(project)})
        return frozenset() if contract is None else self._of_contract(contract)

    def _of_contract(self, contract_id: int) -> frozenset[int]:
        row = one(self.read, Contract, book_id=self.book_id, contract_id=contract_id)
        return frozenset() if row is None else frozenset({row.project_id})

    def _by_number(self, subject: str) -> frozenset[int]:
        words = subject.split(" ")
        for count in range(len(words), 0, -1):
            number = " ".join(words[:count])
            row = one(self.read, Contract, book_id=self.book_id, contract_no=number)
            if row is not None:
                return frozenset({row.project_id})
        return frozenset()

    @cached_property
    def _by_tranche(self) -> dict[int, frozenset[int]]:
        out: dict[int, set[int]] = defaultdict(set)
        for project, own in shares(self.read, self.book_id).items():
            for share in own:
                out[share.tranche_id].add(project)
        return {tranche: frozenset(projects) for tranche, projects in out.items()}

    @cached_property
    def _by_duty(self) -> dict[str, frozenset[int]]:
        out: dict[str, set[int]] = defaultdict(set)
        for row in many(self.read, Responsibility, book_id=self.book_id):
            out[f"{row.party_id} {row.role}"].add(row.project_id)
        return {ref: frozenset(projects) for ref, projects in out.items()}
