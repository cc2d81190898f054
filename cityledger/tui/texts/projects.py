"""What the screens of projects say."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # titles
    "title_projects": ("项目", "projects"),
    "title_project": ("项目情况", "project"),
    "title_budget": ("概算明细", "budget line"),
    "title_payments": ("付款明细", "payments"),
    "title_contracts": ("合同", "contracts"),
    "title_contract": ("合同台账", "contract sheet"),
    "title_parties": ("五方责任主体", "five parties"),
    "title_guarantees": ("保函与保险", "guarantees and insurance"),
    "title_duties": ("PPP支出责任", "partnership duties"),
    "title_works": ("节点与任务", "milestones and tasks"),
    "title_renewal": ("地块", "plots"),
    "title_households": ("被征收户", "households"),
    "title_papers_of": ("批复文件", "approvals"),
    # keys
    "key_unit": ("元/万元", "unit"),
    "key_contracts": ("合同", "contracts"),
    "key_parties": ("五方", "parties"),
    "key_guarantees": ("保函", "bonds"),
    "key_duties": ("PPP责任", "PPP"),
    "key_works": ("节点", "tasks"),
    "key_renewal": ("地块", "plots"),
    "key_papers": ("批复", "approvals"),
    "key_payments": ("付款", "payments"),
    # columns
    "col_code": ("代码", "code"),
    "col_phase": ("阶段", "phase"),
    "col_approved": ("概算", "approved"),
    "col_paid": ("已付", "paid"),
    "col_done": ("已付比例", "paid share"),
    "col_alerts": ("提醒", "alerts"),
    "col_payee": ("收款单位", "payee"),
    "col_sum": ("累计(元)", "sum"),
    "col_price": ("合同额", "price"),
    "col_certified": ("已计量", "certified"),
    "col_due": ("可付", "due"),
    "col_firm": ("单位", "firm"),
    "col_leader": ("负责人", "leader"),
    "col_from": ("起始", "from"),
    "col_until": ("截止", "until"),
    "col_letters": ("承诺书 授权书 备案", "letters"),
    "col_expires": ("到期日", "ends on"),
    "col_days": ("天数", "days"),
    "col_kind": ("种类", "kind"),
    "col_secures": ("担保的合同或项目", "secures"),
    "col_issuer": ("出具人 编号", "issuer, no."),
    "col_year": ("年度", "year"),
    "col_tests": ("限额检验", "tests"),
    "col_counted": ("计入责任", "counted"),
    "col_capacity": ("预算支出", "expenditure"),
    "col_duty": ("合同 责任", "contract, duty"),
    "col_planned": ("计划", "planned"),
    "col_score": ("绩效得分", "score"),
    "col_payable": ("应付", "payable"),
    "col_what": ("事项", "what"),
    "col_whole": ("总额", "of"),
    "col_rest": ("剩余", "left"),
    "col_owner": ("责任人", "owner"),
    "col_batch": ("批次计划", "batch"),
    "col_step": ("进度", "step"),
    "col_surveyed": ("已调查", "surveyed"),
    "col_valued": ("已评估", "valued"),
    "col_signed": ("已签约", "signed"),
    "col_promised": ("应补偿", "promised"),
    "col_household": ("户号", "household"),
    "col_owner_name": ("户主", "owner"),
    "col_mode": ("方式", "mode"),
    "col_signed_on": ("签约日", "signed on"),
    "col_unpaid": ("未付", "unpaid"),
    "col_authority": ("机关", "authority"),
    "col_title": ("标题", "title"),
    # units
    "unit_wan": ("万元", "10k yuan"),
    "unit_yuan": ("元", "yuan"),
    "unit_line": ("单位: {unit}", "in {unit}"),
    # the list
    "projects_about": ("共 {count} 个项目", "projects: {count}"),
    "projects_empty": (
        "还没有项目。录入员可在 8 录入单据 登记, 或 cityledger import 项目.xlsx。",
        "No project yet. A maker registers one under 8, or: cityledger import projects.xlsx",
    ),
    "sort_line": ("排序: {by}", "by {by}"),
    "sort_code": ("代码", "code"),
    "sort_available": ("可用从少到多", "least money first"),
    "sort_progress": ("已付比例", "share paid"),
    "sort_alerts": ("提醒从多到少", "most alerts first"),
    "find_hint": (
        "名称、代码或拼音首字母, Enter 到列表, Esc 取消",
        "name, code or initials; Enter to the list, Esc clears",
    ),
    "found_line": ("筛选“{query}”: {count}/{all}", "“{query}”: {count} of {all}"),
    # one project
    "fact_phase": ("阶段", "phase"),
    "fact_batch": ("批次", "batch"),
    "fact_campaign": ("行动", "campaign"),
    "fact_priority": ("优先级", "priority"),
    "free_line": ("可用 {amount} {unit}", "available {amount} ({unit})"),
    "shared_line": (
        "   另有未划分到项目的 {amount} {unit}, 与其他项目共用",
        "   and {amount} ({unit}) undivided, shared",
    ),
    "shared_of": (
        "本批次未划分, 各项目共用, 可用 {amount} {unit}",
        "not divided, {amount} ({unit}) free for all projects",
    ),
    "undivided": ("未划分", "undivided"),
    "runway_shared": (", 含共用资金", ", shared money included"),
    "runway_none": (
        "近 {months} 个整月没有付款, 无法推算够付几个月",
        "nothing paid in the {months} whole months before this one: no pace to go by",
    ),
    "runway_pace": (
        "按近 {months} 月均付 {amount} {unit}/月 → 够付 {lasts} 个月",
        "at {amount} ({unit}) a month over {months} months: lasts {lasts} months",
    ),
    "runway_end": (" ({month} 见底)", " (until {month})"),
    "part_estimate": (
        "概算(已用 = 预留 + 已签约 + 已完成, {unit})",
        "estimate: used of it ({unit})",
    ),
    "part_sources": (
        "资金来源(已用 = 已付, 总额 = 份额, {unit})",
        "sources: paid of the share ({unit})",
    ),
    "part_alerts": ("提醒 {count} 条", "alerts: {count}"),
    "part_next": ("下一步: 未完成的节点、任务和整改", "next: open milestones, tasks, findings"),
    "no_estimate": (
        "没有概算明细, 不能付款: 先登记概算批复(8 录入单据)",
        "no budget lines, so nothing can be paid: register the approval first (8)",
    ),
    "no_sources": (
        "没有资金来源: 收到资金并分到本项目后显示在这里",
        "no money yet: what is received for this project is shown here",
    ),
    "left_over": ("剩 {amount}", "{amount} left"),
    "over_by": ("超 {amount}", "over by {amount}"),
    "total": ("合计", "total"),
    "idle_for": ("已闲置 {days} 天", "idle for {days} days"),
    "ends_line": ("截止 {on}", "ends {on}"),
    "day_left": ("{on} (还有 {days} 天)", "{on} (in {days} days)"),
    "day_past": ("{on} (已过 {days} 天)", "{on} ({days} days ago)"),
    "party_missing": ("{role} (缺)  无{role}不能付进度款", "{role}: none, no progress payment"),
    "nothing_open": ("没有未完成的事项", "nothing is open"),
    "nothing_here": ("没有内容", "nothing here"),
    "nothing_behind": ("这一行后面没有凭证", "there is no voucher behind this row"),
    # a budget line
    "part_chain": (
        "概算 = 可用 + 预留 + 已签约未完成 + 已完成",
        "approved = free + reserved + contracted + certified",
    ),
    "line_approved": ("批复概算", "approved"),
    "line_free": ("可用", "free"),
    "line_reserved": ("预留", "reserved"),
    "line_contracted": ("已签约未完成", "contracted, not certified"),
    "line_certified": ("已完成", "certified"),
    "part_payments": ("付款 {count} 笔", "payments: {count}"),
    "no_payments": ("还没有付款", "nothing was paid yet"),
    "payments_about": ("{count} 笔, 合计 {amount} 元", "payments: {count}, {amount} yuan"),
    # contracts
    "no_contracts": (
        "还没有合同。录入员可在 8 录入单据 登记。",
        "No contract yet. A maker registers one under 8.",
    ),
    "contracts_about": ("合同 {count} 份", "contracts: {count}"),
    "households_line": ("{count} 户, 按地块查看", "households: {count}, by plot"),
    "signed_line": ("签订 {on}", "signed {on}"),
    "defects_line": ("缺陷责任期至 {on}", "defects until {on}"),
    "figure_total": ("合同现价", "price with variations"),
    "figure_paid": ("已付", "paid"),
    "figure_due": ("可付", "due now"),
    "figure_deferred": ("已完成未到付款比例", "certified, not yet due"),
    "figure_advance": ("未扣回预付款", "advance not recouped"),
    "figure_claim": ("待追回", "to be recovered"),
    "figure_held": ("已审批未付", "approved, not paid"),
    "figure_gap": ("未落实资金", "not covered by any money"),
    "of_price": ("占合同现价 {share}", "{share} of the price"),
    "part_securities": ("担保与保险", "guarantees and insurance"),
    "released_on": ("已于 {on} 退还", "released on {on}"),
    "part_certificates": ("计量 {count} 期", "certificates: {count}"),
    "certificate_no": ("第 {no} 期 {kind}", "no. {no} {kind}"),
    "retained_line": ("扣质保金 {amount}", "retained {amount}"),
    "part_invoices": ("发票 {count} 张", "invoices: {count}"),
    "unused_line": ("未用 {amount}", "{amount} unused"),
    "part_variations": ("变更 {count} 次", "variations: {count}"),
    "part_plans": ("资金安排", "funding plan"),
    "not_covered": ("未落实指标", "no allotment"),
    "part_tender": ("招标与投标", "tender and bids"),
    "exempt_line": ("经批准不招标: {doc}", "exempt by {doc}"),
    "winner": ("中标", "winner"),
    "part_subcontracts": (
        "分包 {count} 份, 占合同价 {share}",
        "subcontracts: {count}, {share} of the price",
    ),
    # parties
    "part_answering": ("现任(终身负责)", "answering now, for life"),
    "part_before": ("历任", "before them"),
    "part_certified": ("资质证书", "certificates of their firms"),
    "not_begun": ("未验收", "not begun"),
    "none_registered": ("没有登记", "none registered"),
    # guarantees
    "no_guarantees": (
        "没有登记保函和保险。录入员可在 8 录入单据 登记。",
        "No guarantee and no insurance. A maker registers them under 8.",
    ),
    "guarantees_about": (
        "共 {count} 份: 已过期 {past}, {days} 天内到期 {soon}",
        "{count} in all: {past} ended, {soon} to end within {days} days",
    ),
    # partnerships
    "no_duties": ("没有 PPP 协议, 也没有预算支出数", "no partnership and no expenditure figure"),
    "duties_about": (
        "{count} 个年度, 超限额 {over} 个   单位: 元",
        "years: {count}, over the limit: {over}   in yuan",
    ),
    "part_limits": ("限额检验(按年度)", "the limits, year by year"),
    "part_duties": ("支出责任(按年度)", "duties, year by year"),
    "at_most": ("不超 {share}", "at most {share}"),
    "may_add": ("可新增政府付费", "government pay: yes"),
    "may_not_add": ("不得新增政府付费", "government pay: no"),
    "no_capacity": ("没有预算支出数, 不能检验", "no expenditure figure, no test"),
    "score_voucher": ("绩效评价证书 第 {no} 期", "certificate no. {no} of the score"),
    # works
    "part_milestones": ("节点", "milestones"),
    "part_tasks": ("任务", "tasks"),
    "part_findings": ("检查发现的问题", "findings of inspections"),
    "part_risks": ("风险", "risks"),
    "part_phases": ("阶段", "phases"),
    "done_on": ("已完成 {on}", "done {on}"),
    "open_thing": ("未完成", "open"),
    "closed_thing": ("已关闭", "closed"),
    "late_by": ("超期 {days} 天", "late by {days} days"),
    "due_in": ("还有 {days} 天", "in {days} days"),
    "finding_holds": ("未整改前不得支付工程款", "holds payments of works until it is mended"),
    # renewal
    "no_plots": (
        "没有地块和被征收户。项目负责人可在 8 录入单据 登记棚改计划。",
        "No plot and no household. The project lead enters the plan under 8.",
    ),
    "renewal_about": (
        "{plots} 个地块, 已签约 {signed} 户, 其中未付清 {unpaid} 户   单位: 元",
        "plots: {plots}, households signed: {signed}, not fully paid: {unpaid}   in yuan",
    ),
    "no_plot": ("不在计划内", "on no plan list"),
    "no_households": ("这个地块还没有签约户", "no household of this plot has signed"),
    "households_about": (
        "{plot}   {count} 户, 未付 {amount} 元   姓名和证件号已隐去",
        "{plot}   households: {count}, {amount} yuan unpaid   names are masked",
    ),
    # papers
    "no_papers": ("没有登记批复文件", "no document is registered"),
    "papers_about": ("{count} 份文件", "documents: {count}"),
    "adjusts_line": ("调整 {doc}", "adjusts {doc}"),
    # rules shown with F1
    "rules_projects": (
        """\
