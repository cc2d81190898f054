"""`cityledger witness` from both sides: what goes out, what is signed, what comes back."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from cityledger.actions.witnessing import MOST_LINES
from cityledger.evidence import note as notes, request as requests, sheets
from cityledger.evidence.keys import SoftKey
from cityledger.evidence.note import COSIGNATURE, Checkpoint, Note, VerifierKey
from cityledger.evidence.request import Answer, Request
from cityledger.ledger import checkpoint
from cityledger.store import engine as engines
from tests.cli.conftest import PHRASE, WITNESS, Program
from tests.conftest import BOOK, LOG_SEED

REGISTRY, OWN = "t.example/0", f"t.example/{BOOK}"
LOG = SoftKey(LOG_SEED)


def lines() -> list[tuple[int, int, int, str]]:
    """Return the cosignatures the ledger keeps: book, suite, size, line."""
    engine = engines.connect("sqlite:///ledger/ledger.db")
    with engines.read(engine) as read:
        sql = "SELECT book_id, suite, size, line FROM cosignature ORDER BY 1, 2, 3, n"
        found = [tuple(row) for row in read.exec_driver_sql(sql)]
    engine.dispose()
    return found


def heads() -> dict[str, Checkpoint]:
    """Return what the request asks for, by origin."""
    return {one.checkpoint.origin: one.checkpoint for one in _asked()}


def _asked() -> tuple[Request, ...]:
    return requests.parse_bundle(Path("request").read_bytes())


def forged(size: int, root: bytes, *, old: int = 0, origin: str = REGISTRY) -> None:
    """Write a request whose head is signed by the log's own key and is not its history."""
    text = Checkpoint(origin, size, root).text()
    note = Note(text, (notes.sign(text, origin, LOG),))
    Path("forged").write_bytes(requests.bundle([Request(old, (), note)]))


def test_there_and_back_in_both_suites(started: Program) -> None:
    key = started.watched()
    assert 4 == started.out.count("尚未副署 never cosigned")
    assert 0 == started.witness("ask", "--name", WITNESS, "--sm3", "-o", "request")
    asked = heads()
    assert [REGISTRY, f"{REGISTRY}/sm", OWN, f"{OWN}/sm"] == list(asked)
    assert asked[OWN].size == asked[f"{OWN}/sm"].size
    assert asked[OWN].root != asked[f"{OWN}/sm"].root
    assert 0 == started.witness("cosign", "w", "request", "-o", "answer")
    assert 4 == started.out.count("✓ ")
    assert 0 == started.witness("take", "answer", "--key", key)
    assert 4 == started.out.count("已收下 taken")
    assert f"witness {WITNESS} {key}" in started.out
    assert [(0, 1), (0, 2), (BOOK, 1), (BOOK, 2)] == [row[:2] for row in lines()]
    # Bringing the answer again changes nothing.
    assert 0 == started.witness("take", "answer", "--key", key)
    assert 4 == started.out.count("已有,未另存 here already")
    assert 4 == len(lines())

    started.trusts(key)
    assert 0 == started("--ledger", "ledger", "verify")
    assert "! log" not in started.err
    assert 0 == started.witness("take", "answer")


def test_what_the_witness_signed_last_is_where_the_next_proof_begins(started: Program) -> None:
    started.watched()
    started.cosigned("--sm3")
    before = heads()
    assert 0 == started("--ledger", "ledger", "doctor", "--confirm-clock", "--user", "guan")
    started.cosigned("--sm3")
    asked = _asked()
    grown = {one.checkpoint.origin for one in asked if one.checkpoint.size > one.old}
    assert {REGISTRY, f"{REGISTRY}/sm"} <= grown
    assert {one.checkpoint.origin: one.old for one in asked} == {
        origin: before[origin].size for origin in heads()
    }
    # What stands as it was signed is asked again: it gets a new date.
    started.cosigned("--sm3")
    assert 4 == started.out.count("✓ ")
    assert all(one.old == one.checkpoint.size for one in _asked())
    assert 0 == started.witness("show", "w", "--json")
    shown = json.loads(started.out)
    assert WITNESS == shown["name"]
    assert all(log["size"] > 0 and log["at"] > 0 for log in shown["logs"])
    assert [] == shown["conflicts"]


