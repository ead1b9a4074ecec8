"""`add_information`: what comes in later is added to the story, and whoever has it knows."""

import pytest

from tests.factories.contacts import bare_draft, contact_at, do
from tests.oracle.reading import STATES
from tests.workflow.seeing import MONDAY, clocks, mailed, place, said, told

pytestmark = pytest.mark.django_db
OPEN = [state for state in STATES if state != "closed"]


@pytest.mark.parametrize("state", OPEN)
def test_it_is_marked_changed_and_all_else_stays(cast, state):
    before = contact_at(state, cast, MONDAY)
    contact = do(before, "add_information", cast.eli, MONDAY, note="The health visitor rang")
    assert contact.information_added_at == MONDAY
    assert (contact.state, place(contact), clocks(contact)) == (state, place(before), clocks(before))
    assert said(contact) == {"note": "The health visitor rang"}


@pytest.mark.parametrize("state", OPEN)
def test_whoever_has_it_is_told_and_nobody_else(cast, state):
    contact = do(contact_at(state, cast, MONDAY), "add_information", cast.eli, MONDAY, note="They rang")
    assert told(contact, "add_information") == (["sam"] if contact.holder else [])


def test_nobody_is_mailed_of_what_lies_in_a_tray(cast):
    contact = do(contact_at("awaiting_decision", cast, MONDAY), "add_information", cast.eli, MONDAY, note="They rang")
    assert mailed(contact) == []


def test_what_was_missing_can_be_filled_in_later(cast):
    contact = do(bare_draft(cast.cleo, MONDAY, urgent="yes"), "submit", cast.cleo, MONDAY)
    given = {"missing-concerns": "A bruise", "missing-address": "1 The Row"}
    contact = do(contact, "add_information", cast.eli, MONDAY, note="They rang", **given)
    assert contact.concerns == "A bruise"
    assert contact.answers.get(item="address").text == "1 The Row"
