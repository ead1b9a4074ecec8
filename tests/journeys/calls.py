"""What is said on a call, and how it is typed into the new contact page."""

from datetime import date

from django.utils import timezone
from playwright.sync_api import Locator, expect

from people.models import Person
from tests.factories.people import person
from tests.journeys.colleague import Colleague

CONCERN = "Ava came to school with a burn on her arm and will not say how"


def ava_on_file() -> Person:
    """Ava Hall, whom we knew before the call."""
    return person("Ava Hall", Person.Kind.CHILD, timezone.now(), birth_date=date(2016, 2, 3))


def begins_a_contact(colleague: Colleague) -> None:
    """From wherever they are to an empty page for a new contact."""
    colleague.page.get_by_role("link", name="New contact", exact=True).click()
    expect(colleague.page.get_by_role("heading", name="New contact", level=1)).to_be_visible()


def says_who_is_calling(colleague: Colleague) -> None:
    """The caller's name and how to reach them."""
    caller = colleague.page.get_by_role("region", name="Who is calling")
    caller.get_by_label("Name", exact=True).press_sequentially("Robin Oduya")
    caller.get_by_label("Agency").fill("Elmwood Primary")
    caller.get_by_label("Telephone").fill("020 7946 0123")


def names_the_child(colleague: Colleague) -> None:
    """The child's name as the caller says it."""
    first_child(colleague).get_by_label("Given names").press_sequentially("Ava")
    first_child(colleague).get_by_label("Family name").press_sequentially("Hall")


def says_what_happened(colleague: Colleague) -> None:
    """The concern, in the caller's words."""
    colleague.page.get_by_label("Concerns", exact=True).fill(CONCERN)


def first_child(colleague: Colleague) -> Locator:
    """The part of the page that is about the first child."""
    return colleague.page.locator("#child-0")


def submits(colleague: Colleague) -> str:
    """Sends it to the duty tray; gives its reference."""
    colleague.page.get_by_role("button", name="Submit to the duty tray").click()
    expect(colleague.page.locator("main[data-state=awaiting_decision]")).to_be_visible()
    return colleague.page.locator("#reference").inner_text()
