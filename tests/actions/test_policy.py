"""Policy packs at the gate: two persons, one version once, and the value of the day."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cityledger.actions import founding, gate
from cityledger.actions.command import digest
from cityledger.actions.policy import check_size, pack_rows
from cityledger.actions.proposals import ConfirmPolicy, ProposePolicy
from cityledger.controls.pack import Pack, load, national
from cityledger.controls.parameters import Parameter
from cityledger.evidence.keys import Pen, SoftKey
from cityledger.kernel.errors import BadInput, Refused
from cityledger.ledger.verify import verify
from cityledger.views import policy, proposals, registry
from tests.conftest import DIVISION, PEOPLE, Office

ROW = {
    "key": "retention.max_bp",
    "value": "200",
    "unit": "bp",
    "doc_no": "示建发〔2025〕3号",
    "clause": "第四条",
    "valid_from": "2025-07-01",
    "evidence": "read",
}


def district(version: str = "1.0", **changes: str) -> Pack:
    """Return a district's pack of one row."""
    top = {
        "format": "cityledger-policy-pack/1",
        "name": "示范区参数包",
        "version": version,
        "issued_on": "2025-06-20",
        "parameters": [ROW | changes],
    }
    return load(json.dumps(top, ensure_ascii=False))


def adopt(office: Office, pack: Pack, who: str = "guan", then: str = "shen") -> int:
    """Let one person propose a pack and another adopt it; return the leaf."""
    proposal = ProposePolicy(pack=pack)
    office.by(who, proposal)
    return office.by(then, ConfirmPolicy(proposal=digest(proposal))).index


def codes(office: Office, pack: Pack, who: str = "guan") -> list[str]:
    """Return what the gate finds against proposing a pack."""
    return [f.code for f in gate.preview(office.desk, ProposePolicy(pack=pack), who).findings]


def refused(act: Callable[[], object]) -> list[str]:
    """Return the codes of the refusal that must follow."""
    with pytest.raises(Refused) as caught:
        act()
    return [finding.code for finding in caught.value.findings]


def sound(office: Office) -> tuple[str, ...]:
    """Return what verify finds."""
    with office.desk.read() as read:
        return tuple(str(problem) for problem in verify(read).problems)


def test_a_founded_ledger_names_its_pack(office: Office) -> None:
    (pack,) = office.ask(policy.packs)

    shipped = national()
    assert (shipped.name, shipped.version, shipped.sha256) == (pack.name, pack.version, pack.sha256)
    assert (0, "guan") == (pack.leaf_idx, pack.adopted_by)
    assert {shipped.title} == {row.pack for row in office.ask(registry.parameters).rows}


def test_the_value_of_the_day_changes_with_the_districts_pack(both: Office) -> None:
    before = both.ask(registry.parameters)
    leaf = adopt(both, district())
    after = both.ask(registry.parameters)

    days = (date(2025, 6, 30), date(2025, 7, 1))
    assert (300, 300) == tuple(before.bp("retention.max_bp", on) for on in days)
    assert (300, 200) == tuple(after.bp("retention.max_bp", on) for on in days)
    # What was known at an earlier size of the registry stays what it was.
    known = both.ask(registry.parameters, leaf)
    assert 300 == known.bp("retention.max_bp", days[1])
    assert "示范区参数包 1.0" == after.lookup("retention.max_bp", days[1]).pack
    assert () == sound(both)


@pytest.mark.parametrize("who", [user for user, (_, role) in PEOPLE.items()])
def test_an_administrator_or_an_approver_proposes(office: Office, who: str) -> None:
    may = PEOPLE[who][1] in ("admin", "approver")

    assert ([] if may else ["duty.role"]) == codes(office, district(), who)


@pytest.mark.parametrize("who", [user for user, (_, role) in PEOPLE.items()])
def test_another_of_them_adopts(office: Office, who: str) -> None:
    proposal = ProposePolicy(pack=district())
    office.by("zong", proposal)
    confirm = ConfirmPolicy(proposal=digest(proposal))
    if PEOPLE[who][1] not in ("admin", "approver"):
        assert ["duty.role"] == refused(lambda: office.by(who, confirm))
    elif who == "zong":
        assert ["duty.same_person"] == refused(lambda: office.by(who, confirm))
    else:
        office.by(who, confirm)
        assert 2 == len(office.ask(policy.packs))


