"""An auditor at work: filter, tick, trace, verify, print, export; and not one leaf is written."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection
from textual.pilot import Pilot

from cityledger.actions.desk import open_folder
from cityledger.actions.interference import RecordInterference
from cityledger.tui.app import CityledgerApp
from cityledger.tui.audit.journal import JournalPage
from cityledger.tui.audit.trace import TracePage
from cityledger.tui.audit.verify import VerifyPage
from cityledger.tui.audit.voucher import AuditVoucherPage
from cityledger.tui.home import HomePage
from cityledger.tui.job import Job
from cityledger.tui.seat import Seat
from cityledger.tui.widgets.table import RowTable
from tests.conftest import START, Office, found
from tests.stories.world import World, day
from tests.tui.seats import log_in, squeezed, text_of, type_in, uneven, until


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Office]:
    """A ledger up to its first payment, with a record of interference and a refusal."""
    folder = tmp_path_factory.mktemp("paid")
    made = found(f"sqlite:///{folder}/ledger.db")
    world = World(made)
    world.upto(4)
    world.by(
        "gong",
        RecordInterference(
            occurred_on=day("2025-06-11"), area="payment", act_kind="early", channel="phone",
            directness="direct", content="催办付款", project="P1", actor_name="赵某某",
        ),
    )  # fmt: skip
    world.tries("zhi", world.progress())
    made.desk.close()
    return folder, made


@pytest.fixture
def office(paid: tuple[Path, Office], tmp_path: Path) -> Iterator[Office]:
    """A copy of that ledger."""
    folder, made = paid
    shutil.copy(folder / "ledger.db", tmp_path / "ledger.db")
    ticks = count(20_000)

    def clock(_: Connection) -> datetime:
        return START + timedelta(seconds=next(ticks))

    desk = open_folder(tmp_path).at(clock)
    yield replace(made, desk=desk, url=f"sqlite:///{tmp_path}/ledger.db")
    desk.close()


def leaves(office: Office) -> list[tuple[int, int]]:
    """Book and size of every log."""
    return office.sql("SELECT book_id, size FROM log_head ORDER BY book_id")


def running(folder: Path) -> list[str]:
    """Processes whose command line names this ledger."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            words = path.read_bytes().split(b"\0")
            if str(folder).encode() in words:
                found.append(path.parent.name)
    return found


async def to_journal(pilot: Pilot[None]) -> JournalPage:
    """Log in as the auditor and open the journal from the auditor's desk."""
    await log_in(pilot, "shenji")
    await until(pilot, lambda: isinstance(pilot.app.screen, HomePage))
    await pilot.press("0")
    await until(pilot, lambda: "序时账" in text_of(pilot.app))
    await pilot.press("enter")
    await until(pilot, lambda: "合计 " in text_of(pilot.app))
    page = pilot.app.screen
    assert isinstance(page, JournalPage)
    return page


async def filter_by(pilot: Pilot[None], text: str) -> None:
    """Type a filter and apply it."""
    await pilot.press("slash")
    await until(pilot, lambda: "筛选凭证" in text_of(pilot.app))
    await type_in(pilot, text)
    await pilot.press("enter")


async def test_a_filter_is_typed_with_completion_and_counted_by_the_database(
    seat: Seat, office: Office
) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        page = await to_journal(pilot)
        whole = office.sql("SELECT count(*) FROM voucher")[0][0]
        assert f" {whole} 张, 合计 " in text_of(app)

        await pilot.press("slash")
        await until(pilot, lambda: "筛选凭证" in text_of(app))
        await type_in(pilot, "skf")
        await pilot.press("backspace", "backspace", "backspace")
        await type_in(pilot, "sk")
        await pilot.press("tab")
        await type_in(pilot, "mmjs")
        await until(pilot, lambda: "某某建设集团有限公司" in text_of(app))
        await pilot.press("tab")
        await type_in(pilot, "金额>600")
        await pilot.press("enter")
        await until(pilot, lambda: "筛选凭证" not in text_of(app))
        await until(pilot, lambda: "筛选: 收款=某某建设集团有限公司 金额>600" in text_of(app))
        await until(pilot, lambda: page.total is not None)
        assert "支付A标段第1期进度款" in text_of(app)
        assert page.total is not None
        assert page.total.count == len(page.entries) < whole
        assert page.total.amount_fen == sum(x.row.amount_fen for x in page.entries)

        await pilot.press("escape")
        await until(pilot, lambda: f" {whole} 张, 合计 " in text_of(app))


