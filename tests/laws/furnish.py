"""A small book with a row in every table: written once, in the order an office would."""

from __future__ import annotations

from cityledger.evidence import note
from cityledger.evidence.keys import SoftKey
from cityledger.evidence.suite import SUITES
from cityledger.ledger import checkpoint
from cityledger.ledger.proof import head_of
from cityledger.views.acts import sealed_act
from tests.conftest import BOOK, LOG_SEED
from tests.laws.furnish_works import works
from tests.laws.raw import (
    Raw,
    Tables,
    Text,
    join,
    line,
    payment_lines,
    receipt_lines,
    red,
    row,
    voucher,
)

WORKS, SUPERVISOR = "91370211MA3C0AQX6E", "91370211MA3D1BRY7F"
PRICE = 10_000_00
CONTRACT = {"project_id": 1, "contract_id": 1}
COVER = {"allotment_id": 1}
JAN, FEB = "2025-01-10", "2025-02-10"


def people(raw: Raw) -> None:
    """Register two parties with an account each."""
    for party, name in ((WORKS, "建工一局"), (SUPERVISOR, "监理公司")):
        rows = {
            "party": [row(party_id=party, scheme="uscc", name=name)],
            "party_account": [
                row(
                    party_id=party,
                    account_no="6222" + party[-4:],
                    bank_name="工行",
                    purpose="general",
                )
            ],
        }
        raw.do("party.add", rows, book=0)


def months(raw: Raw, *periods: int) -> None:
    """Open months."""
    for period in periods:
        raw.do("period.open", {"period_change": [row(period=period, state="open")]})


def project_rows() -> Tables:
    """Two projects, one section, one of the five parties."""
    projects = [
        row(project_id=n, code=f"P-{n}", name=f"项目{n}", kind="shantytown") for n in (1, 2)
    ]
    return {
        "project": projects,
        "sub_project": [row(sub_project_id=1, project_id=1, code="S1", name="一标段")],
        "responsibility": [
            row(
                project_id=1,
                role="supervisor",
                party_id=SUPERVISOR,
                leader="李监理",
                letter_no="承诺1",
                authorisation_no="授权1",
                from_on=JAN,
            )
        ],
    }


def document(number: int, kind: str) -> Text:
    """An approval document."""
    return row(
        document_id=number,
        doc_no=f"文{number}",
        kind=kind,
        authority="区发改局",
        issued_on="2025-01-05",
        title="批复",
    )


def memo(debit: str, credit: str, fen: int, **key: object) -> list[Text]:
    """Two memo postings."""
    return [line("D", debit, fen, **key), line("C", credit, fen, **key)]


def budget_rows() -> Tables:
    """One budget line of 概算 with its voucher."""
    lines = [
        row(
            budget_line_id=n,
            project_id=n,
            document_id=1,
            code="K1",
            name="建安",
            cost_class="works",
            account="16130101",
            amount_fen=2 * PRICE,
        )
        for n in (1, 2)
    ]
    rows: Tables = {"approval_document": [document(1, "budget")], "budget_line": lines}
    postings = [x for n in (1, 2) for x in memo("9111", "9112", 2 * PRICE, budget_line_id=n)]
    return join(rows, voucher(JAN, *postings))


def allotment_rows(number: int, fen: int) -> Tables:
    """An allotment with its voucher (§ D9101 C9102)."""
    rows = {
        "approval_document": [document(10 + number, "allotment")],
        "allotment": [
            row(
                allotment_id=number,
                allotment_no=f"A{number}",
                fund_source_id=1,
                document_id=10 + number,
                fiscal_year=2025,
                amount_fen=fen,
            )
        ],
    }
    return join(rows, voucher(JAN, *memo("9101", "9102", fen, allotment_id=number)))


def tranche_row(number: int, fen: int, **columns: object) -> Text:
    """A cash tranche of source 1, received in January."""
    base: dict[str, object] = {
        "tranche_id": number,
        "label": f"T{number}",
        "form": "cash",
        "kind": "grant",
        "fund_source_id": 1,
        "amount_fen": fen,
        "received_on": JAN,
    }
    return row(**(base | columns))