可用 = 本项目的资金份额 - 已付 - 已审批未付。提醒: ✗ 已过期, ! 将到期。
万元数按四舍五入显示, 只用于看板; 打开后的台账和凭证一律为元。""",
        """\
Available = shares of the project - paid - approved and not yet paid. Alerts: ✗ past, ! soon.
Figures in 10k yuan are rounded and for dashboards only; sheets and vouchers are in yuan.""",
    ),
    "rules_project": (
        """\
可用 = 本项目的资金份额 - 已付 - 已审批未付; 未划分到项目的批次另列, 各项目共用。
月均付 = 本月之前 6 个整月的付款净额 ÷ 6(退回的冲减); 够付月数 = 可用 × 6 ÷ 该净额, 舍到 0.1。
见底月份从本月起算。全部按分计算, 不用小数。
概算: 批复 = 可用 + 预留 + 已签约未完成 + 已完成; 已用达 90% 标 !, 超出标 ✗。
五方不全的项目不能付预付款、进度款、质保金和结算款(建质〔2014〕124号)。""",
        """\
Available = shares of the project - paid - approved and not yet paid; a tranche that nobody divided
is shared by its projects and said apart.
The pace is what was paid, net of returns, in the 6 whole months before this one, ÷ 6; the money
lasts available × 6 ÷ that sum, rounded down to 0.1 month, this month being the first. All in fen.
Estimate: approved = free + reserved + contracted + certified; ! from 90 %, ✗ when over.
Without all five parties no advance, progress, retention or settlement is paid.""",
    ),
    "rules_budget": (
        """\
