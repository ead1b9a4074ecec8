"""A draft is saved every few seconds as it is typed: that leaves one event, and of all else what has changed."""

import pytest

from audit.models import Access, Event
from contacts.models import Contact, ContactPerson, EssentialAnswer, Referrer
from people.models import Person
from tests.contacts.open_page import OpenPage
from tests.factories.contacts import draft

pytestmark = pytest.mark.django_db
KEPT = [Access, Contact.history, Referrer.history, EssentialAnswer.history, ContactPerson.history, Person.history]


@pytest.fixture
def page(cast):
    """Cleo's draft with everything on it, open in front of her."""
    return OpenPage(cast.cleo, draft(cast.cleo))


def rows() -> list[int]:
    """How many accesses there are, and how many history rows of each kind."""
    return [Access.objects.count(), *(kept.count() for kept in KEPT[1:])]


def test_a_word_more_is_an_event_and_nothing_else(cast, page):
    before = rows()
    page.types(concerns="She did not come to school").autosaves()
    page.types(concerns="She did not come to school today").autosaves()
    assert rows() == before
    assert Contact.objects.get().concerns == "She did not come to school today"
    saves = Event.about(Contact.objects.get()).filter(verb="saved")
    assert [save.actor for save in saves] == [cast.cleo] * 2


def test_a_referrer_who_changed_is_one_row_of_history(page):
    before = Referrer.history.count()
    page.types(referrer_phone="020 7946 0123").autosaves()
    page.autosaves()
    assert Referrer.history.count() == before + 1
    assert Referrer.objects.get().phone == "020 7946 0123"


def test_an_anonymous_caller_is_one_row_of_history_too(cast):
    page = OpenPage(cast.cleo, draft(cast.cleo, referrer_name="", referrer_email=""))
    page.types(anonymous="yes").autosaves()
    page.autosaves()
    assert [row.anonymous for row in Referrer.history.order_by("history_id")] == [False, True]


@pytest.mark.parametrize("button", ["", "submit/"])
def test_what_is_sent_by_a_button_has_its_history(page, button):
    page.types(concerns="She did not come to school").autosaves()
    page.presses(page.form.action + button)
    row = Contact.history.first()
    assert row.concerns == "She did not come to school"
    event = Event.about(Contact.objects.get()).last()
    assert (row.history_change_reason, event.verb) == (event.pk, "submit" if button else "saved")


def test_the_first_save_of_all_has_its_history_however_it_came(cast):
    OpenPage(cast.cleo).types(concerns="A bruise").autosaves()
    assert [row.concerns for row in Contact.history.all()] == ["A bruise"]


def test_whoever_opens_the_page_or_presses_a_button_is_noted(page):
    before = Access.objects.count()
    page.presses()
    assert Access.objects.count() > before
