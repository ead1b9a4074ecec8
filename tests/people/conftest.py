"""Children on file, and reading pages as a member of the cast."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import people
from tests.factories.contacts import AVA, contact_at
from tests.people.restricting import restrict

NOW = datetime(2014, 7, 7, 9, 0, tzinfo=UTC)


@pytest.fixture
def ava(db):
    """Ava Hall, born 3 February 2008, also known as Eva Hull."""
    ava = people.person("Ava Hall", "child", NOW, date(2008, 2, 3))
    people.alias(ava, "Eva Hull")
    return ava


@pytest.fixture
def closed(cast, ava):
    """Ava, restricted to Pat and Dana, on a contact that awaits its decision."""
    contact = contact_at("awaiting_decision", cast, children=[AVA | {"who": ava.reference}])
    assert restrict(cast, ava, cast.pat, cast.dana).status == 302
    return contact