def test_a_lost_answer_is_asked_again_from_what_the_witness_holds(started: Program) -> None:
    key = started.watched()
    assert 0 == started.witness("ask", "--name", WITNESS, "--sm3", "-o", "request")
    assert 0 == started.witness("cosign", "w", "request", "-o", "lost")
    held = {origin: head.size for origin, head in heads().items()}
    assert 0 == started("--ledger", "ledger", "doctor", "--confirm-clock", "--user", "guan")
    assert 0 == started.witness("ask", "--name", WITNESS, "--sm3", "-o", "request")
    # The book has not moved, so its head is signed again; the registry needs another proof.
    assert 4 == started.witness("cosign", "w", "request", "-o", "answer")
    assert f"请从 {held[REGISTRY]} 条起重新请求" in started.err
    assert f"--held {REGISTRY} {held[REGISTRY]}" in started.err

    more = [word for origin in held for word in ("--held", origin, str(held[origin]))]
    assert 0 == started.witness("ask", "--name", WITNESS, "--sm3", "-o", "request", *more)
    assert 0 == started.witness("cosign", "w", "request", "-o", "answer")
    assert 0 == started.witness("take", "answer", "--key", key)


def test_a_log_that_shows_two_histories_is_told_loudly_and_kept(started: Program) -> None:
    started.watched()
    started.cosigned()
    size = heads()[REGISTRY].size
    forged(size, b"\x11" * 32, old=size)
    assert 5 == started.witness("cosign", "w", "forged", "-o", "none")
    assert "✗ 分叉视图! t.example/0" in started.err
    assert "SPLIT VIEW" in started.err
    assert not Path("none").exists()
    assert 0 == started.witness("show", "w")
    assert "✗ 冲突 conflict (fork)" in started.err
    forged(size + 3, b"\x12" * 32, old=size)
    assert 5 == started.witness("cosign", "w", "forged", "-o", "none")
    assert "日志被改写" in started.err
    assert 0 == started.witness("show", "w", "--json")
    assert ["fork", "unproven"] == [item["kind"] for item in json.loads(started.out)["conflicts"]]


def test_one_faulty_log_keeps_no_other_waiting(started: Program) -> None:
    assert 0 == started.witness("new", "w", "--name", WITNESS)
    assert 0 == started.witness("trust", "w", VerifierKey(OWN, LOG.public).text())
    assert 0 == started.witness("ask", "--name", WITNESS, "-o", "request")
    assert 3 == started.witness("cosign", "w", "request", "-o", "answer")
    assert f"✓ {OWN}" in started.out
    assert "本见证方不见证此日志" in started.err
    assert [OWN] == [one.origin for one in requests.parse_answers(Path("answer").read_bytes())]


def test_a_ledger_taken_back_is_not_asked_for_it_is_told(started: Program) -> None:
    started.watched()
    started.cosigned()
    ahead = ("--held", OWN, "9999")
    assert 5 == started.witness("ask", "--name", WITNESS, "-o", "request", *ahead)
    assert "账簿可能被回退" in started.err


def answer(*items: Answer) -> str:
    """Write answers to a file."""
    Path("made").write_bytes(requests.answers(items))
    return "made"


def test_every_false_answer_is_told_and_nothing_is_stored(started: Program) -> None:
    key = started.watched()
    assert 0 == started.witness("ask", "--name", WITNESS, "-o", "request")
    assert 0 == started.witness("cosign", "w", "request", "-o", "answer")
    good, other = requests.parse_answers(Path("answer").read_bytes())
    (line,) = good.signatures
    bent = notes.Signature(line.name, line.key_id, line.blob[:-1] + bytes([line.blob[-1] ^ 1]))
    stranger = notes.cosign("x\n1\n\n", "elsewhere.example/w", SoftKey(b"\x05" * 32), 7)
    false = [
        Answer(good.origin, good.size, (bent, stranger)),
        Answer(other.origin, other.size + 1, other.signatures),
        Answer("other.example/0", 1, good.signatures),
    ]
    assert 3 == started.witness("take", answer(*false), "--key", key)
    assert 4 == len(started.err.strip().splitlines())
    told = ["副署不真", "未知的见证方密钥", f"{OWN} {other.size + 1}", "other.example/0 1"]
    assert told == [word for word in told if word in started.err]
    assert [] == lines()
    # A good one beside a false one is not stored either.
    assert 3 == started.witness("take", answer(good, false[1]), "--key", key)
    assert [] == lines()


