"""Job: from a key in the amount of a payment to the gate's word on the panel; the gate alone."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.book import reopen
from bench.jobs.browsing import until
from bench.seated import APART_S, seated
from bench.site import CONTRACT, DAY, INVOICE, Site
from cityledger.actions import gate
from cityledger.kernel import days
from cityledger.tui.app import CityledgerApp
from cityledger.tui.entry.page import PAUSE
from cityledger.tui.entry.payment import PaymentPage
from cityledger.tui.verdict import verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from cityledger.tui.seat import Seat

KEYS = ("1", "backspace") * 6
DRAFT = {
    "contract": CONTRACT,
    "certificate": "1",
    "amount": "10000",
    "labour": "2000",
    "invoice": INVOICE,
    "summary": "支付示范标段进度款",
    "attachments": "1",
}


def _wall(work: Callable[[], object]) -> float:
    spent = []
    for _ in KEYS:
        started = time.perf_counter()
        work()
        spent.append(time.perf_counter() - started)
    return median(spent)


async def _key(pilot: Pilot[None], page: PaymentPage, key: str) -> float:
    """Press a key; return the seconds until what the gate says to it is on the screen."""
    before, drawn = page.verdict, []
    started = time.perf_counter()
    await pilot.press(key)
    await until(lambda: page.verdict is not before)
    page.call_after_refresh(lambda: drawn.append(time.perf_counter()))
    await until(lambda: bool(drawn))
    return float(drawn[0]) - started


async def _judge(seat: Seat) -> dict[str, float]:
    app, page = CityledgerApp(seat), PaymentPage()
    async with app.run_test(size=(120, 40)) as pilot:
        await until(lambda: seat.cover is not None)
        await app.push_screen(page)
        await until(lambda: bool(page.payment.contracts))
        page.form.restore({**DRAFT, "date": days.text(DAY)})
        page.judge_soon()
        await until(lambda: page.verdict is not None)
        page.query_one("#amount").focus()
        await pilot.press("end")
        spent = [await _key(pilot, page, key) for key in KEYS]
        asked = page.form.filled()
    if asked is None or page.verdict is None or not page.verdict.is_clear:
        raise RuntimeError(f"not the payment that was meant: {page.verdict}")
    return {"key_s": median(spent), "pause_s": PAUSE}


def run(path: str) -> dict[str, float]:
    """Return the seconds from key to word, of the rest before the gate is asked, of the gate."""
    office = reopen(Path(path), APART_S)
    site = Site(office, office.desk())
    site.build()
    request = site.request(1)
    verdict(site.desk, request, "zhi", "zh")
    alone = {
        "gate_s": _wall(lambda: gate.preview(site.desk, request, "zhi")),
        "verdict_s": _wall(lambda: verdict(site.desk, request, "zhi", "zh")),
    }
    site.desk.close()
    return alone | asyncio.run(_judge(seated(Path(path), "zhi", 2 * APART_S)))
