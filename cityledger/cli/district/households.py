"""The households of the two clearances: invented people with valid numbers of no real division."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cityledger.actions.agreements import Agreement
from cityledger.cli.district.people import DIVISION
from cityledger.kernel.ids import resident_no

BLOCK = 12
"""Households signed and paid together."""

BLOCKS = {"P01": 12, "P09": 5}
"""How many blocks, each a plot of its own, each clearance has: 144 and 60 households."""

PLOTS = {"P01": "红旗片{n}组团", "P09": "板桥村{n}组"}
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = (
    "桂兰", "建国", "秀英", "志强", "玉梅", "长河", "春生", "淑珍", "国庆", "红霞",
    "永福", "丽华", "德顺", "小满", "凤琴", "铁柱", "雪梅", "文斌", "素芬", "海涛",
    "金锁", "月娥", "立冬", "爱民", "秋菊", "福来", "惠敏", "东升", "翠萍", "守信",
)  # fmt: skip
_BANKS = ("农业银行示范支行", "示范农商银行红旗支行", "邮储银行示范支行")
_RATE_FEN = {"P01": 742_500, "P09": 618_000}
"""Compensation per square metre, in fen."""


def plot_no(key: str, number: int) -> str:
    """Return the number of the plot of a block (from 1) of a clearance."""
    return f"{key}-{number:02d}"


def contract_no(key: str, serial: int) -> str:
    """Return the number of a household's agreement."""
    return f"{key}-补{serial:03d}"


def agreement(key: str, serial: int) -> Agreement:
    """Return the agreement of household `serial` (from 1) of a clearance."""
    # Counting on where the first clearance ends keeps every name, account and number its own.
    serial_of_all = serial if key == "P01" else BLOCKS["P01"] * BLOCK + serial
    place = serial_of_all * 37
    area_dm2 = 4_650 + place * 173 % 6_120
    removal_fen = 100_000 * (8 + place % 13)
    # A square metre has a hundred square decimetres: whole fen, because the rate has no odd ones.
    house_fen = area_dm2 * (_RATE_FEN[key] // 100)
    born = date(1948 + place % 45, 1 + place % 12, 1 + place % 28)
    return Agreement(
        contract_no=contract_no(key, serial),
        household_no=f"{serial:03d}",
        plot=plot_no(key, 1 + (serial - 1) // BLOCK),
        owner_name=_SURNAMES[place % len(_SURNAMES)] + _GIVEN[place * 7 % len(_GIVEN)],
        amount_fen=house_fen + removal_fen,
        payee_bank=_BANKS[place % len(_BANKS)],
        payee_account=f"6217{37_990_100_000 + place * 9_973:011d}",
        area_dm2=area_dm2,
        house_no=f"示房字第{serial_of_all:05d}号",
        house_fen=house_fen,
        moving_fen=removal_fen,
        resident_no=resident_no(DIVISION, born, 100 + serial_of_all),
    )


def block(key: str, number: int) -> tuple[Agreement, ...]:
    """Return the households of a block (from 1) of a clearance."""
    first = (number - 1) * BLOCK + 1
    return tuple(agreement(key, serial) for serial in range(first, first + BLOCK))


def again(home: Agreement, resident: str) -> Agreement:
    """Return the agreement of a house that has one, as somebody else would bring it again."""
    number = f"{home.contract_no}再"
    return replace(home, contract_no=number, owner_name="何再来", resident_no=resident)
