"""Sheets about who and what: periods, units, projects, agreements, measured work, payments."""

from __future__ import annotations

from cityledger.exchange.sheets import YES_NO, Sheet, col
from cityledger.kernel import words
from cityledger.kernel.costs import CLASSES

PROJECT_KINDS = tuple((term.zh, key) for key, term in words.group_of("project_kind").items())
PHASES = tuple((term.zh, key) for key, term in words.group_of("project_phase").items())
FIVE_ROLES = tuple(
    (words.term(f"party_role.{key}"), key)
    for key in ("client", "investigator", "designer", "contractor", "supervisor")
)
COST_CLASSES = tuple((row.zh, key) for key, row in CLASSES.items())
GUARANTEE_KINDS = tuple((term.zh, key) for key, term in words.group_of("guarantee_kind").items())
GUARANTEE_FORMS = tuple((term.zh, key) for key, term in words.group_of("guarantee_form").items())
PAYMENT_KINDS = tuple(
    (words.term(f"payment_kind.{key}"), key)
    for key in (
        "advance",
        "progress",
        "retention",
        "settlement",
        "compensation",
        "service",
        "deposit_refund",
    )
)
# fmt: off
CONTRACT_KINDS = (
    ("施工", "works"), ("勘察", "survey"), ("设计", "design"), ("监理", "supervision"),
    ("设备采购", "equipment"), ("服务", "service"), ("PPP", "ppp"), ("借款", "loan"),
    ("押金", "deposit"),
)
PAYMENT_PARTS = (
    ("预付款", "advance"), ("人工费", "labour"), ("工程款", "due"), ("质保金", "retention"),
    ("征收补偿", "compensation"), ("保证金", "deposit"),
)
CERTIFICATE_KINDS = (("进度", "progress"), ("结算", "settlement"), ("服务", "service"))
INVOICE_STATES = (
    ("正常", "normal"), ("作废", "void"), ("红冲", "red"), ("部分红冲", "partly_red"),
)
PURPOSES = (("基本户", "general"), ("农民工工资专户", "wage"))
SCHEMES = (("统一社会信用代码", "uscc"), ("境外登记号", "foreign"))

