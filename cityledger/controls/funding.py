"""Payment rules on money: allotments, earmarks, money in hand, and the order of tranches (L3, L4).

Amounts are judged per slice; the order of tranches only when every slice is allowed by itself,
because a forbidden tranche already has a finding that says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.controls import slicing
from cityledger.controls.case import Case, Rule
from cityledger.controls.control import Control, Source
from cityledger.kernel import costs, money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cityledger.controls.facts import LineFacts, SliceFacts, TrancheFacts

UNKNOWN_TRANCHE = Control(
    code="payment.unknown_tranche",
    zh="资金批次不存在",
    en="Unknown tranche",
    source=Source("本程序规则", "L3", "own"),
    says_zh="第{line}行使用的资金批次{tranche}不在该银行账户内。",
    says_en="Line {line} draws on tranche {tranche}, which is not on that bank account.",
    remedy_zh="按项目资金顺序重新生成切片。",
    remedy_en="Draw the slices anew by the project's order.",
)
INCOMPLETE = Control(
    code="payment.slices_incomplete",
    zh="资金切片与金额不等",
    en="Slices do not cover the line",
    source=Source("本程序规则", "L3", "own"),
    says_zh="第{line}行金额{amount}元,资金切片合计{sliced}元,差{gap}元{other}。",
    says_en="Line {line} is for {amount}; its slices sum to {sliced}, {gap} apart{other_en}.",
    remedy_zh="补足或减少切片;资金不足时先落实到账资金,或把所用指标列入合同资金计划。",
    remedy_en="Correct the slices; where money is short, obtain it or plan its allotment first.",
    version=2,
)
OVER_ALLOTMENT = Control(
    code="payment.over_allotment",
    zh="超资金指标",
    en="Over the allotment",
    source=Source("预算法(2018)", "第十三条", "unverified"),
    says_zh="资金指标{allotment}可用{free}元,本次需{needed}元,超{over}元。",
    says_en="Allotment {allotment} has {free} left; {needed} is needed, {over} too much.",
    remedy_zh="减少付款,或先下达、调剂指标。",
    remedy_en="Pay less, or have a further allotment issued first.",
)
USE = Control(
    code="payment.use_not_allowed",
    zh="资金用途不符",
    en="Use not allowed by the source",
    source=Source("预算法(2018)", "第九十三条", "read"),
    says_zh="第{line}行({use})不在资金批次{tranche}的批准用途内(批准用途:{uses})。",
    says_en="Line {line} ({use_en}) is no use that tranche {tranche} allows ({uses}).",
    remedy_zh="改用用途相符的资金;调整用途须报原下达机关批准。",
    remedy_en="Use a tranche for this purpose; the grantor alone may change the use.",
)
SCOPE = Control(
    code="payment.out_of_scope",
    zh="项目不在资金范围内",
    en="Project outside the source's scope",
    source=Source("预算法(2018)", "第九十三条", "read"),
    says_zh="资金批次{tranche}不用于本项目(第{line}行)。",
    says_en="Tranche {tranche} is not for this project (line {line}).",
    remedy_zh="使用本项目范围内的资金。",
    remedy_en="Use money granted to this project.",
)
BOND_SERVICE = Control(
    code="payment.bond_service",
    zh="债券资金用于还本付息",
    en="Bond money servicing debt",
    source=Source("财预〔2018〕28号", "资金用途", "unverified"),
    says_zh="第{line}行用债券资金批次{tranche}支付利息或本金。",
    says_en="Line {line} pays interest or principal from bond tranche {tranche}.",
    remedy_zh="用预算资金或项目专项收入偿付。",
    remedy_en="Service debt from budget money or the project's own income.",
)
DEPOSIT = Control(
    code="payment.deposit_misused",
    zh="动用保证金",
    en="Deposit misused",
    source=Source("国令613号;国令802号", "保证金退还", "read"),
    says_zh="第{line}行与保证金批次{tranche}不符:保证金只退缴存人({depositor})。",
    says_en="Line {line}, tranche {tranche}: a deposit goes back to its depositor only.",
    remedy_zh="退还保证金只能从该保证金批次付给缴存人。",
    remedy_en="Refund a deposit from its own tranche, to its depositor ({depositor}).",
    version=2,
)
GRANTOR = Control(
    code="payment.not_grantor",
    zh="结余未退回拨款单位",
    en="Return not to the grantor",
    source=Source("预算法(2018)", "第四十二条", "read"),
    says_zh="第{line}行退回资金批次{tranche},应退给{return_to},收款人是{payee}。",
    says_en="Line {line} returns tranche {tranche} to {payee}; it is owed to {return_to}.",
    remedy_zh="把收款人改为原拨款单位。",
    remedy_en="Return it to the unit that granted it.",
    version=2,
)
EXPIRED = Control(
    code="payment.tranche_expired",
    zh="资金已过使用期限",
    en="Tranche expired",
    source=Source("预算法(2018)", "第四十二条", "read"),
    says_zh="资金批次{tranche}使用期限至{expiry_on},付款日为{value_date}(第{line}行)。",
    says_en="Tranche {tranche} expired on {expiry_on}; value date {value_date} (line {line}).",
    remedy_zh="改用未到期的资金;到期资金只能退回拨款单位。",
    remedy_en="Use a live tranche; an expired one may only go back to its grantor.",
)
LAPSED = Control(
    code="payment.tranche_lapsed",
    zh="连续两年未用完已成结余",
    en="Unspent for two years: surplus",
    source=Source("预算法(2018)", "第四十二条", "read"),
    says_zh="资金批次{tranche}结转至{lapses_on}为止,付款日{value_date}已是结余资金(第{line}行)。",
    says_en="Tranche {tranche} could be carried to {lapses_on}; on {value_date} it is surplus.",
    remedy_zh="改用其他资金;结余按规定退回拨款单位或上缴财政。",
    remedy_en="Use other money; the surplus goes back to its grantor or the treasury.",
    parameters=("fund.carry_years",),
)
UNPROVED = Control(
    code="payment.reward_unproved",
    zh="以奖代补超过已认定成果",
    en="Reward beyond its accepted results",
    source=Source("以奖代补项目文件", "先认定成果后拨付使用", "unverified"),
    says_zh="资金批次{tranche}是以奖代补资金,已认定成果尚可用{proven}元,本次需{needed}元。",
    says_en="Tranche {tranche} is a reward: results release {proven}, {needed} is needed.",
    remedy_zh="先登记奖补条件、上传成果证明并经复核认定;付款不超过认定金额。",
    remedy_en="Have the evidence of the result accepted first, and pay no more than that.",
)
POOL = Control(
    code="payment.pool_misused",
    zh="风险池资金用途不符",
    en="Risk pool money misused",
    source=Source("风险补偿资金管理文件", "只补偿已认定的分担损失", "unverified"),
    says_zh="风险池批次{tranche}只能付给{bank},已分担未付{due}元,本次{needed}元。",
    says_en="Pool tranche {tranche} pays {bank} alone: {due} is due, {needed} is asked.",
    remedy_zh="先登记认定的损失;收款人改为合作银行,金额不超过分担额。",
    remedy_en="Record the loss first; pay the bank of the pool, no more than the share.",
)
BEFORE_RECEIPT = Control(
    code="payment.before_receipt",
    zh="付款早于资金到账",
    en="Paid before the money arrived",
    source=Source("本程序规则", "L11", "own"),
    says_zh="资金批次{tranche}于{received_on}到账,付款日{value_date}更早(第{line}行)。",
    says_en="Tranche {tranche} arrived on {received_on}, after {value_date} (line {line}).",
    remedy_zh="付款日不得早于到账日。",
    remedy_en="Choose a value date not before the receipt.",
)
NO_MONEY = Control(
    code="payment.no_money",
    zh="账户资金不足",
    en="Not enough money in hand",
    source=Source("本程序规则", "L3", "own"),
    says_zh="资金批次{tranche}可用{free}元(已减去占用),本次需{needed}元,差{over}元。",
    says_en="Tranche {tranche} has {free} free after holds; {needed} is needed, {over} short.",
    remedy_zh="按项目资金顺序重新生成切片,或等待资金到账。",
    remedy_en="Draw the slices anew, or wait for money to arrive.",
)
OVER_SHARE = Control(
    code="payment.over_share",
    zh="超项目资金分解额",
    en="Over the project's share",
    source=Source("预算法(2018)", "第五十二条", "read"),
    says_zh="资金批次{tranche}分解给本项目的剩余额度{free}元,本次需{needed}元,超{over}元。",
    says_en="Tranche {tranche}: the project's share has {free} left, {needed} is needed.",
    remedy_zh="先调整资金分解,或减少付款。",
    remedy_en="Change the division of the tranche first, or pay less.",
)
NOT_PLANNED = Control(
    code="payment.source_not_planned",
    zh="资金来源不在合同资金计划内",
    en="Source not in the funding plan",
    source=Source("国令712号 政府投资条例", "第十六条", "read"),
    says_zh="合同{contract}的资金计划不含“{source}”(第{line}行,批次{tranche})。",
    says_en="The plan of {contract} does not name “{source}” (line {line}, tranche {tranche}).",
    remedy_zh="先修订合同资金计划。",
    remedy_en="Amend the contract's funding plan first.",
)
WRONG_TRANCHE = Control(
    code="payment.wrong_tranche",
    zh="未按资金顺序使用批次",
    en="Wrong tranche",
    source=Source("本程序规则", "L3 先专项、先到期、先到账", "own"),
    says_zh="第{line}行使用{used},按顺序应使用{right}。",
    says_en="Line {line} draws on {used}; the project's order gives {right}.",
    remedy_zh="改为:{right}。",
    remedy_en="Draw on {right}.",
)


def _unknown_tranche(case: Case) -> Iterator[dict[str, object]]:
    known = {row.key for row in case.facts.tranches}
    numbers = {line.n for line in case.lines}
    for piece in case.facts.slices:
        if piece.line_n in numbers and (piece.tranche_id, piece.bank_account_id) not in known:
            yield {"line": piece.line_n, "tranche": piece.tranche_id}


def _incomplete(case: Case) -> Iterator[dict[str, object]]:
    for line in case.lines:
        sliced = sum(x.amount_fen for x in case.facts.slices if x.line_n == line.n)
        if sliced != line.amount_fen:
            yield {
                "line": line.n,
                "amount": money.text(line.amount_fen),
                "sliced": money.text(sliced),
                "gap": money.text(abs(line.amount_fen - sliced)),
                **_elsewhere(case, line),
            }


def _elsewhere(case: Case, line: LineFacts) -> dict[str, object]:
    """Name the tranches that could pay a line, but for an allotment its contract does not take.

    Nothing of such an allotment is committed to the contract, so the order draws nothing of it.
    """
    contract = case.contract(line)
    plan = contract.plan_allotments if contract else ()
    numbers = {row.allotment_id: row.no for row in case.facts.allotments}
    others = [
        (row.label, numbers[row.allotment_id])
        for row in case.facts.tranches
        if row.free_fen > 0
        and row.allotment_id in numbers
        and numbers[row.allotment_id] not in plan
        and not slicing.blocks(row, line, case.facts.project_id, case.on)
    ]
    if not plan or not others:
        return {"other": "", "other_en": ""}
    zh = "、".join(f"{label}({number})" for label, number in others)
    en = ", ".join(f"{label} ({number})" for label, number in others)
    return {
        "other": f";批次{zh}的指标不是合同资金计划的指标{'、'.join(plan)}",
        "other_en": f"; tranches {en} stand on other allotments than its plan's {', '.join(plan)}",
    }


def _short(free_fen: int, needed_fen: int) -> dict[str, object]:
    return {
        "free": money.text(free_fen),
        "needed": money.text(needed_fen),
        "over": money.text(needed_fen - free_fen),
    }


def _over_allotment(case: Case) -> Iterator[dict[str, object]]:
    free = {row.allotment_id: row for row in case.facts.allotments}
    needed: dict[int, int] = {}
    for _, piece, _ in case.drawn:
        if piece.allotment_id is not None:
            needed[piece.allotment_id] = needed.get(piece.allotment_id, 0) + piece.amount_fen
    for allotment_id, fen in needed.items():
        row = free.get(allotment_id)
        left = row.free_fen if row else 0
        if fen > left:
            yield {"allotment": row.no if row else allotment_id, **_short(left, fen)}


def _blocked(case: Case, code: str) -> Iterator[tuple[LineFacts, TrancheFacts]]:
    """Yield each (line, tranche) of the slices that the rule `code` forbids."""
    for line, _, tranche in case.drawn:
        if code in slicing.blocks(tranche, line, case.facts.project_id, case.on):
            yield line, tranche


def _use(case: Case) -> Iterator[dict[str, object]]:
    for line, tranche in _blocked(case, USE.code):
        item = line.cost_item or line.cost_class
        known = costs.form_item(item) in costs.ITEMS or item in costs.CLASSES
        yield {
            "line": line.n,
            "use": costs.cost_item_name(item) if known else item,
            "use_en": costs.cost_item_name(item, "en") if known else item,
            "tranche": tranche.label,
            "uses": ",".join((*tranche.uses, *(f"-{use}" for use in tranche.not_uses))) or "—",
        }


def _scope(case: Case) -> Iterator[dict[str, object]]:
    for line, tranche in _blocked(case, SCOPE.code):
        yield {"line": line.n, "tranche": tranche.label}


def _bond_service(case: Case) -> Iterator[dict[str, object]]:
    for line, tranche in _blocked(case, BOND_SERVICE.code):
        yield {"line": line.n, "tranche": tranche.label}


def _deposit(case: Case) -> Iterator[dict[str, object]]:
    for line, tranche in _blocked(case, DEPOSIT.code):
        yield {
            "line": line.n,
            "tranche": tranche.label,
            "depositor": tranche.depositor or "—",
        }


def _grantor(case: Case) -> Iterator[dict[str, object]]:
    for line, tranche in _blocked(case, GRANTOR.code):
        yield {
            "line": line.n,
            "tranche": tranche.label,
            "return_to": tranche.return_to or "—",
            "payee": line.payee_name,
        }


def _expired(case: Case) -> Iterator[dict[str, object]]:
    for line, tranche in _blocked(case, EXPIRED.code):
        yield {
            "line": line.n,
            "tranche": tranche.label,
            "expiry_on": tranche.expiry_on,
            "value_date": case.on,
        }


def _lapsed(case: Case) -> Iterator[dict[str, object]]:
    for line, tranche in _blocked(case, LAPSED.code):
        yield {
            "line": line.n,
            "tranche": tranche.label,
            "lapses_on": tranche.lapses_on,
            "value_date": case.on,
        }


def _whole(case: Case) -> Iterator[tuple[TrancheFacts, int]]:
    """Yield each tranche that is drawn on, once, with what is needed of it on all accounts."""
    needs: dict[int, int] = {}
    tranches: dict[int, TrancheFacts] = {}
    for _, piece, tranche in case.drawn:
        needs[tranche.tranche_id] = needs.get(tranche.tranche_id, 0) + piece.amount_fen
        tranches.setdefault(tranche.tranche_id, tranche)
    yield from ((tranche, needs[number]) for number, tranche in sorted(tranches.items()))


def _unproved(case: Case) -> Iterator[dict[str, object]]:
    for tranche, needed in _whole(case):
        if tranche.proven_fen is not None and needed > tranche.proven_fen:
            proven = money.text(max(0, tranche.proven_fen))
            yield {"tranche": tranche.label, "proven": proven, "needed": money.text(needed)}


def _pool(case: Case) -> Iterator[dict[str, object]]:
    """A pool's money goes to its bank, and all of it together is no more than the shares due."""
    strangers = {tranche.tranche_id for _, tranche in _blocked(case, POOL.code)}
    for tranche, needed in _whole(case):
        over = tranche.pool_payee is not None and needed > tranche.pool_due_fen
        if over or tranche.tranche_id in strangers:
            yield {
                "tranche": tranche.label,
                "bank": tranche.pool_payee or "—",
                "due": money.text(max(0, tranche.pool_due_fen)),
                "needed": money.text(needed),
            }


