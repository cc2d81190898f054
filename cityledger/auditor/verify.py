"""Is a ledger what its signed leaves say? One file, Python 3.8 or later, nothing to install.

    python verify.py PATH [--checkpoint FILE]... [--key VKEY]... [--signatures all|N] [--seed S]

PATH is the file of a ledger or the folder of an archive. From the leaves alone it recomputes
chains, trees, heads, signatures, roles, two-person acts and batches, builds every row anew in a
scratch database, asks that for laws L2 to L15, and compares it with what is stored. `--checkpoint`
brings heads that somebody else has kept. `--json` prints one object. Exit status: 0 sound, 5 not
sound, 2 wrong usage. `docs/verify.md` says every byte and rule.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from base64 import b64decode, b64encode
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from sqlite3 import Error, connect
from typing import Any, Callable, Iterable, Iterator, NamedTuple, NoReturn  # noqa: UP035 - 3.8

# Every kind of act (the registry's begin with 0/): `kind=roles:tables it may write`, and where it
# takes two persons `:kind of act by which the other one proposes it`.
_ACTS = """0/genesis=:log_key,policy_pack,policy_param,role_change,user,user_key
0/people.propose=admin:proposal
0/user.add=admin:confirmation,role_change,user,user_key:people.propose
0/role.change=admin:confirmation,role_change:people.propose
0/key.change=admin:confirmation,user_key:people.propose
0/log.rekey=admin:confirmation,log_key:people.propose 0/party.add=maker:party,party_account
0/account.propose=maker:proposal
0/party.account=reviewer:confirmation,party_account:account.propose
0/party.qualify=maker:party_link,qualification 0/interest.declare=ANYBODY:declared_interest
0/policy.propose=admin,approver:proposal
0/policy.adopt=admin,approver:confirmation,policy_pack,policy_param:policy.propose
0/day.seal=ANYBODY:day_head 0/login.report=ANYBODY:login_failure 0/clock.confirm=admin:
genesis=admin:account,book,period_change,tranche clock.confirm=admin: batch=maker:
bank.open=maker:bank_account project.register=maker:project,responsibility,sub_project
responsibility.change=maker:responsibility project.phase=maker:phase_change
document.register=maker:approval_document budget.adjust=maker:approval_document,budget_line,BOTH
budget.approve=maker:approval_document,budget_line,BOTH source.register=maker:fund_source
allotment.issue=maker:allotment,approval_document,BOTH
funds.receive=cashier:tranche,tranche_share,BOTH quota.carry=cashier:BOTH
contract.sign=maker:contract,funding_plan,BOTH plan.amend=maker:funding_plan,BOTH
variation.approve=approver:variation,BOTH tender.announce=maker:tender bids.open=maker:bid
tender.award=approver:tender_award
agreements.sign=maker:certificate,certificate_line,contract,household,BOTH
guarantee.register=maker:guarantee,BOTH guarantee.change=maker:guarantee_event,BOTH
insurance.register=maker:insurance invoice.register=maker:invoice
certificate.sign=pm:certificate,certificate_line,BOTH
claim.raise=pm:certificate,certificate_line,BOTH
payment.request=maker:funding_slice,override_use,payment_invoice,payment_line,REQUEST
payment.review=reviewer:payment_step payment.approve=approver:hold,payment_step,BOTH
payment.reject=reviewer,approver:hold,payment_invoice,payment_step,BOTH
payment.pay=cashier:hold,payment_step,BOTH payment.refund=cashier:statement_use,BOTH
statement.record=cashier:bank_statement_line bank_fact.book=reviewer:statement_use,task,BOTH
voucher.correct=reviewer:statement_use,BOTH period.open=reviewer:period_change
period.close=reviewer:period_change opening.book=maker:tranche,tranche_share,BOTH
interference.record=maker,pm,reviewer,approver,cashier,auditor:interference
interference.clear=approver:interference_clearance
interference.handle=approver,auditor:interference_handling
zero.report=maker,pm,reviewer,approver,cashier,auditor:zero_report
record.disclose=maker,pm,reviewer,approver,cashier,auditor:disclosure
override.request=maker:override_request override.grant=approver:override_grant
override.revoke=reviewer,approver:override_grant evidence.attach=maker,pm:evidence_file
plots.list=maker:approval_document,plot renewal.step=maker:renewal_step
houses.survey=pm:house_survey houses.value=maker:house_valuation
programme.register=maker:programme funds.apply=maker:fund_application
application.answer=maker:application_answer debt.register=maker:debt,debt_schedule
interest.accrue=maker:BOTH subsidy.calculate=maker:interest_subsidy
reward.promise=maker:reward_grant reward.accept=reviewer:reward_grant pool.found=maker:risk_pool
pool.lend=maker:pool_loan pool.lose=maker:pool_loss asset.register=maker:asset
package.form=maker:asset_package,package_asset,BOTH package.release=reviewer:package_asset,BOTH
ppp.agree=maker:ppp_agreement,ppp_duty,BOTH ppp.amend=maker:ppp_duty,BOTH
ppp.score=pm:certificate,certificate_line,ppp_score,BOTH capacity.set=maker:fiscal_capacity
review.record=maker,pm:review_record milestone.set=pm:milestone
milestone.reach=pm:milestone_reached task.assign=pm,reviewer:task task.report=pm:task_report
inspection.record=pm,reviewer:inspection,inspection_finding finding.close=reviewer:finding_closure
risk.record=pm:risk accountability.record=approver:accountability
tip.record=maker,pm,reviewer,auditor:tip tip.reply=pm:tip_reply acceptance.record=pm:acceptance
assets.deliver=maker:delivery,delivery_line,BOTH accounts.submit=maker:final_account
accounts.approve=approver:final_account surplus.declare=maker:contract,BOTH
year.close=reviewer:BOTH year.carry=reviewer:allotment,approval_document,BOTH
transfer.book=cashier:BOTH"""
MONEY_ROLES = ("maker", "pm", "reviewer", "approver", "cashier")
ROLES = ("admin", *MONEY_ROLES, "auditor")
_ACTS = _ACTS.replace("BOTH", "voucher,posting").replace("ANYBODY", ",".join(ROLES))
_ACTS = _ACTS.replace("REQUEST", "payment_request,payment_step")
ACTS = {
    (not registry, kind): [set(names.split(",")) - {""} for names in f"{rule}:".split(":")[:3]]
    for registry, kind, rule in re.findall(r"(0/)?(\S+)=(\S*)", _ACTS)
}
# What a column holds when a leaf does not name it; any other column must be named, or is null.
_BLANKS = """contract: advance_cap_fen=0 recoup_bp=0 retention_bp=0 labour_bp=0 progress_bp=10000
 performance_fen=0 advance_guarantee_fen=0; certificate_line: recouped_fen=0 retained_fen=0
 labour_fen=0 due_fen=0 deferred_fen=0; tranche: amount_fen=0 in_budget=1 restricted=0 uses=*
 scope=* forbids= matching_bp=0; household: area_dm2=0 mode=money replacement_dm2=0 house_fen=0
 moving_fen=0 temporary_fen=0 loss_fen=0; invoice: code=; party: is_sme=0; payment_request:
 attachments=0; posting: debit_fen=0 credit_fen=0; voucher: attachments=0; asset:
 is_public_welfare=0; programme: uses=* forbids= matching_bp=0; final_account: tail_fen=0
 surplus_fen=0; risk: liability_fen=0 is_closed=0; sub_project: pilot=0; application_answer:
 amount_fen=0; bid: deposit_fen=0; debt: is_hidden=0 is_guaranteed=0; delivery_line: quantity=1
 unit=项; inspection_finding: holds_payment=0; renewal_step: needed_fen=0; interference:
 act_kind=other is_anonymous=0; ppp_agreement: linked_ppm=0 is_fund_budget=0; guarantee_event:
 amount_fen=0; ppp_duty: parameters="""
BLANKS = {
    table: dict(re.findall(r"(\w+)=([\w*]*)", pairs))
    for table, pairs in re.findall(r"(\w+):([^;]*)", _BLANKS)
}
# The SHA-256 of every schema this file knows (docs/verify.md section 8), with its revision, and
# that of the text of it in an archive.
SCHEMAS = {"a2817cca444f4a1a108d189e5589db6cf2d19229caa1143aae3f0db8c710fba7": "0001"}
SCHEMA_TEXTS = ("afe2aa42a2603b0556e5897423a1e9324748d16b7e8a08e6279925d250876126",)
# Rows of sqlite_schema that say nothing of the book: figures of the planner, and the revision.
_MADE = "CREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, \n"
_MADE += "\tCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)"
_STATS = ("sqlite_stat1(tbl,idx,stat)", "sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)")
BESIDE = {("table", made[:12], made[:12], f"CREATE TABLE {made}") for made in _STATS} | {
    ("table", "alembic_version", "alembic_version", _MADE),
    ("index", "sqlite_autoindex_alembic_version_1", "alembic_version", ""),
}
SCHEMA_QUERY = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY 1, 2"
# Tables that leaves do not make; all others must hold exactly what the leaves say.
NOT_COMPARED = {"leaf", "checkpoint", "cosignature"}
TABLES = {"node", "log_head", "request", "refusal", "balance", "limits", *NOT_COMPARED}.union(
    *(rule[1] for rule in ACTS.values())
)
# A posting beside its voucher, account and tranche, and what it adds on the side of its account.
LINE = """CREATE TEMP VIEW line AS SELECT p.*, p.voucher_id / 100 AS leaf_idx, v.kind, v.period,
 v.value_date, debit_fen - credit_fen AS net, CASE a.side WHEN 'D' THEN debit_fen ELSE credit_fen
 END AS more, CASE a.side WHEN 'D' THEN credit_fen ELSE debit_fen END AS less,
 a.ledger, a.is_money, a.off_budget, a.ledger = 'financial' AND NOT a.is_money AS is_use, t.form,
 t.in_budget, t.label, t.kind AS sort, t.uses, t.forbids, t.scope, t.expiry_on, t.received_on, CASE
 WHEN a.is_money THEN bank_account_id || '/' || p.tranche_id WHEN a.floor_by = 'contract' THEN
 contract_id WHEN a.floor_by = 'allotment' THEN p.allotment_id WHEN a.floor_by <> 'none' THEN
 budget_line_id ELSE '' END AS floor, coalesce(bank_account_id, 0) || '/' || coalesce(project_id, 0)
 || '/' || coalesce(sub_project_id, 0) || '/' || coalesce(contract_id, 0) || '/' ||
 coalesce(budget_line_id, 0) || '/' || coalesce(p.allotment_id, 0) || '/' ||
 coalesce(payment_line_id, 0) || quote(coalesce(party_id, '')) || quote(coalesce(cost_item, '')) ||
 quote(coalesce(function_code, '')) || quote(coalesce(economic_code, '')) AS dimensions
 FROM posting p JOIN voucher v USING (book_id, voucher_id)
 JOIN account a ON a.book_id = p.book_id AND a.code = p.account
 JOIN tranche t ON t.book_id = p.book_id AND t.tranche_id = p.tranche_id"""
BALANCE = """INSERT INTO main.balance SELECT book_id, account, tranche_id,
 coalesce(bank_account_id, 0), coalesce(project_id, 0), period, sum(debit_fen), sum(credit_fen)
 FROM line GROUP BY 1, 2, 3, 4, 5, 6"""
# Everything that raises a limit or uses it: kind; what it is of; cap; used; where it stands.
_LIMIT = """'contract'; contract_id; price_fen; 0; contract
'contract'; contract_id; amount_fen; 0; variation
'contract'; contract_id; 0; net; line WHERE is_use AND contract_id IS NOT NULL AND (account LIKE
 '1214%' OR tranche_id = 0 AND substr(account, 1, 1) IN ('1', '5') AND account NOT LIKE '1218%')
