"""What was asked and is not known stands beside what nobody has asked, until it is given."""

import pytest

from contacts.models import Contact
from directory.roles import Role
from people.models import NotKnown, Person
from people.services.people import change_person
from tests.factories import people
from tests.factories.cast import make_user
from tests.factories.contacts import AVA, contact_at, do
from tests.people.conftest import NOW
from tests.people.pages import changes, errors, opened, words
from tests.people.test_changing_who_somebody_is import sent

pytestmark = pytest.mark.django_db
WHY = "The caller could not say"


def shown(page) -> dict[str, str]:
    """The facts on the page that are given or not known, by their slugs."""
    return {fact["data-field"]: fact.get_text() for fact in page.all("dl [data-field]")}


def not_asked(page) -> str:
    """What the page says that nobody has asked yet."""
    said = page.first("[data-not-asked]")
    return said.get_text() if said else ""


def on_page(reads, user, person):
    """The front page of somebody."""
    return reads(user, f"/people/{person.reference}/")


class TestFactsForm:
    def test_it_is_not_known_and_no_more_not_asked(self, cast, ava, reads):
        assert "School" in not_asked(on_page(reads, cast.dana, ava))
        assert sent(cast.cleo, ava, not_known=["school", "religion"], not_known_because=WHY).status == 302
        page = on_page(reads, cast.dana, ava)
        assert shown(page)["school"] == shown(page)["religion"] == f"Not known: {WHY}"
        assert "School" not in not_asked(page)
        assert "Nationality" in not_asked(page)
        assert "Cleo" in words(page.first("dl [data-field=school]").parent)
        marks = NotKnown.objects.filter(person=ava)
        assert {(mark.fact, mark.by, mark.because) for mark in marks} == {
            ("school", cast.cleo, WHY),
            ("religion", cast.cleo, WHY),
        }
        assert all(mark.history.get().history_change_reason for mark in marks)

    def test_what_was_said_before_is_ticked_and_stays_as_it_was(self, cast, ava):
        sent(cast.cleo, ava, not_known=["school"], not_known_because=WHY)
        assert opened(cast.dana, ava, "facts").first("[name=not_known][checked]")["value"] == "school"
        assert sent(cast.dana, ava, religion="Quaker").status == 302
        assert NotKnown.objects.get(person=ava).by == cast.cleo

    def test_it_is_gone_when_the_fact_is_given(self, cast, ava, reads):
        sent(cast.cleo, ava, not_known=["school", "religion"], not_known_because=WHY)
        change_person(ava, cast.cleo, NOW, school="Elmwood")
        change_person(ava, cast.cleo, NOW, school="")
        page = on_page(reads, cast.dana, ava)
        assert "School" in not_asked(page)
        assert "religion" in shown(page)
        assert NotKnown.history.get(history_type="-").history_change_reason

    def test_that_something_is_not_needed_is_given(self, cast, ava):
        sent(cast.cleo, ava, not_known=["interpreter_needed"], not_known_because=WHY)
        change_person(ava, cast.cleo, NOW, interpreter_needed=False)
        assert not NotKnown.objects.exists()

    def test_a_fact_that_came_otherwise_is_shown(self, cast, ava, reads):
        sent(cast.cleo, ava, not_known=["school"], not_known_because=WHY)
        Person.objects.filter(pk=ava.pk).update(school="Elmwood")
        assert shown(on_page(reads, cast.dana, ava))["school"] == "Elmwood"
        assert not opened(cast.dana, ava, "facts").first("[name=not_known][checked]")

    def test_it_says_why(self, cast, ava):
        assert "Say why" in errors(sent(cast.cleo, ava, not_known=["school"]))["not_known_because"]

    def test_what_is_given_is_known(self, cast, ava):
        refused = sent(cast.cleo, ava, not_known=["birth_date"], not_known_because=WHY)
        assert "Date of birth" in errors(refused)["not_known"]

    def test_a_reason_is_for_something(self, cast, ava):
        assert "Tick what" in errors(sent(cast.cleo, ava, not_known_because=WHY))["not_known"]

    def test_of_a_duplicate_it_is_known_of_the_person(self, cast, ava, reads):
        twin = people.person("Ava Hull", "child", NOW)
        sent(cast.cleo, twin, not_known=["school"], not_known_because=WHY)
        Person.objects.filter(pk=twin.pk).update(identity=ava)
        assert WHY in shown(on_page(reads, cast.dana, ava))["school"]


