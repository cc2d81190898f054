"""Personal data as everybody may see it."""

from __future__ import annotations

import pytest

from cityledger.kernel import masking


@pytest.mark.parametrize(
    ("full", "shown"),
    [("王秀英", "王**"), ("王五", "王**"), ("欧阳修文", "欧**"), ("A", "A**"), ("", "")],
)
def test_a_name_keeps_its_first_character(full: str, shown: str) -> None:
    assert shown == masking.name(full)


@pytest.mark.parametrize(
    ("full", "shown"), [("011X", "****011X"), ("6217000000000000001", "****0001"), ("", "")]
)
def test_a_number_keeps_its_last_four(full: str, shown: str) -> None:
    assert shown == masking.tail(full) == masking.account(full)


def test_a_firm_is_shown_in_full() -> None:
    assert "某某公司" == masking.payee_name("某某公司", is_person=False)
    assert "某**" == masking.payee_name("某某公司", is_person=True)
    assert "6222000001" == masking.payee_account("6222000001", is_person=False)
    assert "****0001" == masking.payee_account("6222000001", is_person=True)


PERSON = {"payee_name": "王五", "payee_account": "62170001"}
HIDDEN = {"payee_name": "王**", "payee_account": "****0001"}


@pytest.mark.parametrize(
    ("table", "columns", "shown"),
    [
        (
            "household",
            {"owner_name": "王五", "resident_tail": "1234", "plot": "SF"},
            {"owner_name": "王**", "resident_tail": "****1234", "plot": "SF"},
        ),
        ("house_survey", {"owner_name": "王五"}, {"owner_name": "王**"}),
        ("contract", PERSON | {"kind": "compensation"}, HIDDEN | {"kind": "compensation"}),
        ("contract", PERSON | {"kind": "works"}, PERSON | {"kind": "works"}),
        (
            "contract",
            PERSON | {"kind": "compensation", "party_id": "9"},
            PERSON | {"kind": "compensation", "party_id": "9"},
        ),
        ("payment_line", PERSON | {"account": "230204"}, HIDDEN | {"account": "230204"}),
        ("payment_line", PERSON | {"account": "230201"}, PERSON | {"account": "230201"}),
    ],
)
def test_a_row_of_a_leaf_hides_persons_only(
    table: str, columns: dict[str, str], shown: dict[str, str]
) -> None:
    assert shown == masking.row(table, columns)