'advance'; contract_id; advance_cap_fen; 0; contract
'advance'; contract_id; 0; net; line WHERE is_use AND contract_id IS NOT NULL AND
 account LIKE '1214%'
'paid'; budget_line_id; amount_fen; 0; budget_line
'paid'; budget_line_id; 0; net; line WHERE is_use AND tranche_id AND budget_line_id IS NOT NULL
'share'; tranche_id || '/' || project_id; cap_fen; 0; tranche_share
'share'; tranche_id || '/' || project_id; 0; net; line l WHERE is_use AND tranche_id AND
 (substr(account, 1, 4) IN ('1214', '1501', '2302', '2303', '2304') OR account LIKE '5%') AND EXISTS
 (SELECT 1 FROM tranche_share WHERE book_id = l.book_id AND tranche_id = l.tranche_id
 AND project_id = l.project_id AND leaf_idx <= l.leaf_idx)
'invoice'; invoice_id; amount_fen; 0; invoice
'invoice'; invoice_id; 0; amount_fen; payment_invoice
'held'; bank_account_id || '/' || tranche_id; max(amount_fen, 0); max(-amount_fen, 0); hold
'money'; floor; debit_fen; credit_fen; line WHERE is_money
'floor ' || account; floor; more; less; line WHERE NOT is_money AND floor <> ''
'returned'; payment_line_id || '/' || tranche_id; net * (kind <> 'return');
 -net * (kind = 'return'); line WHERE is_use AND tranche_id AND payment_line_id IS NOT NULL"""
LIMIT = (
    "CREATE TEMP VIEW lim (book_id, leaf_idx, kind, name, cap, used, last_on) AS "
    + " UNION ALL ".join(
        "SELECT book_id, leaf_idx, {}, {}, {}, {}, {} FROM {}".format(
            *row[:4], "value_date" if row[0] == "'money'" else "NULL", row[4]
        )
        for row in (text.split(";") for text in re.split(r"\n(?! )", _LIMIT))
    )
)
# A limit that was passed is said by its law; its row cannot stand in the table.
LIMITS = """INSERT OR IGNORE INTO main.limits SELECT book_id, kind, name || '', sum(cap), sum(used),
 max(last_on) FROM lim GROUP BY 1, 2, 3"""
# Each law: what is said of the rows that break it, and where they are.
LAWS = """'L2 debit and credit differ in tranche ' || tranche_id FROM line GROUP BY book_id,
 voucher_id, tranche_id, ledger, CASE ledger WHEN 'memo' THEN coalesce(allotment_id, 0) END,
 CASE ledger WHEN 'memo' THEN coalesce(budget_line_id, 0) END HAVING sum(net) <> 0
'L2 posting ' || n || ' lacks a side, a tranche, a bank account or a dimension' FROM line WHERE
 (debit_fen = 0) = (credit_fen = 0) OR is_money = (bank_account_id IS NULL) OR tranche_id = 0 AND
 (is_money OR account LIKE '8001%') OR tranche_id <> 0 AND ledger = 'memo' OR floor IS NULL
'L2 no money moves in tranche ' || tranche_id FROM line WHERE kind = 'normal' AND tranche_id
 AND form = 'cash' GROUP BY book_id, voucher_id, tranche_id HAVING sum(is_money) = 0
CASE WHEN kind = 'money' OR kind LIKE 'floor%' THEN 'L3 ' ELSE 'L5 ' END || kind || ' ' || name ||
 ': ' || gone || ' > ' || had || ' fen' FROM (SELECT *, sum(cap) OVER past AS had, sum(used) OVER
 past AS gone FROM lim WINDOW past AS (PARTITION BY book_id, kind, name ORDER BY leaf_idx))
 WHERE gone > had
