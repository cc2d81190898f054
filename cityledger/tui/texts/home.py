"""What the workbench says."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "balances_by_tranche": ("资金批次(元)", "tranches (yuan)"),
    "balances_by_project": ("项目(元)", "projects (yuan)"),
    "total_left": ("可用资金合计", "available in all"),
    "in_hand": ("账上结存", "in hand"),
    "held_money": ("已审批未付", "approved, unpaid"),
    "alerts_title": ("预警与待办", "alerts and to do"),
    "no_alerts": ("✓ 没有预警, 没有待办", "✓ no alerts, nothing to do"),
    "waiting_for_me": ("{count} 张单据等我{what}", "{count} requests wait for me to {what}"),
    "draft_waiting": (
        "草稿: {name}, {at} 存, Enter 继续",
        "draft: {name}, kept {at}, Enter goes on",
    ),
    "request_returned": (
        "被退回: 支付申请 {number} {on} {summary} {amount}",
        "sent back: request {number} {on} {summary} {amount}",
    ),
    "request_sent": (
        "已提交 {number} {on} {summary} {amount} {state}",
        "sent {number} {on} {summary} {amount} {state}",
    ),
    "leads_nowhere": (
        "此项由主管岗位办理, 您的岗位没有可去的界面",
        "your duties have no screen for this one",
    ),
    "bench_counts": ("待办与预警 {work} · 近期提交 {sent}", "{work} to look at · {sent} sent"),
    "no_money_yet": ("还没有到账资金", "no money has been received"),
    "no_projects": ("还没有项目", "there are no projects yet"),
}
