"""Measures the program beside its peers and its limits, in one run: `python -m bench`."""