def receive(raw: Raw, number: int, fen: int, on: str = JAN, **columns: object) -> None:
    """Receive a tranche on bank account 1."""
    rows: Tables = {"tranche": [tranche_row(number, fen, received_on=on, **columns)]}
    raw.do("funds.receive", join(rows, voucher(on, *receipt_lines(number, fen), word="收")))


def ground(raw: Raw) -> None:
    """Everything that must stand before money moves: months, projects, 概算, banks, a source."""
    people(raw)
    months(raw, 202412, 202501, 202502)
    raw.do("project.register", project_rows())
    raw.do("budget.approve", budget_rows())
    for number in (1, 2):
        columns = {"account": f"10020{number}", "kind": "bank", "account_no": f"3700{number}"}
        account = row(bank_account_id=number, name=f"户{number}", bank_name="农行", **columns)
        raw.do("bank.open", {"bank_account": [account]})
    source = row(
        fund_source_id=1,
        name="省级补助",
        kind="grant",
        level="province",
        route="own",
        income_account="4601",
        budget_account="6601",
    )
    raw.do("source.register", {"fund_source": [source]})
    raw.do("allotment.issue", allotment_rows(1, PRICE))
    raw.do("allotment.issue", allotment_rows(2, PRICE))


def contract_row(number: int, price: int, **columns: object) -> Text:
    """A works contract of project 1 or 2 on its budget line."""
    base: dict[str, object] = {
        "contract_id": number,
        "project_id": 1,
        "kind": "works",
        "contract_no": f"C-{number}",
        "name": f"合同{number}",
        "party_id": WORKS,
        "payee_name": "建工一局",
        "payee_bank": "工行",
        "payee_account": "62221",
        "price_fen": price,
        "signed_on": JAN,
        "budget_line_id": 1,
        "obligation_account": "230201",
        "advance_account": "121401",
        "advance_cap_fen": price // 5,
    }
    return row(**(base | columns))


def sign(raw: Raw, number: int, price: int, **columns: object) -> None:
    """Sign a contract: cost chain and money chain move on (walkthrough case 2)."""
    plan = row(
        contract_id=number,
        n=1,
        project_id=1,
        fund_source_id=1,
        allotment_id=1,
        fiscal_year=2025,
        amount_fen=price,
    )
    rows: Tables = {
        "contract": [contract_row(number, price, **columns)],
        "funding_plan": [plan],
    }
    chains = [
        *memo("9112", "9114", price, budget_line_id=columns.get("budget_line_id", 1)),
        *memo("9102", "9103", price, **COVER),
    ]
    raw.do("contract.sign", join(rows, voucher(JAN, *chains)))


def certificate_rows(number: int, fen: int, contract: int = 1) -> Tables:
    """A certificate for one cost item, all of it due (walkthrough case 3)."""
    names = {"project_id": 1, "contract_id": contract}
    cert = row(
        certificate_id=number,
        contract_id=contract,
        certificate_no=number,
        kind="progress",
        certified_on=JAN,
        chief_engineer="李监理",
    )
    item = row(
        certificate_id=number,
        n=1,
        budget_line_id=1,
        account="16130101",
        gross_fen=fen,
        due_fen=fen,
    )
    rows: Tables = {"certificate": [cert], "certificate_line": [item]}
    postings = [
        line("D", "16130101", fen, **names),
        line("C", "230201", fen, **names),
        *memo("9114", "9115", fen, budget_line_id=1),
    ]
    return join(rows, voucher(JAN, *postings))


def request_rows(fen: int) -> Tables:
    """A payment request with one line, one slice, one invoice."""
    head = {"payment_request_id": 1}
    payee = {"payee_name": "建工一局", "payee_bank": "工行", "payee_account": "62221"}
    item = row(
        payment_line_id=1001, n=1, contract_id=1, account="230201", amount_fen=fen, **head, **payee
    )
    request = row(
        project_id=1,
        contract_id=1,
        kind="progress",
        value_date=JAN,
        amount_fen=fen,
        summary="进度款",
        **head,
    )
    piece = {"payment_line_id": 1001, "n": 1, "tranche_id": 1, "bank_account_id": 1}
    return {
        "payment_request": [request],
        "payment_line": [item],
        "funding_slice": [row(amount_fen=fen, allotment_id=1, **piece)],
        "payment_invoice": [row(invoice_id=1, amount_fen=fen, **head)],
        "payment_step": [row(step="submitted", actor="zhi", **head)],
    }


