"""Screens of the books: balances, postings, vouchers."""
