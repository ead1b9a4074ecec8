"""Recording and changing a person leaves an event, and history that carries its number."""

from datetime import UTC, datetime

import pytest

from audit.models import Event
from people.services.people import change_person, record_person

NOW = datetime(2014, 7, 7, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_a_new_person_has_one_event_and_one_history_row_of_that_number(cast):
    person = record_person(cast.cleo, NOW, given_name="Ava", family_name="Hall")
    event = Event.about(person).get()
    assert (event.verb, event.actor, event.at, event.version) == ("record", cast.cleo, NOW, 1)
    assert [(row.history_change_reason, row.history_type) for row in person.history.all()] == [(event.pk, "+")]


def test_a_change_raises_the_version_and_keeps_what_was(cast):
    person = record_person(cast.cleo, NOW, given_name="Ava")
    changed = change_person(person, cast.dana, NOW, given_name="Eva")
    event = Event.about(person).last()
    assert (changed.version, event.verb, event.version) == (2, "changed", 2)
    assert [(row.given_name, row.history_change_reason) for row in person.history.all()][0] == ("Eva", event.pk)
    assert person.history.last().given_name == "Ava"


def test_a_change_that_changes_nothing_leaves_nothing(cast):
    person = record_person(cast.cleo, NOW, given_name="Ava")
    assert change_person(person, cast.dana, NOW, given_name="Ava").version == 1
    assert Event.about(person).count() == person.history.count() == 1


def test_the_same_name_typed_on_another_machine_is_the_same_name(cast):
    assert record_person(cast.cleo, NOW, given_name="Zoe\u0308").given_name == "Zo\u00eb"
