"""Rules of the payment gate about households: paid once in all books, and to the owner alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.controls.agreement import AUDIT
from cityledger.controls.case import Case, Rule
from cityledger.controls.control import Control, Source
from cityledger.kernel import masking

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_OWNER = Control(
    code="payment.household_owner",
    zh="收款人不是被征收人",
    en="Payee is not the household's owner",
    source=Source(AUDIT, "7.6 征收补偿", "read"),
    says_zh="第{line}行收款人“{payee}”不是协议{contract}登记的被征收人“{owner}”。",
    says_en="Line {line}: payee “{payee}” is not “{owner}”, the owner under {contract}.",
    remedy_zh="付给被征收人本人。",
    remedy_en="Pay the owner.",
)
TWICE = Control(
    code="payment.household_twice",
    zh="被征收人或房屋另有协议",
    en="Household has another agreement",
    source=Source(AUDIT, "7.6 征收补偿", "read"),
    says_zh="协议{contract}的{what}在账套{book}另有协议{other},不得重复补偿。",
    says_en="Contract {contract}: the same {what_en} has agreement {other} in book {book}.",
    remedy_zh="查明重复的协议,核实前不付款。",
    remedy_en="Find out which agreement is the true one; pay nothing before.",
)


def _owner(case: Case) -> Iterator[dict[str, object]]:
    owners = {row.contract_id: row for row in case.facts.households}
    for line in case.lines:
        if line.payee_id is not None:  # a registered unit, which is no household
            continue
        found = owners.get(line.contract_id)
        if found is None or line.payee_name != found.owner_name:
            yield {
                "line": line.n,
                "payee": masking.name(line.payee_name),
                "contract": found.contract_no if found else line.contract_id,
                "owner": masking.name(found.owner_name) if found else "—",
            }


def _twice(case: Case) -> Iterator[dict[str, object]]:
    paid = {line.contract_id for line in case.lines}
    for row in case.facts.households:
        for what, what_en, other in (
            ("被征收人", "person", row.same_person),
            ("房屋", "house", row.same_house),
        ):
            if other is not None and row.contract_id in paid:
                yield {
                    "contract": row.contract_no,
                    "what": what,
                    "what_en": what_en,
                    "book": other[0],
                    "other": other[1],
                }


RULES = (Rule(NOT_OWNER, _owner), Rule(TWICE, _twice))
