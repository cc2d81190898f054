"""`cityledger transfer`: money between accounts of ours, and between books of this ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cityledger.cli import session
from cityledger.cli.year_end import done, signer
from cityledger.kernel import money
from cityledger.kernel.errors import BadInput

if TYPE_CHECKING:
    from datetime import datetime

STATES = {
    "matched": "已核对 matched",
    "on_the_way": "在途 on the way",
    "apart": "金额不符 apart",
}
YUAN = click.option("--yuan", required=True, help="金额(元) Amount in yuan, as 500000.00.")
ON = click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="YYYY-MM-DD")
TRANCHE = click.option("--tranche", required=True, help="批次 Tranche.")
REASON = click.option("--reason", required=True, help="事由 Reason.")
LINK = click.option("--link", "link_no", required=True, help="划转单号 Number of the transfer.")


def _fen(text: str) -> int:
    try:
        return money.parse(text)
    except money.MoneyError as error:
        raise BadInput((error.problem("--yuan"),)) from error


@click.group("transfer")
def command() -> None:
    """账户间、账套间划转.

    Transfers between accounts of ours and between books.
    """


@command.command("between")
@TRANCHE
@click.option("--from", "source", required=True, help="转出账号 From account.")
@click.option("--to", "target", required=True, help="转入账号 To account.")
@YUAN
@ON
@REASON
@signer("cashier")
@click.pass_context
def between(ctx: click.Context, /, yuan: str, on: datetime, **more: Any) -> None:  # noqa: ANN401 - the options of the act and of its signer
    """本账套账户间划转,不动预算.

    Move money of a tranche between two accounts of this book.
    """
    from cityledger.actions.transfers import TransferMoney

    act = TransferMoney(
        tranche=more["tranche"],
        from_account=more["source"],
        to_account=more["target"],
        amount_fen=_fen(yuan),
        value_date=on.date(),
        reason=more["reason"],
    )
    done(ctx, "cashier", more["user"], more["passphrase_file"], act)


@command.command("send")
@TRANCHE
@click.option("--account", required=True, help="付款账号 Our account.")
@click.option("--to-book", type=int, required=True, help="收款账套 Receiving book.")
@LINK
@YUAN
@ON
@REASON
@signer("cashier")
@click.pass_context
def send(ctx: click.Context, /, yuan: str, on: datetime, **more: Any) -> None:  # noqa: ANN401 - as above
    """向另一账套拨付.

    Send money of a tranche to another book.
    """
    from cityledger.actions.transfers import SendToBook

    act = SendToBook(
        tranche=more["tranche"],
        bank_account=more["account"],
        amount_fen=_fen(yuan),
        value_date=on.date(),
        to_book=more["to_book"],
        link_no=more["link_no"],
        reason=more["reason"],
    )
    done(ctx, "cashier", more["user"], more["passphrase_file"], act)


@command.command("receive")
@click.option("--label", required=True, help="新批次 Name of the new tranche.")
@click.option("--source", required=True, help="资金来源 Fund source.")
@click.option("--from-book", type=int, required=True, help="付款账套 Sending book.")
@click.option("--from-tranche", required=True, help="付款账套的批次 Tranche there.")
@click.option("--account", required=True, help="收款账号 Our account.")
@click.option("--project", help="限用项目 The project it is for.")
@LINK
@YUAN
@ON
@signer("cashier")
@click.pass_context
def receive(ctx: click.Context, /, yuan: str, on: datetime, **more: Any) -> None:  # noqa: ANN401 - as above
    """登记另一账套的拨付.

    Receive what another book sent; the new tranche inherits its earmarks.
    """
    from cityledger.actions.transfers import ReceiveFromBook

    act = ReceiveFromBook(
        label=more["label"],
        source=more["source"],
        from_book=more["from_book"],
        from_tranche=more["from_tranche"],
        amount_fen=_fen(yuan),
        received_on=on.date(),
        bank_account=more["account"],
        link_no=more["link_no"],
        project=more["project"],
    )
    done(ctx, "cashier", more["user"], more["passphrase_file"], act)


@command.command("pairs")
@click.pass_context
def pairs(ctx: click.Context) -> None:
    """列出账套间划转,逐笔核对.

    List transfers between books, each with its other half.
    """
    from cityledger.views.transfers import pairs as found

    at = session.desk(ctx)
    with at.read() as read:
        rows = found(read)
    at.close()
    for row in rows:
        books = f"{row.from_book or '—'} → {row.to_book or '—'}"
        amounts = f"{money.text(row.sent_fen)} / {money.text(row.received_fen)}"
        click.echo("\t".join((row.link_no, books, amounts, STATES[row.state])))
    ctx.exit(0 if all(row.state == "matched" for row in rows) else 1)
