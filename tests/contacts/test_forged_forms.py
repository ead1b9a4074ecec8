"""What a browser sends that this page never asked, and numbers that were used before: nothing of it does harm."""

from uuid import uuid4

import pytest

from contacts.models import Contact
from people.models import Person
from tests.contacts.open_page import TYPED, OpenPage
from tests.factories.cast import signed_in
from tests.factories.contacts import contact_at, do
from tests.workflow.seeing import MONDAY
from workflow.engine import note_event

pytestmark = pytest.mark.django_db


def autosaved(user, key, **said):
    """What a page is answered that saves itself."""
    fields = {name.replace("__", "-"): text for name, text in said.items()}
    return signed_in(user).post(f"/contacts/new/{key}/autosave/", fields, headers=TYPED)


def test_what_the_page_does_not_ask_is_not_kept_as_typing(cast):
    answer = autosaved(cast.cleo, uuid4(), concerns="A bruise", again__login="cleo", again__password="a secret")
    assert answer.status_code == 200
    typed = Contact.objects.get().typed
    assert typed["concerns"] == ["A bruise"]
    assert not [name for name in typed if name.startswith("again")]


def test_a_page_number_that_made_something_else_is_refused_in_words(cast):
    contact, key = contact_at("awaiting_decision", cast), uuid4()
    do(contact, "decide_early_help", cast.dana, rationale="Support")
    note_event(contact.children.get().person.early_help.get(), cast.dana, "looked into", MONDAY, key)
    answer = autosaved(cast.dana, key, concerns="A bruise")
    assert answer.status_code == 409
    assert "used for something else" in answer.json()["sentence"]
    assert signed_in(cast.dana).post(f"/contacts/new/{key}/", {"concerns": "A bruise"}).status_code == 409


def test_the_same_save_number_on_two_drafts_saves_both(cast):
    save = str(uuid4())
    answers = [autosaved(cast.cleo, uuid4(), concerns=f"Bruise {n}", save_key=save) for n in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Contact.objects.count() == 2


def test_a_row_without_its_number_is_the_same_child_at_every_save(cast):
    key, save = uuid4(), str(uuid4())
    said = {"child-0-given_name": "Ava", "child-0-family_name": "Hall", "child-0-row": "", "child-0-who": "new"}
    browser = signed_in(cast.cleo)
    for version in ("", "2", "3"):
        fields = said | {"save_key": save, "seen_version": version}
        assert browser.post(f"/contacts/new/{key}/autosave/", fields, headers=TYPED).status_code == 200
    assert Person.objects.count() == 1
    assert Contact.objects.get().children.count() == 1


def test_a_second_row_about_a_child_takes_nothing_away_that_the_first_says(cast):
    contact = contact_at("draft", cast)
    ava = contact.children.get()
    page = OpenPage(cast.cleo, contact)
    page.types(child_0_school="", child_0_school_not_known="She has just moved").presses()
    page = OpenPage(cast.cleo, Contact.objects.get())
    page.presses(page.page.first('button[formaction$="/child/"]')["formaction"])
    page.types(child_1_given_name="Ava", child_1_family_name="Hall").chooses(ava.person.reference, child=1).autosaves()
    assert contact.answers.get(person=ava, item="school").not_known_because == "She has just moved"


def test_who_holds_no_role_any_more_reads_no_name_of_what_they_did(cast):
    contact = contact_at("awaiting_decision", cast)
    browser = signed_in(cast.dana)
    browser.post(f"{contact.get_absolute_url()}do/flag_urgent/", {"reason": "A bruise", "key": str(uuid4())})
    cast.dana.grants.all().delete()
    answer = browser.get("/my-work/")
    assert answer.status_code == 403
    assert "Ava" not in answer.content.decode()