def _before_receipt(case: Case) -> Iterator[dict[str, object]]:
    for line, tranche in _blocked(case, BEFORE_RECEIPT.code):
        yield {
            "line": line.n,
            "tranche": tranche.label,
            "received_on": tranche.received_on,
            "value_date": case.on,
        }


def _no_money(case: Case) -> Iterator[dict[str, object]]:
    needs: dict[tuple[int, int | None], int] = {}
    for _, piece, tranche in case.drawn:
        needs[tranche.key] = needs.get(tranche.key, 0) + piece.amount_fen
    for tranche in case.facts.tranches:
        needed = needs.get(tranche.key, 0)
        if needed and needed > tranche.free_fen:
            yield {"tranche": tranche.label, **_short(tranche.free_fen, needed)}


def _over_share(case: Case) -> Iterator[dict[str, object]]:
    shares = {row.tranche_id: (row.label, row.share_left_fen) for row in case.facts.tranches}
    needs: dict[int, int] = {}
    for _, piece, _ in case.drawn:
        needs[piece.tranche_id] = needs.get(piece.tranche_id, 0) + piece.amount_fen
    for tranche_id, (label, left) in shares.items():
        needed = needs.get(tranche_id, 0)
        if left is not None and needed and needed > left:
            yield {"tranche": label, **_short(left, needed)}


