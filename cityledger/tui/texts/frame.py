"""Titles, keys, columns, help: what every screen may say."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # titles
    "title_login": ("登录", "log in"),
    "title_home": ("工作台", "workbench"),
    "title_entry": ("付款录入", "payment entry"),
    "title_queue": ("待办", "to do"),
    "title_document": ("支付申请", "payment request"),
    "title_browser": ("账簿", "books"),
    "title_register": ("明细账", "subsidiary ledger"),
    "title_documents": ("录入单据", "documents"),
    "title_voucher": ("记账凭证", "voucher"),
    # keys in the footer
    "key_help": ("帮助", "help"),
    "key_back": ("返回", "back"),
    "key_quit": ("退出", "quit"),
    "key_lock": ("锁定", "lock"),
    "key_submit": ("提交", "submit"),
    "key_pass": ("通过", "pass"),
    "key_reject": ("退回", "send back"),
    "key_draft": ("存草稿", "keep draft"),
    "key_clear": ("清空", "clear"),
    "key_lookup": ("查档", "look up"),
    "key_balance": ("可付额", "fill due"),
    "key_remove_line": ("删除行", "remove line"),
    "key_open": ("打开", "open"),
    "key_refresh": ("刷新", "refresh"),
    "key_ledger": ("换账簿", "next ledger"),
    "key_period": ("换期间", "next period"),
    "key_all": ("全部/待办", "all / mine"),
    "key_theme": ("深浅色", "dark/light"),
    "key_previous_voucher": ("上一张", "previous"),
    "key_next_voucher": ("下一张", "next"),
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
    "col_document": ("单据", "document"),
    "col_draft": ("草稿", "kept"),
    "col_note": ("用途", "what for"),
    "col_detail": ("明细", "details"),
    # general
    "help_rules": (
        """\
Enter 下一栏或打开, Shift+Tab 上一栏, Esc 返回(草稿自动保存), Ctrl+P 去任何地方, Ctrl+Q 退出。
在没有输入框的屏上, 数字键换屏。
每一笔付款先经全部控制规则, 不通过的会被拒绝并封存;
已记账的凭证不能修改, 没有任何反记账的按键, 只能红字冲销。""",
        """\
Enter goes on or opens, Shift+Tab back, Esc leaves (drafts are kept), Ctrl+P goes anywhere,
Ctrl+Q quits. Digits change screens where nothing is typed.
Every payment passes all controls; what fails is refused and sealed. A posted voucher is never
changed: no key un-posts, it is reversed.""",
    ),
    "unavailable": ("暂时无法使用账簿: {what}", "the ledger cannot be used now: {what}"),
    "trouble": (
        "程序遇到未预料的情况({what})。草稿已保存; 请到待办和账簿核对, 并把代码告诉管理员。",
        "Something unforeseen ({what}). The draft is kept; look in the books before going on.",
    ),
    "quit_hint": ("按 Ctrl+Q 退出", "press Ctrl+Q to quit"),
    "chain": ("链 {hash} #{size}", "head {hash} #{size}"),
    "roles": ("角色", "roles"),
    "job_cancel": ("Esc 取消", "Esc cancels"),
    "job_starts": ("正在启动", "starting"),
    "key_sort": ("排序", "sort"),
    "key_find": ("查找", "find"),
    "key_complete": ("补全", "complete"),
}
