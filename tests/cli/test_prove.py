"""`cityledger prove` and `verify proof`: what an outsider reads, and what no forger gets past."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cityledger.evidence import note as notes, proof_file
from cityledger.evidence.keys import SoftKey
from cityledger.evidence.note import Checkpoint, VerifierKey
from cityledger.evidence.tree import check_inclusion, leaf_hash
from tests.cli.conftest import WITNESS, Program
from tests.conftest import BOOK, LOG_SEED

OWN = f"t.example/{BOOK}"
KEY = VerifierKey(OWN, SoftKey(LOG_SEED).public).text()


def prove(run: Program, *arguments: str) -> int:
    """Run `prove …` at the ledger."""
    return run("--ledger", "ledger", "prove", *arguments)


def check(run: Program, *arguments: str) -> int:
    """Check the file `p`, with no ledger."""
    return run("--ledger", "nowhere", "verify", "proof", "p", *arguments)


@pytest.fixture
def proven(started: Program) -> Program:
    """A cosigned ledger, the proof `p` of the payment, the policy `policy`, the keys `logs`."""
    key = started.watched()
    started.cosigned()
    Path("policy").write_text(f"witness audit {key}\nquorum audit\n", encoding="utf-8")
    assert 0 == prove(started, "voucher", "付-1", "--period", "2025-06", "-o", "p")
    assert f"副署 cosigned by: {WITNESS}" in started.out
    return started


TOLD = """\
账簿 log        t.example/3702110001
记录 leaf       40
事项 act        付款 payment made (payment.pay)
操作人 actor    chu
时间 booked at  2025-01-01 16:01:13 +08:00
结果 result     已入账 accepted

