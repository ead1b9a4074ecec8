"""An age is said as people say it, on the day that is asked about."""

from datetime import date

import pytest

from people.ages import age_text, birth_text, born_text
from people.models import Person

EXACT, ESTIMATED, EXPECTED = Person.BirthDateIs.EXACT, Person.BirthDateIs.ESTIMATED, Person.BirthDateIs.EXPECTED
DAY = date(2014, 7, 7)


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (date(2014, 7, 7), "0 weeks"),
        (date(2014, 6, 30), "1 week"),
        (date(2014, 4, 8), "12 weeks"),
        (date(2014, 4, 7), "3 months"),
        (date(2012, 7, 8), "23 months"),
        (date(2012, 7, 7), "2"),
        (date(2008, 7, 8), "5"),
        (date(2008, 2, 29), "6"),
        (date(2014, 9, 1), "expected 1 Sep 2014"),
        (None, ""),
    ],
)
def test_the_smallest_are_said_in_weeks_and_months(born, said):
    assert age_text(born, EXACT, DAY) == said


def test_an_estimated_age_says_so():
    assert age_text(date(2008, 1, 1), ESTIMATED, DAY) == "about 6"


def test_an_expected_birth_stays_expected_until_it_is_recorded():
    assert age_text(date(2014, 7, 1), EXPECTED, DAY) == "expected 1 Jul 2014"


def test_the_age_of_somebody_who_has_died_is_the_age_at_death():
    assert age_text(date(1980, 1, 1), EXACT, DAY, date(2010, 6, 1)) == "died at 30"
    assert age_text(date(1980, 1, 1), EXACT, date(2009, 7, 7), date(2010, 6, 1)) == "29"
    assert age_text(date(1980, 1, 1), ESTIMATED, DAY, date(2010, 6, 1)) == "died at about 30"


@pytest.mark.parametrize(
    ("birth_date_is", "text", "line"),
    [
        (EXACT, "3 May 2007", "born 3 May 2007"),
        (ESTIMATED, "about 3 May 2007 (estimated)", "born about 3 May 2007 (estimated)"),
        (EXPECTED, "expected 3 May 2007", "expected 3 May 2007"),
    ],
)
def test_a_birth_date_is_said_as_what_it_is(birth_date_is, text, line):
    somebody = Person(birth_date=date(2007, 5, 3), birth_date_is=birth_date_is)
    assert (birth_text(date(2007, 5, 3), birth_date_is), born_text(somebody)) == (text, line)


def test_nothing_is_said_of_a_birth_date_that_nobody_knows():
    assert (birth_text(None, ESTIMATED), born_text(Person(birth_date_is=ESTIMATED))) == ("", "")
