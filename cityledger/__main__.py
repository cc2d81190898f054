"""`python -m cityledger` is the program."""

from __future__ import annotations

from cityledger.cli.main import main

if __name__ == "__main__":
    main()
