"""Policy packs: files of parameters, checked whole before a single row is believed.

The shape is `schemas/policy-pack.schema.json`; this module checks the same in plain Python, so that
the running program needs no schema library, and adds what a schema cannot say: real days, order of
days, no two values of one key in force on one day.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from cityledger.controls.parameters import READ, UNITS, UNVERIFIED, Parameter, steps
from cityledger.kernel.errors import BadInput, Problem, Unavailable
from cityledger.store.files import schemas

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = "cityledger-policy-pack/1"

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_]+)+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_VERSION = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})*")
_INTEGER = re.compile(r"0|[1-9][0-9]{0,17}")
_LADDER = re.compile(r"([1-9][0-9]{0,17}:(0|[1-9][0-9]{0,4}),)*:(0|[1-9][0-9]{0,4})")
_TOP = ("format", "name", "version", "issued_on", "parameters")
_ROW = ("key", "value", "unit", "doc_no", "clause", "valid_from", "evidence")
_ROW_OPTIONAL = ("valid_to", "note")


@dataclass(frozen=True, slots=True)
class Pack:
    """A policy pack that passed every check; `sha256` is the digest of its file, in hex."""

    name: str
    version: str
    issued_on: date
    parameters: tuple[Parameter, ...]
    sha256: str = ""

    @property
    def title(self) -> str:
        """Return name and version, as its parameters name it."""
        return f"{self.name} {self.version}"


def order(version: str) -> tuple[int, ...]:
    """Return what versions are compared by: their numbers, so that 2025.10 follows 2025.9."""
    numbers = [int(part) for part in version.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def parse(data: object) -> Pack:
    """Return the pack in decoded JSON; raises BadInput with every problem at once."""
    found = tuple(problems(data))
    if found:
        raise BadInput(found)
    top = cast("dict[str, object]", data)
    rows = cast("list[dict[str, str]]", top["parameters"])
    return Pack(
        name=str(top["name"]),
        version=str(top["version"]),
        issued_on=date.fromisoformat(str(top["issued_on"])),
        parameters=tuple(_parameter(row) for row in rows),
    )


def load(text: str) -> Pack:
    """Return the pack in a JSON text; raises BadInput with every problem at once."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        problem = Problem(place, "", f"not JSON: {error.msg}", "write the pack as JSON")
        raise BadInput((problem,)) from error
    return replace(parse(data), sha256=sha256(text.encode()).hexdigest())


