"""What was refused for good is shown to an administrator, who has it sent again or leaves it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from correspondence.models import Outbox
from correspondence.outbox import enqueue, relay
from directory.roles import Role
from tests.acceptance.front import Page
from tests.factories import people
from tests.factories.cast import make_user, signed_in
from tests.factories.contacts import contact_at

pytestmark = pytest.mark.django_db
NOW = datetime(2014, 7, 7, 9, 0, tzinfo=UTC)


@pytest.fixture
def contact(cast):
    """A contact of which nobody is told but here."""
    made = contact_at("awaiting_decision", cast)
    Outbox.objects.all().delete()
    return made


@pytest.fixture
def refused(contact):
    """An e-mail about it that was refused for good."""
    enqueue("outcome", "robin@elmwood.example", "Your contact", "What was decided about Ava", contact, NOW)
    Outbox.objects.update(failed_at=NOW, next_at=None, attempts=1, error="SMTPRecipientsRefused")
    return Outbox.objects.get()


@pytest.fixture
def ada(db):
    return make_user("Ada", Role.SYSTEM_ADMIN)


def shown(user) -> list[str]:
    """The messages on the page, as they read."""
    page = Page(signed_in(user).get("/undelivered/"), "/undelivered/")
    return [" ".join(row.get_text(" ").split()) for row in page.all("[data-mail]")]


def test_an_administrator_is_shown_to_whom_about_what_and_why_and_never_the_words(ada, contact, refused):
    (line,) = shown(ada)
    assert line.startswith("robin@elmwood.example")
    assert contact.reference in line
    assert "SMTPRecipientsRefused" in line
    text = signed_in(ada).get("/undelivered/").content.decode()
    assert "What was decided" not in text
    assert "Ava" not in text


def test_the_page_costs_the_same_however_many_there_are(ada, contact, refused):
    browser = signed_in(ada)
    browser.get("/undelivered/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/undelivered/")
    for number in range(5):
        enqueue(f"more {number}", f"{number}@elmwood.example", "Subject", "Words", contact, NOW)
    Outbox.objects.update(failed_at=NOW, next_at=None)
    with CaptureQueriesContext(connection) as six:
        browser.get("/undelivered/")
    assert len(six) == len(one)


def test_notices_that_went_as_one_message_stand_there_as_one(ada, contact, refused):
    enqueue("another", "robin@elmwood.example", "Your contact", "More", contact, NOW)
    Outbox.objects.update(message_id="one", failed_at=NOW, next_at=None)
    assert len(shown(ada)) == 1


def test_what_is_sent_again_goes_under_its_own_number_and_leaves_the_page(ada, refused):
    signed_in(ada).post(f"/undelivered/{refused.pk}/again/")
    assert shown(ada) == []
    assert relay(NOW + timedelta(days=36500)) == 1
    (message,) = mail.outbox
    assert message.extra_headers["Message-ID"] == refused.message_id
    assert Outbox.objects.get().sent_at


def test_what_is_left_is_never_sent_and_leaves_the_page(ada, refused):
    signed_in(ada).post(f"/undelivered/{refused.pk}/leave/")
    assert shown(ada) == []
    assert relay(NOW + timedelta(days=36500)) == 0
    assert Outbox.objects.get().settled_at


@pytest.mark.parametrize(("button", "verb"), [("again", "send_mail_again"), ("leave", "leave_mail_unsent")])
def test_it_is_written_down_who_settled_it(ada, refused, button, verb):
    signed_in(ada).post(f"/undelivered/{refused.pk}/{button}/")
    event = Event.about(refused).get()
    assert (event.actor, event.verb) == (ada, verb)


@pytest.mark.parametrize("button", ["again", "leave"])
def test_what_is_settled_is_not_settled_twice(ada, refused, button):
    signed_in(ada).post(f"/undelivered/{refused.pk}/leave/")
    assert signed_in(ada).post(f"/undelivered/{refused.pk}/{button}/").status_code == 404


def test_nobody_else_finds_the_page_or_its_buttons(cast, refused):
    for user in (cast.pat, cast.hugh, make_user("Uma", Role.AUDITOR)):
        browser = signed_in(user)
        assert browser.get("/undelivered/").status_code == 404
        assert browser.post(f"/undelivered/{refused.pk}/again/").status_code == 404
        assert browser.post(f"/undelivered/{refused.pk}/leave/").status_code == 404
    assert Outbox.objects.unsettled().exists()


def test_an_administrator_is_not_shown_what_concerns_their_own_relation(ada, contact, refused):
    people.staff_relation(ada, contact.children.get().person, NOW)
    assert shown(ada) == []
    assert signed_in(ada).post(f"/undelivered/{refused.pk}/again/").status_code == 404


def test_the_administrators_header_leads_there(ada):
    page = Page(signed_in(ada).get("/users/"), "/users/")
    assert "/undelivered/" in [link["href"] for link in page.all(".top a")]
