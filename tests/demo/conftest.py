"""The demo's stories on ordinary and on awkward days, and one demo made in the database for all who only read it."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from demo.crew import Crew
from demo.stories import stories_until
from directory.roles import Role
from tests.database import empty_tables

SEVERAL = {Role.DUTY_SOCIAL_WORKER: 3, Role.CSO: 3, Role.EARLY_HELP_WORKER: 2}
CREW = Crew({role: tuple(f"{role}.{n}" for n in range(SEVERAL.get(role, 1))) for role in Role})
MOMENTS = {
    "a Wednesday afternoon": datetime(2026, 3, 11, 14, 20, tzinfo=UTC),
    "a Monday before the office opens": datetime(2026, 6, 15, 6, 40, tzinfo=UTC),
    "a Sunday evening": datetime(2026, 11, 15, 21, 5, tzinfo=UTC),
    "in the Christmas holidays": datetime(2026, 12, 29, 11, 0, tzinfo=UTC),
    "in August": datetime(2026, 8, 20, 9, 30, tzinfo=UTC),
    "Easter Monday": datetime(2026, 4, 6, 13, 0, tzinfo=UTC),
    "the night the clocks go forward": datetime(2026, 3, 29, 3, 30, tzinfo=UTC),
    "the night the clocks go back": datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    "a Saturday in half-term": datetime(2026, 2, 21, 17, 0, tzinfo=UTC),
    "a Saturday evening that finds no place for every story at once": datetime(2026, 11, 28, 20, 50, tzinfo=UTC),
    "a Friday at noon": datetime(2026, 7, 3, 11, 10, tzinfo=UTC),
}
ORDINARY = "a Wednesday afternoon"


@pytest.fixture(scope="session")
def planned():
    """The stories until each moment, told once."""
    return {name: stories_until(now, CREW) for name, now in MOMENTS.items()}


@pytest.fixture(params=MOMENTS)
def now(request):
    """Each of the moments."""
    return MOMENTS[request.param]


@pytest.fixture
def stories(planned, now):
    """The stories until `now`."""
    return next(planned[name] for name, moment in MOMENTS.items() if moment == now)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """A demo made by the command, as `make run` makes it; the moment before."""
    with django_db_blocker.unblock():
        began = timezone.now()
        with override_settings(DEBUG=True):
            call_command("demo", verbosity=0)
        yield began
        empty_tables()
