"""What the page on which a contact is taken down refuses, and keeps: no time to come, no allegation."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from audit.models import Event
from contacts.models import Contact
from tests.acceptance.front import Page
from tests.contacts.open_page import OpenPage
from tests.factories.cast import signed_in
from tests.factories.contacts import bare_draft

pytestmark = pytest.mark.django_db
NOON = datetime(2014, 7, 7, 11, 0, tzinfo=UTC)
"""Monday 7 July 2014, 12:00 in London."""


@pytest.fixture(autouse=True)
def clock():
    """It is noon and stays noon."""
    with time_machine.travel(NOON, tick=False):
        yield


def posted(user, more="", **typed) -> Page:
    """What is answered to a new contact as it is typed."""
    client, address = signed_in(user), f"/contacts/new/{uuid4()}/{more}"
    client.raise_request_exception = False  # the browser is shown a page whatever happens
    return Page(client.post(address, {"concerns": "A bruise"} | typed), address)


def london(moment: datetime) -> str:
    """A moment as somebody types it in summer."""
    return f"{moment + timedelta(hours=1):%d/%m/%Y %H:%M}"


def test_a_contact_that_has_yet_to_come_in_is_refused_by_that_field_and_the_rest_is_kept(cast):
    page = posted(cast.cleo, received=london(NOON + timedelta(minutes=1)))
    assert (page.status, "received" in page.refusal) == (422, True)
    contact = Contact.objects.get()
    assert (contact.concerns, contact.received_at) == ("A bruise", NOON)


def test_a_contact_that_came_in_this_minute_is_taken(cast):
    assert posted(cast.cleo, received=london(NOON)).status == 302
    assert Contact.objects.get().received_at == NOON


@pytest.mark.parametrize("more", ["", "submit/", "child/", "autosave/"])
def test_nothing_is_kept_of_a_concern_about_a_person_who_works_with_children(cast, more):
    assert posted(cast.cleo, more, works_with_children="yes").status == 409
    assert not Contact.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("who", "urgent", "offered"), [("cleo", "no", True), ("cleo", "yes", False), ("dana", "yes", True)]
)
def test_it_leads_to_where_the_draft_is_discarded_whoever_may_do_that(cast, who, urgent, offered):
    contact = bare_draft(cast.cleo, concerns="A bruise", urgent=urgent)
    page = OpenPage(getattr(cast, who), contact).page
    link = page.first(f'a[href="{contact.get_absolute_url()}do/discard/"]')
    assert bool(link) is offered


def test_a_contact_that_was_never_saved_has_nothing_to_discard(cast):
    assert OpenPage(cast.cleo).page.first('a[href*="discard"]') is None
