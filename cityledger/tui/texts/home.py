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
        "上次未完成的付款 1 张, 按 2 继续",
        "one unfinished payment is kept: press 2 to go on",
    ),
    "no_money_yet": ("还没有到账资金", "no money has been received"),
    "no_projects": ("还没有项目", "there are no projects yet"),
}
