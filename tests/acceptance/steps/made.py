"""What an action made: found on the page of what made it, as those see it who may."""

from dataclasses import dataclass
from urllib.parse import urljoin

from tests.acceptance.fields import shows
from tests.acceptance.language import line, rows
from tests.acceptance.unbuilt import MADE, must_be_built

NOT_COUNTED = {"letter", "receipt"}
"""Letters, e-mails, notices and receipts do not count as made."""


@dataclass(frozen=True)
class Made:
    """Something that an item made, and one who sees it."""

    kind: str
    reference: str
    address: str
    seen_by: str


def made_by(world, label) -> list[Made]:
    """What all who may see the item see together that it made, in the order of making."""
    found = {}
    for name, page in world.views(label):
        for element in page.main.select("[data-made]"):
            address = urljoin(page.address, element.select_one("a[href]")["href"])
            made = Made(element["data-made"], element["data-reference"], address, name)
            found.setdefault(made.reference, made)
    return list(found.values())


def is_about(page, person) -> bool:
    """Whether a page says that it is about that very person, and not only about somebody of that name."""
    return person.reference in {element["data-person"] for element in page.main.select("[data-person]")}


def states_of_everything(world) -> dict[str, tuple[str, str]]:
    """Of every item that has a label and of all that these made, by reference: its state, and one who sees it.

    Records (a no further action record) have no state and lie in no tray.
    """
    shown = [next(world.views(label)) for label in world.items]
    for label in world.items:
        shown += [(made.seen_by, world.browser(made.seen_by).get(made.address)) for made in made_by(world, label)]
    pages = {page.main["data-reference"]: (page.main.get("data-state"), who) for who, page in shown}
    return {reference: found for reference, found in pages.items() if found[0]}


def fits(world, made, person, fields) -> bool:
    """Whether something made is about that person and shows those fields."""
    page = world.browser(made.seen_by).get(made.address)
    assert page.found, f"{made.seen_by} is shown a link to {made.address}, which answers {page.status}"
    about = person is None or is_about(page, world.person(person))
    return about and all(shows(page, field, value) for field, value in fields.items())


@line('a[n] "{kind}" "{label}"[ about "{person}"] was made by "{source}"[ with:]')
def was_made(world, kind, label, person, source, datatable=None):
    must_be_built(MADE, kind)
    named = {item.reference for name, item in world.items.items() if name != label}
    found = [made for made in made_by(world, source) if made.kind == kind and made.reference not in named]
    for made in found:
        if fits(world, made, person, rows(datatable)):
            world.keep(label, world.browser(made.seen_by).get(made.address))
            return
    raise AssertionError(f'"{source}" made no such {kind}, but: {[made.kind for made in made_by(world, source)]}')


@line('{count#} "{kind}" items were made by "{source}"')
def number_made(world, count, kind, source):
    must_be_built(MADE, kind)
    found = [made.reference for made in made_by(world, source) if made.kind == kind]
    assert len(found) == int(count), f'"{source}" made {len(found)} of kind {kind}'


@line('nothing was made by "{source}"')
def nothing_made(world, source):
    found = [made.kind for made in made_by(world, source) if made.kind not in NOT_COUNTED]
    assert not found, f'"{source}" made {found}'
