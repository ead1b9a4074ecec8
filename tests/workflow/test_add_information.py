"""`add_information`: what comes in later is added to the story, and whoever has it knows."""

import pytest

from contacts.services.draft import Sending, save_draft
from tests.factories.contacts import bare_draft, contact_at, do
from tests.oracle.reading import STATES
from tests.workflow.seeing import MONDAY, clocks, mailed, place, said, told
from workflow.process import process_of

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
    theirs = ["bo", "tess"] if contact.team else []
    assert told(contact, "add_information") == (["sam"] if contact.holder else theirs)


def test_nobody_is_mailed_of_what_lies_in_a_tray(cast):
    contact = do(contact_at("awaiting_decision", cast, MONDAY), "add_information", cast.eli, MONDAY, note="They rang")
    assert mailed(contact) == []


def test_what_was_missing_can_be_filled_in_later(cast):
    contact = do(bare_draft(cast.cleo, MONDAY, urgent="yes"), "submit", cast.cleo, MONDAY)
    given = {"missing-concerns": "A bruise", "missing-address": "1 The Row"}
    contact = do(contact, "add_information", cast.eli, MONDAY, note="They rang", **given)
    assert contact.concerns == "A bruise"
    assert contact.answers.get(item="address").text == "1 The Row"


def test_on_a_draft_what_was_missing_is_kept_in_the_note_where_the_recorders_next_save_does_not_reach(cast):
    contact = bare_draft(cast.cleo, MONDAY)
    given = {"missing-concerns": "A bruise", "missing-address": "1 The Row"}
    contact = do(contact, "add_information", cast.eli, MONDAY, note="They rang", **given)
    heard = {"note": "They rang\nConcerns: A bruise\nAddress: 1 The Row"}
    assert (said(contact), contact.concerns, contact.answers.count()) == (heard, "", 0)
    typed = {"concerns": "", "address": ""}
    save_draft(contact, cast.cleo, typed, [], {}, MONDAY, Sending(seen_version=contact.version))
    assert said(contact) == heard


def test_a_drafts_page_for_it_asks_for_a_note_alone(cast):
    contact = bare_draft(cast.cleo, MONDAY)
    form = process_of(contact).transition("add_information").form(record=contact, actor=cast.eli)
    assert list(form.fields) == ["note"]
