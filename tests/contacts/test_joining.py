"""`join`: one of two contacts about the same children closes, and the other goes on with both stories."""

from datetime import date, timedelta

import pytest

from contacts.models import Contact
from people.models import Person
from tests.acceptance.front import Page
from tests.contacts.open_page import OpenPage
from tests.factories.cast import signed_in
from tests.factories.contacts import AVA, BEN, do, draft, make_team
from tests.factories.people import closed_case, person
from tests.workflow.seeing import MONDAY, clock, clocks, place, told, verbs

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def second(contact, cast, *others, **said):
    """Another contact about the first child of `contact` (and others), received two hours before it."""
    known = AVA | {"who": contact.children.first().person.reference}
    told = {"received": contact.received_at - 2 * HOUR, "concerns": "Heard shouting"} | said
    return draft(cast.cleo, [known, *others], MONDAY, **told)


@pytest.fixture
def first(cast):
    """A contact about Ava in the duty tray, received at eight."""
    return do(draft(cast.cleo, now=MONDAY, concerns="A bruise"), "submit", cast.cleo, MONDAY)


def join(contact, into, actor):
    """Join `contact` to `into`; answers both as they then are."""
    contact = do(contact, "join", actor, MONDAY, **{"with": into.reference})
    return contact, Contact.objects.get(pk=into.pk)


def test_it_closes_as_joined_and_lies_in_no_tray(cast, first):
    other, first = join(second(first, cast), first, cast.emma)
    assert (other.state, other.outcome, other.joined_to, place(other)) == ("closed", "joined", first, "")
    assert clocks(other) == {"contact_decision": "cancelled"}
    assert (first.state, place(first)) == ("awaiting_decision", "duty")


def test_the_other_has_both_stories_in_the_order_of_joining(cast, first):
    other, first = join(second(first, cast), first, cast.dana)
    assert first.concerns == f"A bruise\n\nFrom {other.reference}: Heard shouting"
    assert first.information_added_at == MONDAY
    assert verbs(first)[-1] == "joined"


@pytest.mark.parametrize("earlier", [True, False])
def test_the_earlier_deadline_rules(cast, first, earlier):
    other = second(first, cast, received=first.received_at + (-2 if earlier else 0.5) * HOUR)
    due = min(clock(one, "contact_decision").due_at for one in (first, other))
    _, first = join(other, first, cast.dana)
    assert clock(first, "contact_decision").due_at == due
    assert first.received_at == due - timedelta(days=1)


def test_the_time_of_receipt_is_corrected_after_joining_as_before(cast, first):
    _, first = join(second(first, cast), first, cast.dana)
    first = do(first, "correct_receipt", cast.dana, MONDAY, received="2014-07-07 05:00", reason="It lay unopened")
    assert clock(first, "contact_decision").started_at == first.received_at


def test_what_was_said_there_and_not_here_is_taken_over_and_what_was_said_twice_stands_twice(cast, first):
    first.answers.filter(item="other_agencies").delete()
    other = second(first, cast, other_agencies="The school nurse", address="2 Low Street")
    other, first = join(other, first, cast.dana)
    said = {answer.item: answer.text for answer in first.answers.filter(person=None, parents=False)}
    assert said["other_agencies"] == "The school nurse"
    assert said["address"] == f"Address, as told\n{other.reference}: 2 Low Street"
    assert said["parental_knowledge"] == "What the parents know, as told"


def test_people_are_on_it_once_whichever_of_their_duplicates_was_meant(cast, first):
    twin = person("Ava Hull", "child", MONDAY)
    Person.objects.filter(pk=twin.pk).update(identity=first.children.get().person)
    other = second(first, cast, BEN | {"school": "", "school_not_known": "New here"})
    other.involved.create(person=twin, part="child")
    _, first = join(other, first, cast.dana)
    assert [one.person.given_name for one in first.children] == ["Ava", "Ben"]
    assert [answer.not_known_because for answer in first.answers.exclude(person=None)] == ["New here"]


def said_of_ava(cast, contact) -> list[str]:
    """What the page of a contact says that the caller says otherwise of her."""
    page = Page(signed_in(cast.cleo).get(contact.get_absolute_url()), contact.get_absolute_url())
    return [each.get_text() for each in page.all("[data-differs]")]


def test_what_the_second_caller_said_of_a_child_on_both_stands_beside_what_we_hold(cast, first):
    known = AVA | {"who": first.children.get().person.reference, "school": "Oak Primary"}
    other = draft(cast.cleo, [known | {"birth_date": date(2008, 2, 4)}], MONDAY)
    _, first = join(other, first, cast.dana)
    assert said_of_ava(cast, first) == [
        "Date of birth: we hold 3 Feb 2008; the caller says 4 Feb 2008.",
        "School or nursery: we hold Elmwood Primary; the caller says Oak Primary.",
    ]