def step(kind: str, actor: str) -> Tables:
    """One step of the payment request."""
    return {"payment_step": [row(payment_request_id=1, step=kind, actor=actor)]}


def hold(fen: int) -> Tables:
    """Hold (or give back) a slice of tranche 1."""
    return {
        "hold": [row(n=1, payment_request_id=1, tranche_id=1, bank_account_id=1, amount_fen=fen)]
    }


def pay(raw: Raw, fen: int) -> None:
    """Take a payment from its request to the bank (walkthrough case 4)."""
    asked = raw.do("payment.request", request_rows(fen))
    with raw.writing() as connection:
        ref = sealed_act(connection, BOOK, asked.index).digest.hex()
    raw.do("payment.review", step("reviewed", "fu"), ref=ref)
    chain = voucher(JAN, *memo("9103", "9104", fen, **COVER))
    raw.do("payment.approve", join(step("approved", "shen"), hold(fen), chain), ref=ref)
    lines = payment_lines(1, fen, "230201", payment_line_id=1001, **CONTRACT)
    paid = voucher(JAN, *lines, *memo("9104", "9105", fen, **COVER), word="付")
    raw.do("payment.pay", join(step("paid", "chu"), hold(-fen), paid), ref=ref)


def statement(number: int, bank: int, fen: int) -> Text:
    """A line of a bank statement."""
    return row(
        statement_line_id=number,
        bank_account_id=bank,
        booked_on=JAN,
        amount_fen=fen,
        bank_ref=f"B{number}",
        counterparty="农行",
    )


def bank_fact(raw: Raw) -> None:
    """Book what the bank did by itself, with its statement line (walkthrough case 5a)."""
    raw.do("statement.record", {"bank_statement_line": [statement(1, 1, -500)]})
    rows: Tables = {
        "statement_use": [row(statement_line_id=1)],
        "task": [row(task_id=1, kind="bank_fact", subject="手续费", opened_on=JAN)],
    }
    lines = [line("D", "121802", 500, 2), line("C", "100201", 500, 2, bank_account_id=1)]
    raw.do("bank_fact.book", join(rows, voucher(JAN, *lines, word="付", kind="bank_fact")))


def papers(raw: Raw) -> None:
    """Variation, guarantee, invoice, file, interference and its clearance."""
    change = row(contract_id=1, n=1, doc_no="变1", amount_fen=100, approved_on=JAN, reason="增项")
    raw.do("variation.approve", {"variation": [change]})
    bond = row(
        guarantee_id=1,
        contract_id=1,
        kind="performance",
        form="letter",
        issuer="工行",
        letter_no="保1",
        amount_fen=1000,
        valid_from=JAN,
        expires_on="2026-01-10",
    )
    guarantee = [line("D", "9201", 1000), line("C", "9291", 1000)]
    raw.do("guarantee.register", join({"guarantee": [bond]}, voucher(JAN, *guarantee)))
    paper = row(
        invoice_id=1,
        contract_id=1,
        issuer_id=WORKS,
        code="037",
        number="0001",
        amount_fen=PRICE,
        issued_on=JAN,
        state="normal",
    )
    raw.do("invoice.register", {"invoice": [paper]})
    raw.do("evidence.attach", {"evidence_file": [row(sha256="ab" * 32, size=9, name="合同.pdf")]})
    word = row(
        interference_id=1,
        project_id=1,
        occurred_on=JAN,
        channel="phone",
        area="payment",
        directness="direct",
        content="打招呼",
        recorder="zhi",
    )
    raw.do("interference.record", {"interference": [word]})
    clearance = row(interference_id=1, actor="shen", reason="已核实")
    raw.do("interference.clear", {"interference_clearance": [clearance]})


