"""Three sweepers at once over everything that is due: each clock by one of them, each stage once."""

import subprocess
import sys
from collections import Counter
from contextlib import contextmanager

from stack.paths import CHECKOUT
from stack.postgres import OWNER
from tests.resilience.crew import HEAD_OF_SERVICE, MANAGERS, PRACTICE_MANAGER
from tests.resilience.reading import notices_of
from tests.resilience.scale import volume
from tests.waiting import wait_for

CLOCKS, BATCH, SWEEPERS = volume(full=3000, twentieth=150), volume(full=100, twentieth=10), 3
STARTING_GUN = 20_140_707
TO_SWEEP = 300
WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted"


@contextmanager
def held_back(house):
    """Sweepers wait for each other in here, and run when the block ends."""
    connection = house.cluster.connect(OWNER)
    try:
        connection.cursor().execute("SELECT pg_advisory_lock(%s)", [STARTING_GUN])
        yield
    finally:
        connection.close()


def start(house) -> subprocess.Popen:
    command = [sys.executable, "-m", "tests.resilience.sweeper", str(BATCH)]
    return subprocess.Popen(command, cwd=CHECKOUT, env=house.settings(), stdout=subprocess.PIPE, text=True)


def test_three_sweepers_at_once_announce_each_stage_exactly_once(house, desks, say):
    with house.without("worker", "beat"):
        made = dict(line.split(" ", 1) for line in house.django("tests.resilience.overdue", str(CLOCKS)).splitlines())
        with held_back(house):
            sweepers = [start(house) for _ in range(SWEEPERS)]
            wait_for(lambda: house.ask(WAITING, STARTING_GUN) == [(SWEEPERS,)], TO_SWEEP)
        claimed = [int(sweeper.communicate(timeout=TO_SWEEP)[0]) for sweeper in sweepers]
    assert sum(claimed) == CLOCKS == len(made)
    for user, stage in (
        (MANAGERS[0], "breached"),
        (MANAGERS[-1], "breached"),
        (PRACTICE_MANAGER, "breached"),
        (HEAD_OF_SERVICE, "escalated"),
    ):
        told = Counter((each.reference, each.name) for each in notices_of(desks[user]) if each.reference in made)
        meant = {(reference, f"contact_decision {stage}"): 1 for reference, due in made.items() if stage in due}
        assert told == meant
    house.at_work()
    say(f"{CLOCKS} clocks due, batches of {BATCH}: three sweepers claimed {claimed}, each stage told once")
