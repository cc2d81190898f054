"""What the screens of the finance officer say: figures in order, templates, files, the bench."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # the panel: what passed, with its figures
    "passed_period_not_open": ("会计期间 {period} 已开放", "period {period} is open"),
    "passed_no_budget_document": ("概算批复 {document}", "estimate approved by {document}"),
    "passed_five_parties": ("五方责任主体齐全 {count}/5", "five parties complete, {count} of 5"),
    "passed_over_contract": ("合同 {contract} 付后余 {left}", "contract {contract}: {left} after"),
    "passed_over_budget": (
        "概算“{budget_line}”付后余 {left}",
        "estimate “{budget_line}”: {left} after",
    ),
    "passed_certificate_unsigned": (
        "计量证书 {certificate} 总监已签, 至付款日 {days} 天",
        "certificate {certificate} signed {days} days before",
    ),
    "passed_over_certified": ("应付款 付后余 {left}", "certified and due: {left} after"),
    "passed_over_progress": (
        "进度款上限 {limit} 付后余 {left}",
        "progress limit {limit}: {left} after",
    ),
    "passed_over_retention": (
        "累计付款 {share} ≤ {cap}(质保金 {retention})",
        "paid in all {share} ≤ {cap} (retention {retention})",
    ),
    "passed_advance_cap": ("预付款上限 付后余 {left}", "advance cap: {left} after"),
    "passed_advance_not_recouped": (
        "预付款已扣回 {recouped}(应扣 {due})",
        "advance recouped {recouped} (due {due})",
    ),
    "passed_labour_share": (
        "人工费 {paid} 入工资专户(应拨 {due})",
        "labour {paid} to the wage account (due {due})",
    ),
    "passed_payee_account": (
        "收款账户与合同一致 …{tail}",
        "payee account is the contract's …{tail}",
    ),
    "passed_invoice_used": ("发票 {invoice} 用后余 {left}", "invoice {invoice}: {left} left"),
    "passed_guarantee_expired": ("保函有效至 {expires_on}", "guarantee runs until {expires_on}"),
    "passed_over_allotment": (
        "指标 {allotment} 付后余 {left}",
        "allotment {allotment}: {left} left",
    ),
    "passed_over_share": (
        "资金批次 {tranche} 本项目份额付后余 {left}",
        "share of {tranche} for the project: {left} left",
    ),
    "quiet_rules": ("另 {count} 条未触犯: {titles}", "{count} more not broken: {titles}"),
    "rule_lifted": ("“{title}”由例外放行", "“{title}” is set aside by an override"),
    "alike": (
        """\
W301 与 {number}({on}, {amount})相同收款人、相同金额、{days} 天内。\
确认不是重复付款请在摘要写明原因。""",
        """\
