"""What the log-in screen says."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
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
    "clock_behind": (
        "计算机时钟早于账簿, 请校准时钟后再登录。",
        "The clock of this computer is behind the book: set it, then log in.",
    ),
    "clock_far_ahead": (
        "时钟比账簿晚 400 天以上, 请校准, 或由管理员确认(cityledger doctor --confirm-clock)。",
        "The clock is 400 days ahead of the book: set it, or cityledger doctor --confirm-clock.",
    ),
}
