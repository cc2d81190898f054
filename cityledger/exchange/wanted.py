"""The filter of the journal as people write it: `合同=HT-1 金额>100万 日期=2024`.

One line, Chinese or English names, terms with spaces (or 且, and) between them; all must hold. The
screens, the command that exports and the one that prints read the same line the same way.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from cityledger.kernel import days, money
from cityledger.kernel.errors import BadInput, Problem
from cityledger.kernel.words import group_of
from cityledger.views.journal import JournalFilter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cityledger.kernel.words import Lang

E = TypeVar("E")

MOST = 400
"""Characters of a filter: nobody reads a longer one."""

NAMES: dict[str, tuple[str, str]] = {
    "contract": ("合同", "contract"),
    "project": ("项目", "project"),
    "tranche": ("批次", "tranche"),
    "payee": ("收款", "payee"),
    "account": ("科目", "account"),
    "bank": ("账户", "bank"),
    "amount": ("金额", "amount"),
    "date": ("日期", "date"),
    "text": ("摘要", "summary"),
    "maker": ("制单", "maker"),
    "word": ("字", "word"),
    "kind": ("类型", "kind"),
}
"""What can be asked, with its Chinese and its English name."""

FIELDS = {
    "contract": "contract_id",
    "project": "project_id",
    "tranche": "tranche_id",
    "payee": "payee_id",
    "account": "account",
    "bank": "bank_account_id",
    "maker": "maker",
    "word": "word",
    "kind": "kind",
}
"""Names that are picked from an archive, and the field of the filter each fills."""

_BY_NAME = {name: key for key, pair in NAMES.items() for name in pair}
_SPACE = re.compile(r"\s*")
_BETWEEN = frozenset({"且", "并且", "and", ";", ","})
_NAME = re.compile(r"([^\s=<>~≥≤\"]+?)\s*(>=|<=|≥|≤|=|>|<|~)\s*")
_VALUE = re.compile(r'"([^"]*)"|(\S*)')
_AMOUNT = re.compile(r"(-?)([0-9]+)(?:\.([0-9]{1,8}))?(万|亿)?元?\Z")
_UNITS = {None: 1, "万": 10**4, "亿": 10**8}

_SAID: dict[str, tuple[str, str, str, str]] = {
    "name": (
        "没有这个筛选项", "no such name",
        "可用: " + " ".join(pair[0] for pair in NAMES.values()),
        "use " + ", ".join(pair[1] for pair in NAMES.values()),
    ),
    "value": ("缺少内容", "the value is missing", "写在符号后面, 按 Tab 补全", "Tab completes it"),
    "operator": ("这一项只能用 =", "only = goes with this name", "把符号改成 =", "write ="),
    "unknown": (
        "没有叫这个名字的", "nothing is called so", "按 Tab 从名录里选", "press Tab to pick one"
    ),
    "amount": ("不是金额", "not an amount", "如 100万, 1234.56, 1万..5万", "1000000 or 1000..5000"),
    "day": (
        "不是日期", "not a date", "如 2024-03, 2024-03-05, 2024-01..2024-06",
        "2024, 2024-03, 2024-03-05 or 2024-01..2024-06",
    ),
    "twice": ("写了两次", "is there twice", "去掉一个", "take one out"),
    "order": ("前面的大于后面的", "the first is after the last", "对调一下", "change them over"),
    "long": ("太长", "too long", f"最多 {MOST} 字", f"{MOST} characters at most"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """One thing of the book that a filter may name: its key in the filter, number and name."""

    key: int | str
    code: str
    name: str = ""

    @property
    def text(self) -> str:
        """How it is written in a filter."""
        return self.code or self.name


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything of a book that a filter may name, by the key of `NAMES`."""

    named: dict[str, tuple[Named, ...]] = field(default_factory=dict)

    def of(self, key: str) -> tuple[Named, ...]:
        """Return what a name can be."""
        return self.named.get(key, ())


@dataclass(frozen=True, slots=True)
class Term:
    """One term as it was typed: where name and value begin, counted in characters from 0."""

    at: int
    name: str
    operator: str
    value_at: int
    value: str


def terms(text: str) -> Iterator[Term]:
    """Yield the terms of a filter; a word without a sign is looked for in the summaries."""
    plain = unicodedata.normalize("NFKC", text)
    at = 0
    while True:
        space = _SPACE.match(plain, at)
        at = space.end() if space else at
        if at >= len(plain):
            return
        head = _NAME.match(plain, at)
        start = head.end() if head else at
        value = _VALUE.match(plain, start)
        said = (value[1] if value[1] is not None else value[2]) if value else ""
        if head or said not in _BETWEEN:
            yield Term(at, head[1] if head else "", head[2] if head else "~", start, said)
        at = max(value.end() if value else start, at + 1)


def read_filter(text: str, archive: Archive, lang: Lang = "zh") -> JournalFilter:
    """Return what a line asks; raises BadInput with every term that cannot be read."""
    reader = _Reader(archive, lang)
    if len(text) > MOST:
        reader.slip(MOST, "", "long")
    else:
        for term in terms(text):
            reader.take(term)
    if reader.problems:
        raise BadInput(tuple(reader.problems))
    return reader.wanted


