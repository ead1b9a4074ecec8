"""A world to build in, undone as soon as everybody has looked."""

from contextlib import contextmanager

import pytest
import time_machine
from django.test import override_settings

from tests.oracle.stage import undone
from tests.walls.tour import Tour, made
from tests.walls.world import NOON

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def standing_still(django_db_setup, django_db_blocker):
    """A context in which it is noon, and after which nothing has happened."""

    @contextmanager
    def still():
        quick = override_settings(PASSWORD_HASHERS=QUICK)
        with django_db_blocker.unblock(), undone(), quick, time_machine.travel(NOON, tick=False):
            yield

    return still


@pytest.fixture(scope="session")
def tour(standing_still) -> Tour:
    """Everything asked for once, and what came of it: dear, so that all tests that only look at it share one."""
    with standing_still():
        return made()
