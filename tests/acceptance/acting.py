"""Doing an action as a person does: open its form, fill it in, send it, and read the answer."""

from dataclasses import dataclass

from tests.acceptance.forms import PageForm
from tests.acceptance.front import REDIRECTS, Browser, Page
from tests.acceptance.unbuilt import NotBuilt
from tests.acceptance.world import Item, Outcome, World


@dataclass(frozen=True)
class Opened:
    """An action's form, open in front of somebody and filled in, not yet sent."""

    who: str
    browser: Browser
    address: str
    data: dict

    def send(self) -> Outcome:
        """Send it, and say what became of it."""
        return judged(self.who, self.browser.post(self.address, self.data))


def judged(who: str, answer: Page) -> Outcome:
    """Done is answered with a redirect; anything else is a refusal, and a failure of the product is neither."""
    assert answer.status < 500, f"{answer.address} answered {answer.status}"
    if answer.status in REDIRECTS:
        return Outcome(who, True, answer.status)
    return Outcome(who, False, answer.status, answer.refusal)


def address_of(item: Item, step: str) -> str:
    """Where an action on an item is done."""
    return f"{item.address}do/{step}/"


def open_form(world: World, who: str, step: str, label: str, fields: dict[str, str], browser=None) -> Opened:
    """Open an action's form as `who` and fill it in. Raises `NotBuilt` for an action that the process has not got."""
    item, browser = world.item(label), browser or world.browser(who)
    address = address_of(item, step)
    page = browser.get(address)
    if page.status == 404:
        must_be_built(world, label, step)
    form = page.form(f'form[data-step="{step}"]')
    if form is None:  # they may not even see it: what they would post all the same is judged by the product
        return Opened(who, browser, address, {name: [text] for name, text in fields.items()})
    for name, text in fields.items():
        form.put(name, _chosen(world, form, name, text))
    return Opened(who, browser, form.action, form.data())


def _chosen(world: World, form: PageForm, name: str, text: str) -> str:
    """What goes into a field: where an item is to be chosen by its label, that item's own reference."""
    chosen = name in form and form.controls[name].options and world.items.get(text)
    return chosen.reference if chosen else text


def must_be_built(world: World, label: str, step: str) -> None:
    """Raise `NotBuilt` when somebody who may see the item finds no such action in its process."""
    for name, page in world.views(label):
        process = page.main.get("data-process", "?")
        if world.browser(name).get(address_of(world.item(label), step)).status == 404:
            raise NotBuilt(f'"{step}" is no action of the {process} process as far as it is built')
        return


def offered(page: Page) -> set[str]:
    """The actions that are offered on an item's page, with nothing wanting but their own fields."""
    return {element["data-action"] for element in page.all("[data-action]")}


def blocked(page: Page) -> dict[str, str]:
    """The actions shown as not yet possible, and why."""
    return {element["data-blocked"]: element.get_text(" ", strip=True) for element in page.all("[data-blocked]")}
