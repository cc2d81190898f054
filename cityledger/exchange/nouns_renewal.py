"""Sheets of a clearance: plan list, public steps, surveys, valuations, agreements."""

from __future__ import annotations

from cityledger.exchange.sheets import Sheet, col
from cityledger.kernel import words

STEPS = tuple((term.zh, key) for key, term in words.group_of("renewal_step").items())
MODES = tuple((term.zh, key) for key, term in words.group_of("compensation_mode").items())

# fmt: off
PLOTS = Sheet(
    title="棚改地块", act="plots.list", noun="plot",
    key=("project", "plot"), group=("project", "doc_no"),
    agreed=("authority", "issued_on", "title"),
    note="已批准的棚改计划:每个地块一行;计划外地块不得按棚改补偿。",
    columns=(
        col("项目代码", "project", "code", "2501-370211-04-01-100002|2501-370211-04-01-100002",
            "项目表中的代码", ref="project"),
        col("地块编号", "plot", "code", "SF-01|SF-02", "本项目内唯一"),
        col("地块名称", "name", "text", "示范里片区|示范里北片区", "计划中的名称"),
        col("计划批次", "batch", "code", "2025-1|2025-1", "改造计划的批次"),
        col("四至范围", "boundary", "text", "东至示范路,南至河边街|东至示范路,南至示范里",
            "计划中的边界"),
        col("户数", "households", "int", "2|10", "计划户数"),
        col("面积(平方分米)", "area_dm2", "int", "620000|3100000", "1 平方米 = 100 平方分米",
            required=False),
        col("文号", "doc_no", "code", "示棚改〔2025〕1号|示棚改〔2025〕1号", "列入计划的文件"),
        col("发文机关", "authority", "text", "示范区人民政府|示范区人民政府", "发文机关"),
        col("发文日期", "issued_on", "day", "2024-11-10|2024-11-10", "文件落款日期"),
        col("文件标题", "title", "text", "2025年棚户区改造计划|2025年棚户区改造计划", "文件标题"),
    ),
)
RENEWAL_STEPS = Sheet(
    title="征收程序", act="renewal.step", noun="renewal_step", key=("project", "plot", "step"),
    note="公告、听证、方案、决定,按次序登记;决定前补偿资金应在征收补偿专户足额到位"
         "(国令590号第十二条)。",
    columns=(
        col("项目代码", "project", "code",
            "2501-370211-04-01-100002|2501-370211-04-01-100002|2501-370211-04-01-100002"
            "|2501-370211-04-01-100002", "项目表中的代码", ref="project"),
        col("地块编号", "plot", "code", "SF-01|SF-01|SF-01|SF-01", "棚改地块表中的编号",
            ref="plot", within="project"),
        col("程序步骤", "step", "choice", "征求意见公告|听证|补偿方案|征收决定", "从下拉列表选择",
            choices=STEPS),
        col("办理日期", "held_on", "day", "2024-11-15|2024-12-05|2024-12-25|2025-01-10",
            "文件或会议日期"),
        col("文号", "doc_no", "code",
            "示征告〔2024〕3号|示征听〔2024〕1号|示征案〔2024〕1号|示征决〔2025〕1号", "文件文号"),
        col("所需资金(元)", "needed_fen", "money", "|||318000.50", "只在征收决定填写",
            required=False),
    ),
)
SURVEYS = Sheet(
    title="房屋调查", act="houses.survey", noun="house_survey",
    key=("project", "plot", "household_no"),
    group=("project", "plot", "surveyed_on"),
    note="签约前的调查登记;身份证号只保存加盐摘要和后四位。",
    columns=(
        col("项目代码", "project", "code", "2501-370211-04-01-100002|2501-370211-04-01-100002",
            "项目表中的代码", ref="project"),
        col("地块编号", "plot", "code", "SF-01|SF-01", "棚改地块表中的编号", ref="plot",
            within="project"),
        col("户号", "household_no", "code", "H001|H002", "本项目内唯一"),
        col("产权证号", "house_no", "code", "示房字第00001号|示房字第00002号", "每处房屋一个"),
        col("产权人", "owner_name", "text", "陈一|孙二", "产权证上的姓名"),
        col("身份证号", "resident_no", "code", "37990119600308011X|379901197109200129", "18 位"),
        col("面积(平方分米)", "area_dm2", "int", "5500|6020", "1 平方米 = 100 平方分米"),
        col("调查日期", "surveyed_on", "day", "2024-12-10|2024-12-10", "入户调查的日期"),
    ),
)
VALUATIONS = Sheet(
    title="房屋评估", act="houses.value", noun="house_valuation",
    key=("project", "plot", "household_no", "valued_on"),
    group=("project", "plot", "appraiser_id", "valued_on"),
    note="评估机构对已调查房屋的评估价值。",
    columns=(
        col("项目代码", "project", "code", "2501-370211-04-01-100002|2501-370211-04-01-100002",
            "项目表中的代码", ref="project"),
        col("地块编号", "plot", "code", "SF-01|SF-01", "棚改地块表中的编号", ref="plot",
            within="project"),
        col("户号", "household_no", "code", "H001|H002", "房屋调查表中的户号"),
        col("评估机构", "appraiser_id", "code", "91370211000000019R|91370211000000019R",
            "单位表中的统一社会信用代码", ref="party"),
        col("评估价值(元)", "value_fen", "money", "150000.00|168000.50", "评估报告的金额"),
        col("评估日期", "valued_on", "day", "2024-12-20|2024-12-20", "价值时点"),
    ),
)
AGREEMENTS = Sheet(
    title="征收补偿协议", act="agreements.sign", noun="agreement", key=("contract",),
    group=("project", "budget_line", "signed_on"),
    note="每户一行(国令590号第二十五条);须先有征收决定、房屋调查和评估。"
         "产权证号、身份证号、面积空白时取调查登记。",
    columns=(
        col("协议编号", "contract", "code", "ZS-0001|ZS-0002", "本单位内唯一"),
        col("项目代码", "project", "code", "2501-370211-04-01-100002|2501-370211-04-01-100002",
            "项目表中的代码", ref="project"),
        col("概算行号", "budget_line", "code", "01|01", "概算表中本项目的行号", ref="budget_line",
            within="project"),
        col("户号", "household_no", "code", "H001|H002", "房屋调查表中的户号"),
        col("地块", "plot", "code", "SF-01|SF-01", "棚改地块表中的编号", ref="plot",
            within="project"),
        col("被征收人", "owner_name", "text", "陈一|孙二", "与调查登记的产权人一致"),
        col("身份证号", "resident_no", "code", "|", "18 位;可空", required=False),
        col("产权证号", "house_no", "code", "|", "可空", required=False),
        col("补偿方式", "mode", "choice", "货币补偿|货币补偿", "空白为货币补偿", required=False,
            choices=MODES),
        col("补偿金额(元)", "amount_fen", "money", "150000.00|168000.50", "各分项合计"),
        col("房屋补偿(元)", "house_fen", "money", "|150000.50", "分项都空白时等于补偿金额",
            required=False),
        col("搬迁费(元)", "moving_fen", "money", "|3000.00", "协议约定的搬迁费", required=False),
        col("临时安置费(元)", "temporary_fen", "money", "|15000.00", "过渡期临时安置费",
            required=False),
        col("停产停业损失(元)", "loss_fen", "money", "|", "经营性房屋", required=False),
        col("调换房屋", "replacement", "text", "|", "产权调换房屋的地点", required=False),
        col("调换面积(平方分米)", "replacement_dm2", "int", "|", "产权调换房屋的面积",
            required=False),
        col("面积(平方分米)", "area_dm2", "int", "5500|6020", "1 平方米 = 100 平方分米",
            required=False),
        col("开户银行", "payee_bank", "text", "示范银行一支行|示范银行一支行", "被征收人的开户行"),
        col("收款账号", "payee_account", "code", "6217000000000000001|6217000000000000002",
            "被征收人本人账户"),
        col("签订日期", "signed_on", "day", "2025-01-15|2025-01-15", "在开放月份内"),
    ),
)
# fmt: on

RENEWAL_SHEETS = (PLOTS, RENEWAL_STEPS, SURVEYS, VALUATIONS, AGREEMENTS)
