"""Forms about work and who answers for it: targets, tasks, inspections, risks, tips."""

from __future__ import annotations

from cityledger.exchange.form_columns import day, evidence, money, paper, project, yes
from cityledger.exchange.sheets import Sheet, col, of

# fmt: off
MILESTONES = Sheet(
    title="节点目标", act="milestone.set", noun="milestone", key=("project", "name"),
    command="supervision:SetMilestone",
    note="项目的阶段、年度或总体目标和完成期限。",
    columns=(
        project(), col("目标种类", "kind", "choice", "年度目标", "从列表选择",
            **of("milestone_kind")),
        col("目标名称", "name", "text", "主体结构封顶", "要达到什么"),
        day("完成期限", "due_on", "2025-12-31", later=True),
    ),
)
REACHED = Sheet(
    title="节点完成", act="milestone.reach", noun="milestone_reached", key=("milestone_id",),
    command="supervision:ReachMilestone",
    note="凭文件确认一个节点目标已经完成。",
    columns=(
        col("节点编号", "milestone_id", "int", "1", "尚未完成的节点", ref="milestone"),
        day("完成日期", "reached_on", "2025-06-20"), paper("示建验〔2025〕1号"),
    ),
)
TASKS = Sheet(
    title="交办任务", act="task.assign", noun="task", key=("subject",),
    command="supervision:AssignTask",
    note="一件事交给一个责任人,有期限、有层级。",
    columns=(
        col("任务名称", "subject", "text", "管线迁改协调", "要做的事"),
        col("责任人", "owner", "text", "李明", "唯一的责任人", ref="person"),
        col("责任单位", "unit", "text", "示范区住建局", "责任人所在单位"),
        col("责任层级", "level", "choice", "区级", "从列表选择", **of("duty_level")),
        day("交办日期", "opened_on", "2025-06-01"),
        day("完成期限", "due_on", "2025-07-31", later=True), project("P1", required=False),
        col("任务种类", "kind", "choice", "协调事项", "空白为目标任务",
            **of("task_kind", required=False)),
    ),
)
REPORTS = Sheet(
    title="任务进展", act="task.report", noun="task_report", key=("task_id",),
    command="supervision:ReportTask",
    note="任务完成到百分之几;办结时填办结日期。",
    columns=(
        col("任务编号", "task_id", "int", "1", "尚未办结的任务", ref="task"),
        col("完成比例(%)", "done_bp", "percent", "40", "例 40"),
        col("进展说明", "note", "text", "已完成两段迁改", "做到了哪里"),
        day("办结日期", "closed_on", "", required=False),
    ),
)
INSPECTIONS = Sheet(
    title="督查检查", act="inspection.record", noun="inspection", key=("project", "finding"),
    command="supervision:RecordInspection", group=("project", "kind", "inspected_on"),
    agreed=("inspectors", "summary", "sha256"), is_bare_fine=True,
    note="一次检查和它发现的全部问题;没有问题也登记。",
    columns=(
        project(), col("检查种类", "kind", "choice", "日常检查", "从列表选择",
            **of("inspection_kind")),
        day("检查日期", "inspected_on", "2025-06-15"),
        col("检查人员", "inspectors", "text", "陈喆、李明", "姓名之间用顿号"),
        col("检查情况", "summary", "text", "现场检查主体结构", "总的情况"), evidence("检查记录"),
        col("发现问题", "finding", "text", "临边防护缺失|钢筋间距偏大", "一行一个问题"),
        col("责任人", "owner", "text", "张堃|张堃", "谁负责整改", ref="person"),
        day("整改期限", "mend_by_on", "2025-06-30|2025-07-05", later=True),
        yes("暂停付款", "holds_payment", "是|", "整改前不付工程款", required=False),
    ),
)
CLOSURES = Sheet(
    title="问题销号", act="finding.close", noun="finding_closure", key=("inspection_id", "n"),
    command="supervision:CloseFinding",
    note="由责任人以外的人,见到整改后销号。",
    columns=(
        col("检查编号", "inspection_id", "int", "1", "有未整改问题的检查", ref="inspection"),
        col("问题序号", "n", "int", "1", "检查中的第几个问题", ref="inspection_finding"),
        day("销号日期", "closed_on", "2025-06-28"),
        col("整改依据", "evidence", "text", "现场复查照片", "凭什么认定已整改"),
    ),
)
RISKS = Sheet(
    title="风险登记", act="risk.record", noun="risk", key=("project", "risk"),
    command="supervision:RecordRisk",
    note="新的风险,或已登记风险的最新情况(先选风险编号)。",
    columns=(
        col("风险编号", "risk_id", "int", "", "留空为新风险", ref="risk", required=False),
        project(), col("所处阶段", "stage", "choice", "施工", "从列表选择", **of("life_phase")),
        col("风险描述", "risk", "text", "征收进度滞后", "会发生什么"),
        col("风险等级", "level", "choice", "中", "从列表选择", **of("risk_level")),
        col("责任人", "owner", "text", "李明", "谁盯住它", ref="person"),
        col("应对措施", "answer", "text", "增派工作组", "怎么应对"),
        money("可能负债(元)", "liability_fen", "", "可能由本级承担的金额", required=False),
        yes("已消除", "is_closed", "", "空白为否", required=False),
    ),
)
ACCOUNTABILITY = Sheet(
    title="问责登记", act="accountability.record", noun="accountability", key=("doc_no",),
    command="supervision:RecordAccountability",
    note="因任务、检查或项目对一个人问责;至少写明一项缘由。",
    columns=(
        col("被问责人", "person", "text", "张堃", "姓名", ref="person"),
        col("责任单位", "unit", "text", "某某建设集团有限公司", "所在单位"),
        col("失责情形", "failing", "choice", "慢作为", "从列表选择", **of("failing_kind")),
        col("处理方式", "measure", "choice", "通报批评", "从列表选择", **of("measure_kind")),
        day("决定日期", "decided_on", "2025-07-01"), paper("示问〔2025〕1号"),
        project("P1", required=False),
        col("任务编号", "task_id", "int", "", "因哪项任务", ref="any_task", required=False),
        col("检查编号", "inspection_id", "int", "", "因哪次检查", ref="any_inspection",
            required=False),
    ),
)
TIPS = Sheet(
    title="群众意见", act="tip.record", noun="tip", key=("received_on", "content"),
    command="supervision:RecordTip",
    note="群众反映了什么,不记是谁;到期前须答复。",
    columns=(
        day("收到日期", "received_on", "2025-06-10"),
        col("来源渠道", "channel", "text", "热线", "热线、来信、网络等"),
        col("意见内容", "content", "text", "施工噪声扰民", "不写反映人的姓名电话"),
        project("P1", required=False), day("答复期限", "reply_by_on", "", required=False),
    ),
)
REPLIES = Sheet(
    title="答复群众意见", act="tip.reply", noun="tip_reply", key=("tip_id",),
    command="supervision:ReplyTip",
    note="对一条意见的答复。",
    columns=(
        col("意见编号", "tip_id", "int", "1", "尚未答复的意见", ref="tip"),
        day("答复日期", "replied_on", "2025-06-12"),
        col("答复内容", "reply", "text", "已调整作业时间", "怎样答复"),
    ),
)
# fmt: on

SUPERVISION_FORMS = (
    MILESTONES,
    REACHED,
    TASKS,
    REPORTS,
    INSPECTIONS,
    CLOSURES,
    RISKS,
    ACCOUNTABILITY,
    TIPS,
    REPLIES,
)
