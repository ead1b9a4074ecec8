"""A child is taken off a draft, however it came on; the person stays on file, and nothing else is lost."""

import pytest

from contacts.models import Contact
from people.models import Person
from tests.contacts.open_page import OpenPage
from tests.factories.contacts import AVA, BEN, draft

pytestmark = pytest.mark.django_db


def children() -> list[str]:
    """The given names of the children on the only contact."""
    return [one.person.given_name for one in Contact.objects.get().children]


def takes_off(page, number=0):
    """Press "Take this child off" beside that child."""
    return page.presses(page.page.first(f'#child-{number} button[formaction$="/remove/"]')["formaction"])


def named(page, number=0, given="Ava"):
    """The page with a child named on it."""
    return page.types(**{f"child_{number}_given_name": given, f"child_{number}_family_name": "Hall"})


def test_one_that_the_page_shows_as_on_file(cast):
    page = OpenPage(cast.cleo, draft(cast.cleo, [AVA, BEN]))
    takes_off(page)
    assert children() == ["Ben"]
    assert Person.objects.filter(given_name="Ava").exists()


def test_one_that_was_saved_as_it_was_typed(cast):
    page = named(OpenPage(cast.cleo)).chooses("new")
    page.autosaves()
    assert children() == ["Ava"]
    takes_off(page)
    assert children() == []
    assert OpenPage(cast.cleo, Contact.objects.get()).holds("child_0_given_name") == ""


def test_one_on_a_page_that_came_back_marked(cast):
    page = named(OpenPage(cast.cleo)).types(received="in May").presses()
    assert (page.page.status, children()) == (422, ["Ava"])
    takes_off(page)
    assert children() == []


def test_one_of_two_whose_page_came_back_marked_and_the_other_is_still_typed_on(cast):
    page = OpenPage(cast.cleo, draft(cast.cleo, [AVA, BEN])).types(received="in May")
    takes_off(page)
    assert (page.page.status, children()) == (422, ["Ben"])
    page.types(child_1_school="Oak Primary", received="").presses()
    assert (page.page.status, children()) == (200, ["Ben"])
    assert Contact.objects.get().children.get().person.school == "Oak Primary"


def test_a_row_that_was_left_empty_takes_nothing_from_the_next(cast):
    page = OpenPage(cast.cleo, draft(cast.cleo, []))
    page.presses(page.page.first('button[formaction$="/child/"]')["formaction"])
    named(page, 1).types(received="in May").presses()
    assert page.page.status == 422
    page.types(child_1_school="Oak Primary", received="").presses()
    assert Contact.objects.get().children.get().person.school == "Oak Primary"
