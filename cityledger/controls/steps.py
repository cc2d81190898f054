"""Rules the desks apply while an act is drawn up: duties, order of steps, bank facts, registers.

They need one look at the book each, so they stand where the act is drawn up; their sentences stand
here, because every code an officer can meet is in the catalogue.
"""

from __future__ import annotations

from cityledger.controls.control import Control, Source

LAW = Control(
    code="LAW",
    zh="违反账簿定律",
    en="A law of the ledger said no",
    source=Source("本程序规则", "L1–L15", "own"),
    says_zh="账簿定律拒绝入账:{law}。",
    says_en="A law of the ledger refused the act: {law}.",
    remedy_zh="按定律说明更正;如认为有误,请把本编号报给维护人员。",
    remedy_en="Correct the act as the law says; report this refusal if you think it is wrong.",
)
ROLE = Control(
    code="duty.role",
    zh="没有该岗位",
    en="Duty not held",
    source=Source("财会〔2012〕21号", "第二十九条;本程序规则 L8", "read"),
    says_zh="{actor}没有办理“{act}”所需的岗位({role})。",
    says_en="{actor} holds none of the duties “{act}” needs ({role}).",
    remedy_zh="由持有该岗位的人办理。",
    remedy_en="Let a holder of the duty act.",
)
ADMIN = Control(
    code="duty.admin",
    zh="管理员不得持有资金岗位",
    en="Administrator with a money duty",
    source=Source("财会〔2012〕21号", "不相容岗位;本程序规则 L8", "own"),
    says_zh="{actor}将同时持有:{role}。管理员不得持有资金岗位。",
    says_en="{actor} would hold {role}; an administrator holds no money duty.",
    remedy_zh="先撤销其中一类岗位。",
    remedy_en="Withdraw one of the two kinds of duty first.",
)
SAME_PERSON = Control(
    code="duty.same_person",
    zh="须由两人办理",
    en="Two persons are needed",
    source=Source("财会〔2012〕21号", "第四十一条、第四十三条", "read"),
    says_zh="{actor}已办理前一步({steps}),两步须由不同的人办理。",
    says_en="{actor} took the step before ({steps}); two persons are needed.",
    remedy_zh="由另一人办理。",
    remedy_en="Let another person act.",
)
PROPOSAL = Control(
    code="duty.proposal",
    zh="没有待确认的提议",
    en="No proposal to confirm",
    source=Source("财会〔2012〕21号", "第四十一条、第四十三条;本程序规则 L8", "own"),
    says_zh="办理“{act}”须两人:登记簿中没有另一人提出、尚未确认且内容相同的提议。",
    says_en="“{act}” takes two persons: the registry has no open proposal of these rows.",
    remedy_zh="先由一人提议,再由另一人在{days}日内确认。",
    remedy_en="Let one person propose it and another confirm it within {days} days.",
)
ADMINS = Control(
    code="duty.admins",
    zh="管理员少于两人",
    en="Fewer than two administrators",
    source=Source("本程序规则", "L8 双人管理", "own"),
    says_zh="办理后管理员只剩{count}人,人员和密钥的变更须两名管理员。",
    says_en="{count} administrator would be left; changes of people and keys take two.",
    remedy_zh="先增加一名管理员。",
    remedy_en="Add an administrator first.",
)
STATE = Control(
    code="payment.state",
    zh="支付申请不在该环节",
    en="Not the request's turn",
    source=Source("财会〔2024〕12号", "第二十一条(二)", "read"),
    says_zh="支付申请当前状态为{state},办理本步须为{wanted}。",
    says_en="The request is {state_en}; this step needs {wanted_en}.",
    remedy_zh="按申请、复核、审批、支付的顺序办理。",
    remedy_en="Follow the order: request, review, approval, payment.",
)
STATEMENT_USED = Control(
    code="statement.used",
    zh="银行流水已入账",
    en="Statement line booked already",
    source=Source("财会〔2024〕12号", "第二十三条", "read"),
    says_zh="银行流水{bank_ref}已经入账一次。",
    says_en="Statement line {bank_ref} has been booked already.",
    remedy_zh="核对已有凭证,不得重复入账。",
    remedy_en="Look at its voucher; a line is booked once.",
)
STATEMENT_AMOUNT = Control(
    code="statement.amount",
    zh="与银行流水金额不符",
    en="Amount differs from the bank's",
    source=Source("财会〔2024〕12号", "第二十三条", "read"),
    says_zh="申报{asked_fen}元,银行流水为{bank_fen}元。",
    says_en="{asked_fen} is asked for; the bank's line says {bank_fen}.",
    remedy_zh="以银行流水金额为准。",
    remedy_en="Book what the bank's line says.",
)
UNEXPLAINED = Control(
    code="bank_fact.unexplained",
    zh="银行扣款超过账面资金",
    en="Bank debit beyond the books",
    source=Source("本程序规则", "L3", "own"),
    says_zh="银行扣款尚有{left_fen}元在该账户各批次中找不到资金。",
    says_en="{left_fen} of the bank's debit finds no money in the account's tranches.",
    remedy_zh="先与银行对账,补记未入账的收款。",
    remedy_en="Reconcile with the bank and book the receipts that are missing.",
)
INVOICE_KNOWN = Control(
    code="invoice.duplicate",
    zh="发票重复登记",
    en="Invoice registered already",
    source=Source("财会〔2024〕12号", "第二十一条(二)", "read"),
    says_zh="发票{number}已经登记。",
    says_en="Invoice {number} is registered already.",
    remedy_zh="核对是否重复报销。",
    remedy_en="Check whether it is claimed twice.",
)

CONTROLS = (
    ROLE,
    ADMIN,
    SAME_PERSON,
    PROPOSAL,
    ADMINS,
    STATE,
    STATEMENT_USED,
    STATEMENT_AMOUNT,
    UNEXPLAINED,
    INVOICE_KNOWN,
    LAW,
)
