"""Everywhere that a user can look, taken from the product's own routes, so that a new page is looked at too."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, get_resolver

from tests.acceptance.front import Browser, Page
from tests.acceptance.reading import every_page_of, every_tray, tray_address
from tests.acceptance.world import World, person_page

HOLE = re.compile(r"<(?:\w+:)?(\w+)>")
FILLED_IN = {"reference", "process", "step", "number"}
SIGNING_OUT = ("sign-out/",)


def routes(patterns=None, before: str = "") -> Iterator[str]:
    """Every route of the product, its holes as the route says them."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route
        else:
            yield from routes(each.url_patterns, route)


def guessed_addresses(world: World, label: str) -> Iterator[str]:
    """Every address that anything about the item could have: its pages, its actions, its interfaces."""
    reference = world.item(label).reference
    main = world.opened(label).main
    processes, steps = [main.get("data-process", "contact")], ["add_information", "no_such_step"]
    for route in routes():
        holes = set(HOLE.findall(route))
        if "reference" not in holes or not holes <= FILLED_IN:
            continue
        for process in processes if "process" in holes else [""]:
            for step in steps if "step" in holes else [""]:
                known = {"reference": reference, "process": process, "step": step, "number": "0"}
                yield "/" + HOLE.sub(lambda hole, known=known: known[hole[1]], route)


def answer_to_a_guess(browser: Browser, address: str) -> int:
    """The status of a guessed address; of one that can only be posted to, when something is posted to it."""
    status = browser.get(address).status
    return browser.post_blindly(address).status if status == 405 else status


def every_page(world: World, who: str) -> Iterator[Page]:
    """Every page that `who` can open without knowing a reference, and the page of every person and every item."""
    browser = world.browser(who)
    addresses = ["/" + route for route in routes() if not HOLE.search(route) and route not in SIGNING_OUT]
    addresses += [tray_address(world, tray) for tray in every_tray(world)]
    addresses += [person_page(person) for person in world.everybody]
    addresses += [item.address for item in world.items.values()]
    for address in addresses:
        yield from (page for page in every_page_of(browser, address) if page.found)


def searches(world: World, who: str, text: str) -> Page | None:
    """What `who` finds by searching for `text`; nothing when they are offered no search."""
    browser = world.browser(who)
    form = browser.get("/").form("form[role=search]")
    if form is None:
        return None
    form.put("q", text)
    return browser.follow(browser.post(form.action, form.data()))


def points_at(page: Page, reference: str) -> bool:
    """Whether a page leads to a record, and does not only repeat what was searched for."""
    links = page.main.select(f'[href*="{reference}"], [data-record="{reference}"], [data-reference="{reference}"]')
    return bool(links)


def counts(world: World, who: str) -> Iterator[tuple[str, int, int]]:
    """For each tray that the head of the page counts: its address, the figure, and how many rows `who` is shown."""
    browser = world.browser(who)
    for link in browser.get("/").all('header a[href^="/tray/"]'):
        figure = re.search(r"\d+", link.select_one(".count").get_text())
        rows = [row for page in every_page_of(browser, link["href"]) for row in page.all("tr[data-reference]")]
        yield link["href"], int(figure[0]), len(rows)