def read(data: bytes) -> Pack:
    """Return the pack in the bytes of a file; raises BadInput with every problem at once."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        problem = Problem(f"byte {error.start}", "", "not UTF-8", "save the file as UTF-8")
        raise BadInput((problem,)) from error
    return load(text)


def shipped(name: str) -> str:
    """Return the text of a shipped pack (`national`), from beside the package first.

    An editable install leaves a stale copy inside the package, so the copy beside it stands over
    the one inside. Raises Unavailable when neither is there.
    """
    path = schemas() / "policy" / f"{name}.json"
    if not path.is_file():
        raise Unavailable(f"the shipped policy pack {name} is missing: install the program anew")
    return path.read_bytes().decode("utf-8")


def national() -> Pack:
    """Return the shipped national pack with the default rows of a district."""
    return load(shipped("national"))


def problems(data: object) -> Iterator[Problem]:
    """Yield everything that is wrong with decoded JSON as a policy pack."""
    if not isinstance(data, dict):
        yield Problem("pack", _shown(data), "must be an object", "see the schema of policy packs")
        return
    yield from _fields(data, "", _TOP, ())
    if "format" in data and data["format"] != FORMAT:
        yield Problem("format", _shown(data["format"]), "unknown format", f"write {FORMAT}")
    yield from _text(data, "", "name")
    yield from _matches(data, "", "version", _VERSION, "write numbers and dots, such as 2025.1")
    yield from _day(data, "", "issued_on")
    rows = data.get("parameters")
    if isinstance(rows, list) and rows:
        yield from _rows(rows)
    elif "parameters" in data:
        yield Problem("parameters", _shown(rows), "must be a list with rows", "add a parameter")


def _rows(rows: list[object]) -> Iterator[Problem]:
    sound: list[tuple[str, Parameter]] = []
    for index, row in enumerate(rows):
        place = f"parameters[{index}]"
        if not isinstance(row, dict):
            yield Problem(place, _shown(row), "must be an object", "give key, value, unit, …")
            continue
        found = tuple(_row(row, f"{place}."))
        yield from found
        if not found:
            sound.append((place, _parameter(row)))
    yield from _overlaps(sound)


def _row(row: dict[str, object], at: str) -> Iterator[Problem]:
    yield from _fields(row, at, _ROW, _ROW_OPTIONAL)
    yield from _matches(row, at, "key", _KEY, "write area.name in lower case")
    yield from _one_of(row, at, "unit", UNITS)
    yield from _one_of(row, at, "evidence", (READ, UNVERIFIED))
    for name in ("doc_no", "clause", "note"):
        yield from _text(row, at, name)
    yield from _value(row, at)
    days = [*_day(row, at, "valid_from"), *_day(row, at, "valid_to")]
    yield from days
    start, end = row.get("valid_from"), row.get("valid_to")
    if not days and isinstance(start, str) and isinstance(end, str) and end < start:
        yield Problem(f"{at}valid_to", end, f"is before valid_from {start}", "swap the two days")


def _value(row: dict[str, object], at: str) -> Iterator[Problem]:
    value, unit = row.get("value"), row.get("unit")
    if "value" not in row or unit not in UNITS:
        yield from _text(row, at, "value")
        return
    remedy = "write whole digits in a string"
    good = isinstance(value, str) and _INTEGER.fullmatch(value) is not None
    if unit == "text":
        yield from _text(row, at, "value")
        return
    if unit == "ladder":
        remedy = "write upto_fen:rate_bp,…,:rate_bp with rising limits"
        good = isinstance(value, str) and _is_ladder(value)
    if not good:
        yield Problem(f"{at}value", _shown(value), f"is not a value in {unit}", remedy)


def _is_ladder(value: str) -> bool:
    if _LADDER.fullmatch(value) is None:
        return False
    try:
        steps(value)
    except ValueError:
        return False
    return True


def _overlaps(rows: list[tuple[str, Parameter]]) -> Iterator[Problem]:
    """Two values of one key on one day would leave the choice to the order of the file."""
    for index, (place, row) in enumerate(rows):
        for earlier, other in rows[:index]:
            if row.key == other.key and _meet(row, other):
                reason = f"is in force together with {earlier}"
                yield Problem(place, row.key, reason, "end one row before the other starts")


def _meet(one: Parameter, two: Parameter) -> bool:
    return one.in_force(two.valid_from) or two.in_force(one.valid_from)


def _fields(
    row: dict[str, object], at: str, needed: tuple[str, ...], optional: tuple[str, ...]
) -> Iterator[Problem]:
    for name in needed:
        if name not in row:
            yield Problem(f"{at}{name}", "", "is missing", "add the field")
    for name in row:
        if name not in needed and name not in optional:
            yield Problem(f"{at}{name}", "", "is not a field of a policy pack", "remove it")


def _text(row: dict[str, object], at: str, name: str) -> Iterator[Problem]:
    if name in row and (not isinstance(row[name], str) or not str(row[name]).strip()):
        yield Problem(f"{at}{name}", _shown(row[name]), "must be a text", "write it in words")


def _matches(
    row: dict[str, object], at: str, name: str, pattern: re.Pattern[str], remedy: str
) -> Iterator[Problem]:
    value = row.get(name, "")
    if name in row and (not isinstance(value, str) or pattern.fullmatch(value) is None):
        yield Problem(f"{at}{name}", _shown(value), "is not well formed", remedy)


def _one_of(
    row: dict[str, object], at: str, name: str, allowed: tuple[str, ...]
) -> Iterator[Problem]:
    if name in row and row[name] not in allowed:
        yield Problem(f"{at}{name}", _shown(row[name]), "is unknown", f"use {', '.join(allowed)}")


def _day(row: dict[str, object], at: str, name: str) -> Iterator[Problem]:
    value = row.get(name)
    if name in row and not (isinstance(value, str) and _is_day(value)):
        yield Problem(f"{at}{name}", _shown(value), "is not a day", "write YYYY-MM-DD")


def _is_day(value: str) -> bool:
    if _DAY.fullmatch(value) is None:
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _parameter(row: dict[str, str]) -> Parameter:
    end = row.get("valid_to")
    return Parameter(
        key=row["key"],
        value=row["value"],
        unit=row["unit"],
        doc_no=row["doc_no"],
        clause=row["clause"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(end) if end else None,
        evidence=row["evidence"],
    )
