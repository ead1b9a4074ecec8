"""Whatever stands in an address: found or not found, and never a 500."""

from urllib.parse import quote

import pytest

from tests.factories.cast import make_user
from tests.oracle.stage import undone
from tests.walls.readers import Reader
from tests.walls.routes import routes
from tests.walls.visits import Browsers

ODD = (
    "\x00", "a\x00b", "\ud800", "é", "👩", "a" * 3000, "%", "..", "1e9", "-1", "9" * 30, "9" * 5000, "<b>", "' OR 1=1",
)  # fmt: skip
QUERIES = (
    "page", "sort", "who", "kind", "priority", "mine", "poll", "show", "next", "row", "reference", "user", "day",
)  # fmt: skip
PARTS = [route for route in routes() if "<" in route]


@pytest.fixture(scope="module")
def desk(stage):
    """Pat, who may see most, and an administrator and an auditor in one, each in a browser."""
    both = make_user("Both", "system_admin", "auditor")
    browsers, readers = Browsers(), [Reader("pat", stage.cast.pat), Reader("both", both)]
    for reader in readers:
        browsers.sign_in(reader)
    return browsers, readers


def filled(route, part):
    """The address of a route with `part` in the place of each of its parts."""
    address, rest = "", route
    while "<" in rest:
        before, _, rest = rest.partition("<")
        address, rest = address + before + part, rest.partition(">")[2]
    return "/" + address + rest


def statuses(desk, addresses, method="get", **data):
    """What each address answered to each reader."""
    browsers, readers = desk
    for reader in readers:
        for address in addresses:
            with undone():
                answer = getattr(browsers.seat(reader), method)(address, **data)
                yield address[:80], answer.status_code


@pytest.mark.parametrize("route", PARTS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_part_of_an_address_breaks_a_page(desk, route, method):
    addresses = [filled(route, quote(part, safe="", errors="surrogatepass")) for part in ODD]
    assert {address: status for address, status in statuses(desk, addresses, method) if status >= 500} == {}


@pytest.mark.parametrize("route", [route for route in routes() if "<" not in route])
def test_no_question_breaks_a_page(desk, route):
    odd = [quote(part, safe="", errors="surrogatepass") for part in ODD]
    addresses = [f"/{route}?{'&'.join(f'{name}={part}' for name in QUERIES)}" for part in odd]
    assert {a: s for a, s in statuses(desk, addresses) if s >= 500 and not a.startswith("/health/ready")} == {}


def test_no_question_breaks_a_tray_or_a_record(desk, stage):
    record = stage.contacts["awaiting_decision"].get_absolute_url()
    odd = [quote(part, safe="", errors="surrogatepass") for part in ODD]
    paths = ("/tray/duty/", "/tray/intake/", record, f"{record}history/")
    addresses = [f"{path}?{'&'.join(f'{name}={part}' for name in QUERIES)}" for path in paths for part in odd]
    assert {address: status for address, status in statuses(desk, addresses) if status >= 500} == {}
