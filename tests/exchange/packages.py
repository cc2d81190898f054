"""OC4IDS packages for the tests: a small one of our own, and where the official samples lie."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def shared() -> Path:
    """The folder of the official samples; it stands beside the clone, or is named by a variable."""
    return Path(os.environ.get("CITYLEDGER_SHARED") or ROOT.parent / "shared" / "data")


def value(amount: float, currency: str = "CNY") -> dict[str, Any]:
    return {"amount": amount, "currency": currency}


def _filled(parts: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is None: the standard allows no empty list."""
    return {name: part for name, part in parts.items() if part is not None}


def supplier(number: int, name: str) -> dict[str, Any]:
    return {"id": f"XX-{number}", "name": name}


def process(**summary: object) -> dict[str, Any]:
    """A contracting process for works, with a contract, a variation, a milestone, a payment."""
    base: dict[str, Any] = {
        "externalReference": "HT-1",
        "nature": ["construction"],
        "title": "Main works",
        "suppliers": [supplier(2, "Builders")],
        "contractValue": value(1000),
        "contractPeriod": {"startDate": "2023-02-01T00:00:00Z"},
        "modifications": [
            {
                "id": "m1",
                "date": "2023-05-01T00:00:00Z",
                "type": "value",
                "rationale": "More rock",
                "oldContractValue": value(1000),
                "newContractValue": value(1100.55),
            }
        ],
        "milestones": [
            {
                "id": "1",
                "title": "Half",
                "type": "payment",
                "status": "met",
                "dateMet": "2023-06-01T00:00:00Z",
                "value": value(500),
            }
        ],
        "transactions": [
            {
                "id": "t1",
                "date": "2023-06-10T00:00:00Z",
                "value": value(300),
                "payer": supplier(1, "Authority"),
                "payee": supplier(2, "Builders"),
            }
        ],
    }
    return {"id": "ocds-1", "summary": _filled(base | summary)}


def project(**parts: object) -> dict[str, Any]:
    base: dict[str, Any] = {
        "id": "oc4ids-abc123-1",
        "title": "Sewer",
        "status": "implementation",
        "sector": ["waterAndWaste"],
        "period": {"startDate": "2023-01-01T00:00:00Z", "endDate": "2024-12-31T00:00:00Z"},
        "budget": {"amount": value(2000), "approvalDate": "2022-12-01T00:00:00Z"},
        "publicAuthority": supplier(1, "Authority"),
        "parties": [supplier(1, "Authority"), supplier(2, "Builders")],
        "contractingProcesses": [process()],
        "transactions": [
            {
                "id": "in1",
                "date": "2023-01-15T00:00:00Z",
                "value": value(800),
                "payer": supplier(3, "Province"),
                "payee": supplier(1, "Authority"),
            }
        ],
    }
    return _filled(base | parts)


def package(*projects: dict[str, Any]) -> dict[str, Any]:
    return {
        "uri": "https://example.org/package",
        "version": "0.9",
        "publishedDate": "2024-01-31T00:00:00Z",
        "publisher": {"name": "Example"},
        "projects": list(projects),
    }


def official(name: str, otherwise: Path, document: object) -> Path:
    """Return an official sample, or our own package where there are no samples."""
    if shared().is_dir():
        return shared() / "samples" / name
    return saved(otherwise, document)


def saved(path: Path, document: object) -> Path:
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path
