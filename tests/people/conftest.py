"""Children on file, and reading pages as a member of the cast."""

from datetime import UTC, date, datetime

import pytest

from tests.acceptance.front import Page
from tests.factories import people
from tests.factories.cast import signed_in

NOW = datetime(2014, 7, 7, 9, 0, tzinfo=UTC)


@pytest.fixture
def reads():
    """What a user is answered: `reads(user, address)`."""

    def page(user, address: str) -> Page:
        return Page(signed_in(user).get(address), address)

    return page


@pytest.fixture
def ava(db):
    """Ava Hall, born 3 February 2008, also known as Eva Hull."""
    ava = people.person("Ava Hall", "child", NOW, date(2008, 2, 3))
    people.alias(ava, "Eva Hull")
    return ava
