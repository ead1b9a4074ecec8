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
