"""`python -m stack.leash stack.celery_part worker|beat SCHEDULE`: Celery without its command line, slow to load.

In production the same two are started by `celery -A frontdoor worker` and `celery -A frontdoor beat`.
"""

import sys

from frontdoor.celery import app

LEVEL = "WARNING"


def worker() -> int:
    """Run a worker until it is told to stop. Alone on this machine, it need not look for its neighbours."""
    process = app.Worker(concurrency=2, loglevel=LEVEL, without_gossip=True, without_mingle=True)
    process.start()
    return process.exitcode or 0


def beat(schedule: str) -> int:
    """Run beat, which notes in the file `schedule` when each entry was last sent."""
    app.Beat(loglevel=LEVEL, schedule=schedule, pidfile=None, quiet=True).run()
    return 0


if __name__ == "__main__":
    app.set_default()
    sys.exit(worker() if sys.argv[1] == "worker" else beat(sys.argv[2]))
