"""Who administers, and somebody to be administered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.roles import Role
from tests.factories.cast import make_user, signed_in


@pytest.fixture
def ada(db):
    """A system administrator."""
    return make_user("Ada", Role.SYSTEM_ADMIN)


@pytest.fixture
def admin(ada):
    """Ada's browser."""
    return signed_in(ada)


@pytest.fixture
def pat(db):
    """A practice manager."""
    return make_user("Pat", Role.PRACTICE_MANAGER)


@pytest.fixture
def sam(db):
    """A duty social worker."""
    return make_user("Sam", Role.DUTY_SOCIAL_WORKER)


@pytest.fixture
def count_queries():
    """How many queries a whole request makes, once the process knows its content types and profile."""

    def count(request):
        request()
        with CaptureQueriesContext(connection) as captured:
            request()
        return len(captured)

    return count
