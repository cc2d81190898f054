"""Run one job: `python -m bench.torture NAME POINTS SEED` prints its figures as JSON.

A process of its own, since a job may put a file system under SQLite or a limit on itself.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from bench.torture.jobs import JOBS


def main() -> None:
    """Run the job that is named; what it prints itself goes to standard error."""
    name, points, seed = sys.argv[1:]
    out, sys.stdout = sys.stdout, sys.stderr
    figures = JOBS[name](int(points), int(seed))
    out.write(json.dumps(asdict(figures)))


if __name__ == "__main__":
    main()
