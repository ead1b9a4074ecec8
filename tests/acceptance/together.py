"""Doing things at the same moment: each on a thread and a database connection of its own."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connections

PATIENCE = 60


def together(acts: list[Callable]) -> list:
    """Release every act at once and wait for all; answers what each returned, or what it raised."""
    barrier, outcomes = Barrier(len(acts), timeout=PATIENCE), [None] * len(acts)

    def run(place, act):
        try:
            barrier.wait()
            outcomes[place] = act()
        except Exception as error:  # whatever one of them meets is its outcome: the scenario judges it
            outcomes[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(place, act), daemon=True) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive(), "one of those released together has not come back"
    return outcomes
