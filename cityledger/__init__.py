"""The ledger of a district's city works: every fen tracked, every act signed."""

__version__ = "0.1.0"
