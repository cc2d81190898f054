"""What the door for browsers says, and what a session says before it ends by itself."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "serve_title": ("城建资金账", "cityledger"),
    "serve_opening": ("正在打开账簿……", "opening the ledger…"),
    "serve_ended": (
        "会话已结束, 未提交的单据已存为草稿。",
        "The session has ended; what was not submitted is kept as a draft.",
    ),
    "serve_again": ("重新打开", "open again"),
    "serve_wrong_host": (
        "地址不符, 请用启动时显示的链接。",
        "This is not the address it is served at; use the link shown at the start.",
    ),
    "serve_wrong_origin": (
        "请求来自其他网页, 已拒绝。",
        "The request comes from another page and was refused.",
    ),
    "serve_no_token": (
        "缺少令牌, 请用启动时显示的完整链接。",
        "The token is missing; open the whole link shown at the start.",
    ),
    "serve_full": (
        "会话已满(最多 {most} 个), 请先关闭一个。",
        "There are as many sessions as may be ({most}); close one first.",
    ),
    "serve_ready": (
        "请在浏览器打开, 按 Ctrl+C 结束: {link}",
        "open in a browser, Ctrl+C ends it: {link}",
    ),
    "serve_began": ("会话开始, 现有 {live}/{most}", "a session began, now {live}/{most}"),
    "serve_over": ("会话结束, 现有 {live}/{most}", "a session ended, now {live}/{most}"),
    "idle_soon": (
        "{seconds} 秒后因无人操作退出; 草稿已存, 按任意键继续。",
        "nobody is at work: leaving in {seconds} s, the draft is kept; press any key to stay",
    ),
    "door_readers": (
        "此入口只供查阅, 可登录岗位: {roles}",
        "this door is for reading; who may log in: {roles}",
    ),
    "door_nobody": (
        "没有人可由此入口登录: 需只有{roles}岗位",
        "nobody may log in here: it takes people with no other role than {roles}",
    ),
}
