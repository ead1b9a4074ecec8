"""An urgent contact goes in with nobody named; the child is named on it as soon as it is known who it is."""

import pytest
from bs4 import BeautifulSoup

from audit.models import Access
from contacts.models import Contact, EssentialAnswer
from correspondence.models import Notice
from people.models import Person
from tests.acceptance.front import Page
from tests.factories.cast import signed_in
from tests.factories.contacts import AVA, bare_draft, contact_at, do, draft, make_team
from tests.factories.people import staff_relation
from tests.workflow.seeing import MONDAY, made

pytestmark = pytest.mark.django_db
LINK = "Name a child on this contact"


@pytest.fixture
def contact(cast):
    """Urgent, submitted, and about nobody yet."""
    urgent = bare_draft(cast.cleo, concerns="A child screams next door", urgent="yes")
    return do(urgent, "submit", cast.cleo)


class Naming:
    """The page as somebody has it open."""

    def __init__(self, user, contact):
        self.client, self.address = signed_in(user), f"{contact.get_absolute_url()}child/"
        self.page = Page(self.client.get(self.address), self.address)
        self.form = self.page.form("form.call")

    def sends(self, **typed):
        """What the browser then shows."""
        for name, text in typed.items():
            if name != "who":
                self.form.put(f"child-0-{name}", text)
        chosen = {"child-0-who": [typed["who"]]} if "who" in typed else {}
        self.answer = self.client.post(self.address, self.form.data() | chosen, follow=True)
        self.page = Page(self.answer, self.address)
        return self


def named_on(contact) -> list[str]:
    return [one.person.full_name for one in Contact.objects.get(pk=contact.pk).children]


def test_the_page_of_a_contact_leads_there_and_the_decision_is_open_then(cast, contact):
    story = signed_in(cast.dana).get(contact.get_absolute_url()).content.decode()
    assert LINK in story
    assert "Name a child on it first" in story
    Naming(cast.dana, contact).sends(given_name="Ava", family_name="Hall")
    assert named_on(contact) == ["Ava Hall"]
    do(Contact.objects.get(), "decide_referral", cast.dana, rationale="At risk")
    assert Contact.objects.get().outcome == "referral"


def test_the_tray_shows_the_child_and_that_it_was_added_to(cast, contact):
    Naming(cast.cleo, contact).sends(given_name="Ava", family_name="Hall")
    row = BeautifulSoup(signed_in(cast.dana).get("/tray/duty/").content, "html.parser").select_one("tr[data-reference]")
    assert "Ava Hall" in row.get_text()
    assert "added to" in row.get_text()


def test_somebody_we_may_know_is_asked_about_and_then_linked(cast, contact):
    draft(cast.cleo, [AVA])
    ava = Person.objects.get(given_name="Ava")
    page = Naming(cast.cleo, contact).sends(given_name="Ava", family_name="Hall")
    assert named_on(contact) == []
    assert "Say who this is" in page.page.main.get_text()
    assert page.form.controls["child-0-given_name"].values == ["Ava"]
    page.sends(who=ava.reference)
    assert list(Contact.objects.get(pk=contact.pk).children.values_list("person", flat=True)) == [ava.pk]


def test_an_empty_form_is_refused_beside_its_first_field(cast, contact):
    page = Naming(cast.cleo, contact).sends()
    assert "Say something about the child" in page.page.main.get_text()
    assert named_on(contact) == []


def test_a_double_click_names_one(cast, contact):
    page = Naming(cast.cleo, contact)
    page.sends(given_name="Ava", family_name="Hall", who="new")
    page.sends()
    assert named_on(contact) == ["Ava Hall"]
    assert Person.objects.filter(given_name="Ava").count() == 1


def test_once_it_is_decided_it_is_refused_and_the_typing_stays(cast, contact):
    page = Naming(cast.cleo, contact)
    do(contact, "decide_no_further_action", cast.dana, rationale="A television")
    page.sends(given_name="Ava", family_name="Hall")
    assert (page.answer.status_code, named_on(contact)) == (409, [])
    assert "nobody can be added to it now" in page.page.main.get_text()
    assert page.page.form("form.call").controls["child-0-given_name"].values == ["Ava"]


