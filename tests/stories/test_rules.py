"""Policy packs in Chinese: who changes a threshold, by what document, and from which day."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from cityledger.actions.command import digest
from cityledger.actions.proposals import ConfirmPolicy, ProposePolicy
from cityledger.controls.pack import Pack, load
from cityledger.kernel.errors import BadInput
from tests.stories.world import World, day

scenarios("rules.feature")

WHO = {"管理员": "guan", "审批人": "shen", "出纳": "chu"}
PACK = re.compile(r'"(.+)"(.+)版:(.+)自(.+)起为(.+),依据(.+)')


@dataclass
class Desk:
    """The proposal that waits, and what was wrong with a file."""

    proposal: ProposePolicy | None = None
    places: list[str] = field(default_factory=list)


@pytest.fixture
def papers() -> Desk:
    """An empty desk for each story."""
    return Desk()


def text_of(version: str, row: dict[str, str], name: str = "示范区参数包") -> str:
    """Return the text of a file with one parameter."""
    top = {
        "format": "cityledger-policy-pack/1",
        "name": name,
        "version": version,
        "issued_on": "2025-06-01",
        "parameters": [row],
    }
    return json.dumps(top, ensure_ascii=False)


def pack_of(name: str, version: str, key: str, start: str, value: str, document: str) -> Pack:
    """Return a pack as it is told in one line."""
    row = {
        "key": key,
        "value": value,
        "unit": "days" if key.endswith("_days") else "bp",
        "doc_no": document,
        "clause": "第四条",
        "valid_from": start,
        "evidence": "read",
    }
    return load(text_of(version, row, name))


@given(parsers.parse("C1的保函有效到{until}"))
def _letter(world: World, until: str) -> None:
    world.letter_until = until


def told_pack(told: str) -> Pack:
    """Return the pack that one line of a story tells."""
    match = PACK.fullmatch(told)
    assert match is not None
    return pack_of(*match.groups())


@given(parsers.parse("{who}提议参数包{told}"))
def _proposed(world: World, papers: Desk, who: str, told: str) -> None:
    papers.proposal = ProposePolicy(pack=told_pack(told))
    world.by(WHO[who], papers.proposal)


@when(parsers.parse("{who}试着提议参数包{told}"))
def _tries_to_propose(world: World, who: str, told: str) -> None:
    world.tries(WHO[who], ProposePolicy(pack=told_pack(told)))


@when(parsers.parse("{who}试着提议以分计的参数包:{key}自{start}起为{value},依据{document}"))
def _tries_in_fen(world: World, who: str, key: str, start: str, value: str, document: str) -> None:
    row = {
        "key": key,
        "value": value,
        "unit": "fen",
        "doc_no": document,
        "clause": "第四条",
        "valid_from": start,
        "evidence": "read",
    }
    world.tries(WHO[who], ProposePolicy(pack=load(text_of("1.0", row))))


def confirmation(papers: Desk) -> ConfirmPolicy:
    """Return the adoption of what waits."""
    assert papers.proposal is not None
    return ConfirmPolicy(proposal=digest(papers.proposal))


@given(parsers.parse("{who}采用该参数包"))
def _adopts(world: World, papers: Desk, who: str) -> None:
    world.by(WHO[who], confirmation(papers))


@when(parsers.parse("{who}试着采用该参数包"))
def _tries_to_adopt(world: World, papers: Desk, who: str) -> None:
    world.tries(WHO[who], confirmation(papers))


@when(parsers.parse("签订{wan:d}万合同{number},质保金{share:d}基点,签订日{on}"))
def _signs(world: World, wan: int, number: str, share: int, on: str) -> None:
    terms = {"retention_bp": share, "signed_on": day(on), "performance_fen": 0, "plans": ()}
    world.tries("zhi", world.contract(number, wan, **terms))


@when("申请第1期进度款")
def _progress(world: World) -> None:
    world.tries("zhi", world.progress())


@when("过了30天")
def _thirty_days(world: World) -> None:
    world.office.skip(30 * 86_400)


@when("过了30天差1分钟")
def _almost_thirty_days(world: World) -> None:
    world.office.skip(30 * 86_400 - 60)


@when("读入有三处错误的参数包文件")
def _bad_file(papers: Desk) -> None:
    row = {
        "key": "retention.max_bp",
        "value": "2%",
        "unit": "bp",
        "doc_no": "示建发〔2025〕3号",
        "clause": "第四条",
        "valid_from": "2025-07-01",
        "evidence": "听说",
    }
    with pytest.raises(BadInput) as caught:
        load(text_of("第一版", row))
    papers.places = [problem.place for problem in caught.value.problems]


@then(parsers.parse("文件被退回,指出 {places}"))
def _sent_back(papers: Desk, places: str) -> None:
    assert set(places.split()) == set(papers.places)
