"""What the list of documents and the forms beyond the workbook say."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "hint_kind_rate": ("例 3.25", "3.25"),
    "hint_look_up": ("按 F2 查档", "F2 looks it up"),
    "no_look_up": ("本单据没有可查档的字段", "this document has nothing to look up"),
    "hint_find_document": (
        "输入名称或拼音首字母, ↑↓ 选择, Enter 打开",
        "type a part of the name; up and down, Enter opens",
    ),
    "no_such_document": (
        "没有这样的单据; Esc 清除查找",
        "no such document; Esc clears the search",
    ),
    "area_money": ("资金与指标", "money and allotments"),
    "area_projects": ("项目与概算", "projects and estimates"),
    "area_contracts": ("合同、计量与担保", "contracts and guarantees"),
    "area_tenders": ("招标采购", "tenders"),
    "area_bank": ("银行与更正", "bank and corrections"),
    "area_renewal": ("棚改征收", "renewal"),
    "area_supervision": ("督查与责任", "supervision and duty"),
    "area_oversight": ("干预与特批", "interference, overrides"),
    "area_partnership": ("PPP合作", "partnerships"),
    "area_financing": ("债务与融资", "debt and financing"),
    "area_units": ("往来单位与利益关系", "units and interests"),
    "area_closing": ("期末、竣工与移交", "closing, handing over"),
    "area_opening": ("期初", "opening"),
    "area_clock": ("时钟", "the clock"),
}
