"""Forms about money: programmes and applications, deposits, transfers, returns, the bank."""

from __future__ import annotations

from cityledger.exchange.form_columns import bank, day, money, paper, project, tranche
from cityledger.exchange.sheets import Sheet, col, of

# fmt: off
_ITEM = col("费用项目", "cost_item", "code", "", "费用类别或待摊项目代码", ref="cost_item",
    required=False)
_SOURCE = col("来源名称", "source", "text", "区级预算", "资金来源的名称", ref="fund_source")

PROGRAMMES = Sheet(
    title="专项政策", act="programme.register", noun="programme", key=("programme",),
    command="programmes:RegisterProgramme",
    note="给钱的政策:申报窗口、允许和禁止的用途、要求的配套比例。",
    columns=(
        col("专项编号", "programme", "code", "ZX-2025-01", "本账内唯一"),
        col("专项名称", "name", "text", "城市更新专项", "文件中的名称"),
        col("发文机关", "authority", "text", "省财政厅", "发文机关"),
        paper("财建〔2025〕1号"),
        day("申报开始", "opens_on", "2025-01-01"),
        day("申报截止", "closes_on", "2025-12-31", later=True),
        col("限定用途", "uses", "list", "", "费用类别代码,用顿号隔开;空白为不限",
            required=False),
        col("禁止用途", "forbids", "list", "", "文件明令禁止的费用,用顿号隔开", required=False),
        col("配套比例(%)", "matching_bp", "percent", "", "要求地方配套的比例", required=False),
    ),
)
APPLICATIONS = Sheet(
    title="资金申报", act="funds.apply", noun="fund_application", key=("doc_no",),
    command="programmes:ApplyForFunds",
    note="为一个项目(或其一项费用)向专项申报;同一费用不得重复申报。",
    columns=(
        project(),
        col("专项编号", "programme", "code", "ZX-2025-01", "已登记的专项", ref="programme"),
        money("申报金额(元)", "amount_fen", "1000000.00", "申报的金额"),
        day("申报日期", "applied_on", "2025-03-10"), paper("示财建〔2025〕30号"), _ITEM,
    ),
)
ANSWERS = Sheet(
    title="申报结果", act="application.answer", noun="application_answer", key=("application_id",),
    command="programmes:AnswerApplication",
    note="申报的下文:批准、未获批、到账或撤回,以及金额。",
    columns=(
        col("申报编号", "application_id", "int", "1", "尚无最终结果的申报", ref="fund_application"),
        col("申报结果", "state", "choice", "已批准", "从列表选择",
            **of("application_state", without="applied")),
        day("答复日期", "answered_on", "2025-03-20"), paper("财建〔2025〕5号"),
        money("金额(元)", "amount_fen", "800000.00", "批准或到账的金额", required=False),
    ),
)
QUOTAS = Sheet(
    title="额度结转", act="quota.carry", noun="quota_carry", key=("tranche",),
    command="funding:CarryQuota",
    note="12月31日尚未使用的用款额度,转为财政应返还额度。",
    columns=(
        col("批次名称", "tranche", "code", "Q1", "资金形式为额度的批次", ref="quota_tranche"),
        col("账号", "bank_account", "code", "Q", "种类为额度的账户", ref="quota_account"),
        money("金额(元)", "amount_fen", "400000.00", "未使用的额度"),
        day("登记日期", "value_date", "2025-12-31"),
    ),
)
TRANSFERS = Sheet(
    title="账户间划转", act="transfer.book", noun="transfer", key=("tranche",),
    command="transfers:TransferMoney",
    note="一个批次的钱在本单位账户之间划转;批次与用途不变。",
    columns=(
        tranche(), bank("转出账号", "from_account"), bank("转入账号", "to_account", "B2"),
        money("金额(元)", "amount_fen", "100000.00", "划转金额"),
        day("登记日期", "value_date", "2025-06-20"),
        col("理由", "reason", "text", "集中支付", "划转的理由"),
    ),
)
TO_BOOKS = Sheet(
    title="拨付其他账套", act="transfer.book", noun="book_transfer", key=("link_no",),
    command="transfers:SendToBook",
    note="把一个批次的钱拨给本库另一账套;对方用同一拨付编号收款。",
    columns=(
        tranche("T2"), bank(), money("金额(元)", "amount_fen", "100000.00", "拨付金额"),
        day("登记日期", "value_date", "2025-06-20"),
        col("对方账套", "to_book", "int", "3702110002", "账套编号", ref="book"),
        col("拨付编号", "link_no", "code", "BF-2025-01", "双方相同的编号"),
        col("理由", "reason", "text", "拨付下属单位", "拨付的理由"),
    ),
)
FROM_BOOKS = Sheet(
    title="其他账套来款", act="funds.receive", noun="book_receipt", key=("label",),
    command="transfers:ReceiveFromBook",
    note="收到本库另一账套拨来的钱;用途、期限和退回单位随原批次。",
    columns=(
        col("批次名称", "label", "code", "T9", "本账内唯一"), _SOURCE,
        col("对方账套", "from_book", "int", "3702110001", "账套编号", ref="book"),
        col("对方批次", "from_tranche", "code", "T2", "对方账套中的批次名称"),
        money("金额(元)", "amount_fen", "100000.00", "到账金额"),
        day("到账日期", "received_on", "2025-06-21"), bank(),
        col("拨付编号", "link_no", "code", "BF-2025-01", "双方相同的编号"),
        project("", required=False),
    ),
)
RETURNS = Sheet(
    title="结余退回", act="surplus.declare", noun="surplus_return", key=("doc_no",),
    command="returns:DeclareReturn",
    note="按文件把批次结余(或不予退还的保证金)确认为应退给拨款单位,再走付款。",
    columns=(
        tranche(), project(), paper("财建〔2025〕60号"),
        col("收款单位", "party_id", "code", "91370211000000004T", "到账时写明的退回单位",
            ref="party"),
        col("收款账号", "payee_account", "code", "6222000001", "该单位已登记的账号",
            ref="payee_account"),
        money("金额(元)", "amount_fen", "100000.00", "退回金额"),
        day("登记日期", "value_date", "2025-11-30"),
    ),
)
SURPLUSES = Sheet(
    title="结余资金确认", act="surplus.declare", noun="surplus", key=("tranche",),
    command="closing:DeclareSurplus",
    note="项目竣工后批次的结余,确认为应交回的资金。",
    columns=(
        tranche(), project(), money("金额(元)", "amount_fen", "100000.00", "结余金额"),
        day("登记日期", "value_date", "2025-11-30"),
    ),
)
STATEMENTS = Sheet(
    title="银行对账单", act="statement.record", noun="bank_statement_line", key=("bank_ref",),
    command="bank:RecordStatement",
    note="逐笔登记银行流水:收入为正,支出填负数。",
    columns=(
        bank(), day("记账日期", "booked_on", "2025-06-18"),
        money("发生额(元)", "amount_fen", "-120.00", "支出填负数"),
        col("银行流水号", "bank_ref", "code", "LS-0618-01", "对账单上的流水号"),
        col("对方户名", "counterparty", "text", "农业银行示范支行", "对账单上的户名"),
        col("备注", "note", "text", "", "对账单上的附言", required=False),
    ),
)
BANK_FACTS = Sheet(
    title="银行事实入账", act="bank_fact.book", noun="bank_fact", key=("bank_ref",),
    command="bank:BookBankFact",
    note="银行自行扣划或误入的款,由登记流水以外的人据实入账;扣划会生成待办任务。",
    columns=(
        col("银行流水号", "bank_ref", "code", "LS-0618-01", "未入账的流水", ref="statement_line"),
        bank(), col("理由", "reason", "text", "银行扣划手续费", "银行做了什么"),
    ),
)
REFUNDS = Sheet(
    title="退款入账", act="payment.refund", noun="payment_refund", key=("bank_ref",),
    command="bank:RefundPayment",
    note="已付的钱退了回来:银行退汇的恢复应付,扣款追回的冲减扣款。",
    columns=(
        col("支付申请", "payment_request_id", "int", "1", "已支付的申请", ref="paid_request"),
        col("支付明细行", "line", "int", "1", "申请中的第几行", ref="paid_line"),
        col("银行流水号", "bank_ref", "code", "LS-0619-01", "未入账的收款流水",
            ref="statement_credit"),
        bank(), money("金额(元)", "amount_fen", "100.00", "退回金额,与流水相同"),
        col("退款性质", "against", "choice", "银行退汇", "空白为银行退汇",
            **of("refund_kind", required=False)),
    ),
)
CORRECTIONS = Sheet(
    title="凭证更正", act="voucher.correct", noun="voucher_correction", key=("voucher_id",),
    command="corrections:CorrectVoucher",
    note="红字冲销一张已记账凭证,并改记到正确的合同;动过钱的凭证必须写明改到哪个合同。",
    columns=(
        col("凭证", "voucher_id", "int", "1", "要更正的凭证", ref="voucher"),
        day("登记日期", "value_date", "2025-06-25"),
        col("理由", "reason", "text", "合同记错", "错在哪里"),
        col("原记合同", "from_contract", "code", "", "记错的合同", ref="contract", required=False),
        col("改记合同", "contract", "code", "", "应记的合同;留空只冲销", ref="contract",
            required=False),
    ),
)
# fmt: on

FUND_FORMS = (
    PROGRAMMES,
    APPLICATIONS,
    ANSWERS,
    QUOTAS,
    TRANSFERS,
    TO_BOOKS,
    FROM_BOOKS,
    RETURNS,
    SURPLUSES,
)
BANK_FORMS = (STATEMENTS, BANK_FACTS, REFUNDS, CORRECTIONS)
