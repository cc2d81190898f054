"""Forms about borrowed money and what stands beside it: debts, rewards, risk pools, assets."""

from __future__ import annotations

from cityledger.exchange.form_columns import day, evidence, money, paper, project, tranche, yes
from cityledger.exchange.sheets import Sheet, col, of

# fmt: off
_DEBT = col("债务编号", "debt_no", "code", "贷2025-1", "已登记的债务", ref="debt")

DEBTS = Sheet(
    title="债务登记", act="debt.register", noun="debt", key=("debt_no", "due_on"),
    command="debts:RegisterDebt", group=("debt_no",),
    agreed=("kind", "project", "source", "debtor_kind", "creditor", "principal_fen", "rate_ppm",
        "starts_on", "ends_on", "repaid_from", "debtor_id", "is_hidden", "is_guaranteed"),
    note="借来的钱:债务人、债权人、利率、还款来源和逐笔还款计划。",
    columns=(
        col("债务编号", "debt_no", "code", "贷2025-1", "借款合同编号,本账内唯一"),
        col("债务种类", "kind", "choice", "银行贷款", "从列表选择", **of("debt_kind")), project(),
        col("来源名称", "source", "text", "商业银行贷款", "资金来源的名称", ref="fund_source"),
        col("债务人类别", "debtor_kind", "choice", "国有企业", "从列表选择",
            **of("debtor_kind")),
        col("债权人", "creditor", "text", "工商银行示范支行", "谁借出的钱"),
        money("本金(元)", "principal_fen", "8000000.00", "借款本金"),
        col("年利率(%)", "rate_ppm", "rate", "3.85", "例 3.85"),
        day("起息日", "starts_on", "2025-04-01"),
        day("到期日期", "ends_on", "2027-04-01", later=True),
        col("还款来源", "repaid_from", "text", "停车场经营收入", "用什么收入偿还"),
        col("债务人代码", "debtor_id", "code", "", "已登记的单位", ref="party", required=False),
        yes("隐性债务", "is_hidden", "", "属于隐性债务清单", required=False),
        yes("政府担保", "is_guaranteed", "", "任何形式的政府担保", required=False),
        day("还款日", "due_on", "2026-04-01|2027-04-01", later=True),
        money("还本(元)", "line_principal_fen", "4000000.00|4000000.00", "该日应还本金"),
        money("付息(元)", "interest_fen", "308000.00|154000.00", "该日应付利息", required=False),
    ),
)
ACCRUALS = Sheet(
    title="计提利息", act="interest.accrue", noun="interest_accrual", key=("debt_no",),
    command="debts:AccrueInterest",
    note="从上次计提到本日的利息;项目交付前计入成本,交付后计入费用。",
    columns=(
        _DEBT, day("计提至", "until_on", "2025-06-30"),
        yes("项目已交付", "is_delivered", "", "空白为未交付", required=False),
    ),
)
SUBSIDIES = Sheet(
    title="贷款贴息", act="subsidy.calculate", noun="interest_subsidy", key=("debt_no", "from_on"),
    command="debts:CalculateSubsidy",
    note="按文件计算上级承担的利息:贴息本金、利率和起止日(止日不算)。",
    columns=(
        _DEBT, col("贴息单位", "grantor", "text", "省财政厅", "谁承担利息"),
        paper("财贴〔2025〕1号"), money("贴息本金(元)", "base_fen", "8000000.00", "贴息的本金"),
        col("贴息利率(%)", "rate_ppm", "rate", "2", "例 2"),
        day("起始日期", "from_on", "2025-04-01"), day("截止日期", "until_on", "2025-06-30"),
    ),
)
REWARDS = Sheet(
    title="以奖代补", act="reward.promise", noun="reward_grant", key=("doc_no",),
    command="instruments:PromiseReward",
    note="奖补资金先挂条件:成效认定之前不能支付。",
    columns=(
        project(), tranche(), money("金额(元)", "amount_fen", "1000000.00", "奖补金额"),
        col("条件", "condition", "text", "完成500户改造", "达到什么成效"),
        paper("财奖〔2025〕1号"),
    ),
)
ACCEPTANCES = Sheet(
    title="奖补成效认定", act="reward.accept", noun="reward_acceptance", key=("reward_id",),
    command="instruments:AcceptReward",
    note="由登记人以外的人,凭已入账的附件认定成效。",
    columns=(
        col("奖补编号", "reward_id", "int", "1", "尚未认定的奖补", ref="reward_grant"),
        evidence("证明附件", required=True, examples="ab" * 32),
        day("认定日期", "accepted_on", "2025-09-01"),
        col("得分", "score_ppm", "rate", "95", "满分100", required=False),
    ),
)
POOLS = Sheet(
    title="风险补偿池", act="pool.found", noun="risk_pool", key=("name",),
    command="instruments:FoundPool",
    note="用一个批次设立风险池:与银行分担比例、单笔和总上限。",
    columns=(
        col("风险池名称", "name", "text", "中小企业风险池", "本账内唯一"), project(), tranche(),
        col("合作银行", "bank", "text", "工商银行示范支行", "贷款银行"),
        col("分担比例(%)", "share_ppm", "rate", "40", "我方承担每笔损失的比例"),
        money("总上限(元)", "cap_fen", "5000000.00", "全部代偿的上限"),
        money("单笔上限(元)", "loan_cap_fen", "1000000.00", "每笔代偿的上限"),
    ),
)
_POOL = col("风险池名称", "pool", "text", "中小企业风险池", "已设立的风险池", ref="risk_pool")
LOANS = Sheet(
    title="池内贷款", act="pool.lend", noun="pool_loan", key=("pool", "borrower"),
    command="instruments:LendUnderPool",
    note="银行在风险池下发放的一笔贷款。",
    columns=(
        _POOL, col("借款人", "borrower", "text", "某某公司", "借款企业"),
        money("本金(元)", "principal_fen", "2000000.00", "贷款本金"),
        day("放款日期", "lent_on", "2025-04-01"),
        day("到期日期", "ends_on", "2026-04-01", later=True),
    ),
)
LOSSES = Sheet(
    title="代偿与追偿", act="pool.lose", noun="pool_loss", key=("pool", "n"),
    command="instruments:RecordLoss",
    note="池内贷款的损失;追回的填负数。",
    columns=(
        _POOL, col("贷款序号", "n", "int", "1", "池内第几笔贷款", ref="pool_loan"),
        money("损失金额(元)", "loss_fen", "1000000.00", "追回填负数"),
        day("发生日期", "happened_on", "2025-08-01"), paper("(2025)示01执1号"),
    ),
)
ASSETS = Sheet(
    title="资产登记", act="asset.register", noun="asset", key=("right_no",),
    command="assets:RegisterAsset",
    note="可用于融资的资产和权利;公益性资产不得抵押。",
    columns=(
        col("权证编号", "right_no", "code", "不动产2025-1", "权证上的编号"),
        col("资产名称", "name", "text", "停车场", "名称"),
        col("资产种类", "kind", "choice", "市政公用设施", "从列表选择", **of("asset_kind")),
        col("权利人", "owner", "text", "示范区城投公司", "权证上的权利人"),
        money("评估价值(元)", "value_fen", "8000000.00", "评估价值"),
        day("评估日期", "valued_on", "2025-03-01"),
        yes("公益性资产", "is_public_welfare", "", "空白为否", required=False),
    ),
)
PACKAGES = Sheet(
    title="资产包", act="package.form", noun="asset_package", key=("name", "right_no"),
    command="assets:FormPackage", group=("name",), agreed=("debt_no", "packed_on"),
    note="若干资产打包,为一笔债务抵质押。",
    columns=(
        col("资产包名称", "name", "text", "停车场包", "本账内唯一"), _DEBT,
        day("打包日期", "packed_on", "2025-06-01"),
        col("权证编号", "right_no", "code", "不动产2025-1", "尚可抵押的资产", ref="asset"),
        money("抵质押金额(元)", "pledged_fen", "8000000.00", "不超过评估价值"),
    ),
)
RELEASES = Sheet(
    title="解除资产包", act="package.release", noun="package_release", key=("name",),
    command="assets:ReleasePackage",
    note="债务还清后解除整包的抵质押。",
    columns=(
        col("资产包名称", "name", "text", "停车场包", "在押的资产包", ref="asset_package"),
        day("解除日期", "released_on", "2025-12-01"),
    ),
)
# fmt: on

FINANCING_FORMS = (
    DEBTS,
    ACCRUALS,
    SUBSIDIES,
    REWARDS,
    ACCEPTANCES,
    POOLS,
    LOANS,
    LOSSES,
    ASSETS,
    PACKAGES,
    RELEASES,
)
