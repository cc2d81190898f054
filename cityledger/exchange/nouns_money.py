"""Sheets about money in: sources, allotments, our bank accounts, receipts, funding plans."""

from __future__ import annotations

from cityledger.exchange.sheets import YES_NO, Sheet, col

# fmt: off
SOURCE_KINDS = (
    ("一般公共预算", "general_budget"), ("政府性基金", "government_fund"),
    ("上级专项补助", "upper_special"), ("专项债券", "special_bond"),
    ("政策性贷款", "policy_loan"), ("PPP资本金", "ppp_capital"), ("资产打包融资", "asset_package"),
    ("以奖代补", "reward_grant"), ("贷款贴息", "interest_subsidy"),
    ("利息收入", "interest_income"), ("政府购买服务", "service_purchase"), ("国企自筹", "soe"),
    ("产业基金", "industry_fund"), ("社会资本", "private_capital"),
    ("配套资金", "counterpart_funds"), ("一般债券", "general_bond"), ("银行贷款", "bank_loan"),
    ("融资平台", "platform"), ("风险补偿资金", "risk_pool"), ("其他来源", "other"),
)
LEVELS = (
    ("中央", "central"), ("省级", "province"), ("市级", "city"), ("区县级", "district"),
    ("市场", "market"),
)
ROUTES = (("本级预算", "own_budget"), ("上级直接拨付", "other_level"), ("市场融资", "market"))
BANK_KINDS = (("银行账户", "bank"), ("现金", "cash"), ("在途", "transit"), ("用款额度", "quota"))
FORMS = (("实拨", "cash"), ("额度", "quota"))