W301 same payee and amount as {number} ({on}, {amount}) within {days} days. \
If it is no repetition, say why in the summary.""",
    ),
    "request_no": ("支付申请 {number}", "request {number}"),
    # keys
    "key_call": ("调用", "call up"),
    "key_attach": ("附件", "files"),
    "key_add_line": ("加行", "add line"),
    "key_turn_panel": ("翻看检查", "turn the panel"),
    "key_forget_template": ("删除模板", "forget template"),
    # payment entry
    "field_override": ("例外", "override"),
    "hint_override": ("例外编号, 没有就跳过", "number of an override, or none"),
    "look_again": ("{count} 处请再核对", "{count} to look at again"),
    "look_first": (
        "有提示需要核对; 核对无误请按 F9 提交",
        "There is a warning: look again, then F9 submits",
    ),
    "no_line_yet": ("先填合同和金额, 再加行", "fill contract and amount, then add the line"),
    "line_added": ("已加入第 {count} 行, 合计 {total}", "line {count} added, {total} in all"),
    "draft_first": (
        "先处理未完成的草稿; Ctrl+N 清空后再为 {contract} 付款",
        "a draft is open: finish it, or Ctrl+N and then pay {contract}",
    ),
    # templates and past payments
    "col_called": ("来源", "from"),
    "template": ("模板", "template"),
    "all_but_amount": ("不含金额、日期、发票", "without amount, day, invoice"),
    "save_template": ("把当前内容存为模板", "keep the present form as a template"),
    "hint_template_name": ("模板名称, Enter 保存", "name of the template, Enter keeps it"),
    "template_kept": ("模板已存: {name}", "template kept: {name}"),
    "template_not_kept": ("没有存成, 请写名称", "not kept: give it a name"),
    "nothing_to_call": (
        "还没有模板和往期单据; 先填合同, 再按 F4 可存为模板",
        "no templates or past documents yet; fill a form and press F4 to keep one",
    ),
    "call_hint": (
        "Enter 调用(金额、日期、发票不带入), Delete 删除模板, Esc 返回",
        "Enter fills the form (no amount, day or invoice), Delete forgets, Esc leaves",
    ),
    "called": ("已调用; 请填金额和发票", "called up: amount and invoice are yours to fill"),
    # files
    "hint_path": ("文件路径; Tab 补全, Enter 读取", "path; Tab completes, Enter reads"),
    "hint_paper": ("这是什么材料", "which paper is it"),
    "attach_hint": (
        "单据受理后登记文件的 SHA-256; Esc 完成, Ctrl+N 全部取下",
        "the SHA-256 is sealed once the document is accepted; Esc is done, Ctrl+N clears",
    ),
    "no_files": ("还没有附件文件", "no files yet"),
    "papers_missing": ("缺附件: {papers}(F8 添加)", "papers missing: {papers} (F8)"),
    "reading_file": ("正在读取…", "reading…"),
    "file_read": (
        "{name}  {size} 字节  SHA-256 {sha256}",
        "{name}  {size} bytes  SHA-256 {sha256}",
    ),
    "no_such_file": ("没有这个文件, 请改写路径", "there is no such file: change the path"),
    "file_too_large": ("文件超过 1 GB, 不能作附件", "larger than 1 GB: no attachment"),
    "file_unreadable": ("无权读取该文件, 请换一个", "it cannot be read: choose another"),
    "file_empty": ("空文件, 请换成原件", "an empty file: choose the real one"),
    "files_bound": ("附件 {count} 个已登记哈希。", "{count} files sealed by hash."),
    "files_not_bound": (
        "这些附件没有登记成, 请重新登记: {names}",
        "these files were not sealed, do it again: {names}",
    ),
    "attach_not_yours": (
        "附件由经办或工程管理登记",
        "files are sealed by a maker or a project manager",
    ),
    "paper_certificate": ("监理签证", "supervisor's certificate"),
    "paper_invoice": ("发票", "invoice"),
    "paper_request": ("请款书", "request for payment"),
    "paper_guarantee": ("保函", "guarantee"),
    "paper_agreement": ("协议", "agreement"),
    "paper_acceptance": ("验收文件", "acceptance"),
    "paper_other": ("其他", "other"),
    # sheets: where things stand
    "stands_allotted": ("该来源已下达指标", "allotted by this source"),
    "stands_received": ("该来源已到账", "received from it so far"),
    "stands_to_come": ("尚未到账", "still to come"),
    "stands_allotment": ("指标 {subject} 未到", "allotment {subject}, to come"),
    "stands_uncertified": ("未计量", "not certified yet"),
    "stands_advance": ("未扣回预付款", "advance not recouped"),
    "stands_retention": ("在押质保金", "retention held"),
    "stands_computed": ("本期计量(签认前)", "this certificate, before it is signed"),
    "sum_gross_fen": ("本期计量", "certified"),
    "sum_recouped_fen": ("扣回预付款", "recouped"),
    "sum_retained_fen": ("扣质保金", "retained"),
    "sum_labour_fen": ("人工费", "labour"),
    "sum_due_fen": ("本期应付", "due"),
    "sum_deferred_fen": ("结算后付", "deferred"),
    "stands_approved": ("概算 {subject}", "estimate {subject}"),
    "stands_contracted": ("已签合同", "contracted so far"),
    "stands_line_left": ("概算剩余可签", "left to contract"),
    "stands_line": ("{subject} 余", "{subject}, left"),
    "stands_plot": ("地块 {subject} 已签/户数", "plot {subject}, signed of"),
    "stands_needed": ("征收决定所需", "needed by the decisions"),
    "stands_promised": ("协议已签", "promised in agreements"),
    "stands_compensated": ("已付补偿", "compensation paid"),
    "stands_special": ("补偿专户资金", "in the special account"),
    "stands_total": ("本单 {subject} 行合计", "{subject} lines in all"),
    "lines_taken": ("已加入 {count} 行", "{count} lines added"),
    "lines_refused": (
        "粘贴的行有 {count} 处不对, 一行也没有加入",
        "{count} problems in what was pasted; no line was added",
    ),
    "wrong_line": ("第 {line} 行 {said}", "line {line}: {said}"),
    "too_many_cells": ("有 {found} 格, 最多 {most} 格", "{found} cells, {most} at most"),
    "too_many_lines": (
        "超过 {most} 行, 请填录入模板后导入(cityledger import)",
        "more than {most} lines: fill in the workbook and import it",
    ),
}