PERIODS = Sheet(
    title="会计期间", act="period.open", noun="period", key=("period",),
    note="要开放的月份。业务日期必须落在开放的月份内。",
    columns=(
        col("会计期间", "period", "int", "202501|202502", "六位年月,例如 202501;按月连续"),
    ),
)
PARTIES = Sheet(
    title="单位", act="party.add", noun="party", key=("party_id",),
    note="建设、勘察、设计、施工、监理等单位,每个单位一行。",
    columns=(
        col("统一社会信用代码", "party_id", "code",
            "113702110000000192|91370211000000019R|91370211000000027L|91370211000000035F"
            "|91370211000000043A",
            "18 位代码,按营业执照填写;境外单位填登记号"),
        col("单位名称", "name", "text",
            "示范区住房和城乡建设局|示范勘察有限公司|示范设计院有限公司|示范建设集团有限公司"
            "|示范监理有限公司", "与营业执照一致的全称"),
        col("代码种类", "scheme", "choice", "||||", "空白为统一社会信用代码", required=False,
            choices=SCHEMES),
        col("法定代表人", "legal_representative", "text", "|张勘|李设|王建|赵监", "姓名",
            required=False),
        col("是否中小企业", "is_sme", "choice", "否|是|是|否|是",
            "国令802号:付款期限按中小企业计算",
            required=False, choices=YES_NO),
        col("账号", "account_no", "code",
            "|6222000000000000011|6222000000000000022|6222000000000000033|6222000000000000044",
            "收款的基本户账号;此后增加的账户填在“单位账户”表", required=False),
        col("开户银行", "bank_name", "text",
            "|示范银行一支行|示范银行一支行|示范银行二支行|示范银行二支行",
            "填了账号就要填;全称到支行",
            required=False, beside="account_no"),
        col("工资专户账号", "wage_account_no", "code", "|||6222000000000000077|",
            "施工单位的农民工工资专用账户(国令724号)", required=False),
        col("工资专户开户行", "wage_bank_name", "text", "|||示范银行工资专户支行|",
            "填了工资专户账号就要填", required=False, beside="wage_account_no"),
    ),
)
PARTY_ACCOUNTS = Sheet(
    title="单位账户", act="account.propose", noun="party_account", key=("party_id", "account_no"),
    note="已登记单位后来增加的收款账户。由复核岗位确认,冷静期满后才能付款。",
    columns=(
        col("统一社会信用代码", "party_id", "code", "91370211000000035F|91370211000000043A",
            "单位表中的代码", ref="party"),
        col("账号", "account_no", "code", "6222000000000000099|6222000000000000088", "银行账号"),
        col("开户银行", "bank_name", "text", "示范银行工资专户支行|示范银行三支行", "全称到支行"),
        col("账户用途", "purpose", "choice", "农民工工资专户|基本户",
            "国令724号:人工费付到工资专户",
            choices=PURPOSES),
    ),
)
QUALIFICATIONS = Sheet(
    title="资质", act="party.qualify", noun="qualification",
    key=("party_id", "certificate_no"),
    note="勘察、设计、施工、监理单位的资质证书;担任责任主体和签约时须有效。",
    columns=(
        col("统一社会信用代码", "party_id", "code",
            "91370211000000019R|91370211000000027L|91370211000000035F|91370211000000043A",
            "单位表中的代码", ref="party"),
        col("证书编号", "certificate_no", "code",
            "B137000001|A137000002|D137000003|E137000004", "续期的证书按原编号再登记一次"),
        col("资质类别", "role", "choice", "勘察单位|设计单位|施工单位|监理单位",
            "从下拉列表选择", choices=FIVE_ROLES[1:]),
        col("资质等级", "grade", "text",
            "工程勘察专业乙级|市政行业乙级|市政公用工程施工总承包二级|市政公用工程监理乙级",
            "证书上的类别和等级"),
        col("有效期自", "valid_from", "day", "|".join(["2022-01-01"] * 4), "证书的起始日期"),
        col("有效期至", "valid_to", "day", "|".join(["2026-12-31"] * 4), "当天仍有效"),
    ),
)
PROJECTS = Sheet(
    title="项目", act="project.register", noun="project", key=("project",),
    note="每个项目一行,代码来自全国投资项目在线审批监管平台。",
    columns=(
        col("项目代码", "project", "code", "2501-370211-04-01-100001|2501-370211-04-01-100002",
            "国令712号第十条:项目代码是项目的唯一标识"),
        col("项目名称", "name", "text", "示范河排水管网改造工程|示范里棚户区改造项目", "批复名称"),
        col("项目类别", "kind", "choice", "排水|棚户区改造", "从下拉列表选择",
            choices=PROJECT_KINDS),
        col("阶段", "phase", "choice", "在建|前期", "从下拉列表选择", required=False,
            choices=PHASES),
        col("专项行动", "campaign", "text", "|", "六城联创等专项行动名称", required=False),
        col("地点", "site", "text", "示范路东段|示范里", "建设地点", required=False),
        col("开工日期", "starts_on", "day", "2025-01-02|", "计划或实际开工日期", required=False),
        col("竣工日期", "ends_on", "day", "2026-06-30|", "计划竣工日期", required=False),
        col("设计使用年限", "design_life_years", "int", "50|", "年", required=False),
    ),
)
RESPONSIBLE = Sheet(
    title="五方责任", act="responsibility.change", noun="responsibility", key=("project", "role"),
    note="五方责任主体及其项目负责人(建质〔2014〕124号),缺一方不能付款。",
    columns=(
        col("项目代码", "project", "code",
            "|".join(["2501-370211-04-01-100001"] * 5), "项目表中的代码", ref="project"),
        col("责任主体", "role", "choice", "建设单位|勘察单位|设计单位|施工单位|监理单位",
            "从下拉列表选择", choices=FIVE_ROLES),
        col("统一社会信用代码", "party_id", "code",
            "113702110000000192|91370211000000019R|91370211000000027L|91370211000000035F"
            "|91370211000000043A", "单位表中的代码", ref="party"),
        col("项目负责人", "leader", "text", "周甲方|张勘|李设|王建|赵总监", "姓名"),
        col("执业证书号", "leader_cert_no", "code", "|KC0001|SJ0002|JZ0003|JL0004", "注册证书编号",
            required=False),
        col("承诺书编号", "letter_no", "code", "CN-01|CN-02|CN-03|CN-04|CN-05",
            "工程质量终身责任承诺书"),
        col("授权书编号", "authorisation_no", "code", "SQ-01|SQ-02|SQ-03|SQ-04|SQ-05",
            "法定代表人授权书"),
        col("起始日期", "from_on", "day", "|".join(["2025-01-02"] * 5), "授权书签署日"),
    ),
)
BUDGET = Sheet(
    title="概算", act="budget.approve", noun="budget_line",
    key=("project", "code"), group=("project", "doc_no"),
    agreed=("authority", "issued_on", "title", "document_fen", "value_date"),
    note="批复概算的明细行;同一文号的各行一次登记,合计不得超过批复金额(国令712号第二十三条)。",
    columns=(
        col("项目代码", "project", "code",
            "2501-370211-04-01-100001|2501-370211-04-01-100001|2501-370211-04-01-100002",
            "项目表中的代码", ref="project"),
        col("概算行号", "code", "code", "01|02|01", "本项目内的编号"),
        col("概算行名称", "name", "text", "管网工程|待摊费用|征收补偿", "例如:建筑工程"),
        col("费用类别", "cost_class", "choice", "建筑工程|待摊投资|待摊投资", "从下拉列表选择",
            choices=COST_CLASSES),
        col("金额(元)", "amount_fen", "money", "20000000.00|2000000.00|50000000.00", "批复金额"),
        col("批复文号", "doc_no", "code",
            "示发改审〔2025〕1号|示发改审〔2025〕1号|示发改审〔2025〕2号",
            "批复文件的文号"),
        col("批复机关", "authority", "text",
            "示范区发展和改革局|示范区发展和改革局|示范区发展和改革局",
            "发文机关"),
        col("批复日期", "issued_on", "day", "2025-01-02|2025-01-02|2025-01-03", "文件落款日期"),
        col("批复标题", "title", "text",
            "关于排水管网改造工程初步设计概算的批复|关于排水管网改造工程初步设计概算的批复"
            "|关于示范里棚改项目初步设计概算的批复", "文件标题"),
        col("批复总额(元)", "document_fen", "money", "22000000.00|22000000.00|50000000.00",
            "文件批复的总投资", required=False),
        col("登记日期", "value_date", "day", "2025-01-03|2025-01-03|2025-01-03",
            "登记概算的业务日期,在开放月份内"),
    ),
)
CONTRACTS = Sheet(
    title="合同", act="contract.sign", noun="contract", key=("contract",),
    note="每份合同一行;合同价以后不改,变动填“变更”表。",
    columns=(
        col("合同编号", "contract", "code",
            "HT-2025-001|HT-2025-002|HT-2024-001|HT-2024-002|HT-2025-003",
            "本单位内唯一"),
        col("项目代码", "project", "code", "|".join(["2501-370211-04-01-100001"] * 5),
            "项目表中的代码", ref="project"),
        col("合同类别", "kind", "choice", "施工|设计|勘察|监理|押金", "从下拉列表选择",
            choices=CONTRACT_KINDS),
        col("合同名称", "name", "text",
            "管网施工一标段|管网施工图设计|地质勘察|前期监理|投标保证金协议",
            "合同上的名称"),
        col("对方代码", "party_id", "code",
            "91370211000000035F|91370211000000027L|91370211000000019R|91370211000000043A"
            "|91370211000000035F",
            "对方的统一社会信用代码", ref="party"),
        col("收款账号", "payee_account", "code",
            "6222000000000000033|6222000000000000022|6222000000000000011|6222000000000000044"
            "|6222000000000000033",
            "合同约定的账户,须是该单位已登记的账户"),
        col("工资专户账号", "wage_account", "code", "6222000000000000077||||",
            "农民工工资专用账户(国令724号)", required=False),
        col("合同价(元)", "price_fen", "money",
            "10000000.00|600000.00|200000.00|400000.00|200000.00",
            "含税合同价"),
        col("签订日期", "signed_on", "day",
            "2025-01-06|2025-01-06|2024-05-06|2024-05-07|2025-01-03",
            "在开放月份内;期初合同不限"),
        col("概算行号", "budget_line", "code", "01|02|02|02|01", "概算表中本项目的行号",
            ref="budget_line",
            within="project"),
        col("费用项目", "cost_item", "code", "works|02|01|05|",
            "待摊投资填 01 至 47,其他填费用类别代码",
            required=False),
        col("缺陷责任期至", "defects_until_on", "day", "2027-06-30||||", "质保金到期日",
            required=False),
        col("预付款上限(元)", "advance_cap_fen", "money", "1000000.00||||", "合同约定",
            required=False),
        col("预付款扣回比例(%)", "recoup_bp", "percent", "20||||", "每期计量中扣回的比例",
            required=False),
        col("质保金比例(%)", "retention_bp", "percent", "3||||", "建质〔2017〕138号:不超过 3%",
            required=False),
        col("人工费比例(%)", "labour_bp", "percent", "20||||", "每期计量付到工资专户的比例",
            required=False),
        col("进度款比例(%)", "progress_bp", "percent", "85||||", "结算前可付的比例;空白为 100",
            required=False),
        col("履约担保(元)", "performance_fen", "money", "1000000.00||||",
            "付款前须有效的履约担保金额;空白为不要求", required=False),
        col("预付款担保(元)", "advance_guarantee_fen", "money", "1000000.00||||",
            "支付预付款前须有效的担保金额;空白为不要求", required=False),
        col("期初合同", "is_opening", "choice", "否|否|是|是|否", "是:启用本账之前签订,记入期初",
            required=False, choices=YES_NO),
        col("招标编号", "tender", "code", "ZB-2025-001|ZB-2025-002|||ZB-2025-001",
            "招标表中的编号;没有招标的空白", required=False, ref="tender"),
        col("付款期限(天)", "pay_days", "int", "||||", "合同约定的付款天数", required=False),
        col("完工日期", "ends_on", "day", "||||", "合同约定", required=False),
    ),
)
VARIATIONS = Sheet(
    title="变更", act="variation.approve", noun="variation", key=("contract", "doc_no"),
    note="已批准的合同价变更;调减填负数。",
    columns=(
        col("合同编号", "contract", "code", "HT-2025-001|HT-2025-001", "合同表中的编号",
            ref="contract"),
        col("变更文号", "doc_no", "code", "BG-001|BG-002", "批准文件编号"),
        col("金额(元)", "amount_fen", "money", "50000.00|-20000.00", "增加为正,减少为负"),
        col("批准日期", "approved_on", "day", "2025-01-20|2025-01-22", "在开放月份内"),
        col("变更原因", "reason", "text", "地下障碍物清除|减少一座检查井", "批准的理由"),
    ),
)
GUARANTEES = Sheet(
    title="保函", act="guarantee.register", noun="guarantee", key=("contract", "letter_no"),
    note="银行保函、保险保单或保证金。",
    columns=(
        col("合同编号", "contract", "code", "HT-2025-001|HT-2025-001", "合同表中的编号",
            ref="contract"),
        col("担保种类", "kind", "choice", "履约担保|预付款担保", "从下拉列表选择",
            choices=GUARANTEE_KINDS),
        col("担保形式", "form", "choice", "银行保函|银行保函", "从下拉列表选择",
            choices=GUARANTEE_FORMS),
        col("开立机构", "issuer", "text", "示范银行一支行|示范银行一支行", "银行或保险公司"),
        col("保函编号", "letter_no", "code", "BH-0001|BH-0002", "保函上的编号"),
        col("金额(元)", "amount_fen", "money", "1000000.00|1000000.00", "担保金额"),
        col("生效日期", "valid_from", "day", "2025-01-06|2025-01-06", "在开放月份内"),
        col("到期日期", "expires_on", "day", "2026-12-31|2026-12-31", "保函到期日"),
    ),
)
CERTIFICATES = Sheet(
    title="计量", act="certificate.sign", noun="certificate",
    key=("contract", "certificate_no", "cost_item"),
    group=("contract", "certificate_no"), agreed=("certified_on", "chief_engineer", "kind"),
    note="监理签认的计量;同一期的各费用项目各占一行(国令279号第三十七条)。",
    columns=(
        col("合同编号", "contract", "code", "HT-2025-001|HT-2025-002", "合同表中的编号",
            ref="contract"),
        col("计量期号", "certificate_no", "int", "1|1", "本合同内从 1 开始"),
        col("计量种类", "kind", "choice", "进度|服务", "空白为进度", required=False,
            choices=CERTIFICATE_KINDS),
        col("计量日期", "certified_on", "day", "2025-01-24|2025-01-24", "在开放月份内"),
        col("总监理工程师", "chief_engineer", "text", "赵总监|赵总监",
            "须是五方责任表中的监理负责人"),
        col("计量金额(元)", "gross_fen", "money", "3000000.00|300000.00", "本期完成价值"),
        col("费用项目", "cost_item", "code", "works|02", "空白为合同的费用项目", required=False),
    ),
)
INVOICES = Sheet(
    title="发票", act="invoice.register", noun="invoice", key=("code", "number"),
    note="已取得的发票;付款前须在税务平台查验。",
    columns=(
        col("合同编号", "contract", "code", "HT-2025-001|HT-2025-002", "合同表中的编号",
            ref="contract"),
        col("发票代码", "code", "code", "|", "数电发票没有代码,留空", required=False),
        col("发票号码", "number", "code", "25372000000000000001|25372000000000000002",
            "数电发票为 20 位"),
        col("金额(元)", "amount_fen", "money", "1600000.00|300000.00", "价税合计"),
        col("开票日期", "issued_on", "day", "2025-01-25|2025-01-25", "发票上的日期"),
        col("查验日期", "verified_on", "day", "2025-01-26|2025-01-26", "税务平台查验通过的日期",
            required=False),
        col("发票状态", "state", "choice", "正常|正常", "空白为正常", required=False,
            choices=INVOICE_STATES),
    ),
)
PAYMENTS = Sheet(
    title="付款申请", act="payment.request", noun="payment_request",
    key=("request", "contract", "part", "certificate_no"),
    group=("request",),
    agreed=("project", "kind", "value_date", "summary", "override"),
    note="同一申请编号的各行是一张申请;申请在此登记,复核、审批、付款由各岗位在程序内办理。",
    columns=(
        col("申请编号", "request", "code", "SQ-2025-001|SQ-2025-001|SQ-2025-002",
            "本工作簿内的编号"),
        col("项目代码", "project", "code",
            "2501-370211-04-01-100001|2501-370211-04-01-100001|2501-370211-04-01-100001",
            "项目表中的代码", ref="project"),
        col("付款种类", "kind", "choice", "进度款|进度款|服务费", "从下拉列表选择",
            choices=PAYMENT_KINDS),
        col("付款日期", "value_date", "day", "2025-01-27|2025-01-27|2025-01-27", "在开放月份内"),
        col("合同编号", "contract", "code", "HT-2025-001|HT-2025-001|HT-2025-002",
            "合同表中的编号", ref="contract"),
        col("款项", "part", "choice", "人工费|工程款|工程款", "从下拉列表选择",
            choices=PAYMENT_PARTS),
        col("计量期号", "certificate_no", "int", "1|1|1", "依据的计量;预付款留空", required=False),
        col("金额(元)", "amount_fen", "money", "600000.00|1000000.00|300000.00", "本次申请金额"),
        col("发票号码", "invoice", "code",
            "25372000000000000001|25372000000000000001|25372000000000000002",
            "本行使用的发票", required=False, ref="invoice"),
        col("摘要", "summary", "text", "||", "空白则自动生成", required=False),
        col("特批号", "override", "int", "||", "引用已批准的特批;一般留空", required=False),
    ),
)
# fmt: on

STANDING_SHEETS = (PERIODS, PARTIES, PARTY_ACCOUNTS, QUALIFICATIONS, PROJECTS, RESPONSIBLE, BUDGET)
CONTRACT_SHEETS = (CONTRACTS,)
WORK_SHEETS = (
    VARIATIONS,
    GUARANTEES,
    CERTIFICATES,
    INVOICES,
    PAYMENTS,
)
