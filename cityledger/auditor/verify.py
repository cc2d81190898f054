"""Is a ledger what its signed leaves say? One file, Python 3.8 or later, nothing to install.

    python verify.py ledger.db [--signatures all|N] [--seed S] [--json]

From the leaves alone it recomputes chains, trees, heads, signatures, roles and batches, builds
every row anew in a scratch database, asks that for laws L2 to L14, and compares it with the file.
Exit status: 0 sound, 5 not sound, 2 wrong usage. `docs/verify.md` says every byte and rule.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from base64 import b64decode
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from sqlite3 import Error, connect
from typing import Any, NoReturn

# Every kind of act (the registry's begin with 0/): `kind=roles:tables it may write`.
_ACTS = """0/genesis=:user,user_key,role_change 0/user.add=admin:user,user_key,role_change
0/key.change=admin:user_key 0/role.change=admin:role_change 0/clock.confirm=admin:
0/party.add=maker:party,party_account 0/party.account=reviewer:party_account
0/policy.adopt=admin,approver:policy_param genesis=admin:book,account,tranche,period_change
clock.confirm=admin: batch=maker: bank.open=maker:bank_account invoice.register=maker:invoice
project.register=maker:project,sub_project,responsibility source.register=maker:fund_source
responsibility.change=maker:responsibility budget.approve=maker:approval_document,budget_line,BOTH
allotment.issue=maker:approval_document,allotment,BOTH quota.carry=cashier:BOTH
funds.receive=cashier:tranche,tranche_share,BOTH opening.book=maker:tranche,tranche_share,BOTH
contract.sign=maker:contract,funding_plan,BOTH plan.amend=maker:funding_plan,BOTH
agreements.sign=maker:contract,household,certificate,certificate_line,BOTH
variation.approve=approver:variation,BOTH guarantee.register=maker:guarantee,BOTH
certificate.sign=pm:certificate,certificate_line,BOTH
claim.raise=pm:certificate,certificate_line,BOTH evidence.attach=maker,pm:evidence_file
payment.request=maker:payment_request,payment_line,funding_slice,payment_invoice,payment_step
payment.review=reviewer:payment_step payment.approve=approver:payment_step,hold,BOTH
payment.reject=reviewer,approver:payment_step,payment_invoice,hold,BOTH
payment.pay=cashier:payment_step,hold,BOTH payment.refund=cashier:statement_use,BOTH
statement.record=cashier:bank_statement_line bank_fact.book=reviewer:statement_use,task,BOTH
voucher.correct=reviewer:statement_use,BOTH period.open=reviewer:period_change
period.close=reviewer:period_change interference.clear=approver:interference_clearance
interference.record=maker,pm,reviewer,approver,cashier,auditor:interference""".replace(
    "BOTH", "voucher,posting"
)
ACTS = {
    (not registry, kind): [set(names.split(",")) - {""} for names in rule.split(":")]
    for registry, kind, rule in re.findall(r"(0/)?(\S+)=(\S*)", _ACTS)
}
# What a column holds when a leaf does not name it; any other column must be named, or is null.
_BLANKS = """contract: advance_cap_fen=0 recoup_bp=0 retention_bp=0 labour_bp=0 progress_bp=10000
 performance_fen=0 advance_guarantee_fen=0; certificate_line: recouped_fen=0 retained_fen=0
 labour_fen=0 due_fen=0 deferred_fen=0; tranche: amount_fen=0 in_budget=1 restricted=0 uses=*
 scope=*; household: area_dm2=0; invoice: code=; party: is_sme=0; payment_request: attachments=0;
 posting: debit_fen=0 credit_fen=0; voucher: attachments=0"""
BLANKS = {
    table: dict(re.findall(r"(\w+)=([\w*]*)", pairs))
    for table, pairs in re.findall(r"(\w+):([^;]*)", _BLANKS)
}
# A posting beside its voucher, account and tranche, and what it adds on the side of its account.
LINE = """CREATE TEMP VIEW line AS SELECT p.*, p.voucher_id / 100 AS leaf_idx, v.kind, v.period,
 v.value_date, debit_fen - credit_fen AS net, CASE a.side WHEN 'D' THEN debit_fen - credit_fen ELSE
 credit_fen - debit_fen END AS more, a.ledger, a.is_money, a.off_budget, t.form, t.in_budget, CASE
 WHEN a.is_money THEN bank_account_id || '/' || p.tranche_id WHEN a.floor_by = 'contract' THEN
 contract_id WHEN a.floor_by = 'allotment' THEN p.allotment_id WHEN a.floor_by <> 'none' THEN
 budget_line_id ELSE '' END AS floor FROM posting p JOIN voucher v USING (book_id, voucher_id)
 JOIN account a ON a.book_id = p.book_id AND a.code = p.account
 JOIN tranche t ON t.book_id = p.book_id AND t.tranche_id = p.tranche_id"""
BALANCE = """INSERT INTO main.balance SELECT book_id, account, tranche_id,
 coalesce(bank_account_id, 0), coalesce(project_id, 0), period, sum(debit_fen), sum(credit_fen)
 FROM line GROUP BY 1, 2, 3, 4, 5, 6"""
# Each law: what is said of the rows that break it, and where they are.
LAWS = """L2: 'debit and credit differ in tranche ' || tranche_id FROM line GROUP BY book_id,
 voucher_id, tranche_id, ledger, CASE ledger WHEN 'memo' THEN coalesce(allotment_id, 0) END,
 CASE ledger WHEN 'memo' THEN coalesce(budget_line_id, 0) END HAVING sum(net) <> 0
