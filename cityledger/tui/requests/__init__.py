"""Screens of payment requests: the lists, and one request with the next step."""
