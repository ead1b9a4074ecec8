"""One action on several rows: the form once, each judged for itself, and what could not be done named and why."""

from uuid import uuid4

import pytest

from audit.models import Event
from contacts.models import Contact
from tests.duty.conftest import MONDAY
from tests.factories.cast import signed_in
from tests.factories.contacts import contact_at, do
from tests.factories.people import staff_relation

pytestmark = pytest.mark.django_db
ASSIGN, PRIORITISE = "/tray/duty/together/assign/", "/tray/duty/together/prioritise/"


@pytest.fixture
def three(cast):
    """Three contacts in the duty tray."""
    return [contact_at("awaiting_decision", cast) for _ in range(3)]


def chosen(contacts, **said):
    """The rows chosen, each as it was seen, with what is said in the form."""
    seen = {f"seen-{contact.reference}": contact.version for contact in contacts}
    return {"reference": [contact.reference for contact in contacts], **seen, **said}


def form(contacts, **said):
    return chosen(contacts, key=uuid4(), **said)


def now_of(contacts):
    return [Contact.objects.get(pk=contact.pk) for contact in contacts]


def test_the_form_is_asked_once_and_names_whom_it_is_about(cast, three):
    page = signed_in(cast.dana).post(ASSIGN, chosen(three)).content.decode()
    for contact in three:
        assert contact.reference in page
    assert page.count('name="task"') == 1
    assert {contact.state for contact in now_of(three)} == {"awaiting_decision"}


def test_each_is_done_with_an_event_of_its_own(cast, three):
    answer = signed_in(cast.dana).post(ASSIGN, form(three, worker="sam", task="Ring the school"))
    assert answer.url == "/tray/duty/"
    assert {contact.holder for contact in now_of(three)} == {cast.sam}
    assert [Event.about(contact).filter(verb="assign").count() for contact in three] == [1, 1, 1]


def test_it_leads_back_to_the_view_it_came_from_and_nowhere_else(cast, three):
    client, view = signed_in(cast.dana), "/tray/duty/?show=unread"
    page = client.post(PRIORITISE, chosen(three, next=view)).content.decode()
    assert f'href="{view}"' in page
    assert client.post(PRIORITISE, form(three[:1], priority="urgent", next=view)).url == view
    elsewhere = form(three[1:2], priority="urgent", next="https://example.org/")
    assert client.post(PRIORITISE, elsewhere).url == "/tray/duty/"


def test_a_script_is_told_that_it_is_done(cast, three):
    client = signed_in(cast.dana)
    asked = client.post(PRIORITISE, form(three, priority="urgent"), headers={"X-Requested-With": "fetch"})
    assert asked.json() == {"done": "Priority set: Urgent (likely section 47): 3 of 3."}
    none = client.post(PRIORITISE, chosen([]), headers={"X-Requested-With": "fetch"})
    assert (none.status_code, none.json()["sentence"][:16]) == (409, "Nothing was done")


def test_sent_twice_it_is_done_once(cast, three):
    data, client = form(three, priority="assessment"), signed_in(cast.emma)
    client.post(PRIORITISE, data)
    assert client.post(PRIORITISE, data).url == "/tray/duty/"
    assert [Event.about(contact).filter(verb="prioritise").count() for contact in three] == [1, 1, 1]


def test_one_that_a_colleague_changed_meanwhile_is_named_and_the_others_are_done(cast, three):
    data = form(three, priority="assessment")
    do(three[0], "add_information", cast.sam, note="The school rang")
    answer = signed_in(cast.dana).post(PRIORITISE, data)
    assert answer.status_code == 409
    assert "Sam was first: Add information" in answer.content.decode()
    assert [contact.priority for contact in now_of(three)] == ["", "assessment", "assessment"]


def test_what_has_left_the_tray_is_left_alone(cast, three):
    do(three[0], "decide_no_further_action", cast.dev, rationale="The school helps")
    signed_in(cast.dana).post(PRIORITISE, form(three, priority="assessment"))
    assert [contact.priority for contact in now_of(three)] == ["", "assessment", "assessment"]
    answer = signed_in(cast.dana).post(PRIORITISE, form(three[:1], priority="urgent"), follow=True)
    assert "Nothing was done" in answer.content.decode()


def test_ones_own_relation_is_not_among_them(cast, three):
    staff_relation(cast.dana, three[0].children.get().person, MONDAY)
    page = signed_in(cast.dana).post(PRIORITISE, chosen(three)).content.decode()
    assert three[0].reference not in page
    signed_in(cast.dana).post(PRIORITISE, form(three, priority="urgent"))
    assert [contact.priority for contact in now_of(three)] == ["", "urgent", "urgent"]


def test_a_referral_among_them_is_named_as_what_cannot_be_assigned_here(cast, three):
    made = do(three[0], "decide_referral", cast.dana, rationale="Harm")
    referral = made.children.get().person.referrals.get()
    answer = signed_in(cast.dana).post(ASSIGN, form([referral, three[1]], worker="sam", task="Ring"))
    assert answer.status_code == 409
    assert "This cannot be done to a referral." in answer.content.decode()
    assert Contact.objects.get(pk=three[1].pk).holder == cast.sam


def test_a_field_left_out_does_nothing_to_any(cast, three):
    answer = signed_in(cast.dana).post(ASSIGN, form(three, worker="sam", task=""))
    assert answer.status_code == 422
    assert {contact.state for contact in now_of(three)} == {"awaiting_decision"}


@pytest.mark.parametrize(("who", "status"), [("cleo", 404), ("hugh", 404), ("rita", 404), ("nosy", 403)])
def test_whoever_may_not_do_it_to_one_may_not_to_several(cast, three, who, status):
    assert signed_in(getattr(cast, who)).post(ASSIGN, form(three, worker="sam", task="x")).status_code == status
    assert {contact.state for contact in now_of(three)} == {"awaiting_decision"}


def test_a_decision_is_never_made_for_several(cast, three):
    address = "/tray/duty/together/decide_no_further_action/"
    assert signed_in(cast.dana).post(address, form(three, rationale="x")).status_code == 404
