"""Parties of an OC4IDS package: units of the registry, by credit code or by foreign number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cityledger.actions.proposals import ProposeAccount
from cityledger.actions.registry import AccountEntry, RegisterParty
from cityledger.kernel.ids import uscc_problem
from cityledger.views import registry

if TYPE_CHECKING:
    from cityledger.exchange.oc4ids_values import Result
    from cityledger.exchange.pointer import Node
    from cityledger.store.engine import Read

PLACEHOLDER_BANK = "开放数据未提供"
"""The bank of an account that OC4IDS does not publish."""


@dataclass(slots=True)
class Parties:
    """The units of a package as they are met; each is registered once, in the order met."""

    read: Read
    result: Result
    ids: dict[str, str] = field(default_factory=dict)
    payees: dict[str, str] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)

    def list_all(self, project: Node) -> None:
        """Register the parties that a project lists."""
        for node in project.each("parties"):
            self.listed.add(node.text("id"))
            self.take(node)

    def take(self, node: Node) -> str | None:
        """Return our id of a party or of a reference to one; register it when it is new."""
        theirs, name = node.text("id"), node.text("name")
        if not theirs:
            if node.exists:
                self.result.skip(node, "单位没有标识,未登记 a party without an id")
            return None
        if theirs in self.ids:
            return self.ids[theirs]
        if theirs not in self.listed:
            self.result.note(node, "单位不在 parties 中,按引用登记 taken from the reference")
        number = node.text("identifier", "id")
        code = number or theirs
        is_chinese = uscc_problem(code) is None
        ours = code if is_chinese else theirs
        legal_name = node.text("identifier", "legalName")
        node.at("identifier", "scheme").mark()
        self.ids[theirs] = ours
        command = RegisterParty(
            party_id=ours,
            name=name or legal_name or theirs,
            scheme="uscc" if is_chinese else "foreign",
        )
        stands = registry.party(self.read, ours) is not None
        made = f"party:{ours}"
        self.result.order("party", "party", node, command, made, stands=stands)
        return ours

    def payee(self, node: Node, ours: str) -> str:
        """Return the account a unit is paid on; OC4IDS has none, so a marked one stands for it."""
        if ours in self.payees:
            return self.payees[ours]
        known = registry.party_accounts(self.read, ours)
        if known:
            self.payees[ours] = known[0].account_no
            return known[0].account_no
        account = f"OC4IDS/{ours}"
        entry = AccountEntry(account_no=account, bank_name=PLACEHOLDER_BANK)
        command = ProposeAccount(party_id=ours, account=entry)
        self.result.order(
            "account", "party_account", node, command, f"account:{account}", (f"party:{ours}",)
        )
        self.result.note(
            node, "收款账户未公开,登记占位账户;付款前须登记真实账户 no account is published"
        )
        self.payees[ours] = account
        return account