'L3 held ' || floor || ': ' || held || ' > ' || had || ' fen in hand' FROM (SELECT *, sum(hold)
 OVER past AS held, sum(net) OVER past AS had FROM (SELECT book_id, leaf_idx, floor, net, 0 AS hold
 FROM line WHERE is_money UNION ALL SELECT book_id, leaf_idx, bank_account_id || '/' || tranche_id,
 0, amount_fen FROM hold) WINDOW past AS (PARTITION BY book_id, floor ORDER BY leaf_idx))
 WHERE hold > 0 AND held > had
'L4 tranche ' || label || ' may not pay posting ' || n FROM (SELECT l.*, b.cost_class AS class,
 ',' || l.uses || ',' AS may, ',' || l.forbids || ',' AS may_not, q.kind AS paying FROM line l JOIN
 payment_line y USING (book_id, payment_line_id) JOIN payment_request q USING (book_id,
 payment_request_id) JOIN contract c ON
 c.book_id = y.book_id AND c.contract_id = y.contract_id JOIN budget_line b ON
 b.book_id = c.book_id AND b.budget_line_id = c.budget_line_id) WHERE kind = 'normal' AND tranche_id
 AND debit_fen > 0 AND NOT (paying IN ('deposit_refund', 'grantor_return') AND
 substr(account, 1, 4) IN ('2103', '2307')) AND (sort = 'unidentified' OR NOT (instr(may, ',*,') OR
 instr(may, ',' || class || ',') OR instr(may, ',' || paying || ',') OR
 coalesce(instr(may, ',' || class || ':' || cost_item || ','), 0)) OR instr(may_not, ',*,') OR
 instr(may_not, ',' || class || ',') OR instr(may_not, ',' || paying || ',') OR
 coalesce(instr(may_not, ',' || class || ':' || cost_item || ','), 0) OR scope <> '*' AND
 NOT coalesce(instr(',' || scope || ',', ',' || project_id || ','), 0) OR value_date > expiry_on OR
 value_date < received_on)
'L6 voucher ' || voucher_id || ' does not mirror one of its year' FROM (SELECT *, voucher_id / 100
 AS leaf_idx FROM voucher) v WHERE (kind = 'reversal') <> (reverses_id IS NOT NULL) OR
 reverses_id IS NOT NULL AND (NOT EXISTS (SELECT 1 FROM voucher o WHERE o.book_id = v.book_id AND
 o.voucher_id = v.reverses_id AND o.voucher_id < v.voucher_id AND o.reverses_id IS NULL AND
 o.period / 100 = v.period / 100) OR EXISTS (SELECT n, account, tranche_id, debit_fen, credit_fen,
 dimensions FROM line WHERE book_id = v.book_id AND voucher_id = v.voucher_id EXCEPT SELECT n,
 account, tranche_id, -debit_fen, -credit_fen, dimensions FROM line WHERE book_id = v.book_id AND
 voucher_id = v.reverses_id) OR (SELECT count(*) FROM posting WHERE book_id = v.book_id AND
 voucher_id = v.voucher_id) <> (SELECT count(*) FROM posting WHERE book_id = v.book_id AND
 voucher_id = v.reverses_id))
'L6 a reversal moves bank account ' || bank || ' other than its bank lines' FROM (SELECT book_id,
 leaf_idx, bank_account_id AS bank, net FROM line WHERE is_money UNION ALL SELECT u.book_id,
 u.leaf_idx, bank_account_id, -amount_fen FROM statement_use u JOIN bank_statement_line USING
 (book_id, statement_line_id)) WHERE (book_id, leaf_idx) IN (SELECT book_id, voucher_id / 100 FROM
 voucher WHERE reverses_id IS NOT NULL) GROUP BY book_id, leaf_idx, bank HAVING sum(net) <> 0
'L8 not the step of ' || s.actor FROM payment_step s JOIN request r USING (book_id, leaf_idx) WHERE
 s.actor <> r.actor OR step <> 'returned' AND EXISTS (SELECT 1 FROM payment_step WHERE book_id =
 s.book_id AND payment_request_id = s.payment_request_id AND leaf_idx < s.leaf_idx AND
 actor = s.actor AND step <> 'returned')
'L8 override ' || override_id || ' takes two persons, each under their own key' FROM (SELECT g.*,
 a.asked_by, r.actor AS granter, q.actor AS asker FROM override_grant g JOIN override_request a
 USING (book_id, override_id) JOIN request r ON r.book_id = g.book_id AND r.leaf_idx = g.leaf_idx
 JOIN request q ON q.book_id = g.book_id AND q.leaf_idx = a.leaf_idx)
 WHERE held AND (actor = asked_by OR actor <> granter OR asked_by <> asker)
'L8 override ' || override_id || ' is not in force, or its granter takes this step: ' || step FROM
 (SELECT s.*, u.override_id, max(q.value_date, date(t.at, '+8 hours'), coalesce((SELECT
 max(value_date) FROM voucher WHERE book_id = s.book_id AND voucher_id BETWEEN s.leaf_idx * 100 AND
 s.leaf_idx * 100 + 99), '')) > a.expires_on AS late FROM override_use u JOIN override_request a
 USING (book_id, override_id) JOIN payment_request q USING (book_id, payment_request_id) JOIN
 payment_step s USING (book_id, payment_request_id) JOIN temp.act t ON t.book_id = s.book_id AND
 t.leaf_idx = s.leaf_idx) s WHERE step <> 'returned' AND (late OR 1 IS NOT (SELECT held FROM
 override_grant WHERE book_id = s.book_id AND override_id = s.override_id AND leaf_idx < s.leaf_idx
 ORDER BY leaf_idx DESC LIMIT 1) OR EXISTS (SELECT 1 FROM override_grant WHERE book_id = s.book_id
 AND override_id = s.override_id AND leaf_idx < s.leaf_idx AND held AND actor = s.actor))
'L9 it refers to another act than the request it answers' FROM (SELECT s.book_id, s.leaf_idx, a.ref,
 q.digest FROM payment_step s JOIN payment_request r USING (book_id, payment_request_id) LEFT JOIN
 temp.act a ON a.book_id = s.book_id AND a.leaf_idx = s.leaf_idx LEFT JOIN (SELECT book_id,
 leaf_idx, digest FROM temp.act) q ON q.book_id = r.book_id AND q.leaf_idx = r.leaf_idx
 WHERE s.leaf_idx <> r.leaf_idx) WHERE ref IS NULL OR ref IS NOT digest
'L11 period ' || period || ' is not open for ' || value_date FROM (SELECT *, voucher_id / 100 AS
 leaf_idx FROM voucher) v WHERE (kind = 'opening') <> (period = 0) OR period NOT IN (0, 0 +
 replace(substr(value_date, 1, 7), '-', '')) OR 'open' IS NOT (SELECT state FROM period_change WHERE
 book_id = v.book_id AND period = v.period AND leaf_idx < v.leaf_idx ORDER BY leaf_idx DESC LIMIT 1)
