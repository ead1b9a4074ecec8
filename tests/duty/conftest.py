"""Reading pages as a member of the cast, at a moment that stands still."""

from datetime import UTC, datetime

import pytest
import time_machine

from audit.models import Heartbeat

MONDAY = datetime(2014, 7, 7, 9, 0, tzinfo=UTC)
"""Monday 7 July 2014, 10:00 in London: the office has been open for an hour."""


@pytest.fixture
def clock():
    """The clock, standing at `MONDAY` until it is moved."""
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def swept(db, clock):
    """A sweeper that is at work, so that no page sweeps by itself."""
    Heartbeat.objects.beat("sweep", MONDAY)


@pytest.fixture
def reads(clock, reads):
    """The same at the moment at which the clock stands."""
    return reads