L2: 'posting ' || n || ' lacks a side, a tranche, a bank account or a dimension' FROM line WHERE
 (debit_fen = 0) = (credit_fen = 0) OR is_money = (bank_account_id IS NULL) OR tranche_id = 0 AND
 (is_money OR account LIKE '8001%') OR tranche_id <> 0 AND ledger = 'memo' OR floor IS NULL
L2: 'no money moves in tranche ' || tranche_id FROM line WHERE kind = 'normal' AND tranche_id
 AND form = 'cash' GROUP BY book_id, voucher_id, tranche_id HAVING sum(is_money) = 0
L3: account || ' of ' || floor || ' is ' || held || ' fen' FROM (SELECT *, sum(more) OVER (PARTITION
 BY book_id, CASE WHEN is_money THEN '' ELSE account END, floor ORDER BY leaf_idx) AS held FROM line
 WHERE floor <> '') WHERE held < 0
L3: 'money ' || floor || ' is ' || held || ' fen on ' || value_date FROM (SELECT *, sum(net) OVER
 (PARTITION BY book_id, floor ORDER BY value_date) AS held FROM line WHERE is_money) WHERE held < 0
L8: 'not the step of ' || s.actor FROM payment_step s JOIN request r USING (book_id, leaf_idx) WHERE
 s.actor <> r.actor OR step <> 'returned' AND EXISTS (SELECT 1 FROM payment_step WHERE book_id =
 s.book_id AND payment_request_id = s.payment_request_id AND leaf_idx < s.leaf_idx AND
 actor = s.actor AND step <> 'returned')
L11: 'period ' || period || ' is not open for ' || value_date FROM (SELECT *, voucher_id / 100 AS
 leaf_idx FROM voucher) v WHERE (kind = 'opening') <> (period = 0) OR period NOT IN (0, 0 +
 replace(substr(value_date, 1, 7), '-', '')) OR 'open' IS NOT (SELECT state FROM period_change WHERE
 book_id = v.book_id AND period = v.period AND leaf_idx < v.leaf_idx ORDER BY leaf_idx DESC LIMIT 1)