def _not_planned(case: Case) -> Iterator[dict[str, object]]:
    for line, _, tranche in case.drawn:
        contract = case.contract(line)
        plan = contract.plan_sources if contract else None
        if contract and plan is not None and tranche.fund_source_id not in plan:
            yield {
                "contract": contract.no,
                "source": tranche.source_name or "—",
                "line": line.n,
                "tranche": tranche.label,
            }


def _wrong_tranche(case: Case) -> Iterator[dict[str, object]]:
    """Judged when the request is drawn up; later the slices are part of what is signed (L9)."""
    if case.facts.stage != "request" or any(list(rule.look(case)) for rule in _BY_THEMSELVES):
        return
    right = slicing.prescribe(case.facts)
    labels = {row.tranche_id: row.label for row in case.facts.tranches}
    for line in case.lines:
        drawn = tuple(x for x in case.facts.slices if x.line_n == line.n)
        meant = tuple(x for x in right.slices if x.line_n == line.n)
        if _sums(drawn) != _sums(meant):
            used, should = _shown(drawn, labels), _shown(meant, labels)
            yield {"line": line.n, "used": used, "right": should}


def _sums(pieces: Iterable[SliceFacts]) -> dict[tuple[int, int | None], int]:
    """Return fen per (tranche, bank account): how a slice is cut up makes no difference."""
    sums: dict[tuple[int, int | None], int] = {}
    for piece in pieces:
        key = (piece.tranche_id, piece.bank_account_id)
        sums[key] = sums.get(key, 0) + piece.amount_fen
    return sums


def _shown(pieces: Iterable[SliceFacts], labels: dict[int, str]) -> str:
    parts = (f"{labels[x.tranche_id]} {money.text(x.amount_fen)}" for x in pieces)
    return " + ".join(parts) or "—"


_BY_THEMSELVES = (
    Rule(UNKNOWN_TRANCHE, _unknown_tranche),
    Rule(INCOMPLETE, _incomplete),
    Rule(OVER_ALLOTMENT, _over_allotment),
    Rule(USE, _use),
    Rule(SCOPE, _scope),
    Rule(BOND_SERVICE, _bond_service),
    Rule(DEPOSIT, _deposit),
    Rule(GRANTOR, _grantor),
    Rule(EXPIRED, _expired),
    Rule(LAPSED, _lapsed),
    Rule(UNPROVED, _unproved),
    Rule(POOL, _pool),
    Rule(BEFORE_RECEIPT, _before_receipt),
    Rule(NO_MONEY, _no_money),
    Rule(OVER_SHARE, _over_share),
    Rule(NOT_PLANNED, _not_planned),
)
RULES = (*_BY_THEMSELVES, Rule(WRONG_TRANCHE, _wrong_tranche))
