"""The stage, set once a module and taken down with it."""

from copy import deepcopy
from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import override_settings

from contacts.urls import contact as contact_urls
from tests.oracle.stage import set_stage, undone

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]
HEADER = "duty.navigation.navigation"


def without_the_header():
    """The templates' settings without the header's figures: five thousand posts ask nothing of it, and pay for it."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"].remove(HEADER)
    return templates


def without_the_story():
    """The action's page without the contact's story beside its form: as with the header, it is read elsewhere."""
    (page,) = (url for url in contact_urls if url.name == "contact-do")
    return patch.dict(page.default_args, story=None, story_template="")


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    """Everybody, and a contact in every state."""
    quicker = override_settings(PASSWORD_HASHERS=QUICK, TEMPLATES=without_the_header())
    with django_db_blocker.unblock(), undone(), quicker, without_the_story():
        yield set_stage()


@pytest.fixture
def case(stage):
    """One case on the stage, never seen by the next."""
    with undone():
        yield stage
