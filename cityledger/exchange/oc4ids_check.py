"""Is a file an OC4IDS 0.9.5 project package? Every error is told, by the official schema and ours.

The schema (open-contracting/infrastructure, Apache-2.0) is shipped, so nothing is fetched. It
leaves dates, currencies and repeated ids open; what would become a posting is checked beside it.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft4Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

from cityledger.exchange.pointer import Node, join
from cityledger.kernel.days import DayError, parse
from cityledger.kernel.errors import BadInput, Problem
from cityledger.store.files import schemas

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jsonschema.exceptions import ValidationError

LARGEST_BYTES = 50 * 1024 * 1024
# fmt: off
DAYS = frozenset({
    "approvalDate", "requestDate", "startDate", "endDate", "maxExtentDate", "date", "dueDate",
    "dateMet", "dateModified", "publishedDate", "datePublished", "updated",
})
# fmt: on
"""Fields the schema calls date-time; it does not check them, and we book by them."""

_SAID = {
    "required": ("缺少必填字段", "补上该字段"),
    "type": ("值的类型不对", "改为标准规定的类型"),
    "enum": ("不在代码表中", "使用 OC4IDS 0.9.5 的代码"),
    "minLength": ("文本为空", "填写内容或删除该字段"),
    "minItems": ("列表为空", "填写内容或删除该字段"),
    "minProperties": ("对象为空", "填写内容或删除该字段"),
    "pattern": ("格式不符", "按标准的格式填写"),
    "uniqueItems": ("列表中有重复项", "删除重复项"),
}


def load(path: Path) -> Node:
    """Return the document of a file; raises BadInput with every problem."""
    document = _parse(path)
    problems = (*_by_schema(document), *_beyond_schema(document))
    if problems:
        raise BadInput(problems)
    return Node(document)


def _parse(path: Path) -> Any:  # noqa: ANN401 - any JSON
    def refuse(text: str) -> Any:  # noqa: ANN401 - it never returns
        raise ValueError(f"{text} is no JSON number")

    try:
        text = _text(path)
        # Amounts are read as decimals: a binary float would lose fen (L1).
        return json.loads(
            text, parse_float=Decimal, parse_constant=refuse, object_pairs_hook=_unique
        )
    except (OSError, ValueError, RecursionError) as error:
        reason = f"不是可读的 JSON 文件 ({error})"
        raise BadInput((Problem(path.name, "", reason, "导出 UTF-8 编码的 JSON"),)) from error


def _text(path: Path) -> str:
    if path.stat().st_size > LARGEST_BYTES:
        raise ValueError(f"larger than {LARGEST_BYTES} bytes")
    return path.read_text(encoding="utf-8-sig")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; a name that stands twice says two things, and readers pick either."""
    out = dict(pairs)
    if len(out) != len(pairs):
        names = [name for name, _ in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"{', '.join(twice)} stands twice in one object")
    return out


@cache
def validator() -> Draft4Validator:
    """Return the official package schema, with the project schema it refers to."""
    folder = schemas() / "oc4ids"
    package, project = (
        json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("project-package-schema", "project-schema")
    )
    inside = DRAFT4.create_resource(project)
    address = package["properties"]["projects"]["items"]["$ref"]
    registry: Registry[Any] = Registry().with_resource(address, inside)
    return Draft4Validator(package, registry=registry)


def _by_schema(document: object) -> Iterator[Problem]:
    for error in validator().iter_errors(document):
        yield _said(error)


def _said(error: ValidationError) -> Problem:
    pointer = ""
    for part in error.absolute_path:
        pointer = join(pointer, part)
    reason, remedy = _SAID.get(str(error.validator), ("不符合标准", "对照 OC4IDS 0.9.5 更正"))
    english = error.message if len(error.message) <= 160 else f"{error.message[:160]}…"
    value = "" if error.validator == "required" else _shown(error.instance)
    return Problem(pointer or "/", value, f"{reason} {english}", remedy)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _beyond_schema(document: object) -> Iterator[Problem]:
    """Yield what the schema lets pass and a ledger must not."""
    yield from _walk(document, "")
    seen: dict[str, str] = {}
    for project in Node(document).each("projects"):
        number = project.text("id")
        if number and number in seen:
            reason = f"项目标识重复 the same id as {seen[number]}"
            yield Problem(join(project.pointer, "id"), number, reason, "每个项目使用唯一的标识")
        seen.setdefault(number, project.pointer)


def _walk(value: object, pointer: str) -> Iterator[Problem]:
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield from _walk(item, join(pointer, place))
    if not isinstance(value, dict):
        return
    if isinstance(value.get("amount"), int | Decimal) and "currency" not in value:
        reason = "金额没有币种 an amount without a currency"
        yield Problem(pointer, str(value["amount"]), reason, "补上 currency")
    for key, item in value.items():
        if key in DAYS and isinstance(item, str) and item and not _is_day(item):
            reason = "不是日期 is not a date-time"
            yield Problem(join(pointer, key), _shown(item), reason, "例如 2025-01-31T00:00:00Z")
        yield from _walk(item, join(pointer, key))


def _is_day(text: str) -> bool:
    try:
        parse(text[:10])
    except DayError:
        return False
    return len(text) == len("2025-01-31") or text[10] in "Tt"
