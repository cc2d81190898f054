"""Acts on what levers other money: rewards instead of subsidies, risk pools (S40)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.controls.instruments import (
    AcceptanceFacts,
    LossFacts,
    PoolFacts,
    PromiseFacts,
    check_acceptance,
    check_loss,
    check_pool,
    check_pool_loan,
    check_promise,
    share_of_loss,
)
from cityledger.kernel.errors import BadInput, Problem
from cityledger.kernel.money import PPM
from cityledger.model.funding import FundSource, Tranche
from cityledger.model.instruments import RewardGrant, RiskPool
from cityledger.model.oversight import EvidenceFile
from cityledger.model.projects import Project
from cityledger.views import instruments
from cityledger.views.acts import sealed_act
from cityledger.views.find import need, next_id, one

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, kw_only=True)
class PromiseReward(Command):
    """Put a tranche of a reward under its condition: it pays nothing before that is accepted."""

    act: ClassVar[str] = "reward.promise"
    project: str
    tranche: str
    amount_fen: int
    condition: str
    doc_no: str


@dataclass(frozen=True, kw_only=True)
class AcceptReward(Command):
    """Accept the result of a reward by its evidence, attached before (another person)."""

    act: ClassVar[str] = "reward.accept"
    reward_id: int
    evidence_sha256: str
    accepted_on: date
    score_ppm: int | None = None


@dataclass(frozen=True, kw_only=True)
class FoundPool(Command):
    """Found a risk pool from the money of a tranche: our share of each loss in millionths.

    `loan_cap_fen` is the most the pool bears of one loan, `cap_fen` of all of them.
    """

    act: ClassVar[str] = "pool.found"
    name: str
    project: str
    tranche: str
    bank: str
    share_ppm: int
    cap_fen: int
    loan_cap_fen: int


@dataclass(frozen=True, kw_only=True)
class LendUnderPool(Command):
    """Put a loan of the bank under a pool."""

    act: ClassVar[str] = "pool.lend"
    pool: str
    borrower: str
    principal_fen: int
    lent_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class RecordLoss(Command):
    """Record a loss on loan `n` of a pool, or what was recovered of it (negative), in fen."""

    act: ClassVar[str] = "pool.lose"
    pool: str
    n: int
    loss_fen: int
    happened_on: date
    doc_no: str


@form(PromiseReward)
def promise_reward(context: Context, command: PromiseReward) -> Draft:
    """Draw up a reward that waits for its result."""
    project = need(context.read, Project, "project", **context.here, code=command.project)
    tranche = need(context.read, Tranche, "tranche", **context.here, label=command.tranche)
    _above_zero(amount=command.amount_fen)
    source = one(context.read, FundSource, **context.here, fund_source_id=tranche.fund_source_id)
    others = sum(
        row.amount_fen
        for row in instruments.rewards(context.read, context.book_id)
        if row.tranche_id == tranche.tranche_id
    )
    facts = PromiseFacts(
        tranche=tranche.label,
        source_kind=source.kind if source else "",
        asked_fen=others + command.amount_fen,
        limit_fen=tranche.amount_fen,
    )
    draft = Draft(findings=list(check_promise(facts)))
    draft.add(
        "reward_grant",
        reward_id=next_id(context.read, RewardGrant, "reward_id", context.book_id),
        project_id=project.project_id,
        tranche_id=tranche.tranche_id,
        amount_fen=command.amount_fen,
        condition=command.condition,
        doc_no=command.doc_no,
    )
    return draft


def _above_zero(**amounts: int) -> None:
    reason = "the amount is above zero 金额须大于零"
    if bad := tuple(
        Problem(name, str(fen), reason, "correct it 更正金额")
        for name, fen in amounts.items()
        if fen <= 0
    ):
        raise BadInput(bad)


@form(AcceptReward)
def accept_reward(context: Context, command: AcceptReward) -> Draft:
    """Draw up the acceptance: a newer row of the reward, with its evidence."""
    known = {row.reward_id: row for row in instruments.rewards(context.read, context.book_id)}
    reward = known.get(command.reward_id)
    if reward is None:
        reason = "no such reward in this ledger 本账无此奖补"
        raise BadInput(
            (Problem("reward", str(command.reward_id), reason, "promise it first 先登记奖补"),)
        )
    key = {"sha256": command.evidence_sha256}
    facts = AcceptanceFacts(
        condition=reward.condition,
        actor=context.actor,
        promised_by=sealed_act(context.read, context.book_id, reward.promised_idx).actor,
        evidence_sha256=command.evidence_sha256,
        is_attached=one(context.read, EvidenceFile, **context.here, **key) is not None,
        score_ppm=command.score_ppm,
        accepted_on=reward.accepted_on,
    )
    draft = Draft(findings=list(check_acceptance(facts)))
    draft.add(
        "reward_grant",
        reward_id=reward.reward_id,
        project_id=reward.project_id,
        tranche_id=reward.tranche_id,
        amount_fen=reward.amount_fen,
        condition=reward.condition,
        doc_no=reward.doc_no,
        evidence_sha256=command.evidence_sha256,
        score_ppm=command.score_ppm,
        accepted_on=command.accepted_on,
    )
    return draft


@form(FoundPool)
def found_pool(context: Context, command: FoundPool) -> Draft:
    """Draw up a risk pool."""
    project = need(context.read, Project, "project", **context.here, code=command.project)
    tranche = need(context.read, Tranche, "tranche", **context.here, label=command.tranche)
    _above_zero(cap=command.cap_fen, loan_cap=command.loan_cap_fen)
    if not 0 < command.share_ppm <= PPM or one(
        context.read, RiskPool, **context.here, name=command.name
    ):
        reason = "a share of at most the whole, and a new name 比例不超过100%,名称不得重复"
        found = f"{command.name} {command.share_ppm}"
        raise BadInput((Problem("pool", found, reason, "check the document 核对设立文件"),))
    others = [
        pool
        for pool in instruments.pools(context.read, context.book_id)
        if pool.tranche_id == tranche.tranche_id
    ]
    facts = PoolFacts(
        tranche=tranche.label,
        bank=command.bank,
        cap_fen=sum(pool.cap_fen for pool in others) + command.cap_fen,
        limit_fen=tranche.amount_fen,
        others=tuple((pool.name, pool.bank) for pool in others),
    )
    draft = Draft(findings=list(check_pool(facts)))
    draft.add(
        "risk_pool",
        pool_id=next_id(context.read, RiskPool, "pool_id", context.book_id),
        name=command.name,
        project_id=project.project_id,
        tranche_id=tranche.tranche_id,
        bank=command.bank,
        share_ppm=command.share_ppm,
        cap_fen=command.cap_fen,
        loan_cap_fen=command.loan_cap_fen,
    )
    return draft


def pool_by_name(context: Context, name: str) -> instruments.Pool:
    """Return a risk pool of this book; BadInput if there is none."""
    for pool in instruments.pools(context.read, context.book_id):
        if pool.name == name:
            return pool
    reason = "no such risk pool in this ledger 本账无此风险池"
    raise BadInput((Problem("pool", name, reason, "found it first 先设立"),))


@form(LendUnderPool)
def lend_under_pool(context: Context, command: LendUnderPool) -> Draft:
    """Draw up a loan under a pool."""
    pool = pool_by_name(context, command.pool)
    _above_zero(principal=command.principal_fen)
    draft = Draft(findings=list(check_pool_loan(command.lent_on, command.ends_on)))
    draft.add(
        "pool_loan",
        pool_id=pool.pool_id,
        n=len(pool.loans) + 1,
        borrower=command.borrower,
        principal_fen=command.principal_fen,
        lent_on=command.lent_on,
        ends_on=command.ends_on,
    )
    return draft


@form(RecordLoss)
def record_loss(context: Context, command: RecordLoss) -> Draft:
    """Draw up a loss with our share of it, or a recovery with the share that comes back."""
    pool = pool_by_name(context, command.pool)
    loan = next((row for row in pool.loans if row.n == command.n), None)
    if loan is None or command.loss_fen == 0:
        reason = "a loan of this pool and an amount that is not zero 须为池内贷款且金额不为零"
        found = f"{command.n} {command.loss_fen}"
        raise BadInput(
            (Problem("loss", found, reason, "check number and amount 核对贷款编号与金额"),)
        )
    share = share_of_loss(command.loss_fen, pool.share_ppm, loan.borne_fen, pool.loan_cap_fen)
    facts = LossFacts(
        borrower=loan.borrower,
        principal_fen=loan.principal_fen,
        lent_on=loan.lent_on,
        happened_on=command.happened_on,
        loss_fen=command.loss_fen,
        share_fen=share,
        lost_fen=loan.lost_fen,
        paid_fen=pool.borne_fen,
        cap_fen=pool.cap_fen,
    )
    draft = Draft(findings=list(check_loss(facts)))
    draft.add(
        "pool_loss",
        pool_id=pool.pool_id,
        n=loan.n,
        happened_on=command.happened_on,
        loss_fen=command.loss_fen,
        share_fen=share,
        doc_no=command.doc_no,
    )
    return draft