async def test_a_wrong_filter_stays_with_its_place_and_remedy(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_journal(pilot)
        await pilot.press("slash")
        await until(pilot, lambda: "筛选凭证" in text_of(app))
        await type_in(pilot, "合同=HT9")
        await pilot.press("enter")
        await until(pilot, lambda: "第 4 字 “HT9”: 没有叫这个名字的" in text_of(app))
        assert "→ 按 Tab 从名录里选" in text_of(app)


async def test_filters_are_kept_by_name(seat: Seat, tmp_path: Path) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        page = await to_journal(pilot)
        await filter_by(pilot, "字=付")
        await until(pilot, lambda: page.asked.text == "字=付")
        await pilot.press("f")
        await until(pilot, lambda: "常用筛选" in text_of(app))
        await type_in(pilot, "全部付款")
        await pilot.press("enter")
        await until(pilot, lambda: "✓ 已保存" in text_of(app))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: page.asked.text == "")
        await pilot.press("f")
        await until(pilot, lambda: "全部付款" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: page.asked.text == "字=付")
    kept = tmp_path / "desk" / "shenji" / "audit_filters.json"
    assert {"全部付款": "字=付"} == json.loads(kept.read_text(encoding="utf-8"))


async def test_what_is_booked_meanwhile_does_not_move_the_rows(seat: Seat, office: Office) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        page = await to_journal(pilot)
        before = [entry.row.voucher_id for entry in page.entries]
        office.by("zhi", World(office).allotment("A9", "省级棚改补助", 1))
        seat.look()
        app.announce()
        await until(pilot, lambda: "其后新增 1 条, F5 重取" in text_of(app))
        assert before == [entry.row.voucher_id for entry in page.entries]

        await pilot.press("f5")
        await until(pilot, lambda: len(page.entries) == len(before) + 1)
        assert "其后新增" not in text_of(app)


async def test_the_ledger_of_an_account_has_running_balances(seat: Seat, office: Office) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        page = await to_journal(pilot)
        await pilot.press("l")
        await until(pilot, lambda: "明细账要指明科目 → 加上 科目=1002" in text_of(app))
        await filter_by(pilot, "科目=1002")
        await until(pilot, lambda: page.asked.text == "科目=1002")
        await pilot.press("l")
        await until(pilot, lambda: page.asked.is_ledger and "借方 " in text_of(app))
        assert "1002 银行存款" in text_of(app)
        balance = office.sql(
            "SELECT sum(debit_fen - credit_fen) FROM balance WHERE account LIKE '1002%'"
        )[0][0]
        assert balance == page.postings[-1].balance_fen
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, AuditVoucherPage))


