"""After an action the page says what was done and to whom, to nobody who may not know it."""

import pytest

from tests.factories.cast import make_user, signed_in
from tests.factories.contacts import AVA, BEN, contact_at, do, draft
from tests.workflow.seeing import MONDAY
from workflow.process import processes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def message(page) -> str:
    """What the page says was just done."""
    return page.first(".banner--success").get_text(" ", strip=True)


def test_it_says_what_was_done_to_whom_in_words(cast, sends):
    contact = contact_at("awaiting_decision", cast, MONDAY)
    page = sends(cast.dana, contact, "assign", worker="sam", task="Ring the school")
    assert message(page) == f"Done Assigned to Sam: Ava Hall (6), {contact.reference}."


def test_several_children_are_counted(cast, sends):
    contact = do(draft(cast.cleo, [AVA, BEN], MONDAY), "submit", cast.cleo, MONDAY)
    page = sends(cast.dana, contact, "decide_early_help", rationale="Support")
    assert message(page) == f"Done Early help decided: Ava Hall (6) and 1 other child, {contact.reference}."


def test_a_choice_is_said_by_its_label(cast, sends):
    contact = contact_at("awaiting_decision", cast, MONDAY)
    page = sends(cast.dana, contact, "prioritise", priority="assessment")
    assert message(page).startswith("Done Priority set: Assessment (likely section 17): Ava Hall (6)")


def test_a_script_is_told_the_same(cast):
    contact = contact_at("awaiting_decision", cast, MONDAY)
    address = f"{contact.get_absolute_url()}do/decide_no_further_action/"
    data = {"rationale": "The school helps", "seen_version": contact.version}
    answer = signed_in(cast.dana).post(address, data, headers={"X-Requested-With": "fetch"})
    assert answer.json() == {"done": f"No further action decided: Ava Hall (6), {contact.reference}."}


def test_who_may_not_see_it_any_more_is_told_the_reference_alone(cast, sends):
    recorder = make_user("Rex", "reception")
    contact = draft(recorder, [AVA], MONDAY)
    page = sends(recorder, contact, "discard", reason="A test")
    assert message(page) == f"Done Discarded as recorded in error: {contact.reference}."


def test_no_cookie_holds_what_the_message_says(cast):
    contact, client = contact_at("awaiting_decision", cast, MONDAY), signed_in(cast.dana)
    address = f"{contact.get_absolute_url()}do/decide_no_further_action/"
    client.post(address, {"rationale": "The school helps", "seen_version": contact.version})
    assert "messages" not in client.cookies
    assert "Hall" not in str(client.cookies)


def test_every_action_of_every_process_says_what_it_did():
    for process in processes():
        for transition in process.transitions:
            assert transition.done
            assert transition.done[0].isupper()
            assert not transition.done.endswith(".")
