"""The sheets of the workbook, in the order in which their rows are booked.

One table drives the template, the reader and the manual. The examples of all sheets belong
together: the template as it is written can be imported into a new book.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.exchange.nouns_money import DEPOSIT_SHEETS, MONEY_SHEETS, PLAN_SHEETS
from cityledger.exchange.nouns_opening import OPENING_SHEETS
from cityledger.exchange.nouns_renewal import RENEWAL_SHEETS
from cityledger.exchange.nouns_tenders import TENDER_SHEETS
from cityledger.exchange.nouns_work import (
    CONTRACT_SHEETS,
    STANDING_SHEETS,
    WORK_SHEETS,
)

if TYPE_CHECKING:
    from cityledger.exchange.sheets import Sheet

SHEETS: tuple[Sheet, ...] = (
    *STANDING_SHEETS,
    *MONEY_SHEETS,
    *TENDER_SHEETS,
    *CONTRACT_SHEETS,
    *DEPOSIT_SHEETS,
    *PLAN_SHEETS,
    *OPENING_SHEETS,
    *RENEWAL_SHEETS,
    *WORK_SHEETS,
)
BY_NOUN = {sheet.noun: sheet for sheet in SHEETS}
BY_TITLE = {sheet.title: sheet for sheet in SHEETS}
README_TITLE = "说明"
"""The sheet of the template that explains the others; it is not read back."""
