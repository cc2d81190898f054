"""项目资金对账单: what one project received, owes and paid, with all it takes to check it.

A cover, then sources, contracts, months and payments. A statement whose figures do not add up is
not printed at all: a paper that a pocket calculator refutes would discredit every other one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final

from cityledger.kernel import words
from cityledger.kernel.errors import Tampered
from cityledger.reports import statement_cover as cover
from cityledger.reports.document import Column, Document, Pairs, Table, TableRow
from cityledger.reports.paper import Paper, Subject
from cityledger.reports.table_pages import Area, TablePages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.reports.document import Block, Cell
    from cityledger.reports.integrity import Row
    from cityledger.reports.pen import Pen
    from cityledger.views.project_statement import ProjectStatement

TITLE: Final = "项目资金对账单"
KEY: Final = "project_statement"

_AREA: Final = Area(left=20.0, right=197.0, top=29.0, bottom=268.0)
_FOOT: Final = 275.0


def check(statement: ProjectStatement) -> None:
    """Raise `Tampered` naming the first figure of a statement that is not the sum of its parts."""
    moved_fen = statement.opening_fen + statement.received_fen - statement.paid_fen
    sums = (
        ("closing balance", statement.closing_fen, moved_fen),
        ("payments", statement.paid_fen, sum(item.amount_fen for item in statement.payments)),
        (
            "received by month",
            statement.received_fen,
            sum(m.received_fen for m in statement.months),
        ),
        ("paid by month", statement.paid_fen, sum(month.paid_fen for month in statement.months)),
        ("postings", statement.leaves.debit_fen, statement.leaves.credit_fen),
        *(
            (f"tranche {source.tranche_no}", source.left_fen, source.share_fen - source.paid_fen)
            for source in statement.sources
        ),
    )
    for name, stated_fen, summed_fen in sums:
        if stated_fen != summed_fen:
            which = f"statement of {statement.project_no}: {name}"
            raise Tampered(f"{which} {stated_fen} fen is not {summed_fen} fen")


def write(statement: ProjectStatement, file: BinaryIO) -> None:
    """Print a statement into `file`; raises `Tampered` when it does not add up."""
    check(statement)
    days = (statement.from_on.isoformat(), statement.to_on.isoformat())
    subject = Subject(KEY, f"{TITLE} {statement.project_name}", (statement.project_no, *days))
    paper = Paper(file, subject, statement.mark, cover.SIZE)
    code = paper.code(_cover_rows(statement))
    pen = paper.pen()
    cover.draw(paper, pen, statement, code)
    paper.page_number(pen, code, (cover.LEFT + cover.RIGHT) / 2, 286.5)
    paper.page(pen.operators(), (), "封面")
    frame = paper.pen()
    cover.letterhead(frame, statement, _AREA.left, _AREA.right)
    paper.proof_frame(frame, _AREA.right, _FOOT)
    paper.form("frame", frame)
    for number, page in enumerate(TablePages(_AREA, _pens(paper)).fill(tables(statement))):
        code = paper.code(page.rows)
        paper.proof(page.pen, code, _AREA.right, _FOOT)
        paper.page(page.pen.operators(), ("frame",), "" if number else "明细")
    paper.close()


def _pens(paper: Paper) -> Iterator[Pen]:
    while True:
        yield paper.pen()


def _cover_rows(statement: ProjectStatement) -> list[Row]:
    return [
        (statement.statement_no, statement.project_no, statement.project_name),
        (
            statement.opening_fen, statement.received_fen, statement.received_count,
            statement.paid_fen, statement.paid_count, statement.closing_fen,
        ),
        *((one.role, one.name, one.credit_code, one.lead_name) for one in statement.parties),
        *cover.integrity_rows(statement),
    ]  # fmt: skip


def document(statement: ProjectStatement) -> Document:
    """Return the statement as a document of blocks, for text and CSV."""
    figures: tuple[tuple[str, Cell], ...] = (
        ("期初余额", statement.opening_fen),
        ("本期收入", statement.received_fen),
        ("本期支出", statement.paid_fen),
        ("期末余额", statement.closing_fen),
    )
    parties = tuple(
        TableRow((cover.ROLE_NAMES[party.role], party.name, party.credit_code, party.lead_name))
        for party in statement.parties
    )
    blocks: tuple[Block, ...] = (
        Table("资金概况", (Column("项目"), Column("金额", "money")), tuple(map(TableRow, figures))),
        Table(
            "五方责任主体",
            (Column("责任"), Column("单位"), Column("统一社会信用代码"), Column("项目负责人")),
            parties,
        ),
        *tables(statement),
        Pairs("完整性声明", cover.integrity_rows(statement)),
    )
    days = f"{cover.day(statement.from_on)} 至 {cover.day(statement.to_on)}"
    subtitle = f"{statement.project_name}（{statement.project_no}） {days}"
    return Document(KEY, TITLE, subtitle, blocks, statement.mark)


def tables(statement: ProjectStatement) -> tuple[Table, ...]:
    """Return the tables behind the cover, in printed order; the last two where there is any row."""
    made = [_sources(statement), _contracts(statement), _months(statement), _payments(statement)]
    if statement.overrides:
        made.append(_overrides(statement))
    if statement.unverified:
        made.append(_unverified(statement, "六" if statement.overrides else "五"))
    return tuple(made)


def _unverified(statement: ProjectStatement, number: str) -> Table:
    """List the thresholds from memory, so that a reader knows what the paper does not vouch for."""
    rows = tuple(
        TableRow((row.key, row.shown(), row.doc_no, row.clause, row.valid_from))
        for row in statement.unverified
    )
    columns = (
        Column("参数", "text", 52),
        Column("数值", "text", 30),
        Column("依据"),
        Column("条款", "text", 40),
        Column("起始日", "date", 17),
    )
    note = "本对账单所列合同和付款通过的控制规则用到上列数值，其条款原文尚未核对。"
    return Table(f"{number}、所依据的未核参数", columns, rows, note)


def _sources(statement: ProjectStatement) -> Table:
    sources = statement.sources
    rows = [
        TableRow(
            (
                item.tranche_no, item.source, item.document_no, item.received_on,
                item.share_fen, item.paid_fen, item.left_fen, item.expires_on or "无",
            )
        )
        for item in sources
    ]  # fmt: skip
    total = (
        "合计", "", "", None, sum(item.share_fen for item in sources),
        sum(item.paid_fen for item in sources), sum(item.left_fen for item in sources), None,
    )  # fmt: skip
    columns = (
        Column("批次", "text", 13),
        Column("资金来源"),
        Column("文号", "text", 31),
        Column("到账日", "date", 17),
        Column("本项目份额", "money", 25),
        Column("累计支付", "money", 25),
        Column("结余", "money", 25),
        Column("到期日", "center", 17),
    )
    return Table("一、资金来源（按到账批次，累计）", columns, _with_total(rows, total))


def _with_total(rows: list[TableRow], total: tuple[Cell, ...]) -> tuple[TableRow, ...]:
    return (*rows, TableRow(total, "total")) if rows else ()


def _contracts(statement: ProjectStatement) -> Table:
    contracts = statement.contracts
    rows = [
        TableRow(
            (
                f"{item.contract_no} {item.name}\n{item.party}",
                item.price_fen, item.variation_fen, item.certified_fen,
                item.paid_fen, item.retention_fen, item.payable_fen,
            )
        )
        for item in contracts
    ]  # fmt: skip
    total = (
        "合计",
        sum(item.price_fen for item in contracts),
        sum(item.variation_fen for item in contracts),
        sum(item.certified_fen for item in contracts),
        sum(item.paid_fen for item in contracts),
        sum(item.retention_fen for item in contracts),
        sum(item.payable_fen for item in contracts),
    )
    names = ("合同价", "变更", "累计确认", "累计支付", "质保金", "到期未付")
    columns = (Column("合同 / 单位"), *(Column(name, "money", 21.5) for name in names))
    return Table("二、合同执行（累计）", columns, _with_total(rows, total))


def _months(statement: ProjectStatement) -> Table:
    rows = [
        TableRow(
            (
                f"{month.first_on.year}年{month.first_on.month}月",
                month.received_fen, month.paid_fen, month.balance_fen,
            )
        )
        for month in statement.months
    ]  # fmt: skip
    total = ("本期合计", statement.received_fen, statement.paid_fen, statement.closing_fen)
    names = ("收入", "支出", "月末余额")
    columns = (Column("月份"), *(Column(name, "money", 40) for name in names))
    return Table("三、分月收支", columns, _with_total(rows, total))


def _payments(statement: ProjectStatement) -> Table:
    rows = [
        TableRow(
            (
                item.on, item.word_no, item.payee, item.purpose,
                item.contract_no, item.tranche_no, item.amount_fen,
            )
        )
        for item in statement.payments
    ]  # fmt: skip
    total = (None, "合计", f"{len(rows)} 笔", "", "", "", statement.paid_fen)
    columns = (
        Column("日期", "date", 17),
        Column("凭证", "text", 18),
        Column("收款单位"),
        Column("用途", "text", 38),
        Column("合同", "text", 22),
        Column("批次", "text", 13),
        Column("金额", "money", 26),
    )
    return Table("四、本期支付明细", columns, _with_total(rows, total))


def _overrides(statement: ProjectStatement) -> Table:
    rows = [
        TableRow(
            (
                item.override_no, f"{item.rule} {item.contract_no}\n{item.reason}",
                item.document_no, f"{item.asked_by}\n{item.granted_by or '待批准'}",
                item.limit_fen, item.used_fen, item.expires_on,
                words.term(f"override_state.{item.state}"),
            )
        )
        for item in statement.overrides
    ]  # fmt: skip
    columns = (
        Column("号", "text", 8),
        Column("放行的规则 / 理由"),
        Column("依据", "text", 31),
        Column("申请 / 批准", "text", 17),
        Column("额度", "money", 25),
        Column("已用", "money", 25),
        Column("有效至", "date", 17),
        Column("状态", "center", 13),
    )
    return Table("五、特批（累计）", columns, tuple(rows))
