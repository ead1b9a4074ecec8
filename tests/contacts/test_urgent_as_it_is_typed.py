"""What a recorder says in a draft flags it once; what a manager then makes of it stands."""

import pytest

from contacts.models import Contact
from tests.contacts.open_page import OpenPage
from tests.factories.contacts import do
from tests.workflow.seeing import told

pytestmark = pytest.mark.django_db
MANAGERS = ["dana", "dev", "pat"]


@pytest.fixture
def page(cast):
    """A draft that Cleo has said is urgent, still open in front of her."""
    page = OpenPage(cast.cleo).types(urgent="yes", urgent_reason="A burn", concerns="A burn")
    page.autosaves()
    return page


def prioritised(cast, priority="assessment"):
    """Dana has looked at it and knows better; the page has since heard of it."""
    return do(Contact.objects.get(), "prioritise", cast.dana, priority=priority)


def heard(page):
    """The page is opened again."""
    page.presses(page.page.address)


def test_it_is_flagged_and_every_manager_is_told_once(page):
    page.types(concerns="A burn on her arm").autosaves()
    assert Contact.objects.get().priority == "urgent"
    assert told(Contact.objects.get(), "flag_urgent") == MANAGERS


def test_the_page_as_it_is_reopened_does_not_say_again_what_a_manager_has_judged(cast, page):
    prioritised(cast)
    again = OpenPage(cast.cleo, Contact.objects.get())
    again.types(concerns="A burn on her arm").autosaves()
    again.presses()
    assert Contact.objects.get().priority == "assessment"
    assert told(Contact.objects.get(), "flag_urgent") == MANAGERS


@pytest.mark.parametrize("how", ["autosaves", "presses"])
def test_nor_does_the_page_that_was_open_all_the_while(cast, page, how):
    contact = prioritised(cast)
    page.form.controls["seen_version"].values = [str(contact.version)]
    getattr(page.types(concerns="A burn on her arm"), how)()
    assert Contact.objects.get().priority == "assessment"
    assert told(Contact.objects.get(), "flag_urgent") == MANAGERS


def test_what_a_manager_found_urgent_and_then_not_is_not_flagged_by_the_page_that_showed_it(cast):
    OpenPage(cast.cleo).types(concerns="A burn").presses()
    prioritised(cast, "urgent")
    page = OpenPage(cast.cleo, Contact.objects.get())
    contact = prioritised(cast)
    page.form.controls["seen_version"].values = [str(contact.version)]
    page.types(concerns="A burn on her arm").presses()
    assert Contact.objects.get().priority == "assessment"
    assert told(Contact.objects.get(), "flag_urgent") == []


def test_whoever_says_it_anew_is_heard_anew(cast, page):
    prioritised(cast)
    again = OpenPage(cast.cleo, Contact.objects.get())
    again.types(urgent="yes", urgent_reason="She has told me more").autosaves()
    assert Contact.objects.get().priority == "urgent"
    assert told(Contact.objects.get(), "flag_urgent") == sorted(MANAGERS * 2)
