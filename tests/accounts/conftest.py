"""Signing in as a person does: by user name and password, on the page."""

import pytest
from django.test import Client

from directory.roles import Role
from tests.factories.cast import PASSWORD, make_user

SIGN_IN = "/sign-in/"


@pytest.fixture
def dana(db):
    """A duty manager with a password."""
    return make_user("Dana", Role.DUTY_MANAGER)


@pytest.fixture
def ada(db):
    """A system administrator with a password."""
    return make_user("Ada", Role.SYSTEM_ADMIN)


@pytest.fixture
def try_sign_in():
    """Post the sign-in page as somebody types it, in a browser of its own unless one is given."""

    def attempt(username, password=PASSWORD, client=None, **extra):
        return (client or Client()).post(SIGN_IN, {"login": username, "password": password}, **extra)

    return attempt
