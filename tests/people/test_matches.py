"""While a child is named, those on file who may be meant are offered, and none is chosen beforehand."""

from datetime import date

import pytest

from contacts.models import Contact
from people.search import matches
from tests.acceptance.front import Page
from tests.factories import people
from tests.factories.cast import signed_in
from tests.factories.directory import team
from tests.people.conftest import NOW

pytestmark = pytest.mark.django_db
ROW = "/people/matches/?row=child-0"


def offered(user, address=ROW, **said) -> Page:
    """The fragment for what was typed so far."""
    return Page(signed_in(user).post(address, {f"child-0-{name}": text for name, text in said.items()}), address)


def values(page):
    """What can be chosen, from top to bottom."""
    return [(radio["name"], radio["value"]) for radio in page.all("input[type=radio]")]


def test_somebody_on_file_and_somebody_new_can_be_chosen(cast, ava):
    page = offered(cast.cleo, given_name="Av", family_name="Hall")
    assert values(page) == [("child-0-who", ava.reference), ("child-0-who", "new")]
    assert page.all("input[checked]") == []
    words = " ".join(page.first("label").get_text(" ").split())
    for part in ("Ava Hall", "born 3 Feb 2008", "also known as Eva Hull", "New, as of", "The name begins so"):
        assert part in words


def test_whom_the_recorder_chose_stays_chosen_and_an_open_case_is_said_at_once(cast, ava):
    people.open_case(ava, team("Assessment and CIN 1"), cast.sam, NOW)
    page = offered(cast.cleo, given_name="Ava", family_name="Hall", who=ava.reference)
    assert [radio["value"] for radio in page.all("input[checked]")] == [ava.reference]
    assert "Ava Hall: Open to Assessment and CIN 1, Sam" in page.first(".banner").text


def test_a_birth_date_alone_is_enough_and_half_a_one_is_no_error(cast, ava):
    assert len(values(offered(cast.cleo, birth_date="3/2/2008"))) == 2
    assert len(values(offered(cast.cleo, given_name="Ava", birth_date="3/2/"))) == 2


@pytest.mark.parametrize("said", [{}, {"given_name": "A"}, {"given_name": "Zz"}, {"given_name": "\x00"}])
def test_where_nobody_is_meant_nothing_is_shown(cast, ava, said):
    assert values(offered(cast.cleo, **said)) == []


def test_ones_own_relation_is_not_offered(cast, ava):
    people.staff_relation(cast.cleo, ava, NOW)
    assert values(offered(cast.cleo, given_name="Ava", family_name="Hall")) == []


@pytest.mark.parametrize("row", ["child-x", "child-0%26x", "../", "%00", "child-1234"])
def test_a_row_that_is_none_answers_404(cast, row):
    assert offered(cast.cleo, f"/people/matches/?row={row}").status == 404


def test_it_is_posted_so_that_no_name_stands_in_an_address(cast):
    assert signed_in(cast.cleo).get(ROW).status_code == 405


def test_the_best_few_are_offered(cast):
    for number in range(20):
        people.person(f"Ava Hall{number}", "child", NOW)
    exact = people.person("Ava Hall", "child", NOW)
    found = matches(cast.cleo, "Ava", "Hall")
    assert len(found) == 8
    assert found[0].person == exact
    assert not Contact.objects.exists()


def test_the_whole_name_and_birth_date_stand_first_then_the_name_then_the_rest(cast, ava):
    rest = people.person("Ava Hallam", "child", NOW, date(2008, 2, 3))
    more = people.person("Ava Bea Hall", "child", NOW, date(2008, 2, 3))
    named = people.person("Ava Hall", "child", NOW, date(2001, 1, 1))
    found = matches(cast.cleo, "Ava", "Hall", date(2008, 2, 3))
    assert [match.person for match in found] == [ava, named, more, rest]
