"""How the rules of the payment gate are asked: one signature, and only the lines they apply to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from cityledger.controls.control import Control
    from cityledger.controls.facts import (
        CertificateFacts,
        ContractFacts,
        LineFacts,
        PaymentFacts,
        SliceFacts,
        TrancheFacts,
    )
    from cityledger.controls.parameters import Parameters

    Look = Callable[["Case"], Iterator[dict[str, object]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A control and the function that looks for its breaches: the facts of one finding each."""

    control: Control
    look: Look


@dataclass(frozen=True, slots=True)
class Case:
    """A payment as one rule sees it: `lines` are those whose kind the rule applies to."""

    facts: PaymentFacts
    parameters: Parameters
    lines: tuple[LineFacts, ...]

    @property
    def on(self) -> date:
        """Return the value date."""
        return self.facts.value_date

    @property
    def contracts(self) -> tuple[ContractFacts, ...]:
        """Return the contracts the lines are paid under."""
        ids = {line.contract_id for line in self.lines}
        return tuple(row for row in self.facts.contracts if row.contract_id in ids)

    def lines_of(self, contract: ContractFacts) -> tuple[LineFacts, ...]:
        """Return the lines of one contract."""
        return tuple(line for line in self.lines if line.contract_id == contract.contract_id)

    def paid_now(self, contract: ContractFacts) -> int:
        """Return what this request pays under a contract by the rule's lines, in fen."""
        return sum(line.amount_fen for line in self.lines_of(contract))

    def contract(self, line: LineFacts) -> ContractFacts | None:
        """Return the contract of a line."""
        return next((c for c in self.facts.contracts if c.contract_id == line.contract_id), None)

    def certificate(self, line: LineFacts) -> CertificateFacts | None:
        """Return the certificate of a line."""
        found = (c for c in self.facts.certificates if c.certificate_id == line.certificate_id)
        return next(found, None)

    @property
    def certificates(self) -> tuple[CertificateFacts, ...]:
        """Return the certificates the lines stand on."""
        ids = {line.certificate_id for line in self.lines}
        return tuple(row for row in self.facts.certificates if row.certificate_id in ids)

    @property
    def drawn(self) -> tuple[tuple[LineFacts, SliceFacts, TrancheFacts], ...]:
        """Return every slice of the lines with its line and its tranche."""
        tranches = {row.key: row for row in self.facts.tranches}
        lines = {line.n: line for line in self.lines}
        return tuple(
            (lines[piece.line_n], piece, tranches[(piece.tranche_id, piece.bank_account_id)])
            for piece in self.facts.slices
            if piece.line_n in lines and (piece.tranche_id, piece.bank_account_id) in tranches
        )
