"""The catalogue: every rule an officer can meet, with its source, sentences and remedies.

Embedded rules must be queryable, checkable and traceable (财会〔2024〕12号, cl. 21): screens,
papers and `docs/controls.md` all take their words from here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from cityledger.controls import (
    agreement,
    asset,
    certificate,
    chargeable,
    closing,
    contract,
    contracting,
    debt,
    disclosure,
    five_parties,
    guarantee,
    instruments,
    interference,
    override,
    payment,
    period,
    policy,
    ppp,
    ppp_limits,
    programme,
    project_life,
    receipt,
    register,
    renewal,
    returning,
    reversal,
    source as sources,
    steps,
    supervision,
    tender,
    year_end,
)
from cityledger.controls.control import Control, Source
from cityledger.controls.facts import KINDS
from cityledger.controls.pack import national
from cityledger.kernel import words

if TYPE_CHECKING:
    from cityledger.kernel.errors import Finding

_EVIDENCE = {
    "read": "已核原文 read",
    "unverified": "未核原文 unverified",
    "own": "本系统规则 own rule",
}
_VERSION = (
    "规则适用的付款种类、依据的参数、提示的事实或判断结果有变时换新版本;仅文字改好,版本不变。",
    "A rule is of a new version when what it applies to, asks for, names or decides has changed.",
)
_KIND_ZH = {"deposit_refund": "退还保证金", "grantor_return": "退回拨款单位"}


@cache
def catalogue() -> dict[str, Control]:
    """Return every control by code, in order of precedence."""
    parts = (
        tuple(rule.control for rule in payment.RULES),
        register.CONTROLS,
        tender.CONTROLS,
        contract.CONTROLS,
        contracting.CONTROLS,
        guarantee.CONTROLS,
        certificate.CONTROLS,
        chargeable.CONTROLS,
        closing.CONTROLS,
        receipt.CONTROLS,
        reversal.CONTROLS,
        period.CONTROLS,
        policy.CONTROLS,
        five_parties.CONTROLS,
        project_life.CONTROLS,
        supervision.CONTROLS,
        ppp.CONTROLS,
        ppp_limits.CONTROLS,
        year_end.CONTROLS,
        override.CONTROLS,
        interference.CONTROLS,
        (*sources.CONTROLS, *programme.CONTROLS, *debt.CONTROLS),
        (*instruments.CONTROLS, *asset.CONTROLS, *returning.CONTROLS),
        renewal.CONTROLS,
        agreement.CONTROLS,
        disclosure.CONTROLS,
        steps.CONTROLS,
    )
    return {control.code: control for part in parts for control in part}


def control(code: str) -> Control:
    """Return a control; an unknown code gets one that shows the code, so no finding is mute."""
    known = catalogue().get(code)
    return known if known is not None else _unknown(code)


def _unknown(code: str) -> Control:
    return Control(
        code=code,
        zh=code,
        en=code,
        source=Source("—", "—", "own"),
        says_zh=f"控制规则{code}不通过。",
        says_en=f"Control {code} is not met.",
        remedy_zh="请查阅产生该记录的程序版本的规则目录。",
        remedy_en="See the catalogue of the program version that made this record.",
    )


def title(finding: Finding, lang: str = "zh") -> str:
    """Return the title of a finding's control."""
    return control(finding.code).title(lang)


def sentence(finding: Finding, lang: str = "zh") -> str:
    """Return what is wrong, with its numbers; an unknown code shows its facts."""
    text = control(finding.code).sentence(finding, lang)
    if finding.code in catalogue() or not finding.facts:
        return text
    return f"{text} {', '.join(f'{name}={value}' for name, value in finding.facts)}"


def remedy(finding: Finding, lang: str = "zh") -> str:
    """Return what a person can do about a finding."""
    return control(finding.code).remedy(finding, lang)


def source(finding: Finding) -> Source:
    """Return the legal source of a finding's control."""
    return control(finding.code).source


def precedence(finding: Finding) -> int:
    """Return the place of a finding in the order of precedence; unknown codes come last."""
    order = list(catalogue())
    return order.index(finding.code) if finding.code in catalogue() else len(order)


def kinds(code: str) -> tuple[str, ...]:
    """Return the kinds of payment a rule applies to; () for rules on other acts."""
    applies = payment.APPLIES.get(code, frozenset())
    return tuple(kind for kind in KINDS if kind in applies)


def kind_name(kind: str) -> str:
    """Return the Chinese name of a kind of payment."""
    return _KIND_ZH.get(kind) or words.term(f"payment_kind.{kind}")


def markdown() -> str:
    """Return `docs/controls.md`: one section per control, in order of precedence."""
    rows = catalogue().values()
    count = f"共 {len(rows)} 条,由程序生成,次序即优先次序。"
    lines = [
        "# 控制规则目录 Controls",
        "",
        count,
        "Generated, in order of precedence.",
        "",
        *_VERSION,
    ]
    for row in rows:
        lines += _section(row)
    return "\n".join(lines) + "\n"


def _stated(key: str) -> str:
    """Return every value of a parameter in the shipped pack with its days and its document."""
    rows = [row for row in national().parameters if row.key == key]
    return "; ".join(
        f"{row.shown()} · {row.valid_from}–{row.valid_to or ''} · {row.doc_no} {row.clause}"
        f"({_EVIDENCE[row.evidence]})"
        for row in rows
    )


def _section(row: Control) -> list[str]:
    applies = [kind_name(kind) for kind in kinds(row.code)]
    origin = f"{row.source.doc_no} {row.source.clause}({_EVIDENCE[row.source.evidence]})"
    lines = [
        "",
        f"## `{row.code}` {row.zh} · {row.en}",
        "",
        f"- 依据 Source: {origin}",
        f"- 版本 Version: {row.version}",
        f"- 提示 Says: {row.says_zh} / {row.says_en}",
        f"- 处理 Remedy: {row.remedy_zh} / {row.remedy_en}",
    ]
    lines += [f"- 参数 Parameter `{key}`: {_stated(key)}" for key in row.parameters]
    if applies:
        lines.append(f"- 适用付款种类 Kinds of payment: {'、'.join(applies)}")
    return lines
