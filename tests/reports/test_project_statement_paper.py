"""项目资金对账单, read back from its PDF."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cityledger.kernel import money
from cityledger.kernel.errors import Tampered
from cityledger.reports import project_statement
from cityledger.reports.integrity import grouped
from tests.reports import read_pdf
from tests.reports.paper_samples import MARK, statement

if TYPE_CHECKING:
    from cityledger.views.project_statement import ProjectStatement


def pdf(made: ProjectStatement) -> bytes:
    file = io.BytesIO()
    project_statement.write(made, file)
    return file.getvalue()


@pytest.mark.parametrize("read", read_pdf.READERS)
def test_cover_says_what_and_how_to_check(read: read_pdf.Reader) -> None:
    made = statement()
    cover = read(pdf(made))[0]
    root = MARK.root.hex().upper()
    for wanted in (
        "项目资金对账单", "棚户区改造一期（P-2026-017）", money.text(made.closing_fen),
        money.capital(made.closing_fen), "施工单位", "鲁班建设集团有限公司", "未登记",
        grouped(root[:32], 4), grouped(root[32:], 4), "zhongxin.example/3701050001",
        "12345 条", "2026-03-31 23:59:59 +08:00", "cityledger verify", "平衡",
    ):  # fmt: skip
        assert wanted in cover, wanted


def test_payments_are_printed_to_the_fen() -> None:
    made = statement()
    printed = 0
    for page in read_pdf.shown(pdf(made))[1:]:
        numbered = {item.y for item in page if item.text.startswith("记-")}
        right = max((item.x for item in page if item.y in numbered), default=0.0)
        amounts = [item for item in page if item.y in numbered and item.x > right - 40]
        printed += sum(money.parse(item.text) for item in amounts)
    assert printed == made.paid_fen


def test_long_lists_repeat_their_heading() -> None:
    texts = read_pdf.page_texts(pdf(statement(200)))
    assert "四、本期支付明细" in texts[1]
    assert all("四、本期支付明细（续）" in text for text in texts[2:])
    assert all(f"共 {len(texts)} 页" in text for text in texts)


def test_every_page_has_its_code() -> None:
    data = pdf(statement(200))
    said, texts = read_pdf.symbols(data), read_pdf.page_texts(data)
    for symbol, text in zip(said, texts, strict=True):
        letters = symbol.rsplit("/", 1)[1]
        flat = text.replace("\n", "").replace(" ", "")
        assert f"本页校验{letters}" in flat


def test_an_empty_project_still_has_a_statement() -> None:
    made = statement()
    zero = tuple(
        replace(m, received_fen=0, paid_fen=0, balance_fen=made.opening_fen) for m in made.months
    )
    empty = replace(
        made, received_fen=0, received_count=0, paid_fen=0, paid_count=0, months=zero,
        closing_fen=made.opening_fen, sources=(), contracts=(), payments=(), parties=(),
    )  # fmt: skip
    texts = read_pdf.page_texts(pdf(empty))
    assert texts[0].count("未登记") == 5
    assert texts[1].count("本期无记录") == 3


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"closing_fen": 1}, "closing balance"),
        ({"payments": statement().payments[:-1]}, "payments"),
        ({"months": statement().months[:-1]}, "received by month"),
        ({"leaves": replace(statement().leaves, debit_fen=1)}, "postings"),
        ({"sources": (replace(statement().sources[0], left_fen=1),)}, "tranche T1"),
    ],
)
def test_a_statement_that_does_not_add_up_is_not_printed(
    change: dict[str, object], named: str
) -> None:
    file = io.BytesIO()
    with pytest.raises(Tampered, match=named):
        project_statement.write(replace(statement(), **change), file)  # type: ignore[arg-type]
    assert file.getvalue() == b""


def test_amounts_of_any_size_stay_in_their_column() -> None:
    made = statement()
    huge = replace(made.contracts[0], price_fen=987_654_321_098_76)
    page = read_pdf.shown(pdf(replace(made, contracts=(huge,))))[1]
    amounts = [item for item in page if item.text == "987,654,321,098.76"]
    assert len(amounts) == 2


def test_thresholds_nobody_has_read_are_listed() -> None:
    made = statement()
    texts = read_pdf.page_texts(pdf(made))
    assert "2 项" in texts[0]
    flat = texts[-1].replace("\n", "").replace(" ", "")
    for row in made.unverified:
        assert row.key in flat
        assert row.shown().replace(" ", "") in flat
        assert row.doc_no in flat
    without = read_pdf.page_texts(pdf(replace(made, unverified=())))
    assert "所依据的未核参数" not in "".join(without)
