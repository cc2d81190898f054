"""Invented units: the district's own and those it contracts with, under codes that check."""

from __future__ import annotations

from dataclasses import dataclass

from cityledger.actions.registry import AccountEntry, RegisterParty
from cityledger.cli.district.people import DIVISION
from cityledger.cli.district.tables import rows
from cityledger.kernel.ids import uscc

# key | kind of registration (11 government, 12 institution, 91 firm) | name | who runs it | small
_FIRMS = """
zj  | 11 | 示范区住房和城乡建设局         | 林建国 |
sw  | 11 | 示范区水务局                   | 江润生 |
cg  | 11 | 示范区城市管理局               | 安洁 |
ct  | 91 | 示范区城市建设投资有限公司     | 傅城 |
hx  | 91 | 示范水环境项目有限公司         | 颜清 |
kc1 | 91 | 示范市岩土工程勘察院有限公司   | 石磊 |
kc2 | 91 | 某某地质勘测有限公司           | 高原 | 小
sj1 | 91 | 示范市建筑设计研究院有限公司   | 梁思远 |
sj2 | 91 | 某某市政工程设计有限公司       | 苏畅 |
sj3 | 91 | 某某生态环境规划设计有限公司   | 叶青 | 小
sg1 | 91 | 某某建设集团有限公司           | 张堃 |
sg2 | 91 | 示范市第二建筑工程有限公司     | 魏大江 |
sg3 | 91 | 某某市政路桥工程有限公司       | 路平 |
sg4 | 91 | 某某安装工程有限公司           | 管强 | 小
sg5 | 91 | 某某水务建设有限公司           | 何海 |
sg6 | 91 | 某某园林绿化工程有限公司       | 柳成荫 | 小
jl1 | 91 | 示范市工程监理咨询有限公司     | 陈喆 |
jl2 | 91 | 某某项目管理有限公司           | 严格 | 小
gy1 | 91 | 某某水泵制造有限公司           | 贺转轮 | 小
gy2 | 91 | 某某热力设备有限公司           | 温如春 |
gy3 | 91 | 某某环保装备有限公司           | 金铭 |
gy4 | 91 | 某某智能停车设备有限公司       | 车万里 | 小
fw1 | 91 | 示范市建设工程质量检测有限公司 | 甄实 | 小
fw3 | 91 | 某某招标代理有限公司           | 公允 | 小
fw4 | 91 | 某某环境评价技术有限公司       | 晴川 | 小
fw5 | 91 | 某某财产保险股份有限公司       | 保平安 |
fw6 | 91 | 某某房地产评估有限公司         | 公平 | 小
"""
BANKS = ("工商银行", "农业银行", "建设银行", "中国银行", "示范农商银行")


@dataclass(frozen=True, slots=True)
class Firm:
    """A unit with the accounts it is paid on; builders keep one for wages (国令724号 art. 26)."""

    key: str
    party_id: str
    name: str
    head: str
    is_small: bool
    bank: str
    account: str
    wage_account: str

    @property
    def is_builder(self) -> bool:
        """Say whether it pays building workers."""
        return self.key.startswith("sg") or self.key == "hx"

    def registration(self) -> RegisterParty:
        """Return the act that registers it."""
        entries = [AccountEntry(account_no=self.account, bank_name=self.bank)]
        if self.is_builder:
            wages = AccountEntry(account_no=self.wage_account, bank_name=self.bank, purpose="wage")
            entries.append(wages)
        return RegisterParty(
            party_id=self.party_id,
            name=self.name,
            legal_representative=self.head,
            is_sme=self.is_small,
            accounts=tuple(entries),
        )


def _firm(serial: int, cells: tuple[str, ...]) -> Firm:
    key, kind, name, head, small = cells
    code = uscc(DIVISION, 6_100 + serial, kind)
    number = f"37990{serial:02d}"
    return Firm(
        key=key,
        party_id=code,
        name=name,
        head=head,
        is_small=bool(small),
        bank=f"{BANKS[serial % len(BANKS)]}示范支行",
        account=f"{number}0120{serial * 7919 % 1_000_000:06d}",
        wage_account=f"{number}0299{serial * 6271 % 1_000_000:06d}",
    )


FIRMS = {cells[0]: _firm(serial, cells) for serial, cells in enumerate(rows(_FIRMS, 5), 1)}