'L14 money and 8001 move apart in tranche ' || tranche_id FROM line WHERE tranche_id AND in_budget
 AND ledger <> 'memo' GROUP BY book_id, voucher_id, tranche_id
 HAVING sum((is_money OR off_budget) * net) <> sum((account LIKE '8001%') * net)"""
DAY = re.compile(r".*_on\Z|value_date\Z|valid_from\Z|valid_to\Z")
EPOCH, LAG, VOID = "1970-01-01T00:00:00.000000Z", timedelta(seconds=5), timedelta(days=30)


class Fault(ValueError):
    """Something that is not as it must be, in one sentence."""


# Whatever forged bytes raise on the way is a fault of their leaf or file.
BAD = (ArithmeticError, AttributeError, Error, LookupError, OSError, RuntimeError)
BAD = (*BAD, TypeError, ValueError)  # type: ignore[assignment]

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


# ---------------------------------------------------------------- SHA-256, SM3 (GB/T 32905), trees
_IV = "7380166f4914b2b9172442d7da8a0600a96f30bc163138aae38dee4db0fb0e4e"


def _turn(word: int, by: int) -> int:
    return (word << by | word >> (32 - by)) & 0xFFFFFFFF


def plain_sm3(data: bytes) -> bytes:
    """Return SM3 where the OpenSSL of this Python lacks it, about 0.1 ms for 64 bytes."""
    state = [int(_IV[i : i + 8], 16) for i in range(0, 64, 8)]
    data += b"\x80" + bytes(-(len(data) + 9) % 64) + (len(data) * 8).to_bytes(8, "big")
    for at in range(0, len(data), 64):
        w = [int.from_bytes(data[i : i + 4], "big") for i in range(at, at + 64, 4)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ _turn(w[j - 3], 15)
            w.append(x ^ _turn(x, 15) ^ _turn(x, 23) ^ _turn(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            first, late = _turn(a, 12), j > 15
            key = _turn(0x7A879D8A if late else 0x79CC4519, j % 32)
            one = _turn((first + e + key) & 0xFFFFFFFF, 7)
            mixed = (a & b | a & c | b & c) if late else a ^ b ^ c
            chosen = (e & f | ~e & g) if late else e ^ f ^ g
            left = (mixed + d + (one ^ first) + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            right = (chosen + h + one + w[j]) & 0xFFFFFFFF
            a, b, c, d = left, a, _turn(b, 9), c
            e, f, g, h = right ^ _turn(right, 9) ^ _turn(right, 17), e, _turn(f, 19), g
        state = [x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h))]  # noqa: B905 - not in 3.8
    return b"".join(word.to_bytes(4, "big") for word in state)


def sha(*parts: bytes) -> bytes:
    """Return SHA-256 over the parts in a row."""
    return hashlib.sha256(b"".join(parts)).digest()


def sm3(*parts: bytes) -> bytes:
    """Return SM3 over the parts in a row."""
    try:
        return hashlib.new("sm3", b"".join(parts)).digest()
    except ValueError:
        return plain_sm3(b"".join(parts))


Hash = Callable[..., bytes]
SUITES = {1: (sha, ""), 2: (sm3, "/sm")}  # Of each: the hash, and the end of its logs' origins.


def grow(roots: list[bytes], size: int, digest: bytes, hashing: Hash = sha) -> bytes:
    """Append a leaf hash to the roots of perfect subtrees; return that of 256 leaves, if made."""
    level, full = 0, b""
    while size & 1:
        digest, size, level = hashing(b"\1", roots.pop(), digest), size >> 1, level + 1
        full = digest if level == 8 else full
    roots.append(digest)
    return full


def top(roots: list[bytes], hashing: Hash = sha) -> bytes:
    """Return the root over all leaves."""
    out = roots[-1] if roots else hashing()
    for left in reversed(roots[:-1]):
        out = hashing(b"\1", left, out)
    return out


def merkle(hashes: Iterable[bytes], hashing: Hash = sha) -> bytes:
    """Return the root over leaf hashes."""
    roots: list[bytes] = []
    for size, digest in enumerate(hashes):
        grow(roots, size, digest, hashing)
    return top(roots, hashing)


class Tree:
    """The tree of a log as it is read; a root at an earlier size asks for 255 leaves at most."""

    def __init__(self, hashing: Hash, bodies: Callable[[int, int], Iterable[bytes]]) -> None:
        self.hash, self.bodies, self.size = hashing, bodies, 0
        self.roots: list[bytes] = []
        self.marks: list[list[bytes]] = [[]]
        self.last: tuple[int, list[bytes]] = (0, [])

    def add(self, body: bytes) -> bytes:
        """Append a leaf; return the root of the 256 leaves that it filled, if it did."""
        full = grow(self.roots, self.size, self.hash(b"\0", body), self.hash)
        self.size += 1
        if full:
            self.marks.append(list(self.roots))
        return full

    def at(self, size: int) -> list[bytes]:
        """Return the roots of the perfect subtrees at a size; a Fault when there are fewer."""
        if not 0 <= size <= self.size:
            raise Fault(f"it counts {size} leaves, and {self.size} are here")
        if size == self.size:
            return self.roots
        if size != self.last[0]:
            low, roots = size - size % 256, list(self.marks[size // 256])
            for n, body in enumerate(self.bodies(low, size), low):
                grow(roots, n, self.hash(b"\0", body), self.hash)
            self.last = size, roots
        return self.last[1]

    def root(self, size: int) -> bytes:
        """Return the root at a size."""
        return top(self.at(size), self.hash)


# ----------------------------------------------------------------- canonical JSON, leaves and notes
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
        self.time, self.digest = datetime.fromisoformat(self.at[:-1]), sha(b"\0", self.text)
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


class Key(NamedTuple):
    """A published key: type 1 signs a note's text, type 4 is that of a witness (C2SP)."""

    name: str
    kind: int
    public: bytes

    def holds(self, line: tuple[str, bytes, str], text: str) -> bool | None:
        """Say whether a line is this key's signature of a text; None when of another key."""
        key_id = sha(self.name.encode(), b"\n", bytes([self.kind]), self.public)[:4]
        if (line[0], line[1][:4]) != (self.name, key_id):
            return None
        if self.kind == 1:
            return ed25519(self.public, line[1][4:], text.encode())
        time = int.from_bytes(line[1][4:12], "big")
        text = f"cosignature/v1\ntime {time}\n{text}"
        return time < 1 << 63 and ed25519(self.public, line[1][12:], text.encode())


def _base64(text: str) -> bytes:
    raw = b64decode(text, validate=True)
    if b64encode(raw).decode() != text:
        raise Fault("base64 has one spelling")
    return raw


def signature_line(text: str) -> tuple[str, bytes, str]:
    """Read a signature line: its name, its bytes from the key id on, and as it is written."""
    found = re.match("\u2014 ([^\\s+]+) ([A-Za-z0-9+/=]+)\n\\Z", text)
    if not found or len(_base64(found[2])) < 5:
        raise Fault("not a signature line")
    return found[1], _base64(found[2]), text


def checkpoint(data: bytes) -> tuple[str, list[Any], str, int, bytes]:
    """Read a signed checkpoint: its text, signature lines, origin, size and root."""
    text, parted, lines = data.decode().rpartition("\n\n")
    found = re.match(r"([^\x00-\x20]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)\Z", text)
    if not parted or not found or not lines.endswith("\n") or lines.count("\n") > 100:
        raise Fault("not a signed checkpoint")
    signed = [signature_line(line + "\n") for line in lines[:-1].split("\n")]
    return text + "\n", signed, found[1], int(found[2]), _base64(found[3])


def published(text: str) -> Key:
    """Read a witness's key as it is published: `name+key id in hex+base64 of type and key`."""
    name, key_id, body = text.split("+", 2)
    raw = _base64(body)
    key = Key(name, raw[0], raw[1:])
    _multiples(key.public, -1)
    if key.kind != 4 or not name or sha(name.encode(), b"\n", raw)[:4].hex() != key_id:
        raise Fault("not the key of a witness")
    return key


# ------------------------------------------------------------------------- where a ledger is stored
def schema_digest(rows: list[tuple[str, ...]]) -> str:
    """Return the SHA-256 of rows of a schema: type, name, table, definition."""
    text = "".join("{}\0{}\0{}\0{}\n".format(*row) for row in rows)
    return sha(text.encode("utf-8", "surrogateescape")).hex()