每个数打开的是该科目在本概算行上的分录; 付款打开凭证。
超概算须先调整批复(国令712号第二十三条)。""",
        "Each figure opens the postings of its account on this line; a payment opens its voucher.",
    ),
    "rules_contract": (
        """\
合同现价 = 合同额 + 已批变更。可付 = 已计量未付 - 未到付款比例的部分, 质保金另列。
未落实资金 = 合同现价 - 已付 - 已落实的指标。一律为元。""",
        """\
Price = original price + approved variations. Due = certified and not paid, less what is not yet
due; retention stands apart. Not covered = price - paid - what allotments cover. All in yuan.""",
    ),
    "rules_parties": (
        """\
五方责任主体项目负责人终身责任(建质〔2014〕124号): 更换须重新签署承诺书和授权书并备案。
截止日 = 验收日 + 设计使用年限; 未验收的尚未起算。打开单位可看全部付款。""",
        """\
The leaders of the five parties answer for life; whoever takes over signs anew and is filed.
Until = acceptance + design life, not begun before acceptance. A firm opens its payments.""",
    ),
    "rules_guarantees": (
        """\
列全部项目。✗ 已过期, ! 60 天内到期; 已退还、已索赔完或合同已付清的排在后面。
金额为尚可索赔额。""",
        "All projects. ✗ ended, ! ends within 60 days; what secures nothing any more comes last.",
    ),
    "rules_duties": (
        """\
每年全部 PPP 支出责任(政府性基金列支的除外)不得超过当年一般公共预算支出的 10%(财金〔2015〕21号);
超过 5% 的年度不得新增政府付费项目。得分 × 计划 = 应付; 未评价的年度不得付款。""",
        """\
All duties of a year, but for what government funds bear, are at most 10 % of the general budget
expenditure; over 5 % no project that the government pays alone may be added.
Payable = plan × score; a year without a score is not paid.""",
    ),
    "rules_households": (
        "姓名、证件号和账号已隐去, 完整信息须在单据上登记查看(有记录)。",
        "Names, identity numbers and accounts are masked; reading them in full is itself recorded.",
    ),
}