SOURCES = Sheet(
    title="资金来源", act="source.register", noun="fund_source", key=("source",),
    note="谁给的钱、哪项计划、经过哪条渠道;种类与渠道决定收入科目。",
    columns=(
        col("来源名称", "source", "text", "省城市更新专项|区级城建资金", "本账内唯一"),
        col("来源种类", "kind", "choice", "上级专项补助|一般公共预算", "从下拉列表选择",
            choices=SOURCE_KINDS),
        col("级次", "level", "choice", "省级|区县级", "从下拉列表选择", choices=LEVELS),
        col("渠道", "route", "choice", "上级直接拨付|本级预算", "从下拉列表选择", choices=ROUTES),
        col("计划名称", "programme", "text", "城市更新|", "专项计划的名称", required=False),
    ),
)
ALLOTMENTS = Sheet(
    title="指标", act="allotment.issue", noun="allotment", key=("allotment",),
    note="下达的预算指标:花钱的许可,不是钱。",
    columns=(
        col("指标编号", "allotment", "code", "ZB-2025-01|ZB-2025-02", "指标文件中的编号"),
        col("来源名称", "source", "text", "省城市更新专项|区级城建资金", "资金来源表中的名称",
            ref="fund_source"),
        col("预算年度", "fiscal_year", "int", "2025|2025", "四位年份"),
        col("金额(元)", "amount_fen", "money", "8000000.00|4000000.00", "指标金额"),
        col("文号", "doc_no", "code", "示财建指〔2025〕1号|示财建指〔2025〕2号", "指标文件文号"),
        col("发文机关", "authority", "text", "省财政厅|示范区财政局", "发文机关"),
        col("发文日期", "issued_on", "day", "2025-01-03|2025-01-03", "文件落款日期"),
        col("文件标题", "title", "text", "下达城市更新专项资金|下达城建资金", "文件标题"),
        col("登记日期", "value_date", "day", "2025-01-03|2025-01-03", "在开放月份内"),
        col("功能分类", "function_code", "code", "2120303|2120303", "支出功能分类科目编码",
            required=False),
        col("经济分类", "economic_code", "code", "50302|50302", "政府预算支出经济分类编码",
            required=False),
    ),
)
BANKS = Sheet(
    title="银行账户", act="bank.open", noun="bank_account", key=("bank_account",),
    note="本单位自己的账户,对应会计科目。",
    columns=(
        col("账号", "bank_account", "code", "3700000000000000001|3700000000000000002", "银行账号"),
        col("账户名称", "name", "text", "城建资金专户|征收补偿专户", "户名或用途"),
        col("开户银行", "bank_name", "text", "示范银行营业部|示范银行营业部", "全称到支行"),
        col("科目编码", "account", "code", "100201|100202", "科目表中的资金科目"),
        col("账户种类", "kind", "choice", "银行账户|银行账户", "空白为银行账户", required=False,
            choices=BANK_KINDS),
    ),
)
RECEIPTS = Sheet(
    title="到账", act="funds.receive", noun="tranche", key=("tranche",),
    note="每笔到账是一个资金批次,限定用途与项目由批文决定(专款专用)。",
    columns=(
        col("批次名称", "tranche", "code", "T2025-01|T2025-02|T2025-03", "本账内唯一"),
        col("来源名称", "source", "text", "省城市更新专项|区级城建资金|区级城建资金",
            "资金来源表中的名称", ref="fund_source"),
        col("金额(元)", "amount_fen", "money", "8000000.00|4000000.00|318000.50", "到账金额"),
        col("到账日期", "received_on", "day", "2025-01-06|2025-01-07|2025-01-08",
            "银行入账日,在开放月份内"),
        col("账号", "bank_account", "code",
            "3700000000000000001|3700000000000000001|3700000000000000002",
            "银行账户表中的账号;额度留空", required=False, ref="bank_account"),
        col("指标编号", "allotment", "code", "ZB-2025-01|ZB-2025-02|", "指标表中的编号",
            required=False, ref="allotment"),
        col("资金形式", "form", "choice", "实拨|实拨|实拨", "空白为实拨", required=False,
            choices=FORMS),
        col("资金年度", "fund_year", "int", "||", "空白为到账年份", required=False),
        col("到期日", "expiry_on", "day", "2026-12-31||", "过期后只能退回", required=False),
        col("限定用途", "uses", "list", "||allocable:06", "费用类别代码,用顿号隔开;空白为不限",
            required=False),
        col("限定项目", "scope", "list", "2501-370211-04-01-100001||2501-370211-04-01-100002",
            "项目代码,用顿号隔开;空白为不限", required=False, ref="project"),
        col("是否专款", "restricted", "choice", "是|否|是", "空白按来源种类", required=False,
            choices=YES_NO),
        col("退回单位", "return_to", "text", "省财政厅||", "结余退回给谁", required=False),
    ),
)
DEPOSIT_KINDS = (("投标", "230701"), ("履约", "230702"), ("农民工工资", "230703"))
DEPOSITS = Sheet(
    title="保证金到账", act="funds.receive", noun="deposit", key=("deposit",),
    note="以现金收到的保证金,只能退还缴存人;退还时在“付款申请”表填“退还保证金”。",
    columns=(
        col("批次名称", "deposit", "code", "B2025-01|B2025-02", "本账内唯一"),
        col("合同编号", "contract", "code", "HT-2025-003|HT-2025-003",
            "合同表中的押金协议;对方就是缴存人", ref="contract"),
        col("保证金种类", "account", "choice", "投标|投标", "从下拉列表选择",
            choices=DEPOSIT_KINDS),
        col("金额(元)", "amount_fen", "money", "150000.00|50000.00", "到账金额"),
        col("到账日期", "received_on", "day", "2025-01-06|2025-01-07",
            "银行入账日,在开放月份内"),
        col("账号", "bank_account", "code", "3700000000000000001|3700000000000000001",
            "银行账户表中的账号", ref="bank_account"),
        col("不退还时上缴", "return_to", "text", "示范区财政局|", "不予退还的缴给谁",
            required=False),
    ),
)
PLANS = Sheet(
    title="资金计划", act="plan.amend", noun="funding_plan",
    key=("contract", "source", "fiscal_year", "allotment"),
    note="一份合同由哪些来源在哪一年支付;来源不在计划内不能付款。",
    columns=(
        col("合同编号", "contract", "code", "HT-2025-001|HT-2025-001|HT-2025-002",
            "合同表中的编号", ref="contract"),
        col("来源名称", "source", "text", "省城市更新专项|区级城建资金|区级城建资金",
            "资金来源表中的名称", ref="fund_source"),
        col("预算年度", "fiscal_year", "int", "2025|2025|2025", "四位年份"),
        col("金额(元)", "amount_fen", "money", "7000000.00|2000000.00|600000.00", "计划金额"),
        col("指标编号", "allotment", "code", "ZB-2025-01|ZB-2025-02|ZB-2025-02", "已下达指标的编号",
            required=False, ref="allotment"),
        col("登记日期", "value_date", "day", "2025-01-07|2025-01-07|2025-01-07", "在开放月份内"),
    ),
)
# fmt: on

MONEY_SHEETS = (SOURCES, ALLOTMENTS, BANKS, RECEIPTS)
DEPOSIT_SHEETS = (DEPOSITS,)
PLAN_SHEETS = (PLANS,)