class File:
    """The file of a ledger, attached to the scratch database as `src`, in one snapshot."""

    def __init__(self, path: Path, db: Any) -> None:  # noqa: ANN401 - a connection
        self.db = db
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
            db.execute(f"PRAGMA {pragma}")
        db.execute("ATTACH ? AS src", (path.resolve().as_uri() + "?mode=ro",))

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with the database itself: its schema, its pages, its revision."""
        query = SCHEMA_QUERY.replace("FROM ", "FROM src.")
        rows = [row for row in self.db.execute(query) if row not in BESIDE]
        digest = schema_digest(rows)
        tables = {name for kind, name, _, _ in rows if kind == "table"}
        if digest not in SCHEMAS:
            yield "schema", f"this file does not know it (SHA-256 {digest})"
        for kind, name, _, _ in rows:
            ours = name in TABLES if kind == "table" else re.match("(law|ix|sqlite)_", name)
            if kind == "view" or not ours:
                yield "schema", f"{kind} {name} is not ours"
        for name in sorted(TABLES - tables):
            yield "schema", f"table {name} is missing"
        found = self.db.execute("SELECT version_num FROM src.alembic_version").fetchall()
        if found != [(SCHEMAS.get(digest, "0001"),)]:
            yield "alembic_version", f"it is {found!r:.60}"
        for (said,) in self.db.execute("PRAGMA src.integrity_check(20)"):
            if said != "ok":
                yield "integrity_check", said

    def definitions(self) -> dict[str, str]:
        """Return how each of our tables is made."""
        query = "SELECT name, sql FROM src.sqlite_master WHERE type = 'table'"
        return {name: sql for name, sql in self.db.execute(query) if name in TABLES}

    def logs(self) -> dict[int, str]:
        """Return the origin of every log, also of one that has leaves and no head."""
        query = "SELECT book_id, max(origin) FROM (SELECT 0 AS book_id, '' AS origin UNION SELECT"
        query += " book_id, '' FROM src.leaf UNION SELECT book_id, origin FROM src.log_head)"
        return dict(self.db.execute(query + " GROUP BY 1 ORDER BY 1").fetchall())

    def leaves(self, book: int, low: int = -(1 << 63), high: int = 1 << 63) -> Iterator[Any]:
        """Yield index, bytes and stored hash of leaves."""
        # By the key: an integrity check that finds nothing says that it leads to every leaf.
        query = "SELECT idx, body, hash FROM src.leaf WHERE book_id = ? AND idx BETWEEN ? AND ?"
        return iter(self.db.execute(query + " ORDER BY idx", (book, low, high - 1)))

    def heads(self) -> tuple[list[Any], list[Any]]:
        """Return (book, suite, n, size, frontier, note), (book, suite, witness, n, size, line)."""
        notes = "SELECT book_id, suite, n, size, frontier, note FROM src.checkpoint NOT INDEXED"
        lines = "SELECT book_id, suite, witness, n, size, line FROM src.cosignature NOT INDEXED"
        found = [self.db.execute(f"{query} ORDER BY 1, 2, 3, 4") for query in (notes, lines)]
        return found[0].fetchall(), found[1].fetchall()


def tile_name(level: str, n: int, width: int) -> str:
    """Return the path of a tile: three digits a folder, `.p/<width>` when it is not full."""
    names = [f"{n % 1000:03}"]
    while n > 999:
        n //= 1000
        names.insert(0, f"x{n % 1000:03}")
    return f"tile/{level}/{'/'.join(names)}" + (f".p/{width}" if width < 256 else "")


class Archive:
    """The folder of an archive: leaves and hashes as tiles of 256, signed heads as notes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, str] = {}
        self.sizes: dict[int, tuple[int, bytes, str]] = {}
        data = (folder / "MANIFEST").read_bytes().decode()
        head, _, listed = data.partition("\n\n")
        first, _, self.ledger, *logs = head.split("\n")
        if first != "cityledger/archive/v1" or not self.ledger.startswith("ledger "):
            raise Fault("MANIFEST: not one of an archive of this kind")
        for line in logs:
            _, book, size, root, origin = line.split(" ")
            self.sizes[int(book)] = int(size), _base64(root), origin
        for line in listed.splitlines():
            digest, _, path = line.partition("  ")
            if {".", "..", ""} & set(path.split("/")) or re.search(r"[\\:\s]", path):
                raise Fault(f"MANIFEST: a path that leaves the folder: {path[:80]!r}")
            self.files[path] = digest
        self.tile = lru_cache(maxsize=8)(self._tile)

    def data(self, path: str) -> bytes:
        """Return the bytes of a listed file."""
        if path not in self.files or not (self.folder / path).is_file():
            raise Fault(f"{path} is not in the archive")
        return (self.folder / path).read_bytes()

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield each file whose bytes are not the listed ones, and a schema that is unknown."""
        for path, digest in sorted(self.files.items()):
            try:
                found = sha(self.data(path)).hex()
                if found != digest or (path.startswith("evidence/") and path[9:] != digest):
                    yield path, "its bytes are not those that were archived"
            except BAD as fault:
                yield path, str(fault)
        for book, (_, _, origin) in self.sizes.items():
            own = f"{self.ledger[7:]}/{book}"
            if origin != own or self.data(f"logs/{book}/origin") != own.encode() + b"\n":
                yield f"logs/{book}/origin", "it is not that of this log"
        if self.files.get("schema.sql") not in SCHEMA_TEXTS:
            yield "schema.sql", "this file does not know it, so that no table was made"

    def definitions(self) -> dict[str, str]:
        """Return how each of our tables is made; nothing when the schema is unknown."""
        data = self.data("schema.sql")
        if sha(data).hex() not in SCHEMA_TEXTS:
            return {}
        found = re.findall(r"(CREATE TABLE (\w+) [^;]*)", data.decode())
        return {name: sql for sql, name in found if name in TABLES}

    def logs(self) -> dict[int, str]:
        """Return the origin of every log."""
        return {book: origin for book, (_, _, origin) in sorted(self.sizes.items())}

    def _tile(self, path: str) -> list[bytes]:
        """Return the leaves of a bundle, or the hashes of a tile."""
        data, out, at = self.data(path), [], 0
        while at < len(data):
            width = 32
            if "/entries/" in path:
                width, at = int.from_bytes(data[at : at + 2], "big"), at + 2
            out.append(data[at : at + width])
            at += width
        if at != len(data):
            raise Fault(f"{path} is cut off")
        return out

    def leaves(self, book: int, low: int = -(1 << 63), high: int = 1 << 63) -> Iterator[Any]:
        """Yield index, bytes and archived hash of leaves."""
        size = self.sizes[book][0]
        low, high = max(low, 0), min(high, size)
        for n in range(low // 256, -(-high // 256)):
            width = min(256, size - 256 * n)
            names = [tile_name(level, n, width) for level in ("entries", "0")]
            bodies, hashes = (self.tile(f"logs/{book}/{name}") for name in names)
            if len(bodies) != width or len(hashes) != width:
                raise Fault(f"logs/{book}/{names[0]} has {len(bodies)} leaves, not {width}")
            for index in range(max(low, 256 * n), min(high, 256 * n + width)):
                yield index, bodies[index % 256], hashes[index % 256]

    def heads(self) -> tuple[list[Any], list[Any]]:
        """Return the same as of a file; an archive has no frontiers."""
        found = (re.match(r"logs/(\d+)/checkpoints/(\d+)-(\d+)\Z", path) for path in self.files)
        notes, lines, last = [], [], (-1, -1, -1)  # type: list[Any], list[Any], tuple[int, int, int]
        for book in self.sizes:
            for line in self.data(f"logs/{book}/cosignatures").decode().splitlines(keepends=True):
                *numbers, text = line.split(" ", 3)
                suite, n, size = map(int, numbers)
                lines.append((book, suite, signature_line(text)[0], n, size, text))
        for book, suite, size in sorted([int(n) for n in one.groups()] for one in found if one):
            text, signed, *_ = checkpoint(self.data(f"logs/{book}/checkpoints/{suite}-{size}"))
            last = (book, suite, last[2] + 1 if last[:2] == (book, suite) else 0)
            notes.append((*last, size, None, f"{text}\n{signed[0][2]}".encode()))
        return notes, sorted(lines)

    def compare(self, book: int, size: int, root: bytes) -> Iterator[tuple[str, str]]:
        """Yield where size, root, signed heads or tiles of a log are not what the others give."""
        if (size, root) != self.sizes[book][:2]:
            yield "MANIFEST", f"log {book} has another size or root than its leaves"
        notes, lines = self.heads()
        newest = {}
        for suite, at in [(row[1], row[3]) for row in notes if row[0] == book]:
            path = f"logs/{book}/checkpoints/{suite}-{at}"
            under = [row[5] for row in lines if (*row[:2], row[4]) == (book, suite, at)]
            newest[suite] = data = self.data(path)
            if sorted(line[2] for line in checkpoint(data)[1][1:]) != sorted(under):
                yield path, "the cosignatures on it are not those kept beside it"
        for suite, data in newest.items():
            path = f"logs/{book}{SUITES[suite][1]}/checkpoint"
            if self.data(path) != data:
                yield path, "it is not the newest"
        tile = rf"(logs/{book}/(sm/)?)tile/(\w+)/((?:x\d{{3}}/)*\d{{3}})(?:\.p/(\d+))?\Z"
        for found in filter(None, (re.match(tile, path) for path in sorted(self.files))):
            base, level, hashing = found[1], found[3], sm3 if found[2] else sha
            n, width = int(re.sub("[x/]", "", found[4])), int(found[5] or 256)
            if level in ("entries", "0"):
                due = [body for _, body, _ in self.leaves(book, 256 * n, 256 * n + width)]
                due = [hashing(b"\0", body) for body in due] if level == "0" else due
            else:
                below = [tile_name(str(int(level) - 1), 256 * n + i, 256) for i in range(width)]
                due = [merkle(self.tile(base + name), hashing) for name in below]
            if self.tile(found[0]) != due:
                yield found[0], "it is not what the leaves or the tiles below it give"


# ------------------------------------------------------------------------------ what the leaves say
class Ledger:
    """Where a ledger is stored, and beside it in a scratch database the rows its leaves make."""

    def __init__(self) -> None:
        self.db = connect("", uri=True, isolation_level=None)
        self.db.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        self.faults: list[tuple[str, str]] = []
        self.source: Any = None
        self.bad: dict[int, int] = {}
        self.numbers: dict[tuple[int, str, str], int] = {}
        self.columns: dict[str, dict[str, str]] = {}
        self.told: dict[tuple[str, str], list[tuple[int, str]]] = {}
        self.times: list[datetime] = []
        self.born: dict[int, datetime] = {}
        self.trees: dict[tuple[int, int], Tree] = {}
        self.batch: list[Any] = []
        self.proposed: dict[int, tuple[Any, ...]] = {}
        self.days: list[Leaf] = []
        self.log_keys: dict[int, list[bytes]] = {}
        self.origins: dict[tuple[int, int], str] = {}
        self.last: dict[tuple[Any, ...], tuple[int, int]] = {}
        self.last_line: dict[tuple[Any, ...], tuple[int, int, int]] = {}
        self.kept: dict[tuple[int, int, int], list[str]] = {}
        self.keys: list[Key] = []
        self.cosigned = self.lines = 0

    def fault(self, book: int, index: int, what: object) -> None:
        """Note the first bad leaf of a log: those after it may only follow from it."""
        if index < self.bad.get(book, index + 1):
            self.faults.append((f"leaf {index} of book {book}", said(what)))
            self.bad[book] = index

    def open(self, path: Path) -> None:
        """Look at what it is stored in; make every table anew, empty."""
        self.source = Archive(path) if path.is_dir() else File(path, self.db)
        # One snapshot from here on, although the office may be at work.
        self.db.execute("SAVEPOINT reading")
        self.faults += self.source.faults()
        for table, sql in self.source.definitions().items():
            # Older SQLite does not know STRICT; every cell is read by its column's type anyway.
            self.db.execute(re.sub(r",?\s+STRICT\s*\Z", "", sql))
            info = self.db.execute(f'PRAGMA main.table_info("{table}")')
            self.columns[table] = {row[1]: row[2] for row in info}
        self.db.execute("CREATE TEMP TABLE act (book_id, leaf_idx, digest, ref, at)")
        self.db.execute("CREATE INDEX temp.acts ON act (book_id, leaf_idx)")
        signed = "signed (n INTEGER PRIMARY KEY, book_id, leaf_idx, public)"
        self.db.execute(f"CREATE TEMP TABLE {signed}")

    def add(self, table: str, texts: dict[str, str], **made: Any) -> None:  # noqa: ANN401
        """Add a row: the texts of a leaf, blanks for absent ones, and what the ledger makes."""
        kinds = self.columns[table]
        texts = {**BLANKS.get(table, {}), **texts}
        row = {**{name: cell(name, kinds[name], text) for name, text in texts.items()}, **made}
        marks, cells = ", ".join("?" * len(kinds)), [row.get(name) for name in kinds]
        self.db.execute(f'INSERT INTO main."{table}" VALUES ({marks})', cells)

    def bodies(self, book: int) -> Callable[[int, int], Iterable[bytes]]:
        """Return what gives the bytes of some leaves of a log again."""
        return lambda low, high: (body for _, body, _ in self.source.leaves(book, low, high))

    def log(self, book: int, origin: str, suites: Iterable[int]) -> None:  # noqa: C901 - one loop
        """Check the leaves of one log in order, and add the rows they make."""
        last, at, self.judged, self.batch = bytes(32), EPOCH, 0, []
        trees = [Tree(SUITES[suite][0], self.bodies(book)) for suite in suites]
        for suite, tree in zip(suites, trees):  # noqa: B905 - not in 3.8
            self.trees[book, suite], self.origins[book, suite] = tree, origin + SUITES[suite][1]
        tables = [self.apply] if self.columns else []
        for size, (index, body, stored) in enumerate(self.source.leaves(book)):
            digest = sha(b"\0", body)
            try:
                leaf = Leaf(body)
                if (leaf.book, leaf.index, leaf.previous, index) != (book, size, last, size):
                    self.fault(book, index, "does not follow the leaf before it")
                if stored != digest or leaf.origin != origin or leaf.at <= at:
                    self.fault(book, index, "its hash, or the origin or time in its header")
                at = leaf.at
                self.born.setdefault(book, leaf.time)
                judge = self.member if self.batch else self.authority
                for step in (self.heads, judge, self.people, *tables):
                    try:
                        step(leaf)
                    except BAD as fault:
                        self.fault(book, index, fault)
            except BAD as fault:
                self.fault(book, index, fault)
            last, full, *_ = (digest, *[tree.add(body) for tree in trees])
            if full and self.columns:
                self.add("node", {}, book_id=book, n=size // 256, hash=full)
        size, roots = trees[0].size, trees[0].roots
        if self.batch:
            self.fault(book, size, "L9 the last batch is short")
        if isinstance(self.source, Archive):
            self.faults += self.source.compare(book, size, top(roots))
        elif self.columns:
            made = {"origin": origin, "size": size, "last_hash": last, "last_booked_at": at}
            self.add("log_head", {}, book_id=book, frontier=b"".join(roots), **made)

    def heads(self, leaf: Leaf) -> None:
        """Check that the heads its actor saw are prefixes, and how old the registry was (L8)."""
        size, least = leaf.registry_size, self.judged
        own, known = self.trees[leaf.book, 1], self.trees[0, 1]
        if leaf.book == 0:
            self.times.append(leaf.time)
            least = leaf.index
        self.judged = size
        for (seen, root), tree in zip(leaf.heads, (own, known)):  # noqa: B905 - not in 3.8
            if seen > tree.size or tree.root(seen) != root:
                raise Fault("its actor had seen another log")
        if not max(least, leaf.heads[1][0]) <= size <= known.size:
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
        signed = "INSERT INTO temp.signed (book_id, leaf_idx, public) VALUES (?, ?, ?)"
        self.db.execute(signed, (leaf.book, leaf.index, public))
        roles = ACTS[leaf.book > 0, leaf.kind][0] if leaf.accepted else ()
        if roles and not any(self.told_at(size, leaf.actor, role) == "1" for role in roles):
            raise Fault(f"{leaf.actor} was not {'/'.join(sorted(roles))} at {size}")
        if leaf.accepted and leaf.kind == "batch":
            count = int(leaf.core["count"])
            self.batch = [leaf.actor, leaf.core["root"], count, []] if count else []

    def member(self, leaf: Leaf) -> None:
        """Check a member of a signed batch: an act of its signer, within that duty (L8, L9)."""
        actor, root, count, digests = self.batch
        digests.append(leaf.digest)
        if len(digests) == count:
            self.batch = []
            if merkle(digests).hex() != root:
                raise Fault("L9 the batch ending here is not the signed one")
        duty = ACTS[True, "batch"][0] & ACTS[True, leaf.kind][0]
        if leaf.actor != actor or not duty or leaf.kind == "batch" or not leaf.accepted:
            raise Fault(f"L8 {leaf.kind} of {leaf.actor} is no act of the batch of {actor}")

    def people(self, leaf: Leaf) -> None:
        """Check what takes two persons, and that no administrator holds a money role (L8)."""
        if leaf.book or not leaf.accepted:
            return
        rows, first = leaf.rows, ACTS[False, leaf.kind][2]
        for row in rows.get("proposal", ()):
            asked = (row["kind"], row["proposed_by"], row["content"])
            self.proposed[leaf.index] = (leaf.kind, leaf.actor, leaf.digest, leaf.time, *asked)
        if leaf.kind == "day.seal":
            self.days.append(leaf)
        for row in rows.get("log_key", ()):
            self.log_keys.setdefault(int(row["suite"]), []).append(bytes.fromhex(row["public"]))
        if first and leaf.index:
            self.second(leaf, first.copy().pop())
        elif leaf.kind == "party.add":
            new = {row["party_id"] for row in rows.get("party", ())}
            if not new.issuperset(row["party_id"] for row in rows.get("party_account", ())):
                raise Fault("L8 an account of a party that is known takes two persons")
        for person in {row["user_id"] for row in rows.get("role_change", ())}:
            held = [role for role in ROLES if self.told_at(leaf.index + 1, person, role) == "1"]
            if "admin" in held and set(held) & set(MONEY_ROLES):
                raise Fault(f"L8 {person} is {' and '.join(held)}")

    def second(self, leaf: Leaf, first: str) -> None:
        """Check that somebody else proposed just this within 30 days, and use that up (L8)."""
        rows = {table: rows for table, rows in leaf.rows.items() if table != "confirmation"}
        (named,) = leaf.rows.get("confirmation") or [{}]
        index = str(named.get("proposal_idx"))
        number = int(index) if re.match(r"(0|[1-9][0-9]{0,17})\Z", index) else -1
        found = self.proposed.pop(number, None)
        if not found or named != {"proposal_idx": index, "confirmed_by": leaf.actor}:
            raise Fault("L8 takes two persons: nobody proposed it, or it is confirmed already")
        kind, actor, digest, time, *asked = found
        if actor == leaf.actor:
            raise Fault(f"L8 takes two persons: {actor} proposed and confirmed it")
        if kind != first or asked != [leaf.kind, actor, canonical(rows)]:
            raise Fault("L8 takes two persons: it is not what was proposed")
        if leaf.core.get("ref") != digest.hex():
            raise Fault("L8 takes two persons: it refers to another act than its proposal")
        if leaf.time > time + VOID:
            raise Fault("L8 takes two persons: its proposal is older than 30 days")

    def apply(self, leaf: Leaf) -> None:  # noqa: C901 - one leaf, from its request to its vouchers
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
        if leaf.rows.keys() & {"payment_request", "payment_step"}:
            refers = (leaf.book, leaf.index, leaf.digest.hex(), leaf.core.get("ref"), leaf.at)
            self.db.execute("INSERT INTO temp.act VALUES (?, ?, ?, ?, ?)", refers)
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

    def signatures(self, wanted: str, seed: int) -> dict[str, int]:
        """Check all signatures of leaves, or as many as are wanted, picked at random."""
        count = self.db.execute("SELECT count(*) FROM temp.signed").fetchone()[0]
        picked: Any = range(1, count + 1)
        if wanted != "all" and int(wanted) < count:
            picked = sorted(random.Random(seed).sample(picked, int(wanted)))  # noqa: S311 - no secret
        for n in picked:
            query = "SELECT book_id, leaf_idx, public FROM temp.signed WHERE n = ?"
            book, index, public = self.db.execute(query, (n,)).fetchone()
            for _, body, _ in self.source.leaves(book, index, index + 1):
                leaf = Leaf(body)
                try:
                    if not ed25519(bytes.fromhex(public), leaf.note[4:], leaf.text):
                        raise Fault(f"not signed by {leaf.actor}")
                except BAD as fault:
                    self.fault(book, index, fault)
        return {"checked": len(picked), "of": count, "seed": seed}

    def each(self, place: str, step: Callable[..., None], *what: Any) -> None:  # noqa: ANN401
        """Take a step, and note the fault that it ends in."""
        try:
            step(*what)
        except BAD as fault:
            self.faults.append((place, said(fault)))

    def day(self, leaf: Leaf) -> None:
        """Check that the heads named by a day's seal are true and leave no book out (L15)."""
        named = {int(row["of_book"]): row for row in leaf.rows.get("day_head", ())}
        for book, row in named.items():
            tree, size = self.trees.get((book, 1)), int(row["size"])
            if not tree or size > tree.size or tree.root(size).hex() != row["root"]:
                raise Fault(f"L15 book {book} never had this head at size {size}")
        for book, born in self.born.items():
            if book and book not in named and born + LAG < leaf.time:
                raise Fault(f"L15 it leaves out book {book}")

    def own(self, origin: str, suite: int) -> list[Key]:
        """Return every key that the registry named for the checkpoints of a log."""
        return [Key(origin, 1, public) for public in self.log_keys.get(suite, ())]

    def stored(
        self, book: int, suite: int, n: int, size: int, frontier: bytes | None, data: bytes
    ) -> None:
        """Check a stored checkpoint: its number, size, root, frontier and signature (L7)."""
        before, self.last[book, suite] = self.last.get((book, suite), (-1, 0)), (n, size)
        tree, (text, signed, origin, *head) = self.trees[book, suite], checkpoint(data)
        if n != before[0] + 1 or size <= before[1]:
            raise Fault(f"L7 it follows number {before[0]} of size {before[1]}")
        if origin != self.origins[book, suite] or head != [size, tree.root(size)]:
            raise Fault("it is not of this log, or not its head at this size")
        if frontier not in (None, b"".join(tree.at(size))):
            raise Fault("its frontier is not that of this size")
        if len(signed) != 1 or not any(
            key.holds(signed[0], text) for key in self.own(origin, suite)
        ):
            raise Fault("not signed by the log")
        self.kept[book, suite, size] = [text]

    def cosignature(
        self, book: int, suite: int, witness: str, n: int, size: int, text: str
    ) -> None:
        """Check a stored cosignature, and its signature when the key is known (L7)."""
        line, kept = signature_line(text), self.kept.get((book, suite, size), [])
        if line[0] != witness or len(line[1]) != 76 or line[1][4] > 127:
            raise Fault("it is no cosignature of this witness")
        made = (n, size, int.from_bytes(line[1][4:12], "big"))
        before = self.last_line.get((book, suite, witness), (-1, 0, -1))
        wrong = n != before[0] + 1 or not kept or text in kept or made[1:] <= before[1:]
        self.last_line[book, suite, witness] = (n, *before[1:]) if wrong else made
        if wrong:
            raise Fault("L7 its number, or it stands under no checkpoint, or out of order")
        verdicts = [key.holds(line, kept[0]) for key in self.keys]
        if False in verdicts:
            raise Fault(f"not signed by {witness}")
        kept.append(text)
        self.cosigned += True in verdicts

    def outside(self, data: bytes) -> None:
        """Check that the log and all signatures of a checkpoint that others have are here."""
        text, signed, origin, size, root = checkpoint(data)
        book, suite = {origin: log for log, origin in self.origins.items()}.get(origin, (-1, 1))
        if book < 0:
            raise Fault(f"its log {origin} is not here")
        keys = [*self.keys, *self.own(origin, suite)]
        if any(key.holds(line, text) is False for key in keys for line in signed):
            raise Fault("a signature on it is false")
        if self.trees[book, suite].root(size) != root:
            raise Fault(f"{origin} has another root at size {size}: leaves were rewritten")
        kept = self.kept.get((book, suite, size), [""])
        if kept[0] != text:
            raise Fault(f"the checkpoint of {origin} of size {size} is not kept")
        for name, _, line in signed:
            if name != origin and line not in kept:
                raise Fault(f"the cosignature of {name} at size {size} is not kept")

    def signed_heads(self, outside: Iterable[tuple[str, bytes]]) -> None:
        """Check stored checkpoints and cosignatures, and the heads that others have kept."""
        notes, lines = self.source.heads()
        self.lines = len(lines)
        for row in notes:
            self.each("checkpoint {2} of suite {1}, book {0}".format(*row), self.stored, *row)
        for row in lines:
            place = "cosignature {3} of {2}, suite {1}, book {0}".format(*row)
            self.each(place, self.cosignature, *row)
        for name, data in outside:
            self.each(name, self.outside, data)

    def attachments(self) -> dict[str, int]:
        """Count the files named in the books and those an archive has, whose sizes must agree."""
        rows = self.db.execute("SELECT sha256, size FROM main.evidence_file").fetchall()
        here = [(name, size) for name, size in rows if f"evidence/{name}" in self.source.files]
        for name, size in here:
            if (self.source.folder / "evidence" / name).stat().st_size != size:
                self.faults.append((f"evidence/{name}", f"its size is not {size}"))
        return {"here": len(here), "of": len(rows)}

    def laws(self) -> None:
        """Sum balances and limits, and name the first leaf that breaks each law."""
        for statement in (LINE, LIMIT, BALANCE, LIMITS):
            self.db.execute(statement)
        for query in re.split(r"\n(?! )", LAWS):
            where = f"SELECT book_id, leaf_idx, {query} ORDER BY 1, 2 LIMIT 1"
            for book, index, what in self.db.execute(where):
                self.faults.append((f"leaf {index} of book {book}", f"breaks a law: {what}"))
        for table, _, parent, _ in self.db.execute("PRAGMA main.foreign_key_check").fetchmany(20):
            self.faults.append(("foreign key", f"a row of {table} points to nothing in {parent}"))
        self.in_hand()

    def in_hand(self) -> None:
        """Money that went out must have been there at the end of that day and each later one."""
        query = "SELECT book_id, floor, leaf_idx, value_date, net FROM line WHERE is_money"
        for (book, floor), rows in groupby(
            self.db.execute(query + " ORDER BY 1, 2, 3"), lambda row: row[:2]
        ):
            for index, day, held in short(rows):
                what = f"breaks a law: L3 money {floor} is {held} fen on {day}"
                self.faults.append((f"leaf {index} of book {book}", what))
                break

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
                told = [f"{n} is {mine!r}, the leaves say {its!r}" for n, mine, its in cells]
                place = ", ".join(f"{n}={k!r}" for n, k in zip(keys, key))  # noqa: B905
                self.faults.append((f"{table} ({place})", (told or [f"only {has} this row"])[0]))
                return


