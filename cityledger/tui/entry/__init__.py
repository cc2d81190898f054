"""Screens where documents are entered."""