class _Reader:
    """Reads term by term and keeps all that is wrong."""

    def __init__(self, archive: Archive, lang: Lang) -> None:
        self.archive, self.lang = archive, lang
        self.wanted = JournalFilter()
        self.problems: list[Problem] = []

    def slip(self, at: int, value: str, key: str, remedy: str = "") -> None:
        """Note what is wrong, where, and what to do."""
        zh, en, do_zh, do_en = _SAID[key]
        is_zh = self.lang == "zh"
        place = f"第 {at + 1} 字" if is_zh else f"character {at + 1}"
        reason, known = (zh, do_zh) if is_zh else (en, do_en)
        self.problems.append(Problem(place, value, reason, remedy or known))

    def take(self, term: Term) -> None:
        """Read one term into the filter."""
        key = _BY_NAME.get(term.name.lower()) if term.name else "text"
        if key is None:
            self.slip(term.at, term.name, "name")
        elif not term.value:
            self.slip(term.value_at, term.name, "value")
        elif key == "amount":
            self._amount(term)
        elif key == "date":
            self._days(term)
        elif key == "text":
            self._put(term, text=term.value)
        elif term.operator not in "=~":
            self.slip(term.at, f"{term.name}{term.operator}", "operator")
        else:
            self._pick(term, key)

    def _put(self, term: Term, **values: object) -> None:
        if values.keys() & self.wanted.asked().keys():
            self.slip(term.at, term.name or term.value, "twice")
            return
        self.wanted = replace(self.wanted, **values)  # type: ignore[arg-type]

    def _pick(self, term: Term, key: str) -> None:
        """Find what is named: by number, by whole name, or by the only name it is part of."""
        value, known = term.value.casefold(), self.archive.of(key)
        found = [x for x in known if value in (x.code.casefold(), x.name.casefold())]
        if not found:
            found = [x for x in known if value in x.code.casefold() or value in x.name.casefold()]
        if len(found) == 1:
            self._put(term, **{FIELDS[key]: found[0].key})
        elif not found:
            self.slip(term.value_at, term.value, "unknown")
        else:
            several = " ".join(x.text for x in found[:5])
            remedy = f"有 {len(found)} 个: {several}" if self.lang == "zh" else several
            self.slip(term.value_at, term.value, "unknown", remedy)

    def _amount(self, term: Term) -> None:
        read = self._ends(term, _fen, "amount")
        if read is None:
            return
        low, high = read
        ends: dict[str, object] = {"low_fen": low, "high_fen": high}
        if term.operator == ">":
            ends["low_fen"] = low + 1
        elif term.operator == "<":
            ends["high_fen"] = high - 1
        self._put(term, **_sides(term.operator, ends))

    def _days(self, term: Term) -> None:
        read = self._ends(term, _span, "day")
        if read is None:
            return
        (low, _), (_, high) = read
        ends: dict[str, object] = {"from_on": low, "to_on": high}
        if term.operator == ">":
            ends["from_on"] = days.add_days(high, 1)
        elif term.operator == "<":
            ends["to_on"] = days.add_days(low, -1)
        self._put(term, **_sides(term.operator, ends))

    def _ends(self, term: Term, read: Callable[[str], E], key: str) -> tuple[E, E] | None:
        first, dots, last = term.value.partition("..")
        try:
            low = read(first)
            high = read(last) if dots else low
        except ValueError:
            self.slip(term.value_at, term.value, key)
            return None
        if dots and term.operator not in "=~":
            self.slip(term.at, f"{term.name}{term.operator}", "operator")
            return None
        if low > high:  # type: ignore[operator]
            self.slip(term.value_at, term.value, "order")
            return None
        return low, high


def _sides(operator: str, ends: dict[str, object]) -> dict[str, object]:
    """Return the low end, the high end or both, as the sign says."""
    low, high = ends
    if operator in (">", ">=", "≥"):
        return {low: ends[low]}
    if operator in ("<", "<=", "≤"):
        return {high: ends[high]}
    return ends


def _fen(text: str) -> int:
    match = _AMOUNT.match(text.replace(",", "").replace("¥", ""))
    if match is None:
        raise ValueError(text)
    sign, whole, decimals, unit = match[1], match[2], match[3] or "", match[4]
    scale: int = 10 ** len(decimals)
    fen, rest = divmod(int(whole + decimals) * 100 * _UNITS[unit], scale)
    if rest or fen > money.LIMIT_FEN:
        raise ValueError(text)
    return -fen if sign else fen


def _span(text: str) -> tuple[date, date]:
    """Return first and last day of a day, a month or a year."""
    plain = re.sub(r"[年月/.]", "-", text).removesuffix("日").removesuffix("-")
    parts = plain.split("-")
    if not all(part.isdigit() for part in parts) or len(parts[0]) not in (4, 6):
        raise ValueError(text)
    numbers = [int(part) for part in parts]
    if len(parts) == 1 and len(parts[0]) == 4:
        return date(numbers[0], 1, 1), date(numbers[0], 12, 31)
    if len(parts) == 3:
        day = date(*numbers)
        return day, day
    month = numbers[0] if len(parts) == 1 else numbers[0] * 100 + numbers[1]
    if len(parts) > 3 or not days.is_period(month) or not month:
        raise ValueError(text)
    return days.bounds(month)


def words_and_kinds(lang: Lang) -> dict[str, tuple[Named, ...]]:
    """Return what `字=` and `类型=` may be: they are no archive of a book."""
    kinds = group_of("voucher_kind")
    return {
        "word": tuple(Named(x.zh, x.zh, x.en) for x in group_of("voucher_word").values()),
        "kind": tuple(Named(key, x.say(lang), key) for key, x in kinds.items()),
    }


def name_of(key: str, lang: str) -> str:
    """Return how a name is written in one language."""
    return NAMES[key][0 if lang == "zh" else 1]


def written(text: str) -> str:
    """Return a value as it stands in a filter: with quotes when there are spaces in it."""
    return f'"{text}"' if any(c.isspace() for c in text) else text