async def test_ticks_and_doubts_are_the_auditors_own(
    seat: Seat, office: Office, tmp_path: Path
) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        page = await to_journal(pilot)
        sealed = leaves(office)
        first = page.entries[0]
        await pilot.press("m", "n")
        await until(pilot, lambda: "的疑点" in text_of(app))
        await type_in(pilot, "缺验收单")
        await pilot.press("enter")
        await until(pilot, lambda: page.table.lines[1].cells[-1] == "疑")
        assert "✓" == page.table.lines[0].cells[-1]
        assert sealed == leaves(office)

        path = tmp_path / "desk" / "shenji" / "audit-notes.json"
        kept = json.loads(path.read_text(encoding="utf-8"))[str(office.desk.book_id)]
        assert {"缺验收单", ""} == {mark["note"] for mark in kept.values()}
        number = str(first.row.voucher_id)
        assert first.leaf_hash == kept[number]["leaf_hash"]

        kept[number]["leaf_hash"] = "00" * 32
        path.write_text(json.dumps({str(office.desk.book_id): kept}), encoding="utf-8")
        await pilot.press("escape")
        await until(pilot, lambda: "核账记录" in text_of(app))
        await pilot.press("end", "enter")
        await until(pilot, lambda: "已核 1 张, 疑点 1 张, 记录后有变 1 张" in text_of(app))
        assert "变!✓" in text_of(app)
        await pilot.press("e")
        await until(pilot, lambda: "✓ 已写出" in text_of(app))
    made = tmp_path / "exports" / "核账记录-shenji.csv"
    assert "缺验收单" in made.read_text(encoding="utf-8-sig")


async def test_money_is_traced_both_ways(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        page = await to_journal(pilot)
        await filter_by(pilot, "字=付")
        await until(pilot, lambda: page.asked.text == "字=付" and page.total is not None)
        await pilot.press("t")
        await until(pilot, lambda: "哪笔钱付给谁" in text_of(app) and "T1" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "付给了谁" in text_of(app) and "集团" in text_of(app))
        assert "收入" in text_of(app)
        await pilot.press("t")
        await until(pilot, lambda: "的钱从哪里来" in text_of(app) and "T2" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "支付A标段第1期进度款" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AuditVoucherPage))
        await pilot.press("backspace", "backspace")
        await until(pilot, lambda: isinstance(app.screen, TracePage))
        assert "的钱从哪里来" in text_of(app)


@pytest.mark.slow
async def test_an_auditor_writes_no_leaf(seat: Seat, office: Office, tmp_path: Path) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        page = await to_journal(pilot)
        sealed = leaves(office)
        await filter_by(pilot, "字=付")
        await until(pilot, lambda: page.asked.text == "字=付" and page.total is not None)
        for keys, said in (("e", ".csv"), ("p", ".pdf")):
            await pilot.press(keys)
            await until(pilot, lambda said=said: said in text_of(app), tries=3000)  # type: ignore[misc]
        files = {path.suffix: path for path in (tmp_path / "exports").iterdir()}
        first = {suffix: path.read_bytes() for suffix, path in files.items()}
        csv = first[".csv"].decode("utf-8-sig").splitlines()
        assert ["筛选,字=付", f"快照,#{page.asked.size}"] == csv[2:4]
        assert csv[4].startswith("链头,")
        assert first[".pdf"].startswith(b"%PDF")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, Job))
        await until(pilot, lambda: not isinstance(app.screen, Job), tries=3000)
        assert first[".csv"] == files[".csv"].read_bytes()

        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, VerifyPage), tries=3000)
        count = len(page.entries)
        await until(pilot, lambda: f"✓ 所列凭证一致(字=付): {count} 张" in text_of(app))
        await pilot.press("v")
        await until(pilot, lambda: "✓ 账簿一致" in text_of(app), tries=3000)
        assert sealed == leaves(office)
        assert not list((tmp_path / "exports").glob("*.part"))


@pytest.mark.slow
async def test_a_bad_voucher_is_named_and_opened(
    seat: Seat, office: Office, tmp_path: Path
) -> None:
    number = office.sql("SELECT max(voucher_id) FROM voucher WHERE word = '付'")[0][0]
    with sqlite3.connect(tmp_path / "ledger.db") as shell:
        shell.execute("DROP TRIGGER law_voucher_update")
        shell.execute("UPDATE voucher SET summary = '改过' WHERE voucher_id = ?", (number,))
    shell.close()
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        page = await to_journal(pilot)
        await filter_by(pilot, "字=付")
        await until(pilot, lambda: page.asked.text == "字=付" and page.total is not None)
        await pilot.press("v")
        await until(pilot, lambda: "✗ 所列凭证有问题" in text_of(app), tries=3000)
        assert "逐行比对" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AuditVoucherPage))
        await until(pilot, lambda: "改过" in text_of(app))


