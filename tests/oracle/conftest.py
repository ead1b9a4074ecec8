"""The stage, set once a module and taken down with it."""

from copy import deepcopy

import pytest
from django.conf import settings
from django.test import override_settings

from tests.oracle.stage import set_stage, undone

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]
HEADER = "duty.navigation.navigation"


def without_the_header():
    """The templates' settings without the header's figures: five thousand posts ask nothing of it, and pay for it."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"].remove(HEADER)
    return templates


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    """Everybody, and a contact in every state."""
    quicker = override_settings(PASSWORD_HASHERS=QUICK, TEMPLATES=without_the_header())
    with django_db_blocker.unblock(), undone(), quicker:
        yield set_stage()


@pytest.fixture
def case(stage):
    """One case on the stage, never seen by the next."""
    with undone():
        yield stage
