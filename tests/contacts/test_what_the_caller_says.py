"""Choosing a known child shows what we hold, and beside it what the caller says: neither replaces the other."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from contacts.models import Contact, ContactPerson
from directory.models import Team
from people.models import Person
from tests.contacts.open_page import OpenPage
from tests.factories.contacts import AVA, do, draft
from tests.factories.people import open_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def ava(cast):
    """Ava Hall, a Quaker at Elmwood Primary, whom an earlier contact put on file."""
    return draft(cast.cleo, [AVA | {"religion": "Quaker", "first_language": ""}]).children.get().person


@pytest.fixture
def page(cast, ava):
    """A caller says it otherwise of the child whom the recorder chooses."""
    page = OpenPage(cast.dana).types(
        child_0_given_name="Eva",
        child_0_family_name="Hall",
        child_0_school="Oak Primary",
        child_0_religion=" quaker ",
        child_0_first_language="Polish",
        child_0_birth_date="4/2/2008",
        child_0_birth_date_is="estimated",
    )
    return page.chooses(ava.reference)


def differing(page) -> dict[str, str]:
    """What the page says of both, by field."""
    return read(page.page.html)


def read(html) -> dict[str, str]:
    """The same in any piece of a page."""
    found = html.select("[data-differs]")
    return {each["data-differs"]: each.select_one("legend").get_text(" ", strip=True) for each in found}


def on_file(person) -> Person:
    """The person as they now stand."""
    return Person.objects.get(pk=person.pk)


BOTH = {
    "child-0-given_name": "Given names: we hold Ava; the caller says Eva",
    "child-0-birth_date": "Date of birth: we hold 3 Feb 2008; the caller says about 4 Feb 2008 (estimated)",
    "child-0-school": "School or nursery: we hold Elmwood Primary; the caller says Oak Primary",
}


def test_the_form_shows_what_we_hold_and_what_the_caller_says_beside_it(page, ava):
    page.presses()
    assert page.page.status == 200
    held = {name: page.holds(f"child_0_{name}") for name in ("given_name", "school", "religion", "first_language")}
    assert held == {"given_name": "Ava", "school": "Elmwood Primary", "religion": "Quaker", "first_language": "Polish"}
    assert differing(page) == BOTH
    assert (on_file(ava).school, on_file(ava).given_name) == ("Elmwood Primary", "Ava")


def test_it_still_does_after_any_number_of_saves_and_for_the_next_reader(cast, page):
    page.presses().presses()
    page.types(concerns="A burn", received="in May").presses()
    assert (page.page.status, differing(page)) == (422, BOTH)
    assert differing(OpenPage(cast.cleo, Contact.objects.get(created_by=cast.dana))) == BOTH


def test_a_page_with_scripts_is_told_what_to_draw_at_once(page, ava):
    answer = page.autosaves().json()
    drawn = BeautifulSoup(answer["drawn"]["child-0"], "html.parser")
    assert read(drawn) == BOTH
    assert drawn.select_one("[name=child-0-person]")["value"] == ava.reference
    assert drawn.select_one("[name=child-0-school]")["value"] == "Elmwood Primary"


def test_what_is_drawn_is_not_drawn_again_with_every_word(page):
    page.presses()
    assert page.types(concerns="A burn").autosaves().json()["drawn"] == {}


def test_somebody_new_is_not_drawn_at_all(page):
    assert page.chooses("new").autosaves().json()["drawn"] == {}


def test_the_recorder_takes_what_the_caller_says(page, ava):
    page.presses()
    page.types(child_0_school_keep="callers", child_0_birth_date_keep="callers").presses()
    now = on_file(ava)
    assert (now.school, f"{now.birth_date:%d %m %Y}", now.birth_date_is) == ("Oak Primary", "04 02 2008", "estimated")
    assert differing(page) == {"child-0-given_name": BOTH["child-0-given_name"]}
    assert page.holds("child_0_school") == "Oak Primary"


def test_or_keeps_what_we_hold_and_what_the_caller_said_stays_with_the_contact(page, ava):
    page.presses()
    answer = page.types(child_0_school_keep="ours").autosaves().json()
    assert "child-0-school" not in read(BeautifulSoup(answer["drawn"]["child-0"], "html.parser"))
    assert on_file(ava).school == "Elmwood Primary"
    page.presses()
    assert "child-0-school" not in differing(page)
    assert ContactPerson.objects.get(contact__created_by=page_user(page)).caller_said["school"] == "Oak Primary"


def page_user(page):
    """Who has it open."""
    return page.client.session["_auth_user_id"]


def test_what_is_settled_is_not_taken_again_by_a_page_that_says_it_twice(page, ava):
    page.presses()
    page.types(child_0_school_keep="callers").autosaves()
    page.types(child_0_school="Ash Primary").autosaves()
    page.autosaves()
    assert on_file(ava).school == "Ash Primary"


def test_a_correction_by_hand_settles_it_too(page, ava):
    page.presses()
    page.types(child_0_school="Ash Primary").presses()
    assert (on_file(ava).school, "child-0-school" in differing(page)) == ("Ash Primary", False)


def test_whoever_was_chosen_by_mistake_is_left_as_they_were_and_the_callers_words_go_with_the_next(cast, page, ava):
    bea = draft(cast.cleo, [AVA | {"given_name": "Eva", "school": "", "sex": ""}]).children.get().person
    page.presses()
    page.chooses(bea.reference).presses()
    [one] = Contact.objects.get(created_by=cast.dana).children
    assert (one.person, on_file(bea).school, on_file(bea).sex) == (bea, "Oak Primary", "")
    assert set(differing(page)) == {"child-0-birth_date", "child-0-religion", "child-0-first_language"}
    assert on_file(ava).school == "Elmwood Primary"


def test_or_they_are_somebody_new_after_all_with_the_callers_words_alone(cast, page, ava):
    page.presses()
    page.chooses("new").presses()
    [one] = Contact.objects.get(created_by=cast.dana).children
    said = (one.person.full_name, one.person.school, one.person.sex, one.person.special_needs)
    assert (one.person != ava, said) == (True, ("Eva Hall", "Oak Primary", "", ""))
    assert page.holds("child_0_school") == "Oak Primary"
    assert differing(page) == {}


def test_that_their_case_is_open_is_still_said(cast, page, ava):
    open_case(ava, Team.objects.create(name="Assessment North"), None, timezone.now())
    page.presses()
    assert "Open to Assessment North" in page.page.first("#matches-child-0 .banner").get_text()


def test_whoever_decides_is_told_what_nobody_has_settled(cast, page):
    page.presses()
    shown = page.client.get(Contact.objects.get(created_by=cast.dana).get_absolute_url()).content.decode()
    assert all(f"{sentence}." in shown for sentence in BOTH.values())


def test_a_name_that_was_only_begun_differs_in_nothing_and_is_no_other_spelling(cast, ava):
    page = OpenPage(cast.dana).types(child_0_given_name="Av", child_0_family_name="Hal").chooses(ava.reference)
    page.presses()
    assert differing(page) == {}
    assert page.holds("child_0_family_name") == "Hall"
    assert list(ava.names.all()) == []


def test_after_the_call_who_may_change_it_puts_right_what_we_hold_from_its_own_page(cast, team, ava, reads):
    told = draft(cast.cleo, [AVA | {"who": ava.reference, "religion": "", "school": "Oak Primary"}])
    open_case(ava, team.team, None, timezone.now())
    do(do(told, "submit", cast.cleo), "pass_to_team", cast.dana)
    story = reads(cast.dana, told.get_absolute_url())
    (differs,) = story.all("[data-differs]")
    assert differs.get_text() == "School or nursery: we hold Elmwood Primary; the caller says Oak Primary."
    there = f"/people/{ava.reference}/change/facts/"
    assert story.first(f"[data-person] a[href='{there}']")
    assert not reads(team.tess, told.get_absolute_url()).first(f"a[href='{there}']")
