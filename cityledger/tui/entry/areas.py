"""In which part of the work a document belongs: the headings of the list of documents."""

from __future__ import annotations

AREAS: tuple[tuple[str, str], ...] = (
    (
        "area_money",
        (
            "tranche allotment fund_source bank_account transfer deposit programme fund_application"
            " application_answer quota_carry book_transfer book_receipt"
        ),
    ),
    (
        "area_contracts",
        (
            "contract funding_plan certificate invoice variation claim guarantee guarantee_event"
            " insurance"
        ),
    ),
    ("area_bank", "bank_statement_line bank_fact payment_refund voucher_correction"),
    (
        "area_projects",
        (
            "project responsibility budget_line budget_adjustment approval_document phase_change"
            " review_record evidence_file"
        ),
    ),
    ("area_tenders", "tender bid tender_award"),
    (
        "area_supervision",
        (
            "milestone milestone_reached task task_report inspection finding_closure risk tip"
            " tip_reply accountability"
        ),
    ),
    (
        "area_oversight",
        (
            "interference interference_handling interference_clearance zero_report override_request"
            " override_grant override_revocation"
        ),
    ),
    ("area_renewal", "plot renewal_step house_survey house_valuation agreement"),
    (
        "area_financing",
        (
            "debt interest_accrual interest_subsidy asset asset_package package_release"
            " reward_grant reward_acceptance risk_pool pool_loan pool_loss"
        ),
    ),
    ("area_partnership", "ppp_agreement ppp_amendment ppp_score fiscal_capacity"),
    ("area_units", "party party_account qualification party_link declared_interest"),
    (
        "area_closing",
        (
            "period period_closing year_closing year_carrying acceptance delivery final_account"
            " final_account_approval surplus surplus_return"
        ),
    ),
    ("area_opening", "opening_tranche opening_certified opening_paid"),
    ("area_clock", "clock_confirmation registry_clock_confirmation"),
)
"""Text key and nouns of each part; what is done daily comes first."""
