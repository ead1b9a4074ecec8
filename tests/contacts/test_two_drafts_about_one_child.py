"""A page writes what was changed on it, and nothing else: two who write about one child both get their word in."""

from datetime import date

import pytest

from contacts.models import Contact
from people.models import Person
from tests.contacts.open_page import OpenPage
from tests.factories.contacts import AVA, draft

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("how", ["by typing", "by the button"])


@pytest.fixture
def ava(cast):
    """Ava Hall, whom an earlier contact put on file."""
    return draft(cast.cleo).children.get().person


@pytest.fixture
def pages(cast, ava):
    """Two drafts about Ava, each open in front of its recorder."""
    known = {"who": ava.reference}
    return [OpenPage(user, draft(user, [known])) for user in (cast.cleo, cast.dana)]


def sends(page, how):
    """Saved by itself, or by "Save draft"."""
    if how == "by the button":
        page.presses()
    else:
        assert page.autosaves().status_code == 200


def on_file(person) -> Person:
    """The person as they now stand."""
    return Person.objects.get(pk=person.pk)


@BOTH
def test_neither_puts_the_others_correction_back(pages, ava, how):
    one, other = pages
    sends(one.types(child_0_school="Oak Primary"), how)
    sends(other.types(child_0_religion="Quaker"), how)
    sends(one.types(concerns="She did not come to school"), how)
    assert (on_file(ava).school, on_file(ava).religion) == ("Oak Primary", "Quaker")


def test_what_a_page_has_saved_it_does_not_say_again(pages, ava):
    one, other = pages
    one.types(child_0_school="Oak Primary").autosaves()
    other.types(child_0_school="Ash Primary").autosaves()
    one.types(concerns="She did not come to school").autosaves()
    assert on_file(ava).school == "Ash Primary"
    one.types(child_0_school="Elm Primary").autosaves()
    assert on_file(ava).school == "Elm Primary"


def test_a_page_that_is_opened_again_shows_what_stands_now_and_what_is_not_saved_yet(cast, pages, ava):
    one, other = pages
    one.types(child_0_school="Oak Primary", child_0_birth_date="in May").autosaves()
    other.types(child_0_school="Ash Primary", child_0_sex="M").autosaves()
    again = OpenPage(cast.cleo, ava.contacts.get(created_by=cast.cleo, typed__isnull=False))
    shown = [again.holds(f"child_0_{name}") for name in ("school", "sex", "birth_date")]
    assert shown == ["Ash Primary", "M", "in May"]
    again.presses()
    assert (on_file(ava).school, on_file(ava).sex) == ("Ash Primary", "M")


def test_a_page_that_comes_back_marked_shows_what_stands_now_too(pages, ava):
    one, other = pages
    other.types(child_0_school="Ash Primary").presses()
    one.types(child_0_religion="Quaker", child_0_birth_date="in May").presses()
    assert one.page.status == 422
    assert [one.holds(f"child_0_{name}") for name in ("school", "religion", "birth_date")] == [
        "Ash Primary",
        "Quaker",
        "in May",
    ]
    other.types(child_0_religion="Baptist").presses()
    one.types(child_0_birth_date="3/2/2009").presses()
    assert (on_file(ava).religion, on_file(ava).birth_date) == ("Baptist", date(2009, 2, 3))


@BOTH
def test_a_wrong_birth_date_is_taken_out_and_said_to_be_not_known(cast, how):
    page = OpenPage(cast.cleo, draft(cast.cleo))
    child = Contact.objects.get().children.get()
    sends(page.types(child_0_birth_date="", child_0_date_of_birth_not_known="The school does not say"), how)
    assert on_file(child.person).birth_date is None
    assert child.answers.get(item="date_of_birth").not_known_because == "The school does not say"
    sends(page.types(concerns="She did not come to school"), how)
    assert on_file(child.person).birth_date is None


@pytest.mark.parametrize("name", ["given_name", "school", "sex", "ethnicity", "special_needs"])
def test_what_was_said_by_mistake_is_emptied(cast, name):
    page = OpenPage(cast.cleo, draft(cast.cleo))
    page.types(**{f"child_0_{name}": ""}).autosaves()
    assert getattr(Contact.objects.get().children.get().person, name) == ""


