"""That it is about a person who works with children may be said late: the page then says the truth of what is saved."""

import pytest

from contacts.models import Contact
from tests.contacts.open_page import OpenPage
from tests.factories.contacts import bare_draft

pytestmark = pytest.mark.django_db
STANDS = "What was typed before stands in contact {}, which the duty team can read."
RING = "Ring the designated officer (LADO) now: the number is in the duty directory."


@pytest.fixture
def page(cast):
    """A call that was half taken down, and saved as it was typed, when it is said."""
    page = OpenPage(cast.cleo).types(concerns="The coach hits them")
    page.autosaves()
    return page.types(works_with_children="yes", concerns="The coach, Mr Vane, hits them")


def said(page) -> str:
    """What the page says of what is saved."""
    return page.page.first("[data-saved-before]").get_text(" ", strip=True)


@pytest.mark.parametrize("button", ["", "submit/", "child/"])
def test_a_button_saves_nothing_more_and_says_where_the_rest_stands(page, button):
    page.presses(page.form.action + button)
    contact = Contact.objects.get()
    assert (page.page.status, contact.concerns, "Vane" in str(contact.typed)) == (409, "The coach hits them", False)
    assert STANDS.format(contact.reference) in said(page)
    assert RING in said(page)
    assert page.page.first('main a[href="/directory/"]')


def test_the_page_leads_to_where_the_draft_is_discarded(page):
    page.presses()
    address = page.page.first("main a.govuk-button--warning")["href"]
    shown = page.client.get(address)
    assert (address, shown.status_code) == (f"{Contact.objects.get().get_absolute_url()}do/discard/", 200)


def test_what_types_by_itself_is_told_the_same(page):
    answer = page.autosaves()
    contact = Contact.objects.get()
    assert (answer.status_code, contact.concerns) == (409, "The coach hits them")
    told = answer.json()
    assert STANDS.format(contact.reference) in told["sentence"]
    assert (RING in told["sentence"], told["url"]) == (True, f"{contact.get_absolute_url()}do/discard/")


def test_when_nothing_was_saved_before_it_says_that(cast):
    page = OpenPage(cast.cleo).types(works_with_children="yes", concerns="The coach hits them")
    told = page.autosaves().json()
    page.presses()
    assert said(page) == told["sentence"] == f"Nothing of it is saved here. {RING}"
    assert ("url" in told, page.page.first("main a.govuk-button--warning")) == (False, None)
    assert not Contact.objects.exists()


def test_whoever_may_not_discard_it_alone_is_told_who_may(cast):
    contact = bare_draft(cast.cleo, concerns="The coach hits them", urgent="yes")
    page = OpenPage(cast.cleo, contact).types(works_with_children="yes").presses()
    assert "ask a duty manager or the practice manager to discard it" in said(page)
    assert page.page.first("main a.govuk-button--warning") is None
