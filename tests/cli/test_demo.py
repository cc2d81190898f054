"""The sample district: what it holds, that two of them are equal, and what its command refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cityledger.actions.agreements import Agreement
from cityledger.actions.desk import open_folder
from cityledger.cli import demo, main as program, session
from cityledger.cli.district import (
    contracts,
    firms,
    funds,
    groundwork,
    households,
    plans,
    projects,
    story,
)
from cityledger.cli.district.build import build
from cityledger.cli.district.office import Office, StoryBroken
from cityledger.cli.district.summary import Table
from cityledger.cli.district.tables import rows
from cityledger.cli.district.works import advance
from cityledger.kernel.ids import organisation_problem, resident_problem, uscc_problem
from cityledger.kernel.words import group_of
from cityledger.ledger.proof import root, sizes as heads
from cityledger.ledger.verify import verify
from cityledger.store.files import LedgerFolder
from cityledger.views import periods
from cityledger.views.payments import queue
from cityledger.views.position import tranche_positions
from cityledger.views.project_card import parties, projects as project_rows
from cityledger.views.refusals import refusal_counts

SMALL = story.Scale(months=1, blocks=(("P01", 1),), services=False, a_day=1)
PASSPHRASE = "trial passphrase of a small district"

WANTED = {
    "payment.over_certified": "0.01 over the certified amount",
    "payment.wrong_tranche": "the wrong tranche",
    "payment.payee_account": "another account",
    "payment.duty_shared": "the same person twice",
    "payment.period_not_open": "a closed month",
    "payment.guarantee_expired": "an expired guarantee",
    "payment.invoice_unverified": "an invoice nobody verified",
    "payment.invoice_used": "an invoice used before",
    "payment.five_parties": "five parties incomplete",
    "payment.interference_open": "an open record of interference",
    "payment.out_of_scope": "money of another project",
    "payment.advance_cap": "an advance beyond its cap",
    "payment.duty_not_held": "an approval by the cashier",
    "payment.state": "a payment before its approval",
    "certificate.signer": "a certificate by another engineer",
    "contract.over_budget_line": "a contract beyond the estimate",
    "renewal.not_funded": "a decision before its money",
    "agreement.no_decision": "an agreement before the decision",
    "agreement.house_twice": "a house for the second time",
    "disclosure.role": "personal data for the cashier",
}


def small(folder: Path) -> Office:
    """Build a small district."""
    where = LedgerFolder(folder)
    folder.mkdir()
    return build(where, PASSPHRASE, scale=SMALL)


def everyone() -> list[Agreement]:
    """Every household's agreement."""
    return [
        agreement
        for key, count in households.BLOCKS.items()
        for number in range(1, count + 1)
        for agreement in households.block(key, number)
    ]


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A small district, to look at and to try more in."""
    office = small(tmp_path_factory.mktemp("small") / "district")
    yield office
    office.desk.close()


def test_two_districts_have_the_same_roots(district: Office, tmp_path: Path) -> None:
    again = small(tmp_path / "again")
    sizes = _heads(again)
    with again.desk.read() as read:
        verdict = verify(read)
    again.desk.close()

    assert () == verdict.problems
    assert verdict.leaves > 300
    with district.desk.read() as read:
        # The other one may have gone on: it is compared at the size of this one.
        assert verdict.roots == {book: root(read, book, 0, size) for book, size in sizes.items()}


def _heads(office: Office) -> dict[int, int]:
    with office.desk.read() as read:
        return heads(read)


def test_a_desk_of_the_district_opens_with_its_passphrase(district: Office) -> None:
    assert district.desk.folder is not None
    at = open_folder(district.desk.folder.path)

    assert "chu" == at.pen("chu", PASSPHRASE).user
    at.close()


def test_the_story_breaks_when_the_gate_says_something_else(district: Office) -> None:
    request = advance(contracts.CONTRACTS["P01-施01"]).request(district.today)

    with pytest.raises(StoryBroken, match=r"payment\.advance_cap"):
        district.by("zhi", request)
    with pytest.raises(StoryBroken, match=r"payment\.advance_cap"):
        district.refused("zhi", request, "payment.no_money")
    with pytest.raises(StoryBroken, match=r"payment\.advance_cap"):
        district.all([("zhi", request)])
    letter = groundwork.letter(
        contracts.MEASURED[0], "advance", "又", (district.today, date(2027, 1, 1))
    )
    with pytest.raises(StoryBroken, match="was accepted"):
        district.refused("zhi", letter, "payment.no_money")


@pytest.mark.slow
def test_the_command_builds_the_whole_district(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where, out = tmp_path / "district", tmp_path / "exports"

    program.group.main(["demo", "--into", str(where), "--exports", str(out)], standalone_mode=False)

    _says(capsys.readouterr().out, where)
    names = sorted(path.name for path in out.iterdir())
    assert ["明细账-100201.pdf", "记账凭证-2026-03.pdf"] == names[:2]
    assert names[2].startswith("项目资金对账单-")
    assert all(path.read_bytes().startswith(b"%PDF") for path in out.iterdir())
    _holds(where)


def _says(printed: str, where: Path) -> None:
    for text in (
        "项目资金",
        "棚户区改造",
        "红旗片",
        "已结账",
        "超0.01元",
        "账簿一致",
        "不得用于真实资金",
    ):
        assert text in printed
    assert f"cityledger --ledger {where} tui" in printed
    paid = re.search(r"lines paid +(\d+)", printed)
    requests = re.search(r"requests paid +(\d+)", printed)
    homes = re.search(r"households +(\d+)", printed)
    assert paid
    assert requests
    assert homes
    assert int(paid[1]) >= 400
    assert int(homes[1]) >= 200
    # A household counts one payment, its request with a dozen households none of its own.
    assert int(requests[1]) - int(homes[1]) // households.BLOCK + int(homes[1]) >= 380


def _holds(where: Path) -> None:
    desk = open_folder(where)
    with desk.read() as read:
        book = desk.book_id
        found = project_rows(read, book)
        codes = {code for code, _ in refusal_counts(read, book)}
        states = periods.states(read, book)
        banked = tranche_positions(read, book)
        five = [len(parties(read, book, row.project_id)) for row in found]
        waiting = [len(queue(read, book, duty)) for duty in ("reviewer", "approver", "cashier")]
        assert {0, book} == set(heads(read))
    desk.close()

    assert set(WANTED) <= codes
    assert 13 == len(found)
    assert [5] * 13 == five
    assert all(0 < row.paid_fen < row.share_fen for row in found)
    assert {202601: "closed", 202602: "closed", 202603: "open", 202604: "open"} == {
        month: state for month, state in states.items() if month
    }
    assert sum(row.paid_fen for row in banked) == sum(row.paid_fen for row in found)
    assert [1, 1, 1] == waiting


# ------------------------------------------------------------------------------- tables of data


def test_projects_are_of_the_kinds_the_district_has() -> None:
    kinds = [project.kind for project in projects.PROJECTS.values()]

    assert len(set(kinds)) == len(kinds) == 13
    assert set(kinds) <= set(group_of("project_kind"))
    for project in projects.PROJECTS.values():
        assert list(projects.ROLES) == [party.role for party in project.parties]
        assert all(party.leader and party.letter_no for party in project.parties)


def test_money_comes_from_many_kinds_of_source() -> None:
    given = {award.source.kind for award in funds.AWARDS}

    assert len(given) >= 14
    assert given <= set(group_of("fund_kind"))
    assert {source.kind for source in funds.SOURCES.values()} == given


def test_codes_check_and_belong_to_no_division() -> None:
    for firm in firms.FIRMS.values():
        assert (None, None) == (uscc_problem(firm.party_id), organisation_problem(firm.party_id))
        assert "379901" == firm.party_id[2:8]


def test_households_are_invented_and_each_its_own() -> None:
    people = everyone()
    numbers = [agreement.resident_no or "" for agreement in people]

    assert 204 == len(people)
    assert 204 == len(set(numbers)) == len({agreement.payee_account for agreement in people})
    assert {None} == {resident_problem(number) for number in numbers}
    assert {"379901"} == {number[:6] for number in numbers}
    amounts = [agreement.amount_fen for agreement in people]
    assert 20_000_000 < min(amounts) < max(amounts) < 100_000_000


def test_estimates_hold_what_is_contracted() -> None:
    for key, project in projects.PROJECTS.items():
        approved = dict(
            zip((line[0] for line in projects.LINES), project.estimate_fen, strict=True)
        )
        signed: dict[str, int] = {}
        for plan in contracts.CONTRACTS.values():
            if plan.project.key == key:
                signed[plan.line] = signed.get(plan.line, 0) + plan.price_fen
        assert all(fen <= approved[line] for line, fen in signed.items())


def test_awards_are_divided_to_the_fen() -> None:
    promised: dict[str, int] = {}
    for contract_plans in plans.PLANS.values():
        for plan in contract_plans:
            promised[plan.source] = promised.get(plan.source, 0) + plan.amount_fen
    given: dict[str, int] = {}
    for award in funds.AWARDS:
        if award.uses != funds.FOR_HOUSEHOLDS:
            given[award.source.name] = given.get(award.source.name, 0) + award.amount_fen

    assert given == promised
    assert all(
        sum(plan.amount_fen for plan in plans.PLANS[number]) <= contract.price_fen
        for number, contract in contracts.CONTRACTS.items()
    )


def test_tranches_bring_what_was_awarded() -> None:
    receipts = [receipt for n in range(3) for receipt in funds.arrivals(n)]

    assert sum(award.amount_fen for award in funds.AWARDS) == sum(r.amount_fen for r in receipts)
    assert len(receipts) == len({receipt.label for receipt in receipts})


def test_a_crooked_row_is_named() -> None:
    with pytest.raises(ValueError, match="2 cells, not 3: a"):
        rows("a | b\n", 3)


def test_columns_align_under_wide_characters() -> None:
    table = Table("标题", ("名称", "数"), (("棚改", "1"), ("a", "20")), frozenset({1}))

    assert ["标题", "  名称  数", "  棚改   1", "  a     20"] == list(table.lines())


# ------------------------------------------------------------------------------ what is refused


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with something in it."""
    path = tmp_path / "there"
    path.mkdir()
    (path / "ledger.db").write_bytes(b"precious")
    return path