def short(rows: Iterable[Any]) -> Iterator[tuple[int, str, int]]:
    """Yield leaf, day and sum where a purse falls below nothing after money was taken out."""
    days: dict[str, int] = {}
    for index, moves in groupby(rows, lambda row: row[2]):
        out = []
        for *_, day, net in moves:
            days[day] = days.get(day, 0) + net
            out += [day] if net < 0 else []
        held = 0
        for day in sorted(days) if out and min(out) < max(days) else ():
            held += days[day]
            if held < 0 and day >= min(out):
                yield index, day, held


def said(what: object) -> str:
    """Return what is wrong as a sentence."""
    if isinstance(what, Error):
        return f"no table takes it: {what}"
    return str(what) if isinstance(what, (str, Fault)) else f"cannot be read: {what!r}"


def verify(
    path: Path,
    signatures: str = "all",
    seed: int = 0,
    keys: Iterable[Key] = (),
    outside: Iterable[tuple[str, bytes]] = (),
) -> dict[str, Any]:
    """Check a ledger or an archive; `outside` are names and bytes of checkpoints kept elsewhere.

    Returns the verdict, what was checked, and every fault with its place.
    """
    ledger, outside = Ledger(), list(outside)
    ledger.keys = list(keys)
    counts = {"checked": 0, "of": 0, "seed": seed}
    attachments = {"here": 0, "of": 0}
    try:
        ledger.open(path)
        named = [row[1] for row in ledger.source.heads()[0]]
        named += [2 for _, data in outside if checkpoint(data)[2].endswith("/sm")]
        for book, origin in ledger.source.logs().items():
            ledger.log(book, origin, (1, 2) if 2 in named else (1,))
        counts = ledger.signatures(signatures, seed)
        for leaf in ledger.days:
            ledger.each(f"leaf {leaf.index} of book 0", ledger.day, leaf)
        ledger.signed_heads(outside)
        if ledger.columns:
            ledger.laws()
        if isinstance(ledger.source, File):
            for table in ledger.columns.keys() - NOT_COMPARED:
                ledger.difference(table)
        elif ledger.columns:
            attachments = ledger.attachments()
    except BAD as error:
        ledger.faults.append(("file", f"cannot be read on: {error!r}"))
    ledger.db.close()
    trees = {book: tree for (book, suite), tree in ledger.trees.items() if suite == 1}
    return {
        "sound": not ledger.faults,
        "leaves": sum(tree.size for tree in trees.values()),
        "signatures": counts,
        "cosignatures": {"checked": ledger.cosigned, "of": ledger.lines},
        "attachments": attachments,
        "roots": {str(book): top(tree.roots).hex() for book, tree in trees.items()},
        "faults": [{"place": place, "what": what} for place, what in ledger.faults],
    }


