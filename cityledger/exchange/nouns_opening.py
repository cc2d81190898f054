"""Sheets of the opening: what legacy books had received, certified and paid (L7, period 0)."""

from __future__ import annotations

from cityledger.exchange.sheets import Sheet, col

# fmt: off
OPENING_RECEIPTS = Sheet(
    title="期初到账", act="opening.book", noun="opening_tranche", key=("tranche",),
    note="启用本账之前各级次资金的累计到账,每级次一个批次。",
    columns=(
        col("批次名称", "tranche", "code", "L-省级|L-区级", "本账内唯一"),
        col("账号", "bank_account", "code", "3700000000000000001|3700000000000000001",
            "银行账户表中的账号", ref="bank_account"),
        col("金额(元)", "amount_fen", "money", "900000.00|400000.00", "累计到账金额"),
        col("到账日期", "received_on", "day", "2023-03-01|2023-03-02", "首次到账日期"),
        col("摘要", "summary", "text", "|", "空白则自动生成", required=False),
    ),
)
OPENING_CERTIFIED = Sheet(
    title="期初计量", act="opening.book", noun="opening_certified",
    key=("contract", "value_date", "amount_fen"),
    note="启用本账之前已计量的金额,每份合同按总额登记(不填净额)。",
    columns=(
        col("合同编号", "contract", "code", "HT-2024-001|HT-2024-002", "合同表中的编号",
            ref="contract"),
        col("金额(元)", "amount_fen", "money", "200000.00|100000.00", "累计计量金额"),
        col("业务日期", "value_date", "day", "2024-06-30|2024-06-30", "最近一期计量日期"),
        col("摘要", "summary", "text", "|", "空白则自动生成", required=False),
    ),
)
OPENING_PAID = Sheet(
    title="期初付款", act="opening.book", noun="opening_paid", key=("contract", "reference"),
    note="启用本账之前已付的金额;每笔银行付款一行最好。",
    columns=(
        col("合同编号", "contract", "code", "HT-2024-001|HT-2024-002", "合同表中的编号",
            ref="contract"),
        col("批次名称", "tranche", "code", "L-省级|L-区级", "期初到账表中的批次",
            ref="opening_tranche"),
        col("账号", "bank_account", "code", "3700000000000000001|3700000000000000001",
            "付款账户", ref="bank_account"),
        col("金额(元)", "amount_fen", "money", "150000.00|100000.00", "付款金额"),
        col("付款日期", "value_date", "day", "2024-07-10|2024-07-11", "银行付款日期"),
        col("凭据号", "reference", "code", "YH-2024-0710|YH-2024-0711", "银行回单号"),
        col("摘要", "summary", "text", "|", "空白则自动生成", required=False),
    ),
)
# fmt: on

OPENING_SHEETS = (OPENING_RECEIPTS, OPENING_CERTIFIED, OPENING_PAID)
