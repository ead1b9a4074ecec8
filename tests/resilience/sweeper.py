"""`python -m tests.resilience.sweeper BATCH`: one more sweeper, which begins when the others do."""

import sys

import django

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from deadlines.services import sweep  # noqa: E402

STARTING_GUN = 20_140_707
"""The advisory lock that all of them wait for."""


def run(batch: int) -> int:
    """Sweep until three batches in a row were empty; how many clocks were claimed."""
    with connection.cursor() as cursor:
        # However long the others take to start: the application's own patience is for the sweep.
        cursor.execute("SET lock_timeout = 0; SET statement_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [STARTING_GUN])
        cursor.execute("RESET lock_timeout; RESET statement_timeout")
    claimed = empty = 0
    while empty < 3:
        found = sweep(timezone.now(), batch)
        claimed, empty = claimed + found, 0 if found else empty + 1
    return claimed


if __name__ == "__main__":
    print(run(int(sys.argv[1])))
