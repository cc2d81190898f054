"""Changes of the record itself: leaves, heads, nodes, checkpoints, and rows made to match."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING

from cityledger.evidence.tree import Frontier, leaf_hash

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from bench.torture.tamper_file import Forged

_PREVIOUS = re.compile(rb"\nbprev [^\n]+\n")
_REGISTRY = re.compile(rb"\nregistry (\d+)\n(?=accepted|refused)")
_AT = re.compile(rb"\nat \d{4}")
_LEAVES = "SELECT book_id, idx, body FROM leaf"
_PUT = "UPDATE leaf SET body = ?, hash = ? WHERE book_id = ? AND idx = ?"
_ADD = "INSERT INTO leaf (book_id, idx, body, hash) VALUES (?, ?, ?, ?)"

Leaf = tuple[int, int, bytes]


def _leaf(forged: Forged, random: Random) -> Leaf:
    return random.choice(_all(forged))


def _all(forged: Forged, book: int | None = None) -> list[Leaf]:
    rows = forged.raw.execute(f"{_LEAVES} ORDER BY book_id, idx").fetchall()
    return [(b, i, body) for b, i, body in rows if book in (None, b)]


def _flipped(body: bytes, random: Random) -> bytes:
    at = random.randrange(len(body))
    return body[:at] + bytes([body[at] ^ 1 << random.randrange(8)]) + body[at + 1 :]


def _shift(forged: Forged, book: int, above: int, by: int) -> None:
    """Move every leaf above an index up or down; through negative numbers, so that none collide."""
    forged.run("UPDATE leaf SET idx = -1 - idx WHERE book_id = ? AND idx > ?", book, above)
    forged.run("UPDATE leaf SET idx = ? - 1 - idx WHERE book_id = ? AND idx < 0", by, book)


def edit(forged: Forged, random: Random) -> str:
    """Flip a bit in a leaf, its stored hash with it or not."""
    book, idx, body = _leaf(forged, random)
    changed = _flipped(body, random)
    both = random.random() < 0.5
    forged.run(_PUT, changed, leaf_hash(changed if both else body), book, idx)
    return f"leaf {idx} of {book}, its hash {'too' if both else 'left'}"


def delete(forged: Forged, random: Random) -> str:
    """Take out a leaf; those after it move down or not."""
    book, idx, _ = _leaf(forged, random)
    forged.run("DELETE FROM leaf WHERE book_id = ? AND idx = ?", book, idx)
    close = random.random() < 0.5
    if close:
        _shift(forged, book, idx, -1)
        forged.run("UPDATE log_head SET size = size - 1 WHERE book_id = ?", book)
    return f"leaf {idx} of {book}, gap {'closed' if close else 'left'}"


def insert(forged: Forged, random: Random) -> str:
    """Put in a copy of a leaf, at the end or in between, in its own log or the other."""
    book, idx, body = _leaf(forged, random)
    target, _, _ = _leaf(forged, random)
    size = len(_all(forged, target))
    at = random.choice((size, random.randrange(size)))
    _shift(forged, target, at - 1, 1)
    forged.run(_ADD, target, at, body, leaf_hash(body))
    if random.random() < 0.5:
        forged.run("UPDATE log_head SET size = size + 1 WHERE book_id = ?", target)
    return f"leaf {idx} of {book} put in at {at} of {target}"


def swap(forged: Forged, random: Random) -> str:
    """Let two leaves change places."""
    book, one, body = _leaf(forged, random)
    _, two, other = random.choice([leaf for leaf in _all(forged, book) if leaf[1] != one])
    forged.run(_PUT, other, leaf_hash(other), book, one)
    forged.run(_PUT, body, leaf_hash(body), book, two)
    return f"leaves {one} and {two} of {book}"


def orphan(forged: Forged, random: Random) -> str:
    """Put in a leaf of a book that has no head."""
    book, idx, body = _leaf(forged, random)
    stray = random.choice((book + 1, -1, 9_999_999_999))
    forged.run(_ADD, stray, random.choice((0, idx)), body, leaf_hash(body))
    return f"leaf {idx} of {book} as one of {stray}"


def headless(forged: Forged, random: Random) -> str:
    """Take the head of a log away, and perhaps its leaves."""
    book, _, _ = _leaf(forged, random)
    forged.run("DELETE FROM log_head WHERE book_id = ?", book)
    if random.random() < 0.5:
        forged.run("DELETE FROM leaf WHERE book_id = ?", book)
    return f"log {book}"


def truncate(forged: Forged, random: Random) -> str:
    """Cut the end of a log off; the rows it made stay."""
    book, idx, _ = _leaf(forged, random)
    forged.run("DELETE FROM leaf WHERE book_id = ? AND idx >= ?", book, idx)
    return f"log {book} from {idx} on, head left"


def truncate_with_head(forged: Forged, random: Random) -> str:
    """Cut the end of a log off and let its head, nodes and checkpoints fit; rows stay."""
    book, idx, _ = random.choice([leaf for leaf in _all(forged) if leaf[1]])
    forged.run("DELETE FROM leaf WHERE book_id = ? AND idx >= ?", book, idx)
    for table in ("checkpoint", "cosignature"):
        forged.run(f"DELETE FROM {table} WHERE book_id = ? AND size > ?", book, idx)
    seal(forged, book)
    return f"log {book} from {idx} on, head fits"


def seal(forged: Forged, book: int) -> None:
    """Let chain, hashes, nodes and head of a log fit its leaves as they stand."""
    tree, last = Frontier(), bytes(32)
    forged.run("DELETE FROM node WHERE book_id = ?", book)
    for _, idx, body in _all(forged, book):
        line = b"\nbprev " + b64encode(last) + b"\n"
        changed = line.join(_PREVIOUS.split(body, maxsplit=1))
        last = leaf_hash(changed)
        forged.run(_PUT, changed, last, book, idx)
        if full := tree.add(last):
            n = tree.size // 256 - 1
            forged.run("INSERT INTO node (book_id, n, hash) VALUES (?, ?, ?)", book, n, full)
    forged.run(
        "UPDATE log_head SET size = ?, frontier = ?, last_hash = ? WHERE book_id = ?",
        tree.size,
        tree.dump(),
        last,
        book,
    )


def reseal(forged: Forged, random: Random) -> str:
    """Change the words of one act and let chain, nodes and head fit; its signature does not."""
    book, idx, body = _leaf(forged, random)
    text = body.decode()
    places = [m.start() for m in re.finditer("[一-鿿]", text)]
    if not places:
        return ""
    at = random.choice(places)
    changed = (text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]).encode()
    forged.run(_PUT, changed, leaf_hash(changed), book, idx)
    seal(forged, book)
    return f"a character of leaf {idx} of {book}"


def judged_elsewhere(forged: Forged, random: Random) -> str:
    """Say of one act that another state of the registry allowed it, or another moment."""
    book, idx, body = _leaf(forged, random)
    if random.random() < 0.5:
        other = b"\nregistry %d\n" % random.randrange(20)
        changed = _REGISTRY.sub(lambda _: other, body, count=1)
    else:
        other = b"\nat %d" % random.choice((2024, 2026))
        changed = _AT.sub(lambda _: other, body, count=1)
    forged.run(_PUT, changed, leaf_hash(changed), book, idx)
    seal(forged, book)
    return f"leaf {idx} of {book}:{other.decode().replace(chr(10), ' ')}" if changed != body else ""


def verdict(forged: Forged, random: Random) -> str:
    """Turn a refused act into an accepted one, or the other way round, and seal."""
    book, idx, body = _leaf(forged, random)
    if b"\naccepted\n\n" in body:
        new = b'\nrefused [["payment.over_certified",{}]]\n\n'
        changed = body.replace(b"\naccepted\n\n", new, 1)
    else:
        changed = re.sub(rb"\nrefused [^\n]+\n\n", b"\naccepted\n\n", body, count=1)
    forged.run(_PUT, changed, leaf_hash(changed), book, idx)
    seal(forged, book)
    return f"leaf {idx} of {book}"


def unsigned(forged: Forged, random: Random) -> str:
    """Take the signature of an act away, or give it another's, and seal."""
    book, idx, body = _leaf(forged, random)
    head, mark, _ = body.rpartition(b"\n\n")
    _, _, other = random.choice(_all(forged))
    line = random.choice((b"", other.rpartition(b"\n\n")[2]))
    changed = head + mark + line
    if changed == body:
        return ""
    forged.run(_PUT, changed, leaf_hash(changed), book, idx)
    seal(forged, book)
    return f"leaf {idx} of {book}: {'another' if line else 'no'} signature"