class TestSomebodyChosenFromTheMatches:
    """The page does not show what is on file of them: it fills in what is empty there."""

    @pytest.fixture
    def page(self, cast, ava):
        """A new contact in which Ava was chosen, of whom no school is on file and another religion."""
        Person.objects.filter(pk=ava.pk).update(school="", religion="Quaker")
        page = OpenPage(cast.dana).types(child_0_given_name="Eva", child_0_family_name="Hull", child_0_religion="Islam")
        return page.chooses(ava.reference)

    def test_it_fills_in_what_is_empty_on_file_and_changes_nothing_else(self, page, ava):
        page.types(child_0_school="Oak Primary").autosaves()
        now = on_file(ava)
        assert (now.full_name, now.religion, now.school) == ("Ava Hall", "Quaker", "Oak Primary")
        assert [str(name) for name in ava.names.all()] == ["Eva Hull"]

    def test_half_a_word_that_was_saved_is_written_to_its_end(self, page, ava):
        page.types(child_0_school="Oak").autosaves()
        page.types(child_0_school="Oak Primary").autosaves()
        assert on_file(ava).school == "Oak Primary"
        page.types(child_0_school="").autosaves()
        assert on_file(ava).school == ""

    @pytest.mark.parametrize("answer_lost", [False, True])
    def test_what_was_typed_to_find_them_is_not_made_theirs_by_a_second_save(self, page, ava, answer_lost):
        page.autosaves(answer_lost)
        page.types(child_0_given_name="Evie").autosaves()
        page.presses()
        assert (on_file(ava).full_name, on_file(ava).religion) == ("Ava Hall", "Quaker")

    def test_a_page_made_up_with_their_reference_does_no_more(self, cast, ava):
        page = OpenPage(cast.dana)
        page.form.controls["child-0-person"].values = [ava.reference]
        page.types(child_0_given_name="Eva", child_0_family_name="Hull", child_0_school="Oak Primary").presses()
        assert (on_file(ava).full_name, on_file(ava).school) == ("Ava Hall", "Elmwood Primary")
        assert ava.contacts.filter(created_by=cast.dana).exists()

    def test_whoever_is_chosen_instead_takes_the_place_and_the_first_stays_as_they_were(self, cast, page, ava):
        page.autosaves()
        bea = draft(cast.cleo, [AVA | {"given_name": "Bea", "school": ""}]).children.get().person
        page.types(child_0_given_name="Bea", child_0_school="Ash Primary").chooses(bea.reference).autosaves()
        contact = bea.contacts.get(created_by=cast.dana)
        assert [one.person for one in contact.children] == [bea]
        assert (on_file(ava).full_name, on_file(ava).school) == ("Ava Hall", "")
        assert on_file(bea).school == "Ash Primary"

    def test_somebody_new_after_all_is_put_on_file_with_all_that_was_typed(self, cast, page, ava):
        page.types(child_0_school="Oak Primary").autosaves()
        page.chooses("new").autosaves()
        [one] = Contact.objects.get(created_by=cast.dana).children
        assert one.person != ava
        said = (one.person.full_name, one.person.school, one.person.religion)
        assert said == ("Eva Hull", "Oak Primary", "Islam")
        assert on_file(ava).full_name == "Ava Hall"


def test_once_it_is_shown_what_is_on_file_is_corrected(cast, ava):
    page = OpenPage(cast.dana, draft(cast.dana, [{"who": ava.reference}]))
    page.types(child_0_given_name="Eva", child_0_birth_date="4/2/2008").presses()
    assert (on_file(ava).given_name, on_file(ava).birth_date) == ("Eva", date(2008, 2, 4))


def test_what_was_changed_is_one_event_and_what_was_not_is_none(cast, ava):
    contact = draft(cast.dana, [{"who": ava.reference}])
    before = on_file(ava).version
    page = OpenPage(cast.dana, contact)
    page.autosaves()
    assert on_file(ava).version == before
    page.types(child_0_school="Oak Primary").autosaves()
    page.autosaves()
    assert on_file(ava).version == before + 1
