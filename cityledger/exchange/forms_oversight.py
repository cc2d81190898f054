"""Forms about power over the rules: interference, zero reports, overrides; and the clock."""

from __future__ import annotations

from dataclasses import replace

from cityledger.exchange.form_columns import contract, day, money, paper, project, yes
from cityledger.exchange.sheets import Sheet, col, of

# fmt: off
INTERFERENCE = Sheet(
    title="干预登记", act="interference.record", noun="interference", key=("occurred_on",),
    command="interference:RecordInterference",
    note="打招呼、批条子一律登记;解除之前相关付款暂停。签名即声明所记属实。",
    columns=(
        day("发生日期", "occurred_on", "2025-06-10"),
        col("干预方式", "channel", "choice", "电话", "从列表选择",
            **of("interference_channel_kind")),
        col("风险环节", "area", "choice", "资金拨付", "从列表选择", **of("risk_area_kind")),
        col("直接程度", "directness", "choice", "直接", "从列表选择", **of("directness_kind")),
        col("干预行为", "act_kind", "choice", "要求提前拨款", "空白为其他",
            **of("interference_act_kind", required=False)),
        col("干预内容", "content", "text", "要求提前支付进度款", "原话或原意"),
        project("P1", required=False), contract("C1", required=False),
        col("招标编号", "tender", "code", "", "所涉招标", ref="tender", required=False),
        col("支付申请", "payment_request_id", "int", "", "所涉付款申请", ref="request",
            required=False),
        col("业务环节", "stage", "text", "", "例 复核", required=False),
        col("干预人", "actor_name", "text", "", "姓名", required=False),
        col("干预人单位", "actor_unit", "text", "", "单位", required=False),
        col("干预人职务", "actor_post", "text", "", "职务", required=False),
        col("干预人级别", "actor_rank", "text", "", "级别", required=False),
        col("中间人", "intermediary", "text", "", "托谁转达", required=False),
        col("受益单位代码", "beneficiary_id", "code", "", "会得到好处的单位", ref="party",
            required=False),
        col("受益人", "beneficiary", "text", "", "名称", required=False),
        col("在场人", "witnesses", "text", "", "姓名之间用顿号", required=False),
        col("证明附件", "evidence_sha256", "code", "", "已入账的附件", ref="evidence_file",
            required=False),
        yes("匿名干预", "is_anonymous", "", "干预人不明", required=False),
    ),
)
_RECORD = col("干预编号", "interference_id", "int", "1", "登记册中的编号", ref="interference")
_UNCLEARED = replace(_RECORD, ref="interference_uncleared", note="尚未解除的干预")
HANDLINGS = Sheet(
    title="干预处理", act="interference.handle", noun="interference_handling",
    key=("interference_id",), command="interference:HandleInterference",
    note="向谁报告、怎样决定、是否办结。",
    columns=(
        _RECORD, col("报告对象", "reported_to", "text", "区纪委", "向谁报告"),
        day("报告日期", "reported_on", "2025-06-11"),
        col("处理决定", "decision", "text", "按规定办理", "作了什么决定"),
        col("业务处置", "effect", "choice", "暂停办理", "从列表选择",
            **of("interference_effect_kind")),
        col("处理措施", "measure", "text", "", "对人的处理", required=False),
        day("办结日期", "closed_on", "", required=False),
    ),
)
CLEARANCES = Sheet(
    title="解除干预", act="interference.clear", noun="interference_clearance",
    key=("interference_id",), command="interference:ClearInterference",
    note="由登记人以外、与所涉付款无关的审批人写明理由解除暂停。",
    columns=(_UNCLEARED, col("理由", "reason", "text", "查明未受影响", "为什么可以解除")),
)
ZEROS = Sheet(
    title="干预零报告", act="zero.report", noun="zero_report", key=("month",),
    command="interference:ReportZero",
    note="声明本人某月没有受到任何干预。",
    columns=(col("月份", "month", "int", "202501", "例 202506", ref="month"),),
)
ASKED = Sheet(
    title="特批申请", act="override.request", noun="override_request", key=("control", "doc_no"),
    command="overrides:RequestOverride",
    note="请求对一条规则特批:限项目(或合同)、限额度、限期限,另一人批准。",
    columns=(
        col("规则", "control", "code", "payment.guarantee_expired", "可以特批的规则",
            ref="control"),
        project(), contract("C1", required=False),
        money("额度(元)", "limit_fen", "1000000.00", "最多用多少"),
        col("理由", "reason", "text", "保函正在续办,银行已出具承诺书,工程款不能停", "为什么要特批"),
        paper("示住建〔2025〕7号"), day("有效期至", "expires_on", "2025-01-20", later=True),
    ),
)
GRANTED = Sheet(
    title="特批批准", act="override.grant", noun="override_grant", key=("override_id",),
    command="overrides:GrantOverride",
    note="批准他人申请的特批;自己申请的不能批。",
    columns=(
        col("特批号", "override_id", "int", "1", "待批准的特批", ref="override_asked"),
        col("理由", "reason", "text", "同意", "批准的理由"),
    ),
)
REVOKED = Sheet(
    title="特批收回", act="override.revoke", noun="override_revocation", key=("override_id",),
    command="overrides:RevokeOverride",
    note="收回有效的特批;引用它的付款在下一步停下。",
    columns=(
        col("特批号", "override_id", "int", "1", "有效的特批", ref="override_held"),
        col("理由", "reason", "text", "保函已续办", "收回的理由"),
    ),
)
_TODAY = (day("今天日期", "today", "2025-01-02", later=True),)
BOOK_CLOCK = Sheet(
    title="确认时钟(账套)", act="clock.confirm", noun="clock_confirmation", key=("today",),
    command="periods:ConfirmClock", columns=_TODAY,
    note="电脑时间比账套超前400天以上时,由管理员确认时间无误。",
)
REGISTRY_CLOCK = Sheet(
    title="确认时钟(登记册)", act="clock.confirm", noun="registry_clock_confirmation",
    key=("today",), command="periods:ConfirmRegistryClock", columns=_TODAY,
    note="电脑时间比登记册超前400天以上时,由管理员确认时间无误。",
)
# fmt: on

OVERSIGHT_FORMS = (
    INTERFERENCE,
    HANDLINGS,
    CLEARANCES,
    ZEROS,
    ASKED,
    GRANTED,
    REVOKED,
    BOOK_CLOCK,
    REGISTRY_CLOCK,
)