def test_of_two_callers_who_differ_the_second_ones_words_stand_in_the_story(cast, first):
    known = AVA | {"who": first.children.get().person.reference}
    _, first = join(draft(cast.cleo, [known | {"school": "Oak Primary"}], MONDAY), first, cast.dana)
    other = draft(cast.cleo, [known | {"school": "Ash Primary"}], MONDAY, concerns="Heard shouting")
    _, first = join(other, first, cast.dana)
    assert said_of_ava(cast, first) == ["School or nursery: we hold Elmwood Primary; the caller says Oak Primary."]
    told = f"From {other.reference}: Heard shouting\nOf Ava Hall they said: school or nursery Ash Primary."
    assert first.concerns.endswith(told)


def test_what_the_recorder_settled_of_the_second_callers_words_stays_settled(cast, first):
    known = AVA | {"who": first.children.get().person.reference, "school": "Oak Primary"}
    other = draft(cast.cleo, [known], MONDAY)
    other.involved.update(settled=["school"])
    _, first = join(other, first, cast.dana)
    assert (said_of_ava(cast, first), first.children.get().settled) == ([], ["school"])


def test_why_something_is_not_known_of_a_child_on_both_is_taken_over(cast, first):
    Person.objects.update(school="")
    known = AVA | {"who": first.children.get().person.reference, "school": "", "school_not_known": "New here"}
    other = draft(cast.cleo, [known], MONDAY)
    _, first = join(other, first, cast.dana)
    assert [answer.not_known_because for answer in first.answers.filter(person=first.children.get())] == ["New here"]
    more = draft(cast.cleo, [known | {"school_not_known": ""}], MONDAY, urgent="yes")
    more = do(more, "submit", cast.cleo, MONDAY)
    slot = f"missing-school-{first.children.get().person.reference}"
    more = do(more, "add_information", cast.cleo, MONDAY, note="They rang", **{slot: "Oak Primary"})
    _, first = join(more, first, cast.dana)
    assert [answer.text for answer in first.answers.filter(item="school")] == [f"{more.reference}: Oak Primary"]


def test_who_is_a_child_on_either_is_one_on_the_other(cast, first):
    other = second(first, cast, BEN)
    first.involved.create(person=Person.objects.get(given_name="Ben"), part="household")
    _, first = join(other, first, cast.dana)
    assert [one.person.given_name for one in first.children] == ["Ava", "Ben"]


def test_urgent_stays_urgent_whichever_it_was(cast, first):
    other = do(second(first, cast), "flag_urgent", cast.cleo, MONDAY, reason="A burn")
    assert join(other, first, cast.dana)[1].urgent


def test_whoever_has_the_other_hears_of_it(cast, first):
    other = do(second(first, cast), "submit", cast.cleo, MONDAY)
    held = do(first, "assign", cast.dana, MONDAY, worker="sam", task="Ring the school")
    _, held = join(other, held, cast.dana)
    assert (held.state, told(held, "join")) == ("with_worker", ["sam"])


def test_the_team_that_has_the_other_hears_of_it(cast, first):
    team = make_team()
    closed_case(first.children.get().person, team.team, MONDAY.date(), MONDAY)
    sent = do(first, "send_to_team_manager", cast.dana, MONDAY, discussion="Spoke to Tess")
    other = do(second(first, cast), "submit", cast.cleo, MONDAY)
    _, sent = join(other, sent, cast.dana)
    assert told(sent, "join") == ["bo", "tess"]


def test_each_leads_to_the_other(cast, first):
    other, first = join(second(first, cast), first, cast.dana)
    client = signed_in(cast.cleo)
    for here, there, field in ((first, other, "joined_in"), (other, first, "joined_to")):
        page = Page(client.get(here.get_absolute_url()), here.get_absolute_url())
        assert page.first(f'[data-field="{field}"] a[href="{there.get_absolute_url()}"]')


def test_a_page_of_the_draft_that_was_open_before_covers_nothing_up(cast):
    mine = draft(cast.cleo, now=MONDAY, concerns="A bruise")
    page = OpenPage(cast.cleo, mine)
    page.types(concerns="A bruise and a burn").autosaves()
    mine = Contact.objects.get()
    other = second(mine, cast, BEN)
    _, mine = join(other, mine, cast.dana)
    page.types(concerns="A bruise on her arm").presses()
    assert page.page.status == 409
    assert Contact.objects.get(pk=mine.pk).concerns == f"A bruise and a burn\n\nFrom {other.reference}: Heard shouting"
    assert [one.person.given_name for one in mine.children] == ["Ava", "Ben"]


def test_a_draft_that_was_joined_can_be_saved_no_more(cast, first):
    other = second(first, cast)
    page = OpenPage(cast.cleo, other)
    join(other, first, cast.dana)
    assert page.types(concerns="More").autosaves().status_code == 409