def test_a_log_at_rest_is_signed_so_often_and_no_more(started: Program) -> None:
    assert 0 == started.witness("ask", "--name", WITNESS, "-o", "request")
    one = _asked()[0]
    key = SoftKey(b"\x06" * 32)
    vkey = VerifierKey(WITNESS, key.public, COSIGNATURE).text()
    count = MOST_LINES + 20
    made = [notes.cosign(one.note.text, WITNESS, key, 1_750_000_000 + n) for n in range(count)]
    for start in range(0, count, 25):
        some = Answer(one.checkpoint.origin, one.checkpoint.size, tuple(made[start : start + 25]))
        assert 0 == started.witness("take", answer(some), "--key", vkey)
    assert [line.line() for line in made[:MOST_LINES]] == [row[3] for row in lines()]
    started.trusts(vkey)
    assert 0 == started("--ledger", "ledger", "verify")
    assert 0 == started("--ledger", "ledger", "prove", "leaf", "0", "--registry", "-o", "p")
    # The newest cosignature of a key stands for all of them.
    assert made[MOST_LINES - 1].line() in Path("p").read_text(encoding="utf-8")
    assert 1 == Path("p").read_text(encoding="utf-8").count(WITNESS)


def test_a_cosignature_of_the_future_is_refused(started: Program) -> None:
    assert 0 == started.witness("ask", "--name", WITNESS, "-o", "request")
    asked = _asked()
    key = SoftKey(b"\x06" * 32)
    for at in (32_503_680_000, (1 << 63) - 1):
        made = [
            Answer(one.checkpoint.origin, one.checkpoint.size,
                   (notes.cosign(one.note.text, WITNESS, key, at),))
            for one in asked
        ]  # fmt: skip
        vkey = VerifierKey(WITNESS, key.public, COSIGNATURE).text()
        assert 3 == started.witness("take", answer(*made), "--key", vkey)
        assert "副署时间在将来" in started.err
    assert [] == lines()


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("new", "w", "--name", "a b"), 3, ["名称不能为空", "spaces"]),
        (("ask", "--name", "a+b", "--held", "t/1", "3", "-o", "r"), 3, ["见证方名称", "t/1"]),
        (("ask", "--name", WITNESS), 3, ["-o REQUEST"]),
        (("take",), 3, ["二者取一"]),
        (("take", "logs", "--scanned", "logs"), 3, ["二者取一"]),
        (("take", "logs"), 3, ["不是见证方的答复"]),
        (("take", "--scanned", "logs"), 3, ["不是本程序的二维码"]),
        (("take", "empty"), 3, ["答复是空的"]),
        (("trust", "nowhere", "x"), 6, ["见证文件 nowhere"]),
        (("trust", "nowhere"), 3, ["未给出日志公钥"]),
        (("trust", "nowhere", "--from", "empty"), 3, ["没有日志公钥"]),
        (("show", "logs"), 5, ["已损坏", "damaged"]),
        (("cosign", "logs", "logs"), 3, ["-o ANSWER"]),
        (("take", "empty", "--key", "x"), 3, ["答复是空的"]),
    ],
)
def test_what_is_wrong_is_told_in_both_languages(
    started: Program, arguments: tuple[str, ...], status: int, words: list[str]
) -> None:
    Path("empty").write_bytes(b"")
    assert 0 == started.witness("logs", "-o", "logs")
    assert status == started.witness(*arguments)
    assert words == [word for word in words if word in started.err]


def test_a_list_of_logs_is_read_strictly(started: Program) -> None:
    assert 0 == started.witness("new", "w", "--name", WITNESS)
    Path("logs").write_text("log x\n\nwitness y\nlog a b\n", encoding="utf-8")
    assert 3 == started.witness("trust", "w", "--from", "logs")
    assert 3 == started.err.count("不是日志公钥行")
    assert "第4行 line 4" in started.err


