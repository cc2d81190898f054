"""Small, fixed inputs for the papers: a state of a log, vouchers, a ledger and a project statement."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from cityledger.views.log_mark import LogMark
from cityledger.views.voucher_card import Ledger, Signatures, VoucherCard, VoucherLine

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
            "HT-2026-031", "鲁班建设集团有限公司中心区第三分公司棚户区改造项目经理部", "T2 区级配套",
        ),
        line("financial", "网银支付 回单 20260315-0071|100201|银行存款|项目专户", 0, 650_000_00, "农行 8821"),
        line("budget", f"{PAY}|7101|行政支出|项目支出", 650_000_00, 0, "T1 省级城建专项"),
        line("budget", f"{PAY}|8001|资金结存|货币资金", 0, 650_000_00, "T1 省级城建专项"),
        line("memo", f"{PAY}|9104|已批未付|", 650_000_00, 0, "中财建〔2026〕12号"),
        line("memo", f"{PAY}|9105|已支付|", 0, 650_000_00, "中财建〔2026〕12号"),
    ),
    signatures=SIGNED,
)  # fmt: skip

REVERSAL = replace(
    PAYMENT,
    number=124,
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
                "financial", f"征收补偿款 第{n}户|230204|应付账款|应付征收补偿款", 150_000_00 + n, 0,
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
        line("financial", "<b>收</b>款 & \\(x) 𠮷野 䶮 㛃 ㎡ 🏗 \x1b[31m|100201|银行存款|𬭎工", 5, 0, "a=b"),
        line("financial", "=1+1 收款|4609|其他收入|", 0, 5),
    ),
)

CARDS = (PAYMENT, REVERSAL, COMPENSATION, PERMISSION, RARE)
