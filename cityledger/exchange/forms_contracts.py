"""Forms about contracts after they are signed: guarantees, insurance, claims; partnerships."""

from __future__ import annotations

from cityledger.exchange.form_columns import contract, day, money, paper, project, yes
from cityledger.exchange.sheets import Sheet, col, of

# fmt: off
GUARANTEE_EVENTS = Sheet(
    title="保函变更", act="guarantee.change", noun="guarantee_event", key=("letter_no",),
    command="guarantees:ChangeGuarantee",
    note="保函的延期、索赔和退还;延期写新的到期日,索赔写金额。",
    columns=(
        col("保函编号", "letter_no", "code", "保函-C1", "在保的保函", ref="guarantee"),
        contract(),
        col("变更种类", "kind", "choice", "延期", "从列表选择", **of("guarantee_event")),
        day("办理日期", "happened_on", "2025-06-10"), paper("函-2025-1"),
        day("新到期日", "expires_on", "2027-12-31", required=False),
        money("索赔金额(元)", "amount_fen", "", "索赔时填写", required=False),
    ),
)
INSURANCES = Sheet(
    title="工程保险", act="insurance.register", noun="insurance", key=("policy_no",),
    command="guarantees:RegisterInsurance",
    note="项目的保单:工程一切险、第三者责任、意外伤害、质量责任。",
    columns=(
        project(),
        col("险种", "kind", "choice", "工程一切险", "从列表选择", **of("insurance_kind")),
        col("保险公司", "insurer", "text", "某某财产保险公司", "保单上的名称"),
        col("保单号", "policy_no", "code", "BX-2025-1", "保单号"),
        money("保险金额(元)", "insured_fen", "50000000.00", "保额"),
        day("生效日期", "valid_from", "2025-03-25"),
        day("到期日期", "expires_on", "2027-12-31", later=True),
    ),
)
CLAIMS = Sheet(
    title="复核扣款", act="claim.raise", noun="claim", key=("contract", "certificate_no"),
    command="certificates:RaiseClaim",
    note="复核发现多计量的工程款,向承包人提出扣款。",
    columns=(
        contract(), col("计量期号", "certificate_no", "int", "2", "本合同下一期号"),
        day("计量日期", "certified_on", "2025-07-01"),
        col("总监理工程师", "chief_engineer", "text", "陈喆", "五方责任人中的总监"),
        money("扣款金额(元)", "amount_fen", "260000.00", "多计量的金额"),
        col("费用项目", "cost_item", "code", "", "空白按合同", ref="cost_item", required=False),
    ),
)
_DUTIES = (
    col("年度", "year", "int", "2025|2026", "四位年份"),
    col("责任种类", "kind", "choice", "运营补贴|运营补贴", "从列表选择", **of("ppp_duty")),
    money("支出责任(元)", "planned_fen", "12000000.00|12000000.00", "该年的支出责任"),
    col("测算方法", "formula", "choice", "合同约定|合同约定", "空白为合同约定",
        **of("ppp_formula", required=False)),
    col("测算参数", "parameters", "text", "|", "例 capital_fen=1000,share_ppm=300000",
        required=False),
)
_WORKS = of("infrastructure_kind")
_WORKS["choices"] = (*_WORKS["choices"], ("其他设施", "other"))

