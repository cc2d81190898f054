"""`cityledger watch`: the lists of supervision and of a project's life, read and never written."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import click

from cityledger.cli import session
from cityledger.cli.district.summary import Table
from cityledger.evidence.text import visible
from cityledger.kernel import money, words
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.projects import Project
from cityledger.views import project_life, registry, responsible, supervision
from cityledger.views.find import need

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from cityledger.store.engine import Read

# list | field, its heading in both languages, and the group of words its values belong to
_COLUMNS = """
milestones | project 项目 project | name 目标 target | kind 类别 kind milestone_kind
  | due_on 期限 due | reached_on 完成日 reached | doc_no 文号 document
tasks | project 项目 project | subject 事项 task | owner 责任人 owner | unit 单位 unit
  | level 层级 level duty_level | due_on 期限 due | done_bp 完成 done | closed_on 了结日 closed
findings | project 项目 project | kind 检查 inspection inspection_kind | inspected_on 日期 on
  | finding 问题 finding | owner 责任人 owner | mend_by_on 期限 due
  | is_holding 暂停付款 holds-payment | closed_on 销号日 closed
reviews | project 项目 project | kind 评审 review review_kind | held_on 日期 on
  | experts 专家 experts | result 结论 result review_state
risks | project 项目 project | stage 阶段 stage life_phase | risk 风险 risk
  | level 等级 level risk_level | owner 责任人 owner | answer 对策 answer
  | liability_fen 可能负担 liability | is_closed 已解除 closed
tips | tip_id 编号 no. | project 项目 project | received_on 来信日 received | content 内容 content
  | reply_by_on 答复期限 due | replied_on 答复日 replied
accountability | project 项目 project | person 人员 person | unit 单位 unit
  | failing 情形 failing failing_kind | measure 处理 measure measure_kind | decided_on 日期 on
  | doc_no 文号 document
qualifications | party 单位 party | role 角色 role party_role | grade 等级 grade
  | certificate_no 证书号 certificate | valid_from 生效日 from | valid_to 到期日 until
queue | priority 次序 priority | code 项目 project | name 名称 name | approved_fen 概算 budget
  | contracted_fen 已签约 contracted | share_fen 资金 money | gap_fen 缺口 gap
burden | year 年度 year | planned_fen 安排 planned | capacity_fen 财力 capacity
  | share_bp 占比 share | is_over 超限 over
parties | role 角色 role party_role | section 标段 section | party 单位 party
  | leader 负责人 leader | letter_no 承诺书 letter | filing_no 备案号 filing | from_on 起 from
  | to_on 止 to | until_on 负责到 answers-until
phases | phase 阶段 phase life_phase | entered_on 进入日 entered | doc_no 文号 document
documents | doc_no 文号 document | kind 种类 kind document_kind | authority 机关 authority
  | issued_on 日期 on | amount_fen 金额 amount | adjusts 调整 adjusts
"""
OF_A_PROJECT = ("parties", "phases", "documents")


def _columns() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for line in _COLUMNS.strip().replace("\n  |", " |").splitlines():
        name, *columns = (cell.strip() for cell in line.split("|"))
        found[name] = tuple(tuple(column.split()) for column in columns)
    return found


COLUMNS = _columns()


@click.command("watch")
@click.argument("listing", type=click.Choice(list(COLUMNS)))
@click.option("--project", help="项目代码 Code of the project (parties, phases, documents).")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="日期 Day, for burden.")
@click.option("--json", "as_json", is_flag=True, help="机器可读 Print JSON.")
@click.pass_context
def command(
    ctx: click.Context, listing: str, project: str | None, on: datetime | None, *, as_json: bool
) -> None:
    """督查清单:节点、任务、问题、评审、风险、来信、问责、资质、排序、财力、五方、阶段、文件.

    The lists of supervision and of the life of projects, what is open and late first.
    """
    if listing in OF_A_PROJECT and project is None:
        reason = "这张清单要指明项目 this list is of one project"
        raise BadInput((Problem("--project", "", reason, "--project CODE"),))
    at, lang = session.desk(ctx), session.lang(ctx)
    with at.read() as read:
        day = on.date() if on is not None else at.now(read).date()
        rows = _asked(read, at.book_id, listing, project, day)
    at.close()
    if as_json:
        plain = [dataclasses.asdict(row) for row in rows]
        click.echo(json.dumps(plain, ensure_ascii=False, indent=1, default=str))
    elif not rows:
        click.echo(words.term("empty", "en" if lang == "en" else "zh"))
    else:
        click.echo("\n".join(visible(line) for line in table(listing, rows, lang).lines()))


def _asked(read: Read, book_id: int, listing: str, project: str | None, on: date) -> Sequence[Any]:
    """Ask the view of a list; a project narrows those that name one."""
    if listing in OF_A_PROJECT:
        row = need(read, Project, "project", book_id=book_id, code=project)
        if listing == "phases":
            return project_life.phases(read, book_id, row.project_id)
        if listing == "documents":
            return project_life.chain(read, book_id, row.project_id)
        years = registry.parameters(read).count("quality.design_life_years", on)
        return responsible.lifetime(read, book_id, row.project_id, years)
    if listing == "burden":
        return project_life.burden(read, book_id, registry.parameters(read), on)
    if listing == "qualifications":
        return responsible.qualifications(read)
    if listing == "queue":
        return project_life.queue(read, book_id)
    views: dict[str, Callable[[Read, int], Sequence[Any]]] = {
        "milestones": supervision.milestones,
        "tasks": supervision.tasks,
        "findings": supervision.findings,
        "reviews": supervision.reviews,
        "risks": supervision.risks,
        "tips": supervision.tips,
        "accountability": supervision.accountability,
    }
    rows = views[listing](read, book_id)
    return [row for row in rows if project is None or row.project == project]


def table(listing: str, rows: Sequence[Any], lang: str = "zh") -> Table:
    """Return a list as a table of text, amounts in yuan and shares in percent."""
    columns = COLUMNS[listing]
    right = (n for n, (field, *_) in enumerate(columns) if field.endswith(("_fen", "_bp")))
    return Table(
        heading=listing,
        columns=tuple(zh if lang == "zh" else en.replace("-", " ") for _, zh, en, *_ in columns),
        rows=tuple(tuple(_cell(row, column, lang) for column in columns) for row in rows),
        right=frozenset(right),
    )


def _cell(row: object, column: tuple[str, ...], lang: str) -> str:
    field, _, _, *groups = column
    value = getattr(row, field)
    said: words.Lang = "en" if lang == "en" else "zh"
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return words.term("yes" if value else "no", said)
    if field.endswith("_fen"):
        return money.text(value)
    if field.endswith("_bp"):
        return f"{value // 100}.{value % 100:02d}%"
    if groups and words.known(f"{groups[0]}.{value}"):
        return words.term(f"{groups[0]}.{value}", said)
    return str(value)
