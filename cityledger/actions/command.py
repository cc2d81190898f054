"""Commands: what a person asks for, frozen, with its request id and a digest of its content."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from hashlib import sha256
from typing import Any, ClassVar

from cityledger.evidence import canon
from cityledger.evidence.text import TextError, check_text
from cityledger.kernel import masking
from cityledger.kernel.errors import BadInput, Problem


def new_request_id() -> str:
    """Return 128 random bits as hex: unique in the log, so a signed act cannot be booked twice."""
    return secrets.token_hex(16)


@dataclass(frozen=True, kw_only=True)
class Command:
    """Base of all commands; `act` names the kind of act it becomes (`kernel.acts`)."""

    act: ClassVar[str]
    in_registry: ClassVar[bool] = False

    request_id: str = field(default_factory=new_request_id)


def plain(value: object) -> Any:  # noqa: ANN401 - the shape follows the command
    """Return a command, or a part of one, as canonical JSON allows it: strings, no numbers."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    return text(value)


_NEVER_SEALED = frozenset({"resident_no"})


def asked(command: Command) -> Any:  # noqa: ANN401 - the shape follows the command
    """Return what a refused act asked for: a resident number by its last four characters only.

    A refusal is sealed for good and read by everybody, so it may hold no more than an act that is
    accepted would keep.
    """
    return _told(plain(command))


def _told(value: object) -> Any:  # noqa: ANN401 - the shape follows the command
    if isinstance(value, list):
        return [_told(item) for item in value]
    if isinstance(value, dict):
        return {
            name: masking.tail(part) if name in _NEVER_SEALED and part else _told(part)
            for name, part in value.items()
        }
    return value


def text(value: object) -> str:
    """Return one value as it stands in a leaf: ISO days, decimal integers, hex bytes."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else str(value)


def digest(command: Command) -> str:
    """Return SHA-256 of the command without its request id (L12), hex."""
    content = {k: v for k, v in plain(command).items() if k != "request_id"}
    return sha256(canon.encode([command.act, content])).hexdigest()


def check(command: Command) -> None:
    """Refuse characters that could hide or imitate text; raises BadInput with every place."""
    if problems := tuple(_bad(plain(command), "")):
        raise BadInput(problems)


def _bad(value: object, place: str) -> list[Problem]:
    if isinstance(value, dict):
        return [p for k, v in value.items() for p in _bad(v, f"{place}.{k}" if place else k)]
    if isinstance(value, list):
        return [p for i, v in enumerate(value, 1) for p in _bad(v, f"{place}[{i}]")]
    if isinstance(value, str):
        try:
            check_text(value, memo=True)
        except TextError as error:
            return [Problem(place, repr(value)[1:41], error.reason("zh"), "删除该字符 remove it")]
    return []
