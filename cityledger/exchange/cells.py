"""From a cell of a workbook to a value of a command, strictly: a guess would become a posting.

A number cell is a float in the file. It is taken only where its digits, down to the fen for an
amount, are at most 15, because beyond that the program which wrote it may have changed it (T18).
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from cityledger.evidence.text import TextError, check_text, visible
from cityledger.exchange.sheets import LIST_MARKS
from cityledger.kernel import days, money

if TYPE_CHECKING:
    from collections.abc import Callable

    from cityledger.exchange.sheets import Column

SIGNIFICANT = 15
"""Digits a binary64 number keeps for certain (IEEE 754)."""

FEN_PLACES = 2
"""Decimals of an amount in yuan."""

LONGEST = 1_000
"""Characters of a text cell: an act that holds it must fit into a leaf, and onto a page."""

_WHOLE = re.compile(r"-?[0-9]{1,18}\Z")
_WIDE = re.compile("[\uff01-\uff5e\u3000]")
_RATE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,4})?\Z")
_SPLIT = re.compile("[" + re.escape(LIST_MARKS) + "]")


class CellError(ValueError):
    """Why a cell is not what its column holds, and what to do about it."""

    def __init__(self, reason: str, remedy: str) -> None:
        """Take the reason and the remedy, in Chinese with English behind."""
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


def shown(value: object) -> str:
    """Return a cell as a person may see it, cut to a length that fits a list of errors."""
    if isinstance(value, datetime):
        value = value.date() if value.time() == datetime.min.time() else value
    text = str(value)
    return visible(text if len(text) <= 40 else text[:40] + "…")


def empty(value: object) -> bool:
    """Say whether a cell holds nothing; spaces alone are nothing."""
    return value is None or (isinstance(value, str) and not value.strip(" "))


def read(column: Column, value: object) -> object:
    """Return the value of a filled cell; raises CellError."""
    if isinstance(value, bool):
        raise CellError("单元格是逻辑值 is TRUE or FALSE", "按文本填写 enter text")
    return _READERS[column.kind](column, value)


def _exact(value: float, places: int = 0) -> Decimal:
    """Return a number cell as the decimal people see; raises CellError when it is not certain.

    `places` are the decimals that were typed at most: 90071992547409.91 is the same float as
    90071992547409.9, so a short text alone does not show that no digit was lost.
    """
    exact = Decimal(repr(value))
    if (
        not exact.is_finite()
        or len(exact.normalize().as_tuple().digits) > SIGNIFICANT
        or exact.adjusted() + 1 + places > SIGNIFICANT
    ):
        raise CellError(
            f"数值超过 {SIGNIFICANT} 位有效数字,可能已失真 more than {SIGNIFICANT} digits",
            "把单元格设为文本格式后重新填写 format the cell as text and enter it again",
        )
    return exact


def _plain(value: object) -> str:
    """Return the text of a cell; a whole number typed without text format is taken as typed."""
    if isinstance(value, int | float):
        exact = _exact(float(value))
        if exact != exact.to_integral_value():
            raise CellError("不是文本 is a number", "设为文本格式 format the cell as text")
        return f"{exact:f}".split(".", maxsplit=1)[0]
    if isinstance(value, date):
        return days.text(value.date() if isinstance(value, datetime) else value)
    return str(value).strip(" ")


def _text(_: Column, value: object) -> object:
    text = _plain(value)
    if len(text) > LONGEST:
        reason = f"文本超过 {LONGEST} 字 more than {LONGEST} characters"
        raise CellError(reason, "缩短文本,全文作为附件 shorten it, attach the whole")
    try:
        check_text(text)
    except TextError as error:
        raise CellError(error.reason("zh"), "删除该字符 remove the character") from None
    return text


def _code(column: Column, value: object) -> object:
    if not isinstance(value, str):
        raise CellError(
            "代码被存成数值或日期,前导零和尾数可能丢失 a code stored as a number",
            "把该列设为文本格式后重新填写 format the column as text and enter it again",
        )
    if _WIDE.search(value):
        raise CellError("含全角字符 has full-width characters", "改为半角 use half width")
    text = _text(column, value)
    if " " in str(text):
        raise CellError("代码中有空格 a space inside a code", "删除空格 remove it")
    return text


def _money(_: Column, value: object) -> object:
    try:
        if isinstance(value, int | float):
            return money.of_decimal(_exact(float(value), FEN_PLACES))
        if isinstance(value, str):
            return money.parse(value.strip(" "))
    except money.MoneyError as error:
        raise CellError(error.message_zh, error.remedy_zh) from None
    raise CellError("不是金额 is not an amount", "填写元,最多两位小数 yuan, at most two decimals")


def _percent(column: Column, value: object) -> object:
    """A percentage with at most two decimals is basis points, as an amount is fen."""
    points = _money(column, value)
    if not isinstance(points, int) or not 0 <= points <= money.BP:
        raise CellError("比例不在 0 至 100 之间 not a percentage", "例如 3 或 3.5")
    return points


def _rate(_: Column, value: object) -> object:
    """A percentage with at most four decimals is millionths: interest, shares, scores."""
    text = _plain(value).removesuffix("%")
    if not _RATE.match(text) or (ppm := int(Decimal(text) * (money.PPM // 100))) > money.PPM:
        raise CellError("比例不在 0 至 100 之间 not a percentage", "例如 3.25 或 92.5")
    return ppm


def _whole(_: Column, value: object) -> object:
    text = _plain(value)
    if not _WHOLE.match(text):
        raise CellError("不是整数 is not a whole number", "只用半角数字 digits only")
    return int(text)


def _day(_: Column, value: object) -> object:
    if isinstance(value, datetime):
        if value.time() != datetime.min.time():
            raise CellError("日期带有时刻 a day with a time", "只填日期 the day alone")
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return days.parse(value.strip(" "))
        except days.DayError as error:
            raise CellError(error.reason("zh"), "例如 2025-01-31") from None
    raise CellError("不是日期 is not a day", "例如 2025-01-31")


def _choice(column: Column, value: object) -> object:
    text = _plain(value)
    for label, kept in column.choices:
        if text == label:
            return kept
    listed = "、".join(label for label, _ in column.choices)
    raise CellError("不在可选项中 is not one of the choices", f"请选:{listed}")


def _list(column: Column, value: object) -> object:
    text = str(_text(column, value))
    return tuple(part.strip(" ") for part in _SPLIT.split(text) if part.strip(" "))


_READERS: dict[str, Callable[[Column, object], object]] = {
    "text": _text,
    "code": _code,
    "money": _money,
    "percent": _percent,
    "rate": _rate,
    "int": _whole,
    "day": _day,
    "choice": _choice,
    "list": _list,
}
