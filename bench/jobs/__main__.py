"""Run one job: `python -m bench.jobs NAME '{"argument": …}'` prints what it measured as JSON."""

from __future__ import annotations

import json
import sys
from importlib import import_module


def main() -> None:
    """Import only the module of the job, and hand it its arguments."""
    name, arguments = sys.argv[1], json.loads(sys.argv[2])
    job = import_module(f"bench.jobs.{name}")
    print(json.dumps(job.run(**arguments)))


if __name__ == "__main__":
    main()
