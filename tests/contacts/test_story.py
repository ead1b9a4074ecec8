"""The story of a contact and of an episode: whose case each child is now, and as of when."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Involvement, Person
from tests.acceptance.front import Page
from tests.factories.cast import signed_in
from tests.factories.contacts import AVA, BEN, contact_at, do, draft
from tests.factories.directory import team
from tests.factories.people import closed_case, open_case, person
from tests.workflow.seeing import MONDAY

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)
LAST_YEAR = date(2013, 6, 3)


def known(user, record) -> str:
    """What stands on the record's page beside its child."""
    page = Page(signed_in(user).get(record.get_absolute_url()), record.get_absolute_url())
    return page.first("[data-person] .known").get_text(strip=True)


@pytest.mark.parametrize("decided", [False, True], ids=["a contact", "an episode"])
def test_a_childs_case_status_is_todays_and_says_how_fresh_it_is(cast, decided):
    record = contact_at("awaiting_decision", cast, MONDAY)
    child = record.children.get().person
    if decided:
        do(record, "decide_early_help", cast.dana, MONDAY, rationale="They would like it")
        record = child.early_help.get()
    with time_machine.travel(TUESDAY, tick=False):
        assert known(cast.dana, record) == "New, as of 8 Jul 2014"
        case = open_case(child, team("Assessment 1"), cast.sue, TUESDAY)
        case.from_date = TUESDAY.date()
        case.save()
        assert known(cast.dana, record) == "Open to Assessment 1, Sue, as of 8 Jul 2014"


def test_the_heading_names_the_children_in_the_order_they_were_named(cast):
    contact = contact_at("awaiting_decision", cast, MONDAY, children=[BEN, AVA])
    with time_machine.travel(TUESDAY, tick=False):
        page = Page(signed_in(cast.dana).get(contact.get_absolute_url()), contact.get_absolute_url())
    assert page.first("h1").get_text(strip=True) == "Ben Hall (4), Ava Hall (6)"


def stories(user, contact) -> list[str]:
    """The first two parts of the story, in words."""
    page = Page(signed_in(user).get(contact.get_absolute_url()), contact.get_absolute_url())
    return [" ".join(part.get_text(" ").split()) for part in page.all("section.story")[:2]]


def test_why_it_is_urgent_and_whether_the_child_is_safe_stand_with_what_has_happened(cast):
    contact = do(contact_at("awaiting_decision", cast), "flag_urgent", cast.cleo, reason="A disclosed injury")
    [happened, _] = stories(cast.dana, contact)
    for words in ("What has happened", "Urgent because A disclosed injury", "Immediate protection", "Safety alerts"):
        assert words in happened


def test_whoever_authorises_advice_reads_it_first(cast):
    first = stories(cast.dana, contact_at("awaiting_authorisation", cast))[0]
    assert first.startswith("Advice given Where to find a nursery place Sam, today")


def test_a_closed_contact_says_first_why_it_was_decided_so_and_by_whom(cast):
    first = stories(cast.dana, contact_at("closed", cast))[0]
    assert first.startswith("Why it was decided so The school supports the family Dana, today")


@pytest.mark.parametrize("state", ["advice_in_progress", "awaiting_authorisation"])
def test_who_gives_or_authorises_advice_reads_what_it_is_about(cast, state):
    contact = contact_at(state, cast, MONDAY)
    for user in (cast.sam, cast.dana):
        page = Page(signed_in(user).get(contact.get_absolute_url()), contact.get_absolute_url())
        assert "The family asks for information" in page.main.get_text()


@pytest.fixture
def beside(cast):
    """What stands under "Known already" on a contact's page, by heading."""

    def read(user, contact) -> dict[str, list[str]]:
        page = Page(signed_in(user).get(contact.get_absolute_url()), contact.get_absolute_url())
        lists = page.all(".known-list")
        return {
            each.find_previous("h3").get_text(): [line.get_text(" ", strip=True) for line in each.select("li")]
            for each in lists
        }

    return read


def test_the_teams_that_have_and_had_a_case_stand_beside_it_with_their_dates(cast, beside):
    contact = contact_at("awaiting_decision", cast, MONDAY)
    twin = person("Eva Hall", "child", MONDAY)
    Person.objects.filter(pk=twin.pk).update(identity=contact.children.get().person)
    first, second = team("Assessment 1"), team("Protection")
    Involvement.objects.create(person=twin, team=first, from_date=date(2012, 1, 1), to_date=LAST_YEAR, as_of=MONDAY)
    open_case(contact.children.get().person, second, cast.sue, MONDAY)
    assert beside(cast.dana, contact)["Teams"] == [
        "Ava Hall: Protection, Sue as of 7 Jul 2014",
        "Ava Hall: Assessment 1 from 1 Jan 2012 until 3 Jun 2013, as of 7 Jul 2014",
    ]


def test_whoever_reads_a_contact_finds_the_chronology_of_each_child_of_whom_they_may_know(cast, beside):
    contact = contact_at("awaiting_decision", cast, MONDAY, children=[AVA, BEN])
    assert beside(cast.dana, contact)["Chronology"] == ["Chronology of Ava Hall", "Chronology of Ben Hall"]
    page = Page(signed_in(cast.dana).get(contact.get_absolute_url()), contact.get_absolute_url())
    for child in contact.children:
        link = page.first(f'.known-list a[href="/people/{child.person.reference}/chronology/"]')
        assert signed_in(cast.dana).get(link["href"]).status_code == 200
    assert "Chronology" not in beside(cast.rita, draft(cast.rita, now=MONDAY))


def test_a_page_asks_whose_case_the_children_are_once_for_each_thing_it_says_of_that(cast):
    contact = contact_at("awaiting_decision", cast, MONDAY, children=[AVA, BEN])
    for one in contact.children:
        closed_case(one.person, team("Assessment 1"), MONDAY.date(), MONDAY)
    client = signed_in(cast.dana)
    client.get(contact.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        client.get(contact.get_absolute_url())
    three_guards, the_story = 3, 1
    assert len([query for query in asked if 'AS "read_at"' in query["sql"]]) == three_guards + the_story