def test_the_file_is_private_and_the_passphrase_must_be_strong(started: Program) -> None:
    Path("weak").write_text("password123456", encoding="utf-8")
    assert 3 == started.witness("new", "w", "--name", WITNESS, "--passphrase-file", "weak")
    assert "过于常见" in started.err
    assert not Path("w").exists()
    started.watched()
    assert 0 == stat.S_IMODE(Path("w").stat().st_mode) & 0o077
    assert 6 == started.witness("new", "w", "--name", WITNESS)
    assert "见证文件 w 已存在" in started.err

    Path("new").write_text("quiet heron over reeds 9", encoding="utf-8")
    assert 3 == started.witness("passphrase", "w", "--new-passphrase-file", "weak")
    assert 0 == started.witness("passphrase", "w", "--new-passphrase-file", "new")
    assert 0 == started.witness("ask", "--name", WITNESS, "-o", "request")
    assert 3 == started.witness("cosign", "w", "request", "-o", "answer")
    assert "口令 passphrase" in started.err
    cosign = ("cosign", "w", "request", "-o", "answer", "--passphrase-file", "new")
    assert 0 == started.witness(*cosign)
    assert PHRASE not in Path("w").read_text(encoding="utf-8")


def scanned(pdf: str, name: str) -> str:
    """Render the pages, scan every code and write what a scanner types."""
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", pdf, "page"], check=True)
    found = [
        code.text
        for page in sorted(Path().glob("page*.png"))
        for code in zxingcpp.read_barcodes(Image.open(page))
    ]
    for page in Path().glob("page*.png"):
        page.unlink()
    Path(name).write_text("\r\n".join(reversed(found)), encoding="utf-8")
    return name


def test_over_paper_and_back(started: Program) -> None:
    key = started.watched()
    ask = ("ask", "--name", WITNESS, "--sm3", "--qr", "request.pdf")
    assert 0 == started.witness(*ask, "-o", "request")
    assert "二维码 QR codes: request.pdf" in started.out
    typed = scanned("request.pdf", "typed")
    assert Path("request").read_bytes() == sheets.join(Path(typed).read_text().splitlines())
    assert 0 == started.witness("cosign", "w", "--scanned", typed, "--qr", "answer.pdf")
    assert 0 == started.witness("take", "--scanned", scanned("answer.pdf", "back"), "--key", key)
    assert 4 == len(lines())
    # A code that was missed is named.
    Path(typed).write_text(Path(typed).read_text().splitlines()[0], encoding="utf-8")
    assert 3 == started.witness("cosign", "w", "--scanned", typed, "--qr", "answer.pdf")
    assert "缺少 is missing" in started.err


def test_without_the_key_of_the_log_the_newest_signed_heads_are_asked(started: Program) -> None:
    started.watched()
    Path("ledger/keys/log-key.seed").unlink()
    assert 0 == started.witness("ask", "--name", WITNESS, "-o", "request")
    assert "检查点密钥不在本机" in started.err
    assert 0 == started.witness("cosign", "w", "request", "-o", "answer")


def test_a_witness_whose_clock_fell_back_signs_nothing(
    started: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    from cityledger.store import clock

    started.watched()
    started.cosigned()
    monkeypatch.setattr(clock, "host_now", lambda: datetime(1970, 1, 2, tzinfo=UTC))
    assert 6 == started.witness("cosign", "w", "request", "-o", "answer")
    assert "本机时钟" in started.err


def test_every_report_ends_in_a_signed_head(started: Program) -> None:
    shutil.copytree("ledger", "without")
    Path("without/keys/log-key.seed").unlink()
    sizes = {}
    for name in ("ledger", "without"):
        report = ("report", "statement", "--project", "P1", "--out", "exports")
        assert 0 == started("--ledger", name, *report)
        engine = engines.connect(f"sqlite:///{name}/ledger.db")
        with engines.read(engine) as read:
            newest = checkpoint.latest(read, BOOK)
            size = read.exec_driver_sql(f"SELECT size FROM log_head WHERE book_id={BOOK}").scalar()
        engine.dispose()
        sizes[name] = None if newest is None else newest.size == size
    assert {"ledger": True, "without": False} == sizes