凭证 voucher    付字  202506  业务日期 value date 2025-06-12
摘要 summary    支付A标段第1期进度款
"""


def test_an_outsider_reads_what_was_done_and_that_it_stands(proven: Program) -> None:
    assert 0 == check(proven, "--policy", "policy", "--logs", "logs")

    assert proven.out.startswith(TOLD)
    line = next(line for line in proven.out.splitlines() if line.startswith("230206"))
    assert "2,000,000.00" in line
    assert "party_id=91370211000000043A" in line
    totals = next(line for line in proven.out.splitlines() if line.startswith("合计 total"))
    # Three ledgers balance: 6.5 million in each.
    assert ["合计", "total", "19,500,000.00", "19,500,000.00"] == totals.split()
    assert f"✓ 日志签名 signed by the log  {OWN}" in proven.out
    assert f"✓ 副署 cosigned  {WITNESS}  20" in proven.out
    assert "只有账套自己的签名" not in proven.out
    assert "操作人本人的签名未在此核对" in proven.out
    assert proven.out.rstrip().endswith(
        "✓ 证明成立 the proof holds: 该记录确在账中 the leaf stands in the log"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("voucher", "付-1", "--period", "2025-06"),
        ("voucher", "付1", "--period", "2025-06"),
        ("voucher", "付-000001", "--period", "2025-06"),
        ("voucher", "1", "--word", "付", "--period", "2025-06"),
        ("leaf", "40"),
    ],
)
def test_a_voucher_is_named_as_people_name_it(started: Program, arguments: tuple[str, ...]) -> None:
    assert 0 == prove(started, *arguments, "-o", "p")
    assert "尚无外部见证方副署" in started.err
    found = proof_file.parse(Path("p").read_bytes())
    shown = found.checkpoint
    assert (40, OWN) == (found.index, shown.origin)
    assert check_inclusion(leaf_hash(found.leaf), 40, shown.size, found.path, shown.root)
    assert 0 == check(started, "--key", KEY)


def test_a_proof_without_o_is_named_after_the_voucher(started: Program) -> None:
    assert 0 == prove(started, "voucher", "付-1", "--period", "2025-06")
    assert Path("2025-06-付-000001.tlog-proof").is_file()
    assert 0 == prove(started, "leaf", "0", "--registry")
    assert Path("leaf-0-0.tlog-proof").is_file()
    shutil.copy("leaf-0-0.tlog-proof", "p")
    assert 51 == check(started, "--key", KEY)
    assert 0 == check(started, "--key", VerifierKey("t.example/0", SoftKey(LOG_SEED).public).text())
    assert "建账 founding (genesis)" in started.out


def test_the_newest_cosigned_head_that_covers_the_leaf_is_chosen(proven: Program) -> None:
    cosigned = proof_file.parse(Path("p").read_bytes()).checkpoint.size
    assert 0 == prove(proven, "leaf", str(cosigned - 1), "-o", "p")
    assert 0 == check(proven, "--policy", "policy", "--logs", "logs")
    # The registry has grown since; its newest leaf has no cosigned head yet.
    assert 0 == proven("--ledger", "ledger", "doctor", "--confirm-clock", "--user", "guan")
    assert 0 == prove(proven, "leaf", "13", "--registry", "-o", "p")
    assert "尚无外部见证方副署" in proven.err
    assert 56 == check(proven, "--policy", "policy", "--logs", "logs")


def test_a_leaf_no_checkpoint_covers_needs_the_key_of_the_log(started: Program) -> None:
    Path("ledger/keys/log-key.seed").unlink()
    assert 6 == prove(started, "leaf", "40", "-o", "p")
    assert "尚无检查点包含第 40 条记录" in started.err
    assert not Path("p").exists()


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ((), 0, ["未与你信任的任何公钥比对", "compared with nothing you trust"]),
        (("--policy", "policy"), 0, ["未与你信任的任何公钥比对"]),
        (("--key", KEY), 0, ["只有账套自己的签名", "✓ 证明成立"]),
        (("--key", KEY, "--policy", "two"), 56, ["未达法定见证", "no quorum"]),
        (("--policy", "two"), 56, ["未达法定见证"]),
        (("--key", "stranger"), 51, ["检查点不是由受信任的日志签的"]),
        (("--key", "x", "--key", "y"), 3, ["“x”", "“y”", "不是日志公钥"]),
        (("--policy", "logs"), 3, ["没有 quorum 行"]),
    ],
)
def test_the_verdict_says_what_was_compared(
    proven: Program, arguments: tuple[str, ...], status: int, words: list[str]
) -> None:
    key = proven.vkey()
    other = VerifierKey("npc", SoftKey(b"\x09" * 32).public, notes.COSIGNATURE).text()
    text = f"witness a {key}\nwitness b {other}\ngroup g all a b\nquorum g\n"
    Path("two").write_text(text, encoding="utf-8")
    stranger = VerifierKey(OWN, SoftKey(b"\x08" * 32).public).text()
    given = [stranger if word == "stranger" else word for word in arguments]

    assert status == check(proven, *given)
    assert words == [word for word in words if word in proven.out + proven.err]
    if status != 3:
        assert status == check(proven, *given, "--json")
        verdict = json.loads(proven.out)
        assert (status == 0, status) == (verdict["holds"], verdict["status"])
        assert ("--key" in given and "stranger" not in arguments) == verdict["trusted"]


def test_a_policy_before_the_word_proof_counts_as_well(proven: Program) -> None:
    Path("none").write_text("quorum a\n", encoding="utf-8")
    assert 3 == proven("--ledger", "nowhere", "verify", "--policy", "none", "proof", "p")


def test_no_flipped_byte_gets_past(proven: Program) -> None:
    data = Path("p").read_bytes()
    trusted = proof_file.parse(data)
    held = 0
    for place in range(0, len(data), 7):
        changed = bytearray(data)
        changed[place] ^= 1
        Path("p").write_bytes(bytes(changed))
        status = check(proven, "--policy", "policy", "--logs", "logs")
        assert status in {3, 51, 56}, place
        held += status == 51
    assert held > 20
    Path("p").write_bytes(data)
    assert trusted == proof_file.parse(Path("p").read_bytes())
    assert 0 == check(proven, "--policy", "policy", "--logs", "logs")


def test_another_leaf_under_the_same_head_is_refused(proven: Program) -> None:
    found = proof_file.parse(Path("p").read_bytes())
    changed = found.leaf.replace(b'"debit_fen":"200000000"', b'"debit_fen":"100000000"', 1)
    assert changed != found.leaf
    Path("p").write_bytes(
        proof_file.build(changed, found.index, list(found.path), found.note.data())
    )
    assert 51 == check(proven, "--policy", "policy", "--logs", "logs")
    assert "路径不能从此记录推到检查点的根" in proven.err
    assert 51 == check(proven)


def test_a_leaf_that_cannot_be_read_proves_nothing(started: Program) -> None:
    body = b"cityledger/leaf/v1\x1b[2J"
    origin = "t.example/\u202e7"
    head = Checkpoint(origin, 1, leaf_hash(body))
    key = SoftKey(b"\x01" * 32)
    signed = notes.Note(head.text(), (notes.sign(head.text(), origin, key),))
    Path("p").write_bytes(proof_file.build(body, 0, [], signed.data()))

    assert 51 == check(started, "--key", VerifierKey(origin, key.public).text())
    assert "记录不可读" in started.err
    assert "⟨202E⟩" in started.out
    assert not {"\x1b", "\u202e"} & set(started.out + started.err)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("voucher", "付-99", "--period", "2025-06"), ["没有这张凭证", "付-1 … 付-1"]),
        (("voucher", "收-1", "--period", "2025-12"), ["本月没有收字凭证"]),
        (("voucher", "x", "--period", "2025-6"), ["不是凭证号", "会计期间不是"]),
        (("voucher", "7", "--period", "2025-06"), ["缺凭证字", "记/收/付/转"]),
        (("voucher", "甲-7", "--period", "2025-06"), ["凭证字不对"]),
        (("voucher", "付-7", "--word", "收", "--period", "2025-06"), ["凭证字不对"]),
        (("leaf", "999"), ["没有这条记录", "0 … "]),
    ],
)
def test_what_cannot_be_proven_is_told(
    started: Program, arguments: tuple[str, ...], words: list[str]
) -> None:
    assert 3 == prove(started, *arguments, "-o", "p")
    assert words == [word for word in words if word in started.err]
    assert not Path("p").exists()


def test_a_file_that_is_no_proof_is_refused(started: Program) -> None:
    Path("p").write_text("c2sp.org/tlog-proof@v1\n", encoding="utf-8")
    assert 3 == check(started)
    assert "不是证明文件,或已损坏" in started.err
