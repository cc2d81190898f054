"""The receipt of an act: where it is sealed, and the path that proves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cityledger.kernel.errors import Finding


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where an act is sealed; `path` proves it in the tree of size index + 1.

    `is_new` is false when the request was known already and nothing was written (L12).
    """

    index: int
    hash: bytes
    findings: tuple[Finding, ...]
    root: bytes
    path: tuple[bytes, ...]
    is_new: bool = True
