"""Whoever looks people up by name leaves a trace, as whoever opens their pages does."""

from datetime import timedelta

import pytest
import time_machine

from audit.models import Access
from people.models import Search
from people.tasks import forget_searches
from tests.factories.cast import signed_in
from tests.people.conftest import NOW

pytestmark = pytest.mark.django_db
ROW = "/people/matches/?row=child-0"


def traces(person):
    """Who was shown something of the person, and by what."""
    return list(Access.about(person).values_list("user__username", "via"))


def test_a_search_leaves_one_for_each_person_found(cast, ava):
    signed_in(cast.cleo).post("/people/search/", {"q": "Ava Hall"}, follow=True)
    assert traces(ava) == [("cleo", "search")]


def test_a_name_typed_letter_by_letter_leaves_one_an_hour(cast, ava):
    with time_machine.travel(NOW, tick=False):
        browser = signed_in(cast.cleo)
        for typed in ("Av", "Ava", "Ava "):
            browser.post(ROW, {"child-0-given_name": typed, "child-0-family_name": "Hall"})
    assert traces(ava) == [("cleo", "match")]
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        signed_in(cast.cleo).post(ROW, {"child-0-given_name": "Ava", "child-0-family_name": "Hall"})
    assert traces(ava) == [("cleo", "match"), ("cleo", "match")]


def test_what_was_searched_for_is_forgotten_after_a_day(cast):
    signed_in(cast.cleo).post("/people/search/", {"q": "Ava Hall"})
    forget_searches()
    assert Search.objects.count() == 1
    Search.objects.update(at=Search.objects.get().at - timedelta(days=2))
    forget_searches()
    assert Search.objects.count() == 0
