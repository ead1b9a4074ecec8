"""Every page, as the role that sees most: nothing for axe, nothing on the console, nothing wider than the screen."""

from collections.abc import Iterator

import pytest
from django.test.utils import override_settings

from tests.database import empty_tables
from tests.journeys.colleague import Colleague, sits_down
from tests.journeys.faults import get_wrong
from tests.journeys.furnished import Office, furnish
from tests.journeys.pages import NO_PAGE, NOBODY, PAGES, Example, routes
from tests.journeys.soundness import faults_of

REFUSED = r"responded with a status of (4\d\d)"
"""What the console says of a form that was refused with its faults marked."""


@pytest.fixture(scope="module")
def office(address, django_db_blocker) -> Iterator[Office]:
    """Furnished once: these tests read, and what they send is refused."""
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with django_db_blocker.unblock(), quick:
        try:
            yield furnish()
        finally:
            empty_tables()


@pytest.fixture(scope="module")
def seats(browser, address, office) -> Iterator[dict[str, Colleague]]:
    """A browser for each reader, signed in already."""
    taken: dict[str, Colleague] = {}
    yield taken
    for colleague in taken.values():
        colleague.context.close()


@pytest.fixture
def seat(browser, address, office, seats):
    """`seat("pat")`: her browser, with nothing said on its console yet."""

    def take(username: str) -> Colleague:
        if username not in seats:
            seats[username] = sits_down(browser, address, username)
            if username != NOBODY:
                seats[username].is_signed_in_already(address)
        seats[username].complaints.clear()
        seats[username].expected = []
        return seats[username]

    return take


def test_every_route_has_an_example():
    shown = {example.route for example in PAGES}
    assert set(routes()) == shown | set(NO_PAGE)
    assert not shown & set(NO_PAGE)


@pytest.mark.parametrize("example", PAGES, ids=str)
def test_a_page_is_sound(seat, office, example: Example):
    reader = seat(example.who)
    reader.goes_to(example.address(office))
    faults = faults_of(reader.page)
    reader.expects(REFUSED)
    if get_wrong(reader.page, example.route):
        faults += [f"in error: {fault}" for fault in faults_of(reader.page)]
    assert faults + reader.unexpected() == []


@pytest.mark.parametrize("route", NO_PAGE)
def test_an_address_without_a_page_shows_none(seat, office, route):
    status, example = NO_PAGE[route]
    answer = seat(example.who).page.request.get(example.address(office), max_redirects=0)
    assert answer.status == status
    assert status != 200 or not answer.headers["content-type"].startswith("text/html")
