"""`cityledger prove`: one self-contained file that convinces somebody without the ledger."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cityledger.actions import proofs
from cityledger.actions.disclosures import Disclose
from cityledger.cli import carried, session
from cityledger.cli.carried import OUT
from cityledger.cli.proposing import Signing, act_as, signing, the_signer
from cityledger.evidence.proof_file import ENDING
from cityledger.kernel import words
from cityledger.kernel.days import DayError, parse_period
from cityledger.kernel.errors import BadInput, Problem

if TYPE_CHECKING:
    from cityledger.actions.desk import Desk

TO = click.option("-o", "--out", type=OUT, help=f"证明文件 File to write, *{ENDING}.")
_NUMBER = re.compile(r"(?:(\D)\s*-?\s*)?([0-9]{1,9})\Z")


@click.group("prove")
def command() -> None:
    """出具证明:一张凭证或一条记录,确在账中.

    Write a proof that a voucher or a leaf stands in the log. Check: cityledger verify proof FILE.
    """


@command.command("voucher")
@click.argument("number", metavar="WORD-NO")
@click.option("--period", required=True, metavar="YYYY-MM", help="会计期间 Month.")
@click.option("--word", help="凭证字,如只写号数 Voucher word, if only a number is given.")
@TO
@click.pass_context
def voucher(
    ctx: click.Context, number: str, period: str, word: str | None, out: Path | None
) -> None:
    """证明一张凭证,如 付-3.

    Prove one voucher, such as 付-3.
    """
    letter, count, month = _asked(number, period, word)
    at = session.desk(ctx)
    index = proofs.voucher_leaf(at, month, letter, count)
    _write(at, at.book_id, index, out, f"{period}-{letter}-{count:06d}")


@command.command("leaf")
@click.argument("index", type=click.IntRange(min=0))
@click.option("--registry", is_flag=True, help="登记册的记录 A leaf of the registry.")
@click.option("--purpose", help="干预登记的查阅事由,封存 Why, for the register; sealed.")
@TO
@signing
@click.pass_context
def leaf(
    ctx: click.Context,
    index: int,
    purpose: str | None,
    out: Path | None,
    signer: Signing,
    *,
    registry: bool,
) -> None:
    """证明一条封存记录;干预登记的记录先留痕.

    Prove one leaf of the book, or of the registry: who holds which key. To prove a leaf of the
    interference register is to read it: an auditor, or the recorder, signs that first.
    """
    at = session.desk(ctx)
    book_id = 0 if registry else at.book_id
    reading = None
    if purpose is not None and not registry:
        reading = _reading(ctx, at, index, purpose, signer)
    _write(at, book_id, index, out, f"leaf-{book_id}-{index}", reading=reading)


def _reading(ctx: click.Context, at: Desk, index: int, purpose: str, signer: Signing) -> int | None:
    """Seal that a record of the register is read; None where the leaf is of no record."""
    record = proofs.register_record(at, index)
    if not record:
        return None
    where = session.folder(ctx)
    who = the_signer(at, where, signer.user, frozenset({"auditor"}))
    pen = session.pens(at, where, [who], signer.file)[0]
    asked = Disclose(kind="interference", subject=str(record), purpose=purpose)
    return act_as(at, pen, asked).index


def _asked(number: str, period: str, word: str | None) -> tuple[str, int, int]:
    """Return word, number and month; raises BadInput with all that is wrong."""
    problems: list[Problem] = []
    known = [term.zh for term in words.group_of("voucher_word").values()]
    match = _NUMBER.match(number.strip())
    letter = (match[1] if match else None) or word or ""
    if match is None:
        reason = "不是凭证号 not a voucher number"
        problems.append(Problem("WORD-NO", number[:40], reason, f"{known[0]}-12"))
    elif letter not in known or (word and word != letter):
        reason = (
            "凭证字不对 not a voucher word" if letter else "缺凭证字 the voucher word is missing"
        )
        problems.append(Problem("WORD-NO", number[:40], reason, "/".join(known)))
    month = 0
    try:
        month = parse_period(period)
    except DayError as error:
        reason = f"{error.reason('zh')} {error.reason('en')}"
        problems.append(Problem("--period", period[:40], reason, "2026-03"))
    if problems:
        raise BadInput(tuple(problems))
    return letter, int(match[2]) if match else 0, month


def _write(
    at: Desk, book_id: int, index: int, out: Path | None, name: str, *, reading: int | None = None
) -> None:
    found = proofs.prove_leaf(at, book_id, index, reading=reading)
    at.close()
    path = out or Path(f"{name}{ENDING}")
    carried.put(path, found.data)
    click.echo(f"✓ {path}: 第 {found.index} 条记录,共 {found.size} 条 leaf {found.index}")
    if found.witnesses:
        click.echo(f"副署 cosigned by: {', '.join(found.witnesses)}")
    else:
        click.echo(
            "! 尚无外部见证方副署,只有账套自己的签名 nobody outside has signed this head yet:"
            " cityledger witness ask",
            err=True,
        )
    click.echo(f"核对 to check it: cityledger verify proof {path} --logs LOGS --policy POLICY")
