"""What the shell around all screens says: palette, help, messages, lock, crash, probe."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # keys that every table and field has
    "key_palette": ("转到", "go to"),
    "key_up": ("上移", "up"),
    "key_down": ("下移", "down"),
    "key_page_up": ("上翻一页", "page up"),
    "key_page_down": ("下翻一页", "page down"),
    "key_first": ("到第一行", "first row"),
    "key_last": ("到最后一行", "last row"),
    "key_next_field": ("下一栏", "next field"),
    "key_previous_field": ("上一栏", "previous field"),
    "key_undo": ("撤销输入", "undo typing"),
    "key_redo": ("重做输入", "redo typing"),
    "not_your_place": ("您的岗位不办理: {name}", "your duties do not go to: {name}"),
    # the palette
    "palette_hint": (
        "名称、拼音首字母, 或凭证号、申请号",
        "a name, or the number of a voucher or request",
    ),
    "palette_empty": ("没有找到; 改几个字再试", "nothing found: try other words"),
    "palette_closing": ("↑↓ 选择  Enter 前往  Esc 返回", "↑↓ choose  Enter goes  Esc back"),
    "palette_digit": ("数字键 {digit}", "digit {digit}"),
    "palette_command": ("命令", "command"),
    "palette_draft": ("继续草稿: {name}", "go on with the draft: {name}"),
    "palette_drop": ("丢弃草稿: {name}", "throw the draft away: {name}"),
    "palette_take_back": ("取回已丢弃的草稿: {name}", "take back the draft: {name}"),
    "command_theme": ("切换深色/浅色", "dark or light"),
    "command_messages": ("消息记录", "messages"),
    "command_about": ("关于本程序和账簿", "about this program and ledger"),
    "command_lock": ("锁定, 换人登录", "lock, and let the next person log in"),
    "keys_ours": ("按键方案: 本程序(两种习惯都有)", "keys: ours, which take both habits"),
    "keys_kingdee": ("按键方案: 金蝶习惯", "keys: as in Kingdee"),
    "keys_yonyou": ("按键方案: 用友习惯", "keys: as in Yonyou"),
    "keys_used": ("已换: {name}; F1 看全部按键", "now {name}; F1 shows every key"),
    "draft_dropped": (
        "草稿已丢弃: {name}; 30 天内可用 Ctrl+P 取回",
        "draft thrown away: {name}; Ctrl+P takes it back within 30 days",
    ),
    "draft_taken_back": ("草稿已取回: {name}", "the draft is back: {name}"),
    "draft_in_the_way": (
        "{name}已有一份新草稿, 先丢弃它再取回",
        "there is a newer draft of {name}: throw it away first",
    ),
    "no_messages": ("还没有消息", "no messages yet"),
    # about
    "about_version": ("程序版本", "version"),
    "about_unit": ("单位和账簿", "unit and book"),
    "about_head": ("链头", "head of log"),
    "about_database": ("数据库", "database"),
    "about_mirror": ("镜像", "mirror"),
    # help
    "help_of": (" 帮助: {name} ", " help: {name} "),
    "help_closing": ("↑↓ 滚动  Esc 返回", "↑↓ scroll  Esc back"),
    "help_keys": ("本屏按键", "keys of this screen"),
    "help_field": ("当前栏: {name}", "the field: {name}"),
    "help_controls": (
        "这张单据要过的规则({count} 条)",
        "rules this document has to pass ({count})",
    ),
    "help_everywhere": ("处处如此", "everywhere"),
    "help_editing": ("编辑与滚动", "editing and scrolling"),
    "help_profile": (
        "{name}; 用 Ctrl+P 换成金蝶或用友的习惯。",
        "{name}; Ctrl+P changes to those of Kingdee or Yonyou.",
    ),
    "help_ascii": (
        "线框和符号现在用 ASCII 画; 姓名里的间隔点等也显示为近似符号, 账中内容不变。",
        "Frames and marks are drawn in ASCII now; so is the dot in a name. Records are unchanged.",
    ),
    "takes_money": (
        "金额, 元: 可写 1,234.56、123.5万、1亿、100+200, 全角数字也可; 不四舍五入。",
        "An amount in yuan: 1,234.56 or 100+200; nothing is rounded.",
    ),
    "takes_day": (
        "日期: 2025-03-07、20250307, 或同年的 3-7。",
        "A day: 2025-03-07, 20250307, or 3-7 of the same year.",
    ),
    "takes_lookup": (
        "从档案里选: 输入编号、名称或拼音首字母的一部分, 上下键选择, Enter 确定; 查档键列出全部。",
        "Picked from a list: type a part of it, Up and Down choose, Enter takes it.",
    ),
    "takes_text": ("文字; 不能入账的字符会去掉。", "Text; what cannot be booked is left out."),
    "takes_needed": ("必填。", "It must be filled."),
    "takes_choices": ("可填: {choices}", "One of: {choices}"),
    # what the screens are for
    "about_login": (
        "选择姓名, 输入口令短语; 口令只在本机解锁您的签名密钥。",
        "Choose your name and type your passphrase: it unseals your key on this machine only.",
    ),
    "about_home": (
        "看还有多少钱、钱在哪里, 哪些事要办; 在预警上按 Enter 去办理。",
        "How much money there is and where, and what waits; Enter on an alert goes there.",
    ),
    "about_entry": (
        "录入支付申请: 选合同, 输金额; 右边实时显示全部控制检查, 提交后由他人复核。",
        "Enter payment requests: contract, amount; the controls show at once, others review it.",
    ),
    "about_queue": (
        "等您办理的支付申请; Enter 打开, 本人经办过的为灰色, 不能再办。",
        "Requests that wait for you; Enter opens one. What you took part in is greyed.",
    ),
    "about_document": (
        "一张支付申请的全部内容和下一步的检查; 通过前要输入金额核对, 退回要写原因。",
        "One request and the controls on its next step; passing takes digits of the amount.",
    ),
    "about_browser": (
        "科目余额表; Enter 打开明细账, 再按 Enter 打开凭证。",
        "The trial balance; Enter opens an account, then a voucher.",
    ),
    "about_register": (
        "一个科目的逐笔明细和余额; Enter 打开凭证。",
        "The postings of an account with its balance; Enter opens the voucher.",
    ),
    "about_voucher": (
        "已记账的凭证: 只能看, 不能改; 有错用红字冲销。",
        "A posted voucher: read, never changed; a mistake is reversed in red.",
    ),
    "about_documents": (
        "您的岗位可以录入的全部单据; 有草稿的做了标记, Enter 打开。",
        "Every document your duties enter; those with a draft are marked, Enter opens one.",
    ),
    "about_sheet": ("录入单据: {name}。", "Enter documents: {name}."),
    # the empty chair
    "locked_away": (
        "闲置已久, 已锁定; 填到一半的单据存为草稿, 登录后可继续。",
        "Locked: nobody was here. What was half typed is kept as a draft.",
    ),
    # a crash
    "crash_title": ("程序遇到未预料的情况", "something unforeseen happened"),
    "crash_code": ("代码", "code"),
    "crash_books": (
        "账簿没有受损: 每一笔要么全部入账, 要么完全没有。刚提交的请到待办和账簿核对。",
        "The books are unharmed: an act is booked whole or not at all.",
    ),
    "crash_drafts": ("已存的草稿:", "drafts that are kept:"),
    "crash_no_drafts": ("没有填到一半的单据。", "Nothing was half typed."),
    "crash_ask": ("请把代码告诉管理员。", "Tell the administrator the code."),
    "crash_keys": ("Enter 重新登录  Ctrl+Q 退出", "Enter logs in again  Ctrl+Q quits"),
    "key_again": ("重新登录", "log in again"),
    # the probe
    "probe_wide": (
        "这个终端把线框字符画成两格宽, 已改用 ASCII 线框(同 --ascii)。",
        "This terminal draws frame characters two cells wide: ASCII frames are used (--ascii).",
    ),
    "probe_dumb": (
        "终端类型是 {term}, 可能无法显示界面; 可设 TERM=xterm-256color 再试。",
        "The terminal is {term} and may not show the screens; try TERM=xterm-256color.",
    ),
    "probe_encoding": (
        "输出编码是 {encoding}, 不是 UTF-8, 中文会显示错误; 可设 PYTHONUTF8=1 再试。",
        "Output is {encoding}, not UTF-8, and cannot show Chinese; try PYTHONUTF8=1.",
    ),
}