def exit_status(*arguments: str) -> int:
    """Run the program; return its exit status."""
    with pytest.raises(SystemExit) as done:
        program.main(["demo", *arguments])
    return int(done.value.code or 0)


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_real_ledger_is_never_removed(
    folder: Path, force: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert 6 == exit_status("--into", str(folder), *force)
    assert "不是试用账套" in capsys.readouterr().err
    assert b"precious" == (folder / "ledger.db").read_bytes()


def test_a_trial_ledger_is_removed_only_by_force(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / session.TRIAL).write_text("open sesame", encoding="utf-8")

    assert 6 == exit_status("--into", str(folder))
    assert "--force" in capsys.readouterr().err
    assert (folder / "ledger.db").exists()
    demo.clear(folder, force=True)
    assert not folder.exists()


def test_a_link_to_a_ledger_is_left_alone(folder: Path, tmp_path: Path) -> None:
    (folder / session.TRIAL).write_text("open sesame", encoding="utf-8")
    link = tmp_path / "link"
    link.symlink_to(folder)

    assert 6 == exit_status("--into", str(link), "--force")
    assert (folder / "ledger.db").exists()


def test_an_empty_folder_is_room_enough(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    demo.clear(tmp_path / "empty", force=False)
    demo.clear(tmp_path / "absent", force=False)
    assert [tmp_path / "empty"] == list(tmp_path.iterdir())
