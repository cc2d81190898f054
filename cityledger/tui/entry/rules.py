"""The rules that the gate asks about a document, for F1: by the act it becomes, with their sources.

The sentences are those of the catalogue; this table only says which of them an act can meet.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cityledger.controls.control import Control

_PARTIES = ("project.five_parties", "project.supervisor_*", "project.roles_bundled",
            "project.leader_twice", "project.party_unqualified")  # fmt: skip
_FUNDED = ("period.not_open",)

ASKED: dict[str, tuple[str, ...]] = {
    "assets.deliver": ("delivery.*",),
    "claim.raise": ("certificate.claim_over_paid",),
    "funds.apply": ("application.*", "programme.*"),
    "inspection.record": ("finding.*",),
    "interest.accrue": ("debt.accrued_already", "debt.accrued_past_end"),
    "voucher.correct": ("reversal.*",),
    "period.open": ("period.known", "period.gap", "period.order"),
    "party.add": ("party.*",),
    "account.propose": ("duty.same_person", "duty.proposal"),
    "project.register": (*_PARTIES, "project.site_rebuilt"),
    "responsibility.change": (*_PARTIES, "responsibility.*"),
    "budget.approve": (
        "budget.over_document", "budget.over_estimate", "budget.no_source",
        "document.other_authority", *_FUNDED,
    ),
    "source.register": ("source.*",),
    "allotment.issue": _FUNDED,
    "bank.open": (),
    "funds.receive": ("receipt.*", "statement.*", *_FUNDED),
    "tender.announce": ("tender.method", "tender.split", "tender.bid_days", "tender.bid_bond"),
    "bids.open": ("tender.few_bidders", "tender.bid_bond", "tender.unqualified",
                  "tender.collusion"),
    "tender.award": ("tender.award_early", "tender.candidate_days", "tender.not_first"),
    "contract.sign": ("contract.*", *_FUNDED),
    "plan.amend": ("contract.over_allotment", "contract.plan_over_price", *_FUNDED),
    "opening.book": _FUNDED,
    "plots.list": ("plot.duplicate",),
    "renewal.step": ("renewal.*",),
    "houses.survey": ("survey.*",),
    "houses.value": ("valuation.*",),
    "agreements.sign": ("agreement.*", *_FUNDED),
    "variation.approve": ("variation.*", *_FUNDED),
    "guarantee.register": ("guarantee.over_share", "guarantee.with_retention",
                           "guarantee.unlawful_deposit", *_FUNDED),
    "certificate.sign": ("certificate.*", *_FUNDED),
    "invoice.register": ("invoice.duplicate",),
    "payment.request": ("payment.*", "statement.used"),
}  # fmt: skip
"""Which codes of the catalogue an act can meet, as patterns."""

ALWAYS = ("duty.role",)
"""Asked of every act."""


def rules(act: str, kind: str = "") -> tuple[Control, ...]:
    """Return the rules of an act in order of precedence; of a payment, those of its kind."""
    from cityledger.controls.catalog import catalogue, kinds

    patterns = (*ASKED.get(act, (f"{act.partition('.')[0]}.*",)), *ALWAYS)
    return tuple(
        control
        for code, control in catalogue().items()
        if any(fnmatchcase(code, pattern) for pattern in patterns)
        and (not kind or not kinds(code) or kind in kinds(code))
    )


def speaks_of(control: Control, words: tuple[str, ...]) -> bool:
    """Say whether a rule names one of these words, in its title or its sentence."""
    return any(word in control.zh or word in control.says_zh for word in words if word)
