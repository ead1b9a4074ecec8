"""`split`: a second contact for some of the children, with the same receipt, deadline and story."""

from datetime import timedelta

import pytest

from audit.models import Event
from contacts.models import Contact, ContactPerson
from deadlines.models import Deadline
from tests.acceptance.front import Page
from tests.contacts.open_page import OpenPage
from tests.factories.cast import signed_in
from tests.factories.contacts import AVA, BEN, do, draft
from tests.factories.people import person
from tests.workflow.seeing import MONDAY, clock, made, said
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db
CAL = BEN | {"given_name": "Cal"}


def parents_on(contact):
    """Put a mother on it."""
    mother = person("Kim Hall", "adult", MONDAY)
    contact.involved.create(person=mother, part="parent")


def split(contact, actor, *names, now=MONDAY):
    """Split off the children of these given names; answers the first contact and the second."""
    chosen = [one.person.reference for one in contact.children if one.person.given_name in names]
    contact = do(contact, "split", actor, now, children=chosen)
    return contact, made(contact)[-1]


def names(contact) -> list[str]:
    """The given names of the children on it."""
    return [one.person.given_name for one in contact.children]


@pytest.fixture
def halves(cast):
    """A draft about three children and their mother, split in two."""
    contact = draft(cast.cleo, [AVA, BEN, CAL], MONDAY, parental_knowledge="", parental_knowledge_not_known="Not asked")
    parents_on(contact)
    return split(contact, cast.cleo, "Ben", "Cal")


def test_no_child_is_on_both(halves):
    assert [names(half) for half in halves] == [["Ava"], ["Ben", "Cal"]]


def test_who_is_taken_off_the_first_one_is_so_by_its_event(halves):
    taken_off = ContactPerson.history.filter(history_type="-", contact=halves[0])
    assert {row.history_change_reason for row in taken_off} == {Event.about(halves[1]).get(verb="record").pk}


def test_what_is_said_of_all_is_on_both(halves):
    one, other = halves
    for name in ("received_at", "channel", "kind", "priority", "concerns", "about_who_works_with_children", "state"):
        assert getattr(other, name) == getattr(one, name), name
    assert (other.referrer.name, other.referrer.safe_way) == ("Robin Referrer", "email")
    for half in halves:
        assert [each.person.full_name for each in half.involved.filter(part="parent")] == ["Kim Hall"]
        answers = {answer.item: answer for answer in half.answers.filter(person=None, parents=False)}
        assert answers["address"].text == "Address, as told"
        assert answers["parental_knowledge"].not_known_because == "Not asked"


def test_what_is_said_of_one_child_goes_with_the_child(cast):
    contact = draft(cast.cleo, [AVA, BEN | {"school": "", "school_not_known": "New here"}], MONDAY)
    one, other = split(contact, cast.cleo, "Ben")
    assert not one.answers.exclude(person=None).exists()
    assert [(each.item, each.not_known_because) for each in other.answers.exclude(person=None)] == [
        ("school", "New here")
    ]


def test_both_have_the_same_deadline(halves):
    assert [clock(half, "contact_decision").due_at for half in halves] == [
        MONDAY - timedelta(hours=1) + timedelta(days=1)
    ] * 2


def test_a_reopened_one_keeps_the_deadline_that_it_was_given(cast):
    contact = do(draft(cast.cleo, [AVA, BEN], MONDAY), "submit", cast.cleo, MONDAY)
    contact = do(contact, "decide_no_further_action", cast.dana, MONDAY, rationale="Seen and well")
    later = MONDAY + timedelta(days=3)
    contact = do(contact, "reopen", cast.pat, later, reason="They rang again")
    one, other = split(contact, cast.dana, "Ben", now=later)
    assert clock(other, "contact_decision").due_at == clock(one, "contact_decision").due_at == later + timedelta(days=1)
    assert other.received_at == one.received_at
    assert Deadline.about(other).count() == 1


def test_each_leads_to_the_other(cast, halves):
    one, other = halves
    client = signed_in(cast.dana)
    for here, there in ((one, other), (other, one)):
        page = Page(client.get(here.get_absolute_url()), here.get_absolute_url())
        assert page.first(f'main a[href="{there.get_absolute_url()}"]')


def test_the_history_tells_of_no_child_whom_the_reader_of_this_half_may_not_know(halves):
    one, other = halves
    assert said(one) == {"children": f"{other.children.count()} of them", "made": other.reference}


def test_one_child_at_least_stays(cast):
    contact = draft(cast.cleo, [AVA, BEN], MONDAY)
    with pytest.raises(Refused) as refused:
        split(contact, cast.cleo, "Ava", "Ben")
    assert "children" in refused.value.slugs
    assert Contact.objects.count() == 1


def test_raw_typing_stays_with_whom_it_is_about(cast):
    page = OpenPage(cast.cleo, draft(cast.cleo, [AVA, BEN], MONDAY))
    page.types(received="in May", child_0_school="Oak Primary", child_1_school="Ash Primary").presses()
    contact = Contact.objects.get()
    assert contact.typed
    split(contact, cast.cleo, "Ben")
    page = OpenPage(cast.cleo, Contact.objects.get(pk=contact.pk))
    assert (page.holds("received"), page.holds("child_0_school")) == ("in May", "Oak Primary")
    assert "Ash Primary" not in str(Contact.objects.get(pk=contact.pk).typed)


@pytest.mark.parametrize("how", ["presses", "autosaves"])
def test_a_page_that_was_open_before_does_not_bring_the_child_back(cast, how):
    contact = draft(cast.cleo, [AVA, BEN], MONDAY)
    page = OpenPage(cast.cleo, contact)
    page.types(concerns="A burn").autosaves()
    one, _ = split(Contact.objects.get(), cast.dana, "Ben")
    getattr(page.types(concerns="A burn and a bruise"), how)()
    assert names(one) == ["Ava"]
    assert Contact.objects.get(pk=one.pk).concerns == "A burn"


def test_a_child_of_whom_the_recorder_may_not_know_is_not_theirs_to_split_off(cast):
    recorded = draft(cast.rita, [AVA, BEN], MONDAY)
    with pytest.raises(Refused) as refused:
        split(recorded, cast.rita, "Ben")
    assert "duty_manager" in refused.value.slugs
