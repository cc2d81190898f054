"""记账凭证, read back from its PDF."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from cityledger.kernel import money
from cityledger.reports import voucher, voucher_form
from cityledger.reports.pen import POINTS, RED
from tests.reports import read_pdf
from tests.reports.paper_samples import (
    CARDS,
    COMPENSATION,
    MARK,
    PAYMENT,
    PERMISSION,
    RARE,
    REVERSAL,
)

if TYPE_CHECKING:
    from cityledger.views.voucher_card import VoucherCard

RED_INK = tuple(float(part) for part in RED.split())


def pdf(*cards: VoucherCard) -> bytes:
    file = io.BytesIO()
    voucher.write(cards, MARK, file)
    return file.getvalue()


def figures(page: list[read_pdf.Shown], left: float, right: float) -> dict[float, str]:
    """Return the digits of the amount cells between two x, joined per line of the grid."""
    lines: dict[float, list[tuple[float, str]]] = {}
    for item in page:
        if left <= item.x <= right and len(item.text) == 1 and item.text in "0123456789-¥":
            lines.setdefault(item.y, []).append((item.x, item.text))
    return {y: "".join(text for _, text in sorted(cells)) for y, cells in lines.items()}


@pytest.mark.parametrize("card", [PAYMENT, REVERSAL, COMPENSATION])
def test_printed_digits_are_the_postings_to_the_fen(card: VoucherCard) -> None:
    debit = voucher_form.DEBIT * POINTS, voucher_form.CREDIT * POINTS
    printed: list[int] = []
    totals: list[int] = []
    for page in read_pdf.shown(pdf(card)):
        for text in figures(page, *debit).values():
            (totals if "¥" in text else printed).append(int(text.replace("¥", "")))
    lines = [line for line in card.lines if line.ledger == "financial"]
    assert printed == [line.debit_fen for line in lines if line.debit_fen]
    assert totals == [sum(line.debit_fen for line in lines)]


@pytest.mark.parametrize("read", read_pdf.READERS)
def test_everything_an_auditor_looks_for_is_printed(read: read_pdf.Reader) -> None:
    # A title set wide comes out of a text extractor with spaces between its characters.
    text = read(pdf(PAYMENT))[0].replace("记 账 凭 证", "记账凭证")
    for wanted in (
        "记账凭证", "中心区住房和城乡建设局", "2026 年 3 月 15 日", "记 字第 000123 号", "1/1",
        "人民币陆拾伍万元整", "230206 其他应付", "HT-2026-031", "预算会计", "备查登记",
        "7101 行政支出", "李明", "王芳", "赟翀", "陈喆", "张堃", "第 8812 号记录",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_a_long_voucher_has_fraction_numbers_and_one_total() -> None:
    texts = read_pdf.page_texts(pdf(COMPENSATION))
    assert len(texts) == 3
    for number, text in enumerate(texts, 1):
        assert f"记 字第 000125 号   {number}/3" in text
    assert ["转下页" in text for text in texts] == [True, True, False]
    capital = money.capital(15 * 150_000_00 + 120)
    assert [capital in text for text in texts] == [False, False, True]


def test_sheets_lose_no_line_and_repeat_none() -> None:
    made = voucher.sheets(COMPENSATION)
    lines = [line for sheet in made for group in sheet.lines.values() for line in group]
    assert sorted(lines, key=repr) == sorted(COMPENSATION.lines, key=repr)
    assert [(sheet.number, sheet.count) for sheet in made] == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize(
    ("card", "main"), [(PAYMENT, "financial"), (PERMISSION, "memo"), (RARE, "financial")]
)
def test_the_grid_holds_the_first_ledger_that_has_lines(card: VoucherCard, main: str) -> None:
    assert {sheet.main for sheet in voucher.sheets(card)} == {main}


def test_a_reversal_is_red_with_a_minus() -> None:
    page = read_pdf.shown(pdf(REVERSAL))[0]
    red = {item.text for item in page if item.colour == RED_INK}
    assert {"-", "红字冲销  记-000123", "-650,000.00", "人民币负陆拾伍万元整"} <= red
    assert not any("红字冲销" in text for text in read_pdf.page_texts(pdf(PAYMENT)))


def test_amounts_wider_than_the_cells_are_written_across_them() -> None:
    texts = read_pdf.page_texts(pdf(PERMISSION))[0]
    assert texts.count("12,345,678,901.23") == 4
    assert "人民币壹佰贰拾叁亿肆仟伍佰陆拾柒万捌仟玖佰零壹元贰角叁分" in texts


def test_user_text_is_printed_as_it_is() -> None:
    text = read_pdf.page_texts(pdf(RARE))[0].replace("\n", "")
    assert "<b>收</b>款 & \\(x) " in text
    assert "=1+1 收款" in text
    assert "〔U+001B〕[31m" in text
    assert "𬭎工" in text


def test_a_very_long_summary_is_never_cut() -> None:
    summary = "支付" * 120
    card = replace(PAYMENT, lines=(replace(PAYMENT.lines[0], summary=summary), *PAYMENT.lines[1:]))
    assert summary in read_pdf.page_texts(pdf(card))[0].replace("\n", "")


def test_every_symbol_says_the_code_of_its_page() -> None:
    data = pdf(*CARDS)
    texts = read_pdf.page_texts(data)
    said = read_pdf.symbols(data)
    assert len(said) == len(texts) == 7
    for number, (symbol, text) in enumerate(zip(said, texts, strict=True), 1):
        book, page, letters = symbol.removeprefix("CL1/").split("/")
        assert (book, int(page)) == ("3701050001", number)
        printed = " ".join(letters[at : at + 5] for at in range(0, 20, 5))
        assert f"本页校验 {printed}" in text
        assert f"第 {number} 页 / " in text
        assert "共 7 页" in text


@pytest.mark.parametrize(
    "other",
    [
        replace(PAYMENT, value_on=date(2026, 3, 16)),
        replace(PAYMENT, attachment_count=6),
        replace(PAYMENT, leaf_hash=bytes(32)),
        replace(PAYMENT, signatures=replace(PAYMENT.signatures, cashier="他人")),
        replace(PAYMENT, lines=(replace(PAYMENT.lines[0], debit_fen=1), *PAYMENT.lines[1:])),
        replace(PAYMENT, lines=(replace(PAYMENT.lines[0], dimensions=()), *PAYMENT.lines[1:])),
    ],
)
def test_whatever_is_printed_is_in_the_page_code(other: VoucherCard) -> None:
    assert read_pdf.symbols(pdf(other)) != read_pdf.symbols(pdf(PAYMENT))


def test_a_payment_names_the_thresholds_nobody_has_read() -> None:
    (page,) = read_pdf.page_texts(pdf(PAYMENT))
    flat = page.replace("\n", "").replace(" ", "")
    for row in PAYMENT.unverified:
        assert f"{row.key}{row.shown()}（{row.doc_no}）".replace(" ", "") in flat
    assert "未核参数2项" in flat
    (plain,) = read_pdf.page_texts(pdf(replace(PAYMENT, unverified=())))
    assert "未核参数" not in plain
