"""Forms about endings: acceptance, delivery, final accounts, and the end of a month or a year."""

from __future__ import annotations

from cityledger.exchange.form_columns import day, money, paper, project, yes
from cityledger.exchange.sheets import Sheet, col, of

# fmt: off
ACCEPTED = Sheet(
    title="竣工验收", act="acceptance.record", noun="acceptance", key=("project", "doc_no"),
    command="closing:RecordAcceptance",
    note="项目或单项工程通过验收、可以投入使用的日期。",
    columns=(
        project(), day("验收日期", "accepted_on", "2025-11-01"),
        day("可投入使用", "usable_on", "2025-11-10"), paper("示建验〔2025〕9号"),
        col("单项工程", "section", "code", "", "空白为整个项目", ref="sub_project",
            required=False),
        day("备案日期", "filed_on", "", required=False),
    ),
)
WRITTEN_OFF = "written_off"
"""The kind of a line of a delivery that becomes no asset."""

_KINDS = of("delivered_kind")
_KINDS["choices"] = (*_KINDS["choices"], ("核销待摊", WRITTEN_OFF))
DELIVERIES = Sheet(
    title="资产交付", act="assets.deliver", noun="delivery", key=("doc_no", "name"),
    group=("project", "doc_no"), agreed=("delivered_on", "receiver"),
    note="交付的资产按自身成本分摊待摊投资;不形成资产的待摊费用另列核销行。",
    columns=(
        project(), paper("示交〔2025〕1号"), day("交付日期", "delivered_on", "2025-12-01"),
        col("接收单位", "receiver", "text", "示范区城管局", "谁接收"),
        col("资产类别", "kind", "choice", "公共基础设施|核销待摊", "不形成资产选核销待摊",
            **_KINDS),
        col("资产名称", "name", "text", "道路|补偿款", "名称"),
        col("成本类别", "cost_item", "code", "works|06", "资产填费用类别,核销填待摊项目",
            ref="cost_item"),
        money("自身成本(元)", "own_fen", "10000000.00|1000.00", "分摊之前的成本或核销金额"),
        col("数量", "quantity", "int", "1|", "空白为1", required=False),
        col("单位", "unit", "text", "条|", "空白为项", required=False),
    ),
)
_ACCOUNTS = (
    project(), paper("示决〔2025〕1号"),
    col("决算机关", "authority", "text", "示范区财政局", "报送或批复的机关"),
    day("文件日期", "stated_on", "2025-12-05"),
    money("决算金额(元)", "cost_fen", "10000000.00", "竣工决算的总成本"),
    money("尾工金额(元)", "tail_fen", "", "未完尾工,没有留空", required=False),
    money("结余金额(元)", "surplus_fen", "", "结余资金,没有留空", required=False),
)
SUBMITTED = Sheet(
    title="报送决算", act="accounts.submit", noun="final_account", key=("project", "doc_no"),
    command="closing:SubmitAccounts",
    note="竣工财务决算的报送;延期须有批准文件。",
    columns=(
        *_ACCOUNTS, col("延期天数", "extension_days", "int", "", "批准延期的天数", required=False),
        col("延期文号", "extension_doc", "code", "", "已登记的延期批文", ref="approval_document",
            required=False),
        yes("大型项目", "is_large", "", "空白为否", required=False),
    ),
)
APPROVED = Sheet(
    title="批复决算", act="accounts.approve", noun="final_account_approval",
    key=("project", "doc_no"), command="closing:ApproveAccounts",
    note="决算批复的金额。", columns=_ACCOUNTS,
)
MONTH_CLOSING = Sheet(
    title="月末结账", act="period.close", noun="period_closing", key=("period",),
    command="periods:ClosePeriod",
    note="结账后该月不能再记账;结账没有撤销。",
    columns=(col("会计期间", "period", "int", "202503", "已开放的月份", ref="period"),),
)
YEAR_CLOSING = Sheet(
    title="年终结账", act="year.close", noun="year_closing", key=("year",),
    command="year_end:CloseYear",
    note="把全年收支结转到结余;按批次一张凭证。",
    columns=(col("会计年度", "year", "int", "2025", "四位年份", ref="year"),),
)
CARRYING = Sheet(
    title="指标结转", act="year.carry", noun="year_carrying", key=("year",),
    command="year_end:CarryYear",
    note="已承诺未支付的指标结转下年;文件另有规定时连同未承诺的一起结转。",
    columns=(
        col("会计年度", "year", "int", "2025", "四位年份", ref="year"), paper("示财结〔2026〕1号"),
        col("发文机关", "authority", "text", "示范区财政局", "文件落款的机关"),
        day("发文日期", "issued_on", "2025-12-31"),
        col("文件标题", "title", "text", "关于结转指标的通知", "文件标题"),
        yes("未承诺也结转", "is_free_carried", "", "空白为否", required=False),
    ),
)
# fmt: on

CLOSING_FORMS = (
    ACCEPTED,
    DELIVERIES,
    SUBMITTED,
    APPROVED,
    MONTH_CLOSING,
    YEAR_CLOSING,
    CARRYING,
)
