"""A case status comes from dated involvements, whoever recorded them and whichever duplicate they are about."""

from datetime import UTC, date, datetime

import pytest

from people.models import Involvement
from people.services.cases import case_status, cases_by_team, closed_within_three_months
from tests.factories import people
from tests.factories.cast import make_user
from tests.factories.directory import team

NOW = datetime(2014, 7, 7, 8, 0, tzinfo=UTC)
TODAY = date(2014, 7, 7)


@pytest.fixture
def ava(db):
    """A child on file."""
    return people.person("Ava Hall", "child", NOW, date(2008, 2, 3))


def status(person, on=TODAY):
    """The case status of one person."""
    return case_status([person.pk], on)[person.pk]


def involve(person, name, start=None, end=None):
    """A team's work with a person."""
    return Involvement.objects.create(person=person, team=team(name), from_date=start, to_date=end, as_of=NOW)


def test_somebody_whom_no_team_ever_had_is_new(ava):
    assert (status(ava).slug, status(ava).text) == ("new", "New")


def test_an_open_case_names_team_and_worker_and_how_fresh_that_is(ava):
    people.open_case(ava, team("Assessment 1"), make_user("Will"), NOW)
    found = status(ava)
    assert (found.slug, found.text, found.as_of_text) == ("open", "Open to Assessment 1, Will", "as of 7 Jul 2014")


def test_a_case_is_closed_on_the_whole_of_the_day_it_ended(ava):
    people.closed_case(ava, team("Assessment 1"), TODAY, NOW)
    assert status(ava).text == "Closed by Assessment 1 on 7 Jul 2014"
    assert status(ava, date(2014, 7, 6)).slug == "open"


def test_an_open_case_counts_before_a_closed_one_and_the_later_of_two_before_the_earlier(ava):
    involve(ava, "First", date(2012, 1, 1), date(2013, 1, 1))
    involve(ava, "Second", date(2013, 6, 1), date(2014, 1, 1))
    assert status(ava).text == "Closed by Second on 1 Jan 2014"
    involve(ava, "Third", date(2010, 1, 1))
    assert status(ava).text == "Open to Third"


def test_each_team_that_has_or_had_a_case_is_told_of_once_the_open_ones_first(ava, django_assert_num_queries):
    involve(ava, "First", date(2012, 1, 1), date(2013, 1, 1))
    involve(ava, "First", date(2013, 6, 1), date(2014, 6, 1))
    involve(ava, "Second", date(2014, 1, 1))
    involve(ava, "Third", date(2010, 1, 1), date(2014, 7, 1))
    involve(ava, "Fourth", date(2010, 1, 1))
    new = people.person("Ben Hall", "child", NOW)
    with django_assert_num_queries(1):
        found = cases_by_team([ava.pk, new.pk], TODAY)
    assert [case.text for case in found[ava.pk]] == [
        "Open to Second", "Open to Fourth", "Closed by Third on 1 Jul 2014", "Closed by First on 1 Jun 2014"
    ]  # fmt: skip
    assert found[ava.pk][0] == status(ava)
    assert found[new.pk] == (status(new),)


def test_work_that_has_yet_to_begin_does_not_count(ava):
    involve(ava, "Later", date(2014, 7, 8))
    assert status(ava).slug == "new"


def test_merged_people_share_their_status_and_unmerged_ones_do_not(ava):
    twin = people.person("Eva Hall", "child", NOW)
    involve(twin, "Assessment 1", date(2014, 1, 1))
    assert status(ava).slug == "new"
    twin.identity = ava
    twin.save()
    assert status(ava).slug == status(twin).slug == "open"
    twin.identity = None
    twin.save()
    assert status(ava).slug == "new"


def test_many_are_asked_about_in_one_query(ava, django_assert_num_queries):
    others = [people.person(f"Child {number}", "child", NOW) for number in range(20)]
    with django_assert_num_queries(1):
        assert len(case_status([ava.pk, *(other.pk for other in others)], TODAY)) == 21


@pytest.mark.parametrize(
    ("closed_on", "received", "within"),
    [
        (date(2014, 4, 7), NOW, True),
        (date(2014, 4, 6), NOW, False),
        (date(2014, 7, 7), NOW, True),
        (date(2014, 7, 8), NOW, False),
        (date(2014, 2, 28), datetime(2014, 5, 31, 12, tzinfo=UTC), True),
        (date(2014, 2, 27), datetime(2014, 5, 31, 12, tzinfo=UTC), False),
        (date(2013, 11, 15), datetime(2014, 2, 15, 12, tzinfo=UTC), True),
        (date(2014, 4, 7), datetime(2014, 7, 6, 23, 30, tzinfo=UTC), True),
        (date(2014, 4, 6), datetime(2014, 7, 6, 23, 30, tzinfo=UTC), False),
        (None, NOW, False),
    ],
)
def test_the_same_day_three_months_before_receipt_still_counts(closed_on, received, within):
    assert closed_within_three_months(closed_on, received) is within
