"""What the books say."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
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
}
