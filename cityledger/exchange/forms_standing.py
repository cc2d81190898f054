"""Forms about what stands: units, projects, their phases, papers, reviews and estimates."""

from __future__ import annotations

from dataclasses import replace

from cityledger.exchange.form_columns import day, evidence, money, paper, project, yes
from cityledger.exchange.sheets import Column, Sheet, col, of

# fmt: off
_UNIT = col("统一社会信用代码", "party_id", "code", "91370211000000004T", "已登记的往来单位",
    ref="party")

LINKS = Sheet(
    title="单位关联人", act="party.qualify", noun="party_link", key=("name",),
    command="qualifications:QualifyParty", group=("party_id",),
    note="谁在单位背后:法定代表人、实际控制人、股东、主要人员,供关联关系核查。",
    columns=(
        _UNIT,
        col("关联种类", "kind", "choice", "法定代表人|股东", "从列表选择", **of("link_kind")),
        col("姓名或名称", "name", "text", "张堃|某某投资有限公司", "身份证或执照上的名称"),
    ),
)
INTERESTS = Sheet(
    title="利益关系申报", act="interest.declare", noun="declared_interest", key=("party_id",),
    command="qualifications:DeclareInterest",
    note="申报本人与单位的利益关系,办理其付款时自动回避;关系结束时再报一次。",
    columns=(
        _UNIT,
        yes("存在利益关系", "held", "是", "关系已结束选否"),
        col("理由", "reason", "text", "配偶在该公司任职", "写明是什么关系"),
    ),
)
PHASES = Sheet(
    title="项目阶段", act="project.phase", noun="phase_change", key=("project", "phase"),
    command="project_life:EnterPhase",
    note="项目按批文进入下一阶段:可研、设计、招标、施工、验收、决算、运营。",
    columns=(
        project(),
        col("进入阶段", "phase", "choice", "立项", "从列表选择", **of("life_phase")),
        day("进入日期", "entered_on", "2025-03-10"),
        paper("示发改〔2025〕8号"),
    ),
)
_DOCUMENT_AMOUNT = money("批复金额(元)", "document_amount_fen", "9000000.00",
    "批文中写明的总额,没有留空", required=False)
_AUTHORITY = col("发文机关", "authority", "text", "示范区发展改革局", "文件落款的机关")
_TITLE = col("文件标题", "title", "text", "关于调整概算的批复", "文件标题")
_ADJUSTS = col("所调整文件", "adjusts", "code", "示发改〔2025〕8号", "原批复的文号",
    ref="approval_document")
_LINES = (
    col("概算行号", "code", "code", "K1|K9", "已有行号为增减,新行号为新增", ref="estimate_line",
        within="project"),
    col("概算行名称", "name", "text", "建筑工程|设备购置", "概算表中的名称"),
    col("费用类别", "cost_class", "choice", "建筑工程|设备投资", "从列表选择", **of("cost_class")),
    money("增减金额(元)", "amount_fen", "-100.00|100.00", "调减填负数"),
)


def _optional(column: Column) -> Column:
    return replace(column, required=False, examples=("",))


DOCUMENTS = Sheet(
    title="批复文件", act="document.register", noun="approval_document", key=("doc_no",),
    command="documents:RegisterDocument",
    note="项目的批文、许可证、人大意见等;后续单据按文号引用。",
    columns=(
        project(),
        col("文件种类", "kind", "choice", "许可证", "从列表选择", **of("document_kind")),
        paper("示住建许〔2025〕1号"), _AUTHORITY, day("发文日期", "issued_on", "2025-03-01"),
        _TITLE, _DOCUMENT_AMOUNT, _optional(_ADJUSTS),
    ),
)
ADJUSTMENTS = Sheet(
    title="概算调整", act="budget.adjust", noun="budget_adjustment", key=("code",),
    command="projects:AdjustBudget", group=("project", "doc_no"),
    agreed=("authority", "issued_on", "title", "adjusts", "value_date", "document_amount_fen",
        "source"),
    note="原审批机关的调整批复:逐行增减;增加的投资写明由哪个来源承担。",
    columns=(
        project(), paper("示发改〔2025〕20号"), _AUTHORITY,
        day("发文日期", "issued_on", "2025-04-01"), _TITLE, _ADJUSTS,
        day("登记日期", "value_date", "2025-04-02"), _optional(_DOCUMENT_AMOUNT),
        col("来源名称", "source", "text", "区级预算", "增加投资的资金来源", ref="fund_source",
            required=False),
        *_LINES,
    ),
)
REVIEWS = Sheet(
    title="专家评审", act="review.record", noun="review_record", key=("project", "kind"),
    command="project_life:RecordReview",
    note="立项、可研、设计、概算、重建论证和验收的专家评审结论。",
    columns=(
        project(),
        col("评审种类", "kind", "choice", "设计评审", "从列表选择", **of("review_kind")),
        day("评审日期", "held_on", "2025-03-05"),
        col("专家名单", "experts", "text", "孙立、周敏、吴昊", "姓名之间用顿号"),
        col("评审结论", "result", "choice", "通过", "从列表选择", **of("review_state")),
        evidence("评审意见书"),
    ),
)
EVIDENCE = Sheet(
    title="附件入账", act="evidence.attach", noun="evidence_file", key=("file",),
    note="封存一个文件的指纹(SHA-256)、大小和名称;文件本身留在档案里。",
    columns=(
        col("文件位置", "file", "text", "README.md", "本机文件的路径;内容一改指纹就不同"),
    ),
)
# fmt: on

STANDING_FORMS = (
    LINKS,
    INTERESTS,
    PHASES,
    DOCUMENTS,
    ADJUSTMENTS,
    REVIEWS,
    EVIDENCE,
)
