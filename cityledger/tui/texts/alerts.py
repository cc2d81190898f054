"""One sentence for each kind of alert, and one for a day that is past."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "alert_guarantee_expiring": (
        "保函 {subject} 还有 {days} 天到期, 金额 {amount}",
        "guarantee {subject} over {amount} ends in {days} days",
    ),
    "alert_guarantee_expiring_past": (
        "保函 {subject} 已于 {on} 到期, 金额 {amount}",
        "guarantee {subject} over {amount} ended on {on}",
    ),
    "alert_tranche_expiring": (
        "批次 {subject} 还有 {days} 天截止, 余 {amount}",
        "tranche {subject} ends in {days} days with {amount} left",
    ),
    "alert_tranche_expiring_past": (
        "批次 {subject} 已于 {on} 截止, 余 {amount}",
        "tranche {subject} ended on {on} with {amount} left",
    ),
    "alert_tranche_idle": (
        "批次 {subject} 已闲置 {days} 天, 余 {amount}",
        "tranche {subject} idle for {days} days with {amount} left",
    ),
    "alert_certificate_due": (
        "{subject} 应于 {on} 前付 {amount}",
        "{subject}: {amount} to be paid by {on}",
    ),
    "alert_certificate_due_past": (
        "{subject} 应付 {amount} 已超期 {days} 天",
        "{subject}: {amount} overdue by {days} days",
    ),
    "alert_compensation_unpaid": (
        "{subject} 户已签约未付 {amount}, 应于 {on} 前付清",
        "{subject} households signed and not paid {amount}, due by {on}",
    ),
    "alert_compensation_unpaid_past": (
        "{subject} 户已签约未付 {amount}, 应付日 {on} 已过",
        "{subject} households signed and not paid {amount}, was due on {on}",
    ),
    "alert_compensation_unsigned": (
        "{subject} 户尚未签约, 征收决定的签约期到 {on}",
        "{subject} households have not signed, the time to sign ends on {on}",
    ),
    "alert_compensation_unsigned_past": (
        "{subject} 户尚未签约, 征收决定的签约期 {on} 已过",
        "{subject} households have not signed, the time to sign ended on {on}",
    ),
    "alert_payment_waiting": (
        "已审批未付 {amount}: {subject}",
        "approved and unpaid, {amount}: {subject}",
    ),
    "alert_interference_open": (
        "未解除的干预登记({on}): {subject}",
        "interference ({on}): {subject}",
    ),
    "alert_interference_unreported": (
        "干预登记 {subject} 应于 {on} 前报告",
        "interference {subject} to be reported by {on}",
    ),
    "alert_interference_unreported_past": (
        "干预登记 {subject} 报告已超期 {days} 天",
        "interference {subject}: report overdue by {days} days",
    ),
    "alert_zero_report_missing": (
        "干预零报告 {subject} 应于 {on} 前报告",
        "interference reports of {subject} due by {on}",
    ),
    "alert_override_expiring": (
        "特批 {subject} 还有 {days} 天到期, 余 {amount}",
        "override {subject} ends in {days} days with {amount} left",
    ),
    "alert_period_to_close": ("{subject} 已过, 尚未结账", "{subject} is over and not closed"),
    "alert_ppp_unscored": (
        "PPP {subject}年未做绩效评价, 计划补贴 {amount}",
        "partnership {subject} has no score; {amount} planned",
    ),
    "alert_ppp_capital_late": (
        "PPP {subject} 资本金 {amount} 逾期未到位",
        "partnership {subject}: capital of {amount} is late",
    ),
    "alert_ppp_near_limit": (
        "{subject}年PPP支出责任 {amount} 接近或超过限额",
        "duties of {subject}, {amount}, near or pass the limit",
    ),
    "alert_task_open": ("督办事项({on}): {subject}", "task ({on}): {subject}"),
    "alert_milestone_due": (
        "节点 {subject} 还有 {days} 天到期",
        "milestone {subject} is due in {days} days",
    ),
    "alert_milestone_due_past": (
        "节点 {subject} 已超期 {days} 天",
        "milestone {subject} is {days} days overdue",
    ),
    "alert_finding_open": (
        "检查问题未销号({on}): {subject}",
        "finding open ({on}): {subject}",
    ),
    "alert_tip_unanswered": (
        "来信待答复({on}): {subject}",
        "tip to be answered ({on}): {subject}",
    ),
    "alert_qualification_expiring": (
        "{subject} 的资质将于 {on} 到期",
        "certificate of {subject} ends on {on}",
    ),
    "alert_qualification_expiring_past": (
        "{subject} 的资质已于 {on} 到期",
        "certificate of {subject} ended on {on}",
    ),
    "alert_party_unqualified": (
        "{subject} 没有登记资质证书",
        "no certificate of {subject} is registered",
    ),
    "alert_site_rebuilt": (
        "同一地块竣工不久又建({on}前): {subject}",
        "site built on again before {on}: {subject}",
    ),
    "alert_year_burdened": (
        "{subject} 年安排建设资金 {amount}, 超过财力上限",
        "{amount} planned for {subject} exceeds what the district can bear",
    ),
    "alert_insurance_expiring": (
        "保单 {subject} 还有 {days} 天到期, 保额 {amount}",
        "policy {subject} ends in {days} days, {amount}",
    ),
    "alert_insurance_expiring_past": (
        "保单 {subject} 已于 {on} 到期, 保额 {amount}",
        "policy {subject} ended on {on}, {amount}",
    ),
    "alert_accounts_due": (
        "{subject} 应于 {on} 前报送竣工决算",
        "final accounts of {subject} are due by {on}",
    ),
    "alert_accounts_due_past": (
        "{subject} 竣工决算已逾期 {days} 天",
        "final accounts of {subject} are {days} days late",
    ),
    "alert_surplus_due": (
        "批次 {subject} 结余 {amount} 应于 {on} 前上缴",
        "surplus {amount} of tranche {subject} is due back by {on}",
    ),
    "alert_surplus_due_past": (
        "批次 {subject} 结余 {amount} 上缴已逾期 {days} 天",
        "surplus {amount} of tranche {subject} is {days} days late",
    ),
    "alert_bid_bond_due": (
        "投标保证金 {subject} {amount} 应于 {on} 前退还",
        "bid bond {subject} of {amount} is to be given back by {on}",
    ),
    "alert_bid_bond_due_past": (
        "投标保证金 {subject} {amount} 退还已逾期 {days} 天",
        "bid bond {subject} of {amount} is {days} days late",
    ),
    "alert_sme_late": (
        "{subject} 超期未付, 逾期利息 {amount}",
        "{subject} is paid late, interest {amount}",
    ),
    "alert_subcontract_share": (
        "{subject} 分包合计 {amount}, 超过预警比例",
        "subcontracts of {subject} sum to {amount}, above the share to watch",
    ),
    "alert_programme_closing": (
        "专项“{subject}”还有 {days} 天截止申报, 尚未申报",
        "programme {subject} closes in {days} days, and nobody has applied",
    ),
    "alert_matching_short": (
        "专项 {subject} 区级配套尚差 {amount}",
        "programme {subject}: {amount} of promised matching money is missing",
    ),
    "alert_pass_down_late": (
        "批次 {subject} 到账 {days} 天, 尚有 {amount} 未分解到项目",
        "tranche {subject}: {amount} not divided among projects after {days} days",
    ),
    "alert_tranche_lapsing": (
        "批次 {subject} 还有 {days} 天满两年成为结余, 余 {amount}",
        "tranche {subject} becomes surplus in {days} days with {amount} left",
    ),
    "alert_tranche_lapsing_past": (
        "批次 {subject} 已于 {on} 满两年, 结余 {amount} 应退回",
        "tranche {subject} became surplus on {on}: {amount} is due back",
    ),
    "alert_debt_due": (
        "债务 {subject} 还有 {days} 天应付本息 {amount}",
        "debt {subject}: {amount} due in {days} days",
    ),
    "alert_debt_due_past": (
        "债务 {subject} 应付本息 {amount} 已逾期 {days} 天",
        "debt {subject}: {amount} overdue by {days} days",
    ),
}
