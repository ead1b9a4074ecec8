"""What every test may ask for: a real database, and the named cast."""

import gc

import pytest
from django.test import TransactionTestCase

from tests.acceptance.front import Page
from tests.database import empty_tables, test_database
from tests.factories.cast import Cast, make_cast, signed_in
from tests.factories.contacts import make_team
from tests.grouping import ByFolder


@pytest.hookimpl(optionalhook=True)  # nobody calls it where xdist is switched off
def pytest_xdist_make_scheduler(config, log):
    """How `--dist loadgroup` shares the tests out."""
    return ByFolder(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_finish():
    """Ten thousand tests stay as they are to the end: the collector need not look through them each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker, django_db_keepdb):
    """One database a test process, made by the owner and used as the application's role."""
    with django_db_blocker.unblock(), test_database(keep=django_db_keepdb):
        yield


@pytest.fixture(scope="session", autouse=True)
def _flush_as_owner():
    """The application's role may empty nothing, so that the owner does it after a test with real transactions."""
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: empty_tables())
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Signing in is real, its hash is quick."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _quick_browsers(settings):
    """A new browser looks for a static file when it is asked for, not through all of them before its first page."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def cast(db) -> Cast:
    """Everybody of the named cast."""
    return make_cast()


@pytest.fixture
def team(cast):
    """Assessment and CIN 1: Tess manages it, Bo is its business support, Will a worker."""
    return make_team()


@pytest.fixture
def reads():
    """What a user is answered: `reads(user, address)`."""

    def page(user, address: str) -> Page:
        return Page(signed_in(user).get(address), address)

    return page
