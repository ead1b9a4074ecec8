"""The story of a contact and of an episode: whose case each child is now, and as of when."""

from datetime import timedelta

import pytest
import time_machine

from tests.acceptance.front import Page
from tests.factories.cast import signed_in
from tests.factories.contacts import contact_at, do
from tests.factories.directory import team
from tests.factories.people import open_case
from tests.workflow.seeing import MONDAY

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


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