class TestParentalResponsibility:
    @pytest.fixture
    def tie(self, ava):
        """Kim, Ava's mother."""
        return people.relationship(people.person("Kim Hall", "adult", NOW), "mother", ava)

    def answered(self, user, ava, tie, **said):
        """The form of the one question, sent."""
        return changes(user, ava, "responsibility", f"{tie.pk}/", **said)

    def test_it_is_asked_and_not_known(self, cast, ava, tie, reads):
        assert "Parental responsibility" in not_asked(on_page(reads, cast.dana, ava))
        said = {"not_known": ["parental_responsibility"], "not_known_because": WHY}
        assert self.answered(cast.cleo, ava, tie, **said).status == 302
        page = on_page(reads, cast.dana, ava)
        assert f"parental responsibility not known: {WHY}" in page.text
        assert shown(page)["parental_responsibility"] == f"Not known: {WHY}"

    @pytest.mark.parametrize(("answer", "says"), [("true", "Kim Hall"), ("false", "Nobody of those on file")])
    def test_an_answer_takes_its_place(self, cast, ava, tie, reads, answer, says):
        said = {"not_known": ["parental_responsibility"], "not_known_because": WHY}
        self.answered(cast.cleo, ava, tie, **said)
        assert self.answered(cast.cleo, ava, tie, parental_responsibility=answer).status == 302
        page = on_page(reads, cast.dana, ava)
        assert WHY not in page.text
        assert shown(page)["parental_responsibility"] == says
        assert not NotKnown.objects.exists()

    def test_both_at_once_is_refused(self, cast, ava, tie):
        said = {"not_known": ["parental_responsibility"], "not_known_because": WHY, "parental_responsibility": "true"}
        assert "is given" in errors(self.answered(cast.cleo, ava, tie, **said))["not_known"]

    def test_of_a_hidden_parent_nothing_is_told(self, cast, ava, tie, reads):
        self.answered(cast.cleo, ava, tie, not_known=["parental_responsibility"], not_known_because=WHY)
        people.staff_relation(cast.dana, tie.person, NOW)
        page = on_page(reads, cast.dana, ava)
        assert WHY not in page.text
        assert "Parental responsibility" in not_asked(page)


class TestContacts:
    def about(self, ava, cast, state=Contact.State.AWAITING_DECISION, **said):
        """A contact about Ava on which nobody knew her school, nor who holds parental responsibility."""
        child = AVA | {"who": ava.reference, "school": "", "school_not_known": WHY}
        unknown = {"parental_responsibility": "", "parental_responsibility_not_known": "Nobody asked the father"}
        return contact_at(state, cast, children=[child], **unknown | said)

    def test_what_a_contact_could_not_say_stands_on_the_front_page(self, cast, ava, reads):
        contact = self.about(ava, cast)
        page = on_page(reads, cast.dana, ava)
        assert shown(page)["school"] == f"Not known: {WHY}"
        assert shown(page)["parental_responsibility"] == "Not known: Nobody asked the father"
        assert page.first(f'dl [data-field=school] a[href="{contact.get_absolute_url()}"]')
        assert "School" not in not_asked(page)

    def test_of_one_recorded_in_error_nothing_is_read(self, cast, ava, reads):
        contact = self.about(ava, cast, Contact.State.DRAFT)
        assert WHY in on_page(reads, cast.dana, ava).text
        do(contact, "discard", cast.cleo, reason="Another borough's")
        assert WHY not in on_page(reads, cast.dana, ava).text

    def test_who_may_not_open_the_contact_is_told_nothing_of_it(self, cast, ava, reads):
        self.about(ava, cast)
        page = on_page(reads, make_user("Tess", Role.TEAM_MANAGER), ava)
        assert WHY not in page.text
        assert "School" in not_asked(page)
