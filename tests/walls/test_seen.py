"""Who may see finds it all: a wall that hides everything from everybody would pass the other tests too."""

import pytest

from directory.profile import current
from directory.roles import DUTY_TEAM
from tests.oracle.reading import SEES_DUTY_WORK
from tests.walls.family import BORN_AS_WRITTEN
from tests.walls.markers import MARKER, ON_NO_PAGE, WORDS, marked_fields
from tests.walls.readers import TEAM_ROLES
from tests.walls.tour import PROTECTED, text_of


@pytest.fixture(scope="module")
def on_a_page(tour):
    """All that Pat is shown by opening every page there is and by searching."""
    return text_of(tour.answers["pat"])


def found(label, tour, on_a_page):
    """Whether one marker of the field is on a page."""
    return any(word in on_a_page for word in tour.given[label])


@pytest.mark.parametrize("label", sorted(marked_fields()))
def test_every_field_has_an_example(tour, label):
    assert tour.given.get(label)


@pytest.mark.parametrize("label", sorted(marked_fields() - set(ON_NO_PAGE)))
def test_every_field_is_on_a_page(tour, on_a_page, label):
    assert found(label, tour, on_a_page)


@pytest.mark.parametrize("label", sorted(ON_NO_PAGE))
def test_what_is_excused_is_on_no_page(tour, on_a_page, label):
    assert not found(label, tour, on_a_page)


def test_every_word_that_was_said_with_an_action_is_in_a_history(tour, on_a_page):
    assert [word for word in tour.given[WORDS] if word not in on_a_page] == []


def test_the_date_of_birth_is_on_a_page(on_a_page):
    assert any(written in on_a_page for written in BORN_AS_WRITTEN)


@pytest.mark.parametrize("role", sorted(SEES_DUTY_WORK))
def test_every_role_of_the_duty_side_finds_the_same_on_a_records_pages(tour, role):
    half_typed = set() if role in DUTY_TEAM else {*tour.given["contacts.Contact.typed"]}
    kept_back = half_typed if role in current().secrecy.protected_addresses else half_typed | tour.places
    assert tour.by_role[role] == tour.by_role["practice_manager"] - kept_back, "who only reads is led to no form"
    assert (tour.places <= tour.by_role[role]) == (role in current().secrecy.protected_addresses)
    assert len(tour.by_role[role]) > 50


def test_where_she_lives_whom_nobody_may_find_is_on_no_answer_to_a_role_without_the_permission(tour):
    assert len(tour.places) > len(PROTECTED)
    found = [str(ask) for ask, answer in tour.answers["cleo"] if tour.places & {*MARKER.findall(answer.content)}]
    assert found == []


@pytest.mark.parametrize("role", TEAM_ROLES)
def test_the_team_that_has_or_had_it_opens_that_and_nothing_else(tour, role):
    opened = {name for name, status in tour.of_team[f"role {role}"].items() if status == 200}
    assert opened == {"with_team", "with_team_manager"}
    assert set(tour.of_team[f"role {role}"].values()) == {200, 404}


def test_who_administers_and_audits_is_shown_references_and_no_word(tour):
    shown = "\n".join(answer.content for ask, answer in tour.answers["house"] if ask.post is None)
    assert tour.references["awaiting_decision"] in shown
    assert set(MARKER.findall(shown)) <= {*tour.given["correspondence.Outbox.error"]}