L14: 'money and 8001 move apart in tranche ' || tranche_id FROM line WHERE tranche_id AND in_budget
 AND ledger <> 'memo' GROUP BY book_id, voucher_id, tranche_id
 HAVING sum((is_money OR off_budget) * net) <> sum((account LIKE '8001%') * net)"""
DAY = re.compile(r".*_on\Z|value_date\Z|valid_from\Z|valid_to\Z")
NOT_COMPARED = ("leaf", "limits", "checkpoint", "cosignature", "alembic_version")
EPOCH, LAG = "1970-01-01T00:00:00.000000Z", timedelta(seconds=5)


class Fault(ValueError):
    """Something that is not as it must be, in one sentence."""


# Whatever forged bytes raise on the way is a fault of their leaf.
BAD = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, Error)

# ----------------------------------------------------------- Ed25519 (RFC 8032 5.1), verifying only
P, Q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def _add(a: list[int], b: list[int]) -> list[int]:
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return [e * f % P, g * h % P, f * g % P, e * h % P]


@lru_cache(maxsize=256)
def _multiples(public: bytes, sign: int) -> list[list[list[int]]]:
    """Return 0..15 times 16^i times a point, or its negative: a few keys sign many leaves."""
    y = int.from_bytes(public, "little")
    odd, y = y >> 255, y & ((1 << 255) - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if len(public) != 32 or x * x % P != square or y >= P or (x == 0 and odd):
        raise Fault("a public key is no point of the curve")
    x = (x if x & 1 == odd else -x) * sign % P
    point, rows = [x, y, 1, x * y % P], []
    for _ in range(64):
        rows.append([[0, 1, 1, 0]])
        for _ in range(15):
            rows[-1].append(_add(rows[-1][-1], point))
        point = _add(rows[-1][-1], point)
    return rows


def ed25519(public: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether the signature is right: encode(s*B - h*A) = R, and s below the group order."""
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    s, h = int.from_bytes(signature[32:], "little"), int.from_bytes(digest, "little") % Q
    base, out = (4 * pow(5, P - 2, P) % P).to_bytes(32, "little"), [0, 1, 1, 0]
    for ours, theirs in zip(_multiples(base, 1), _multiples(public, -1)):  # noqa: B905 - not in 3.8
        out = _add(_add(out, ours[s & 15]), theirs[h & 15])
        s, h = s >> 4, h >> 4
    inverse = pow(out[2], P - 2, P)
    x, y = out[0] * inverse % P, out[1] * inverse % P
    good = (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]
    return good and len(signature) == 64 and int.from_bytes(signature[32:], "little") < Q


def sha(*parts: bytes) -> bytes:
    """Return SHA-256 over the parts in a row."""
    return hashlib.sha256(b"".join(parts)).digest()


def grow(roots: list[bytes], size: int, digest: bytes) -> bytes:
    """Append a leaf hash to the roots of perfect subtrees; return that of 256 leaves, if made."""
    level, full = 0, b""
    while size & 1:
        digest, size, level = sha(b"\1", roots.pop(), digest), size >> 1, level + 1
        full = digest if level == 8 else full
    roots.append(digest)
    return full


def top(roots: list[bytes]) -> bytes:
    """Return the root over all leaves."""
    out = roots[-1] if roots else sha()
    for left in reversed(roots[:-1]):
        out = sha(b"\1", left, out)
    return out


