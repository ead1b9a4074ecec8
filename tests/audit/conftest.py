"""An auditor, and a trail to look at."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.roles import Role
from tests.factories.cast import make_user, signed_in


@pytest.fixture
def ivy(db):
    """An auditor."""
    return make_user("Ivy", Role.AUDITOR)


@pytest.fixture
def auditor(ivy):
    """Ivy's browser."""
    return signed_in(ivy)


@pytest.fixture
def count_queries():
    """How many queries a whole request makes, once the process knows its content types and profile."""

    def count(request):
        request()
        with CaptureQueriesContext(connection) as captured:
            request()
        return len(captured)

    return count