def head(forged: Forged, random: Random) -> str:
    """Change the head or a node only."""
    book, _, _ = _leaf(forged, random)
    column = random.choice(("size", "frontier", "last_hash", "last_booked_at", "origin"))
    new = {
        "size": "size + 1",
        "frontier": "randomblob(length(frontier))",
        "last_hash": "randomblob(32)",
        "last_booked_at": "'2025-01-09T00:00:00.000000Z'",
        "origin": "origin || 'x'",
    }[column]
    # SQLite's own lot would not be played again, so the bytes are drawn here.
    new = re.sub(r"randomblob\(.*\)", f"x'{random.randbytes(32).hex()}'", new)
    forged.run(f"UPDATE log_head SET {column} = {new} WHERE book_id = ?", book)
    return f"{column} of log {book}"


def money(forged: Forged, random: Random) -> str:
    """Change one amount on both sides of a voucher, in the balances and in the caps."""
    rows = forged.rows(
        "SELECT book_id, voucher_id, max(debit_fen) FROM posting WHERE debit_fen > 0 GROUP BY 1, 2"
    )
    book, number, fen = random.choice(rows)
    more = random.choice((1, 100, 1_000_000))
    for table, key in (("posting", " AND voucher_id = ?"), ("balance", ""), ("limits", "")):
        columns = ("cap_fen", "used_fen") if table == "limits" else ("debit_fen", "credit_fen")
        for column in columns:
            text = f"UPDATE {table} SET {column} = {column} + ? WHERE book_id = ? AND {column} = ?"
            forged.run(text + key, more, book, fen, *([number] if key else []))
    return f"voucher {number} by {more} fen"


