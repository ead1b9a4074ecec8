"""Reading pages as a member of the cast, at a moment that stands still."""

import pytest
import time_machine

from tests.acceptance.front import Page
from tests.factories.cast import signed_in
from tests.factories.contacts import contact_at
from tests.workflow.seeing import MONDAY


@pytest.fixture
def clock():
    """The clock, standing at `MONDAY` until it is moved."""
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def reads(clock, reads):
    """The same at the moment at which the clock stands."""
    return reads


@pytest.fixture
def sends(clock):
    """What a user is shown after pressing the button of an action: `sends(user, record, step, field=…)`."""

    def page(user, record, step: str, **data) -> Page:
        address = f"{record.get_absolute_url()}do/{step}/"
        sent = data | {"seen_version": record.version}
        return Page(signed_in(user).post(address, sent, follow=True), address)

    return page


@pytest.fixture
def passed(cast, team):
    """News of an open case that lies with its team."""
    return contact_at("with_team", cast, MONDAY)