def households(raw: Raw) -> None:
    """One compensation agreement (walkthrough case 8)."""
    agreement = contract_row(
        9, 700, kind="compensation", party_id=None, obligation_account="230204", advance_cap_fen=0
    )
    house = row(contract_id=9, project_id=1, household_no="H1", plot="1-1", owner_name="王某")
    names = {"project_id": 1, "contract_id": 9}
    postings = [
        line("D", "161303", 700, **names),
        line("C", "230204", 700, **names),
        *memo("9112", "9114", 700, budget_line_id=1),
    ]
    rows: Tables = {"contract": [agreement], "household": [house]}
    raw.do("agreements.sign", join(rows, voucher(JAN, *postings)))


def correct(raw: Raw) -> None:
    """Reverse a certificate's voucher and book it anew in one act (walkthrough case 6)."""
    names = {"project_id": 1, "contract_id": 1}
    lines = [line("D", "5001", 300), line("C", "230201", 300, **names)]
    wrong = raw.post(JAN, *lines)
    number = wrong.index * 100 + 1
    right = [line("D", "5101", 300), line("C", "230201", 300, **names)]
    reversal = voucher(FEB, *red(lines), kind="reversal", reverses_id=number)
    raw.do("voucher.correct", join(reversal, voucher(FEB, *right)))


def archive(raw: Raw, count: int = 260) -> None:
    """Attach files by one signed batch: enough leaves for a node over 256 of them."""
    rows: list[Tables] = [
        {"evidence_file": [row(sha256=f"{n:064x}", size=n, name=f"附件{n}.pdf")]}
        for n in range(count)
    ]
    raw.batch("evidence.attach", rows)


WITNESS = ("witness.example/audit", SoftKey(b"\x77" * 32))
"""A witness of nobody's policy: key name and key."""


def watch(raw: Raw) -> None:
    """Fill the tables of the evidence: two persons, log-ins, the day's heads, signed heads."""
    change = row(user_id="fuguan", role="auditor", held=1)
    raw.do("role.change", {"role_change": [change]}, book=0)
    failed = row(
        user_id="chu",
        failures=3,
        first_at="2025-01-10T00:00:01.000000Z",
        last_at="2025-01-10T00:00:05.000000Z",
    )
    raw.do("login.report", {"login_failure": [failed]}, book=0)
    with raw.writing() as connection:
        head = head_of(connection, BOOK)
    sealed = row(of_book=BOOK, size=head.size, root=head.root.hex())
    raw.do("day.seal", {"day_head": [sealed]}, book=0)
    name, key = WITNESS
    with raw.writing() as connection:
        for book in (0, BOOK):
            suites = zip(SUITES, checkpoint.take(connection, book, SoftKey(LOG_SEED)), strict=True)
            for suite, taken in suites:
                text = note.parse(taken.note).text
                line = note.cosign(text, name, key, 1_736_500_000).line()
                checkpoint.add_cosignature(connection, book, suite, taken.size, line)


def furnish(raw: Raw) -> None:
    """Write a row into every table of the book and the registry."""
    ground(raw)
    share: Tables = {"tranche_share": [row(tranche_id=1, project_id=1, cap_fen=PRICE - 2000_00)]}
    money: Tables = {"tranche": [tranche_row(1, PRICE, restricted=1)]}
    raw.do("funds.receive", join(money, share, voucher(JAN, *receipt_lines(1, PRICE), word="收")))
    receive(raw, 2, PRICE)
    sign(raw, 1, PRICE)
    papers(raw)
    raw.do("certificate.sign", certificate_rows(1, 5000_00))
    pay(raw, 3000_00)
    bank_fact(raw)
    households(raw)
    correct(raw)
    archive(raw)
    refused = raw.post(JAN, *receipt_lines(2, 1)[:2])
    assert refused.findings
    closing = row(period=202412, state="closed", voucher_count=1, debit_fen=1, credit_fen=1)
    raw.do("period.close", {"period_change": [closing]})
    works(raw)
    watch(raw)
