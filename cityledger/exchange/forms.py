"""The forms: what a person enters by hand on the screen, beside what a workbook can bring.

A form is described like a sheet, but no workbook has it: one act at a time, seen by somebody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.exchange.forms_closing import CLOSING_FORMS
from cityledger.exchange.forms_contracts import CONTRACT_FORMS, PPP_FORMS
from cityledger.exchange.forms_financing import FINANCING_FORMS
from cityledger.exchange.forms_money import BANK_FORMS, FUND_FORMS
from cityledger.exchange.forms_oversight import OVERSIGHT_FORMS
from cityledger.exchange.forms_standing import STANDING_FORMS
from cityledger.exchange.forms_supervision import SUPERVISION_FORMS
from cityledger.exchange.nouns import SHEETS

if TYPE_CHECKING:
    from cityledger.exchange.sheets import Sheet

FORMS: tuple[Sheet, ...] = (
    *STANDING_FORMS,
    *FUND_FORMS,
    *CONTRACT_FORMS,
    *BANK_FORMS,
    *FINANCING_FORMS,
    *PPP_FORMS,
    *SUPERVISION_FORMS,
    *OVERSIGHT_FORMS,
    *CLOSING_FORMS,
)
DOCUMENTS: tuple[Sheet, ...] = (*SHEETS, *FORMS)
"""Everything that can be entered on a screen."""

DOCUMENT_OF = {sheet.noun: sheet for sheet in DOCUMENTS}