def canonical(item: object) -> str:
    """Return the one spelling of a value (CJ1)."""
    return json.dumps(item, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _bad(text: str) -> NoReturn:
    raise Fault(f"not a leaf: the number {text[:40]}")


def _nested(item: Any) -> int:  # noqa: ANN401 - any JSON
    if isinstance(item, dict):
        if not all(re.match(r"[a-z][a-z0-9_]{0,31}\Z", key) for key in item):
            raise Fault("not a leaf: a key of its JSON")
        item = list(item.values())
    return 1 + max(map(_nested, item), default=0) if isinstance(item, list) else 0


def read(data: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Read canonical JSON, strictly: one spelling, no numbers, lower-case keys, depth 8 at most."""
    item = json.loads(data.decode(), parse_int=_bad, parse_float=_bad, parse_constant=_bad)
    if canonical(item).encode() != data or _nested(item) > 8:
        raise Fault("not a leaf: its JSON is not canonical")
    return item


_N, _H = rb"(0|[1-9][0-9]{0,18})", rb"([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)"
LEAF = re.compile(
    rb"cityledger/leaf/v1\nbook %b\nbseq %b\nbprev %b\nat ([0-9]{4}-[0-9T:-]{14}\.[0-9]{6})Z\n"
    rb"registry %b\n(?:accepted|refused ([^\n]+))\n\n"
    rb"((cityledger/event/v1\n([^\n]+)\nseen %b %b\nregistry %b %b\n([^\n]+)\n)\n"
    rb"(?:\xe2\x80\x94 ([^ \n]+) ([A-Za-z0-9+/]{90}[AEIMQUYcgkosw048]=)\n)?)\Z"
    % (_N, _N, _H, _N, _N, _H, _N, _H)
)


class Leaf:
    """A leaf taken apart; bytes that are not written the one way they may be raise."""

    def __init__(self, body: bytes) -> None:
        found = LEAF.match(body)
        if found is None or len(body) > 65_535 or len(found[7]) > 57_344:
            raise Fault("not a leaf")
        self.book, self.index, self.registry_size = int(found[1]), int(found[2]), int(found[5])
        self.previous, self.text, self.accepted = b64decode(found[3]), found[8], found[6] is None
        self.heads = [(int(found[n]), b64decode(found[n + 1])) for n in (10, 12)]
        self.core, self.findings = read(found[14]), () if self.accepted else read(found[6])
        self.rows = self.core.get("rows", {}) if self.accepted else {}
        self.origin, self.at = found[9].decode(), found[4].decode() + "Z"
        self.time = datetime.fromisoformat(self.at[:-1])
        names = [self.core[name] for name in ("type", "actor", "id", "command")]
        self.kind, self.actor, self.id, self.command = names
        self.key_name, self.note = f"{self.origin}/u/{self.actor}", b64decode(found[16] or b"")
        named = all(isinstance(name, str) for name in names) and all(names[:3])
        signer = not re.search(r"[\s+]", self.key_name) and found[15]
        judged = named and self.accepted != bool(self.findings)
        if not judged or signer not in (None, self.key_name.encode()):
            raise Fault("not a leaf: its names, its findings or its signature line")


def cell(name: str, kind: str, text: str) -> Any:  # noqa: ANN401 - a cell of any column
    """Read a cell of a leaf in its one spelling."""
    day = date.fromisoformat(text).isoformat() if DAY.match(name) else text
    if kind == "INTEGER" and re.match(r"(0|-?[1-9][0-9]{0,18})\Z", text):
        if abs(int(text)) <= 10**16 or not name.endswith("_fen"):
            return int(text)
    elif kind == "BLOB" and bytes.fromhex(text).hex() == text:
        return bytes.fromhex(text)
    elif kind == "TEXT" and "\0" not in text and text == day:
        return text
    raise Fault(f"L6 {name} cannot be {text[:40]!r}")


class Ledger:
    """The file as `src`, and beside it in a scratch database the rows that its leaves make."""

    def __init__(self) -> None:
        self.db = connect("", uri=True, isolation_level=None)
        self.db.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        self.faults: list[tuple[str, str]] = []
        self.bad: dict[int, int] = {}
        self.numbers: dict[tuple[int, str, str], int] = {}
        self.columns: dict[str, dict[str, str]] = {}
        self.told: dict[tuple[str, str], list[tuple[int, str]]] = {}
        self.times: list[datetime] = []
        self.roots: dict[int, list[bytes]] = {}
        self.signed: list[tuple[int, int, str]] = []
        self.batch: list[Any] = []

    def fault(self, book: int, index: int, what: object) -> None:
        """Note the first bad leaf of a log: those after it may only follow from it."""
        said = str(what) if isinstance(what, (str, Fault)) else f"cannot be read: {what!r}"
        if index < self.bad.get(book, index + 1):
            self.faults.append((f"leaf {index} of book {book}", said))
            self.bad[book] = index

    def open(self, path: Path) -> None:
        """Check pages and foreign keys of the file; make every table anew, empty."""
        self.db.execute("ATTACH ? AS src", (path.resolve().as_uri() + "?mode=ro",))
        # One snapshot from here on, although the office may be at work.
        self.db.execute("SAVEPOINT reading")
        for (said,) in self.db.execute("PRAGMA src.integrity_check(20)"):
            self.faults += [("integrity_check", said)] if said != "ok" else []
        for row in self.db.execute("PRAGMA src.foreign_key_check").fetchmany(20):
            self.faults.append(("foreign key", f"a row of {row[0]} points to nothing in {row[2]}"))
        query = "SELECT name FROM src.sqlite_master WHERE type = 'table'"
        for (table,) in self.db.execute(query).fetchall():
            info = self.db.execute(f'PRAGMA src.table_info("{table}")').fetchall()
            if table not in NOT_COMPARED and not table.startswith("sqlite_"):
                self.columns[table] = {row[1]: row[2] for row in info}
                cells = ", ".join(f'"{row[1]}" {row[2]}{" NOT NULL" * row[3]}' for row in info)
                key = ", ".join(f'"{row[1]}"' for row in info if row[5]) or f'"{info[0][1]}"'
                self.db.execute(f'CREATE TABLE main."{table}" ({cells}, PRIMARY KEY ({key}))')

    def add(self, table: str, texts: dict[str, str], **made: Any) -> None:  # noqa: ANN401
        """Add a row: the texts of a leaf, blanks for absent ones, and what the ledger makes."""
        kinds = self.columns[table]
        texts = {**BLANKS.get(table, {}), **texts}
        row = {**{name: cell(name, kinds[name], text) for name, text in texts.items()}, **made}
        marks, cells = ", ".join("?" * len(kinds)), [row.get(name) for name in kinds]
        self.db.execute(f'INSERT INTO main."{table}" VALUES ({marks})', cells)

    def log(self, book: int) -> None:
        """Check the leaves of one log in order, and add the rows they make."""
        query = "SELECT origin FROM src.log_head WHERE book_id = ?"
        origin = (self.db.execute(query, (book,)).fetchone() or [""])[0]
        last, at, tree = bytes(32), EPOCH, []  # type: bytes, str, list[bytes]
        roots, self.judged, self.batch = self.roots.setdefault(book, [sha()]), 0, []
        query = "SELECT idx, body, hash FROM src.leaf NOT INDEXED WHERE book_id = ? ORDER BY idx"
        for size, (index, body, stored) in enumerate(self.db.execute(query, (book,))):
            digest = sha(b"\0", body)
            try:
                leaf = Leaf(body)
                if (leaf.book, leaf.index, leaf.previous, index) != (book, size, last, size):
                    self.fault(book, index, "does not follow the leaf before it")
                if stored != digest or leaf.origin != origin or leaf.at <= at:
                    self.fault(book, index, "its hash, or the origin or time in its header")
                at = leaf.at
                for step in (self.heads, self.member if self.batch else self.authority, self.apply):
                    try:
                        step(leaf)
                    except BAD as fault:
                        self.fault(book, index, fault)
            except BAD as fault:
                self.fault(book, index, fault)
            last, full = digest, grow(tree, size, digest)
            roots.append(top(tree))
            if full:
                self.add("node", {}, book_id=book, n=size // 256, hash=full)
        if self.batch:
            self.fault(book, len(roots) - 1, "L9 the last batch is short")
        made = {"origin": origin, "size": len(roots) - 1, "last_hash": last, "last_booked_at": at}
        self.add("log_head", {}, book_id=book, frontier=b"".join(tree), **made)

    def heads(self, leaf: Leaf) -> None:
        """Check that the heads its actor saw are prefixes, and how old the registry was (L8)."""
        size, known, least = leaf.registry_size, self.roots[0], self.judged
        if leaf.book == 0:
            self.times.append(leaf.time)
            least = leaf.index
        self.judged = size
        for (seen, root), own in zip(leaf.heads, (self.roots[leaf.book], known)):  # noqa: B905
            if seen >= len(own) or own[seen] != root:
                raise Fault("its actor had seen another log")
        if not max(least, leaf.heads[1][0]) <= size < len(known):
            raise Fault(f"registry size {size}")
        if leaf.book and any(leaf.time > time + LAG for time in self.times[size : size + 1]):
            raise Fault("the registry it was judged by was stale")

    def told_at(self, size: int, person: str, role: str = "") -> str:
        """Return a person's key in hex, or "1" for a role held, after `size` registry leaves."""
        told = self.told.get((person, role), ())
        return ["", *(what for index, what in told if index < size)][-1]

    def authority(self, leaf: Leaf) -> None:
        """Check key, act and role; what is refused needs a signature, but no role (L8, L9)."""
        size = leaf.registry_size
        if leaf.book == 0:
            for row in [*leaf.rows.get("user_key", ()), *leaf.rows.get("role_change", ())]:
                told = (leaf.index, row.get("public") or row.get("held", ""))
                self.told.setdefault((row["user_id"], row.get("role", "")), []).append(told)
        public = self.told_at(size + (leaf.book == leaf.index == 0), leaf.actor)
        key_id = sha(leaf.key_name.encode(), b"\n\1", bytes.fromhex(public))[:4]
        if not public or leaf.note[:4] != key_id:
            raise Fault(f"not signed by {leaf.actor}")
        self.signed.append((leaf.book, leaf.index, public))
        roles = ACTS[leaf.book > 0, leaf.kind][0] if leaf.accepted else ()
        if roles and not any(self.told_at(size, leaf.actor, role) == "1" for role in roles):
            raise Fault(f"{leaf.actor} was not {'/'.join(sorted(roles))} at {size}")
        if leaf.accepted and leaf.kind == "batch":
            count = int(leaf.core["count"])
            self.batch = [leaf.actor, leaf.core["root"], count, []] if count else []

    def member(self, leaf: Leaf) -> None:
        """Check a member of a signed batch: an act of its signer, within that duty (L8, L9)."""
        actor, root, count, digests = self.batch
        digests.append(sha(b"\0", leaf.text))
        if len(digests) == count:
            self.batch, tree = [], list(digests[:0])
            for size, digest in enumerate(digests):
                grow(tree, size, digest)
            if top(tree).hex() != root:
                raise Fault("L9 the batch ending here is not the signed one")
        duty = ACTS[True, "batch"][0] & ACTS[True, leaf.kind][0]
        if leaf.actor != actor or not duty or leaf.kind == "batch" or not leaf.accepted:
            raise Fault(f"L8 {leaf.kind} of {leaf.actor} is no act of the batch of {actor}")

    def apply(self, leaf: Leaf) -> None:
        """Add what a leaf makes: its request, its findings or its rows, its numbered vouchers."""
        made = {"book_id": leaf.book, "leaf_idx": leaf.index}
        named = {"request_id": leaf.id, "digest": leaf.command, "act": leaf.kind}
        self.add("request", {}, **made, **named, actor=leaf.actor, is_refused=1 - leaf.accepted)
        for n, (code, facts) in enumerate(leaf.findings, 1):
            self.add("refusal", {}, **made, n=n, code=code, facts=canonical(facts))
        if (leaf.accepted and leaf.kind == "genesis") != (leaf.index == 0):
            raise Fault("L8 genesis is leaf 0 and only leaf 0")
        if leaf.rows and leaf.rows.keys() - ACTS[leaf.book > 0, leaf.kind][1]:
            raise Fault(f"L6 {leaf.kind} may not write all of {sorted(leaf.rows)}")
        for table in leaf.rows.keys() - {"voucher", "posting"}:
            for row in leaf.rows[table]:
                self.add(table, row, **made)
        left = leaf.rows.get("posting", [])
        for k, row in enumerate(leaf.rows.get("voucher", ()), 1):
            lines = cell("lines", "INTEGER", row.pop("lines"))
            if not 2 <= lines <= len(left) or k > 99:
                raise Fault(f"L2 voucher {k} of {lines} postings")
            made = {"book_id": leaf.book, "voucher_id": leaf.index * 100 + k}
            for n, posting in enumerate(left[:lines], 1):
                self.add("posting", posting, **made, n=n)
            series, left = (leaf.book, row["period"], row["word"]), left[lines:]
            self.numbers[series] = number = self.numbers.get(series, 0) + 1
            self.add("voucher", row, **made, voucher_no=number, booked_at=leaf.at)
        if left:
            raise Fault(f"L2 {len(left)} postings without a voucher")

    def laws(self) -> None:
        """Sum the balances, and name the first leaf that breaks each law."""
        self.db.execute(LINE)
        self.db.execute(BALANCE)
        for law, query in (text.split(": ", 1) for text in re.split(r"\n(?=L)", LAWS)):
            where = f"SELECT book_id, leaf_idx, {query} ORDER BY 1, 2 LIMIT 1"
            for book, index, what in self.db.execute(where):
                self.faults.append((f"leaf {index} of book {book}", f"breaks a law: {law} {what}"))

    def difference(self, table: str) -> None:
        """Note the first row and column of a table in which the file differs from the leaves."""
        names = list(self.columns[table])
        keys = [r[1] for r in self.db.execute(f'PRAGMA main.table_info("{table}")') if r[5]]
        order, marks = ", ".join(f'"{name}"' for name in keys), ", ".join("?" * len(keys))
        file, made = (f'SELECT * FROM {db}."{table}" NOT INDEXED' for db in ("src", "main"))
        for here, there, has in ((file, made, "the table has"), (made, file, "the leaves have")):
            less = f"{here} EXCEPT {there} ORDER BY {order} LIMIT 1"
            for row in self.db.execute(less).fetchall():
                key = [row[names.index(name)] for name in keys]
                same = f"{there} WHERE ({order}) IS ({marks})"
                other = self.db.execute(same, key).fetchone() or ()
                cells = [cell for cell in zip(names, row, other) if cell[1] != cell[2]]  # noqa: B905
                said = [f"{n} is {mine!r}, the leaves say {its!r}" for n, mine, its in cells]
                place = ", ".join(f"{n}={k!r}" for n, k in zip(keys, key))  # noqa: B905
                self.faults.append((f"{table} ({place})", (said or [f"only {has} this row"])[0]))
                return


def verify(path: Path, signatures: str, seed: int) -> dict[str, Any]:
    """Check a ledger; return the verdict, what was checked, and every fault with its place."""
    ledger, checked = Ledger(), 0
    try:
        ledger.open(path)
        query = "SELECT 0 UNION SELECT book_id FROM src.log_head UNION SELECT book_id FROM src.leaf"
        for (book,) in ledger.db.execute(query + " ORDER BY 1").fetchall():
            ledger.log(book)
        signed = ledger.signed
        if signatures != "all" and int(signatures) < len(signed):
            signed = random.Random(seed).sample(signed, int(signatures))  # noqa: S311 - no secret
        for book, index, public in sorted(signed):
            query = "SELECT body FROM src.leaf WHERE book_id = ? AND idx = ?"
            leaf = Leaf(ledger.db.execute(query, (book, index)).fetchone()[0])
            if not ed25519(bytes.fromhex(public), leaf.note[4:], leaf.text):
                ledger.fault(book, index, f"not signed by {leaf.actor}")
        checked = len(signed)
        ledger.laws()
        for table in ledger.columns:
            ledger.difference(table)
    except BAD as error:
        ledger.faults.append(("file", f"cannot be read on: {error!r}"))
    ledger.db.close()
    return {
        "sound": not ledger.faults,
        "leaves": sum(len(roots) - 1 for roots in ledger.roots.values()),
        "signatures": {"checked": checked, "of": len(ledger.signed), "seed": seed},
        "roots": {str(book): roots[-1].hex() for book, roots in ledger.roots.items()},
        "faults": [{"place": place, "what": what} for place, what in ledger.faults],
    }


def main() -> int:
    """Read the command line, print the verdict, return the exit status."""
    parser = argparse.ArgumentParser(description="Is a ledger what its signed leaves say?")
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--signatures", default="all", metavar="all|N")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if not given.ledger.is_file() or not re.match(r"(all|[0-9]{1,9})\Z", given.signatures):
        parser.error("it takes a file, and for --signatures `all` or a number")
    verdict = verify(given.ledger, given.signatures, given.seed)
    if given.json:
        print(json.dumps(verdict))
    else:
        for fault in verdict["faults"]:
            print("FAULT {place}: {what}".format(**fault))
        for book, root in verdict["roots"].items():
            print("book", book, "root", root)
        print("signatures: {checked} of {of} checked, seed {seed}".format(**verdict["signatures"]))
        print("SOUND" if verdict["sound"] else "NOT SOUND", "-", verdict["leaves"], "leaves")
    return 0 if verdict["sound"] else 5


if __name__ == "__main__":
    sys.exit(main())
