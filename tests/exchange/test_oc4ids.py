"""OC4IDS packages: every error told, gross turnover opened, everything without a place listed."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cityledger.exchange import oc4ids_check
from cityledger.exchange.booking import ImportReport
from cityledger.exchange.oc4ids import import_oc4ids
from cityledger.kernel.errors import BadInput
from cityledger.ledger.verify import verify
from tests.conftest import Office
from tests.exchange.packages import official, package, process, project, saved, supplier, value


def bring(office: Office, path: Path, rates: dict[str, int] | None = None) -> ImportReport:
    return import_oc4ids(office.desk, list(office.pens.values()), path, rates)


def refused(office: Office, path: Path, rates: dict[str, int] | None = None) -> list[str]:
    leaves = office.sql("SELECT count(*) FROM leaf")
    with pytest.raises(BadInput) as caught:
        bring(office, path, rates)
    assert leaves == office.sql("SELECT count(*) FROM leaf")
    return [problem.place for problem in caught.value.problems]


def sum_of(office: Office, account: str) -> int:
    found = office.sql(
        f"SELECT sum(debit_fen - credit_fen) FROM posting WHERE account LIKE '{account}%'"
    )
    return int(found[0][0])


def test_a_package_is_opened_by_gross_turnover(office: Office, tmp_path: Path) -> None:
    report = bring(office, saved(tmp_path / "p.json", package(project())))

    assert sum_of(office, "1002") == 50_000
    assert sum_of(office, "230201") == -20_000
    assert sum_of(office, "16130101") == 50_000
    assert sum_of(office, "9111") == 200_000
    assert sum_of(office, "9112") == -(200_000 - 110_055)
    assert sum_of(office, "9115") == -50_000
    assert office.sql("SELECT DISTINCT period, word, kind FROM voucher") == [(0, "初", "opening")]
    assert office.sql("SELECT value_date, summary FROM voucher WHERE summary LIKE '%t1'") == [
        ("2023-06-10", "期初已付 Main works t1")
    ]
    assert dict(report.booked)["payment"] == 1
    with office.desk.read() as read:
        assert verify(read).problems == ()


def test_what_has_no_place_is_listed_by_pointer(office: Office, tmp_path: Path) -> None:
    changed = project(purpose="dry cellars", benefits=[{"title": "Dry"}])

    report = bring(office, saved(tmp_path / "p.json", package(changed)))

    said = {note.place: note.reason for note in report.notes}
    assert "purpose, benefits" in said["/projects/0"]
    assert not any("budget" in reason for place, reason in said.items() if place == "/projects/0")


def test_who_answers_is_said_and_not_registered(office: Office, tmp_path: Path) -> None:
    report = bring(office, saved(tmp_path / "p.json", package(project())))

    said = [note.reason for note in report.notes if "leader and papers" in note.reason]
    assert [reason.split("应为")[0] for reason in said] == ["建设单位", "施工单位"]
    assert office.sql("SELECT count(*) FROM responsibility") == [(0,)]


def test_the_same_package_twice_books_nothing_twice(office: Office, tmp_path: Path) -> None:
    path = saved(tmp_path / "p.json", package(project()))
    bring(office, path)
    leaves = office.sql("SELECT count(*) FROM leaf")

    assert bring(office, path).booked_count == 0
    assert leaves == office.sql("SELECT count(*) FROM leaf")


def test_a_payment_without_a_receipt_is_laid_on_the_budget(office: Office, tmp_path: Path) -> None:
    report = bring(office, saved(tmp_path / "p.json", package(project(transactions=None))))

    assert office.sql("SELECT label, amount_fen FROM tranche WHERE tranche_id > 0") == [
        ("oc4ids-abc123-1/budget", 30_000)
    ]
    assert any("300.00" in note.reason for note in report.notes)


def test_a_payment_before_the_receipt_does_not_use_it(office: Office, tmp_path: Path) -> None:
    late = [
        {
            "id": "in1",
            "date": "2023-07-01T00:00:00Z",
            "value": value(800),
            "payee": supplier(1, "Authority"),
        }
    ]

    bring(office, saved(tmp_path / "p.json", package(project(transactions=late))))

    assert sum_of(office, "1002") == 80_000


def test_paid_beyond_the_milestones_is_certified_as_paid(office: Office, tmp_path: Path) -> None:
    changed = project(contractingProcesses=[process(milestones=None)])

    bring(office, saved(tmp_path / "p.json", package(changed)))

    assert sum_of(office, "16130101") == 30_000
    assert sum_of(office, "230201") == 0


@pytest.mark.parametrize(
    ("amount", "ppm", "fen"),
    [(1, 7_123_456, 712), (1, 7_125_000, 713), (0.5, 1_010_000, 51), (10, 1, 0), (1000, 9, 1)],
)
def test_amounts_are_converted_half_up_to_the_fen(
    office: Office, tmp_path: Path, amount: float, ppm: int, fen: int
) -> None:
    changed = project(
        budget={"amount": value(amount, "USD"), "approvalDate": "2022-12-01T00:00:00Z"},
        contractingProcesses=None,
        transactions=None,
    )

    report = bring(office, saved(tmp_path / "p.json", package(changed)), {"USD": ppm})

    total = office.sql("SELECT coalesce(sum(amount_fen), 0) FROM budget_line")
    assert total == [(fen,)]
    assert [(rate.currency, rate.rate_ppm) for rate in report.rates] == [("USD", ppm)]


def test_a_currency_without_a_rate_is_refused_at_each_amount(
    office: Office, tmp_path: Path
) -> None:
    changed = project(budget={"amount": value(5, "SEK"), "approvalDate": "2022-12-01T00:00:00Z"})

    assert "/projects/0/budget/amount" in refused(
        office, saved(tmp_path / "p.json", package(changed))
    )


def test_contracts_beyond_the_budget_are_refused(office: Office, tmp_path: Path) -> None:
    small = project(budget={"amount": value(1100.54), "approvalDate": "2022-12-01T00:00:00Z"})

    assert refused(office, saved(tmp_path / "p.json", package(small))) == ["/projects/0/budget"]


def test_contracts_beyond_the_budget_pass_by_the_final_value(
    office: Office, tmp_path: Path
) -> None:
    small = project(
        budget={"amount": value(1100.54), "approvalDate": "2022-12-01T00:00:00Z"},
        completion={"finalValue": value(1100.55)},
    )

    bring(office, saved(tmp_path / "p.json", package(small)))

    assert sum_of(office, "9111") == 110_055


def test_paid_beyond_the_price_is_refused_by_the_gate(office: Office, tmp_path: Path) -> None:
    changed = project(contractingProcesses=[process(milestones=None, modifications=None,
            transactions=[
        {"id": "t1", "date": "2023-06-10T00:00:00Z", "value": value(1000.01)}
    ])])  # fmt: skip

    places = refused(office, saved(tmp_path / "p.json", package(changed)))

    assert places == ["/projects/0/contractingProcesses/0/summary"]


def test_a_chinese_party_is_registered_by_its_credit_code(office: Office, tmp_path: Path) -> None:
    party = {
        "id": "CN-USCC-91370211000000019R",
        "name": "示范公司",
        "identifier": {"scheme": "CN-USCC", "id": "91370211000000019R"},
    }

    bring(office, saved(tmp_path / "p.json", package(project(parties=[party]))))

    assert ("91370211000000019R", "uscc") in office.sql("SELECT party_id, scheme FROM party")


MISTAKES: list[tuple[dict[str, Any], str]] = [
    ({"id": ""}, "/projects/0/id"),
    ({"status": "finished"}, "/projects/0/status"),
    ({"title": 4}, "/projects/0/title"),
    ({"budget": {"amount": {"amount": 4}}}, "/projects/0/budget/amount"),
    ({"budget": {"approvalDate": "June 2015"}}, "/projects/0/budget/approvalDate"),
    ({"contractingProcesses": [{"id": "1", "summary": {"modifications": [{}]}}]},
     "/projects/0/contractingProcesses/0/summary/modifications/0"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "pointer"), MISTAKES)
def test_a_mistake_is_told_at_its_pointer(
    office: Office, tmp_path: Path, change: dict[str, Any], pointer: str
) -> None:
    assert pointer in refused(office, saved(tmp_path / "p.json", package(project(**change))))


def test_two_projects_of_one_id_are_refused(office: Office, tmp_path: Path) -> None:
    places = refused(office, saved(tmp_path / "p.json", package(project(), project(title="Two"))))

    assert places == ["/projects/1/id"]


@pytest.mark.parametrize(
    "text",
    ["", "[", "{}", "null", '{"uri": 1, "uri": 2}', '{"uri": NaN}', "[" * 100_000, "\ufeff[]"],
)
def test_what_is_no_package_is_told(office: Office, tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.json"
    path.write_text(text, encoding="utf-8")

    assert refused(office, path)


HOPELESS = package(
    project(id="", title=4, parties=4),
    {"contractingProcesses": {}, "period": {"durationInDays": "x"}},
)


def test_every_error_of_a_hopeless_package_is_told(office: Office, tmp_path: Path) -> None:
    expected = {"/projects/0/id", "/projects/0/title", "/projects/0/parties", "/projects/1",
                "/projects/1/contractingProcesses",
            "/projects/1/period/durationInDays"}  # fmt: skip

    assert expected == set(refused(office, saved(tmp_path / "p.json", HOPELESS)))


def test_an_example_is_booked_once_and_verifies(office: Office, tmp_path: Path) -> None:
    path = official("oc4ids_example_0.9.5.json", tmp_path / "p.json", package(project()))

    report = bring(office, path)

    booked = dict(report.booked)
    assert booked["contract"] == len(office.sql("SELECT 1 FROM contract")) > 0
    assert booked["payment"] == 1
    assert sum_of(office, "1002") == sum_of(office, "8001") > 0
    assert bring(office, path).booked_count == 0
    with office.desk.read() as read:
        assert verify(read).problems == ()


def test_an_invalid_sample_is_refused_with_every_error(office: Office, tmp_path: Path) -> None:
    path = official("oc4ids_invalid_package.json", tmp_path / "p.json", HOPELESS)
    document = json.loads(path.read_text(encoding="utf-8"))
    schema = [
        "".join(f"/{part}" for part in error.absolute_path) or "/"
        for error in oc4ids_check.validator().iter_errors(document)
    ]

    found = refused(office, path)

    assert len(schema) > 5
    assert Counter(schema) <= Counter(found)
