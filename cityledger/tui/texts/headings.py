"""The headings of the sheets in English; in Chinese a screen uses the heading of the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.tui.texts.form_headings import HEADINGS, NAMES

if TYPE_CHECKING:
    from cityledger.exchange.sheets import Column, Sheet

# fmt: off
ENGLISH = HEADINGS | {
    # units and people
    "统一社会信用代码": "credit code", "单位名称": "unit", "代码种类": "code scheme",
    "法定代表人": "legal rep.", "是否中小企业": "SME", "账号": "account no.",
    "开户银行": "bank", "工资专户账号": "wage account", "工资专户开户行": "wage bank",
    "账户用途": "purpose",
    "证书编号": "certificate", "资质类别": "for which role", "资质等级": "grade",
    "有效期自": "valid from", "有效期至": "valid to",
    # projects
    "项目代码": "project", "项目名称": "name", "项目类别": "kind", "阶段": "phase",
    "专项行动": "campaign", "地点": "site", "开工日期": "starts on", "竣工日期": "ends on",
    "设计使用年限": "design life", "责任主体": "role", "项目负责人": "leader",
    "执业证书号": "certificate no.", "承诺书编号": "letter no.", "授权书编号": "authorisation",
    "起始日期": "from", "概算行号": "budget line", "概算行名称": "line name",
    "费用类别": "cost class", "金额(元)": "amount", "批复文号": "approval no.",
    "批复机关": "authority", "批复日期": "issued on", "批复标题": "title",
    "批复总额(元)": "approved total", "登记日期": "booked on", "会计期间": "month",
    # money in
    "来源名称": "source", "来源种类": "kind", "级次": "level", "渠道": "route",
    "计划名称": "programme", "指标编号": "allotment", "预算年度": "budget year",
    "文号": "document no.", "发文机关": "authority", "发文日期": "issued on",
    "文件标题": "title", "功能分类": "function", "经济分类": "economic class",
    "账户名称": "account name", "科目编码": "ledger account", "账户种类": "kind",
    "批次名称": "tranche", "到账日期": "received on", "资金形式": "form",
    "资金年度": "fund year", "到期日": "expires on", "限定用途": "uses",
    "限定项目": "projects", "是否专款": "restricted", "退回单位": "return to",
    "保证金种类": "kind", "不退还时上缴": "forfeited to",
    # tenders
    "招标编号": "tender no.", "招标名称": "name", "标的": "subject", "采购方式": "method",
    "采购内容标识": "scope tag", "估算价(元)": "estimate", "公告日期": "announced on",
    "投标截止日期": "bids due on", "批准文件": "approval", "投标人代码": "bidder",
    "投标价(元)": "bid", "名次": "place", "投标保证金(元)": "bid bond",
    "保证金账户": "bond account", "经办人": "agent", "联系电话": "phone",
    "项目经理": "manager", "中标人代码": "winner", "候选人公示日期": "shown on",
    "中标通知书日期": "notice on", "理由": "reason",
    # contracts
    "合同编号": "contract", "合同类别": "kind", "合同名称": "name", "对方代码": "contractor",
    "收款账号": "pay to", "合同价(元)": "price", "签订日期": "signed on",
    "费用项目": "cost item", "缺陷责任期至": "defects until", "预付款上限(元)": "advance cap",
    "预付款扣回比例(%)": "recoup %", "质保金比例(%)": "retention %",
    "人工费比例(%)": "labour %", "进度款比例(%)": "progress %",
    "履约担保(元)": "performance", "预付款担保(元)": "advance bond", "期初合同": "opening",
    "付款期限(天)": "days to pay", "完工日期": "done by", "摘要": "summary",
    "业务日期": "value date", "付款日期": "paid on", "凭据号": "reference",
    "变更文号": "variation no.", "批准日期": "approved on", "变更原因": "reason",
    "担保种类": "kind", "担保形式": "form", "开立机构": "issuer", "保函编号": "letter no.",
    "生效日期": "valid from", "到期日期": "expires on", "计量期号": "certificate",
    "计量种类": "kind", "计量日期": "certified on", "总监理工程师": "chief engineer",
    "计量金额(元)": "measured", "发票代码": "invoice code", "发票号码": "invoice",
    "开票日期": "issued on", "查验日期": "verified on", "发票状态": "state",
    "申请编号": "request", "付款种类": "kind", "款项": "part", "特批号": "override",
    # renewal
    "地块编号": "plot", "地块名称": "plot name", "计划批次": "batch", "四至范围": "boundary",
    "户数": "households", "面积(平方分米)": "area (dm²)", "程序步骤": "step",
    "办理日期": "held on", "所需资金(元)": "needed", "户号": "household",
    "产权证号": "title no.", "产权人": "owner", "身份证号": "resident no.",
    "调查日期": "surveyed on", "评估机构": "appraiser", "评估价值(元)": "value",
    "评估日期": "valued on", "协议编号": "agreement", "地块": "plot", "被征收人": "owner",
    "补偿方式": "mode", "补偿金额(元)": "compensation", "房屋补偿(元)": "for the house",
    "搬迁费(元)": "moving", "临时安置费(元)": "lodging", "停产停业损失(元)": "business loss",
    "调换房屋": "new house", "调换面积(平方分米)": "new area (dm²)",
}
# fmt: on


def heading(column: Column, lang: str) -> str:
    """Return the heading of a column in a language; KeyError when it has no English."""
    return column.heading if lang == "zh" else ENGLISH[column.heading]


def title_of(sheet: Sheet, lang: str) -> str:
    """Return the title of a sheet."""
    if lang == "zh":
        return sheet.title
    return NAMES[sheet.noun][0]


def note_of(sheet: Sheet, lang: str) -> str:
    """Return what a document is for."""
    return sheet.note if lang == "zh" else NAMES[sheet.noun][1]
