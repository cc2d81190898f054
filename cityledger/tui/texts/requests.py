"""What the lists of requests and one request say."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
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
}
