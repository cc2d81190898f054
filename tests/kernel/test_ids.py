"""Identity numbers, compared with python-stdnum and with codes of real organisations."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st
from stdnum.cn import ric, uscc as theirs

from cityledger.kernel import ids

CODE = ids.uscc("150602", 123)
RESIDENT = ids.resident_no("110101", date(1980, 2, 29), 7)


@given(st.integers(0, 10**8 - 1), st.sampled_from(["91", "12", "11", "52", "92"]))
def test_made_codes_check_here_and_elsewhere(serial: int, kind: str) -> None:
    code = ids.uscc("150602", serial, kind)
    assert ids.uscc_problem(code) is None
    assert ids.organisation_problem(code) is None
    assert theirs.is_valid(code)


@given(st.text(alphabet=ids.USCC_ALPHABET, min_size=17, max_size=17))
def test_check_characters_agree_with_stdnum(body: str) -> None:
    head = body[:2] + "150602" + body[8:]
    code = head + theirs.calc_check_digit(head)
    assert ids.uscc_problem(code) is None


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("", "统一社会信用代码应为18位, 现为0位"),
        (CODE[:17], "统一社会信用代码应为18位, 现为17位"),
        ("I" + CODE[1:], "第1位“I”不是允许的字符"),
        (CODE[:9].lower() + "o" + CODE[10:], "第10位“o”不是允许的字符"),
        (CODE[:5] + "A" + CODE[6:], "第6位“A”应为数字(登记管理机关行政区划码)"),
        (CODE[:2] + "\uff11" + CODE[3:], "第3位“\uff11”不是允许的字符"),
        (CODE[:9] + "\x1b" + CODE[10:], "第10位“U+001B”不是允许的字符"),
        (CODE[:17] + "0", f"校验码(第18位)应为“{CODE[17]}”, 现为“0”"),
    ],
)
def test_the_problem_names_the_character(code: str, problem: str) -> None:
    assert problem == ids.uscc_problem(code)


@given(st.integers(0, 17), st.sampled_from(ids.USCC_ALPHABET))
def test_any_changed_character_is_noticed(position: int, character: str) -> None:
    changed = CODE[:position] + character + CODE[position + 1 :]
    assert (changed != CODE) == (ids.uscc_problem(changed, "en") is not None)


def test_the_organisation_code_inside_is_looked_at_on_demand() -> None:
    head = CODE[:16] + ("1" if CODE[16] != "1" else "2")
    code = head + theirs.calc_check_digit(head)
    assert ids.uscc_problem(code) is None
    assert (
        ids.organisation_problem(code)
        == f"主体标识码校验位(第17位)应为“{CODE[16]}”, 现为“{code[16]}”"
    )


@pytest.mark.parametrize(("region", "serial"), [("15060", 1), ("15060A", 1), ("150602", 10**8)])
def test_no_code_for_wrong_parts(region: str, serial: int) -> None:
    with pytest.raises(ValueError, match="region"):
        ids.uscc(region, serial)


@given(st.dates(date(1900, 1, 1), date(2025, 12, 31)), st.integers(0, 999))
def test_made_identity_numbers_check_here_and_elsewhere(born: date, serial: int) -> None:
    number = ids.resident_no("110101", born, serial)
    assert ids.resident_problem(number) is None
    assert ric.is_valid(number)


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (RESIDENT[:15], "居民身份证号应为18位, 现为15位"),
        ("A" + RESIDENT[1:], "第1位“A”不是允许的字符"),
        (RESIDENT[:17] + "x", "第18位“x”不是允许的字符"),
        (RESIDENT[:6] + "19810229" + RESIDENT[14:], "出生日期“19810229”不存在"),
        (RESIDENT[:16] + "9" + RESIDENT[17:], None),
    ],
)
def test_the_problem_of_an_identity_number(number: str, problem: str | None) -> None:
    found = ids.resident_problem(number)
    if problem is None:
        assert found is not None
        assert found.startswith("校验码(第18位)应为")
    else:
        assert problem == found


def test_no_identity_number_for_wrong_parts() -> None:
    with pytest.raises(ValueError, match="serial"):
        ids.resident_no("110101", date(1980, 1, 1), 1000)


def test_numbers_are_shown_masked() -> None:
    assert ids.masked("6222020000001234") == "************1234"
    assert ids.masked("12") == "12"
