"""`python -m stack.leash stack.celery_part worker|beat SCHEDULE`: Celery without its command line, slow to load.

In production the same two are started by `celery -A frontdoor worker` and `celery -A frontdoor beat`.
"""

import sys

from celery.apps.beat import Beat

from frontdoor.celery import app

LEVEL = "WARNING"


class LightBeat(Beat):
    """Beat sends the names of tasks and never runs one, so it loads neither them nor any model."""

    def init_loader(self) -> None:
        self.app.finalize()


def worker() -> int:
    """Run a worker until it is told to stop. Alone on this machine, it need not look for its neighbours."""
    process = app.Worker(concurrency=2, loglevel=LEVEL, without_gossip=True, without_mingle=True)
    process.start()
    return process.exitcode or 0


def beat(schedule: str) -> int:
    """Run beat, which notes in the file `schedule` when each entry was last sent."""
    LightBeat(app=app, loglevel=LEVEL, schedule=schedule, quiet=True).run()
    return 0


if __name__ == "__main__":
    app.set_default()
    sys.exit(worker() if sys.argv[1] == "worker" else beat(sys.argv[2]))
