"""Every page, as the role that sees most: nothing for axe, nothing on the console, nothing wider than the screen."""

import pytest

from tests.journeys.faults import get_wrong
from tests.journeys.pages import NO_PAGE, PAGES, Example, routes
from tests.journeys.soundness import faults_of

REFUSED = r"responded with a status of (409|422)"
"""What the console says of a form that was refused with its faults marked."""


def test_every_route_has_an_example():
    shown = {example.route for example in PAGES}
    assert set(routes()) == shown | set(NO_PAGE)
    assert not shown & set(NO_PAGE)


@pytest.mark.parametrize("example", PAGES, ids=str)
def test_a_page_is_sound(seat, furnished, example: Example):
    reader = seat(example.who)
    reader.goes_to(example.address(furnished))
    faults = faults_of(reader.page)
    reader.expects(REFUSED)
    if get_wrong(reader.page, example.route, example.label):
        faults += [f"in error: {fault}" for fault in faults_of(reader.page)]
    assert faults + reader.unexpected() == []


@pytest.mark.parametrize("route", NO_PAGE)
def test_an_address_without_a_page_shows_none(seat, furnished, route):
    status, example = NO_PAGE[route]
    answer = seat(example.who).page.request.get(example.address(furnished), max_redirects=0)
    assert answer.status == status
    assert status != 200 or not answer.headers["content-type"].startswith("text/html")
