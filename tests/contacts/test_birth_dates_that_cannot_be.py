"""A birth date that cannot be is marked by its field on a contact too, and nothing else that was typed is lost."""

from datetime import date

import pytest

from people.models import Person
from tests.contacts.open_page import OpenPage
from tests.contacts.test_a_child_named_later import Naming
from tests.factories import people
from tests.factories.contacts import AVA, bare_draft, do, draft
from tests.workflow.seeing import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact(cast):
    """A draft about Ava, born in 2008, whose mother was born in 1990."""
    contact = draft(cast.cleo, [AVA])
    kim = people.person("Kim Hall", "adult", MONDAY, date(1990, 1, 1))
    people.relationship(kim, "mother", contact.children.get().person)
    return contact


def ava() -> Person:
    """Ava as she now stands."""
    return Person.objects.get(given_name="Ava")


def why(page, choice="") -> str:
    """What is said by the birth date, or by the choice between ours and the caller's."""
    said = page.page.all(f"[data-error-for=child-0-birth_date{choice}]")
    return " ".join(each.get_text(" ", strip=True) for each in said)


def test_nobody_becomes_older_than_their_mother(cast, contact):
    page = OpenPage(cast.cleo, contact).types(child_0_birth_date="1/1/1989", child_0_school="Oak Primary").presses()
    assert "Mother Kim Hall would be younger" in why(page)
    assert page.holds("child_0_birth_date") == "1/1/1989"
    assert (ava().birth_date, ava().school) == (date(2008, 2, 3), "Oak Primary")
    assert "would be younger" in why(OpenPage(cast.cleo, contact)), "and says so when it is opened again"
    assert why(page.presses(f"{contact.get_absolute_url()}edit/submit/")), "and is not sent on with it"


def test_it_is_marked_while_it_is_typed(cast, contact):
    answer = OpenPage(cast.cleo, contact).types(child_0_birth_date="1/1/1989").autosaves().json()
    assert "would be younger" in answer["errors"]["child-0-birth_date"]
    assert ava().birth_date == date(2008, 2, 3)


def test_nobody_is_born_after_they_died(cast, contact):
    Person.objects.filter(pk=ava().pk).update(death_date=date(2012, 1, 1))
    page = OpenPage(cast.cleo, contact).types(child_0_birth_date="1/1/2013").presses()
    assert "after the date of death that we hold" in why(page)


def test_nor_by_the_callers_word(cast, contact):
    page = OpenPage(cast.dana).types(child_0_given_name="Ava", child_0_family_name="Hall")
    page.types(child_0_birth_date="1/1/1989").chooses(ava().reference).presses()
    page.types(child_0_birth_date_keep="callers").presses()
    assert "would be younger" in why(page, "_keep")
    assert ava().birth_date == date(2008, 2, 3)


def test_nor_of_whom_is_only_chosen(cast, contact):
    Person.objects.filter(pk=ava().pk).update(birth_date=None)
    page = OpenPage(cast.dana).types(child_0_given_name="Ava", child_0_family_name="Hall")
    page.types(child_0_birth_date="1/1/1989").chooses(ava().reference).presses()
    assert "would be younger" in why(page)
    assert ava().birth_date is None


def test_nor_on_a_contact_that_was_submitted(cast, contact):
    Person.objects.filter(pk=ava().pk).update(birth_date=None)
    urgent = do(bare_draft(cast.cleo, concerns="A child screams", urgent="yes"), "submit", cast.cleo)
    naming = Naming(cast.dana, urgent).sends(birth_date="1/1/1989", who=ava().reference)
    assert "would be younger" in naming.page.text
    assert not urgent.children.exists()


def test_what_came_about_since_the_page_was_read_is_refused_aloud(cast, contact, monkeypatch):
    monkeypatch.setattr("contacts.views.draft.mark_birth_dates", lambda *args: None)
    answer = OpenPage(cast.cleo, contact).types(child_0_birth_date="1/1/1989").autosaves()
    assert answer.status_code == 409
    assert "would be younger. What you typed is still here" in answer.json()["sentence"]
    assert ava().birth_date == date(2008, 2, 3)
