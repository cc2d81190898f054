"""T25: a payee who is almost somebody else is refused or pointed out; money goes by code."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from cityledger.actions.registry import RegisterParty
from cityledger.evidence.text import bad_characters, check_text, match_key
from cityledger.exchange.look_alikes import LookAlike, among, look_alikes
from cityledger.exchange.workbook_import import import_workbook
from cityledger.kernel.errors import BadInput, Refused
from cityledger.kernel.ids import uscc
from tests.conftest import DIVISION, Office
from tests.exchange.workbooks import tables, with_cell, written
from tests.threats.conftest import Run

KNOWN = {"A": "中建三局集团有限公司", "B": "某某监理有限公司", "C": "通达路桥工程有限公司"}
PAIRS = (
    ("中建三局集团有限公司", "中建三周集团有限公司"),
    ("通达路桥工程有限公司", "通逹路桥工程有限公司"),
    ("中建三局集团有限公司", "中建三局有限公司"),
    ("中建三局集团有限公司", "中建三局集团有限公司(北京)"),
    ("中建三局集团有限公司", "中建三局集团股份有限公司"),
    ("中国⼯商", "中国工商"),
    ("ＡＢＣ建设有限公司", "ABC建设有限公司"),
    ("ABC Construction Co., Ltd.", "ABC Construction Co Ltd"),
    ("Alpha Builders", "\u0410lpha Builders"),
    ("甲建设工程有限公司", "乙建设工程有限公司"),
    ("河源大道養護中心", "河源大道养護中心"),
)
APART = (
    ("中建三局集团有限公司", "某某监理有限公司"),
    ("示范建设集团有限公司", "示范监理有限公司"),
    ("示范设计院有限公司", "示范勘察有限公司"),
    ("临江第一建筑工程有限公司", "临江市政工程有限公司"),
    ("示范区住建局", "示范区财政局"),
)
SMUGGLED = (
    "三\u200b局",
    "\u202e局三",
    "三局\u00ad",
    "三\u2060局",
    "三局\ufeff",
    "三\U000e0001局",
)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_a_look_alike_is_found_from_either_side(one: str, other: str) -> None:
    for known, new in ((one, other), (other, one)):
        assert ["K"] == [found.party_id for found in look_alikes("N", new, {"K": known})]


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_that_share_only_what_all_share_are_not_told(one: str, other: str) -> None:
    assert () == look_alikes("N", other, {"K": one})


def test_the_closest_stands_first_and_the_unit_itself_is_left_out() -> None:
    known = {**KNOWN, "D": "中建三周集团有限公司"}

    found = look_alikes("A", "中建三局集团有限公司", known)

    assert (LookAlike("D", "中建三周集团有限公司", 75),) == found


def test_a_pair_within_one_file_is_told_once() -> None:
    new = (("单位!2", "X", "海天市政"), ("单位!3", "Y", "海夭市政"), ("单位!4", "A", KNOWN["A"]))

    assert [("单位!3", "X")] == [(place, each.party_id) for place, each in among(new, KNOWN)]


def test_names_that_have_nothing_in_common_are_many_and_silent() -> None:
    known = {str(n): f"第{n:04d}号{chr(0x4E00 + 7 * n)}{chr(0x5E00 + n)}厂" for n in range(300)}
    new = [(str(n), f"n{n}", f"{chr(0x6E00 + n)}{chr(0x7000 + 3 * n)}社") for n in range(300)]

    assert () == among(new, known)


def test_an_import_points_out_who_looks_like_somebody_known(office: Office, tmp_path: Path) -> None:
    content = tables()
    original = content["单位"][4][1]
    false = [uscc(DIVISION, 91), original.replace("建", "健"), *[""] * 7]
    assert original != false[1]
    content["单位"].append(false)
    path = written(tmp_path / "w.xlsx", content)

    report = import_workbook(office.desk, list(office.pens.values()), path)

    assert [(f"单位!{len(content['单位'])}", original)] == [
        (place, found.name) for place, found in report.look_alikes
    ]
    again = import_workbook(office.desk, list(office.pens.values()), path)
    assert () == again.look_alikes


def test_the_import_command_says_it(run: Run, empty: Path, tmp_path: Path) -> None:
    content = tables()
    original = content["单位"][4][1]
    content["单位"].append([uscc(DIVISION, 91), original.replace("建", "健"), *[""] * 7])

    ended = run(empty, "import", "workbook", written(tmp_path / "w.xlsx", content))

    assert (0, False) == (ended.status, ended.leaked)
    assert f"请核对 look again: 单位!{len(content['单位'])}: 名称与" in ended.said
    assert original in ended.said


@pytest.mark.parametrize("name", SMUGGLED, ids=ascii)
def test_an_invisible_character_in_a_name_never_reaches_the_books(
    office: Office, run: Run, empty: Path, tmp_path: Path, name: str
) -> None:
    leaves = office.sql("SELECT count(*) FROM leaf")
    with pytest.raises(BadInput):
        office.by("zhi", RegisterParty(party_id=uscc(DIVISION, 77), name=name))
    assert leaves == office.sql("SELECT count(*) FROM leaf")

    ended = run(empty, "import", "workbook", with_cell(tmp_path / "w.xlsx", "单位", "B3", name))

    assert (3, False) == (ended.status, ended.leaked)
    assert "单位!B3 单位名称" in ended.said


def test_the_same_code_under_another_name_is_refused(office: Office) -> None:
    code = uscc(DIVISION, 78)
    office.by("zhi", RegisterParty(party_id=code, name="中建三局集团有限公司"))

    with pytest.raises(Refused) as caught:
        office.by("zhi", RegisterParty(party_id=code, name="中建三周集团有限公司"))

    assert "party.duplicate" in str(caught.value)


def test_a_code_with_two_digits_changed_over_is_refused(office: Office) -> None:
    code = uscc(DIVISION, 57)
    turned = code[:15] + code[16] + code[15] + code[17:]
    assert code != turned

    with pytest.raises(Refused) as caught:
        office.by("zhi", RegisterParty(party_id=turned, name="某厂"))

    assert "party.uscc_invalid" in str(caught.value)


@given(st.text())
def test_the_key_for_finding_is_stable_and_what_passes_is_unchanged(name: str) -> None:
    assert match_key(name) == match_key(match_key(name))
    if not bad_characters(name):
        assert name is check_text(name)
