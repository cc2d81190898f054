"""The district's officers: invented names, and keys that are the same on every computer."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from cityledger.actions.founding import Staff
from cityledger.evidence.keys import Pen, SoftKey

DIVISION = "379901"
"""No such division exists (GB/T 2260), so that no invented number can be a real person's."""

UNIT = "示范市示范区住房和城乡建设局"
LEDGER_ID = "demo.cityledger.example"

# A minute of building is a working day to a pen, and nobody leaves the desk in it.
_NEVER_LOCKS = 86_400.0


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer: user id, printed name, the duties held, and what the summary calls them."""

    user: str
    name: str
    roles: tuple[str, ...]
    title: str


OFFICERS = (
    Officer("guan", "管文清", ("admin",), "系统管理员"),
    Officer("zhi", "陈志敏", ("maker",), "经办"),
    Officer("jian", "周建芳", ("maker", "reviewer"), "经办兼复核"),
    Officer("gong", "龚正林", ("pm",), "工程管理"),
    Officer("fu", "傅晓岚", ("reviewer",), "复核"),
    Officer("shen", "沈国栋", ("approver",), "审批"),
    Officer("zong", "宗立新", ("approver",), "总审批"),
    Officer("chu", "褚秀英", ("cashier",), "出纳"),
    Officer("cha", "查明远", ("auditor",), "审计"),
    Officer("guo", "郭守信", ("admin",), "系统管理员(二)"),
)


def seed(user: str) -> bytes:
    """Return the 32 secret bytes of an invented person: open to everybody, for trials only."""
    return sha256(f"{LEDGER_ID}/{user}".encode()).digest()


def pens() -> dict[str, Pen]:
    """Return everybody's unlocked pen."""
    return {
        officer.user: Pen(
            officer.user, SoftKey(seed(officer.user)), idle=_NEVER_LOCKS, longest=_NEVER_LOCKS
        )
        for officer in OFFICERS
    }


def staff() -> tuple[Staff, ...]:
    """Return everybody as the founding registers them."""
    return tuple(
        Staff(officer.user, officer.name, officer.roles, SoftKey(seed(officer.user)).public)
        for officer in OFFICERS
    )