def payee(forged: Forged, random: Random) -> str:
    """Let a payment go to another account, wherever the account stands."""
    query = "SELECT DISTINCT payee_account FROM payment_line"
    old = str(random.choice(forged.rows(query))[0])
    new = f"6222{random.randrange(10**9):09d}"
    for table, column in (
        ("payment_line", "payee_account"),
        ("contract", "payee_account"),
        ("party_account", "account_no"),
    ):
        forged.run(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", new, old)
    return f"{old} becomes {new}"


def voucher_out(forged: Forged, random: Random) -> str:
    """Take a voucher out with its postings and its request, and close the gap of numbers."""
    rows = forged.rows("SELECT book_id, voucher_id, period, word, voucher_no FROM voucher")
    book, number, period, word, no = random.choice(rows)
    for table in ("posting", "voucher"):
        text = f"DELETE FROM {table} WHERE book_id = ? AND voucher_id = ?"
        forged.run(text, book, number)
    forged.run("DELETE FROM request WHERE book_id = ? AND leaf_idx = ? / 100", book, number)
    for sign in ("voucher_no = -voucher_no", "voucher_no = -voucher_no - 1"):
        side = ">" if sign.endswith("-voucher_no") else "<"
        text = f"UPDATE voucher SET {sign} WHERE book_id = ? AND period = ? AND word = ?"
        bound = no if side == ">" else 0
        forged.run(f"{text} AND voucher_no {side} ?", book, period, word, bound)
    return f"voucher {number}"


def promoted(forged: Forged, random: Random) -> str:
    """Give somebody a role or another key in the tables."""
    users = [str(user) for (user,) in forged.rows("SELECT user_id FROM user")]
    user = random.choice(users)
    if random.random() < 0.5:
        role = random.choice(("approver", "cashier", "admin", "reviewer"))
        text = "INSERT INTO role_change (leaf_idx, user_id, role, held) VALUES (?, ?, ?, 1)"
        forged.run(text, random.randrange(9), user, role)
        return f"{user} becomes {role}"
    text = "UPDATE user_key SET public = ? WHERE user_id = ?"
    forged.run(text, random.randbytes(32), user)
    return f"another key of {user}"


def checkpoint_edit(forged: Forged, random: Random) -> str:
    """Change a checkpoint: its note, frontier, size or number."""
    rows = forged.rows("SELECT book_id, suite, n, note FROM checkpoint")
    book, suite, n, note = random.choice(rows)
    key = "WHERE book_id = ? AND suite = ? AND n = ?"
    new = random.choice(("note", "frontier", "size", "n"))
    if new == "note":
        changed = _flipped(bytes(note), random)  # type: ignore[call-overload]
        forged.run(f"UPDATE checkpoint SET note = ? {key}", changed, book, suite, n)
    elif new == "frontier":
        forged.run(
            f"UPDATE checkpoint SET frontier = ? {key}", random.randbytes(32), book, suite, n
        )
    else:
        forged.run(f"UPDATE checkpoint SET {new} = {new} + 1000 {key}", book, suite, n)
    return f"{new} of checkpoint {n}, suite {suite} of {book}"


def checkpoint_out(forged: Forged, random: Random) -> str:
    """Take a checkpoint out, with its cosignatures or without."""
    book, suite, n, size = random.choice(
        forged.rows("SELECT book_id, suite, n, size FROM checkpoint")
    )
    text = "DELETE FROM checkpoint WHERE book_id = ? AND suite = ? AND n = ?"
    forged.run(text, book, suite, n)
    both = random.random() < 0.5
    if both:
        text = "DELETE FROM cosignature WHERE book_id = ? AND suite = ? AND size = ?"
        forged.run(text, book, suite, size)
    return f"checkpoint {n}, suite {suite} of {book}, cosignatures {'too' if both else 'left'}"


def cosignature_edit(forged: Forged, random: Random) -> str:
    """Change a witness's line or name, or put it under another checkpoint."""
    rows = forged.rows("SELECT book_id, suite, witness, n, line FROM cosignature")
    *key, line = random.choice(rows)
    where = "WHERE book_id = ? AND suite = ? AND witness = ? AND n = ?"
    new = random.choice(("line", "witness", "size", "n"))
    if new == "line":
        text = str(line)
        at = random.randrange(3, len(text) - 2)
        other = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
        forged.run(f"UPDATE cosignature SET line = ? {where}", other, *key)
    elif new == "witness":
        forged.run(f"UPDATE cosignature SET witness = 'other.example/w' {where}", *key)
    else:
        forged.run(f"UPDATE cosignature SET {new} = {new} + 1 {where}", *key)
    return f"{new} of {key}"


def cosignature_out(forged: Forged, random: Random) -> str:
    """Take one line of the witness out, or all of them."""
    rows = forged.rows("SELECT book_id, suite, witness, n FROM cosignature")
    key = random.choice(rows)
    if random.random() < 0.2:
        forged.run("DELETE FROM cosignature")
        return "all of them"
    where = "WHERE book_id = ? AND suite = ? AND witness = ? AND n = ?"
    forged.run(f"DELETE FROM cosignature {where}", *key)
    return f"line {key}"


RECORD: dict[str, Callable[[Forged, Random], str]] = {
    "leaf edited": edit,
    "leaf taken out": delete,
    "leaf put in": insert,
    "leaves swapped": swap,
    "leaf of no log": orphan,
    "log without head": headless,
    "log cut off": truncate,
    "log cut off, head fits": truncate_with_head,
    "leaf edited and sealed": reseal,
    "leaf judged elsewhere and sealed": judged_elsewhere,
    "verdict turned and sealed": verdict,
    "signature taken or lent, and sealed": unsigned,
    "head edited": head,
    "amounts edited everywhere": money,
    "payee edited everywhere": payee,
    "voucher taken out with its number": voucher_out,
    "role or key given": promoted,
    "checkpoint edited": checkpoint_edit,
    "checkpoint taken out": checkpoint_out,
    "cosignature edited": cosignature_edit,
    "cosignature taken out": cosignature_out,
}
"""Done past the guards, which are then put back."""
