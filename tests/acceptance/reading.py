"""Lists that go on over several pages, and the trays."""

from urllib.parse import urljoin, urlsplit

from tests.acceptance.front import Browser, Page
from tests.acceptance.unbuilt import TRAYS, NotBuilt, must_be_built
from tests.acceptance.world import World

BUILT_TRAYS = ("intake", "duty", "early_help")


def every_page_of(browser: Browser, address: str) -> list[Page]:
    """The page at `address` and those after it, by its own "next" links; one that is not there ends them."""
    pages, seen = [], set()
    while address and address not in seen:
        seen.add(address)
        page = browser.get(address)
        pages.append(page)
        onward = page.first("a[rel=next]") if page.found else None
        there = onward and urljoin(address, onward["href"])
        # A list goes on at the same path; a calendar's next week is another page, and has no end.
        address = there if there and urlsplit(there).path == urlsplit(address).path else None
    return pages


def tray_address(world: World, tray: str) -> str:
    """Where a tray is: a worker's own by the user's name. Raises `NotBuilt` for trays that nothing can lie in yet."""
    if tray in world.users:
        return f"/tray/worker-{world.user(tray).username}/"
    if tray in world.teams:
        return f"/tray/team-{world.teams[tray]}/"
    must_be_built(TRAYS, tray)
    if tray not in BUILT_TRAYS:
        raise NotBuilt(f'"{tray}" is no tray as far as they are built')
    return f"/tray/{tray}/"


def every_tray(world: World) -> list[str]:
    """The name of every tray that something can lie in."""
    return [*BUILT_TRAYS, *world.users, *world.teams]


def references_in(world: World, tray: str, who: str) -> list[str] | None:
    """What lies in a tray, from top to bottom, as `who` sees it; nothing when they may not open it."""
    pages = every_page_of(world.browser(who), tray_address(world, tray))
    if not pages[0].found:
        return None
    return [row["data-reference"] for page in pages for row in page.all("tr[data-reference]")]


def trays_with(world: World, label: str) -> set[str]:
    """The trays in which an item lies, each looked into by somebody who may see the item."""
    reference, found, left = world.item(label).reference, set(), every_tray(world)
    for who, _ in world.views(label):
        for tray in list(left):
            there = references_in(world, tray, who)
            if there is not None:
                left.remove(tray)
                found |= {tray} if reference in there else set()
        if not left:
            break
    return found
