"""Every sentence the screens say themselves, Chinese and English side by side.

Single words that papers and documents share are in kernel/words.toml; `say` finds both.
"""

from __future__ import annotations

from cityledger.kernel import words

TEXTS: dict[str, tuple[str, str]] = {
    # titles
    "title_login": ("登录", "log in"),
    "title_home": ("工作台", "workbench"),
    "title_entry": ("付款录入", "payment entry"),
    "title_queue": ("待办", "to do"),
    "title_document": ("支付申请", "payment request"),
    "title_browser": ("账簿", "books"),
    "title_register": ("明细账", "subsidiary ledger"),
    "title_voucher": ("记账凭证", "voucher"),
    # keys in the footer
    "key_help": ("帮助", "help"),
    "key_back": ("返回", "back"),
    "key_quit": ("退出", "quit"),
    "key_home": ("工作台", "home"),
    "key_entry": ("付款录入", "payment"),
    "key_queue": ("待办", "to do"),
    "key_browser": ("账簿", "books"),
    "key_lock": ("锁定", "lock"),
    "key_submit": ("提交", "submit"),
    "key_pass": ("通过", "pass"),
    "key_reject": ("退回", "send back"),
    "key_draft": ("存草稿", "keep draft"),
    "key_clear": ("清空", "clear"),
    "key_lookup": ("查档", "look up"),
    "key_balance": ("可付额", "fill due"),
    "key_open": ("打开", "open"),
    "key_refresh": ("刷新", "refresh"),
    "key_ledger": ("换账簿", "next ledger"),
    "key_period": ("换期间", "next period"),
    "key_all": ("全部/待办", "all / mine"),
    "key_theme": ("深浅色", "dark/light"),
    "key_previous_voucher": ("上一张", "previous"),
    "key_next_voucher": ("下一张", "next"),
    # login
    "choose_person": ("请选择姓名, 输入口令短语", "choose your name and type your passphrase"),
    "passphrase_hint": ("口令短语", "passphrase"),
    "opening": ("正在打开账簿…", "opening the ledger…"),
    "unsealing": ("正在解锁签名密钥…", "unsealing the signing key…"),
    "wrong_passphrase": (
        "口令不符。请再试一次; 大小写和空格都算数。",
        "The passphrase does not match. Try again; case and spaces count.",
    ),
    "no_people": ("登记册里没有可登录的人员", "nobody in the registry can log in"),
    "keys_are_yours": (
        "口令只在本机解锁您的签名密钥, 不保存、不外传。",
        "The passphrase unseals your key on this machine only; it is not kept.",
    ),
    "locked": ("签名密钥已锁定, 请重新输入口令", "your key is locked: type the passphrase again"),
    # home
    "balances_by_tranche": ("资金批次(元)", "tranches (yuan)"),
    "balances_by_project": ("项目(元)", "projects (yuan)"),
    "total_left": ("可用资金合计", "available in all"),
    "in_hand": ("账上结存", "in hand"),
    "held_money": ("已审批未付", "approved, unpaid"),
    "alerts_title": ("预警与待办", "alerts and to do"),
    "no_alerts": ("✓ 没有预警, 没有待办", "✓ no alerts, nothing to do"),
    "waiting_for_me": ("{count} 张单据等我{what}", "{count} requests wait for me to {what}"),
    "draft_waiting": (
        "上次未完成的付款 1 张, 按 2 继续",
        "one unfinished payment is kept: press 2 to go on",
    ),
    "alert_guarantee_expiring": (
        "保函 {subject} 还有 {days} 天到期, 金额 {amount}",
        "guarantee {subject} over {amount} ends in {days} days",
    ),
    "alert_guarantee_expiring_past": (
        "保函 {subject} 已于 {on} 到期, 金额 {amount}",
        "guarantee {subject} over {amount} ended on {on}",
    ),
    "alert_tranche_expiring": (
        "批次 {subject} 还有 {days} 天截止, 余 {amount}",
        "tranche {subject} ends in {days} days with {amount} left",
    ),
    "alert_tranche_expiring_past": (
        "批次 {subject} 已于 {on} 截止, 余 {amount}",
        "tranche {subject} ended on {on} with {amount} left",
    ),
    "alert_tranche_idle": (
        "批次 {subject} 已闲置 {days} 天, 余 {amount}",
        "tranche {subject} idle for {days} days with {amount} left",
    ),
    "alert_certificate_due": (
        "{subject} 应于 {on} 前付 {amount}",
        "{subject}: {amount} to be paid by {on}",
    ),
    "alert_certificate_due_past": (
        "{subject} 应付 {amount} 已超期 {days} 天",
        "{subject}: {amount} overdue by {days} days",
    ),
    "alert_compensation_unpaid": (
        "{subject} 户已签约未付 {amount}, 应于 {on} 前付清",
        "{subject} households signed and not paid {amount}, due by {on}",
    ),
    "alert_compensation_unpaid_past": (
        "{subject} 户已签约未付 {amount}, 应付日 {on} 已过",
        "{subject} households signed and not paid {amount}, was due on {on}",
    ),
    "alert_compensation_unsigned": (
        "{subject} 户尚未签约, 征收决定的签约期到 {on}",
        "{subject} households have not signed, the time to sign ends on {on}",
    ),
    "alert_compensation_unsigned_past": (
        "{subject} 户尚未签约, 征收决定的签约期 {on} 已过",
        "{subject} households have not signed, the time to sign ended on {on}",
    ),
    "alert_payment_waiting": (
        "已审批未付 {amount}: {subject}",
        "approved and unpaid, {amount}: {subject}",
    ),
    "alert_interference_open": (
        "未解除的干预登记({on}): {subject}",
        "interference ({on}): {subject}",
    ),
    "alert_interference_unreported": (
        "干预登记 {subject} 应于 {on} 前报告",
        "interference {subject} to be reported by {on}",
    ),
    "alert_interference_unreported_past": (
        "干预登记 {subject} 报告已超期 {days} 天",
        "interference {subject}: report overdue by {days} days",
    ),
    "alert_zero_report_missing": (
        "干预零报告 {subject} 应于 {on} 前报告",
        "interference reports of {subject} due by {on}",
    ),
    "alert_override_expiring": (
        "特批 {subject} 还有 {days} 天到期, 余 {amount}",
        "override {subject} ends in {days} days with {amount} left",
    ),
    "alert_period_to_close": ("{subject} 已过, 尚未结账", "{subject} is over and not closed"),
    "alert_ppp_unscored": (
        "PPP {subject}年未做绩效评价, 计划补贴 {amount}",
        "partnership {subject} has no score; {amount} planned",
    ),
    "alert_ppp_capital_late": (
        "PPP {subject} 资本金 {amount} 逾期未到位",
        "partnership {subject}: capital of {amount} is late",
    ),
    "alert_ppp_near_limit": (
        "{subject}年PPP支出责任 {amount} 接近或超过限额",
        "duties of {subject}, {amount}, near or pass the limit",
    ),
    "alert_task_open": ("督办事项({on}): {subject}", "task ({on}): {subject}"),
    "alert_milestone_due": (
        "节点 {subject} 还有 {days} 天到期",
        "milestone {subject} is due in {days} days",
    ),
    "alert_milestone_due_past": (
        "节点 {subject} 已超期 {days} 天",
        "milestone {subject} is {days} days overdue",
    ),
    "alert_finding_open": (
        "检查问题未销号({on}): {subject}",
        "finding open ({on}): {subject}",
    ),
    "alert_tip_unanswered": (
        "来信待答复({on}): {subject}",
        "tip to be answered ({on}): {subject}",
    ),
    "alert_qualification_expiring": (
        "{subject} 的资质将于 {on} 到期",
        "certificate of {subject} ends on {on}",
    ),
    "alert_qualification_expiring_past": (
        "{subject} 的资质已于 {on} 到期",
        "certificate of {subject} ended on {on}",
    ),
    "alert_party_unqualified": (
        "{subject} 没有登记资质证书",
        "no certificate of {subject} is registered",
    ),
    "alert_site_rebuilt": (
        "同一地块竣工不久又建({on}前): {subject}",
        "site built on again before {on}: {subject}",
    ),
    "alert_year_burdened": (
        "{subject} 年安排建设资金 {amount}, 超过财力上限",
        "{amount} planned for {subject} exceeds what the district can bear",
    ),
    "alert_insurance_expiring": (
        "保单 {subject} 还有 {days} 天到期, 保额 {amount}",
        "policy {subject} ends in {days} days, {amount}",
    ),
    "alert_insurance_expiring_past": (
        "保单 {subject} 已于 {on} 到期, 保额 {amount}",
        "policy {subject} ended on {on}, {amount}",
    ),
    "alert_accounts_due": (
        "{subject} 应于 {on} 前报送竣工决算",
        "final accounts of {subject} are due by {on}",
    ),
    "alert_accounts_due_past": (
        "{subject} 竣工决算已逾期 {days} 天",
        "final accounts of {subject} are {days} days late",
    ),
    "alert_surplus_due": (
        "批次 {subject} 结余 {amount} 应于 {on} 前上缴",
        "surplus {amount} of tranche {subject} is due back by {on}",
    ),
    "alert_surplus_due_past": (
        "批次 {subject} 结余 {amount} 上缴已逾期 {days} 天",
        "surplus {amount} of tranche {subject} is {days} days late",
    ),
    "alert_bid_bond_due": (
        "投标保证金 {subject} {amount} 应于 {on} 前退还",
        "bid bond {subject} of {amount} is to be given back by {on}",
    ),
    "alert_bid_bond_due_past": (
        "投标保证金 {subject} {amount} 退还已逾期 {days} 天",
        "bid bond {subject} of {amount} is {days} days late",
    ),
    "alert_sme_late": (
        "{subject} 超期未付, 逾期利息 {amount}",
        "{subject} is paid late, interest {amount}",
    ),
    "alert_subcontract_share": (
        "{subject} 分包合计 {amount}, 超过预警比例",
        "subcontracts of {subject} sum to {amount}, above the share to watch",
    ),
    "alert_programme_closing": (
        "专项“{subject}”还有 {days} 天截止申报, 尚未申报",
        "programme {subject} closes in {days} days, and nobody has applied",
    ),
    "alert_matching_short": (
        "专项 {subject} 区级配套尚差 {amount}",
        "programme {subject}: {amount} of promised matching money is missing",
    ),
    "alert_pass_down_late": (
        "批次 {subject} 到账 {days} 天, 尚有 {amount} 未分解到项目",
        "tranche {subject}: {amount} not divided among projects after {days} days",
    ),
    "alert_tranche_lapsing": (
        "批次 {subject} 还有 {days} 天满两年成为结余, 余 {amount}",
        "tranche {subject} becomes surplus in {days} days with {amount} left",
    ),
    "alert_tranche_lapsing_past": (
        "批次 {subject} 已于 {on} 满两年, 结余 {amount} 应退回",
        "tranche {subject} became surplus on {on}: {amount} is due back",
    ),
    "alert_debt_due": (
        "债务 {subject} 还有 {days} 天应付本息 {amount}",
        "debt {subject}: {amount} due in {days} days",
    ),
    "alert_debt_due_past": (
        "债务 {subject} 应付本息 {amount} 已逾期 {days} 天",
        "debt {subject}: {amount} overdue by {days} days",
    ),
    "no_money_yet": ("还没有到账资金", "no money has been received"),
    "no_projects": ("还没有项目", "there are no projects yet"),
    # columns
    "col_tranche": ("批次", "tranche"),
    "col_left": ("可用", "available"),
    "col_used": ("已用", "used"),
    "col_project": ("项目", "project"),
    "col_may_spend": ("可用额度", "may spend"),
    "col_no": ("编号", "no."),
    "col_date": ("日期", "date"),
    "col_summary": ("摘要", "summary"),
    "col_amount": ("金额(元)", "amount"),
    "col_state": ("状态", "state"),
    "col_maker": ("经办", "maker"),
    "col_account": ("科目", "account"),
    "col_name": ("名称", "name"),
    "col_opening": ("期初余额", "opening"),
    "col_debit": ("借方", "debit"),
    "col_credit": ("贷方", "credit"),
    "col_closing": ("期末余额", "closing"),
    "col_voucher": ("凭证号", "voucher"),
    "col_counter": ("对方科目", "counter"),
    "col_balance": ("余额", "balance"),
    "col_detail": ("明细", "details"),
    # entry
    "form": ("单据", "document"),
    "panel": ("控制检查(实时)", "controls (live)"),
    "field_date": ("日期", "date"),
    "field_contract": ("合同", "contract"),
    "field_kind": ("款项", "kind"),
    "field_certificate": ("计量证书", "certificate"),
    "field_amount": ("金额(元)", "amount"),
    "field_labour": ("其中人工费", "labour"),
    "field_invoice": ("发票", "invoice"),
    "field_summary": ("摘要", "summary"),
    "field_attachments": ("附件(张)", "attachments"),
    "hint_contract": ("编号、名称或拼音首字母", "number, name or initials"),
    "hint_kind": ("进度款、预付款…", "progress, advance…"),
    "hint_certificate": ("期号", "number"),
    "hint_amount": (
        "可写 123.5万 1亿, F3 填可付额",
        "in yuan; + and - add up; F3 fills what is due",
    ),
    "hint_labour": ("付农民工工资专户的部分", "the part for the wage account"),
    "hint_invoice": ("发票号码, Tab 跳过", "number, Tab goes past"),
    "hint_summary": ("空则自动填写", "filled in when empty"),
    "certificate_choice": ("第 {no} 期 {on}", "no. {no}, {on}"),
    "payee_line": ("收款 {payee}", "to {payee}"),
    "project_line": ("项目 {code} {name}", "project {code} {name}"),
    "pick_contract": (
        "选择合同后, 这里实时显示控制检查。",
        "Choose a contract: the controls show here.",
    ),
    "type_amount": ("输入金额后检查。", "Type the amount to see the controls."),
    "all_rules_pass": ("全部规则通过", "every rule passes"),
    "rules_fail": ("{count} 条规则不通过", "{count} rules fail"),
    "findings_count": (
        "{count} 条规则不通过, 提交会被拒绝并留痕",
        "{count} rules fail: it would be refused",
    ),
    "price_line": ("合同价", "price"),
    "variations_line": ("已批变更", "variations"),
    "certified_line": ("已计量", "certified"),
    "paid_line": ("已支付", "paid"),
    "held_line": ("已占用", "held"),
    "due_line": ("本项可付", "due now"),
    "after_line": ("付后可付", "due after"),
    "money_from": ("资金从何处来", "where the money comes from"),
    "slice_left": ("付后余 {left}", "{left} left"),
    "remedy_mark": ("办法: ", "remedy: "),
    "basis_mark": ("依据: ", "source: "),
    "no_match": (
        "没有匹配的记录, 请改写或清空后按 F2 查档",
        "no match: change it, or clear it and press F2",
    ),
    "submitted": (
        "已提交复核: 支付申请 {number}(封存记录 #{leaf})",
        "submitted: payment request {number} (leaf #{leaf})",
    ),
    "refused_head": (
        "已拒绝, 拒绝已封存为记录 #{leaf}; 下列规则不通过:",
        "Refused, sealed as leaf #{leaf}; these rules fail:",
    ),
    "draft_kept": ("草稿已存", "draft kept"),
    "draft_offered": ("已恢复上次的草稿; F4 清空", "the draft is back; F4 clears it"),
    "form_cleared": ("已清空", "cleared"),
    "nothing_due": ("本项没有可付金额", "nothing is due under what is chosen"),
    "nothing_to_send": ("请先选择合同并输入金额", "choose a contract and type an amount first"),
    "not_clear": (
        "还有规则不通过或尚未检查; 仍要提交请按 F9, 拒绝会被封存",
        "Not clear yet; F9 submits all the same, and the refusal is sealed",
    ),
    "account_line": ("账户 {account} {bank}", "account {account}, {bank}"),
    "working": ("正在签名入账…", "signing and booking…"),
    "stale": (
        "账簿刚有变动, 已按新数重新检查, 请核对后再提交。",
        "The book moved on; the controls ran again. Look and submit again.",
    ),
    "refused_characters": (
        "有不能入账的字符, 已去掉",
        "characters that cannot be booked were left out",
    ),
    "too_long": ("内容太长, 已截断", "too long: the rest was left out"),
    "one_line": ("只取第一行; 多行请用导入", "only the first line was taken; import lists"),
    "bad_day": ("日期不对, 例 2025-03-07", "not a day, write 2025-03-07"),
    # queue and document
    "queue_empty": ("没有等我办理的单据", "nothing waits for me"),
    "queue_all_empty": ("还没有支付申请", "there are no payment requests"),
    "queue_mine": ("等我办理 {count} 张", "{count} wait for me"),
    "queue_all": ("全部 {count} 张", "{count} in all"),
    "own_document": (
        "本人经办过这张单据, 不能再{what}(不相容岗位分离)",
        "you took part in this request and cannot {what} it (separation of duties)",
    ),
    "not_my_turn": ("这张单据现在不由您办理", "this request is not yours to act on now"),
    "type_to_confirm": (
        "{what}: 请输入金额元位的后三位数字",
        "{what}: type the last three digits of the yuan",
    ),
    "type_whole": (
        "{what}: 金额较大, 请输入全部金额(双录)",
        "{what}: a large amount, type all of it",
    ),
    "does_not_match": ("与金额不符, 没有办理", "that is not the amount; nothing was done"),
    "reason_wanted": ("退回原因", "why is it sent back"),
    "reason_missing": ("请写明退回原因", "give a reason"),
    "reviewed_done": ("已复核(封存记录 #{leaf})", "reviewed (leaf #{leaf})"),
    "approved_done": ("已审批(封存记录 #{leaf})", "approved (leaf #{leaf})"),
    "paid_done": ("已支付: {vouchers}(封存记录 #{leaf})", "paid: {vouchers} (leaf #{leaf})"),
    "returned_done": ("已退回(封存记录 #{leaf})", "sent back (leaf #{leaf})"),
    "steps_title": ("经办过程", "who did what"),
    "lines_title": ("支付明细", "lines"),
    "slices_title": ("资金切片", "funding"),
    "invoices_title": ("发票", "invoices"),
    "verdict_title": ("下一步的控制检查", "controls on the next step"),
    "confirm_hint": ("Enter 确认  Esc 取消", "Enter confirms  Esc cancels"),
    # books
    "books_empty": ("这个期间没有发生额和余额", "nothing in this period"),
    "register_empty": ("没有分录", "no postings"),
    "rows_shown": ("已读 {count} 行", "{count} rows"),
    "more_rows": ("已读 {count} 行, 向下还有", "{count} rows, more below"),
    "voucher_of": ("{word} 第 {number} 号", "{word}-{number}"),
    "leaf_line": ("封存记录 #{leaf}  哈希 {hash}", "leaf #{leaf}  hash {hash}"),
    "reverses_line": ("冲销 {voucher}", "reverses {voucher}"),
    "booked_line": (
        "业务日期 {on}   记账时间 {at}   附件 {attachments} 张",
        "on {on}, booked {at}, {attachments} attached",
    ),
    # general
    "help_keys": ("本屏按键", "keys of this screen"),
    "help_rules": (
        """\
Enter 下一栏, Shift+Tab 上一栏, Esc 返回(草稿自动保存), 数字 1-4 在浏览屏切换, Ctrl+Q 退出。
每一笔付款先经全部控制规则, 不通过的会被拒绝并封存;
已记账的凭证不能修改, 只能红字冲销。""",
        """\
Enter goes on, Shift+Tab back, Esc leaves (drafts are kept), digits 1-4 change screens where
nothing is typed, Ctrl+Q quits. Every payment passes all controls, what fails is refused and
sealed; a posted voucher is never changed, only reversed.""",
    ),
    "unavailable": ("暂时无法使用账簿: {what}", "the ledger cannot be used now: {what}"),
    "trouble": (
        "程序遇到未预料的情况({what})。草稿已保存; 请到待办和账簿核对, 并把代码告诉管理员。",
        "Something unforeseen ({what}). The draft is kept; look in the books before going on.",
    ),
    "quit_hint": ("按 Ctrl+Q 退出", "press Ctrl+Q to quit"),
    "chain": ("链 {hash} #{size}", "head {hash} #{size}"),
    "roles": ("角色", "roles"),
    "crashed": (
        "cityledger: 界面意外关闭({what})。账簿未受影响, 草稿已保存。",
        "cityledger: the screens closed unexpectedly ({what}). The books are unharmed.",
    ),
}


def say(key: str, lang: str = "zh", **facts: object) -> str:
    """Return a sentence of the screens, or a term of the glossary; KeyError if there is none."""
    pair = TEXTS.get(key)
    if pair is None:
        return words.term(key, "zh" if lang == "zh" else "en")
    chosen = pair[0] if lang == "zh" else pair[1]
    return chosen.format(**facts) if facts else chosen


def choice(group: str, key: str, lang: str = "zh") -> str:
    """Return the word for one value of a kind or a state; the value itself if it has none."""
    found = words.group_of(group).get(key)
    if found is not None:
        return found.say("zh" if lang == "zh" else "en")
    return say(f"{group}.{key}", lang) if f"{group}.{key}" in TEXTS else key