PARTNERSHIPS = Sheet(
    title="PPP协议", act="ppp.agree", noun="ppp_agreement", key=("contract", "year", "kind"),
    command="ppp:AgreePartnership", group=("contract",),
    agreed=("mode", "mechanism", "regime", "infrastructure", "starts_on", "term_years",
        "capital_fen", "government_share_ppm", "invested_fen", "doc_no", "is_bt",
        "has_repurchase", "has_fixed_return", "has_minimum_return", "value_date", "linked_ppm",
        "is_fund_budget"),
    note="PPP类合同的协议条款与逐年支出责任;四种禁止条款须逐项答是或否。",
    columns=(
        col("合同编号", "contract", "code", "PPP1", "尚未登记协议的PPP类合同", ref="ppp_contract"),
        col("运作方式", "mode", "choice", "建设-运营-移交", "从列表选择",
            **of("ppp_mode", capital=True)),
        col("回报机制", "mechanism", "choice", "可行性缺口补助", "从列表选择",
            **of("ppp_mechanism")),
        col("适用规则", "regime", "choice", "存量项目", "从列表选择", **of("ppp_regime")),
        col("设施种类", "infrastructure", "choice", "污水处理", "从列表选择", **_WORKS),
        day("合作开始日", "starts_on", "2025-01-01"),
        col("合作期(年)", "term_years", "int", "25", "整年数"),
        money("项目资本金(元)", "capital_fen", "10000000.00", "项目公司资本金"),
        col("政府出资比例(%)", "government_share_ppm", "rate", "30", "例 30"),
        money("总投资(元)", "invested_fen", "200000000.00", "项目总投资"),
        paper("示政函〔2022〕15号"),
        yes("是否BT", "is_bt", "否", "以BT方式举债"),
        yes("承诺回购", "has_repurchase", "否", "政府承诺回购社会资本本金"),
        yes("固定回报", "has_fixed_return", "否", "约定固定回报"),
        yes("最低收益", "has_minimum_return", "否", "承诺最低收益"),
        day("登记日期", "value_date", "2025-03-25"),
        col("绩效挂钩比例(%)", "linked_ppm", "rate", "30", "建设成本中与绩效挂钩的比例",
            required=False),
        yes("基金预算安排", "is_fund_budget", "", "由政府性基金预算承担", required=False),
        *_DUTIES,
    ),
)
AMENDMENTS = Sheet(
    title="PPP支出责任调整", act="ppp.amend", noun="ppp_amendment", key=("contract", "year"),
    command="ppp:AmendPartnership", group=("contract", "doc_no"), agreed=("value_date",),
    note="按文件调整某些年度的支出责任;原数保留,新数生效。",
    columns=(
        col("合同编号", "contract", "code", "PPP1", "已登记协议的合同", ref="ppp_agreement"),
        paper("示政函〔2025〕8号"), day("登记日期", "value_date", "2025-05-08"), *_DUTIES,
    ),
)
SCORES = Sheet(
    title="PPP绩效评价", act="ppp.score", noun="ppp_score", key=("contract", "year"),
    command="ppp:ScorePartnership",
    note="年度绩效得分:支出责任乘以得分即为应付。",
    columns=(
        col("合同编号", "contract", "code", "PPP1", "已登记协议的合同", ref="ppp_agreement"),
        col("年度", "year", "int", "2025", "四位年份"),
        col("绩效得分", "score_ppm", "rate", "96", "满分100,例 92.5"),
        day("评价日期", "assessed_on", "2025-06-01"),
        col("评价机构", "assessor", "text", "绩效评价小组", "谁评的分"), paper("示绩评〔2025〕3号"),
    ),
)
CAPACITIES = Sheet(
    title="财政支出规模", act="capacity.set", noun="fiscal_capacity", key=("year",),
    command="ppp:SetCapacity", group=("doc_no",),
    note="各年一般公共预算支出:PPP支出责任按比例受其限制。",
    columns=(
        paper("示财预测〔2025〕1号"), col("年度", "year", "int", "2025|2026", "四位年份"),
        col("口径", "basis", "choice", "预测数|预测数", "从列表选择", **of("capacity_basis")),
        money("预算支出(元)", "expenditure_fen", "2000000000.00|2000000000.00",
            "该年支出总额"),
    ),
)
# fmt: on

CONTRACT_FORMS = (GUARANTEE_EVENTS, INSURANCES, CLAIMS)
PPP_FORMS = (PARTNERSHIPS, AMENDMENTS, SCORES, CAPACITIES)
