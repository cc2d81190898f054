"""What commands on a part of the journal have in common: the filter, the snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cityledger.cli import session

if TYPE_CHECKING:
    from cityledger.actions.desk import Desk
    from cityledger.kernel.words import Lang
    from cityledger.views.journal import JournalFilter

FILTER = click.option(
    "--filter",
    "text",
    default="",
    help="筛选,如 合同=HT-1 金额>100万 Filter, as in the screens: contract=HT-1 amount>1000000.",
)
AS_KNOWN = click.option(
    "--as-known",
    type=click.IntRange(min=1),
    help="快照:前几条封存记录 Snapshot: the first so many leaves.",
)


def language(ctx: click.Context) -> Lang:
    """Return the language of the interface."""
    return "zh" if session.lang(ctx) == "zh" else "en"


def asked(ctx: click.Context, at: Desk, text: str) -> JournalFilter:
    """Read a filter against the names of the book; raises BadInput with every wrong term."""
    from cityledger.exchange.wanted import read_filter
    from cityledger.exchange.wanted_archive import archive

    lang = language(ctx)
    with at.read() as read:
        return read_filter(text, archive(read, at.book_id, lang), lang)
