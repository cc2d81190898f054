"""`cityledger households payout`: a person's step over a whole batch, all of it or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cityledger.cli import session
from cityledger.cli.interference import a_day, today
from cityledger.cli.progress import bar
from cityledger.evidence.text import visible
from cityledger.kernel import days, money
from cityledger.kernel.errors import BadInput, Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cityledger.actions.desk import Desk
    from cityledger.actions.payouts import Batch
    from cityledger.kernel.words import Lang

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
MOST = 10_000
"""The longest run of numbers that one batch may name: a slip of the hand asks for no million."""

_RUN = re.compile(r"([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,8}))?")


@click.group("payout")
def group() -> None:
    """批量发放补偿款:整批申请、复核、审批、付款,有一户不符即整批不记.

    Pay many households: request, review, approve and pay a batch, all of it or nothing.
    """


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs, when, and how: the options every step of a batch has."""

    user: str
    file: Path | None
    on: str | None
    confirmed: str | None
    only_look: bool


def signing(function: Callable[..., None]) -> Callable[..., None]:
    """Add those options; they arrive as one `Signing`."""

    @click.option("--user", required=True, help="由谁签名 Who signs.")
    @click.option("--passphrase-file", type=FILE, help="口令文件 Passphrase of who signs.")
    @click.option("--on", help="业务日期,不填为今天 Value date; today if not given.")
    @click.option("--confirm", help="合计金额(元),不填则询问 The total in yuan; asked if missing.")
    @click.option("--preview", is_flag=True, help="只看不记 Look, write nothing.")
    @wraps(function)
    def called(
        *arguments: object,
        user: str,
        passphrase_file: Path | None,
        on: str | None,
        confirm: str | None,
        preview: bool,
        **more: object,
    ) -> None:
        signer = Signing(user, passphrase_file, on, confirm, preview)
        function(*arguments, signer=signer, **more)

    return called


@group.command("request")
@click.argument("project")
@click.option("--plot", help="只付一个地块 One plot only.")
@click.option("--only", multiple=True, help="只付这份协议 Only this agreement; repeat.")
@click.option("--without", multiple=True, help="不付这份协议 Not this agreement; repeat.")
@signing
@click.pass_context
def request(
    ctx: click.Context,
    project: str,
    plot: str | None,
    only: tuple[str, ...],
    without: tuple[str, ...],
    signer: Signing,
) -> None:
    """为 PROJECT 的各户申请应付未付的补偿款.

    Request what is owed to the households of PROJECT and not asked for yet.
    """
    from cityledger.actions import payouts
    from cityledger.views.payouts import made_by

    at = session.desk(ctx)
    choice = payouts.Choice(project=project, plot=plot, only=only, without=without)
    leaves = _take(ctx, at, signer, "申请 request", lambda on: payouts.request(at, choice, on))
    if leaves:
        with at.read() as read:
            made = made_by(read, at.book_id, leaves)
        click.echo(
            f"下一步 next: cityledger households payout review {made[0]}-{made[-1]} --user …"
        )
    at.close()


def _step(name: str, zh: str, en: str, said: str) -> None:
    """Add the command of one step over the requests of a batch."""

    @group.command(name, help=said)
    @click.argument("numbers")
    @signing
    @click.pass_context
    def taken(ctx: click.Context, numbers: str, signer: Signing, reason: str = "") -> None:
        from cityledger.actions import payouts

        at = session.desk(ctx)
        asked = runs(numbers)
        what = f"{zh} {en}"
        leaves = _take(ctx, at, signer, what, lambda on: payouts.step(at, name, asked, on, reason))
        if leaves and name == "approve":
            _say_what_waits(at, asked)
        at.close()

    if name == "return":
        taken.params.append(
            click.Option(("--reason",), required=True, help="退回理由 Why it is sent back.")
        )


_step("review", "复核", "review", "整批复核 Review the requests NUMBERS, such as 12-45.")
_step("approve", "审批", "approve", "整批审批 Approve the requests NUMBERS; large ones take two.")
_step("pay", "付款", "pay", "整批付款 Pay the approved requests NUMBERS.")
_step("return", "退回", "return", "整批退回 Send the requests NUMBERS back to their maker.")


def runs(text: str) -> tuple[int, ...]:
    """Read `12-45,47` as numbers; raises BadInput."""
    found: list[int] = []
    for part in text.split(","):
        match = _RUN.fullmatch(part.strip())
        first = int(match[1]) if match else 0
        last = int(match[2] or first) if match else -1
        if not match or last < first or last - first >= MOST:
            reason = "编号写法有误 no number and no run of numbers"
            raise BadInput((Problem("NUMBERS", part, reason, "12-45,47"),))
        found += range(first, last + 1)
    return tuple(dict.fromkeys(found))


def _take(
    ctx: click.Context, at: Desk, signer: Signing, what: str, made: Callable[[date], Batch]
) -> list[int]:
    """Show a batch, let the total be typed, and do it; returns the leaves that were written."""
    from cityledger.actions import payouts

    on = a_day("--on", signer.on) if signer.on else today(at)
    batch = made(on)
    if batch.done:
        click.echo(f"{batch.done} 单已办过 requests have this step behind them")
    if not batch.parts:
        return []
    (pen,) = session.pens(at, session.folder(ctx), (signer.user,), signer.file)
    _show(batch, what, on)
    lang: Lang = "en" if session.lang(ctx) == "en" else "zh"
    if signer.only_look:
        with bar("检查 checking") as told:
            page = payouts.look(at, pen, batch, lang, told)
        if page:
            raise BadInput(page)
        click.echo("✓ 没有异议,未记入 nothing would be refused; nothing was written")
        return []
    _confirmed(signer.confirmed, batch.amount_fen)
    with bar("办理 working") as told:
        receipts = payouts.act(at, pen, batch, lang, told)
    click.echo(f"✓ {what}: {len(receipts)} 单 requests, {batch.households} 户 households")
    return [receipt.index for receipt in receipts]


def _show(batch: Batch, what: str, on: date) -> None:
    """Print what is about to be signed, by its numbers: no name stands in it."""
    counts = f"{len(batch.parts)} 单 requests, {batch.households} 户 households"
    click.echo(f"{what}  {days.text(on)}  {counts}")
    for part in batch.parts:
        first, last = part.payees[0], part.payees[-1]
        run = f"{first.contract_no}–{last.contract_no}"
        click.echo(visible(f"  {part.name}  {run}  {money.text(part.amount_fen)}"))
    click.echo(f"合计 total {money.text(batch.amount_fen)}  {money.capital(batch.amount_fen)}")


def _confirmed(given: str | None, fen: int) -> None:
    """Let the total be typed; raises BadInput when it is another, and nothing is done."""
    ask = "照抄合计金额以确认 type the total to confirm"
    typed: str = given if given is not None else click.prompt(ask)
    try:
        agrees = money.parse(typed.replace(",", "")) == fen
    except money.MoneyError:
        agrees = False
    if not agrees:
        reason = f"与合计 {money.text(fen)} 不符 is not the total; nothing was done 未办理"
        raise BadInput((Problem("--confirm", typed, reason, "核对后重来 check and try again"),))


def _say_what_waits(at: Desk, numbers: tuple[int, ...]) -> None:
    """Say how many requests wait for another approver: large ones take two."""
    from cityledger.views.payments import some

    with at.read() as read:
        waiting = [row for row in some(read, at.book_id, numbers) if row.state == "endorsed"]
    if waiting:
        said = "单待另一名审批人审批 requests wait for another approver"
        click.echo(f"! {len(waiting)} {said}", err=True)
