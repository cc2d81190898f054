"""Sheets about tenders: what was put out, who bid, who was awarded."""

from __future__ import annotations

from cityledger.exchange.sheets import Sheet, col
from cityledger.kernel import words

SUBJECTS = tuple((term.zh, key) for key, term in words.group_of("tender_subject").items())
METHODS = tuple((term.zh, key) for key, term in words.group_of("tender_method").items())
# fmt: off
TENDERS = Sheet(
    title="招标", act="tender.announce", noun="tender", key=("tender",),
    note="每次招标或其他方式的采购一行。达到必须招标规模的合同须写招标编号(发改委令16号)。",
    columns=(
        col("招标编号", "tender", "code", "ZB-2025-001|ZB-2025-002", "本单位内唯一"),
        col("项目代码", "project", "code", "|".join(["2501-370211-04-01-100001"] * 2),
            "项目表中的代码", ref="project"),
        col("招标名称", "name", "text", "管网施工一标段|管网施工图设计", "公告上的名称"),
        col("标的", "subject", "choice", "工程|服务", "从下拉列表选择", choices=SUBJECTS),
        col("采购方式", "method", "choice", "公开招标|公开招标", "从下拉列表选择", choices=METHODS),
        col("采购内容标识", "scope_tag", "code", "管网施工|管网设计",
            "可以合并采购的内容用同一标识,合计计算是否达到规模"),
        col("估算价(元)", "estimate_fen", "money", "10200000.00|620000.00", "招标估算价"),
        col("公告日期", "announced_on", "day", "2024-12-02|2024-12-02", "招标公告发布日"),
        col("投标截止日期", "bids_due_on", "day", "2024-12-23|2024-12-23", "不少于20天"),
        col("批准文件", "exempt_doc_no", "code", "|", "不公开招标的批准文号,须已登记",
            required=False),
    ),
)
BIDS = Sheet(
    title="投标", act="bids.open", noun="bid", key=("tender", "party_id"), group=("tender",),
    note="开标记录:同一招标的各行一次登记,名次从1起。",
    columns=(
        col("招标编号", "tender", "code",
            "|".join(["ZB-2025-001"] * 3 + ["ZB-2025-002"] * 3), "招标表中的编号", ref="tender"),
        col("投标人代码", "party_id", "code",
            "91370211000000035F|91370211000000043A|91370211000000019R"
            "|91370211000000027L|91370211000000043A|91370211000000019R",
            "投标人的统一社会信用代码", ref="party"),
        col("投标价(元)", "price_fen", "money",
            "10000000.00|10080000.00|10120000.00|600000.00|611000.00|615000.00", "开标价"),
        col("名次", "place", "int", "1|2|3|1|2|3", "评标名次"),
        col("投标保证金(元)", "deposit_fen", "money", "|||||", "不超过估算价2%", required=False),
        col("保证金账户", "deposit_account", "code", "|||||", "保证金转出的账户", required=False),
        col("经办人", "agent", "text", "|||||", "递交投标文件的人", required=False),
        col("联系电话", "phone", "code", "|||||", "投标文件上的电话", required=False),
        col("项目经理", "manager", "text", "王建|赵监|张勘|李设|赵监|张勘", "拟派负责人",
            required=False),
    ),
)
AWARDS = Sheet(
    title="定标", act="tender.award", noun="tender_award", key=("tender",),
    note="中标候选人公示不少于3天,中标通知书发出后30天内签合同。",
    columns=(
        col("招标编号", "tender", "code", "ZB-2025-001|ZB-2025-002", "招标表中的编号",
            ref="tender"),
        col("中标人代码", "party_id", "code", "91370211000000035F|91370211000000027L",
            "中标人的统一社会信用代码", ref="party"),
        col("候选人公示日期", "candidates_on", "day", "2024-12-24|2024-12-24", "公示第一天"),
        col("中标通知书日期", "noticed_on", "day", "2024-12-30|2024-12-30", "发出日"),
        col("理由", "reason", "text", "|", "不选第一名时填写", required=False),
    ),
)
# fmt: on

TENDER_SHEETS = (TENDERS, BIDS, AWARDS)
