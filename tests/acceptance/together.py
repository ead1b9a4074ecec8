"""Doing things at the same moment: each on a thread and a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

PATIENCE = 60


def together(acts: list[Callable]) -> list:
    """Release every act at once and wait for all; answers what each returned. What one raised is raised here."""
    barrier = Barrier(len(acts), timeout=PATIENCE)

    def run(act):
        try:
            barrier.wait()
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as workers:
        return [future.result(PATIENCE) for future in [workers.submit(run, act) for act in acts]]
