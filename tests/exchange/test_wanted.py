"""The filter as people write it: every name in both languages, and errors that say where."""

from __future__ import annotations

from datetime import date

import pytest

from cityledger.exchange.wanted import Archive, Named, Term, read_filter, terms, words_and_kinds
from cityledger.kernel.errors import BadInput
from cityledger.views.journal import JournalFilter

ARCHIVE = Archive(
    {
        "contract": (Named(7, "HT-1", "某某建设"), Named(8, "HT-10", "另一建设")),
        "project": (Named(1, "P1", "棚改一期"),),
        "tranche": (Named(3, "T1 省级棚改", "省级补助"),),
        "payee": (Named("91", "某某建设集团", "91"),),
        "account": (Named("1002", "1002", "银行存款"),),
        "bank": (Named(5, "6222", "专户"),),
        "maker": (Named("zhi", "张三", "zhi"),),
        **words_and_kinds("zh"),
    }
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", JournalFilter()),
        ("合同=HT-1", JournalFilter(contract_id=7)),
        ("合同＝ht-1 且 金额＞100万", JournalFilter(contract_id=7, low_fen=100_000_001)),
        ("contract=HT-10 and amount>=1,000.50", JournalFilter(contract_id=8, low_fen=100_050)),
        ("金额<=1亿", JournalFilter(high_fen=10_000_000_000)),
        ("金额<5", JournalFilter(high_fen=499)),
        ("金额=1万..5万", JournalFilter(low_fen=1_000_000, high_fen=5_000_000)),
        ("金额=12.34元", JournalFilter(low_fen=1234, high_fen=1234)),
        ("日期=2024-02", JournalFilter(from_on=date(2024, 2, 1), to_on=date(2024, 2, 29))),
        ("日期=2024", JournalFilter(from_on=date(2024, 1, 1), to_on=date(2024, 12, 31))),
        ("date=2024-01..2024-06", JournalFilter(from_on=date(2024, 1, 1), to_on=date(2024, 6, 30))),
        ("日期>2024-01-31", JournalFilter(from_on=date(2024, 2, 1))),
        ("日期≤2024年3月5日", JournalFilter(to_on=date(2024, 3, 5))),
        ("摘要~进度款", JournalFilter(text="进度款")),
        ('summary~"第 3 期"', JournalFilter(text="第 3 期")),
        ("退汇", JournalFilter(text="退汇")),
        ("项目=棚改 制单=张三", JournalFilter(project_id=1, maker="zhi")),
        ('批次="T1 省级棚改"', JournalFilter(tranche_id=3)),
        ("收款=某某", JournalFilter(payee_id="91")),
        ("科目=1002 账户=6222", JournalFilter(account="1002", bank_account_id=5)),
        ("字=付 类型=红字", JournalFilter(word="付", kind="reversal")),
    ],
)
def test_a_line_means_this(text: str, wanted: JournalFilter) -> None:
    assert wanted == read_filter(text, ARCHIVE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("合同=HT-1 金额>很多", "第 12 字 “很多”: 不是金额 → 如 100万, 1234.56, 1万..5万"),
        ("价格>1", "第 1 字 “价格”: 没有这个筛选项 → 可用: 合同 项目"),
        ("合同=HT-9", "第 4 字 “HT-9”: 没有叫这个名字的 → 按 Tab 从名录里选"),
        ("收款=", "第 4 字 “收款”: 缺少内容 → 写在符号后面, 按 Tab 补全"),
        ("科目>1002", "第 1 字 “科目>”: 这一项只能用 = → 把符号改成 ="),
        ("日期=2024-13", "第 4 字 “2024-13”: 不是日期"),
        ("金额>1..5", "第 1 字 “金额>”: 这一项只能用 ="),
        ("金额=5..1", "第 4 字 “5..1”: 前面的大于后面的 → 对调一下"),
        ("项目=P1 项目=P1", "第 7 字 “项目”: 写了两次 → 去掉一个"),
        ("合同=建设", "第 4 字 “建设”: 没有叫这个名字的 → 有 2 个: HT-1 HT-10"),
        ("金额=0.001", "第 4 字 “0.001”: 不是金额"),
        ("长" * 401, "太长 → 最多 400 字"),
    ],
)
def test_what_is_wrong_is_said_with_place_and_remedy(text: str, said: str) -> None:
    with pytest.raises(BadInput) as bad:
        read_filter(text, ARCHIVE)
    assert said in "\n".join(map(str, bad.value.problems))


def test_all_that_is_wrong_is_told_at_once_and_in_english() -> None:
    with pytest.raises(BadInput) as bad:
        read_filter("price>1 date=x", ARCHIVE, "en")
    assert ["character 1", "character 14"] == [x.place for x in bad.value.problems]
    assert "not a date" == bad.value.problems[1].reason


def test_a_term_knows_where_it_stands() -> None:
    assert [Term(1, "合同", "=", 4, "A"), Term(6, "", "~", 6, "b")] == list(terms(" 合同=A b"))


@pytest.mark.parametrize(
    "text", ["=", "==", '"', "~~~", "合同", ">=<", "金额>" + "9" * 50, "日期=.."]
)
def test_no_line_breaks_the_reader(text: str) -> None:
    with pytest.raises(BadInput) as bad:
        read_filter(f"{text} 价格=1", ARCHIVE)
    assert bad.value.problems
