"""A browser, a server, and people who sit down at it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, expect, sync_playwright

from directory.loading import load
from directory.london import london_day
from directory.profile import current
from stack.browser import launch_options
from tests.database import empty_tables
from tests.factories.cast import make_cast
from tests.factories.contacts import AVA, contact_at
from tests.journeys.colleague import PATIENCE, Colleague, sits_down
from tests.journeys.furnished import Office, furnish
from tests.journeys.pages import NOBODY
from tests.journeys.server import CountingServer, served

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # before xdist's own, which reads the marks (see tests/grouping.py)
def pytest_collection_modifyitems(items) -> None:
    """All of these go to one test process: a browser and its office are made once, and not beside another."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium a test process."""
    patch = pytest.MonkeyPatch()
    # Playwright's loop runs in this thread, and Django would take calls from here for asynchronous ones.
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        yield browser
        browser.close()
    patch.undo()


@pytest.fixture(scope="session")
def server(django_db_setup, browser) -> Iterator[CountingServer]:
    """The front door."""
    with served() as server:
        yield server


@pytest.fixture(scope="session")
def address(server) -> str:
    """Where the front door is."""
    return server.url


@pytest.fixture
def office(transactional_db, server):
    """The cast, and what the authority's profile names. All that was asked is answered before it is taken away."""
    load(current(), london_day(timezone.now()))
    yield make_cast()
    server.is_idle()


@pytest.fixture
def sits(browser, address, office) -> Iterator[Callable[..., Colleague]]:
    """`sits("cleo")`: somebody of the cast sits down at a browser. Nothing may have gone wrong in it at the end."""
    at_work: list[Colleague] = []

    def sit(username: str, **how) -> Colleague:
        at_work.append(sits_down(browser, address, username, **how))
        return at_work[-1]

    yield sit
    for colleague in at_work:
        colleague.context.close()
    assert {c.username: c.unexpected() for c in at_work if c.unexpected()} == {}


@pytest.fixture
def contacts(office):
    """Four contacts in the duty tray, the first received longest ago."""
    now = timezone.now()
    found = {}
    for hours, name in zip((4, 3, 2, 1), ("Ada", "Bea", "Cal", "Dee"), strict=True):
        child = AVA | {"given_name": name}
        received = now - timedelta(hours=hours)
        found[name] = contact_at("awaiting_decision", office, now, children=[child], received=received)
    return found


@pytest.fixture
def dana(sits, contacts):
    """Dana in front of the duty tray."""
    dana = sits("dana")
    dana.signs_in()
    dana.goes_to("/tray/duty/")
    expect(dana.page.locator("#tray-rows .row")).to_have_count(4)
    return dana


@pytest.fixture(scope="module")
def furnished(server, django_db_blocker) -> Iterator[Office]:
    """An office with something of everything, made once for tests that only read or are refused."""
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with django_db_blocker.unblock(), quick:
        try:
            yield furnish()
            server.is_idle()
        finally:
            empty_tables()


@pytest.fixture(scope="module")
def _seats(browser, address, furnished) -> Iterator[dict[str, Colleague]]:
    taken: dict[str, Colleague] = {}
    yield taken
    for colleague in taken.values():
        colleague.context.close()


@pytest.fixture
def seat(browser, address, _seats) -> Callable[[str], Colleague]:
    """`seat("pat")`: the browser of somebody of the furnished office, signed in, with nothing on its console yet."""

    def take(username: str) -> Colleague:
        if username not in _seats:
            _seats[username] = sits_down(browser, address, username)
            if username != NOBODY:
                _seats[username].is_signed_in_already(address)
        _seats[username].forgets()
        return _seats[username]

    return take