async def test_a_cancelled_job_changes_nothing(seat: Seat, office: Office, tmp_path: Path) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_journal(pilot)
        sealed = leaves(office)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, Job) and bool(running(tmp_path)))
        await pilot.press("escape")
        await until(pilot, lambda: "已取消, 没有改动任何东西" in text_of(app))
        assert sealed == leaves(office)
        await until(pilot, lambda: not running(tmp_path), tries=500)
        assert not (tmp_path / "exports").exists() or not list((tmp_path / "exports").iterdir())


async def test_a_proof_is_taken_away(seat: Seat, tmp_path: Path) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_journal(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "封存记录" in text_of(app))
        await pilot.press("o")
        await until(pilot, lambda: "证明的文件名" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "已写出证明" in text_of(app))
    made = list((tmp_path / "exports").iterdir())
    assert [".tlog-proof"] == [path.suffix for path in made]


async def test_a_reading_of_the_register_is_the_only_leaf(seat: Seat, office: Office) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_journal(pilot)
        (book, size) = leaves(office)[-1]
        app.push_place("register")
        await until(pilot, lambda: "要求提前拨款" in text_of(app))
        assert "赵某某" not in text_of(app)
        assert "催办付款" not in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: "查阅第 1 号登记的事由" in text_of(app))
        await type_in(pilot, "例行抽查")
        await pilot.press("enter")
        await until(pilot, lambda: "赵某某" in text_of(app))
        assert f"本次查阅已留痕 #{size}" in text_of(app)
        assert (book, size + 1) == leaves(office)[-1]
        act = office.sql(f"SELECT act FROM request WHERE book_id = {book} AND leaf_idx = {size}")
        assert [("record.disclose",)] == act
        await pilot.press("escape", "escape")
        app.push_place("disclosures")
        await until(pilot, lambda: "例行抽查" in text_of(app))


async def test_who_is_no_auditor_reads_no_record(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await log_in(pilot, "chu")
        await until(pilot, lambda: isinstance(app.screen, HomePage))
        app.push_place("register")
        await until(pilot, lambda: "要求提前拨款" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "查阅第 1 号登记的事由" in text_of(app))
        await type_in(pilot, "看看")
        await pilot.press("enter")
        await until(pilot, lambda: "不能查阅(已封存" in text_of(app))
        assert "赵某某" not in text_of(app)


async def test_refusals_and_the_log_lead_on(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 40)) as pilot:
        await to_journal(pilot)
        app.push_place("refusals")
        await until(pilot, lambda: "付款申请" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "办法:" in squeezed(app) and "依据:" in squeezed(app))
        await pilot.press("escape", "escape")
        app.push_place("log")
        await until(pilot, lambda: "✗ 被拒绝 付款申请" in text_of(app))
        table = app.screen.query_one("#rows", RowTable)
        await until(pilot, lambda: any(line.cells[4] for line in table.lines))
        at = next(n for n, line in enumerate(table.lines) if line.cells[4])
        await pilot.press(*["down"] * at, "enter")
        await until(pilot, lambda: isinstance(app.screen, AuditVoucherPage))


async def test_hostile_text_is_only_text(seat: Seat, tmp_path: Path) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_journal(pilot)
        await pilot.press("n")
        await until(pilot, lambda: "的疑点" in text_of(app))
        await type_in(pilot, "[@click=app.quit]x[/]")
        await pilot.press("enter")
        await filter_by(pilot, "摘要~[/]")
        await until(pilot, lambda: "筛选: 摘要~[/]" in text_of(app))
        assert "没有符合条件的凭证" in text_of(app)
        assert [] == uneven(app)
        await pilot.press("v")
        await until(pilot, lambda: "没有凭证可以核验" in text_of(app))
        app.push_place("notes")
        await until(pilot, lambda: "[@click=app.quit]x[/]" in text_of(app))
        assert [] == uneven(app)