def test_a_proposal_is_told_in_plain_words(office: Office) -> None:
    office.by("guan", ProposePolicy(pack=district()))
    with office.desk.read() as read:
        (waits,) = proposals.waiting(read)
        zh, en = (proposals.describe(read, waits, lang) for lang in ("zh", "en"))
    assert "示范区参数包 1.0" in zh
    assert district().sha256[:16] in en


def test_one_version_is_adopted_once(office: Office) -> None:
    adopt(office, district())

    assert ["policy.known"] == codes(office, district())
    assert ["policy.version_reused"] == codes(office, district(value="250"))
    assert ["policy.not_newer"] == codes(office, district("0.9", value="250"))
    assert [] == codes(office, district("1.1", value="250"))
    adopt(office, district("1.1", value="250"))
    on = date(2025, 7, 1)
    assert 250 == office.ask(registry.parameters).bp("retention.max_bp", on)
    assert () == sound(office)


def test_of_two_proposals_of_one_version_only_the_first_is_adopted(office: Office) -> None:
    one, two = ProposePolicy(pack=district()), ProposePolicy(pack=district(value="250"))
    office.by("guan", one)
    office.by("guan", two)
    office.by("shen", ConfirmPolicy(proposal=digest(one)))

    again = ConfirmPolicy(proposal=digest(two))
    assert ["policy.version_reused"] == refused(lambda: office.by("shen", again))


def test_a_value_is_overridden_by_a_document_of_its_own(office: Office) -> None:
    borrowed = district(doc_no="建质〔2017〕138号")

    assert ["policy.own_document"] == codes(office, borrowed)
    assert ["policy.unit_changed"] == codes(office, district(unit="fen"))


def large(count: int) -> Pack:
    """Return a pack of so many parameters, each as long as the longest that is shipped."""
    model = max(national().parameters, key=lambda row: len(str(row)))
    rows = tuple(
        Parameter(
            key=f"big.parameter_number_{n:04d}_bp",
            value=model.value[:20].replace(":", "").replace(",", ""),
            unit="fen",
            doc_no=model.doc_no,
            clause=model.clause,
            valid_from=date(2025, 1, 1),
            valid_to=date(2099, 12, 31),
        )
        for n in range(count)
    )
    return Pack("大参数包", "1", date(2025, 1, 1), rows, "f" * 64)


def test_a_pack_of_one_hundred_and_fifty_parameters_is_one_act(office: Office) -> None:
    adopt(office, large(150))

    assert 150 == sum(row.pack == "大参数包 1" for row in office.ask(registry.parameters).rows)
    assert () == sound(office)


def test_the_shipped_pack_fits_into_a_founding_and_into_a_proposal() -> None:
    check_size(national())


def test_a_ledger_is_not_founded_with_a_pack_that_no_act_can_hold(tmp_path: Path) -> None:
    staff = tuple(
        founding.Staff(user, user, ("admin",), SoftKey(bytes([n]) * 32).public)
        for n, user in enumerate(("guan", "fuguan"), 1)
    )
    pen = Pen("guan", SoftKey(bytes([1]) * 32))
    for count, fits in ((150, True), (300, False)):
        url = f"sqlite:///{tmp_path}/{count}.db"
        charter = founding.Charter("甲局", DIVISION, staff, large(count))
        if fits:
            founding.found(url, charter, pen)
        else:
            with pytest.raises(BadInput, match="300 parameters"):
                founding.found(url, charter, pen)


def test_a_pack_that_no_act_can_hold_says_so(office: Office) -> None:
    """Every size is either booked or refused with its numbers: nothing fails in between."""
    booked = 0
    for count in range(160, 260, 5):
        pack = replace(large(count), name=f"包{count}")
        try:
            adopt(office, pack)
            booked += 1
        except BadInput as bad:
            (problem,) = bad.problems
            assert str(count) in problem.reason
            assert pack.title == problem.value
    assert 0 < booked < 20


def test_a_refused_pack_of_the_largest_size_is_sealed_too(office: Office) -> None:
    adopt(office, large(150))
    again = replace(large(150), sha256="e" * 64)

    assert ["policy.version_reused"] == refused(
        lambda: office.by("guan", ProposePolicy(pack=again))
    )


def test_rows_of_a_pack_name_it() -> None:
    rows = pack_rows(district())

    assert [{"name", "version", "issued_on", "sha256"}] == [set(row) for row in rows["policy_pack"]]
    assert ["示范区参数包 1.0"] == [row["pack"] for row in rows["policy_param"]]