def _outside(name: str) -> tuple[str, bytes]:
    data = Path(name).read_bytes()
    checkpoint(data)
    return name, data


def main() -> int:
    """Read the command line, print the verdict, return the exit status."""
    parser = argparse.ArgumentParser(description="Is a ledger what its signed leaves say?")
    parser.add_argument("path", type=Path, help="the file of a ledger, or the folder of an archive")
    parser.add_argument("--checkpoint", action="append", default=[], metavar="FILE")
    parser.add_argument("--key", action="append", default=[], metavar="VKEY")
    parser.add_argument("--signatures", default="all", metavar="all|N")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    place = given.path / "MANIFEST" if given.path.is_dir() else given.path
    if not place.is_file() or not re.match(r"(all|[0-9]{1,9})\Z", given.signatures):
        parser.error("it takes a file or an archive, and for --signatures `all` or a number")
    try:
        keys = [published(key) for key in given.key]
        outside = [_outside(name) for name in given.checkpoint]
    except BAD as error:
        parser.error(f"a --key is no key of a witness, or a --checkpoint no signed one: {error}")
    verdict = verify(given.path, given.signatures, given.seed, keys, outside)
    if given.json:
        print(json.dumps(verdict))
    else:
        for fault in verdict["faults"]:
            print("FAULT {place}: {what}".format(**fault))
        for book, root in verdict["roots"].items():
            print("book", book, "root", root)
        print("signatures: {checked} of {of} checked, seed {seed}".format(**verdict["signatures"]))
        print("cosignatures: {checked} of {of} checked".format(**verdict["cosignatures"]))
        if given.path.is_dir():
            print("attachments: {here} of {of} here".format(**verdict["attachments"]))
        print("SOUND" if verdict["sound"] else "NOT SOUND", "-", verdict["leaves"], "leaves")
    return 0 if verdict["sound"] else 5


if __name__ == "__main__":
    sys.exit(main())
