"""The new contact page passes news of an open case to its team: saved first, and what is in the way is said."""

import pytest

from contacts.models import Contact
from correspondence.models import Notice
from tests.contacts.open_page import OpenPage
from tests.factories.cast import signed_in
from tests.factories.contacts import AVA, BEN, draft
from tests.factories.people import open_case

pytestmark = pytest.mark.django_db


def passes_on(page):
    """Press "Pass to the team that has the case"."""
    return page.presses(page.form.button("pass_to_team"))


def about(cast, team, *children, open_to_it=1):
    """A draft about these children; so many of them are open to the team."""
    contact = draft(cast.cleo, children or [AVA], address="")
    for one in list(contact.children)[:open_to_it]:
        open_case(one.person, team.team, None, contact.created_at)
    return contact


def test_what_was_typed_is_saved_and_it_lies_with_the_team_whatever_is_missing(cast, team):
    page = OpenPage(cast.cleo, about(cast, team))
    page = passes_on(page.types(concerns="Heard shouting again"))
    contact = Contact.objects.get()
    assert (contact.state, contact.team, contact.typed) == ("with_team", team.team, None)
    assert contact.concerns == "Heard shouting again"
    assert f"Passed to {team.team}: Ava Hall (" in page.page.text
    assert Notice.about(contact).get(name="pass_to_team").user == team.bo


def test_what_is_in_the_way_is_said_and_what_was_typed_is_kept(cast, team):
    page = OpenPage(cast.cleo, about(cast, team, AVA, BEN))
    page = passes_on(page.types(concerns="Heard shouting again"))
    contact = Contact.objects.get()
    assert (page.page.status, contact.state) == (409, "draft")
    assert "split it first" in page.page.refusal
    assert contact.concerns == page.holds("concerns") == "Heard shouting again"


def test_a_team_is_given_nothing_that_is_empty(cast, team):
    page = passes_on(OpenPage(cast.cleo, about(cast, team)).types(concerns=""))
    contact = Contact.objects.get()
    assert (page.page.status, contact.state) == (409, "draft")
    assert "Write down first what the caller says" in page.page.refusal


def test_nobody_being_open_is_said_too(cast, team):
    page = passes_on(OpenPage(cast.cleo, about(cast, team, open_to_it=0)))
    assert "No child on it is open to a team." in page.page.refusal


def test_what_cannot_be_read_is_marked_and_it_stays_a_draft(cast, team):
    page = OpenPage(cast.cleo, about(cast, team))
    page = passes_on(page.types(received="in May"))
    assert page.page.status == 422
    assert Contact.objects.get().state == "draft"


def test_a_second_click_is_answered_as_done(cast, team):
    page = OpenPage(cast.cleo, about(cast, team))
    address, sent = page.form.button("pass_to_team"), page.form.data()
    client = signed_in(cast.cleo)
    answers = [client.post(address, sent) for _ in range(2)]
    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, Contact.objects.get().get_absolute_url())
    ] * 2
    assert Notice.objects.filter(name="pass_to_team").count() == 1


def test_a_page_that_was_opened_before_the_first_save_passes_on_as_well(cast, team):
    known = about(cast, team).children.get().person
    page = OpenPage(cast.cleo)
    page.types(works_with_children="no", child_0_given_name="Ava", child_0_family_name="Hall", concerns="News")
    passes_on(page.chooses(known.reference))
    assert Contact.objects.get(concerns="News").state == "with_team"


def test_the_reception_takes_down_and_does_not_pass_on(cast, team):
    page = OpenPage(cast.rita)
    page.types(works_with_children="no", child_0_given_name="Zed", child_0_family_name="New", concerns="News")
    page = passes_on(page)
    assert page.page.status == 403
    assert Contact.objects.get().state == "draft"
