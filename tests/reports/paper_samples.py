"""Small, fixed inputs for the papers: a log mark, vouchers, a ledger, a statement."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from cityledger.controls.parameters import Parameter
from cityledger.views.log_mark import LogMark
from cityledger.views.project_statement import (
    LeafRange,
    ProjectStatement,
    StatementContract,
    StatementMonth,
    StatementParty,
    StatementPayment,
    StatementSource,
)
from cityledger.views.subsidiary_ledger import LedgerOpening, LedgerRow, SubsidiaryLedger
from cityledger.views.voucher_card import Ledger, Signatures, VoucherCard, VoucherLine

if TYPE_CHECKING:
    from collections.abc import Iterable

BEIJING = timezone(timedelta(hours=8))

MARK = LogMark(
    ledger_id="zhongxin.example",
    origin="zhongxin.example/3701050001",
    book_id=3701050001,
    unit_name="中心区住房和城乡建设局",
    size=12345,
    root=hashlib.sha256(b"root").digest(),
    last_at=datetime(2026, 3, 31, 23, 59, 59, tzinfo=BEIJING),
    program="cityledger 0.1.0",
)

SIGNED = Signatures(chief="李明", bookkeeper="王芳", reviewer="赟翀", cashier="陈喆", maker="张堃")


def line(
    ledger: Ledger, account: str, debit_fen: int, credit_fen: int, *dimensions: str
) -> VoucherLine:
    """Return a line from `summary|number|name|detail`."""
    summary, number, name, detail = account.split("|")
    return VoucherLine(ledger, summary, number, name, detail, dimensions, debit_fen, credit_fen)


UNVERIFIED = (
    Parameter(
        key="guarantee.margin_days",
        value="15",
        unit="days",
        doc_no="区级支付管理规定",
        clause="保函有效期余量",
        valid_from=date(2000, 1, 1),
    ),
    Parameter(
        key="payment.second_approver_fen",
        value="50000000",
        unit="fen",
        doc_no="区级支付管理规定",
        clause="大额双签",
        valid_from=date(2000, 1, 1),
    ),
)

PAY = "支付棚改一期第3期工程进度款"
PAYMENT = VoucherCard(
    word="记",
    number=123,
    value_on=date(2026, 3, 15),
    booked_at=datetime(2026, 3, 15, 10, 22, 11, tzinfo=BEIJING),
    attachment_count=5,
    leaf_idx=8812,
    leaf_hash=hashlib.sha256(b"leaf 8812").digest(),
    lines=(
        line(
            "financial", f"{PAY}|230206|其他应付款|应付人工费-工资专户", 200_000_00, 0,
            "HT-2026-031", "T1 省级城建专项",
        ),
        line(
            "financial", f"{PAY}|230201|应付账款|应付工程款", 450_000_00, 0,
            "HT-2026-031", "鲁班建设集团有限公司第三分公司棚户区改造项目经理部", "T2 区级配套",
        ),
        line(
            "financial", "网银支付 回单 20260315-0071|100201|银行存款|项目专户", 0,
            650_000_00, "农行 8821",
        ),
        line("budget", f"{PAY}|7101|行政支出|项目支出", 650_000_00, 0, "T1 省级城建专项"),
        line("budget", f"{PAY}|8001|资金结存|货币资金", 0, 650_000_00, "T1 省级城建专项"),
        line("memo", f"{PAY}|9104|已批未付|", 650_000_00, 0, "中财建〔2026〕12号"),
        line("memo", f"{PAY}|9105|已支付|", 0, 650_000_00, "中财建〔2026〕12号"),
    ),
    signatures=SIGNED,
    unverified=UNVERIFIED,
)  # fmt: skip

REVERSAL = replace(
    PAYMENT,
    number=124,
    unverified=(),
    reverses="记-000123",
    lines=tuple(
        replace(
            li,
            summary="注销2026年3月15日记-000123号凭证",
            debit_fen=-li.debit_fen,
            credit_fen=-li.credit_fen,
        )
        for li in PAYMENT.lines
    ),
    signatures=replace(SIGNED, cashier=""),
)

COMPENSATION = replace(
    PAYMENT,
    number=125,
    lines=(
        *(
            line(
                "financial", f"征收补偿款 第{n}户|230204|应付账款|应付征收补偿款",
                150_000_00 + n, 0,
                f"H{n:04d} 被征收户", "T3 棚改专项",
            )
            for n in range(1, 16)
        ),
        line(
            "financial", "征收补偿款 15户|100202|银行存款|征收补偿专户", 0,
            15 * 150_000_00 + 120, "建行 0417",
        ),
        line("budget", "征收补偿款|7101|行政支出|", 15 * 150_000_00 + 120, 0, "T3"),
        line("budget", "征收补偿款|8001|资金结存|", 0, 15 * 150_000_00 + 120, "T3"),
    ),
)  # fmt: skip

PERMISSION = replace(
    PAYMENT,
    number=126,
    attachment_count=1,
    lines=(
        line("memo", "下达指标 中财建〔2026〕12号|9101|指标下达|", 12_345_678_901_23, 0, "A1"),
        line("memo", "下达指标 中财建〔2026〕12号|9102|指标可用|", 0, 12_345_678_901_23, "A1"),
    ),
)

RARE = replace(
    PAYMENT,
    number=127,
    lines=(
        line(
            "financial",
            "<b>收</b>款 & \\(x) 𠮷野 䶮 㛃 ㎡ 🏗 \x1b[31m|100201|银行存款|𬭎工",
            5,
            0,
            "a=b",
        ),
        line("financial", "=1+1 收款|4609|其他收入|", 0, 5),
    ),
)

CARDS = (PAYMENT, REVERSAL, COMPENSATION, PERMISSION, RARE)


LONG = (
    "支付老旧小区综合整治、雨污分流与供热管网改造工程第十二期进度款并代扣农民工工资专户款项"
    "（监理总监签认计量支付证书第0012号）"
)
COUNTERS = (
    "应付账款—工程款",
    "财政拨款收入",
    "其他应付款—质保金",
    "在建工程—待摊投资—项目建设管理费",
)


def ledger_rows(count: int, first: date, *, days: int = 1) -> list[LedgerRow]:
    """Return `count` rows, `days` a day from `first`, some red and some long."""
    out = []
    for n in range(count):
        text = LONG if n % 9 == 8 else f"支付工程进度款-棚户区改造一期第{n + 1}期"
        amount = (n * 7919 + 13) % 2_000_000_00 + 1
        if n % 10 == 9:
            amount, text = -amount, f"冲销记-{n:06d}多记进度款（更正）"
        debit = n % 3 == 0
        out.append(
            LedgerRow(
                first + timedelta(days=n // days),
                f"记-{n + 1:06d}",
                text,
                COUNTERS[n % 4],
                amount if debit else 0,
                0 if debit else amount,
            )
        )
    return out


def ledger(rows: Iterable[LedgerRow], first: date, last: date, **opening: int) -> SubsidiaryLedger:
    """Return a ledger of the project account."""
    return SubsidiaryLedger(
        mark=MARK,
        account="100201 银行存款—项目专户",
        scope="P-2026-017 棚户区改造一期",
        from_on=first,
        to_on=last,
        opening=LedgerOpening(**(opening or {"balance_fen": 86_411_235_70})),
        rows=rows,
        printed_by="王芳",
    )


def statement(payment_count: int = 60) -> ProjectStatement:
    """Return a statement of one quarter that adds up."""
    payees = (
        "鲁班建设集团有限公司",
        "农民工工资专用账户（鲁班建设集团有限公司中心区分公司）",
        "海岱工程监理咨询有限公司",
    )
    payments = tuple(
        StatementPayment(
            date(2026, 1, 4) + timedelta(days=n * 80 // payment_count),
            f"记-{n + 1:06d}",
            payees[n % 3],
            f"HT-2026-{n % 3 + 31:03d}",
            f"T{n % 2 + 1}",
            ("工程进度款", "人工费", "监理费")[n % 3] + f" 第{n // 3 + 1}期",
            -1_284_00 if n == 17 else (n * 7919 % 97 + 1) * 1_000_00 + n,
        )
        for n in range(payment_count)
    )
    paid_fen = sum(item.amount_fen for item in payments)
    received = (8_000_000_00, 0, 20_640_000_00)
    months, balance_fen = [], 82_198_648_00
    for number, received_fen in enumerate(received, 1):
        month_fen = sum(item.amount_fen for item in payments if item.on.month == number)
        balance_fen += received_fen - month_fen
        months.append(StatementMonth(date(2026, number, 1), received_fen, month_fen, balance_fen))
    return ProjectStatement(
        mark=MARK,
        statement_no="CL-2026-0331-017",
        project_no="P-2026-017",
        project_name="棚户区改造一期",
        from_on=date(2026, 1, 1),
        to_on=date(2026, 3, 31),
        opening_fen=82_198_648_00,
        received_fen=sum(received),
        received_count=2,
        paid_fen=paid_fen,
        paid_count=payment_count,
        closing_fen=balance_fen,
        leaves=LeafRange(17, 12301, 613, 53_067_412_30, 53_067_412_30),
        parties=(
            StatementParty("client", "中心区住房和城乡建设局", "113701050042091000", "李明"),
            StatementParty(
                "investigator", "齐鲁勘察设计研究院有限公司", "91370100MA3C000017", "王芳"
            ),
            StatementParty(
                "designer",
                "中国市政工程东北设计研究总院有限公司中心区棚户区改造设计分院",
                "91370100MA3C00002X",
                "赟翀",
            ),
            StatementParty(
                "contractor", "鲁班建设集团有限公司", "91370100MA3C000033", "阿卜杜热西提·买买提"
            ),
        ),
        sources=(
            StatementSource(
                "T1",
                "省级城建专项（棚户区改造补助）",
                "鲁财建〔2025〕118号",
                date(2025, 3, 3),
                24_000_000_00,
                23_900_000_00,
                100_000_00,
                date(2027, 12, 31),
            ),
            StatementSource(
                "T2",
                "区级配套",
                "中财建〔2026〕12号",
                date(2026, 1, 9),
                30_000_000_00,
                2_500_000_00,
                27_500_000_00,
                None,
            ),
        ),
        contracts=(
            StatementContract(
                "HT-2026-031",
                "棚改一期施工总承包",
                "鲁班建设集团有限公司",
                1_100_000_000_00,
                2_345_678_90,
                10_000_000_00,
                26_500_000_00,
                300_000_00,
                1_200_000_00,
            ),
            StatementContract(
                "HT-2026-033",
                "监理",
                "海岱工程监理咨询有限公司",
                980_000_00,
                -20_000_00,
                0,
                0,
                0,
                0,
            ),
        ),
        payments=payments,
        months=tuple(months),
        unverified=UNVERIFIED,
    )
