"""A draft is saved by the duty team and by whoever recorded it; the head of service reads it, and changes nothing."""

from uuid import uuid4

import pytest
from django.http import Http404

from contacts.models import Contact
from contacts.services.draft import Sending, save_draft
from directory.roles import DUTY_TEAM
from tests.contacts.open_page import OpenPage
from tests.factories.cast import make_user, signed_in
from tests.factories.contacts import bare_draft
from tests.workflow.seeing import MONDAY

pytestmark = pytest.mark.django_db
BUTTONS = ["", "autosave/", "submit/", "child/", "child/0/remove/"]


def sent(contact, user, button):
    """What is answered to a form that somebody made up."""
    data = {"concerns": "Something else", "seen_version": contact.version, "save_key": str(uuid4())}
    return signed_in(user).post(f"{contact.get_absolute_url()}edit/{button}", data)


@pytest.mark.parametrize("button", BUTTONS)
def test_the_head_of_service_changes_no_draft_of_others(cast, button):
    contact = bare_draft(cast.cleo, concerns="A bruise")
    assert sent(contact, cast.hugh, button).status_code == 404
    now = Contact.objects.get()
    assert (now.concerns, now.version, now.state) == ("A bruise", contact.version, "draft")


def test_nor_does_the_service_save_it_for_them(cast):
    contact = bare_draft(cast.cleo, concerns="A bruise")
    with pytest.raises(Http404):
        save_draft(contact, cast.hugh, {}, [], {}, MONDAY, Sending(seen_version=contact.version))


def test_they_are_led_to_the_page_that_they_may_read_and_it_offers_no_way_back(cast):
    contact = bare_draft(cast.cleo, concerns="A bruise")
    answer = signed_in(cast.hugh).get(f"{contact.get_absolute_url()}edit/")
    assert (answer.status_code, answer["Location"]) == (302, contact.get_absolute_url())
    assert "/edit/" not in signed_in(cast.hugh).get(contact.get_absolute_url()).content.decode()
    assert "/edit/" in signed_in(cast.dana).get(contact.get_absolute_url()).content.decode()


@pytest.mark.parametrize("role", sorted(DUTY_TEAM))
def test_the_duty_team_saves_any_draft(cast, role):
    OpenPage(make_user("Somebody", role), bare_draft(cast.rita)).types(concerns="A bruise").presses()
    assert Contact.objects.get().concerns == "A bruise"


@pytest.mark.parametrize("who", ["rita", "hugh"])
def test_whoever_recorded_it_saves_their_own(cast, who):
    user = getattr(cast, who)
    OpenPage(user, bare_draft(user)).types(concerns="A bruise").presses()
    assert Contact.objects.get().concerns == "A bruise"