def test_it_only_adds_whatever_is_sent_along(cast):
    contact = contact_at("awaiting_decision", cast)
    ava = contact.children.get()
    forged = {"child-0-row": str(ava.row), "child-0-person": ava.person.reference, "child-0-school_keep": "callers"}
    said = {"child-0-given_name": "Forged", "child-0-birth_date": "1/1/1999", "child-0-who": "new"}
    signed_in(cast.sam).post(f"{contact.get_absolute_url()}child/", forged | said)
    assert named_on(contact) == ["Ava Hall", "Forged"]
    assert str(Person.objects.get(pk=ava.person_id).birth_date) == "2008-02-03"


def test_somebody_who_is_on_it_already_is_said_to_be_and_nothing_of_them_changes(cast):
    contact = contact_at("awaiting_decision", cast)
    ava = contact.children.get()
    EssentialAnswer.objects.create(contact=contact, person=ava, item="school", not_known_because="She has moved")
    page = Naming(cast.cleo, contact).sends(given_name="Ava", family_name="Hall", who=ava.person.reference)
    assert page.answer.status_code == 409
    assert "Ava Hall is on this contact already" in page.page.main.get_text()
    assert contact.answers.get(person=ava).not_known_because == "She has moved"


def test_who_has_it_is_told_and_when_they_may_not_know_of_it_any_more_a_manager_is(cast):
    held = contact_at("with_worker", cast)
    Naming(cast.cleo, held).sends(given_name="Ben", family_name="Hill")
    assert told_of(held) == ["sam"]
    cleo_draft = draft(cast.cleo, [AVA | {"given_name": "Zoe", "family_name": "Stone"}])
    zoe = cleo_draft.children.get().person
    staff_relation(cast.sam, zoe, MONDAY)
    Naming(cast.cleo, held).sends(given_name="Zoe", family_name="Stone", who=zoe.reference)
    assert told_of(held) == ["pat", "sam"]


@pytest.mark.parametrize("state", ["with_team", "advice_in_progress", "awaiting_authorisation", "closed"])
def test_nobody_is_named_on_what_is_decided_already_for_the_others_alone(cast, state):
    contact = contact_at(state, cast)
    assert LINK not in signed_in(cast.dana).get(contact.get_absolute_url()).content.decode()
    page = Naming(cast.dana, contact_at("awaiting_decision", cast))
    page.address = f"{contact.get_absolute_url()}child/"
    page.sends(given_name="Ben", family_name="Hill", who="new")
    assert (page.answer.status_code, named_on(contact)) == (409, ["Ava Hall"])
    assert "Record a new contact about this child" in page.page.main.get_text()
    assert not Person.objects.filter(given_name="Ben").exists()


def test_the_team_whose_manager_is_to_decide_hears_of_a_child_named_and_decides_for_both(cast):
    sent = contact_at("with_team_manager", cast)
    Naming(cast.cleo, sent).sends(given_name="Ben", family_name="Hill", who="new")
    assert told_of(sent) == ["bo", "tess"]
    team = make_team()
    decided = do(Contact.objects.get(pk=sent.pk), "decide_referral", team.tess, rationale="Known")
    assert [one.concerned().get().given_name for one in made(decided)] == ["Ava", "Ben"]


def told_of(contact) -> list[str]:
    return sorted(Notice.about(contact).filter(name="child_named").values_list("user__username", flat=True))


def test_who_was_offered_leaves_a_trace(cast, contact):
    ava = draft(cast.cleo, [AVA]).children.get().person
    Naming(cast.dana, contact).sends(given_name="Ava", family_name="Hall")
    assert Access.about(ava).filter(user=cast.dana, via="match").count() == 1


@pytest.mark.parametrize("who", ["rita", "hugh"])
def test_it_is_the_duty_teams_alone(cast, contact, who):
    assert signed_in(getattr(cast, who)).get(f"{contact.get_absolute_url()}child/").status_code == 404


def test_a_draft_has_its_own_page_for_it(cast):
    assert signed_in(cast.cleo).get(f"{draft(cast.cleo).get_absolute_url()}child/").status_code == 404


def test_a_closed_contact_does_not_lead_there(cast):
    closed = contact_at("closed", cast)
    assert LINK not in signed_in(cast.dana).get(closed.get_absolute_url()).content.decode()
