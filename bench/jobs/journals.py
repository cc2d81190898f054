"""Job: the same vouchers as journals of hledger and beancount, as lean as those programs allow."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bench import district
from cityledger.exchange.plain_text import account_name
from cityledger.kernel.chart import chart
from cityledger.kernel.money import plain

HEAD_BEANCOUNT = 'option "operating_currency" "CNY"\n'


def _postings(rows: list[district.Text]) -> list[tuple[str, str]]:
    """Return account and signed amount of every posting."""
    out = []
    for row in rows:
        fen = int(row.get("debit_fen", "0")) - int(row.get("credit_fen", "0"))
        out.append((row["account"], plain(fen)))
    return out


def run(folder: str, lines: int) -> dict[str, float]:
    """Write `bench.beancount` and `bench.journal`; return their sizes in bytes."""
    names = {code: account_name(code, row.zh) for code, row in chart().items()}
    bean, ledger = Path(folder) / "bench.beancount", Path(folder) / "bench.journal"
    with bean.open("w", encoding="utf-8") as first, ledger.open("w", encoding="utf-8") as second:
        first.write(HEAD_BEANCOUNT)
        opened = date(2019, 12, 31).isoformat()
        first.writelines(f"{opened} open {name} CNY\n" for name in names.values())
        second.write("commodity CNY 1000.00\n")
        second.writelines(f"account {name}\n" for name in names.values())
        for tables in district.vouchers(lines):
            head, postings = tables["voucher"][0], _postings(tables["posting"])
            day, summary = head["value_date"], head["summary"]
            first.write(f'\n{day} * "{summary}"\n')
            first.writelines(f"  {names[code]}  {amount} CNY\n" for code, amount in postings)
            second.write(f"\n{day} * {summary}\n")
            second.writelines(f"    {names[code]}  CNY {amount}\n" for code, amount in postings)
    return {"beancount_bytes": bean.stat().st_size, "hledger_bytes": ledger.stat().st_size}
