"""What every form asks first: the answer "no" stands with the draft, and the page does not send it on unanswered."""

import pytest

from contacts.models import Contact
from tests.contacts.open_page import OpenPage
from tests.factories.contacts import bare_draft, do, draft

pytestmark = pytest.mark.django_db
ASKED = "works_with_children"


def answers(page) -> list[str]:
    """What the page shows as answered."""
    return page.form.controls[ASKED].values


def submits(page):
    """Press "Submit to the duty tray"."""
    return page.presses(page.form.button("submit"))


@pytest.mark.parametrize("more", [{}, {"received": "in May"}], ids=["saved", "come back marked"])
def test_no_stands_after_a_save_and_when_the_page_is_opened_again(cast, more):
    page = OpenPage(cast.cleo).types(works_with_children="no", **more).presses()
    assert answers(page) == ["no"]
    again = OpenPage(cast.dana, Contact.objects.get())
    assert answers(again) == ["no"]
    assert answers(again.presses()) == ["no"]
    assert Contact.history.first().about_who_works_with_children is False


def test_it_stands_when_the_submission_is_refused(cast):
    page = submits(OpenPage(cast.cleo).types(works_with_children="no"))
    assert (page.page.status, answers(page)) == (409, ["no"])


def test_nobody_asked_is_not_answered(cast):
    assert answers(OpenPage(cast.cleo, bare_draft(cast.cleo))) == []
    assert Contact.objects.get().about_who_works_with_children is None


def test_a_page_opened_before_it_was_answered_does_not_unsay_it(cast):
    bare_draft(cast.cleo, works_with_children="no", concerns="A bruise")
    OpenPage(cast.cleo, Contact.objects.get()).types(concerns="A burn").presses()
    assert Contact.objects.get().about_who_works_with_children is False


def test_the_page_does_not_submit_before_it_is_answered(cast):
    page = submits(OpenPage(cast.cleo, draft(cast.cleo, works_with_children="")).types(concerns="A burn"))
    assert (page.page.status, ASKED in page.page.refusal) == (422, True)
    contact = Contact.objects.get()
    assert (contact.state, contact.concerns) == ("draft", "A burn")
    submits(page.types(works_with_children="no"))
    assert Contact.objects.get().state == "awaiting_decision"


def test_an_urgent_contact_does_not_wait_for_it(cast):
    submits(OpenPage(cast.cleo).types(urgent="yes", concerns="A burn"))
    assert Contact.objects.get().state == "awaiting_decision"


def test_it_is_a_question_of_the_page_and_no_guard_of_the_process(cast):
    assert do(draft(cast.cleo, works_with_children=""), "submit", cast.cleo).state == "awaiting_decision"
