"""Rules on policy packs: a version is adopted once, is newer, and overrides by its own document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.control import Control, Source
from cityledger.controls.pack import order
from cityledger.kernel.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.controls.parameters import Parameter, Parameters

KNOWN = Control(
    code="policy.known",
    zh="参数包已采用",
    en="Pack adopted already",
    source=Source("本程序规则", "政策参数包版本", "own"),
    says_zh="参数包“{name}”{version}版已经采用,内容相同。",
    says_en="Version {version} of the pack “{name}” is adopted already, with this content.",
    remedy_zh="无需再办。",
    remedy_en="Nothing is left to do.",
)
REUSED = Control(
    code="policy.version_reused",
    zh="参数包版本号重复而内容不同",
    en="Version reused for other content",
    source=Source("财会〔2024〕12号", "第二十一条", "read"),
    says_zh="参数包“{name}”{version}版已经采用,文件摘要为{adopted};现提交的文件摘要为{offered}。"
    "已采用的参数包不得就地修改。",
    says_en="Version {version} of the pack “{name}” was adopted with the digest {adopted}; "
    "this file has {offered}. A pack is never edited in place.",
    remedy_zh="给修改后的文件一个更新的版本号再提交。",
    remedy_en="Give the changed file a newer version number and propose that.",
)
NOT_NEWER = Control(
    code="policy.not_newer",
    zh="参数包版本不比已采用的新",
    en="Version not newer than the last",
    source=Source("本程序规则", "政策参数包版本", "own"),
    says_zh="参数包“{name}”已采用到{last}版,{version}版不比它新。",
    says_en="The pack “{name}” stands at version {last}; {version} is not newer.",
    remedy_zh="版本号须大于{last};恢复旧值也用新的版本号。",
    remedy_en="Use a version above {last}, also to return to older values.",
)
UNIT = Control(
    code="policy.unit_changed",
    zh="参数计量单位与已采用的不同",
    en="Parameter in another unit",
    source=Source("本程序规则", "政策参数计量单位", "own"),
    says_zh="参数{key}的单位为{unit},控制规则按{known}读取。",
    says_en="Parameter {key} is given in {unit}; the rules read it in {known}.",
    remedy_zh="按{known}填写数值。",
    remedy_en="Write the value in {known}.",
)
DOCUMENT = Control(
    code="policy.own_document",
    zh="改变参数值未引用自己的文件",
    en="Overriding value without its own document",
    source=Source("本程序规则", "政策参数逐项引用文号", "own"),
    says_zh="参数{key}由“{pack}”按{doc_no}定为{known};改为{value}仍引用{doc_no},没有自己的文号。",
    says_en="“{pack}” sets {key} to {known} by {doc_no}; {value} cites the same document.",
    remedy_zh="填写规定该值的本级文件文号和条款。",
    remedy_en="Cite the document and clause that set this value.",
)

CONTROLS = (KNOWN, REUSED, NOT_NEWER, UNIT, DOCUMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFacts:
    """A pack to be adopted; `adopted` has (version, sha256) of its name, `known` each older row."""

    name: str
    version: str
    sha256: str
    rows: tuple[Parameter, ...]
    adopted: tuple[tuple[str, str], ...] = ()
    known: tuple[Parameter, ...] = ()


def check(facts: PackFacts) -> Iterator[Finding]:
    """Yield what forbids to adopt a pack: its version first, then its rows in their order."""
    digest = dict(facts.adopted).get(facts.version)
    if digest == facts.sha256:
        yield Finding.of(KNOWN.code, name=facts.name, version=facts.version)
    elif digest is not None:
        yield Finding.of(
            REUSED.code,
            name=facts.name,
            version=facts.version,
            adopted=digest[:16],
            offered=facts.sha256[:16],
        )
    elif facts.adopted:
        last = max((version for version, _ in facts.adopted), key=order)
        if order(facts.version) <= order(last):
            yield Finding.of(NOT_NEWER.code, name=facts.name, version=facts.version, last=last)
    for row in facts.rows:
        yield from _row(facts, row)


def _row(facts: PackFacts, row: Parameter) -> Iterator[Finding]:
    older = [known for known in facts.known if known.key == row.key]
    units = {known.unit for known in older}
    if units and row.unit not in units:
        known_unit = older[-1].unit
        yield Finding.of(UNIT.code, key=row.key, unit=row.unit, known=known_unit)
    for known in reversed(older):
        if (
            pack_name(known) != facts.name
            and known.value != row.value
            and known.doc_no == row.doc_no
            and _overlap(known, row)
        ):
            yield Finding.of(
                DOCUMENT.code,
                key=row.key,
                pack=known.pack or "—",
                doc_no=known.doc_no,
                known=known.value,
                value=row.value,
            )
            break


@dataclass(frozen=True, slots=True)
class Change:
    """One row of a pack, and the row it would stand over on its first day (None: a new key)."""

    row: Parameter
    before: Parameter | None

    @property
    def kind(self) -> str:
        """Return new, same, changed, or sourced: the value stays, but not what it rests on."""
        if self.before is None:
            return "new"
        if self.before.value != self.row.value:
            return "changed"
        rests = ("doc_no", "clause", "evidence", "valid_to")
        same = all(getattr(self.before, name) == getattr(self.row, name) for name in rests)
        return "same" if same else "sourced"


def changes(rows: tuple[Parameter, ...], known: Parameters) -> tuple[Change, ...]:
    """Return what the rows of a pack would change, in their order."""
    return tuple(Change(row, known.standing(row.key, row.valid_from)) for row in rows)


def pack_name(row: Parameter) -> str:
    """Return the name of the pack a row came with: its version is the last word of the title."""
    return (row.pack or "").rpartition(" ")[0]


def _overlap(one: Parameter, two: Parameter) -> bool:
    return one.in_force(two.valid_from) or two.in_force(one.valid_from)
